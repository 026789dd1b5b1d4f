/** The entries behind a figure of the cost specification. */
import type { Ledgers } from "../../ledgers/ledgers";
import type { Drill, FigureReference } from "../../report";
import { dayText } from "../../values/day";
import { bigintAt, decimalText } from "../../values/decimal";
import { forEachGap } from "./gaps";
import type { Result, Row } from "./run";
import { SHARE_SCALE, shareText } from "./shares";
import { gapCauses } from "./tie-out";
import { weigh, type Parameters, type Weighing } from "./weigh";

type Entry = Drill["entries"][number];

const WEIGHTED = "Amounts are weighted with what is left of each item ledger entry.";
const TIE_OUT = "tieOut.";

/**
 * `figure`: itemNo, field "quantity", "totalCost" or "expectedCost", "amount" or "expectedAmount" with or without
 * entryType, or "tieOut." and a figure of the tie-out. Amounts are exact; they add up to the figure before it is rounded.
 */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  const row = result.rows.find((candidate) => candidate.itemNo === figure.itemNo);
  if (!row) return undefined;
  const weighing = weigh(ledgers, parameters);
  const name = `${row.itemNo} ${row.description}`.trim();
  const field = String(figure.field);
  if (field === "quantity") {
    // Lines of an entry type have a cost, not a quantity.
    if (figure.entryType !== undefined) return undefined;
    return {
      title: `Quantity of ${name}`,
      figure: row.quantity,
      entries: quantities(ledgers, weighing, row),
    };
  }
  if (field === "totalCost" || field === "amount" || field === "expectedCost" || field === "expectedAmount") {
    const isExpected = field.startsWith("expected");
    const { entries, total } = costs(ledgers, weighing, row, isExpected, figure.entryType);
    return {
      title: `${isExpected ? "Expected cost" : "Cost"} of ${name}`,
      figure: shareText(total, 2),
      entries,
      remark: WEIGHTED,
    };
  }
  if (field === `${TIE_OUT}inventoryValue`) {
    return {
      title: `Inventory value of ${name}`,
      figure: row.tieOut.inventoryValue,
      entries: values(ledgers, weighing, row),
    };
  }
  const wanted = gapCauses.filter(
    ({ cause }) => field === `${TIE_OUT}difference` || field === TIE_OUT + cause,
  );
  if (wanted.length === 0) return undefined;
  const { entries, total } = gaps(ledgers, weighing, row, wanted);
  return {
    title: `${field === `${TIE_OUT}difference` ? "Difference" : wanted.map(({ label }) => label).join()} of ${name}`,
    figure: shareText(total, 2),
    entries,
    remark:
      "An issue counts with the cost it carries less the cost of the quantity it took. The sheet's figure also holds the rounding of its total cost.",
  };
}

/** Slot of the item of a row. */
function slotOf(ledgers: Ledgers, { scope }: Weighing, row: Row): number {
  return scope.slotOf[ledgers.codes.find(row.itemNo) ?? 0] as number;
}

function byNumber<T extends { readonly entryNo: number }>(entries: T[]): T[] {
  return entries.sort((a, b) => a.entryNo - b.entryNo);
}

/** Describes a row of Item Ledger Entries. */
function itemEntries(ledgers: Ledgers): (row: number, amount: string, more?: Entry["columns"]) => Entry {
  const table = ledgers.table("Item Ledger Entries");
  const numbers = table.integers("Entry No.");
  const types = table.options("Entry Type");
  const dates = table.days("Posting Date");
  return (row, amount, more) => ({
    table: "Item Ledger Entries",
    entryNo: numbers[row] as number,
    amount,
    columns: {
      "Posting Date": dayText(dates[row] as number),
      "Entry Type": types.captions[types.values[row] as number] as string,
      ...more,
    },
  });
}

function quantities(ledgers: Ledgers, weighing: Weighing, row: Row): Entry[] {
  const { counted, slotOfEntry, remaining } = weighing;
  const slot = slotOf(ledgers, weighing, row);
  const entryOf = itemEntries(ledgers);
  const entries: Entry[] = [];
  for (let entry = 0; entry < slotOfEntry.length; entry += 1) {
    if (counted[entry] !== 1 || slotOfEntry[entry] !== slot || remaining.sums.sign(entry) === 0) continue;
    entries.push(entryOf(entry, decimalText(remaining.sums.scaled(entry), remaining.sums.scale)));
  }
  return byNumber(entries);
}

/** Describes a row of Value Entries. */
function valueEntriesOf(ledgers: Ledgers): {
  readonly type: (row: number) => string;
  readonly entry: (row: number, itemEntry: number, amount: string, more?: Entry["columns"]) => Entry;
} {
  const table = ledgers.table("Value Entries");
  const numbers = table.integers("Entry No.");
  const types = table.options("Entry Type");
  const dates = table.days("Posting Date");
  const itemEntryNumbers = ledgers.table("Item Ledger Entries").integers("Entry No.");
  const type = (row: number): string => types.captions[types.values[row] as number] as string;
  return {
    type,
    entry: (row, itemEntry, amount, more) => ({
      table: "Value Entries",
      entryNo: numbers[row] as number,
      amount,
      columns: {
        "Posting Date": dayText(dates[row] as number),
        "Entry Type": type(row),
        "Item Ledger Entry No.": itemEntryNumbers[itemEntry] as number,
        ...more,
      },
    }),
  };
}

function costs(
  ledgers: Ledgers,
  weighing: Weighing,
  row: Row,
  isExpected: boolean,
  entryType: string | number | undefined,
): { readonly entries: Entry[]; readonly total: bigint } {
  const { sums } = weighing.remaining;
  const slot = slotOf(ledgers, weighing, row);
  const described = valueEntriesOf(ledgers);
  const entries: Entry[] = [];
  let total = 0n;
  const { cost, expected } = weighing.amounts;
  weighing.forEachCost((valueRow, entry, ofSlot, portion) => {
    if (ofSlot !== slot || (entryType !== undefined && described.type(valueRow) !== entryType)) return;
    const value = weighing.shareOf(isExpected ? expected : cost, valueRow, entry, portion);
    if (value === 0n) return;
    total += value;
    const left = decimalText(sums.scaled(entry), sums.scale);
    entries.push(described.entry(valueRow, entry, decimalText(value, SHARE_SCALE), { Left: left }));
  });
  return { entries: byNumber(entries), total };
}

function values(ledgers: Ledgers, weighing: Weighing, row: Row): Entry[] {
  const { amounts, slotOfEntry } = weighing;
  const slot = slotOf(ledgers, weighing, row);
  const described = valueEntriesOf(ledgers);
  const entries: Entry[] = [];
  const { rows } = ledgers.table("Value Entries");
  for (let valueRow = 0; valueRow < rows; valueRow += 1) {
    const entry = amounts.entryOf[valueRow] as number;
    // An entry that is not there has no slot.
    if (slotOfEntry[entry] !== slot || !amounts.passes(valueRow)) continue;
    const amount = bigintAt(amounts.cost, valueRow);
    if (amount !== 0n) entries.push(described.entry(valueRow, entry, decimalText(amount, amounts.scale)));
  }
  return byNumber(entries);
}

function gaps(
  ledgers: Ledgers,
  weighing: Weighing,
  row: Row,
  wanted: typeof gapCauses,
): { readonly entries: Entry[]; readonly total: bigint } {
  const slot = slotOf(ledgers, weighing, row);
  const labels = new Map(wanted.map(({ cause, label }) => [cause, label]));
  const entryOf = itemEntries(ledgers);
  const entries: Entry[] = [];
  let total = 0n;
  forEachGap(ledgers, weighing, (cause, entry, ofSlot, amount) => {
    const label = labels.get(cause);
    if (ofSlot !== slot || label === undefined) return;
    total += amount;
    entries.push(entryOf(entry, decimalText(amount, SHARE_SCALE), { Cause: label }));
  });
  return { entries: byNumber(entries), total };
}
