/**
 * Cost shares worked out the slow way: objects, recursion and decimal.js, line by line after the rules. It is the
 * reference that the engine is compared with on random ledgers.
 */
import { Decimal } from "decimal.js";
import type { Row, Workbook } from "./production-ledger";

const D = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -200, toExpPos: 200 });
type Num = InstanceType<typeof D>;
const zero = new D(0);

const VARIANCES: Readonly<Record<string, string>> = {
  Purchase: "purchaseVariance",
  Material: "materialVariance",
  Capacity: "capacityVariance",
  "Capacity Overhead": "capacityOverheadVariance",
  "Manufacturing Overhead": "mfgOverheadVariance",
  Subcontracted: "subcontractedVariance",
  "Material - Non Inventory": "materialNonInventoryVariance",
};
const SUB_VARIANCES = Object.values(VARIANCES);
const TYPES: Readonly<Record<string, string>> = {
  "Direct Cost": "direct",
  "Indirect Cost": "indirectCost",
  Revaluation: "revaluation",
  Rounding: "rounding",
  Variance: "variance",
  "Direct Cost - Non Inventory": "nonInventory",
};
const PARTS = [
  "direct",
  "indirectCost",
  "revaluation",
  "rounding",
  "variance",
  "nonInventory",
  "capacity",
  "capacityOverhead",
  "subcontracted",
  "materialOverhead",
  ...SUB_VARIANCES,
] as const;
const OUTSIDE = ["indirectCost", "variance", "rounding", "nonInventory"] as const;
type Parts = Record<string, Num>;

export interface TwinParameters {
  readonly printCostShare: "Sales" | "Inventory" | "WIP Inventory";
  readonly startDate: string;
  readonly endDate: string;
  readonly level: "Single-Level" | "Rolled-up";
  readonly revaluationBasis: "Business Central" | "Valued Quantity";
  readonly includeAverageItems: boolean;
}

export interface TwinRow {
  readonly key: string;
  readonly group: string;
  readonly amounts: Record<string, string>;
}

export interface TwinResult {
  readonly rows: readonly TwinRow[];
  readonly groups: ReadonlyMap<string, Record<string, string>>;
  readonly cycles: readonly number[];
}

const num = (row: Row | undefined, caption: string): Num => new D(String(row?.[caption] ?? "0") || "0");
const text = (row: Row | undefined, caption: string): string => String(row?.[caption] ?? "");
const no = (row: Row | undefined, caption: string): number => Number(row?.[caption] ?? 0);

function shown(value: Num): string {
  const rounded = value.toDecimalPlaces(10, Decimal.ROUND_HALF_UP).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  return rounded.isZero() ? "0" : rounded.toFixed();
}

export function costSharesTwin(workbook: Workbook, parameters: TwinParameters): TwinResult {
  const { printCostShare, startDate, endDate, level } = parameters;
  const until = (rows: Row[] | undefined): Row[] =>
    (rows ?? [])
      .filter((row) => text(row, "Posting Date") <= endDate)
      .sort((a, b) => no(a, "Entry No.") - no(b, "Entry No."));
  const entries = until(workbook["Item Ledger Entries"]);
  const values = until(workbook["Value Entries"]);
  const byNo = new Map(entries.map((entry) => [no(entry, "Entry No."), entry]));
  const items = new Map((workbook.Items ?? []).map((item) => [text(item, "No."), item]));
  const capacityTable = workbook["Capacity Ledger Entries"];
  const capacity: Row[] =
    capacityTable === undefined
      ? values
          .filter(
            (row) => text(row, "Item Ledger Entry Type") === "" && no(row, "Item Ledger Entry No.") === 0,
          )
          .map((row) => ({ ...row, Subcontracting: false, value: no(row, "Entry No.") }))
      : until(capacityTable);
  const capacityValues = (row: Row): Row[] =>
    values.filter((value) =>
      capacityTable === undefined
        ? value["Entry No."] === row.value
        : no(value, "Item Ledger Entry No.") === 0 &&
          no(value, "Capacity Ledger Entry No.") === no(row, "Entry No."),
    );
  const orderRows = workbook["Inventory Adjmt. Entry Orders"] ?? [];
  const applications = (workbook["Item Application Entries"] ?? [])
    .filter((row) => row["Cost Application"] === true)
    .filter((row) => no(row, "Inbound Item Entry No.") !== 0 && no(row, "Outbound Item Entry No.") !== 0)
    .filter((row) => !num(row, "Quantity").isZero())
    .filter((row) =>
      [
        "Item Ledger Entry No.",
        "Inbound Item Entry No.",
        "Outbound Item Entry No.",
        "Transferred-from Entry No.",
      ].every((caption) => no(row, caption) === 0 || byNo.has(no(row, caption))),
    )
    .sort((a, b) => no(a, "Entry No.") - no(b, "Entry No."));
  const valuesOf = (entry: Row): Row[] =>
    values.filter((value) => no(value, "Item Ledger Entry No.") === no(entry, "Entry No."));
  const isOutput = (entry: Row): boolean =>
    text(entry, "Entry Type").endsWith("Output") && text(entry, "Order No.") !== "";
  const isConsumption = (entry: Row): boolean =>
    text(entry, "Entry Type").endsWith("Consumption") && text(entry, "Order No.") !== "";
  const isAverage = (entry: Row): boolean =>
    text(items.get(text(entry, "Item No.")), "Costing Method") === "Average";
  const keyOf = (row: Row): string =>
    text(row, "Order Type") === "Assembly"
      ? `A/${text(row, "Order No.")}`
      : `P/${text(row, "Order No.")}/${no(row, "Order Line No.")}`;
  const hasOrder = (row: Row): boolean => ["Production", "Assembly"].includes(text(row, "Order Type"));

  const ownCache = new Map<number, Parts>();
  const own = (entry: Row): Parts => {
    const known = ownCache.get(no(entry, "Entry No."));
    if (known) return known;
    const parts: Parts = Object.fromEntries(PARTS.map((part) => [part, zero]));
    const add = (part: string, amount: Num): void => {
      parts[part] = (parts[part] as Num).plus(amount);
    };
    for (const value of valuesOf(entry)) {
      const amount = num(value, "Cost Amount (Actual)").plus(num(value, "Cost Amount (Expected)"));
      add(TYPES[text(value, "Entry Type")] as string, amount);
      const sub = VARIANCES[text(value, "Variance Type")];
      if (text(value, "Entry Type") === "Variance" && sub) add(sub, amount);
    }
    parts.materialOverhead = parts.indirectCost as Num;
    if (isOutput(entry)) {
      const order = orderCost(keyOf(entry));
      if (order.rates) parts.materialOverhead = zero;
      if (!order.quantity.isZero()) {
        const share = (amount: Num): Num => amount.times(num(entry, "Quantity")).div(order.quantity);
        parts.capacity = share(order.capacity);
        parts.subcontracted = share(order.subcontracted);
        parts.capacityOverhead = share(order.overhead);
        if (order.rates) parts.materialOverhead = share(order.mfgOverhead);
      }
    }
    ownCache.set(no(entry, "Entry No."), parts);
    return parts;
  };

  const orderCost = (key: string) => {
    const outputs = entries.filter((entry) => isOutput(entry) && keyOf(entry) === key);
    const consumption = entries.filter((entry) => isConsumption(entry) && keyOf(entry) === key);
    const quantity = outputs.reduce((sum, entry) => sum.plus(num(entry, "Quantity")), zero);
    let direct = zero;
    let subcontracted = zero;
    let overhead = zero;
    for (const row of capacity.filter((candidate) => hasOrder(candidate) && keyOf(candidate) === key)) {
      for (const value of capacityValues(row)) {
        const amount = num(value, "Cost Amount (Actual)");
        if (text(value, "Entry Type") === "Indirect Cost") overhead = overhead.plus(amount);
        else if (text(value, "Entry Type") === "Direct Cost") {
          if (row.Subcontracting === true) subcontracted = subcontracted.plus(amount);
          else direct = direct.plus(amount);
        }
      }
    }
    let material = zero;
    for (const entry of consumption) {
      for (const value of valuesOf(entry)) {
        const type = text(value, "Entry Type");
        if (type === "Rounding" || value.Inventoriable === false) continue;
        if (type === "Revaluation" && num(entry, "Quantity").gt(0)) continue;
        material = material.minus(num(value, "Cost Amount (Actual)"));
      }
    }
    const orderRow = orderRows.find((row) => hasOrder(row) && keyOf(row) === key);
    const item = items.get(text(orderRow, "Item No.") || text(outputs[0], "Item No."));
    const rate = (caption: string): string => text(orderRow, caption) || text(item, caption);
    const percent = rate("Indirect Cost %");
    const perUnit = rate("Overhead Rate");
    const base = material.plus(direct).plus(subcontracted).plus(overhead);
    return {
      quantity,
      capacity: direct,
      subcontracted,
      overhead,
      consumption,
      rates: percent !== "" || perUnit !== "",
      mfgOverhead: base
        .times(percent || "0")
        .div(100)
        .plus(quantity.times(perUnit || "0")),
    };
  };

  const moves = printCostShare !== "Inventory";
  const movedParts = PARTS.filter((part) => part !== "direct" && (part !== "revaluation" || moves));
  const outside: readonly string[] = moves ? [...OUTSIDE, "revaluation"] : OUTSIDE;
  const traced = new Map<number, Parts>();
  const working = new Set<number>();
  const cycles = new Set<number>();

  const tracedOf = (entry: Row): Parts => {
    const entryNo = no(entry, "Entry No.");
    const known = traced.get(entryNo);
    if (known) return known;
    if (working.has(entryNo)) {
      cycles.add(entryNo);
      return own(entry);
    }
    working.add(entryNo);
    const parts = { ...own(entry) };
    const draw = (source: Parts, factor: (amount: Num) => Num): void => {
      for (const part of movedParts) parts[part] = (parts[part] as Num).plus(factor(source[part] as Num));
      for (const part of outside) parts.direct = (parts.direct as Num).minus(factor(source[part] as Num));
    };
    if (isOutput(entry)) {
      const order = orderCost(keyOf(entry));
      if (level === "Rolled-up") {
        const shares = order.consumption.map((consumed) => tracedOf(consumed));
        if (!order.quantity.isZero()) {
          for (const share of shares) {
            draw(share, (amount) => amount.negated().times(num(entry, "Quantity")).div(order.quantity));
          }
        }
      }
    } else if (!isAverage(entry)) {
      const quantity = num(entry, "Quantity");
      for (const row of applications.filter(
        (candidate) => no(candidate, "Item Ledger Entry No.") === entryNo,
      )) {
        const inbound = no(row, "Inbound Item Entry No.");
        const outbound = no(row, "Outbound Item Entry No.");
        const from = no(row, "Transferred-from Entry No.");
        let source = 0;
        if (quantity.lt(0) && outbound === entryNo && inbound !== entryNo) source = inbound;
        if (quantity.gt(0) && inbound === entryNo) source = from !== 0 ? from : outbound;
        const sourceEntry = byNo.get(source);
        if (!sourceEntry) continue;
        const sourceParts = tracedOf(sourceEntry);
        const whole = num(sourceEntry, "Quantity");
        if (whole.isZero()) continue;
        draw(sourceParts, (amount) => amount.times(num(row, "Quantity")).div(whole));
      }
    }
    working.delete(entryNo);
    traced.set(entryNo, parts);
    return parts;
  };
  for (const entry of entries) tracedOf(entry);

  const total = (parts: Parts): Num =>
    ["direct", "indirectCost", "variance", "revaluation", "rounding", "nonInventory"].reduce(
      (sum, part) => sum.plus(parts[part] as Num),
      zero,
    );
  const found: { key: string; group: string; parts: Parts }[] = [];
  const isListed = (entry: Row): boolean => {
    const item = items.get(text(entry, "Item No."));
    return item !== undefined && (!isAverage(entry) || parameters.includeAverageItems);
  };
  const less = (parts: Parts, names: readonly string[], taken: Parts): Parts => ({
    ...parts,
    ...Object.fromEntries(names.map((name) => [name, (parts[name] as Num).minus(taken[name] as Num)])),
  });

  if (printCostShare === "Sales") {
    for (const entry of entries) {
      if (text(entry, "Entry Type") !== "Sale" || !isListed(entry) || text(entry, "Posting Date") < startDate)
        continue;
      found.push({
        key: String(no(entry, "Entry No.")),
        group: text(entry, "Item No."),
        parts: less(tracedOf(entry), ["revaluation"], own(entry)),
      });
    }
  } else if (printCostShare === "Inventory") {
    const averages = new Map<string, { quantity: Num; parts: Parts; group: string }>();
    for (const entry of entries.filter(isListed)) {
      const entryNo = no(entry, "Entry No.");
      const group = text(entry, "Item No.");
      const quantity = num(entry, "Quantity");
      if (isAverage(entry)) {
        const key = `${group}/${text(entry, "Location Code")}/${text(entry, "Variant Code")}`;
        const sum = averages.get(key) ?? {
          quantity: zero,
          parts: Object.fromEntries<Num>(PARTS.map((part) => [part, zero])),
          group,
        };
        sum.quantity = sum.quantity.plus(quantity);
        for (const part of PARTS) sum.parts[part] = (sum.parts[part] as Num).plus(own(entry)[part] as Num);
        averages.set(key, sum);
        continue;
      }
      const applied = (rows: Row[]): Num => rows.reduce((sum, row) => sum.plus(num(row, "Quantity")), zero);
      if (quantity.gt(0)) {
        const left = quantity.plus(
          applied(
            applications.filter(
              (row) =>
                no(row, "Inbound Item Entry No.") === entryNo &&
                no(row, "Item Ledger Entry No.") === no(row, "Outbound Item Entry No."),
            ),
          ),
        );
        if (left.isZero()) continue;
        const parts: Parts = Object.fromEntries(
          PARTS.map((part) => [part, (tracedOf(entry)[part] as Num).times(left).div(quantity)]),
        );
        parts.revaluation = own(entry).revaluation as Num;
        if (parameters.revaluationBasis === "Valued Quantity") {
          parts.revaluation = valuesOf(entry)
            .filter((value) => text(value, "Entry Type") === "Revaluation")
            .reduce((sum, value) => {
              const valued = num(value, "Valued Quantity").gt(0) ? num(value, "Valued Quantity") : quantity;
              const amount = num(value, "Cost Amount (Actual)").plus(num(value, "Cost Amount (Expected)"));
              return sum.plus(amount.times(Decimal.min(left, valued)).div(valued));
            }, zero);
        }
        found.push({ key: String(entryNo), group, parts });
      } else if (quantity.lt(0)) {
        const own_ = applications.filter(
          (row) =>
            no(row, "Item Ledger Entry No.") === entryNo &&
            no(row, "Outbound Item Entry No.") === entryNo &&
            no(row, "Inbound Item Entry No.") !== entryNo,
        );
        const left = quantity.minus(applied(own_));
        if (left.isZero()) continue;
        const parts = { ...own(entry) };
        for (const row of own_) {
          const inbound = byNo.get(no(row, "Inbound Item Entry No.")) as Row;
          const whole = num(inbound, "Quantity");
          if (whole.isZero()) continue;
          parts.direct = (parts.direct as Num).plus(
            total(tracedOf(inbound)).times(num(row, "Quantity").negated()).div(whole),
          );
        }
        found.push({ key: String(entryNo), group, parts });
      }
    }
    for (const [key, { quantity, parts, group }] of averages) {
      if (!quantity.isZero()) found.push({ key, group, parts });
    }
  } else {
    const orders = new Set(
      (workbook["Production Orders"] ?? [])
        .filter((order) => ["Released", "Finished"].includes(text(order, "Status")))
        .map((order) => text(order, "No.")),
    );
    for (const entry of entries) {
      if (text(entry, "Order Type") !== "Production" || !orders.has(text(entry, "Order No."))) continue;
      found.push({
        key: String(no(entry, "Entry No.")),
        group: text(entry, "Order No."),
        parts: less(tracedOf(entry), ["variance", ...SUB_VARIANCES], own(entry)),
      });
    }
    for (const row of capacity) {
      if (text(row, "Order Type") !== "Production" || !orders.has(text(row, "Order No."))) continue;
      const parts: Parts = Object.fromEntries(PARTS.map((part) => [part, zero]));
      for (const value of capacityValues(row)) {
        const amount = num(value, "Cost Amount (Actual)");
        const part =
          text(value, "Entry Type") === "Indirect Cost"
            ? "capacityOverhead"
            : row.Subcontracting === true
              ? "subcontracted"
              : "capacity";
        if (!["Indirect Cost", "Direct Cost"].includes(text(value, "Entry Type"))) continue;
        parts[part] = (parts[part] as Num).minus(amount);
        parts.direct = (parts.direct as Num).minus(amount);
      }
      found.push({ key: `capacity ${no(row, "Entry No.")}`, group: text(row, "Order No."), parts });
    }
  }

  const amountsOf = (parts: Parts): Record<string, string> => ({
    ...Object.fromEntries(
      PARTS.filter((part) => part !== "direct").map((part) => [part, shown(parts[part] as Num)]),
    ),
    total: shown(total(parts)),
    material: shown(
      (parts.direct as Num)
        .minus(parts.capacity as Num)
        .minus(parts.capacityOverhead as Num)
        .minus(parts.subcontracted as Num),
    ),
  });
  const sums = new Map<string, Parts>();
  for (const { group, parts } of found) {
    const sum = sums.get(group);
    sums.set(
      group,
      sum
        ? Object.fromEntries(PARTS.map((part) => [part, (sum[part] as Num).plus(parts[part] as Num)]))
        : { ...parts },
    );
  }
  return {
    rows: found.map(({ key, group, parts }) => ({ key, group, amounts: amountsOf(parts) })),
    groups: new Map([...sums].map(([group, parts]) => [group, amountsOf(parts)])),
    cycles: [...cycles].sort((a, b) => a - b),
  };
}
