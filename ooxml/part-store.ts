import { type Bytes, decodeUtf8, encodeUtf8 } from "./bytes";
import { ByteWriter, collectPieces, joinPieces } from "./byte-writer";
import { PACKAGE_RELATIONSHIPS } from "./namespaces";
import {
  type PackageReader,
  type Relationship,
  relationshipsOf,
  relationshipsPart,
  type XmlPart,
} from "./package-reader";
import type { WriteOptions } from "./types";
import { escapeXml } from "./xml-text";
import { applySplices, children, parseXml, type Splice } from "./xml-tree";
import { type PackedPart, packBytes, PartPacker } from "./zip-writer";

type Content = Bytes | ((writer: ByteWriter) => void);

const TYPES_PART = "[Content_Types].xml";

/** The parts of a package while it is edited: the file's own ones, kept byte for byte, and those that replace or join them. */
export class PartStore {
  private readonly changed = new Map<string, { name: string; content: Content; late: boolean }>();
  private readonly removed = new Set<string>();

  constructor(private readonly reader: PackageReader) {}

  has(name: string): boolean {
    const key = name.toLowerCase();
    return this.changed.has(key) || (!this.removed.has(key) && this.reader.has(name));
  }

  bytes(name: string): Bytes {
    const own = this.changed.get(name.toLowerCase());
    if (!own) {
      return this.reader.bytes(name);
    }
    if (typeof own.content === "function") {
      own.content = joinPieces(collectPieces(own.content));
    }
    return own.content;
  }

  text(name: string): string {
    return decodeUtf8(this.bytes(name), name);
  }

  xml(name: string): XmlPart {
    const source = this.text(name);
    return { name, source, root: parseXml(source, name) };
  }

  /** Puts a part in; a function is called when the package is packed. */
  set(name: string, content: Content | string): void {
    const key = name.toLowerCase();
    this.removed.delete(key);
    this.changed.set(key, {
      name,
      content: typeof content === "string" ? encodeUtf8(content) : content,
      late: false,
    });
  }

  /** Puts in a part that is written when all others are. */
  setLate(name: string, content: (writer: ByteWriter) => void): void {
    this.changed.set(name.toLowerCase(), { name, content, late: true });
  }

  /** Puts in a part, or leaves the file's own one when it says the same. */
  setIfChanged(name: string, content: string): void {
    if (this.reader.has(name) && decodeUtf8(this.reader.bytes(name), name) === content) {
      this.changed.delete(name.toLowerCase());
    } else {
      this.set(name, content);
    }
  }

  /** True for a part that is a function still. */
  isPending(name: string): boolean {
    return typeof this.changed.get(name.toLowerCase())?.content === "function";
  }

  remove(name: string): void {
    const key = name.toLowerCase();
    this.changed.delete(key);
    this.removed.add(key);
  }

  /** First name of the form stem + number + ".xml" that is free. */
  freeName(stem: string): string {
    for (let n = 1; ; n++) {
      const name = `${stem}${n}.xml`;
      if (!this.has(name)) {
        return name;
      }
    }
  }

  /** The usual name of a part that a workbook has once, or a numbered one when it is taken. */
  freeSingleName(stem: string): string {
    return this.has(`${stem}.xml`) ? this.freeName(stem) : `${stem}.xml`;
  }

  relationships(part: string): Relationship[] {
    const file = relationshipsPart(part);
    return this.has(file) ? relationshipsOf(this.xml(file).root, part) : [];
  }

  /** Adds a link between two parts and returns its id. `type` is the full address. */
  link(part: string, type: string, target: string): string {
    const file = relationshipsPart(part);
    const { source, root } = this.has(file) ? this.xml(file) : emptyRelationships(file);
    const used = new Set(children(root, "Relationship").map((element) => element.attributes.get("Id")));
    let n = used.size + 1;
    while (used.has(`rId${n}`)) {
      n++;
    }
    const id = `rId${n}`;
    const xml =
      `<${root.prefix}Relationship Id="${id}" Type="${escapeXml(type)}" ` +
      `Target="${escapeXml(relativeTarget(part, target))}"/>`;
    const splice: Splice = root.selfClosing
      ? {
          start: root.start,
          end: root.end,
          text: `${source.slice(root.start, root.end - 2)}>${xml}</${root.prefix}Relationships>`,
        }
      : { start: root.contentEnd, end: root.contentEnd, text: xml };
    this.set(file, applySplices(source, [splice]));
    return id;
  }

  /** Takes all links from one part to another away. */
  unlink(part: string, target: string): void {
    const file = relationshipsPart(part);
    const { source, root } = this.xml(file);
    const ids = new Set(
      this.relationships(part)
        .filter((link) => !link.external && link.target.toLowerCase() === target.toLowerCase())
        .map((link) => link.id),
    );
    const splices = children(root, "Relationship")
      .filter((element) => ids.has(element.attributes.get("Id") ?? ""))
      .map((element) => ({ start: element.start, end: element.end, text: "" }));
    this.set(file, applySplices(source, splices));
  }

  /** All parts that can be reached from a part by links, itself among them. */
  reach(part: string): Set<string> {
    const seen = new Set([part]);
    const waiting = [part];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const { target, external } of this.relationships(next)) {
        if (!external && this.has(target) && !seen.has(target)) {
          seen.add(target);
          waiting.push(target);
        }
      }
    }
    return seen;
  }

  /** Removes a part with everything that only it led to. The links to the part itself have to be gone. */
  removeTree(part: string): void {
    const kept = this.reach("");
    for (const name of this.reach(part)) {
      if (!kept.has(name)) {
        this.remove(name);
        this.undeclare(name);
        if (this.has(relationshipsPart(name))) {
          this.remove(relationshipsPart(name));
        }
      }
    }
  }

  /** Names the content type of a part. */
  declare(part: string, type: string): void {
    this.undeclare(part);
    const { source, root } = this.xml(TYPES_PART);
    const text = `<${root.prefix}Override PartName="/${escapeXml(part)}" ContentType="${type}"/>`;
    this.set(TYPES_PART, applySplices(source, [{ start: root.contentEnd, end: root.contentEnd, text }]));
  }

  private undeclare(part: string): void {
    const { source, root } = this.xml(TYPES_PART);
    const name = `/${part}`.toLowerCase();
    const splices = children(root, "Override")
      .filter((element) => element.attributes.get("PartName")?.toLowerCase() === name)
      .map((element) => ({ start: element.start, end: element.end, text: "" }));
    if (splices.length > 0) {
      this.set(TYPES_PART, applySplices(source, splices));
    }
  }

  /**
   * All parts, packed: the file's own order first, then what joined. Parts written by functions come before `finish` is called, which may
   * put in the parts that depend on them (styles, strings, workbook).
   */
  pack(options: WriteOptions, finish: () => void): PackedPart[] {
    const packed = new Map<string, PackedPart>();
    const packOne = (name: string, content: Content): PackedPart => {
      if (typeof content !== "function") {
        return packBytes(name, content, options);
      }
      const packer = new PartPacker(name, options);
      const writer = new ByteWriter((chunk) => {
        packer.push(chunk);
      });
      content(writer);
      writer.flush();
      return packer.finish();
    };
    for (const [key, { name, content, late }] of this.changed) {
      if (typeof content === "function" && !late) {
        packed.set(key, packOne(name, content));
      }
    }
    finish();
    const result: PackedPart[] = [];
    const done = new Set<string>();
    for (const entry of this.reader.zip.entries) {
      const key = entry.name.toLowerCase();
      const own = this.changed.get(key);
      done.add(key);
      if (own) {
        result.push(packed.get(key) ?? packOne(own.name, own.content));
      } else if (!this.removed.has(key)) {
        const { name, method, crc, size, packedSize } = entry;
        result.push({ name, method, crc, size, packedSize, pieces: [this.reader.zip.packed(entry)] });
      }
    }
    for (const [key, { name, content }] of this.changed) {
      if (!done.has(key)) {
        result.push(packed.get(key) ?? packOne(name, content));
      }
    }
    return result;
  }
}

function emptyRelationships(name: string): XmlPart {
  const source =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<Relationships xmlns="${PACKAGE_RELATIONSHIPS}"></Relationships>`;
  return { name, source, root: parseXml(source, name) };
}

/** Target of a link as it is written: relative to the folder of its source. */
function relativeTarget(part: string, target: string): string {
  const from = part.split("/").slice(0, -1);
  const to = target.split("/");
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) {
    common++;
  }
  return [...from.slice(common).map(() => ".."), ...to.slice(common)].join("/");
}
