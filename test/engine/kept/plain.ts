/**
 * An answer as JSON that people can review line by line: one line for a cell, a row of a table or a drilled entry, keys
 * sorted where their order says nothing. Long lists keep their first rows, the number of all and a hash of all.
 */
import { createHash } from "node:crypto";
import type { FigureReference } from "../../../src/engine/report";
import { cellAddress, type Sheet, type SheetCell, type SheetTable } from "../../../src/workbook/sheet";
import { figureRows, strangeReferences, type Answer, type ShownFigure } from "../../support/answer";

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Characters of a line up to which a list or an object stays on it. */
const LINE = 160;
/** Members of a list or object up to which all are kept; of longer ones the first third. */
const LONG = 150;

/** The text of an answer, with a line break at its end. */
export function plainText({ run, summary, sheets, figures }: Answer, long = LONG): string {
  const answer = {
    report: run.report.card.id,
    parameters: run.given,
    result: sorted(run.result),
    summary: sorted(summary),
    sheets: sheets.map((sheet) => plainSheet(sheet)),
    figures: plainFigures(figures),
    strange: strangeReferences(run.run, figures).map(([reference, drill]) => [
      words(reference),
      drill === undefined ? null : `${drill.title}: ${drill.figure} of ${drill.entries.length} entries`,
    ]),
    changes: sorted(run.changes),
  };
  return textOf(shortened(JSON.parse(JSON.stringify(answer)) as Plain, long) as object);
}

/** What an answer says in short: refusal or warnings, summary, how long each list is, and a hash of all of it. */
export function plainEssence(answer: Answer): object {
  const { run, summary } = answer;
  const lists = Object.entries(run.result).flatMap(([name, value]) =>
    name !== "warnings" && typeof value === "object" && value !== null && "length" in value
      ? [`${String(value.length)} ${name}`]
      : [],
  );
  return {
    lists: lists.join(", "),
    error: sorted(run.result.error),
    warnings: sorted(run.result.warnings),
    notes: sorted(run.result.notes),
    summary: summary && `${summary.state} ${summary.difference}: ${summary.compared}`,
    sha256: createHash("sha256").update(plainText(answer)).digest("hex"),
  };
}

/** Any plain data as text in the form of plainText. */
export function textOf(value: object): string {
  return `${lines(JSON.parse(JSON.stringify(value)) as Plain, "").join("\n")}\n`;
}

/** Plain data with its keys in order. */
function sorted(value: unknown): unknown {
  const plain = value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Plain);
  const inOrder = (one: Plain): Plain => {
    if (typeof one !== "object" || one === null) return one;
    if (isList(one)) return one.map(inOrder);
    const keys = Object.keys(one).sort();
    return Object.fromEntries(keys.map((key) => [key, inOrder(one[key] as Plain)]));
  };
  return plain === undefined ? undefined : inOrder(plain);
}

/** A sheet with its cells by address and its tables by row. */
function plainSheet(sheet: Sheet): object {
  const { name, cells, tables, charts, widths, rowHeights, freeze, print, hiddenColumns, inputs } = sheet;
  return {
    name,
    freeze,
    print,
    widths: widths?.map((width) => width ?? null),
    rowHeights: rowHeights && Object.fromEntries(rowHeights),
    hiddenColumns,
    inputs:
      inputs && Object.fromEntries([...inputs].map(([key, at]) => [key, cellAddress(at.row, at.column)])),
    cells: cells.map(plainCell),
    tables: tables.map(plainTable),
    charts: sorted(charts),
  };
}

function plainCell({ row, column, value, ...look }: SheetCell): readonly unknown[] {
  return [cellAddress(row, column), value, sorted(look)];
}

function plainTable(table: SheetTable): object {
  const { columns, row, column, places, figures, fields, links, rowStyles, ...rest } = table;
  const rows = columns[0]?.values.length ?? 0;
  return {
    ...(sorted(rest) as object),
    at: cellAddress(row, column),
    ...(places ? { places } : {}),
    columns: columns.map(({ values: _, styles: __, indents: ___, ...look }, index) => ({
      ...(sorted(look) as object),
      ...(fields?.[index] === undefined ? {} : { field: fields[index] }),
    })),
    rows: Array.from({ length: rows }, (_, index) => columns.map(({ values }) => values[index] ?? null)),
    looks: {
      rows: numbered(rowStyles),
      cells: Object.fromEntries(
        columns.flatMap(({ styles, indents, header }) => [
          ...(styles ? [[`${header}: style`, numbered(styles)]] : []),
          ...(indents ? [[`${header}: indent`, numbered(indents)]] : []),
        ]),
      ),
      links: links && Object.fromEntries(links),
    },
    figures: figures && numbered(figureRows(table)),
  };
}

/** What a list holds, by its index from 0; equal neighbours stand together ("3-7"). */
function numbered(list: readonly unknown[] | undefined): object | undefined {
  if (list === undefined) return undefined;
  const runs: { first: number; last: number; text: string; value: unknown }[] = [];
  list.forEach((value, index) => {
    if (value === undefined) return;
    const text = JSON.stringify(value);
    const before = runs.at(-1);
    if (before?.text === text && before.last === index - 1) before.last = index;
    else runs.push({ first: index, last: index, text, value });
  });
  return Object.fromEntries(
    runs.map(({ first, last, value }) => [first === last ? `row ${first}` : `rows ${first}-${last}`, value]),
  );
}

/** Figures with their drill-down. What a drilled entry says of itself stands once, under "entries". */
function plainFigures(figures: readonly ShownFigure[]): object {
  const entries = new Map<string, string[]>();
  const shown = figures.map(({ place, shown, reference, drill }) => {
    const lead = `${place} ${words(reference)}`;
    if (drill === undefined) return [lead, shown, null];
    const behind: Record<string, string[]> = {};
    for (const { table, entryNo, amount, columns } of drill.entries) {
      const key = `${table} ${entryNo}`;
      const text = JSON.stringify(columns);
      const known = entries.get(key) ?? [];
      if (!known.includes(text)) entries.set(key, [...known, text]);
      const version = entries.get(key)?.indexOf(text) ?? 0;
      (behind[table] ??= []).push(`${entryNo}${version === 0 ? "" : ` (${version})`}: ${amount}`);
    }
    // The figure itself is what is shown (holds.ts).
    return [lead, shown, drill.title, ...(drill.remark === undefined ? [] : [drill.remark]), behind];
  });
  return {
    shown,
    entries: Object.fromEntries(
      [...entries].map(([key, texts]) => [key, texts.map((text) => JSON.parse(text) as unknown)]),
    ),
  };
}

function words(reference: FigureReference): string {
  return Object.entries(reference)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

/** Long lists cut to their first rows, and long objects as well. */
function shortened(value: Plain, long: number): Plain {
  if (typeof value !== "object" || value === null) return value;
  const members = isList(value) ? value.map((one) => ["", one] as const) : Object.entries(value);
  const kept = members.length > long ? members.slice(0, Math.ceil(long / 3)) : members;
  const short = kept.map(([key, one]) => [key, shortened(one, long)] as const);
  const hash =
    members.length > long
      ? { of: members.length, sha256: createHash("sha256").update(JSON.stringify(value)).digest("hex") }
      : undefined;
  if (isList(value)) return [...short.map(([, one]) => one), ...(hash ? [hash] : [])];
  return Object.fromEntries([...short, ...(hash ? [["…", hash] as const] : [])]);
}

/** JSON in lines; what fits stays on one, and scalars of a list fill their lines. */
function lines(value: Plain, key: string): readonly string[] {
  const lead = key === "" ? "" : `${JSON.stringify(key)}: `;
  const whole = lead + oneLine(value);
  if (typeof value !== "object" || value === null || whole.length <= LINE) return [whole];
  const inner = isList(value)
    ? (filled(value) ?? value.map((one) => lines(one, "")))
    : Object.entries(value).map(([name, one]) => lines(one, name));
  const body = inner.flatMap((some, index) =>
    some.map((line, at) => (at === some.length - 1 && index < inner.length - 1 ? ` ${line},` : ` ${line}`)),
  );
  return isList(value) ? [`${lead}[`, ...body, "]"] : [`${lead}{`, ...body, "}"];
}

/** Scalars of a list, so many on a line as fit; undefined when it has others. */
function filled(list: readonly Plain[]): readonly (readonly string[])[] | undefined {
  if (list.some((one) => typeof one === "object" && one !== null)) return undefined;
  const rows: string[] = [];
  for (const text of list.map((one) => JSON.stringify(one))) {
    const before = rows.at(-1);
    if (before !== undefined && before.length + text.length + 2 <= LINE)
      rows[rows.length - 1] = `${before}, ${text}`;
    else rows.push(text);
  }
  return rows.map((row) => [row]);
}

function oneLine(value: Plain): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(oneLine).join(", ")}]`;
  const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${oneLine(one)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
