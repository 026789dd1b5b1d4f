import { decodeUtf8 } from "./bytes";
import { XlsxError } from "./errors";

const MAX_ATTRIBUTES = 64;

/** Moves over the bytes of a worksheet part from tag to tag. Offsets are indexes into the bytes; no method recurses. */
export class MarkupScanner {
  protected readonly length: number;
  /** Length of the prefix with colon that the elements of the main namespace carry, 0 for none. */
  protected prefixLength = 0;
  /** Whether the tag passed last by `tagEnd` or `readAttributes` closed itself. */
  protected selfClosing = false;
  private attributeCount = 0;
  private readonly attributeBounds = new Int32Array(MAX_ATTRIBUTES * 4);

  constructor(
    protected readonly bytes: Uint8Array,
    protected readonly part: string,
  ) {
    this.length = bytes.length;
  }

  /** Where the scanner is, for messages. */
  protected place(): string {
    return this.part;
  }

  protected fail(what: string): XlsxError {
    return new XlsxError("broken", `${this.place()}: ${what}`);
  }

  protected slice(start: number, end: number): string {
    return decodeUtf8(this.bytes.subarray(start, end), this.place());
  }

  /** Behind the start tag of `<worksheet>`, whose prefix is noted. */
  protected enterRoot(): number {
    const at = this.nextTag(0);
    let colon = at + 1;
    while (
      colon < this.length &&
      this.bytes[colon] !== 58 &&
      (this.bytes[colon] as number) > 32 &&
      this.bytes[colon] !== 62
    ) {
      colon++;
    }
    this.prefixLength = this.bytes[colon] === 58 ? colon - at : 0;
    if (!this.isElement(at, "worksheet")) {
      throw this.fail("the part is no worksheet");
    }
    return this.tagEnd(at);
  }

  /** Behind the start tag of `<sheetData>`, -1 when the sheet has no data. */
  protected enterSheetData(): number {
    let at = this.enterRoot();
    if (this.selfClosing) {
      return -1;
    }
    for (;;) {
      at = this.nextTag(at);
      if (this.bytes[at + 1] === 47) {
        return -1;
      }
      if (this.isElement(at, "sheetData")) {
        at = this.tagEnd(at);
        return this.selfClosing ? -1 : at;
      }
      at = this.skipElement(at);
    }
  }

  /** The "<" of the next start or end tag; text, comments, CDATA sections and instructions are passed over. */
  protected nextTag(from: number): number {
    const { bytes, length } = this;
    let at = from;
    for (;;) {
      while (at < length && bytes[at] !== 60) {
        at++;
      }
      if (at + 1 >= length) {
        throw this.fail("the sheet is cut off");
      }
      const next = bytes[at + 1];
      if (next !== 33 && next !== 63) {
        return at;
      }
      at = this.skipDeclaration(at);
    }
  }

  /** Behind a comment, CDATA section or instruction. A document type is refused wherever it stands. */
  protected skipDeclaration(at: number): number {
    const { bytes } = this;
    if (bytes[at + 1] === 63) {
      return this.behind(at + 2, 63, 62, 62);
    }
    if (bytes[at + 2] === 45 && bytes[at + 3] === 45) {
      return this.behind(at + 4, 45, 45, 62);
    }
    if (bytes[at + 2] === 91) {
      return this.behind(at + 3, 93, 93, 62);
    }
    throw new XlsxError("doctype", `${this.part} declares a document type or entities`);
  }

  /** Behind the next three bytes in a row (of an instruction: two). */
  private behind(from: number, first: number, second: number, third: number): number {
    const { bytes, length } = this;
    const two = second === third;
    for (let at = from; at < length; at++) {
      if (bytes[at] === first && bytes[at + 1] === second && (two || bytes[at + 2] === third)) {
        return at + (two ? 2 : 3);
      }
    }
    throw this.fail("the sheet is cut off");
  }

  /** Behind the ">" of the tag that begins at `at`; attribute values may hold ">". */
  protected tagEnd(at: number): number {
    const { bytes, length } = this;
    let quote = 0;
    for (let i = at + 1; i < length; i++) {
      const b = bytes[i] as number;
      if (quote !== 0) {
        if (b === quote) {
          quote = 0;
        }
      } else if (b === 62) {
        this.selfClosing = bytes[i - 1] === 47;
        return i + 1;
      } else if (b === 34 || b === 39) {
        quote = b;
      }
    }
    throw this.fail("the sheet is cut off");
  }

  /** Behind the end of the element whose start tag begins at `at`. */
  protected skipElement(at: number): number {
    let position = this.tagEnd(at);
    let depth = this.selfClosing ? 0 : 1;
    while (depth > 0) {
      const tag = this.nextTag(position);
      position = this.tagEnd(tag);
      if (this.bytes[tag + 1] === 47) {
        depth--;
      } else if (!this.selfClosing) {
        depth++;
      }
    }
    return position;
  }

  /** The "<" of the end tag of an element that holds only text, comments and CDATA sections. */
  protected endOfText(from: number): number {
    const at = this.nextTag(from);
    if (this.bytes[at + 1] !== 47) {
      throw this.fail("an element where only text may stand");
    }
    return at;
  }

  /** True when the tag at `at` opens the element `name` of the main namespace. */
  protected isElement(at: number, name: string): boolean {
    const { bytes, prefixLength } = this;
    const start = at + 1 + prefixLength;
    if (prefixLength > 0 && bytes[start - 1] !== 58) {
      return false;
    }
    for (let i = 0; i < name.length; i++) {
      if (bytes[start + i] !== name.charCodeAt(i)) {
        return false;
      }
    }
    const behind = bytes[start + name.length] as number;
    return behind <= 32 || behind === 62 || behind === 47;
  }

  /** Reads the attributes of the start tag at `at` and returns the place behind it. */
  protected readAttributes(at: number): number {
    const { bytes, length, attributeBounds } = this;
    let i = at + 1;
    let count = 0;
    while (i < length && (bytes[i] as number) > 32 && bytes[i] !== 62 && bytes[i] !== 47) {
      i++;
    }
    for (;;) {
      while (i < length && (bytes[i] as number) <= 32) {
        i++;
      }
      if (bytes[i] === 62 || (bytes[i] === 47 && bytes[i + 1] === 62)) {
        this.selfClosing = bytes[i] === 47;
        this.attributeCount = count;
        return i + (this.selfClosing ? 2 : 1);
      }
      const nameStart = i;
      while (i < length && (bytes[i] as number) > 32 && bytes[i] !== 61) {
        i++;
      }
      const nameEnd = i;
      while (i < length && bytes[i] !== 34 && bytes[i] !== 39) {
        i++;
      }
      const quote = bytes[i];
      const start = ++i;
      while (i < length && bytes[i] !== quote) {
        i++;
      }
      if (i >= length || nameEnd === nameStart || count === MAX_ATTRIBUTES) {
        throw this.fail("a tag that is not complete");
      }
      attributeBounds[count * 4] = nameStart;
      attributeBounds[count * 4 + 1] = nameEnd;
      attributeBounds[count * 4 + 2] = start;
      attributeBounds[count * 4 + 3] = i;
      count++;
      i++;
    }
  }

  /** Value of an attribute read last by `readAttributes`. */
  protected attribute(name: string): string | undefined {
    const [start, end] = this.attributeRange(name);
    return start < 0 ? undefined : this.slice(start, end);
  }

  /** Bounds of the value of an attribute read last by `readAttributes`, -1 when it is missing. */
  protected attributeRange(name: string): [start: number, end: number] {
    const { bytes, attributeBounds } = this;
    for (let i = 0; i < this.attributeCount; i++) {
      const start = attributeBounds[i * 4] as number;
      if ((attributeBounds[i * 4 + 1] as number) - start !== name.length) {
        continue;
      }
      let equal = true;
      for (let k = 0; k < name.length && equal; k++) {
        equal = bytes[start + k] === name.charCodeAt(k);
      }
      if (equal) {
        return [attributeBounds[i * 4 + 2] as number, attributeBounds[i * 4 + 3] as number];
      }
    }
    return [-1, -1];
  }

  protected flagAttribute(name: string): boolean {
    const value = this.attribute(name);
    return value === "1" || value === "true" || value === "on";
  }
}
