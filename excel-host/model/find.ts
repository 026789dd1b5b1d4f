/** Searching cells for text. */

import { type Rect, cellRect } from "./address";
import type { Sheet } from "./sheet";

export interface FindOptions {
  readonly completeMatch?: boolean | null;
  readonly matchCase?: boolean | null;
  readonly searchDirection?: string | null;
}

/** Cells of a block whose shown text or formula holds a text, row by row. */
export function findAll(sheet: Sheet, rect: Rect, text: string, options: FindOptions): Rect[] {
  const fold = (value: string): string => (options.matchCase ? value : value.toLowerCase());
  const wanted = fold(text);
  const hits = (value: string): boolean =>
    options.completeMatch ? fold(value) === wanted : fold(value).includes(wanted);
  const found: Rect[] = [];
  sheet.forEachCell(rect, (cell, row, column) => {
    if (cell.value === null && cell.formula === undefined) return;
    if (
      hits(cell.formula ?? sheet.textAt(row, column)) ||
      (cell.formula !== undefined && hits(sheet.textAt(row, column)))
    ) {
      found.push(cellRect(row, column));
    }
  });
  return options.searchDirection === "Backwards" ? found.reverse() : found;
}

/** Replaces text in constants and formulas; returns the number of cells changed. */
export function replaceAll(sheet: Sheet, rect: Rect, text: string, by: string, options: FindOptions): number {
  const cells = findAll(sheet, rect, text, options);
  let count = 0;
  for (const { top, left } of cells) {
    const cell = sheet.cellAt(top, left);
    const before = cell?.formula ?? sheet.textAt(top, left);
    const after = options.completeMatch ? by : replaceIn(before, text, by, options.matchCase === true);
    if (after === before) continue;
    sheet.write(cellRect(top, left), () => after);
    count++;
  }
  return count;
}

function replaceIn(source: string, text: string, by: string, matchCase: boolean): string {
  if (matchCase) return source.split(text).join(by);
  const lower = source.toLowerCase();
  const wanted = text.toLowerCase();
  let result = "";
  let at = 0;
  for (let hit = lower.indexOf(wanted); hit >= 0; hit = lower.indexOf(wanted, at)) {
    result += source.slice(at, hit) + by;
    at = hit + wanted.length;
  }
  return result + source.slice(at);
}
