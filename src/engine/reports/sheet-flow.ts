/** Texts beside each other in rows without a table: each begins behind the longest text before it. */
import { isNumber, type SheetCell, type SheetValue } from "../../workbook/sheet";
import { inQuarters, mustFit, shownLength, STANDARD_WIDTH } from "./sheet-widths";

/** Everything about a cell but its place and value. */
export type CellLook = Omit<SheetCell, "row" | "column" | "value">;

/** Characters of a fingerprint in groups; the line of the heads above reaches as far. */
const FINGERPRINT_LENGTH = 55;

/** Width of a section title against body text of the same length. */
const TITLE_WIDTH = 1.25;

interface FlowCell {
  readonly row: number;
  readonly slot: number;
  readonly value: SheetValue;
  readonly look: CellLook;
  /** It stands already and only takes its room. */
  readonly measured: boolean;
}

/** Rows of slots; a slot is a column of the sheet that is chosen when the widths of the tables are known. */
export class SheetFlow {
  /** Slots of this row are heads: the line below them has no gaps. */
  headRow: number | undefined;
  readonly #cells: FlowCell[] = [];
  readonly #least: number[];

  /** @param least the leftmost column of each slot */
  constructor(least: readonly number[]) {
    this.#least = [...least];
  }

  /** A further slot at the right, from column `least` on; returns its number. */
  slot(least: number): number {
    return this.#least.push(least) - 1;
  }

  add(row: number, slot: number, value: SheetValue, look: CellLook): void {
    if (value !== null) this.#cells.push({ row, slot, value, look, measured: false });
  }

  /** Keeps the room of a cell that stands already. */
  measure(row: number, slot: number, value: SheetValue, look: CellLook): void {
    this.#cells.push({ row, slot, value, look, measured: true });
  }

  /** The cells at their columns; widens columns of `widths` (characters) in which a number must fit. */
  place(widths: (number | undefined)[], hidden: ReadonlySet<number>): readonly SheetCell[] {
    const columns = this.#columns(widths, hidden);
    const placed: SheetCell[] = [];
    for (const { row, slot, value, look, measured } of this.#cells) {
      if (measured) continue;
      const column = columns[slot] ?? 0;
      if (mustFit(look.kind)) {
        const needed = shownLength(value, look.kind, look.decimals) + 2.5;
        widths[column] = Math.max(widths[column] ?? STANDARD_WIDTH, inQuarters(needed));
      }
      placed.push({ row, column, value, ...look });
    }
    if (this.headRow !== undefined) {
      for (const column of gaps([...columns, lineEnd(columns, widths)], columns))
        placed.push({ row: this.headRow, column, value: null, style: "groupHead" });
    }
    return placed;
  }

  /** The first column of each slot that begins behind the texts of the slot before. */
  #columns(widths: readonly (number | undefined)[], hidden: ReadonlySet<number>): readonly number[] {
    const startOf = (column: number): number => {
      let start = 0;
      for (let i = 0; i < column; i += 1) start += hidden.has(i) ? 0 : (widths[i] ?? STANDARD_WIDTH);
      return start;
    };
    const columns: number[] = [];
    this.#least.forEach((least, slot) => {
      const before = columns[slot - 1];
      let column = before === undefined ? least : Math.max(least, before + 1);
      if (before !== undefined) {
        const end = startOf(before) + this.#longestBefore(slot) + 1;
        while (hidden.has(column) || startOf(column) < end) column += 1;
      }
      columns.push(column);
    });
    return columns;
  }

  /** Characters of the longest text left of a slot; only texts that have something behind them have to end in time. */
  #longestBefore(slot: number): number {
    const rows = new Set(this.#cells.filter((cell) => cell.slot === slot).map(({ row }) => row));
    let longest = 0;
    for (const { row, slot: place, value, look } of this.#cells) {
      if (place !== slot - 1 || !rows.has(row) || isNumber(look.kind)) continue;
      const stretch = look.style === "sectionTitle" ? TITLE_WIDTH : 1;
      longest = Math.max(longest, shownLength(value, look.kind) * stretch);
    }
    return longest;
  }
}

/** The columns between the first and the last of `columns` that are not taken. */
export function gaps(columns: readonly number[], taken: readonly number[] = columns): readonly number[] {
  const free: number[] = [];
  for (let column = Math.min(...columns); column <= Math.max(...columns); column += 1) {
    if (!taken.includes(column)) free.push(column);
  }
  return free;
}

/** The column in which a fingerprint of the last slot ends. */
function lineEnd(columns: readonly number[], widths: readonly (number | undefined)[]): number {
  let last = columns.at(-1) ?? 0;
  for (let length = widths[last] ?? STANDARD_WIDTH; length < FINGERPRINT_LENGTH; last += 1)
    length += widths[last + 1] ?? STANDARD_WIDTH;
  return last;
}
