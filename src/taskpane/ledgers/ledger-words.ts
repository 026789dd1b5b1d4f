/** How the pages of the ledgers speak of places, columns and Business Central's pages. */
import { reportCards } from "../../engine/catalogue";
import type { ColumnDeclaration, LedgerTableDeclaration } from "../../engine/ledgers/declaration";
import type { LedgerColumn, LedgerState, OtherTable } from "../../engine-service/service";
import type { Formats } from "../format";

/** "table ValueEntries, sheet Value Entries" */
export function placeWords(place: { readonly tableName: string; readonly sheetName: string }): string {
  return place.tableName ? `table ${place.tableName}, sheet ${place.sheetName}` : `sheet ${place.sheetName}`;
}

/** Name by which settings know a table of the workbook: the Excel table's, else the sheet's. */
export function placeName(place: Pick<OtherTable, "tableName" | "sheetName">): string {
  return place.tableName || place.sheetName;
}

/** "1 row", "38,120 rows" */
export function rowsWords(formats: Formats, rows: number): string {
  return `${formats.count(rows)} ${rows === 1 ? "row" : "rows"}`;
}

/** "1 error", "2,345 errors" */
export function errorsWords(formats: Formats, errors: number): string {
  return `${formats.count(errors)} ${errors === 1 ? "error" : "errors"}`;
}

/** Business Central's page of a table, as its title has it. */
export function pageName(table: LedgerTableDeclaration): string {
  return table.businessCentral.pageName ?? table.name;
}

/** Short titles of reports: one, two, or the first and how many more. */
export function reportNames(ids: readonly string[]): string {
  const titles = ids.flatMap((id) => reportCards.find((card) => card.id === id)?.shortTitle ?? []);
  const [first = "", second] = titles;
  if (titles.length > 2) return `${first} and ${titles.length - 1} more`;
  return second ? `${first} and ${second}` : first;
}

/** How much a column is missed. */
export type Urgency = "required" | "conditional" | "used" | "none";

/** Why a column is wanted, by its declaration and the reports that are here. */
export function columnUrgency(column: LedgerColumn, declaration: ColumnDeclaration | undefined): Urgency {
  if (column.requiredBy.length > 0) return "required";
  if ([...(declaration?.needs.values() ?? [])].includes("conditional")) return "conditional";
  return column.usedBy.length > 0 ? "used" : "none";
}

/** The second line of a column that is not there. */
export function columnReason(column: LedgerColumn, urgency: Urgency): string {
  switch (urgency) {
    case "required":
      return `Required for ${reportNames(column.requiredBy)}`;
    case "conditional":
      return `Required at times for ${reportNames(column.usedBy)}`;
    case "used":
      return `For ${reportNames(column.usedBy)}`;
    default:
      return "Not read by a report";
  }
}

/** What to do about a column that the export does not have. */
export function wayOut(table: LedgerTableDeclaration, column: ColumnDeclaration): string {
  const name = `“${column.caption}”`;
  if (table.businessCentral.card === true)
    return `${name} stands on the card ${pageName(table)}. Type its value in.`;
  switch (column.page) {
    case "h":
      return `${name} is hidden on Business Central’s page ${pageName(table)} at first. Show it there and export again, or choose the column that holds it.`;
    case "n":
      return `${name} is not on Business Central’s page ${pageName(table)}. Export it with a web service or a configuration package, or choose the column that holds it.`;
    default:
      return `${name} is on Business Central’s page ${pageName(table)}. Export again, or choose the column that holds it.`;
  }
}

/** "Ready", "3 errors", "1 note" */
export function ledgerWord(ledger: LedgerState, formats: Formats): string {
  if (ledger.problemCount > 0) return errorsWords(formats, ledger.problemCount);
  if (ledger.notes.length > 0)
    return `Ready, ${ledger.notes.length} ${ledger.notes.length === 1 ? "note" : "notes"}`;
  return "Ready";
}
