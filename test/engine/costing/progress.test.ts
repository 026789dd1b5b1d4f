/** Progress of a cost adjustment: it only rises, ends at its total, and whoever is told may end the run by throwing. */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import type { Ledgers } from "../../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { runReport } from "../../../src/engine/run";
import { jsonSource } from "../../../src/workbook/file/json";
import { randomCostLedger } from "../../support/cost-ledgers";
import { plain } from "../../support/plain";
import { WORK_DATE } from "../../support/run-report";

const workbook = randomCostLedger({ seed: 5, steps: 40 });
let ledgers: Ledgers;
beforeAll(async () => {
  ledgers = await readLedgers(jsonSource(workbook), { reports: ["AC"] });
});

test("rises to its total, item by item", () => {
  const told: [number, number][] = [];
  computeAdjustment(ledgers, (done, total) => told.push([done, total]));
  const total = 3 * (workbook["Item Ledger Entries"] ?? []).length;
  expect(new Set(told.map(([, of]) => of))).toEqual(new Set([total]));
  expect(told[0]).toEqual([0, total]);
  expect(told.at(-1)).toEqual([total, total]);
  expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).sort((a, b) => a - b));
  // Applications of a small ledger are told of as a whole, averages unit by unit up to the last third's end.
  const rows = total / 3;
  const between = told.map(([done]) => done).filter((done) => done > rows && done < total);
  expect(between.every((done) => done >= 2 * rows)).toBe(true);
  expect(Math.max(...between)).toBeGreaterThan(2.5 * rows);
  // Between beginning and end there are several steps, so that a bar moves and a run can be ended.
  expect(new Set(told.map(([done]) => done)).size).toBeGreaterThan(3);
});

test.each(["adjust-cost", "shadow-costing"])(
  "%s ends at whatever call throws, and can be run again",
  async (report) => {
    const parameters = report === "adjust-cost" ? { mode: "propose" } : { method: "Average" };
    const run = async (progress: () => void): Promise<unknown> =>
      plain((await runReport(report, ledgers, parameters, { workDate: WORK_DATE, progress })).outcome.result);
    let calls = 0;
    const whole = await run(() => {
      calls += 1;
    });
    expect(calls).toBeGreaterThan(3);
    for (let last = 1; last <= calls; last += 1) {
      let left = last;
      await expect(
        run(() => {
          left -= 1;
          if (left === 0) throw new Error("ended");
        }),
      ).rejects.toThrow("ended");
      expect(left).toBe(0);
    }
    expect(await run(() => undefined)).toEqual(whole);
  },
);
