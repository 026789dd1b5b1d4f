/** @jest-environment ./excel-host/jest/environment.cjs */
import { Tieout } from "../../src/application/tieout";
import { compareProofs } from "../../src/engine/reports/inventory-gl-reconciliation/compare";
import type { Result } from "../../src/engine/reports/inventory-gl-reconciliation/run";
import { createEngineService } from "../../src/engine-service/local";
import { casesOf } from "../support/cases";
import { addTable, newExcel, type PlainRows } from "../support/excel";

const PROOF = "inventory-gl-reconciliation";

test("a proof is compared with the one that an earlier session left in the workbook", async () => {
  const one = casesOf(PROOF).find(({ name }) => name === "reconciling-items-all-causes");
  if (!one) throw new Error("the case is gone");
  const host = newExcel();
  const tables = one.workbook as Readonly<Record<string, PlainRows>>;
  for (const [name, rows] of Object.entries(tables))
    addTable(host, name.replaceAll("/", "-"), rows, name.replace(/\W/g, ""));
  const session = (minutes: number): Tieout =>
    new Tieout({ service: createEngineService(), clock: { now: () => new Date(2026, 1, 3, 9, minutes) } });
  const period = { startDate: "2025-01-01", endDate: "2025-01-31", ...one.parameters };

  const first = session(12);
  expect(await first.run(PROOF, period)).toMatchObject({ status: "done" });
  expect(first.state.runs.get(PROOF)?.previous).toBeUndefined();
  await first.stop();

  // Nothing changed: there is nothing to compare.
  const second = session(20);
  expect(await second.run(PROOF, period)).toMatchObject({ status: "done" });
  expect(second.state.runs.get(PROOF)?.previous).toBeUndefined();
  await second.stop();

  // A G/L entry of the month that is already reconciled comes late.
  const sheet = host.workbook.sheet("G-L Entries");
  const table = sheet.tables[0];
  if (!table) throw new Error("no table");
  const { bottom, left, right } = table.rect;
  table.insertRows(table.rowCount, 1);
  for (let column = left; column <= right; column += 1) {
    const isNumber = table.columns[column - left]?.name === "Entry No.";
    sheet.setValue(bottom + 1, column, isNumber ? 9001 : sheet.valueAt(table.rect.top + 1, column));
  }
  const third = session(31);
  expect(await third.run(PROOF, period, { evenIfChanged: true })).toMatchObject({ status: "done" });
  const record = third.state.runs.get(PROOF);
  expect(record?.previous?.runAt).toBe("2026-02-03 09:20");
  const comparison = compareProofs(
    record?.previous?.result as unknown as Result,
    record?.reply.result as unknown as Result,
  );
  expect(comparison).toMatchObject({ samePeriod: true, newGLEntryNos: [9001] });
  expect(comparison.changed).toBeGreaterThan(0);
  await third.stop();
});

test("notes and sign-off on the proof stay where they belong when the report is run again", async () => {
  const one = casesOf(PROOF).find(({ name }) => name === "reconciling-items-all-causes");
  if (!one) throw new Error("the case is gone");
  const host = newExcel();
  const tables = one.workbook as Readonly<Record<string, PlainRows>>;
  for (const [name, rows] of Object.entries(tables))
    addTable(host, name.replaceAll("/", "-"), rows, name.replace(/\W/g, ""));
  const tieout = new Tieout({
    service: createEngineService(),
    clock: { now: () => new Date(2026, 1, 3, 9, 12) },
  });
  const period = { startDate: "2025-01-01", endDate: "2025-01-31", ...one.parameters };
  const written = await tieout.run(PROOF, period);
  expect(written).toMatchObject({ status: "done" });
  const name = host.workbook.sheets
    .map((sheet) => sheet.name)
    .find((each) => each.includes("Reconciliation"));
  const proof = () => host.workbook.sheet(name ?? "");
  const find = (text: string, column: number, from = 0): number => {
    for (let row = from; row < 200; row += 1) if (proof().valueAt(row, column) === text) return row;
    throw new Error(`${text} is not on the proof`);
  };
  const headers = find("Preparer note", 7);
  const noted = headers + 2;
  const item = [proof().valueAt(noted, 0), proof().valueAt(noted, 1)];
  expect(item[0]).not.toBe("Total");
  proof().setValue(noted, 7, "invoice comes in February");
  proof().setValue(noted, 8, "agreed");
  proof().setValue(find("Prepared by", 0), 1, "AB");
  proof().setValue(find("Prepared by", 0), 4, 46_056);

  // Another period has other items.
  expect(await tieout.run(PROOF, { ...period, endDate: "2023-02-28" })).toMatchObject({ status: "done" });
  const again = find("invoice comes in February", 7);
  expect([proof().valueAt(again, 0), proof().valueAt(again, 1)]).toEqual(item);
  expect(proof().valueAt(again, 8)).toBe("agreed");
  const signed = find("Prepared by", 0);
  expect([proof().valueAt(signed, 1), proof().valueAt(signed, 4)]).toEqual(["AB", 46_056]);

  // A period without the item: its notes stand below, and stay there.
  for (const endDate of ["2019-01-31", "2025-01-31"]) {
    expect(await tieout.run(PROOF, { ...period, startDate: "2019-01-01", endDate })).toMatchObject({
      status: "done",
    });
    const below = find("invoice comes in February", 7, find("Notes on rows that are gone", 0));
    expect([proof().valueAt(below, 0), proof().valueAt(below, 8)]).toEqual([item.join(", "), "agreed"]);
  }
  await tieout.stop();
});
