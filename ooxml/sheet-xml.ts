import { cellName, columnName, LAST_COL, LAST_ROW, parseCell, parseRange } from "./addresses";
import { XlsxWriteError } from "./errors";
import type { StyleBook } from "./style-book";
import type {
  ColumnWidth,
  ConditionalFormatSpec,
  HeaderFooter,
  HeaderFooterText,
  HyperlinkSpec,
  ListValidationSpec,
  PageSetup,
  SheetLayout,
  SheetView,
} from "./types";
import { escapeXml } from "./xml-text";

/** Elements of a worksheet part before its rows, in the order of the schema. */
export function headXml(
  layout: SheetLayout,
  dimension: string,
  selected: boolean,
  styles: StyleBook,
): string {
  const fit = layout.page?.fitToWidth !== undefined || layout.page?.fitToHeight !== undefined;
  const height = layout.defaultRowHeight;
  const width = layout.defaultColumnWidth;
  return (
    (fit ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : "") +
    `<dimension ref="${dimension}"/>` +
    `<sheetViews>${viewXml(layout.view ?? {}, selected)}</sheetViews>` +
    "<sheetFormatPr" +
    (width === undefined ? "" : ` defaultColWidth="${width}"`) +
    ` defaultRowHeight="${height ?? 15}"${height === undefined ? "" : ' customHeight="1"'}/>` +
    columnsXml(layout.columns ?? [], styles)
  );
}

function viewXml(view: SheetView, selected: boolean): string {
  const attributes =
    (view.gridlines === false ? ' showGridLines="0"' : "") +
    (selected ? ' tabSelected="1"' : "") +
    (view.zoom === undefined ? "" : ` zoomScale="${view.zoom}" zoomScaleNormal="${view.zoom}"`) +
    ' workbookViewId="0"';
  const active = view.activeCell ?? "A1";
  const { rows = 0, columns = 0 } = view.freeze ?? {};
  const selection = (pane: string): string =>
    `<selection${pane === "" ? "" : ` pane="${pane}"`} activeCell="${active}" sqref="${active}"/>`;
  if (rows === 0 && columns === 0) {
    return `<sheetView${attributes}>${selection("")}</sheetView>`;
  }
  const pane = rows === 0 ? "topRight" : columns === 0 ? "bottomLeft" : "bottomRight";
  const corners = pane === "bottomRight" ? ["topRight", "bottomLeft", pane] : [pane];
  return (
    `<sheetView${attributes}><pane` +
    (columns > 0 ? ` xSplit="${columns}"` : "") +
    (rows > 0 ? ` ySplit="${rows}"` : "") +
    ` topLeftCell="${cellName(rows, columns)}" activePane="${pane}" state="frozen"/>` +
    corners.map(selection).join("") +
    "</sheetView>"
  );
}

function columnsXml(columns: readonly ColumnWidth[], styles: StyleBook): string {
  if (columns.length === 0) {
    return "";
  }
  const sorted = [...columns].sort((a, b) => a.first - b.first);
  let last = -1;
  const items = sorted.map((column) => {
    if (column.first <= last || column.last < column.first || column.last > LAST_COL) {
      throw new XlsxWriteError("badReference", `the widths of column ${columnName(column.first)} overlap`);
    }
    last = column.last;
    const style = column.style ? styles.cellFormat(column.style) : 0;
    return (
      `<col min="${column.first + 1}" max="${column.last + 1}" width="${column.width ?? 9.140625}"` +
      (style === 0 ? "" : ` style="${style}"`) +
      (column.hidden ? ' hidden="1"' : "") +
      (column.width === undefined ? "" : ' customWidth="1"') +
      "/>"
    );
  });
  return `<cols>${items.join("")}</cols>`;
}

/** Relationship ids of what hangs on a sheet. */
export interface SheetLinks {
  drawing?: string;
  tables: readonly string[];
}

/** Elements of a worksheet part behind its rows, in the order of the schema. */
export function tailXml(layout: SheetLayout, links: SheetLinks, styles: StyleBook): string {
  const merged = layout.mergedRanges ?? [];
  const textRanges = layout.textNumberRanges ?? [];
  return (
    (merged.length === 0
      ? ""
      : `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${checkedRefs(ref)}"/>`).join("")}</mergeCells>`) +
    (layout.conditionalFormats ?? []).map((format, i) => conditionalXml(format, i + 1, styles)).join("") +
    validationsXml(layout.validations ?? []) +
    hyperlinksXml(layout.hyperlinks ?? []) +
    pageXml(layout.page ?? {}) +
    (textRanges.length === 0
      ? ""
      : `<ignoredErrors><ignoredError sqref="${textRanges.map(checkedRefs).join(" ")}" numberStoredAsText="1"/></ignoredErrors>`) +
    (links.drawing === undefined ? "" : `<drawing r:id="${links.drawing}"/>`) +
    (links.tables.length === 0
      ? ""
      : `<tableParts count="${links.tables.length}">${links.tables.map((id) => `<tablePart r:id="${id}"/>`).join("")}</tableParts>`)
  );
}

/** One or more ranges with blanks between. @throws XlsxWriteError "badReference" */
function checkedRefs(refs: string): string {
  const parts = refs.split(" ");
  if (
    !parts.every((part) => parseRange(part) !== undefined || /^(\$?[A-Z]{1,3}:\$?[A-Z]{1,3})$/.test(part))
  ) {
    throw new XlsxWriteError("badReference", `${JSON.stringify(refs)} is no range`);
  }
  return refs;
}

function conditionalXml(format: ConditionalFormatSpec, priority: number, styles: StyleBook): string {
  const formulas = format.type === "expression" ? [format.formula] : format.formulas;
  const operator = format.type === "cellIs" ? ` operator="${format.operator}"` : "";
  const needed = format.type === "cellIs" && format.operator.endsWith("etween") ? 2 : 1;
  if (formulas.length !== needed || formulas.some((formula) => formula === "" || formula.startsWith("="))) {
    throw new XlsxWriteError(
      "badValue",
      `the conditional format of ${format.ref} needs ${needed} formula(s) without "="`,
    );
  }
  return (
    `<conditionalFormatting sqref="${checkedRefs(format.ref)}"><cfRule type="${format.type}" ` +
    `dxfId="${styles.differentialFormat(format.style)}" priority="${priority}"` +
    `${format.stopIfTrue ? ' stopIfTrue="1"' : ""}${operator}>` +
    formulas.map((formula) => `<formula>${escapeXml(formula)}</formula>`).join("") +
    "</cfRule></conditionalFormatting>"
  );
}

const LONGEST_CHOICES = 255;

function validationsXml(validations: readonly ListValidationSpec[]): string {
  if (validations.length === 0) {
    return "";
  }
  const items = validations.map((rule) => {
    const message = (kind: "prompt" | "error", text: { title: string; text: string } | undefined): string =>
      text ? ` ${kind}Title="${escapeXml(text.title)}" ${kind}="${escapeXml(text.text)}"` : "";
    return (
      `<dataValidation type="list"${rule.allowBlank === false ? "" : ' allowBlank="1"'} showInputMessage="1" ` +
      `showErrorMessage="1"${message("error", rule.error)}${message("prompt", rule.prompt)} ` +
      `sqref="${checkedRefs(rule.ref)}"><formula1>${escapeXml(choices(rule))}</formula1></dataValidation>`
    );
  });
  return `<dataValidations count="${items.length}">${items.join("")}</dataValidations>`;
}

function choices({ source, ref }: ListValidationSpec): string {
  if ("formula" in source) {
    return source.formula;
  }
  const joined = source.values.join(",");
  if (source.values.some((value) => value === "" || value.includes(",")) || joined.length > LONGEST_CHOICES) {
    throw new XlsxWriteError(
      "badValue",
      `the choices of ${ref} are blank, hold commas or are longer than 255 characters`,
    );
  }
  return `"${joined.replaceAll('"', '""')}"`;
}

function hyperlinksXml(links: readonly HyperlinkSpec[]): string {
  if (links.length === 0) {
    return "";
  }
  const items = links.map(
    ({ ref, location, tooltip }) =>
      `<hyperlink ref="${checkedRefs(ref)}" location="${escapeXml(location)}"` +
      `${tooltip === undefined ? "" : ` tooltip="${escapeXml(tooltip)}"`}/>`,
  );
  return `<hyperlinks>${items.join("")}</hyperlinks>`;
}

function pageXml(page: PageSetup): string {
  const margins = page.margins ?? {
    left: 0.7,
    right: 0.7,
    top: 0.75,
    bottom: 0.75,
    header: 0.3,
    footer: 0.3,
  };
  const { left, right, top, bottom, header, footer } = margins;
  const setup =
    (page.paper ? ` paperSize="${page.paper === "A4" ? 9 : 1}"` : "") +
    (page.fitToWidth === undefined && page.fitToHeight === undefined
      ? ""
      : ` fitToWidth="${page.fitToWidth ?? 1}" fitToHeight="${page.fitToHeight ?? 1}"`) +
    (page.landscape === undefined ? "" : ` orientation="${page.landscape ? "landscape" : "portrait"}"`);
  const breaks = [...(page.breaksBeforeRows ?? [])]
    .filter((row) => row > 0 && row <= LAST_ROW)
    .sort((a, b) => a - b);
  const breakItems = breaks.map((row) => `<brk id="${row}" max="${LAST_COL}" man="1"/>`).join("");
  return (
    (page.centerHorizontally ? '<printOptions horizontalCentered="1"/>' : "") +
    `<pageMargins left="${left}" right="${right}" top="${top}" bottom="${bottom}" header="${header}" footer="${footer}"/>` +
    (setup === "" ? "" : `<pageSetup${setup}/>`) +
    headerFooterXml(page) +
    (breaks.length === 0
      ? ""
      : `<rowBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${breakItems}</rowBreaks>`)
  );
}

const LONGEST_HEADER = 255;

function headerFooterXml({ header, footer }: PageSetup): string {
  const parts = [
    ["oddHeader", header],
    ["oddFooter", footer],
  ] as const;
  const xml = parts.map(([tag, content]) => {
    const code = content ? headerCode(content) : "";
    if (code.length > LONGEST_HEADER) {
      throw new XlsxWriteError("badValue", "a header or footer is longer than 255 characters");
    }
    return code === "" ? "" : `<${tag}>${escapeXml(code)}</${tag}>`;
  });
  return xml.every((part) => part === "") ? "" : `<headerFooter>${xml.join("")}</headerFooter>`;
}

const FIELDS = { page: "&P", pages: "&N", sheet: "&A", file: "&F" } as const;

function headerCode({ left, center, right, size }: HeaderFooter): string {
  const part = (letter: string, text: HeaderFooterText | undefined): string => {
    if (text === undefined || text.length === 0) {
      return "";
    }
    const items = typeof text === "string" ? [text] : text;
    const code = items
      .map((item) => (typeof item === "string" ? item.replaceAll("&", "&&") : FIELDS[item.field]))
      .join("");
    // A digit right behind the size would be read as part of it.
    const font = size === undefined ? "" : `&${size}${/^[0-9]/.test(code) ? " " : ""}`;
    return `&${letter}${font}${code}`;
  };
  return part("L", left) + part("C", center) + part("R", right);
}

/** Defined names that Excel keeps for printing: rows and columns repeated on every page, and the print area. */
export function printNames(page: PageSetup, quotedSheet: string): { name: string; refersTo: string }[] {
  const names: { name: string; refersTo: string }[] = [];
  if (page.printArea !== undefined) {
    const areas = page.printArea.split(",").map((area) => {
      const range = parseRange(area);
      if (!range) {
        throw new XlsxWriteError("badReference", `${JSON.stringify(page.printArea)} is no print area`);
      }
      const corner = (row: number, col: number): string => `$${columnName(col)}$${row + 1}`;
      return `${quotedSheet}!${corner(range.firstRow, range.firstCol)}:${corner(range.lastRow, range.lastCol)}`;
    });
    names.push({ name: "_xlnm.Print_Area", refersTo: areas.join(",") });
  }
  const { titleColumns, titleRows } = page;
  const titles = [
    ...(titleColumns
      ? [`${quotedSheet}!$${columnName(titleColumns.first)}:$${columnName(titleColumns.last)}`]
      : []),
    ...(titleRows ? [`${quotedSheet}!$${titleRows.first + 1}:$${titleRows.last + 1}`] : []),
  ];
  if (titles.length > 0) {
    names.push({ name: "_xlnm.Print_Titles", refersTo: titles.join(",") });
  }
  return names;
}

/** Checks the cell of a view. @throws XlsxWriteError "badReference" */
export function checkView(view: SheetView | undefined): void {
  if (view?.activeCell !== undefined && !parseCell(view.activeCell)) {
    throw new XlsxWriteError("badReference", `${JSON.stringify(view.activeCell)} is no cell`);
  }
  if (view?.zoom !== undefined && !(view.zoom >= 10 && view.zoom <= 400)) {
    throw new XlsxWriteError("badValue", "a zoom is 10 to 400 percent");
  }
}
