import { readFileSync } from "node:fs";
import path from "node:path";
import { openWorkbook, type CellValue } from "../../ooxml";
import { generateSample } from "../../sample/generate";
import { TooManyRows, workbookBytes } from "../../sample/write-workbook";
import { SampleTable, type ColumnType, type SampleCell, type SampleTables } from "../../sample/workbook";

function asText(value: CellValue | undefined, type: ColumnType): SampleCell {
  if (value === null || value === undefined) return type === "boolean" ? false : "";
  if (typeof value === "object") {
    if ("error" in value) throw new Error(value.error);
    return new Date((value.date - 25_569) * 86_400_000).toISOString().slice(0, 10);
  }
  return typeof value === "number" && type !== "integer" ? String(value) : value;
}

/** The rows of every sheet as the generator names them. */
function contents(bytes: Uint8Array, tables: SampleTables): [string, SampleCell[][]][] {
  const workbook = openWorkbook(bytes);
  return workbook.sheets.map((sheet, index) => {
    const table = tables.get(sheet.name);
    const [, ...rows] = workbook.readSheet(index).rows;
    const kept = rows.slice(0, table?.rowCount ?? 0);
    return [
      sheet.name,
      kept.map((cells) => (table?.types ?? []).map((type, column) => asText(cells[column], type))),
    ];
  });
}

test("the workbook in the repository is what the generator makes (npm run sample -- --out sample/tieout-sample.xlsx)", () => {
  const { tables } = generateSample();
  const shipped = readFileSync(path.join(__dirname, "../../sample/tieout-sample.xlsx"));
  const expected = [...tables].map(([sheet, table]) => [sheet, table.rows]);
  expect(contents(shipped, tables)).toEqual(expected);
});

describe("the sample as an .xlsx file", () => {
  const { tables } = generateSample({ valueEntries: 600, seed: 5 });
  const bytes = workbookBytes(tables);

  test("has one table per sheet, named without spaces", () => {
    const workbook = openWorkbook(bytes);
    expect(workbook.sheets.map((sheet) => sheet.name)).toEqual([...tables.keys()]);
    for (const sheet of workbook.sheets) {
      const [table, ...others] = sheet.tables;
      expect(others).toEqual([]);
      expect(table?.name).toMatch(/^[A-Za-z0-9]+$/);
      expect(table?.columns).toEqual(tables.get(sheet.name)?.columns);
    }
  });

  test("holds the same values, dates as dates", () => {
    expect(contents(bytes, tables)).toEqual([...tables].map(([sheet, table]) => [sheet, table.rows]));
    const values = openWorkbook(bytes).readSheet(0).rows[1] as CellValue[];
    expect(values[2]).toEqual({ date: expect.any(Number) as number });
  });

  test("is the same file for the same tables", () => {
    expect(
      Buffer.from(workbookBytes(generateSample({ valueEntries: 600, seed: 5 }).tables)).equals(
        Buffer.from(bytes),
      ),
    ).toBe(true);
  });

  test("says so when a table does not fit on a sheet", () => {
    const huge = new SampleTable("Huge", 1_048_576, [{ name: "No.", type: "integer", value: (row) => row }]);
    expect(() => workbookBytes(new Map([["Huge", huge]]))).toThrow(TooManyRows);
  });
});
