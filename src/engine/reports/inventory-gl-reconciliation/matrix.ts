/** Value entries → sums per cell and per item, in one pass over classes of entries. */
import type { Ledgers } from "../../ledgers/ledgers";
import { CLASS_COUNT } from "../../posting/account-table";
import type { PostingEntries } from "../../posting/entries";
import type { RunContext } from "../../report";
import { ExactSums } from "../../values/decimal";
import { CELL_COUNT, cellOf, COLUMNS, INVENTORY_COLUMNS, type Cell } from "./rows";
import type { Projection } from "./projection";

/** Amounts of an entry that a projection counts. */
export interface CostSums {
  readonly actual: ExactSums;
  readonly expected: ExactSums;
}

export interface Matrix {
  /** Sum per cell. */
  readonly cells: ExactSums;
  /** Items (code numbers) with entries in row total, and their sums: item × 3 + inventory column. */
  readonly items: readonly number[];
  readonly itemSums: ExactSums;
}

/** True per row of value entries that a projection counts. */
export function countedRows(
  projection: Projection,
  entries: PostingEntries,
  scope: Uint8Array,
  itemIsInventory: Uint8Array,
): Uint8Array {
  const counted = new Uint8Array(entries.rows);
  const inventoriable = projection.of === "inventoriable";
  for (let row = 0; row < entries.rows; row += 1) {
    if (scope[row] === 0) continue;
    counted[row] = inventoriable
      ? (entries.inventoriable[row] as number)
      : (itemIsInventory[entries.items[row] as number] as number);
  }
  return counted;
}

/** Adds up the entries of a projection. */
export function buildMatrix(
  ledgers: Ledgers,
  entries: PostingEntries,
  projection: Projection,
  counted: Uint8Array,
  context: RunContext,
): Matrix {
  const byClass: CostSums = {
    actual: new ExactSums(CLASS_COUNT, entries.scale),
    expected: new ExactSums(CLASS_COUNT, entries.scale),
  };
  const totalTerms = inventoryTerms(projection);
  const slotOfItem = new Int32Array(ledgers.codes.size).fill(-1);
  const items: number[] = [];
  for (let row = 0; row < entries.rows; row += 1) {
    if (counted[row] === 0) continue;
    const item = entries.items[row] as number;
    if (slotOfItem[item] !== -1 || (totalTerms[entries.classes[row] as number] as TotalTerms).length === 0)
      continue;
    slotOfItem[item] = items.length;
    items.push(item);
  }
  const itemSums = new ExactSums(items.length * INVENTORY_COLUMNS.length, entries.scale);
  for (let row = 0; row < entries.rows; row += 1) {
    if ((row & 0xffff) === 0) context.progress(row, entries.rows);
    if (counted[row] === 0) continue;
    const entryClass = entries.classes[row] as number;
    byClass.actual.add(entryClass, entries.actual, row);
    byClass.expected.add(entryClass, entries.expected, row);
    const terms = totalTerms[entryClass] as TotalTerms;
    if (terms.length === 0) continue;
    const base = (slotOfItem[entries.items[row] as number] as number) * INVENTORY_COLUMNS.length;
    for (const term of terms) {
      const column = term.expected ? entries.expected : entries.actual;
      if (term.minus) itemSums.subtract(base + term.column, column, row);
      else itemSums.add(base + term.column, column, row);
    }
  }
  context.progress(entries.rows, entries.rows);
  return { cells: cellSums(projection, byClass, entries.scale), items, itemSums };
}

type TotalTerms = readonly { readonly column: number; readonly expected: boolean; readonly minus: boolean }[];

/** The terms of row total per class. */
function inventoryTerms(projection: Projection): readonly TotalTerms[] {
  const columns = new Map<Cell, number>(
    INVENTORY_COLUMNS.map((name, index) => [cellOf("total", name), index]),
  );
  return projection.terms.map((terms) =>
    terms.flatMap((term) => {
      const column = columns.get(term.cell);
      return column === undefined
        ? []
        : [{ column, expected: term.amount === "expected", minus: term.sign < 0 }];
    }),
  );
}

function cellSums(projection: Projection, sums: CostSums, scale: number): ExactSums {
  const cells = new ExactSums(CELL_COUNT, scale);
  projection.terms.forEach((terms, entryClass) => {
    for (const term of terms) {
      const sum = sums[term.amount].scaled(entryClass);
      if (sum !== 0n) cells.addScaled(term.cell, BigInt(term.sign) * sum);
    }
  });
  return cells;
}

/** Column name of a cell. */
export function columnOfCell(cell: Cell): string {
  return COLUMNS[cell % COLUMNS.length] as string;
}
