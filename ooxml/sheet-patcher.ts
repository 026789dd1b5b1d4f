import { type CellRange, cellName, LAST_COL, LAST_ROW, parseRange, rangeName } from "./addresses";
import { type CellBooks, CellEncoder } from "./cell-encoder";
import { blockSource, type CellSource, singleSource } from "./cell-sources";
import { XlsxWriteError } from "./errors";
import { mapReferences } from "./formula-references";
import type { FormulaMap } from "./formula-rewriter";
import { shiftFrame } from "./frame-shift";
import type { PartStore } from "./part-store";
import { RowEditor } from "./row-editor";
import { RowShift } from "./row-shift";
import { joinSheet, type SheetFrame, splitSheet } from "./sheet-frame";
import type { TablePlace, TableRegister } from "./table-register";
import { checkColumnNames, encodeAttributeText } from "./table-writer";
import type {
  AddColumns,
  AppendRows,
  BlockColumn,
  CellSpec,
  DeleteRows,
  SetCells,
  SheetPatch,
} from "./types";
import { setAttributes } from "./workbook-writer";
import { escapeXml } from "./xml-text";
import { applySplices, child, children, numeric, type Splice, textOf } from "./xml-tree";

/** What a patch needs of its workbook. */
export interface PatchContext {
  sheet: string;
  part: string;
  store: PartStore;
  books: CellBooks;
  tables: TableRegister;
  /** Changes the formulas of the workbook, but not those of conditional formats and validations of this sheet. */
  rewriteFormulas: (map: FormulaMap) => void;
}

/** Applies patches to the part of a sheet, one after the other. @throws XlsxWriteError */
export function applyPatches(patches: readonly SheetPatch[], context: PatchContext): void {
  const patcher = new SheetPatcher(context);
  for (const patch of patches) {
    patcher.apply(patch);
  }
}

class SheetPatcher {
  constructor(private readonly context: PatchContext) {}

  apply(patch: SheetPatch): void {
    switch (patch.op) {
      case "setCells":
        this.setCells(patch);
        return;
      case "appendRows":
        this.appendRows(patch);
        return;
      case "deleteRows":
        this.deleteRows(patch);
        return;
      case "addColumns":
        this.addColumns(patch);
    }
  }

  private setCells({ cells }: SetCells): void {
    const { sheet, part, tables } = this.context;
    for (const table of tables.of(part)) {
      for (const { row, col, value } of cells) {
        const name = row === table.range.firstRow ? table.columns[col - table.range.firstCol] : undefined;
        if (table.headerRow && name !== undefined && value !== name) {
          throw new XlsxWriteError(
            "badTable",
            `the header of ${table.name} would differ from its column`,
            sheet,
            cellName(row, col),
          );
        }
      }
    }
    this.overlay(cells.map((cell) => singleSource(cell)));
  }

  private appendRows({ table: name, rowCount, columns }: AppendRows): void {
    if (rowCount === 0) {
      return;
    }
    const { sheet, part, tables, books, store } = this.context;
    const table = tables.find(name, part, sheet);
    const { firstCol, lastCol } = table.range;
    if (columns.length > lastCol - firstCol + 1) {
      throw new XlsxWriteError("badTable", `the rows for ${name} have more columns than the table`, sheet);
    }
    const { first, last } = bodyOf(table);
    const editor = this.rows(this.frame());
    const lastCells = editor.cellsOf(last);
    const inTable = lastCells.filter((cell) => cell.col >= firstCol && cell.col <= lastCol);
    // A table without entries still has one body row, which is blank: the first new row takes its place.
    const empty = first === last && !inTable.some((cell) => cell.hasContent);
    const at = empty ? first : last + 1;
    const growth = empty ? rowCount - 1 : rowCount;
    if (last + growth + (table.totalsRow ? 1 : 0) > LAST_ROW) {
      throw new XlsxWriteError("sheetTooLarge", `the table ${name} would leave the sheet`, sheet);
    }
    if (growth > 0 && (table.totalsRow || editor.hasContent(last + 1, firstCol, lastCol))) {
      this.shift(RowShift.insertion(last + 1, growth, firstCol, lastCol), table);
    }
    const styles = new Map(inTable.map((cell) => [cell.col, cell.style]));
    const formulas = calculatedColumns(store, table);
    const block = table.columns.map((_, i): BlockColumn => {
      const style = books.styles.adopt(styles.get(firstCol + i) ?? 0);
      const column = columns[i];
      if (column) {
        return column.style || column.rowStyle ? column : { ...column, style };
      }
      const formula = formulas[i];
      return {
        type: "mixed",
        style,
        values: () => (formula === undefined ? null : { kind: "formula", formula }),
      };
    });
    this.overlay([blockSource({ row: at, col: firstCol, rowCount, columns: block }, books.styles)]);
    this.resizeTable(table, { ...table.range, lastRow: table.range.lastRow + growth });
    this.extendFormats({ ...table.range, firstRow: first, lastRow: last }, growth);
  }

  private deleteRows({ table: name, rows }: DeleteRows): void {
    if (rows.length === 0) {
      return;
    }
    const { sheet, part, tables } = this.context;
    if (rows.some((row) => !Number.isInteger(row) || row < 0 || row > LAST_ROW)) {
      throw new XlsxWriteError("badReference", "a row to delete is outside the sheet", sheet);
    }
    if (name === undefined) {
      const shift = RowShift.deletion(rows, 0, LAST_COL);
      for (const table of tables.of(part)) {
        const { first, last } = bodyOf(table);
        const body = shift.range({ ...table.range, firstRow: first, lastRow: last });
        const edge = [
          ...(table.headerRow ? [table.range.firstRow] : []),
          ...(table.totalsRow ? [table.range.lastRow] : []),
        ];
        if (!body || edge.some((row) => shift.destination(row) === undefined)) {
          throw new XlsxWriteError(
            "badTable",
            `the table ${table.name} would lose its header, totals or last row`,
            sheet,
          );
        }
      }
      this.shift(shift, undefined);
      return;
    }
    const table = tables.find(name, part, sheet);
    const { firstCol, lastCol } = table.range;
    const { first, last } = bodyOf(table);
    const gone = [...new Set(rows)].map((row) => first + row).sort((a, b) => a - b);
    if ((gone.at(-1) ?? 0) > last) {
      throw new XlsxWriteError("badReference", `the table ${name} has no such row to delete`, sheet);
    }
    // A table keeps one blank body row at least.
    const emptied = gone.length === last - first + 1;
    const removed = emptied ? gone.slice(1) : gone;
    if (removed.length > 0) {
      this.shift(RowShift.deletion(removed, firstCol, lastCol), table);
      this.resizeTable(table, { ...table.range, lastRow: table.range.lastRow - removed.length });
    }
    if (emptied) {
      const blanks: CellSpec[] = table.columns.map((_, i) => ({
        row: first,
        col: firstCol + i,
        value: null,
      }));
      this.overlay(blanks.map((cell) => singleSource(cell)));
    }
  }

  private addColumns({ table: name, columns }: AddColumns): void {
    const { sheet, part, tables, books, store } = this.context;
    const table = tables.find(name, part, sheet);
    const { range } = table;
    const lastCol = range.lastCol + columns.length;
    checkColumnNames([...table.columns, ...columns.map((column) => column.name)], name, sheet);
    const wider = { ...range, lastCol };
    for (const other of tables.of(part)) {
      if (other.part !== table.part && overlaps(other.range, wider)) {
        throw new XlsxWriteError("badTable", `the tables ${name} and ${other.name} would overlap`, sheet);
      }
    }
    if (lastCol > LAST_COL) {
      throw new XlsxWriteError("sheetTooLarge", `the table ${name} would leave the sheet`, sheet);
    }
    const { first, last } = bodyOf(table);
    const sources: CellSource[] = [];
    columns.forEach(({ name: value, headerStyle, data }, i) => {
      const col = range.lastCol + 1 + i;
      if (table.headerRow) {
        const style = headerStyle ? { style: headerStyle } : {};
        sources.push({ ...singleSource({ row: range.firstRow, col, value, ...style }), replaces: false });
      }
      if (data) {
        sources.push(
          blockSource({ row: first, col, rowCount: last - first + 1, columns: [data] }, books.styles),
        );
      }
    });
    this.overlay(sources);
    const { source, root } = store.xml(table.part);
    const list = child(root, "tableColumns");
    if (list) {
      const ids = children(list, "tableColumn").map((column) => numeric(column, "id") ?? 0);
      const items = columns.map(
        (column, i) =>
          `<${root.prefix}tableColumn id="${Math.max(0, ...ids) + 1 + i}" name="${escapeXml(encodeAttributeText(column.name))}"/>`,
      );
      const count = String(ids.length + columns.length);
      const splices = [
        setAttributes(source, list, { count }),
        { start: list.contentEnd, end: list.contentEnd, text: items.join("") },
      ];
      store.set(table.part, applySplices(source, splices));
    }
    this.resizeTable(table, wider);
  }

  private frame(): SheetFrame {
    return splitSheet(this.context.store.bytes(this.context.part), this.context.part);
  }

  private rows(frame: SheetFrame): RowEditor {
    return new RowEditor(frame.rows, frame.root.prefix, this.context.part, this.context.sheet);
  }

  private overlay(sources: readonly CellSource[]): void {
    if (sources.length === 0) {
      return;
    }
    const { store, part, books, sheet } = this.context;
    const frame = this.frame();
    const { prefix } = frame.root;
    const rows = this.rows(frame).overlay(sources, (writer) => new CellEncoder(writer, books, sheet, prefix));
    const splices = growDimension(frame, sources);
    store.set(part, joinSheet(applySplices(frame.source, splices), rows, part));
  }

  /** Moves cells, and with them everything in the workbook that names them. `own` is resized by the caller. */
  private shift(shift: RowShift, own: TablePlace | undefined): void {
    const { store, part, sheet, tables, rewriteFormulas } = this.context;
    const others = tables.of(part).filter((table) => table.part !== own?.part);
    const moved = others.map((table) => {
      const range = shift.range(table.range);
      const torn =
        own !== undefined &&
        table.range.firstRow > own.range.lastRow &&
        table.range.firstCol <= shift.lastCol &&
        table.range.lastCol >= shift.firstCol &&
        (table.range.firstCol < shift.firstCol || table.range.lastCol > shift.lastCol);
      if (!range || torn) {
        throw new XlsxWriteError("badTable", `the table ${table.name} is in the way`, sheet);
      }
      return { table, range };
    });
    rewriteFormulas((formula, home) => shift.formula(formula, home, sheet));
    const frame = this.frame();
    const rows = this.rows(frame).shift(shift);
    store.set(part, joinSheet(applySplices(frame.source, shiftFrame(frame, shift, sheet)), rows, part));
    for (const { table, range } of moved) {
      this.resizeTable(table, range);
    }
  }

  private resizeTable(table: TablePlace, range: CellRange): void {
    const { store } = this.context;
    if (rangeName(range) === rangeName(table.range)) {
      return;
    }
    const { source, root } = store.xml(table.part);
    const splices = [setAttributes(source, root, { ref: rangeName(range) })];
    const filter = child(root, "autoFilter");
    if (filter) {
      const lastRow = range.lastRow - (table.totalsRow ? 1 : 0);
      splices.push(setAttributes(source, filter, { ref: rangeName({ ...range, lastRow }) }));
    }
    store.set(table.part, applySplices(source, splices));
  }

  /** Conditional formats and validations that reach to the last body row reach over the new rows, too. */
  private extendFormats(body: CellRange, growth: number): void {
    const { store, part } = this.context;
    const frame = this.frame();
    const elements = [
      ...children(frame.root, "conditionalFormatting"),
      ...children(child(frame.root, "dataValidations"), "dataValidation"),
    ];
    const splices = elements.flatMap((element) => {
      const refs = element.attributes.get("sqref") ?? "";
      const extended = refs
        .split(/\s+/)
        .map((ref) => {
          const range = parseRange(ref);
          return range?.lastRow === body.lastRow && range.firstRow >= body.firstRow && within(range, body)
            ? rangeName({ ...range, lastRow: range.lastRow + growth })
            : ref;
        })
        .join(" ");
      return extended === refs ? [] : [setAttributes(frame.source, element, { sqref: extended })];
    });
    if (splices.length > 0) {
      store.set(part, joinSheet(applySplices(frame.source, splices), [frame.rows], part));
    }
  }
}

function bodyOf({ range, headerRow, totalsRow }: TablePlace): { first: number; last: number } {
  return { first: range.firstRow + (headerRow ? 1 : 0), last: range.lastRow - (totalsRow ? 1 : 0) };
}

function overlaps(a: CellRange, b: CellRange): boolean {
  return (
    a.firstRow <= b.lastRow && b.firstRow <= a.lastRow && a.firstCol <= b.lastCol && b.firstCol <= a.lastCol
  );
}

function within(range: CellRange, columns: CellRange): boolean {
  return range.firstCol >= columns.firstCol && range.lastCol <= columns.lastCol;
}

/** Formulas of calculated columns that read the same in every row; undefined for other columns. */
function calculatedColumns(store: PartStore, table: TablePlace): (string | undefined)[] {
  const { source, root } = store.xml(table.part);
  return children(child(root, "tableColumns"), "tableColumn").map((column) => {
    const element = child(column, "calculatedColumnFormula");
    if (!element) {
      return undefined;
    }
    const formula = textOf(source, element);
    let relative = false;
    mapReferences(formula, () => {
      relative = true;
      return undefined;
    });
    return relative || formula === "" ? undefined : formula;
  });
}

function growDimension(frame: SheetFrame, sources: readonly CellSource[]): Splice[] {
  const element = child(frame.root, "dimension");
  const range = parseRange(element?.attributes.get("ref") ?? "");
  if (!element || !range) {
    return [];
  }
  for (const source of sources) {
    range.firstRow = Math.min(range.firstRow, source.firstRow);
    range.lastRow = Math.max(range.lastRow, source.lastRow);
    range.firstCol = Math.min(range.firstCol, source.firstCol);
    range.lastCol = Math.max(range.lastCol, source.lastCol);
  }
  return [setAttributes(frame.source, element, { ref: rangeName(range) })];
}
