/** @jest-environment ./excel-host/jest/environment.cjs */
import { everyFault } from "./matrix";
import { caseOf, changeQuietly, must, open, type World } from "./world";

const valuation = caseOf("inventory-valuation", "worked-example");
const shadow = caseOf("shadow-costing", "docs-fifo-as-average-and-standard");

everyFault({
  name: "the first month-end of a workbook",
  open: () => Promise.resolve(open(shadow.tables)),
  act: ({ tieout }) => tieout.runMonthEnd(),
  calls: 30,
});

everyFault({
  name: "a month-end that replaces the last one",
  open: async () => {
    const world = open(shadow.tables);
    await must(world.tieout.runMonthEnd());
    changeQuietly(world.host, "Value Entries", 1, "Cost Amount (Actual)", 777.77);
    world.setTime(10, 5);
    return world;
  },
  act: ({ tieout }) => tieout.runMonthEnd(),
  calls: 30,
});

/** Two reports whose figures will change. */
async function twoReports(): Promise<World> {
  const world = open(valuation.tables);
  const { parameters } = valuation;
  await must(world.tieout.run("inventory-valuation", parameters));
  await must(
    world.tieout.run("inventory-valuation", { ...parameters, includeExpectedCost: false }, { mode: "add" }),
  );
  changeQuietly(world.host, "Value Entries", 1, "Cost Amount (Actual)", 777.77);
  world.setTime(10, 5);
  return world;
}

everyFault({
  name: "Refresh All",
  open: twoReports,
  act: ({ tieout }) => tieout.refreshAll(),
  inParts: true,
  calls: 30,
});

everyFault({
  name: "the report of one sheet again",
  open: twoReports,
  act: ({ tieout }) => tieout.runAgain("Inventory Valuation 2"),
  calls: 20,
});
