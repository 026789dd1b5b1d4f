/**
 * What one value entry of a production order does to WIP and to the cost posted: one table for all dates, so that the
 * ending WIP of a period is the opening WIP of the next. Source: the accounts that Business Central's posting uses
 * (output's direct cost is credited to WIP; overhead, variance, rounding and the actual part of a revaluation are not).
 */
import { optionLists, optionNumber } from "../../ledgers/options";

export type Bucket = "capacity" | "consumption" | "output";
type Sign = -1 | 0 | 1;

/** Signs with which the four amounts of a value entry change WIP (first two) and the cost posted (last two). */
export interface Effect {
  readonly bucket: Bucket;
  readonly actual: Sign;
  readonly expected: Sign;
  readonly posted: Sign;
  readonly expectedPosted: Sign;
  /** The entry has no effect when its Expected Cost is yes. */
  readonly onlyActualEntries: boolean;
}

const capacity: Effect = {
  bucket: "capacity",
  actual: 1,
  expected: 0,
  posted: 1,
  expectedPosted: 1,
  onlyActualEntries: true,
};
const consumption: Effect = {
  bucket: "consumption",
  actual: -1,
  expected: 0,
  posted: -1,
  expectedPosted: -1,
  onlyActualEntries: true,
};
const outputDirectCost: Effect = {
  bucket: "output",
  actual: -1,
  expected: -1,
  posted: -1,
  expectedPosted: -1,
  onlyActualEntries: false,
};
const outputRevaluation: Effect = {
  bucket: "output",
  actual: 0,
  expected: -1,
  posted: 0,
  expectedPosted: -1,
  onlyActualEntries: false,
};

const CAPACITY = optionNumber("entry type", "");
const CONSUMPTION = optionNumber("entry type", "Consumption");
export const OUTPUT = optionNumber("entry type", "Output");
export const DIRECT_COST = optionNumber("cost type", "Direct Cost");
export const REVALUATION = optionNumber("cost type", "Revaluation");
export const ROUNDING = optionNumber("cost type", "Rounding");

export type ConsumptionRounding = "Include" | "Exclude";

/** The effect for an Item Ledger Entry Type and an Entry Type (numbers of the option lists); undefined: none. */
export function effectOf(
  entryType: number,
  costType: number,
  consumptionRounding: ConsumptionRounding,
): Effect | undefined {
  switch (entryType) {
    case CAPACITY:
      return capacity;
    case CONSUMPTION:
      if (costType === REVALUATION) return undefined;
      return costType === ROUNDING && consumptionRounding === "Exclude" ? undefined : consumption;
    case OUTPUT:
      if (costType === DIRECT_COST) return outputDirectCost;
      return costType === REVALUATION ? outputRevaluation : undefined;
    default:
      return undefined;
  }
}

/** True for the entries that `consumptionRounding` is about. */
export function isConsumptionRounding(entryType: number, costType: number): boolean {
  return entryType === CONSUMPTION && costType === ROUNDING;
}

const COST_TYPES = optionLists["cost type"].length;

/** All effects as one array for hot loops: index `entryType * effectStride + costType`. */
export function effectTable(consumptionRounding: ConsumptionRounding): readonly (Effect | undefined)[] {
  return optionLists["entry type"].flatMap((_, entryType) =>
    optionLists["cost type"].map((__, costType) => effectOf(entryType, costType, consumptionRounding)),
  );
}

/** Width of a row of `effectTable`. */
export const effectStride = COST_TYPES;
