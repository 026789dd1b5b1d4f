/**
 * Links: which part of a related G/L entry belongs to which value entry and account type (spec of Inventory - G/L
 * Reconciliation, 7). A line of a value entry is linked to one G/L entry at most, with its whole posted amount.
 */
import type { Ledgers } from "../ledgers/ledgers";
import { atScale, ExactSums, signAt, type DecimalColumn } from "../values/decimal";
import { FIRST_ACTUAL_SLOT, SLOT_TYPES, SLOTS } from "./account-table";
import { ACCOUNT_TYPE_COUNT } from "./account-types";
import type { PostingEntries } from "./entries";
import type { Relations } from "./relations";
import type { PostingSetup } from "./setup";

/** G/L entries with amounts at the scale of the value entries. */
export interface GLColumns {
  readonly rows: number;
  readonly numbers: Float64Array;
  readonly dates: Float64Array;
  readonly accounts: Int32Array;
  readonly amounts: DecimalColumn;
}

/** The G/L Entries sheet as columns. `scale` must not be smaller than that of its amounts. */
export function glColumns(ledgers: Ledgers, scale: number): GLColumns {
  const table = ledgers.table("G/L Entries");
  return {
    rows: table.rows,
    numbers: table.integers("Entry No."),
    dates: table.days("Posting Date"),
    accounts: table.ids("G/L Account No."),
    amounts: atScale(table.decimals("Amount"), scale),
  };
}

export interface Links {
  /** Row of G/L Entries per line of a value entry (row × 4 + place); -1 = not linked. */
  readonly glOfLine: Int32Array;
  /** Sum of the links per row of G/L Entries. */
  readonly linked: ExactSums;
}

/** No line is linked: what holds without the relation sheet. */
export function noLinks(entries: PostingEntries, gl: GLColumns): Links {
  return {
    glOfLine: new Int32Array(entries.rows * SLOTS).fill(-1),
    linked: new ExactSums(gl.rows, entries.scale),
  };
}

/** Rows of G/L Entries in the order of their numbers, out of those that have related value entries. */
export function relatedGLRows(gl: GLColumns, relations: Relations): Int32Array {
  let count = 0;
  for (let row = 0; row < gl.rows; row += 1) {
    if ((relations.start[row + 1] as number) > (relations.start[row] as number)) count += 1;
  }
  const rows = new Int32Array(count);
  let next = 0;
  let ascending = true;
  let last = -1;
  for (let row = 0; row < gl.rows; row += 1) {
    if ((relations.start[row + 1] as number) === (relations.start[row] as number)) continue;
    const number = gl.numbers[row] as number;
    if (number < last) ascending = false;
    last = number;
    rows[next] = row;
    next += 1;
  }
  if (!ascending) rows.sort((a, b) => (gl.numbers[a] as number) - (gl.numbers[b] as number));
  return rows;
}

/** Candidates: account type × (expected, actual). */
const CANDIDATES = ACCOUNT_TYPE_COUNT * 2;

/** Conditions of the four passes. */
const EXACT_BY_SETUP = 1;
const EXACT_BY_TYPE = 2;
const EXACT = 3;
const BY_TYPE = 4;

/**
 * Links the given G/L entries (rows in the order of their numbers). Entries that share no value entry with them are not
 * touched, so a connected part of the ledger may be linked on its own. Four passes over the rows; linear in the number of
 * relation rows.
 */
export function linkEntries(
  entries: PostingEntries,
  setup: PostingSetup,
  gl: GLColumns,
  relations: Relations,
  glRows: Int32Array,
): Links {
  const links = noLinks(entries, gl);
  const linker = new Linker(entries, setup, gl, relations, links);
  let pending = glRows;
  for (const pass of [EXACT_BY_SETUP, EXACT_BY_TYPE, EXACT, BY_TYPE]) {
    const left = new Int32Array(pending.length);
    let count = 0;
    for (const row of pending) {
      if (linker.link(row, pass)) continue;
      left[count] = row;
      count += 1;
    }
    pending = left.subarray(0, count);
  }
  return links;
}

class Linker {
  readonly #sums: ExactSums;
  readonly #seen = new Uint8Array(CANDIDATES);
  readonly #otherAccount = new Uint8Array(CANDIDATES);

  constructor(
    private readonly entries: PostingEntries,
    private readonly setup: PostingSetup,
    private readonly gl: GLColumns,
    private readonly relations: Relations,
    private readonly links: Links,
  ) {
    this.#sums = new ExactSums(CANDIDATES, entries.scale);
  }

  /** Links one G/L entry when a candidate fulfils the condition of the pass. */
  link(glRow: number, pass: number): boolean {
    const sign = signAt(this.gl.amounts, glRow);
    if (sign === 0) return false;
    this.#collect(glRow, sign, pass === EXACT_BY_SETUP);
    const account = this.gl.accounts[glRow] as number;
    const types = this.setup.typesOfAccount[account] as number;
    let found = -1;
    for (let candidate = 2; candidate < CANDIDATES; candidate += 1) {
      if (this.#seen[candidate] === 0) continue;
      if (found < 0 && this.#fits(candidate, glRow, types, pass)) found = candidate;
      this.#seen[candidate] = 0;
      this.#otherAccount[candidate] = 0;
      this.#sums.clear(candidate);
    }
    if (found < 0) return false;
    this.#take(glRow, sign, found);
    return true;
  }

  #fits(candidate: number, glRow: number, types: number, pass: number): boolean {
    const belongs = ((types >> (candidate >> 1)) & 1) === 1;
    if (pass === BY_TYPE) return belongs;
    if (pass === EXACT_BY_TYPE && !belongs) return false;
    if (pass === EXACT_BY_SETUP && this.#otherAccount[candidate] === 1) return false;
    return this.#sums.equals(candidate, this.gl.amounts, glRow);
  }

  /** Sums of the lines that are not linked yet and have the sign of the G/L amount, per candidate. */
  #collect(glRow: number, sign: number, withSetup: boolean): void {
    const { start, valueEntries } = this.relations;
    const { combination, posted, expectedPosted } = this.entries;
    const { glOfLine } = this.links;
    const account = this.gl.accounts[glRow] as number;
    const end = start[glRow + 1] as number;
    for (let place = start[glRow] as number; place < end; place += 1) {
      const row = valueEntries[place] as number;
      const base = (combination[row] as number) * SLOTS;
      if (base === 0 || this.entries.inventoriable[row] === 0) continue;
      for (let slot = 0; slot < SLOTS; slot += 1) {
        const type = SLOT_TYPES[base + slot] as number;
        if (type === 0 || glOfLine[row * SLOTS + slot] !== -1) continue;
        const column = slot < FIRST_ACTUAL_SLOT ? expectedPosted : posted;
        const minus = (slot & 1) === 1;
        if ((minus ? -signAt(column, row) : signAt(column, row)) !== sign) continue;
        const candidate = type * 2 + (slot < FIRST_ACTUAL_SLOT ? 0 : 1);
        this.#seen[candidate] = 1;
        if (minus) this.#sums.subtract(candidate, column, row);
        else this.#sums.add(candidate, column, row);
        if (withSetup && (account === 0 || this.entries.account(type, row) !== account)) {
          this.#otherAccount[candidate] = 1;
        }
      }
    }
  }

  /** Links the lines of a candidate to the G/L entry. */
  #take(glRow: number, sign: number, candidate: number): void {
    const { start, valueEntries } = this.relations;
    const { combination, posted, expectedPosted } = this.entries;
    const { glOfLine, linked } = this.links;
    const type = candidate >> 1;
    const first = (candidate & 1) === 0 ? 0 : FIRST_ACTUAL_SLOT;
    const column = first === 0 ? expectedPosted : posted;
    const end = start[glRow + 1] as number;
    for (let place = start[glRow] as number; place < end; place += 1) {
      const row = valueEntries[place] as number;
      const base = (combination[row] as number) * SLOTS;
      if (base === 0 || this.entries.inventoriable[row] === 0) continue;
      for (let slot = first; slot < first + 2; slot += 1) {
        if (SLOT_TYPES[base + slot] !== type || glOfLine[row * SLOTS + slot] !== -1) continue;
        const minus = (slot & 1) === 1;
        if ((minus ? -signAt(column, row) : signAt(column, row)) !== sign) continue;
        glOfLine[row * SLOTS + slot] = glRow;
        if (minus) linked.subtract(glRow, column, row);
        else linked.add(glRow, column, row);
      }
    }
  }
}
