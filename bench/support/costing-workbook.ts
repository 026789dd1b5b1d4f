/**
 * A synthetic trader and manufacturer for the costing benchmark: FIFO, Average, Standard and LIFO items on three locations,
 * purchases invoiced later and dearer, freight, sales shipped and invoiced, returns, transfers, orders, revaluations.
 * Issues carry the cost of the day, so that an adjustment has work to do.
 */
import type { WorkbookSource } from "../../src/engine/ledgers/source";
import { dayOfParts, dayText } from "../../src/engine/values/day";
import { type GeneratedRows, generatedTables } from "./generated-tables";
import { randomNumbers } from "./value-entries";

const option = (captions: readonly string[]) => (value: number) => captions[value] ?? "";
const flag = (value: number): string => (value === 1 ? "true" : "");
const day = (value: number): string => dayText(value);
const order = (value: number): string => (value === 0 ? "" : `P${value}`);
const item = (value: number): string => (value < 0 ? "" : `ITEM${String(value).padStart(6, "0")}`);
const document = (value: number): string => `D${value}`;
const location = option(["EAST", "WEST", "NORTH"]);

const ENTRY_TYPES = ["", "Purchase", "Sale", "Transfer", "Consumption", "Output"];
const [PURCHASE, SALE, TRANSFER, CONSUMPTION, OUTPUT] = [1, 2, 3, 4, 5];
const METHODS = [
  "FIFO",
  "Average",
  "FIFO",
  "Average",
  "Standard",
  "Average",
  "FIFO",
  "LIFO",
  "Average",
  "FIFO",
];
/** Average Cost Calc. Type: what one average is kept for. */
export const CALC_TYPES = ["Item", "Item & Location & Variant"] as const;
export type CalcType = (typeof CALC_TYPES)[number];

const FIRST_DAY = dayOfParts(2023, 1, 1);
const DAYS = 1095;
const LOCATIONS = 3;

interface Lot {
  readonly entry: number;
  left: number;
}

export interface CostingWorkbook {
  readonly source: WorkbookSource;
  readonly itemLedgerEntries: number;
  readonly valueEntries: number;
  readonly applications: number;
}

const COLUMNS = {
  Items: {
    "No.": item,
    "Costing Method": option(METHODS),
    "Standard Cost": undefined,
  },
  "Item Ledger Entries": {
    "Entry No.": undefined,
    "Item No.": item,
    "Posting Date": day,
    "Entry Type": option(ENTRY_TYPES),
    "Location Code": location,
    Quantity: undefined,
    "Order Type": option(["", "Production"]),
    "Order No.": order,
    "Order Line No.": undefined,
  },
  "Value Entries": {
    "Entry No.": undefined,
    "Item No.": item,
    "Item Ledger Entry No.": undefined,
    "Posting Date": day,
    "Valuation Date": day,
    "Entry Type": option(["Direct Cost", "Revaluation", "Variance"]),
    "Variance Type": option(["", "", "Purchase"]),
    "Document No.": document,
    "Item Charge No.": option(["", "FREIGHT"]),
    "Valued Quantity": undefined,
    "Item Ledger Entry Quantity": undefined,
    "Invoiced Quantity": undefined,
    "Cost Amount (Actual)": undefined,
    "Cost Amount (Expected)": undefined,
    "Expected Cost": flag,
    Adjustment: flag,
    "Applies-to Entry": undefined,
    "Valued By Average Cost": flag,
    "Partial Revaluation": flag,
    "Item Ledger Entry Type": option(ENTRY_TYPES),
    "Cost Posted to G/L": undefined,
  },
  "Item Application Entries": {
    "Entry No.": undefined,
    "Item Ledger Entry No.": undefined,
    "Inbound Item Entry No.": undefined,
    "Outbound Item Entry No.": undefined,
    "Transferred-from Entry No.": undefined,
    Quantity: undefined,
    "Cost Application": (value: number) => (value === 1 ? "true" : "false"),
  },
  "Production Orders": { Status: option(["Released", "Finished"]), "No.": order },
  "Inventory Setup": {
    "Average Cost Period": option(["Month"]),
    "Average Cost Calc. Type": option(CALC_TYPES),
  },
} as const;

type Tables = Readonly<Record<keyof typeof COLUMNS, GeneratedRows>>;

/** About `entries` item ledger entries and two and a half times as many value entries; no row is kept. */
export function costingWorkbook(entries: number, calcType: CalcType = "Item", seed = 1): CostingWorkbook {
  const { tables, rows } = generatedTables(COLUMNS, (made) => {
    made["Inventory Setup"].add([0, CALC_TYPES.indexOf(calcType)]);
    trade(entries, seed, made);
  });
  return {
    source: { kind: "csv", epochOffset: 0, tables },
    itemLedgerEntries: rows["Item Ledger Entries"],
    valueEntries: rows["Value Entries"],
    applications: rows["Item Application Entries"],
  };
}

/** The trade of three years: the same rows for the same seed. */
function trade(entries: number, seed: number, tables: Tables): void {
  const {
    Items: items,
    "Item Ledger Entries": ledger,
    "Value Entries": values,
    "Item Application Entries": applications,
    "Production Orders": orders,
  } = tables;
  const random = randomNumbers(seed);
  const integer = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const itemCount = Math.max(10, Math.round(entries / 250));
  for (let no = 0; no < itemCount; no += 1)
    items.add([no, no % METHODS.length, no % METHODS.length === 4 ? 10 : 0]);

  /** Entry type per entry number. */
  const typeOf: number[] = [];
  const lots = Array.from({ length: itemCount * LOCATIONS }, () => [] as Lot[]);
  const isAverage = (no: number): number => (METHODS[no % METHODS.length] === "Average" ? 1 : 0);
  const isStandard = (no: number): boolean => METHODS[no % METHODS.length] === "Standard";
  const cents = (amount: number): number => Math.round(amount * 100) / 100;
  let today = FIRST_DAY;

  const post = (no: number, type: number, place: number, quantity: number, orderNo = 0): number => {
    const entry = ledger.rows + 1;
    typeOf[entry] = type;
    ledger.add([
      entry,
      no,
      today,
      type,
      place,
      quantity,
      orderNo === 0 ? 0 : 1,
      orderNo,
      orderNo === 0 ? 0 : 10000,
    ]);
    return entry;
  };
  /** Value entry: kind 0 expected, 1 invoice with expected reversed, 2 at once, 3 charge, 4 partial revaluation, 5 adjustment, 6 variance. */
  const value = (
    no: number,
    entry: number,
    kind: number,
    quantity: number,
    actual: number,
    expected: number,
    average = 0,
    appliesTo = 0,
  ): number => {
    const number = values.rows + 1;
    const first = kind === 0 || kind === 2;
    values.add([
      number,
      no,
      entry,
      today,
      today,
      kind === 4 ? 1 : kind === 6 ? 2 : 0,
      kind === 6 ? 2 : 0,
      kind === 5 ? appliesTo : number,
      kind === 3 ? 1 : 0,
      quantity,
      first ? quantity : 0,
      kind === 1 || kind === 2 ? quantity : 0,
      cents(actual),
      cents(expected),
      kind === 0 ? 1 : 0,
      kind === 5 ? 1 : 0,
      appliesTo,
      average,
      kind === 4 ? 1 : 0,
      typeOf[entry] ?? 0,
      0,
    ]);
    return number;
  };
  const apply = (
    owner: number,
    inbound: number,
    outbound: number,
    from: number,
    quantity: number,
    cost: number,
  ): void => {
    applications.add([applications.rows + 1, owner, inbound, outbound, from, quantity, cost]);
  };
  const receive = (no: number, place: number, entry: number, quantity: number): void => {
    lots[no * LOCATIONS + place]?.push({ entry, left: quantity });
  };
  /** Takes a quantity from open lots; gives the parts taken. */
  const take = (no: number, place: number, wanted: number): Lot[] => {
    const open = lots[no * LOCATIONS + place] ?? [];
    const late = METHODS[no % METHODS.length] === "LIFO";
    const parts: Lot[] = [];
    let left = wanted;
    while (left > 0 && open.length > 0) {
      const lot = (late ? open.at(-1) : open[0]) as Lot;
      const quantity = Math.min(left, lot.left);
      parts.push({ entry: lot.entry, left: quantity });
      lot.left -= quantity;
      left -= quantity;
      if (lot.left === 0) {
        if (late) open.pop();
        else open.shift();
      }
    }
    return parts;
  };
  const issue = (
    no: number,
    type: number,
    place: number,
    wanted: number,
    orderNo = 0,
  ): { entry: number; parts: Lot[] } => {
    const parts = take(no, place, wanted);
    const quantity = parts.reduce((sum, part) => sum + part.left, 0);
    if (quantity === 0) return { entry: 0, parts };
    const entry = post(no, type, place, -quantity, orderNo);
    for (const part of parts) apply(entry, part.entry, entry, 0, -part.left, isAverage(no) === 1 ? 0 : 1);
    const posted = value(no, entry, 2, -quantity, -quantity * (9 + random() * 2), 0, isAverage(no));
    value(no, entry, 5, -quantity, cents(random() - 0.5), 0, isAverage(no), posted);
    if (random() < 0.4) value(no, entry, 5, -quantity, cents(random() - 0.5), 0, isAverage(no), posted);
    return { entry, parts };
  };

  let orderNo = 0;
  while (ledger.rows < entries) {
    today = FIRST_DAY + Math.floor((ledger.rows / entries) * DAYS);
    const no = integer(0, itemCount - 1);
    const place = integer(0, LOCATIONS - 1);
    const what = random();
    const stock = lots[no * LOCATIONS + place]?.length ?? 0;
    if (stock === 0 || what < 0.25) {
      const quantity = integer(20, 60);
      const entry = post(no, PURCHASE, place, quantity);
      const expected = quantity * (9 + random() * 2);
      value(no, entry, 0, quantity, 0, expected);
      const actual = expected * (0.95 + random() * 0.1);
      value(no, entry, 1, quantity, actual, -cents(expected));
      if (isStandard(no)) value(no, entry, 6, quantity, quantity * 10 - cents(actual), 0);
      if (random() < 0.3) value(no, entry, 3, quantity, random() * 10, 0);
      apply(entry, entry, 0, 0, quantity, 1 - isAverage(no));
      receive(no, place, entry, quantity);
    } else if (what < 0.85) {
      const { entry } = issue(no, SALE, place, integer(1, 12));
      if (entry !== 0 && random() < 0.03) {
        const back = post(no, SALE, place, 1);
        value(no, back, 2, 1, 10, 0);
        apply(back, back, entry, 0, 1, 1);
        receive(no, place, back, 1);
      }
    } else if (what < 0.93) {
      const to = (place + 1) % LOCATIONS;
      const { entry, parts } = issue(no, TRANSFER, place, integer(2, 20));
      if (entry === 0) continue;
      const average = isAverage(no) === 1;
      const moved = average ? [{ entry: 0, left: parts.reduce((sum, part) => sum + part.left, 0) }] : parts;
      for (const part of moved) {
        const arrived = post(no, TRANSFER, to, part.left);
        value(no, arrived, 2, part.left, part.left * 10, 0);
        apply(arrived, arrived, entry, part.entry, part.left, 1);
        receive(no, to, arrived, part.left);
      }
    } else if (what < 0.985) {
      // Components have lower numbers than products, so that orders do not feed each other in a circle.
      const product = Math.min(itemCount - 1, no + 1 + integer(0, 40));
      if (product <= no) continue;
      orderNo += 1;
      const { entry } = issue(no, CONSUMPTION, place, integer(5, 20), orderNo);
      if (entry === 0) continue;
      const quantity = integer(5, 30);
      const output = post(product, OUTPUT, place, quantity, orderNo);
      value(product, output, 0, quantity, 0, quantity * 10);
      apply(output, output, 0, 0, quantity, 1 - isAverage(product));
      receive(product, place, output, quantity);
      orders.add([1, orderNo]);
    } else {
      const lot = lots[no * LOCATIONS + place]?.[0] as Lot;
      value(no, lot.entry, 4, lot.left, random() * 4 - 2, 0);
    }
  }
}
