import { Deflate } from "fflate";
import { type Bytes, crc32, encodeUtf8 } from "./bytes";
import type { WriteOptions } from "./types";

const DEFAULT_LEVEL = 6;
/** 1 January 1980, 00:00: the first moment an archive can name, so that the clock leaves no trace. */
const FIXED_TIME = 0;
const FIXED_DATE = (1 << 5) | 1;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const WIDE = 0xffffffff;

/** An entry ready for the archive: packed bytes in pieces. */
export interface PackedPart {
  name: string;
  method: number;
  crc: number;
  size: number;
  packedSize: number;
  pieces: Uint8Array[];
}

/** Packs one part while it is made: push chunks, then finish. */
export class PartPacker {
  private readonly pieces: Uint8Array[] = [];
  private packedSize = 0;
  private size = 0;
  private crc = 0;
  private pending: Bytes | undefined;
  private readonly pack: (chunk: Uint8Array, last: boolean) => void;
  private readonly method: number;

  constructor(
    private readonly name: string,
    options: WriteOptions = {},
  ) {
    const level = options.level ?? DEFAULT_LEVEL;
    this.method = level === 0 ? 0 : 8;
    const { deflate } = options;
    if (level === 0) {
      this.pack = (chunk) => {
        this.keep(chunk);
      };
    } else if (deflate) {
      this.pack = (chunk, last) => {
        this.keep(deflate(chunk, last, level));
      };
    } else {
      const stream = new Deflate({ level: level as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 }, (piece) => {
        this.keep(piece);
      });
      this.pack = (chunk, last) => {
        stream.push(chunk, last);
      };
    }
  }

  push(chunk: Bytes): void {
    this.size += chunk.length;
    this.crc = crc32(chunk, this.crc);
    if (this.pending) {
      this.pack(this.pending, false);
    }
    this.pending = chunk;
  }

  finish(): PackedPart {
    this.pack(this.pending ?? new Uint8Array(0), true);
    this.pending = undefined;
    const { name, method, crc, size, packedSize, pieces } = this;
    return { name, method, crc, size, packedSize, pieces };
  }

  private keep(piece: Uint8Array): void {
    if (piece.length > 0) {
      this.pieces.push(piece);
      this.packedSize += piece.length;
    }
  }
}

/** Packs a part that is there as a whole. */
export function packBytes(name: string, bytes: Bytes, options?: WriteOptions): PackedPart {
  const packer = new PartPacker(name, options);
  packer.push(bytes);
  return packer.finish();
}

/** The archive of the parts in the given order. Equal parts give equal bytes. */
export function writeZip(parts: readonly PackedPart[]): Uint8Array {
  const entries = parts.map((part) => ({ part, name: encodeUtf8(part.name), offset: 0 }));
  const local = entries.reduce((sum, { part, name }) => sum + 30 + name.length + part.packedSize, 0);
  const central = entries.reduce((sum, { name }) => sum + 46 + name.length, 0);
  if (local + central > WIDE || parts.some((part) => part.size > WIDE) || parts.length > 0xffff) {
    throw new RangeError("the workbook is larger than an archive of 4 GB");
  }
  const bytes = new Uint8Array(local + central + 22);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const entry of entries) {
    const { part, name } = entry;
    entry.offset = at;
    view.setUint32(at, 0x04034b50, true);
    writeCommon(view, at + 4, part, name.length);
    bytes.set(name, at + 30);
    at += 30 + name.length;
    for (const piece of part.pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
  }
  for (const { part, name, offset } of entries) {
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, 20, true);
    writeCommon(view, at + 6, part, name.length);
    view.setUint32(at + 42, offset, true);
    bytes.set(name, at + 46);
    at += 46 + name.length;
  }
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, parts.length, true);
  view.setUint16(at + 10, parts.length, true);
  view.setUint32(at + 12, central, true);
  view.setUint32(at + 16, local, true);
  return bytes;
}

/** The fields that local and central headers share, from "version needed" to the length of the extra field (none). */
function writeCommon(view: DataView, at: number, part: PackedPart, nameLength: number): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, FLAGS, true);
  view.setUint16(at + 4, part.method, true);
  view.setUint16(at + 6, FIXED_TIME, true);
  view.setUint16(at + 8, FIXED_DATE, true);
  view.setUint32(at + 10, part.crc, true);
  view.setUint32(at + 14, part.packedSize, true);
  view.setUint32(at + 18, part.size, true);
  view.setUint16(at + 22, nameLength, true);
}
