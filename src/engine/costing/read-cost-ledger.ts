/**
 * Builds the costing engine's ledger from the ledger tables: checks references, brings rows into ascending entry number,
 * groups them by item ledger entry and fills the defaults that depend on other columns.
 */
import { indexByNumber, type RowOfNumber } from "../ledgers/index-by-number";
import type { Ledgers, LedgerTable } from "../ledgers/ledgers";
import { Refusal } from "../refusal";
import { compareCodes } from "../values/codes";
import type { DecimalColumn } from "../values/decimal";
import {
  ascendingOrder,
  groupBy,
  VALUE_FLAG,
  type CostEntries,
  type CostItems,
  type CostLedger,
  type CostValues,
} from "./cost-ledger";
import { appliedQuantity, entryNotFound, feedsOf, readLinks, type ReadLinks } from "./read-links";
import { readOrders } from "./read-orders";
import { rowOrder } from "./row-order";
import type { ScaledStore } from "./scaled";
import { neededScale, storeOfColumn } from "./scaled";

/** The ledger and where its parts stand in the tables. */
export interface ReadCostLedger {
  readonly ledger: CostLedger;
  /** Row of Items per item. */
  readonly itemRows: Int32Array;
  /** Row of Item Ledger Entries per entry. */
  readonly entryRows: Int32Array;
  /** 1 where Remaining Quantity was read, 0 where it was worked out from the applications. */
  readonly remainingGiven: Uint8Array;
  /** Sum of the application quantities with this entry as inbound entry. */
  readonly inboundQuantity: ScaledStore;
  /** Position of an entry number, or -1. */
  readonly entryOf: RowOfNumber;
}

const VALUED_TYPE = "Inventory";

/**
 * Throws Refusal: ITEM_NOT_FOUND, ENTRY_NOT_FOUND. `scaleAtLeast` is the number of
 * decimals that money must have for the rounding precision.
 */
export function readCostLedger(ledgers: Ledgers, scaleAtLeast: number): ReadCostLedger {
  const itemTable = ledgers.table("Items");
  const entryTable = ledgers.table("Item Ledger Entries");
  const valueTable = ledgers.table("Value Entries");
  const linkTable = ledgers.table("Item Application Entries");

  const { items, itemRows, itemOfCode } = readItems(ledgers, itemTable);
  const quantityColumns = [
    ...["Quantity", "Remaining Quantity", "Invoiced Quantity"].map((caption) => entryTable.decimals(caption)),
    ...["Valued Quantity", "Item Ledger Entry Quantity", "Invoiced Quantity"].map((c) =>
      valueTable.decimals(c),
    ),
    linkTable.decimals("Quantity"),
  ];
  const quantityScale = neededScale(quantityColumns);
  const moneyColumns = ["Cost Amount (Actual)", "Cost Amount (Expected)"].map((c) => valueTable.decimals(c));
  const moneyScale = Math.max(scaleAtLeast, neededScale(moneyColumns));
  const unitScale = neededScale([valueTable.decimals("Cost per Unit")]);

  const entryRows = rowOrder(entryTable);
  const entryNumbers = pickNumbers(entryTable.integers("Entry No."), entryRows);
  const entryOf = indexByNumber(entryNumbers);
  const entryItems = entryTable.ids("Item No.");
  const item = new Int32Array(entryRows.length);
  for (let e = 0; e < entryRows.length; e += 1) {
    const code = entryItems[entryRows[e] as number] as number;
    const found = itemOfCode[code] ?? -1;
    if (found < 0) {
      throw new Refusal("ITEM_NOT_FOUND", { itemNo: ledgers.codes.text(code), entryNo: entryNumbers[e] }, [
        entryTable.address(entryRows[e] as number, "Item No."),
      ]);
    }
    item[e] = found;
  }

  const { values, valueStart } = readValues(
    valueTable,
    entryOf,
    entryNumbers.length,
    moneyScale,
    quantityScale,
    unitScale,
  );
  const quantity = storeOfColumn(entryTable.decimals("Quantity"), quantityScale, entryRows);
  const read = readLinks(linkTable, entryTable, entryRows, entryOf, quantity, quantityScale, item, items);
  const places = readPlaces(ledgers, entryTable, entryRows);
  const orders = readOrders(ledgers, entryRows, moneyScale, itemRows);
  const { feedStart, feeds } = feedsOf(read.links, entryNumbers.length);
  const remaining = readRemaining(entryTable, entryRows, quantityScale, quantity, read);

  const entries: CostEntries = {
    count: entryNumbers.length,
    no: entryNumbers,
    item,
    type: Uint8Array.from(entryRows, (row) => entryTable.options("Entry Type").values[row] as number),
    postingDay: Int32Array.from(entryRows, (row) => entryTable.days("Posting Date")[row] as number),
    place: places.place,
    quantity,
    invoiced: readInvoiced(entryTable, entryRows, quantityScale, quantity),
    remaining: remaining.store,
    fixed: Uint8Array.from(entryRows, (row) => (entryTable.integers("Applies-to Entry")[row] === 0 ? 0 : 1)),
    order: orders.orderOfEntry,
    valueStart,
    linkStart: read.linkStart,
    feedStart,
  };
  const { codes } = ledgers;
  return {
    ledger: {
      moneyScale,
      quantityScale,
      unitScale,
      items,
      entries,
      values,
      links: read.links,
      feeds,
      orders: orders.orders,
      ordersMakeCost: true,
      placeOrder: places.placeOrder,
      compareDocuments: (a, b) => compareCodes(codes.text(a), codes.text(b)),
    },
    itemRows,
    entryRows,
    remainingGiven: remaining.given,
    inboundQuantity: read.inboundQuantity,
    entryOf,
  };
}

function pickNumbers(numbers: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) picked[i] = numbers[rows[i] as number] as number;
  return picked;
}

function readItems(
  ledgers: Ledgers,
  table: LedgerTable,
): { items: CostItems; itemRows: Int32Array; itemOfCode: Int32Array } {
  const { codes } = ledgers;
  const ids = table.ids("No.");
  const itemRows = Int32Array.from(ids.keys()).sort((a, b) =>
    compareCodes(codes.text(ids[a] as number), codes.text(ids[b] as number)),
  );
  const itemOfCode = new Int32Array(codes.size).fill(-1);
  const types = table.options("Type");
  const inventory = types.captions.indexOf(VALUED_TYPE);
  const methods = table.options("Costing Method").values;
  const valueZero = table.flags("Inventory Value Zero");
  const excluded = table.flags("Excluded from Cost Adjustment");
  const method = new Uint8Array(itemRows.length);
  const valued = new Uint8Array(itemRows.length);
  const no: string[] = [];
  itemRows.forEach((row, index) => {
    const code = ids[row] as number;
    itemOfCode[code] = index;
    no.push(codes.text(code));
    method[index] = methods[row] as number;
    valued[index] = types.values[row] === inventory && valueZero[row] === 0 && excluded[row] === 0 ? 1 : 0;
  });
  return { items: { count: itemRows.length, no, method, valued }, itemRows, itemOfCode };
}

function readValues(
  table: LedgerTable,
  entryOf: RowOfNumber,
  entryCount: number,
  moneyScale: number,
  quantityScale: number,
  unitScale: number,
): { values: CostValues; valueStart: Int32Array } {
  const numbers = table.integers("Entry No.");
  const owners = table.integers("Item Ledger Entry No.");
  const inventoriable = table.flags("Inventoriable");
  const ascending = ascendingOrder(numbers);
  const ownerOf = new Int32Array(table.rows);
  let missing = -1;
  for (let i = 0; i < table.rows; i += 1) {
    const row = ascending ? (ascending[i] as number) : i;
    const owner = owners[row] as number;
    ownerOf[i] = -1;
    if (owner === 0) continue;
    const entry = entryOf(owner);
    if (entry < 0) {
      if (missing < 0) missing = row;
    } else if (inventoriable[row] === 1) ownerOf[i] = entry;
  }
  if (missing >= 0)
    throw entryNotFound(table, missing, numbers, owners[missing] as number, "Item Ledger Entry No.");
  const { start, members } = groupBy(ownerOf, entryCount);
  const rows = members;
  if (ascending) for (let i = 0; i < rows.length; i += 1) rows[i] = ascending[rows[i] as number] as number;

  const count = rows.length;
  const expectedCost = table.flags("Expected Cost");
  const adjustment = table.flags("Adjustment");
  const average = table.flags("Valued By Average Cost");
  const partial = table.flags("Partial Revaluation");
  const charges = table.ids("Item Charge No.");
  const types = table.options("Entry Type").values;
  const variances = table.options("Variance Type").values;
  const posting = table.days("Posting Date");
  const valuation = table.days("Valuation Date");
  const directCost = 1;
  const flags = new Uint8Array(count);
  const type = new Uint8Array(count);
  const variance = new Uint8Array(count);
  const postingDay = new Int32Array(count);
  const valuationDay = new Int32Array(count);
  const document = new Int32Array(count);
  const documents = table.ids("Document No.");
  for (let v = 0; v < count; v += 1) {
    const row = rows[v] as number;
    flags[v] =
      (expectedCost[row] === 1 ? VALUE_FLAG.expectedCost : 0) |
      (adjustment[row] === 1 ? VALUE_FLAG.adjustment : 0) |
      (average[row] === 1 ? VALUE_FLAG.average : 0) |
      (partial[row] === 1 ? VALUE_FLAG.partial : 0) |
      (charges[row] === 0 ? 0 : VALUE_FLAG.charge);
    // A blank entry type means Direct Cost here (and here only).
    type[v] = types[row] === 0 ? directCost : (types[row] as number);
    variance[v] = variances[row] as number;
    postingDay[v] = posting[row] as number;
    valuationDay[v] = (valuation[row] as number) || (posting[row] as number);
    document[v] = documents[row] as number;
  }
  return {
    values: {
      count,
      no: pickNumbers(numbers, rows),
      type,
      variance,
      flags,
      actual: storeOfColumn(table.decimals("Cost Amount (Actual)"), moneyScale, rows),
      expected: storeOfColumn(table.decimals("Cost Amount (Expected)"), moneyScale, rows),
      valuedQuantity: storeOfColumn(table.decimals("Valued Quantity"), quantityScale, rows),
      entryQuantity: storeOfColumn(table.decimals("Item Ledger Entry Quantity"), quantityScale, rows),
      invoicedQuantity: storeOfColumn(table.decimals("Invoiced Quantity"), quantityScale, rows),
      costPerUnit: storeOfColumn(table.decimals("Cost per Unit"), unitScale, rows),
      valuationDay,
      postingDay,
      appliesTo: pickNumbers(table.integers("Applies-to Entry"), rows),
      document,
      documentLine: pickNumbers(table.integers("Document Line No."), rows),
      row: rows,
    },
    valueStart: start,
  };
}

function readRemaining(
  table: LedgerTable,
  rows: Int32Array,
  scale: number,
  quantity: ScaledStore,
  read: ReadLinks,
): { store: ScaledStore; given: Uint8Array } {
  const column: DecimalColumn = table.decimals("Remaining Quantity");
  const store = storeOfColumn(column, scale, rows);
  const filled = table.filled("Remaining Quantity");
  const present = table.read("Remaining Quantity") !== undefined;
  const given = new Uint8Array(rows.length);
  for (let e = 0; e < rows.length; e += 1) {
    if (present && (filled === undefined || filled[rows[e] as number] === 1)) {
      given[e] = 1;
      continue;
    }
    if (quantity.sign(e) < 0) store.set(e, quantity.big(e) - appliedQuantity(read.links, read.linkStart, e));
    else store.set(e, read.hasInbound[e] === 1 ? read.inboundQuantity.big(e) : quantity.big(e));
  }
  return { store, given };
}

function readInvoiced(
  table: LedgerTable,
  rows: Int32Array,
  scale: number,
  quantity: ScaledStore,
): ScaledStore {
  const store = storeOfColumn(table.decimals("Invoiced Quantity"), scale, rows);
  const filled = table.filled("Invoiced Quantity");
  const present = table.read("Invoiced Quantity") !== undefined;
  for (let e = 0; e < rows.length; e += 1) {
    if (present && (filled === undefined || filled[rows[e] as number] === 1)) continue;
    store.set(e, quantity.big(e));
  }
  return store;
}

/** Variant and location of every entry as one number, and the order of those numbers. */
function readPlaces(
  ledgers: Ledgers,
  table: LedgerTable,
  rows: Int32Array,
): { place: Int32Array; placeOrder: Int32Array } {
  const variants = table.ids("Variant Code");
  const locations = table.ids("Location Code");
  const byVariant = new Map<number, Map<number, number>>();
  const known: { variant: string; location: string }[] = [];
  const place = new Int32Array(rows.length);
  for (let e = 0; e < rows.length; e += 1) {
    const row = rows[e] as number;
    const variant = variants[row] as number;
    const location = locations[row] as number;
    let byLocation = byVariant.get(variant);
    if (!byLocation) byVariant.set(variant, (byLocation = new Map<number, number>()));
    let id = byLocation.get(location);
    if (id === undefined) {
      id = known.length;
      byLocation.set(location, id);
      known.push({ variant: ledgers.codes.text(variant), location: ledgers.codes.text(location) });
    }
    place[e] = id;
  }
  const sorted = known
    .map((_, id) => id)
    .sort((a, b) => {
      const x = known[a] as { variant: string; location: string };
      const y = known[b] as { variant: string; location: string };
      return compareCodes(x.variant, y.variant) || compareCodes(x.location, y.location);
    });
  const placeOrder = new Int32Array(known.length);
  sorted.forEach((id, rank) => {
    placeOrder[id] = rank;
  });
  return { place, placeOrder };
}
