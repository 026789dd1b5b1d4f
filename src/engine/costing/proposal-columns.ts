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
/** Place of the last one. */
export const ROUNDING_REASON = REASONS.indexOf("rounding");

/** One proposed value entry without its amounts and quantities. */
export interface Proposal {
  readonly entry: number;
  readonly type: number;
  readonly variance: number;
  readonly reason: number;
  /** Sum of PROPOSAL_FLAG. */
  readonly flags: number;
  /** Value entry that it is applied to, and the one that document and date come from (positions; -1 = none). */
  readonly appliesTo: number;
  readonly origin: number;
  readonly postingDay: Day;
}

/** What a proposal says with yes or no, as bits. `moved`: its posting date is not its origin's; `refused`: not allowed. */
export const PROPOSAL_FLAG = { adjustment: 1, expectedCost: 2, moved: 4, refused: 8 } as const;

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
    const rows = Array.from({ length: this.#count - first }, (_, at) => first + at);
    const inOrder = this.#picked(rows.sort(compare));
    for (let at = 0; at < inOrder.count; at += 1) this.#copy(inOrder, at, first + at);
  }

  /** The proposals whose entry is wanted, in their order; these ones when all are. */
  ofEntries(wanted: (entry: number) => boolean): Proposals {
    const rows: number[] = [];
    for (let row = 0; row < this.#count; row += 1) if (wanted(this.entry[row] as number)) rows.push(row);
    if (rows.length === this.#count) return this;
    return this.#picked(rows);
  }

  #picked(rows: readonly number[]): Proposals {
    const picked = new Proposals(rows.length);
    rows.forEach((row, at) => {
      picked.#copy(this, row, at);
    });
    picked.#count = rows.length;
    return picked;
  }

  #copy(from: Proposals, row: number, to: number): void {
    for (const column of NUMBER_COLUMNS) this[column][to] = from[column][row] as number;
    for (const column of SCALED_COLUMNS) this[column].setRow(to, from[column], row);
  }
}

const NUMBER_COLUMNS = [
  "entry",
  "type",
  "variance",
  "reason",
  "flags",
  "appliesTo",
  "origin",
  "postingDay",
] as const satisfies readonly (keyof Proposal)[];
const SCALED_COLUMNS = ["actual", "expected", "valuedQuantity", "invoicedQuantity"] as const;
