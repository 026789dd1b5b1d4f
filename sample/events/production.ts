/** Making: consumption, capacity, output at expected cost, finishing; subcontracting, returned components, reversed output. */
import {
  BILLS,
  CAPACITY_GROUP,
  OTHER_ACCOUNTS,
  ROUTINGS,
  SET_PRODUCTION,
  SUBCONTRACTOR,
  VENDORS,
  type RoutingStep,
} from "../company";
import { basis, postingCost } from "../core/basis";
import type { Item, ItemLedgerEntry, Order, OrderLine } from "../core/model";
import { costOf, partOfExact, percentOf, scaled } from "../core/money";
import { reserveOwnFlow } from "./sale";
import type { World } from "../core/world";

export const PLANT = "BLUE";

/** Number of an item without the mark of its family. */
export function baseNo(item: Item): string {
  return item.family === 0 ? item.no : item.no.slice(0, item.no.lastIndexOf("-"));
}

export function createOrder(
  world: World,
  type: Order["type"],
  item: Item,
  quantity: number,
  status: Order["status"] = "Released",
): OrderLine {
  const order: Order = {
    type,
    no: world.number(type === "Production" ? "productionOrder" : "assemblyOrder"),
    status,
    description: item.description,
    item,
    quantity,
    lines: [],
    dueDate: world.today + 7,
    finishedDate: undefined,
  };
  world.orders.push(order);
  return addLine(order, item, quantity);
}

export function addLine(order: Order, item: Item, quantity: number): OrderLine {
  const line: OrderLine = {
    order,
    lineNo: order.type === "Assembly" ? 0 : (order.lines.length + 1) * 10_000,
    item,
    quantity,
    finished: false,
    completelyInvoiced: false,
    held: false,
    shares: item.shares,
    indirectCostPercent: item.indirectCostPercent,
    overheadRate: item.overheadRate,
    outputs: [],
    consumption: [],
    capacity: [],
  };
  order.lines.push(line);
  return line;
}

/** Takes a component out of the plant's stock. */
export function consume(
  world: World,
  line: OrderLine,
  item: Item,
  quantity: number,
  date = world.today,
): ItemLedgerEntry {
  const { ledger } = world;
  const assembly = line.order.type === "Assembly";
  const lot = ledger.lot(item, PLANT);
  const specific = item.costingMethod === "Specific" ? lot.open.find((one) => one.remaining > 0) : undefined;
  const entry = ledger.issue({
    item,
    location: PLANT,
    date,
    entryType: assembly ? "Assembly Consumption" : "Consumption",
    documentType: assembly ? "Posted Assembly" : "",
    documentNo: line.order.no,
    description: item.description,
    quantity: -quantity,
    sourceType: "Item",
    sourceNo: line.item.no,
    dimensionSet: SET_PRODUCTION,
    line,
    ...(specific === undefined ? {} : { specific }),
  });
  ledger.addValue({
    entry,
    date,
    documentType: entry.documentType,
    documentNo: line.order.no,
    documentLineNo: assembly ? line.consumption.length * 10_000 : 0,
    valuedQuantity: -quantity,
    entryQuantity: -quantity,
    invoicedQuantity: -quantity,
    actual: postingCost(ledger, entry),
  });
  return entry;
}

/** A component comes back from the shop floor at the cost at which it went. */
export function returnComponent(
  world: World,
  consumption: ItemLedgerEntry,
  quantity: number,
): ItemLedgerEntry | undefined {
  const { ledger, today } = world;
  const { line } = consumption;
  if (line === undefined || (consumption.valuedBy === "average" && !reserveOwnFlow(world, consumption)))
    return undefined;
  const entry = ledger.increase({
    item: consumption.item,
    location: consumption.location,
    date: today,
    entryType: "Consumption",
    documentType: "",
    documentNo: line.order.no,
    description: consumption.item.description,
    quantity,
    sourceType: "Item",
    sourceNo: line.item.no,
    dimensionSet: SET_PRODUCTION,
    line,
    valuedBy: "reversal",
    reverses: consumption,
  });
  ledger.addValue({
    entry,
    date: today,
    documentNo: line.order.no,
    valuedQuantity: quantity,
    entryQuantity: quantity,
    invoicedQuantity: quantity,
    actual: partOfExact(basis(ledger, consumption, undefined), quantity, consumption.quantity),
  });
  return entry;
}

/** Hours of a work centre, machine centre or resource, with their overhead. */
export function work(world: World, line: OrderLine, step: RoutingStep, quantity: number): void {
  const { ledger, today } = world;
  const hours = scaled(quantity, Math.round(step.hoursPerUnit * 100), 100);
  const documentNo = line.order.no;
  const capacity = {
    no: ledger.capacityEntries.length + 1,
    date: today,
    type: step.type,
    centerNo: step.center,
    documentNo,
    description: step.description,
    quantity: hours,
    line,
    subcontracting: false,
    genBusPostingGroup: "",
    sourceType: "Item",
    sourceNo: line.item.no,
    dimensionSet: SET_PRODUCTION,
    values: [],
  };
  ledger.capacityEntries.push(capacity);
  line.capacity.push(capacity);
  const direct = costOf(hours, Math.round(step.ratePerHour * 100_000));
  const value = {
    capacity,
    date: today,
    documentType: line.order.type === "Assembly" ? "Posted Assembly" : "",
    documentNo,
    valuedQuantity: hours,
    invoicedQuantity: hours,
    genProdPostingGroup: CAPACITY_GROUP,
  };
  ledger.addValue({ ...value, actual: direct });
  const overhead = percentOf(direct, Math.round(step.overhead * 100));
  if (overhead !== 0) ledger.addValue({ ...value, type: "Indirect Cost", actual: overhead });
}

/** The subcontractor's invoice: capacity of the order, bought. */
export function subcontract(world: World, line: OrderLine, quantity: number, unitCost: number): void {
  const { ledger, today } = world;
  const vendor = VENDORS.find((one) => one.no === SUBCONTRACTOR.vendor);
  const documentNo = world.number("purchaseInvoice");
  const capacity = {
    no: ledger.capacityEntries.length + 1,
    date: today,
    type: "Work Center" as const,
    centerNo: SUBCONTRACTOR.center,
    documentNo,
    description: "Powder coating",
    quantity,
    line,
    subcontracting: true,
    genBusPostingGroup: vendor?.genBus ?? "",
    sourceType: "Item",
    sourceNo: line.item.no,
    dimensionSet: SET_PRODUCTION,
    values: [],
  };
  ledger.capacityEntries.push(capacity);
  line.capacity.push(capacity);
  const direct = costOf(quantity, unitCost);
  ledger.addValue({
    capacity,
    date: today,
    documentType: "Purchase Invoice",
    documentNo,
    documentLineNo: 10_000,
    externalDocumentNo: `${SUBCONTRACTOR.vendor}-${documentNo}`,
    valuedQuantity: quantity,
    invoicedQuantity: quantity,
    actual: direct,
    genBusPostingGroup: capacity.genBusPostingGroup,
    genProdPostingGroup: CAPACITY_GROUP,
  });
  world.gl.post({
    date: today,
    documentType: "Invoice",
    documentNo,
    externalDocumentNo: `${SUBCONTRACTOR.vendor}-${documentNo}`,
    description: `Invoice ${documentNo}`,
    sourceCode: "PURCHASES",
    lines: [
      {
        account: OTHER_ACCOUNTS.subcontracting,
        amount: direct,
        balAccount: OTHER_ACCOUNTS.vendors,
        dimensionSet: SET_PRODUCTION,
      },
      { account: OTHER_ACCOUNTS.vendors, amount: -direct, dimensionSet: SET_PRODUCTION },
    ],
  });
}

/** Output at expected cost; items with specific cost one by one. */
export function output(
  world: World,
  line: OrderLine,
  quantity: number,
  unitCost = line.item.unitCost,
): ItemLedgerEntry[] {
  const { ledger, today } = world;
  const { item } = line;
  const single = item.costingMethod === "Specific" ? 100_000 : quantity;
  const entries: ItemLedgerEntry[] = [];
  for (let left = quantity; left > 0; left -= single) {
    const entry = ledger.increase({
      item,
      location: PLANT,
      date: today,
      entryType: "Output",
      documentType: "",
      documentNo: line.order.no,
      description: item.description,
      quantity: single,
      sourceType: "Item",
      sourceNo: item.no,
      dimensionSet: SET_PRODUCTION,
      line,
    });
    for (const used of line.consumption) entry.valuationDate = Math.max(entry.valuationDate, used.date);
    ledger.addValue({
      entry,
      date: today,
      documentNo: line.order.no,
      valuedQuantity: single,
      entryQuantity: single,
      expected: costOf(single, unitCost),
      expectedCost: true,
    });
    entries.push(entry);
  }
  return entries;
}

/** Takes output back that was reported by mistake. */
export function reverseOutput(world: World, made: ItemLedgerEntry, quantity: number): ItemLedgerEntry {
  const { ledger, today } = world;
  const line = made.line as OrderLine;
  const entry = ledger.issue({
    item: made.item,
    location: made.location,
    date: today,
    entryType: "Output",
    documentType: "",
    documentNo: line.order.no,
    description: made.item.description,
    quantity: -quantity,
    sourceType: "Item",
    sourceNo: made.item.no,
    dimensionSet: SET_PRODUCTION,
    line,
    appliesTo: made,
  });
  ledger.addValue({
    entry,
    date: today,
    documentNo: line.order.no,
    valuedQuantity: -quantity,
    entryQuantity: -quantity,
    expected: postingCost(ledger, entry),
    expectedCost: true,
  });
  return entry;
}

/** Nothing more is reported; the next adjustment invoices the output. */
export function finish(world: World, order: Order): void {
  order.status = "Finished";
  order.finishedDate = world.today;
  for (const line of order.lines) {
    line.finished = true;
    // The shares of the item's standard cost are frozen with the order.
    line.shares = line.item.shares;
    world.ledger.touchLine(line);
  }
}

/** The components of a bill for a quantity, as far as stock allows it. */
export function billOf(world: World, item: Item, quantity: number): { item: Item; quantity: number }[] {
  return (BILLS.get(baseNo(item)) ?? []).map((line) => ({
    item: world.item(line.item, item.family),
    quantity: scaled(quantity, Math.round(line.quantity * 100_000), 100_000),
  }));
}

/** The largest quantity, at most `wanted`, for which all components are in the plant. */
export function buildable(world: World, item: Item, wanted: number): number {
  let possible = wanted;
  for (const line of BILLS.get(baseNo(item)) ?? []) {
    const stock = world.ledger.available(world.item(line.item, item.family), PLANT);
    const perUnit = Math.round(line.quantity * 100_000);
    possible = Math.min(possible, Math.floor(stock / perUnit) * 100_000);
  }
  return possible;
}

export interface ProductionPlan {
  item: Item;
  quantity: number;
  /** Output in two lots on two days. */
  twoLots?: boolean;
  returnPart?: boolean;
  reversePart?: boolean;
}

/** A whole production order: start, work, output, finish over some days. */
export function produce(world: World, plan: ProductionPlan): void {
  const { item } = plan;
  const quantity = buildable(world, item, plan.quantity);
  if (quantity <= 0) return;
  const line = createOrder(world, "Production", item, quantity);
  const used = billOf(world, item, quantity).flatMap((component) =>
    component.item.costingMethod === "Specific"
      ? Array.from({ length: component.quantity / 100_000 }, () =>
          consume(world, line, component.item, 100_000),
        )
      : [consume(world, line, component.item, component.quantity)],
  );
  const start = world.today;
  const routing = ROUTINGS.get(baseNo(item)) ?? [];
  const coated = baseNo(item) === SUBCONTRACTOR.item;
  world.at(start + 1, () => {
    for (const step of routing) work(world, line, step, quantity);
    if (plan.returnPart === true) {
      const first = used[0];
      if (first !== undefined && -first.quantity >= 200_000) returnComponent(world, first, 100_000);
    }
  });
  if (coated)
    world.at(start + 2, () => {
      subcontract(world, line, quantity, Math.round(SUBCONTRACTOR.costPerUnit * 100_000));
    });
  world.at(start + 2, () => {
    const first =
      plan.twoLots === true && quantity > 100_000 ? Math.floor(quantity / 200_000) * 100_000 : quantity;
    const made = output(world, line, first);
    const rest = quantity - first;
    world.at(start + 3, () => {
      if (rest > 0) output(world, line, rest);
      const last = made[0];
      if (plan.reversePart === true && rest > 0 && last !== undefined && last.remaining >= 100_000) {
        reverseOutput(world, last, 100_000);
        output(world, line, 100_000);
      }
      world.at(world.today, () => {
        finish(world, line.order);
      });
    });
  });
}

/** An assembly order: components, resource and output in one posting. */
export function assemble(world: World, item: Item, wanted: number): void {
  const { ledger, today } = world;
  const quantity = buildable(world, item, wanted);
  if (quantity <= 0) return;
  const line = createOrder(world, "Assembly", item, quantity);
  for (const component of billOf(world, item, quantity))
    consume(world, line, component.item, component.quantity);
  for (const step of ROUTINGS.get(baseNo(item)) ?? []) work(world, line, step, quantity);
  const entry = ledger.increase({
    item,
    location: PLANT,
    date: today,
    entryType: "Assembly Output",
    documentType: "Posted Assembly",
    documentNo: line.order.no,
    description: item.description,
    quantity,
    sourceType: "Item",
    sourceNo: item.no,
    dimensionSet: SET_PRODUCTION,
    line,
  });
  ledger.addValue({
    entry,
    date: today,
    documentType: "Posted Assembly",
    documentNo: line.order.no,
    documentLineNo: 0,
    valuedQuantity: quantity,
    entryQuantity: quantity,
    invoicedQuantity: quantity,
    actual: costOf(quantity, item.unitCost),
  });
  finish(world, line.order);
}
