export * from "./errors";
export type * from "./types";
export {
  cellName,
  columnName,
  LAST_COL,
  LAST_ROW,
  parseCell,
  parseRange,
  quoteSheetName,
  rangeName,
} from "./addresses";
export { createWorkbook, editWorkbook } from "./editor";
export { classOfFormat } from "./number-formats";
export { openWorkbook } from "./workbook-reader";
