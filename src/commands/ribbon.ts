/** Where the commands stand on the ribbon: tab, groups, buttons, menus, and the ids Excel knows them by. */
import type { CommandId } from "./commands";

/** File name (without size) of an icon in `assets/icons`. */
export type IconName =
  | "tieout"
  | "run-month-end"
  | "binder"
  | "refresh-all"
  | "help"
  | "check-ledgers"
  | "add-ledgers"
  | "map-columns"
  | "sample-company"
  | "valuation"
  | "reconcile"
  | "costing"
  | "projects"
  | "post-inventory-cost"
  | "post-job-wip"
  | "undo-posting"
  | "log"
  | "trace-entry"
  | "explain-cost"
  | "drill-down"
  | "back-to-source"
  | "remove-sheet";

export interface RibbonButton {
  readonly type: "button";
  readonly command: CommandId;
  readonly icon: IconName;
  /** Label at this place, where it is not the command's own. */
  readonly label?: string;
}

export interface RibbonMenu {
  readonly type: "menu";
  readonly id: string;
  readonly label: string;
  readonly says: string;
  readonly icon: IconName;
  readonly items: readonly CommandId[];
}

export type RibbonControl = RibbonButton | RibbonMenu;

export interface RibbonGroup {
  readonly id: string;
  readonly label: string;
  /** Large controls first: Excel shrinks a group from its end. */
  readonly controls: readonly RibbonControl[];
}

const button = (command: CommandId, icon: IconName): RibbonButton => ({ type: "button", command, icon });

export const ribbonTab = { id: "TieoutTab", label: "Tieout" } as const;

/** The groups in the order of work; the one-click month-end first, because groups collapse from the right. */
export const ribbonGroups: readonly RibbonGroup[] = [
  {
    id: "MonthEndGroup",
    label: "Month-End",
    controls: [
      button("showPane", "tieout"),
      button("runMonthEnd", "run-month-end"),
      button("openBinder", "binder"),
      button("refreshAll", "refresh-all"),
      button("showHelp", "help"),
    ],
  },
  {
    id: "LedgersGroup",
    label: "Ledgers",
    controls: [
      button("checkLedgers", "check-ledgers"),
      {
        type: "menu",
        id: "addLedgersMenu",
        label: "Add Ledgers",
        says: "Adds ledger tables from files, or empty ones with Business Central's headers.",
        icon: "add-ledgers",
        items: ["importFiles", "createEmptyTables", "howToExport"],
      },
      button("mapColumns", "map-columns"),
      button("insertSampleCompany", "sample-company"),
    ],
  },
  {
    id: "ReportsGroup",
    label: "Reports",
    controls: [
      {
        type: "menu",
        id: "valuationMenu",
        label: "Valuation",
        says: "Reads Value Entries and writes a valuation sheet for the chosen dates.",
        icon: "valuation",
        items: [
          "runInventoryValuation",
          "runInventoryValuationWip",
          "runCostSpecification",
          "runCostSharesBreakdown",
        ],
      },
      button("runReconciliation", "reconcile"),
      {
        type: "menu",
        id: "costingMenu",
        label: "Costing",
        says: "Checks whether costs are adjusted, or shows another costing method. Ledgers stay as they are.",
        icon: "costing",
        items: ["checkCostAdjustment", "runShadowCosting"],
      },
      {
        type: "menu",
        id: "projectsMenu",
        label: "Projects",
        says: "Calculates project WIP and compares it with the G/L.",
        icon: "projects",
        items: ["calculateJobWip", "runJobWipToGl"],
      },
    ],
  },
  {
    id: "JournalsGroup",
    label: "Journals",
    controls: [
      button("postInventoryCost", "post-inventory-cost"),
      button("postJobWip", "post-job-wip"),
      button("undoPosting", "undo-posting"),
      button("openLog", "log"),
    ],
  },
  {
    id: "TraceGroup",
    label: "Trace",
    controls: [
      button("traceEntry", "trace-entry"),
      button("explainCost", "explain-cost"),
      button("drillDown", "drill-down"),
      button("backToSource", "back-to-source"),
      button("removeDrillDowns", "remove-sheet"),
    ],
  },
];

/** The right-click menu of a cell. */
export const cellMenu: readonly RibbonButton[] = [
  button("traceEntry", "trace-entry"),
  button("drillDown", "drill-down"),
];

/** The tab that appears beside "Tieout" while one of Tieout's sheets is active (RibbonApi 1.2). */
export const resultTab = {
  id: "TieoutResultTab",
  label: "Tieout Result",
  group: "TieoutResultGroup",
} as const;

export const resultButtons: readonly RibbonButton[] = [
  { ...button("showPane", "tieout"), label: "Go to Pane" },
  button("runAgain", "refresh-all"),
  button("drillDown", "drill-down"),
  button("showProof", "reconcile"),
  button("removeSheet", "remove-sheet"),
];

/** Id of a button's control in the manifest, which `Office.ribbon.requestUpdate` addresses. */
export function controlId(command: CommandId): string {
  return `${command}Button`;
}
