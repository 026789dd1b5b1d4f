/** Adds ledger tables on new sheets, all or none: imported files, empty tables, the sample company. */
import type { NewLedger } from "../../application/types";
import { tableDeclaration } from "../../engine/ledgers/names";
import { parseDay } from "../../engine/values/day";
import { parseDecimal, shortestDecimal } from "../../engine/values/decimal";
import { TableColumns } from "../apply/columns";
import type { ColumnKind, CreateTable, EditValue, TableEdit } from "../apply/edits";
import { allowedSheetName, excelTableName } from "../names";
import { ExcelTableEditor } from "./apply-excel";
import { onExcel } from "./batch";
import { ExcelTrouble } from "./trouble";

/** Adds tables. Rejects with SHEET_NAME_TAKEN or TABLE_NAME_TAKEN before anything is written. */
export async function addLedgerTables(ledgers: readonly NewLedger[], epochOffset: number): Promise<void> {
  await refuseTakenNames(ledgers);
  const edits = ledgers.map((ledger): TableEdit => creation(ledger));
  await new ExcelTableEditor({ tables: [], namedLedgers: [], epochOffset }).execute(edits);
}

async function refuseTakenNames(ledgers: readonly NewLedger[]): Promise<void> {
  await onExcel(async (context) => {
    const { worksheets, tables } = context.workbook;
    worksheets.load("items/name");
    tables.load("items/name");
    await context.sync();
    const sheetNames = new Set(worksheets.items.map((sheet) => sheet.name.toLowerCase()));
    const tableNames = new Set(tables.items.map((table) => table.name.toLowerCase()));
    for (const { name } of ledgers) {
      const sheet = allowedSheetName(name);
      if (sheetNames.has(sheet.toLowerCase())) throw new ExcelTrouble("SHEET_NAME_TAKEN", { sheet });
      const table = excelTableName(name);
      if (tableNames.has(table.toLowerCase())) throw new ExcelTrouble("TABLE_NAME_TAKEN", { table });
    }
  });
}

function creation(ledger: NewLedger): CreateTable {
  const headers = ledger.headers ?? tableDeclaration(ledger.name).columns.map((column) => column.caption);
  const columns = new TableColumns(ledger.name, headers);
  const kinds = headers.map((_, position) => columns.kindAt(position));
  return {
    kind: "create",
    table: ledger.name,
    hidden: false,
    columns: headers.map((header, position) => ({ header, kind: kinds[position] ?? "text" })),
    rows: ledger.rows.map((row) =>
      headers.map((_, position) => rawValue(row[position] ?? null, kinds[position] ?? "text")),
    ),
  };
}

/** A raw value of a file, typed by its column; what does not fit stays as it came, for the check to find. */
function rawValue(value: string | number | boolean | null, kind: ColumnKind): EditValue {
  if (value === null || value === "") return null;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return kind === "text" ? String(value) : { decimal: shortestDecimal(value) };
  if (kind === "date") {
    const day = parseDay(value.trim());
    return day === undefined ? value : { day };
  }
  if (kind === "text") return value;
  if (kind === "boolean")
    return /^(true|yes)$/i.test(value.trim()) ? true : /^(false|no)$/i.test(value.trim()) ? false : value;
  return parseDecimal(value) ? { decimal: value.trim() } : value;
}
