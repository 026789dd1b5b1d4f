/** Reads an .xlsx file into a workbook. */

import {
  type ConditionalFormatSpec,
  type ListValidationSpec,
  type OpenOptions,
  type SheetLayout,
  type XlsxWorkbook,
  openWorkbook,
} from "../../ooxml";
import { MAX_COLUMNS, MAX_ROWS, type Rect, parseLocal } from "../model/address";
import { CellError, type CellValue } from "../model/cell";
import type { Sheet, Visibility } from "../model/sheet";
import { Table } from "../model/table";
import { Workbook } from "../model/workbook";
import { namespaceOf } from "../model/xml-namespace";
import { formulaFromFile } from "./function-names";
import { readPage, readPrintName, sheetPaths } from "./page-reader";
import { CELL_IS_OPERATORS } from "./operators";
import { setOrigin } from "./origin";
import { layoutText } from "./save";
import { SETTINGS_NAMESPACE, readSettings } from "./settings-part";
import { fromDifferential, fromFile } from "./styles";
import { pointsOfWidth } from "./units";

const VISIBILITY: Readonly<Record<string, Visibility>> = {
  visible: "Visible",
  hidden: "Hidden",
  veryHidden: "VeryHidden",
};

/**
 * Opens the bytes of an .xlsx file. Formulas keep the values stored with them until something they depend on changes.
 * @param name the file name the workbook shows.
 */
export function loadWorkbook(bytes: Uint8Array, name = "Book1.xlsx", options: OpenOptions = {}): Workbook {
  const file = openWorkbook(bytes, options);
  const workbook = new Workbook(file.sheets.map((sheet) => sheet.name));
  workbook.name = name;
  const font = defaultFont(file);
  if (font) workbook.styles.setNormal({ "font.name": font.name, "font.size": font.size });
  const resume = workbook.calculation.defer();
  const styles = new Map<number, number>();
  const styleOf = (index: number): number => {
    let known = styles.get(index);
    if (known === undefined)
      styles.set(index, (known = workbook.styles.intern(fromFile(file.cellStyle(index)))));
    return known;
  };
  const paths = sheetPaths(file);
  workbook.sheets.forEach((sheet, index) => {
    readCells(file, index, sheet, styleOf);
    readLayout(file.readLayout(index), sheet);
    readPage(file, paths[index], sheet);
    for (const info of file.sheets[index]?.tables ?? []) {
      const rect: Rect = {
        top: info.firstRow,
        left: info.firstCol,
        bottom: info.lastRow,
        right: info.lastCol,
      };
      const table = new Table(sheet, workbook.newId(), info.name, rect);
      table.showHeaders = info.headerRow;
      table.showTotals = info.totalsRow;
      table.style = info.style;
      for (const column of info.columns) table.addColumnRecord(column);
      adoptCalculatedColumns(table);
      sheet.tables.push(table);
    }
  });
  workbook.sheets.forEach((sheet, index) => {
    sheet.visibility = VISIBILITY[file.sheets[index]?.visibility ?? "visible"] ?? "Visible";
  });
  const first = workbook.sheets.find((sheet) => sheet.visibility === "Visible");
  if (first && workbook.activeSheet.visibility !== "Visible") workbook.activate(first);
  for (const defined of file.definedNames) {
    const scope = defined.sheet === undefined ? undefined : workbook.findSheet(defined.sheet);
    if (defined.name.startsWith("_xlnm.")) {
      if (scope) readPrintName(defined.name, defined.refersTo, scope);
      continue;
    }
    const map = scope ? scope.names : workbook.names;
    map.set(defined.name.toLowerCase(), {
      name: defined.name,
      formula: `=${defined.refersTo}`,
      comment: "",
      visible: defined.hidden !== true,
      scope,
    });
  }
  readCustomXml(file, workbook);
  workbook.calculation.structureChanged();
  resume();
  setOrigin(workbook, bytes, layoutText);
  workbook.isDirty = false;
  return workbook;
}

/** Font of cells without a format of their own: the first one of the styles part. */
function defaultFont(file: XlsxWorkbook): { name: string; size: number } | undefined {
  const part = file.partNames.find((name) => /(?:^|\/)styles\.xml$/i.test(name));
  const bytes = part === undefined ? undefined : file.readPart(part);
  const xml = bytes && new TextDecoder().decode(bytes);
  const font = xml && /<(?:\w+:)?font(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?font>/.exec(xml)?.[1];
  const name = font && /<(?:\w+:)?name\s[^>]*val="([^"]+)"/.exec(font)?.[1];
  const size = font && /<(?:\w+:)?sz\s[^>]*val="([\d.]+)"/.exec(font)?.[1];
  return name && size ? { name, size: Number(size) } : undefined;
}

function readCells(
  file: XlsxWorkbook,
  index: number,
  sheet: Sheet,
  styleOf: (style: number) => number,
): void {
  const { calculation } = sheet.workbook;
  let pending: { text: string; arrayRef: string } | undefined;
  const spills: { row: number; column: number; rect: Rect }[] = [];
  const put = (row: number, column: number, value: CellValue, style: number): void => {
    const cell = sheet.ensure(row, column);
    cell.style = styleOf(style);
    cell.value = value;
    if (!pending) return;
    if (pending.text !== "") {
      cell.formula = formulaFromFile(pending.text);
      calculation.formulaLoaded(sheet, row, column);
      const rect = pending.arrayRef === "" ? undefined : parseLocal(pending.arrayRef);
      if (rect && (rect.bottom > rect.top || rect.right > rect.left)) spills.push({ row, column, rect });
    }
    pending = undefined;
  };
  file.scan(index, {
    row: () => {
      pending = undefined;
    },
    formula: (_row, _column, text, arrayRef) => {
      pending = { text, arrayRef };
    },
    number: (row, column, value, _isDate, _format, _formula, style) => {
      put(row, column, value, style);
    },
    text: (row, column, value, _formula, style) => {
      put(row, column, value, style);
    },
    boolean: (row, column, value, _formula, style) => {
      put(row, column, value, style);
    },
    error: (row, column, code, _formula, style) => {
      put(row, column, CellError.parse(code) ?? CellError.of("#VALUE!"), style);
    },
    blank: (row, column, formula, style) => {
      put(row, column, formula ? "" : null, style);
    },
  });
  for (const { row, column, rect } of spills) calculation.spillLoaded(sheet, row, column, rect);
  sheet.version++;
}

/** One formula in all body cells of a column makes it a calculated column. */
function adoptCalculatedColumns(table: Table): void {
  const { body, sheet } = table;
  table.columns.forEach((column, index) => {
    const at = body.left + index;
    const formula = sheet.cellAt(body.top, at)?.formula;
    if (!formula?.includes("[")) return;
    for (let row = body.top + 1; row <= body.bottom; row++)
      if (sheet.cellAt(row, at)?.formula !== formula) return;
    column.formula = formula;
  });
}

function readLayout(layout: SheetLayout, sheet: Sheet): void {
  const { view } = layout;
  const { styles } = sheet.workbook;
  if (layout.defaultColumnWidth !== undefined) sheet.standardWidth = pointsOfWidth(layout.defaultColumnWidth);
  if (layout.defaultRowHeight !== undefined) sheet.standardHeight = layout.defaultRowHeight;
  for (const { first, last, width, hidden, style } of layout.columns ?? []) {
    if (last - first > MAX_COLUMNS / 2) {
      if (width !== undefined) sheet.standardWidth = pointsOfWidth(width);
      if (style) sheet.style = styles.intern(fromFile(style));
      continue;
    }
    for (let column = first; column <= last; column++) {
      const line = sheet.column(column);
      if (width !== undefined) line.size = pointsOfWidth(width);
      if (hidden) line.hidden = true;
      if (style) line.style = styles.intern(fromFile(style));
    }
  }
  for (const { row, height, hidden } of layout.rows ?? []) {
    const line = sheet.row(row);
    if (height !== undefined) line.size = height;
    if (hidden) line.hidden = true;
  }
  if (view?.gridlines === false) sheet.showGridlines = false;
  if (view?.freeze) {
    const { rows, columns } = view.freeze;
    if (rows > 0 || columns > 0) {
      sheet.frozen = {
        top: 0,
        left: 0,
        bottom: rows > 0 ? rows - 1 : MAX_ROWS - 1,
        right: columns > 0 ? columns - 1 : MAX_COLUMNS - 1,
      };
    }
  }
  const active = view?.activeCell === undefined ? undefined : parseLocal(view.activeCell);
  if (active) {
    sheet.selection = active;
    sheet.activeCell = { row: active.top, column: active.left };
  }
  for (const { ref, location, tooltip } of layout.hyperlinks ?? []) {
    const rect = parseLocal(ref);
    if (!rect) continue;
    const link = { documentReference: location, ...(tooltip === undefined ? {} : { screenTip: tooltip }) };
    for (let row = rect.top; row <= rect.bottom; row++) {
      for (let column = rect.left; column <= rect.right; column++)
        sheet.hyperlinks.set(`${row},${column}`, link);
    }
  }
  for (const spec of layout.conditionalFormats ?? []) readConditionalFormat(spec, sheet);
  for (const spec of layout.validations ?? []) readValidation(spec, sheet);
  for (const ref of layout.mergedRanges ?? []) {
    const rect = parseLocal(ref);
    if (rect) sheet.merges.push(rect);
  }
}

function readValidation(spec: ListValidationSpec, sheet: Sheet): void {
  const { source } = spec;
  const list = "values" in source ? source.values.join(",") : `=${source.formula}`;
  for (const ref of spec.ref.split(/[ ,]+/)) {
    const rect = parseLocal(ref);
    if (!rect) continue;
    sheet.validations.push({
      rect,
      rule: { list: { inCellDropDown: true, source: list } },
      prompt: spec.prompt && { showPrompt: true, title: spec.prompt.title, message: spec.prompt.text },
      errorAlert: spec.error && {
        showAlert: true,
        title: spec.error.title,
        message: spec.error.text,
        style: "Stop",
      },
      ignoreBlanks: spec.allowBlank !== false,
    });
  }
}

function readConditionalFormat(spec: ConditionalFormatSpec, sheet: Sheet): void {
  const rects = spec.ref.split(/[ ,]+/).flatMap((ref) => parseLocal(ref) ?? []);
  const [formula1, formula2] = spec.type === "cellIs" ? spec.formulas : [spec.formula];
  sheet.conditionalFormats.push({
    id: sheet.workbook.newId(),
    type: spec.type === "cellIs" ? "CellValue" : "Custom",
    rects,
    stopIfTrue: spec.stopIfTrue === true,
    rule:
      spec.type === "cellIs"
        ? {
            operator: CELL_IS_OPERATORS[spec.operator],
            formula1: `=${formula1 ?? ""}`,
            ...(formula2 === undefined ? {} : { formula2: `=${formula2}` }),
          }
        : { formula: `=${formula1 ?? ""}` },
    format: fromDifferential(spec.style),
    properties: new Map(),
  });
}

function readCustomXml(file: XlsxWorkbook, workbook: Workbook): void {
  for (const name of file.partNames) {
    if (!/^\/?customXml\/item\d+\.xml$/i.test(name)) continue;
    const bytes = file.readPart(name);
    if (!bytes) continue;
    const xml = new TextDecoder().decode(bytes);
    const namespaceUri = namespaceOf(xml);
    if (namespaceUri === undefined) continue;
    if (namespaceUri === SETTINGS_NAMESPACE) readSettings(xml, workbook.settings);
    else workbook.customXmlParts.push({ id: workbook.newId(), namespaceUri, xml });
  }
}
