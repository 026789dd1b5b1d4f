/** What a figure is made of, as weights: for the rows of a group, one amount of Sales, Inventory or WIP Inventory. */
import { bigintAt } from "../../values/decimal";
import { revaluationMoves, type Basis } from "./basis";
import { inventoryRows, quantityLeft, revaluationShares } from "./inventory";
import { itemGroups } from "./item-groups";
import {
  amounts,
  amountSources,
  besideDirect,
  CAPACITY,
  CAPACITY_OVERHEAD,
  ofDirect,
  REVALUATION,
  SUBCONTRACTED,
  VARIANCE,
  variances,
} from "./parts";
import { salesRows } from "./sales";
import { Weights, ownWeights } from "./weights";
import { ONE, proportion } from "./wide";
import { orderGroups, rowsOfGroups } from "./wip-rows";

/** Rows of a figure, by what they stand for. */
export interface RowChoice {
  /** Entries with a row of their own. */
  readonly entries: readonly number[];
  /** Entries of items at average cost (Inventory), whose own cost counts whole. */
  readonly averages: readonly number[];
  readonly capacityRows: readonly number[];
  /** 1 per entry that stands in any row of the report. */
  readonly inRows: Uint8Array;
}

/** Which rows are asked for; code numbers and Entry Nos. as the ledgers have them. */
export interface RowQuestion {
  /** Code number of the item or order; undefined: all groups. */
  readonly group: number | undefined;
  /** 0: of any number. */
  readonly entryNo: number;
  readonly capacityEntryNo: number;
  /** Rows of items at average cost; undefined: of any place. */
  readonly place: { readonly locationCode: number; readonly variantCode: number } | undefined;
}

/** Finds the rows that a question is about. */
export function chooseRows(basis: Basis, question: RowQuestion): RowChoice {
  const { ledgers, ledger, orders, parameters } = basis;
  const table = ledgers.table("Item Ledger Entries");
  const entryNos = table.integers("Entry No.");
  const isWip = parameters.printCostShare === "WIP Inventory";
  const groupCodes = table.ids(isWip ? "Order No." : "Item No.");
  const entryWanted = (entry: number): boolean => {
    const row = ledger.rows[entry] as number;
    if (question.group !== undefined && groupCodes[row] !== question.group) return false;
    if (question.capacityEntryNo !== 0) return false;
    return question.entryNo === 0 || entryNos[row] === question.entryNo;
  };
  const averages: number[] = [];
  let inRows: Uint8Array;
  let capacityRows: readonly number[] = [];
  if (isWip) {
    const { groupOfEntry, groupOfCapacity } = rowsOfGroups(basis, orderGroups(basis));
    inRows = Uint8Array.from(groupOfEntry, (group) => (group >= 0 ? 1 : 0));
    const { table: capacity } = orders.capacityEntries;
    const orderNos = capacity.ids("Order No.");
    const capacityNos = capacity.integers("Entry No.");
    capacityRows = [...groupOfCapacity.keys()].filter(
      (row) =>
        (groupOfCapacity[row] as number) >= 0 &&
        question.entryNo === 0 &&
        (question.group === undefined || orderNos[row] === question.group) &&
        (question.capacityEntryNo === 0 || capacityNos[row] === question.capacityEntryNo),
    );
  } else {
    const { groupOf } = itemGroups(basis);
    if (parameters.printCostShare === "Sales") inRows = salesRows(basis, groupOf);
    else {
      const { place } = question;
      const locations = table.ids("Location Code");
      const variants = table.ids("Variant Code");
      inRows = inventoryRows(basis, groupOf, (entry) => {
        const row = ledger.rows[entry] as number;
        if (question.entryNo !== 0 || !entryWanted(entry)) return;
        if (place && (locations[row] !== place.locationCode || variants[row] !== place.variantCode)) return;
        averages.push(entry);
      });
      if (!place) dropEmptyAverages(basis, averages);
    }
  }
  const entries: number[] = [];
  for (let entry = 0; entry < ledger.count; entry += 1) {
    if (!question.place && inRows[entry] === 1 && entryWanted(entry)) entries.push(entry);
  }
  return { entries, averages, capacityRows, inRows };
}

/** Takes out the entries of item, location and variant whose quantity is 0: they have no row. */
function dropEmptyAverages(basis: Basis, averages: number[]): void {
  const { ledgers, ledger } = basis;
  const table = ledgers.table("Item Ledger Entries");
  const codes = [table.ids("Item No."), table.ids("Location Code"), table.ids("Variant Code")];
  const keyOf = (entry: number): string =>
    codes.map((column) => column[ledger.rows[entry] as number]).join("/");
  const quantities = new Map<string, bigint>();
  for (const entry of averages) {
    const key = keyOf(entry);
    const quantity = bigintAt(ledger.quantities, ledger.rows[entry] as number);
    quantities.set(key, (quantities.get(key) ?? 0n) + quantity);
  }
  const kept = averages.filter((entry) => quantities.get(keyOf(entry)) !== 0n);
  averages.splice(0, averages.length, ...kept);
}

/** Weights that make a figure. Wide numbers: 10^40 is the whole of an amount. */
export interface FigureWeights {
  /** On the whole own cost of entries. */
  readonly totals: Weights;
  /** On own parts of entries, for the parts of `parts`. */
  readonly own: Weights;
  readonly parts: ReadonlySet<number>;
  /** On the own revaluation and on the own variance of entries, whatever `parts` are. */
  readonly revaluation: Weights;
  readonly variance: Weights;
  /** On single value entries. */
  readonly values: Weights;
  /** On the direct and on the indirect cost of capacity rows. */
  readonly capacityDirect: Weights;
  readonly capacityIndirect: Weights;
}

/** The weights of one of the eighteen amounts over the chosen rows; undefined when there is no such amount. */
export function figureWeights(basis: Basis, field: string, rows: RowChoice): FigureWeights | undefined {
  const source = amountSources[(amounts as readonly string[]).indexOf(field)];
  if (source === undefined) return undefined;
  const parts = partsOf(basis, source);
  // Material is what the parts leave of the total.
  const sign = source === "material" ? -1n : 1n;
  const ofTotal = source === "total" || source === "material";
  const weights = {
    totals: new Weights(),
    own: new Weights(),
    parts,
    revaluation: new Weights(),
    variance: new Weights(),
    values: new Weights(),
    capacityDirect: new Weights(),
    capacityIndirect: new Weights(),
  };
  const traced = new Weights();
  switch (basis.parameters.printCostShare) {
    case "Sales":
      for (const entry of rows.entries) {
        if (ofTotal) weights.totals.add(entry, ONE);
        if (parts.size > 0) traced.add(entry, sign * ONE);
        if (source === "total" || source === REVALUATION) weights.revaluation.add(entry, -ONE);
      }
      break;
    case "Inventory":
      inventoryWeights(basis, rows, { ofTotal, sign, source }, weights, traced);
      break;
    case "WIP Inventory":
      for (const entry of rows.entries) {
        if (ofTotal) weights.totals.add(entry, ONE);
        if (parts.size > 0) traced.add(entry, sign * ONE);
        if (source === "total" || source === VARIANCE) weights.variance.add(entry, -ONE);
      }
      capacityWeights(basis, rows.capacityRows, source, weights);
      break;
  }
  const own = ownWeights(basis, traced);
  for (const entry of own.keys()) weights.own.add(entry, own.get(entry));
  if (basis.parameters.printCostShare === "WIP Inventory" && isSubVariance(source)) {
    for (const entry of rows.entries) weights.own.add(entry, -ONE);
  }
  return weights;
}

/** The parts whose own amounts make a figure. Revaluation that stays where it is has weights of its own. */
function partsOf(basis: Basis, source: number | "total" | "material"): ReadonlySet<number> {
  if (source === "total") return new Set();
  if (source !== "material") return new Set([source]);
  const moves = revaluationMoves(basis.parameters);
  return new Set([...besideDirect, ...ofDirect].filter((part) => moves || part !== REVALUATION));
}

function isSubVariance(source: number | "total" | "material"): boolean {
  return source !== VARIANCE && variances.includes(source as number);
}

interface FigureKind {
  readonly ofTotal: boolean;
  readonly sign: bigint;
  readonly source: number | "total" | "material";
}

function inventoryWeights(
  basis: Basis,
  rows: RowChoice,
  { ofTotal, sign, source }: FigureKind,
  weights: FigureWeights,
  traced: Weights,
): void {
  const { ledger } = basis;
  const sharesOf = revaluationShares(basis);
  const ofParts = source !== "total";
  for (const entry of rows.averages) {
    if (ofTotal) weights.totals.add(entry, ONE);
    if (ofParts) weights.own.add(entry, sign * ONE);
    if (source === "material") weights.revaluation.add(entry, -ONE);
  }
  for (const entry of rows.entries) {
    const quantity = bigintAt(ledger.quantities, ledger.rows[entry] as number);
    if (quantity < 0n) {
      if (ofTotal) {
        weights.totals.add(entry, ONE);
        const end = ledger.drawStart[entry + 1] as number;
        for (let draw = ledger.drawStart[entry] as number; draw < end; draw += 1) {
          const inbound = ledger.drawSources[draw] as number;
          const whole = bigintAt(ledger.quantities, ledger.rows[inbound] as number);
          const applied = bigintAt(ledger.applied, ledger.drawRows[draw] as number);
          if (whole !== 0n) weights.totals.add(inbound, -proportion(ONE, applied, whole));
        }
      }
      if (ofParts) weights.own.add(entry, sign * ONE);
      if (source === "material") weights.revaluation.add(entry, -ONE);
      continue;
    }
    const left = quantityLeft(basis, entry);
    const share = proportion(ONE, left, quantity);
    if (ofTotal) {
      weights.totals.add(entry, share);
      weights.revaluation.add(entry, -share);
    }
    if (ofParts && source !== REVALUATION) traced.add(entry, sign * share);
    if (source === "total" || source === REVALUATION) {
      sharesOf(entry, left, (row, numerator, denominator) => {
        weights.values.add(row, proportion(ONE, numerator, denominator));
      });
    }
  }
}

function capacityWeights(
  basis: Basis,
  rows: readonly number[],
  source: number | "total" | "material",
  weights: FigureWeights,
): void {
  const { subcontracting } = basis.orders.capacityEntries;
  for (const row of rows) {
    const kind = subcontracting[row] === 1 ? SUBCONTRACTED : CAPACITY;
    if (source === "total" || source === kind) weights.capacityDirect.add(row, -ONE);
    if (source === "total" || source === CAPACITY_OVERHEAD) weights.capacityIndirect.add(row, -ONE);
  }
}
