/** Lists of ranges, and the visible rows of a range. */

import { cellRect, columnCount, formatLocal } from "../../model/address";
import { fail } from "../../model/errors";
import type { ExecutionContext } from "../executor";
import { Handle, defineClass, method, nav, prop } from "../registry";
import { readFormulas, readNumberFormats, readTexts, readTypes, readValues } from "./cell-values";
import { type Block, addressOf, numberArg, rangeHandle } from "./common";

defineClass<Block[]>("WorkbookRangeAreas", 12, {
  props: { Addresses: prop(9, (list) => list.map(addressOf)) },
  nav: {
    Ranges: nav(9, (list) => new Handle("RangeCollection", list)),
    Areas: nav(9, (list) => new Handle("RangeAreasCollection", list)),
  },
});

defineClass<Block[]>("RangeCollection", 9, {
  items: (list, context) => list.map(({ sheet, rect }) => rangeHandle(context, sheet, rect)),
  methods: {
    GetCount: method(9, (list) => list.length),
    GetItemAt: method(9, (list, [index], context) => {
      const item = list[numberArg(index, "index")];
      if (!item) throw fail("ItemNotFound", `There is no range ${String(index)}.`);
      return rangeHandle(context, item.sheet, item.rect);
    }),
  },
});

defineClass<Block[]>("RangeAreasCollection", 12, {
  items: (list) => list.map(({ sheet, rect }) => new Handle("RangeAreas", { sheet, rects: [rect] })),
  methods: {
    GetCount: method(9, (list) => list.length),
    GetItemAt: method(9, (list, [index]) => {
      const item = list[numberArg(index, "index")];
      if (!item) throw fail("ItemNotFound", `There is no area ${String(index)}.`);
      return new Handle("RangeAreas", { sheet: item.sheet, rects: [item.rect] });
    }),
  },
});

/** Rows of a block that are not hidden. */
function visibleRows({ sheet, rect }: Block): number[] {
  const rows: number[] = [];
  for (let row = rect.top; row <= rect.bottom; row++) if (!sheet.lines.get(row)?.hidden) rows.push(row);
  return rows;
}

const viewGrid =
  (read: (target: Block, context: ExecutionContext) => unknown) =>
  (target: Block, context: ExecutionContext) =>
    visibleRows(target).flatMap(
      (row) =>
        read({ sheet: target.sheet, rect: { ...target.rect, top: row, bottom: row } }, context) as unknown[],
    );

defineClass<Block>("RangeView", 3, {
  props: {
    Values: prop(3, viewGrid(readValues)),
    Formulas: prop(3, viewGrid(readFormulas)),
    FormulasLocal: prop(3, viewGrid(readFormulas)),
    Text: prop(3, viewGrid(readTexts)),
    ValueTypes: prop(3, viewGrid(readTypes)),
    NumberFormat: prop(3, viewGrid(readNumberFormats)),
    CellAddresses: prop(3, (target) =>
      visibleRows(target).map((row) => {
        const line: string[] = [];
        for (let column = target.rect.left; column <= target.rect.right; column++)
          line.push(formatLocal(cellRect(row, column)));
        return line;
      }),
    ),
    RowCount: prop(3, (target) => visibleRows(target).length),
    ColumnCount: prop(3, ({ rect }) => columnCount(rect)),
    Index: prop(3, () => 0),
  },
  nav: { Rows: nav(3, (target) => new Handle("RangeViewCollection", target)) },
  methods: { GetRange: method(3, ({ sheet, rect }, _args, context) => rangeHandle(context, sheet, rect)) },
});

const viewRows = (target: Block): Handle[] =>
  visibleRows(target).map(
    (row) =>
      new Handle("RangeView", { sheet: target.sheet, rect: { ...target.rect, top: row, bottom: row } }),
  );

defineClass<Block>("RangeViewCollection", 3, {
  items: viewRows,
  methods: {
    GetCount: method(4, (target) => visibleRows(target).length),
    GetItemAt: method(3, (target, [index]) => {
      const item = viewRows(target)[numberArg(index, "index")];
      if (!item) throw fail("ItemNotFound", `There is no row ${String(index)}.`);
      return item;
    }),
  },
});
