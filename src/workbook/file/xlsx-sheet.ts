/** Sheet → what the .xlsx codec writes: cells with styles, tables, links, charts, print set-up. */
import type {
  CellBlock,
  CellInput,
  CellSpec,
  CellStyle,
  ChartSpec,
  ColumnWidth,
  ConditionalFormatSpec,
  HyperlinkSpec,
  SheetSpec,
  TableSpec,
} from "../../../ooxml";
import { parseDay } from "../../engine/values/day";
import { quoted } from "../quoted";
import {
  BODY_FONT,
  bodyLook,
  GROUP_LINE,
  headerLook,
  isFigure,
  LOOKS,
  numberFormat,
  TABLE_ROW_LINE,
  type CellLook,
  type Line,
} from "../look";
import {
  cellAddress,
  columnLetters,
  ownStyle,
  type Sheet,
  type SheetCell,
  type SheetChart,
  type SheetLink,
  type SheetRange,
  type SheetTable,
  type SheetValue,
  type TableColumn,
  type ValueKind,
} from "../sheet";

/** A name to define in the workbook. */
export interface NamedCell {
  readonly name: string;
  readonly refersTo: string;
}

/** Converts a sheet. Names that cells carry are returned beside, since they belong to the workbook. */
export function toSheetSpec(sheet: Sheet): {
  readonly spec: SheetSpec;
  readonly names: readonly NamedCell[];
} {
  const styles = new StyleBook();
  const links: HyperlinkSpec[] = [];
  const names: NamedCell[] = [];
  const cells: CellSpec[] = sheet.cells.map((cell) => {
    if (cell.link) links.push(hyperlink(sheet, cellAddress(cell.row, cell.column), cell.link));
    if (cell.name) {
      names.push({
        name: cell.name,
        refersTo: `${quoted(sheet.name)}!$${columnLetters(cell.column)}$${cell.row + 1}`,
      });
    }
    return {
      row: cell.row,
      col: cell.column,
      value: cellInput(cell.value, cell.kind),
      style: styles.ofCell(cell),
    };
  });
  const blocks: CellBlock[] = [];
  const tables: TableSpec[] = [];
  const formats: ConditionalFormatSpec[] = [];
  for (const table of sheet.tables) {
    const places = placesOf(table);
    table.columns.forEach((column, index) => {
      const place = places[index] as number;
      cells.push({
        row: table.row,
        col: place,
        value: column.header,
        style: styles.of(headerLook(table, column), "@"),
      });
    });
    for (const block of tableBlocks(table, places, styles)) blocks.push(block);
    for (const [key, link] of table.links ?? []) {
      const [row = 0, column = 0] = key.split(":").map(Number);
      links.push(hyperlink(sheet, cellAddress(table.row + 1 + row, places[column] ?? 0), link));
    }
    if (table.excelTable !== false) tables.push(excelTable(table, places, styles));
    else fillHeaderGaps(table, places, cells, styles);
    const line = groupLine(table, places);
    if (line) formats.push(line);
  }
  return {
    spec: {
      name: sheet.name,
      cells,
      blocks,
      tables,
      hyperlinks: links,
      conditionalFormats: formats,
      charts: (sheet.charts ?? []).map((chart, index) => chartSpec(sheet, chart, index)),
      columns: columnWidths(sheet),
      rows: [...(sheet.rowHeights ?? [])].map(([row, height]) => ({ row, height })),
      defaultRowHeight: 15,
      view: {
        gridlines: false,
        zoom: 100,
        ...(sheet.freeze ? { freeze: { rows: sheet.freeze.row, columns: sheet.freeze.column } } : {}),
      },
      page: {
        paper: sheet.print.paper,
        landscape: sheet.print.landscape,
        fitToWidth: 1,
        fitToHeight: 0,
        margins: { left: 0.5, right: 0.5, top: 0.55, bottom: 0.55, header: 0.3, footer: 0.3 },
        footer: {
          left: sheet.print.footer.left,
          center: sheet.print.footer.center,
          right: ["Page ", { field: "page" }, " of ", { field: "pages" }],
          size: 8,
        },
        ...(sheet.print.repeatRow === undefined
          ? {}
          : { titleRows: { first: sheet.print.repeatRow, last: sheet.print.repeatRow } }),
        ...(sheet.print.breaksBefore?.length ? { breaksBeforeRows: [...sheet.print.breaksBefore] } : {}),
      },
    },
    names,
  };
}

function hyperlink(sheet: Sheet, ref: string, link: SheetLink): HyperlinkSpec {
  return {
    ref,
    location: `${quoted(link.sheet ?? sheet.name)}!${link.cell}`,
    ...(link.tip ? { tooltip: link.tip } : {}),
  };
}

function placesOf(table: SheetTable): readonly number[] {
  return table.places ?? table.columns.map((_, index) => table.column + index);
}

/** A value as the codec writes it: decimal texts verbatim, days as serial numbers, text never as a formula. */
export function cellInput(value: SheetValue, kind: ValueKind | undefined): CellInput {
  if (value === null || value === "") return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value !== "string") return value;
  if (kind === "date" || kind === "dateWords") {
    const day = parseDay(value);
    return day === undefined ? value : { kind: "date", serial: day };
  }
  if (isFigure(kind)) {
    if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
    if (kind === "percent") return { kind: "decimal", text: hundredth(value) };
    return { kind: "decimal", text: value };
  }
  return value;
}

/** A percentage as the fraction that Excel keeps. */
function hundredth(text: string): string {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const digits = whole.padStart(3, "0");
  return `${negative ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
}

/** Columns next to each other become one block, others one block each. */
function tableBlocks(table: SheetTable, places: readonly number[], styles: StyleBook): CellBlock[] {
  const rowCount = table.columns[0]?.values.length ?? 0;
  if (rowCount === 0) return [];
  return table.columns.map((column, index) => ({
    row: table.row + 1,
    col: places[index] as number,
    rowCount,
    columns: [
      {
        type: "mixed",
        values: (row: number) => cellInput(column.values[row] ?? null, column.kind),
        style: styles.of(bodyLook(column, undefined, index), formatOf(column)),
        ...(table.rowStyles || column.styles || column.indents || table.links
          ? {
              rowStyle: (row: number) => {
                const name = ownStyle(table, row, index);
                return name || column.indents
                  ? styles.of(bodyLook(column, name, index, row), formatOf(column))
                  : undefined;
              },
            }
          : {}),
      },
    ],
  }));
}

function formatOf(column: TableColumn): string {
  return numberFormat(column.kind, column.decimals);
}

function excelTable(table: SheetTable, places: readonly number[], styles: StyleBook): TableSpec {
  return {
    name: table.name,
    row: table.row,
    col: places[0] ?? 0,
    rowCount: table.columns[0]?.values.length ?? 0,
    columns: table.columns.map((column) => ({
      name: column.header,
      headerStyle: styles.of(headerLook(table, column), "@"),
    })),
    autoFilter: true,
  };
}

/** Between columns of a subtotal block that lie apart the header's fill goes on, so that it reads as one band. */
function fillHeaderGaps(
  table: SheetTable,
  places: readonly number[],
  cells: CellSpec[],
  styles: StyleBook,
): void {
  const first = Math.min(...places);
  const last = Math.max(...places);
  const rows = table.columns[0]?.values.length ?? 0;
  for (let column = first; column <= last; column += 1) {
    if (places.includes(column)) continue;
    cells.push({ row: table.row, col: column, value: null, style: styles.of({ style: "tableHeader" }) });
    for (let row = 1; row <= rows; row += 1) {
      const gap = styles.of({ style: "body", rowLine: true });
      cells.push({ row: table.row + row, col: column, value: null, style: gap });
    }
  }
}

/** A line above the first row of each group, as a conditional format so that it survives sorting. */
function groupLine(table: SheetTable, places: readonly number[]): ConditionalFormatSpec | undefined {
  const rows = table.columns[0]?.values.length ?? 0;
  if (table.groupColumn === undefined || rows < 2) return undefined;
  const letters = columnLetters(places[table.groupColumn] ?? 0);
  const first = Math.min(...places);
  const last = Math.max(...places);
  const top = table.row + 3;
  return {
    type: "expression",
    ref: `${cellAddress(table.row + 2, first)}:${cellAddress(table.row + rows, last)}`,
    formula: `$${letters}${top}<>$${letters}${top - 1}`,
    style: { border: { top: { line: "thin", color: GROUP_LINE } } },
  };
}

function columnWidths(sheet: Sheet): ColumnWidth[] {
  const hidden = new Set(sheet.hiddenColumns ?? []);
  const count = Math.max(sheet.widths?.length ?? 0, ...[...hidden].map((column) => column + 1), 0);
  const widths: ColumnWidth[] = [];
  for (let column = 0; column < count; column += 1) {
    const width = sheet.widths?.[column];
    if (width === undefined && !hidden.has(column)) continue;
    widths.push({
      first: column,
      last: column,
      ...(width === undefined ? {} : { width }),
      ...(hidden.has(column) ? { hidden: true } : {}),
    });
  }
  return widths;
}

const CHART_LOOKS = {
  now: { color: "#205B94", dash: "solid", width: 2.25 },
  second: { color: "#242424", dash: "dash", width: 1.5 },
  third: { color: "#8A8F94", dash: "dot", width: 1.5 },
} as const;

/** Colours of stacked shares: ink, then lighter ink, then greys. */
const SHARE_COLORS = ["#205B94", "#6C98C6", "#BCD4EC", "#8A8F94", "#B9BDC1", "#D9DDE2", "#5F6368", "#E6E8EA"];

function chartSpec(sheet: Sheet, chart: SheetChart, index: number): ChartSpec {
  const range = (at: SheetRange): string =>
    `${quoted(sheet.name)}!$${columnLetters(at.column)}$${at.row + 1}:$${columnLetters(at.column)}$${at.row + at.count}`;
  const stored = (at: SheetRange): readonly SheetValue[] =>
    Array.from({ length: at.count }, (_, offset) => valueAt(sheet, at.row + offset, at.column));
  const isPercent = chart.series.every((series) => kindAt(sheet, series.values) === "percent");
  return {
    type: chart.type === "line" ? "line" : chart.type === "bar" ? "clusteredBar" : "stackedBar",
    name: `Chart ${index + 1}`,
    altText: chart.description,
    title: chart.title,
    from: { row: chart.row, col: chart.column },
    to: { row: chart.row + chart.rows, col: chart.column + chart.columns },
    series: chart.series.map((series, position) => {
      const look = CHART_LOOKS[series.look];
      return {
        name: series.name,
        categories: {
          ref: range(chart.categories),
          values: stored(chart.categories).map((value) => String(value ?? "")),
        },
        values: {
          ref: range(series.values),
          values: stored(series.values).map((value) =>
            // Stored points of a chart are pictures of cells, not amounts.
            value === null || value === "" ? null : Number(value) / (isPercent ? 100 : 1),
          ),
          numberFormat: isPercent ? "0.00 %" : "#,##0.00",
        },
        color:
          chart.type === "stackedBar" ? (SHARE_COLORS[position % SHARE_COLORS.length] as string) : look.color,
        ...(chart.type === "line" ? { dash: look.dash, width: look.width } : {}),
      };
    }),
    valueAxis: {
      numberFormat: isPercent ? "0 %" : "#,##0",
      gridlines: true,
      ...(chart.type === "line" ? {} : { min: 0 }),
      ...(isPercent && chart.type === "stackedBar" ? { max: 1 } : {}),
    },
    legend: "bottom",
  };
}

/** Kind of the column that a range of a chart lies in. */
function kindAt(sheet: Sheet, range: SheetRange): ValueKind | undefined {
  for (const table of sheet.tables) {
    const index = placesOf(table).indexOf(range.column);
    const column = table.columns[index];
    if (column && range.row > table.row && range.row <= table.row + column.values.length) return column.kind;
  }
  return undefined;
}

/** The value that stands in a cell of a sheet; charts keep it beside the reference. */
function valueAt(sheet: Sheet, row: number, column: number): SheetValue {
  for (const table of sheet.tables) {
    const places = placesOf(table);
    const index = places.indexOf(column);
    const offset = row - table.row - 1;
    const values = table.columns[index]?.values;
    if (values && offset >= 0 && offset < values.length) return values[offset] ?? null;
  }
  return sheet.cells.find((cell) => cell.row === row && cell.column === column)?.value ?? null;
}

/** Styles of cells, made once per look so that the codec stores each once. */
class StyleBook {
  readonly #made = new Map<string, CellStyle>();

  ofCell(cell: SheetCell): CellStyle {
    const { style = "body", align = isFigure(cell.kind) ? "right" : undefined, indent, wrap } = cell;
    return this.of({ style, align, indent, wrap }, numberFormat(cell.kind, cell.decimals));
  }

  of(look: CellLook, format = "General"): CellStyle {
    const key = [
      look.style,
      look.align ?? "",
      look.indent ?? 0,
      look.wrap ? 1 : 0,
      look.top ? 1 : 0,
      look.rowLine ? 1 : 0,
      format,
    ].join("|");
    let style = this.#made.get(key);
    if (!style) {
      style = cellStyle(look, format);
      this.#made.set(key, style);
    }
    return style;
  }
}

function cellStyle(cell: CellLook, format: string): CellStyle {
  const look = LOOKS[cell.style];
  const side = (line: readonly [Line, string] | undefined) =>
    line ? { line: line[0], color: line[1] } : undefined;
  const bottom = side(look.bottom ?? (cell.rowLine ? TABLE_ROW_LINE : undefined));
  const top = side(look.top);
  const align = cell.align ?? look.align;
  const vertical = cell.top ? "top" : look.vertical;
  return {
    font: {
      name: look.font ?? BODY_FONT.name,
      size: look.size ?? BODY_FONT.size,
      color: look.color ?? BODY_FONT.color,
      ...(look.bold ? { bold: true } : {}),
      ...(look.italic ? { italic: true } : {}),
      ...(look.underline ? { underline: true } : {}),
    },
    ...(look.fill ? { fill: look.fill } : {}),
    ...(top || bottom ? { border: { ...(top ? { top } : {}), ...(bottom ? { bottom } : {}) } } : {}),
    ...(format === "General" ? {} : { numberFormat: format }),
    alignment: {
      ...(align ? { horizontal: align } : {}),
      ...(vertical ? { vertical } : {}),
      ...((cell.wrap ?? look.wrap) ? { wrap: true } : {}),
      ...(cell.indent ? { indent: cell.indent } : {}),
    },
  };
}
