/** Conditional formats of a sheet: where, which kind, the rule and the format it gives. */

import type { Rect } from "./address";

export type ConditionalFormatType =
  | "Custom"
  | "DataBar"
  | "ColorScale"
  | "IconSet"
  | "TopBottom"
  | "PresetCriteria"
  | "ContainsText"
  | "CellValue";

export interface ConditionalFormat {
  readonly id: string;
  type: ConditionalFormatType;
  rects: Rect[];
  stopIfTrue: boolean;
  /** The rule as the caller gave it; for custom formats `{ formula }`. */
  rule: Record<string, unknown>;
  /** Formats by path: "font.color", "fill.color", "border.EdgeTop.style", "numberFormat". */
  format: Map<string, unknown>;
  /** Properties of data bars, colour scales and icon sets. */
  properties: Map<string, unknown>;
}
