/** A synthetic ledger of value entries for benchmarks, straight into columns: no file in between. */
import type { ColumnBuilder } from "../../src/engine/ledgers/column-builder";
import { createColumnBuilder } from "../../src/engine/ledgers/create-column";
import { Ledgers, LedgerTable } from "../../src/engine/ledgers/ledgers";
import { tableDeclaration } from "../../src/engine/ledgers/names";
import type { SourceTable } from "../../src/engine/ledgers/source";
import { TextPool } from "../../src/engine/values/codes";
import { dayOfParts, dayText } from "../../src/engine/values/day";

/** Repeatable pseudo-random numbers in [0, 1). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const TYPES = ["Purchase", "Sale", "Positive Adjmt.", "Negative Adjmt.", "Consumption", "Output"];
const FIRST_DAY = dayOfParts(2025, 1, 1);

/** One value entry as it would stand in an export. */
export interface SyntheticEntry {
  readonly entryNo: number;
  readonly itemNo: string;
  readonly postingDate: string;
  readonly type: string;
  readonly itemLedgerEntryNo: number;
  readonly location: string;
  readonly quantity: number;
  readonly actual: string;
  readonly expected: string;
  readonly posted: string;
}

/** Generates entries one by one. Amounts are texts with two decimals, so that every reader sees the same decimals. */
export function* syntheticEntries(count: number, items = 5000, seed = 1): Iterable<SyntheticEntry> {
  const random = randomNumbers(seed);
  for (let i = 1; i <= count; i += 1) {
    const type = TYPES[Math.floor(random() * TYPES.length)] as string;
    const out = type === "Sale" || type === "Negative Adjmt." || type === "Consumption";
    // More comes in than goes out, so that items are in stock as they are in a real ledger.
    const quantity = out ? -(1 + Math.floor(random() * 20)) : 1 + Math.floor(random() * 60);
    const cents = Math.floor(random() * 40_000) * quantity;
    const invoiced = random() < 0.9;
    const amount = cents === 0 ? "0.00" : (cents / 100).toFixed(2);
    yield {
      entryNo: i,
      itemNo: `I${String(Math.floor(random() * items)).padStart(5, "0")}`,
      postingDate: dayText(FIRST_DAY + Math.floor(random() * 390)),
      type,
      itemLedgerEntryNo: i,
      location: random() < 0.5 ? "BLUE" : "RED",
      quantity,
      actual: invoiced ? amount : "0.00",
      expected: invoiced ? "0.00" : amount,
      posted: random() < 0.8 && invoiced ? amount : "0.00",
    };
  }
}

/** The ledgers of so many value entries, with their items. */
export function syntheticLedgers(count: number, items = 5000): Ledgers {
  const codes = new TextPool();
  const texts = new TextPool();
  const context = {
    kind: "xlsx" as const,
    epochOffset: 0,
    codes,
    texts,
    rowsHint: count,
    mark: () => undefined,
  };
  const declaration = tableDeclaration("Value Entries");
  const builder = (caption: string): ColumnBuilder =>
    createColumnBuilder(
      declaration.columns.find(
        (column) => column.caption === caption,
      ) as (typeof declaration.columns)[number],
      0,
      context,
      false,
    );
  const columns = {
    entryNo: builder("Entry No."),
    itemNo: builder("Item No."),
    postingDate: builder("Posting Date"),
    type: builder("Item Ledger Entry Type"),
    owner: builder("Item Ledger Entry No."),
    location: builder("Location Code"),
    valued: builder("Valued Quantity"),
    physical: builder("Item Ledger Entry Quantity"),
    invoiced: builder("Invoiced Quantity"),
    actual: builder("Cost Amount (Actual)"),
    expected: builder("Cost Amount (Expected)"),
    posted: builder("Cost Posted to G/L"),
  };
  let row = 0;
  const names = new Set<string>();
  for (const entry of syntheticEntries(count, items)) {
    names.add(entry.itemNo);
    columns.entryNo.number(row, entry.entryNo, "general");
    columns.itemNo.text(row, entry.itemNo);
    columns.postingDate.text(row, entry.postingDate);
    columns.type.text(row, entry.type);
    columns.owner.number(row, entry.itemLedgerEntryNo, "general");
    columns.location.text(row, entry.location);
    columns.valued.number(row, entry.quantity, "general");
    columns.physical.number(row, entry.quantity, "general");
    columns.invoiced.number(row, entry.actual === "0.00" ? 0 : entry.quantity, "general");
    columns.actual.text(row, entry.actual);
    columns.expected.text(row, entry.expected);
    columns.posted.text(row, entry.posted);
    row += 1;
  }
  const valueEntries = tableOf("Value Entries", count, Object.values(columns));
  const itemDeclaration = tableDeclaration("Items");
  const numbers = createColumnBuilder(
    itemDeclaration.columns.find(
      (column) => column.caption === "No.",
    ) as (typeof itemDeclaration.columns)[number],
    0,
    context,
    false,
  );
  const group = createColumnBuilder(
    itemDeclaration.columns.find(
      (column) => column.caption === "Inventory Posting Group",
    ) as (typeof itemDeclaration.columns)[number],
    1,
    context,
    false,
  );
  [...names].sort().forEach((name, index) => {
    numbers.text(index, name);
    group.text(index, index % 3 === 0 ? "FINISHED" : "RAW MAT");
  });
  const itemTable = tableOf("Items", names.size, [numbers, group]);
  return new Ledgers(
    "xlsx",
    codes,
    texts,
    new Map([
      ["Value Entries", valueEntries],
      ["Items", itemTable],
    ]),
  );
}

function tableOf(name: string, rows: number, builders: readonly ColumnBuilder[]): LedgerTable {
  const source: SourceTable = {
    tableName: name,
    sheetName: name,
    headers: builders.map((one) => one.declaration.caption),
    rowsHint: rows,
    address: (row) => `row ${row}`,
    read: () => ({ rows, hiddenRows: 0, formulaCells: 0, perhapsCutOff: false }),
  };
  return new LedgerTable(
    tableDeclaration(name),
    rows,
    new Map(builders.map((one) => [one.declaration.caption, one.finish(rows)])),
    {
      source,
      remarks: { rows, hiddenRows: 0, formulaCells: 0, perhapsCutOff: false },
      blankRows: 0,
      sourceRows: undefined,
      ambiguous: new Map(),
      unknownHeaders: [],
    },
  );
}
