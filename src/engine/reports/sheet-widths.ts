/** How wide the columns of a report sheet are, and which texts go on in a further line. */
import {
  isNumber,
  type SheetCell,
  type SheetTable,
  type SheetValue,
  type StyleName,
  type TableColumn,
  type ValueKind,
} from "../../workbook/sheet";

/** Width of a column that nothing widens, in characters. */
export const STANDARD_WIDTH = 8.43;

/** Narrowest and widest column of each kind, in characters. Figures may pass the upper limit: "####" cannot happen. */
const WIDTH_LIMITS: Readonly<Record<ValueKind, readonly [number, number]>> = {
  text: [8, 40],
  code: [9, 26],
  amount: [12, 22],
  quantity: [10.5, 18],
  unitCost: [11, 20],
  percent: [9, 12],
  integer: [7, 16],
  count: [8, 14],
  date: [10.5, 12],
  dateWords: [11, 14],
  boolean: [7, 10],
  fingerprint: [12, 12],
};

/** Room for a note that the user writes, and for initials. */
const NOTE_WIDTH = 23;
const INITIALS_WIDTH = 12;

/** Characters that Excel's filter button takes in a header. */
const FILTER_BUTTON = 3;

/** Bold letters are wider by about this factor. */
const BOLD = 1.08;

/** True for kinds that Excel keeps as numbers: they cannot run over into the next cell and would show as "####". */
export function mustFit(kind: ValueKind | undefined): kind is ValueKind {
  return isNumber(kind) || kind === "date" || kind === "dateWords";
}

/** Length of a text in digits of the body font: small letters are a little narrower on average, capitals wider. */
function textLength(text: string): number {
  return 0.94 * text.length + 0.25 * (text.match(/\p{Lu}/gu)?.length ?? 0);
}

/** Length of a value as its number format shows it, in characters. */
export function shownLength(value: SheetValue, kind: ValueKind | undefined, decimals?: number): number {
  if (value === null) return 0;
  if (kind === "date") return 10;
  if (kind === "dateWords") return 11;
  const text = String(value);
  if (!isNumber(kind) || !/^-?\d+(\.\d+)?$/.test(text)) return textLength(text);
  const whole = text.replace("-", "").replace(/\..*$/, "");
  const grouped = kind === "integer" ? whole.length : whole.length + Math.floor((whole.length - 1) / 3);
  const places =
    kind === "amount" || kind === "percent"
      ? 2
      : kind === "quantity" || kind === "unitCost"
        ? (decimals ?? 5)
        : 0;
  return (
    grouped + (places > 0 ? places + 1 : 0) + (text.startsWith("-") ? 1 : 0) + (kind === "percent" ? 2 : 0)
  );
}

/**
 * Widths by content within limits; the widest formatted figure plus two always fits. Widths are given in quarters of a
 * character; undefined where nothing stands.
 */
export function columnWidths(
  cells: readonly SheetCell[],
  tables: readonly SheetTable[],
): (number | undefined)[] {
  const widths: (number | undefined)[] = [];
  const widen = (column: number, width: number): void => {
    widths[column] = Math.max(widths[column] ?? 0, width);
  };
  for (const table of tables) {
    table.columns.forEach((column, index) => {
      widen(placeOf(table, index), tableColumnWidth(table, column, index));
    });
  }
  for (const cell of cells) {
    if (mustFit(cell.kind) && cell.value !== null && !isWord(cell.value)) {
      widen(cell.column, shownLength(cell.value, cell.kind, cell.decimals) + 2.5);
    }
  }
  return Array.from(widths, (width) => (width === undefined ? undefined : inQuarters(width)));
}

/** A width in the steps that sheets use. */
export function inQuarters(width: number): number {
  return Math.ceil(width * 4) / 4;
}

/** A text in the place of a figure may run over to the left. */
function isWord(value: SheetValue): boolean {
  return !/^-?\d/.test(String(value));
}

/** Sheet column of a table column. */
function placeOf(table: SheetTable, index: number): number {
  return table.places?.[index] ?? table.column + index;
}

/** True when free columns follow, into which a text may run over. */
function hasGapBehind(table: SheetTable, index: number): boolean {
  return index + 1 < table.columns.length && placeOf(table, index + 1) > placeOf(table, index) + 1;
}

function tableColumnWidth(table: SheetTable, column: TableColumn, index: number): number {
  const [narrowest, most] = WIDTH_LIMITS[column.kind];
  const button = table.excelTable === false ? 0 : FILTER_BUTTON;
  const header = twoLineWidth(column.header) * BOLD + 1 + button;
  if (column.input) return Math.max(header, column.kind === "code" ? INITIALS_WIDTH : NOTE_WIDTH);
  const longest = longestOf(table, column);
  if (isNumber(column.kind)) return Math.max(narrowest, header, longest + 2);
  if (column.runsOver || hasGapBehind(table, index)) return Math.max(header, narrowest);
  return Math.max(header, Math.min(most, Math.max(narrowest, longest + 1.5 + (column.indent ?? 0))));
}

function longestOf(table: SheetTable, column: TableColumn): number {
  let longest = 0;
  column.values.forEach((value, row) => {
    const style = column.styles?.[row] ?? table.rowStyles?.[row];
    const length =
      shownLength(value, column.kind, column.decimals) * (BOLD_STYLES.has(style) ? BOLD : 1) +
      1.5 * (column.indents?.[row] ?? 0);
    longest = Math.max(longest, length);
  });
  return longest;
}

const BOLD_STYLES: ReadonlySet<StyleName | undefined> = new Set([
  "strong",
  "sum",
  "sumDouble",
  "sumOpen",
  "total",
  "totalItalic",
  "count",
  "stateTies",
  "stateExplained",
  "stateOpen",
  "stateNone",
]);

/** Columns of a table with texts that are longer than the column is wide: they wrap, and the row is as high as needed. */
export function wrapLongTexts(
  table: SheetTable,
  widths: readonly (number | undefined)[],
): { readonly table: SheetTable; readonly lines: ReadonlyMap<number, number> } {
  const lines = new Map<number, number>();
  const wraps = table.columns.map((column, index) => {
    if ((column.kind !== "text" && column.kind !== "code") || column.runsOver) return false;
    let width = -(column.indent ?? 0);
    const end = index + 1 < table.columns.length ? placeOf(table, index + 1) : placeOf(table, index) + 1;
    for (let place = placeOf(table, index); place < end; place += 1) width += widths[place] ?? STANDARD_WIDTH;
    let isLong = false;
    column.values.forEach((value, row) => {
      if (typeof value !== "string" || textLength(value) + 0.5 <= width) return;
      isLong = true;
      lines.set(row, Math.max(lines.get(row) ?? 1, linesOf(value, width - 1)));
    });
    return isLong;
  });
  if (!wraps.some(Boolean)) return { table, lines };
  const columns = table.columns.map((column, index) => ({
    ...column,
    top: true,
    ...(wraps[index] ? { wrap: true } : {}),
  }));
  return { table: { ...table, columns }, lines };
}

/** Lines that a text takes when it breaks between words. */
function linesOf(text: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(" ")) {
    const length = textLength(word);
    if (used > 0 && used + 1 + length > width) {
      lines += 1;
      used = length;
    } else used += (used > 0 ? 1 : 0) + length;
    // A word that is longer than the line breaks inside.
    while (used > width) {
      lines += 1;
      used -= width;
    }
  }
  return lines;
}

/** Width at which a header fits into two lines. */
function twoLineWidth(header: string): number {
  const words = header.split(" ");
  let best = header.length;
  for (let split = 1; split < words.length; split += 1) {
    best = Math.min(
      best,
      Math.max(words.slice(0, split).join(" ").length, words.slice(split).join(" ").length),
    );
  }
  return best;
}

/** Largest number of decimals that occurs, so that points align: between `least` and `most`. */
export function decimalsNeeded(values: readonly SheetValue[], least: number, most: number): number {
  let needed = least;
  for (const value of values) {
    if (typeof value !== "string") continue;
    const point = value.indexOf(".");
    if (point >= 0) needed = Math.max(needed, value.length - point - 1);
  }
  return Math.min(most, needed);
}
