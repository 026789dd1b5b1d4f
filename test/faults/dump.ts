/** Everything that stands in a workbook, as text by section: two workbooks are equal when their dumps are. */
import { createHash } from "node:crypto";
import type { Host, Sheet } from "../../excel-host";

/** Section ("sheet Items", "names", "settings" …) → its content, line by line. */
export type Dump = ReadonlyMap<string, readonly string[]>;

/** Prefix of remembered parameters among the document's settings; remembering is no part of a run's result. */
const REMEMBERED = "Tieout.Parameters: ";

/** Dumps a workbook. What is in front and what is selected does not count, nor do ids. */
export function dump(host: Host): Dump {
  const { workbook } = host;
  const sections = new Map<string, readonly string[]>();
  sections.set("workbook", [
    `calculation ${workbook.calculationMode}`,
    `1904 ${workbook.date1904}`,
    `protected ${workbook.protection !== undefined}`,
    `parts ${workbook.customXmlParts.map((part) => part.xml).join("\n")}`,
  ]);
  sections.set(
    "order",
    workbook.sheets.map((sheet) => `${sheet.name} ${sheet.visibility}`),
  );
  sections.set(
    "names",
    [...workbook.names.values()].map(({ name, formula, visible }) => `${name} ${formula} ${visible}`).sort(),
  );
  const settings = [...workbook.settings].map(([key, value]): [string, string] => [
    key,
    `${key} ${JSON.stringify(value)}`,
  ]);
  const lines = (isRemembered: boolean): string[] =>
    settings.flatMap(([key, line]) => (key.startsWith(REMEMBERED) === isRemembered ? [line] : [])).sort();
  sections.set("settings", lines(false));
  sections.set("remembered", lines(true));
  const styles = new Map<number, string>();
  const styleText = (index: number): string => {
    let text = styles.get(index);
    if (text === undefined) {
      text = createHash("sha256")
        .update(json(workbook.styles.get(index)))
        .digest("hex")
        .slice(0, 12);
      styles.set(index, text);
    }
    return text;
  };
  for (const sheet of workbook.sheets) sections.set(`sheet ${sheet.name}`, sheetLines(sheet, styleText));
  return sections;
}

function sheetLines(sheet: Sheet, styleText: (index: number) => string): string[] {
  const lines: string[] = [
    `gridlines ${sheet.showGridlines} tab ${sheet.tabColor} style ${styleText(sheet.style)}`,
    `frozen ${json(sheet.frozen)} protected ${sheet.protection !== undefined} merges ${json(sheet.merges)}`,
    `page ${json(sheet.pageLayout)} breaks ${json(sheet.horizontalBreaks)} ${json(sheet.verticalBreaks)}`,
    `filter ${json(sheet.autoFilter && { rect: sheet.autoFilter.rect, criteria: [...sheet.autoFilter.criteria] })}`,
  ];
  for (const [what, list] of [
    ["column", sheet.columns],
    ["row", sheet.lines],
  ] as const) {
    for (const [index, { size, hidden, style, outline }] of [...list].sort(([a], [b]) => a - b)) {
      if (size === undefined && hidden !== true && style === undefined && outline === undefined) continue;
      lines.push(
        `${what} ${index} ${size ?? ""} ${hidden === true} ${style === undefined ? "" : styleText(style)} ${outline ?? 0}`,
      );
    }
  }
  for (const table of [...sheet.tables].sort(
    (a, b) => a.rect.top - b.rect.top || a.rect.left - b.rect.left,
  )) {
    const { name, rect, style, showHeaders, showTotals, showBandedRows, showFilterButton } = table;
    lines.push(
      `table ${name} ${json([rect, style, showHeaders, showTotals, showBandedRows, showFilterButton])}`,
      ...table.columns.map(
        ({ name: column, formula, totals, filter }) => `  ${json([column, formula, totals, filter])}`,
      ),
    );
  }
  for (const chart of sheet.charts) {
    const { name, type, top, left, width, height, properties } = chart;
    lines.push(`chart ${json([name, type, top, left, width, height, [...properties]])}`);
    for (const series of chart.series) {
      const place = (source: typeof series.values): string =>
        source ? `${source.sheet.name} ${json(source.rect)}` : "";
      lines.push(
        `  ${series.name} ${place(series.values)} ${place(series.categories)} ${json([...series.properties])}`,
      );
    }
  }
  for (const { type, rects, rule, format } of sheet.conditionalFormats)
    lines.push(`conditional ${type} ${json([rects, rule, [...format]])}`);
  for (const validation of sheet.validations) lines.push(`validation ${json(validation)}`);
  for (const [key, value] of [...sheet.customProperties].sort()) lines.push(`property ${key} ${value}`);
  for (const [place, link] of [...sheet.hyperlinks].sort()) lines.push(`link ${place} ${json(link)}`);
  for (const [row, cells] of [...sheet.rows].sort(([a], [b]) => a - b)) {
    cells.forEach((cell, column) => {
      if (!cell) return;
      const inherited = sheet.lines.get(row)?.style ?? sheet.columns.get(column)?.style ?? sheet.style;
      if (cell.value === null && cell.formula === undefined && cell.style === inherited) return;
      lines.push(
        `${row},${column} ${typeof cell.value} ${String(cell.value)} ${cell.formula ?? ""} ${styleText(cell.style)}`,
      );
    });
  }
  return lines;
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? "";
}

/** The first lines in which two dumps differ, with their sections; empty when they are equal. */
export function changesBetween(
  before: Dump,
  after: Dump,
  without: readonly string[] = [],
): readonly string[] {
  const changes: string[] = [];
  for (const section of new Set([...before.keys(), ...after.keys()])) {
    if (without.includes(section)) continue;
    const [old, now] = [before.get(section), after.get(section)];
    if (!old || !now) {
      changes.push(`${section}: ${old ? "gone" : "new"}`);
      continue;
    }
    const [oldLines, newLines] = [new Set(old), new Set(now)];
    const gone = old.filter((line) => !newLines.has(line));
    const added = now.filter((line) => !oldLines.has(line));
    changes.push(...gone.slice(0, 4).map((line) => `${section}: - ${line}`));
    changes.push(...added.slice(0, 4).map((line) => `${section}: + ${line}`));
    if (gone.length + added.length === 0 && old.join("\n") !== now.join("\n"))
      changes.push(`${section}: order`);
  }
  return changes.map((line) => line.slice(0, 300));
}
