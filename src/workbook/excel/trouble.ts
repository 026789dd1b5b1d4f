/** Errors of Office.js as troubles with a code and a clear message. The workbook is as it was, or the message says so. */
import { addMessages, messageText, show } from "../../engine/messages";

/** What kept Tieout from reading or writing the workbook. */
export class ExcelTrouble extends Error {
  constructor(
    readonly code: string,
    details: Readonly<Record<string, unknown>> = {},
    /** What Excel said, for the log. */
    readonly excelCode = "",
  ) {
    super(messageText(code, details));
    this.name = "ExcelTrouble";
  }
}

const on = (value: unknown): string => (show(value) === "" ? "" : ` on “${show(value)}”`);

/** "“A” is the new one; “B” stands as “Tieout ~old 2”." */
const placesWords = (places: unknown): string =>
  Array.isArray(places) && places.length > 0
    ? `${(places as readonly string[]).join("; ")}.`
    : "Excel does not say what stands where: sheets whose names begin with “Tieout ~old” are the old ones.";

addMessages({
  EXCEL_EDIT_MODE: () => "Excel is waiting for a cell. Press Enter or Esc in the sheet, then try again.",
  EXCEL_PROTECTED: (d) =>
    `The sheet${show(d.sheet) === "" ? "" : ` “${show(d.sheet)}”`} is protected. Unprotect it, then run again. Nothing was changed.`,
  EXCEL_WORKBOOK_PROTECTED: () =>
    "The workbook's structure is protected, so no sheet can be added or removed. Unprotect it, then run again. Nothing was changed.",
  EXCEL_TOO_LARGE: () =>
    "Excel refused the amount of data at once. Nothing was changed. Run again, or use fewer rows.",
  EXCEL_BUSY: () => "Excel is busy. Nothing was changed. Try again in a moment.",
  EXCEL_DIALOG_OPEN: () => "A dialog of Excel is open. Close it, then try again. Nothing was changed.",
  EXCEL_NOT_SUPPORTED: () =>
    "This version of Excel lacks something Tieout needs (ExcelApi 1.13). Update Excel.",
  EXCEL_NO_SPACE: (d) =>
    `There is no free space${on(d.sheet)}: cells below the table are in the way. Nothing was changed.`,
  EXCEL_FAILED: (d) => `Excel could not do it (${show(d.excel)}). Nothing was changed. Try again.`,
  EXCEL_HALF_DONE: (d) =>
    `Excel stopped in the middle and the way back failed too. Check ${show(d.tables)}; the log has no entry for this run.`,
  EXCEL_SHEETS_LEFT: (d) =>
    `Excel stopped while sheets were exchanged, and the way back failed too. ${placesWords(d.places)} Ledgers are untouched. Run again: that puts the sheets back.`,
  TABLE_NAME_TAKEN: (d) => `There is a table “${show(d.table)}” already. Rename it, or delete it first.`,
  FIGURE_UNKNOWN: () => "This cell is no figure of a Tieout sheet. Select an amount in a report's table.",
  FIGURE_MOVED: () =>
    "This row is not one that the report writes any more. Run the report again, then drill down.",
});

const CODES: ReadonlyMap<string, string> = new Map([
  ["InvalidOperationInCellEditMode", "EXCEL_EDIT_MODE"],
  ["AccessDenied", "EXCEL_PROTECTED"],
  ["RequestPayloadSizeLimitExceeded", "EXCEL_TOO_LARGE"],
  ["ResponsePayloadSizeLimitExceeded", "EXCEL_TOO_LARGE"],
  ["RangeExceedsLimit", "EXCEL_TOO_LARGE"],
  ["OperationCellsExceedLimit", "EXCEL_TOO_LARGE"],
  ["ActivityLimitReached", "EXCEL_BUSY"],
  ["ServiceNotAvailable", "EXCEL_BUSY"],
  ["WriteNotSupportedWhenModalDialogOpen", "EXCEL_DIALOG_OPEN"],
  ["ApiNotFound", "EXCEL_NOT_SUPPORTED"],
  ["NotImplemented", "EXCEL_NOT_SUPPORTED"],
  ["InsertDeleteConflict", "EXCEL_NO_SPACE"],
]);

/** Code of an error that Office.js threw; "" for others. Realms differ, so the class is not asked. */
export function excelCode(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : "";
}

/** An error of Office.js in words; everything else stays what it is. */
export function asTrouble(error: unknown, sheet = ""): unknown {
  if (error instanceof ExcelTrouble) return error;
  const code = excelCode(error);
  const isOffice = (error as { name?: unknown } | undefined)?.name === "RichApi.Error" || code !== "";
  if (!isOffice || (error as { details?: unknown }).details !== undefined) return error;
  return new ExcelTrouble(CODES.get(code) ?? "EXCEL_FAILED", { sheet, excel: code || String(error) }, code);
}
