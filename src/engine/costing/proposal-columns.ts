/**
 * Proposed value entries as columns, since a ledger may need nearly one for every entry. They say where in the ledger
 * tables their entry and their document stand, so that the engine's own arrays can go when it has computed them.
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
/** Place of the last one. */
export const ROUNDING_REASON = REASONS.indexOf("rounding");

/** One proposed value entry without its amounts and quantities. */
export interface Proposal {
  /** Row of Item Ledger Entries. */
  readonly entryRow: number;
  /** Entry type and variance type as in the option lists. */
  readonly type: number;
  readonly variance: number;
  /** Place in REASONS. */
  readonly reason: number;
  /** Sum of PROPOSAL_FLAG. */
  readonly flags: number;
  /** Number of the value entry that it is applied to; 0 = none. */
  readonly appliesTo: number;
  /** Row of Value Entries from which everything comes that a proposal does not set; -1 when its entry has none. */
  readonly originRow: number;
  readonly postingDay: Day;
  readonly valuationDay: Day;
}

/** What a proposal says with yes or no, as bits. */
export const PROPOSAL_FLAG = {
  adjustment: 1,
  expectedCost: 2,
  averageCost: 4,
  partialRevaluation: 8,
  /** Its origin gives it a document. */
  document: 16,
  /** The posting date is not that of the origin. */
  moved: 32,
  /** Business Central would not allow the posting date. */
  refused: 64,
} as const;

/** Proposals in the order in which they are numbered; row i of every column is proposal i, below `count`. */
export class Proposals {
  readonly entryRow: Int32Array;
  readonly type: Uint8Array;
  readonly variance: Uint8Array;
  readonly reason: Uint8Array;
  readonly flags: Uint8Array;
  readonly appliesTo: Float64Array;
  readonly originRow: Int32Array;
  readonly postingDay: Int32Array;
  readonly valuationDay: Int32Array;
  readonly actual: ScaledStore;
  readonly expected: ScaledStore;
  readonly valuedQuantity: ScaledStore;
  readonly invoicedQuantity: ScaledStore;
  #count = 0;

  /** Room for so many proposals; memory is taken by those that come. */
  constructor(
    room: number,
    readonly moneyScale: number,
    readonly quantityScale: number,
  ) {
    this.entryRow = new Int32Array(room);
    this.type = new Uint8Array(room);
    this.variance = new Uint8Array(room);
    this.reason = new Uint8Array(room);
    this.flags = new Uint8Array(room);
    this.appliesTo = new Float64Array(room);
    this.originRow = new Int32Array(room);
    this.postingDay = new Int32Array(room);
    this.valuationDay = new Int32Array(room);
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

  /** Adds a proposal; its amounts and quantities are 0 until they are set in the row that it gets. */
  add(proposal: Proposal): number {
    const row = this.#count;
    for (const column of NUMBER_COLUMNS) this[column][row] = proposal[column];
    this.#count += 1;
    return row;
  }

  /** Sorts the proposals from a row on; those that compare equal stay in their order. */
  sortFrom(first: number, compare: (a: number, b: number) => number): void {
    let sorted = true;
    for (let row = first + 1; row < this.#count && sorted; row += 1) sorted = compare(row - 1, row) <= 0;
    if (sorted) return;
    const rows = Array.from({ length: this.#count - first }, (_, at) => first + at).sort(compare);
    const inOrder = new Proposals(rows.length, this.moneyScale, this.quantityScale);
    rows.forEach((row, at) => {
      inOrder.#copy(this, row, at);
    });
    for (let at = 0; at < rows.length; at += 1) this.#copy(inOrder, at, first + at);
  }

  #copy(from: Proposals, row: number, to: number): void {
    for (const column of NUMBER_COLUMNS) this[column][to] = from[column][row] as number;
    for (const column of SCALED_COLUMNS) this[column].setRow(to, from[column], row);
  }
}

const NUMBER_COLUMNS = [
  "entryRow",
  "type",
  "variance",
  "reason",
  "flags",
  "appliesTo",
  "originRow",
  "postingDay",
  "valuationDay",
] as const satisfies readonly (keyof Proposal)[];
const SCALED_COLUMNS = ["actual", "expected", "valuedQuantity", "invoicedQuantity"] as const;
