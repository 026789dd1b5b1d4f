/** Settings of the workbook and custom XML parts. */

import { fail } from "../../model/errors";
import type { CustomXmlPart, Workbook } from "../../model/workbook";
import { namespaceOf } from "../../model/xml-namespace";
import { Handle, defineClass, method, prop } from "../registry";
import { textArg } from "./common";

interface SettingTarget {
  readonly book: Workbook;
  readonly key: string;
}

const settingHandle = (book: Workbook, key: unknown): Handle | null =>
  book.settings.has(String(key)) ? new Handle("Setting", { book, key: String(key) }) : null;

defineClass<Workbook>("SettingCollection", 4, {
  items: (book) => [...book.settings.keys()].map((key) => new Handle("Setting", { book, key })),
  index: (book, [key]) => settingHandle(book, key),
  methods: {
    Add: method(4, (book, [key, value]) => {
      book.settings.set(textArg(key, "key"), value);
      book.tell({ type: "settings" });
      return settingHandle(book, key);
    }),
    GetCount: method(4, (book) => book.settings.size),
    GetItemOrNullObject: method(4, (book, [key]) => settingHandle(book, key)),
  },
});

defineClass<SettingTarget>("Setting", 4, {
  idKey: "_Id",
  id: ({ key }) => key,
  props: {
    Key: prop(4, ({ key }) => key),
    Value: prop(
      4,
      ({ book, key }) => book.settings.get(key) ?? null,
      ({ book, key }, value) => {
        book.settings.set(key, value);
        book.tell({ type: "settings" });
      },
    ),
  },
  methods: {
    Delete: method(4, ({ book, key }) => {
      if (!book.settings.delete(key)) throw fail("ItemNotFound", `There is no setting "${key}".`);
      book.tell({ type: "settings" });
    }),
  },
});

interface PartTarget {
  readonly book: Workbook;
  readonly part: CustomXmlPart;
}

const partHandle = (book: Workbook, part: CustomXmlPart | undefined): Handle | null =>
  part ? new Handle("CustomXmlPart", { book, part }) : null;

const findPart = (book: Workbook, id: unknown): CustomXmlPart | undefined =>
  book.customXmlParts.find((part) => part.id === String(id));

defineClass<Workbook>("CustomXmlPartCollection", 5, {
  items: (book) => book.customXmlParts.map((part) => new Handle("CustomXmlPart", { book, part })),
  index: (book, [id]) => partHandle(book, findPart(book, id)),
  methods: {
    Add: method(5, (book, [xml]) => {
      const text = textArg(xml, "xml");
      const namespaceUri = namespaceOf(text);
      if (namespaceUri === undefined)
        throw fail("InvalidArgument", "The text is not a well-formed XML document.");
      const part: CustomXmlPart = { id: book.newId(), namespaceUri, xml: text };
      book.customXmlParts.push(part);
      book.tell({ type: "settings" });
      return partHandle(book, part);
    }),
    GetByNamespace: method(
      5,
      (book, [namespaceUri]) =>
        new Handle("CustomXmlPartScopedCollection", {
          book,
          namespaceUri: textArg(namespaceUri, "namespaceUri"),
        }),
    ),
    GetCount: method(5, (book) => book.customXmlParts.length),
    GetItemOrNullObject: method(5, (book, [id]) => partHandle(book, findPart(book, id))),
  },
});

interface PartScope {
  readonly book: Workbook;
  readonly namespaceUri: string;
}

const scoped = ({ book, namespaceUri }: PartScope): CustomXmlPart[] =>
  book.customXmlParts.filter((part) => part.namespaceUri === namespaceUri);

defineClass<PartScope>("CustomXmlPartScopedCollection", 5, {
  items: (scope) => scoped(scope).map((part) => new Handle("CustomXmlPart", { book: scope.book, part })),
  index: (scope, [id]) =>
    partHandle(
      scope.book,
      scoped(scope).find((part) => part.id === String(id)),
    ),
  methods: {
    GetCount: method(5, (scope) => scoped(scope).length),
    GetItemOrNullObject: method(5, (scope, [id]) =>
      partHandle(
        scope.book,
        scoped(scope).find((part) => part.id === String(id)),
      ),
    ),
    GetOnlyItem: method(5, (scope) => {
      const parts = scoped(scope);
      if (parts.length !== 1)
        throw fail("GeneralException", `There are ${parts.length} parts of this namespace, not one.`);
      return partHandle(scope.book, parts[0]);
    }),
    GetOnlyItemOrNullObject: method(5, (scope) => {
      const parts = scoped(scope);
      return parts.length === 1 ? partHandle(scope.book, parts[0]) : null;
    }),
  },
});

defineClass<PartTarget>("CustomXmlPart", 5, {
  id: ({ part }) => part.id,
  props: {
    Id: prop(5, ({ part }) => part.id),
    NamespaceUri: prop(5, ({ part }) => part.namespaceUri),
  },
  methods: {
    GetXml: method(5, ({ part }) => part.xml),
    SetXml: method(5, ({ book, part }, [xml]) => {
      const text = textArg(xml, "xml");
      if (namespaceOf(text) === undefined)
        throw fail("InvalidArgument", "The text is not a well-formed XML document.");
      part.xml = text;
      book.tell({ type: "settings" });
    }),
    Delete: method(5, ({ book, part }) => {
      const index = book.customXmlParts.indexOf(part);
      if (index < 0) throw fail("ItemNotFound", "The part was deleted.");
      book.customXmlParts.splice(index, 1);
      book.tell({ type: "settings" });
    }),
  },
});
