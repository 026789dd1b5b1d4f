import fc from "fast-check";
import { generateSample } from "../../sample/generate";
import { badCells, generalFindings, inventoryFindings, repeatedKeys } from "../sample/ledger-facts";

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
