/** Accounts of the job posting groups, and which of them each type of WIP entry is booked on. */
import { PERCENTAGE_OF_COMPLETION, type WipMethod } from "../../jobs/methods";
import {
  ACCRUED_COSTS,
  ACCRUED_SALES,
  APPLIED_COSTS,
  APPLIED_SALES,
  RECOGNIZED_COSTS,
} from "../../jobs/wip-types";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";

export const ACCOUNTS = [
  "WIP Costs Account",
  "WIP Accrued Costs Account",
  "Job Costs Applied Account",
  "Item Costs Applied Account",
  "Resource Costs Applied Account",
  "G/L Costs Applied Account",
  "Job Costs Adjustment Account",
  "WIP Accrued Sales Account",
  "WIP Invoiced Sales Account",
  "Job Sales Applied Account",
  "Job Sales Adjustment Account",
  "Recognized Costs Account",
  "Recognized Sales Account",
] as const;
export type Account = (typeof ACCOUNTS)[number];

const APPLIED_BY_LINE_TYPE: ReadonlyMap<number, Account> = new Map([
  [optionNumber("job line type", "Resource"), "Resource Costs Applied Account"],
  [optionNumber("job line type", "Item"), "Item Costs Applied Account"],
  [optionNumber("job line type", "G/L Account"), "G/L Costs Applied Account"],
]);

/** The account of applied costs that come from ledger entries of a line type; usage without one is refused before. */
export function appliedCostsAccount(lineType: number): Account {
  return APPLIED_BY_LINE_TYPE.get(lineType) as Account;
}

/** The account of a type where it does not depend on ledger entries. */
export function accountOf(type: number): Account {
  switch (type) {
    case APPLIED_COSTS:
      return "Job Costs Applied Account";
    case RECOGNIZED_COSTS:
      return "Recognized Costs Account";
    case ACCRUED_COSTS:
      return "Job Costs Adjustment Account";
    case APPLIED_SALES:
      return "Job Sales Applied Account";
    case ACCRUED_SALES:
      return "Job Sales Adjustment Account";
    default:
      return "Recognized Sales Account";
  }
}

/** The balancing account of a type. */
export function balancingAccountOf(
  type: number,
  job: { readonly completing: boolean; readonly perLedgerEntry: boolean },
  method: WipMethod,
): Account {
  const completingPerJob = job.completing && !job.perLedgerEntry;
  switch (type) {
    case RECOGNIZED_COSTS:
      return completingPerJob ? "Job Costs Applied Account" : "WIP Costs Account";
    case ACCRUED_COSTS:
      return "WIP Accrued Costs Account";
    case APPLIED_COSTS:
      return "WIP Costs Account";
    case APPLIED_SALES:
      return "WIP Invoiced Sales Account";
    case ACCRUED_SALES:
      return "WIP Accrued Sales Account";
    default:
      if (completingPerJob) return "Job Sales Applied Account";
      return method.sales === PERCENTAGE_OF_COMPLETION && !job.completing
        ? "WIP Accrued Sales Account"
        : "WIP Invoiced Sales Account";
  }
}

/** The posting groups of the workbook. */
export class PostingGroups {
  readonly #rows = new Map<number, number>();
  readonly #accounts: ReadonlyMap<Account, Int32Array>;

  constructor(ledgers: Ledgers) {
    const table = ledgers.table("Job Posting Groups");
    table.ids("Code").forEach((code, row) => this.#rows.set(code, row));
    this.#accounts = new Map(ACCOUNTS.map((account) => [account, table.ids(account)]));
  }

  has(group: number): boolean {
    return this.#rows.has(group);
  }

  /** Pool number of the account of a group that is there, 0 where the field is empty. */
  account(group: number, field: Account): number {
    const accounts = this.#accounts.get(field) as Int32Array;
    return accounts[this.#rows.get(group) as number] as number;
  }
}
