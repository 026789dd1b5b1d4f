const SLOTS = 8192;
const LONGEST = 96;

/**
 * Remembers the strings of recently decoded byte ranges of one buffer, so that a column of repeated texts decodes each of them once.
 * A slot holds one text; another text of the same hash takes its place.
 */
export class TextCache {
  private readonly starts = new Int32Array(SLOTS);
  private readonly lengths = new Int32Array(SLOTS).fill(-1);
  private readonly texts = new Array<string>(SLOTS).fill("");

  constructor(
    private readonly bytes: Uint8Array,
    private readonly decode: (start: number, end: number) => string,
  ) {}

  get(start: number, end: number): string {
    const length = end - start;
    if (length > LONGEST) {
      return this.decode(start, end);
    }
    const bytes = this.bytes;
    let hash = length;
    for (let i = start; i < end; i++) {
      hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
    }
    const slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    if (this.lengths[slot] === length && this.equal(this.starts[slot] as number, start, length)) {
      return this.texts[slot] as string;
    }
    const text = this.decode(start, end);
    this.starts[slot] = start;
    this.lengths[slot] = length;
    this.texts[slot] = text;
    return text;
  }

  private equal(a: number, b: number, length: number): boolean {
    const bytes = this.bytes;
    for (let i = 0; i < length; i++) {
      if (bytes[a + i] !== bytes[b + i]) {
        return false;
      }
    }
    return true;
  }
}
