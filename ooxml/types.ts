/**
 * The plain data the codec reads and writes.
 * Rows and columns are 0-based numbers everywhere; references in A1 style are text and named `ref`.
 * Dates are serial numbers of Excel's 1900 system (1 = 1900-01-01, 60 = the day that never was).
 */
export type * from "./reading-types";
export type * from "./style-types";
export type * from "./cell-types";
export type * from "./sheet-types";
export type * from "./chart-types";
export type * from "./editing-types";
