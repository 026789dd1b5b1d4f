/** How each named style and value kind looks: one table for files and for Excel. */
import { isNumber, type SheetTable, type StyleName, type TableColumn, type ValueKind } from "./sheet";

export type Line = "thin" | "hair" | "medium" | "double";

export interface Look {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly size?: number;
  readonly font?: string;
  readonly color?: string;
  readonly fill?: string;
  readonly top?: readonly [Line, string];
  readonly bottom?: readonly [Line, string];
  readonly wrap?: boolean;
  readonly align?: "left" | "right" | "center";
  readonly vertical?: "top" | "center" | "bottom";
}

const INK = "#102C47";
const TEXT = "#242424";
const GREY = "#5F6368";
const HAIR = "#D9DDE2";
const LINK = "#205B94";

/** Workbook font of files that the runner makes; Excel keeps the workbook's own. */
export const BODY_FONT = { name: "Calibri", size: 10, color: TEXT } as const;

/** Line above the first row of a group. */
export const GROUP_LINE = "#7A8794";

export const LOOKS: Readonly<Record<StyleName, Look>> = {
  body: {},
  title: { bold: true, size: 16, color: INK, vertical: "center" },
  scope: { color: GREY },
  stateTies: { bold: true, color: "#0E700E" },
  stateExplained: { bold: true, color: "#9A3B00" },
  stateOpen: { bold: true, color: "#B10E1C" },
  stateNone: { bold: true, color: GREY },
  count: { bold: true, size: 14, align: "right" },
  groupHead: { bold: true, color: INK, bottom: ["thin", INK] },
  total: { bold: true },
  totalItalic: { bold: true, italic: true },
  tableHeader: {
    bold: true,
    color: INK,
    fill: "#EAF0F6",
    top: ["thin", INK],
    bottom: ["thin", INK],
    wrap: true,
    vertical: "bottom",
  },
  expected: { italic: true },
  expectedRepeat: { italic: true, color: GREY },
  warning: { color: "#9A3B00" },
  sectionTitle: { bold: true, size: 12, color: INK },
  caption: { color: GREY },
  link: { color: LINK, underline: true },
  sum: { bold: true, top: ["thin", TEXT] },
  sumDouble: { bold: true, top: ["thin", TEXT], bottom: ["double", TEXT] },
  sumOpen: { bold: true, top: ["thin", TEXT], bottom: ["medium", TEXT] },
  strong: { bold: true },
  input: { fill: "#FFFBE6", bottom: ["thin", "#C9B458"] },
  fingerprint: { size: 8, color: GREY, font: "Consolas" },
  headFigure: { bold: true, size: 16, color: INK },
};

/** Hairline under every row of a table. */
export const TABLE_ROW_LINE: readonly [Line, string] = ["hair", HAIR];

/** Number format (in English) of a value kind. */
export function numberFormat(kind: ValueKind | undefined, decimals?: number): string {
  switch (kind) {
    case "amount":
      return "#,##0.00";
    case "quantity":
    case "unitCost": {
      const places = decimals ?? (kind === "quantity" ? 0 : 2);
      return places === 0 ? "#,##0" : `#,##0.${"0".repeat(places)}`;
    }
    case "percent":
      return "0.00 %";
    case "integer":
      return "0";
    case "count":
      return "#,##0";
    case "date":
      return "m/d/yyyy";
    case "dateWords":
      return "d mmm yyyy";
    case "code":
    case "text":
    case "fingerprint":
      return "@";
    default:
      return "General";
  }
}

/** True for kinds whose values stand right. */
export function isFigure(kind: ValueKind | undefined): boolean {
  return isNumber(kind) || kind === "dateWords";
}

/** What decides how a cell looks. */
export interface CellLook {
  readonly style: StyleName;
  readonly align?: "left" | "right" | "center";
  readonly indent?: number;
  readonly wrap?: boolean;
  /** At the top of a row that is higher than a line. */
  readonly top?: boolean;
  /** The hairline below rows of tables. */
  readonly rowLine?: boolean;
}

/** Room that Excel's filter button takes at the right edge of a header, in steps of indentation. */
const FILTER_BUTTON = 2;

/** Look of a header cell. Excel lays its filter button over the right edge, so headers of figures keep clear of it. */
export function headerLook(table: SheetTable, column: TableColumn): CellLook {
  const figure = isFigure(column.kind);
  const indent = figure ? (table.excelTable === false ? undefined : FILTER_BUTTON) : column.indent;
  return { style: "tableHeader", align: figure ? "right" : "left", ...(indent ? { indent } : {}) };
}

/**
 * Look of a body cell: its own or its row's style (`ownStyle`) wins over the column's; cells that the user fills in keep
 * theirs. `row` is given for columns that indent single cells.
 */
export function bodyLook(
  column: TableColumn,
  style: StyleName | undefined,
  index: number,
  row?: number,
): CellLook {
  const isDescription = column.kind === "text" && index > 0;
  const figure = isFigure(column.kind);
  const shown =
    style === "expected"
      ? isDescription || figure
        ? "expected"
        : "expectedRepeat"
      : (style ?? column.style);
  const own = row === undefined ? undefined : column.indents?.[row];
  const indent = style === "expected" && isDescription ? 1 : (own ?? column.indent);
  return {
    style: column.input === true ? "input" : (shown ?? "body"),
    align: figure ? "right" : "left",
    rowLine: true,
    ...(indent ? { indent } : {}),
    ...(column.wrap ? { wrap: true } : {}),
    ...(column.top ? { top: true } : {}),
  };
}
