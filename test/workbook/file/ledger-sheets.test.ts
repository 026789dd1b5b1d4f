/** Ledgers of .csv and .json as sheets of a new workbook. */
import { csvSource } from "../../../src/workbook/file/csv";
import { largerTables, ledgerSheets } from "../../../src/workbook/file/ledger-sheets";

const file = (name: string, rows: number): { name: string; bytes: Uint8Array } => ({
  name,
  bytes: new TextEncoder().encode(
    `No.,Description\n${Array.from({ length: rows }, (_, i) => `${i},=1+1\n`).join("")}`,
  ),
});

it("leaves out tables with more rows than wanted, and names them", async () => {
  const source = csvSource([file("Items", 10), file("Value Entries", 11), file("Jobs", 0)]);
  expect((await ledgerSheets(source, 10)).map((sheet) => sheet.name)).toEqual(["Items", "Jobs"]);
  expect(largerTables(source, 10).map((table) => table.sheetName)).toEqual(["Value Entries"]);
  expect(await ledgerSheets(source)).toHaveLength(3);
});
