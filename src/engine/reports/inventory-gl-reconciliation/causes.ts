/**
 * Reconciling items: every part of the difference between general ledger and inventory ledger, with its cause (spec, 7).
 * The parts add up to the difference by construction; what cannot be named is UNEXPLAINED.
 */
import { FIRST_ACTUAL_SLOT, SLOT_TYPES, SLOTS } from "../../posting/account-table";
import type { AccountType } from "../../posting/account-types";
import { difference } from "../../posting/amounts";
import type { PostingEntries } from "../../posting/entries";
import type { GLColumns, Links } from "../../posting/links";
import type { Relations } from "../../posting/relations";
import type { PostingSetup } from "../../posting/setup";
import { bigintAt, isZeroAt, type DecimalColumn } from "../../values/decimal";
import { coefficients, type Projection } from "./projection";
import { CELL_OF_TYPE, typesInOrder } from "./rows";

/** Causes in the order in which items are listed. */
export const CAUSES = [
  "NOT_POSTED",
  "EXPECTED_NOT_POSTED",
  "DIRECT_POSTING",
  "CLOSING_ENTRY",
  "POSTING_DATE_MISMATCH",
  "ACCOUNT_CHANGED",
  "SHARED_ACCOUNT",
  "DELETED_ACCOUNT",
  "POSTED_WITHOUT_GL_ENTRY",
  "AMOUNT_MISMATCH",
  "VALUE_ENTRY_MISSING",
  "BC_FORMULA_GAP",
  "UNEXPLAINED",
] as const;
export type Cause = (typeof CAUSES)[number];

const causeNumber = Object.fromEntries(CAUSES.map((cause, number) => [cause, number])) as Record<
  Cause,
  number
>;
const {
  NOT_POSTED,
  EXPECTED_NOT_POSTED,
  DIRECT_POSTING,
  CLOSING_ENTRY,
  POSTING_DATE_MISMATCH,
  ACCOUNT_CHANGED,
  SHARED_ACCOUNT,
  DELETED_ACCOUNT,
  POSTED_WITHOUT_GL_ENTRY,
  AMOUNT_MISMATCH,
  VALUE_ENTRY_MISSING,
  BC_FORMULA_GAP,
} = causeNumber;

/**
 * Receives the parts. `minus` says that the amount of the row of `column` counts negatively. `entry` and `glEntry` are
 * rows of Value Entries and G/L Entries; -1 = none.
 */
export interface PartSink {
  part(
    type: AccountType,
    cause: number,
    column: DecimalColumn,
    row: number,
    minus: boolean,
    entry: number,
    glEntry: number,
  ): void;
}

export interface CauseInput {
  readonly entries: PostingEntries;
  readonly gl: GLColumns;
  readonly setup: PostingSetup;
  readonly relations: Relations;
  readonly links: Links;
  /** 1 per value entry and G/L entry within the dates. */
  readonly entryInDates: Uint8Array;
  readonly glInDates: Uint8Array;
  /** Without the relation sheet: code number of the source code of posted inventory cost, -1 when no entry has it. */
  readonly sourceCodes: Int32Array;
  readonly postCostSource: number;
  /** Set for basis bc: what the page counts, to be compared with the account table. */
  readonly formulas?: {
    readonly page: Projection;
    readonly table: Projection;
    /** 1 per value entry that the page counts. */
    readonly counted: Uint8Array;
  };
}

/** Hands every named part of every difference to the sink. */
export function explainDifferences(input: CauseInput, sink: PartSink): void {
  openAndUnlinkedLines(input, sink);
  linkedLines(input, sink);
  unlinkedGLAmounts(input, sink);
  if (input.formulas) formulaGaps(input, input.formulas, sink);
}

/** Lines of value entries in the dates: what is open, and what is said to be posted but has no link. */
function openAndUnlinkedLines(input: CauseInput, sink: PartSink): void {
  const { entries, relations, entryInDates } = input;
  const { glOfLine } = input.links;
  const openActual = difference(entries.actual, entries.posted);
  const openExpected = difference(entries.expected, entries.expectedPosted);
  for (let row = 0; row < entries.rows; row += 1) {
    if (entryInDates[row] === 0 || entries.inventoriable[row] === 0) continue;
    const base = (entries.combination[row] as number) * SLOTS;
    if (base === 0) continue;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const type = SLOT_TYPES[base + slot] as number;
      if (type === 0) continue;
      const expected = slot < FIRST_ACTUAL_SLOT;
      // The line has plus or minus the amount; it stands on the inventory side, so the part has the other sign.
      const minus = (slot & 1) === 0;
      const open = expected ? openExpected : openActual;
      if (!isZeroAt(open, row)) {
        sink.part(type, expected ? EXPECTED_NOT_POSTED : NOT_POSTED, open, row, minus, row, -1);
      }
      if (!relations.present || glOfLine[row * SLOTS + slot] !== -1) continue;
      const posted = expected ? entries.expectedPosted : entries.posted;
      if (!isZeroAt(posted, row)) sink.part(type, POSTED_WITHOUT_GL_ENTRY, posted, row, minus, row, -1);
    }
  }
}

/** Links whose two ends are not in the same account type and period. */
function linkedLines(input: CauseInput, sink: PartSink): void {
  const { entries, gl, setup, entryInDates, glInDates } = input;
  const { glOfLine } = input.links;
  for (let row = 0; row < entries.rows; row += 1) {
    const base = (entries.combination[row] as number) * SLOTS;
    if (base === 0) continue;
    const inDates = entryInDates[row] === 1;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const glRow = glOfLine[row * SLOTS + slot] as number;
      if (glRow === -1) continue;
      const glIn = glInDates[glRow] === 1;
      const type = SLOT_TYPES[base + slot] as number;
      const column = slot < FIRST_ACTUAL_SLOT ? entries.expectedPosted : entries.posted;
      const negative = (slot & 1) === 1;
      const account = gl.accounts[glRow] as number;
      const belongs = setup.typesOfAccount[account] as number;
      const ownType = ((belongs >> type) & 1) === 1;
      if (glIn && ownType && !inDates) {
        sink.part(type, POSTING_DATE_MISMATCH, column, row, negative, row, glRow);
      } else if (inDates && !(glIn && ownType)) {
        const cause = !glIn ? POSTING_DATE_MISMATCH : account === 0 ? DELETED_ACCOUNT : ACCOUNT_CHANGED;
        sink.part(type, cause, column, row, !negative, row, glRow);
      }
      if (!glIn) continue;
      for (let others = belongs & ~(1 << type); others !== 0; others &= others - 1) {
        const other = 31 - Math.clz32(others & -others);
        sink.part(other, ownType ? SHARED_ACCOUNT : ACCOUNT_CHANGED, column, row, negative, row, glRow);
      }
    }
  }
}

/** What G/L entries in the dates have beyond their links. */
function unlinkedGLAmounts(input: CauseInput, sink: PartSink): void {
  const { gl, setup, relations, glInDates, entries } = input;
  const rest = restOfGLAmounts(gl, input.links, entries.scale);
  for (let row = 0; row < gl.rows; row += 1) {
    if (glInDates[row] === 0) continue;
    const belongs = setup.typesOfAccount[gl.accounts[row] as number] as number;
    const related = relations.present
      ? relations.related[row] === 1
      : input.sourceCodes[row] === input.postCostSource;
    if (related && !relations.present) continue;
    let cause: number;
    if (!related) cause = (gl.dates[row] as number) % 1 === 0 ? DIRECT_POSTING : CLOSING_ENTRY;
    else if ((relations.start[row + 1] as number) === (relations.start[row] as number))
      cause = VALUE_ENTRY_MISSING;
    else cause = AMOUNT_MISMATCH;
    if (isZeroAt(rest, row)) continue;
    for (let types = belongs; types !== 0; types &= types - 1) {
      sink.part(31 - Math.clz32(types & -types), cause, rest, row, false, -1, row);
    }
  }
  linksOfMismatches(input, rest, sink);
}

/** The value entries linked to a G/L entry of another amount belong to its item, with amount 0. */
function linksOfMismatches(input: CauseInput, rest: DecimalColumn, sink: PartSink): void {
  const { entries, gl, setup, glInDates } = input;
  const { glOfLine } = input.links;
  const nothing: DecimalColumn = { scale: entries.scale, ints: new Float64Array(1) };
  for (let line = 0; line < glOfLine.length; line += 1) {
    const glRow = glOfLine[line] as number;
    if (glRow === -1 || glInDates[glRow] === 0 || isZeroAt(rest, glRow)) continue;
    const row = Math.floor(line / SLOTS);
    const belongs = setup.typesOfAccount[gl.accounts[glRow] as number] as number;
    for (let types = belongs; types !== 0; types &= types - 1) {
      sink.part(31 - Math.clz32(types & -types), AMOUNT_MISMATCH, nothing, 0, false, row, -1);
    }
  }
}

/** Amount minus links per row of G/L Entries. */
export function restOfGLAmounts(gl: GLColumns, links: Links, scale: number): DecimalColumn {
  const ints = new Float64Array(gl.rows);
  const big = new Map<number, bigint>();
  for (let row = 0; row < gl.rows; row += 1) {
    if (links.linked.isZero(row)) {
      ints[row] = gl.amounts.ints[row] as number;
      if (Number.isNaN(ints[row])) big.set(row, bigintAt(gl.amounts, row));
    } else if (!links.linked.equals(row, gl.amounts, row)) {
      const value = bigintAt(gl.amounts, row) - links.linked.scaled(row);
      ints[row] = Number(value);
      if (!Number.isSafeInteger(ints[row])) {
        ints[row] = Number.NaN;
        big.set(row, value);
      }
    }
  }
  return big.size > 0 ? { scale, ints, big } : { scale, ints };
}

/** Account table minus page, entry by entry. */
function formulaGaps(input: CauseInput, formulas: NonNullable<CauseInput["formulas"]>, sink: PartSink): void {
  const { entries, entryInDates } = input;
  const types = typesInOrder("bc");
  // Few of all classes occur in a ledger, so gaps are worked out when an entry first asks for them.
  const gaps: (readonly Gap[] | undefined)[] = [];
  for (let row = 0; row < entries.rows; row += 1) {
    if (entryInDates[row] === 0) continue;
    const isCounted = formulas.counted[row] === 1;
    const isInventoriable = entries.inventoriable[row] === 1;
    const entryClass = entries.classes[row] as number;
    const key = entryClass * 4 + (isCounted ? 1 : 0) + (isInventoriable ? 2 : 0);
    gaps[key] ??= gapsOf(formulas, types, entryClass, isCounted, isInventoriable);
    for (const gap of gaps[key]) {
      const amount =
        BigInt(gap.actual) * bigintAt(entries.actual, row) +
        BigInt(gap.expected) * bigintAt(entries.expected, row);
      if (amount === 0n) continue;
      for (const [times, column] of [
        [gap.actual, entries.actual],
        [gap.expected, entries.expected],
      ] as const) {
        for (let i = 0; i < Math.abs(times); i += 1) {
          sink.part(gap.type, BC_FORMULA_GAP, column, row, times < 0, row, -1);
        }
      }
    }
  }
}

interface Gap {
  readonly type: AccountType;
  readonly actual: number;
  readonly expected: number;
}

/** What the account table has beyond the page for entries of a class, per account type. */
function gapsOf(
  formulas: NonNullable<CauseInput["formulas"]>,
  types: readonly AccountType[],
  entryClass: number,
  isCounted: boolean,
  isInventoriable: boolean,
): readonly Gap[] {
  const none = { actual: 0, expected: 0 };
  return types.flatMap((type) => {
    const cell = CELL_OF_TYPE[type] as number;
    const page = isCounted ? coefficients(formulas.page, entryClass, cell) : none;
    const posted = isInventoriable ? coefficients(formulas.table, entryClass, cell) : none;
    const gap = { type, actual: posted.actual - page.actual, expected: posted.expected - page.expected };
    return gap.actual === 0 && gap.expected === 0 ? [] : [gap];
  });
}
