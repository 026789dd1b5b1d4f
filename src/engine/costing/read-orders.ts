/** Reads production order lines and assembly orders: who belongs to them, what capacity cost they carry, their rates. */
import { indexByNumber } from "../ledgers/index-by-number";
import type { Ledgers, LedgerTable } from "../ledgers/ledgers";
import { compareCodes } from "../values/codes";
import { bigintAt, power10, type DecimalColumn } from "../values/decimal";
import { FITTED_SCALE } from "./arithmetic";
import { COST_TYPE, ENTRY_TYPE, groupBy, ORDER_TYPE, type CostOrders, type OrderRates } from "./cost-ledger";
import { ScaledStore, storeOfColumn } from "./scaled";

const STANDARD_COLUMNS = [
  "Single-Level Material Cost",
  "Single-Level Capacity Cost",
  "Single-Level Subcontrd. Cost",
  "Single-Level Cap. Ovhd Cost",
  "Single-Level Mfg. Ovhd Cost",
] as const;

/** Finds an order by type, number and line; lines of assembly orders do not count. */
class OrderIndex {
  readonly #byType = new Map<number, Map<number, Map<number, number>>>();
  readonly types: number[] = [];
  readonly numbers: number[] = [];
  readonly lines: number[] = [];

  find(type: number, no: number, line: number): number {
    return (
      this.#byType
        .get(type)
        ?.get(no)
        ?.get(type === ORDER_TYPE.assembly ? 0 : line) ?? -1
    );
  }

  add(type: number, no: number, line: number): number {
    const known = this.find(type, no, line);
    if (known >= 0) return known;
    const counted = type === ORDER_TYPE.assembly ? 0 : line;
    let byNumber = this.#byType.get(type);
    if (!byNumber) this.#byType.set(type, (byNumber = new Map<number, Map<number, number>>()));
    let byLine = byNumber.get(no);
    if (!byLine) byNumber.set(no, (byLine = new Map<number, number>()));
    const id = this.types.length;
    byLine.set(counted, id);
    this.types.push(type);
    this.numbers.push(no);
    this.lines.push(counted);
    return id;
  }
}

/** Number at FITTED_SCALE of a row of a column. */
function fittedAt(column: DecimalColumn, row: number): bigint {
  return bigintAt(column, row) * power10(FITTED_SCALE - column.scale);
}

/** `entryRows` gives the table row of every entry in ascending number, `itemRows` the Items row of every item. */
export function readOrders(
  ledgers: Ledgers,
  entryRows: Int32Array,
  moneyScale: number,
  itemRows: Int32Array,
): { orders: CostOrders; orderOfEntry: Int32Array } {
  const table = ledgers.table("Item Ledger Entries");
  const types = table.options("Entry Type").values;
  const orderTypes = table.options("Order Type").values;
  const orderNos = table.ids("Order No.");
  const orderLines = table.integers("Order Line No.");
  const index = new OrderIndex();
  const found = new Int32Array(entryRows.length).fill(-1);
  const outputOf = new Int32Array(entryRows.length).fill(-1);
  const consumptionOf = new Int32Array(entryRows.length).fill(-1);
  for (let e = 0; e < entryRows.length; e += 1) {
    const row = entryRows[e] as number;
    const type = types[row] as number;
    const orderType = orderTypes[row] as number;
    const produced = orderType === ORDER_TYPE.production;
    const assembled = orderType === ORDER_TYPE.assembly;
    const isOutput =
      (produced && type === ENTRY_TYPE.output) || (assembled && type === ENTRY_TYPE.assemblyOutput);
    const isConsumption =
      (produced && type === ENTRY_TYPE.consumption) || (assembled && type === ENTRY_TYPE.assemblyConsumption);
    if ((!isOutput && !isConsumption) || orderNos[row] === 0) continue;
    const id = index.add(orderType, orderNos[row] as number, orderLines[row] as number);
    found[e] = id;
    if (isOutput) outputOf[e] = id;
    else consumptionOf[e] = id;
  }

  const count = index.types.length;
  const { codes } = ledgers;
  const texts = index.numbers.map((no) => codes.text(no));
  const sorted = Int32Array.from({ length: count }, (_, id) => id).sort(
    (a, b) =>
      (index.types[a] as number) - (index.types[b] as number) ||
      compareCodes(texts[a] as string, texts[b] as string) ||
      (index.lines[a] as number) - (index.lines[b] as number),
  );
  const place = new Int32Array(count);
  sorted.forEach((id, at) => {
    place[id] = at;
  });
  const renumber = (ids: Int32Array): Int32Array => ids.map((id) => (id < 0 ? -1 : (place[id] as number)));
  const outputs = groupBy(renumber(outputOf), count);
  const consumption = groupBy(renumber(consumptionOf), count);
  const capacity = readCapacity(ledgers, index, place, count, moneyScale);
  const setup = ledgers.table("Inventory Adjmt. Entry Orders");
  const setupRows = orderSetupRows(setup, index, place, count);
  const finished = readFinished(ledgers, index, place, setup, setupRows);
  return {
    orderOfEntry: renumber(found),
    orders: {
      count,
      type: Uint8Array.from(sorted, (id) => index.types[id] as number),
      no: Array.from(sorted, (id) => texts[id] as string),
      line: Float64Array.from(sorted, (id) => index.lines[id] as number),
      finished,
      outputStart: outputs.start,
      outputs: outputs.members,
      consumptionStart: consumption.start,
      consumption: consumption.members,
      ...capacity,
      rates: (order, item) =>
        readRates(ledgers.table("Items"), itemRows[item] as number, setup, setupRows[order] as number),
    },
  };
}

function readCapacity(
  ledgers: Ledgers,
  index: OrderIndex,
  place: Int32Array,
  count: number,
  moneyScale: number,
): { capacity: ScaledStore; subcontracted: ScaledStore; capacityOverhead: ScaledStore } {
  const sums = {
    capacity: new ScaledStore(count),
    subcontracted: new ScaledStore(count),
    capacityOverhead: new ScaledStore(count),
  };
  const capacityTable = ledgers.table("Capacity Ledger Entries");
  if (count === 0 || capacityTable.rows === 0) return sums;
  const values = ledgers.table("Value Entries");
  const capacityOf = indexByNumber(capacityTable.integers("Entry No."));
  const orderTypes = capacityTable.options("Order Type").values;
  const orderNos = capacityTable.ids("Order No.");
  const orderLines = capacityTable.integers("Order Line No.");
  const subcontracting = capacityTable.flags("Subcontracting");
  const numbers = values.integers("Capacity Ledger Entry No.");
  const types = values.options("Entry Type").values;
  const amounts = storeOfColumn(values.decimals("Cost Amount (Actual)"), moneyScale);
  for (let row = 0; row < values.rows; row += 1) {
    if (numbers[row] === 0) continue;
    const at = capacityOf(numbers[row] as number);
    if (at < 0) continue;
    const id = index.find(orderTypes[at] as number, orderNos[at] as number, orderLines[at] as number);
    if (id < 0) continue;
    const type = types[row] === 0 ? COST_TYPE.directCost : types[row];
    const order = place[id] as number;
    if (type === COST_TYPE.indirectCost) sums.capacityOverhead.addRow(order, amounts, row);
    else if (type === COST_TYPE.directCost) {
      (subcontracting[at] === 1 ? sums.subcontracted : sums.capacity).addRow(order, amounts, row);
    }
  }
  return sums;
}

/** Row of Inventory Adjmt. Entry Orders per order, or -1. */
function orderSetupRows(setup: LedgerTable, index: OrderIndex, place: Int32Array, count: number): Int32Array {
  const rows = new Int32Array(count).fill(-1);
  const types = setup.options("Order Type").values;
  const numbers = setup.ids("Order No.");
  const lines = setup.integers("Order Line No.");
  for (let row = 0; row < setup.rows; row += 1) {
    const id = index.find(types[row] as number, numbers[row] as number, lines[row] as number);
    if (id >= 0 && rows[place[id] as number] === -1) rows[place[id] as number] = row;
  }
  return rows;
}

/** Assembly orders are always finished; a production order line as Is Finished says, else by the order's status. */
function readFinished(
  ledgers: Ledgers,
  index: OrderIndex,
  place: Int32Array,
  setup: LedgerTable,
  setupRows: Int32Array,
): Uint8Array {
  const table = ledgers.table("Production Orders");
  const statuses = table.options("Status");
  const finishedStatus = statuses.captions.indexOf("Finished");
  const numbers = table.ids("No.");
  const finishedNumbers = new Set<number>();
  for (let row = 0; row < table.rows; row += 1) {
    if (statuses.values[row] === finishedStatus) finishedNumbers.add(numbers[row] as number);
  }
  const isFinished = setup.flags("Is Finished");
  const filled = setup.filled("Is Finished");
  const given = setup.read("Is Finished") !== undefined;
  const finished = new Uint8Array(setupRows.length);
  index.types.forEach((type, id) => {
    const order = place[id] as number;
    const row = setupRows[order] as number;
    if (type === ORDER_TYPE.assembly) finished[order] = 1;
    else if (row >= 0 && given && (filled === undefined || filled[row] === 1))
      finished[order] = isFinished[row] as number;
    else finished[order] = finishedNumbers.has(index.numbers[id] as number) ? 1 : 0;
  });
  return finished;
}

function readRates(items: LedgerTable, itemRow: number, setup: LedgerTable, setupRow: number): OrderRates {
  const filledRate = (caption: string): bigint => {
    const given = setupRow >= 0 && setup.read(caption) !== undefined;
    const filled = setup.filled(caption);
    return given && (filled === undefined || filled[setupRow] === 1)
      ? fittedAt(setup.decimals(caption), setupRow)
      : fittedAt(items.decimals(caption), itemRow);
  };
  const frozen = setupRow >= 0 && setup.flags("Completely Invoiced")[setupRow] === 1;
  const [table, row] = frozen ? [setup, setupRow] : [items, itemRow];
  const standards: bigint[] = STANDARD_COLUMNS.map((caption) => fittedAt(table.decimals(caption), row));
  if (!standards.some((cost) => cost !== 0n))
    standards[0] = fittedAt(items.decimals("Standard Cost"), itemRow);
  return {
    indirect: filledRate("Indirect Cost %") / 100n,
    overheadRate: filledRate("Overhead Rate"),
    standards: standards as unknown as OrderRates["standards"],
  };
}
