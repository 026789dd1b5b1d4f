import { inflateSync } from "fflate";
import { type Bytes, crc32, decodeUtf8 } from "./bytes";
import { XlsxError } from "./errors";
import type { OpenOptions, ReadLimits } from "./types";

/** What a workbook of a full Excel sheet needs, with room; a hostile archive hits one of them long before the machine suffers. */
export const DEFAULT_LIMITS: ReadLimits = {
  maxPartBytes: 1_500_000_000,
  maxTotalBytes: 3_000_000_000,
  maxRatio: 500,
  ratioFloorBytes: 32_000_000,
  maxEntries: 20_000,
  maxSharedStringChars: 500_000_000,
};

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const END_SIZE = 22;
const MAX_COMMENT = 65_535;

/** One entry of the archive as its directory declares it. */
export interface ZipEntry {
  name: string;
  method: number;
  packedSize: number;
  size: number;
  crc: number;
  headerOffset: number;
  /** Offset of the packed bytes. */
  dataOffset: number;
}

/** The directory of an archive, with parts unpacked on demand. Names compare without case, as package part names do. */
export class ZipReader {
  readonly entries: ZipEntry[];
  readonly limits: ReadLimits;
  private readonly byName = new Map<string, ZipEntry>();

  /** @throws XlsxError "notZip", "encrypted", "broken", "badPath" or "tooLarge" */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly options: OpenOptions = {},
  ) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.entries = readDirectory(bytes, this.limits);
    for (const entry of this.entries) {
      const key = entry.name.toLowerCase();
      if (this.byName.has(key)) {
        throw new XlsxError("broken", `the archive holds ${entry.name} twice`);
      }
      this.byName.set(key, entry);
    }
  }

  find(name: string): ZipEntry | undefined {
    return this.byName.get(name.toLowerCase());
  }

  /** The packed bytes of an entry as they stand in the file. */
  packed(entry: ZipEntry): Uint8Array {
    return this.bytes.subarray(entry.dataOffset, entry.dataOffset + entry.packedSize);
  }

  /** Unpacks one entry and checks its size and checksum. */
  unpack(entry: ZipEntry): Bytes {
    const packed = this.packed(entry);
    let content: Uint8Array;
    if (entry.size === 0) {
      content = new Uint8Array(0);
    } else if (entry.method === 0) {
      content = packed;
    } else {
      content = this.inflate(entry, packed);
    }
    if (content.length !== entry.size) {
      throw new XlsxError("broken", `${entry.name} unpacks to another size than declared`);
    }
    if ((this.options.crc32 ?? crc32)(content) >>> 0 !== entry.crc) {
      throw new XlsxError("broken", `${entry.name} does not fit its checksum`);
    }
    return content as Bytes;
  }

  private inflate(entry: ZipEntry, packed: Uint8Array): Uint8Array {
    try {
      return this.options.inflate
        ? this.options.inflate(packed, entry.size)
        : inflateSync(packed, { out: new Uint8Array(entry.size) });
    } catch {
      throw new XlsxError("broken", `${entry.name} cannot be unpacked`);
    }
  }
}

function readDirectory(bytes: Uint8Array, limits: ReadLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(bytes, view);
  let count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  const locator = end - 20;
  if (locator >= 0 && view.getUint32(locator, true) === ZIP64_LOCATOR) {
    const zip64 = readUint64(view, locator + 8);
    if (zip64 + 56 > bytes.length || view.getUint32(zip64, true) !== ZIP64_END) {
      throw new XlsxError("broken", "the zip64 directory is not where the archive says");
    }
    count = readUint64(view, zip64 + 32);
    offset = readUint64(view, zip64 + 48);
  }
  if (count > limits.maxEntries) {
    throw new XlsxError("tooLarge", `the archive holds ${count} entries, more than ${limits.maxEntries}`);
  }
  const entries: ZipEntry[] = [];
  let total = 0;
  let at = offset;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL_HEADER) {
      throw new XlsxError("broken", "the directory of the archive is cut off");
    }
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > bytes.length) {
      throw new XlsxError("broken", "the directory of the archive is cut off");
    }
    const name = checkedName(bytes.subarray(at + 46, at + 46 + nameLength));
    if (!name.endsWith("/")) {
      const entry = readEntry(bytes, view, at, name, extraLength);
      checkSize(entry, limits);
      total += entry.size;
      entries.push(entry);
    }
    at = next;
  }
  if (total > limits.maxTotalBytes) {
    throw new XlsxError(
      "tooLarge",
      `the archive unpacks to ${total} bytes, more than ${limits.maxTotalBytes}`,
    );
  }
  checkOverlap(entries);
  return entries;
}

function findEnd(bytes: Uint8Array, view: DataView): number {
  const lowest = Math.max(0, bytes.length - END_SIZE - MAX_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= lowest; at--) {
    if (bytes[at] === 0x50 && view.getUint32(at, true) === END_OF_DIRECTORY) {
      return at;
    }
  }
  if (isCompoundFile(bytes)) {
    throw holdsEncryptedPackage(bytes)
      ? new XlsxError("encrypted", "the workbook is protected with a password")
      : new XlsxError("notZip", "the file is in the old binary format (.xls)");
  }
  if (bytes.length >= 4 && view.getUint32(0, true) === LOCAL_HEADER) {
    throw new XlsxError("broken", "the archive is cut off: its directory is missing");
  }
  throw new XlsxError("notZip", "the file is not a zip archive");
}

const COMPOUND_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

function isCompoundFile(bytes: Uint8Array): boolean {
  return COMPOUND_SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/** A protected workbook is a compound file with a stream "EncryptedPackage", whose name stands there in UTF-16. */
function holdsEncryptedPackage(bytes: Uint8Array): boolean {
  const name = Array.from("EncryptedPackage").flatMap((c) => [c.charCodeAt(0), 0]);
  let from = bytes.indexOf(0x45);
  while (from >= 0) {
    if (name.every((byte, i) => bytes[from + i] === byte)) {
      return true;
    }
    from = bytes.indexOf(0x45, from + 1);
  }
  return false;
}

function readUint64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new XlsxError("broken", "the archive declares an impossible size");
  }
  return Number(value);
}

function checkedName(raw: Uint8Array): string {
  const name = decodeUtf8(raw, "a name in the archive").replaceAll("\\", "/");
  const segments = name.split("/");
  if (
    name === "" ||
    name.startsWith("/") ||
    name.includes("\0") ||
    /^[A-Za-z]:/.test(name) ||
    segments.includes("..") ||
    segments.includes(".")
  ) {
    throw new XlsxError("badPath", `the archive holds a part with the name ${JSON.stringify(name)}`);
  }
  return name;
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  name: string,
  extraLength: number,
): ZipEntry {
  if ((view.getUint16(at + 8, true) & 1) !== 0) {
    throw new XlsxError("encrypted", `${name} is encrypted`);
  }
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) {
    throw new XlsxError("broken", `${name} is packed with method ${method}, which workbooks never use`);
  }
  const sizes = wideSizes(view, at, at + 46 + view.getUint16(at + 28, true), extraLength);
  const { headerOffset, packedSize, size } = sizes;
  if (headerOffset + 30 > bytes.length || view.getUint32(headerOffset, true) !== LOCAL_HEADER) {
    throw new XlsxError("broken", `${name} is not where the archive says`);
  }
  const dataOffset =
    headerOffset + 30 + view.getUint16(headerOffset + 26, true) + view.getUint16(headerOffset + 28, true);
  if (dataOffset + packedSize > bytes.length || (method === 0 && packedSize !== size)) {
    throw new XlsxError("broken", `${name} is cut off`);
  }
  return { name, method, packedSize, size, crc: view.getUint32(at + 16, true), headerOffset, dataOffset };
}

/** Sizes and offset of a directory record; those that do not fit 32 bits stand in its zip64 extra field, in this order. */
function wideSizes(view: DataView, at: number, extraAt: number, extraLength: number) {
  const result = {
    size: view.getUint32(at + 24, true),
    packedSize: view.getUint32(at + 20, true),
    headerOffset: view.getUint32(at + 42, true),
  };
  const end = extraAt + extraLength;
  for (let field = extraAt; field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) {
      continue;
    }
    let value = field + 4;
    const fieldEnd = Math.min(end, value + view.getUint16(field + 2, true));
    for (const key of ["size", "packedSize", "headerOffset"] as const) {
      if (result[key] === 0xffffffff && value + 8 <= fieldEnd) {
        result[key] = readUint64(view, value);
        value += 8;
      }
    }
  }
  return result;
}

function checkSize(entry: ZipEntry, limits: ReadLimits): void {
  if (entry.size > limits.maxPartBytes) {
    throw new XlsxError(
      "tooLarge",
      `${entry.name} unpacks to ${entry.size} bytes, more than ${limits.maxPartBytes}`,
    );
  }
  if (entry.size > limits.ratioFloorBytes && entry.size > entry.packedSize * limits.maxRatio) {
    throw new XlsxError(
      "tooLarge",
      `${entry.name} unpacks to more than ${limits.maxRatio} times its packed size`,
    );
  }
}

/** Entries that share packed bytes are the trick of small archives that unpack without end. */
function checkOverlap(entries: readonly ZipEntry[]): void {
  const byOffset = [...entries].sort((a, b) => a.headerOffset - b.headerOffset);
  let end = 0;
  for (const entry of byOffset) {
    if (entry.headerOffset < end) {
      throw new XlsxError("broken", `${entry.name} overlaps another part of the archive`);
    }
    end = entry.dataOffset + entry.packedSize;
  }
}
