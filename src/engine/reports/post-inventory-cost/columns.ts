/** Captions of the columns of amounts of a value entry, in the order of Business Central's test report. */
import type { ReportColumn } from "./report-lines";

export const COLUMN_CAPTIONS: Readonly<Record<ReportColumn, string>> = {
  inventory: "Inventory",
  wipInventory: "WIP Inventory",
  inventoryAdjustment: "Inventory Adjmt.",
  cogs: "COGS",
  directCostApplied: "Direct Cost Applied",
  overheadApplied: "Overhead Applied",
  purchaseVariance: "Purchase Variance",
  mfgDirectCostVariance: "Mfg. Direct Cost Variance",
  mfgOverheadVariance: "Mfg. Overhead Variance",
};

/** Fields of those columns. */
export const AMOUNT_FIELDS = Object.keys(COLUMN_CAPTIONS) as readonly ReportColumn[];
