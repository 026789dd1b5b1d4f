/**
 * What do 10,000 worksheet formulas cost? TIEOUT.INVENTORYVALUE per item and date over 100,000 value entries, answered in
 * one pass, against what plain SUMIFS does for the same figures: every formula compares item and date of every row.
 */
import { Figures } from "../src/engine/figures/figures";
import { dayText, parseDay } from "../src/engine/values/day";
import { answer } from "./support/bench";
import { seconds, timed } from "./support/measure";
import { syntheticLedgers } from "./support/value-entries";

const ITEMS = 2_500;
const LAST_DAY = parseDay("2026-01-25") as number;

await answer("What do 10,000 worksheet formulas cost?", async ({ short }) => {
  const entries = short ? 10_000 : 100_000;
  const formulas = short ? 1_000 : 10_000;
  const ledgers = await syntheticLedgers(entries, ITEMS);
  const table = ledgers.table("Value Entries");
  const asked = Array.from({ length: formulas }, (_, i) => ({
    item: `I${String(i % ITEMS).padStart(5, "0")}`,
    day: LAST_DAY - Math.floor(i / ITEMS) * 90,
  }));

  let figures: readonly unknown[] = [];
  const ours = await timed(3, async () => {
    const answers = await new Figures(ledgers).evaluate(
      asked.map(({ item, day }) => ({ function: "INVENTORYVALUE", args: [item, day] })),
      LAST_DAY,
    );
    figures = answers.map((one) => ("value" in one ? one.value : one));
  });

  const items = table.ids("Item No.");
  const days = table.days("Posting Date");
  const costs = table.decimals("Cost Amount (Actual)");
  const unit = 10 ** costs.scale;
  let sums: readonly number[] = [];
  const rival = await timed(short ? 1 : 2, () => {
    sums = asked.map(({ item, day }) => {
      const code = ledgers.codes.find(item);
      let sum = 0;
      for (let row = 0; row < table.rows; row += 1) {
        if (items[row] === code && (days[row] as number) <= day) sum += costs.ints[row] as number;
      }
      return sum / unit;
    });
  });
  asked.forEach(({ item, day }, i) => {
    if (Math.abs(Number(figures[i]) - (sums[i] ?? 0)) > 0.005)
      throw new Error(
        `the figures differ for ${item} on ${dayText(day)}: ${String(figures[i])} and ${String(sums[i])}`,
      );
  });
  return {
    tables: [
      {
        title: `${formulas.toLocaleString("en-US")} formulas over ${entries.toLocaleString("en-US")} value entries`,
        head: ["", "clock, s", "processor, s", "× processor"],
        rows: [
          ["Tieout, one pass (index included)", seconds(ours.wall), seconds(ours.cpu), "1.0"],
          [
            "a pass per formula, as SUMIFS",
            seconds(rival.wall),
            seconds(rival.cpu),
            (rival.cpu / ours.cpu).toFixed(1),
          ],
        ],
      },
    ],
    notes: [
      "The rival compares integers in typed arrays, the best that a pass per formula can do; its sums are doubles, Tieout's are exact. Figures are compared to the cent.",
    ],
    // So few formulas over so few rows say nothing about speed.
    checks: short
      ? []
      : [{ what: "10,000 formulas, SUMIFS ÷ Tieout, processor", value: rival.cpu / ours.cpu, atLeast: 5 }],
  };
});
