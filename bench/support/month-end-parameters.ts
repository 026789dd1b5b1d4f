/** Parameters of every report as the month-end of January 2026 in the sample company asks for them. */
const PERIOD = { startDate: "2026-01-01", endDate: "2026-01-31" };

export const MONTH_END_PARAMETERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "inventory-valuation": PERIOD,
  "inventory-valuation-wip": PERIOD,
  "inventory-valuation-cost-spec": { valuationDate: "2026-01-31" },
  "cost-shares-breakdown": { ...PERIOD, includeAverageItems: true, level: "Rolled-up" },
  "post-inventory-cost": { endDate: "2026-01-31", documentNo: "INVT-2026-01" },
  "inventory-gl-reconciliation": { endDate: "2026-01-31" },
  trace: { start: { table: "Value Entries", entryNo: 1000 } },
  "job-calculate-wip": { postingDate: "2026-01-31" },
  "job-post-wip": { reversalPostingDate: "2026-01-31" },
  "job-wip-to-gl": { basis: "asOf", asOfDate: "2026-01-31" },
  "adjust-cost": { mode: "propose" },
  "shadow-costing": { method: "Average" },
};
