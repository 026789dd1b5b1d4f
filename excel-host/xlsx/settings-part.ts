/** Settings and custom XML of the workbook as parts of the package. */

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { CustomXmlPart } from "../model/workbook";

/** Namespace of the part that holds the add-in's document settings. */
export const SETTINGS_NAMESPACE = "urn:excel-host:settings";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const unescape = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&amp;", "&");

/** The settings part: one element per setting, the value as JSON. */
export function settingsXml(settings: ReadonlyMap<string, unknown>): string {
  const items = [...settings].map(
    ([key, value]) => `<setting key="${escape(key)}">${escape(JSON.stringify(value))}</setting>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<settings xmlns="${SETTINGS_NAMESPACE}">${items.join("")}</settings>`;
}

/** Reads a settings part into a map. */
export function readSettings(xml: string, settings: Map<string, unknown>): void {
  for (const [, key = "", value = "null"] of xml.matchAll(/<setting key="([^"]*)">([^<]*)<\/setting>/g)) {
    settings.set(unescape(key), JSON.parse(unescape(value)) as unknown);
  }
}

const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml";

/** Puts custom XML parts into a package in place of those it has, and marks array formulas with the block they fill. */
export function finishPackage(
  bytes: Uint8Array,
  parts: readonly Pick<CustomXmlPart, "xml">[],
  arrays: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Uint8Array {
  const all = Object.entries(unzipSync(bytes));
  const before = all.filter(([name]) => /^customXml\//i.test(name));
  const files = Object.fromEntries(all.filter(([name]) => !/^customXml\//i.test(name)));
  if (parts.length === 0 && before.length === 0 && arrays.size === 0) return bytes;
  const relations = "xl/_rels/workbook.xml.rels";
  let xml = strFromU8(files[relations] ?? new Uint8Array()).replaceAll(
    /<Relationship\s[^>]*relationships\/customXml"[^>]*\/>/g,
    "",
  );
  parts.forEach((part, index) => {
    files[`customXml/item${index + 1}.xml`] = strToU8(part.xml);
    const relation = `<Relationship Id="rIdCustom${index + 1}" Type="${RELATION}" Target="../customXml/item${index + 1}.xml"/>`;
    xml = xml.replace("</Relationships>", `${relation}</Relationships>`);
  });
  files[relations] = strToU8(xml);
  const types = "[Content_Types].xml";
  const content = strFromU8(files[types] ?? new Uint8Array());
  files[types] = strToU8(
    content
      .replaceAll(/<Override\s[^>]*PartName="\/customXml\/[^>]*\/>/g, "")
      .replace(
        /(<Types[^>]*>)(?![\s\S]*Extension="xml")/,
        '$1<Default Extension="xml" ContentType="application/xml"/>',
      ),
  );
  for (const [path, cells] of arrays) markArrays(files, path, cells);
  return zipSync(files, { mtime: new Date(1980, 0, 1) });
}

function markArrays(
  files: Record<string, Uint8Array>,
  path: string,
  cells: ReadonlyMap<string, string>,
): void {
  const part = files[path];
  if (!part) return;
  const xml = strFromU8(part).replaceAll(
    /<c r="([A-Z]+\d+)"([^>]*)><f>/g,
    (all, cell: string, rest: string) => {
      const ref = cells.get(cell);
      return ref === undefined ? all : `<c r="${cell}"${rest}><f t="array" ref="${ref}">`;
    },
  );
  files[path] = strToU8(xml);
}

/** Part of each sheet by its name. */
export function sheetParts(bytes: Uint8Array): Map<string, string> {
  const files = unzipSync(bytes, {
    filter: ({ name }) => name === "xl/workbook.xml" || name === "xl/_rels/workbook.xml.rels",
  });
  const targets = new Map<string, string>();
  for (const [tag] of strFromU8(files["xl/_rels/workbook.xml.rels"] ?? new Uint8Array()).matchAll(
    /<Relationship\s[^>]*>/g,
  )) {
    const id = /\bId="([^"]*)"/.exec(tag)?.[1];
    const target = /\bTarget="([^"]*)"/.exec(tag)?.[1];
    if (id !== undefined && target !== undefined)
      targets.set(id, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  }
  const parts = new Map<string, string>();
  for (const [tag] of strFromU8(files["xl/workbook.xml"] ?? new Uint8Array()).matchAll(/<sheet\s[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    const id = /\br:id="([^"]*)"/.exec(tag)?.[1];
    const target = id === undefined ? undefined : targets.get(id);
    if (name !== undefined && target !== undefined) parts.set(unescape(name), target);
  }
  return parts;
}
