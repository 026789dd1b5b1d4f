/** Turns plain tables into what a reading of Excel hands to the engine service, chunk by chunk. */
import { packColumn, type RawCell, type TableChunk } from "../../src/engine-service/chunk";
import type { EngineService, LedgerCheck, RawTable, RawWorkbook } from "../../src/engine-service/service";

export type PlainTables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

export interface PreparedWorkbook {
  readonly raw: RawWorkbook;
  chunks(id: string): readonly TableChunk[];
}

/** Tables as they would stand in Excel, one sheet each, the header in row 1. */
export function rawWorkbook(
  tables: PlainTables,
  options: Partial<RawWorkbook> & { rowsPerChunk?: number } = {},
): PreparedWorkbook {
  const { rowsPerChunk = 3, ...raw } = options;
  const values = new Map<string, RawCell[][]>();
  const list: RawTable[] = Object.entries(tables).map(([name, rows]) => {
    const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    values.set(
      name,
      rows.map((row) => headers.map((header) => (row[header] ?? "") as RawCell)),
    );
    return {
      id: name,
      tableName: name.replace(/[^A-Za-z]/g, ""),
      sheetName: name.replaceAll("/", "-"),
      headers,
      rows: rows.length,
      headerRow: 0,
      firstColumn: 0,
      hiddenRows: 0,
      formulaCells: 0,
    };
  });
  return {
    raw: { tables: list, epochOffset: 0, mapping: [], namedLedgers: [], unchanged: [], ...raw },
    chunks: (id) => {
      const rows = values.get(id) ?? [];
      const width = list.find((table) => table.id === id)?.headers.length ?? 0;
      const chunks: TableChunk[] = [];
      for (let first = 0; first === 0 || first < rows.length; first += rowsPerChunk) {
        const block = rows.slice(first, first + rowsPerChunk);
        chunks.push({
          table: id,
          firstRow: first,
          rows: block.length,
          columns: Array.from({ length: width }, (_, column) => packColumn(block, column, () => true)),
          last: first + rowsPerChunk >= rows.length,
        });
      }
      return chunks;
    },
  };
}

/** Reads plain tables into a service. */
export async function readInto(
  service: EngineService,
  tables: PlainTables,
  options: Partial<RawWorkbook> & { rowsPerChunk?: number } = {},
): Promise<LedgerCheck> {
  const prepared = rawWorkbook(tables, options);
  const { wanted } = await service.beginReading(prepared.raw);
  for (const id of wanted) for (const chunk of prepared.chunks(id)) await service.appendChunk(chunk);
  return service.finishReading();
}
