/** The nine columns of Business Central's report per value entry, and what posting changes in value entries. */
import type { Ledgers } from "../../ledgers/ledgers";
import { ACCOUNT_TYPES, type AccountTypeName } from "../../posting/account-types";
import { columnText } from "../../posting/amounts";
import type { PostingEntries } from "../../posting/entries";
import { LazyRows } from "../../rows";
import { ExactSums } from "../../values/decimal";
import type { AdditionalCurrency, OpenAmounts } from "./amounts";
import { dayTexts } from "./gl-entries";
import type { Lines } from "./line-columns";

/** Column → account types that it adds up. The two non-inventory account types are in no column. */
export const REPORT_COLUMNS = {
  cogs: ["COGS", "COGS (Interim)"],
  inventoryAdjustment: ["Inventory Adjmt.", "Invt. Accrual (Interim)"],
  directCostApplied: ["Direct Cost Applied"],
  overheadApplied: ["Overhead Applied"],
  purchaseVariance: ["Purchase Variance"],
  mfgDirectCostVariance: [
    "Material Variance",
    "Capacity Variance",
    "Subcontracted Variance",
    "Cap. Overhead Variance",
  ],
  mfgOverheadVariance: ["Mfg. Overhead Variance"],
  wipInventory: ["WIP Inventory"],
  inventory: ["Inventory", "Inventory (Interim)"],
} as const satisfies Readonly<Record<string, readonly AccountTypeName[]>>;
export type ReportColumn = keyof typeof REPORT_COLUMNS;

const COLUMN_NAMES = Object.keys(REPORT_COLUMNS) as ReportColumn[];

/** Column number per account type; -1 for those in no column. */
export const COLUMN_OF_TYPE: readonly number[] = ACCOUNT_TYPES.map(({ name }) =>
  COLUMN_NAMES.findIndex((column) => (REPORT_COLUMNS[column] as readonly string[]).includes(name)),
);

export type ReportAmounts = Readonly<Record<ReportColumn, string>>;

export interface ReportLine extends ReportAmounts {
  readonly valueEntryNo: number;
  readonly itemNo: string;
  readonly postingDate: string;
  readonly itemLedgerEntryType: string;
  readonly entryType: string;
  readonly documentNo: string;
  readonly expectedCost: boolean;
}

export interface ValueEntryUpdate {
  readonly entryNo: number;
  readonly costPostedToGL: string;
  readonly expectedCostPostedToGL: string;
  readonly costPostedToGLACY?: string;
  readonly expectedCostPostedToGLACY?: string;
}

/** Lines of the result, by value entry number, each made when it is read, and their totals. */
export function reportLines(
  ledgers: Ledgers,
  entries: PostingEntries,
  amounts: OpenAmounts,
  lines: Lines,
  /** First line per posted entry, in the order of entry numbers. */
  firstLines: Int32Array,
): { readonly lines: LazyRows<ReportLine>; readonly totals: ReportAmounts } {
  const table = ledgers.table("Value Entries");
  const { codes } = ledgers;
  const types = table.options("Item Ledger Entry Type");
  const costs = table.options("Entry Type");
  const documents = table.ids("Document No.");
  const expectedCost = table.flags("Expected Cost");
  const dateText = dayTexts();
  const add = (sums: ExactSums, line: number): void => {
    const column = COLUMN_OF_TYPE[lines.type(line)] as number;
    if (column < 0) return;
    const row = lines.entry[line] as number;
    const open = lines.isExpected(line) ? amounts.openExpected : amounts.openActual;
    if (lines.isMinus(line)) sums.subtract(column, open, row);
    else sums.add(column, open, row);
  };
  const own = new ExactSums(COLUMN_NAMES.length, amounts.openActual.scale);
  const list = new LazyRows(firstLines.length, (place): ReportLine => {
    const first = firstLines[place] as number;
    const row = lines.entry[first] as number;
    own.clearAll();
    for (let line = first; line < lines.count && lines.entry[line] === row; line += 1) add(own, line);
    return {
      valueEntryNo: entries.numbers[row] as number,
      itemNo: codes.text(entries.items[row] as number),
      postingDate: dateText(entries.dates[row] as number),
      itemLedgerEntryType: types.captions[types.values[row] as number] as string,
      entryType: costs.captions[costs.values[row] as number] as string,
      documentNo: codes.text(documents[row] as number),
      expectedCost: expectedCost[row] === 1,
      // Written out, because a spread per row would cost more than all the rest.
      cogs: own.text(0),
      inventoryAdjustment: own.text(1),
      directCostApplied: own.text(2),
      overheadApplied: own.text(3),
      purchaseVariance: own.text(4),
      mfgDirectCostVariance: own.text(5),
      mfgOverheadVariance: own.text(6),
      wipInventory: own.text(7),
      inventory: own.text(8),
    };
  });
  const totals = new ExactSums(COLUMN_NAMES.length, amounts.openActual.scale);
  for (let line = 0; line < lines.count; line += 1) add(totals, line);
  const amountsByColumn = COLUMN_NAMES.map((name, column) => [name, totals.text(column)] as const);
  return { lines: list, totals: Object.fromEntries(amountsByColumn) as ReportAmounts };
}

/** New posted amounts of the posted entries, in the order of entry numbers; each is made when it is read. */
export function valueEntryUpdates(
  entries: PostingEntries,
  amounts: OpenAmounts,
  lines: Lines,
  firstLines: Int32Array,
): LazyRows<ValueEntryUpdate> {
  return new LazyRows(firstLines.length, (place) => {
    const first = firstLines[place] as number;
    const row = lines.entry[first] as number;
    let actual = false;
    let expected = false;
    for (let line = first; line < lines.count && lines.entry[line] === row; line += 1) {
      if (lines.isExpected(line)) expected = true;
      else actual = true;
    }
    const update: ValueEntryUpdate = {
      entryNo: entries.numbers[row] as number,
      costPostedToGL: columnText(actual ? entries.actual : entries.posted, row),
      expectedCostPostedToGL: columnText(expected ? entries.expected : entries.expectedPosted, row),
    };
    return amounts.additional
      ? { ...update, ...additionalUpdates(amounts.additional, row, actual, expected) }
      : update;
  });
}

function additionalUpdates(
  additional: AdditionalCurrency,
  row: number,
  actual: boolean,
  expected: boolean,
): { readonly costPostedToGLACY: string; readonly expectedCostPostedToGLACY: string } {
  return {
    costPostedToGLACY: columnText(actual ? additional.actual : additional.posted, row),
    expectedCostPostedToGLACY: columnText(expected ? additional.expected : additional.expectedPosted, row),
  };
}
