/** @jest-environment ./excel-host/jest/environment.cjs */
import { everyFault } from "./matrix";
import { caseOf, changeQuietly, must, open, type World } from "./world";

const valuation = caseOf("inventory-valuation", "worked-example");
const byLocation = { ...valuation.parameters, breakdownBy: "location" };
const reconciliation = caseOf("inventory-gl-reconciliation", "reconciling-items-all-causes");
const shadow = caseOf("shadow-costing", "docs-fifo-as-average-and-standard");

async function read(world: World): Promise<World> {
  await world.tieout.refresh();
  return world;
}

everyFault({
  name: "the first reading of a session",
  open: () => Promise.resolve(open(valuation.tables)),
  act: ({ tieout }) => tieout.refresh(),
  readsOnly: true,
});

everyFault({
  name: "the first run of a report in a new session, with a breakdown",
  open: () => Promise.resolve(open(valuation.tables)),
  act: ({ tieout }) => tieout.run("inventory-valuation", byLocation),
});

everyFault({
  name: "a second run that replaces a sheet with a column of one's own",
  open: async () => {
    const world = open(valuation.tables);
    await must(world.tieout.run("inventory-valuation", byLocation));
    const { host } = world;
    const sheet = host.workbook.sheet("Inventory Valuation");
    const table = sheet.tables[0];
    const beside = (table?.rect.right ?? 0) + 3;
    sheet.setValue((table?.rect.top ?? 0) + 1, beside, "seen");
    changeQuietly(host, "Value Entries", 1, "Cost Amount (Actual)", 777.77);
    await world.tieout.refresh({ all: true });
    world.setTime(10, 5);
    return world;
  },
  act: ({ tieout }) => tieout.run("inventory-valuation", byLocation, { evenIfChanged: true }),
});

everyFault({
  name: "a reconciliation with its notes, replaced",
  open: async () => {
    const world = open(reconciliation.tables);
    await must(world.tieout.run("inventory-gl-reconciliation", reconciliation.parameters));
    changeQuietly(world.host, "G/L Entries", 1, "Amount", 4321);
    await world.tieout.refresh({ all: true });
    world.setTime(10, 5);
    return world;
  },
  act: ({ tieout }) =>
    tieout.run("inventory-gl-reconciliation", reconciliation.parameters, { evenIfChanged: true }),
});

everyFault({
  name: "a report with a chart",
  open: () => read(open(shadow.tables)),
  act: ({ tieout }) => tieout.run("shadow-costing", shadow.parameters),
});

everyFault({
  name: "a sheet beside the one of an earlier run",
  open: async () => {
    const world = open(shadow.tables);
    await must(world.tieout.run("shadow-costing", shadow.parameters));
    world.setTime(10, 5);
    return world;
  },
  act: ({ tieout }) => tieout.writeRun("shadow-costing", { mode: "add" }),
});
