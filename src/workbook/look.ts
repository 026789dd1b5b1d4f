/** How each named style and value kind looks (ui-design, 8): one table for files and for Excel. */
import type { StyleName, ValueKind } from "./sheet";

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
  countTies: { bold: true, size: 12, color: "#0E700E" },
  countExplained: { bold: true, size: 12, color: "#9A3B00" },
  countOpen: { bold: true, size: 12, color: "#B10E1C" },
  countNone: { bold: true, size: 12, color: GREY },
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

/** True for kinds whose values stand right and add up. */
export function isFigure(kind: ValueKind | undefined): boolean {
  return (
    kind === "amount" ||
    kind === "quantity" ||
    kind === "unitCost" ||
    kind === "percent" ||
    kind === "integer" ||
    kind === "count" ||
    kind === "dateWords"
  );
}
