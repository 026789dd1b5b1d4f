/**
 * Proposed value entries as columns, since a ledger may need nearly one for every entry. What is the same for all of an
 * item ledger entry is not repeated here; a proposal names its entry.
 */
import type { Day } from "../values/day";
import { ScaledStore } from "./scaled";

/** Why a cost is corrected: by how its entry is valued (in the order of VALUED_BY), or for its rounding residual. */
export const REASONS = [
  "own",
  "order",
  "applied-cost",
  "average-cost",
  "transfer",
  "cost-reversal",
  "rounding",
] as const;
export type Reason = (typeof REASONS)[number];

/** One proposed value entry. Amounts are money, quantities scaled integers of the ledger. */
export interface Proposal {
  readonly entry: number;
  readonly type: number;
  readonly variance: number;
  readonly adjustment: boolean;
  readonly expectedCost: boolean;
  readonly actual: bigint;
  readonly expected: bigint;
  readonly valuedQuantity: bigint;
  readonly invoicedQuantity: bigint;
  /** Value entry that it is applied to, and the one that document and date come from (positions; -1 = none). */
  readonly appliesTo: number;
  readonly origin: number;
  readonly postingDay: Day;
  /** The posting date is not that of the origin; Business Central would accept it. */
  readonly moved: boolean;
  readonly allowed: boolean;
  readonly reason: Reason;
}

/** What a proposal says with yes or no, as bits. */
export const PROPOSAL_FLAG = { adjustment: 1, expectedCost: 2, moved: 4, allowed: 8 } as const;

const NAMED_FLAGS = Object.entries(PROPOSAL_FLAG) as [keyof typeof PROPOSAL_FLAG, number][];

/** Proposals in the order in which they are numbered: row i of every column is proposal i, below `count`. */
export class Proposals {
  readonly entry: Int32Array;
  readonly type: Uint8Array;
  readonly variance: Uint8Array;
  /** Sum of PROPOSAL_FLAG. */
  readonly flags: Uint8Array;
  /** Place in REASONS. */
  readonly reason: Uint8Array;
  readonly postingDay: Int32Array;
  readonly appliesTo: Int32Array;
  readonly origin: Int32Array;
  readonly actual: ScaledStore;
  readonly expected: ScaledStore;
  readonly valuedQuantity: ScaledStore;
  readonly invoicedQuantity: ScaledStore;
  #count = 0;

  /** Room for so many proposals; memory is taken by those that come. */
  constructor(room: number) {
    this.entry = new Int32Array(room);
    this.type = new Uint8Array(room);
    this.variance = new Uint8Array(room);
    this.flags = new Uint8Array(room);
    this.reason = new Uint8Array(room);
    this.postingDay = new Int32Array(room);
    this.appliesTo = new Int32Array(room);
    this.origin = new Int32Array(room);
    this.actual = new ScaledStore(room);
    this.expected = new ScaledStore(room);
    this.valuedQuantity = new ScaledStore(room);
    this.invoicedQuantity = new ScaledStore(room);
  }

  get count(): number {
    return this.#count;
  }

  /** True when a proposal has a flag of PROPOSAL_FLAG. */
  has(index: number, flag: number): boolean {
    return ((this.flags[index] as number) & flag) !== 0;
  }

  add(proposal: Proposal): void {
    const at = this.#count;
    this.entry[at] = proposal.entry;
    this.type[at] = proposal.type;
    this.variance[at] = proposal.variance;
    this.flags[at] = NAMED_FLAGS.reduce((sum, [name, bit]) => (proposal[name] ? sum + bit : sum), 0);
    this.reason[at] = REASONS.indexOf(proposal.reason);
    this.postingDay[at] = proposal.postingDay;
    this.appliesTo[at] = proposal.appliesTo;
    this.origin[at] = proposal.origin;
    this.actual.set(at, proposal.actual);
    this.expected.set(at, proposal.expected);
    this.valuedQuantity.set(at, proposal.valuedQuantity);
    this.invoicedQuantity.set(at, proposal.invoicedQuantity);
    this.#count += 1;
  }

  /** The proposals whose entry is wanted, in their order; these ones when all are. */
  ofEntries(wanted: (entry: number) => boolean): Proposals {
    const rows: number[] = [];
    for (let row = 0; row < this.#count; row += 1) if (wanted(this.entry[row] as number)) rows.push(row);
    if (rows.length === this.#count) return this;
    const kept = new Proposals(rows.length);
    rows.forEach((row, at) => {
      for (const column of NUMBER_COLUMNS) kept[column][at] = this[column][row] as number;
      for (const column of SCALED_COLUMNS) kept[column].addRow(at, this[column], row);
    });
    kept.#count = rows.length;
    return kept;
  }
}

const NUMBER_COLUMNS = [
  "entry",
  "type",
  "variance",
  "flags",
  "reason",
  "postingDay",
  "appliesTo",
  "origin",
] as const;
const SCALED_COLUMNS = ["actual", "expected", "valuedQuantity", "invoicedQuantity"] as const;
