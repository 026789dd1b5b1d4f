/** Ledger tables with proposals applied: new rows of Value Entries, raised quantities of Item Ledger Entries. */
import type { ColumnData, ReadColumn } from "../ledgers/columns";
import { LedgerTable, type Ledgers } from "../ledgers/ledgers";
import { bigintAt, power10, type DecimalColumn } from "../values/decimal";
import type { Adjustment } from "./adjustment";
import { VALUE_FLAG } from "./cost-ledger";
import type { Proposal } from "./propose";

/** What a proposal needs besides itself. */
interface Source {
  readonly adjustment: Adjustment;
  readonly firstNumber: number;
}

/** Columns that a proposal sets: codes, whole numbers, days, booleans (0, 1) and options, as the columns keep them. */
const SET_NUMBERS: Readonly<Record<string, (proposal: Proposal, source: Source, index: number) => number>> = {
  "Entry No.": (_, source, index) => source.firstNumber + index,
  "Posting Date": (proposal) => proposal.postingDay,
  "Entry Type": (proposal) => proposal.type,
  "Variance Type": (proposal) => proposal.variance,
  "Item Ledger Entry No.": ({ entry }, { adjustment }) => adjustment.read.ledger.entries.no[entry] as number,
  "Capacity Ledger Entry No.": () => 0,
  "Expected Cost": (proposal) => Number(proposal.expectedCost),
  Adjustment: (proposal) => Number(proposal.adjustment),
  "Applies-to Entry": ({ appliesTo }, { adjustment }) =>
    appliesTo < 0 ? 0 : (adjustment.read.ledger.values.no[appliesTo] as number),
  Inventoriable: () => 1,
  "Valued By Average Cost": ({ entry }, { adjustment }) => Number(isValuedByAverage(adjustment, entry)),
  "Partial Revaluation": ({ appliesTo }, { adjustment }) =>
    appliesTo >= 0 && ((adjustment.read.ledger.values.flags[appliesTo] as number) & VALUE_FLAG.partial) !== 0
      ? 1
      : 0,
  "Valuation Date": ({ entry }, { adjustment }) =>
    adjustment.adjusted.costing.facts.valuationDay[entry] as number,
};

/** Amounts and quantities that a proposal sets; every other amount of a new row is 0. */
const SET_DECIMALS: Readonly<Record<string, (proposal: Proposal) => bigint>> = {
  "Valued Quantity": (proposal) => proposal.valuedQuantity,
  "Invoiced Quantity": (proposal) => proposal.invoicedQuantity,
  "Cost Amount (Actual)": (proposal) => proposal.actual,
  "Cost Amount (Expected)": (proposal) => proposal.expected,
};

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
export function appendProposals(
  ledgers: Ledgers,
  adjustment: Adjustment,
  proposals: readonly Proposal[],
): LedgerTable {
  const table = ledgers.table("Value Entries");
  let highest = 0;
  for (const number of table.integers("Entry No.")) highest = Math.max(highest, number);
  const source: Source = { adjustment, firstNumber: highest + 1 };
  const origins = Int32Array.from(proposals, (proposal) => originRow(adjustment, proposal));
  const columns = new Map<string, ReadColumn>();
  for (const declaration of table.declaration.columns) {
    const { caption } = declaration;
    const read = table.read(caption);
    const column = extended(table, caption, proposals, source, origins, ledgers);
    if (column && (read || column.isNeeded)) columns.set(caption, column.column);
  }
  return new LedgerTable(table.declaration, table.rows + proposals.length, columns, table.origin);
}

/** Row of Value Entries that a proposal takes its document from; -1 when its entry has no value entry at all. */
function originRow({ read }: Adjustment, proposal: Proposal): number {
  const { entries, values } = read.ledger;
  if (proposal.origin >= 0) return values.row[proposal.origin] as number;
  const first = entries.valueStart[proposal.entry] as number;
  return first < (entries.valueStart[proposal.entry + 1] as number) ? (values.row[first] as number) : -1;
}

interface Extended {
  readonly column: ReadColumn;
  /** True when a missing column must be added because a proposal says something else than its default. */
  readonly isNeeded: boolean;
}

function extended(
  table: LedgerTable,
  caption: string,
  proposals: readonly Proposal[],
  source: Source,
  origins: Int32Array,
  ledgers: Ledgers,
): Extended | undefined {
  const declaration = table.column(caption);
  const read = table.read(caption);
  const setNumber = SET_NUMBERS[caption];
  const setDecimal = SET_DECIMALS[caption];
  if (!read && !setNumber && !setDecimal) return undefined;
  const { data, isNeeded } =
    declaration.type === "amount" ||
    declaration.type === "quantity" ||
    declaration.type === "unit amount" ||
    declaration.type === "percent"
      ? extendedDecimals(table.decimals(caption), proposals, setDecimal, source)
      : extendedNumbers(
          table,
          caption,
          (proposal, index) => {
            if (setNumber) return setNumber(proposal, source, index);
            const row = origins[index] as number;
            return row >= 0 ? undefined : withoutOrigin(caption, proposal, source, ledgers);
          },
          proposals,
          origins,
        );
  const filled = read?.filled
    ? extendedFilled(read.filled, origins, Boolean(setNumber ?? setDecimal))
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
  { entry }: Proposal,
  { adjustment }: Source,
  ledgers: Ledgers,
): number {
  const { ledger } = adjustment.read;
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
  proposals: readonly Proposal[],
  set: ((proposal: Proposal) => bigint) | undefined,
  { adjustment }: Source,
): { data: ColumnData; isNeeded: boolean } {
  const { moneyScale, quantityScale } = adjustment.read.ledger;
  const isMoney =
    set === SET_DECIMALS["Cost Amount (Actual)"] || set === SET_DECIMALS["Cost Amount (Expected)"];
  const ownScale = set ? (isMoney ? moneyScale : quantityScale) : 0;
  const scale = Math.max(column.scale, ownScale);
  const rows = column.ints.length;
  const ints = new Float64Array(rows + proposals.length);
  const big = new Map<number, bigint>();
  const put = (row: number, value: bigint): void => {
    const number = Number(value);
    if (Number.isSafeInteger(number)) ints[row] = number;
    else {
      ints[row] = Number.NaN;
      big.set(row, value);
    }
  };
  if (scale === column.scale) {
    ints.set(column.ints);
    column.big?.forEach((value, row) => big.set(row, value));
  } else {
    const factor = power10(scale - column.scale);
    for (let row = 0; row < rows; row += 1)
      if (column.ints[row] !== 0) put(row, bigintAt(column, row) * factor);
  }
  let isNeeded = false;
  if (set) {
    const factor = power10(scale - ownScale);
    proposals.forEach((proposal, index) => {
      const value = set(proposal) * factor;
      if (value !== 0n) isNeeded = true;
      put(rows + index, value);
    });
  }
  return { data: { type: "decimals", values: { scale, ints, ...(big.size > 0 ? { big } : {}) } }, isNeeded };
}

/** Codes, whole numbers, days, booleans and options: set, or copied from the origin where `set` gives nothing. */
function extendedNumbers(
  table: LedgerTable,
  caption: string,
  set: (proposal: Proposal, index: number) => number | undefined,
  proposals: readonly Proposal[],
  origins: Int32Array,
): { data: ColumnData; isNeeded: boolean } {
  const before = numberData(table, caption);
  const { values } = before;
  const all = new (values.constructor as new (length: number) => typeof values)(
    values.length + proposals.length,
  );
  all.set(values);
  const standard = table.column(caption).default === true ? 1 : 0;
  let isNeeded = false;
  proposals.forEach((proposal, index) => {
    const given = set(proposal, index);
    const value: number = given ?? values[origins[index] ?? -1] ?? 0;
    all[values.length + index] = value;
    if (value !== standard) isNeeded = true;
  });
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
  proposals: readonly Proposal[],
): LedgerTable | undefined {
  const caption = "Invoiced Quantity";
  const column = table.read(caption);
  if (column?.data.type !== "decimals" || proposals.every((proposal) => proposal.invoicedQuantity === 0n))
    return undefined;
  const { ledger, entryRows } = read;
  const { values } = column.data;
  const scale = Math.max(values.scale, ledger.quantityScale);
  const raised = new Map<number, bigint>();
  for (const proposal of proposals) {
    if (proposal.invoicedQuantity === 0n) continue;
    const quantity = ledger.entries.invoiced.big(proposal.entry) + proposal.invoicedQuantity;
    raised.set(entryRows[proposal.entry] as number, quantity * power10(scale - ledger.quantityScale));
  }
  const ints = new Float64Array(values.ints.length);
  const big = new Map<number, bigint>();
  for (let row = 0; row < ints.length; row += 1) {
    const value = raised.get(row) ?? bigintAt(values, row) * power10(scale - values.scale);
    const number = Number(value);
    ints[row] = Number.isSafeInteger(number) ? number : Number.NaN;
    if (!Number.isSafeInteger(number)) big.set(row, value);
  }
  const columns = new Map(table.columns);
  const data: ColumnData = { type: "decimals", values: { scale, ints, ...(big.size > 0 ? { big } : {}) } };
  columns.set(caption, { ...column, data });
  return new LedgerTable(table.declaration, table.rows, columns, table.origin);
}
