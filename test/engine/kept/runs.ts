/** Runs whose answers are kept besides the cases: parameters that no case gives, and the sample company. */
type Parameters = Readonly<Record<string, unknown>>;

/** A run over the ledgers of a case; its parameters replace those of the case. */
export interface FurtherRun {
  readonly report: string;
  readonly file: string;
  /** What is different, as part of the kept file's name. */
  readonly label: string;
  readonly parameters: Parameters;
  /** Sheets that are taken away. */
  readonly without?: readonly string[];
  /** Rows stand in cells, so that entries and setup have places to link to. */
  readonly inCells?: boolean;
}

const further = (
  report: string,
  file: string,
  runs: Readonly<Record<string, Parameters>>,
  without?: readonly string[],
): readonly FurtherRun[] =>
  Object.entries(runs).map(([label, parameters]) => ({
    report,
    file,
    label,
    parameters,
    ...(without ? { without } : {}),
  }));

const january = { startDate: "2026-01-01", endDate: "2026-01-31" };
const march2025 = { startDate: "2025-03-01", endDate: "2025-03-31" };
const may2025 = { startDate: "2025-05-01", endDate: "2025-05-31" };
const wipOfMarch = { postingDate: "2026-03-31", documentNo: "WIP0001" };
const trace = (start: Parameters, more: Parameters = {}): Parameters => ({ start, ...more });

export const FURTHER_RUNS: readonly FurtherRun[] = [
  ...further("inventory-valuation", "worked-example", {
    "by location": { ...january, includeExpectedCost: true, breakdownBy: "location" },
    "all dates": { includeExpectedCost: true },
    "one group, from a day on": { startDate: "2026-01-20", inventoryPostingGroupFilter: "RAW MAT" },
    "as if adjusted": { ...january, includeExpectedCost: true, asIfAdjusted: true },
  }),
  ...further(
    "inventory-valuation",
    "worked-example",
    { "without items": { ...january, inventoryPostingGroupFilter: "R*", includeExpectedCost: true } },
    ["Items", "Inventory Posting Groups"],
  ),
  ...further("inventory-valuation", "transfer-breakdown-by-location", {
    "from location": { startDate: "2026-01-15", endDate: "2026-01-16", locationFilter: "FROM" },
    "without breakdown": { startDate: "2026-01-15", endDate: "2026-01-16" },
  }),
  ...further("inventory-valuation-cost-spec", "worked-example", {
    "earlier day": { valuationDate: "2026-01-20" },
    "all items": { valuationDate: "2026-01-31" },
    "as if adjusted": { valuationDate: "2026-01-31", asIfAdjusted: true },
    "one group": { valuationDate: "2026-01-31", inventoryPostingGroupFilter: "RAW MAT|RESALE" },
  }),
  ...further("inventory-valuation-wip", "worked-example", {
    "without rounding": { ...may2025, consumptionRounding: "Exclude" },
    released: { ...may2025, productionOrderStatus: ["Released"], skipZeroLines: true },
    "one order, later": {
      startDate: "2025-06-01",
      endDate: "2025-06-30",
      productionOrderFilter: "P100",
    },
    "one source": { ...may2025, sourceNoFilter: "FRAME" },
    "without an opening": { endDate: "2025-05-31" },
  }),
  ...further("inventory-valuation-wip", "bc-test-as-of-value", {
    "without zero lines": { startDate: "2025-01-24", endDate: "2025-01-29", skipZeroLines: true },
    "all dates": {},
  }),
  ...further("inventory-valuation-wip", "which-orders-are-listed", {
    "zero lines too": { startDate: "2025-02-01", endDate: "2025-02-28" },
  }),
  ...further("cost-shares-breakdown", "worked-example-sales", {
    "inventory rolled up": {
      ...march2025,
      printCostShare: "Inventory",
      level: "Rolled-up",
      showDetails: true,
    },
    "WIP rolled up": { ...march2025, printCostShare: "WIP Inventory", level: "Rolled-up", showDetails: true },
    "by valued quantity": { ...march2025, printCostShare: "Sales", revaluationBasis: "Valued Quantity" },
    "all dates, one group": { printCostShare: "Inventory", inventoryPostingGroupFilter: "FINISHED" },
    "average items": { ...march2025, printCostShare: "Sales", includeAverageItems: true },
  }),
  ...["bc-test-partial-revaluation", "bc-test-transfer-with-revaluation"].flatMap((file) =>
    further("cost-shares-breakdown", file, {
      "by valued quantity": {
        startDate: "2025-01-27",
        endDate: "2025-01-27",
        printCostShare: "Inventory",
        revaluationBasis: "Valued Quantity",
        showDetails: true,
      },
    }),
  ),
  ...further("adjust-cost", "docs-costing-methods", { check: {}, "one item": { itemFilter: "A*" } }),
  ...further("adjust-cost", "docs-item-application-fixed", {
    "check, explained": { explain: [1, 2, 3, 4, 5] },
  }),
  ...further("adjust-cost", "production-standard-variances", {
    "check, with tolerance": { tolerance: "50", explain: [2, 3, 4, 5] },
  }),
  ...further("shadow-costing", "docs-fifo-as-average-and-standard", {
    FIFO: { method: "FIFO", entries: true },
    "LIFO by date": { method: "LIFO", order: "date", entries: true },
    "standard costs": { method: "Standard", standardCosts: { ITEM: "12.5", ITEM1: "12.5" }, entries: true },
    "average by day and location": {
      method: "Average",
      averageCostPeriod: "Day",
      averageCostCalcType: "Item & Location & Variant",
      entries: true,
    },
  }),
  ...further("shadow-costing", "standard-with-variance", {
    FIFO: { method: "FIFO", entries: true },
    average: { method: "Average", averageCostPeriod: "Year", entries: true },
  }),
  ...["account-table", "docs-chain-of-links"].flatMap((file) =>
    further("post-inventory-cost", file, {
      "per posting group": { postingMethod: "Per Posting Group", documentNo: "T1", post: true },
      "per document": { postingMethod: "Per Document" },
    }),
  ),
  ...further("post-inventory-cost", "per-posting-group-dimensions-and-signs", {
    "per entry": {
      postingMethod: "Per Entry",
      post: true,
      firstGLEntryNo: 1001,
      glRegisterNo: 77,
      userId: "EVA",
    },
    "one item": { postingMethod: "Per Entry", itemFilter: "*1*", expectedCostPosting: "on" },
  }),
  ...further("post-inventory-cost", "additional-reporting-currency", {
    "per posting group": { postingMethod: "Per Posting Group", documentNo: "T1", post: true },
    "without expected cost": { postingMethod: "Per Entry", expectedCostPosting: "off" },
  }),
  ...further("post-inventory-cost", "orders-and-dimension-columns", {
    "per entry": { postingMethod: "Per Entry", post: true },
    "per document, expected cost too": { postingMethod: "Per Document", expectedCostPosting: "on" },
    "capacity only": { postingMethod: "Per Entry", itemFilter: "''", startDate: "2025-01-03" },
  }),
  ...further("post-inventory-cost", "docs-expected-cost-reversal", {
    "without expected cost": { postingMethod: "Per Entry", expectedCostPosting: "off" },
  }),
  ...further("post-inventory-cost", "skipped-entries-and-reasons", {
    "stopped by the first": { postingMethod: "Per Entry", onBlockingError: "stop" },
    preview: { postingMethod: "Per Entry", onBlockingError: "skip" },
  }),
  ...further("post-inventory-cost", "skipped-entries-and-reasons", {
    "in cells": { postingMethod: "Per Document" },
  }).map((run) => ({ ...run, inCells: true })),
  ...["reconciling-items-all-causes", "docs-nothing-posted-cut-off"].flatMap((file) =>
    further("inventory-gl-reconciliation", file, {
      "posting basis": { basis: "posting" },
      "without explanation": { explain: false, showWarning: false },
      "one location": { locationFilter: "<>BLUE" },
    }),
  ),
  ...further("job-calculate-wip", "v1-five-system-methods", {
    "some jobs": { ...wipOfMarch, jobFilter: "*C*" },
    "up to a day": {
      ...wipOfMarch,
      postingDateFilter: "..2026-02-28",
      planningDateFilter: "..2026-03-15",
    },
    "shared alike, losses": { ...wipOfMarch, allocation: "independent", lossProvision: true },
  }),
  ...further("job-calculate-wip", "v7-refused", { skipped: { ...wipOfMarch, onJobError: "skip" } }),
  ...further("job-calculate-wip", "v5-wip-total-ranges-and-excluded-tasks", {
    "shared alike, losses": { ...wipOfMarch, allocation: "independent", lossProvision: true },
  }),
  ...further("job-post-wip", "p2-second-month-reverses-and-posts", {
    "all jobs": { reversalPostingDate: "2026-03-31", reversalDocumentNo: "REV0301" },
    "reversed only": { reversalPostingDate: "2026-04-30", reverseOnly: true, sourceCode: "WIP" },
  }),
  ...further("job-post-wip", "p4-refused-reversal-before-posting", {
    skipped: { reversalPostingDate: "2026-02-27", reversalDocumentNo: "REV0202", onJobError: "skip" },
  }),
  ...further("job-wip-to-gl", "g2-two-posting-groups-and-manual-entries", {
    "as of": { basis: "asOf", asOfDate: "2026-03-31", explain: true },
    "one job": { jobFilter: "J-S*", explain: true },
    "rolled forward": { rollForwardFrom: "2026-01-31", rollForwardTo: "2026-03-31" },
  }),
  ...further("job-wip-to-gl", "g4-march-only-reversal-and-completion", {
    "all dates": { explain: true },
    "rolled forward": { rollForwardFrom: "2026-02-28", rollForwardTo: "2026-03-31" },
  }),
  ...further("trace", "gl-entry-of-a-posting-group", {
    document: trace({ documentNo: "PI-1" }),
    "value entry, both ways": trace({ table: "Value Entries", entryNo: 1 }, { costFlowDepth: 3 }),
  }),
  ...further("trace", "document-with-open-ends", {
    "in cells": trace({ documentNo: "PI-3" }),
  }).map((run) => ({ ...run, inCells: true })),
  ...further("trace", "docs-capacity-to-output", {
    "from capacity": trace({ table: "Capacity Ledger Entries", entryNo: 1 }, { costFlowDepth: 5 }),
    "from item, upstream": trace(
      { table: "Item Ledger Entries", entryNo: 2 },
      { costFlowDirection: "upstream", costFlowDepth: 5, includeGLOfValueEntries: true },
    ),
    "of several": trace({ table: "G/L Entries", entryNos: [30, 31, 32] }),
  }),
  ...further("trace", "orders-transfer-and-return", {
    "output, both ways": trace({ table: "Item Ledger Entries", entryNo: 5 }, { costFlowDepth: 3 }),
    "transfer, upstream": trace(
      { table: "Item Ledger Entries", entryNo: 14 },
      { costFlowDirection: "upstream", costFlowDepth: 9 },
    ),
    "G-L entry and others of its value entries": trace(
      { table: "G/L Entries", entryNo: 5 },
      { costFlowDepth: 0, includeGLOfValueEntries: true },
    ),
  }),
];

/** Seeds of drawn ledgers with holes (test/support/valued-ledger.ts) and the days that reports look at them on. */
export const DRAWN_RUNS: readonly (readonly [report: string, seed: number, parameters: Parameters])[] = [
  ...[1, 2, 3, 4].flatMap((seed) =>
    ["2026-03-15", "2026-12-31"].map(
      (valuationDate) => ["inventory-valuation-cost-spec", seed, { valuationDate }] as const,
    ),
  ),
  ["inventory-valuation-cost-spec", 5, { valuationDate: "2026-05-31", locationFilter: "EAST" }],
  ["inventory-valuation-cost-spec", 6, { valuationDate: "2026-12-31", asIfAdjusted: true }],
];

/** Runs over the sample company (sample/generate.ts, as shipped), by label. */
export const SAMPLE_RUNS: readonly (readonly [report: string, label: string, parameters: Parameters])[] = [
  ["inventory-valuation", "January", { ...january, includeExpectedCost: true }],
  [
    "inventory-valuation",
    "some items by location and variant",
    { ...january, includeExpectedCost: true, itemFilter: "1*|A*", breakdownBy: "locationVariant" },
  ],
  ["inventory-valuation", "by variant", { ...january, itemFilter: "1*", breakdownBy: "variant" }],
  ["inventory-valuation-cost-spec", "January", { valuationDate: "2026-01-31" }],
  ["inventory-valuation-wip", "January", { ...january, expenseOrdersWithoutOutput: true }],
  [
    "inventory-valuation-wip",
    "as if adjusted",
    { ...january, consumptionRounding: "Exclude", skipZeroLines: true, asIfAdjusted: true },
  ],
  ["cost-shares-breakdown", "sales", { ...january, includeAverageItems: true, showDetails: true }],
  [
    "cost-shares-breakdown",
    "inventory rolled up",
    { ...january, printCostShare: "Inventory", level: "Rolled-up", showDetails: true },
  ],
  [
    "cost-shares-breakdown",
    "WIP rolled up",
    { ...january, printCostShare: "WIP Inventory", level: "Rolled-up", showDetails: true },
  ],
  ["adjust-cost", "proposed", { mode: "propose" }],
  ["shadow-costing", "average", { method: "Average", averageCostPeriod: "Month", endDate: "2026-01-31" }],
  ["post-inventory-cost", "per posting group", { documentNo: "T99999", post: true }],
  ["post-inventory-cost", "per entry", { postingMethod: "Per Entry" }],
  ["inventory-gl-reconciliation", "January", { endDate: "2026-01-31" }],
  ["inventory-gl-reconciliation", "as if adjusted", { endDate: "2026-01-31", asIfAdjusted: true }],
  ["inventory-gl-reconciliation", "posting basis", { endDate: "2026-01-31", basis: "posting" }],
  ["job-calculate-wip", "January", { postingDate: "2026-01-31", lossProvision: true }],
  ["job-post-wip", "January", { reversalPostingDate: "2026-01-31" }],
  ["job-wip-to-gl", "December", { basis: "asOf", asOfDate: "2025-12-31", explain: true }],
  ["trace", "G-L entry", trace({ table: "G/L Entries", entryNo: 6100 })],
];
