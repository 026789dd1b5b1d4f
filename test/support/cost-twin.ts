/**
 * A slow twin of the costing engine: plain objects, decimal.js with 60 digits, every sum and every walk made again each time,
 * every sweep over everything. It follows the rules sentence by sentence and shares no code with the engine.
 */
import { Decimal } from "decimal.js";
import type { CostWorkbook, Row } from "./cost-ledgers";

const D = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -100, toExpPos: 100 });
type D = Decimal;
const ZERO = new D(0);
const LIMIT = new D(2).pow(96);

/** As many decimals as possible, at most 28, digits below 2^96, ties to even. */
export function fitDecimal(x: D): D {
  for (let places = 28; places >= 0; places -= 1) {
    const fitted = x.toDecimalPlaces(places, Decimal.ROUND_HALF_EVEN);
    const digits = fitted.abs().times(new D(10).pow(fitted.decimalPlaces()));
    if (digits.lt(LIMIT)) return fitted;
  }
  return x.toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN);
}

export function shareDecimal(a: D, b: D): D {
  return b.isZero() ? ZERO : fitDecimal(a.div(b));
}

export function partDecimal(cost: D, a: D, b: D, precision: D): D {
  return roundDecimal(fitDecimal(cost.times(shareDecimal(a, b))), precision);
}

export function roundDecimal(x: D, precision: D): D {
  return x.div(precision).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(precision);
}

export { D as TwinDecimal };

interface Value {
  readonly no: number;
  readonly type: string;
  readonly variance: string;
  readonly expectedCost: boolean;
  readonly adjustment: boolean;
  readonly average: boolean;
  readonly partial: boolean;
  readonly charge: boolean;
  readonly actual: D;
  readonly expected: D;
  readonly valued: D;
  readonly entryQuantity: D;
  readonly invoiced: D;
  readonly unitCost: D;
  readonly valuation: string;
  readonly posting: string;
  readonly appliesTo: number;
  readonly document: string;
  readonly line: number;
}

interface Link {
  readonly owner: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly from: number;
  readonly quantity: D;
  readonly cost: boolean;
}

interface Doc {
  readonly key: string;
  readonly values: Value[];
  readonly quantity: D;
  readonly first: Value;
}

interface Entry {
  readonly no: number;
  readonly item: string;
  readonly type: string;
  readonly posting: string;
  /** Variant and location. */
  readonly location: string;
  readonly quantity: D;
  readonly invoiced: D;
  readonly remaining: D;
  readonly appliesTo: number;
  readonly order: string;
  readonly values: Value[];
  readonly rows: Link[];
  by: string;
  valuation: string;
  /** Corrections by document key and element. */
  readonly documentDeltas: Map<string, D>;
  readonly kindDeltas: Map<string, D>;
  expectedDelta: D;
  roundingDelta: D;
  notComputable: boolean;
}

export interface TwinResult {
  /** Per entry: corrections, and whether its average could not be computed. */
  readonly entries: ReadonlyMap<
    number,
    { actual: string; expected: string; rounding: string; notComputable: boolean }
  >;
  readonly sweeps: number;
}

const dec = (row: Row, caption: string): D => new D(String(row[caption] ?? 0));

export function adjustSlowly(workbook: CostWorkbook): TwinResult {
  return new Twin(workbook).run();
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

class Twin {
  readonly #entries = new Map<number, Entry>();
  readonly #sorted: Entry[];
  readonly #links: Link[];
  readonly #items = new Map<string, Row>();
  readonly #finished = new Set<string>();
  readonly #capacity = new Map<string, { capacity: D; subcontracted: D; overhead: D }>();
  readonly #precision: D;
  readonly #setup: Row;
  readonly #years: { start: string; calcType: string; period: string }[];
  /** Starts of all accounting periods, ascending. */
  readonly #starts: string[];
  #moved = false;

  constructor(workbook: CostWorkbook) {
    this.#precision = dec(workbook["General Ledger Setup"]?.[0] ?? {}, "Amount Rounding Precision");
    this.#setup = workbook["Inventory Setup"]?.[0] ?? {};
    this.#years = (workbook["Accounting Periods"] ?? [])
      .filter((row) => row["New Fiscal Year"] === true)
      .map((row) => ({
        start: String(row["Starting Date"]),
        calcType:
          String(row["Average Cost Calc. Type"] ?? "") || String(this.#setup["Average Cost Calc. Type"]),
        period: String(row["Average Cost Period"] ?? "") || String(this.#setup["Average Cost Period"]),
      }))
      .sort((a, b) => (a.start < b.start ? -1 : 1));
    this.#starts = (workbook["Accounting Periods"] ?? []).map((row) => String(row["Starting Date"])).sort();
    for (const row of workbook.Items ?? []) this.#items.set(String(row["No."]), row);
    for (const row of workbook["Production Orders"] ?? []) {
      if (row.Status === "Finished") this.#finished.add(String(row["No."]));
    }
    this.#links = [...(workbook["Item Application Entries"] ?? [])]
      .sort((a, b) => Number(a["Entry No."]) - Number(b["Entry No."]))
      .map((row) => ({
        owner: Number(row["Item Ledger Entry No."]),
        inbound: Number(row["Inbound Item Entry No."]),
        outbound: Number(row["Outbound Item Entry No."]),
        from: Number(row["Transferred-from Entry No."]),
        quantity: dec(row, "Quantity"),
        cost: row["Cost Application"] === true,
      }));
    for (const row of workbook["Item Ledger Entries"] ?? []) {
      const no = Number(row["Entry No."]);
      const orderType = String(row["Order Type"]);
      const order =
        orderType === ""
          ? ""
          : `${orderType === "Production" ? 1 : 4} ${String(row["Order No."])} ${Number(row["Order Line No."])}`;
      this.#entries.set(no, {
        no,
        item: String(row["Item No."]),
        type: String(row["Entry Type"]),
        posting: String(row["Posting Date"]),
        location: `${String(row["Variant Code"] ?? "")}|${String(row["Location Code"])}`,
        quantity: dec(row, "Quantity"),
        invoiced: dec(row, "Invoiced Quantity"),
        remaining: dec(row, "Remaining Quantity"),
        appliesTo: Number(row["Applies-to Entry"]),
        order,
        values: [],
        rows: this.#links.filter((link) => link.owner === no),
        by: "own",
        valuation: "",
        documentDeltas: new Map(),
        kindDeltas: new Map(),
        expectedDelta: ZERO,
        roundingDelta: ZERO,
        notComputable: false,
      });
    }
    const capacityOrders = new Map<number, { key: string; subcontracting: boolean }>();
    for (const row of workbook["Capacity Ledger Entries"] ?? []) {
      const type = row["Order Type"] === "Production" ? 1 : 4;
      const key = `${type} ${String(row["Order No."])} ${Number(row["Order Line No."])}`;
      capacityOrders.set(Number(row["Entry No."]), { key, subcontracting: row.Subcontracting === true });
    }
    const values = [...(workbook["Value Entries"] ?? [])].sort(
      (a, b) => Number(a["Entry No."]) - Number(b["Entry No."]),
    );
    for (const row of values) {
      const capacity = capacityOrders.get(Number(row["Capacity Ledger Entry No."]));
      if (capacity) {
        const sums = this.#capacity.get(capacity.key) ?? {
          capacity: ZERO,
          subcontracted: ZERO,
          overhead: ZERO,
        };
        const amount = dec(row, "Cost Amount (Actual)");
        if (row["Entry Type"] === "Indirect Cost") sums.overhead = sums.overhead.plus(amount);
        else if (capacity.subcontracting) sums.subcontracted = sums.subcontracted.plus(amount);
        else sums.capacity = sums.capacity.plus(amount);
        this.#capacity.set(capacity.key, sums);
      }
      if (row.Inventoriable === false) continue;
      this.#entries.get(Number(row["Item Ledger Entry No."]))?.values.push({
        no: Number(row["Entry No."]),
        type: String(row["Entry Type"]),
        variance: String(row["Variance Type"]),
        expectedCost: row["Expected Cost"] === true,
        adjustment: row.Adjustment === true,
        average: row["Valued By Average Cost"] === true,
        partial: row["Partial Revaluation"] === true,
        charge: row["Item Charge No."] !== "",
        actual: dec(row, "Cost Amount (Actual)"),
        expected: dec(row, "Cost Amount (Expected)"),
        valued: dec(row, "Valued Quantity"),
        entryQuantity: dec(row, "Item Ledger Entry Quantity"),
        invoiced: dec(row, "Invoiced Quantity"),
        unitCost: dec(row, "Cost per Unit"),
        valuation: String(row["Valuation Date"]),
        posting: String(row["Posting Date"]),
        appliesTo: Number(row["Applies-to Entry"]),
        document: String(row["Document No."]),
        line: Number(row["Document Line No."]),
      });
    }
    this.#sorted = [...this.#entries.values()].sort((a, b) => a.no - b.no);
    for (const entry of this.#sorted) {
      const plain = entry.values.filter(isPlain).at(-1) ?? entry.values.at(-1);
      entry.valuation = plain?.valuation ?? entry.posting;
    }
    for (const entry of this.#sorted) entry.by = this.#classify(entry);
  }

  run(): TwinResult {
    let sweeps = 0;
    do {
      sweeps += 1;
      this.#moved = false;
      this.#stepApplied();
      this.#stepAverage();
      this.#stepOrders();
      this.#stepRounding();
    } while (this.#moved && sweeps < 100);
    const entries = new Map(
      this.#sorted.map((entry) => [
        entry.no,
        {
          actual: this.#deltaActual(entry).toFixed(),
          expected: entry.expectedDelta.toFixed(),
          rounding: entry.roundingDelta.toFixed(),
          notComputable: entry.notComputable,
        },
      ]),
    );
    return { entries, sweeps };
  }

  #method(entry: Entry): string {
    return String(this.#items.get(entry.item)?.["Costing Method"]);
  }

  #orderEntries(order: string, types: readonly string[]): Entry[] {
    return this.#sorted.filter((entry) => entry.order === order && types.includes(entry.type));
  }

  #outputs(order: string): Entry[] {
    return this.#orderEntries(order, ["Output", "Assembly Output"]);
  }

  #isFinished(order: string): boolean {
    return order.startsWith("4 ") || this.#finished.has(order.split(" ")[1] as string);
  }

  #net(order: string): D {
    return this.#outputs(order).reduce((sum, entry) => sum.plus(entry.quantity), ZERO);
  }

  #classify(entry: Entry): string {
    const isOutput = entry.type === "Output" || entry.type === "Assembly Output";
    if (isOutput && entry.order !== "" && this.#isFinished(entry.order) && this.#net(entry.order).gt(0))
      return "order";
    if (entry.quantity.lt(0)) {
      if (entry.rows.some((row) => row.outbound === entry.no && row.cost)) return "application";
      const averaged = entry.values.some((value) => value.average && !value.adjustment && value.valued.lt(0));
      return this.#method(entry) === "Average" && entry.appliesTo === 0 && averaged ? "average" : "own";
    }
    if (entry.rows.some((row) => row.from !== 0 && row.cost)) return "transfer";
    return entry.rows.some((row) => row.outbound !== 0 && row.from === 0 && row.cost) ? "reversal" : "own";
  }

  #isInvoiced(entry: Entry): boolean {
    return entry.by === "order" || entry.invoiced.eq(entry.quantity);
  }

  #isExact(entry: Entry): boolean {
    return (
      ["Purchase", "Output", "Assembly Output"].includes(entry.type) &&
      entry.quantity.lt(0) &&
      entry.appliesTo !== 0 &&
      (entry.invoiced.lt(0) || entry.by === "order")
    );
  }

  #deltaActual(entry: Entry): D {
    let sum = ZERO;
    for (const delta of entry.documentDeltas.values()) sum = sum.plus(delta);
    for (const delta of entry.kindDeltas.values()) sum = sum.plus(delta);
    return sum;
  }

  #hits(revaluation: Value, receiver: Entry): boolean {
    if (!revaluation.partial) return true;
    const first = receiver.values.find((value) => !value.entryQuantity.isZero());
    if (!first) return false;
    const later = first.valuation > first.posting ? first.valuation : first.posting;
    return first.no > revaluation.no || later > revaluation.valuation;
  }

  /** Direct, indirect and variance part of a source's cost. */
  #basis(source: Entry, receiver: Entry | undefined): [D, D, D] {
    const parts: [D, D, D] = [ZERO, ZERO, ZERO];
    const invoiced = this.#isInvoiced(source);
    for (const value of source.values) {
      if (value.type === "Rounding") continue;
      let root = value;
      while (root.adjustment && root.appliesTo !== 0) {
        const target = source.values.find(
          (candidate) => candidate.no === root.appliesTo && candidate.no < root.no,
        );
        if (!target) break;
        root = target;
      }
      if (root.type === "Revaluation" && receiver && !this.#hits(root, receiver)) continue;
      let amount = value.actual;
      if (root.type === "Revaluation" && !value.expected.isZero()) {
        amount = fitDecimal(
          value.expected.plus(value.actual).times(shareDecimal(source.quantity, value.valued)),
        );
      } else if (value.expectedCost) {
        if (invoiced) continue;
        const open = source.quantity.minus(source.invoiced);
        amount = fitDecimal(value.expected.times(shareDecimal(open, value.valued)));
      } else if (value.partial)
        amount = fitDecimal(value.actual.times(shareDecimal(source.quantity, value.valued)));
      const element = elementOf(value.type);
      parts[element] = parts[element].plus(amount);
    }
    for (const [key, delta] of source.documentDeltas) {
      const element = key.startsWith("1|") ? 1 : key.startsWith("2|") ? 2 : 0;
      parts[element] = parts[element].plus(delta);
    }
    for (const [kind, delta] of source.kindDeltas) {
      const element = kind === "direct" ? 0 : kind === "indirect" ? 1 : 2;
      parts[element] = parts[element].plus(delta);
    }
    if (!invoiced) parts[0] = parts[0].plus(source.expectedDelta);
    return parts;
  }

  #portion(source: Entry, receiver: Entry | undefined, quantity: D): D {
    const parts = this.#basis(source, receiver);
    if (receiver && this.#isExact(receiver)) {
      return parts.reduce(
        (sum, part) => sum.plus(partDecimal(part, quantity, source.quantity, this.#precision)),
        ZERO,
      );
    }
    return partDecimal(parts[0].plus(parts[1]).plus(parts[2]), quantity, source.quantity, this.#precision);
  }

  #documents(entry: Entry): Doc[] {
    const plainOnly = entry.by === "reversal" || entry.by === "transfer";
    const groups = new Map<string, Value[]>();
    for (const value of entry.values) {
      if (value.expectedCost || value.type === "Rounding" || (plainOnly && !isPlain(value))) continue;
      const key = `${value.document}|${String(value.line).padStart(12, "0")}`;
      groups.set(key, [...(groups.get(key) ?? []), value]);
    }
    return [...groups.keys()].sort().map((key) => {
      const values = groups.get(key) as Value[];
      const first = (values.find((value) => !value.adjustment) ?? values[0]) as Value;
      return { key, values, first, quantity: sumOf(values, (value) => value.invoiced) };
    });
  }

  #setDocument(entry: Entry, key: string, delta: D): void {
    if ((entry.documentDeltas.get(key) ?? ZERO).eq(delta)) return;
    entry.documentDeltas.set(key, delta);
    this.#moved = true;
    this.#stepChanged = true;
  }

  #stepChanged = false;

  #setExpected(entry: Entry, target: D): void {
    const delta = target.minus(sumOf(entry.values, (value) => value.expected));
    if (entry.expectedDelta.eq(delta)) return;
    entry.expectedDelta = delta;
    this.#moved = true;
    this.#stepChanged = true;
  }

  #stepApplied(): void {
    do {
      this.#stepChanged = false;
      for (const entry of this.#sorted) {
        if (entry.by === "application") this.#application(entry);
        else if (entry.by === "reversal") this.#reversal(entry);
        else if (entry.by === "transfer") this.#transfer(entry);
      }
    } while (this.#stepChanged);
  }

  #application(entry: Entry): void {
    const rows = entry.rows.filter((row) => row.outbound === entry.no);
    const exact = this.#isExact(entry);
    const totals = [ZERO, ZERO, ZERO] as [D, D, D];
    for (const row of rows) {
      const source = this.#entries.get(row.inbound) as Entry;
      const parts = this.#basis(source, entry);
      const sum = parts[0].plus(parts[1]).plus(parts[2]);
      (exact ? parts : [sum]).forEach((part, element) => {
        const taken = partDecimal(part, row.quantity, source.quantity, this.#precision);
        totals[element as 0] = totals[element as 0].plus(taken);
      });
    }
    const applied = rows.reduce((sum, row) => sum.plus(row.quantity), ZERO);
    const cost = totals[0].plus(totals[1]).plus(totals[2]);
    const unapplied = entry.quantity.minus(applied);
    const substitute = applied.isZero() ? ZERO : fitDecimal(cost.div(applied));
    let expected = ZERO;
    (exact ? [0, 1, 2] : [-1]).forEach((element) => {
      const total = totals[Math.max(0, element) as 0];
      const raised = element > 0 ? ZERO : unapplied;
      expected = expected.plus(this.#spread(entry, element, total, raised, substitute));
    });
    if (!entry.quantity.eq(entry.invoiced)) this.#setExpected(entry, expected);
  }

  /** Spreads a total over documents of an element (-1: all); returns the target of the open quantity. */
  #spread(entry: Entry, element: number, total: D, unapplied: D, substitute: D): D {
    const raise = (value: Value | undefined): D => {
      if (unapplied.isZero()) return ZERO;
      const unit = value?.unitCost ?? ZERO;
      return fitDecimal((unit.isZero() ? substitute : unit).times(unapplied));
    };
    let residual = ZERO;
    for (const document of this.#documents(entry)) {
      const counted = document.values.filter((value) => element < 0 || elementOf(value.type) === element);
      const share = shareDecimal(document.quantity, entry.quantity);
      const exact = fitDecimal(total.plus(raise(document.first)).times(share)).plus(residual);
      const target = roundDecimal(exact, this.#precision);
      residual = exact.minus(target);
      this.#setDocument(
        entry,
        `${element}|${document.key}`,
        target.minus(sumOf(counted, (value) => value.actual)),
      );
    }
    const open = entry.quantity.minus(entry.invoiced);
    if (open.isZero()) return ZERO;
    const first = entry.values.find((value) => value.expectedCost && !value.adjustment);
    const exact = fitDecimal(total.plus(raise(first)).times(shareDecimal(open, entry.quantity))).plus(
      residual,
    );
    return roundDecimal(exact, this.#precision);
  }

  #reversal(entry: Entry): void {
    let total = ZERO;
    for (const row of entry.rows) {
      if (row.outbound === 0 || row.from !== 0) continue;
      total = total.plus(this.#portion(this.#entries.get(row.outbound) as Entry, undefined, row.quantity));
    }
    const expected = this.#spread(entry, -1, total, ZERO, ZERO);
    if (!entry.quantity.eq(entry.invoiced)) this.#setExpected(entry, expected);
  }

  #transfer(entry: Entry): void {
    let total = ZERO;
    for (const row of entry.rows) {
      if (row.from === 0) continue;
      total = total.plus(this.#portion(this.#entries.get(row.from) as Entry, entry, row.quantity));
    }
    const documents = this.#documents(entry);
    const first = [...documents].sort((a, b) => a.first.no - b.first.no)[0];
    if (!first) return;
    const now = documents.reduce(
      (sum, document) => sum.plus(sumOf(document.values, (value) => value.actual)),
      ZERO,
    );
    this.#setDocument(entry, `-1|${first.key}`, total.minus(now));
  }

  // Average

  #year(day: string): { calcType: string; period: string } {
    const setup = {
      calcType: String(this.#setup["Average Cost Calc. Type"]),
      period: String(this.#setup["Average Cost Period"]),
    };
    return this.#years.filter((year) => year.start <= day).at(-1) ?? this.#years[0] ?? setup;
  }

  #period(day: string): { start: string; end: string; byPlace: boolean; changed: string } {
    const { period } = this.#year(day);
    const date = new Date(`${day}T00:00:00Z`);
    const iso = (moment: Date): string => moment.toISOString().slice(0, 10);
    let start = day;
    let end = day;
    const starts = this.#starts;
    const byAccountingPeriod = period === "Accounting Period" && starts.length > 0;
    if (byAccountingPeriod) {
      const next = starts.find((other) => other > day);
      start = starts.filter((other) => other <= day).at(-1) ?? "0000-00-00";
      end = next === undefined ? "9999-12-31" : dayBefore(next);
    } else if (period === "Week") {
      const monday = new Date(date);
      monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
      start = iso(monday);
      monday.setUTCDate(monday.getUTCDate() + 6);
      end = iso(monday);
    } else if (period !== "Day") {
      const months = period === "Month" || period === "Accounting Period" ? 1 : period === "Quarter" ? 3 : 12;
      const first = date.getUTCMonth() - (date.getUTCMonth() % months);
      start = iso(new Date(Date.UTC(date.getUTCFullYear(), first, 1)));
      end = iso(new Date(Date.UTC(date.getUTCFullYear(), first + months, 0)));
    }
    for (const year of byAccountingPeriod ? [] : this.#years) {
      if (year.start > start && year.start <= day) start = year.start;
      if (year.start > day && year.start <= end) end = dayBefore(year.start);
    }
    const byPlace = this.#year(end).calcType === "Item & Location & Variant";
    let changed = "";
    if (byPlace) {
      const years = this.#years.filter((year) => year.start <= end);
      for (let i = years.length - 1; i > 0; i -= 1) {
        if (years[i - 1]?.calcType === "Item") {
          changed = years[i]?.start ?? "";
          break;
        }
      }
    }
    return { start, end, byPlace, changed };
  }

  /** Value entries and corrections of an entry with their valuation dates. */
  #moneyOf(entry: Entry): { day: string; quantity: D; cost: D; value: Value | undefined }[] {
    const delta = this.#deltaActual(entry).plus(entry.expectedDelta).plus(entry.roundingDelta);
    return [
      ...entry.values.map((value) => ({
        day: value.valuation,
        quantity: value.entryQuantity,
        cost: value.actual.plus(value.expected),
        value,
      })),
      { day: entry.valuation, quantity: ZERO, cost: delta, value: undefined },
    ];
  }

  #stepAverage(): void {
    for (const item of [...this.#items.keys()].sort()) {
      const units = new Map<string, Entry[]>();
      for (const entry of this.#sorted) {
        if (entry.item !== item || entry.by !== "average") continue;
        const period = this.#period(entry.valuation);
        const key = `${period.start} ${period.end} ${period.byPlace ? entry.location : ""}`;
        units.set(key, [...(units.get(key) ?? []), entry]);
      }
      for (const key of [...units.keys()].sort()) this.#unit(units.get(key) as Entry[]);
    }
  }

  #unit(issues: Entry[]): void {
    let last: { quantity: D; cost: D } | undefined;
    for (const issue of issues) {
      const { own, quantity, cost } = this.#pool(issue);
      let pool = { quantity, cost };
      let reused = false;
      if (quantity.lte(0) && !own && last) {
        pool = { ...last };
        reused = true;
      }
      this.#stepChanged = false;
      issue.notComputable = pool.quantity.lte(0) || pool.cost.lt(0);
      if (issue.notComputable) {
        for (const document of this.#documents(issue)) this.#setDocument(issue, `-1|${document.key}`, ZERO);
        if (!issue.quantity.eq(issue.invoiced))
          this.#setExpected(
            issue,
            sumOf(issue.values, (value) => value.expected),
          );
      } else {
        const take = (piece: D): D => {
          const target = partDecimal(pool.cost, piece, pool.quantity, this.#precision);
          if (!reused && pool.quantity.plus(piece).gt(0)) {
            pool = { quantity: pool.quantity.plus(piece), cost: pool.cost.plus(target) };
          }
          return target;
        };
        for (const document of this.#documents(issue)) {
          const target = take(document.quantity);
          this.#setDocument(
            issue,
            `-1|${document.key}`,
            target.minus(sumOf(document.values, (value) => value.actual)),
          );
        }
        const open = issue.quantity.minus(issue.invoiced);
        if (!open.isZero()) this.#setExpected(issue, take(open));
        if (!reused) last = pool;
      }
      if (this.#stepChanged) this.#stepApplied();
    }
  }

  #pool(issue: Entry): { own: boolean; quantity: D; cost: D } {
    const period = this.#period(issue.valuation);
    const inGroup = (entry: Entry): boolean =>
      entry.item === issue.item && (!period.byPlace || entry.location === issue.location);
    const downstream = this.#downstreamOf(issue, period, inGroup);
    const own = [...downstream].some((entry) => inGroup(entry) && entry.quantity.gt(0));
    let quantity = ZERO;
    let cost = ZERO;
    for (const entry of this.#sorted) {
      if (entry.item !== issue.item) continue;
      const inside = this.#moneyOf(entry).filter(({ day }) => day >= period.start && day <= period.end);
      const averaged = inside.some(({ value }) => value?.average);
      const leftOut =
        entry === issue ||
        downstream.has(entry) ||
        (averaged && (own || (entry.quantity.lt(0) && entry.no > issue.no)));
      for (const money of this.#moneyOf(entry)) {
        if (money.day > period.end || !inGroup(entry)) continue;
        const isInside = money.day >= period.start;
        if (isInside && leftOut) continue;
        quantity = quantity.plus(money.quantity);
        if (!isInside && period.changed !== "" && money.day < period.changed) continue;
        cost = cost.plus(isInside ? this.#aroundPoint(issue, entry, money, period, inGroup) : money.cost);
        if (isInside)
          quantity = quantity.minus(this.#quantityAroundPoint(issue, entry, money, period, inGroup));
      }
    }
    if (period.changed !== "") {
      let itemCost = ZERO;
      let itemQuantity = ZERO;
      let ownQuantity = ZERO;
      for (const entry of this.#sorted) {
        if (entry.item !== issue.item) continue;
        for (const money of this.#moneyOf(entry)) {
          if (money.day >= period.changed) continue;
          itemCost = itemCost.plus(money.cost);
          itemQuantity = itemQuantity.plus(money.quantity);
          if (entry.location === issue.location) ownQuantity = ownQuantity.plus(money.quantity);
        }
      }
      cost = cost.plus(fitDecimal(itemCost.times(shareDecimal(ownQuantity, itemQuantity))));
    }
    return { own, quantity, cost };
  }

  #cut(
    issue: Entry,
    period: { start: string; end: string },
    inGroup: (entry: Entry) => boolean,
  ): number | undefined {
    const first = issue.values[0]?.no ?? 0;
    const points: number[] = [];
    for (const entry of this.#sorted) {
      if (!inGroup(entry)) continue;
      for (const value of entry.values) {
        if (value.type !== "Revaluation" || value.valuation < period.start || value.valuation > period.end)
          continue;
        if ((value.partial || entry.by === "reversal") && value.no > first) points.push(value.no);
      }
    }
    return points.length === 0 ? undefined : Math.min(...points);
  }

  #isCut(
    issue: Entry,
    entry: Entry,
    money: { value: Value | undefined },
    period: { start: string; end: string },
    inGroup: (entry: Entry) => boolean,
  ): { cut: boolean; isProtected: boolean; at: number } {
    const at = this.#cut(issue, period, inGroup);
    if (at === undefined) return { cut: false, isProtected: false, at: Number.POSITIVE_INFINITY };
    const firstDirect =
      entry.values.find((value) => value.type === "Direct Cost")?.no ?? entry.values[0]?.no ?? 0;
    const { value } = money;
    const ownNumber =
      value &&
      (value.type === "Revaluation" || (isPlain(value) && !value.adjustment && entry.by !== "order"));
    const number = ownNumber ? value.no : firstDirect;
    const isProtected = this.#protected(at, period, inGroup).has(entry);
    return { cut: number >= at, isProtected, at };
  }

  #protected(
    cut: number,
    period: { start: string; end: string },
    inGroup: (entry: Entry) => boolean,
  ): Set<Entry> {
    const found = new Set<Entry>();
    for (const entry of this.#sorted) {
      if (!inGroup(entry)) continue;
      const isPoint = entry.values.some(
        (value) =>
          value.type === "Revaluation" &&
          value.no >= cut &&
          value.valuation >= period.start &&
          value.valuation <= period.end &&
          (value.partial || entry.by === "reversal"),
      );
      if (!isPoint) continue;
      for (const link of this.#issueLinks(entry)) {
        if (!link.cost) continue;
        found.add(entry);
        found.add(this.#entries.get(link.owner) as Entry);
      }
    }
    return found;
  }

  #aroundPoint(
    issue: Entry,
    entry: Entry,
    money: { cost: D; value: Value | undefined },
    period: { start: string; end: string },
    inGroup: (entry: Entry) => boolean,
  ): D {
    const { cut, isProtected, at } = this.#isCut(issue, entry, money, period, inGroup);
    if (!cut) return money.cost;
    if (!isProtected) return ZERO;
    const { value } = money;
    if (value?.type !== "Revaluation" || value.no < at || !this.#issueLinks(entry).some((link) => link.cost))
      return money.cost;
    let carried = ZERO;
    for (const link of this.#issueLinks(entry)) {
      if (link.cost && this.#hits(value, this.#entries.get(link.owner) as Entry))
        carried = carried.minus(link.quantity);
    }
    const left = fitDecimal(money.cost.times(shareDecimal(value.valued.minus(carried), value.valued)));
    return money.cost.minus(roundDecimal(left, this.#precision));
  }

  #quantityAroundPoint(
    issue: Entry,
    entry: Entry,
    money: { quantity: D; value: Value | undefined },
    period: { start: string; end: string },
    inGroup: (entry: Entry) => boolean,
  ): D {
    const { cut, isProtected } = this.#isCut(issue, entry, money, period, inGroup);
    return cut && !isProtected ? money.quantity : ZERO;
  }

  #issueLinks(increase: Entry): Link[] {
    return this.#links.filter(
      (link) => link.inbound === increase.no && link.owner === link.outbound && link.owner !== increase.no,
    );
  }

  #walk(sources: readonly Entry[], end: string): Set<Entry> {
    const found = new Set<Entry>();
    const queue = [...sources];
    const step = (to: Entry | undefined): void => {
      if (!to || found.has(to) || to.values.some((value) => value.valuation > end)) return;
      found.add(to);
      queue.push(to);
    };
    for (let entry = queue.pop(); entry; entry = queue.pop()) {
      const { no } = entry;
      if (entry.quantity.lt(0)) {
        for (const link of this.#links) {
          if (link.outbound === no && link.owner !== no && link.from === 0)
            step(this.#entries.get(link.owner));
        }
        if (entry.order !== "" && entry.type.includes("onsumption")) {
          for (const output of this.#outputs(entry.order)) if (output.posting <= end) step(output);
        }
      } else {
        for (const link of this.#issueLinks(entry)) step(this.#entries.get(link.owner));
        for (const link of this.#links) if (link.from === no) step(this.#entries.get(link.owner));
      }
    }
    return found;
  }

  #downstreamOf(
    issue: Entry,
    period: { start: string; end: string },
    inGroup: (entry: Entry) => boolean,
  ): Set<Entry> {
    if (!issue.type.includes("onsumption")) return this.#walk([issue], period.end);
    const consumption = this.#sorted.filter(
      (entry) =>
        inGroup(entry) &&
        entry.quantity.lt(0) &&
        entry.type.includes("onsumption") &&
        entry.values.some((value) => value.valuation >= period.start && value.valuation <= period.end),
    );
    return this.#walk([issue, ...consumption], period.end);
  }

  // Orders

  #stepOrders(): void {
    const orders = new Set(this.#sorted.filter((entry) => entry.by === "order").map((entry) => entry.order));
    for (const order of [...orders].sort()) this.#order(order);
  }

  #order(order: string): void {
    const outputs = this.#outputs(order);
    const net = this.#net(order);
    const item = this.#items.get(outputs[0]?.item ?? "") ?? {};
    const capacity = this.#capacity.get(order) ?? { capacity: ZERO, subcontracted: ZERO, overhead: ZERO };
    let material = ZERO;
    for (const entry of this.#orderEntries(order, ["Consumption", "Assembly Consumption"])) {
      for (const value of entry.values) {
        if (value.type === "Rounding" || (value.type === "Revaluation" && entry.quantity.gt(0))) continue;
        material = material.minus(value.actual);
      }
      material = material.minus(this.#deltaActual(entry));
    }
    const overheadOf = (base: D): D =>
      roundDecimal(
        base.times(dec(item, "Indirect Cost %")).div(100).plus(dec(item, "Overhead Rate").times(net)),
        this.#precision,
      );
    const direct = material.plus(capacity.capacity).plus(capacity.subcontracted).plus(capacity.overhead);
    const usage = [
      material,
      capacity.capacity,
      capacity.subcontracted,
      capacity.overhead,
      overheadOf(direct),
    ];
    let vector = [direct, usage[4] as D, ZERO, ZERO, ZERO, ZERO, ZERO];
    if (item["Costing Method"] === "Standard") {
      const standard = [
        roundDecimal(dec(item, "Standard Cost").times(net), this.#precision),
        ZERO,
        ZERO,
        ZERO,
        ZERO,
      ];
      if (order.startsWith("4 ")) standard[4] = overheadOf(standard[0] as D);
      vector = [direct, usage[4] as D, ...usage.map((used, kind) => (standard[kind] as D).minus(used))];
    }
    const positive = outputs.filter((output) => output.quantity.gt(0));
    const negative = outputs.filter((output) => output.quantity.lt(0));
    const gross = positive.reduce((sum, output) => sum.plus(output.quantity), ZERO);
    if (negative.length > 0) {
      const minus = this.#spreadVector(vector, gross.minus(net).negated(), net);
      vector = vector.map((amount, kind) => amount.minus(minus[kind] as D));
      this.#distribute(negative, minus);
    }
    this.#distribute(positive, vector);
  }

  #spreadVector(vector: readonly D[], a: D, b: D): D[] {
    const share = shareDecimal(a, b);
    let residual = ZERO;
    return vector.map((element) => {
      if (element.isZero()) return ZERO;
      const exact = fitDecimal(element.times(share)).plus(residual);
      const rounded = roundDecimal(exact, this.#precision);
      residual = exact.minus(rounded);
      return rounded;
    });
  }

  #distribute(outputs: readonly Entry[], vector: readonly D[]): void {
    let left = [...vector];
    let quantity = outputs.reduce((sum, output) => sum.plus(output.quantity), ZERO);
    outputs.forEach((output, index) => {
      const target =
        index === outputs.length - 1 ? left : this.#spreadVector(left, output.quantity, quantity);
      left = left.map((amount, kind) => amount.minus(target[kind] as D));
      quantity = quantity.minus(output.quantity);
      KINDS.forEach((kind, at) => {
        const now = sumOf(
          output.values.filter((value) => kindOf(value) === kind),
          (value) => value.actual,
        );
        const delta = (target[at] as D).minus(now);
        if ((output.kindDeltas.get(kind) ?? ZERO).eq(delta)) return;
        output.kindDeltas.set(kind, delta);
        this.#moved = true;
      });
      if (!output.invoiced.eq(output.quantity)) this.#setExpected(output, ZERO);
    });
  }

  // Rounding

  #stepRounding(): void {
    for (const entry of this.#sorted) {
      if (entry.quantity.lte(0) || !entry.remaining.isZero()) continue;
      const links = this.#issueLinks(entry).filter((link) => link.cost);
      const taken = links.reduce((sum, link) => sum.plus(link.quantity), ZERO);
      if (!taken.eq(entry.quantity.negated())) continue;
      if (links.some((link) => !this.#isInvoiced(this.#entries.get(link.owner) as Entry))) continue;
      if (!this.#isFinal(entry)) continue;
      let sum = sumOf(entry.values, (value) => value.actual).plus(this.#deltaActual(entry));
      for (const link of links)
        sum = sum.plus(this.#portion(entry, this.#entries.get(link.owner), link.quantity));
      const rounding = sum.negated();
      if (entry.roundingDelta.eq(rounding)) continue;
      entry.roundingDelta = rounding;
      this.#moved = true;
    }
  }

  #isFinal(entry: Entry): boolean {
    if (entry.type === "Transfer") {
      if (entry.quantity.lt(0)) {
        const rows = entry.rows.filter((row) => row.outbound === entry.no);
        const applied = rows.reduce((sum, row) => sum.plus(row.quantity), ZERO);
        return (
          applied.eq(entry.quantity) &&
          rows.every((row) => this.#isFinal(this.#entries.get(row.inbound) as Entry))
        );
      }
      const sources = entry.rows.map((row) => row.from || row.outbound).filter((no) => no !== 0);
      if (sources.length > 0) return sources.every((no) => this.#isFinal(this.#entries.get(no) as Entry));
    }
    if ((entry.type === "Output" || entry.type === "Assembly Output") && entry.order !== "") {
      return this.#isFinished(entry.order);
    }
    return this.#isInvoiced(entry);
  }
}

const KINDS = [
  "direct",
  "indirect",
  "Material",
  "Capacity",
  "Subcontracted",
  "Capacity Overhead",
  "Manufacturing Overhead",
];

function kindOf(value: Value): string {
  if (isPlain(value)) return "direct";
  if (value.type === "Indirect Cost") return "indirect";
  return value.type === "Variance" ? value.variance || "Material" : "";
}

function isPlain(value: Value): boolean {
  return value.type === "Direct Cost" && !value.charge;
}

function elementOf(type: string): 0 | 1 | 2 {
  return type === "Indirect Cost" ? 1 : type === "Variance" ? 2 : 0;
}

function sumOf(values: readonly Value[], of: (value: Value) => D): D {
  return values.reduce((sum, value) => sum.plus(of(value)), ZERO);
}
