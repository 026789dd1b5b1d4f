/** Scenes of the gallery: address, runs before it, and what to press. */
const january = { startDate: "2026-01-01", endDate: "2026-01-31" };
const reconciliation = { report: "inventory-gl-reconciliation", parameters: { endDate: "2026-01-31" } };
const postCost = { report: "post-inventory-cost", parameters: { documentNo: "INVC-2026-01" } };

export const scenes = {
  reconciliation: { path: "/reports/inventory-gl-reconciliation", runs: [reconciliation], height: 1030 },
  cause: {
    path: "/reports/inventory-gl-reconciliation",
    runs: [reconciliation],
    steps: (page) => page.getByRole("button", { name: "Not posted" }).first().click(),
  },
  filtered: {
    path: "/reports/inventory-gl-reconciliation",
    runs: [
      {
        report: "inventory-gl-reconciliation",
        parameters: { endDate: "2026-01-31", itemFilter: "1000..1999" },
      },
    ],
  },
  journal: { path: "/reports/post-inventory-cost", runs: [postCost], height: 1100 },
  "journal-apply": {
    path: "/reports/post-inventory-cost",
    runs: [postCost],
    height: 1100,
    steps: (page) => page.getByRole("button", { name: "Apply to ledgers…" }).click(),
  },
  "journal-applied": {
    path: "/reports/post-inventory-cost",
    runs: [{ report: "inventory-valuation", parameters: january }, reconciliation, postCost],
    steps: async (page) => {
      await page.getByRole("button", { name: "Apply to ledgers…" }).click();
      await page.getByRole("button", { name: /^Apply [\d−]/ }).click();
      await page.waitForTimeout(800);
    },
  },
  trace: { path: `/trace?${encodeURIComponent(JSON.stringify({ table: "G/L Entries", entryNo: 6100 }))}` },
  "trace-empty": { path: "/trace" },
  "trace-missing": {
    path: "/trace",
    steps: async (page) => {
      await page.getByRole("searchbox").fill("40218");
      await page.keyboard.press("Enter");
    },
  },
  explain: { path: `/trace/explain?${encodeURIComponent(JSON.stringify({ entryNo: 1277 }))}` },
  "explain-fifo": { path: `/trace/explain?${encodeURIComponent(JSON.stringify({ entryNo: 1248 }))}` },
  "explain-order": { path: `/trace/explain?${encodeURIComponent(JSON.stringify({ entryNo: 1369 }))}` },
  shadow: {
    path: "/reports/shadow-costing",
    runs: [
      {
        report: "shadow-costing",
        parameters: { method: "Average", endDate: "2026-01-31", itemFilter: "A-*" },
      },
    ],
  },
  "shadow-two": {
    path: "/reports/shadow-costing",
    runs: [{ report: "shadow-costing", parameters: { method: "Average", endDate: "2026-01-31" } }],
    steps: (page) => page.getByRole("checkbox", { name: "LIFO" }).click(),
  },
  shares: {
    path: "/reports/cost-shares-breakdown",
    runs: [{ report: "cost-shares-breakdown", parameters: { ...january, level: "Rolled-up" } }],
    height: 1100,
  },
  wip: {
    path: "/reports/job-calculate-wip",
    runs: [{ report: "job-calculate-wip", parameters: { postingDate: "2026-01-31" } }],
    height: 1500,
  },
  project: {
    path: "/reports/job-calculate-wip",
    runs: [{ report: "job-calculate-wip", parameters: { postingDate: "2026-01-31" } }],
    steps: (page) =>
      page
        .getByRole("list", { name: /Jobs|Projects/ })
        .getByRole("button")
        .first()
        .click(),
  },
  "adjust-check": { path: "/reports/adjust-cost", runs: [{ report: "adjust-cost", parameters: {} }] },
  "adjust-propose": {
    path: "/reports/adjust-cost",
    runs: [{ report: "adjust-cost", parameters: { mode: "propose" } }],
    height: 1100,
  },
  "post-wip": {
    path: "/reports/job-post-wip",
    runs: [{ report: "job-post-wip", parameters: { reversalPostingDate: "2026-01-31" } }],
  },
};
