/**
 * Mutations of a workbook whose effect is known: neutral ones must not change the result, faults must be refused with
 * their place, and changed legal values may change figures but nothing else may break.
 */
import type { Random } from "../../sample/core/random";
import type { ColumnDeclaration } from "../../src/engine/ledgers/declaration";
import { copyOf, type Field, type Row, type Sheet, type Subject, type Workbook } from "./subject";

/** What must come of a mutated run. */
export type Expected =
  | { readonly kind: "equal" }
  | {
      readonly kind: "refused";
      readonly codes: readonly string[];
      readonly details: Readonly<Record<string, unknown>>;
      /** Row number as messages name it (header = 1), when the fault is one cell. */
      readonly row?: number;
    }
  | { readonly kind: "any" };

export interface Mutation {
  readonly what: string;
  /** Anything that JSON can hold: faults of shape are among them. */
  readonly workbook: unknown;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly expected: Expected;
  /** The same workbook as .csv and .xlsx means something else (missing fields, lists in cells). */
  readonly jsonOnly?: boolean;
}

/** Makes one mutation; undefined when the case has no place for it. */
export type Mutator = (subject: Subject, random: Random) => Mutation | undefined;

const NUMBER_TYPES = ["integer", "quantity", "amount", "unit amount", "percent"];
const isNumber = (column: ColumnDeclaration): boolean => NUMBER_TYPES.includes(column.type);
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");
const asText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

interface Place {
  readonly sheet: Sheet;
  readonly field: Field;
  readonly row: number;
}

/** Picks a cell of the sheets that the report reads. */
function pickPlace(
  subject: Subject,
  random: Random,
  fits: (field: Field, value: unknown, sheet: Sheet) => boolean,
): Place | undefined {
  for (let tries = 0; tries < 20; tries += 1) {
    const sheet = pickOne(random, subject.sheets);
    const field = sheet && pickOne(random, sheet.fields);
    if (!sheet || !field) return undefined;
    const row = random.between(0, sheet.rows.length - 1);
    if (fits(field, sheet.rows[row]?.[field.header], sheet)) return { sheet, field, row };
  }
  return undefined;
}

function pickOne<T>(random: Random, list: readonly T[]): T | undefined {
  return list.length === 0 ? undefined : random.pick(list);
}

function withCell(subject: Subject, { sheet, field, row }: Place, value: unknown): Workbook {
  const workbook = copyOf(subject.example.workbook);
  (workbook[sheet.name]?.[row] as Row)[field.header] = value;
  return workbook;
}

const placeText = ({ sheet, field, row }: Place): string => `${sheet.name} row ${row + 2} “${field.header}”`;

const badValue = ({ sheet, field, row }: Place): Expected => ({
  kind: "refused",
  codes: ["BAD_VALUE"],
  details: { table: sheet.declaration.name, column: field.column.caption },
  row: row + 2,
});

/** Replaces one cell by another writing of the same value. */
function rewritten(
  what: string,
  fits: (field: Field, value: unknown) => boolean,
  write: (value: unknown, random: Random) => unknown,
  jsonOnly = false,
): Mutator {
  return (subject, random) => {
    const place = pickPlace(subject, random, fits);
    if (!place) return undefined;
    const value = write(place.sheet.rows[place.row]?.[place.field.header], random);
    return {
      what: `${placeText(place)}: ${what}, ${JSON.stringify(value)}`,
      workbook: withCell(subject, place, value),
      expected: { kind: "equal" },
      ...(jsonOnly ? { jsonOnly } : {}),
    };
  };
}

/** Replaces one cell by something that its column cannot hold. */
function spoiled(types: readonly string[], values: readonly unknown[], jsonOnly = false): Mutator {
  return (subject, random) => {
    const place = pickPlace(
      subject,
      random,
      (field) => types.includes(field.column.type) && !(field.tolerant && field.column.type === "option"),
    );
    if (!place) return undefined;
    const value = random.pick(values);
    return {
      what: `${placeText(place)}: ${JSON.stringify(value)}`,
      workbook: withCell(subject, place, value),
      expected: badValue(place),
      ...(jsonOnly ? { jsonOnly } : {}),
    };
  };
}

/** Replaces one cell by another legal value; what follows from it is the report's business. */
function changed(
  types: readonly string[],
  write: (value: unknown, random: Random, others: readonly unknown[]) => unknown,
): Mutator {
  return (subject, random) => {
    const place = pickPlace(subject, random, (field) => types.includes(field.column.type) && !field.isKey);
    if (!place) return undefined;
    const { sheet, field, row } = place;
    const others = sheet.rows.map((one) => one[field.header]).filter((value) => !isEmpty(value));
    const value = write(sheet.rows[row]?.[field.header], random, others);
    return {
      what: `${placeText(place)}: changed to ${JSON.stringify(value)}`,
      workbook: withCell(subject, place, value),
      expected: { kind: "any" },
    };
  };
}

/** Changes a whole sheet. */
function sheetChange(
  what: string,
  change: (rows: Row[], random: Random, sheet: Sheet) => Row[] | undefined,
  expected: (sheet: Sheet, subject: Subject) => Expected = () => ({ kind: "equal" }),
  jsonOnly = false,
): Mutator {
  return (subject, random) => {
    const sheet = pickOne(random, subject.sheets);
    if (!sheet) return undefined;
    const workbook = copyOf(subject.example.workbook);
    const rows = change(workbook[sheet.name] ?? [], random, sheet);
    if (!rows) return undefined;
    workbook[sheet.name] = rows;
    return {
      what: `${sheet.name}: ${what}`,
      workbook,
      expected: expected(sheet, subject),
      ...(jsonOnly ? { jsonOnly } : {}),
    };
  };
}

export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = random.between(0, i);
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}

const renamed = (rows: readonly Row[], from: string, to: string): Row[] =>
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key === from ? to : key, value])),
  );

/** Another spelling of a header that means the same column. */
function otherHeader(header: string, random: Random): string {
  return random.pick([
    header.toUpperCase(),
    ` ${header.toLowerCase()} `,
    header.replaceAll(" ", "\u00a0"),
    header.replaceAll(" ", "  "),
    header.replaceAll(" ", "\r\n"),
  ]);
}

/** Text that must stay text: a formula, markup, names of object members, a pattern. */
const HOSTILE_TEXTS = [
  "=1+1",
  '=HYPERLINK("https://example.com","x")',
  "+1",
  "-1",
  "@SUM(A1)",
  "<img src=x onerror=alert(1)>",
  "__proto__",
  "constructor",
  "toString",
  "(a+)+$",
  "\u202e",
  "\ud83d\ude80",
];

/** Must not change the result. */
export const NEUTRAL: readonly Mutator[] = [
  sheetChange("rows shuffled", (rows, random) => shuffled(rows, random)),
  sheetChange("columns shuffled", (rows, random) => {
    const keys = shuffled([...new Set(rows.flatMap((row) => Object.keys(row)))], random);
    return rows.map((row) =>
      Object.fromEntries(keys.filter((key) => Object.hasOwn(row, key)).map((key) => [key, row[key]])),
    );
  }),
  sheetChange("blank rows", (rows, random) => {
    const blank = (): Row =>
      Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, random.pick(["", null, "  "])]));
    const at = random.between(0, rows.length);
    return [...rows.slice(0, at), blank(), ...rows.slice(at), blank()];
  }),
  sheetChange("an unknown column", (rows, random) => {
    const name = random.pick([...HOSTILE_TEXTS.slice(5), "My remark", "Column 1"]);
    return rows.map((row) =>
      Object.fromEntries([...Object.entries(row), [name, random.pick(HOSTILE_TEXTS)] as const]),
    );
  }),
  sheetChange("another spelling of a header", (rows, random, sheet) => {
    const field = pickOne(random, sheet.fields);
    return field && renamed(rows, field.header, otherHeader(field.header, random));
  }),
  (subject, random) => {
    const name = random.pick([...HOSTILE_TEXTS, "My notes"]);
    const rows = [Object.fromEntries([[random.pick(HOSTILE_TEXTS), random.pick(HOSTILE_TEXTS)]])];
    return {
      what: `an unknown sheet ${name}`,
      workbook: Object.fromEntries([...Object.entries(copyOf(subject.example.workbook)), [name, rows]]),
      expected: { kind: "equal" },
      jsonOnly: true,
    };
  },
  (subject, random) => {
    const sheet = pickOne(random, subject.sheets);
    if (!sheet) return undefined;
    const name = random.pick([
      sheet.name.replaceAll(" ", ""),
      sheet.name.replaceAll(/[^A-Za-z0-9]/g, "_"),
      sheet.name.toUpperCase(),
    ]);
    const workbook = Object.fromEntries(
      Object.entries(copyOf(subject.example.workbook)).map(([key, rows]) => [
        key === sheet.name ? name : key,
        rows,
      ]),
    );
    // The new name is shown in evidence only, never in the result.
    return { what: `${sheet.name} is called ${name}`, workbook, expected: { kind: "equal" } };
  },
  rewritten(
    "number as text",
    (field, value) => isNumber(field.column) && typeof value === "number",
    (value, random) => `${random.pick(["", " "])}${asText(value)}${random.pick(["", "  "])}`,
  ),
  rewritten(
    "more zeros",
    (field, value) =>
      isNumber(field.column) &&
      field.column.type !== "integer" &&
      /^-?\d{1,9}(\.\d{1,6})?$/.test(asText(value)),
    (value) => (asText(value).includes(".") ? `${asText(value)}000` : `${asText(value)}.00`),
  ),
  rewritten(
    "text as number",
    (field, value) =>
      isNumber(field.column) && typeof value === "string" && /^-?\d{1,9}(\.\d{1,5})?$/.test(value),
    (value) => Number(value),
  ),
  rewritten(
    "code with blanks and small letters",
    (field, value) => field.column.type === "code" && typeof value === "string" && value !== "",
    (value) => ` ${asText(value).toLowerCase()} `,
  ),
  rewritten(
    "code as number",
    (field, value) =>
      field.column.type === "code" &&
      typeof value === "string" &&
      String(Number(value)) === value &&
      /^\d{1,9}$/.test(value),
    (value) => Number(value),
  ),
  rewritten(
    "date with time",
    (field, value) => field.column.type === "date" && typeof value === "string" && /^\d{4}-/.test(value),
    (value, random) =>
      `${asText(value).slice(0, 10)}${random.pick(["T00:00:00", " 23:59", "T08:15:00.000Z"])}`,
  ),
  rewritten(
    "yes and no",
    (field, value) => field.column.type === "boolean" && typeof value === "boolean",
    (value, random) =>
      random.pick(value === true ? ["Yes", "TRUE", "true", 1, "1"] : ["No", "FALSE", "false", 0, "0"]),
  ),
  rewritten(
    "option with blanks",
    (field, value) => field.column.type === "option" && typeof value === "string" && value !== "",
    (value) => ` ${asText(value)} `,
  ),
  rewritten(
    "another kind of empty",
    (_, value) => value === "" || value === null,
    (_, random) => random.pick(["", null, "   "]),
  ),
];

/** Must be refused, with their place. */
export const FAULTS: readonly Mutator[] = [
  spoiled(
    ["quantity", "amount", "unit amount", "percent"],
    [
      "12,5",
      "1e5",
      "(5)",
      "5-",
      "1 000",
      "€5",
      "#N/A",
      "abc",
      "--1",
      "1.2.3",
      "0x10",
      "NaN",
      "Infinity",
      "5%",
    ],
  ),
  spoiled(["integer"], ["1.5", "1e3", "#REF!", "abc", "1,000", "9999999999999999", "- 1"]),
  spoiled(NUMBER_TYPES, [true, false, "1234567890123456"]),
  spoiled(["quantity", "amount", "integer"], [1e16, Number.MAX_VALUE, 1.5e300]),
  spoiled(
    ["date"],
    [
      "soon",
      "2026-02-30",
      "31.01.2026",
      "2026/01/31",
      "#VALUE!",
      "2026-1-5",
      "9999-12-31",
      "1899-12-31",
      "20260131",
    ],
  ),
  spoiled(["date"], [45_000, true], true),
  spoiled(["boolean"], ["maybe", "2", "#N/A", "J", "y"]),
  spoiled(["option"], ["Nonsense", "#N/A", "purchases", "__proto__"]),
  spoiled(["code"], [true, 1.5], true),
  (subject, random) => {
    const place = pickPlace(
      subject,
      random,
      (field, _, sheet) =>
        field.isKey &&
        field.column.type === "integer" &&
        sheet.declaration.key.length === 1 &&
        !sheet.declaration.businessCentral.card,
    );
    if (!place) return undefined;
    const value = random.pick([0, -1, "", null, "0"]);
    const others = Object.entries(place.sheet.rows[place.row] ?? {});
    if (others.every(([header, cell]) => header === place.field.header || isEmpty(cell))) return undefined;
    return {
      what: `${placeText(place)}: no entry number, ${JSON.stringify(value)}`,
      workbook: withCell(subject, place, value),
      expected: badValue(place),
    };
  },
  (subject, random) => {
    const place = pickPlace(
      subject,
      random,
      (field, _, sheet) => field.need === "required" && sheet.rows.length > 1,
    );
    if (!place) return undefined;
    const workbook = copyOf(subject.example.workbook);
    const row = workbook[place.sheet.name]?.[place.row] as Row;
    const stillThere = place.sheet.rows.some(
      (one, at) => at !== place.row && Object.hasOwn(one, place.field.header),
    );
    if (!stillThere || !Object.hasOwn(row, place.field.header)) return undefined;
    Reflect.deleteProperty(row, place.field.header);
    return {
      what: `${placeText(place)}: the field is missing`,
      workbook,
      expected: badValue(place),
      jsonOnly: true,
    };
  },
  (subject, random) => {
    const sheet = pickOne(
      random,
      subject.sheets.filter(
        ({ declaration, fields }) =>
          declaration.key.length > 0 &&
          !declaration.businessCentral.card &&
          declaration.key.every((caption) => fields.some((field) => field.column.caption === caption)),
      ),
    );
    if (!sheet || subject.check.repeatedKeys?.includes(sheet.declaration.name)) return undefined;
    const workbook = copyOf(subject.example.workbook);
    const rows = workbook[sheet.name] ?? [];
    rows.push({ ...random.pick(rows) });
    return {
      what: `${sheet.name}: a row twice`,
      workbook,
      expected: {
        kind: "refused",
        codes: ["DUPLICATE_KEY"],
        details: { table: sheet.declaration.name },
        row: rows.length + 1,
      },
    };
  },
  (subject, random) => {
    const sheet = pickOne(
      random,
      subject.sheets.filter(({ need }) => need === "always"),
    );
    if (!sheet) return undefined;
    const workbook = copyOf(subject.example.workbook);
    Reflect.deleteProperty(workbook, sheet.name);
    return {
      what: `${sheet.name} is missing`,
      workbook,
      expected: { kind: "refused", codes: ["MISSING_TABLE", "tableMissing"], details: {} },
    };
  },
  sheetChangeWithField(
    "the column is missing",
    (field) => field.need === "required",
    (rows, field) =>
      rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== field.header))),
    "MISSING_COLUMN",
  ),
  sheetChangeWithField(
    "the column twice",
    (field) => field.need !== undefined,
    (rows, field) => rows.map((row) => ({ ...row, [` ${field.header.toUpperCase()} `]: row[field.header] })),
    "AMBIGUOUS_COLUMN",
  ),
  (subject, random) => {
    const sheet = pickOne(random, subject.sheets);
    if (!sheet) return undefined;
    const workbook = copyOf(subject.example.workbook);
    workbook[`${sheet.name} `] = (workbook[sheet.name] ?? []).map((row) => ({ ...row }));
    return {
      what: `${sheet.name} twice`,
      workbook,
      expected: { kind: "refused", codes: ["AMBIGUOUS_TABLE"], details: { table: sheet.declaration.name } },
      jsonOnly: true,
    };
  },
  (subject, random) => {
    const sheet = pickOne(random, subject.sheets);
    if (!sheet) return undefined;
    const workbook = copyOf(subject.example.workbook) as Record<string, unknown>;
    const rows = workbook[sheet.name] as unknown[];
    const at = random.between(0, rows.length - 1);
    const broken = random.pick([
      () => (workbook[sheet.name] = {}),
      () => (workbook[sheet.name] = "rows"),
      () => (workbook[sheet.name] = null),
      () => (rows[at] = null),
      () => (rows[at] = [1, 2]),
      () => (rows[at] = "row"),
    ]);
    broken();
    return {
      what: `${sheet.name}: another shape of JSON`,
      workbook,
      expected: { kind: "refused", codes: ["BAD_WORKBOOK"], details: {} },
      jsonOnly: true,
    };
  },
  (subject, random) => {
    const place = pickPlace(subject, random, () => true);
    if (!place) return undefined;
    return {
      what: `${placeText(place)}: a list or an object`,
      workbook: withCell(subject, place, random.pick([[], {}, [1], { value: 1 }])),
      expected: { kind: "refused", codes: ["BAD_WORKBOOK"], details: {} },
      jsonOnly: true,
    };
  },
  parameterFault(() => ({ noSuchParameter: 1 }), "BAD_PARAMETER"),
  parameterFault((subject, random) => {
    const filters = subject.card.parameters.filter(({ type }) => type === "filter");
    const filter = pickOne(random, filters);
    return filter && { [filter.name]: random.pick(["1000|", "(A", "'B", "..", "A*..B", ">", "A&", "<>|"]) };
  }, "FILTER_SYNTAX"),
  parameterFault((subject, random) => {
    const parameter = pickOne(
      random,
      subject.card.parameters.filter(
        ({ type }) => type === "date" || type === "boolean" || type === "choice",
      ),
    );
    return parameter && { [parameter.name]: random.pick([[], {}, "nonsense", "2026-13-01", 77]) };
  }, "BAD_PARAMETER"),
];

/** Legal, but something else: figures may differ, a run may be refused, nothing may break. */
export const CHANGES: readonly Mutator[] = [
  changed(["amount", "quantity", "unit amount", "percent"], (value, random) =>
    random.pick([
      asText(value).startsWith("-") ? asText(value).slice(1) : `-${asText(value) || "1"}`,
      "0",
      "",
      "0.01",
      "-0.00001",
      "999999999999999.99",
      "-999999999999999",
      "123456789012345.123456789012345",
      "0.000000000000001",
      random.between(-100_000, 100_000) / 100,
    ]),
  ),
  changed(["date"], (_, random) =>
    random.pick(["", "1900-01-01", "9998-12-31", "2026-02-01", "2025-12-31", "2024-02-29"]),
  ),
  changed(["code"], (_, random, others) => random.pick([...others, "", "NOWHERE", "__proto__", "0", "É"])),
  changed(["text"], (_, random) => random.pick(["", ...HOSTILE_TEXTS])),
  changed(["option"], (_, random, others) => random.pick([...others, ""])),
  changed(["boolean"], (value, random) => random.pick([value !== true, "", true, false])),
  changed(["integer"], (_, random, others) =>
    random.pick([...others, 0, -1, 1, 999_999_999, 999_999_999_999_999, ""]),
  ),
  sheetChange(
    "a row is missing",
    (rows, random) => {
      const at = random.between(0, rows.length - 1);
      return rows.filter((_, index) => index !== at);
    },
    () => ({ kind: "any" }),
  ),
  sheetChange(
    "all rows are missing",
    () => [],
    () => ({ kind: "any" }),
  ),
  sheetChange(
    "two cells of a column change places",
    (rows, random, sheet) => {
      const field = pickOne(random, sheet.fields);
      if (!field || rows.length < 2) return undefined;
      const [a, b] = shuffled(rows, random) as [Row, Row];
      [a[field.header], b[field.header]] = [b[field.header] ?? "", a[field.header] ?? ""];
      return rows;
    },
    () => ({ kind: "any" }),
  ),
  (subject, random) => {
    const sheet = pickOne(
      random,
      subject.sheets.filter(({ need }) => need !== "always"),
    );
    if (!sheet) return undefined;
    const workbook = copyOf(subject.example.workbook);
    Reflect.deleteProperty(workbook, sheet.name);
    return { what: `${sheet.name} is missing`, workbook, expected: { kind: "any" } };
  },
  (subject, random) => {
    const sheet = pickOne(random, subject.sheets);
    const field =
      sheet &&
      pickOne(
        random,
        sheet.fields.filter(({ need }) => need !== "required"),
      );
    if (!sheet || !field) return undefined;
    const workbook = copyOf(subject.example.workbook);
    workbook[sheet.name] = (workbook[sheet.name] ?? []).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => key !== field.header)),
    );
    return {
      what: `${sheet.name}: “${field.header}” is missing`,
      workbook,
      expected: { kind: "any" },
    };
  },
];

function sheetChangeWithField(
  what: string,
  fits: (field: Field) => boolean,
  change: (rows: Row[], field: Field) => Row[],
  code: string,
): Mutator {
  return (subject, random) => {
    const sheet = pickOne(random, subject.sheets);
    const field = sheet && pickOne(random, sheet.fields.filter(fits));
    if (!sheet || !field) return undefined;
    const workbook = copyOf(subject.example.workbook);
    workbook[sheet.name] = change(workbook[sheet.name] ?? [], field);
    // Rows without any other field would be a sheet without columns.
    if (workbook[sheet.name]?.some((row) => Object.values(row).every(isEmpty))) return undefined;
    return {
      what: `${sheet.name}: “${field.header}”, ${what}`,
      workbook,
      expected: {
        kind: "refused",
        codes: [code],
        details: { table: sheet.declaration.name, column: field.column.caption },
      },
      jsonOnly: true,
    };
  };
}

function parameterFault(
  fault: (subject: Subject, random: Random) => Readonly<Record<string, unknown>> | undefined,
  code: string,
): Mutator {
  return (subject, random) => {
    const parameters = fault(subject, random);
    if (!parameters) return undefined;
    return {
      what: `parameters ${JSON.stringify(parameters)}`,
      workbook: copyOf(subject.example.workbook),
      parameters: { ...subject.example.parameters, ...parameters },
      expected: { kind: "refused", codes: [code], details: { parameter: Object.keys(parameters)[0] } },
    };
  };
}
