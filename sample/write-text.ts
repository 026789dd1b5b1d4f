/** The sample as JSON and as a folder of .csv files, written piece by piece so that size does not matter. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import type { SampleCell, SampleTable, SampleTables } from "./workbook";

const CHUNK = 1 << 20;

class TextFile {
  private readonly handle: number;
  private waiting: string[] = [];
  private size = 0;

  constructor(file: string) {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    this.handle = openSync(file, "w");
  }

  write(text: string): void {
    this.waiting.push(text);
    this.size += text.length;
    if (this.size > CHUNK) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.handle);
  }

  private flush(): void {
    writeSync(this.handle, this.waiting.join(""));
    this.waiting = [];
    this.size = 0;
  }
}

/** `{ "Value Entries": [ {…}, … ], … }`, one row a line. */
export function writeJson(tables: SampleTables, file: string): void {
  const out = new TextFile(file);
  let first = true;
  out.write("{");
  for (const [sheet, table] of tables) {
    out.write(`${first ? "" : ","}\n${JSON.stringify(sheet)}: [`);
    first = false;
    writeRecords(out, table);
    out.write("\n]");
  }
  out.write("\n}\n");
  out.close();
}

function writeRecords(out: TextFile, table: SampleTable): void {
  const captions = table.columns.map((name) => JSON.stringify(name));
  for (let row = 0; row < table.rowCount; row++) {
    const cells = table
      .row(row)
      .map((value, index) => `${captions[index] as string}: ${JSON.stringify(value)}`);
    out.write(`${row === 0 ? "" : ","}\n  {${cells.join(", ")}}`);
  }
}

/** One file per sheet: UTF-8, comma, quotes doubled, ISO dates, decimal point. */
export function writeCsv(tables: SampleTables, folder: string): void {
  for (const [sheet, table] of tables) {
    const out = new TextFile(path.join(folder, `${sheet}.csv`));
    out.write(`${table.columns.map(quoted).join(",")}\r\n`);
    for (let row = 0; row < table.rowCount; row++) out.write(`${table.row(row).map(quoted).join(",")}\r\n`);
    out.close();
  }
}

function quoted(value: SampleCell): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
