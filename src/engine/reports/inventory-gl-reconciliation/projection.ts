/**
 * Where the cost of a value entry shows in the matrix: for basis bc by the formulas of Business Central's page (spec, 4),
 * for basis posting by the account table (spec, 5). Both are data: class of value entries → terms.
 */
import {
  ASSEMBLY_ORDER,
  CLASS_COUNT,
  COMBINATION_OF_CLASS,
  COMBINATIONS,
  entryClass,
  FIRST_ACTUAL_SLOT,
  PRODUCTION_ORDER,
  type EntryClass,
} from "../../posting/account-table";
import { INVENTORY, INVENTORY_INTERIM, WIP_INVENTORY, type AccountType } from "../../posting/account-types";
import { CELL_OF_TYPE, cellOf, ROW_OF_TYPE, type Cell, type ColumnName } from "./rows";

/** One addend of a cell: plus or minus the actual or the expected cost. */
export interface Term {
  readonly cell: Cell;
  readonly amount: "actual" | "expected";
  readonly sign: 1 | -1;
}

/** Terms per class. `of` says which value entries it applies to at all. */
export interface Projection {
  readonly of: "inventoryItems" | "inventoriable";
  readonly terms: readonly (readonly Term[])[];
}

interface Formula {
  readonly row: string;
  readonly columns: readonly ColumnName[];
  readonly amounts: readonly ("actual" | "expected")[];
  readonly sign: 1 | -1;
  readonly costs?: readonly string[];
  /** Item Ledger Entry Types; "" is capacity. */
  readonly types?: readonly string[];
  readonly notBlank?: true;
  readonly variance?: string;
  readonly order?: number;
}

const ACTUAL = ["actual"] as const;
const EXPECTED = ["expected"] as const;
const DIRECT = ["Direct Cost"];
const INDIRECT = ["Indirect Cost"];
const DIRECT_REVALUATION = ["Direct Cost", "Revaluation"];
const ADJUSTED_BY_ASSEMBLY = [
  "Positive Adjmt.",
  "Negative Adjmt.",
  "Transfer",
  "Assembly Output",
  "Assembly Consumption",
];

const VARIANCE_ROWS: readonly (readonly [string, string])[] = [
  ["materialVariance", "Material"],
  ["materialNonInventoryVariance", "Material - Non Inventory"],
  ["capacityVariance", "Capacity"],
  ["subcontractedVariance", "Subcontracted"],
  ["capacityOverheadVariance", "Capacity Overhead"],
  ["mfgOverheadVariance", "Manufacturing Overhead"],
];

/** Business Central's formulas (spec, 4). */
const FORMULAS: readonly Formula[] = [
  { row: "total", columns: ["inventory"], amounts: ACTUAL, sign: 1, notBlank: true },
  {
    row: "total",
    columns: ["inventoryInterim"],
    amounts: EXPECTED,
    sign: 1,
    costs: DIRECT_REVALUATION,
    types: ["Purchase", "Sale", "Output"],
  },
  ...(
    [
      [-1, ACTUAL, DIRECT, ["Consumption"]],
      [-1, ["actual", "expected"], DIRECT, ["Output"]],
      [-1, EXPECTED, ["Revaluation"], ["Output"]],
      [1, ACTUAL, ["Direct Cost", "Indirect Cost"], [""]],
    ] as const
  ).map(([sign, amounts, costs, types]): Formula => ({
    row: "total",
    columns: ["wipInventory"],
    amounts,
    sign,
    costs,
    types,
    order: PRODUCTION_ORDER,
  })),
  ...(["inventory", "wipInventory"] as const).map((column): Formula => ({
    row: "inventoryToWip",
    columns: [column],
    amounts: ACTUAL,
    sign: column === "inventory" ? -1 : 1,
    costs: DIRECT,
    types: ["Output", "Consumption"],
  })),
  ...(["inventoryInterim", "wipInventory"] as const).map((column): Formula => ({
    row: "wipToInterim",
    columns: [column],
    amounts: EXPECTED,
    sign: column === "inventoryInterim" ? -1 : 1,
    costs: DIRECT_REVALUATION,
    types: ["Output"],
  })),
  {
    row: "cogsInterim",
    columns: ["inventoryInterim", "total"],
    amounts: EXPECTED,
    sign: -1,
    costs: DIRECT_REVALUATION,
    types: ["Sale"],
  },
  {
    row: "directCostApplied",
    columns: ["inventory"],
    amounts: ACTUAL,
    sign: -1,
    costs: DIRECT,
    types: ["Purchase"],
  },
  {
    row: "directCostApplied",
    columns: ["inventory"],
    amounts: ACTUAL,
    sign: -1,
    costs: DIRECT,
    types: [""],
    order: ASSEMBLY_ORDER,
  },
  {
    row: "directCostApplied",
    columns: ["wipInventory"],
    amounts: ACTUAL,
    sign: -1,
    costs: DIRECT,
    types: [""],
    order: PRODUCTION_ORDER,
  },
  {
    row: "directCostApplied",
    columns: ["total"],
    amounts: ACTUAL,
    sign: -1,
    costs: DIRECT,
    types: ["Purchase", ""],
  },
  {
    row: "overheadApplied",
    columns: ["inventory"],
    amounts: ACTUAL,
    sign: -1,
    costs: INDIRECT,
    types: ["Purchase", "Output", "Assembly Output"],
  },
  {
    row: "overheadApplied",
    columns: ["inventory"],
    amounts: ACTUAL,
    sign: -1,
    costs: INDIRECT,
    types: [""],
    order: ASSEMBLY_ORDER,
  },
  {
    row: "overheadApplied",
    columns: ["wipInventory"],
    amounts: ACTUAL,
    sign: -1,
    costs: INDIRECT,
    types: [""],
    order: PRODUCTION_ORDER,
  },
  {
    row: "overheadApplied",
    columns: ["total"],
    amounts: ACTUAL,
    sign: -1,
    costs: INDIRECT,
    types: ["Purchase", "Output", "Assembly Output", ""],
  },
  {
    row: "inventoryAdjmt",
    columns: ["inventory", "total"],
    amounts: ACTUAL,
    sign: -1,
    costs: ["Revaluation", "Rounding"],
  },
  {
    row: "inventoryAdjmt",
    columns: ["inventory", "total"],
    amounts: ACTUAL,
    sign: -1,
    costs: DIRECT,
    types: ADJUSTED_BY_ASSEMBLY,
  },
  {
    row: "inventoryAdjmt",
    columns: ["inventory", "total"],
    amounts: ACTUAL,
    sign: -1,
    costs: DIRECT,
    types: [""],
    order: ASSEMBLY_ORDER,
  },
  {
    row: "invtAccrualInterim",
    columns: ["inventoryInterim", "total"],
    amounts: EXPECTED,
    sign: -1,
    costs: DIRECT_REVALUATION,
    types: ["Purchase"],
  },
  { row: "cogs", columns: ["inventory", "total"], amounts: ACTUAL, sign: -1, costs: DIRECT, types: ["Sale"] },
  {
    row: "purchaseVariance",
    columns: ["inventory", "total"],
    amounts: ACTUAL,
    sign: -1,
    costs: ["Variance"],
    types: ["Purchase"],
  },
  ...VARIANCE_ROWS.map(([row, variance]): Formula => ({
    row,
    columns: ["inventory", "total"],
    amounts: ACTUAL,
    sign: -1,
    costs: ["Variance"],
    types: ["Output", "Assembly Output"],
    variance,
  })),
];

function applies(formula: Formula, entry: EntryClass): boolean {
  return (
    (formula.costs?.includes(entry.cost) ?? true) &&
    (formula.types?.includes(entry.type) ?? true) &&
    (formula.notBlank !== true || entry.type !== "") &&
    (formula.variance === undefined || formula.variance === entry.variance) &&
    (formula.order === undefined || formula.order === entry.order)
  );
}

/** Projections of the formulas, which are the same for every ledger. */
const INVENTORY_FORMULAS = projectFormulas(false);
const ALL_FORMULAS = projectFormulas(true);

/** Basis bc. The row of non-inventory variance stays 0 unless non-inventory cost is included. */
export function formulaProjection(includeNonInventory: boolean): Projection {
  return includeNonInventory ? ALL_FORMULAS : INVENTORY_FORMULAS;
}

function projectFormulas(includeNonInventory: boolean): Projection {
  const formulas = FORMULAS.filter(
    (formula) => includeNonInventory || formula.row !== "materialNonInventoryVariance",
  );
  const terms = Array.from({ length: CLASS_COUNT }, (_, number) => {
    const entry = entryClass(number);
    return formulas
      .filter((formula) => applies(formula, entry))
      .flatMap((formula) =>
        formula.columns.flatMap((column) =>
          formula.amounts.map((amount): Term => ({
            cell: cellOf(formula.row, column),
            amount,
            sign: formula.sign,
          })),
        ),
      );
  });
  return { of: "inventoryItems", terms };
}

const COLUMN_OF_TYPE = new Map<AccountType, ColumnName>([
  [INVENTORY, "inventory"],
  [INVENTORY_INTERIM, "inventoryInterim"],
  [WIP_INVENTORY, "wipInventory"],
]);

/** Basis posting: every line of the account table in its row and column, with the full amounts. */
export function postingProjection(includeNonInventory: boolean): Projection {
  const ofCombination = COMBINATIONS.map((combination) => {
    if (combination.nonInventory && !includeNonInventory) return [];
    const [first, second] = [0, FIRST_ACTUAL_SLOT].map((slot) =>
      pairTerms(
        combination.slots[slot] as AccountType,
        combination.slots[slot + 1] as AccountType,
        slot === 0 ? "expected" : "actual",
      ),
    );
    return [...(first ?? []), ...(second ?? [])];
  });
  return {
    of: "inventoriable",
    terms: Array.from(COMBINATION_OF_CLASS, (combination) => ofCombination[combination] ?? []),
  };
}

function pairTerms(first: AccountType, second: AccountType, amount: "actual" | "expected"): readonly Term[] {
  if (first === 0) return [];
  return [
    ...lineTerms(first, second, amount, 1),
    ...lineTerms(second, first, amount, -1),
    ...transferTerms(first, second, amount),
  ];
}

function lineTerms(
  type: AccountType,
  balancing: AccountType,
  amount: "actual" | "expected",
  sign: 1 | -1,
): readonly Term[] {
  if (COLUMN_OF_TYPE.has(type)) return [{ cell: CELL_OF_TYPE[type] as Cell, amount, sign }];
  const row = ROW_OF_TYPE[type] as string;
  const column = COLUMN_OF_TYPE.get(balancing) ?? "inventory";
  return [
    { cell: cellOf(row, column), amount, sign },
    { cell: cellOf(row, "total"), amount, sign },
  ];
}

/** Inventory to WIP and WIP to interim: in each of the two columns minus that column's line. */
function transferTerms(
  first: AccountType,
  second: AccountType,
  amount: "actual" | "expected",
): readonly Term[] {
  if (second !== WIP_INVENTORY || !COLUMN_OF_TYPE.has(first)) return [];
  const row = first === INVENTORY ? "inventoryToWip" : "wipToInterim";
  return [
    { cell: cellOf(row, COLUMN_OF_TYPE.get(first) as ColumnName), amount, sign: -1 },
    { cell: cellOf(row, "wipInventory"), amount, sign: 1 },
  ];
}

/** Terms per class that one projection has beyond another, for one cell: coefficients of actual and expected cost. */
export interface Coefficients {
  readonly actual: number;
  readonly expected: number;
}

/** Coefficients of a class in a cell. */
export function coefficients(projection: Projection, entryClassNumber: number, cell: Cell): Coefficients {
  let actual = 0;
  let expected = 0;
  for (const term of projection.terms[entryClassNumber] ?? []) {
    if (term.cell !== cell) continue;
    if (term.amount === "actual") actual += term.sign;
    else expected += term.sign;
  }
  return { actual, expected };
}
