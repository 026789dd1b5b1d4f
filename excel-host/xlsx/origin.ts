/** The file a workbook came from, and the state of its sheets then: what did not change is kept byte for byte. */

import type { Sheet } from "../model/sheet";
import type { Workbook } from "../model/workbook";

export interface OriginalSheet {
  readonly name: string;
  readonly version: number;
  /** Everything of the sheet but its cells, as text. */
  readonly layout: string;
}

export interface Origin {
  readonly bytes: Uint8Array;
  readonly sheets: ReadonlyMap<Sheet, OriginalSheet>;
}

const origins = new WeakMap<Workbook, Origin>();

/** Remembers where a workbook came from. */
export function setOrigin(workbook: Workbook, bytes: Uint8Array, layoutOf: (sheet: Sheet) => string): void {
  const sheets = new Map(
    workbook.sheets.map((sheet) => [
      sheet,
      { name: sheet.name, version: sheet.version, layout: layoutOf(sheet) },
    ]),
  );
  origins.set(workbook, { bytes, sheets });
}

export function originOf(workbook: Workbook): Origin | undefined {
  return origins.get(workbook);
}

/** True for a sheet that is as it was in the file. */
export function isUnchanged(origin: Origin, sheet: Sheet, layout: string): boolean {
  const before = origin.sheets.get(sheet);
  return before?.name === sheet.name && before.version === sheet.version && before.layout === layout;
}
