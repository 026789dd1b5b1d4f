/** Workbook, application, runtime, document properties and cultures. */

import { cellRect } from "../../model/address";
import { fail } from "../../model/errors";
import type { CalculationMode, Properties, TrackedRange, Workbook } from "../../model/workbook";
import { Handle, defineClass, fields, method, nav, prop } from "../registry";
import { eventMethods, optional, rangeHandle, textArg } from "./common";

defineClass<Workbook>("Workbook", 1, {
  props: {
    Name: prop(7, (book) => book.name),
    ReadOnly: prop(8, () => false),
    IsDirty: prop(
      9,
      (book) => book.isDirty,
      (book, value) => {
        book.isDirty = value === true;
      },
    ),
    AutoSave: prop(9, () => false),
    PreviouslySaved: prop(9, () => true),
    CalculationEngineVersion: prop(9, () => 191_029),
    ChartDataPointTrack: prop(9, () => true),
    UsePrecisionAsDisplayed: prop(9, () => false),
  },
  nav: {
    Worksheets: nav(1, (book) => new Handle("WorksheetCollection", book)),
    Tables: nav(1, (book) => new Handle("TableCollection", { book, sheet: undefined })),
    Names: nav(1, (book) => new Handle("NamedItemCollection", { book, sheet: undefined })),
    Functions: nav(2, (book) => new Handle("Functions", book)),
    Application: nav(1, (book) => new Handle("Application", book)),
    Settings: nav(4, (book) => new Handle("SettingCollection", book)),
    CustomXmlParts: nav(5, (book) => new Handle("CustomXmlPartCollection", book)),
    Properties: nav(7, (book) => new Handle("DocumentProperties", book.properties)),
    Protection: nav(7, (book) => new Handle("WorkbookProtection", book)),
    _Runtime: nav(5, (book) => new Handle("Runtime", book)),
  },
  methods: {
    GetActiveCell: method(7, (book, _args, context) => {
      const { row, column } = book.activeSheet.activeCell;
      return rangeHandle(context, book.activeSheet, cellRect(row, column));
    }),
    GetSelectedRange: method(1, (book, _args, context) =>
      rangeHandle(context, book.activeSheet, book.activeSheet.selection),
    ),
    GetSelectedRanges: method(9, (book) => {
      const sheet = book.activeSheet;
      return new Handle("RangeAreas", { sheet, rects: [sheet.selection] });
    }),
    GetIsActiveCollabSession: method(9, () => false),
    Save: method(11, (book) => {
      book.isDirty = false;
    }),
    _GetRangeForEventByReferenceId: method(1, (_book, [id], context) =>
      eventRange(context.host.eventRange(String(id)), context),
    ),
    _GetRangeOrNullObjectForEventByReferenceId: method(1, (_book, [id], context) =>
      eventRange(context.host.eventRange(String(id)), context),
    ),
    _GetReferenceCount: method(1, (_book, _args, { host }) => host.referenceCount),
    _RemoveReference: method(1, (_book, [id], { host }) => {
      host.removeReference(String(id));
    }),
    _RemoveAllReferences: method(1, (_book, _args, { host }) => {
      host.removeAllReferences();
    }),
    _SetOsfControlContainerReadyForCustomFunctions: method(1, (_book, _args, { host }) => {
      host.customFunctions.runtimeReady();
    }),
    ...eventMethods<Workbook>(
      {
        ActivatedEvent: [13, "WorkbookActivated"],
        AutoSaveSettingChangedEvent: [9, "AutoSaveSettingChanged"],
      },
      () => "Workbook",
    ),
  },
});

function eventRange(handle: Handle | undefined, context: Parameters<typeof rangeHandle>[0]): Handle | null {
  if (!handle) return null;
  const { sheet, rect } = handle.target as TrackedRange;
  return rect ? rangeHandle(context, sheet, rect) : null;
}

const CALCULATION_MODES: readonly string[] = ["Automatic", "AutomaticExceptTables", "Manual"];

defineClass<Workbook>("Application", 1, {
  props: {
    CalculationMode: prop(
      1,
      (book) => book.calculationMode,
      (book, value) => {
        if (!CALCULATION_MODES.includes(String(value)))
          throw fail("InvalidArgument", `There is no calculation mode "${String(value)}".`);
        book.calculationMode = value as CalculationMode;
      },
      8,
    ),
    CalculationState: prop(9, (book) => book.calculation.state),
    CalculationEngineVersion: prop(9, () => 191_029),
    DecimalSeparator: prop(11, () => "."),
    ThousandsSeparator: prop(11, () => ","),
    UseSystemSeparators: prop(11, () => true),
  },
  nav: {
    CultureInfo: nav(11, (book) => new Handle("CultureInfo", book)),
    IterativeCalculation: nav(9, (book) => new Handle("IterativeCalculation", book.iterative)),
  },
  methods: {
    Calculate: method(1, (book, [type]) => {
      const kind = type === "Full" || type === "FullRebuild" || type === "Recalculate" ? type : undefined;
      if (!kind) throw fail("InvalidArgument", `There is no calculation type "${String(type)}".`);
      book.calculation.calculate(kind);
    }),
    SuspendApiCalculationUntilNextSync: method(6, (book) => {
      book.calculation.suspend();
    }),
    SuspendScreenUpdatingUntilNextSync: method(9, (book, _args, { atEnd }) => {
      book.tell({ type: "busy", screenUpdating: false });
      atEnd(() => {
        book.tell({ type: "busy", screenUpdating: true });
      });
    }),
  },
});

defineClass<Workbook["iterative"]>("IterativeCalculation", 9, {
  props: fields<Workbook["iterative"]>(9, ["enabled", "maxIteration", "maxChange"]),
});

defineClass<Workbook>("Runtime", 5, {
  props: {
    EnableEvents: prop(
      8,
      (_book, { host }) => host.events.enabled,
      (_book, value, { host }) => {
        host.events.enabled = value === true;
      },
    ),
  },
});

defineClass<Workbook>("CultureInfo", 11, {
  props: { Name: prop(11, (_book, { host }) => host.locale) },
  nav: {
    NumberFormat: nav(11, (book) => new Handle("NumberFormatInfo", book)),
    DatetimeFormat: nav(12, (book) => new Handle("DatetimeFormatInfo", book)),
  },
});

defineClass<Workbook>("NumberFormatInfo", 11, {
  props: { NumberDecimalSeparator: prop(11, () => "."), NumberGroupSeparator: prop(11, () => ",") },
});

defineClass<Workbook>("DatetimeFormatInfo", 12, {
  props: {
    DateSeparator: prop(12, () => "/"),
    TimeSeparator: prop(12, () => ":"),
    ShortDatePattern: prop(12, () => "M/d/yyyy"),
    LongDatePattern: prop(12, () => "dddd, MMMM d, yyyy"),
    LongTimePattern: prop(12, () => "h:mm:ss AM/PM"),
  },
});

defineClass<Workbook>("WorkbookProtection", 7, {
  props: { Protected: prop(7, (book) => book.protection !== undefined) },
  methods: {
    Protect: method(7, (book, [password]) => {
      if (book.protection) throw fail("InvalidOperation", "The workbook is already protected.");
      book.protection = { password: optional<string>(password) };
    }),
    Unprotect: method(7, (book, [password]) => {
      if (!book.protection) return;
      if ((book.protection.password ?? "") !== (optional<string>(password) ?? "")) {
        throw fail("AccessDenied", "The password is not correct.");
      }
      book.protection = undefined;
    }),
  },
});

defineClass<Properties>("DocumentProperties", 7, {
  props: {
    ...fields<Properties>(7, [
      "title",
      "subject",
      "author",
      "keywords",
      "comments",
      "category",
      "manager",
      "company",
      "revisionNumber",
    ]),
    LastAuthor: prop(7, (properties) => properties.lastAuthor),
    CreationDate: prop(7, () => "2000-01-01T00:00:00Z"),
  },
  nav: { Custom: nav(7, (properties) => new Handle("CustomPropertyCollection", properties)) },
});

interface CustomProperty {
  readonly properties: Properties;
  readonly key: string;
}

const customProperty = (properties: Properties, key: unknown): Handle | null => {
  const wanted = textArg(key, "key").toLowerCase();
  for (const name of properties.custom.keys()) {
    if (name.toLowerCase() === wanted) return new Handle("CustomProperty", { properties, key: name });
  }
  return null;
};

defineClass<Properties>("CustomPropertyCollection", 7, {
  items: (properties) =>
    [...properties.custom.keys()].map((key) => new Handle("CustomProperty", { properties, key })),
  index: (properties, [key]) => customProperty(properties, key),
  methods: {
    Add: method(7, (properties, [key, value]) => {
      const name = textArg(key, "key");
      const kind = typeof value;
      if (kind !== "string" && kind !== "number" && kind !== "boolean")
        throw fail("InvalidArgument", "The value must be text, a number or a logical value.");
      properties.custom.set(name, value as string);
      return new Handle("CustomProperty", { properties, key: name });
    }),
    DeleteAll: method(7, (properties) => {
      properties.custom.clear();
    }),
    GetCount: method(7, (properties) => properties.custom.size),
    GetItemOrNullObject: method(7, (properties, [key]) => customProperty(properties, key)),
  },
});

defineClass<CustomProperty>("CustomProperty", 7, {
  props: {
    Key: prop(7, ({ key }) => key),
    Value: prop(
      7,
      ({ properties, key }) => properties.custom.get(key) ?? null,
      ({ properties, key }, value) => {
        properties.custom.set(key, value as string);
      },
    ),
    Type: prop(7, ({ properties, key }) => {
      const value = properties.custom.get(key);
      return typeof value === "number" ? "Number" : typeof value === "boolean" ? "Boolean" : "String";
    }),
  },
  methods: {
    Delete: method(7, ({ properties, key }) => {
      properties.custom.delete(key);
    }),
  },
});
