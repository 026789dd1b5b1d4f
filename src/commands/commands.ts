/**
 * The declared list of what the ribbon offers. The manifest carries the same list for Excel (a test holds the two
 * together); the pane, the keyboard shortcuts and the tab for result sheets are derived from it. What a command
 * does stands elsewhere.
 */

/**
 * `pane` opens a view of the pane · `run` runs a report at once with its remembered parameters and goes to its
 * sheet, or opens the report's form when input is missing · `action` does one thing in the workbook.
 */
export type CommandKind = "pane" | "run" | "action";

/** Address of a pane view, as the pane's navigation understands it. */
export type ViewPath = `/${string}`;

/** Id of a command: the name of its function in the manifest and in `Office.actions.associate`. */
export type CommandId =
  | "showPane"
  | "runMonthEnd"
  | "openBinder"
  | "refreshAll"
  | "showHelp"
  | "checkLedgers"
  | "importFiles"
  | "createEmptyTables"
  | "howToExport"
  | "mapColumns"
  | "insertSampleCompany"
  | "runInventoryValuation"
  | "runInventoryValuationWip"
  | "runCostSpecification"
  | "runCostSharesBreakdown"
  | "runReconciliation"
  | "checkCostAdjustment"
  | "runShadowCosting"
  | "calculateJobWip"
  | "runJobWipToGl"
  | "postInventoryCost"
  | "postJobWip"
  | "undoPosting"
  | "openLog"
  | "traceEntry"
  | "explainCost"
  | "drillDown"
  | "backToSource"
  | "removeDrillDowns"
  | "runAgain"
  | "showProof"
  | "removeSheet";

export interface Command {
  readonly id: CommandId;
  readonly label: string;
  /** One or two sentences: what is read, what is written. What the command needs is added by `supertip`. */
  readonly says: string;
  readonly kind: CommandKind;
  /** The view it opens, or falls back to when it cannot do its work at once. */
  readonly view: ViewPath;
  /** Report behind the command, where there is one. */
  readonly reportId?: string;
  /** Ledger tables without which the command is disabled. */
  readonly needs: readonly string[];
  /** True where the command works on the selected row or cell of a ledger or of one of Tieout's sheets. */
  readonly onSelection?: boolean;
}

const inventory = ["Value Entries"];
const costFlow = ["Value Entries", "Item Ledger Entries", "Item Application Entries", "Items"];

/** Every command, in the order of the ribbon; the last three stand only on the tab for result sheets. */
export const commands: readonly Command[] = [
  {
    id: "showPane",
    label: "Tieout",
    says: "Shows the Tieout pane: state of your ledgers and of the month-end. Changes nothing.",
    kind: "pane",
    view: "/home",
    needs: [],
  },
  {
    id: "runMonthEnd",
    label: "Run Month-End",
    says: "Checks the ledgers, runs all reports in order, reconciles to the G/L and writes the binder. Ledgers stay as they are.",
    kind: "run",
    view: "/home",
    needs: inventory,
  },
  {
    id: "openBinder",
    label: "Binder",
    says: "Goes to the Month-End sheet: state of every tie-out, links and sign-off.",
    kind: "action",
    view: "/home",
    needs: [],
  },
  {
    id: "refreshAll",
    label: "Refresh All",
    says: "Reads the ledgers again and runs every report in this workbook with its own parameters.",
    kind: "run",
    view: "/home",
    needs: inventory,
  },
  {
    id: "showHelp",
    label: "Help",
    says: "Opens help for Tieout in the pane.",
    kind: "pane",
    view: "/help",
    needs: [],
  },
  {
    id: "checkLedgers",
    label: "Check Ledgers",
    says: "Checks every ledger table for errors and lists them with cell addresses. Changes nothing.",
    kind: "pane",
    view: "/ledgers",
    needs: [],
  },
  {
    id: "importFiles",
    label: "Import Files…",
    says: "Adds ledger tables from Excel or CSV files that you choose. Asks before it replaces a table.",
    kind: "pane",
    view: "/ledgers/import",
    needs: [],
  },
  {
    id: "createEmptyTables",
    label: "Create Empty Tables…",
    says: "Adds empty ledger tables with Business Central's headers, to paste rows into.",
    kind: "pane",
    view: "/ledgers/empty",
    needs: [],
  },
  {
    id: "howToExport",
    label: "How to Export…",
    says: "Shows which pages of Business Central to open in Excel, and which columns to show first.",
    kind: "pane",
    view: "/ledgers/export",
    needs: [],
  },
  {
    id: "mapColumns",
    label: "Map Columns",
    says: "Tells Tieout which of your headers holds which Business Central field.",
    kind: "pane",
    view: "/ledgers/map",
    needs: [],
  },
  {
    id: "insertSampleCompany",
    label: "Sample Company",
    says: "Adds the ledgers of a small sample company to this workbook.",
    kind: "action",
    view: "/home",
    needs: [],
  },
  {
    id: "runInventoryValuation",
    label: "Inventory Valuation",
    says: "Reads Value Entries and writes a sheet with opening value, increases, decreases and ending value by item.",
    kind: "run",
    view: "/reports/inventory-valuation",
    reportId: "inventory-valuation",
    needs: inventory,
  },
  {
    id: "runInventoryValuationWip",
    label: "Inventory Valuation - WIP",
    says: "Reads Value Entries and writes a sheet with the work in process of every production order.",
    kind: "run",
    view: "/reports/inventory-valuation-wip",
    reportId: "inventory-valuation-wip",
    needs: ["Value Entries", "Production Orders"],
  },
  {
    id: "runCostSpecification",
    label: "Cost Specification",
    says: "Reads Value Entries and writes a sheet that splits the inventory value by kind of cost.",
    kind: "run",
    view: "/reports/inventory-valuation-cost-spec",
    reportId: "inventory-valuation-cost-spec",
    needs: ["Value Entries", "Item Ledger Entries", "Items"],
  },
  {
    id: "runCostSharesBreakdown",
    label: "Cost Shares Breakdown",
    says: "Follows the applications of the entries and writes a sheet with the cost shares of sales, inventory or WIP.",
    kind: "run",
    view: "/reports/cost-shares-breakdown",
    reportId: "cost-shares-breakdown",
    needs: costFlow,
  },
  {
    id: "runReconciliation",
    label: "Reconcile",
    says: "Compares inventory with the G/L and writes a proof that explains every difference.",
    kind: "run",
    view: "/reports/inventory-gl-reconciliation",
    reportId: "inventory-gl-reconciliation",
    needs: ["Value Entries", "Inventory Posting Setup", "General Posting Setup", "G/L Entries"],
  },
  {
    id: "checkCostAdjustment",
    label: "Check Cost Adjustment",
    says: "Checks whether costs are adjusted and writes the entries an adjustment would post. Ledgers stay as they are.",
    kind: "run",
    view: "/reports/adjust-cost",
    reportId: "adjust-cost",
    needs: costFlow,
  },
  {
    id: "runShadowCosting",
    label: "Shadow Costing",
    says: "Values the same entries under another costing method and writes both side by side. Ledgers stay as they are.",
    kind: "run",
    view: "/reports/shadow-costing",
    reportId: "shadow-costing",
    needs: costFlow,
  },
  {
    id: "calculateJobWip",
    label: "Calculate Job WIP",
    says: "Calculates the WIP of projects and writes it to a sheet. Asks before it changes a ledger.",
    kind: "run",
    view: "/reports/job-calculate-wip",
    reportId: "job-calculate-wip",
    needs: ["Jobs", "Job Tasks", "Job Planning Lines", "Job Ledger Entries", "Job Posting Groups"],
  },
  {
    id: "runJobWipToGl",
    label: "Job WIP to G/L",
    says: "Compares project WIP with the G/L and writes a sheet with the differences by account.",
    kind: "run",
    view: "/reports/job-wip-to-gl",
    reportId: "job-wip-to-gl",
    needs: ["Jobs", "Job WIP G/L Entries", "G/L Entries"],
  },
  {
    id: "postInventoryCost",
    label: "Post Inventory Cost",
    says: "Previews the journal for inventory cost that is not in the G/L yet. Nothing is written before you say so.",
    kind: "pane",
    view: "/reports/post-inventory-cost",
    reportId: "post-inventory-cost",
    needs: ["Value Entries", "Inventory Posting Setup", "General Posting Setup"],
  },
  {
    id: "postJobWip",
    label: "Post Job WIP",
    says: "Previews the journal for project WIP. Nothing is written before you say so.",
    kind: "pane",
    view: "/reports/job-post-wip",
    reportId: "job-post-wip",
    needs: ["Jobs"],
  },
  {
    id: "undoPosting",
    label: "Undo Posting",
    says: "Takes back the last posting that Tieout applied to this workbook, after asking.",
    kind: "pane",
    view: "/undo",
    needs: [],
  },
  {
    id: "openLog",
    label: "Log",
    says: "Goes to the log of runs and postings.",
    kind: "action",
    view: "/home",
    needs: [],
  },
  {
    id: "traceEntry",
    label: "Trace Entry",
    says: "Follows the entry in the selected row from the G/L to its inventory entries and back.",
    kind: "pane",
    view: "/trace",
    reportId: "trace",
    needs: inventory,
    onSelection: true,
  },
  {
    id: "explainCost",
    label: "Explain Cost",
    says: "Shows how the unit cost of the entry in the selected row comes about.",
    kind: "pane",
    view: "/trace/explain",
    reportId: "adjust-cost",
    needs: costFlow,
    onSelection: true,
  },
  {
    id: "drillDown",
    label: "Drill Down",
    says: "Writes a sheet with the entries behind the selected figure; they add up to it.",
    kind: "action",
    view: "/trace",
    needs: inventory,
    onSelection: true,
  },
  {
    id: "backToSource",
    label: "Back to Source",
    says: "Returns to the cell this sheet was made from.",
    kind: "action",
    view: "/trace",
    needs: [],
  },
  {
    id: "removeDrillDowns",
    label: "Remove Drill-Downs",
    says: "Removes all drill-down sheets. Reports and ledgers stay as they are.",
    kind: "action",
    view: "/trace",
    needs: [],
  },
  {
    id: "runAgain",
    label: "Run Again",
    says: "Reads the ledgers again and runs the report of this sheet with its own parameters.",
    kind: "action",
    view: "/reports",
    needs: inventory,
  },
  {
    id: "showProof",
    label: "Proof",
    says: "Goes to the proof that ties this sheet to the G/L.",
    kind: "action",
    view: "/reports/inventory-gl-reconciliation",
    needs: [],
  },
  {
    id: "removeSheet",
    label: "Remove Sheet",
    says: "Removes this sheet, after asking. Ledgers stay as they are.",
    kind: "action",
    view: "/reports",
    needs: [],
  },
];

const commandById = new Map(commands.map((command) => [command.id, command]));

/** The declaration of a command. */
export function commandOf(id: CommandId): Command {
  const command = commandById.get(id);
  if (command === undefined) throw new Error(`Command ${id} is not declared.`);
  return command;
}

/** "A", "A and B", "A, B and C". */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
}

/** The text under a button: what the command does, and the tables it needs. At most 250 characters. */
export function supertip(command: Pick<Command, "says" | "needs">): string {
  return command.needs.length > 0 ? `${command.says} Needs ${listed(command.needs)}.` : command.says;
}
