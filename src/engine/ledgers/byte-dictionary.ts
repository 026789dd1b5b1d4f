/** Numbers of an entry: hash, start of its bytes, their count, its value. */
const FIELDS = 4;

/** Numbers for byte strings that repeat: codes, options and dates of a text file are looked up without making a text. */
export class ByteDictionary {
  /** Entry number + 1 per slot, 0 for a free one; a power of two of them, twice as many as entries. */
  #slots = new Int32Array(64);
  #entries = new Int32Array(32 * FIELDS);
  #count = 0;
  /** The bytes of all entries, close together. */
  #keys = new Uint8Array(512);
  #used = 0;
  #hash = 0;

  /** Number of the bytes from `start` to `end`, -1 when they are new. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    let hash = length;
    for (let i = start; i < end; i += 1) hash = (Math.imul(hash, 0x01000193) ^ (bytes[i] as number)) | 0;
    hash ^= hash >>> 15;
    this.#hash = hash;
    const slots = this.#slots;
    const entries = this.#entries;
    const keys = this.#keys;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = ((slots[slot] as number) - 1) * FIELDS;
      if (entry < 0) return -1;
      if (entries[entry] !== hash || entries[entry + 2] !== length) continue;
      const known = entries[entry + 1] as number;
      let i = 0;
      while (i < length && keys[known + i] === bytes[start + i]) i += 1;
      if (i === length) return entries[entry + 3] as number;
    }
  }

  /** Adds the bytes that `find` has just not found. */
  add(bytes: Uint8Array, start: number, end: number, value: number): void {
    const entry = this.#count++;
    if (this.#count * FIELDS > this.#entries.length) this.#grow();
    const length = end - start;
    if (this.#used + length > this.#keys.length) {
      const larger = new Uint8Array(Math.max(this.#keys.length * 2, this.#used + length));
      larger.set(this.#keys);
      this.#keys = larger;
    }
    this.#keys.set(bytes.subarray(start, end), this.#used);
    this.#entries.set([this.#hash, this.#used, length, value], entry * FIELDS);
    this.#used += length;
    this.#place(entry);
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#entries[entry * FIELDS] as number) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #grow(): void {
    const entries = new Int32Array(this.#entries.length * 2);
    entries.set(this.#entries);
    this.#entries = entries;
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let entry = 0; entry < this.#count - 1; entry += 1) this.#place(entry);
  }
}
