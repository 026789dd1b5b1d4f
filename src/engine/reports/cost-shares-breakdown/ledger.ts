/**
 * The ledgers as they stood at the end of a day: item ledger entries in ascending Entry No. with their value entries and
 * the entries that they draw cost from. Each row is visited a fixed number of times; lists are kept as flat arrays
 * (start per entry, rows one after the other).
 */
import { indexByNumber } from "../../ledgers/index-by-number";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { atScale, ExactSums, signAt, type DecimalColumn } from "../../values/decimal";
import type { Day } from "../../values/day";
import { partOfCostType } from "./parts";

/** What an entry is to an order. */
export const NO_ROLE = 0;
export const OUTPUT = 1;
export const CONSUMPTION = 2;

/** Bits of `valueFacts`. */
export const HAS_VALUE = 1;
export const HAS_PARTS = 2;

/** Results of `indexOf` for entries that are not there at the end of the day. */
export const LATER = -1;
export const MISSING = -2;

const AVERAGE = optionNumber("costing method", "Average");
const ROLES = new Map([
  [optionNumber("entry type", "Output"), OUTPUT],
  [optionNumber("entry type", "Assembly Output"), OUTPUT],
  [optionNumber("entry type", "Consumption"), CONSUMPTION],
  [optionNumber("entry type", "Assembly Consumption"), CONSUMPTION],
]);

export interface CostLedger {
  /** Number of entries; they are counted from 0 in ascending Entry No. */
  readonly count: number;
  /** Row on Item Ledger Entries per entry. */
  readonly rows: Int32Array;
  /** Entry of an Entry No., LATER or MISSING. */
  indexOf(entryNo: number): number;
  readonly roles: Uint8Array;
  /** 1 per code number of an item at average cost. */
  readonly averageItems: Uint8Array;
  /** Quantities by row, and by row of Item Application Entries, at one scale. */
  readonly quantities: DecimalColumn;
  readonly applied: DecimalColumn;
  /** Amounts of value entries by row, at one scale. */
  readonly actual: DecimalColumn;
  readonly expected: DecimalColumn;
  /** Entry of each value entry; -1 for capacity, later or missing entries and value entries after the day. */
  readonly entryOfValue: Int32Array;
  /** Own total per entry: actual and expected. */
  readonly totals: ExactSums;
  readonly valueFacts: Uint8Array;
  /** Value entries other than direct cost, per entry: rows partRows[partStart[e]] … */
  readonly partStart: Int32Array;
  readonly partRows: Int32Array;
  /**
   * Cost applications that an entry draws over, in ascending Entry No.: source entry and row. Output reversals have them
   * too, but draw nothing.
   */
  readonly drawStart: Int32Array;
  readonly drawSources: Int32Array;
  readonly drawRows: Int32Array;
  /** Per entry: sum of applied quantities of the outbound entries' own applications to it. */
  readonly issued: ExactSums;
  /** Entry numbers that cost applications name and the sheet lacks, ascending. */
  readonly missingInApplications: readonly number[];
  /** Value entries of item ledger entries that the sheet lacks. */
  readonly orphans: { readonly count: number; readonly amounts: ExactSums };
}

export function buildLedger(ledgers: Ledgers, endDate: Day): CostLedger {
  const table = ledgers.table("Item Ledger Entries");
  const entryNos = table.integers("Entry No.");
  const { rows, indexOfRow } = entriesOf(entryNos, table.days("Posting Date"), endDate);
  const rowOfNumber = indexByNumber(entryNos);
  const indexOf = (entryNo: number): number => {
    const row = rowOfNumber(entryNo);
    return row < 0 ? MISSING : (indexOfRow[row] as number);
  };
  const applications = ledgers.table("Item Application Entries");
  const ownQuantities = table.decimals("Quantity");
  const appliedQuantities = applications.decimals("Quantity");
  const quantityScale = Math.max(ownQuantities.scale, appliedQuantities.scale);
  const base = {
    count: rows.length,
    rows,
    indexOf,
    roles: rolesOf(ledgers, rows),
    averageItems: averageItemsOf(ledgers),
    quantities: atScale(ownQuantities, quantityScale),
    applied: atScale(appliedQuantities, quantityScale),
  };
  return { ...base, ...valuesOf(ledgers, endDate, base), ...drawsOf(ledgers, base) };
}

type Entries = Pick<
  CostLedger,
  "count" | "rows" | "indexOf" | "roles" | "averageItems" | "quantities" | "applied"
>;

/** Rows up to the day in ascending Entry No., and the way back. */
function entriesOf(
  entryNos: Float64Array,
  dates: Float64Array,
  endDate: Day,
): { readonly rows: Int32Array; readonly indexOfRow: Int32Array } {
  let count = 0;
  for (let row = 0; row < dates.length; row += 1) if ((dates[row] as number) <= endDate) count += 1;
  const rows = new Int32Array(count);
  let next = 0;
  for (let row = 0; row < dates.length; row += 1) if ((dates[row] as number) <= endDate) rows[next++] = row;
  sortByNumber(rows, entryNos);
  const indexOfRow = new Int32Array(dates.length).fill(LATER);
  rows.forEach((row, index) => (indexOfRow[row] = index));
  return { rows, indexOfRow };
}

/** Sorts rows by a column of numbers; costs one pass when they stand in order already. */
export function sortByNumber(rows: Int32Array, numbers: Float64Array): void {
  for (let i = 1; i < rows.length; i += 1) {
    if ((numbers[rows[i - 1] as number] as number) > (numbers[rows[i] as number] as number)) {
      rows.sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
      return;
    }
  }
}

function rolesOf(ledgers: Ledgers, rows: Int32Array): Uint8Array {
  const table = ledgers.table("Item Ledger Entries");
  const entryTypes = table.options("Entry Type").values;
  const orderNos = table.ids("Order No.");
  const roles = new Uint8Array(rows.length);
  rows.forEach((row, index) => {
    if (orderNos[row] !== 0) roles[index] = ROLES.get(entryTypes[row] as number) ?? NO_ROLE;
  });
  return roles;
}

function averageItemsOf(ledgers: Ledgers): Uint8Array {
  const items = ledgers.table("Items");
  const numbers = items.ids("No.");
  const methods = items.options("Costing Method").values;
  const average = new Uint8Array(ledgers.codes.size);
  for (let row = 0; row < items.rows; row += 1)
    if (methods[row] === AVERAGE) average[numbers[row] as number] = 1;
  return average;
}

function valuesOf(ledgers: Ledgers, endDate: Day, entries: Entries) {
  const table = ledgers.table("Value Entries");
  const actualAmounts = table.decimals("Cost Amount (Actual)");
  const expectedAmounts = table.decimals("Cost Amount (Expected)");
  const scale = Math.max(actualAmounts.scale, expectedAmounts.scale);
  const actual = atScale(actualAmounts, scale);
  const expected = atScale(expectedAmounts, scale);
  const dates = table.days("Posting Date");
  const costTypes = table.options("Entry Type").values;
  const entryNos = table.integers("Item Ledger Entry No.");
  const entryOfValue = new Int32Array(table.rows).fill(-1);
  const totals = new ExactSums(entries.count, scale);
  const valueFacts = new Uint8Array(entries.count);
  const partStart = new Int32Array(entries.count + 1);
  const orphanAmounts = new ExactSums(1, scale);
  let orphans = 0;
  for (let row = 0; row < table.rows; row += 1) {
    if ((dates[row] as number) > endDate || entryNos[row] === 0) continue;
    const entry = entries.indexOf(entryNos[row] as number);
    if (entry === MISSING) {
      orphans += 1;
      orphanAmounts.add(0, actual, row);
      orphanAmounts.add(0, expected, row);
    }
    if (entry < 0) continue;
    entryOfValue[row] = entry;
    const part = partOfCostType[costTypes[row] as number] as number;
    valueFacts[entry] = (valueFacts[entry] as number) | (part >= 0 ? HAS_VALUE | HAS_PARTS : HAS_VALUE);
    if (part < -1) continue;
    totals.add(entry, actual, row);
    totals.add(entry, expected, row);
    if (part >= 0) partStart[entry + 1] = (partStart[entry + 1] as number) + 1;
  }
  for (let entry = 0; entry < entries.count; entry += 1) {
    partStart[entry + 1] = (partStart[entry + 1] as number) + (partStart[entry] as number);
  }
  const partRows = new Int32Array(partStart[entries.count] as number);
  const next = partStart.slice(0, entries.count);
  for (let row = 0; row < table.rows; row += 1) {
    const entry = entryOfValue[row] as number;
    if (entry < 0 || (partOfCostType[costTypes[row] as number] as number) < 0) continue;
    partRows[next[entry] as number] = row;
    next[entry] = (next[entry] as number) + 1;
  }
  return {
    actual,
    expected,
    entryOfValue,
    totals,
    valueFacts,
    partStart,
    partRows,
    orphans: { count: orphans, amounts: orphanAmounts },
  };
}

function drawsOf(ledgers: Ledgers, entries: Entries) {
  const table = ledgers.table("Item Application Entries");
  const itemLedgerEntries = ledgers.table("Item Ledger Entries");
  const itemNos = itemLedgerEntries.ids("Item No.");
  const order = new Int32Array(table.rows);
  for (let row = 0; row < table.rows; row += 1) order[row] = row;
  sortByNumber(order, table.integers("Entry No."));
  const ownNos = table.integers("Item Ledger Entry No.");
  const inboundNos = table.integers("Inbound Item Entry No.");
  const outboundNos = table.integers("Outbound Item Entry No.");
  const transferNos = table.integers("Transferred-from Entry No.");
  const costApplication = table.flags("Cost Application");
  const { applied, quantities, indexOf } = entries;
  const missing = new Set<number>();
  const issued = new ExactSums(entries.count, applied.scale);
  const drawStart = new Int32Array(entries.count + 1);
  const drawnBy = new Int32Array(table.rows).fill(-1);
  const sourceOf = new Int32Array(table.rows);

  const indexOrNone = (entryNo: number): number => {
    if (entryNo === 0) return 0;
    const index = indexOf(entryNo);
    if (index === MISSING) missing.add(entryNo);
    return index;
  };
  for (let row = 0; row < table.rows; row += 1) {
    if (costApplication[row] !== 1 || inboundNos[row] === 0 || outboundNos[row] === 0) continue;
    if (applied.ints[row] === 0) continue;
    const own = indexOrNone(ownNos[row] as number);
    const inbound = indexOrNone(inboundNos[row] as number);
    const outbound = indexOrNone(outboundNos[row] as number);
    const transfer = indexOrNone(transferNos[row] as number);
    if (own < 0 || inbound < 0 || outbound < 0 || transfer < 0 || ownNos[row] === 0) continue;
    if (own === outbound) issued.add(inbound, applied, row);
    const itemRow = entries.rows[own] as number;
    if (entries.averageItems[itemNos[itemRow] as number] === 1) continue;
    const sign = signAt(quantities, itemRow);
    // Output draws no cost; what a reversal was applied to still tells how much of it is left.
    if (entries.roles[own] === OUTPUT && sign > 0) continue;
    if (sign < 0) {
      if (own !== outbound || own === inbound) continue;
      sourceOf[row] = inbound;
    } else if (sign > 0) {
      if (own !== inbound) continue;
      sourceOf[row] = transferNos[row] === 0 ? outbound : transfer;
    } else continue;
    drawnBy[row] = own;
    drawStart[own + 1] = (drawStart[own + 1] as number) + 1;
  }
  for (let entry = 0; entry < entries.count; entry += 1) {
    drawStart[entry + 1] = (drawStart[entry + 1] as number) + (drawStart[entry] as number);
  }
  const draws = drawStart[entries.count] as number;
  const drawSources = new Int32Array(draws);
  const drawRows = new Int32Array(draws);
  const next = drawStart.slice(0, entries.count);
  for (const row of order) {
    const entry = drawnBy[row] as number;
    if (entry < 0) continue;
    const place = next[entry] as number;
    drawSources[place] = sourceOf[row] as number;
    drawRows[place] = row;
    next[entry] = place + 1;
  }
  return {
    drawStart,
    drawSources,
    drawRows,
    issued,
    missingInApplications: [...missing].sort((a, b) => a - b),
  };
}
