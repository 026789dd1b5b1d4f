/** Reads files that the user chose, so that their tables can be added as ledgers. Loaded when files are chosen. */
import { openWorkbook, XlsxError } from "../../../ooxml";
import { proposeHeaders, translatedTable } from "../../engine/ledgers/captions/propose";
import { findTableDeclaration } from "../../engine/ledgers/names";
import type { CellSink, NumberFormatClass, SourceTable, WorkbookSource } from "../../engine/ledgers/source";
import { ledgerTables } from "../../engine/ledgers/tables";
import { Refusal } from "../../engine/refusal";
import { csvSource } from "../../workbook/file/csv";
import { badWorkbook, xlsxSource } from "../../workbook/file/xlsx-source";

type RawValue = string | number | boolean | null;

/** A table of a chosen file. */
export interface FileTable {
  /** Unique among the chosen files. */
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly headers: readonly string[];
  /** Ledger by its name, else by its headers; "" when neither tells. */
  readonly ledger: string;
  readonly guessedBy: "name" | "columns" | "";
  /** Language of its captions, "" for Business Central's own. */
  readonly language: string;
  rows(): Promise<readonly (readonly RawValue[])[]>;
}

/** What a file gave: its tables, or why it cannot be read. */
export type ReadFile =
  | { readonly file: string; readonly tables: readonly FileTable[] }
  | { readonly file: string; readonly problem: string };

/** Reads one .csv or .xlsx file. Never throws: a file that cannot be read says why. */
export async function readFile(file: File): Promise<ReadFile> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const source = sourceOf(file.name, bytes);
    const tables = source.tables
      .filter((table) => table.headers.length > 0)
      .map((table, index) => fileTable(file.name, index, table, source));
    return { file: file.name, tables };
  } catch (error) {
    return { file: file.name, problem: problemOf(error) };
  }
}

function sourceOf(name: string, bytes: Uint8Array): WorkbookSource {
  if (/\.csv$/i.test(name)) return csvSource([{ name: name.replace(/\.csv$/i, ""), bytes }]);
  if (/\.xlsx$/i.test(name)) {
    try {
      return xlsxSource(openWorkbook(bytes));
    } catch (error) {
      throw error instanceof XlsxError ? badWorkbook(error) : error;
    }
  }
  throw new Refusal("BAD_WORKBOOK", { reason: "only .csv and .xlsx files can be read" });
}

function problemOf(error: unknown): string {
  if (error instanceof Refusal) {
    const { message } = error.body;
    return typeof message === "string" ? message : error.message;
  }
  return error instanceof Error ? error.message : String(error);
}

function fileTable(file: string, index: number, table: SourceTable, source: WorkbookSource): FileTable {
  const name = table.tableName || table.sheetName;
  const named = [table.tableName, table.sheetName].flatMap((one) => {
    const declaration = one ? findTableDeclaration(one) : undefined;
    return declaration && ledgerTables.includes(declaration) ? [declaration.name] : [];
  })[0];
  const guess = named === undefined ? byHeaders(name, table.headers) : undefined;
  return {
    id: `${file}/${index}`,
    file,
    name,
    headers: table.headers,
    ledger: named ?? guess?.ledger ?? "",
    guessedBy: named !== undefined ? "name" : guess ? "columns" : "",
    language: guess?.language ?? "",
    rows: () => rowsOf(table, source.epochOffset),
  };
}

/** The ledger whose captions most of the headers are. */
function byHeaders(
  name: string,
  headers: readonly string[],
): { readonly ledger: string; readonly language: string } | undefined {
  const translated = translatedTable(name);
  let best: { ledger: string; language: string; matched: number } | undefined;
  for (const declaration of ledgerTables) {
    const { matched, language } = proposeHeaders(declaration, headers, { alike: false });
    if (matched < 3 || matched * 2 < headers.length) continue;
    const preferred = declaration.name === translated?.table;
    if (!preferred && matched <= (best?.matched ?? 0)) continue;
    best = { ledger: declaration.name, language: language ?? "", matched };
    if (preferred) break;
  }
  return best;
}

/** All rows as the file has them; dates as Excel's day numbers in the 1900 system. */
async function rowsOf(table: SourceTable, epochOffset: number): Promise<readonly (readonly RawValue[])[]> {
  const rows: RawValue[][] = [];
  const row = (index: number): RawValue[] => {
    while (rows.length <= index) rows.push(new Array<RawValue>(table.headers.length).fill(null));
    return rows[index] as RawValue[];
  };
  const remarks = await table.read(
    table.headers.map((_, column) => columnSink(row, column, epochOffset)),
    () => undefined,
  );
  if (remarks.rows > 0) row(remarks.rows - 1);
  return rows.slice(0, remarks.rows);
}

function columnSink(row: (index: number) => RawValue[], column: number, epochOffset: number): CellSink {
  const put = (index: number, value: RawValue): void => {
    row(index)[column] = value;
  };
  return {
    number: (index, value, format: NumberFormatClass) => {
      put(index, format === "date" ? value + epochOffset : value);
    },
    text: put,
    boolean: put,
    error: put,
    formulaWithoutValue: () => undefined,
    absent: () => undefined,
  };
}
