/** @jest-environment ./excel-host/jest/environment.cjs */
import type { Sheet } from "../../../excel-host";
import { createEngineService } from "../../../src/engine-service/local";
import type { RunRequest } from "../../../src/engine-service/service";
import {
  formatClass,
  readLedgersFromExcel,
  type ReadOptions,
} from "../../../src/workbook/excel/read-ledgers";
import { casesOf } from "../../support/cases";
import { addTable, newExcel, type PlainRows } from "../../support/excel";

const options: ReadOptions = {
  leaveOut: () => false,
  mapping: [],
  namedLedgers: [],
  isUnchanged: () => false,
};

const one = casesOf("inventory-valuation").at(-1);
const tables = (one?.workbook ?? {}) as Readonly<Record<string, PlainRows>>;
const request: RunRequest = {
  report: "inventory-valuation",
  parameters: one?.parameters ?? {},
  workDate: "2026-02-03",
  runAt: "2026-02-03 09:12",
};

function withLedgers(more: Parameters<typeof newExcel>[0] = {}, asTables = true) {
  const host = newExcel(more);
  for (const [name, rows] of Object.entries(tables))
    addTable(host, name, rows, asTables ? name.replace(/\W/g, "") : "");
  return host;
}

describe("reading ledgers from Excel", () => {
  test.each([
    ["Excel tables", true],
    ["plain sheets", false],
  ])("%s give the result of the case", async (_, asTables) => {
    const host = withLedgers({}, asTables);
    const service = createEngineService();
    const { check, epochOffset } = await readLedgersFromExcel(service, options);
    expect(epochOffset).toBe(0);
    expect(check.ledgers.map((ledger) => ledger.name).sort()).toEqual(Object.keys(tables).sort());
    const reply = await service.run(request);
    expect(reply.refused).toBe(false);
    expect((reply.result as unknown as { totals: unknown }).totals).toMatchObject(
      (one?.expected as { totals: object }).totals,
    );
    expect([...host.missing.keys()]).toEqual([]);
    expect(host.referenceCount).toBe(0);
  });

  test("error values and texts that look like them are told apart", async () => {
    const host = withLedgers();
    const sheet = host.workbook.sheet("Value Entries");
    const headers = Object.keys(tables["Value Entries"]?.[0] ?? {});
    const amount = headers.indexOf("Cost Amount (Actual)");
    typeFormula(sheet, 1, amount, "=NA()");
    const service = createEngineService();
    const { check } = await readLedgersFromExcel(service, options);
    const [problem] = check.ledgers.find((ledger) => ledger.name === "Value Entries")?.problems ?? [];
    expect(problem).toMatchObject({ column: "Cost Amount (Actual)", cell: address(1, amount) });
    expect(problem?.message).toContain("error #N/A");
    const text = withLedgers();
    text.workbook.sheet("Value Entries").setValue(1, amount, "#N/A");
    const again = createEngineService();
    const read = await readLedgersFromExcel(again, options);
    const [other] = read.check.ledgers.find((ledger) => ledger.name === "Value Entries")?.problems ?? [];
    expect(other?.message).toContain("“#N/A” is not a number");
  });

  test("a code that Excel turned into a date is refused, a plain number is not", async () => {
    const host = withLedgers();
    const sheet = host.workbook.sheet("Value Entries");
    const column = Object.keys(tables["Value Entries"]?.[0] ?? {}).indexOf("Item No.");
    const cell = { top: 1, left: column, bottom: 1, right: column };
    sheet.setValue(1, column, 45_000);
    sheet.applyStyle(cell, { numberFormat: "General" });
    const service = createEngineService();
    const plain = await readLedgersFromExcel(service, options);
    expect(plain.check.ledgers.find((ledger) => ledger.name === "Value Entries")?.problemCount).toBe(0);
    sheet.applyStyle(cell, { numberFormat: "d-mmm" });
    const dated = await readLedgersFromExcel(service, options);
    const [problem] = dated.check.ledgers.find((ledger) => ledger.name === "Value Entries")?.problems ?? [];
    expect(problem?.message).toContain("into a date");
  });

  test("hidden rows and formulas are remarked, totals rows are no data", async () => {
    const host = withLedgers();
    const sheet = host.workbook.sheet("Value Entries");
    sheet.row(2).hidden = true;
    const column = Object.keys(tables["Value Entries"]?.[0] ?? {}).indexOf("Cost Amount (Actual)");
    typeFormula(sheet, 1, column, "=1+1");
    const rows = tables["Value Entries"]?.length ?? 0;
    await Excel.run(async (context) => {
      context.workbook.tables.getItem("ValueEntries").showTotals = true;
      await context.sync();
    });
    const service = createEngineService();
    const { check } = await readLedgersFromExcel(service, options);
    const ledger = check.ledgers.find((found) => found.name === "Value Entries");
    expect(ledger?.rows).toBe(rows);
    expect(ledger?.notes.map((note) => [note.code, note.count])).toEqual(
      expect.arrayContaining([
        ["HIDDEN_ROWS_INCLUDED", 1],
        ["FORMULA_VALUES_USED", 1],
      ]),
    );
  });

  test("long tables come in chunks below the web's limits", async () => {
    const host = newExcel({ limits: "web" });
    const rows = Array.from({ length: 3000 }, (_, index) => ({
      "Entry No.": index + 1,
      "Item No.": `ITEM-${index % 7}-${"X".repeat(400)}`,
      Description: "d".repeat(900),
    }));
    addTable(host, "Value Entries", rows, "ValueEntries");
    const service = createEngineService();
    const told: number[] = [];
    const { check } = await readLedgersFromExcel(service, {
      ...options,
      progress: (_, done) => told.push(done),
    });
    expect(check.ledgers[0]?.rows).toBe(3000);
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)).toBe(3000);
  });

  test("a table without entries is there and empty", async () => {
    const host = newExcel();
    addTable(
      host,
      "Value Entries",
      [{ "Entry No.": null, "Item No.": null, "Posting Date": null }],
      "ValueEntries",
    );
    const service = createEngineService();
    const { check } = await readLedgersFromExcel(service, options);
    expect(check.ledgers[0]).toMatchObject({ name: "Value Entries", rows: 0 });
  });

  test("the 1904 date system is asked for", async () => {
    const host = withLedgers();
    host.workbook.date1904 = true;
    expect((await readLedgersFromExcel(createEngineService(), options)).epochOffset).toBe(1462);
  });

  test("a failing call leaves the service with what it had", async () => {
    const host = withLedgers();
    const service = createEngineService();
    await readLedgersFromExcel(service, options);
    const before = await service.run(request);
    for (let call = 1; ; call += 1) {
      const withdraw = host.fail({ atCall: call });
      try {
        await readLedgersFromExcel(service, options);
        withdraw();
        expect(call).toBeGreaterThan(3);
        break;
      } catch (error) {
        expect(error).toMatchObject({ name: "ExcelTrouble", code: "EXCEL_FAILED" });
      }
      expect(service.state.ledgers).toBe("ready");
      expect((await service.run(request)).fingerprint).toBe(before.fingerprint);
    }
  });

  test("reading waits until the user leaves the cell", async () => {
    const host = withLedgers();
    host.editMode = true;
    let done = false;
    const reading = readLedgersFromExcel(createEngineService(), options).then(() => {
      done = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(done).toBe(false);
    host.editMode = false;
    await reading;
  });
});

test.each([
  ["m/d/yyyy", 1],
  ["[$-409]d-mmm-yy;@", 1],
  ["0.00E+00", 2],
  ["General", 0],
  ["#,##0.00", 0],
  ['0 "days"', 0],
  ["[Red]0", 0],
])("format %s is of class %d", (format, expected) => {
  expect(formatClass(format)).toBe(expected);
});

function typeFormula(sheet: Sheet, row: number, column: number, formula: string): void {
  sheet.applyStyle({ top: row, left: column, bottom: row, right: column }, { numberFormat: "General" });
  sheet.setValues(address(row, column), [[formula]]);
}

function address(row: number, column: number): string {
  return `${String.fromCharCode(65 + column)}${row + 1}`;
}
