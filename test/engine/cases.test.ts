import { findReport } from "../../src/engine/catalogue";
import { readLedgers } from "../../src/engine/ledgers/read";
import { runReport } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { casesOf, differences, reportsWithCases } from "../support/cases";
import { plain } from "../support/plain";

const workDate = parseDay("2026-01-31") as number;

for (const id of reportsWithCases()) {
  describe(id, () => {
    const card = findReport(id);
    if (!card) {
      it("is in the catalogue", () => {
        throw new Error(`${id} has cases but is not in the catalogue`);
      });
      return;
    }
    for (const example of casesOf(id)) {
      it(example.name, async () => {
        const ledgers = await readLedgers(jsonSource(example.workbook), { reports: [card.code] });
        const run = await runReport(id, ledgers, example.parameters, { workDate });
        expect(differences(example.expected, plain(run.outcome.result), id)).toEqual([]);
      });
    }
  });
}
