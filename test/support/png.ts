/** PNG pictures for tests: those of browsers and of page renderers in, small ones with few colours out. */
import { unzlibSync, zlibSync } from "fflate";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue of every point, row by row. */
  readonly rgb: Uint8Array;
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Points of a pixel by colour type: grey, colours, palette, grey with alpha, colours with alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Reads a PNG of 8 bits a channel that is not interlaced. Throws on any other. */
export function decodePng(bytes: Uint8Array): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (SIGNATURE.some((value, index) => bytes[index] !== value)) throw new Error("This is not a PNG.");
  let header: { width: number; height: number; type: number } | undefined;
  let palette = new Uint8Array();
  const data: Uint8Array[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") {
      if (body[8] !== 8 || body[12] !== 0) throw new Error("Only 8 bits a channel, not interlaced.");
      header = { width: view.getUint32(at + 8), height: view.getUint32(at + 12), type: body[9] ?? -1 };
    } else if (name === "PLTE") palette = body.slice();
    else if (name === "IDAT") data.push(body);
    at += length + 12;
  }
  const channels = header && CHANNELS[header.type];
  if (!header || channels === undefined) throw new Error("The header is missing or unknown.");
  const { width, height, type } = header;
  const rows = unfiltered(unzlibSync(joined(data)), width * channels, height, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let point = 0; point < width * height; point += 1) {
    const first = rows[point * channels] ?? 0;
    for (let colour = 0; colour < 3; colour += 1) {
      rgb[point * 3 + colour] =
        type === 3
          ? (palette[first * 3 + colour] ?? 0)
          : channels < 3
            ? first
            : (rows[point * channels + colour] ?? 0);
    }
  }
  return { width, height, rgb };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Takes the filters of PNG (none, left, up, average, Paeth) off the rows. */
function unfiltered(raw: Uint8Array, stride: number, height: number, channels: number): Uint8Array {
  const rows = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)];
    for (let at = 0; at < stride; at += 1) {
      const here = row * stride + at;
      const left = at >= channels ? (rows[here - channels] ?? 0) : 0;
      const up = row > 0 ? (rows[here - stride] ?? 0) : 0;
      const corner = row > 0 && at >= channels ? (rows[here - stride - channels] ?? 0) : 0;
      const guess =
        filter === 1
          ? left
          : filter === 2
            ? up
            : filter === 3
              ? (left + up) >> 1
              : filter === 4
                ? paeth(left, up, corner)
                : 0;
      rows[here] = (raw[row * (stride + 1) + 1 + at] ?? 0) + guess;
    }
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Writes a PNG with a palette. Where it has more than 256 colours, they are coarsened until it has not. */
export function encodePng({ width, height, rgb }: Picture): Uint8Array {
  const { palette, points } = indexed(rgb);
  const rows = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row += 1) {
    rows.set(points.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8);
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", header),
    chunk(
      "PLTE",
      Uint8Array.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk("IDAT", zlibSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** Points as places in a palette of at most 256 colours. Each channel keeps as many high bits as that allows. */
function indexed(rgb: Uint8Array): { readonly palette: readonly number[]; readonly points: Uint8Array } {
  const points = new Uint8Array(rgb.length / 3);
  for (let bits = 8; ; bits -= 1) {
    const step = 2 ** (8 - bits);
    const level = Uint8Array.from({ length: 256 }, (_, value) =>
      Math.min(255, Math.round(value / step) * step),
    );
    const places = new Map<number, number>();
    let point = 0;
    for (; point < points.length && places.size <= 256; point += 1) {
      const at = point * 3;
      const colour =
        ((level[rgb[at] ?? 0] ?? 0) << 16) |
        ((level[rgb[at + 1] ?? 0] ?? 0) << 8) |
        (level[rgb[at + 2] ?? 0] ?? 0);
      let place = places.get(colour);
      if (place === undefined) places.set(colour, (place = places.size));
      points[point] = place;
    }
    if (places.size <= 256) return { palette: [...places.keys()], points };
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function chunk(name: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  for (let at = 0; at < 4; at += 1) bytes[4 + at] = name.charCodeAt(at);
  bytes.set(body, 8);
  let crc = 0xffffffff;
  for (const value of bytes.subarray(4, body.length + 8)) {
    crc = (CRC_TABLE[(crc ^ value) & 255] ?? 0) ^ (crc >>> 8);
  }
  view.setUint32(body.length + 8, (crc ^ 0xffffffff) >>> 0);
  return bytes;
}
