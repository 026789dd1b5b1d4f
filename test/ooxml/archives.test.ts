import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { crc32, deflateRawSync, inflateRawSync, constants } from "node:zlib";
import * as XLSX from "@e965/xlsx";
import { createWorkbook, editWorkbook, openWorkbook, XlsxError } from "../../ooxml";
import { smallWorkbook, zipped } from "./packages";

const ROWS = '<row r="1"><c r="A1"><v>42</v></c></row>';

/** An archive as streaming writers make it: sizes behind the data, and in 64-bit fields of the directory. */
function streamedZip64(parts: Record<string, string | Uint8Array>): Uint8Array {
  const chunks: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  const push = (chunk: Buffer): void => {
    chunks.push(chunk);
    offset += chunk.length;
  };
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(45, 4);
    head.writeUInt16LE(0x0808, 6);
    head.writeUInt16LE(8, 8);
    head.writeUInt16LE(name.length, 26);
    const record = Buffer.alloc(46 + name.length + 28);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(0x0808, 8);
    record.writeUInt16LE(8, 10);
    record.writeUInt32LE(crc32(data), 16);
    record.writeUInt32LE(0xffffffff, 20);
    record.writeUInt32LE(0xffffffff, 24);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt16LE(28, 30);
    record.writeUInt32LE(0xffffffff, 42);
    record.write(name, 46);
    record.writeUInt16LE(1, 46 + name.length);
    record.writeUInt16LE(24, 48 + name.length);
    record.writeBigUInt64LE(BigInt(data.length), 50 + name.length);
    record.writeBigUInt64LE(BigInt(packed.length), 58 + name.length);
    record.writeBigUInt64LE(BigInt(offset), 66 + name.length);
    central.push(record);
    const descriptor = Buffer.alloc(24);
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(crc32(data), 4);
    descriptor.writeBigUInt64LE(BigInt(packed.length), 8);
    descriptor.writeBigUInt64LE(BigInt(data.length), 16);
    push(head);
    push(Buffer.from(name));
    push(packed);
    push(descriptor);
  }
  const start = offset;
  central.forEach(push);
  const size = offset - start;
  const end = Buffer.alloc(56 + 20 + 22);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(central.length), 24);
  end.writeBigUInt64LE(BigInt(central.length), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(start), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset), 64);
  end.writeUInt32LE(1, 72);
  end.writeUInt32LE(0x06054b50, 76);
  end.writeUInt16LE(0xffff, 84);
  end.writeUInt16LE(0xffff, 86);
  end.writeUInt32LE(0xffffffff, 88);
  end.writeUInt32LE(0xffffffff, 92);
  push(end);
  return new Uint8Array(Buffer.concat(chunks));
}

describe("archives", () => {
  it("of streaming writers, with 64-bit sizes, are read and edited", () => {
    const bytes = streamedZip64(smallWorkbook(ROWS));
    expect(openWorkbook(bytes).readSheet(0).rows).toEqual([[42]]);
    const editor = editWorkbook(bytes);
    editor.addSheet({ name: "New" });
    const after = unzipSync(editor.toBytes());
    expect(strFromU8(after["xl/worksheets/sheet1.xml"] ?? new Uint8Array())).toContain("<v>42</v>");
  });

  it("may hold a comment, folders and backslashes, and names in another case", () => {
    const parts = smallWorkbook(ROWS);
    const files = Object.fromEntries(
      Object.entries(parts).map(([name, xml]) => [
        name.replace("xl/worksheets/", "XL\\Worksheets\\"),
        strToU8(xml as string),
      ]),
    );
    const plain = zipSync({ ...files, "xl/": new Uint8Array(0) });
    const bytes = new Uint8Array(plain.length + 5);
    bytes.set(plain);
    bytes[plain.length - 2] = 5;
    bytes.set(strToU8("PK\u0005\u0006!"), plain.length);
    expect(openWorkbook(bytes).readSheet(0).rows).toEqual([[42]]);
  });

  it("are packed and unpacked by the platform's functions where these are handed in", () => {
    const editor = createWorkbook();
    editor.addSheet({
      name: "Data",
      blocks: [{ row: 0, col: 0, rowCount: 40_000, columns: [{ type: "number", values: (i) => i * 1.5 }] }],
    });
    let chunks = 0;
    const bytes = editor.toBytes({
      level: 3,
      deflate: (chunk, last, level) => {
        chunks++;
        const finishFlush = last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
        return deflateRawSync(chunk, { level, finishFlush });
      },
    });
    expect(chunks).toBeGreaterThan(8);
    let inflated = 0;
    const book = openWorkbook(bytes, {
      inflate: (packed, size) => {
        inflated++;
        return inflateRawSync(packed, { maxOutputLength: size });
      },
      crc32: (content) => crc32(content),
    });
    const { rows } = book.readSheet(0);
    expect(inflated).toBeGreaterThan(0);
    expect(rows).toHaveLength(40_000);
    expect(rows.at(-1)).toEqual([39_999 * 1.5]);
    expect(openWorkbook(editor.toBytes()).readSheet(0).rows).toEqual(rows);
  });

  it("turn every failure of a platform function into an XlsxError", () => {
    const bytes = zipped(smallWorkbook(ROWS + " ".repeat(500)));
    const open = (): unknown =>
      openWorkbook(bytes, {
        inflate: () => {
          throw new RangeError("out of memory");
        },
      });
    expect(open).toThrow(XlsxError);
  });
});

describe("files whose elements carry a prefix", () => {
  it("are edited in their own way of writing", () => {
    const editor = createWorkbook();
    editor.addSheet({
      name: "Value Entries",
      cells: [{ row: 1, col: 0, value: 1, style: { numberFormat: "0.0" } }],
      tables: [{ name: "ValueEntries", row: 0, col: 0, rowCount: 1, columns: [{ name: "Entry No." }] }],
    });
    editor.defineName({ name: "Total", refersTo: "'Value Entries'!$A$2" });
    const files = unzipSync(editor.toBytes());
    for (const [name, content] of Object.entries(files)) {
      const xml = strFromU8(content)
        .replace(/<(\/?)([A-Za-z])/g, "<$1x:$2")
        .replace(/ xmlns="/, ' xmlns:x="');
      if (!name.startsWith("docProps")) {
        files[name] = strToU8(xml);
      }
    }
    const edited = editWorkbook(zipSync(files));
    edited.patchSheet("Value Entries", [
      {
        op: "appendRows",
        table: "ValueEntries",
        rowCount: 2,
        columns: [{ type: "mixed", values: [2, "three"] }],
      },
    ]);
    edited.addSheet({
      name: "Proof",
      cells: [{ row: 0, col: 0, value: "Ties", style: { font: { bold: true } } }],
    });
    edited.defineName({ name: "More", refersTo: "Proof!$A$1" });
    const after = edited.toBytes();
    const book = openWorkbook(after);
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["Value Entries", "Proof"]);
    expect(book.sheets[0]?.tables[0]?.ref).toBe("A1:A4");
    expect(book.readSheet(0).rows).toEqual([["Entry No."], [1], [2], ["three"]]);
    expect(book.readSheet(1).rows).toEqual([["Ties"]]);
    expect(book.definedNames.map((name) => name.name)).toEqual(["Total", "More"]);
    const theirs = XLSX.read(after, { type: "array" });
    expect(XLSX.utils.sheet_to_json(theirs.Sheets["Value Entries"] ?? {}, { header: 1 })).toEqual([
      ["Entry No."],
      [1],
      [2],
      ["three"],
    ]);
  });
});
