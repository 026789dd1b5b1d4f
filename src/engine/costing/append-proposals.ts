/** Ledger tables with proposals applied: new rows of Value Entries, raised quantities of Item Ledger Entries. */
import type { ColumnData, ReadColumn } from "../ledgers/columns";
import { LedgerTable, type Ledgers } from "../ledgers/ledgers";
import { power10, type DecimalColumn } from "../values/decimal";
import type { Adjustment } from "./adjustment";
import { VALUE_FLAG } from "./cost-ledger";
import { PROPOSAL_FLAG, type Proposals } from "./proposal-columns";
import { type ScaledStore, storeOfColumn } from "./scaled";

/** Proposals and what their rows need besides them. */
interface Source {
  readonly adjustment: Adjustment;
  readonly proposals: Proposals;
  readonly firstNumber: number;
  /** Row of Value Entries that each proposal takes its document from; -1 when its entry has no value entry at all. */
  readonly origins: Int32Array;
}

/** Columns that a proposal sets: codes, whole numbers, days, booleans (0, 1) and options, as the columns keep them. */
const SET_NUMBERS: Readonly<Record<string, (source: Source, index: number) => number>> = {
  "Entry No.": ({ firstNumber }, index) => firstNumber + index,
  "Posting Date": ({ proposals }, index) => proposals.postingDay[index] as number,
  "Entry Type": ({ proposals }, index) => proposals.type[index] as number,
  "Variance Type": ({ proposals }, index) => proposals.variance[index] as number,
  "Item Ledger Entry No.": ({ adjustment, proposals }, index) =>
    adjustment.read.ledger.entries.no[proposals.entry[index] as number] as number,
  "Capacity Ledger Entry No.": () => 0,
  "Expected Cost": ({ proposals }, index) => Number(proposals.has(index, PROPOSAL_FLAG.expectedCost)),
  Adjustment: ({ proposals }, index) => Number(proposals.has(index, PROPOSAL_FLAG.adjustment)),
  "Applies-to Entry": ({ adjustment, proposals }, index) => {
    const appliesTo = proposals.appliesTo[index] as number;
    return appliesTo < 0 ? 0 : (adjustment.read.ledger.values.no[appliesTo] as number);
  },
  Inventoriable: () => 1,
  "Valued By Average Cost": ({ adjustment, proposals }, index) =>
    Number(isValuedByAverage(adjustment, proposals.entry[index] as number)),
  "Partial Revaluation": ({ adjustment, proposals }, index) => {
    const appliesTo = proposals.appliesTo[index] as number;
    return appliesTo >= 0 &&
      ((adjustment.read.ledger.values.flags[appliesTo] as number) & VALUE_FLAG.partial) !== 0
      ? 1
      : 0;
  },
  "Valuation Date": ({ adjustment, proposals }, index) =>
    adjustment.adjusted.costing.facts.valuationDay[proposals.entry[index] as number] as number,
};

/** Amounts and quantities that a proposal sets; every other amount of a new row is 0. */
const SET_DECIMALS = {
  "Valued Quantity": { column: "valuedQuantity", scale: "quantityScale" },
  "Invoiced Quantity": { column: "invoicedQuantity", scale: "quantityScale" },
  "Cost Amount (Actual)": { column: "actual", scale: "moneyScale" },
  "Cost Amount (Expected)": { column: "expected", scale: "moneyScale" },
} as const;
type SetDecimal = (typeof SET_DECIMALS)[keyof typeof SET_DECIMALS];

function isValuedByAverage({ read }: Adjustment, entry: number): boolean {
  const { entries, values } = read.ledger;
  for (let v = entries.valueStart[entry] as number; v < (entries.valueStart[entry + 1] as number); v += 1) {
    if (((values.flags[v] as number) & VALUE_FLAG.average) !== 0) return true;
  }
  return false;
}

/** Captions that a proposal sets. */
export const PROPOSAL_CAPTIONS: readonly string[] = [
  ...Object.keys(SET_NUMBERS),
  ...Object.keys(SET_DECIMALS),
];

/** Value Entries with the proposals behind its rows. What a proposal does not set is taken from the entry it corrects. */
export function appendProposals(ledgers: Ledgers, adjustment: Adjustment, proposals: Proposals): LedgerTable {
  const table = ledgers.table("Value Entries");
  let highest = 0;
  for (const number of table.integers("Entry No.")) highest = Math.max(highest, number);
  const origins = new Int32Array(proposals.count);
  for (let index = 0; index < origins.length; index += 1)
    origins[index] = originRow(adjustment, proposals, index);
  const source: Source = { adjustment, proposals, firstNumber: highest + 1, origins };
  const columns = new Map<string, ReadColumn>();
  for (const declaration of table.declaration.columns) {
    const { caption } = declaration;
    const read = table.read(caption);
    const column = extended(table, caption, source, ledgers);
    if (column && (read || column.isNeeded)) columns.set(caption, column.column);
  }
  return new LedgerTable(table.declaration, table.rows + proposals.count, columns, table.origin);
}

function originRow({ read }: Adjustment, proposals: Proposals, index: number): number {
  const { entries, values } = read.ledger;
  const origin = proposals.origin[index] as number;
  if (origin >= 0) return values.row[origin] as number;
  const entry = proposals.entry[index] as number;
  const first = entries.valueStart[entry] as number;
  return first < (entries.valueStart[entry + 1] as number) ? (values.row[first] as number) : -1;
}

interface Extended {
  readonly column: ReadColumn;
  /** True when a missing column must be added because a proposal says something else than its default. */
  readonly isNeeded: boolean;
}

function extended(
  table: LedgerTable,
  caption: string,
  source: Source,
  ledgers: Ledgers,
): Extended | undefined {
  const declaration = table.column(caption);
  const read = table.read(caption);
  const setNumber = SET_NUMBERS[caption];
  const setDecimal = (SET_DECIMALS as Readonly<Record<string, SetDecimal>>)[caption];
  if (!read && !setNumber && !setDecimal) return undefined;
  const { data, isNeeded } =
    declaration.type === "amount" ||
    declaration.type === "quantity" ||
    declaration.type === "unit amount" ||
    declaration.type === "percent"
      ? extendedDecimals(table.decimals(caption), setDecimal, source)
      : extendedNumbers(
          table,
          caption,
          (index) => {
            if (setNumber) return setNumber(source, index);
            const row = source.origins[index] as number;
            return row >= 0 ? undefined : withoutOrigin(caption, source, index, ledgers);
          },
          source.origins,
        );
  const filled = read?.filled
    ? extendedFilled(read.filled, source.origins, Boolean(setNumber ?? setDecimal))
    : undefined;
  const column: ReadColumn = {
    declaration,
    data,
    filled,
    remarks: read?.remarks ?? {
      faults: [],
      faultCount: 0,
      numbersAsText: 0,
      datesAsText: 0,
      unknownOptions: new Map(),
      firstAbsentRow: -1,
    },
    position: read?.position ?? -1,
  };
  return { column, isNeeded };
}

/** Item number and type of a proposal whose entry has no value entry to copy from. */
function withoutOrigin(
  caption: string,
  { adjustment, proposals }: Source,
  index: number,
  ledgers: Ledgers,
): number {
  const { ledger } = adjustment.read;
  const entry = proposals.entry[index] as number;
  if (caption === "Item No.") {
    return Math.max(0, ledgers.codes.find(ledger.items.no[ledger.entries.item[entry] as number] as string));
  }
  return caption === "Item Ledger Entry Type" ? (ledger.entries.type[entry] as number) : 0;
}

function extendedFilled(filled: Uint8Array, origins: Int32Array, isSet: boolean): Uint8Array {
  const all = new Uint8Array(filled.length + origins.length);
  all.set(filled);
  origins.forEach((row, index) => {
    all[filled.length + index] = isSet ? 1 : row < 0 ? 0 : (filled[row] as number);
  });
  return all;
}

function extendedDecimals(
  column: DecimalColumn,
  set: SetDecimal | undefined,
  { adjustment, proposals }: Source,
): { data: ColumnData; isNeeded: boolean } {
  const ownScale = set ? adjustment.read.ledger[set.scale] : 0;
  const scale = Math.max(column.scale, ownScale);
  const rows = column.ints.length;
  const all = storeOfColumn(column, scale, undefined, proposals.count);
  let isNeeded = false;
  if (set) {
    const store = proposals[set.column];
    const factor = power10(scale - ownScale);
    for (let index = 0; index < proposals.count; index += 1) {
      if (store.isZero(index)) continue;
      isNeeded = true;
      all.set(rows + index, store.big(index) * factor);
    }
  }
  return { data: { type: "decimals", values: all.column(scale) }, isNeeded };
}

/** Codes, whole numbers, days, booleans and options: set, or copied from the origin where `set` gives nothing. */
function extendedNumbers(
  table: LedgerTable,
  caption: string,
  set: (index: number) => number | undefined,
  origins: Int32Array,
): { data: ColumnData; isNeeded: boolean } {
  const before = numberData(table, caption);
  const { values } = before;
  const all = new (values.constructor as new (length: number) => typeof values)(
    values.length + origins.length,
  );
  all.set(values);
  const standard = table.column(caption).default === true ? 1 : 0;
  let isNeeded = false;
  for (let index = 0; index < origins.length; index += 1) {
    const value = set(index) ?? values[origins[index] ?? -1] ?? 0;
    all[values.length + index] = value;
    if (value !== standard) isNeeded = true;
  }
  return { data: { ...before, values: all } as ColumnData, isNeeded };
}

type NumberData = Exclude<ColumnData, { type: "decimals" }>;

function numberData(table: LedgerTable, caption: string): NumberData {
  const read = table.read(caption)?.data;
  if (read && read.type !== "decimals") return read;
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
export function raiseInvoicedQuantity(
  table: LedgerTable,
  { read }: Adjustment,
  proposals: Proposals,
): LedgerTable | undefined {
  const caption = "Invoiced Quantity";
  const column = table.read(caption);
  if (column?.data.type !== "decimals") return undefined;
  const { ledger, entryRows } = read;
  const { values } = column.data;
  const scale = Math.max(values.scale, ledger.quantityScale);
  const factor = power10(scale - ledger.quantityScale);
  let raised: ScaledStore | undefined;
  for (let index = 0; index < proposals.count; index += 1) {
    if (proposals.invoicedQuantity.isZero(index)) continue;
    raised ??= storeOfColumn(values, scale);
    const entry = proposals.entry[index] as number;
    const quantity = ledger.entries.invoiced.big(entry) + proposals.invoicedQuantity.big(index);
    raised.set(entryRows[entry] as number, quantity * factor);
  }
  if (!raised) return undefined;
  const columns = new Map(table.columns);
  columns.set(caption, { ...column, data: { type: "decimals", values: raised.column(scale) } });
  return new LedgerTable(table.declaration, table.rows, columns, table.origin);
}
