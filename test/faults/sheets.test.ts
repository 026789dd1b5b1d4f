/** @jest-environment ./excel-host/jest/environment.cjs */
import { everyFault } from "./matrix";
import { caseOf, must, open, select, type World } from "./world";

const valuation = caseOf("inventory-valuation", "worked-example");

async function withReport(): Promise<World> {
  const world = open(valuation.tables);
  await must(world.tieout.run("inventory-valuation", valuation.parameters));
  return world;
}

/** A cell of the report's table is selected. */
async function atFigure(): Promise<World> {
  const world = await withReport();
  const table = world.host.workbook.sheet("Inventory Valuation").tables[0];
  const column = table?.columns.findIndex(({ name }) => name === "Ending Value") ?? 0;
  await select("Inventory Valuation", (table?.rect.top ?? 0) + 1, (table?.rect.left ?? 0) + column);
  return world;
}

everyFault({
  name: "a drill-down",
  open: atFigure,
  act: ({ tieout }) => tieout.drillDown(),
});

everyFault({
  name: "what the selected cell stands for, and the way to an entry",
  open: atFigure,
  act: async ({ tieout }) => {
    await tieout.selection();
    await tieout.goToEntry("Value Entries", 2);
    return tieout.backToSource();
  },
  readsOnly: true,
});

everyFault({
  name: "adding ledgers",
  open: withReport,
  act: ({ tieout }) =>
    tieout.addLedgers([
      { name: "G/L Accounts", headers: ["No.", "Name"], rows: [["2110", "Inventory"]] },
      { name: "Production Orders", headers: ["Status", "No."], rows: [["Released", "0101"]] },
    ]),
});

everyFault({
  name: "removing a sheet",
  open: withReport,
  act: ({ tieout }) => tieout.removeSheets(["Inventory Valuation"]),
});

everyFault({
  name: "removing all drill-downs",
  open: async () => {
    const world = await atFigure();
    await must(world.tieout.drillDown());
    return world;
  },
  act: ({ tieout }) => tieout.removeSheets(["Drill 1"]),
});

everyFault({
  name: "the sheet about functions",
  open: () => Promise.resolve(open(valuation.tables)),
  act: ({ tieout }) => tieout.writeFunctionsSheet(),
});
