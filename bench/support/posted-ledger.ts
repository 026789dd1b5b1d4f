/**
 * A synthetic ledger for the general-ledger reports: as many value entries as G/L entries, half of the entries posted one
 * by one, half in monthly runs per posting group, with faults of every kind planted. Straight into the reader.
 */
import type { SourceTable, WorkbookSource } from "../../src/engine/ledgers/source";
import { dayOfParts, dayText } from "../../src/engine/values/day";
import { columnTable } from "./column-table";
import { randomNumbers } from "./value-entries";

const FIRST_DAY = dayOfParts(2025, 1, 1);
const DAYS = Array.from({ length: 365 }, (_, day) => dayText(FIRST_DAY + day));
const MONTHS = 12;
const LOCATIONS = ["BLUE", "RED"];
const GROUPS = ["RAW", "FINISHED"];
const TYPES = ["Purchase", "Sale", "Positive Adjmt.", "Output"];
/** Account of the second line per type: direct cost applied, cost of goods sold, adjustment, work in process. */
const SECOND_ACCOUNTS = ["7500", "7100", "7300", "2300"];
const INVENTORY_ACCOUNT = "2100";
const ITEMS = 5000;

/** How value entry i stands with the general ledger. */
const PER_ENTRY = 0;
const PER_GROUP = 1;
const NOT_POSTED = 2;

export interface PostedLedger {
  readonly source: WorkbookSource;
  readonly valueEntries: number;
  readonly glEntries: number;
  readonly relations: number;
}

/** `posted` false: the same value entries with nothing posted. */
export function postedLedger(count: number, posted: boolean): PostedLedger {
  const random = randomNumbers(7);
  const type = Uint8Array.from({ length: count }, () => Math.floor(random() * TYPES.length));
  const location = Uint8Array.from({ length: count }, () => Math.floor(random() * LOCATIONS.length));
  const item = Int32Array.from({ length: count }, () => Math.floor(random() * ITEMS));
  const day = Int16Array.from({ length: count }, () => Math.floor(random() * DAYS.length));
  const cents = Int32Array.from({ length: count }, (_, i) => {
    const size = 1 + Math.floor(random() * 2_000_000);
    return type[i] === 1 ? -size : size;
  });
  const state = Uint8Array.from({ length: count }, () => {
    const dice = random();
    return dice < 0.45 ? PER_ENTRY : dice < 0.95 ? PER_GROUP : NOT_POSTED;
  });
  const ledger = posted ? generalLedger(count, type, location, day, cents, state, random) : undefined;
  const text = (value: number): string => (value / 100).toFixed(2);
  const valueEntries = columnTable("Value Entries", count, {
    "Entry No.": (i) => i + 1,
    "Item No.": (i) => `I${String(item[i]).padStart(5, "0")}`,
    "Item Ledger Entry No.": (i) => i + 1,
    "Posting Date": (i) => DAYS[day[i] as number] as string,
    "Document No.": (i) => `D${Math.floor(i / 4)}`,
    "Item Ledger Entry Type": (i) => TYPES[type[i] as number] as string,
    "Entry Type": () => "Direct Cost",
    "Order Type": (i) => (type[i] === 3 ? "Production" : ""),
    "Order No.": (i) => (type[i] === 3 ? `P${(item[i] as number) % 1000}` : ""),
    "Location Code": (i) => LOCATIONS[location[i] as number] as string,
    "Inventory Posting Group": (i) => GROUPS[(item[i] as number) % GROUPS.length] as string,
    "Gen. Bus. Posting Group": () => "NATIONAL",
    "Gen. Prod. Posting Group": () => "RETAIL",
    "Dimension Set ID": (i) => (item[i] as number) % 3,
    "Cost Amount (Actual)": (i) => text(cents[i] as number),
    "Cost Amount (Expected)": () => "0",
    "Cost Posted to G/L": (i) => (posted && state[i] !== NOT_POSTED ? text(cents[i] as number) : "0"),
    "Expected Cost Posted to G/L": () => "0",
  });
  const accounts = {
    "Inventory Account": () => INVENTORY_ACCOUNT,
    "Inventory Account (Interim)": () => "2200",
    "WIP Account": () => "2300",
  };
  const tables: SourceTable[] = [
    valueEntries,
    columnTable("Inventory Posting Setup", 4, {
      "Location Code": (row) => LOCATIONS[row % 2] as string,
      "Invt. Posting Group Code": (row) => GROUPS[Math.floor(row / 2)] as string,
      ...accounts,
    }),
    columnTable("General Posting Setup", 1, {
      "Gen. Bus. Posting Group": () => "NATIONAL",
      "Gen. Prod. Posting Group": () => "RETAIL",
      "COGS Account": () => "7100",
      "COGS Account (Interim)": () => "7200",
      "Inventory Adjmt. Account": () => "7300",
      "Invt. Accrual Acc. (Interim)": () => "7400",
      "Direct Cost Applied Account": () => "7500",
      "Overhead Applied Account": () => "7600",
      "Purchase Variance Account": () => "7700",
    }),
    columnTable("Items", ITEMS, {
      "No.": (row) => `I${String(row).padStart(5, "0")}`,
      "Inventory Posting Group": (row) => GROUPS[row % GROUPS.length] as string,
    }),
  ];
  if (ledger) {
    tables.push(
      columnTable("G/L Entries", ledger.amounts.length, {
        "Entry No.": (row) => row + 1,
        "Posting Date": (row) => DAYS[ledger.days[row] as number] as string,
        "G/L Account No.": (row) => ledger.accounts[row] as string,
        "Document No.": (row) => `G${row}`,
        "Source Code": () => "INVTPCOST",
        Amount: (row) => text(ledger.amounts[row] as number),
      }),
      columnTable("G/L - Item Ledger Relation", ledger.relations.length / 2, {
        "G/L Entry No.": (row) => ledger.relations[row * 2] as number,
        "Value Entry No.": (row) => ledger.relations[row * 2 + 1] as number,
        "G/L Register No.": () => 1,
      }),
    );
  }
  return {
    source: { kind: "json", epochOffset: 0, tables },
    valueEntries: count,
    glEntries: ledger?.amounts.length ?? 0,
    relations: (ledger?.relations.length ?? 0) / 2,
  };
}

interface GeneralLedger {
  readonly accounts: readonly string[];
  readonly amounts: readonly number[];
  readonly days: readonly number[];
  /** G/L entry number, value entry number, in turn. */
  readonly relations: readonly number[];
}

function generalLedger(
  count: number,
  type: Uint8Array,
  location: Uint8Array,
  day: Int16Array,
  cents: Int32Array,
  state: Uint8Array,
  random: () => number,
): GeneralLedger {
  const accounts: string[] = [];
  const amounts: number[] = [];
  const days: number[] = [];
  const relations: number[] = [];
  const groups = new Map<number, number[]>();
  const add = (account: string, amount: number, date: number, entries: readonly number[]): void => {
    const dice = random();
    const fault = dice < 0.002;
    accounts.push(fault ? (dice < 0.0005 ? "" : dice < 0.001 ? "2199" : account) : account);
    amounts.push(fault && dice >= 0.0015 ? amount + 100 : amount);
    days.push(fault && dice >= 0.001 && dice < 0.0015 ? (date + 40) % DAYS.length : date);
    for (const entry of entries) relations.push(accounts.length, entry + 1);
  };
  for (let i = 0; i < count; i += 1) {
    const second = SECOND_ACCOUNTS[type[i] as number] as string;
    if (state[i] === PER_ENTRY) {
      add(INVENTORY_ACCOUNT, cents[i] as number, day[i] as number, [i]);
      add(second, -(cents[i] as number), day[i] as number, [i]);
    } else if (state[i] === PER_GROUP) {
      const month = Math.floor(((day[i] as number) * MONTHS) / DAYS.length);
      const key = (month * LOCATIONS.length + (location[i] as number)) * TYPES.length + (type[i] as number);
      const list = groups.get(key) ?? [];
      list.push(i);
      groups.set(key, list);
    }
    if (random() < 0.1) add("6000", 5000, day[i] as number, []);
  }
  for (const list of groups.values()) {
    const [first = 0] = list;
    const sum = list.reduce((total, i) => total + (cents[i] as number), 0);
    add(INVENTORY_ACCOUNT, sum, day[first] as number, list);
    add(SECOND_ACCOUNTS[type[first] as number] as string, -sum, day[first] as number, list);
  }
  return { accounts, amounts, days, relations };
}
