import { cellName } from "./addresses";
import { encodeUtf8 } from "./bytes";
import { collectPieces } from "./byte-writer";
import { translateFormula } from "./formula-references";
import type { PartStore } from "./part-store";
import { RowCursor } from "./row-cursor";
import { joinSheet, splitSheet } from "./sheet-frame";
import { encodeCellText, escapeXml } from "./xml-text";
import { applySplices, parseXml, type Splice, textOf, type XmlElement } from "./xml-tree";

/** How a formula changes; `sheet` is the sheet that references without a name mean. */
export type FormulaMap = (formula: string, sheet: string | undefined) => string;

/** Elements of a sheet's frame, a table and a chart that hold a formula. */
const FORMULA_ELEMENTS = new Set([
  "formula",
  "formula1",
  "formula2",
  "calculatedColumnFormula",
  "totalsRowFormula",
  "f",
]);

/** Changes formulas wherever a workbook keeps them. Parts without a change stay as they are. */
export class FormulaRewriter {
  constructor(
    private readonly store: PartStore,
    private readonly sheets: readonly { name: string; part: string; type: string }[],
    private readonly map: FormulaMap,
  ) {}

  /** Sheets with their tables and charts. Of the sheet part `rowsOnly` only the formulas of cells are changed. */
  rewriteParts(rowsOnly?: string): void {
    for (const { name, part, type } of this.sheets) {
      if (type === "worksheet") {
        this.rewriteSheet(part, name, part === rowsOnly);
      }
      for (const reached of this.store.reach(part)) {
        if (reached !== part && /\/(tables|charts)\/[^/]+\.xml$/i.test(reached)) {
          this.rewriteSmallPart(reached, name);
        }
      }
    }
  }

  /** Links within the workbook name their place as a formula does. */
  rewriteLinks(): void {
    for (const { name, part, type } of this.sheets) {
      if (type !== "worksheet") {
        continue;
      }
      const { source, root, rows } = splitSheet(this.store.bytes(part), part);
      const splices: Splice[] = [];
      for (const link of walk(root).filter((element) => element.name === "hyperlink")) {
        const location = link.attributes.get("location");
        const changed = location === undefined ? undefined : this.map(location, name);
        if (changed !== undefined && changed !== location) {
          const tag = source
            .slice(link.start, link.contentStart)
            .replace(/\slocation\s*=\s*("[^"]*"|'[^']*')/, () => ` location="${escapeXml(changed)}"`);
          splices.push({ start: link.start, end: link.contentStart, text: tag });
        }
      }
      if (splices.length > 0) {
        this.store.set(part, joinSheet(applySplices(source, splices), [rows], part));
      }
    }
  }

  private rewriteSheet(part: string, sheet: string, rowsOnly: boolean): void {
    const { source, root, rows } = splitSheet(this.store.bytes(part), part);
    const splices = rowsOnly ? [] : this.formulaSplices(source, root, sheet);
    const changedRows = this.rewriteRows(rows, root.prefix, part, sheet);
    if (splices.length > 0 || changedRows) {
      this.store.set(part, joinSheet(applySplices(source, splices), changedRows ?? [rows], part));
    }
  }

  private rewriteSmallPart(part: string, sheet: string): void {
    const { source, root } = this.store.xml(part);
    const splices = this.formulaSplices(source, root, sheet);
    if (splices.length > 0) {
      this.store.set(part, applySplices(source, splices));
    }
  }

  private formulaSplices(source: string, root: XmlElement, sheet: string): Splice[] {
    const splices: Splice[] = [];
    for (const element of walk(root)) {
      if (FORMULA_ELEMENTS.has(element.name) && element.children.length === 0) {
        const formula = textOf(source, element);
        const changed = this.map(formula, sheet);
        if (changed !== formula) {
          splices.push({ start: element.contentStart, end: element.contentEnd, text: escapeXml(changed) });
        }
      }
    }
    return splices;
  }

  /**
   * The rows with changed formulas, undefined when none changes. Shared formulas become formulas of their own, because a change may hit
   * only some of their cells.
   */
  private rewriteRows(
    rows: Uint8Array,
    prefix: string,
    part: string,
    sheet: string,
  ): Uint8Array[] | undefined {
    const mark = encodeUtf8(`<${prefix}f`);
    if (indexOfBytes(rows, mark) < 0) {
      return undefined;
    }
    const masters = new Map<string, { formula: string; row: number; col: number }>();
    let differs = false;
    const pieces = collectPieces((writer) => {
      const cursor = new RowCursor(rows, prefix, part);
      let copied = 0;
      for (let row = cursor.next(); row; row = cursor.next()) {
        if (indexOfBytes(rows.subarray(row.contentStart, row.contentEnd), mark) < 0) {
          continue;
        }
        for (const cell of cursor.cells(row)) {
          const xml = new TextDecoder().decode(rows.subarray(cell.start, cell.end));
          if (!xml.includes(`<${prefix}f`)) {
            continue;
          }
          const root = parseXml(xml, `${part}, cell ${cellName(row.row, cell.col)}`);
          const element = root.children.find((child) => child.name === "f");
          if (!element) {
            continue;
          }
          let formula = textOf(xml, element);
          const shared = element.attributes.get("t") === "shared";
          const index = element.attributes.get("si") ?? "";
          if (shared) {
            const master = masters.get(index);
            if (formula !== "" && !master) {
              masters.set(index, { formula, row: row.row, col: cell.col });
            } else if (formula === "" && master) {
              formula = translateFormula(master.formula, row.row - master.row, cell.col - master.col);
            }
          }
          const changed = formula === "" ? "" : this.map(formula, sheet);
          differs ||= changed !== formula;
          const open = shared ? `<${prefix}f>` : xml.slice(element.start, element.contentStart);
          const text =
            shared || !element.selfClosing ? `${open}${encodeCellText(changed)}</${prefix}f>` : open;
          writer.raw(rows.subarray(copied, cell.start));
          writer.text(xml.slice(0, element.start) + text + xml.slice(element.end));
          copied = cell.end;
        }
      }
      writer.raw(rows.subarray(copied));
    });
    return differs ? pieces : undefined;
  }
}

function walk(root: XmlElement): XmlElement[] {
  const result: XmlElement[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    result.push(next);
    for (const element of next.children) {
      waiting.push(element);
    }
  }
  return result;
}

function indexOfBytes(bytes: Uint8Array, needle: Uint8Array): number {
  const last = bytes.length - needle.length;
  for (let at = 0; at <= last; at++) {
    let matching = 0;
    while (matching < needle.length && bytes[at + matching] === needle[matching]) {
      matching++;
    }
    if (matching === needle.length) {
      return at;
    }
  }
  return -1;
}
