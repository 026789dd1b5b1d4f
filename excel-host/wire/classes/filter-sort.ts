/** Sorting, filters and data validation. */

import { type Rect, rowCount, sameRect } from "../../model/address";
import type { Cell } from "../../model/cell";
import { fail } from "../../model/errors";
import { offsetFormula } from "../../model/formula-text";
import type { Sheet } from "../../model/sheet";
import type { Table, TableColumn } from "../../model/table";
import { compareValues } from "../../calc/values";
import { CellError } from "../../model/cell";
import { type MethodSpec, defineClass, method, prop } from "../registry";
import { type Block, numberArg, objectArg, placeArg, rangeHandle, refuseProtected } from "./common";
import { filtered } from "./table";

interface SortField {
  readonly key: number;
  readonly ascending?: boolean | null;
}

/** Sorts the rows (or columns) of a block by cell values; blanks go last, equal keys keep their order. */
function sortBlock(sheet: Sheet, rect: Rect, fields: readonly SortField[], byColumns: boolean): void {
  sheet.workbook.calculation.settle();
  if (byColumns) throw fail("NotImplemented", "NotImplemented RangeSort.apply by columns");
  const lines: { cells: (Cell | undefined)[]; row: number }[] = [];
  for (let row = rect.top; row <= rect.bottom; row++) {
    const cells: (Cell | undefined)[] = [];
    for (let column = rect.left; column <= rect.right; column++) cells.push(sheet.cellAt(row, column));
    lines.push({ cells: cells.map((cell) => cell && { ...cell }), row });
  }
  lines.sort((a, b) => {
    for (const { key, ascending } of fields) {
      const left = a.cells[key]?.value ?? null;
      const right = b.cells[key]?.value ?? null;
      if (left === null || right === null) {
        if (left !== right) return left === null ? 1 : -1;
        continue;
      }
      const rank = Number(left instanceof CellError) - Number(right instanceof CellError);
      const order =
        rank || (left instanceof CellError || right instanceof CellError ? 0 : compareValues(left, right));
      if (order !== 0) return ascending === false ? -order : order;
    }
    return a.row - b.row;
  });
  sheet.workbook.beforeWrite(sheet, rect);
  lines.forEach(({ cells, row: from }, index) => {
    const row = rect.top + index;
    cells.forEach((cell, offset) => {
      const column = rect.left + offset;
      if (!cell) {
        if (sheet.cellAt(row, column)) sheet.setValue(row, column, null);
        return;
      }
      if (cell.formula !== undefined) sheet.put(row, column, offsetFormula(cell.formula, row - from, 0));
      else sheet.setValue(row, column, cell.value);
      sheet.ensure(row, column).style = cell.style;
    });
  });
  sheet.version++;
  sheet.workbook.afterWrite(sheet, rect);
}

const fieldsArg = (value: unknown): SortField[] =>
  Array.isArray(value)
    ? (value as SortField[]).map((field) => ({
        key: numberArg(field.key, "key"),
        ascending: field.ascending,
      }))
    : [];

defineClass<Block>("RangeSort", 2, {
  methods: {
    Apply: method(2, ({ sheet, rect }, [fields, _matchCase, hasHeaders, orientation]) => {
      refuseProtected(sheet, rect, "allowSort");
      const body = hasHeaders === true && rowCount(rect) > 1 ? { ...rect, top: rect.top + 1 } : rect;
      sortBlock(sheet, body, fieldsArg(fields), orientation === "Columns");
    }),
  },
});

defineClass<Table>("TableSort", 2, {
  props: {
    Fields: prop(2, (table) => table.sortFields.fields),
    MatchCase: prop(2, (table) => table.sortFields.matchCase),
    Method: prop(2, (table) => table.sortFields.method),
  },
  methods: {
    Apply: method(2, (table, [fields, matchCase, kind]) => {
      refuseProtected(table.sheet, table.body, "allowSort");
      table.sortFields = {
        fields: fieldsArg(fields),
        matchCase: matchCase === true,
        method: typeof kind === "string" ? kind : "PinYin",
      };
      sortBlock(table.sheet, table.body, fieldsArg(fields), false);
    }),
    Clear: method(2, (table) => {
      table.sortFields = { fields: [], matchCase: false, method: "PinYin" };
    }),
    Reapply: method(2, (table) => {
      sortBlock(table.sheet, table.body, table.sortFields.fields as SortField[], false);
    }),
  },
});

interface ColumnFilter {
  readonly table: Table;
  readonly column: TableColumn;
}

const filterWith = (
  since: number,
  criteria: (args: readonly unknown[]) => Record<string, unknown> | undefined,
): MethodSpec<ColumnFilter> =>
  method<ColumnFilter>(since, ({ table, column }, args) => {
    refuseProtected(table.sheet, table.body, "allowAutoFilter");
    column.filter = criteria(args);
    filtered(table);
  });

defineClass<ColumnFilter>("Filter", 2, {
  props: { Criteria: prop(2, ({ column }) => column.filter ?? null) },
  methods: {
    Apply: filterWith(2, ([criteria]) => objectArg(criteria)),
    ApplyValuesFilter: filterWith(2, ([values]) => ({ filterOn: "Values", values })),
    ApplyCustomFilter: filterWith(2, ([criterion1, criterion2, operator]) => ({
      filterOn: "Custom",
      criterion1,
      ...(criterion2 === null || criterion2 === undefined ? {} : { criterion2, operator: operator ?? "And" }),
    })),
    Clear: filterWith(2, () => undefined),
  },
});

interface FilterScope {
  readonly sheet: Sheet;
  readonly table: Table | undefined;
}

const filterRect = ({ sheet, table }: FilterScope): Rect | undefined =>
  table ? table.rect : sheet.autoFilter?.rect;

function sheetFiltered(sheet: Sheet): void {
  sheet.workbook.tell({ type: "filter", sheet, table: undefined });
}

defineClass<FilterScope>("AutoFilter", 9, {
  props: {
    Enabled: prop(9, ({ sheet, table }) => (table ? table.showFilterButton : sheet.autoFilter !== undefined)),
    IsDataFiltered: prop(9, ({ sheet, table }) =>
      table ? table.columns.some((column) => column.filter) : (sheet.autoFilter?.criteria.size ?? 0) > 0,
    ),
    Criteria: prop(9, ({ sheet, table }) =>
      table
        ? table.columns.map((column) => column.filter ?? null)
        : [...(sheet.autoFilter?.criteria.values() ?? [])],
    ),
  },
  methods: {
    Apply: method(9, ({ sheet, table }, [range, columnIndex, criteria]) => {
      refuseProtected(sheet, undefined, "allowAutoFilter");
      const place = placeArg(range, sheet);
      if (table) {
        const column = table.columns[numberArg(columnIndex, "columnIndex", 0)];
        if (column && criteria) column.filter = objectArg(criteria);
        filtered(table);
        return;
      }
      if (!sheet.autoFilter || !sameRect(sheet.autoFilter.rect, place.rect)) {
        sheet.autoFilter = { rect: place.rect, criteria: new Map() };
      }
      if (typeof columnIndex === "number" && criteria) sheet.autoFilter.criteria.set(columnIndex, criteria);
      sheetFiltered(sheet);
    }),
    ClearCriteria: method(9, ({ sheet, table }) => {
      if (table) {
        for (const column of table.columns) column.filter = undefined;
        filtered(table);
      } else {
        sheet.autoFilter?.criteria.clear();
        sheetFiltered(sheet);
      }
    }),
    Reapply: method(9, ({ sheet, table }) => {
      if (table) filtered(table);
      else sheetFiltered(sheet);
    }),
    Remove: method(9, ({ sheet, table }) => {
      if (table) table.showFilterButton = false;
      else sheet.autoFilter = undefined;
      sheetFiltered(sheet);
    }),
    GetRange: method(9, (scope, _args, context) => {
      const rect = filterRect(scope);
      if (!rect) throw fail("ItemNotFound", "There is no filter.");
      return rangeHandle(context, scope.sheet, rect);
    }),
    GetRangeOrNullObject: method(9, (scope, _args, context) => {
      const rect = filterRect(scope);
      return rect ? rangeHandle(context, scope.sheet, rect) : null;
    }),
  },
});

const validationAt = ({ sheet, rect }: Block): Sheet["validations"][number] | undefined =>
  sheet.validations.find((validation) => sameRect(validation.rect, rect));

function validation(target: Block): Sheet["validations"][number] {
  const known = validationAt(target);
  if (known) return known;
  const made = { rect: target.rect, rule: {}, prompt: undefined, errorAlert: undefined, ignoreBlanks: true };
  target.sheet.validations.push(made);
  return made;
}

const RULE_TYPES: Readonly<Record<string, string>> = {
  wholeNumber: "WholeNumber",
  decimal: "Decimal",
  textLength: "TextLength",
  list: "List",
  date: "Date",
  time: "Time",
  custom: "Custom",
};

defineClass<Block>("DataValidation", 8, {
  props: {
    Type: prop(8, (target) => {
      const [name] =
        Object.entries(validationAt(target)?.rule ?? {}).find(([, value]) => value !== null) ?? [];
      return (name && RULE_TYPES[name]) ?? "None";
    }),
    Rule: prop(
      8,
      (target) => validationAt(target)?.rule ?? {},
      (target, value) => {
        refuseProtected(target.sheet, target.rect);
        validation(target).rule = objectArg(value);
      },
    ),
    Prompt: prop(
      8,
      (target) => validationAt(target)?.prompt ?? null,
      (target, value) => {
        validation(target).prompt = objectArg(value);
      },
    ),
    ErrorAlert: prop(
      8,
      (target) => validationAt(target)?.errorAlert ?? null,
      (target, value) => {
        validation(target).errorAlert = objectArg(value);
      },
    ),
    IgnoreBlanks: prop(
      8,
      (target) => validationAt(target)?.ignoreBlanks ?? true,
      (target, value) => {
        validation(target).ignoreBlanks = value === true;
      },
    ),
    Valid: prop(8, (target) => (validationAt(target) ? null : true)),
  },
  methods: {
    Clear: method(8, (target) => {
      const known = validationAt(target);
      if (known) target.sheet.validations.splice(target.sheet.validations.indexOf(known), 1);
    }),
  },
});
