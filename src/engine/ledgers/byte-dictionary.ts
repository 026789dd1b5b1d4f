/** Numbers for byte strings that repeat: codes, options and dates of a text file are looked up without making a text. */
export class ByteDictionary {
  #bytes: Uint8Array = new Uint8Array(0);
  /** Entry number + 1 per slot, 0 for a free one; a power of two of them. */
  #slots = new Int32Array(64);
  #hashes = new Int32Array(32);
  #starts = new Int32Array(32);
  #lengths = new Int32Array(32);
  #values = new Int32Array(32);
  #count = 0;
  #hash = 0;

  /** Number of the bytes from `start` to `end`, -1 when they are new. */
  find(bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.#bytes) this.#restart(bytes);
    const length = end - start;
    let hash = length;
    for (let i = start; i < end; i += 1) hash = (Math.imul(hash, 0x01000193) ^ (bytes[i] as number)) | 0;
    hash ^= hash >>> 15;
    this.#hash = hash;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] as number) - 1;
      if (entry < 0) return -1;
      if (this.#hashes[entry] !== hash || this.#lengths[entry] !== length) continue;
      const known = this.#starts[entry] as number;
      let i = 0;
      while (i < length && bytes[known + i] === bytes[start + i]) i += 1;
      if (i === length) return this.#values[entry] as number;
    }
  }

  /** Adds the bytes that `find` has just not found. */
  add(start: number, end: number, value: number): void {
    const entry = this.#count++;
    if (entry === this.#values.length) this.#grow();
    this.#hashes[entry] = this.#hash;
    this.#starts[entry] = start;
    this.#lengths[entry] = end - start;
    this.#values[entry] = value;
    this.#place(entry);
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#hashes[entry] as number) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #grow(): void {
    const larger = (array: Int32Array): Int32Array<ArrayBuffer> => {
      const copy = new Int32Array(array.length * 2);
      copy.set(array);
      return copy;
    };
    this.#hashes = larger(this.#hashes);
    this.#starts = larger(this.#starts);
    this.#lengths = larger(this.#lengths);
    this.#values = larger(this.#values);
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let entry = 0; entry < this.#count - 1; entry += 1) this.#place(entry);
  }

  /** Entries point into the bytes of one file; another file starts anew. */
  #restart(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#slots.fill(0);
    this.#count = 0;
  }
}
