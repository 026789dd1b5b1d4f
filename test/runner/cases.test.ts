/** The cases through the command line: JSON, a folder of .csv and .xlsx give the same result as the engine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorkbook } from "../../ooxml";
import { main } from "../../src/runner/main";
import { jsonSource } from "../../src/workbook/file/json";
import { ledgerSheets } from "../../src/workbook/file/ledger-sheets";
import { casesOf, differences, reportsWithCases, type Case } from "../support/cases";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tieout-cases-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function call(...argv: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  let stdout = "";
  let stderr = "";
  const status = await main(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { status, stdout, stderr };
}

async function run(example: Case, workbook: string): Promise<unknown> {
  const parameters = join(folder, "parameters.json");
  writeFileSync(parameters, JSON.stringify(example.parameters));
  const { status, stdout, stderr } = await call(
    example.report,
    workbook,
    "--parameters",
    parameters,
    "--json",
  );
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return JSON.parse(stdout);
}

function csvFolder(example: Case, index: number): string {
  const path = join(folder, `${example.report}-${index}.csv.d`);
  mkdirSync(path, { recursive: true });
  for (const [name, rows] of Object.entries(example.workbook)) {
    const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const cell = (value: unknown): string =>
      `"${((value ?? "") as string | number).toString().replaceAll('"', '""')}"`;
    const lines = [
      headers.map(cell).join(","),
      ...rows.map((row) => headers.map((header) => cell(row[header])).join(",")),
    ];
    writeFileSync(join(path, `${name.replaceAll("/", "-")}.csv`), lines.join("\n"));
  }
  return path;
}

async function xlsxFile(example: Case, index: number): Promise<string> {
  const path = join(folder, `${example.report}-${index}.xlsx`);
  const editor = createWorkbook();
  for (const spec of await ledgerSheets(jsonSource(example.workbook))) editor.addSheet(spec);
  if (editor.sheetNames.length === 0) editor.addSheet({ name: "Empty" });
  writeFileSync(path, editor.toBytes());
  return path;
}

for (const id of reportsWithCases()) {
  describe(id, () => {
    for (const [index, example] of casesOf(id).entries()) {
      it(example.name, async () => {
        const json = join(folder, `${id}-${index}.json`);
        writeFileSync(json, JSON.stringify(example.workbook));
        const fromJson = await run(example, json);
        expect(differences(example.expected, fromJson, id)).toEqual([]);
        const fromCsv = await run(example, csvFolder(example, index));
        expect(withoutNotes(fromCsv)).toEqual(withoutNotes(fromJson));
        const fromXlsx = await run(example, await xlsxFile(example, index));
        expect(withoutNotes(fromXlsx)).toEqual(withoutNotes(fromJson));
      });
    }
  });
}

/** Notes tell how cells were written (numbers as text), which differs by kind of file; addresses differ as well. */
function withoutNotes(result: unknown): unknown {
  return JSON.parse(
    JSON.stringify(result, (key, value: unknown) =>
      ["notes", "cells", "message", "place", "places"].includes(key) ? undefined : value,
    ),
  );
}
