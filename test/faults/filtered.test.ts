/** @jest-environment ./excel-host/jest/environment.cjs */
import { everyFault } from "./matrix";
import { caseOf, must, open, type World } from "./world";

const REPORT = "job-post-wip";
const { tables, parameters } = caseOf(REPORT, "the second month");

/** The entries that a posting takes out, filtered, and their codes as texts in cells of format General. */
async function filtered(): Promise<World> {
  const world = open(tables);
  const { host } = world;
  const sheet = host.workbook.sheet("Job WIP Entries");
  const table = sheet.tables[0];
  if (!table) throw new Error("no table");
  sheet.applyStyle(table.body, { numberFormat: "General" });
  const column = table.columns.findIndex(({ name }) => name === "G/L Account No.");
  const account = sheet.valueAt(table.body.top, table.rect.left + column);
  expect(typeof account).toBe("string");
  await Excel.run(async (context) => {
    const one = context.workbook.tables.getItem(table.name);
    one.columns.getItemAt(column).filter.applyValuesFilter([String(account)]);
    await context.sync();
  });
  await must(world.tieout.run(REPORT, parameters, { write: false }));
  return world;
}

everyFault({
  name: "applying to a filtered table that loses rows",
  open: filtered,
  act: ({ tieout }) => tieout.apply(REPORT),
});

everyFault({
  name: "putting rows back into a filtered table",
  open: async () => {
    const world = await filtered();
    await must(world.tieout.apply(REPORT));
    return world;
  },
  act: ({ tieout }) => tieout.undo(),
});

test("rows that come back are what they were: codes stay texts, the filter stays on", async () => {
  const { host, tieout } = await filtered();
  const sheet = host.workbook.sheet("Job WIP Entries");
  const rows = (): unknown[] => {
    const body = sheet.tables[0]?.body;
    if (!body) return [];
    return Array.from({ length: body.bottom - body.top + 1 }, (_, row) =>
      Array.from({ length: body.right + 1 }, (__, column) => sheet.valueAt(body.top + row, column)),
    );
  };
  const before = rows();
  await must(tieout.apply(REPORT));
  expect(rows()).not.toEqual(before);
  await must(tieout.undo());
  expect(rows()).toEqual(before);
  expect(sheet.tables[0]?.columns.filter(({ filter }) => filter !== undefined)).toHaveLength(1);
  await tieout.stop();
});
