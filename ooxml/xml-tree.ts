import { XlsxError } from "./errors";
import { unescapeXml } from "./xml-text";

/**
 * An element of a small part, with its place in the source, so that an editor can change a few characters and leave the rest alone.
 * Offsets are indexes into the source text.
 */
export interface XmlElement {
  /** Name without prefix. */
  name: string;
  /** Prefix with colon, "" for none: new siblings have to carry the same one. */
  prefix: string;
  /** Values by name; names of prefixed attributes begin with a colon (":id" for r:id), whatever the prefix is. */
  attributes: Map<string, string>;
  children: XmlElement[];
  /** From the "<" of the start tag … */
  start: number;
  /** … content … (equal to `contentEnd` for an empty element) */
  contentStart: number;
  contentEnd: number;
  /** … to behind the ">" of the end tag. */
  end: number;
  /** True for `<a/>`. */
  selfClosing: boolean;
}

const MAX_DEPTH = 500;

/**
 * Parses one XML document. Refuses every document type declaration, so that no entity can grow or reach out.
 * @throws XlsxError "doctype" or "broken" with `part` in the detail
 */
export function parseXml(source: string, part: string): XmlElement {
  const stack: XmlElement[] = [];
  let root: XmlElement | undefined;
  let at = source.indexOf("<");
  while (at >= 0) {
    const next = source.charCodeAt(at + 1);
    if (next === 33 || next === 63) {
      at = skipDeclaration(source, at, part);
    } else if (next === 47) {
      const element = stack.pop();
      const end = source.indexOf(">", at);
      if (!element || end < 0 || source.slice(at + 2, end).trimEnd() !== element.prefix + element.name) {
        throw new XlsxError("broken", `${part}: an end tag without its start tag`);
      }
      element.contentEnd = at;
      element.end = end + 1;
      at = end + 1;
    } else {
      const element = readStartTag(source, at, part);
      const parent = stack.at(-1);
      if (parent) {
        parent.children.push(element);
      } else if (root) {
        throw new XlsxError("broken", `${part}: more than one root element`);
      } else {
        root = element;
      }
      if (!element.selfClosing) {
        stack.push(element);
        if (stack.length > MAX_DEPTH) {
          throw new XlsxError("broken", `${part}: elements are nested too deeply`);
        }
      }
      at = element.contentStart;
    }
    at = source.indexOf("<", at);
  }
  if (!root || stack.length > 0) {
    throw new XlsxError("broken", `${part} is not complete XML`);
  }
  return root;
}

/** Behind a comment, CDATA section or processing instruction. */
function skipDeclaration(source: string, at: number, part: string): number {
  const [close, from] = source.startsWith("<!--", at)
    ? ["-->", at + 4]
    : source.startsWith("<![CDATA[", at)
      ? ["]]>", at + 9]
      : source.startsWith("<?", at)
        ? ["?>", at + 2]
        : ["", at];
  if (close === "") {
    throw new XlsxError("doctype", `${part} declares a document type or entities`);
  }
  const end = source.indexOf(close, from);
  if (end < 0) {
    throw new XlsxError("broken", `${part} is not complete XML`);
  }
  return end + close.length;
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}

function readStartTag(source: string, start: number, part: string): XmlElement {
  const length = source.length;
  const attributes = new Map<string, string>();
  let at = start + 1;
  const nameStart = at;
  while (at < length && !isSpace(source.charCodeAt(at)) && source[at] !== ">" && source[at] !== "/") {
    at++;
  }
  const [prefix, name] = splitName(source.slice(nameStart, at));
  for (;;) {
    while (at < length && isSpace(source.charCodeAt(at))) {
      at++;
    }
    if (at >= length || name === "") {
      throw new XlsxError("broken", `${part} is not complete XML`);
    }
    if (source[at] === ">" || source.startsWith("/>", at)) {
      const selfClosing = source[at] === "/";
      const contentStart = at + (selfClosing ? 2 : 1);
      const children: XmlElement[] = [];
      const ends = { contentStart, contentEnd: contentStart, end: contentStart };
      return { name, prefix, attributes, children, start, ...ends, selfClosing };
    }
    const equals = source.indexOf("=", at);
    const key = equals < 0 ? "" : source.slice(at, equals).trimEnd();
    let quote = equals + 1;
    while (quote < length && isSpace(source.charCodeAt(quote))) {
      quote++;
    }
    const mark = source[quote];
    const close = mark === '"' || mark === "'" ? source.indexOf(mark, quote + 1) : -1;
    if (key === "" || /[\s<>/]/.test(key) || close < 0) {
      throw new XlsxError("broken", `${part}: an attribute without a value`);
    }
    const [keyPrefix, local] = splitName(key);
    if (keyPrefix !== "xmlns:") {
      attributes.set(keyPrefix === "" ? local : `:${local}`, unescapeXml(source.slice(quote + 1, close)));
    }
    at = close + 1;
  }
}

function splitName(qualified: string): [prefix: string, local: string] {
  const colon = qualified.indexOf(":");
  return [qualified.slice(0, colon + 1), qualified.slice(colon + 1)];
}

/** First child with that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** All children with that name. */
export function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((candidate) => candidate.name === name) ?? [];
}

/** Text of an element without child elements; comments are left out, CDATA is taken as it stands. */
export function textOf(source: string, element: XmlElement): string {
  return plainText(source.slice(element.contentStart, element.contentEnd));
}

/** Text of a piece of XML that holds no elements. */
export function plainText(raw: string): string {
  if (!raw.includes("<")) {
    return unescapeXml(raw);
  }
  let result = "";
  let at = 0;
  while (at < raw.length) {
    const open = raw.indexOf("<", at);
    if (open < 0) {
      return result + unescapeXml(raw.slice(at));
    }
    result += unescapeXml(raw.slice(at, open));
    const end = skipDeclaration(raw, open, "text");
    if (raw.startsWith("<![CDATA[", open)) {
      result += raw.slice(open + 9, end - 3).replace(/\r\n?/g, "\n");
    }
    at = end;
  }
  return result;
}

/** A flag attribute: "1", "true" and "on" are true. */
export function flag(element: XmlElement | undefined, name: string, otherwise = false): boolean {
  const value = element?.attributes.get(name);
  return value === undefined ? otherwise : value === "1" || value === "true" || value === "on";
}

/** A number attribute, undefined when it is missing or no number. */
export function numeric(element: XmlElement | undefined, name: string): number | undefined {
  const value = element?.attributes.get(name);
  const number = value === undefined || value.trim() === "" ? NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A change of a source text: characters from `start` to `end` become `text`. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Applies changes that do not overlap; changes at one place keep their order. */
export function applySplices(source: string, splices: readonly Splice[]): string {
  const sorted = splices.map((splice, order) => ({ ...splice, order }));
  sorted.sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  let result = "";
  let at = 0;
  for (const splice of sorted) {
    result += source.slice(at, splice.start) + splice.text;
    at = splice.end;
  }
  return result + source.slice(at);
}
