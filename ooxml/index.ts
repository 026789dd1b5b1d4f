export * from "./errors";
export type * from "./types";
export { openWorkbook } from "./workbook-reader";
