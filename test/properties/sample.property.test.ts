import fc from "fast-check";
import { readLedgers } from "../../src/engine/ledgers/read";
import { runReport } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { generateSample } from "../../sample/generate";
import { badCells, generalFindings, inventoryFindings, repeatedKeys } from "../sample/ledger-facts";
import { plain } from "../support/plain";

test("whatever the seed, the sample's ledgers are sound", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0x7fffffff }),
      fc.integer({ min: 200, max: 4_000 }),
      fc.boolean(),
      (seed, valueEntries, faults) => {
        const { tables } = generateSample({ seed, valueEntries, faults });
        expect([...tables.values()].flatMap(badCells)).toEqual([]);
        expect(repeatedKeys(tables)).toEqual([]);
        expect(inventoryFindings(tables)).toEqual([]);
        expect(generalFindings(tables)).toEqual([]);
      },
    ),
    { numRuns: 12, seed: 20_260_131 },
  );
});

test("whatever the seed, the engine finds every entry adjusted that the simulation has adjusted", async () => {
  const workDate = parseDay("2026-01-31") as number;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 0x7fffffff }),
      fc.integer({ min: 200, max: 4_000 }),
      async (seed, valueEntries) => {
        const { tables } = generateSample({ seed, valueEntries, faults: false });
        const workbook = Object.fromEntries(
          [...tables].map(([sheet, table]) => [sheet, [...table.records()]]),
        );
        const ledgers = await readLedgers(jsonSource(workbook), {});
        const { outcome } = await runReport("adjust-cost", ledgers, {}, { workDate });
        expect(plain(outcome.result)).toMatchObject({ fullyAdjusted: true, differences: [] });
      },
    ),
    { numRuns: 12, seed: 20_260_131 },
  );
}, 60_000);
