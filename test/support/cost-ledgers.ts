/**
 * Random inventory ledgers for the costing engine: purchases with expected cost, charges and invoices, issues free, fixed and
 * uncovered, returns, transfers, production with rework, revaluations whole and partial, on several methods. Quantities and
 * applications are sound; costs of issues are posted at random, so that there is something to adjust.
 */
export type Row = Record<string, string | number | boolean>;
export type CostWorkbook = Record<string, Row[]>;

export interface CostLedgerOptions {
  readonly seed: number;
  readonly steps: number;
  readonly methods?: readonly string[];
  readonly averageCostPeriod?: string;
  readonly averageCostCalcType?: string;
  /** What may happen; everything when absent. */
  readonly only?: readonly Happening[];
  /** Amount rounding precision: a cent when absent. */
  readonly precision?: string;
}

export type Happening =
  | "purchase"
  | "sale"
  | "fixed"
  | "uncovered"
  | "return"
  | "transfer"
  | "charge"
  | "revaluation"
  | "order"
  | "expected"
  | "invoice"
  | "calcTypeChange"
  /** At the end everything is sold, place by place; never unless named. */
  | "sellOff";

/** A small generator of numbers with a seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Entry {
  readonly no: number;
  readonly item: string;
  readonly location: string;
  readonly type: string;
  readonly day: number;
  readonly quantity: number;
  remaining: number;
  invoiced: number;
  readonly appliesTo: number;
  readonly order: string;
  valuation: number;
  readonly applied: { inbound: number; quantity: number }[];
  returned: number;
}

/** Places: location, and variant behind a slash. Transfers run between those of one variant. */
const PLACES = ["EAST", "WEST", "EAST/BLUE", "WEST/BLUE"];
/** Irregular accounting periods; the second one begins a fiscal year within a month. */
const ACCOUNTING_PERIODS = [
  "2024-10-20",
  "2024-11-25",
  "2024-12-16",
  "2025-01-13",
  "2025-02-01",
  "2025-03-08",
];
const FIRST_DAY = Date.UTC(2024, 10, 1);

export function dayOf(offset: number): string {
  return new Date(FIRST_DAY + offset * 86_400_000).toISOString().slice(0, 10);
}

export function randomCostLedger(options: CostLedgerOptions): CostWorkbook {
  return new Posting(options).run();
}

class Posting {
  readonly #random: () => number;
  readonly #entries: Entry[] = [];
  readonly #values: Row[] = [];
  readonly #applications: Row[] = [];
  readonly #items: Row[] = [];
  readonly #orders: Row[] = [];
  readonly #capacity: Row[] = [];
  readonly #methods = new Map<string, string>();
  #document = 0;
  #day = 0;
  #orderNo = 100;

  constructor(private readonly options: CostLedgerOptions) {
    this.#random = randomOf(options.seed);
    const methods = options.methods ?? ["FIFO", "Average", "Average", "Standard", "LIFO"];
    methods.slice(0, 4).forEach((method, index) => {
      const no = `I${String(index)}`;
      this.#methods.set(no, method);
      this.#items.push({
        "No.": no,
        "Costing Method": method,
        "Standard Cost": method === "Standard" ? "7.35" : "0",
        "Indirect Cost %": index === 2 ? "7.5" : "0",
        "Overhead Rate": index === 1 ? "0.13" : "0",
      });
    });
  }

  run(): CostWorkbook {
    const { options } = this;
    const can = (what: Happening): boolean => !options.only || options.only.includes(what);
    for (let step = 0; step < options.steps; step += 1) {
      if (this.#random() < 0.5) this.#day += Math.floor(this.#random() * 9);
      const what = this.#random();
      if (what < 0.3) this.#purchase();
      else if (what < 0.55) this.#issue(can("fixed") && this.#random() < 0.15);
      else if (what < 0.63 && can("return")) this.#return();
      else if (what < 0.73 && can("transfer")) this.#transfer();
      else if (what < 0.8 && can("charge")) this.#charge();
      else if (what < 0.87 && can("revaluation")) this.#revalue();
      else if (what < 0.93 && can("order")) this.#order();
      else if (can("invoice")) this.#invoiceSome();
    }
    if (options.only?.includes("sellOff")) this.#sellOff();
    const setup = {
      "Average Cost Period": options.averageCostPeriod ?? "Month",
      "Average Cost Calc. Type": options.averageCostCalcType ?? "Item",
    };
    return {
      "Inventory Setup": [setup],
      "General Ledger Setup": [
        {
          "Amount Rounding Precision": options.precision ?? "0.01",
          "Unit-Amount Rounding Precision": "0.00001",
        },
      ],
      ...this.#accountingPeriods(can("calcTypeChange") && this.#random() < 0.2),
      Items: this.#items,
      "Item Ledger Entries": this.#entries.map((entry) => ({
        "Entry No.": entry.no,
        "Item No.": entry.item,
        "Posting Date": dayOf(entry.day),
        "Entry Type": entry.type,
        "Location Code": entry.location.slice(0, 4),
        "Variant Code": entry.location.slice(5),
        Quantity: text(entry.quantity),
        "Remaining Quantity": text(entry.remaining),
        "Invoiced Quantity": text(entry.invoiced),
        "Applies-to Entry": entry.appliesTo,
        "Order Type": entry.order === "" ? "" : entry.type.startsWith("Assembly") ? "Assembly" : "Production",
        "Order No.": entry.order,
        "Order Line No.": entry.order === "" || entry.type.startsWith("Assembly") ? 0 : 10000,
      })),
      "Value Entries": this.#values,
      "Item Application Entries": this.#applications,
      "Production Orders": this.#orders,
      "Capacity Ledger Entries": this.#capacity,
    };
  }

  /** Fiscal years with a change of the calculation type, or accounting periods as the average cost period wants them. */
  #accountingPeriods(calcTypeChange: boolean): CostWorkbook {
    if (calcTypeChange) return { "Accounting Periods": this.#periods() };
    if (this.options.averageCostPeriod !== "Accounting Period" || this.#random() < 0.2) return {};
    const rows = ACCOUNTING_PERIODS.map((start, index) => ({
      "Starting Date": start,
      "New Fiscal Year": index === 2,
    }));
    return { "Accounting Periods": rows };
  }

  #periods(): Row[] {
    const types = ["Item", "Item & Location & Variant"];
    const first = Math.floor(this.#random() * 2);
    return [0, 1, 2].map((index) => ({
      "Starting Date": ["2024-01-01", "2024-12-16", "2025-02-01"][index] as string,
      "New Fiscal Year": true,
      "Average Cost Calc. Type": types[(first + index) % 2] as string,
    }));
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#random() * list.length)];
  }

  #item(): string {
    return this.#pick([...this.#methods.keys()]) as string;
  }

  #location(): string {
    const blue = this.#random() < 0.15 ? 2 : 0;
    return PLACES[blue + Math.floor(this.#random() * 2)] as string;
  }

  #quantity(): number {
    const whole = 1 + Math.floor(this.#random() * 12);
    return this.#random() < 0.1 ? whole + 0.25 : whole;
  }

  #money(quantity: number): number {
    return Math.round(quantity * (2 + this.#random() * 9) * 100) / 100;
  }

  /** Mostly today, sometimes earlier: a backdated posting. */
  #postingDay(): number {
    return this.#random() < 0.15 ? Math.max(0, this.#day - Math.floor(this.#random() * 20)) : this.#day;
  }

  #entry(fields: Partial<Entry> & Pick<Entry, "item" | "location" | "type" | "quantity" | "day">): Entry {
    const entry: Entry = {
      no: this.#entries.length + 1,
      remaining: fields.quantity,
      invoiced: fields.quantity,
      appliesTo: 0,
      order: "",
      valuation: fields.day,
      applied: [],
      returned: 0,
      ...fields,
    };
    this.#entries.push(entry);
    return entry;
  }

  #value(entry: Entry, fields: Row): Row {
    const row: Row = {
      "Entry No.": this.#values.length + 1,
      "Item No.": entry.item,
      "Posting Date": dayOf(entry.day),
      "Item Ledger Entry No.": entry.no,
      "Entry Type": "Direct Cost",
      "Variance Type": "",
      "Document No.": this.#newDocument(),
      "Document Line No.": 0,
      "Valued Quantity": text(entry.quantity),
      "Item Ledger Entry Quantity": "0",
      "Invoiced Quantity": "0",
      "Cost per Unit": "0",
      "Cost Amount (Actual)": "0",
      "Cost Amount (Expected)": "0",
      "Expected Cost": false,
      Adjustment: false,
      "Applies-to Entry": 0,
      "Item Charge No.": "",
      Inventoriable: true,
      "Valued By Average Cost": false,
      "Partial Revaluation": false,
      "Valuation Date": dayOf(entry.valuation),
      "Capacity Ledger Entry No.": 0,
      ...fields,
    };
    this.#values.push(row);
    return row;
  }

  #newDocument(): string {
    this.#document += 1;
    return `D${String((this.#document * 7919) % 10007).padStart(5, "0")}`;
  }

  #apply(
    owner: number,
    inbound: number,
    outbound: number,
    from: number,
    quantity: number,
    cost: boolean,
  ): void {
    this.#applications.push({
      "Entry No.": this.#applications.length + 1,
      "Item Ledger Entry No.": owner,
      "Inbound Item Entry No.": inbound,
      "Outbound Item Entry No.": outbound,
      "Transferred-from Entry No.": from,
      Quantity: text(quantity),
      "Cost Application": cost,
    });
  }

  /** Value entries of a posting: invoiced, or expected at first. */
  #post(entry: Entry, amount: number, average: boolean): void {
    const later = this.#can("expected") && this.#random() < 0.2;
    if (later) {
      entry.invoiced = 0;
      this.#value(entry, {
        "Item Ledger Entry Quantity": text(entry.quantity),
        "Cost per Unit": text(round(amount / entry.quantity, 5)),
        "Cost Amount (Expected)": text(amount),
        "Expected Cost": true,
        "Valued By Average Cost": average,
      });
    } else {
      this.#value(entry, {
        "Item Ledger Entry Quantity": text(entry.quantity),
        "Invoiced Quantity": text(entry.quantity),
        "Cost per Unit": text(round(amount / entry.quantity, 5)),
        "Cost Amount (Actual)": text(amount),
        "Valued By Average Cost": average,
      });
    }
  }

  #can(what: Happening): boolean {
    return !this.options.only || this.options.only.includes(what);
  }

  #isAverage(item: string): boolean {
    return this.#methods.get(item) === "Average";
  }

  #purchase(): void {
    const item = this.#item();
    const entry = this.#entry({
      item,
      location: this.#location(),
      type: this.#random() < 0.8 ? "Purchase" : "Positive Adjmt.",
      quantity: this.#quantity(),
      day: this.#postingDay(),
    });
    const amount = this.#money(entry.quantity);
    this.#post(entry, amount, false);
    if (this.#methods.get(item) === "Standard" && entry.invoiced !== 0) {
      this.#value(entry, {
        "Entry Type": "Variance",
        "Variance Type": "Purchase",
        "Cost Amount (Actual)": text(round(entry.quantity * 7.35 - amount, 2)),
      });
    }
    if (this.#can("charge") && this.#random() < 0.1) {
      this.#value(entry, { "Entry Type": "Indirect Cost", "Cost Amount (Actual)": text(this.#money(1)) });
    }
    this.#apply(entry.no, entry.no, 0, 0, entry.quantity, !this.#isAverage(item));
    this.#serveOpenIssues(entry);
  }

  #serveOpenIssues(entry: Entry): void {
    for (const issue of this.#entries) {
      if (issue.item !== entry.item || issue.location !== entry.location) continue;
      if (issue.remaining >= 0 || entry.remaining <= 0 || issue.no === entry.no) continue;
      this.#take(issue, entry, Math.min(-issue.remaining, entry.remaining));
    }
  }

  #take(issue: Entry, increase: Entry, quantity: number): void {
    issue.remaining = round(issue.remaining + quantity, 5);
    increase.remaining = round(increase.remaining - quantity, 5);
    issue.applied.push({ inbound: increase.no, quantity });
    const cost = !this.#isAverage(issue.item) || issue.appliesTo !== 0;
    this.#apply(issue.no, increase.no, issue.no, 0, -quantity, cost);
  }

  #open(item: string, location: string): Entry[] {
    const open = this.#entries.filter(
      (entry) =>
        entry.item === item && entry.location === location && entry.quantity > 0 && entry.remaining > 0,
    );
    return this.#methods.get(item) === "LIFO" ? open.reverse() : open;
  }

  #takeOut(
    item: string,
    location: string,
    type: string,
    wanted: number,
    fields: Partial<Entry> = {},
    fixedTo?: Entry,
  ): Entry | undefined {
    const open = fixedTo ? [fixedTo] : this.#open(item, location);
    const there = open.reduce((sum, entry) => sum + entry.remaining, 0);
    const uncovered = !fixedTo && type === "Sale" && this.#can("uncovered") && this.#random() < 0.08;
    const quantity = uncovered ? wanted : Math.min(wanted, round(there, 5));
    if (quantity <= 0) return undefined;
    const issue = this.#entry({
      item,
      location,
      type,
      quantity: -quantity,
      day: this.#postingDay(),
      appliesTo: fixedTo?.no ?? 0,
      ...fields,
    });
    for (const increase of open) {
      if (issue.remaining >= 0) break;
      this.#take(issue, increase, Math.min(-issue.remaining, increase.remaining));
    }
    const days = issue.applied.map(({ inbound }) => this.#at(inbound).valuation);
    if (fixedTo) issue.valuation = fixedTo.valuation;
    else issue.valuation = Math.max(issue.day, ...days);
    return issue;
  }

  #at(no: number): Entry {
    return this.#entries[no - 1] as Entry;
  }

  #issue(fixed: boolean): void {
    const item = this.#item();
    const location = this.#location();
    const fixedTo =
      fixed || this.#methods.get(item) === "Specific" ? this.#pick(this.#open(item, location)) : undefined;
    const type =
      fixedTo && this.#random() < 0.5 ? "Purchase" : this.#random() < 0.8 ? "Sale" : "Negative Adjmt.";
    const issue = this.#takeOut(item, location, type, this.#quantity(), {}, fixedTo);
    if (issue) this.#post(issue, -this.#money(-issue.quantity), this.#isAverage(item) && !fixedTo);
  }

  #sellOff(): void {
    for (const item of this.#methods.keys()) {
      for (const place of PLACES) {
        for (let open = this.#open(item, place); open.length > 0; open = this.#open(item, place)) {
          const fixedTo = this.#methods.get(item) === "Specific" ? open[0] : undefined;
          const issue = this.#takeOut(item, place, "Sale", this.#quantity(), {}, fixedTo);
          if (issue) this.#post(issue, -this.#money(-issue.quantity), this.#isAverage(item) && !fixedTo);
        }
      }
    }
  }

  #return(): void {
    const sale = this.#pick(
      this.#entries.filter(
        (entry) => entry.type === "Sale" && entry.quantity < 0 && -entry.quantity > entry.returned,
      ),
    );
    if (!sale) return;
    const quantity = Math.min(this.#quantity(), round(-sale.quantity - sale.returned, 5));
    sale.returned = round(sale.returned + quantity, 5);
    const entry = this.#entry({
      item: sale.item,
      location: this.#random() < 0.8 ? sale.location : this.#location(),
      type: "Sale",
      quantity,
      day: this.#postingDay(),
    });
    entry.valuation = Math.max(entry.day, sale.valuation);
    this.#post(entry, this.#money(quantity), false);
    this.#apply(entry.no, entry.no, sale.no, 0, quantity, true);
    for (const issue of this.#entries) {
      if (issue.item !== entry.item || issue.location !== entry.location || issue === sale) continue;
      if (issue.remaining < 0 && entry.remaining > 0)
        this.#take(issue, entry, Math.min(-issue.remaining, entry.remaining));
    }
  }

  #transfer(): void {
    const item = this.#item();
    const from = this.#location();
    const to = (from.startsWith("EAST") ? "WEST" : "EAST") + from.slice(4);
    const issue = this.#takeOut(item, from, "Transfer", this.#quantity());
    if (!issue) return;
    const average = this.#isAverage(item);
    this.#value(issue, {
      "Item Ledger Entry Quantity": text(issue.quantity),
      "Invoiced Quantity": text(issue.quantity),
      "Cost Amount (Actual)": text(-this.#money(-issue.quantity)),
      "Valued By Average Cost": average,
    });
    const parts = average ? [{ inbound: 0, quantity: -issue.quantity }] : issue.applied.slice();
    for (const part of parts) {
      const entry = this.#entry({
        item,
        location: to,
        type: "Transfer",
        quantity: part.quantity,
        day: issue.day,
      });
      entry.valuation = Math.max(entry.day, issue.valuation);
      this.#value(entry, {
        "Item Ledger Entry Quantity": text(part.quantity),
        "Invoiced Quantity": text(part.quantity),
        "Cost Amount (Actual)": text(this.#money(part.quantity)),
      });
      this.#apply(entry.no, entry.no, issue.no, part.inbound, part.quantity, true);
      this.#serveOpenIssues(entry);
    }
  }

  #charge(): void {
    const entry = this.#pick(this.#entries.filter((candidate) => candidate.quantity > 0));
    if (!entry) return;
    this.#value(entry, {
      "Posting Date": dayOf(Math.max(this.#day, entry.day)),
      "Item Charge No.": "FREIGHT",
      "Cost Amount (Actual)": text(round(this.#random() * 9 - 1, 2)),
    });
  }

  #revalue(): void {
    const entry = this.#pick(
      this.#entries.filter(
        (candidate) => candidate.quantity > 0 && candidate.invoiced === candidate.quantity,
      ),
    );
    if (!entry || (entry.order !== "" && entry.invoiced === 0)) return;
    const partial = entry.remaining < entry.quantity;
    if (partial && entry.remaining <= 0) return;
    const day = Math.max(this.#day, entry.valuation);
    this.#value(entry, {
      "Entry Type": "Revaluation",
      "Posting Date": dayOf(day),
      "Valuation Date": dayOf(day),
      "Valued Quantity": text(partial ? entry.remaining : entry.quantity),
      "Partial Revaluation": partial,
      "Cost Amount (Actual)": text(round(this.#random() * 6 - 3, 2)),
    });
  }

  #order(): void {
    const assembly = this.#random() < 0.3;
    const order = `O${String((this.#orderNo += 1))}`;
    const location = this.#location();
    const components = new Set([this.#item(), this.#item()]);
    for (const item of components) {
      const issue = this.#takeOut(
        item,
        location,
        assembly ? "Assembly Consumption" : "Consumption",
        this.#quantity(),
        { order },
      );
      if (!issue) continue;
      this.#value(issue, {
        "Item Ledger Entry Quantity": text(issue.quantity),
        "Invoiced Quantity": text(issue.quantity),
        "Cost Amount (Actual)": text(-this.#money(-issue.quantity)),
        "Valued By Average Cost": this.#isAverage(item),
      });
    }
    const product = this.#item();
    const outputs = this.#random() < 0.4 ? 2 : 1;
    const finished = assembly || this.#random() < 0.8;
    for (let i = 0; i < outputs; i += 1) {
      const entry = this.#entry({
        item: product,
        location,
        type: assembly ? "Assembly Output" : "Output",
        quantity: this.#quantity(),
        day: this.#day,
        order,
      });
      entry.invoiced = 0;
      this.#value(entry, {
        "Item Ledger Entry Quantity": text(entry.quantity),
        "Cost Amount (Expected)": text(this.#money(entry.quantity)),
        "Expected Cost": true,
      });
      this.#apply(entry.no, entry.no, 0, 0, entry.quantity, !this.#isAverage(product));
      this.#serveOpenIssues(entry);
    }
    if (!assembly && this.#random() < 0.3) this.#undoOutput(order);
    if (this.#random() < 0.2) this.#returnComponent(order);
    if (!assembly) this.#orders.push({ Status: finished ? "Finished" : "Released", "No.": order });
    if (this.#random() < 0.6) this.#useCapacity(order, product, assembly);
  }

  /** A negative output fixed to one that is still there. */
  #undoOutput(order: string): void {
    const output = this.#entries.find(
      (entry) =>
        entry.order === order && entry.type === "Output" && entry.remaining > 0 && entry.quantity > 0,
    );
    if (!output) return;
    const quantity = Math.min(output.remaining, 1 + Math.floor(this.#random() * 3));
    const undone = this.#takeOut(output.item, output.location, "Output", quantity, { order }, output);
    if (!undone) return;
    undone.invoiced = 0;
    this.#value(undone, {
      "Item Ledger Entry Quantity": text(undone.quantity),
      "Cost Amount (Expected)": text(-this.#money(quantity)),
      "Expected Cost": true,
    });
  }

  /** A component that comes back from the order, at the cost of its consumption. */
  #returnComponent(order: string): void {
    const issue = this.#entries.find(
      (entry) => entry.order === order && entry.quantity < 0 && entry.type.includes("onsumption"),
    );
    if (!issue || -issue.quantity < 1) return;
    const entry = this.#entry({
      item: issue.item,
      location: issue.location,
      type: issue.type,
      quantity: 1,
      day: Math.max(issue.day, this.#day),
      order,
    });
    entry.valuation = Math.max(entry.day, issue.valuation);
    this.#value(entry, {
      "Item Ledger Entry Quantity": "1",
      "Invoiced Quantity": "1",
      "Cost Amount (Actual)": text(this.#money(1)),
    });
    this.#apply(entry.no, entry.no, issue.no, 0, 1, true);
  }

  #useCapacity(order: string, item: string, assembly: boolean): void {
    const no = this.#capacity.length + 1;
    this.#capacity.push({
      "Entry No.": no,
      "Posting Date": dayOf(this.#day),
      "Order Type": assembly ? "Assembly" : "Production",
      "Order No.": order,
      "Order Line No.": assembly ? 0 : 10000,
      Subcontracting: this.#random() < 0.3,
    });
    for (const type of ["Direct Cost", "Indirect Cost"]) {
      this.#values.push({
        "Entry No.": this.#values.length + 1,
        "Item No.": item,
        "Posting Date": dayOf(this.#day),
        "Item Ledger Entry No.": 0,
        "Entry Type": type,
        "Variance Type": "",
        "Document No.": order,
        "Document Line No.": 0,
        "Valued Quantity": "0",
        "Item Ledger Entry Quantity": "0",
        "Invoiced Quantity": "0",
        "Cost per Unit": "0",
        "Cost Amount (Actual)": text(round(this.#random() * 20, 2)),
        "Cost Amount (Expected)": "0",
        "Expected Cost": false,
        Adjustment: false,
        "Applies-to Entry": 0,
        "Item Charge No.": "",
        Inventoriable: false,
        "Valued By Average Cost": false,
        "Partial Revaluation": false,
        "Valuation Date": dayOf(this.#day),
        "Capacity Ledger Entry No.": no,
      });
    }
  }

  /** Invoices a part or all of what is expected, under a document of its own. */
  #invoiceSome(): void {
    const entry = this.#pick(
      this.#entries.filter(
        (candidate) => candidate.invoiced !== candidate.quantity && candidate.order === "",
      ),
    );
    if (!entry) return;
    const open = round(entry.quantity - entry.invoiced, 5);
    const half = Math.trunc(open / 2);
    const quantity = half !== 0 && this.#random() < 0.4 ? half : open;
    entry.invoiced = round(entry.invoiced + quantity, 5);
    const expected = this.#values
      .filter((row) => row["Item Ledger Entry No."] === entry.no)
      .reduce((sum, row) => round(sum + Number(row["Cost Amount (Expected)"]), 2), 0);
    const reversed = quantity === open ? expected : round((expected * quantity) / open, 2);
    const average = this.#values.some(
      (row) => row["Item Ledger Entry No."] === entry.no && row["Valued By Average Cost"] === true,
    );
    const money = this.#money(Math.abs(quantity));
    this.#value(entry, {
      "Posting Date": dayOf(Math.max(this.#day, entry.day)),
      "Valued Quantity": text(quantity),
      "Invoiced Quantity": text(quantity),
      "Cost per Unit": text(round(money / Math.abs(quantity), 5)),
      "Cost Amount (Actual)": text(quantity < 0 ? -money : money),
      "Cost Amount (Expected)": text(-reversed),
      "Valued By Average Cost": average,
    });
  }
}

function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}

function text(value: number): string {
  return String(round(value, 5) + 0);
}

/** The same workbook with the rows of every table in another order. */
export function shuffled(workbook: CostWorkbook, seed: number): CostWorkbook {
  const random = randomOf(seed);
  return Object.fromEntries(
    Object.entries(workbook).map(([name, rows]) => {
      const mixed = [...rows];
      for (let i = mixed.length - 1; i > 0; i -= 1) {
        const j = Math.floor(random() * (i + 1));
        [mixed[i], mixed[j]] = [mixed[j] as Row, mixed[i] as Row];
      }
      return [name, mixed];
    }),
  );
}
