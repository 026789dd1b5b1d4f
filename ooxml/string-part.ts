import { type Bytes, decodeUtf8, encodeUtf8 } from "./bytes";
import type { ByteWriter } from "./byte-writer";
import { XlsxError } from "./errors";
import { CONTENT_TYPES, type Namespaces } from "./namespaces";
import type { PartStore } from "./part-store";
import type { StringBook } from "./string-book";

/** The shared strings part of a workbook under edit: what the file has stays, added texts follow behind. */
export class StringPart {
  /** Strings that the file has. */
  readonly count: number;
  private readonly prefix: string;
  private readonly head: Bytes;
  private readonly tail: Bytes;
  private name: string | undefined;

  constructor(
    private readonly store: PartStore,
    part: string | undefined,
    private readonly namespaces: Namespaces,
  ) {
    this.name = part;
    const source = part === undefined ? undefined : decodeUtf8(store.bytes(part), part);
    const tag = source === undefined ? undefined : /<((?:[^\s<>/:!?]+:)?)sst\b[^>]*>/.exec(source);
    if (source === undefined || !tag) {
      if (part !== undefined) {
        throw new XlsxError("broken", `${part} holds no shared strings`);
      }
      this.count = 0;
      this.prefix = "";
      this.head = encodeUtf8(
        `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="${namespaces.main}">`,
      );
      this.tail = encodeUtf8("</sst>");
      return;
    }
    this.prefix = tag[1] ?? "";
    const close = `</${this.prefix}sst`;
    const empty = tag[0].endsWith("/>");
    const end = empty ? tag.index + tag[0].length : source.lastIndexOf(close);
    // The counts in the start tag are for information only and would be wrong after an addition.
    const open = tag[0]
      .replace(/\s(?:uniqueCount|count)\s*=\s*("[^"]*"|'[^']*')/g, "")
      .replace(/\s*\/>$/, ">");
    this.head = encodeUtf8(
      source.slice(0, tag.index) + open + (empty ? "" : source.slice(tag.index + tag[0].length, end)),
    );
    this.tail = encodeUtf8(empty ? `${close}>` : source.slice(end));
    this.count = countItems(source, this.prefix);
  }

  /** Puts the part with the added texts into the package; without added texts it stays as it is. */
  update(strings: StringBook, workbookPart: string, folder: string): void {
    if (strings.added === 0) {
      return;
    }
    if (this.name === undefined) {
      this.name = this.store.freeSingleName(`${folder}sharedStrings`);
      this.store.link(workbookPart, `${this.namespaces.relationships}/sharedStrings`, this.name);
      this.store.declare(this.name, CONTENT_TYPES.sharedStrings);
    }
    this.store.setLate(this.name, (writer: ByteWriter) => {
      writer.raw(this.head);
      strings.write(writer, this.prefix);
      writer.raw(this.tail);
    });
  }
}

function countItems(source: string, prefix: string): number {
  const open = `<${prefix}si`;
  let count = 0;
  for (let at = source.indexOf(open); at >= 0; at = source.indexOf(open, at + open.length)) {
    const behind = source.charAt(at + open.length);
    if (behind === ">" || behind === "/" || behind <= " ") {
      count++;
    }
  }
  return count;
}
