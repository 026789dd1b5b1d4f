import type { ByteWriter } from "./byte-writer";
import { encodeCellText } from "./xml-text";

/** Beyond that many distinct texts, further ones stand in their cells: the table would cost more than it saves. */
const MOST_SHARED = 1 << 19;

/** Texts that cells share, numbered behind those of an existing part. */
export class StringBook {
  private readonly indexes = new Map<string, number>();

  /** `base` is the number of strings that the file has. */
  constructor(private readonly base: number) {}

  get added(): number {
    return this.indexes.size;
  }

  /** Index of a text, -1 when it has to stand in its cell. */
  intern(text: string): number {
    let index = this.indexes.get(text);
    if (index === undefined) {
      if (this.indexes.size >= MOST_SHARED) {
        return -1;
      }
      index = this.base + this.indexes.size;
      this.indexes.set(text, index);
    }
    return index;
  }

  /** The `<si>` elements of the added texts, in order. */
  write(writer: ByteWriter, prefix: string): void {
    for (const text of this.indexes.keys()) {
      writer.text(`<${prefix}si>${textElement(text, prefix)}</${prefix}si>`);
    }
  }
}

/** `<t>` with the text; white space at its ends is marked, or it would fall away. */
export function textElement(text: string, prefix: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  const preserve = first <= 32 || last <= 32 || text.includes("\n") ? ' xml:space="preserve"' : "";
  return `<${prefix}t${preserve}>${encodeCellText(text)}</${prefix}t>`;
}
