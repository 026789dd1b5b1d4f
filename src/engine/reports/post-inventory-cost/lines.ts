/** Value entries → lines of the account table, or the reasons why an entry cannot be posted (spec, 4, 5, 7 and 8). */
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import {
  COMBINATION_OF_CLASS,
  entryClass,
  FIRST_ACTUAL_SLOT,
  MAY_BE_EXPECTED,
  PRODUCTION_ORDER,
  SLOT_TYPES,
  SLOTS,
  CLASS_COUNT,
} from "../../posting/account-table";
import { accountTypeOf, INVENTORY_ADJMT, WIP_INVENTORY, type AccountType } from "../../posting/account-types";
import type { PostingEntries } from "../../posting/entries";
import {
  ACCOUNT_BLOCKED,
  ACCOUNT_NOT_POSTING,
  ACCOUNT_UNKNOWN,
  cardFlag,
  type PostingSetup,
} from "../../posting/setup";
import { Refusal } from "../../refusal";
import type { RunContext } from "../../report";
import { NO_DAY, type Day } from "../../values/day";
import { isZeroAt, signAt } from "../../values/decimal";
import { isActualOpen, isExpectedOpen, isFilledAt, type OpenAmounts } from "./amounts";
import { kindOf, LINE_ORDER, Lines, typeOf } from "./line-columns";

/** Reasons that would end Business Central's run. */
export const STOPPING = [
  "GENERAL_POSTING_SETUP_BLOCKED",
  "GL_ACCOUNT_NOT_FOUND",
  "GL_ACCOUNT_NOT_POSTING",
  "INVALID_COMBINATION",
  "EXPECTED_AMOUNT_NOT_ALLOWED",
  "POSTING_DATE_NOT_ALLOWED",
] as const;

export type ReasonCode =
  | "NOTHING_TO_POST"
  | "EXPECTED_COST_POSTING_OFF"
  | "INVENTORY_POSTING_SETUP_MISSING"
  | "GENERAL_POSTING_SETUP_MISSING"
  | "ACCOUNT_MISSING"
  | "GL_ACCOUNT_BLOCKED"
  | "NON_INVENTORY_COST_OFF"
  | (typeof STOPPING)[number];

export interface Reason {
  readonly code: ReasonCode;
  readonly type: AccountType;
}

/** An entry that is not posted: row of Value Entries and why. */
export interface SkippedEntry {
  readonly row: number;
  readonly reasons: readonly Reason[];
}

export interface LineOptions {
  readonly expectedPosting: boolean;
  readonly allowedFrom: Day;
  readonly allowedTo: Day;
  readonly stopAtBlockingError: boolean;
}

export interface PostingLines {
  /** In processing order. */
  readonly lines: Lines;
  /** The same lines in the order of rows, so that what is read per entry is read from end to end. */
  readonly linesByRow: Lines;
  /** Posted rows of Value Entries, in their order. */
  readonly posted: Int32Array;
  /** In processing order. */
  readonly skipped: readonly SkippedEntry[];
}

/**
 * Makes the lines of the given rows, which are in processing order. Throws Refusal at the first blocking entry when the
 * run is to stop there.
 */
export function postingLines(
  ledgers: Ledgers,
  entries: PostingEntries,
  setup: PostingSetup,
  amounts: OpenAmounts,
  rows: Int32Array,
  options: LineOptions,
  context: RunContext,
): PostingLines {
  const wanted = new Uint8Array(entries.rows);
  for (const row of rows) wanted[row] = 1;
  const maker = new LineMaker(ledgers, entries, setup, amounts, options);
  const linesByRow = maker.lines;
  const firstLine = new Int32Array(entries.rows);
  const reasonsOf = new Map<number, readonly Reason[]>();
  for (let row = 0; row < entries.rows; row += 1) {
    if ((row & 0xffff) === 0) context.progress(row, entries.rows);
    if (wanted[row] === 0) continue;
    firstLine[row] = linesByRow.count;
    const reasons = maker.make(row);
    if (reasons) reasonsOf.set(row, reasons);
  }
  context.progress(entries.rows, entries.rows);
  const lines = new Lines();
  const skipped: SkippedEntry[] = [];
  for (const row of rows) {
    const reasons = reasonsOf.get(row);
    if (!reasons) {
      lines.pushEntry(linesByRow, firstLine[row] as number);
      continue;
    }
    if (options.stopAtBlockingError) stopAt(reasons, entries.numbers[row] as number);
    skipped.push({ row, reasons });
  }
  return { lines, linesByRow, posted: linesByRow.rows(), skipped };
}

function stopAt(reasons: readonly Reason[], valueEntryNo: number): void {
  const stopping = reasons.find((reason) => (STOPPING as readonly string[]).includes(reason.code));
  if (!stopping) return;
  throw new Refusal(stopping.code, { valueEntryNo, _accountType: accountTypeOf(stopping.type).name });
}

/** At most the expected pair, the actual pair and one pair for an order without output. */
const MOST_LINES = 6;

class LineMaker {
  readonly lines = new Lines();
  readonly #states: Uint8Array;
  readonly #expectedCost: Uint8Array;
  readonly #hasNoOutput: (row: number) => boolean;
  // The lines of the entry at hand.
  #count = 0;
  readonly #kinds = new Uint16Array(MOST_LINES);

  constructor(
    ledgers: Ledgers,
    private readonly entries: PostingEntries,
    private readonly setup: PostingSetup,
    private readonly amounts: OpenAmounts,
    private readonly options: LineOptions,
  ) {
    this.#states = setup.accountStates();
    this.#expectedCost = ledgers.table("Value Entries").flags("Expected Cost");
    this.#hasNoOutput = ordersWithoutOutput(ledgers);
  }

  /** Adds the lines of a value entry, or returns why there are none. */
  make(row: number): readonly Reason[] | undefined {
    const { entries, options } = this;
    const entryReason = this.#entryReason(row);
    if (entryReason) return [{ code: entryReason, type: 0 }];
    this.#count = 0;
    const base = (entries.combination[row] as number) * SLOTS;
    if (options.expectedPosting)
      this.#pair(row, SLOT_TYPES[base] as number, SLOT_TYPES[base + 1] as number, 1);
    const first = SLOT_TYPES[base + FIRST_ACTUAL_SLOT] as number;
    const second = SLOT_TYPES[base + FIRST_ACTUAL_SLOT + 1] as number;
    this.#pair(row, first, second, 0);
    const writeOff = WRITE_OFF_OF_CLASS[entries.classes[row] as number];
    if (writeOff !== 0 && this.#expectedCost[row] === 0 && this.#hasNoOutput(row)) {
      if (writeOff === 1) this.#pair(row, WIP_INVENTORY, INVENTORY_ADJMT, 0);
      else this.#pair(row, INVENTORY_ADJMT, WIP_INVENTORY, 0);
    }
    if (this.#count === 0) return [{ code: "NOTHING_TO_POST", type: 0 }];
    const reasons = this.#lineReasons(row);
    if (reasons) return reasons;
    for (let i = 0; i < this.#count; i += 1) this.lines.push(row, this.#kinds[i] as number);
    return undefined;
  }

  /** A reason that concerns the entry as a whole. */
  #entryReason(row: number): ReasonCode | undefined {
    const { entries, amounts, options } = this;
    const { additional } = amounts;
    if (
      !options.expectedPosting &&
      this.#expectedCost[row] === 1 &&
      !isFilledAt(entries.expectedPosted, additional?.expectedPosted, row)
    ) {
      return "EXPECTED_COST_POSTING_OFF";
    }
    const expectedOpen = options.expectedPosting && isExpectedOpen(amounts, row);
    if (!expectedOpen && !isActualOpen(amounts, row)) return "NOTHING_TO_POST";
    const entryClassNumber = entries.classes[row] as number;
    if (COMBINATION_OF_CLASS[entryClassNumber] === 0) return "INVALID_COMBINATION";
    // The account table has the combination, but the setup does not include it.
    if (entries.combination[row] === 0) return "NON_INVENTORY_COST_OFF";
    const isExpected =
      this.#expectedCost[row] === 1 || isFilledAt(entries.expected, additional?.expected, row);
    if (isExpected && MAY_BE_EXPECTED[entryClassNumber] === 0) return "EXPECTED_AMOUNT_NOT_ALLOWED";
    return undefined;
  }

  /** Adds a pair of the entry at hand, unless its amount is zero. */
  #pair(row: number, first: number, second: number, expected: 0 | 1): void {
    const { openActual, openExpected, additional } = this.amounts;
    const sign = signAt(expected === 1 ? openExpected : openActual, row);
    const additionalSign = additional
      ? signAt(expected === 1 ? additional.openExpected : additional.openActual, row)
      : 0;
    if (first === 0 || (sign === 0 && additionalSign === 0)) return;
    this.#insert(kindOf(first, sign < 0 || additionalSign < 0 ? 1 : 0, second, expected, 0));
    this.#insert(kindOf(second, sign > 0 || additionalSign > 0 ? 1 : 0, first, expected, 1));
  }

  /** Keeps the lines in line order: account type, sign, balancing account type. */
  #insert(kind: number): void {
    let place = this.#count;
    while (place > 0 && (this.#kinds[place - 1] as number) >> LINE_ORDER > kind >> LINE_ORDER) {
      this.#kinds[place] = this.#kinds[place - 1] as number;
      place -= 1;
    }
    this.#kinds[place] = kind;
    this.#count += 1;
  }

  /** Why lines of the entry at hand cannot be posted; each reason once, in line order, the date last. */
  #lineReasons(row: number): readonly Reason[] | undefined {
    let reasons: Reason[] | undefined;
    let last = -1;
    for (let i = 0; i < this.#count; i += 1) {
      const type = typeOf(this.#kinds[i] as number);
      if (type === last) continue;
      last = type;
      const code = this.#accountReason(type, row);
      if (code) (reasons ??= []).push({ code, type });
    }
    const day = this.entries.dates[row] as number;
    const { allowedFrom, allowedTo } = this.options;
    if (day < allowedFrom || (allowedTo !== NO_DAY && day > allowedTo)) {
      (reasons ??= []).push({ code: "POSTING_DATE_NOT_ALLOWED", type: 0 });
    }
    return reasons;
  }

  #accountReason(type: AccountType, row: number): ReasonCode | undefined {
    const setupRow = this.entries.setupRow(type, row);
    const general = ((this.setup.generalTypes >> type) & 1) === 1;
    if (setupRow < 0) return general ? "GENERAL_POSTING_SETUP_MISSING" : "INVENTORY_POSTING_SETUP_MISSING";
    if (general && this.setup.isBlocked(setupRow)) return "GENERAL_POSTING_SETUP_BLOCKED";
    const account = this.setup.account(type, setupRow);
    if (account === 0) return "ACCOUNT_MISSING";
    switch (this.#states[account]) {
      case ACCOUNT_UNKNOWN:
        return "GL_ACCOUNT_NOT_FOUND";
      case ACCOUNT_BLOCKED:
        return "GL_ACCOUNT_BLOCKED";
      case ACCOUNT_NOT_POSTING:
        return "GL_ACCOUNT_NOT_POSTING";
      default:
        return undefined;
    }
  }
}

/** 1: consumption, 2: production capacity, whose direct cost is written off when the order had no output; else 0. */
const WRITE_OFF_OF_CLASS = Uint8Array.from({ length: CLASS_COUNT }, (_, number) => {
  const { type, cost, order } = entryClass(number);
  if (cost !== "Direct Cost") return 0;
  if (type === "Consumption") return 1;
  return type === "" && order === PRODUCTION_ORDER ? 2 : 0;
});

/** A test of value entries: their order line is finished without output, and the setup lets such orders be finished. */
function ordersWithoutOutput(ledgers: Ledgers): (row: number) => boolean {
  if (!cardFlag(ledgers, "Manufacturing Setup", "Allow Finishing Prod. Order with no Output"))
    return () => false;
  const table = ledgers.table("Prod. Order Lines");
  const finished = optionNumber("order status", "Finished");
  const statuses = table.options("Status").values;
  const orders = table.ids("Prod. Order No.");
  const numbers = table.integers("Line No.");
  const quantities = table.decimals("Finished Qty. (Base)");
  const lines = new Map<number, Set<number>>();
  for (let row = 0; row < table.rows; row += 1) {
    if (statuses[row] !== finished || !isZeroAt(quantities, row)) continue;
    const order = orders[row] as number;
    const known = lines.get(order) ?? new Set<number>();
    known.add(numbers[row] as number);
    lines.set(order, known);
  }
  const valueEntries = ledgers.table("Value Entries");
  const orderOf = valueEntries.ids("Order No.");
  const lineOf = valueEntries.integers("Order Line No.");
  return (row) => {
    const order = orderOf[row] as number;
    return order !== 0 && lines.get(order)?.has(lineOf[row] as number) === true;
  };
}
