/** What a cell can hold: the values of a spreadsheet and the cell record itself. */

/** Excel's error values, by the text a cell shows. */
export type ErrorCode =
  | "#NULL!"
  | "#DIV/0!"
  | "#VALUE!"
  | "#REF!"
  | "#NAME?"
  | "#NUM!"
  | "#N/A"
  | "#SPILL!"
  | "#CALC!"
  | "#BUSY!"
  | "#GETTING_DATA";

/** An error value in a cell; one object per code, so that identity comparison works. */
export class CellError {
  private static readonly known = new Map<string, CellError>();
  private constructor(readonly code: ErrorCode) {}

  /** The error value of a code. */
  static of(code: ErrorCode): CellError {
    let error = CellError.known.get(code);
    if (!error) CellError.known.set(code, (error = new CellError(code)));
    return error;
  }

  /** The error value a text stands for, or undefined when the text is no error. */
  static parse(text: string): CellError | undefined {
    return ERROR_CODES.has(text) ? CellError.of(text as ErrorCode) : undefined;
  }

  toString(): string {
    return this.code;
  }
}

const ERROR_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#SPILL!",
  "#CALC!",
  "#BUSY!",
  "#GETTING_DATA",
]);

/** A cell's value; null is an empty cell. Dates are serial numbers. */
export type CellValue = string | number | boolean | CellError | null;

/** A cell that has content or a format of its own. */
export interface Cell {
  value: CellValue;
  /** With the leading "="; undefined for constants. */
  formula: string | undefined;
  /** Index into the workbook's style table. */
  style: number;
  /** The value was put here by the array formula of another cell. */
  spilledFrom?: { row: number; column: number } | undefined;
  /** Typed with a leading apostrophe. */
  apostrophe?: boolean | undefined;
}

export interface Hyperlink {
  readonly address?: string | undefined;
  readonly documentReference?: string | undefined;
  readonly screenTip?: string | undefined;
  readonly textToDisplay?: string | undefined;
}

/** A value as it travels in JSON: errors as their text, empty as "". */
export function toPlain(value: CellValue): string | number | boolean {
  if (value === null) return "";
  return value instanceof CellError ? value.code : value;
}
