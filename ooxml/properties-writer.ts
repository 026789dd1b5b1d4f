import type { XmlPart } from "./package-reader";
import type { DocumentProperties } from "./types";
import { XlsxWriteError } from "./errors";
import { escapeXml } from "./xml-text";
import { applySplices, child, type Splice } from "./xml-tree";

const DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
const TERMS = "http://purl.org/dc/terms/";
const CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

/** Element of each property: local name, prefix and namespace. */
const ELEMENTS: Record<keyof DocumentProperties, [name: string, prefix: string, namespace: string]> = {
  title: ["title", "dc", DUBLIN_CORE],
  subject: ["subject", "dc", DUBLIN_CORE],
  creator: ["creator", "dc", DUBLIN_CORE],
  keywords: ["keywords", "cp", CORE],
  description: ["description", "dc", DUBLIN_CORE],
  lastModifiedBy: ["lastModifiedBy", "cp", CORE],
  category: ["category", "cp", CORE],
  created: ["created", "dcterms", TERMS],
  modified: ["modified", "dcterms", TERMS],
};

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** The part of core properties with the given ones set. @throws XlsxWriteError "badValue" */
export function writeProperties({ source, root }: XmlPart, properties: DocumentProperties): string {
  const splices: Splice[] = [];
  for (const key of Object.keys(ELEMENTS) as (keyof DocumentProperties)[]) {
    const value = properties[key];
    if (value === undefined) {
      continue;
    }
    const [name, prefix, namespace] = ELEMENTS[key];
    const moment = prefix === "dcterms";
    if (moment && !MOMENT.test(value)) {
      throw new XlsxWriteError("badValue", `${key} is no moment of the form 2026-02-03T09:12:00Z`);
    }
    const type = moment ? ` xmlns:xsi="${INSTANCE}" xsi:type="dcterms:W3CDTF"` : "";
    const text =
      `<${prefix}:${name} xmlns:${prefix}="${namespace}"${type}>` + `${escapeXml(value)}</${prefix}:${name}>`;
    const old = child(root, name);
    splices.push(
      old ? { start: old.start, end: old.end, text } : { start: root.contentEnd, end: root.contentEnd, text },
    );
  }
  return applySplices(source, splices);
}
