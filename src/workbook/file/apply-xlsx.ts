/** Applies and undoes postings in an .xlsx file: reads tables from the opened file, writes through its editor. */
import type {
  BlockColumn,
  CellInput,
  CellSpec,
  CellStyle,
  CellVisitor,
  SheetPatch,
  WorkbookEditor,
  XlsxWorkbook,
} from "../../../ooxml";
import { findTables } from "../../engine/ledgers/read";
import type { SourceTable } from "../../engine/ledgers/source";
import type {
  ChangeTable,
  ColumnKind,
  CreateTable,
  EditValue,
  StoredCell,
  StoredContent,
  TableEdit,
  TableEditor,
  TableReader,
} from "../apply/edits";
import { UNDO_TABLE } from "../apply/log";
import { BODY_FONT, LOOKS } from "../look";
import { cellAddress } from "../sheet";
import { allowedSheetName, excelTableName } from "../names";
import { xlsxSource } from "./xlsx-source";

export class XlsxTableEditor implements TableEditor {
  readonly #places = new Map<string, Place>();

  /** @param workbook the file as it was opened; `editor` edits the same bytes */
  constructor(
    private readonly workbook: XlsxWorkbook,
    private readonly editor: WorkbookEditor,
  ) {
    const source = xlsxSource(workbook);
    for (const [name, [only]] of findTables(source))
      if (only) this.#places.set(name, placeOf(workbook, only));
    // The undo image is no ledger: it is found by its own name.
    for (const table of source.tables) {
      if (table.sheetName === UNDO_TABLE) this.#places.set(UNDO_TABLE, placeOf(workbook, table));
    }
  }

  table(name: string): Promise<TableReader | undefined> {
    const place = this.#places.get(name);
    return Promise.resolve(place && new XlsxTable(name, this.workbook, place));
  }

  execute(edits: readonly TableEdit[]): Promise<void> {
    // Everything is described before anything is changed; the file itself is written by the caller, whole or not at all.
    const work = edits.map((edit) => (edit.kind === "create" ? this.#creation(edit) : this.#change(edit)));
    for (const one of work) one();
    return Promise.resolve();
  }

  #creation(edit: CreateTable): () => void {
    const taken = new Set(this.editor.sheetNames.map((name) => name.toLowerCase()));
    let name = allowedSheetName(edit.table);
    for (let count = 2; taken.has(name.toLowerCase()); count += 1)
      name = `${allowedSheetName(edit.table).slice(0, 27)} ${count}`;
    return () => {
      this.editor.addSheet({
        name,
        visibility: edit.hidden ? "veryHidden" : "visible",
        view: { freeze: { rows: 1, columns: 0 } },
        columns: edit.columns.map(({ header, kind }, index) => ({
          first: index,
          last: index,
          width: Math.min(30, Math.max(kind === "text" ? 14 : 11, header.length + 2)),
        })),
        blocks: [
          {
            row: 1,
            col: 0,
            rowCount: edit.rows.length,
            columns: edit.columns.map(({ kind }, column): BlockColumn => ({
              type: "mixed",
              values: (row: number) => cellInput(edit.rows[row]?.[column] ?? null),
              style: STYLES[kind],
            })),
          },
        ],
        tables: [
          {
            name: excelTableName(edit.table),
            row: 0,
            col: 0,
            rowCount: edit.rows.length,
            columns: edit.columns.map(({ header }) => ({ name: header, headerStyle: HEADER })),
          },
        ],
      });
    };
  }

  #change(edit: ChangeTable): () => void {
    const place = this.#places.get(edit.table);
    if (!place) throw new Error(`${edit.table} is not in the workbook`);
    const patches = edit.insert.length > 0 ? this.#rewritten(edit, place) : patchesOf(edit, place);
    return () => {
      this.editor.patchSheet(place.sheet, patches);
    };
  }

  /** Rows come back in the middle: the body is written anew from the first row that moves. */
  #rewritten(edit: ChangeTable, place: Place): SheetPatch[] {
    const body = readGrid(this.workbook, place, undefined).map((cells) => cells.map(storedInput));
    for (const { row, column, value } of edit.update) (body[row] as CellInput[])[column] = cellInput(value);
    for (const { row, column, cell } of edit.restore) (body[row] as CellInput[])[column] = storedInput(cell);
    const deleted = new Set(edit.delete);
    const kept = body.filter((_, row) => !deleted.has(row));
    for (const { at, cells } of [...edit.insert].sort((a, b) => a.at - b.at)) {
      kept.splice(
        Math.min(at, kept.length),
        0,
        place.headers.map((_, column) => storedInput(cells[column] ?? { content: null })),
      );
    }
    for (const values of edit.append) kept.push(values.map(cellInput));
    const growth = kept.length - place.rows;
    const blank = (count: number): SheetPatch =>
      appendPatch(
        place,
        Array.from({ length: count }, () => place.headers.map(() => null)),
      );
    const surplus = Array.from(
      { length: Math.max(0, -growth) },
      (_, index) => place.rows - 1 - index,
    ).reverse();
    return [
      ...(growth > 0 ? [blank(growth)] : []),
      ...(surplus.length > 0 ? [deletePatch(place, surplus)] : []),
      {
        op: "setCells",
        cells: kept.flatMap((values, row) =>
          values.map((value, column) => cellAt(place, row, column, value)),
        ),
      },
    ];
  }
}

/** Where a table stands in the file. */
interface Place {
  readonly sheet: string;
  readonly sheetIndex: number;
  /** Name of the Excel table; "" for a plain sheet. */
  readonly table: string;
  readonly headers: readonly string[];
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly rows: number;
}

function placeOf(workbook: XlsxWorkbook, source: SourceTable): Place {
  const sheetIndex = workbook.sheets.findIndex((sheet) => sheet.name === source.sheetName);
  const sheet = workbook.sheets[sheetIndex];
  const info = sheet?.tables.find((table) => table.name === source.tableName);
  if (info) {
    const firstRow = info.firstRow + (info.headerRow ? 1 : 0);
    return {
      sheet: source.sheetName,
      sheetIndex,
      table: info.name,
      headers: info.columns,
      firstRow,
      firstColumn: info.firstCol,
      rows: info.lastRow - (info.totalsRow ? 1 : 0) - firstRow + 1,
    };
  }
  const header = Number(source.address(-1, 0).replace(/\D+/g, ""));
  const place = {
    sheet: source.sheetName,
    sheetIndex,
    table: "",
    headers: source.headers,
    firstRow: header,
    firstColumn: 0,
  };
  return { ...place, rows: lastFilledRow(workbook, place) - header + 1 };
}

/** Last row of a plain sheet with a value in it. */
function lastFilledRow(workbook: XlsxWorkbook, place: Omit<Place, "rows">): number {
  let last = place.firstRow - 1;
  const see = (row: number): void => {
    if (row > last) last = row;
  };
  workbook.scan(
    place.sheetIndex,
    { number: see, text: see, boolean: see, error: see },
    { firstRow: place.firstRow },
  );
  return last;
}

class XlsxTable implements TableReader {
  readonly headers: readonly string[];
  readonly rows: number;
  /** The codec gives serial numbers of the 1900 system in every file. */
  readonly epochOffset = 0;

  constructor(
    readonly name: string,
    private readonly workbook: XlsxWorkbook,
    private readonly place: Place,
  ) {
    this.headers = place.headers;
    // A table without entries keeps one blank row.
    this.rows = place.rows === 1 && isBlank(readGrid(workbook, place, undefined)[0]) ? 0 : place.rows;
  }

  column(position: number): Promise<readonly StoredContent[]> {
    const values = new Array<StoredContent>(this.rows).fill(null);
    scanCells(
      this.workbook,
      this.place,
      (_row, column) => column === position,
      (row, _column, cell) => {
        values[row] = cell.content;
      },
    );
    return Promise.resolve(values);
  }

  cells(rows: readonly number[]): Promise<readonly (readonly StoredCell[])[]> {
    const grid = readGrid(this.workbook, this.place, new Set(rows));
    return Promise.resolve(rows.map((row) => grid[row] ?? this.headers.map(() => ({ content: null }))));
  }

  address(row: number, column: number): string {
    return cellAddress(this.place.firstRow + row, this.place.firstColumn + column);
  }
}

function isBlank(cells: readonly StoredCell[] | undefined): boolean {
  return cells === undefined || cells.every((cell) => cell.content === null && cell.formula === undefined);
}

/** Rows of the body by number; only the wanted ones are filled. */
function readGrid(
  workbook: XlsxWorkbook,
  place: Place,
  wanted: ReadonlySet<number> | undefined,
): StoredCell[][] {
  const grid: StoredCell[][] = [];
  const rowAt = (row: number): StoredCell[] => (grid[row] ??= place.headers.map(() => ({ content: null })));
  if (!wanted) for (let row = 0; row < place.rows; row += 1) rowAt(row);
  scanCells(
    workbook,
    place,
    (row) => !wanted || wanted.has(row),
    (row, column, cell) => {
      rowAt(row)[column] = cell;
    },
  );
  return grid;
}

function scanCells(
  workbook: XlsxWorkbook,
  place: Place,
  wants: (row: number, column: number) => boolean,
  see: (row: number, column: number, cell: StoredCell) => void,
): void {
  const formats = new Map<number, string | undefined>();
  const formatOf = (style: number): string | undefined => {
    if (!formats.has(style)) formats.set(style, workbook.cellStyle(style).numberFormat);
    return formats.get(style);
  };
  let formula: string | undefined;
  const put = (row: number, col: number, content: StoredContent, style: number): void => {
    const column = col - place.firstColumn;
    if (column >= 0 && column < place.headers.length && wants(row - place.firstRow, column)) {
      const format = formatOf(style);
      see(row - place.firstRow, column, {
        content,
        ...(formula === undefined ? {} : { formula }),
        ...(format === undefined ? {} : { format }),
      });
    }
    formula = undefined;
  };
  const visitor: CellVisitor = {
    number: (row, col, value, _isDate, _format, _formula, style) => {
      put(row, col, value, style);
    },
    text: (row, col, value, _formula, style) => {
      put(row, col, value, style);
    },
    boolean: (row, col, value, _formula, style) => {
      put(row, col, value, style);
    },
    error: (row, col, code, _formula, style) => {
      put(row, col, code, style);
    },
    blank: (row, col, isFormula, style) => {
      if (isFormula) put(row, col, null, style);
    },
    formula: (_row, _col, text) => {
      formula = `=${text}`;
    },
  };
  workbook.scan(place.sheetIndex, visitor, {
    firstRow: place.firstRow,
    lastRow: place.firstRow + place.rows - 1,
  });
}

function patchesOf(edit: ChangeTable, place: Place): SheetPatch[] {
  const patches: SheetPatch[] = [];
  if (edit.addColumns.length > 0) patches.push(...addColumns(edit, place));
  const cells = [
    ...edit.update.map(({ row, column, value }) => cellAt(place, row, column, cellInput(value))),
    ...edit.restore.map(({ row, column, cell }) => cellAt(place, row, column, storedInput(cell))),
  ];
  if (cells.length > 0) patches.push({ op: "setCells", cells });
  // Before rows are deleted, so that a table never loses its last body row to a later append.
  if (edit.append.length > 0) patches.push(appendPatch(place, edit.append, edit.kinds));
  if (edit.delete.length > 0) patches.push(deletePatch(place, edit.delete));
  if (edit.removeColumns.length > 0) patches.push(clearColumns(edit, place));
  return patches;
}

function addColumns(edit: ChangeTable, place: Place): SheetPatch[] {
  if (place.table !== "") {
    return [
      {
        op: "addColumns",
        table: place.table,
        columns: edit.addColumns.map(({ header }) => ({ name: header, headerStyle: HEADER })),
      },
    ];
  }
  const right = place.firstColumn + place.headers.length;
  return [
    {
      op: "setCells",
      cells: edit.addColumns.map(({ header }, index) => ({
        row: place.firstRow - 1,
        col: right + index,
        value: header,
        style: HEADER,
      })),
    },
  ];
}

function appendPatch(
  place: Place,
  rows: readonly (readonly EditValue[])[],
  kinds: readonly ColumnKind[] = [],
): SheetPatch {
  const width = Math.max(place.headers.length, rows[0]?.length ?? 0);
  if (place.table !== "") {
    return {
      op: "appendRows",
      table: place.table,
      rowCount: rows.length,
      columns: Array.from({ length: width }, (_, column): BlockColumn => {
        const kind = kinds[column];
        return {
          type: "mixed",
          values: (row: number) => cellInput(rows[row]?.[column] ?? null),
          // Columns without entries so far have no style to go on with.
          ...(place.rows === 0 && kind ? { style: STYLES[kind] } : {}),
        };
      }),
    };
  }
  const cells: CellSpec[] = rows.flatMap((values, row) =>
    values.flatMap((value, column) =>
      value === null
        ? []
        : [
            {
              ...cellAt(place, place.rows + row, column, cellInput(value)),
              style: STYLES[kinds[column] ?? "text"],
            },
          ],
    ),
  );
  return { op: "setCells", cells };
}

function deletePatch(place: Place, rows: readonly number[]): SheetPatch {
  return place.table !== ""
    ? { op: "deleteRows", table: place.table, rows: [...rows] }
    : { op: "deleteRows", rows: rows.map((row) => place.firstRow + row) };
}

/** Columns of a file's table stay when they are empty again; their cells are cleared. */
function clearColumns(edit: ChangeTable, place: Place): SheetPatch {
  const left = place.rows - edit.delete.length;
  return {
    op: "setCells",
    cells: edit.removeColumns.flatMap((column) =>
      Array.from({ length: left }, (_, row) => cellAt(place, row, column, null)),
    ),
  };
}

function cellAt(place: Place, row: number, column: number, value: CellInput): CellSpec {
  return { row: place.firstRow + row, col: place.firstColumn + column, value };
}

/** A typed value as the codec writes it; a text is always text. */
function cellInput(value: EditValue): CellInput {
  if (value === null || typeof value !== "object") return value;
  return "day" in value ? { kind: "date", serial: value.day } : { kind: "decimal", text: value.decimal };
}

function storedInput(cell: StoredCell): CellInput {
  if (cell.formula !== undefined) {
    return {
      kind: "formula",
      formula: cell.formula.slice(1),
      ...(cell.content === null ? {} : { value: cell.content }),
    };
  }
  return cell.content;
}

const HEADER: CellStyle = {
  font: { ...BODY_FONT, bold: true, color: LOOKS.tableHeader.color ?? BODY_FONT.color },
  fill: LOOKS.tableHeader.fill,
};

const withFormat = (numberFormat?: string): CellStyle => ({
  font: BODY_FONT,
  ...(numberFormat ? { numberFormat } : {}),
});

const STYLES: Readonly<Record<ColumnKind, CellStyle>> = {
  text: withFormat("@"),
  integer: withFormat(),
  amount: withFormat("#,##0.00"),
  decimal: withFormat(),
  date: withFormat("m/d/yyyy"),
  boolean: withFormat(),
};
