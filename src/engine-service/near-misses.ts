/** Sheets that carry no ledger's name, and which ledger they could be. They are proposed, never read by themselves. */
import { proposeHeaders, translatedTable } from "../engine/ledgers/captions/propose";
import type { LedgerTableDeclaration } from "../engine/ledgers/declaration";
import { findTableDeclaration, tableDeclaration } from "../engine/ledgers/names";
import { ledgerTables } from "../engine/ledgers/tables";
import type { NearMiss, OtherTable, RawWorkbook } from "./service";

/** Headers that a sheet must share with a ledger, unless it has a ledger's name in another language. */
const FEWEST_HEADERS = 3;

/** Tables that carry no ledger's name and are not Tieout's own. */
export function otherTables(workbook: RawWorkbook): readonly OtherTable[] {
  const named = new Set(workbook.namedLedgers.map(({ place }) => place.toLowerCase()));
  return workbook.tables
    .filter(({ tableName, sheetName, headers }) => {
      const known = [tableName, sheetName].some((name) => name !== "" && findTableDeclaration(name));
      const isOwn = /^tieout/i.test(tableName) || /^tieout /i.test(sheetName);
      return !known && !isOwn && !named.has((tableName || sheetName).toLowerCase()) && headers.length > 0;
    })
    .map(({ sheetName, tableName, headers, rows }) => ({ sheetName, tableName, headers, rows }));
}

/** Sheets without a ledger's name whose headers are mostly those of one, in any language that is declared. */
export function nearMisses(workbook: RawWorkbook): readonly NearMiss[] {
  const misses = otherTables(workbook).flatMap((table) => nearMiss(table) ?? []);
  const here = ledgersHere(workbook);
  const claims = new Map<string, number>();
  for (const { ledger } of misses) claims.set(ledger, (claims.get(ledger) ?? 0) + 1);
  return misses.map((miss) =>
    miss.exact && (here.has(miss.ledger) || claims.get(miss.ledger) !== 1) ? { ...miss, exact: false } : miss,
  );
}

/** The ledger that a sheet is named like in another language, else the one whose captions most of its headers are. */
function nearMiss(table: OtherTable): NearMiss | undefined {
  const headers = table.headers.filter((header) => header.trim() !== "");
  const fitOf = (
    declaration: LedgerTableDeclaration,
  ): Omit<NearMiss, "exact"> & { readonly whole: boolean } => {
    const { matched, language } = proposeHeaders(declaration, headers, { alike: false });
    const of = headers.length;
    return {
      ...table,
      ledger: declaration.name,
      matched,
      of,
      language: language ?? "",
      whole: matched === of,
    };
  };
  const name = (translatedTable(table.sheetName) ?? translatedTable(table.tableName))?.table;
  if (name !== undefined) {
    const declaration = tableDeclaration(name);
    const { whole, ...miss } = fitOf(declaration);
    // Exports have columns that no report reads; the name tells what the sheet is all the same.
    if (whole || miss.matched >= FEWEST_HEADERS)
      return { ...miss, exact: whole || hasRequired(declaration, headers) };
  }
  const fits = ledgerTables
    .map(fitOf)
    .filter(({ matched, of }) => matched >= FEWEST_HEADERS && matched * 2 >= of);
  const most = Math.max(...fits.map(({ matched }) => matched));
  const [best, ...rivals] = fits.filter(({ matched }) => matched === most);
  if (!best) return undefined;
  const { whole, ...miss } = best;
  return { ...miss, exact: whole && rivals.length === 0 };
}

/** Whether every column that a report requires is among the headers, word for word. */
function hasRequired(table: LedgerTableDeclaration, headers: readonly string[]): boolean {
  const found = proposeHeaders(table, headers, { alike: false }).headers;
  return table.columns.every(
    ({ caption, needs }) => found.has(caption) || ![...needs.values()].includes("required"),
  );
}

/** Ledgers that stand in the workbook by their own name or because the user named them. */
function ledgersHere(workbook: RawWorkbook): ReadonlySet<string> {
  const byName = workbook.tables.flatMap(({ tableName, sheetName }) =>
    [tableName, sheetName].flatMap((name) => (name && findTableDeclaration(name)?.name) || []),
  );
  return new Set([...byName, ...workbook.namedLedgers.map(({ ledger }) => ledger)]);
}
