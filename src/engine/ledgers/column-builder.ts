/**
 * Columns while they are read. One builder per declared column takes the cells of a source, checks each once, and keeps
 * the values in typed arrays. Faults are kept with row and reason; whether a fault matters is decided by the report that
 * uses the column.
 */
import type { TextPool } from "../values/codes";
import type { ColumnData, Fault, GrowingArray, ReadColumn } from "./columns";
import type { ColumnDeclaration } from "./declaration";
import type { ByteCells, CellSink, NumberFormatClass, SourceKind } from "./source";

/** How many faults of one column are kept with their rows; the rest is counted. */
const KEPT_FAULTS = 10_000;

export interface BuilderContext {
  readonly kind: SourceKind;
  readonly epochOffset: number;
  readonly codes: TextPool;
  readonly texts: TextPool;
  readonly rowsHint: number;
  readonly mark: (row: number) => void;
}

/** Rows for which a new column has room. */
export function firstSize(context: BuilderContext): number {
  return Math.max(16, context.rowsHint);
}

/** A copy of at least double length that has a place for the row. */
export function grown<A extends GrowingArray>(array: A, row: number): A {
  const larger = new (array.constructor as new (length: number) => A)(
    Math.max(64, array.length * 2, row + 1),
  );
  larger.set(array);
  return larger;
}

/** Base of all builders: faults, emptiness, growth. */
export abstract class ColumnBuilder implements CellSink {
  readonly #faults: Fault[] = [];
  #faultCount = 0;
  protected numbersAsText = 0;
  protected datesAsText = 0;
  protected readonly unknownOptions = new Map<string, number>();
  #firstAbsentRow = -1;
  #filled: Uint8Array | undefined;

  constructor(
    readonly declaration: ColumnDeclaration,
    readonly position: number,
    protected readonly context: BuilderContext,
    keepFilled: boolean,
  ) {
    if (keepFilled) this.#filled = new Uint8Array(Math.max(16, context.rowsHint));
  }

  protected seen(row: number): void {
    this.context.mark(row);
    this.fill(row);
  }

  /** Notes the cell of a row whose source marks rows itself. */
  protected fill(row: number): void {
    if (!this.#filled) return;
    if (row >= this.#filled.length) this.#filled = grown(this.#filled, row);
    this.#filled[row] = 1;
  }

  protected fault(row: number, problem: string): void {
    this.#faultCount += 1;
    if (this.#faults.length < KEPT_FAULTS) this.#faults.push({ row, problem });
  }

  abstract number(row: number, value: number, format: NumberFormatClass): void;
  abstract text(row: number, value: string): void;
  /** Reads a run of cells; what is not in the plain form of its type goes the way of texts. */
  abstract bytes(cells: ByteCells): void;
  protected abstract finishData(rows: number): ColumnData;

  boolean(row: number, value: boolean): void {
    this.seen(row);
    this.fault(row, `${value ? "TRUE" : "FALSE"} is not ${this.wanted()}`);
  }

  error(row: number, value: string): void {
    this.seen(row);
    this.fault(row, `the cell holds the error ${value}`);
  }

  formulaWithoutValue(row: number): void {
    this.seen(row);
    this.fault(row, "the formula has no stored value; open and save the workbook in Excel");
  }

  absent(row: number): void {
    if (this.#firstAbsentRow < 0) this.#firstAbsentRow = row;
  }

  protected wanted(): string {
    const words: Record<string, string> = {
      code: "a code",
      text: "a text",
      integer: "a whole number",
      date: "a date",
      boolean: "Yes or No",
      option: "one of its options",
    };
    return words[this.declaration.type] ?? "a number";
  }

  finish(rows: number): ReadColumn {
    let filled = this.#filled;
    if (filled && filled.length < rows) filled = grown(filled, rows - 1);
    return {
      declaration: this.declaration,
      position: this.position,
      data: this.finishData(rows),
      filled: filled?.subarray(0, rows),
      remarks: {
        faults: this.#faults,
        faultCount: this.#faultCount,
        numbersAsText: this.numbersAsText,
        datesAsText: this.datesAsText,
        unknownOptions: this.unknownOptions,
        firstAbsentRow: this.#firstAbsentRow,
      },
    };
  }
}

/** Quotes a cell's text for a message, shortened. */
export function quote(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;
}
