/** @jest-environment ./excel-host/jest/environment.cjs */
import { Tieout } from "../../src/application/tieout";
import { createEngineService } from "../../src/engine-service/local";
import { sampleCompany } from "../../src/taskpane/ledgers/sample-company";
import { monthEndSteps } from "../../src/engine/month-end/steps";
import { newExcel } from "../support/excel";

test("the sample company's month-end in Excel: binder first, every report's sheets, and the same again", async () => {
  const host = newExcel();
  const tieout = new Tieout({
    service: createEngineService(),
    clock: { now: () => new Date(2026, 1, 3, 9, 12) },
  });
  const { ledgers, settings } = sampleCompany();
  expect(await tieout.addLedgers(ledgers)).toBeUndefined();
  await tieout.saveSettings(settings);
  const outcome = await tieout.runMonthEnd();
  if (outcome.status !== "done") throw new Error(JSON.stringify(outcome));
  expect(outcome.record.steps).toHaveLength(monthEndSteps.length);
  expect(outcome.record.steps.filter((step) => step.state === "notRun")).toEqual([]);
  const names = host.workbook.sheets.map((sheet) => sheet.name);
  expect(names.slice(0, outcome.sheets.length)).toEqual(outcome.sheets);
  expect(names[0]).toBe("Month-End");
  expect(host.workbook.activeSheet.name).toBe("Month-End");
  expect(tieout.state.monthEnd).toMatchObject({ last: { stale: false }, done: [], step: 0 });
  expect([...host.missing.keys()]).toEqual([]);

  const again = new Tieout({
    service: createEngineService(),
    clock: { now: () => new Date(2026, 1, 3, 10, 0) },
  });
  await again.start();
  expect(again.state.monthEnd.last?.counts).toEqual(outcome.record.counts);
  const second = await again.runMonthEnd();
  expect(second.status).toBe("done");
  expect(host.workbook.sheets.map((sheet) => sheet.name)).toEqual(names);
  await tieout.stop();
  await again.stop();
}, 120_000);
