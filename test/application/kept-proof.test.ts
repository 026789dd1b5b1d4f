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
