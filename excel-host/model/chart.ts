/** Charts as data: type, place, series and formats; nothing is drawn from them but what the page needs. */

import type { Rect } from "./address";
import type { Sheet } from "./sheet";

export interface ChartSource {
  sheet: Sheet;
  rect: Rect;
}

/** Formats and texts of a chart part, by property path such as "line.color". */
export type ChartProperties = Map<string, unknown>;

export interface ChartSeries {
  name: string;
  values: ChartSource | undefined;
  categories: ChartSource | undefined;
  bubbleSizes: ChartSource | undefined;
  properties: ChartProperties;
  points: Map<number, ChartProperties>;
}

export interface Chart {
  readonly id: string;
  name: string;
  type: string;
  sheet: Sheet;
  /** Points from the sheet's corner. */
  top: number;
  left: number;
  width: number;
  height: number;
  source: ChartSource | undefined;
  seriesBy: string;
  series: ChartSeries[];
  properties: ChartProperties;
}

/** Makes the series of a chart from its source block: a header row and a first column of texts become names. */
export function seriesFromSource(source: ChartSource, seriesBy: string): ChartSeries[] {
  const { sheet, rect } = source;
  const text = (row: number, column: number): boolean => {
    const value = sheet.valueAt(row, column);
    return typeof value === "string" || value === null;
  };
  const wide = rect.right > rect.left;
  const tall = rect.bottom > rect.top;
  const header = tall && text(rect.top, rect.right);
  const labels = wide && text(rect.bottom, rect.left);
  const top = rect.top + (header ? 1 : 0);
  const left = rect.left + (labels ? 1 : 0);
  const byRows = seriesBy === "Rows" || (seriesBy === "Auto" && rect.bottom - top < rect.right - left);
  const result: ChartSeries[] = [];
  const add = (name: string, values: Rect, categories: Rect | undefined): void => {
    result.push({
      name: name || `Series${result.length + 1}`,
      values: { sheet, rect: values },
      categories: categories && { sheet, rect: categories },
      bubbleSizes: undefined,
      properties: new Map(),
      points: new Map(),
    });
  };
  if (byRows) {
    for (let row = top; row <= rect.bottom; row++) {
      add(
        labels ? sheet.textAt(row, rect.left) : "",
        { top: row, left, bottom: row, right: rect.right },
        header ? { top: rect.top, left, bottom: rect.top, right: rect.right } : undefined,
      );
    }
    return result;
  }
  for (let column = left; column <= rect.right; column++) {
    add(
      header ? sheet.textAt(rect.top, column) : "",
      { top, left: column, bottom: rect.bottom, right: column },
      labels ? { top, left: rect.left, bottom: rect.bottom, right: rect.left } : undefined,
    );
  }
  return result;
}
