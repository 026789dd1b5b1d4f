/** What a finished order's outputs cost: usage of its line, spread over the outputs, against standard where there is one. */
import type { Ledger } from "./ledger";
import type { CostType, ItemLedgerEntry, OrderLine, VarianceType } from "./model";
import { costOf, exact, percentOf, roundCents, shareOf } from "./money";

/** One element of the vector that is spread over outputs. */
interface OrderElement {
  type: CostType;
  variance: VarianceType;
}

const ELEMENTS: readonly OrderElement[] = [
  { type: "Direct Cost", variance: "" },
  { type: "Indirect Cost", variance: "" },
  { type: "Variance", variance: "Material" },
  { type: "Variance", variance: "Capacity" },
  { type: "Variance", variance: "Subcontracted" },
  { type: "Variance", variance: "Capacity Overhead" },
  { type: "Variance", variance: "Manufacturing Overhead" },
];

interface OrderUsage {
  material: number;
  capacity: number;
  subcontracted: number;
  capacityOverhead: number;
}

/** Cost that went into an order line so far, in cents. */
function orderUsage(ledger: Ledger, line: OrderLine): OrderUsage {
  const { values } = ledger;
  const usage: OrderUsage = { material: 0, capacity: 0, subcontracted: 0, capacityOverhead: 0 };
  for (const entry of line.consumption) {
    for (const row of entry.values) {
      const type = values.type.get(row);
      if (type === "Rounding" || (type === "Revaluation" && entry.quantity > 0)) continue;
      usage.material -= values.actual.get(row);
    }
  }
  for (const entry of line.capacity) {
    for (const row of entry.values) {
      const amount = values.actual.get(row);
      if (values.type.get(row) === "Indirect Cost") usage.capacityOverhead += amount;
      else if (entry.subcontracting) usage.subcontracted += amount;
      else usage.capacity += amount;
    }
  }
  return usage;
}

export function settleOrderLine(
  ledger: Ledger,
  line: OrderLine,
  allowedDate: (date: number) => number,
): void {
  const net = line.outputs.reduce((sum, entry) => sum + entry.quantity, 0);
  if (net <= 0) return;
  const targets = orderTargets(ledger, line, net);
  for (const output of line.outputs) {
    output.valuedBy = "order";
    postOutput(ledger, output, targets.get(output) as number[], allowedDate);
  }
  line.completelyInvoiced = true;
}

/** Cents per output and element. */
function orderTargets(ledger: Ledger, line: OrderLine, net: number): Map<ItemLedgerEntry, number[]> {
  const vector = orderVector(line, orderUsage(ledger, line), net);
  const positive = line.outputs.filter((entry) => entry.quantity > 0);
  const negative = line.outputs.filter((entry) => entry.quantity < 0);
  const reversed = negative.reduce((sum, entry) => sum + entry.quantity, 0);
  const minus = reversed === 0 ? vector.map(() => 0) : spreadVector(vector, reversed, net);
  const plus = vector.map((amount, index) => amount - (minus[index] as number));
  const targets = new Map<ItemLedgerEntry, number[]>();
  const hand = (entries: readonly ItemLedgerEntry[], whole: number[], quantity: number): void => {
    let left = whole;
    let open = quantity;
    for (const entry of entries) {
      const own = spreadVector(left, entry.quantity, open);
      targets.set(entry, own);
      left = left.map((amount, index) => amount - (own[index] as number));
      open -= entry.quantity;
    }
  };
  hand(positive, plus, net - reversed);
  hand(negative, minus, reversed);
  return targets;
}

function orderVector(line: OrderLine, usage: OrderUsage, net: number): number[] {
  const { item } = line;
  const direct = usage.material + usage.capacity + usage.subcontracted + usage.capacityOverhead;
  const indirect = percentOf(direct, line.indirectCostPercent) + costOf(net, line.overheadRate);
  if (item.costingMethod !== "Standard") return [direct, indirect, 0, 0, 0, 0, 0];
  const { shares } = line;
  return [
    direct,
    indirect,
    costOf(net, shares.material) - usage.material,
    costOf(net, shares.capacity) - usage.capacity,
    costOf(net, shares.subcontracted) - usage.subcontracted,
    costOf(net, shares.capacityOverhead) - usage.capacityOverhead,
    costOf(net, shares.manufacturingOverhead) - indirect,
  ];
}

/** Element by element; what rounding leaves goes to the next element that is not 0. */
function spreadVector(vector: readonly number[], a: number, b: number): number[] {
  let residual = exact(0);
  return vector.map((amount) => {
    if (amount === 0) return 0;
    const value = shareOf(exact(amount), a, b).plus(residual);
    const target = roundCents(value);
    residual = value.minus(target);
    return target;
  });
}

function postOutput(
  ledger: Ledger,
  output: ItemLedgerEntry,
  targets: readonly number[],
  allowedDate: (date: number) => number,
): void {
  const { values } = ledger;
  const first = output.values.find((row) => values.type.get(row) === "Direct Cost") as number;
  const toInvoice = output.quantity - output.invoiced;
  const assembly = output.entryType === "Assembly Output";
  ELEMENTS.forEach(({ type, variance }, index) => {
    let money = 0;
    for (const row of output.values) {
      if (values.type.get(row) !== type || values.variance.get(row) !== variance) continue;
      if (values.chargeNo.get(row) === "") money += values.actual.get(row);
    }
    const delta = (targets[index] as number) - money;
    const invoices = type === "Direct Cost" && toInvoice !== 0;
    if (delta === 0 && !invoices) return;
    ledger.addValue({
      entry: output,
      date: allowedDate(values.date.get(first)),
      type,
      variance,
      documentType: values.documentType.get(first),
      documentNo: values.documentNo.get(first),
      documentLineNo: values.documentLineNo.get(first),
      valuedQuantity: output.quantity,
      invoicedQuantity: invoices ? toInvoice : 0,
      actual: delta,
      expected: invoices ? -output.costExpected : 0,
      adjustment: assembly && !invoices,
    });
  });
}
