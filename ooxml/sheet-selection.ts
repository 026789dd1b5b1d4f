import type { PartStore } from "./part-store";
import { joinSheet, splitSheet } from "./sheet-frame";
import { setAttributes } from "./workbook-writer";
import { applySplices, child, flag, type XmlElement } from "./xml-tree";

/** Marks a sheet as selected or not. Two selected sheets would be a group, and typing into one would write into both. */
export function selectTab(store: PartStore, sheet: { part: string; type: string }, selected: boolean): void {
  const { part, type } = sheet;
  const change = (source: string, root: XmlElement): string | undefined => {
    const view = child(child(root, "sheetViews"), "sheetView");
    return view && flag(view, "tabSelected") !== selected
      ? applySplices(source, [setAttributes(source, view, { tabSelected: selected ? "1" : undefined })])
      : undefined;
  };
  if (type === "worksheet") {
    const { source, root, rows } = splitSheet(store.bytes(part), part);
    const changed = change(source, root);
    if (changed !== undefined) {
      store.set(part, joinSheet(changed, [rows], part));
    }
  } else {
    const { source, root } = store.xml(part);
    const changed = change(source, root);
    if (changed !== undefined) {
      store.set(part, changed);
    }
  }
}
