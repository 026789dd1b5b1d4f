/** Every page and state of the pane, and how to get there; for pictures and for accessibility. */
import type { Pane, PaneOptions } from "./pane";

export interface PaneState {
  readonly id: string;
  readonly options?: Omit<PaneOptions, "theme">;
  /** Brings a freshly opened pane into the state. */
  readonly reach?: (pane: Pane) => Promise<void>;
}

const open =
  (path: readonly (string | RegExp)[], tab?: "Reports" | "Trace") =>
  async (pane: Pane): Promise<void> => {
    if (tab) await pane.tab(tab);
    for (const name of path) await pane.press(name);
  };

const afterMonthEnd =
  (then: (pane: Pane) => Promise<void> = () => Promise.resolve()) =>
  async (pane: Pane): Promise<void> => {
    await pane.press("Run month-end");
    await pane.page
      .locator("[data-live=polite]")
      .getByText(/^Month-end done\./)
      .waitFor({ timeout: 90_000 });
    await then(pane);
  };

const result = (row: RegExp): ((pane: Pane) => Promise<void>) =>
  afterMonthEnd(async (pane) => {
    await pane.press(row);
    await pane.page.getByRole("button", { name: "More actions" }).waitFor();
  });

export const paneStates: readonly PaneState[] = [
  { id: "first-run", options: { workbook: null, firstRun: true } },
  { id: "home-empty", options: { workbook: null } },
  { id: "home" },
  { id: "home-after-month-end", reach: afterMonthEnd() },
  { id: "ledgers", reach: open([/ledgers ready/]) },
  { id: "ledger", reach: open([/ledgers ready/, /^Value Entries, /]) },
  {
    id: "ledger-problems",
    reach: async (pane) => {
      await pane.type("Value Entries", "C5", "soon");
      await pane.page.getByRole("status", { name: "State of the ledgers" }).getByText(/error/).waitFor();
      await pane.press(/^Value Entries has/);
      await pane.press(/^Value Entries, /);
    },
  },
  { id: "ledgers-import", options: { workbook: null }, reach: open(["Add ledgers"]) },
  { id: "ledgers-empty", options: { workbook: null }, reach: open(["Add ledgers", "Create empty tables"]) },
  { id: "ledgers-export", options: { workbook: null }, reach: open(["How to export Value Entries"]) },
  { id: "ledgers-sample", options: { workbook: null }, reach: open(["Insert sample company"]) },
  { id: "reports", reach: open([], "Reports") },
  { id: "report-form", reach: open([/^Inventory Valuation, /], "Reports") },
  {
    id: "report-form-faulty-field",
    reach: async (pane) => {
      await open([/^Inventory Valuation, /], "Reports")(pane);
      await pane.page.locator("#inventory-valuation-itemFilter").fill("1000..1999|");
      await pane.press("Run");
      await pane.page
        .getByText(/cannot be read/)
        .first()
        .waitFor();
    },
  },
  {
    id: "report-refused",
    reach: async (pane) => {
      await pane.type("Value Entries", "C5", "soon");
      await pane.page.getByRole("status", { name: "State of the ledgers" }).getByText(/error/).waitFor();
      await open([/^Inventory Valuation, /, "Run"], "Reports")(pane);
      await pane.page
        .getByText(/^Not run/)
        .first()
        .waitFor();
    },
  },
  { id: "result-valuation", reach: result(/^Inventory Valuation, /) },
  { id: "result-wip", reach: result(/^Inventory Valuation - WIP, /) },
  { id: "result-cost-specification", reach: result(/^Cost Specification, /) },
  { id: "result-cost-shares", reach: result(/^Cost Shares Breakdown, /) },
  { id: "result-adjust-cost", reach: result(/^Cost adjustment, /) },
  { id: "result-job-wip", reach: result(/^Calculate Job WIP, /) },
  { id: "reconciliation", reach: result(/^G\/L Reconciliation, /) },
  {
    id: "journal",
    reach: afterMonthEnd(async (pane) => {
      await pane.press(/^Post Inventory Cost, /);
      await pane.title("Post Inventory Cost");
    }),
  },
  {
    id: "shadow",
    reach: async (pane) => {
      await open([/^Shadow Costing, /, "Run"], "Reports")(pane);
      await pane.page
        .getByText(/inventory would be/)
        .first()
        .waitFor();
    },
  },
  { id: "trace", reach: open([], "Trace") },
  { id: "settings", reach: open(["Settings"]) },
  { id: "help", reach: open(["Help"]) },
];
