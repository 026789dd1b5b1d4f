/**
 * The parts that the cost of an entry has. The own and the traced cost of an entry are a total and these parts; direct
 * cost is what the total leaves, and material what direct cost leaves.
 */
import { optionLists, optionNumber } from "../../ledgers/options";

/** In the order of the arrays that hold them. */
export const parts = [
  "indirectCost",
  "revaluation",
  "rounding",
  "nonInventory",
  "variance",
  "purchaseVariance",
  "materialVariance",
  "capacityVariance",
  "capacityOverheadVariance",
  "mfgOverheadVariance",
  "subcontractedVariance",
  "materialNonInventoryVariance",
  "capacity",
  "capacityOverhead",
  "subcontracted",
  "materialOverhead",
] as const;
export type Part = (typeof parts)[number];

export const PARTS = parts.length;
export const INDIRECT_COST = 0;
export const REVALUATION = 1;
export const ROUNDING = 2;
export const NON_INVENTORY = 3;
export const VARIANCE = 4;
export const FIRST_SUB_VARIANCE = 5;
export const CAPACITY = 12;
export const CAPACITY_OVERHEAD = 13;
export const SUBCONTRACTED = 14;
export const MATERIAL_OVERHEAD = 15;

/** Parts of the total that stand beside direct cost: total = direct + these. */
export const besideDirect = [INDIRECT_COST, REVALUATION, ROUNDING, NON_INVENTORY, VARIANCE] as const;
/** Parts of direct cost: material = direct − these. */
export const ofDirect = [CAPACITY, CAPACITY_OVERHEAD, SUBCONTRACTED] as const;
/** Variance and what it is made of. */
export const variances: readonly number[] = parts.flatMap((part, index) =>
  part === "variance" || part.endsWith("Variance") ? [index] : [],
);

/** The eighteen amounts of rows, groups and totals, in the order of the result. */
export const amounts = [
  "material",
  "capacity",
  "capacityOverhead",
  "materialOverhead",
  "subcontracted",
  "indirectCost",
  "variance",
  "revaluation",
  "rounding",
  "nonInventory",
  "total",
  "purchaseVariance",
  "materialVariance",
  "capacityVariance",
  "capacityOverheadVariance",
  "mfgOverheadVariance",
  "subcontractedVariance",
  "materialNonInventoryVariance",
] as const;
export type Amount = (typeof amounts)[number];
export type Amounts = Readonly<Record<Amount, string>>;

/** Where an amount comes from: a part, "total", or "material". */
export const amountSources: readonly (number | "total" | "material")[] = amounts.map((amount) =>
  amount === "total" || amount === "material" ? amount : parts.indexOf(amount),
);

export const DIRECT_COST_TYPE = optionNumber("cost type", "Direct Cost");
export const INDIRECT_COST_TYPE = optionNumber("cost type", "Indirect Cost");
export const REVALUATION_TYPE = optionNumber("cost type", "Revaluation");
export const ROUNDING_TYPE = optionNumber("cost type", "Rounding");
export const VARIANCE_TYPE = optionNumber("cost type", "Variance");
const NON_INVENTORY_TYPE = optionNumber("cost type", "Direct Cost - Non Inventory");

/** The part that a value entry of an Entry Type is; -1 for direct cost, -2 for a blank type, which is no cost. */
export const partOfCostType: Int8Array = Int8Array.from(optionLists["cost type"], (_, type) => {
  const known = new Map([
    [DIRECT_COST_TYPE, -1],
    [INDIRECT_COST_TYPE, INDIRECT_COST],
    [REVALUATION_TYPE, REVALUATION],
    [ROUNDING_TYPE, ROUNDING],
    [VARIANCE_TYPE, VARIANCE],
    [NON_INVENTORY_TYPE, NON_INVENTORY],
  ]);
  return known.get(type) ?? -2;
});

/** The part of a Variance Type, or -1 for a blank one, whose amount is in `variance` alone. */
export function partOfVarianceType(varianceType: number): number {
  return varianceType === 0 ? -1 : FIRST_SUB_VARIANCE + varianceType - 1;
}
