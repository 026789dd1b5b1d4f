/**
 * The inventory ledger of the simulation: item ledger, value, application and capacity ledger entries, and the stock they
 * describe. Every quantity and amount enters through here, so the checks at the end can trust the running totals.
 */
import { NumberColumn, TextColumn } from "./columns";
import { monthIndex } from "./calendar";
import type {
  CapacityLedgerEntry,
  CostType,
  EntryType,
  Item,
  ItemLedgerEntry,
  OrderLine,
  Pool,
  PoolMonth,
  StockLot,
  ValuedBy,
  VarianceType,
} from "./model";
import { unitCostOf } from "./money";

/** Flags of a value entry. */
export const EXPECTED_COST = 1;
export const ADJUSTMENT = 2;
export const INVENTORIABLE = 4;
export const VALUED_BY_AVERAGE = 8;
export const PARTIAL_REVALUATION = 16;

const POOL_ORDER = ["BLUE", "RED", ""];

export interface IncreaseInput {
  item: Item;
  location: string;
  variant?: string;
  date: number;
  entryType: EntryType;
  documentType: string;
  documentNo: string;
  description?: string;
  quantity: number;
  sourceType?: string;
  sourceNo?: string;
  genBusPostingGroup?: string;
  dimensionSet: number;
  line?: OrderLine;
  valuedBy?: ValuedBy;
  dropShipment?: boolean;
  /** Takes its cost from these issues (return, average transfer) or, with `transferredFrom`, from that increase. */
  reverses?: ItemLedgerEntry;
  transferredFrom?: ItemLedgerEntry;
}

export interface IssueInput extends Omit<IncreaseInput, "reverses" | "transferredFrom" | "valuedBy"> {
  /** Fixed application: takes this increase and nothing else. */
  appliesTo?: ItemLedgerEntry;
  /** Specific: takes this increase, without a fixed application. */
  specific?: ItemLedgerEntry;
}

export interface ValueInput {
  entry?: ItemLedgerEntry;
  capacity?: CapacityLedgerEntry;
  date: number;
  type?: CostType;
  variance?: VarianceType;
  documentType?: string;
  documentNo: string;
  documentLineNo?: number;
  externalDocumentNo?: string;
  valuedQuantity: number;
  entryQuantity?: number;
  invoicedQuantity?: number;
  actual?: number;
  expected?: number;
  expectedCost?: boolean;
  adjustment?: boolean;
  appliesTo?: number;
  chargeNo?: string;
  genBusPostingGroup?: string;
  genProdPostingGroup?: string;
  partialRevaluation?: boolean;
  valuationDate?: number;
  description?: string;
  inventoriable?: boolean;
}

export class Ledger {
  readonly entries: ItemLedgerEntry[] = [];
  readonly capacityEntries: CapacityLedgerEntry[] = [];
  readonly dirtyItems = new Set<Item>();
  readonly dirtyLines = new Set<OrderLine>();
  /** Value entries with cost that is not in the general ledger, ascending. */
  waiting: number[] = [];
  /** Last day of the last closed inventory period. */
  closedThrough: number;

  readonly applications = {
    entry: new NumberColumn(),
    inbound: new NumberColumn(),
    outbound: new NumberColumn(),
    quantity: new NumberColumn(),
    date: new NumberColumn(),
    transferredFrom: new NumberColumn(),
    costApplication: new NumberColumn(),
  };

  readonly values = {
    entry: new NumberColumn(),
    capacity: new NumberColumn(),
    date: new NumberColumn(),
    type: new TextColumn(),
    variance: new TextColumn(),
    documentType: new TextColumn(),
    documentNo: new TextColumn(),
    documentLineNo: new NumberColumn(),
    externalDocumentNo: new TextColumn(),
    valuedQuantity: new NumberColumn(),
    entryQuantity: new NumberColumn(),
    invoicedQuantity: new NumberColumn(),
    unitCost: new NumberColumn(),
    actual: new NumberColumn(),
    expected: new NumberColumn(),
    postedActual: new NumberColumn(),
    postedExpected: new NumberColumn(),
    flags: new NumberColumn(),
    appliesTo: new NumberColumn(),
    chargeNo: new TextColumn(),
    genBus: new TextColumn(),
    genProd: new TextColumn(),
    valuationDate: new NumberColumn(),
    description: new TextColumn(),
  };

  /** @param firstMonth month index of the first pool month */
  constructor(
    private readonly firstMonth: number,
    closedThrough: number,
  ) {
    this.closedThrough = closedThrough;
  }

  get valueCount(): number {
    return this.values.entry.length;
  }

  entry(no: number): ItemLedgerEntry {
    return this.entries[no - 1] as ItemLedgerEntry;
  }

  /** The month of a valuation date, counted from the first one. */
  month(date: number): number {
    return monthIndex(date) - this.firstMonth;
  }

  lot(item: Item, location: string, variant = ""): StockLot {
    const key = `${variant}|${location}`;
    let lot = item.state.lots.get(key);
    if (lot === undefined) {
      lot = { quantity: 0, open: [], head: 0, openIssues: [] };
      item.state.lots.set(key, lot);
    }
    return lot;
  }

  pool(item: Item, location: string, variant = ""): Pool {
    const key = `${variant}|${location}`;
    let pool = item.state.pools.get(key);
    if (pool === undefined) {
      pool = { rank: POOL_ORDER.indexOf(location), quantity: 0, cost: 0, months: [] };
      item.state.pools.set(key, pool);
    }
    return pool;
  }

  poolMonth(pool: Pool, month: number): PoolMonth {
    while (pool.months.length <= month) {
      pool.months.push({ quantity: 0, cost: 0, issues: [], ownFlow: undefined, dirty: false });
    }
    return pool.months[month] as PoolMonth;
  }

  /** Posts an increase and applies it to open issues first. The caller adds its value entries. */
  increase(input: IncreaseInput): ItemLedgerEntry {
    const entry = this.newEntry(input, input.valuedBy ?? "own");
    const { reverses, transferredFrom } = input;
    if (reverses !== undefined) entry.valuationDate = Math.max(entry.valuationDate, reverses.valuationDate);
    const average = entry.item.costingMethod === "Average";
    this.apply(
      entry,
      entry,
      reverses,
      entry.quantity,
      transferredFrom?.no ?? 0,
      reverses !== undefined || !average,
    );
    if (entry.valuedBy === "reversal") reverses?.heirs.push(entry);
    if (entry.valuedBy === "transfer") transferredFrom?.heirs.push(entry);

    const lot = this.lot(entry.item, entry.location, entry.variant);
    lot.quantity += entry.quantity;
    if (input.dropShipment !== true) this.coverOpenIssues(entry, lot);
    if (entry.remaining > 0) insertByDate(lot, entry);
    return entry;
  }

  /** Posts an issue and applies it: fixed, specific, or by the item's costing method. Stock may go below zero. */
  issue(input: IssueInput): ItemLedgerEntry {
    const fixed = input.appliesTo;
    const average = input.item.costingMethod === "Average" && fixed === undefined;
    const entry = this.newEntry(input, average ? "average" : "application");
    entry.appliesTo = fixed?.no ?? 0;
    const lot = this.lot(entry.item, entry.location, entry.variant);
    lot.quantity += entry.quantity;

    const chosen = fixed ?? input.specific;
    if (chosen !== undefined) {
      this.take(entry, chosen, Math.min(-entry.remaining, chosen.remaining));
      dropUsed(lot);
    } else {
      const last = entry.item.costingMethod === "LIFO";
      while (entry.remaining < 0) {
        const source = last ? lot.open[lot.open.length - 1] : lot.open[lot.head];
        if (source === undefined) break;
        this.take(entry, source, Math.min(-entry.remaining, source.remaining));
        dropUsed(lot);
      }
    }
    if (entry.remaining < 0) {
      lot.openIssues.push(entry);
      if (entry.ownRows.length === 0 && !average) entry.valuedBy = "own";
    }
    if (fixed !== undefined) entry.valuationDate = fixed.valuationDate;
    if (average) {
      const month = this.poolMonth(
        this.pool(entry.item, entry.location, entry.variant),
        this.month(entry.valuationDate),
      );
      month.issues.push(entry);
    }
    return entry;
  }

  /** Writes one value entry and carries it into the running totals. Returns its row; its number is row + 1. */
  addValue(input: ValueInput): number {
    const { entry, capacity, actual = 0, expected = 0 } = input;
    const type = input.type ?? "Direct Cost";
    const columns = this.values;
    const row = columns.entry.length;
    const valuationDate = input.valuationDate ?? entry?.valuationDate ?? input.date;
    const byAverage = entry?.valuedBy === "average";
    columns.entry.push(entry?.no ?? 0);
    columns.capacity.push(capacity?.no ?? 0);
    columns.date.push(input.date);
    columns.type.push(type);
    columns.variance.push(input.variance ?? "");
    columns.documentType.push(input.documentType ?? "");
    columns.documentNo.push(input.documentNo);
    columns.documentLineNo.push(input.documentLineNo ?? 0);
    columns.externalDocumentNo.push(input.externalDocumentNo ?? "");
    columns.valuedQuantity.push(input.valuedQuantity);
    columns.entryQuantity.push(input.entryQuantity ?? 0);
    columns.invoicedQuantity.push(input.invoicedQuantity ?? 0);
    const cost = input.invoicedQuantity ? actual : actual + expected;
    columns.unitCost.push(unitCostOf(cost, input.valuedQuantity));
    columns.actual.push(actual);
    columns.expected.push(expected);
    columns.postedActual.push(0);
    columns.postedExpected.push(0);
    columns.flags.push(
      (input.expectedCost === true ? EXPECTED_COST : 0) |
        (input.adjustment === true ? ADJUSTMENT : 0) |
        (input.inventoriable === false ? 0 : INVENTORIABLE) |
        (byAverage ? VALUED_BY_AVERAGE : 0) |
        (input.partialRevaluation === true ? PARTIAL_REVALUATION : 0),
    );
    columns.appliesTo.push(input.appliesTo ?? 0);
    columns.chargeNo.push(input.chargeNo ?? "");
    columns.genBus.push(input.genBusPostingGroup ?? entry?.genBusPostingGroup ?? "");
    columns.genProd.push(input.genProdPostingGroup ?? entry?.item.genProdPostingGroup ?? "");
    columns.valuationDate.push(valuationDate);
    columns.description.push(input.description ?? entry?.description ?? capacity?.description ?? "");
    if (actual !== 0 || expected !== 0) this.waiting.push(row);

    if (capacity !== undefined) {
      capacity.values.push(row);
      this.touchLine(capacity.line);
    }
    if (entry !== undefined && input.inventoriable !== false) {
      entry.values.push(row);
      entry.invoiced += input.invoicedQuantity ?? 0;
      entry.costActual += actual;
      entry.costExpected += expected;
      if (type !== "Rounding") this.touch(entry);
      this.addToPool(entry, valuationDate, input.entryQuantity ?? 0, actual + expected);
    }
    return row;
  }

  /** An entry's cost has changed: those that take cost from it are to be looked at by the next adjustment. */
  touch(entry: ItemLedgerEntry): void {
    entry.item.state.touched.add(entry);
    this.dirtyItems.add(entry.item);
    const { line } = entry;
    if (
      line !== undefined &&
      (entry.entryType === "Consumption" || entry.entryType === "Assembly Consumption")
    )
      this.touchLine(line);
  }

  touchLine(line: OrderLine): void {
    if (line.finished) this.dirtyLines.add(line);
  }

  /** What is left of an item in one place, 0 when open issues wait. */
  available(item: Item, location: string, variant = ""): number {
    return Math.max(0, this.lot(item, location, variant).quantity);
  }

  private addToPool(entry: ItemLedgerEntry, valuationDate: number, quantity: number, cost: number): void {
    if (entry.item.costingMethod !== "Average") return;
    const pool = this.pool(entry.item, entry.location, entry.variant);
    const month = this.poolMonth(pool, this.month(valuationDate));
    pool.quantity += quantity;
    pool.cost += cost;
    month.quantity += quantity;
    month.cost += cost;
    month.dirty = true;
    this.dirtyItems.add(entry.item);
  }

  private newEntry(input: IncreaseInput | IssueInput, valuedBy: ValuedBy): ItemLedgerEntry {
    const entry: ItemLedgerEntry = {
      no: this.entries.length + 1,
      item: input.item,
      location: input.location,
      variant: input.variant ?? "",
      date: input.date,
      entryType: input.entryType,
      documentType: input.documentType,
      documentNo: input.documentNo,
      description: input.description ?? "",
      quantity: input.quantity,
      remaining: input.quantity,
      invoiced: 0,
      appliesTo: 0,
      dropShipment: input.dropShipment === true,
      line: input.line,
      sourceType: input.sourceType ?? "",
      sourceNo: input.sourceNo ?? "",
      genBusPostingGroup: input.genBusPostingGroup ?? "",
      dimensionSet: input.dimensionSet,
      valuationDate: input.date,
      standardCost: input.item.standardCost,
      valuedBy,
      costActual: 0,
      costExpected: 0,
      values: [],
      ownRows: [],
      servedRows: [],
      heirs: [],
    };
    this.entries.push(entry);
    if (input.line !== undefined) {
      const isOutput = input.entryType === "Output" || input.entryType === "Assembly Output";
      (isOutput ? input.line.outputs : input.line.consumption).push(entry);
    }
    return entry;
  }

  private take(issue: ItemLedgerEntry, source: ItemLedgerEntry, quantity: number): void {
    issue.remaining += quantity;
    source.remaining -= quantity;
    issue.valuationDate = Math.max(issue.valuationDate, source.valuationDate, lastRevaluation(this, source));
    this.apply(issue, source, issue, -quantity, 0, issue.valuedBy !== "average");
    if (source.remaining === 0) this.mayRound(source);
  }

  /** An increase that arrives for open issues; those are valued on its day at the earliest. */
  private coverOpenIssues(source: ItemLedgerEntry, lot: StockLot): void {
    while (source.remaining > 0 && lot.openIssues.length > 0) {
      const issue = lot.openIssues[0] as ItemLedgerEntry;
      if (issue.valuedBy === "own") issue.valuedBy = "application";
      this.take(issue, source, Math.min(source.remaining, -issue.remaining));
      for (const row of issue.values) this.values.valuationDate.set(row, issue.valuationDate);
      this.touch(source);
      if (issue.remaining === 0) lot.openIssues.shift();
    }
  }

  private mayRound(entry: ItemLedgerEntry): void {
    entry.item.state.rounding.add(entry);
    this.dirtyItems.add(entry.item);
  }

  private apply(
    entry: ItemLedgerEntry,
    inbound: ItemLedgerEntry,
    outbound: ItemLedgerEntry | undefined,
    quantity: number,
    transferredFrom: number,
    costApplication: boolean,
  ): void {
    const columns = this.applications;
    const row = columns.entry.length;
    columns.entry.push(entry.no);
    columns.inbound.push(inbound.no);
    columns.outbound.push(outbound?.no ?? 0);
    columns.quantity.push(quantity);
    columns.date.push(Math.max(entry.date, inbound.date));
    columns.transferredFrom.push(transferredFrom);
    columns.costApplication.push(costApplication ? 1 : 0);
    entry.ownRows.push(row);
    if (entry !== inbound) inbound.servedRows.push(row);
  }
}

/** Valuation date of an increase's last revaluation, 0 when there is none. */
function lastRevaluation(ledger: Ledger, entry: ItemLedgerEntry): number {
  let last = 0;
  for (const row of entry.values) {
    if (ledger.values.type.get(row) === "Revaluation")
      last = Math.max(last, ledger.values.valuationDate.get(row));
  }
  return last;
}

function insertByDate(lot: StockLot, entry: ItemLedgerEntry): void {
  const { open } = lot;
  let place = open.length;
  while (place > lot.head && (open[place - 1] as ItemLedgerEntry).date > entry.date) place--;
  if (place === open.length) open.push(entry);
  else open.splice(place, 0, entry);
}

/** Takes used-up increases off both ends, and out of the middle when one was chosen there. */
function dropUsed(lot: StockLot): void {
  const { open } = lot;
  while (open.length > lot.head && (open[open.length - 1] as ItemLedgerEntry).remaining === 0) open.pop();
  while (lot.head < open.length && (open[lot.head] as ItemLedgerEntry).remaining === 0) lot.head++;
  if (lot.head > 256 && lot.head * 2 > open.length) {
    open.splice(0, lot.head);
    lot.head = 0;
  }
}
