import { type Bytes, encodeUtf8 } from "./bytes";

const CHUNK = 1 << 18;

/** Collects XML as bytes and hands full chunks to a sink, so that a large sheet never stands in memory as a whole. */
export class ByteWriter {
  private buffer: Bytes = new Uint8Array(CHUNK + 1024);
  private used = 0;

  /** `sink` gets every chunk once and may keep it. */
  constructor(private readonly sink: (chunk: Bytes) => void) {}

  /** Text that may hold any character. */
  text(text: string): void {
    const length = text.length;
    if (length > 2048) {
      this.raw(encodeUtf8(text));
      return;
    }
    this.reserve(length);
    const start = this.used;
    const { buffer } = this;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 127) {
        this.raw(encodeUtf8(text));
        return;
      }
      buffer[start + i] = unit;
    }
    this.used = start + length;
  }

  /** Ready bytes, copied. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes;
    this.reserve(length);
    if (length > 64) {
      this.buffer.set(bytes, this.used);
    } else {
      const { buffer, used } = this;
      for (let i = 0; i < length; i++) {
        buffer[used + i] = bytes[i] as number;
      }
    }
    this.used += length;
  }

  /** A number as its shortest decimal that reads back as the same double. */
  number(value: number): void {
    if (value < 1e9 && value > -1e9 && Math.trunc(value) === value) {
      this.integer(value);
    } else {
      this.text(String(value));
    }
  }

  private integer(value: number): void {
    this.reserve(12);
    let rest = value | 0;
    if (rest < 0) {
      this.buffer[this.used++] = 45;
      rest = -rest;
    }
    let digits = 1;
    for (let limit = 10; limit <= rest; limit *= 10) {
      digits++;
    }
    const { buffer } = this;
    for (let i = this.used + digits - 1; i >= this.used; i--) {
      const next = (rest / 10) | 0;
      buffer[i] = 48 + rest - next * 10;
      rest = next;
    }
    this.used += digits;
  }

  /** Hands over what is left. */
  flush(): void {
    if (this.used > 0) {
      this.sink(this.buffer.subarray(0, this.used));
      this.buffer = new Uint8Array(CHUNK + 1024);
      this.used = 0;
    }
  }

  private reserve(size: number): void {
    if (this.used + size > this.buffer.length) {
      this.flush();
      if (size > this.buffer.length) {
        this.buffer = new Uint8Array(size);
      }
    }
  }
}

/** Collects what a writer produces, in pieces that are to be joined. */
export function collectPieces(write: (writer: ByteWriter) => void): Bytes[] {
  const pieces: Bytes[] = [];
  const writer = new ByteWriter((chunk) => pieces.push(chunk));
  write(writer);
  writer.flush();
  return pieces;
}

/** One array of all pieces. */
export function joinPieces(pieces: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
