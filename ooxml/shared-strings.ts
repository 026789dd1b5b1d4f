import { decodeUtf8 } from "./bytes";
import { XlsxError } from "./errors";
import type { PackageReader } from "./package-reader";
import { decodeExcelEscapes, trimXmlSpace } from "./xml-text";
import { plainText } from "./xml-tree";

/**
 * Text of the content of an `<si>` or `<is>` element in `source` between two offsets: the `<t>` of all runs in order, without phonetic
 * hints.
 */
export function richText(source: string, from: number, to: number): string {
  let result = "";
  let phonetic = 0;
  let at = from;
  for (;;) {
    at = source.indexOf("<", at);
    if (at < 0 || at >= to) {
      return decodeExcelEscapes(result);
    }
    const tagEnd = markupEnd(source, at, to);
    const tag = source.slice(at, tagEnd);
    const match = /^<(\/?)(?:[^\s>/:]+:)?([A-Za-z]+)/.exec(tag);
    const name = match?.[2];
    if (name === "rPh") {
      phonetic += match?.[1] === "/" ? -1 : tag.endsWith("/>") ? 0 : 1;
    } else if (name === "t" && match?.[1] === "" && !tag.endsWith("/>")) {
      const textEnd = contentEnd(source, tagEnd, to);
      if (phonetic === 0) {
        const text = plainText(source.slice(tagEnd, textEnd));
        result += /xml:space\s*=\s*["']preserve["']/.test(tag) ? text : trimXmlSpace(text);
      }
      at = textEnd;
      continue;
    }
    at = tagEnd;
  }
}

/** Behind the tag, comment, CDATA section or instruction that begins at `at`. */
function markupEnd(source: string, at: number, to: number): number {
  const close = source.startsWith("<!--", at) ? "-->" : source.startsWith("<![CDATA[", at) ? "]]>" : ">";
  const end = source.indexOf(close, at);
  if (end < 0 || end >= to) {
    throw new XlsxError("broken", "a text is not complete XML");
  }
  return end + close.length;
}

/** The "<" of the end tag of an element that holds only text, comments and CDATA sections. */
function contentEnd(source: string, from: number, to: number): number {
  let at = from;
  for (;;) {
    at = source.indexOf("<", at);
    if (at < 0 || at >= to) {
      throw new XlsxError("broken", "a text is not complete XML");
    }
    if (source.charCodeAt(at + 1) === 47) {
      return at;
    }
    at = markupEnd(source, at, to);
  }
}

/** The shared strings of a workbook, read when the first one is asked for. */
export class SharedStrings {
  private strings: string[] | undefined;

  constructor(
    private readonly reader: PackageReader,
    private readonly part: string | undefined,
  ) {}

  /** All strings by index. */
  all(): readonly string[] {
    this.strings ??= this.read();
    return this.strings;
  }

  private read(): string[] {
    if (this.part === undefined) {
      return [];
    }
    const limit = this.reader.zip.limits.maxSharedStringChars;
    const size = this.reader.zip.find(this.part)?.size ?? 0;
    if (size > limit) {
      throw new XlsxError("tooLarge", `${this.part} unpacks to ${size} bytes, more than ${limit}`);
    }
    return parseSharedStrings(decodeUtf8(this.reader.bytes(this.part), this.part), this.part);
  }
}

function parseSharedStrings(source: string, part: string): string[] {
  const root = rootTag(source, part);
  const prefix = root.prefix;
  const open = `<${prefix}si`;
  const close = `</${prefix}si>`;
  const plainOpen = `<${prefix}t>`;
  const plainClose = `</${prefix}t>`;
  const strings: string[] = [];
  let at = source.indexOf(open, root.end);
  while (at >= 0) {
    const tagEnd = source.indexOf(">", at);
    if (source.charCodeAt(tagEnd - 1) === 47) {
      strings.push("");
      at = source.indexOf(open, tagEnd);
      continue;
    }
    const end = source.indexOf(close, tagEnd);
    if (tagEnd < 0 || end < 0) {
      throw new XlsxError("broken", `${part} is cut off`);
    }
    const from = tagEnd + 1;
    if (source.startsWith(plainOpen, from)) {
      const textStart = from + plainOpen.length;
      const textEnd = source.indexOf("<", textStart);
      if (textEnd + plainClose.length === end && source.startsWith(plainClose, textEnd)) {
        strings.push(simpleText(source, textStart, textEnd));
        at = source.indexOf(open, end);
        continue;
      }
    }
    strings.push(richText(source, from, end));
    at = source.indexOf(open, end);
  }
  if (!root.selfClosing && !source.includes(`</${prefix}sst`, Math.max(root.end, source.length - 10_000))) {
    throw new XlsxError("broken", `${part} is cut off`);
  }
  return strings;
}

function simpleText(source: string, start: number, end: number): string {
  const raw = source.slice(start, end);
  const text = raw.includes("&") || raw.includes("\r") ? plainText(raw) : raw;
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return decodeExcelEscapes(first <= 32 || last <= 32 ? trimXmlSpace(text) : text);
}

/** Start tag of the root element; declarations before it must be harmless. */
function rootTag(source: string, part: string): { prefix: string; end: number; selfClosing: boolean } {
  let at = source.indexOf("<");
  while (at >= 0 && (source.charCodeAt(at + 1) === 63 || source.charCodeAt(at + 1) === 33)) {
    if (source.charCodeAt(at + 1) === 33 && !source.startsWith("<!--", at)) {
      throw new XlsxError("doctype", `${part} declares a document type or entities`);
    }
    at = source.indexOf("<", markupEnd(source, at, source.length));
  }
  const end = at < 0 ? -1 : source.indexOf(">", at);
  const match = end < 0 ? null : /^<([^\s>/:]+:)?sst[\s/>]/.exec(source.slice(at, end + 1));
  if (!match) {
    throw new XlsxError("broken", `${part} holds no shared strings`);
  }
  return { prefix: match[1] ?? "", end: end + 1, selfClosing: source[end - 1] === "/" };
}
