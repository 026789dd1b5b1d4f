import type { XmlPart } from "./package-reader";
import { escapeXml } from "./xml-text";
import { applySplices, child, children, type Splice, type XmlElement } from "./xml-tree";

/** What `<sheets>` says of a sheet. */
export interface SheetTag {
  name: string;
  sheetId: string;
  visibility: "visible" | "hidden" | "veryHidden";
  relationshipId: string;
}

export interface WorkbookChanges {
  sheets: readonly SheetTag[];
  activeTab: number;
  /** New `<definedNames>`, undefined when the names stay as they are. */
  definedNames: string | undefined;
  /** Asks Excel to compute everything on opening. */
  recalculate: boolean;
  /** Address of the `r:` prefix. */
  relationshipsNamespace: string;
}

/** Elements that follow the names in the schema. */
const BEHIND_NAMES = [
  "calcPr",
  "oleSize",
  "customWorkbookViews",
  "pivotCaches",
  "smartTagPr",
  "smartTagTypes",
  "webPublishing",
  "fileRecoveryPr",
  "webPublishObjects",
  "extLst",
];

/** The workbook part with its sheets, names, active sheet and calculation mark brought up to date; the rest stays as it is. */
export function writeWorkbookPart({ source, root }: XmlPart, changes: WorkbookChanges): string {
  const p = root.prefix;
  const splices: Splice[] = [];
  const sheets = child(root, "sheets");
  if (sheets) {
    const declaration = ` xmlns:r="${changes.relationshipsNamespace}"`;
    const declared = source.slice(root.start, root.contentStart).includes(declaration);
    const text = changes.sheets.map((sheet) => sheetTag(sheet, p, declared ? "" : declaration)).join("");
    const old = children(sheets, "sheet").map(readTag);
    if (JSON.stringify(old) !== JSON.stringify(changes.sheets.map(tagKey))) {
      splices.push({ start: sheets.start, end: sheets.end, text: `<${p}sheets>${text}</${p}sheets>` });
    }
  }
  const view = child(child(root, "bookViews"), "workbookView");
  if (view && Number(view.attributes.get("activeTab") ?? "0") !== changes.activeTab) {
    splices.push(
      setAttributes(source, view, { activeTab: String(changes.activeTab), firstSheet: undefined }),
    );
  }
  if (changes.definedNames !== undefined) {
    const names = child(root, "definedNames");
    const at = root.children.find((element) => BEHIND_NAMES.includes(element.name))?.start ?? root.contentEnd;
    splices.push(
      names
        ? { start: names.start, end: names.end, text: changes.definedNames }
        : { start: at, end: at, text: changes.definedNames },
    );
  }
  if (changes.recalculate) {
    splices.push(recalculation(source, root));
  }
  return applySplices(source, splices);
}

function recalculation(source: string, root: XmlElement): Splice {
  const element = child(root, "calcPr");
  if (element) {
    return setAttributes(source, element, { fullCalcOnLoad: "1" });
  }
  const later = BEHIND_NAMES.slice(1);
  const at = root.children.find((candidate) => later.includes(candidate.name))?.start ?? root.contentEnd;
  return { start: at, end: at, text: `<${root.prefix}calcPr fullCalcOnLoad="1"/>` };
}

function tagKey({ name, sheetId, visibility, relationshipId }: SheetTag): string[] {
  return [name, sheetId, visibility, relationshipId];
}

function readTag(element: XmlElement): string[] {
  const value = (name: string): string => element.attributes.get(name) ?? "";
  return [value("name"), value("sheetId"), value("state") === "" ? "visible" : value("state"), value(":id")];
}

function sheetTag(
  { name, sheetId, visibility, relationshipId }: SheetTag,
  p: string,
  declaration: string,
): string {
  const state = visibility === "visible" ? "" : ` state="${visibility}"`;
  return (
    `<${p}sheet${declaration} name="${escapeXml(name)}" sheetId="${escapeXml(sheetId)}"${state} ` +
    `r:id="${escapeXml(relationshipId)}"/>`
  );
}

/** Change of a start tag: attributes set or, with undefined, taken away; the others keep their text. */
export function setAttributes(
  source: string,
  element: XmlElement,
  values: Readonly<Record<string, string | undefined>>,
): Splice {
  const end = element.selfClosing ? element.end : element.contentStart;
  let tag = source.slice(element.start, end);
  for (const [name, value] of Object.entries(values)) {
    const pattern = new RegExp(`\\s${name}\\s*=\\s*("[^"]*"|'[^']*')`);
    const text = value === undefined ? "" : ` ${name}="${escapeXml(value)}"`;
    if (pattern.test(tag)) {
      tag = tag.replace(pattern, () => text);
    } else {
      tag = tag.replace(/\s*\/?>$/, (close) => text + close.trimStart());
    }
  }
  return { start: element.start, end, text: tag };
}
