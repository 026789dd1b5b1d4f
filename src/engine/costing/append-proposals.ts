/** Ledger tables with proposals applied: new rows of Value Entries, raised quantities of Item Ledger Entries. */
import { NO_REMARKS, type ColumnData, type ReadColumn } from "../ledgers/columns";
import { DECIMAL_TYPES, LedgerTable, type Ledgers } from "../ledgers/ledgers";
import { bigintAt, power10, type DecimalColumn } from "../values/decimal";
import { PROPOSAL_FLAG, type Proposals } from "./proposal-columns";
import { type ScaledStore, storeOfColumn } from "./scaled";

/** Proposals and the columns that their rows need besides them. */
interface Source {
  readonly proposals: Proposals;
  readonly firstNumber: number;
  readonly entryNumbers: Float64Array;
  readonly entryItems: Int32Array;
  readonly entryTypes: Uint16Array;
}

/** Columns that a proposal sets: codes, whole numbers, days, booleans (0, 1) and options, as the columns keep them. */
const SET_NUMBERS: Readonly<Record<string, (source: Source, index: number) => number>> = {
  "Entry No.": ({ firstNumber }, index) => firstNumber + index,
  "Posting Date": ({ proposals }, index) => proposals.postingDay[index] as number,
  "Entry Type": ({ proposals }, index) => proposals.type[index] as number,
  "Variance Type": ({ proposals }, index) => proposals.variance[index] as number,
  "Item Ledger Entry No.": ({ proposals, entryNumbers }, index) =>
    entryNumbers[proposals.entryRow[index] as number] as number,
  "Capacity Ledger Entry No.": () => 0,
  "Expected Cost": ({ proposals }, index) => Number(proposals.has(index, PROPOSAL_FLAG.expectedCost)),
  Adjustment: ({ proposals }, index) => Number(proposals.has(index, PROPOSAL_FLAG.adjustment)),
  "Applies-to Entry": ({ proposals }, index) => proposals.appliesTo[index] as number,
  Inventoriable: () => 1,
  "Valued By Average Cost": ({ proposals }, index) => Number(proposals.has(index, PROPOSAL_FLAG.averageCost)),
  "Partial Revaluation": ({ proposals }, index) =>
    Number(proposals.has(index, PROPOSAL_FLAG.partialRevaluation)),
  "Valuation Date": ({ proposals }, index) => proposals.valuationDay[index] as number,
};

/** Columns that an entry gives a proposal when there is no value entry to copy from; all others are blank then. */
const WITHOUT_ORIGIN: Readonly<Record<string, (source: Source, index: number) => number>> = {
  "Item No.": ({ proposals, entryItems }, index) => entryItems[proposals.entryRow[index] as number] as number,
  "Item Ledger Entry Type": ({ proposals, entryTypes }, index) =>
    entryTypes[proposals.entryRow[index] as number] as number,
};

/** Amounts and quantities that a proposal sets; every other amount of a new row is 0. */
const SET_DECIMALS: Readonly<Record<string, (proposals: Proposals) => DecimalColumn>> = {
  "Valued Quantity": ({ valuedQuantity, quantityScale }) => valuedQuantity.column(quantityScale),
  "Invoiced Quantity": ({ invoicedQuantity, quantityScale }) => invoicedQuantity.column(quantityScale),
  "Cost Amount (Actual)": ({ actual, moneyScale }) => actual.column(moneyScale),
  "Cost Amount (Expected)": ({ expected, moneyScale }) => expected.column(moneyScale),
};

/** Captions that a proposal sets. */
export const PROPOSAL_CAPTIONS: readonly string[] = [
  ...Object.keys(SET_NUMBERS),
  ...Object.keys(SET_DECIMALS),
];

/** Highest value entry number of the ledger; proposals are numbered from the next one. */
export function highestValueEntry(ledgers: Ledgers): number {
  let highest = 0;
  for (const number of ledgers.table("Value Entries").integers("Entry No."))
    highest = Math.max(highest, number);
  return highest;
}

/** Value Entries with the proposals behind its rows. */
export function appendProposals(ledgers: Ledgers, proposals: Proposals): LedgerTable {
  const table = ledgers.table("Value Entries");
  const columns = new Map<string, ReadColumn>();
  for (const added of proposedColumns(ledgers, proposals))
    columns.set(added.declaration.caption, joined(table, added, proposals.count));
  return new LedgerTable(table.declaration, table.rows + proposals.count, columns, table.origin);
}

/** The rows of the proposals alone. */
export function proposedRows(ledgers: Ledgers, proposals: Proposals): LedgerTable {
  const { declaration, origin } = ledgers.table("Value Entries");
  const columns = new Map<string, ReadColumn>();
  for (const added of proposedColumns(ledgers, proposals)) columns.set(added.declaration.caption, added);
  return new LedgerTable(declaration, proposals.count, columns, origin);
}

/**
 * The columns of the new rows: those that the table has, and those in which a proposal says something else than the
 * default of a missing column. What a proposal does not set is taken from the entry it corrects.
 */
function* proposedColumns(ledgers: Ledgers, proposals: Proposals): IterableIterator<ReadColumn> {
  const table = ledgers.table("Value Entries");
  const entries = ledgers.table("Item Ledger Entries");
  const source: Source = {
    proposals,
    firstNumber: highestValueEntry(ledgers) + 1,
    entryNumbers: entries.integers("Entry No."),
    entryItems: entries.ids("Item No."),
    entryTypes: entries.options("Entry Type").values,
  };
  for (const declaration of table.declaration.columns) {
    const { caption } = declaration;
    const read = table.read(caption);
    const isSet = caption in SET_NUMBERS || caption in SET_DECIMALS;
    if (!read && !isSet) continue;
    const column = columnOnDemand(
      { declaration, remarks: read?.remarks ?? NO_REMARKS, position: read?.position ?? -1 },
      () =>
        DECIMAL_TYPES.includes(declaration.type)
          ? proposedDecimals(caption, proposals)
          : proposedNumbers(table, caption, source),
      () => read?.filled && proposedFilled(read.filled, proposals, isSet),
    );
    if (read || saysMore(column)) yield column;
  }
}

/** A column whose values are made when somebody reads them: no report reads all. */
function columnOnDemand(
  column: Omit<ReadColumn, "data" | "filled">,
  data: () => ColumnData,
  filled: () => Uint8Array | undefined,
): ReadColumn {
  let madeData: ColumnData | undefined;
  let madeFilled: Uint8Array | undefined;
  return {
    ...column,
    get data() {
      return (madeData ??= data());
    },
    get filled() {
      return (madeFilled ??= filled());
    },
  };
}

/** True when a row differs from what a missing column means. */
function saysMore({ declaration, data }: ReadColumn): boolean {
  if (data.type === "decimals") return data.values.ints.some((value) => value !== 0);
  const standard = declaration.default === true ? 1 : 0;
  return data.values.some((value) => value !== standard);
}

function proposedDecimals(caption: string, proposals: Proposals): ColumnData {
  const set = SET_DECIMALS[caption]?.(proposals);
  const values: DecimalColumn = set
    ? { ...set, ints: set.ints.subarray(0, proposals.count) }
    : { scale: 0, ints: new Float64Array(proposals.count) };
  return { type: "decimals", values };
}

/** Codes, whole numbers, days, booleans and options: set, or copied from the origin. */
function proposedNumbers(table: LedgerTable, caption: string, source: Source): ColumnData {
  const before = numberData(table, caption);
  const { values } = before;
  const { count, originRow } = source.proposals;
  const added = arrayLike(values, count);
  const set = SET_NUMBERS[caption];
  const withoutOrigin = WITHOUT_ORIGIN[caption];
  for (let index = 0; index < count; index += 1) {
    const row = originRow[index] as number;
    if (set) added[index] = set(source, index);
    else added[index] = row >= 0 ? (values[row] as number) : (withoutOrigin?.(source, index) ?? 0);
  }
  return { ...before, values: added } as ColumnData;
}

function arrayLike<A extends NumberData["values"]>(values: A, length: number): A {
  return new (values.constructor as new (length: number) => A)(length);
}

/** Which cells of a column are not empty: all that a proposal sets, and those that its origin gives. */
function proposedFilled(filled: Uint8Array, { count, originRow }: Proposals, isSet: boolean): Uint8Array {
  if (isSet) return new Uint8Array(count).fill(1);
  return Uint8Array.from({ length: count }, (_, index) => filled[originRow[index] as number] ?? 0);
}

/** A column of the table with that of the new rows behind it. */
function joined(table: LedgerTable, added: ReadColumn, count: number): ReadColumn {
  const { declaration, remarks, position } = added;
  const { caption } = declaration;
  return columnOnDemand(
    { declaration, remarks, position },
    () =>
      added.data.type === "decimals"
        ? { type: "decimals", values: joinedDecimals(table.decimals(caption), added.data.values, count) }
        : joinedNumbers(numberData(table, caption), added.data),
    () => {
      const filled = table.filled(caption);
      return filled && joinedArrays(filled, added.filled as Uint8Array);
    },
  );
}

function joinedDecimals(column: DecimalColumn, added: DecimalColumn, count: number): DecimalColumn {
  const scale = Math.max(column.scale, added.scale);
  const rows = column.ints.length;
  const all = storeOfColumn(column, scale, undefined, count);
  const factor = power10(scale - added.scale);
  for (let index = 0; index < count; index += 1) {
    if (added.ints[index] !== 0) all.set(rows + index, bigintAt(added, index) * factor);
  }
  return all.column(scale);
}

function joinedNumbers(column: NumberData, added: NumberData): ColumnData {
  return { ...column, values: joinedArrays(column.values, added.values) } as ColumnData;
}

function joinedArrays<A extends NumberData["values"]>(values: A, added: NumberData["values"]): A {
  const all = arrayLike(values, values.length + added.length);
  all.set(values);
  all.set(added, values.length);
  return all;
}

type NumberData = Exclude<ColumnData, { type: "decimals" }>;

/** A column of whole numbers of any kind; one that is missing holds its default. */
function numberData(table: LedgerTable, caption: string): NumberData {
  switch (table.column(caption).type) {
    case "integer":
      return { type: "numbers", values: table.integers(caption) };
    case "date":
      return { type: "numbers", values: table.days(caption) };
    case "boolean":
      return { type: "flags", values: table.flags(caption) };
    case "option":
      return { type: "options", ...table.options(caption) };
    default:
      return { type: "ids", values: table.ids(caption) };
  }
}

/** Item Ledger Entries with Invoiced Quantity raised by what proposals invoice; undefined when nothing changes. */
export function raiseInvoicedQuantity(table: LedgerTable, proposals: Proposals): LedgerTable | undefined {
  const caption = "Invoiced Quantity";
  const column = table.read(caption);
  if (column?.data.type !== "decimals") return undefined;
  const { values } = column.data;
  const quantity = table.decimals("Quantity");
  const scale = Math.max(values.scale, quantity.scale);
  let raised: ScaledStore | undefined;
  for (const row of invoicedRows(proposals)) {
    raised ??= storeOfColumn(values, scale);
    raised.set(row, bigintAt(quantity, row) * power10(scale - quantity.scale));
  }
  if (!raised) return undefined;
  const columns = new Map(table.columns);
  columns.set(caption, { ...column, data: { type: "decimals", values: raised.column(scale) } });
  return new LedgerTable(table.declaration, table.rows, columns, table.origin);
}

/** Rows of Item Ledger Entries that proposals invoice; what an order invoices, it invoices whole. */
export function invoicedRows({ count, entryRow, invoicedQuantity }: Proposals): readonly number[] {
  const rows: number[] = [];
  for (let index = 0; index < count; index += 1) {
    if (!invoicedQuantity.isZero(index)) rows.push(entryRow[index] as number);
  }
  return rows;
}
