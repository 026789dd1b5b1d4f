/** Defined names. */

import { CellError, toPlain } from "../../model/cell";
import { fail } from "../../model/errors";
import { formatAddress } from "../../model/address";
import type { DefinedName } from "../../model/names";
import type { Sheet } from "../../model/sheet";
import type { TrackedRange, Workbook } from "../../model/workbook";
import { evaluateOnce } from "../../calc/once";
import { Matrix } from "../../calc/values";
import { Handle, defineClass, method, nav, prop } from "../registry";
import { block, optional, rangeHandle, textArg } from "./common";

interface NameScope {
  readonly book: Workbook;
  readonly sheet: Sheet | undefined;
}

const mapOf = ({ book, sheet }: NameScope): Map<string, DefinedName> => (sheet ? sheet.names : book.names);

const handle = (book: Workbook, name: DefinedName | undefined): Handle | null =>
  name ? new Handle("NamedItem", { book, name }) : null;

function referenceText(reference: unknown): string {
  if (reference instanceof Handle) {
    const { sheet, rect } = block(reference.target as TrackedRange);
    return `=${formatAddress(sheet.name, rect, true)}`;
  }
  if (typeof reference === "string")
    return reference.startsWith("=") ? reference : JSON.stringify(reference).replace(/^/, "=");
  if (typeof reference === "number" || typeof reference === "boolean")
    return `=${String(reference).toUpperCase()}`;
  throw fail("InvalidArgument", "A name takes a range or a formula.");
}

defineClass<NameScope>("NamedItemCollection", 1, {
  items: (scope) =>
    [...mapOf(scope).values()].map((name) => new Handle("NamedItem", { book: scope.book, name })),
  index: (scope, [name]) => handle(scope.book, mapOf(scope).get(textArg(name, "name").toLowerCase())),
  methods: {
    Add: method(4, (scope, [name, reference, comment]) => {
      const added = scope.book.addName(
        textArg(name, "name"),
        referenceText(reference),
        scope.sheet,
        optional<string>(comment) ?? "",
      );
      return handle(scope.book, added);
    }),
    AddFormulaLocal: method(4, (scope, [name, formula, comment]) =>
      handle(
        scope.book,
        scope.book.addName(
          textArg(name, "name"),
          textArg(formula, "formula"),
          scope.sheet,
          optional<string>(comment) ?? "",
        ),
      ),
    ),
    GetCount: method(4, (scope) => mapOf(scope).size),
    GetItemOrNullObject: method(4, (scope, [name]) =>
      handle(scope.book, mapOf(scope).get(textArg(name, "name").toLowerCase())),
    ),
  },
});

interface NameTarget {
  readonly book: Workbook;
  readonly name: DefinedName;
}

function typeOf({ book, name }: NameTarget): string {
  if (book.rangeOfName(name)) return "Range";
  const value = evaluateOnce(book, name.formula);
  if (value instanceof Matrix) return "Array";
  if (value instanceof CellError) return "Error";
  if (typeof value === "number") return Number.isInteger(value) ? "Integer" : "Double";
  return typeof value === "boolean" ? "Boolean" : "String";
}

defineClass<NameTarget>("NamedItem", 1, {
  idKey: "_Id",
  id: ({ name }) => name.name,
  props: {
    Name: prop(1, ({ name }) => name.name),
    Type: prop(1, typeOf),
    Value: prop(1, ({ book, name }) => {
      const place = book.rangeOfName(name);
      if (place) return formatAddress(place.sheet.name, place.rect, true);
      const value = evaluateOnce(book, name.formula);
      return value instanceof Matrix ? value.data.map((line) => line.map(toPlain)) : toPlain(value);
    }),
    Visible: prop(
      1,
      ({ name }) => name.visible,
      ({ name }, value) => {
        name.visible = value === true;
      },
    ),
    Comment: prop(
      4,
      ({ name }) => name.comment,
      ({ name }, value) => {
        name.comment = textArg(value, "comment");
      },
    ),
    Scope: prop(4, ({ name }) => (name.scope ? "Worksheet" : "Workbook")),
    Formula: prop(
      7,
      ({ name }) => name.formula,
      ({ book, name }, value) => {
        const text = textArg(value, "formula");
        name.formula = text.startsWith("=") ? text : `=${text}`;
        book.calculation.structureChanged();
        book.calculation.afterChange();
      },
    ),
  },
  nav: {
    Worksheet: nav(4, ({ name }) => {
      if (!name.scope) throw fail("ItemNotFound", `"${name.name}" belongs to the workbook, not to a sheet.`);
      return new Handle("Worksheet", name.scope);
    }),
    WorksheetOrNullObject: nav(4, ({ name }) => (name.scope ? new Handle("Worksheet", name.scope) : null)),
    ArrayValues: nav(7, (target) => new Handle("NamedItemArrayValues", target)),
  },
  methods: {
    Delete: method(4, ({ book, name }) => {
      book.removeName(name);
      book.calculation.afterChange();
    }),
    GetRange: method(1, ({ book, name }, _args, context) => {
      const place = book.rangeOfName(name);
      if (!place) throw fail("ItemNotFound", `"${name.name}" does not stand for a range.`);
      return rangeHandle(context, place.sheet, place.rect);
    }),
    GetRangeOrNullObject: method(4, ({ book, name }, _args, context) => {
      const place = book.rangeOfName(name);
      return place ? rangeHandle(context, place.sheet, place.rect) : null;
    }),
  },
});

defineClass<NameTarget>("NamedItemArrayValues", 7, {
  props: {
    Values: prop(7, ({ book, name }) => {
      const value = evaluateOnce(book, name.formula);
      return value instanceof Matrix ? value.data.map((line) => line.map(toPlain)) : [[toPlain(value)]];
    }),
    Types: prop(7, ({ book, name }) => {
      const value = evaluateOnce(book, name.formula);
      const type = (item: unknown): string =>
        typeof item === "number"
          ? "Double"
          : typeof item === "boolean"
            ? "Boolean"
            : item instanceof CellError
              ? "Error"
              : "String";
      return value instanceof Matrix ? value.data.map((line) => line.map(type)) : [[type(value)]];
    }),
  },
});
