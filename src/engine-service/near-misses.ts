/** Sheets that carry no ledger's name, and which ledger they could be. They are proposed, never read by themselves. */
import { proposeHeaders, translatedTable } from "../engine/ledgers/captions/propose";
import type { LedgerTableDeclaration } from "../engine/ledgers/declaration";
import { findTableDeclaration } from "../engine/ledgers/names";
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

function nearMiss(table: OtherTable): NearMiss | undefined {
  const headers = table.headers.filter((header) => header.trim() !== "");
  const translated = translatedTable(table.sheetName) ?? translatedTable(table.tableName);
  let best: (NearMiss & { readonly rivals: number }) | undefined;
  for (const declaration of ledgerTables) {
    const { headers: found, matched, language } = proposeHeaders(declaration, headers, { alike: false });
    const isNamed = translated?.table === declaration.name;
    const isWhole = matched === headers.length;
    if (matched < FEWEST_HEADERS && !(isNamed && isWhole)) continue;
    if (matched * 2 < headers.length) continue;
    if (!isNamed && best && matched <= best.matched) {
      if (matched === best.matched) best = { ...best, rivals: best.rivals + 1 };
      continue;
    }
    best = {
      ...table,
      ledger: declaration.name,
      matched,
      of: headers.length,
      language: language ?? "",
      exact: isWhole || (isNamed && hasRequired(declaration, found)),
      rivals: 0,
    };
    if (isNamed) break;
  }
  if (!best) return undefined;
  const { rivals, ...miss } = best;
  return { ...miss, exact: miss.exact && rivals === 0 };
}

/** Whether every column that a report requires is among the found ones. */
function hasRequired(table: LedgerTableDeclaration, found: ReadonlyMap<string, string>): boolean {
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
