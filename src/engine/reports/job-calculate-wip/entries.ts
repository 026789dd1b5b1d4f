/** From contributions to WIP entries: posting group, accounts, one entry per key, rounding. */
import { decimal28, roundAmount, ZERO, type Decimal28 } from "../../jobs/decimal28";
import { jobError, type JobError } from "../../jobs/errors";
import type { WipMethod } from "../../jobs/methods";
import { isCostType, ACCRUED_COSTS, ACCRUED_SALES, WIP_TYPES } from "../../jobs/wip-types";
import { optionLists } from "../../ledgers/options";
import type { TextPool } from "../../values/codes";
import { compareCodes } from "../../values/codes";
import { ACCOUNTS, balancingAccountOf, type Account, type PostingGroups } from "./accounts";
import type { ContributionSink, GroupAmount } from "./contributions";
import type { DimensionTexts } from "./dimensions";
import type { LedgerGroups } from "./ledger-groups";

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

export interface EntryRules {
  readonly jobNo: string;
  readonly method: WipMethod;
  readonly completing: boolean;
  readonly perLedgerEntry: boolean;
  readonly precision: Decimal28;
  /** Pool number of the posting group of a task or else of its job, 0 for none. */
  postingGroupOf(task: number): number;
}

/** What the jobs of a run share. */
export interface EntryTables {
  readonly codes: TextPool;
  readonly groups: PostingGroups;
  readonly dimensions: DimensionTexts;
  readonly ledgerGroups: LedgerGroups;
}

/** Names of the WIP types by number. */
export const WIP_TYPE_NAMES: readonly string[] = optionLists["wip type"];

/** An entry in the making. Amounts of ledger entries are added as scaled integers, those of tasks as decimals. */
interface Slot {
  readonly type: number;
  readonly group: number;
  readonly account: number;
  readonly balancing: number;
  readonly dimensions: number;
  amount: Decimal28;
  scaled: bigint;
  scale: number;
}

/** Where contributions of one type, account, posting group and dimensions go. */
interface Target {
  readonly slot: Slot | undefined;
  readonly postingGroup: string;
  readonly missing: readonly Account[];
  /** Something other than 0 was to be written. */
  needed: boolean;
}

/** Makes the entries of one WIP total: one per type, posting group, dimensions and account. */
export class EntryMaker implements ContributionSink {
  readonly #targets = new Map<number, Target>();
  readonly #slots = new Map<string, Slot>();
  readonly #errors: JobError[] = [];

  constructor(
    private readonly rules: EntryRules,
    private readonly tables: EntryTables,
  ) {}

  add(type: number, account: Account, task: number, dimensions: number, amount: Decimal28): void {
    const target = this.#target(type, account, task, dimensions);
    if (!target || amount.isZero() || !isPosted(this.rules.method, type)) return;
    target.needed = true;
    if (target.slot) target.slot.amount = target.slot.amount.plus(amount);
  }

  addGroup(type: number, account: Account, task: number, group: number, of: GroupAmount): void {
    const { ledgerGroups } = this.tables;
    const target = this.#target(type, account, task, ledgerGroups.dimensions[group] as number);
    const isCost = of.amount === "cost";
    const isZero = (isCost ? ledgerGroups.hasCost : ledgerGroups.hasPrice)[group] === 0;
    if (!target || isZero || !isPosted(this.rules.method, type)) return;
    target.needed = true;
    const { slot } = target;
    if (!slot) return;
    const sums = isCost ? ledgerGroups.costs : ledgerGroups.prices;
    const value = sums.scaled(group);
    slot.scale = sums.scale;
    slot.scaled += of.negative ? -value : value;
  }

  /** The contributions' target, undefined when the posting group is missing or unknown. */
  #target(type: number, account: Account, task: number, dimensions: number): Target | undefined {
    const { rules, tables } = this;
    const group = rules.postingGroupOf(task);
    const field = ACCOUNTS.indexOf(account);
    const key = ((dimensions * tables.codes.size + group) * ACCOUNTS.length + field) * WIP_TYPES + type;
    let target = this.#targets.get(key);
    if (target === undefined) {
      target = this.#newTarget(type, account, group, dimensions);
      if (target) this.#targets.set(key, target);
    }
    return target;
  }

  #newTarget(type: number, field: Account, group: number, dimensions: number): Target | undefined {
    const { rules, tables } = this;
    const { jobNo } = rules;
    if (group === 0) {
      this.#errors.push(jobError("jobPostingGroupMissing", { jobNo, field: "Job Posting Group" }));
      return undefined;
    }
    const postingGroup = tables.codes.text(group);
    if (!tables.groups.has(group)) {
      this.#errors.push(
        jobError("jobPostingGroupUnknown", { jobNo, postingGroup, field: "Job Posting Group" }),
      );
      return undefined;
    }
    const balancingField = balancingAccountOf(type, rules, rules.method);
    const account = tables.groups.account(group, field);
    const balancing = tables.groups.account(group, balancingField);
    const missing = [...(account === 0 ? [field] : []), ...(balancing === 0 ? [balancingField] : [])];
    const slot = missing.length > 0 ? undefined : this.#slot(type, group, account, balancing, dimensions);
    return { slot, postingGroup, missing, needed: false };
  }

  /** Fields of a posting group may hold the same account; their contributions are one entry. */
  #slot(type: number, group: number, account: number, balancing: number, dimensions: number): Slot {
    const key = `${type}|${group}|${dimensions}|${account}`;
    let slot = this.#slots.get(key);
    if (!slot) {
      slot = { type, group, account, balancing, dimensions, amount: ZERO, scaled: 0n, scale: 0 };
      this.#slots.set(key, slot);
    }
    return slot;
  }

  /** What keeps the job from being calculated. */
  errors(): readonly JobError[] {
    const { jobNo } = this.rules;
    const errors = [...this.#errors];
    for (const { needed, postingGroup, missing } of this.#targets.values()) {
      if (needed)
        errors.push(...missing.map((field) => jobError("accountMissing", { jobNo, postingGroup, field })));
    }
    return errors;
  }

  /** Accounts that are missing. Where the job does not fail of it, the amount is 0 or the method does not post it. */
  missingAccounts(): readonly MissingAccount[] {
    return [...this.#targets.values()].flatMap(({ postingGroup, missing }) =>
      missing.map((field) => ({ postingGroup, field })),
    );
  }

  /** The entries in order, rounded; those of 0 are left out. */
  entries(): readonly WipEntryDraft[] {
    const { codes, dimensions } = this.tables;
    const entries: WipEntryDraft[] = [];
    for (const slot of this.#slots.values()) {
      const exact = slot.amount.plus(decimal28(slot.scaled, slot.scale));
      const amount = roundAmount(exact, this.rules.precision);
      if (amount.isZero()) continue;
      entries.push({
        type: slot.type,
        jobPostingGroup: codes.text(slot.group),
        glAccountNo: codes.text(slot.account),
        glBalAccountNo: codes.text(slot.balancing),
        amount,
        dimensions: dimensions.text(slot.dimensions),
      });
    }
    return entries.sort(
      (a, b) =>
        a.type - b.type ||
        compareCodes(a.jobPostingGroup, b.jobPostingGroup) ||
        compareCodes(a.dimensions, b.dimensions) ||
        compareCodes(a.glAccountNo, b.glAccountNo),
    );
  }
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
