/** Why a file cannot be read as a workbook. */
export type XlsxErrorReason =
  "notZip" | "encrypted" | "notWorkbook" | "broken" | "doctype" | "tooLarge" | "badPath";

/**
 * A file that cannot be read. Every fault of the bytes ends in this class, never in an error of a library or of the engine.
 * `detail` says in English which part or cell is meant; it may hold names that come from the file.
 */
export class XlsxError extends Error {
  readonly reason: XlsxErrorReason;
  readonly detail: string;

  constructor(reason: XlsxErrorReason, detail: string) {
    super(`${reason}: ${detail}`);
    this.name = "XlsxError";
    this.reason = reason;
    this.detail = detail;
  }
}

/** Why a workbook cannot be written as asked. */
export type XlsxWriteErrorReason =
  | "badSheetName"
  | "duplicateSheet"
  | "unknownSheet"
  | "noVisibleSheet"
  | "badTable"
  | "unknownTable"
  | "badName"
  | "badReference"
  | "cellTooLong"
  | "badValue"
  | "sheetTooLarge";

/** A request the writer refuses, because Excel would repair or refuse the file. */
export class XlsxWriteError extends Error {
  readonly reason: XlsxWriteErrorReason;
  readonly detail: string;
  /** The sheet that is meant, "" when none is. */
  readonly sheet: string;
  /** The cell that is meant in A1 style, "" when none is. */
  readonly cell: string;

  constructor(reason: XlsxWriteErrorReason, detail: string, sheet = "", cell = "") {
    super(
      `${reason}: ${detail}${sheet === "" ? "" : ` (sheet ${sheet}${cell === "" ? "" : `, cell ${cell}`})`}`,
    );
    this.name = "XlsxWriteError";
    this.reason = reason;
    this.detail = detail;
    this.sheet = sheet;
    this.cell = cell;
  }
}
