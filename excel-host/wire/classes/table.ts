/** Tables, their columns and rows. */

import { type Rect, contains, intersect } from "../../model/address";
import { fail } from "../../model/errors";
import type { Input, Sheet } from "../../model/sheet";
import type { Table, TableColumn } from "../../model/table";
import type { Workbook } from "../../model/workbook";
import type { ExecutionContext } from "../executor";
import { Handle, defineClass, fields, method, nav, prop } from "../registry";
import { readValues, writeCells } from "./cell-values";
import { eventMethods, numberArg, optional, placeArg, rangeHandle, refuseProtected, textArg } from "./common";

interface TableScope {
  readonly book: Workbook;
  readonly sheet: Sheet | undefined;
}

const tableHandle = (table: Table | undefined): Handle | null => (table ? new Handle("Table", table) : null);

const inScope = ({ book, sheet }: TableScope): Table[] => (sheet ? sheet.tables : book.tables);

function findIn(scope: TableScope, key: unknown): Table | undefined {
  const table = scope.book.findTable(String(key));
  return table && (!scope.sheet || table.sheet === scope.sheet) ? table : undefined;
}

/** Tables that no longer exist answer as deleted objects do. */
function alive(table: Table): Table {
  if (!table.sheet.tables.includes(table)) throw fail("ItemNotFound", `Table "${table.name}" was deleted.`);
  return table;
}

defineClass<TableScope>("TableCollection", 1, {
  items: (scope) => inScope(scope).map((table) => new Handle("Table", table)),
  index: (scope, [key]) => tableHandle(findIn(scope, key)),
  props: { Count: prop(1, (scope) => inScope(scope).length) },
  methods: {
    Add: method(1, (scope, [address, hasHeaders], context) => {
      if (address instanceof Handle && context.host.level < 3)
        throw fail("ApiNotFound", "Tables over a Range need ExcelApi 1.3.");
      const place = placeArg(address, scope.sheet ?? scope.book.activeSheet);
      if (scope.sheet && place.sheet !== scope.sheet)
        throw fail("InvalidArgument", "The range must lie on this sheet.");
      refuseProtected(place.sheet);
      const table = scope.book.addTable(place.sheet, place.rect, hasHeaders === true);
      return new Handle("Table", table);
    }),
    GetCount: method(4, (scope) => inScope(scope).length),
    GetItemAt: method(1, (scope, [index]) => {
      const table = inScope(scope)[numberArg(index, "index")];
      if (!table) throw fail("ItemNotFound", `There is no table ${String(index)}.`);
      return tableHandle(table);
    }),
    GetItemOrNullObject: method(4, (scope, [key]) => tableHandle(findIn(scope, key))),
    ...eventMethods<TableScope>(
      {
        DataChangedEvent: [7, "TableDataChanged"],
        AddedEvent: [9, "TableAdded"],
        DeletedEvent: [9, "TableDeleted"],
      },
      ({ sheet }) => sheet?.id ?? "Workbook",
    ),
  },
});

interface ScopedTables {
  readonly sheet: Sheet;
  readonly rect: Rect;
  readonly whole: boolean;
}

const scoped = ({ sheet, rect, whole }: ScopedTables): Table[] =>
  sheet.tables.filter((table) => (whole ? contains(rect, table.rect) : intersect(rect, table.rect)));

defineClass<ScopedTables>("TableScopedCollection", 9, {
  items: (scope) => scoped(scope).map((table) => new Handle("Table", table)),
  index: (scope, [key]) =>
    tableHandle(scoped(scope).find((table) => table.name.toLowerCase() === String(key).toLowerCase())),
  methods: {
    GetCount: method(9, (scope) => scoped(scope).length),
    GetFirst: method(9, (scope) => {
      const [first] = scoped(scope);
      if (!first) throw fail("ItemNotFound", "There is no table in the range.");
      return tableHandle(first);
    }),
    GetItemOrNullObject: method(14, (scope, [key]) =>
      tableHandle(scoped(scope).find((table) => table.name.toLowerCase() === String(key).toLowerCase())),
    ),
  },
});

const range = (table: Table, rect: Rect, context: ExecutionContext): Handle =>
  rangeHandle(context, alive(table).sheet, rect);

const SWITCHES = [
  "showBandedRows",
  "showBandedColumns",
  "showFilterButton",
  "highlightFirstColumn",
  "highlightLastColumn",
] as const;

defineClass<Table>("Table", 1, {
  id: (table) => table.id,
  props: {
    Id: prop(1, (table) => alive(table).id),
    LegacyId: prop(8, (table) => alive(table).id),
    Name: prop(
      1,
      (table) => alive(table).name,
      (table, value) => {
        table.sheet.workbook.renameTable(alive(table), textArg(value, "name"));
      },
    ),
    ShowHeaders: prop(
      1,
      (table) => alive(table).showHeaders,
      (table, value) => {
        refuseProtected(table.sheet);
        table.setHeaders(value === true);
      },
    ),
    ShowTotals: prop(
      1,
      (table) => alive(table).showTotals,
      (table, value) => {
        refuseProtected(table.sheet);
        table.setTotals(value === true);
      },
    ),
    Style: prop(
      1,
      (table) => alive(table).style,
      (table, value) => {
        table.style = textArg(value, "style");
        table.sheet.workbook.tell({ type: "format", sheet: table.sheet, rect: table.rect });
      },
    ),
    ...fields<Table>(3, SWITCHES),
  },
  nav: {
    Columns: nav(1, (table) => new Handle("TableColumnCollection", table)),
    Rows: nav(1, (table) => new Handle("TableRowCollection", table)),
    Worksheet: nav(2, (table) => new Handle("Worksheet", table.sheet)),
    Sort: nav(2, (table) => new Handle("TableSort", table)),
    AutoFilter: nav(9, (table) => new Handle("AutoFilter", { sheet: table.sheet, table })),
  },
  methods: {
    GetRange: method(1, (table, _args, context) => range(table, table.rect, context)),
    GetDataBodyRange: method(1, (table, _args, context) => range(table, table.body, context)),
    GetHeaderRowRange: method(1, (table, _args, context) => {
      if (!table.headerRow) throw fail("ItemNotFound", `Table "${table.name}" shows no header row.`);
      return range(table, table.headerRow, context);
    }),
    GetTotalRowRange: method(1, (table, _args, context) => {
      if (!table.totalsRow) throw fail("ItemNotFound", `Table "${table.name}" shows no totals row.`);
      return range(table, table.totalsRow, context);
    }),
    Delete: method(1, (table) => {
      alive(table);
      refuseProtected(table.sheet);
      const { sheet, rect } = table;
      sheet.workbook.removeTable(table);
      sheet.clearFormats(rect);
      sheet.clearContents(rect);
    }),
    ConvertToRange: method(2, (table, _args, context) => {
      const { sheet, rect } = alive(table);
      refuseProtected(sheet);
      sheet.workbook.removeTable(table);
      return rangeHandle(context, sheet, rect);
    }),
    Resize: method(13, (table, [address]) => {
      refuseProtected(alive(table).sheet);
      const place = placeArg(address, table.sheet);
      if (place.sheet !== table.sheet)
        throw fail("InvalidArgument", "The range must lie on the table's sheet.");
      table.resize(place.rect);
      table.sheet.workbook.afterWrite(table.sheet, table.rect);
    }),
    ClearFilters: method(2, (table) => {
      for (const column of table.columns) column.filter = undefined;
      filtered(table);
    }),
    ReapplyFilters: method(2, (table) => {
      filtered(table);
    }),
    ...eventMethods<Table>(
      { DataChangedEvent: [7, "TableDataChanged"], SelectionChangedEvent: [7, "TableSelectionChanged"] },
      (table) => table.id,
    ),
  },
});

/** Applies the filters of a table and tells the page. */
export function filtered(table: Table): void {
  table.applyFilters();
  table.sheet.workbook.tell({ type: "filter", sheet: table.sheet, table });
}

interface ColumnTarget {
  readonly table: Table;
  readonly column: TableColumn;
}

const columnHandle = (table: Table, column: TableColumn | undefined): Handle | null =>
  column ? new Handle("TableColumn", { table, column }) : null;

const findColumn = (table: Table, key: unknown): TableColumn | undefined =>
  typeof key === "number"
    ? table.columns.find((column) => column.id === key)
    : (table.column(String(key)) ?? table.columns.find((column) => String(column.id) === String(key)));

function position({ table, column }: ColumnTarget): number {
  const index = alive(table).columns.indexOf(column);
  if (index < 0) throw fail("ItemNotFound", `The column "${column.name}" was deleted.`);
  return index;
}

function columnRect(target: ColumnTarget, rect: Rect): Rect {
  const left = target.table.rect.left + position(target);
  return { ...rect, left, right: left };
}

defineClass<Table>("TableColumnCollection", 1, {
  items: (table) => alive(table).columns.map((column) => new Handle("TableColumn", { table, column })),
  index: (table, [key]) => columnHandle(table, findColumn(table, key)),
  props: { Count: prop(1, (table) => alive(table).columns.length) },
  methods: {
    Add: method(1, (table, [index, values, name], context) => {
      refuseProtected(alive(table).sheet);
      const at =
        index === null || index === undefined || index === -1
          ? table.columns.length
          : numberArg(index, "index");
      if (at < 0 || at > table.columns.length)
        throw fail("InvalidArgument", `There is no column position ${at}.`);
      const matrix = values === null || values === undefined ? undefined : columnValues(values, table);
      const column = table.insertColumn(at, optional<string>(name), matrix);
      const rect = columnRect({ table, column }, table.rect);
      context.host.workbook.afterWrite(table.sheet, rect, "ColumnInserted");
      return columnHandle(table, column);
    }),
    GetCount: method(4, (table) => alive(table).columns.length),
    GetItemAt: method(1, (table, [index]) => {
      const column = table.columns[numberArg(index, "index")];
      if (!column) throw fail("ItemNotFound", `There is no column ${String(index)}.`);
      return columnHandle(table, column);
    }),
    GetItemOrNullObject: method(4, (table, [key]) => columnHandle(table, findColumn(table, key))),
  },
});

function columnValues(values: unknown, table: Table): Input[][] {
  const rows = table.rect.bottom - table.rect.top + 1;
  if (!Array.isArray(values)) return new Array<Input[]>(rows).fill([values as Input]);
  if (values.length !== rows) {
    throw fail(
      "InvalidArgument",
      `The column takes ${rows} values, one for each row of the table with header and totals.`,
    );
  }
  return values as Input[][];
}

defineClass<ColumnTarget>("TableColumn", 1, {
  id: ({ column }) => column.id,
  props: {
    Id: prop(1, ({ column }) => column.id),
    Index: prop(1, (target) => position(target)),
    Name: prop(
      1,
      ({ column }) => column.name,
      (target, value) => {
        const { table } = target;
        refuseProtected(table.sheet);
        const name = textArg(value, "name");
        const other = table.column(name);
        if (other && other !== target.column)
          throw fail("InvalidArgument", `There is already a column "${name}".`);
        const at = columnRect(target, table.rect);
        table.sheet.workbook.renameInFormulas({ table, from: target.column.name, to: name });
        target.column.name = name;
        table.writeHeaders();
        table.sheet.workbook.afterWrite(table.sheet, { ...at, bottom: at.top });
      },
      4,
    ),
    Values: prop(
      1,
      (target, context) =>
        readValues({ sheet: target.table.sheet, rect: columnRect(target, target.table.rect) }, context),
      (target, value, context) => {
        writeCells(
          { sheet: target.table.sheet, rect: columnRect(target, target.table.rect) },
          value,
          context,
        );
      },
    ),
  },
  nav: { Filter: nav(2, ({ table, column }) => new Handle("Filter", { table, column })) },
  methods: {
    Delete: method(1, ({ table, column }) => {
      refuseProtected(alive(table).sheet);
      const rect = columnRect({ table, column }, table.rect);
      table.deleteColumn(column);
      table.sheet.workbook.afterWrite(table.sheet, rect, "ColumnDeleted");
    }),
    GetRange: method(1, (target, _args, context) =>
      range(target.table, columnRect(target, target.table.rect), context),
    ),
    GetDataBodyRange: method(1, (target, _args, context) =>
      range(target.table, columnRect(target, target.table.body), context),
    ),
    GetHeaderRowRange: method(1, (target, _args, context) => {
      if (!target.table.headerRow) throw fail("ItemNotFound", "The table shows no header row.");
      return range(target.table, columnRect(target, target.table.headerRow), context);
    }),
    GetTotalRowRange: method(1, (target, _args, context) => {
      if (!target.table.totalsRow) throw fail("ItemNotFound", "The table shows no totals row.");
      return range(target.table, columnRect(target, target.table.totalsRow), context);
    }),
  },
});

interface RowTarget {
  readonly table: Table;
  readonly index: number;
}

function rowRect({ table, index }: RowTarget): Rect {
  const { body } = alive(table);
  if (index < 0 || index >= table.rowCount)
    throw fail("ItemNotFound", `Table "${table.name}" has no row ${index}.`);
  return { ...body, top: body.top + index, bottom: body.top + index };
}

function addRows(
  table: Table,
  index: unknown,
  values: unknown,
  alwaysInsert: unknown,
  context: ExecutionContext,
): Handle {
  const { sheet } = alive(table);
  refuseProtected(sheet);
  if (alwaysInsert !== null && alwaysInsert !== undefined && context.host.level < 15) {
    throw fail("ApiNotFound", "TableRowCollection.add with alwaysInsert needs ExcelApi 1.15.");
  }
  const given =
    values === null || values === undefined
      ? undefined
      : Array.isArray(values)
        ? (values as unknown[])
        : [[values]];
  const count = given?.length ?? 1;
  if (count > 1 && context.host.level < 4)
    throw fail("ApiNotFound", "Several rows at once need ExcelApi 1.4.");
  if (given?.some((line) => !Array.isArray(line) || line.length !== table.columns.length)) {
    throw fail("InvalidArgument", `Each row takes ${table.columns.length} values.`);
  }
  const at =
    index === null || index === undefined || index === -1 ? table.rowCount : numberArg(index, "index");
  const empty = at === table.rowCount && table.rowCount === 1 && isBlankRow(table, 0) && given !== undefined;
  const first = empty ? 0 : at;
  if (!empty) table.insertRows(at, count);
  else if (count > 1) table.insertRows(1, count - 1);
  const rows = { ...table.body, top: table.body.top + first, bottom: table.body.top + first + count - 1 };
  if (given) writeCells({ sheet, rect: rows }, given, context);
  else sheet.workbook.afterWrite(sheet, rows, "RowInserted");
  return new Handle("TableRow", { table, index: first });
}

function isBlankRow(table: Table, index: number): boolean {
  const rect = rowRect({ table, index });
  for (let column = rect.left; column <= rect.right; column++) {
    const cell = table.sheet.cellAt(rect.top, column);
    if (cell && (cell.value !== null || cell.formula !== undefined)) return false;
  }
  return true;
}

defineClass<Table>("TableRowCollection", 1, {
  items: (table) =>
    Array.from({ length: alive(table).rowCount }, (_, index) => new Handle("TableRow", { table, index })),
  props: { Count: prop(1, (table) => alive(table).rowCount) },
  methods: {
    Add: method(1, (table, [index, values, alwaysInsert], context) =>
      addRows(table, index, values, alwaysInsert, context),
    ),
    GetCount: method(4, (table) => alive(table).rowCount),
    GetItemAt: method(1, (table, [index]) => {
      const target: RowTarget = { table, index: numberArg(index, "index") };
      rowRect(target);
      return new Handle("TableRow", target);
    }),
  },
});

defineClass<RowTarget>("TableRow", 1, {
  props: {
    Index: prop(1, ({ index }) => index),
    Values: prop(
      1,
      (target, context) => readValues({ sheet: target.table.sheet, rect: rowRect(target) }, context),
      (target, value, context) => {
        writeCells({ sheet: target.table.sheet, rect: rowRect(target) }, value, context);
      },
    ),
  },
  methods: {
    Delete: method(1, (target) => {
      const { table } = target;
      refuseProtected(table.sheet);
      const rect = rowRect(target);
      table.deleteRows(target.index, 1);
      table.sheet.workbook.afterWrite(table.sheet, rect, "RowDeleted");
    }),
    GetRange: method(1, (target, _args, context) => range(target.table, rowRect(target), context)),
  },
});
