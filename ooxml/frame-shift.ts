import { LAST_COL, LAST_ROW, parseRange } from "./addresses";
import type { RowShift } from "./row-shift";
import type { SheetFrame } from "./sheet-frame";
import { setAttributes } from "./workbook-writer";
import { escapeXml } from "./xml-text";
import { child, children, numeric, type Splice, textOf, type XmlElement } from "./xml-tree";

/** Elements of a sheet's frame that name cells, by the attribute that does. */
const SHIFTED: readonly [list: string | undefined, item: string, attribute: string][] = [
  [undefined, "conditionalFormatting", "sqref"],
  [undefined, "autoFilter", "ref"],
  ["mergeCells", "mergeCell", "ref"],
  ["dataValidations", "dataValidation", "sqref"],
  ["hyperlinks", "hyperlink", "ref"],
  ["ignoredErrors", "ignoredError", "sqref"],
  ["protectedRanges", "protectedRange", "sqref"],
];

/** Changes of a sheet's frame when rows are shifted: everything that names cells names them at their new places. */
export function shiftFrame(frame: SheetFrame, shift: RowShift, sheet: string): Splice[] {
  const { source, root } = frame;
  const splices: Splice[] = [];
  for (const [listName, itemName, attribute] of SHIFTED) {
    const list = listName === undefined ? undefined : child(root, listName);
    const items = children(listName === undefined ? root : list, itemName);
    const changes = items.map((item) => shiftItem(source, item, attribute, shift, sheet));
    const left = changes.filter((change) => change !== undefined).length;
    if (list && left === 0 && items.length > 0) {
      splices.push({ start: list.start, end: list.end, text: "" });
      continue;
    }
    items.forEach((item, i) => {
      splices.push(...(changes[i] ?? [{ start: item.start, end: item.end, text: "" }]));
    });
    if (list?.attributes.has("count") && left < items.length) {
      splices.push(setAttributes(source, list, { count: String(left) }));
    }
  }
  return shift.wholeRows ? [...splices, ...shiftBreaks(frame, shift)] : splices;
}

/** Undefined when all cells of the item are gone. */
function shiftItem(
  source: string,
  item: XmlElement,
  attribute: string,
  shift: RowShift,
  sheet: string,
): Splice[] | undefined {
  const refs = item.attributes.get(attribute) ?? "";
  const shifted = shift.ranges(refs);
  if (shifted === "") {
    return undefined;
  }
  const splices = shifted === refs ? [] : [setAttributes(source, item, { [attribute]: shifted })];
  const moved = firstRow(shifted) - firstRow(refs);
  for (const element of formulasOf(item)) {
    const formula = textOf(source, element);
    const changed = shift.anchoredFormula(formula, sheet, moved);
    if (changed !== formula) {
      splices.push({ start: element.contentStart, end: element.contentEnd, text: escapeXml(changed) });
    }
  }
  return splices;
}

function firstRow(refs: string): number {
  const rows = refs.split(/\s+/).map((ref) => parseRange(ref)?.firstRow ?? 0);
  return Math.min(...rows);
}

function formulasOf(item: XmlElement): XmlElement[] {
  const own = item.children.filter((element) => /^formula[12]?$/.test(element.name));
  return [...own, ...children(item, "cfRule").flatMap((rule) => children(rule, "formula"))];
}

function shiftBreaks({ source, root }: SheetFrame, shift: RowShift): Splice[] {
  return children(child(root, "rowBreaks"), "brk").flatMap((item) => {
    const row = numeric(item, "id") ?? 0;
    const rest = { firstRow: row, lastRow: LAST_ROW, firstCol: 0, lastCol: LAST_COL };
    const moved = shift.range(rest)?.firstRow ?? row;
    return moved === row ? [] : [setAttributes(source, item, { id: String(moved) })];
  });
}
