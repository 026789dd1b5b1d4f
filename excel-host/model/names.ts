/** Defined names and data validation rules. */

import type { Rect } from "./address";
import type { Sheet } from "./sheet";

/** A name for a range, a constant or a formula. */
export interface DefinedName {
  name: string;
  /** With leading "=". */
  formula: string;
  comment: string;
  visible: boolean;
  /** The sheet that owns the name; undefined for names of the workbook. */
  scope: Sheet | undefined;
}

/** A data validation rule of a block; the parts are kept as the caller gave them. */
export interface DataValidation {
  rect: Rect;
  rule: Record<string, unknown>;
  prompt: Record<string, unknown> | undefined;
  errorAlert: Record<string, unknown> | undefined;
  ignoreBlanks: boolean;
}
