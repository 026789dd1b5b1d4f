/** Opens workbooks from the file system and writes files; the only place of the runner that touches disks. */
import { constants } from "node:buffer";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { crc32 as zlibCrc32, inflateRawSync } from "node:zlib";
import { openWorkbook } from "../../ooxml";
import { Refusal } from "../engine/refusal";
import type { WorkbookSource } from "../engine/ledgers/source";
import { csvSource } from "../workbook/file/csv";
import { jsonSource } from "../workbook/file/json";
import { badWorkbook, xlsxSource } from "../workbook/file/xlsx-source";

/** An opened workbook: where its cells come from, and what is needed to write it back. */
export interface OpenedWorkbook {
  readonly path: string;
  readonly kind: "xlsx" | "csv" | "json";
  readonly source: WorkbookSource;
  /** Bytes of an .xlsx, for editing. */
  readonly bytes?: Uint8Array;
  /** The parsed object of a .json. */
  readonly json?: Readonly<Record<string, unknown>>;
}

/** Opens an .xlsx, a folder of .csv, or a .json. Throws Refusal BAD_WORKBOOK. */
export function openWorkbookFile(path: string): OpenedWorkbook {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Refusal("BAD_WORKBOOK", { reason: `there is no file or folder ${path}` });
  if (stat.isDirectory()) {
    const files = readdirSync(path)
      .filter((name) => extname(name).toLowerCase() === ".csv")
      .sort()
      .map((name) => ({ name: name.slice(0, -4), bytes: () => readBytes(join(path, name)) }));
    if (files.length === 0) throw new Refusal("BAD_WORKBOOK", { reason: "the folder holds no .csv file" });
    return { path, kind: "csv", source: csvSource(files) };
  }
  const bytes = readBytes(path);
  if (extname(path).toLowerCase() === ".json") {
    const json = parseJson(bytes);
    return { path, kind: "json", source: jsonSource(json), json: json as Record<string, unknown> };
  }
  try {
    const workbook = openWorkbook(bytes, NODE_ZIP);
    return { path, kind: "xlsx", source: xlsxSource(workbook), bytes };
  } catch (error) {
    throw badWorkbook(error);
  }
}

/** A whole file. Throws BAD_WORKBOOK with the reason when the system does not give it. */
function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === "ERR_FS_FILE_TOO_LARGE" ? "is larger than 2 GB" : `cannot be read (${code ?? "?"})`;
    throw new Refusal("BAD_WORKBOOK", { reason: `${path} ${reason}` });
  }
}

/** The longest text that the JavaScript engine holds. */
const LONGEST_TEXT = constants.MAX_STRING_LENGTH;

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length > LONGEST_TEXT) {
    throw new Refusal("BAD_WORKBOOK", {
      reason: "it is too large for .json; a folder of .csv files may have any number of rows",
    });
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal("BAD_WORKBOOK", { reason: "it is not JSON" });
  }
}

function inflate(bytes: Uint8Array, expectedSize: number): Uint8Array {
  return inflateRawSync(bytes, { maxOutputLength: Math.max(1, expectedSize) });
}

/** Node's zlib for the codec: faster than its own. */
export const NODE_ZIP = { inflate, crc32: zlibCrc32 };

/** Writes a file whole or not at all. */
export function writeFileWhole(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/** SHA-256 for evidence. */
export function digest(bytes: Uint8Array): Promise<Uint8Array> {
  return Promise.resolve(createHash("sha256").update(bytes).digest());
}
