import { type Bytes, decodeUtf8, encodeUtf8 } from "./bytes";
import { XlsxError } from "./errors";
import type { OpenOptions } from "./types";
import { child, children, parseXml, type XmlElement } from "./xml-tree";
import { ZipReader } from "./zip-reader";

/** A link from one part to another (or out of the package). */
export interface Relationship {
  id: string;
  /** Last word of the type address, the same in transitional and strict files: "worksheet", "table", … */
  type: string;
  /** Part name without leading slash; for external targets the address as it stands. */
  target: string;
  external: boolean;
}

export interface SheetEntry {
  name: string;
  sheetId: string;
  visibility: "visible" | "hidden" | "veryHidden";
  relationshipId: string;
  /** "worksheet", "chartsheet", … */
  type: string;
  part: string;
}

/** A text part with its tree. */
export interface XmlPart {
  name: string;
  source: string;
  root: XmlElement;
}

const MAX_TREE_BYTES = 64_000_000;

/** The package of a workbook: parts, relationships, workbook part. */
export class PackageReader {
  readonly zip: ZipReader;
  readonly workbook: XmlPart;
  readonly sheets: SheetEntry[];
  private readonly relationshipCache = new Map<string, Relationship[]>();

  /** @throws XlsxError */
  constructor(bytes: Uint8Array, options?: OpenOptions) {
    this.zip = new ZipReader(bytes, options);
    this.workbook = this.openWorkbookPart();
    this.sheets = this.readSheets();
  }

  has(name: string): boolean {
    return this.zip.find(name) !== undefined;
  }

  /** Bytes of a part in UTF-8 without byte order mark. @throws XlsxError "broken" when it is missing */
  bytes(name: string): Bytes {
    const entry = this.zip.find(name);
    if (!entry) {
      throw new XlsxError("broken", `the part ${name} is missing`);
    }
    return asUtf8(this.zip.unpack(entry), name);
  }

  /** A small part as tree. */
  xml(name: string): XmlPart {
    const bytes = this.bytes(name);
    if (bytes.length > MAX_TREE_BYTES) {
      throw new XlsxError("tooLarge", `${name} is larger than ${MAX_TREE_BYTES} bytes`);
    }
    const source = decodeUtf8(bytes, name);
    return { name, source, root: parseXml(source, name) };
  }

  /** Relationships of a part ("" for the package), none when it has no relationships part. */
  relationships(part: string): Relationship[] {
    const known = this.relationshipCache.get(part);
    if (known) {
      return known;
    }
    const file = relationshipsPart(part);
    const result = this.has(file) ? relationshipsOf(this.xml(file).root, part) : [];
    this.relationshipCache.set(part, result);
    return result;
  }

  /** Target of the only relationship of that type, undefined when there is none or its part is missing. */
  related(part: string, type: string): string | undefined {
    const found = this.relationships(part).find((link) => link.type === type && !link.external);
    return found && this.has(found.target) ? found.target : undefined;
  }

  private openWorkbookPart(): XmlPart {
    const name =
      this.related("", "officeDocument") ?? (this.has("xl/workbook.xml") ? "xl/workbook.xml" : undefined);
    if (name === undefined) {
      throw new XlsxError("notWorkbook", "the archive holds no workbook");
    }
    if (name.toLowerCase().endsWith(".bin")) {
      throw new XlsxError("notWorkbook", "the workbook is in the binary format (.xlsb)");
    }
    const part = this.xml(name);
    if (part.root.name !== "workbook") {
      throw new XlsxError("notWorkbook", "the file is an Office document of another kind");
    }
    return part;
  }

  private readSheets(): SheetEntry[] {
    const links = new Map(this.relationships(this.workbook.name).map((link) => [link.id, link]));
    return children(child(this.workbook.root, "sheets"), "sheet").map((element) => {
      const name = element.attributes.get("name") ?? "";
      const relationshipId = element.attributes.get(":id") ?? "";
      const link = links.get(relationshipId);
      if (!link || !this.has(link.target)) {
        throw new XlsxError("broken", `the part of the sheet ${name} is missing`);
      }
      const state = element.attributes.get("state");
      const visibility = state === "hidden" || state === "veryHidden" ? state : "visible";
      const sheetId = element.attributes.get("sheetId") ?? "";
      return { name, sheetId, visibility, relationshipId, type: link.type, part: link.target };
    });
  }
}

/** "xl/_rels/workbook.xml.rels" for "xl/workbook.xml". */
export function relationshipsPart(part: string): string {
  const slash = part.lastIndexOf("/");
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

/** The links of a relationships part that belongs to `part`. */
export function relationshipsOf(root: XmlElement, part: string): Relationship[] {
  return children(root, "Relationship").map((element) => readRelationship(element, part));
}

function readRelationship(element: XmlElement, part: string): Relationship {
  const target = element.attributes.get("Target") ?? "";
  const external = element.attributes.get("TargetMode") === "External";
  return {
    id: element.attributes.get("Id") ?? "",
    type: (element.attributes.get("Type") ?? "").split("/").at(-1) ?? "",
    target: external ? target : resolveTarget(part, target),
    external,
  };
}

/** Part name behind a target that is absolute ("/xl/…") or relative to the folder of its source part. */
function resolveTarget(part: string, target: string): string {
  const path = target.replaceAll("\\", "/").split("#")[0] ?? "";
  const folder = path.startsWith("/") ? [] : part.split("/").slice(0, -1);
  for (const segment of path.split("/")) {
    if (segment === "..") {
      if (folder.pop() === undefined) {
        throw new XlsxError(
          "badPath",
          `${part === "" ? "the package" : part} links out of the package: ${target}`,
        );
      }
    } else if (segment !== "" && segment !== ".") {
      folder.push(segment);
    }
  }
  return folder.join("/");
}

/** XML may come in UTF-16 or with a byte order mark; the scanners read UTF-8 only. */
function asUtf8(bytes: Bytes, name: string): Bytes {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return bytes.subarray(3);
  }
  const little = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0);
  const big = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] === 0x3c);
  if (!little && !big) {
    return bytes;
  }
  try {
    return encodeUtf8(new TextDecoder(little ? "utf-16le" : "utf-16be", { fatal: true }).decode(bytes));
  } catch {
    throw new XlsxError("broken", `${name} holds bytes that are not UTF-16`);
  }
}
