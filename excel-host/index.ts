/** A stand-in for Excel: runs the real Office.js against a workbook in memory. For development and tests. */

import { Host, type HostOptions } from "./host";

export { Host, type HostAnswer, type HostOptions } from "./host";
export { Shell, type PaneState } from "./shell";
export { HostError } from "./model/errors";
export { Workbook, type Mutation, type Properties } from "./model/workbook";
export { Sheet, type Input, type Visibility } from "./model/sheet";
export { CellView, RangeView } from "./model/sheet-views";
export { Table, type TableColumn } from "./model/table";
export { CellError, type CellValue, type Hyperlink } from "./model/cell";
export type { Rect } from "./model/address";
export type { Chart, ChartSeries } from "./model/chart";
export type { ConditionalFormat } from "./model/conditional-format";
export type { DefinedName } from "./model/names";
export type { StyleKey, StyleValue } from "./model/styles";
export type { FaultCondition } from "./wire/faults";
export type { CustomFunctionMetadata } from "./calc/custom-functions";
export { createBridge, type HostBridge } from "./transport/bridge";
export { installExternal, type ExternalOptions } from "./transport/external";

/**
 * Makes a stand-in Excel. `createHost().workbook` is the workbook behind it:
 * `workbook.sheet("Name").cell("B3").value`, `workbook.table("Ledger").rect`, `workbook.settings.get("key")`.
 * In Node, `loadOffice(host)` of `excel-host/node` gives Office.js bound to it; under jest use the environment in
 * `excel-host/jest/environment.cjs` and `createBridge`; in a page `installExternal`.
 */
export function createHost(options: HostOptions = {}): Host {
  return new Host(options);
}

export { loadWorkbook } from "./xlsx/load";
export { saveWorkbook } from "./xlsx/save";
