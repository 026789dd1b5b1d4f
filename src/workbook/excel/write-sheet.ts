/** Writes a sheet's data onto an empty worksheet: values in blocks, formats in few calls, tables, links, charts, print set-up. */
import { quoted } from "../quoted";
import { BODY_FONT, bodyLook, GROUP_LINE, numberFormat, TABLE_ROW_LINE, type CellLook } from "../look";
import {
  cellAddress,
  columnLetters,
  ownStyle,
  type SheetChart,
  type SheetLink,
  type SheetRange,
  type StyleName,
} from "../sheet";
import { quietSync, type Context } from "./batch";
import { cellBorder, cellFormat, lookKey } from "./cell-formats";
import { blockValues, formatFor, type PlacedCell, type PlacedSheet, type PlacedTable } from "./placed-sheet";

/** Cells of one block of values; about 1.5 MB of request. */
const BLOCK_CELLS = 100_000;
/** Characters of one block of values; Excel on the web refuses 5 MB. */
const BLOCK_CHARACTERS = 2_000_000;
/** Rows whose formats go in one request. */
const FORMAT_ROWS = 4000;
/** Ranges that are addressed one by one in one request; each takes about 1 kB of it. */
const SINGLE_RANGES = 2000;

export interface WriteOptions {
  readonly epochOffset: number;
  /** Names of tables while the sheet is built; the final ones may still be taken. */
  readonly tableName: (name: string) => string;
  readonly progress?: (done: number, total: number) => void;
}

/** Writes everything; every block is sent before the next is made. */
export async function writeSheet(
  context: Context,
  worksheet: Excel.Worksheet,
  placed: PlacedSheet,
  options: WriteOptions,
): Promise<void> {
  const { sheet } = placed;
  worksheet.showGridlines = false;
  const whole = worksheet.getRange();
  whole.format.font.size = BODY_FONT.size;
  whole.format.font.color = BODY_FONT.color;
  setNumberFormats(worksheet, placed);
  await quietSync(context);
  await writeValues(context, worksheet, placed, options);
  for (const table of placed.tables) addTable(worksheet, table, options);
  await inRequests(context, linksOf(placed), ({ row, column, link }) => {
    at(worksheet, row, column).hyperlink = hyperlink(link, sheet.name);
  });
  await quietSync(context);
  await writeFormats(context, worksheet, placed);
  for (const table of placed.tables) addGroupLine(worksheet, table);
  setWidths(worksheet, placed);
  await inRequests(context, heightsOf(placed), ({ row, count, height }) => {
    at(worksheet, row, 0, count).getEntireRow().format.rowHeight = height;
  });
  freeze(worksheet, placed);
  setPage(worksheet, placed);
  for (const chart of sheet.charts ?? []) addChart(worksheet, chart);
  await quietSync(context);
}

/** Sends what is addressed range by range in requests of bounded size; the last is still to be sent. */
async function inRequests<Item>(
  context: Context,
  items: Iterable<Item>,
  queue: (item: Item) => void,
): Promise<void> {
  let count = 0;
  for (const item of items) {
    queue(item);
    count += 1;
    if (count % SINGLE_RANGES === 0) await quietSync(context);
  }
}

function at(worksheet: Excel.Worksheet, row: number, column: number, rows = 1, columns = 1): Excel.Range {
  return worksheet.getRangeByIndexes(row, column, rows, columns);
}

/** Formats come before values: "0100" written into a cell of format General would become 100. */
function setNumberFormats(worksheet: Excel.Worksheet, placed: PlacedSheet): void {
  for (const { table, places, firstRow, rows } of placed.tables) {
    if (rows === 0) continue;
    table.columns.forEach((column, index) => {
      const format = numberFormat(column.kind, column.decimals);
      if (format !== "General")
        at(worksheet, firstRow, places[index] as number, rows).numberFormat = [[format]];
      // A figure that is a text (a word instead of an amount) must stay one.
      column.values.forEach((value, row) => {
        if (typeof value !== "string" || value === "") return;
        const own = formatFor(excelText(value, column.kind), column.kind, column.decimals);
        if (own === "@" && format !== "@")
          at(worksheet, firstRow + row, places[index] as number).numberFormat = [["@"]];
      });
    });
  }
  for (const cells of placed.cells.values()) {
    for (const run of runsOf(cells, (cell) => cell.format)) {
      const [first] = run;
      if (first && first.format !== "General")
        at(worksheet, first.row, first.column, 1, run.length).numberFormat = [[first.format]];
    }
  }
}

/** The text of a figure column that is no figure, or null. */
function excelText(value: string, kind: Parameters<typeof formatFor>[1]): string | null {
  const isText = kind === "text" || kind === "code" || kind === "fingerprint" || kind === undefined;
  return isText || !/^-?\d+(\.\d+)?$|^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}

/** Neighbouring cells of a row with the same key. */
function runsOf(cells: readonly PlacedCell[], keyOf: (cell: PlacedCell) => string): PlacedCell[][] {
  const sorted = [...cells].sort((a, b) => a.column - b.column);
  const runs: PlacedCell[][] = [];
  for (const cell of sorted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && last.column + 1 === cell.column && keyOf(last) === keyOf(cell)) run.push(cell);
    else runs.push([cell]);
  }
  return runs;
}

async function writeValues(
  context: Context,
  worksheet: Excel.Worksheet,
  placed: PlacedSheet,
  options: WriteOptions,
): Promise<void> {
  const { rows, columns } = placed;
  if (rows === 0 || columns === 0) return;
  const most = Math.max(1, Math.floor(BLOCK_CELLS / columns));
  let step = most;
  for (let first = 0; first < rows;) {
    const values = blockValues(placed, first, Math.min(step, rows - first), options.epochOffset);
    const count = fittingRows(values);
    const range = at(worksheet, first, 0, count, columns);
    range.values = values.slice(0, count) as unknown[][];
    range.untrack();
    await quietSync(context);
    first += count;
    step = Math.min(most, count * 2);
    options.progress?.(first, rows);
  }
}

/** How many rows fit into one request by their characters; at least one. */
function fittingRows(values: readonly (readonly unknown[])[]): number {
  let characters = 0;
  for (const [row, line] of values.entries()) {
    for (const value of line)
      characters += typeof value === "string" ? value.length + 3 : value === null ? 5 : 12;
    if (row > 0 && characters > BLOCK_CHARACTERS) return row;
  }
  return values.length;
}

function addTable(worksheet: Excel.Worksheet, placed: PlacedTable, options: WriteOptions): void {
  const { table, places, rows } = placed;
  if (table.excelTable === false) return;
  const range = at(
    worksheet,
    table.row,
    places[0] ?? table.column,
    Math.max(1, rows) + 1,
    table.columns.length,
  );
  const added = worksheet.tables.add(range, true);
  added.name = options.tableName(table.name);
  added.style = "TableStyleLight1";
  added.showBandedRows = false;
}

/** Links of single cells and of table bodies, by cell of the sheet. */
function* linksOf(placed: PlacedSheet): Generator<{ row: number; column: number; link: SheetLink }> {
  for (const cells of placed.cells.values())
    for (const { row, column, link } of cells) if (link) yield { row, column, link };
  for (const { table, places, firstRow } of placed.tables) {
    for (const [key, link] of table.links ?? []) {
      const [row = 0, column = 0] = key.split(":").map(Number);
      yield { row: firstRow + row, column: places[column] ?? 0, link };
    }
  }
}

/** Heights of rows, neighbours of equal height together. */
function heightsOf(placed: PlacedSheet): readonly { row: number; count: number; height: number }[] {
  const runs: { row: number; count: number; height: number }[] = [];
  for (const [row, height] of [...(placed.sheet.rowHeights ?? [])].sort(([a], [b]) => a - b)) {
    const run = runs.at(-1);
    if (run?.height === height && run.row + run.count === row) run.count += 1;
    else runs.push({ row, count: 1, height });
  }
  return runs;
}

function hyperlink(link: SheetLink, own: string): Excel.RangeHyperlink {
  return {
    documentReference: `${quoted(link.sheet ?? own)}!${link.cell}`,
    ...(link.tip ? { screenTip: link.tip } : {}),
  };
}

async function writeFormats(
  context: Context,
  worksheet: Excel.Worksheet,
  placed: PlacedSheet,
): Promise<void> {
  const runs = [...placed.cells.values()].flatMap((cells) => runsOf(cells, (cell) => lookKey(cell.look)));
  await inRequests(context, runs, (run) => {
    const [first] = run;
    if (!first) return;
    const format = cellFormat(first.look);
    at(worksheet, first.row, first.column, 1, run.length).setCellProperties([run.map(() => ({ format }))]);
  });
  await quietSync(context);
  for (const table of placed.tables) await writeBodyFormats(context, worksheet, table);
}

/** Columns as wholes, then rows with a style of their own, in blocks of columns that look alike. */
async function writeBodyFormats(
  context: Context,
  worksheet: Excel.Worksheet,
  placed: PlacedTable,
): Promise<void> {
  const { table, places, firstRow, rows } = placed;
  if (rows === 0) return;
  table.columns.forEach((column, index) => {
    setWhole(
      at(worksheet, firstRow, places[index] as number, rows),
      bodyLook(column, undefined, index),
      rows,
    );
  });
  await quietSync(context);
  const styles = [...new Set(table.rowStyles ?? [])].filter(
    (style): style is StyleName => style !== undefined,
  );
  if (styles.length > 0) await writeRowStyles(context, worksheet, placed, styles);
  await writeCellStyles(context, worksheet, placed);
}

/** Cells with a style of their own: states in their colour, links. */
async function writeCellStyles(
  context: Context,
  worksheet: Excel.Worksheet,
  placed: PlacedTable,
): Promise<void> {
  const { table, places, firstRow, rows } = placed;
  const linked = new Set(
    [...(table.links ?? new Map<string, SheetLink>()).keys()].map((key) => Number(key.split(":")[1])),
  );
  for (const [index, column] of table.columns.entries()) {
    if (!column.styles && !column.indents && !linked.has(index)) continue;
    for (let first = 0; first < rows; first += FORMAT_ROWS) {
      const count = Math.min(FORMAT_ROWS, rows - first);
      const properties = Array.from({ length: count }, (_, offset): Excel.SettableCellProperties[] => {
        const row = first + offset;
        const style = ownStyle(table, row, index);
        return [style || column.indents ? { format: cellFormat(bodyLook(column, style, index, row)) } : {}];
      });
      at(worksheet, firstRow + first, places[index] as number, count).setCellProperties(properties);
      await quietSync(context);
    }
  }
}

async function writeRowStyles(
  context: Context,
  worksheet: Excel.Worksheet,
  placed: PlacedTable,
  styles: readonly StyleName[],
): Promise<void> {
  const { table, places, firstRow, rows } = placed;
  for (const group of alikeColumns(placed, styles)) {
    const [index = 0] = group;
    const column = table.columns[index];
    if (!column) continue;
    for (let first = 0; first < rows; first += FORMAT_ROWS) {
      const count = Math.min(FORMAT_ROWS, rows - first);
      const properties = Array.from({ length: count }, (_, offset): Excel.SettableRowProperties => {
        const style = table.rowStyles?.[first + offset];
        return style ? { format: cellFormat(bodyLook(column, style, index)) } : {};
      });
      at(worksheet, firstRow + first, places[index] as number, count, group.length).setRowProperties(
        properties,
      );
      await quietSync(context);
    }
  }
}

/** Indexes of table columns, grouped where neighbours look alike in every row style. */
function alikeColumns(placed: PlacedTable, styles: readonly StyleName[]): number[][] {
  const { table, places } = placed;
  const groups: number[][] = [];
  const keyOf = (index: number): string => {
    const column = table.columns[index];
    return column ? styles.map((style) => lookKey(bodyLook(column, style, index))).join("\n") : "";
  };
  table.columns.forEach((_, index) => {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const isNext = last !== undefined && places[index] === (places[last] as number) + 1;
    if (group && last !== undefined && isNext && keyOf(last) === keyOf(index)) group.push(index);
    else groups.push([index]);
  });
  return groups;
}

/** A look for a whole column of a body, with lines between its rows. */
function setWhole(range: Excel.Range, look: CellLook, rows: number): void {
  const format = cellFormat(look);
  const { font, fill, horizontalAlignment, verticalAlignment, wrapText, indentLevel, borders } = format;
  if (font) range.format.font.set(font);
  if (fill?.color) range.format.fill.color = fill.color;
  if (horizontalAlignment) range.format.horizontalAlignment = horizontalAlignment;
  if (verticalAlignment) range.format.verticalAlignment = verticalAlignment;
  if (wrapText === true) range.format.wrapText = true;
  if (indentLevel !== undefined) range.format.indentLevel = indentLevel;
  const line = borders?.bottom ?? cellBorder(TABLE_ROW_LINE);
  for (const edge of rows > 1 ? (["EdgeBottom", "InsideHorizontal"] as const) : (["EdgeBottom"] as const)) {
    range.format.borders.getItem(edge).set(line);
  }
}

/** A line above the first row of each group, as a conditional format so that it survives sorting. */
function addGroupLine(worksheet: Excel.Worksheet, placed: PlacedTable): void {
  const { table, places, firstRow, rows } = placed;
  if (table.groupColumn === undefined || rows < 2) return;
  const first = Math.min(...places);
  const last = Math.max(...places);
  const letters = columnLetters(places[table.groupColumn] ?? first);
  const range = at(worksheet, firstRow + 1, first, rows - 1, last - first + 1);
  const format = range.conditionalFormats.add("Custom").custom;
  format.rule.formula = `=$${letters}${firstRow + 2}<>$${letters}${firstRow + 1}`;
  const top = format.format.borders.getItem("EdgeTop");
  top.style = "Continuous";
  top.color = GROUP_LINE;
}

/** Points of a width in characters of the default font. */
export function pointsOf(characters: number): number {
  return Math.round((characters * 7 + 5) * 0.75 * 100) / 100;
}

function setWidths(worksheet: Excel.Worksheet, placed: PlacedSheet): void {
  const { sheet } = placed;
  sheet.widths?.forEach((width, column) => {
    if (width !== undefined) at(worksheet, 0, column).getEntireColumn().format.columnWidth = pointsOf(width);
  });
  for (const column of sheet.hiddenColumns ?? [])
    at(worksheet, 0, column).getEntireColumn().columnHidden = true;
}

function freeze(worksheet: Excel.Worksheet, placed: PlacedSheet): void {
  const { freeze: place } = placed.sheet;
  if (!place) return;
  if (place.row > 0 && place.column > 0)
    worksheet.freezePanes.freezeAt(at(worksheet, 0, 0, place.row, place.column));
  else if (place.row > 0) worksheet.freezePanes.freezeRows(place.row);
  else if (place.column > 0) worksheet.freezePanes.freezeColumns(place.column);
}

const FOOTER_SIZE = "&8";

function setPage(worksheet: Excel.Worksheet, placed: PlacedSheet): void {
  const { print } = placed.sheet;
  const { pageLayout } = worksheet;
  pageLayout.orientation = print.landscape ? "Landscape" : "Portrait";
  pageLayout.paperSize = print.paper === "A4" ? "A4" : "Letter";
  pageLayout.zoom = { horizontalFitToPages: 1 };
  pageLayout.setPrintMargins("Inches", {
    left: 0.5,
    right: 0.5,
    top: 0.55,
    bottom: 0.55,
    header: 0.3,
    footer: 0.3,
  });
  const footer = pageLayout.headersFooters.defaultForAllPages;
  footer.leftFooter = `${FOOTER_SIZE}${escaped(print.footer.left)}`;
  footer.centerFooter = `${FOOTER_SIZE}${escaped(print.footer.center)}`;
  footer.rightFooter = `${FOOTER_SIZE}Page &P of &N`;
  if (print.repeatRow !== undefined) {
    pageLayout.setPrintTitleRows(`$${print.repeatRow + 1}:$${print.repeatRow + 1}`);
  }
  for (const row of print.breaksBefore ?? []) worksheet.horizontalPageBreaks.add(cellAddress(row, 0));
}

/** "&" begins a code in footers; a digit after the size would belong to it. */
function escaped(text: string): string {
  const plain = text.replaceAll("&", "&&");
  return /^\d/.test(plain) ? ` ${plain}` : plain;
}

const CHART_TYPES = { line: "Line", bar: "BarClustered", stackedBar: "BarStacked" } as const;
const SERIES_LOOKS = {
  now: { color: "#205B94", lineStyle: "Continuous", weight: 2.25 },
  second: { color: "#242424", lineStyle: "Dash", weight: 1.5 },
  third: { color: "#8A8F94", lineStyle: "Dot", weight: 1.5 },
} as const;
const SHARE_COLORS = ["#205B94", "#6C98C6", "#BCD4EC", "#8A8F94", "#B9BDC1", "#D9DDE2", "#5F6368", "#E6E8EA"];

/**
 * A chart over cells of the sheet. Office.js has no alternative text for charts: the sentence stands in the cell under
 * the chart's corner, where a screen reader comes by, and the chart's name is its title.
 */
function addChart(worksheet: Excel.Worksheet, chart: SheetChart): void {
  const rangeOf = (place: SheetRange): Excel.Range => at(worksheet, place.row, place.column, place.count);
  const [first] = chart.series;
  if (!first) return;
  const added = worksheet.charts.add(CHART_TYPES[chart.type], rangeOf(first.values), "Columns");
  added.name = chart.title;
  added.title.text = chart.title;
  added.legend.position = "Bottom";
  chart.series.forEach((series, index) => {
    const line = index === 0 ? added.series.getItemAt(0) : added.series.add(series.name);
    if (index > 0) line.setValues(rangeOf(series.values));
    line.name = series.name;
    line.setXAxisValues(rangeOf(chart.categories));
    const look = SERIES_LOOKS[series.look];
    if (chart.type === "line") {
      line.format.line.color = look.color;
      line.format.line.lineStyle = look.lineStyle;
      line.format.line.weight = look.weight;
    } else {
      line.format.fill.setSolidColor(
        chart.type === "stackedBar" ? (SHARE_COLORS[index % SHARE_COLORS.length] as string) : look.color,
      );
    }
  });
  added.setPosition(
    cellAddress(chart.row, chart.column),
    cellAddress(chart.row + chart.rows - 1, chart.column + chart.columns - 1),
  );
  const corner = at(worksheet, chart.row, chart.column);
  corner.numberFormat = [["@"]];
  corner.values = [[chart.description]];
}
