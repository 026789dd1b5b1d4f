/**
 * Edges along which cost flows between item and capacity ledger entries: applications, returns, transfers, and orders
 * from input to output (spec, 4). Entries are numbered: an item ledger entry by its row, a capacity ledger entry by its
 * row behind all item ledger entries.
 */
import { indexByNumber } from "../../ledgers/index-by-number";
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import { bigintAt, type DecimalColumn } from "../../values/decimal";

export type FlowKind = "application" | "return" | "transfer" | "order";

/** Lists of numbers per key, in compressed form: those of key k stand from start[k] to start[k + 1]. */
interface Lists {
  readonly start: Int32Array;
  readonly values: Int32Array;
}

function listsByKey(keys: Int32Array, count: number, keyCount: number): Lists {
  const start = new Int32Array(keyCount + 1);
  for (let i = 0; i < count; i += 1) {
    const key = keys[i] as number;
    if (key >= 0) start[key + 1] = (start[key + 1] as number) + 1;
  }
  for (let key = 0; key < keyCount; key += 1)
    start[key + 1] = (start[key + 1] as number) + (start[key] as number);
  const next = start.slice(0, keyCount);
  const values = new Int32Array(start[keyCount] as number);
  for (let i = 0; i < count; i += 1) {
    const key = keys[i] as number;
    if (key < 0) continue;
    values[next[key] as number] = i;
    next[key] = (next[key] as number) + 1;
  }
  return { start, values };
}

/** Visits the numbers of a key; none for -1. */
function forEachOf({ start, values }: Lists, key: number, visit: (value: number) => void): void {
  if (key < 0) return;
  for (let i = start[key] as number; i < (start[key + 1] as number); i += 1) visit(values[i] as number);
}

const APPLICATION_KINDS: readonly FlowKind[] = ["application", "return", "transfer"];
const APPLICATION = 0;
const RETURN = 1;
const TRANSFER = 2;

/** One step along an application row or an order. */
export interface FlowStep {
  readonly kind: FlowKind;
  readonly from: number;
  readonly to: number;
  readonly quantity: bigint;
}

/** A cost-flow end that no sheet has: its entry number, and the entry that names it. */
export interface MissingEnd {
  readonly entryNo: number;
  readonly namedBy: number;
}

export class CostFlow {
  readonly itemEntries: number;
  readonly nodes: number;
  readonly applicationScale: number;
  readonly itemScale: number;
  readonly capacityScale: number;
  // Application edges.
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #kind: Uint8Array;
  readonly #row: Int32Array;
  readonly #fromNo: Float64Array;
  readonly #toNo: Float64Array;
  readonly #out: Lists;
  readonly #in: Lists;
  readonly #applicationQuantities: DecimalColumn;
  readonly #itemQuantities: DecimalColumn;
  readonly #capacityQuantities: DecimalColumn;
  // Orders.
  readonly #orderOf: Int32Array;
  readonly #isOutput: Uint8Array;
  readonly #inputs: Lists;
  readonly #outputs: Lists;

  constructor(ledgers: Ledgers) {
    const items = ledgers.table("Item Ledger Entries");
    const capacity = ledgers.table("Capacity Ledger Entries");
    const applications = ledgers.table("Item Application Entries");
    this.itemEntries = items.rows;
    this.nodes = items.rows + capacity.rows;
    this.#applicationQuantities = applications.decimals("Quantity");
    this.#itemQuantities = items.decimals("Quantity");
    this.#capacityQuantities = capacity.decimals("Quantity");
    this.applicationScale = this.#applicationQuantities.scale;
    this.itemScale = this.#itemQuantities.scale;
    this.capacityScale = this.#capacityQuantities.scale;

    const edges = applicationEdges(items, applications);
    this.#from = edges.from;
    this.#to = edges.to;
    this.#kind = edges.kind;
    this.#row = edges.row;
    this.#fromNo = edges.fromNo;
    this.#toNo = edges.toNo;
    this.#out = listsByKey(edges.from, edges.count, this.nodes);
    this.#in = listsByKey(edges.to, edges.count, this.nodes);

    const orders = orderNumbers(items, capacity);
    this.#orderOf = orders.orderOf;
    this.#isOutput = orders.isOutput;
    const inputs = orders.orderOf.map((order, node) => (orders.isOutput[node] === 1 ? -1 : order));
    const outputs = orders.orderOf.map((order, node) => (orders.isOutput[node] === 1 ? order : -1));
    this.#inputs = listsByKey(inputs, this.nodes, orders.count);
    this.#outputs = listsByKey(outputs, this.nodes, orders.count);
  }

  /** Visits where the cost of an entry came from ("upstream") or went ("downstream"); ends that are missing apart. */
  neighbours(
    node: number,
    direction: "upstream" | "downstream",
    visit: (neighbour: number) => void,
    missing: (end: MissingEnd) => void,
  ): void {
    const downstream = direction === "downstream";
    forEachOf(downstream ? this.#out : this.#in, node, (edge) => {
      const other = (downstream ? this.#to[edge] : this.#from[edge]) as number;
      if (other >= 0) visit(other);
      else
        missing({ entryNo: (downstream ? this.#toNo[edge] : this.#fromNo[edge]) as number, namedBy: node });
    });
    if ((this.#isOutput[node] === 1) === downstream) return;
    forEachOf(downstream ? this.#outputs : this.#inputs, this.#orderOf[node] as number, visit);
  }

  /** All steps that leave an entry and end in an included one. */
  stepsFrom(node: number, included: Uint8Array, take: (step: FlowStep) => void): void {
    forEachOf(this.#out, node, (edge) => {
      const to = this.#to[edge] as number;
      if (included[to] !== 1) return;
      const kind = APPLICATION_KINDS[this.#kind[edge] as number] as FlowKind;
      const quantity = absolute(bigintAt(this.#applicationQuantities, this.#row[edge] as number));
      take({ kind, from: node, to, quantity });
    });
    if (this.#isOutput[node] === 1) return;
    const quantity = absolute(
      node < this.itemEntries
        ? bigintAt(this.#itemQuantities, node)
        : bigintAt(this.#capacityQuantities, node - this.itemEntries),
    );
    forEachOf(this.#outputs, this.#orderOf[node] as number, (to) => {
      if (included[to] === 1) take({ kind: "order", from: node, to, quantity });
    });
  }

  /** Decimals of the quantity of a step. */
  scaleOf(step: FlowStep): number {
    if (step.kind !== "order") return this.applicationScale;
    return step.from < this.itemEntries ? this.itemScale : this.capacityScale;
  }
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

interface ApplicationEdges {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kind: Uint8Array;
  readonly row: Int32Array;
  readonly fromNo: Float64Array;
  readonly toNo: Float64Array;
}

/** Application rows with two ends as edges in the direction of the cost. */
function applicationEdges(items: LedgerTable, applications: LedgerTable): ApplicationEdges {
  const rowOf = indexByNumber(items.integers("Entry No."));
  const entryNos = applications.integers("Item Ledger Entry No.");
  const inbound = applications.integers("Inbound Item Entry No.");
  const outbound = applications.integers("Outbound Item Entry No.");
  const transferredFrom = applications.integers("Transferred-from Entry No.");
  const types = items.options("Entry Type").values;
  const transferType = optionNumber("entry type", "Transfer");
  const { rows } = applications;
  const edges = {
    from: new Int32Array(rows),
    to: new Int32Array(rows),
    kind: new Uint8Array(rows),
    row: new Int32Array(rows),
    fromNo: new Float64Array(rows),
    toNo: new Float64Array(rows),
  };
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    const into = inbound[row] as number;
    const out = outbound[row] as number;
    if (into === 0 || out === 0) continue;
    const isOutbound = entryNos[row] === out;
    if (!isOutbound && entryNos[row] !== into) continue;
    const outRow = rowOf(out);
    const isTransfer = transferredFrom[row] !== 0 || types[outRow] === transferType;
    edges.kind[count] = isOutbound ? APPLICATION : isTransfer ? TRANSFER : RETURN;
    edges.fromNo[count] = isOutbound ? into : out;
    edges.toNo[count] = isOutbound ? out : into;
    edges.from[count] = isOutbound ? rowOf(into) : outRow;
    edges.to[count] = isOutbound ? outRow : rowOf(into);
    edges.row[count] = row;
    count += 1;
  }
  return { count, ...edges };
}

interface OrderNumbers {
  readonly count: number;
  /** Order (and line, for production) per entry; -1 = neither input nor output of one. */
  readonly orderOf: Int32Array;
  readonly isOutput: Uint8Array;
}

/** What an entry is to its order, by Entry Type; entries of other types belong to none. */
type Role = "input" | "output";
const ROLES: ReadonlyMap<string, Role> = new Map([
  ["Consumption", "input"],
  ["Assembly Consumption", "input"],
  ["Output", "output"],
  ["Assembly Output", "output"],
]);

/** In place of a line: an assembly order is one, and apart from a production order of the same number. */
const WHOLE_ORDER = -1;

function orderNumbers(items: LedgerTable, capacity: LedgerTable): OrderNumbers {
  const production = optionNumber("order type", "Production");
  const assembly = optionNumber("order type", "Assembly");
  const orderOf = new Int32Array(items.rows + capacity.rows).fill(-1);
  const isOutput = new Uint8Array(items.rows + capacity.rows);
  const numbers = new Map<number, Map<number, number>>();
  let count = 0;
  const numberOf = (orderType: number, order: number, line: number): number => {
    if ((orderType !== production && orderType !== assembly) || order === 0) return -1;
    const lines = numbers.get(order) ?? new Map<number, number>();
    numbers.set(order, lines);
    const key = orderType === assembly ? WHOLE_ORDER : line;
    const number = lines.get(key) ?? count;
    lines.set(key, number);
    if (number === count) count += 1;
    return number;
  };
  const types = items.options("Entry Type");
  const roles = types.captions.map((caption) => ROLES.get(caption));
  fill(items, 0, (row) => roles[types.values[row] as number]);
  fill(capacity, items.rows, () => "input");
  return { count, orderOf, isOutput };

  function fill(table: LedgerTable, offset: number, roleOf: (row: number) => Role | undefined): void {
    const orderTypes = table.options("Order Type").values;
    const orders = table.ids("Order No.");
    const lines = table.integers("Order Line No.");
    for (let row = 0; row < table.rows; row += 1) {
      const role = roleOf(row);
      if (role === undefined) continue;
      orderOf[offset + row] = numberOf(
        orderTypes[row] as number,
        orders[row] as number,
        lines[row] as number,
      );
      if (role === "output") isOutput[offset + row] = 1;
    }
  }
}
