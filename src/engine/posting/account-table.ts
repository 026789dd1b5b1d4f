/**
 * The account table: which pair of accounts a value entry goes to (spec of Post Inventory Cost to G/L, 5). The first
 * account of a pair gets plus the amount, the second minus the amount.
 */
import { optionLists } from "../ledgers/options";
import type { OptionColumn } from "../ledgers/ledgers";
import { accountType, type AccountType, type AccountTypeName } from "./account-types";

type Pair = readonly [AccountTypeName, AccountTypeName];
type EntryTypeName = (typeof optionLists)["entry type"][number];
type CostTypeName = (typeof optionLists)["cost type"][number];
type VarianceTypeName = (typeof optionLists)["variance type"][number];

interface TableRow {
  readonly types: readonly EntryTypeName[];
  readonly costs: readonly CostTypeName[];
  /** Only for Variance. */
  readonly variance?: VarianceTypeName;
  /** Only for capacity entries, whose Item Ledger Entry Type is blank. */
  readonly order?: "Assembly" | "other";
  readonly actual: Pair;
  readonly expected?: Pair;
  readonly nonInventory?: true;
}

const ACCRUAL: Pair = ["Inventory (Interim)", "Invt. Accrual (Interim)"];
const COGS_INTERIM: Pair = ["Inventory (Interim)", "COGS (Interim)"];
const WIP_INTERIM: Pair = ["Inventory (Interim)", "WIP Inventory"];
const ADJUSTMENT: Pair = ["Inventory", "Inventory Adjmt."];
const OVERHEAD: Pair = ["Inventory", "Overhead Applied"];
const TO_WIP: Pair = ["Inventory", "WIP Inventory"];

const PRODUCTION_VARIANCES: readonly (readonly [VarianceTypeName, AccountTypeName])[] = [
  ["Material", "Material Variance"],
  ["Capacity", "Capacity Variance"],
  ["Subcontracted", "Subcontracted Variance"],
  ["Capacity Overhead", "Cap. Overhead Variance"],
  ["Manufacturing Overhead", "Mfg. Overhead Variance"],
];

const ADJUSTING: readonly EntryTypeName[] = ["Positive Adjmt.", "Negative Adjmt.", "Transfer"];
const DIRECT = "Direct Cost";
const INDIRECT = "Indirect Cost";

const ROWS: readonly TableRow[] = [
  { types: ["Purchase"], costs: [DIRECT], actual: ["Inventory", "Direct Cost Applied"], expected: ACCRUAL },
  { types: ["Purchase"], costs: [INDIRECT], actual: OVERHEAD },
  {
    types: ["Purchase"],
    costs: ["Variance"],
    variance: "Purchase",
    actual: ["Inventory", "Purchase Variance"],
  },
  { types: ["Purchase"], costs: ["Revaluation"], actual: ADJUSTMENT, expected: ACCRUAL },
  { types: ["Purchase"], costs: ["Rounding"], actual: ADJUSTMENT },
  { types: ["Sale"], costs: [DIRECT], actual: ["Inventory", "COGS"], expected: COGS_INTERIM },
  { types: ["Sale"], costs: ["Revaluation"], actual: ADJUSTMENT, expected: COGS_INTERIM },
  { types: ["Sale"], costs: ["Rounding"], actual: ADJUSTMENT },
  { types: ADJUSTING, costs: [DIRECT], actual: ADJUSTMENT, expected: COGS_INTERIM },
  { types: ADJUSTING, costs: ["Revaluation", "Rounding"], actual: ADJUSTMENT },
  { types: ["Consumption"], costs: [DIRECT], actual: TO_WIP },
  { types: ["Consumption"], costs: ["Revaluation", "Rounding"], actual: ADJUSTMENT },
  { types: ["Output"], costs: [DIRECT], actual: TO_WIP, expected: WIP_INTERIM },
  {
    types: ["Output"],
    costs: ["Direct Cost - Non Inventory"],
    actual: ["Inventory", "Direct Cost Non-Inventory Applied"],
    nonInventory: true,
  },
  { types: ["Output"], costs: [INDIRECT], actual: OVERHEAD },
  { types: ["Output"], costs: ["Revaluation"], actual: ADJUSTMENT, expected: WIP_INTERIM },
  { types: ["Output"], costs: ["Rounding"], actual: ADJUSTMENT },
  ...PRODUCTION_VARIANCES.map(([variance, account]): TableRow => ({
    types: ["Output", "Assembly Output"],
    costs: ["Variance"],
    variance,
    actual: ["Inventory", account],
  })),
  {
    types: ["Output"],
    costs: ["Variance"],
    variance: "Material - Non Inventory",
    actual: ["Inventory", "Material - Non Inventory Variance"],
    nonInventory: true,
  },
  {
    types: ["Assembly Consumption", "Assembly Output"],
    costs: [DIRECT, "Revaluation", "Rounding"],
    actual: ADJUSTMENT,
  },
  { types: ["Assembly Output"], costs: [INDIRECT], actual: OVERHEAD },
  { types: [""], order: "other", costs: [DIRECT], actual: ["WIP Inventory", "Direct Cost Applied"] },
  { types: [""], order: "other", costs: [INDIRECT], actual: ["WIP Inventory", "Overhead Applied"] },
  { types: [""], order: "Assembly", costs: [DIRECT], actual: ["Inventory Adjmt.", "Direct Cost Applied"] },
  { types: [""], order: "Assembly", costs: [INDIRECT], actual: ["Inventory Adjmt.", "Overhead Applied"] },
];

/**
 * The four places a line can have in a value entry: first and second account of the expected pair, then of the actual
 * pair. Places 0 and 2 carry plus, 1 and 3 minus the amount.
 */
export const SLOTS = 4;
/** First of the two actual places. */
export const FIRST_ACTUAL_SLOT = 2;

const ENTRY_TYPES = optionLists["entry type"];
const COST_TYPES = optionLists["cost type"];
const VARIANCE_TYPES = optionLists["variance type"];
const ORDER_TYPES = optionLists["order type"];

/** Orders as far as the table tells them apart. */
export const OTHER_ORDER = 0;
export const PRODUCTION_ORDER = 1;
export const ASSEMBLY_ORDER = 2;
const ORDER_KINDS = 3;

/** What a class of value entries has in common. Captions; "?" for a text that Business Central does not have. */
export interface EntryClass {
  readonly type: string;
  readonly cost: string;
  readonly variance: string;
  readonly order: number;
}

const TYPES = ENTRY_TYPES.length + 1;
const COSTS = COST_TYPES.length + 1;
const VARIANCES = VARIANCE_TYPES.length + 1;

/** Number of classes: item ledger entry type × entry type × variance type × kind of order. */
export const CLASS_COUNT = TYPES * COSTS * VARIANCES * ORDER_KINDS;

/** The class with a number. */
export function entryClass(number: number): EntryClass {
  const order = number % ORDER_KINDS;
  const variance = Math.floor(number / ORDER_KINDS) % VARIANCES;
  const cost = Math.floor(number / (ORDER_KINDS * VARIANCES)) % COSTS;
  const type = Math.floor(number / (ORDER_KINDS * VARIANCES * COSTS));
  return {
    type: ENTRY_TYPES[type] ?? "?",
    cost: COST_TYPES[cost] ?? "?",
    variance: VARIANCE_TYPES[variance] ?? "?",
    order,
  };
}

/** Class per row of value entries. The variance type counts for Variance only. */
export function classesOf(
  types: OptionColumn,
  costs: OptionColumn,
  variances: OptionColumn,
  orders: OptionColumn,
): Uint16Array {
  const rows = types.values.length;
  const classes = new Uint16Array(rows);
  const variance = COST_TYPES.indexOf("Variance");
  const production = ORDER_TYPES.indexOf("Production");
  const assembly = ORDER_TYPES.indexOf("Assembly");
  for (let row = 0; row < rows; row += 1) {
    const type = Math.min(types.values[row] as number, TYPES - 1);
    const cost = Math.min(costs.values[row] as number, COSTS - 1);
    const kind = cost === variance ? Math.min(variances.values[row] as number, VARIANCES - 1) : 0;
    const order = orders.values[row] as number;
    const orderKind =
      order === production ? PRODUCTION_ORDER : order === assembly ? ASSEMBLY_ORDER : OTHER_ORDER;
    classes[row] = ((type * COSTS + cost) * VARIANCES + kind) * ORDER_KINDS + orderKind;
  }
  return classes;
}

/** One row of the account table, compiled: account types per place, 0 where there is no line. */
export interface Combination {
  readonly slots: readonly [AccountType, AccountType, AccountType, AccountType];
  readonly nonInventory: boolean;
}

const NO_COMBINATION: Combination = { slots: [0, 0, 0, 0], nonInventory: false };

/** Combinations by number; 0 is "no such combination". */
export const COMBINATIONS: readonly Combination[] = [
  NO_COMBINATION,
  ...ROWS.map((row): Combination => ({
    slots: [
      row.expected ? accountType(row.expected[0]) : 0,
      row.expected ? accountType(row.expected[1]) : 0,
      accountType(row.actual[0]),
      accountType(row.actual[1]),
    ],
    nonInventory: row.nonInventory === true,
  })),
];

/** Account type per combination and place: index combination × 4 + place. */
export const SLOT_TYPES: Uint8Array = Uint8Array.from(
  COMBINATIONS.flatMap((combination) => combination.slots),
);

/** Combination of each class; 0 where Business Central refuses the combination. */
export const COMBINATION_OF_CLASS: Uint8Array = Uint8Array.from({ length: CLASS_COUNT }, (_, number) => {
  const { type, cost, variance, order } = entryClass(number);
  const index = ROWS.findIndex(
    (row) =>
      (row.types as readonly string[]).includes(type) &&
      (row.costs as readonly string[]).includes(cost) &&
      (row.variance === undefined || row.variance === variance) &&
      (row.order === undefined || (row.order === "Assembly") === (order === ASSEMBLY_ORDER)),
  );
  return index + 1;
});

/** True per class whose entry type may carry expected cost (Direct Cost, Revaluation). */
export const MAY_BE_EXPECTED: Uint8Array = Uint8Array.from({ length: CLASS_COUNT }, (_, number) => {
  const { cost } = entryClass(number);
  return cost === DIRECT || cost === "Revaluation" ? 1 : 0;
});
