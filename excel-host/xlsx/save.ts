/** Writes a workbook as an .xlsx file. */

import { plainText } from "../model/plain-text";
import {
  type CellInput,
  type CellIsOperator,
  type CellSpec,
  type ChartSpec,
  type ColumnWidth,
  type ConditionalFormatSpec,
  type HeaderFooter,
  type HeaderFooterText,
  type ListValidationSpec,
  type PageSetup,
  type RowFormat,
  type SheetSpec,
  type SheetVisibility,
  type TableSpec,
  type WriteOptions,
  type WorkbookEditor,
  createWorkbook,
  editWorkbook,
  openWorkbook,
} from "../../ooxml";
import { MAX_COLUMNS, MAX_ROWS, formatAddress, formatLocal } from "../model/address";
import { type Cell, CellError, type CellValue } from "../model/cell";
import type { Chart, ChartSource } from "../model/chart";
import type { ConditionalFormat } from "../model/conditional-format";
import type { HeaderFooterTexts } from "../model/page-layout";
import type { DataValidation } from "../model/names";
import type { Sheet } from "../model/sheet";
import type { Table } from "../model/table";
import type { Workbook } from "../model/workbook";
import { formulaToFile } from "./function-names";
import { CELL_IS_OPERATORS } from "./operators";
import { type Origin, isUnchanged, originOf } from "./origin";
import { SETTINGS_NAMESPACE, finishPackage, settingsXml, sheetParts } from "./settings-part";
import { FileStyles, toDifferential } from "./styles";
import { POINTS_PER_INCH, widthOfPoints } from "./units";

/**
 * The bytes of a file with everything the model holds; equal workbooks give equal bytes. Of a workbook that was opened
 * from a file, sheets that did not change and parts the model does not know stay as they were.
 */
export function saveWorkbook(workbook: Workbook, options: WriteOptions = {}): Uint8Array {
  workbook.calculation.settle();
  const styles = new FileStyles(workbook.styles);
  const origin = originOf(workbook);
  const kept = new Set(
    origin ? workbook.sheets.filter((sheet) => isUnchanged(origin, sheet, layoutText(sheet))) : [],
  );
  const editor = origin && kept.size > 0 ? editWorkbook(origin.bytes) : newWorkbook(workbook);
  const names = new Set(workbook.sheets.map((sheet) => sheet.name));
  const arrays = new Map<string, Map<string, string>>();
  for (const sheet of workbook.sheets) {
    if (kept.has(sheet)) {
      editor.setVisibility(sheet.name, VISIBILITY[sheet.visibility] ?? "visible");
      continue;
    }
    const spilled = new Map<string, string>();
    editor.addSheet(sheetSpec(sheet, styles, spilled), { replace: editor.sheetNames.includes(sheet.name) });
    if (spilled.size > 0) arrays.set(sheet.name, spilled);
  }
  for (const name of editor.sheetNames.filter((each) => !names.has(each))) editor.removeSheet(name);
  editor.sheetOrder(workbook.sheets.map((sheet) => sheet.name));
  if (origin) {
    for (const defined of loadedNames(origin)) {
      if (!workbook.names.has(defined.toLowerCase())) editor.removeName(defined);
    }
  }
  for (const name of workbook.names.values()) {
    editor.defineName({
      name: name.name,
      refersTo: name.formula.replace(/^=/, ""),
      ...(name.visible ? {} : { hidden: true }),
    });
  }
  editor.activateSheet(workbook.activeSheet.name);
  const { title, subject, author, keywords, comments, category } = workbook.properties;
  editor.setProperties({
    ...(title ? { title } : {}),
    ...(subject ? { subject } : {}),
    ...(author ? { creator: author } : {}),
    ...(keywords ? { keywords } : {}),
    ...(comments ? { description: comments } : {}),
    ...(category ? { category } : {}),
  });
  const bytes = editor.toBytes(options);
  const parts = workbook.customXmlParts
    .filter((part) => part.namespaceUri !== SETTINGS_NAMESPACE)
    .map(({ xml }) => ({ xml }));
  if (workbook.settings.size > 0) parts.push({ xml: settingsXml(workbook.settings) });
  const byPart = new Map<string, Map<string, string>>();
  if (arrays.size > 0) {
    const places = sheetParts(bytes);
    for (const [name, cells] of arrays) byPart.set(places.get(name) ?? "", cells);
  }
  return finishPackage(bytes, parts, byPart);
}

function newWorkbook(workbook: Workbook): WorkbookEditor {
  const normal = workbook.styles.normal;
  return createWorkbook({
    defaultFont: { name: String(normal["font.name"] ?? "Calibri"), size: Number(normal["font.size"] ?? 11) },
  });
}

/** Names of the workbook in the file it came from. */
function loadedNames(origin: Origin): string[] {
  return openWorkbook(origin.bytes)
    .definedNames.filter(({ name, sheet }) => sheet === undefined && !name.startsWith("_xlnm."))
    .map(({ name }) => name);
}

/** Everything of a sheet but its cells, as text to compare. */
export function layoutText(sheet: Sheet): string {
  return JSON.stringify(layoutSpec(sheet, new FileStyles(sheet.workbook.styles)));
}

const VISIBILITY: Readonly<Record<string, SheetVisibility>> = {
  Visible: "visible",
  Hidden: "hidden",
  VeryHidden: "veryHidden",
};

function sheetSpec(sheet: Sheet, styles: FileStyles, spilled: Map<string, string>): SheetSpec {
  const cells: CellSpec[] = [];
  const tableCells = headerCells(sheet);
  for (const row of [...sheet.rows.keys()].sort((a, b) => a - b)) {
    sheet.rows.get(row)?.forEach((cell, column) => {
      if (!cell || tableCells.has(`${row},${column}`)) return;
      const value = cellInput(sheet, cell, row, column, spilled);
      const style = styles.of(cell.style);
      if (value === null && !style) return;
      cells.push({ row, col: column, value, ...(style ? { style } : {}) });
    });
  }
  return { ...layoutSpec(sheet, styles), visibility: VISIBILITY[sheet.visibility] ?? "visible", cells };
}

function layoutSpec(sheet: Sheet, styles: FileStyles): SheetSpec {
  const freeze = sheet.frozen && {
    rows: sheet.frozen.bottom >= MAX_ROWS - 1 ? 0 : sheet.frozen.bottom + 1,
    columns: sheet.frozen.right >= MAX_COLUMNS - 1 ? 0 : sheet.frozen.right + 1,
  };
  return {
    name: sheet.name,
    tables: sheet.tables.map((table) => tableSpec(table, styles)),
    charts: sheet.charts.flatMap((chart) => chartSpec(chart) ?? []),
    view: {
      ...(freeze ? { freeze } : {}),
      gridlines: sheet.showGridlines,
      activeCell: formatLocal({
        ...sheet.selection,
        bottom: sheet.selection.top,
        right: sheet.selection.left,
      }),
    },
    columns: columnWidths(sheet, styles),
    rows: rowFormats(sheet),
    defaultRowHeight: sheet.standardHeight,
    defaultColumnWidth: widthOfPoints(sheet.standardWidth),
    hyperlinks: [...sheet.hyperlinks].flatMap(([key, link]) => {
      const [row = 0, column = 0] = key.split(",").map(Number);
      if (link.documentReference === undefined) return [];
      const ref = formatLocal({ top: row, left: column, bottom: row, right: column });
      return [
        {
          ref,
          location: link.documentReference,
          ...(link.screenTip === undefined ? {} : { tooltip: link.screenTip }),
        },
      ];
    }),
    conditionalFormats: sheet.conditionalFormats.flatMap((format) => conditionalSpec(format) ?? []),
    validations: sheet.validations.flatMap((validation) => validationSpec(validation) ?? []),
    mergedRanges: sheet.merges.map((rect) => formatLocal(rect)),
    page: pageSetup(sheet),
    names: [...sheet.names.values()].map((name) => ({
      name: name.name,
      refersTo: name.formula.replace(/^=/, ""),
    })),
  };
}

/** Cells the codec writes by itself: header rows of tables. */
function headerCells(sheet: Sheet): Set<string> {
  const keys = new Set<string>();
  for (const { rect, showHeaders } of sheet.tables) {
    if (!showHeaders) continue;
    for (let column = rect.left; column <= rect.right; column++) keys.add(`${rect.top},${column}`);
  }
  return keys;
}

function cellInput(
  sheet: Sheet,
  cell: Cell,
  row: number,
  column: number,
  spilled: Map<string, string>,
): CellInput {
  if (cell.formula === undefined) return plain(cell.value);
  const spill = sheet.workbook.calculation.spillAt(sheet, row, column);
  if (spill)
    spilled.set(formatLocal({ top: row, left: column, bottom: row, right: column }), formatLocal(spill));
  const value = plain(cell.value);
  return {
    kind: "formula",
    formula: formulaToFile(cell.formula),
    ...(value === null ? {} : { value: value as string | number | boolean }),
  };
}

function plain(value: CellValue): CellInput {
  if (value instanceof CellError)
    return { kind: "error", code: value.code === "#BUSY!" ? "#N/A" : value.code };
  return value;
}

function tableSpec(table: Table, styles: FileStyles): TableSpec {
  const { rect, sheet } = table;
  return {
    name: table.name,
    row: rect.top,
    col: rect.left,
    rowCount: table.rowCount,
    columns: table.columns.map((column, index) => {
      const style = styles.of(sheet.styleAt(rect.top, rect.left + index));
      return { name: column.name, ...(style ? { headerStyle: style } : {}) };
    }),
    autoFilter: table.showFilterButton,
    ...(table.style ? { style: table.style } : {}),
    bandedRows: table.showBandedRows,
    ...(table.showTotals ? { totalsRow: true } : {}),
  };
}

function columnWidths(sheet: Sheet, styles: FileStyles): ColumnWidth[] {
  const columns: ColumnWidth[] = [];
  for (const [index, line] of [...sheet.columns].sort(([a], [b]) => a - b)) {
    const style = line.style === undefined ? undefined : styles.of(line.style);
    if (line.size === undefined && !line.hidden && !style) continue;
    const next: ColumnWidth = {
      first: index,
      last: index,
      ...(line.size === undefined ? {} : { width: widthOfPoints(line.size) }),
      ...(line.hidden ? { hidden: true } : {}),
      ...(style ? { style } : {}),
    };
    const last = columns.at(-1);
    const same =
      last?.last === index - 1 &&
      last.width === next.width &&
      last.hidden === next.hidden &&
      last.style === next.style;
    if (same) last.last = index;
    else columns.push(next);
  }
  return columns;
}

function rowFormats(sheet: Sheet): RowFormat[] {
  return [...sheet.lines]
    .filter(([, line]) => line.size !== undefined || line.hidden)
    .sort(([a], [b]) => a - b)
    .map(([row, line]) => ({
      row,
      ...(line.size === undefined ? {} : { height: line.size }),
      ...(line.hidden ? { hidden: true } : {}),
    }));
}

const OPERATOR_NAMES = new Map(
  Object.entries(CELL_IS_OPERATORS).map(([file, office]) => [office, file as CellIsOperator]),
);

function conditionalSpec(format: ConditionalFormat): ConditionalFormatSpec | undefined {
  const common = {
    ref: format.rects.map((rect) => formatLocal(rect)).join(" "),
    style: toDifferential(format.format),
    ...(format.stopIfTrue ? { stopIfTrue: true } : {}),
  };
  const formula = (value: unknown): string => formulaToFile(plainText(value));
  if (format.type === "Custom")
    return { ...common, type: "expression", formula: formula(format.rule.formula) };
  if (format.type !== "CellValue") return undefined;
  const operator = OPERATOR_NAMES.get(String(format.rule.operator));
  if (!operator) return undefined;
  const formulas = [format.rule.formula1, format.rule.formula2].filter(
    (each) => each !== undefined && each !== null && each !== "",
  );
  return { ...common, type: "cellIs", operator, formulas: formulas.map(formula) };
}

/** Lists of choices; other rules are not written. */
function validationSpec({
  rect,
  rule,
  prompt,
  errorAlert,
  ignoreBlanks,
}: DataValidation): ListValidationSpec | undefined {
  const source = (rule.list as { source?: unknown } | undefined)?.source;
  if (typeof source !== "string") return undefined;
  const text = (part: Record<string, unknown> | undefined): { title: string; text: string } | undefined =>
    part && { title: plainText(part.title), text: plainText(part.message) };
  const shownPrompt = text(prompt);
  const shownError = text(errorAlert);
  return {
    ref: formatLocal(rect),
    source: source.startsWith("=") ? { formula: formulaToFile(source) } : { values: source.split(",") },
    allowBlank: ignoreBlanks,
    ...(shownPrompt ? { prompt: shownPrompt } : {}),
    ...(shownError ? { error: shownError } : {}),
  };
}

function pageSetup(sheet: Sheet): PageSetup {
  const layout = sheet.pageLayout;
  const { horizontalFitToPages: width, verticalFitToPages: height } = layout.zoom;
  const texts = layout.headersFooters.texts.defaultForAllPages;
  const header = headerFooter(texts, "Header");
  const footer = headerFooter(texts, "Footer");
  const [area] = layout.printArea;
  return {
    paper: layout.paperSize === "A4" ? "A4" : "Letter",
    landscape: layout.orientation === "Landscape",
    ...(width === undefined && height === undefined
      ? {}
      : { fitToWidth: width ?? 0, fitToHeight: height ?? 0 }),
    margins: {
      left: layout.leftMargin / POINTS_PER_INCH,
      right: layout.rightMargin / POINTS_PER_INCH,
      top: layout.topMargin / POINTS_PER_INCH,
      bottom: layout.bottomMargin / POINTS_PER_INCH,
      header: layout.headerMargin / POINTS_PER_INCH,
      footer: layout.footerMargin / POINTS_PER_INCH,
    },
    ...(header ? { header } : {}),
    ...(footer ? { footer } : {}),
    ...(layout.titleRows
      ? { titleRows: { first: layout.titleRows.top, last: layout.titleRows.bottom } }
      : {}),
    ...(layout.titleColumns
      ? { titleColumns: { first: layout.titleColumns.left, last: layout.titleColumns.right } }
      : {}),
    ...(area ? { printArea: formatLocal(area) } : {}),
    ...(sheet.horizontalBreaks.length > 0 ? { breaksBeforeRows: [...sheet.horizontalBreaks] } : {}),
    centerHorizontally: layout.centerHorizontally,
  };
}

function headerFooter(texts: HeaderFooterTexts, place: "Header" | "Footer"): HeaderFooter | undefined {
  const result: HeaderFooter = {};
  const size = /&(\d{1,3})(?!\d)/.exec(
    texts[`left${place}`] + texts[`center${place}`] + texts[`right${place}`],
  )?.[1];
  for (const side of ["left", "center", "right"] as const) {
    const text = texts[`${side}${place}`];
    if (text !== "") result[side] = parts(text);
  }
  if (Object.keys(result).length === 0) return undefined;
  if (size !== undefined) result.size = Number(size);
  return result;
}

const FIELD_CODES: Readonly<Record<string, "page" | "pages" | "sheet" | "file">> = {
  P: "page",
  N: "pages",
  A: "sheet",
  F: "file",
};

/** Splits "Page &P of &N" into text and fields; font and size codes are dropped. */
function parts(text: string): HeaderFooterText {
  const list: (string | { field: "page" | "pages" | "sheet" | "file" })[] = [];
  let plainText = "";
  for (const [match, code] of text.matchAll(/&("[^"]*"|\d{1,3}|[A-Za-z&])|[^&]+/g)) {
    const fieldName = code === undefined ? undefined : FIELD_CODES[code.toUpperCase()];
    if (fieldName) {
      if (plainText !== "") list.push(plainText);
      plainText = "";
      list.push({ field: fieldName });
    } else if (code === undefined) plainText += match;
    else if (code === "&") plainText += "&";
  }
  if (plainText !== "") list.push(plainText);
  return list;
}

function chartSpec(chart: Chart): ChartSpec | undefined {
  const type = chart.type.startsWith("Line")
    ? "line"
    : chart.type.includes("Stacked")
      ? "stackedBar"
      : /^(?:Bar|Column)/.test(chart.type)
        ? "clusteredBar"
        : undefined;
  if (!type) return undefined;
  const text = (path: string): string | undefined => {
    const value = chart.properties.get(path);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const series = chart.series.flatMap((each) => {
    if (!each.values) return [];
    const color = each.properties.get(type === "line" ? "format.line.color" : "format.fill.color");
    const width = each.properties.get("format.line.weight");
    const dash = plainText(each.properties.get("format.line.lineStyle"));
    return [
      {
        name: each.name,
        categories: each.categories
          ? { ref: refOf(each.categories), values: texts(each.categories) }
          : { ref: refOf(each.values), values: texts(each.values).map((_, index) => String(index + 1)) },
        values: { ref: refOf(each.values), values: figures(each.values) },
        ...(typeof color === "string" ? { color } : {}),
        ...(type === "line" && typeof width === "number" ? { width } : {}),
        ...(type === "line" && dash.includes("Dash")
          ? { dash: "dash" as const }
          : type === "line" && dash.includes("Dot")
            ? { dash: "dot" as const }
            : {}),
      },
    ];
  });
  if (series.length === 0) return undefined;
  const title = text("title.text");
  const legend = chart.properties.get("legend.visible") === false ? "none" : "right";
  return {
    type,
    direction: chart.type.startsWith("Column") ? "column" : "bar",
    name: chart.name,
    altText: text("altText") ?? title ?? chart.name,
    from: anchor(chart.sheet, chart.left, chart.top),
    to: anchor(chart.sheet, chart.left + chart.width, chart.top + chart.height),
    ...(title === undefined ? {} : { title }),
    series,
    legend,
  };
}

const refOf = ({ sheet, rect }: ChartSource): string => formatAddress(sheet.name, rect, true);

function texts(source: ChartSource): string[] {
  const list: string[] = [];
  source.sheet.workbook.calculation.settle();
  for (let row = source.rect.top; row <= source.rect.bottom; row++) {
    for (let column = source.rect.left; column <= source.rect.right; column++)
      list.push(source.sheet.textAt(row, column));
  }
  return list;
}

function figures({ sheet, rect }: ChartSource): (number | null)[] {
  const list: (number | null)[] = [];
  for (let row = rect.top; row <= rect.bottom; row++) {
    for (let column = rect.left; column <= rect.right; column++) {
      const value = sheet.valueAt(row, column);
      list.push(typeof value === "number" ? value : null);
    }
  }
  return list;
}

function anchor(sheet: Sheet, x: number, y: number): { row: number; col: number; dx: number; dy: number } {
  let col = 0;
  let left = x;
  while (left >= sheet.columnWidth(col) && col < MAX_COLUMNS - 1) left -= sheet.columnWidth(col++);
  let row = 0;
  let top = y;
  while (top >= sheet.rowHeight(row) && row < MAX_ROWS - 1) top -= sheet.rowHeight(row++);
  return { row, col, dx: left, dy: top };
}
