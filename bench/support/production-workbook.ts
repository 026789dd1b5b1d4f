/**
 * A synthetic manufacturer for benchmarks: five levels of production, purchases, sales, returns and transfers, applied
 * first in, first out. It is made in flat arrays and read through the same reader as any workbook.
 */
import type { WorkbookSource } from "../../src/engine/ledgers/source";
import { dayOfParts, dayText } from "../../src/engine/values/day";
import { Table } from "./cell-table";
import { randomNumbers } from "./value-entries";

const LEVELS = 5;
const FIRST_DAY = dayOfParts(2025, 1, 1);
const DAYS = 365;

const option = (captions: readonly string[]) => (value: number) => captions[value] ?? "";
const flag = (value: number): string => (value === 1 ? "true" : "");
const day = (value: number): string => dayText(value);
const order = (value: number): string => (value === 0 ? "" : `P${value}`);
const item = (value: number): string =>
  value < 0 ? "" : `L${(value % LEVELS) + 1}-${Math.floor(value / LEVELS)}`;

const ENTRY_TYPES = ["", "Purchase", "Sale", "Transfer", "Consumption", "Output"];
const PURCHASE = 1;
const SALE = 2;
const TRANSFER = 3;
const CONSUMPTION = 4;
const OUTPUT = 5;
const COST_TYPES = ["Direct Cost", "Indirect Cost", "Variance", "Revaluation", "Rounding"];

export interface ProductionWorkbook {
  readonly source: WorkbookSource;
  readonly itemLedgerEntries: number;
  readonly valueEntries: number;
  readonly applications: number;
}

/** About `entries` item ledger entries, two and a half times as many value entries. */
export function productionWorkbook(entries: number, seed = 1): ProductionWorkbook {
  const random = randomNumbers(seed);
  const integer = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const itemsPerLevel = Math.max(4, Math.round(entries / 2000));
  const items = new Table("Items", {
    "No.": item,
    Description: item,
    "Costing Method": option(["FIFO", "Standard"]),
    "Inventory Posting Group": option(["RAW", "PARTS", "FINISHED"]),
    "Indirect Cost %": undefined,
    "Overhead Rate": undefined,
  });
  for (let no = 0; no < itemsPerLevel * LEVELS; no += 1) {
    const level = no % LEVELS;
    items.add([
      no,
      no,
      level === 2 ? 1 : 0,
      level === 0 ? 0 : level === LEVELS - 1 ? 2 : 1,
      level === 0 ? 0 : 10,
      0,
    ]);
  }
  const ledger = new Table("Item Ledger Entries", {
    "Entry No.": undefined,
    "Item No.": item,
    "Posting Date": day,
    "Entry Type": option(ENTRY_TYPES),
    Quantity: undefined,
    "Order Type": option(["", "Production"]),
    "Order No.": order,
    "Order Line No.": undefined,
  });
  const values = new Table("Value Entries", {
    "Entry No.": undefined,
    "Posting Date": day,
    "Item Ledger Entry Type": option(ENTRY_TYPES),
    "Entry Type": option(COST_TYPES),
    "Variance Type": option(["", "Material"]),
    "Item Ledger Entry No.": undefined,
    "Capacity Ledger Entry No.": undefined,
    "Order Type": option(["", "Production"]),
    "Order No.": order,
    "Order Line No.": undefined,
    "Expected Cost": flag,
    "Cost Amount (Actual)": undefined,
    "Cost Amount (Expected)": undefined,
    "Cost Posted to G/L": undefined,
    "Expected Cost Posted to G/L": undefined,
  });
  const applications = new Table("Item Application Entries", {
    "Entry No.": undefined,
    "Item Ledger Entry No.": undefined,
    "Inbound Item Entry No.": undefined,
    "Outbound Item Entry No.": undefined,
    "Transferred-from Entry No.": undefined,
    Quantity: undefined,
    "Cost Application": flag,
  });
  const capacity = new Table("Capacity Ledger Entries", {
    "Entry No.": undefined,
    "Posting Date": day,
    "Order Type": option(["", "Production"]),
    "Order No.": order,
    "Order Line No.": undefined,
    Quantity: undefined,
    Subcontracting: flag,
  });
  const orders = new Table("Production Orders", {
    Status: option(["Released", "Finished"]),
    "No.": order,
    "Source No.": item,
    Quantity: undefined,
  });

  /** Lots per item, first in, first out; amounts in cents. */
  const lots = Array.from({ length: itemsPerLevel * LEVELS }, () => ({
    head: 0,
    list: [] as Lot[],
    left: 0,
  }));
  const amount = (cents: number): number => Math.round(cents) / 100;
  const value = (
    entryType: number,
    costType: number,
    entryNo: number,
    capacityNo: number,
    orderNo: number,
    date: number,
    actual: number,
    expected = 0,
  ): void => {
    const variance = costType === 2 ? 1 : 0;
    const isExpected = expected !== 0 && actual === 0 ? 1 : 0;
    const isOrder = orderNo > 0 ? 1 : 0;
    const line = isOrder * 10000;
    const posted = random() < 0.9 ? 1 : 0;
    values.add([
      values.rows + 1,
      date,
      entryType,
      costType,
      variance,
      entryNo,
      capacityNo,
      isOrder,
      orderNo,
      line,
      isExpected,
      amount(actual),
      amount(expected),
      amount(actual * posted),
      amount(expected * posted),
    ]);
  };
  const entry = (type: number, itemNo: number, quantity: number, date: number, orderNo = 0): number => {
    const no = ledger.rows + 1;
    ledger.add([no, itemNo, date, type, quantity, orderNo > 0 ? 1 : 0, orderNo, orderNo > 0 ? 10000 : 0]);
    return no;
  };
  const apply = (own: number, inbound: number, outbound: number, quantity: number, from = 0): void => {
    applications.add([applications.rows + 1, own, inbound, outbound, from, quantity, 1]);
  };
  const receive = (itemNo: number, no: number, quantity: number, cents: number): void => {
    const stock = lots[itemNo] as Stock;
    stock.list.push({ no, left: quantity, cents: cents / quantity });
    stock.left += quantity;
  };
  const issue = (type: number, itemNo: number, quantity: number, date: number, orderNo = 0) => {
    const no = entry(type, itemNo, -quantity, date, orderNo);
    const stock = lots[itemNo] as Stock;
    let open = quantity;
    let cents = 0;
    while (open > 0) {
      const lot = stock.list[stock.head] as Lot;
      const take = Math.min(open, lot.left);
      lot.left -= take;
      open -= take;
      cents += Math.round(take * lot.cents);
      apply(no, lot.no, no, -take);
      if (lot.left === 0) stock.head += 1;
    }
    stock.left -= quantity;
    // The first cost is a guess; the adjustment brings it to what it should be.
    const guess = random() < 0.4 ? integer(-50, 50) : 0;
    value(type, 0, no, 0, orderNo, date, -cents + guess);
    if (guess !== 0) value(type, 0, no, 0, orderNo, date, -guess);
    if (random() < 0.05) value(type, 4, no, 0, orderNo, date, random() < 0.5 ? 1 : -1);
    return { no, cents };
  };

  let orderNo = 0;
  const produce = (itemNo: number, date: number): void => {
    const level = itemNo % LEVELS;
    const quantity = integer(10, 40);
    const family = Math.floor(itemNo / LEVELS);
    const components = [0, 1].map((next) => ((family + next) % itemsPerLevel) * LEVELS + level - 1);
    const missing = components.find((component) => (lots[component] as Stock).left < quantity);
    if (missing !== undefined) {
      if (level === 1) purchase(missing, date);
      else produce(missing, date);
      return;
    }
    orderNo += 1;
    const finished = random() < 0.9;
    orders.add([finished ? 1 : 0, orderNo, itemNo, quantity]);
    let cents = 0;
    for (const component of components) cents += issue(CONSUMPTION, component, quantity, date, orderNo).cents;
    for (let i = 0; i < 2; i += 1) {
      const cost = integer(500, 9000);
      const no = capacity.rows + 1;
      capacity.add([no, date, 1, orderNo, 10000, integer(1, 9), random() < 0.2 ? 1 : 0]);
      value(0, 0, 0, no, orderNo, date, cost);
      if (i === 0) value(0, 1, 0, no, orderNo, date, cost / 10);
      cents += cost + (i === 0 ? Math.round(cost / 10) : 0);
    }
    const parts = random() < 0.3 ? [Math.floor(quantity / 2), Math.ceil(quantity / 2)] : [quantity];
    for (const part of parts) {
      const share = Math.round((cents * part) / quantity);
      const no = entry(OUTPUT, itemNo, part, date, orderNo);
      apply(no, no, 0, part);
      value(OUTPUT, 0, no, 0, orderNo, date, 0, share + 100);
      if (finished) {
        value(OUTPUT, 0, no, 0, orderNo, date, share, -share - 100);
        value(OUTPUT, 1, no, 0, orderNo, date, share / 10);
        if (random() < 0.3) value(OUTPUT, 2, no, 0, orderNo, date, integer(-300, 300));
      }
      receive(itemNo, no, part, share + Math.round(share / 10));
    }
  };
  const purchase = (itemNo: number, date: number): void => {
    const quantity = integer(50, 400);
    const cents = quantity * integer(100, 2000);
    const no = entry(PURCHASE, itemNo, quantity, date);
    apply(no, no, 0, quantity);
    value(PURCHASE, 0, no, 0, 0, date, cents);
    if (random() < 0.5) value(PURCHASE, 1, no, 0, 0, date, cents / 20);
    if (random() < 0.2) value(PURCHASE, 0, no, 0, 0, date, integer(100, 5000));
    if (random() < 0.02) value(PURCHASE, 3, no, 0, 0, date, integer(-5000, 5000));
    receive(itemNo, no, quantity, cents);
  };
  const top = (): number => integer(0, itemsPerLevel - 1) * LEVELS + LEVELS - 1;

  while (ledger.rows < entries) {
    const date = FIRST_DAY + Math.floor((DAYS * ledger.rows) / entries);
    const what = random();
    const itemNo = top();
    const stock = lots[itemNo] as Stock;
    if (what < 0.55 || stock.left < 10) {
      produce(itemNo, date);
    } else if (what < 0.9) {
      const sold = issue(SALE, itemNo, integer(1, 9), date);
      if (random() < 0.05) {
        const back = entry(SALE, itemNo, 1, date);
        apply(back, back, sold.no, 1);
        value(SALE, 0, back, 0, 0, date, Math.round(sold.cents / 10));
        receive(itemNo, back, 1, Math.round(sold.cents / 10));
      }
    } else {
      const quantity = integer(1, 9);
      const out = issue(TRANSFER, itemNo, quantity, date);
      const into = entry(TRANSFER, itemNo, quantity, date);
      apply(into, into, out.no, quantity, out.no);
      value(TRANSFER, 0, into, 0, 0, date, out.cents);
      receive(itemNo, into, quantity, out.cents);
    }
  }
  return {
    source: {
      kind: "csv",
      epochOffset: 0,
      tables: [items, ledger, values, applications, capacity, orders].map((table) => table.source()),
    },
    itemLedgerEntries: ledger.rows,
    valueEntries: values.rows,
    applications: applications.rows,
  };
}

interface Lot {
  readonly no: number;
  left: number;
  readonly cents: number;
}

interface Stock {
  head: number;
  readonly list: Lot[];
  left: number;
}
