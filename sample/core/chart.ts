/** The chart of accounts: what the accounts of the declared setups are called. */
import {
  FORMER_INVENTORY_ACCOUNT,
  GENERAL_ACCOUNTS,
  INVENTORY_ACCOUNTS,
  INVENTORY_POSTING_GROUPS,
  OTHER_ACCOUNTS,
  PRODUCTION_ACCOUNTS,
  type GeneralAccounts,
} from "../company";
import { PROJECT_ACCOUNT_NAMES } from "../projects";

export interface Account {
  no: string;
  name: string;
  type: "Posting" | "Heading";
  /** Whether entries by hand are allowed: not on accounts that a ledger posts to. */
  directPosting: boolean;
  genPostingType: "" | "Purchase" | "Sale";
}

const HEADINGS: readonly [string, string][] = [
  ["1000", "Fixed assets"],
  ["2000", "Current assets"],
  ["3000", "Equity"],
  ["5000", "Liabilities"],
  ["6000", "Revenue"],
  ["7000", "Cost"],
  ["8000", "Operating expenses"],
];

const GENERAL_NAMES: Record<keyof GeneralAccounts, string> = {
  cogs: "Cost of goods sold",
  cogsInterim: "Cost of goods sold (interim)",
  adjustment: "Inventory adjustment",
  accrualInterim: "Inventory accrual (interim)",
  directCostApplied: "Direct cost applied",
  overheadApplied: "Overhead applied",
  purchaseVariance: "Purchase variance",
};

const PROD_NAMES: ReadonlyMap<string, string> = new Map([
  ["RETAIL", "resale"],
  ["RAW MAT", "raw material"],
  ["FINISHED", "finished goods"],
  ["MANUFACT", "capacity"],
  ["FREIGHT", "freight"],
]);

const OTHER_NAMES: Record<keyof typeof OTHER_ACCOUNTS, string> = {
  equipment: "Equipment",
  accumulatedDepreciation: "Accumulated depreciation",
  receivables: "Trade receivables",
  bank: "Bank",
  equity: "Share capital and retained earnings",
  vendors: "Trade payables",
  payrollLiability: "Payroll liabilities",
  salesFinished: "Sales of bicycles",
  salesResale: "Sales of resale items",
  projectSales: "Project sales",
  purchasesRaw: "Purchases of raw material",
  purchasesResale: "Purchases of resale items",
  purchasesFreight: "Freight",
  subcontracting: "Subcontracting",
  projectCosts: "Project costs",
  wages: "Wages",
  salaries: "Salaries",
  wagesToProjects: "Labour charged to projects",
  rent: "Rent",
  energy: "Energy",
  depreciation: "Depreciation",
  stockDifferences: "Stock differences",
};

const PRODUCTION_NAMES: Record<keyof typeof PRODUCTION_ACCOUNTS, string> = {
  wip: "Work in process",
  materialVariance: "Material variance",
  capacityVariance: "Capacity variance",
  subcontractedVariance: "Subcontracted variance",
  capOverheadVariance: "Capacity overhead variance",
  mfgOverheadVariance: "Manufacturing overhead variance",
};

/** All accounts by number. */
export function chartOfAccounts(): Account[] {
  const accounts: Account[] = HEADINGS.map(([no, name]) => ({
    no,
    name,
    type: "Heading",
    directPosting: false,
    genPostingType: "",
  }));
  const add = (
    no: string,
    name: string,
    directPosting: boolean,
    genPostingType: Account["genPostingType"] = "",
  ): void => {
    if (no !== "") accounts.push({ no, name, type: "Posting", directPosting, genPostingType });
  };
  for (const group of INVENTORY_POSTING_GROUPS) {
    const pair = INVENTORY_ACCOUNTS.get(group.code);
    if (pair === undefined) continue;
    add(pair.inventory, group.description, false);
    add(pair.interim, `${group.description} (interim)`, false);
  }
  add(FORMER_INVENTORY_ACCOUNT, "Resale items (until 2024)", false);
  for (const [prod, general] of GENERAL_ACCOUNTS)
    for (const key of Object.keys(GENERAL_NAMES) as (keyof GeneralAccounts)[])
      add(general[key], `${GENERAL_NAMES[key]}, ${PROD_NAMES.get(prod) ?? ""}`, false);
  for (const key of Object.keys(PRODUCTION_NAMES) as (keyof typeof PRODUCTION_ACCOUNTS)[])
    add(PRODUCTION_ACCOUNTS[key], PRODUCTION_NAMES[key], false);
  for (const key of Object.keys(OTHER_NAMES) as (keyof typeof OTHER_ACCOUNTS)[]) {
    const posting = key.startsWith("sales") ? "Sale" : key.startsWith("purchases") ? "Purchase" : "";
    add(OTHER_ACCOUNTS[key], OTHER_NAMES[key], true, posting);
  }
  for (const [no, name] of PROJECT_ACCOUNT_NAMES) add(no, name, false);
  return accounts.sort((a, b) => (a.no < b.no ? -1 : 1));
}
