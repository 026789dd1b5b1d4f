import { MarkupScanner } from "./markup-scanner";
import type { PackageReader } from "./package-reader";
import { splitSheet } from "./sheet-frame";
import type { StylesReader } from "./styles-reader";
import type { CellIsOperator, ConditionalFormatSpec, RowFormat, SheetLayout, SheetView } from "./types";
import { child, children, flag, numeric, textOf, type XmlElement } from "./xml-tree";

class RowScanner extends MarkupScanner {
  /** Heights and hidden rows, without a look at the cells. */
  formats(): RowFormat[] {
    const result: RowFormat[] = [];
    let at = this.enterSheetData();
    let row = -1;
    while (at >= 0) {
      at = this.nextTag(at);
      if (this.bytes[at + 1] === 47) {
        return result;
      }
      if (this.isElement(at, "row")) {
        this.readAttributes(at);
        const declared = this.attribute("r");
        row = declared === undefined ? row + 1 : Number(declared) - 1;
        const height = this.attribute("ht");
        const hidden = this.flagAttribute("hidden");
        if (height !== undefined || hidden) {
          const format: RowFormat = { row };
          if (height !== undefined) {
            format.height = Number(height);
          }
          if (hidden) {
            format.hidden = true;
          }
          result.push(format);
        }
      }
      at = this.skipElement(at);
    }
    return result;
  }
}

/** Everything of a sheet but its cells, as far as the writer can write it again. */
export function readSheetLayout(reader: PackageReader, part: string, styles: StylesReader): SheetLayout {
  const bytes = reader.bytes(part);
  const { root, source } = splitSheet(bytes, part);
  const layout: SheetLayout = { view: readView(root) };
  const format = child(root, "sheetFormatPr");
  const defaultRowHeight = numeric(format, "defaultRowHeight");
  const defaultColumnWidth = numeric(format, "defaultColWidth");
  if (defaultRowHeight !== undefined) {
    layout.defaultRowHeight = defaultRowHeight;
  }
  if (defaultColumnWidth !== undefined) {
    layout.defaultColumnWidth = defaultColumnWidth;
  }
  layout.columns = children(child(root, "cols"), "col").map((col) => {
    const first = (numeric(col, "min") ?? 1) - 1;
    const width = numeric(col, "width");
    const style = numeric(col, "style");
    return {
      first,
      last: (numeric(col, "max") ?? first + 1) - 1,
      ...(width === undefined ? {} : { width }),
      ...(flag(col, "hidden") ? { hidden: true } : {}),
      ...(style === undefined ? {} : { style: styles.cellStyle(style) }),
    };
  });
  layout.rows = new RowScanner(bytes, part).formats();
  layout.mergedRanges = children(child(root, "mergeCells"), "mergeCell").map(
    (merge) => merge.attributes.get("ref") ?? "",
  );
  layout.hyperlinks = children(child(root, "hyperlinks"), "hyperlink").flatMap((link) => {
    const location = link.attributes.get("location");
    const tooltip = link.attributes.get("tooltip");
    return location === undefined
      ? []
      : [{ ref: link.attributes.get("ref") ?? "", location, ...(tooltip === undefined ? {} : { tooltip }) }];
  });
  layout.conditionalFormats = readConditionalFormats(root, source, styles);
  layout.validations = children(child(root, "dataValidations"), "dataValidation").flatMap((rule) => {
    const formula = child(rule, "formula1");
    if (rule.attributes.get("type") !== "list" || !formula) {
      return [];
    }
    const text = textOf(source, formula);
    const values = /^"(.*)"$/s.exec(text)?.[1];
    return [
      {
        ref: rule.attributes.get("sqref") ?? "",
        source:
          values === undefined ? { formula: text } : { values: values.replaceAll('""', '"').split(",") },
        allowBlank: flag(rule, "allowBlank"),
      },
    ];
  });
  return layout;
}

function readView(root: XmlElement): SheetView {
  const element = child(child(root, "sheetViews"), "sheetView");
  const view: SheetView = { gridlines: flag(element, "showGridLines", true) };
  const zoom = numeric(element, "zoomScale");
  if (zoom !== undefined) {
    view.zoom = zoom;
  }
  const pane = child(element, "pane");
  const state = pane?.attributes.get("state");
  if (state === "frozen" || state === "frozenSplit") {
    view.freeze = { rows: numeric(pane, "ySplit") ?? 0, columns: numeric(pane, "xSplit") ?? 0 };
  }
  const activeCell = children(element, "selection").at(-1)?.attributes.get("activeCell");
  if (activeCell !== undefined) {
    view.activeCell = activeCell;
  }
  return view;
}

/** Rules of the kinds the writer knows, most important first. */
function readConditionalFormats(
  root: XmlElement,
  source: string,
  styles: StylesReader,
): ConditionalFormatSpec[] {
  const found: { priority: number; format: ConditionalFormatSpec }[] = [];
  for (const block of children(root, "conditionalFormatting")) {
    const ref = block.attributes.get("sqref") ?? "";
    for (const rule of children(block, "cfRule")) {
      const index = numeric(rule, "dxfId");
      const formulas = children(rule, "formula").map((formula) => textOf(source, formula));
      const common = {
        ref,
        style: index === undefined ? {} : styles.differentialStyle(index),
        ...(flag(rule, "stopIfTrue") ? { stopIfTrue: true } : {}),
      };
      const priority = numeric(rule, "priority") ?? 0;
      const type = rule.attributes.get("type");
      if (type === "expression") {
        found.push({ priority, format: { ...common, type, formula: formulas[0] ?? "" } });
      } else if (type === "cellIs") {
        const operator = rule.attributes.get("operator") as CellIsOperator;
        found.push({ priority, format: { ...common, type, operator, formulas } });
      }
    }
  }
  return found.sort((a, b) => a.priority - b.priority).map(({ format }) => format);
}
