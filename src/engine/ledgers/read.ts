/** Reads a workbook into ledgers: finds the tables, maps their headers, and pushes every cell through its column once. */
import { TextPool } from "../values/codes";
import type { ColumnBuilder } from "./column-builder";
import { keepRows, type ReadColumn } from "./columns";
import { createColumnBuilder } from "./create-column";
import type { ColumnDeclaration, LedgerTableDeclaration, ReportCode } from "./declaration";
import { Ledgers, LedgerTable, type TableOrigin } from "./ledgers";
import { findTableDeclaration, foldHeader, headerMatcher } from "./names";
import type { CellSink, ColumnMapping, SourceTable, WorkbookSource } from "./source";
import { ownTables } from "./own-tables";
import { ledgerTables } from "./tables";

export interface ReadRequest {
  /** Read only the tables and columns that these reports use; all when absent. */
  readonly reports?: readonly ReportCode[];
  /** Read only these tables, by name. */
  readonly tables?: readonly string[];
  /** Headers that the user mapped by hand. */
  readonly mapping?: ColumnMapping;
  /** Tables of an earlier reading that did not change since; they are taken over, and codes keep their numbers. */
  readonly keep?: { readonly ledgers: Ledgers; readonly tables: readonly string[] };
  /** Called after each table with the rows read so far. */
  readonly progress?: (table: string, rows: number) => void;
}

/** Reads the requested tables. Never refuses: faults stay with the columns until a report asks for them. */
export async function readLedgers(source: WorkbookSource, request: ReadRequest = {}): Promise<Ledgers> {
  const codes = request.keep?.ledgers.codes ?? new TextPool();
  const texts = request.keep?.ledgers.texts ?? new TextPool();
  const found = findTables(source);
  const tables = new Map<string, LedgerTable>();
  for (const declaration of [...ledgerTables, ...ownTables]) {
    if (request.tables && !request.tables.includes(declaration.name)) continue;
    if (request.keep?.tables.includes(declaration.name)) {
      tables.set(declaration.name, request.keep.ledgers.table(declaration.name));
      continue;
    }
    const isOwn = ownTables.includes(declaration);
    if (!isOwn && request.reports && !usedBy(declaration.needs, request.reports)) continue;
    const candidates = found.get(declaration.name) ?? [];
    const [first] = candidates;
    if (!first) continue;
    if (candidates.length > 1) {
      const rivals = candidates.map((candidate) => candidate.tableName || candidate.sheetName);
      tables.set(declaration.name, new LedgerTable(declaration, 0, new Map(), undefined, rivals));
      continue;
    }
    const table = await readTable(declaration, first, source, codes, texts, request);
    tables.set(declaration.name, table);
    request.progress?.(declaration.name, table.rows);
  }
  return new Ledgers(source.kind, codes, texts, tables);
}

function usedBy(needs: ReadonlyMap<ReportCode, unknown>, reports: readonly ReportCode[]): boolean {
  return reports.some((report) => needs.has(report));
}

/**
 * Which source tables could be which ledger: by the Excel table's name, else by the sheet's. A table on a sheet of the
 * same name is one match.
 */
export function findTables(source: WorkbookSource): ReadonlyMap<string, readonly SourceTable[]> {
  const byName = new Map<string, SourceTable[]>();
  const put = (name: string, table: SourceTable): void => {
    const list = byName.get(name) ?? [];
    list.push(table);
    byName.set(name, list);
  };
  const named = new Set<string>();
  for (const table of source.tables) {
    const declaration = table.tableName ? findTableDeclaration(table.tableName) : undefined;
    if (!declaration) continue;
    put(declaration.name, table);
    named.add(`${declaration.name}\n${table.sheetName}`);
  }
  for (const table of source.tables) {
    if (table.tableName && findTableDeclaration(table.tableName)) continue;
    const declaration = findTableDeclaration(table.sheetName);
    if (declaration && !named.has(`${declaration.name}\n${table.sheetName}`)) put(declaration.name, table);
  }
  return byName;
}

/** Which column of a source table holds which declared column. */
export interface HeaderMap {
  /** Per column of the sheet. */
  readonly declarations: readonly (ColumnDeclaration | undefined)[];
  readonly ambiguous: ReadonlyMap<string, readonly number[]>;
  readonly unknownHeaders: readonly { readonly header: string; readonly position: number }[];
}

/** Maps headers to declared columns; a mapping by hand goes first. */
export function mapHeaders(
  declaration: LedgerTableDeclaration,
  headers: readonly string[],
  mapping?: ColumnMapping,
): HeaderMap {
  const matcher = headerMatcher(declaration);
  const byHand = mapping?.get(declaration.name);
  const handMapped = new Map<string, ColumnDeclaration>();
  for (const [header, caption] of byHand ?? []) {
    const column = declaration.columns.find((candidate) => candidate.caption === caption);
    if (column) handMapped.set(foldHeader(header), column);
  }
  const takenByHand = new Set(handMapped.values());
  const positions = new Map<string, number[]>();
  const unknownHeaders: { header: string; position: number }[] = [];
  const declarations = headers.map((header, position) => {
    const byHandHere = handMapped.get(foldHeader(header));
    const matched = byHandHere ?? matcher.match(header);
    // A column mapped by hand takes the place of one that would fit by its name.
    const column = matched && !byHandHere && takenByHand.has(matched) ? undefined : matched;
    if (column) positions.set(column.caption, [...(positions.get(column.caption) ?? []), position]);
    else if (header.trim() !== "") unknownHeaders.push({ header, position });
    return column;
  });
  const ambiguous = new Map([...positions].filter(([, places]) => places.length > 1));
  return { declarations, ambiguous, unknownHeaders };
}

async function readTable(
  declaration: LedgerTableDeclaration,
  source: SourceTable,
  workbook: WorkbookSource,
  codes: TextPool,
  texts: TextPool,
  request: ReadRequest,
): Promise<LedgerTable> {
  const { declarations, ambiguous, unknownHeaders } = mapHeaders(
    declaration,
    source.headers,
    request.mapping,
  );
  let content = new Uint8Array(Math.max(16, source.rowsHint));
  const mark = (row: number): void => {
    if (row >= content.length) {
      const larger = new Uint8Array(Math.max(row + 1, content.length * 2));
      larger.set(content);
      content = larger;
    }
    content[row] = 1;
  };
  const context = {
    kind: workbook.kind,
    epochOffset: workbook.epochOffset,
    codes,
    texts,
    rowsHint: source.rowsHint,
    mark,
  };
  const builders: ColumnBuilder[] = [];
  const taken = new Set<string>();
  const sinks: (CellSink | undefined)[] = declarations.map((column, position) => {
    if (!column || taken.has(column.caption)) return undefined;
    const unused =
      request.reports !== undefined && column.needs.size > 0 && !usedBy(column.needs, request.reports);
    if (unused && !declaration.key.includes(column.caption)) {
      return undefined;
    }
    taken.add(column.caption);
    const keepFilled =
      column.keepBlank === true || column.neverEmpty === true || declaration.key.includes(column.caption);
    const builder = createColumnBuilder(column, position, context, keepFilled);
    builders.push(builder);
    return builder;
  });
  const remarks = await source.read(sinks, mark);
  const { rows } = remarks;
  let columns: ReadColumn[] = builders.map((builder) => builder.finish(rows));

  let filledRows = 0;
  for (let row = 0; row < rows; row += 1) if (content[row] === 1) filledRows += 1;
  let sourceRows: Int32Array | undefined;
  if (filledRows < rows) {
    sourceRows = new Int32Array(filledRows);
    let next = 0;
    for (let row = 0; row < rows; row += 1) if (content[row] === 1) sourceRows[next++] = row;
    const kept = sourceRows;
    columns = columns.map((column) => keepRows(column, kept));
  }
  const origin: TableOrigin = {
    source,
    remarks,
    blankRows: rows - filledRows,
    sourceRows,
    ambiguous,
    unknownHeaders,
  };
  return new LedgerTable(
    declaration,
    filledRows,
    new Map(columns.map((column) => [column.declaration.caption, column])),
    origin,
  );
}
