/** From contributions to WIP entries: posting group, accounts, one entry per key, rounding. */
import { roundAmount, ZERO, type Decimal28 } from "../../jobs/decimal28";
import { jobError, type JobError } from "../../jobs/errors";
import type { WipMethod } from "../../jobs/methods";
import { isCostType, ACCRUED_COSTS, ACCRUED_SALES } from "../../jobs/wip-types";
import { optionLists } from "../../ledgers/options";
import type { TextPool } from "../../values/codes";
import { compareCodes } from "../../values/codes";
import { balancingAccountOf, type Account, type PostingGroups } from "./accounts";
import type { Contribution } from "./contributions";
import type { DimensionTexts } from "./dimensions";

/** A WIP entry before it has a number. */
export interface WipEntryDraft {
  readonly type: number;
  readonly jobPostingGroup: string;
  readonly glAccountNo: string;
  readonly glBalAccountNo: string;
  readonly amount: Decimal28;
  readonly dimensions: string;
}

/** A field that is empty in a posting group. */
export interface MissingAccount {
  readonly postingGroup: string;
  readonly field: Account;
}

export interface EntriesOfTotal {
  readonly entries: readonly WipEntryDraft[];
  readonly errors: readonly JobError[];
  /** Accounts that are missing for nothing: the amount is 0 or the method does not post it. */
  readonly missingForNothing: readonly MissingAccount[];
}

export interface EntryRules {
  readonly jobNo: string;
  readonly method: WipMethod;
  readonly completing: boolean;
  readonly perLedgerEntry: boolean;
  readonly precision: Decimal28;
  /** Pool number of the posting group of a task or else of its job, 0 for none. */
  postingGroupOf(task: number): number;
}

/** Names of the WIP types by number. */
export const WIP_TYPE_NAMES: readonly string[] = optionLists["wip type"];

export function entriesOfTotal(
  rules: EntryRules,
  contributions: readonly Contribution[],
  groups: PostingGroups,
  dimensions: DimensionTexts,
  codes: TextPool,
): EntriesOfTotal {
  const sums = new Map<string, { group: number; account: number; balancing: number; type: number; dimensions: number; amount: Decimal28 }>();
  const errors: JobError[] = [];
  const forNothing: MissingAccount[] = [];
  const { jobNo } = rules;
  for (const contribution of contributions) {
    const { type } = contribution;
    const group = rules.postingGroupOf(contribution.task);
    if (group === 0) {
      errors.push(jobError("jobPostingGroupMissing", { jobNo, field: "Job Posting Group" }));
      continue;
    }
    const postingGroup = codes.text(group);
    if (!groups.has(group)) {
      errors.push(jobError("jobPostingGroupUnknown", { jobNo, postingGroup, field: "Job Posting Group" }));
      continue;
    }
    const written = contribution.counts && isPosted(rules.method, type);
    const fields = [contribution.account, balancingAccountOf(type, rules, rules.method)];
    for (const field of fields) {
      if (groups.account(group, field) !== 0) continue;
      if (written) errors.push(jobError("accountMissing", { jobNo, postingGroup, field }));
      else forNothing.push({ postingGroup, field });
    }
    if (!written) continue;
    const [account, balancing] = fields.map((field) => groups.account(group, field)) as [number, number];
    const key = `${type}|${group}|${contribution.dimensions}|${account}`;
    const sum = sums.get(key);
    if (sum) sum.amount = sum.amount.plus(contribution.amount);
    else {
      const { amount, dimensions: text } = contribution;
      sums.set(key, { group, account, balancing, type, dimensions: text, amount });
    }
  }
  const entries: WipEntryDraft[] = [];
  for (const sum of sums.values()) {
    const amount = roundAmount(sum.amount, rules.precision);
    if (amount.isZero()) continue;
    entries.push({
      type: sum.type,
      jobPostingGroup: codes.text(sum.group),
      glAccountNo: codes.text(sum.account),
      glBalAccountNo: codes.text(sum.balancing),
      amount,
      dimensions: dimensions.text(sum.dimensions),
    });
  }
  entries.sort(
    (a, b) =>
      a.type - b.type ||
      compareCodes(a.jobPostingGroup, b.jobPostingGroup) ||
      compareCodes(a.dimensions, b.dimensions) ||
      compareCodes(a.glAccountNo, b.glAccountNo),
  );
  return { entries, errors, missingForNothing: forNothing };
}

/** A method may leave out applied and recognised entries of a side, never accrued ones. */
export function isPosted(method: WipMethod, type: number): boolean {
  if (type === ACCRUED_COSTS || type === ACCRUED_SALES) return true;
  return isCostType(type) ? method.wipCost : method.wipSales;
}

/** Net amount per type of some entries. */
export function amountsByType(entries: readonly WipEntryDraft[]): readonly Decimal28[] {
  const amounts: Decimal28[] = WIP_TYPE_NAMES.map(() => ZERO);
  for (const entry of entries) amounts[entry.type] = (amounts[entry.type] as Decimal28).plus(entry.amount);
  return amounts;
}

