/** How names of tables and headers of columns are compared (conventions, 4.1 and 4.2). */
import type { ColumnDeclaration, LedgerTableDeclaration } from "./declaration";
import { ownTables } from "./own-tables";
import { ledgerTables } from "./tables";

/** A table name without case, spaces and signs: "Value_Entries" and "ValueEntries" are one. */
export function foldTableName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** A header with line breaks and no-break spaces turned into spaces, runs shrunk, in lower case. */
export function foldHeader(header: string): string {
  return header
    .replace(/[\s\u00a0]+/g, " ")
    .trim()
    .toLowerCase();
}

/** A caption with everything but letters and digits dropped, as web services write it. */
function squash(caption: string): string {
  return caption.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Newer BC says Project where older says Job. Returns both spellings of a name. */
function jobAndProject(name: string): readonly string[] {
  const project = name.replace(/\bJob\b/g, "Project").replace(/\bJobs\b/g, "Projects");
  return project === name ? [name] : [name, project];
}

/** Every name under which a table is known. */
export function tableNames(table: LedgerTableDeclaration): readonly string[] {
  const own = [table.name, ...(table.sheet ? [table.sheet] : []), ...(table.also ?? [])];
  return own.flatMap(jobAndProject);
}

/** Every caption under which a column is known, its own first. */
export function columnNames(column: ColumnDeclaration): readonly string[] {
  return [column.caption, ...(column.also ?? [])].flatMap(jobAndProject);
}

const tableByName = new Map<string, LedgerTableDeclaration>();
for (const table of [...ledgerTables, ...ownTables]) {
  for (const name of tableNames(table)) tableByName.set(foldTableName(name), table);
}

/** The ledger table that a name of an Excel table, sheet or file means, if any. */
export function findTableDeclaration(name: string): LedgerTableDeclaration | undefined {
  return tableByName.get(foldTableName(name));
}

/** The declaration of a table by its own name. Throws when there is none (a defect of the caller). */
export function tableDeclaration(name: string): LedgerTableDeclaration {
  const table = [...ledgerTables, ...ownTables].find((candidate) => candidate.name === name);
  if (!table) throw new Error(`no ledger table is declared as ${name}`);
  return table;
}

/** Maps headers to the columns of one declared table; shared by all readings. */
class HeaderMatcher {
  readonly #byHeader = new Map<string, ColumnDeclaration>();
  readonly #bySquashed = new Map<string, ColumnDeclaration>();

  constructor(table: LedgerTableDeclaration) {
    for (const column of table.columns) {
      for (const name of columnNames(column)) {
        this.#byHeader.set(foldHeader(name), column);
        for (const written of squashedNames(name)) {
          if (!this.#bySquashed.has(written)) this.#bySquashed.set(written, column);
        }
      }
    }
  }

  /** The column that a header means, if any. A header made of word characters only also fits a squashed name. */
  match(header: string): ColumnDeclaration | undefined {
    const exact = this.#byHeader.get(foldHeader(header));
    if (exact) return exact;
    const trimmed = header.trim();
    return /^[A-Za-z0-9_]+$/.test(trimmed) ? this.#bySquashed.get(squash(trimmed)) : undefined;
  }
}

const matchers = new Map<LedgerTableDeclaration, HeaderMatcher>();

/** Maps the headers of a sheet to the columns of a declared table. */
export function headerMatcher(table: LedgerTableDeclaration): HeaderMatcher {
  let matcher = matchers.get(table);
  if (!matcher) {
    matcher = new HeaderMatcher(table);
    matchers.set(table, matcher);
  }
  return matcher;
}

/** Names as web services and APIs write them; API v2.0 writes Number for "No.". */
function squashedNames(name: string): readonly string[] {
  const plain = squash(name);
  const number = /\bNo\./.test(name) ? squash(name.replace(/\bNo\./g, "Number")) : plain;
  return number === plain ? [plain] : [plain, number];
}
