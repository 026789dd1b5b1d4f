/**
 * Entries behind a figure of the reconciliation: value entries of a cell or an item, G/L entries of an account type, and
 * the parts of a difference by cause. Amounts always add up to the figure.
 */
import type { Ledgers } from "../../ledgers/ledgers";
import { ACCOUNT_TYPE_COUNT, type AccountType } from "../../posting/account-types";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { dayText } from "../../values/day";
import { bigintAt, decimalText, type DecimalColumn } from "../../values/decimal";
import { CAUSES, type Cause, type PartSink } from "./causes";
import { CAUSE_TEXTS } from "./messages";
import { coefficients } from "./projection";
import { cellOf, COLUMNS, INVENTORY_COLUMNS, ROW_OF_TYPE, rowName, ROWS, type Cell } from "./rows";
import { explain, prepare, type Parameters, type Prepared, type Result } from "./run";
import { hidesGL } from "./scope";

/**
 * References: {row, field} for a cell of `lines`; {row: "difference" or a row name, field: "difference", cause?} for a
 * difference; {itemNo, field} for `items`; {glAccountNo, accountType} for `glAccounts`.
 */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  const prepared = prepare(ledgers, parameters);
  const view = new EntryView(ledgers, prepared);
  const field = String(figure.field ?? "");
  if (figure.glAccountNo !== undefined) {
    const account = ledgers.codes.find(String(figure.glAccountNo));
    return view.drill(`G/L account ${String(figure.glAccountNo)}`, glParts(prepared, [account]));
  }
  const column = COLUMNS.find((name) => name === field);
  if (figure.itemNo !== undefined) {
    if (!column || column === "total") return undefined;
    const item = ledgers.codes.find(String(figure.itemNo));
    return view.drill(
      `${rowName(column)} of ${String(figure.itemNo) || "capacity"}`,
      cellParts(prepared, cellOf("total", column), item),
    );
  }
  const row = String(figure.row ?? "");
  const type = typeOfFigure(row, field);
  if (row === "glTotal" || field === "glTotal") {
    if (type === 0 || hidesGL(parameters)) return undefined;
    return view.drill(
      `G/L Total, ${rowName(ROW_OF_TYPE[type] as string)}`,
      glParts(prepared, prepared.setup.accountsOf(type)),
    );
  }
  if (row === "difference" || field === "difference") {
    if (type === 0 || hidesGL(parameters)) return undefined;
    if (result.reconcilingItems)
      return differenceDrill(ledgers, parameters, result, prepared, view, type, figure.cause);
    const cell = row !== "difference" ? cellOf(row, "total") : column ? cellOf("total", column) : undefined;
    if (cell === undefined) return undefined;
    return view.drill(`Difference of ${rowName(ROW_OF_TYPE[type] as string)}`, sides(prepared, type, cell));
  }
  if (!column || !ROWS.some((candidate) => candidate.row === row)) return undefined;
  return view.drill(
    `${rowName(row)}, ${column === "total" ? "Total" : rowName(column)}`,
    cellParts(prepared, cellOf(row, column)),
  );
}

/** The account type of a figure: of the column in the last rows, else of the row; 0 when it has none. */
function typeOfFigure(row: string, field: string): AccountType {
  const name = INVENTORY_COLUMNS.find((column) => column === field || column === row) ?? row;
  for (let type = 1; type < ACCOUNT_TYPE_COUNT; type += 1) if (ROW_OF_TYPE[type] === name) return type;
  return 0;
}

/** Value entries behind a cell, of one item or of all. */
function cellParts({ entries, projection, counted }: Prepared, cell: Cell, item?: number): readonly Part[] {
  const terms = projection.terms.map((_, entryClass) => coefficients(projection, entryClass, cell));
  const parts: Part[] = [];
  for (let row = 0; row < entries.rows; row += 1) {
    if (counted[row] === 0 || (item !== undefined && entries.items[row] !== item)) continue;
    const { actual, expected } = terms[entries.classes[row] as number] as {
      actual: number;
      expected: number;
    };
    if (actual === 0 && expected === 0) continue;
    const amount =
      BigInt(actual) * bigintAt(entries.actual, row) + BigInt(expected) * bigintAt(entries.expected, row);
    if (amount !== 0n) parts.push({ amount, entry: row, glEntry: -1 });
  }
  return parts;
}

/** G/L entries of some accounts. */
function glParts({ gl, glInDates }: Prepared, accounts: readonly number[]): readonly Part[] {
  const chosen = new Set(accounts);
  const parts: Part[] = [];
  for (let row = 0; row < gl.rows; row += 1) {
    if (glInDates[row] === 0 || !chosen.has(gl.accounts[row] as number)) continue;
    const amount = bigintAt(gl.amounts, row);
    if (amount !== 0n) parts.push({ amount, entry: -1, glEntry: row });
  }
  return parts;
}

/** Both sides of a difference that is not explained: the general ledger less the inventory ledger. */
function sides(prepared: Prepared, type: AccountType, cell: Cell): readonly Part[] {
  const ledger = cellParts(prepared, cell).map((part) => ({ ...part, amount: -part.amount }));
  return [...glParts(prepared, prepared.setup.accountsOf(type)), ...ledger];
}

function differenceDrill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  prepared: Prepared,
  view: EntryView,
  type: AccountType,
  cause: string | number | undefined,
): Drill | undefined {
  const parts = new Map<string, Part>();
  const wanted = cause === undefined ? undefined : CAUSES.findIndex((name) => name === cause);
  if (wanted === -1) return undefined;
  const sink: PartSink = {
    part(partType, partCause, column: DecimalColumn, row, minus, entry, glEntry) {
      if (partType !== type || (wanted !== undefined && partCause !== wanted)) return;
      const value = bigintAt(column, row);
      const key = `${partCause}|${entry}|${glEntry}`;
      const known = parts.get(key);
      const amount = (known?.amount ?? 0n) + (minus ? -value : value);
      parts.set(key, { amount, entry, glEntry, cause: CAUSES[partCause] });
    },
  };
  explain(ledgers, parameters, prepared, sink);
  const name = rowName(ROW_OF_TYPE[type] as string);
  const title =
    wanted === undefined ? `Difference of ${name}` : `${CAUSE_TEXTS[CAUSES[wanted] as Cause].name}, ${name}`;
  const drilled = view.drill(title, [...parts.values()]);
  const rest = (result.reconcilingItems ?? []).find(
    (item) => item.row === ROW_OF_TYPE[type] && item.cause === "UNEXPLAINED",
  );
  if (!rest || (wanted !== undefined && CAUSES[wanted] !== "UNEXPLAINED")) return drilled;
  return { ...drilled, remark: `${rest.amount} of the difference has no entries: it is unexplained.` };
}

/** One amount behind a figure: rows of Value Entries and G/L Entries, -1 where there is none. */
interface Part {
  readonly amount: bigint;
  readonly entry: number;
  readonly glEntry: number;
  readonly cause?: Cause | undefined;
}

/** Writes parts as drill entries, sorted by value entry, then G/L entry. */
class EntryView {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly prepared: Prepared,
  ) {}

  drill(title: string, parts: readonly Part[]): Drill {
    const { entries, gl } = this.prepared;
    const number = (row: number, numbers: Float64Array): number => (row < 0 ? 0 : (numbers[row] as number));
    const sorted = [...parts].sort(
      (a, b) =>
        number(a.entry, entries.numbers) - number(b.entry, entries.numbers) ||
        number(a.glEntry, gl.numbers) - number(b.glEntry, gl.numbers),
    );
    const total = parts.reduce((sum, part) => sum + part.amount, 0n);
    return {
      title,
      figure: decimalText(total, entries.scale),
      entries: sorted.map((part) => this.#entry(part)),
    };
  }

  #entry(part: Part): DrillEntry {
    const { entries, gl } = this.prepared;
    const amount = decimalText(part.amount, entries.scale);
    const cause: Readonly<Record<string, string>> = part.cause ? { Cause: CAUSE_TEXTS[part.cause].name } : {};
    if (part.entry < 0) {
      return {
        table: "G/L Entries",
        entryNo: gl.numbers[part.glEntry] as number,
        amount,
        columns: { ...cause, ...this.#glColumns(part.glEntry) },
      };
    }
    const table = this.ledgers.table("Value Entries");
    const { codes } = this.ledgers;
    const option = (caption: string): string => {
      const column = table.options(caption);
      return column.captions[column.values[part.entry] as number] ?? "";
    };
    return {
      table: "Value Entries",
      entryNo: entries.numbers[part.entry] as number,
      amount,
      columns: {
        ...cause,
        "Posting Date": dayText(entries.dates[part.entry] as number),
        "Document No.": codes.text(table.ids("Document No.")[part.entry] as number),
        "Item No.": codes.text(entries.items[part.entry] as number),
        "Item Ledger Entry Type": option("Item Ledger Entry Type"),
        "Entry Type": option("Entry Type"),
        ...(part.glEntry < 0 ? {} : { "G/L Entry No.": gl.numbers[part.glEntry] as number }),
      },
    };
  }

  #glColumns(row: number): Readonly<Record<string, string>> {
    const { gl } = this.prepared;
    const table = this.ledgers.table("G/L Entries");
    const { codes, texts } = this.ledgers;
    return {
      "Posting Date": dayText(gl.dates[row] as number),
      "Document No.": codes.text(table.ids("Document No.")[row] as number),
      "G/L Account No.": codes.text(gl.accounts[row] as number),
      Description: texts.text(table.ids("Description")[row] as number),
      "Source Code": codes.text(table.ids("Source Code")[row] as number),
    };
  }
}
