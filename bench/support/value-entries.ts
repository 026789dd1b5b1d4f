/** A synthetic ledger of value entries for benchmarks. */
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../src/engine/ledgers/read";
import { dayOfParts, dayText } from "../../src/engine/values/day";
import { columnTable } from "./column-table";

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
export function syntheticLedgers(count: number, items = 5000): Promise<Ledgers> {
  const entries = [...syntheticEntries(count, items)];
  const at = (row: number): SyntheticEntry => entries[row] as SyntheticEntry;
  const names = [...new Set(entries.map((entry) => entry.itemNo))].sort();
  const tables = [
    columnTable("Value Entries", count, {
      "Entry No.": (row) => at(row).entryNo,
      "Item No.": (row) => at(row).itemNo,
      "Posting Date": (row) => at(row).postingDate,
      "Item Ledger Entry Type": (row) => at(row).type,
      "Item Ledger Entry No.": (row) => at(row).itemLedgerEntryNo,
      "Location Code": (row) => at(row).location,
      "Valued Quantity": (row) => at(row).quantity,
      "Item Ledger Entry Quantity": (row) => at(row).quantity,
      "Invoiced Quantity": (row) => (at(row).actual === "0.00" ? 0 : at(row).quantity),
      "Cost Amount (Actual)": (row) => at(row).actual,
      "Cost Amount (Expected)": (row) => at(row).expected,
      "Cost Posted to G/L": (row) => at(row).posted,
    }),
    columnTable("Items", names.length, {
      "No.": (row) => names[row] ?? "",
      "Inventory Posting Group": (row) => (row % 3 === 0 ? "FINISHED" : "RAW MAT"),
    }),
  ];
  return readLedgers({ kind: "json", epochOffset: 0, tables }, { reports: ["IV"] });
}
