import { XlsxError } from "./errors";

/** Unpacked bytes over a plain buffer, as this package and fflate hand them around. */
export type Bytes = Uint8Array<ArrayBuffer>;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Text of UTF-8 bytes; a byte order mark is kept. @throws XlsxError "broken" for bytes that are no UTF-8 */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new XlsxError("broken", `${what} holds bytes that are not UTF-8`);
  }
}

export function encodeUtf8(text: string): Bytes {
  return encoder.encode(text);
}

const crcTables = buildCrcTables();

function buildCrcTables(): Uint32Array {
  const tables = new Uint32Array(8 * 256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let bit = 0; bit < 8; bit++) {
      c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    }
    tables[n] = c >>> 0;
  }
  for (let n = 0; n < 256; n++) {
    let c = tables[n] as number;
    for (let slice = 1; slice < 8; slice++) {
      c = ((tables[c & 255] as number) ^ (c >>> 8)) >>> 0;
      tables[slice * 256 + n] = c;
    }
  }
  return tables;
}

/** An element whose index is known to be inside; the engine inlines it. */
function at(values: Uint8Array | Uint32Array, index: number): number {
  return values[index] as number;
}

/** CRC-32 of zip archives, eight bytes per step; `seed` is the result for the bytes before. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  const t = crcTables;
  let c = ~seed;
  let i = 0;
  const end = bytes.length;
  const fast = end - 7;
  while (i < fast) {
    const low =
      c ^ (at(bytes, i) | (at(bytes, i + 1) << 8) | (at(bytes, i + 2) << 16) | (at(bytes, i + 3) << 24));
    c =
      at(t, 1792 + (low & 255)) ^
      at(t, 1536 + ((low >>> 8) & 255)) ^
      at(t, 1280 + ((low >>> 16) & 255)) ^
      at(t, 1024 + (low >>> 24)) ^
      at(t, 768 + at(bytes, i + 4)) ^
      at(t, 512 + at(bytes, i + 5)) ^
      at(t, 256 + at(bytes, i + 6)) ^
      at(t, at(bytes, i + 7));
    i += 8;
  }
  while (i < end) {
    c = at(t, (c ^ at(bytes, i)) & 255) ^ (c >>> 8);
    i++;
  }
  return ~c >>> 0;
}
