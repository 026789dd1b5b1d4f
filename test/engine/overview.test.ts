/** Which reports can run over a workbook: over the sample company every one, also without a date that can be read. */
import { generateSample } from "../../sample/generate";
import { reportCards } from "../../src/engine/catalogue";
import { reportStates } from "../../src/engine/overview";
import { readLedgers } from "../../src/engine/ledgers/read";
import { jsonSource } from "../../src/workbook/file/json";

const book = (): Record<string, Record<string, unknown>[]> =>
  Object.fromEntries(
    [...generateSample().tables].map(([sheet, table]) => [
      sheet,
      Array.from({ length: table.rowCount }, (_, row) =>
        Object.fromEntries(table.row(row).map((value, column) => [table.columns[column] ?? "", value])),
      ),
    ]),
  );

const statesOf = async (tables: object) => reportStates(await readLedgers(jsonSource(tables)));

it("every report can run over the sample company", async () => {
  expect(await statesOf(book())).toEqual(reportCards.map(({ id }) => ({ id, canRun: true })));
});

it("a report that cannot run says what of the ledgers is in the way, never a parameter", async () => {
  const tables = book();
  for (const entry of tables["Value Entries"] ?? []) entry["Posting Date"] = "2026-13-01";
  for (const { error } of [...(await statesOf(tables)), ...(await statesOf({}))]) {
    if (error) expect(["BAD_VALUE", "MISSING_TABLE"]).toContain(error.code);
  }
  expect((await statesOf(tables)).find(({ id }) => id === "inventory-valuation")?.canRun).toBe(false);
});
