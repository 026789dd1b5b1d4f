/** Page setup from the end of a sheet's part; the codec's layout leaves it out. */

import type { XlsxWorkbook } from "../../ooxml";
import { MAX_COLUMNS, MAX_ROWS, parseLocal, splitSheet } from "../model/address";
import type { Sheet } from "../model/sheet";
import { POINTS_PER_INCH } from "./units";

const A4 = "9";

/** Path of each sheet's part, by the sheet's position. */
export function sheetPaths(file: XlsxWorkbook): (string | undefined)[] {
  const read = (pattern: RegExp): { name: string; xml: string } | undefined => {
    const name = file.partNames.find((part) => pattern.test(part));
    const bytes = name === undefined ? undefined : file.readPart(name);
    return name !== undefined && bytes ? { name, xml: new TextDecoder().decode(bytes) } : undefined;
  };
  const book = read(/(?:^|\/)workbook\.xml$/i);
  const relations = read(/(?:^|\/)_rels\/workbook\.xml\.rels$/i);
  if (!book || !relations) return [];
  const folder = book.name.slice(0, book.name.lastIndexOf("/") + 1);
  const targets = new Map<string, string>();
  for (const [tag] of relations.xml.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    const id = attribute(tag, "Id");
    const target = attribute(tag, "Target");
    if (id === undefined || target === undefined) continue;
    const rooted = target.startsWith("/") ? target.slice(1) : folder.replace(/^\//, "") + target;
    targets.set(id, rooted);
  }
  return [...book.xml.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map(([tag]) => {
    const id = /\b\w+:id="([^"]*)"/.exec(tag)?.[1];
    const target = id === undefined ? undefined : targets.get(id);
    return file.partNames.find((part) => part.replace(/^\//, "") === target);
  });
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
}

/** Reads margins, orientation, scaling, headers, footers and breaks of a sheet's part into the sheet. */
export function readPage(file: XlsxWorkbook, path: string | undefined, sheet: Sheet): void {
  const bytes = path === undefined ? undefined : file.readPart(path);
  if (!bytes) return;
  const xml = new TextDecoder().decode(bytes);
  const head = xml.slice(0, xml.indexOf("sheetData"));
  const tail = xml.slice(xml.lastIndexOf("sheetData>"));
  const layout = sheet.pageLayout;
  const element = (name: string): string | undefined =>
    new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>`).exec(tail)?.[0];
  const setup = element("pageSetup");
  if (setup) {
    if (attribute(setup, "orientation") === "landscape") layout.orientation = "Landscape";
    if (attribute(setup, "paperSize") === A4) layout.paperSize = "A4";
    if (/fitToPage="(?:1|true)"/.test(head)) {
      layout.zoom = {
        horizontalFitToPages: Number(attribute(setup, "fitToWidth") ?? 1),
        verticalFitToPages: Number(attribute(setup, "fitToHeight") ?? 1),
      };
    } else if (attribute(setup, "scale") !== undefined) {
      layout.zoom = { scale: Number(attribute(setup, "scale")) };
    }
  }
  const margins = element("pageMargins");
  for (const side of margins ? (["left", "right", "top", "bottom", "header", "footer"] as const) : []) {
    const inches = attribute(margins ?? "", side);
    if (inches !== undefined) layout[`${side}Margin`] = Number(inches) * POINTS_PER_INCH;
  }
  const options = element("printOptions");
  if (options && /horizontalCentered="(?:1|true)"/.test(options)) layout.centerHorizontally = true;
  const texts = layout.headersFooters.texts.defaultForAllPages;
  for (const [name, place] of [
    ["oddHeader", "Header"],
    ["oddFooter", "Footer"],
  ] as const) {
    const text = new RegExp(`<(?:\\w+:)?${name}[^>]*>([^<]*)<`).exec(tail)?.[1];
    if (text === undefined) continue;
    for (const [side, part] of splitSections(unescapeXml(text))) texts[`${side}${place}`] = part;
  }
  const breaks = /<(?:\w+:)?rowBreaks\b[\s\S]*?<\/(?:\w+:)?rowBreaks>/.exec(tail)?.[0] ?? "";
  for (const [tag] of breaks.matchAll(/<(?:\w+:)?brk\b[^>]*>/g))
    sheet.horizontalBreaks.push(Number(attribute(tag, "id")));
}

const unescapeXml = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");

/** Splits "&LLeft&CCentre&RRight" into its sections. */
function splitSections(text: string): ["left" | "center" | "right", string][] {
  const names = { L: "left", C: "center", R: "right" } as const;
  const result: ["left" | "center" | "right", string][] = [];
  let side: "left" | "center" | "right" = "center";
  let part = "";
  for (const [token] of text.matchAll(/&(?:"[^"]*"|&|[\s\S])|[^&]+|&/g)) {
    const next = token.length === 2 ? names[token[1] as keyof typeof names] : undefined;
    if (!next) part += token;
    else {
      if (part !== "") result.push([side, part]);
      side = next;
      part = "";
    }
  }
  if (part !== "") result.push([side, part]);
  return result;
}

/** Print areas and repeated rows and columns stand in names that belong to Excel. */
export function readPrintName(name: string, refersTo: string, sheet: Sheet): void {
  for (const piece of refersTo.split(",")) {
    const rect = parseLocal(splitSheet(piece).local);
    if (!rect) continue;
    if (/Print_Area$/i.test(name)) sheet.pageLayout.printArea = [...sheet.pageLayout.printArea, rect];
    else if (rect.right === MAX_COLUMNS - 1) sheet.pageLayout.titleRows = rect;
    else if (rect.bottom === MAX_ROWS - 1) sheet.pageLayout.titleColumns = rect;
  }
}
