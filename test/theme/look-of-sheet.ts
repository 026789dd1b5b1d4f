/** What a written sheet looks like, as text: read back from the file, for comparison with the kept one. */
import { openWorkbook, type CellStyle } from "../../ooxml";

/** Rows at the top whose every cell is described; below, each table's first row stands for all of its rows. */
const TOP_ROWS = 12;

export interface CellLook {
  readonly row: number;
  readonly col: number;
  readonly value: number | string | boolean;
  readonly style: CellStyle;
}

export interface SheetLook {
  /** Lines of text, the same for the same look. */
  readonly lines: readonly string[];
  readonly cells: readonly CellLook[];
  readonly layout: ReturnType<ReturnType<typeof openWorkbook>["readLayout"]>;
  readonly tables: readonly string[];
  /** Elements of the print set-up as the file has them. */
  readonly print: readonly string[];
}

const PRINT_ELEMENTS = ["sheetPr", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks"];

function printSetup(workbook: ReturnType<typeof openWorkbook>): readonly string[] {
  const part = workbook.partNames.find((name) => name.endsWith("worksheets/sheet1.xml")) ?? "";
  const xml = new TextDecoder().decode(workbook.readPart(part));
  return PRINT_ELEMENTS.flatMap(
    (name) => new RegExp(`<${name}\\b(?:[^>]*/>|[^]*?</${name}>)`).exec(xml)?.[0] ?? [],
  );
}

export function lookOfSheet(bytes: Uint8Array): SheetLook {
  const workbook = openWorkbook(bytes);
  const layout = workbook.readLayout(0);
  const tables = workbook.sheets[0]?.tables ?? [];
  const cells = cellsOf(workbook);
  const described = new Set(tables.map((table) => table.firstRow + 1));
  const inTable = (row: number): boolean =>
    tables.some((table) => row > table.firstRow + 1 && row <= table.lastRow);
  const byRow = new Map<number, string[]>();
  for (const { row, col, style } of cells) {
    if (row >= TOP_ROWS && !described.has(row) && inTable(row)) continue;
    byRow.set(row, [...(byRow.get(row) ?? []), `${columnName(col)} ${describe(style)}`]);
  }
  // Rows below the tables that look alike are told once.
  const rows = new Map<string, number>();
  for (const [row, parts] of byRow) {
    const text = parts.join(" | ");
    if (!rows.has(text)) rows.set(text, row + 1);
  }
  const print = printSetup(workbook);
  return {
    cells,
    layout,
    print,
    tables: tables.map((table) => table.name),
    lines: withoutData([
      `view ${JSON.stringify(layout.view)}`,
      ...print,
      ...(layout.columns ?? []).map((column) => `column ${JSON.stringify(column)}`),
      ...tables.map(({ name, ref, style }) => `table ${name} ${ref} ${style || "no style"}`),
      ...workbook.definedNames.map((one) => `name ${one.name} ${one.refersTo}`),
      ...(layout.conditionalFormats ?? []).map((rule) => `rule ${JSON.stringify(rule)}`),
      ...(layout.validations ?? []).map((one) => `choices ${JSON.stringify(one)}`),
      `links ${(layout.hyperlinks ?? []).length}`,
      ...[...rows].map(([text, row]) => (row <= TOP_ROWS ? `row ${row}: ${text}` : `below: ${text}`)),
    ]),
  };
}

/** The look alone: rows of addresses and stamps follow the figures, not the look. */
function withoutData(lines: readonly string[]): readonly string[] {
  return lines.map((line) =>
    line
      .replaceAll(/\b[0-9A-F]{4}-[0-9A-F]{4}\b/g, "stamp")
      .replaceAll(/(\$?\b[A-Z]{1,3}\$?)\d+\b/g, (_, column: string) => `${column}n`)
      .replaceAll(/<brk [^>]*>|count="\d+"|manualBreakCount="\d+"/g, ""),
  );
}

function cellsOf(workbook: ReturnType<typeof openWorkbook>): readonly CellLook[] {
  const cells: CellLook[] = [];
  const put = (row: number, col: number, value: CellLook["value"], style: number): void => {
    cells.push({ row, col, value, style: workbook.cellStyle(style) });
  };
  workbook.scan(0, {
    number: (row, col, value, _isDate, _format, _formula, style) => {
      put(row, col, value, style);
    },
    text: (row, col, value, _formula, style) => {
      put(row, col, value, style);
    },
    boolean: (row, col, value, _formula, style) => {
      put(row, col, value, style);
    },
    error: (row, col, code, _formula, style) => {
      put(row, col, code, style);
    },
  });
  return cells;
}

/** "16 bold #102C47 #,##0.00 right bottom double" */
function describe({ font, fill, border, numberFormat, alignment }: CellStyle): string {
  const sides = Object.entries(border ?? {}).map(
    ([side, edge]) => `${side} ${edge?.line} ${edge?.color ?? ""}`,
  );
  return [
    font?.name && font.name !== "Calibri" ? font.name : "",
    font?.size && font.size !== 10 ? String(font.size) : "",
    font?.bold ? "bold" : "",
    font?.italic ? "italic" : "",
    font?.underline ? "underlined" : "",
    font?.color ?? "",
    fill ? `on ${JSON.stringify(fill)}` : "",
    numberFormat ?? "",
    alignment ? JSON.stringify(alignment) : "",
    ...sides,
  ]
    .filter(Boolean)
    .join(" ");
}

function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnName(rest - 1) : "") + String.fromCharCode(65 + (index % 26));
}
