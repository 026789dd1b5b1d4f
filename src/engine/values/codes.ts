/**
 * Codes and texts as small integers. All tables of one workbook share one pool, so that a code means the same number
 * everywhere and joins compare integers. Number 0 is the empty text. Numbers follow the order of first appearance and
 * must therefore never be used for sorting: sort by text.
 */
export class TextPool {
  readonly #texts: string[] = [""];
  readonly #ids = new Map<string, number>([["", 0]]);

  /** Number of texts, the empty one included. */
  get size(): number {
    return this.#texts.length;
  }

  /** The number of a text, which is added when it is new. */
  intern(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#texts.push(text);
    this.#ids.set(text, id);
    return id;
  }

  /** The number of a text, or -1 when no row has it. */
  find(text: string): number {
    return this.#ids.get(text) ?? -1;
  }

  /** The text of a number. */
  text(id: number): string {
    return this.#texts[id] ?? "";
  }
}

/** A text as code: trimmed and in upper case, independent of the locale. */
export function codeOf(text: string): string {
  return text.trim().toUpperCase();
}

/** Order of codes: character by character by code point, blank first (conventions, 6). */
export function compareCodes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const xs = x >= 0xd800 && x <= 0xdfff;
      const ys = y >= 0xd800 && y <= 0xdfff;
      if (xs !== ys) return xs ? 1 : -1;
      return x - y;
    }
  }
  return a.length - b.length;
}
