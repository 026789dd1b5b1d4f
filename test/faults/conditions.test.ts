/** @jest-environment ./excel-host/jest/environment.cjs */
import type { Host } from "../../excel-host";
import { addTable } from "../support/excel";
import { changesBetween, dump } from "./dump";
import { expectSound, outcomeOf } from "./matrix";
import { caseOf, changeQuietly, closeAll, must, open, openTieout, select, until, type World } from "./world";

const valuation = caseOf("inventory-valuation", "worked-example");
const posting = caseOf("post-inventory-cost", "docs-purchase-overhead-sale");
const POST = "post-inventory-cost";

afterEach(closeAll);

const run = ({ tieout }: World): Promise<unknown> =>
  tieout.run("inventory-valuation", valuation.parameters, { evenIfChanged: true });

async function previewed(): Promise<World> {
  const world = open(posting.tables);
  await must(world.tieout.run(POST, posting.parameters, { write: false }));
  return world;
}

async function protect(sheet: string): Promise<void> {
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem(sheet).protection.protect();
    await context.sync();
  });
}

async function protectStructure(): Promise<void> {
  await Excel.run(async (context) => {
    context.workbook.protection.protect();
    await context.sync();
  });
}

/** Work that must be refused in words, and leave the workbook as it is. */
async function expectRefused(
  world: World,
  work: () => Promise<unknown>,
  code: string,
  words: string,
): Promise<void> {
  const before = dump(world.host);
  const outcome = await outcomeOf(work());
  await world.host.settle();
  expect(outcome.troubles).toEqual([{ code, message: expect.stringContaining(words) as string }]);
  expect(changesBetween(before, dump(world.host))).toEqual([]);
  expectSound(world);
}

describe("a host that takes its time", () => {
  test("slow answers change nothing about the outcome", async () => {
    const quick = open(valuation.tables);
    await must(run(quick));
    const wanted = dump(quick.host);
    const slow = open(valuation.tables);
    slow.host.delay = 8;
    await must(run(slow));
    await slow.host.settle();
    expect(changesBetween(wanted, dump(slow.host))).toEqual([]);
    expectSound(slow);
  });

  test("a cell that is being edited is waited for, and the pane says so", async () => {
    const world = open(valuation.tables);
    const { host, tieout } = world;
    await tieout.refresh();
    const said: boolean[] = [];
    tieout.subscribe(({ waitingForCell }) => {
      if (said.at(-1) !== waitingForCell) said.push(waitingForCell);
    });
    const before = dump(host);
    host.editMode = true;
    const running = run(world);
    await until(() => tieout.state.waitingForCell);
    expect(changesBetween(before, dump(host))).toEqual([]);
    host.editMode = false;
    expect(await running).toMatchObject({ status: "done" });
    expectSound(world);
    expect(said.includes(true)).toBe(true);
    expect(said.at(-1)).toBe(false);
  });
});

describe("the limits of Excel on the web", () => {
  const COUNT = 20_000;
  const items = Array.from({ length: COUNT }, (_, index) => `ITEM-${String(index).padStart(6, "0")}`);
  const tables = {
    Items: items.map((no) => ({
      "No.": no,
      Description: `A rather long description of ${no}, as companies have them`,
      Type: "Inventory",
      "Inventory Posting Group": "RESALE",
      "Costing Method": "FIFO",
    })),
    "Inventory Posting Groups": [{ Code: "RESALE", Description: "Resale items" }],
    "Item Ledger Entries": items.map((no, index) => ({
      "Entry No.": index + 1,
      "Item No.": no,
      "Posting Date": "2026-01-10",
      "Entry Type": "Purchase",
      Quantity: "3",
    })),
    "Value Entries": items.map((no, index) => ({
      "Entry No.": index + 1,
      "Item No.": no,
      "Item Ledger Entry No.": index + 1,
      "Item Ledger Entry Type": "Purchase",
      "Posting Date": "2026-01-10",
      "Valuation Date": "2026-01-10",
      "Inventory Posting Group": "RESALE",
      "Item Ledger Entry Quantity": "3",
      "Valued Quantity": "3",
      "Invoiced Quantity": "3",
      "Cost Amount (Actual)": `${index}.25`,
      "Cost Amount (Expected)": "0",
      "Cost Posted to G/L": "0",
      "Expected Cost Posted to G/L": "0",
      "Document No.": `PURCHASE-INVOICE-${index}`,
    })),
  };
  const parameters = { startDate: "2026-01-01", endDate: "2026-01-31", includeExpectedCost: true };

  test("tables of 20,000 rows are read, and a sheet as long is written, in requests below 5 MB", async () => {
    const world = open(tables, { host: { limits: "web" } });
    const { host, tieout } = world;
    expect(await outcomeOf(tieout.run("inventory-valuation", parameters))).toMatchObject({ troubles: [] });
    const table = host.workbook.sheet("Inventory Valuation").tables[0];
    expect(table?.rowCount).toBeGreaterThanOrEqual(COUNT);
    expectSound(world);
  }, 120_000);
});

describe("protection", () => {
  test.each(["Value Entries", "G-L Entries"])("of the ledger %s stops a posting, by name", async (sheet) => {
    const world = await previewed();
    await protect(sheet);
    await expectRefused(world, () => world.tieout.apply(POST), "EXCEL_PROTECTED", `“${sheet}”`);
    await expectRefused(world, () => world.tieout.apply(POST), "EXCEL_PROTECTED", "Unprotect");
  });

  test("of a ledger stops an undo, by name", async () => {
    const world = await previewed();
    await must(world.tieout.apply(POST));
    await protect("Value Entries");
    await expectRefused(world, () => world.tieout.undo(), "EXCEL_PROTECTED", "“Value Entries”");
  });

  test("of Tieout Setup stops settings, by name", async () => {
    const world = open(valuation.tables);
    await world.tieout.saveSettings(new Map([["Company Name", "Harbour Cycles Ltd."]]));
    await protect("Tieout Setup");
    const work = (): Promise<unknown> => world.tieout.saveSettings(new Map([["Local Currency", "EUR"]]));
    await expectRefused(world, work, "EXCEL_PROTECTED", "“Tieout Setup”");
  });

  test("of the workbook's structure stops whatever adds or removes sheets, and says what is protected", async () => {
    const world = open(valuation.tables);
    const { tieout } = world;
    await must(run(world));
    await select("Inventory Valuation", 4, 12);
    await protectStructure();
    const works: readonly (() => Promise<unknown>)[] = [
      () => run(world),
      () => tieout.writeRun("inventory-valuation", { mode: "add" }),
      () => tieout.runMonthEnd(),
      () => tieout.writeFunctionsSheet(),
      () => tieout.addLedgers([{ name: "G/L Accounts", rows: [] }]),
      () => tieout.removeSheets(["Inventory Valuation"]),
      () => tieout.saveSettings(new Map([["Local Currency", "EUR"]])),
    ];
    for (const work of works)
      await expectRefused(world, work, "EXCEL_WORKBOOK_PROTECTED", "structure is protected");
  });

  test("of the structure stops a posting that has to add its log", async () => {
    const world = await previewed();
    await protectStructure();
    await expectRefused(
      world,
      () => world.tieout.apply(POST),
      "EXCEL_WORKBOOK_PROTECTED",
      "structure is protected",
    );
  });

  test("of a report's sheet is no obstacle to replacing it as a whole", async () => {
    const world = open(valuation.tables);
    await must(run(world));
    await protect("Inventory Valuation");
    expect(await run(world)).toMatchObject({ status: "done" });
    expectSound(world);
  });
});

/** Does something before the n-th request from now on. */
function beforeCall(host: Host, call: number, work: () => void): void {
  const execute = host.execute.bind(host);
  let count = 0;
  host.execute = (body, flags) => {
    count += 1;
    if (count === call) work();
    return execute(body, flags);
  };
}

describe("ledgers that change meanwhile", () => {
  test("a change at any moment of a run, also while its sheet is written, leaves the result marked as stale", async () => {
    const counting = open(valuation.tables);
    await counting.tieout.refresh();
    const { calls } = counting.host;
    await must(run(counting));
    const total = counting.host.calls - calls;
    await closeAll();
    expect(total).toBeGreaterThan(10);
    for (let call = 1; call <= total; call += 1) {
      const world = open(valuation.tables);
      const { host, tieout } = world;
      await tieout.saveSettings(new Map([["Automatic Refresh", "No"]]));
      await tieout.refresh();
      beforeCall(host, call, () => {
        host.workbook.sheet("Value Entries").setValues("A2", [[991_000 + call]]);
      });
      await must(run(world));
      await host.settle();
      await until(() => tieout.state.staleLedgers.length > 0);
      expect([call, tieout.state.runs.get("inventory-valuation")?.stale]).toEqual([call, true]);
      expectSound(world);
      await closeAll();
    }
  });

  test("sheets that Tieout writes, replaces and removes are no change of the ledgers", async () => {
    const world = open(valuation.tables);
    const { host, tieout } = world;
    await must(run(world));
    await must(run(world));
    await must(tieout.runMonthEnd());
    expect(await tieout.removeSheets(["Inventory Valuation"])).toBe(1);
    await host.settle();
    const { calls } = host;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(host.calls - calls).toBe(0);
    expect(tieout.state.staleLedgers).toEqual([]);
    // Nothing is read again for them: the sheet of a run is all that a run asks for.
    expect(tieout.state.runs.get("inventory-valuation")?.stale).toBe(false);
  });

  test("a ledger that comes while a sheet is written is read by the next run", async () => {
    const { Items, ...others } = valuation.tables;
    const world = open(others);
    const { host, tieout } = world;
    await tieout.refresh();
    beforeCall(host, 9, () => addTable(host, "Items", Items ?? [], "Items"));
    await must(run(world));
    await host.settle();
    await must(run(world));
    expect(tieout.state.check?.ledgers.map(({ name }) => name)).toContain("Items");
    expectSound(world);
  });

  test("a table that grew since the preview is named, and nothing is posted", async () => {
    const { host, tieout } = await previewed();
    const sheet = host.workbook.sheet("Value Entries");
    const table = sheet.tables[0];
    if (!table) throw new Error("no table");
    const { left, right, bottom } = table.rect;
    table.insertRows(table.rowCount, 1);
    for (let column = left; column <= right; column += 1)
      sheet.setValue(bottom + 1, column, column === left ? 4711 : sheet.valueAt(bottom, column));
    const before = dump(host);
    expect(await tieout.apply(POST)).toEqual({ status: "ledgersChanged", tables: ["Value Entries"] });
    expect(changesBetween(before, dump(host))).toEqual([]);
  });

  test("a table that grew is read to its new end by the next run", async () => {
    const world = open(valuation.tables);
    await must(run(world));
    const sheet = world.host.workbook.sheet("Value Entries");
    const table = sheet.tables[0];
    if (!table) throw new Error("no table");
    const { left, right, bottom } = table.rect;
    const width = right - left + 1;
    const last = Array.from({ length: width }, (_, at) => sheet.valueAt(bottom, left + at));
    await Excel.run(async (context) => {
      context.workbook.tables.getItem(table.name).rows.add(undefined, [[4711, ...last.slice(1)]] as never);
      await context.sync();
    });
    await world.host.settle();
    await world.tieout.refresh();
    const rows = world.tieout.state.check?.ledgers.find((ledger) => ledger.name === "Value Entries")?.rows;
    expect(rows).toBe(
      valuation.tables["Value Entries"]?.length === undefined
        ? 0
        : valuation.tables["Value Entries"].length + 1,
    );
  });

  test("a filtered ledger is read with its hidden rows", async () => {
    const plain = open(valuation.tables);
    await must(run(plain));
    const wanted = dump(plain.host)
      .get("sheet Inventory Valuation")
      ?.filter((line) => /^\d+,\d+ number/.test(line));
    const world = open(valuation.tables);
    await Excel.run(async (context) => {
      context.workbook.tables
        .getItem("ValueEntries")
        .columns.getItemAt(0)
        .filter.applyValuesFilter(["1", "2"]);
      await context.sync();
    });
    await must(run(world));
    const now = dump(world.host)
      .get("sheet Inventory Valuation")
      ?.filter((line) => /^\d+,\d+ number/.test(line));
    expect(now).toEqual(wanted);
  });
});

describe("the pane is closed half way", () => {
  test("a run that is stopped at any call ends in words, and the workbook is as before or completely changed", async () => {
    const counting = open(valuation.tables);
    const clean = dump(counting.host);
    await must(run(counting));
    await counting.host.settle();
    const total = counting.host.calls;
    const complete = dump(counting.host);
    await closeAll();
    let stopped = 0;
    for (let call = 1; call <= total; call += 2) {
      const world = open(valuation.tables);
      const { host, tieout } = world;
      beforeCall(host, call, () => void tieout.stop().catch(() => undefined));
      const { status } = (await run(world)) as { status: string };
      await host.settle();
      expect(["done", "failed", "cancelled"]).toContain(status);
      const changes = changesBetween(status === "done" ? complete : clean, dump(host), ["remembered"]);
      expect({ call, status, changes }).toEqual({ call, status, changes: [] });
      expectSound(world);
      if (status !== "done") stopped += 1;
      await closeAll();
    }
    expect(stopped).toBeGreaterThan(0);
  });

  test("what a killed session left behind is gone after the next run, and its events are on", async () => {
    const counting = open(valuation.tables);
    await must(run(counting));
    await counting.host.settle();
    const total = counting.host.calls;
    const complete = dump(counting.host);
    await closeAll();
    for (let call = 16; call <= total; call += 3) {
      const world = open(valuation.tables);
      const { host } = world;
      // Nothing of the old session arrives any more.
      const alive = host.execute.bind(host);
      const gone = { status: 500, body: '{"error":{"code":"GeneralException","message":"gone"}}' };
      beforeCall(host, call, () => {
        // Only references are forgotten, as Excel does with those of a page that is gone.
        host.execute = (body, flags) =>
          body.includes("_RemoveReference") ? alive(body, flags) : Promise.resolve(gone);
      });
      await outcomeOf(run(world));
      host.execute = alive;
      const next = openTieout();
      expect(await outcomeOf(run({ ...world, tieout: next }))).toMatchObject({ troubles: [] });
      await host.settle();
      expect({ call, changes: changesBetween(complete, dump(host), ["remembered"]) }).toEqual({
        call,
        changes: [],
      });
      expect(host.events.enabled).toBe(true);
      await closeAll();
    }
  });
});

describe("two at once", () => {
  test("runs are done one after the other", async () => {
    const world = open(valuation.tables);
    const { host, tieout } = world;
    const { parameters } = valuation;
    const outcomes = await Promise.all([
      tieout.run("inventory-valuation", parameters),
      tieout.run("inventory-valuation", { ...parameters, includeExpectedCost: false }),
      tieout.runMonthEnd(),
      tieout.saveSettings(new Map([["Local Currency", "EUR"]])),
    ]);
    expect(outcomes.map((outcome) => (outcome as { status?: string } | undefined)?.status)).toEqual([
      "done",
      "done",
      "done",
      undefined,
    ]);
    expectSound(world);
    expect(host.workbook.sheets.map((sheet) => sheet.name)).toContain("Month-End");
    expect(host.workbook.settings.get("Tieout.Local Currency")).toBe("EUR");
  });

  test("a posting that is asked for twice is posted once", async () => {
    const world = await previewed();
    const { tieout } = world;
    const outcomes = await Promise.all([tieout.apply(POST), tieout.apply(POST)]);
    const [first, second] = outcomes.map(({ status }) => status);
    expect(first).toBe("applied");
    expect(["nothing", "ledgersChanged", "appliedBefore"]).toContain(second);
    expect(await tieout.log()).toHaveLength(1);
    expectSound(world);
  });

  test("an undo that is asked for twice takes one posting back", async () => {
    const world = await previewed();
    const { host, tieout } = world;
    const before = dump(host).get("sheet Value Entries");
    await must(tieout.apply(POST));
    const outcomes = await Promise.all([tieout.undo(), tieout.undo()]);
    expect(outcomes.map(({ status }) => status)).toEqual(["undone", "nothing"]);
    expect(dump(host).get("sheet Value Entries")).toEqual(before);
    expectSound(world);
  });

  test("a failure does not stand in the way of what waits", async () => {
    const world = open(valuation.tables);
    await world.tieout.refresh();
    changeQuietly(world.host, "Value Entries", 1, "Cost Amount (Actual)", 5);
    world.host.fail({ member: "WorksheetCollection.add" });
    const outcomes = await Promise.all([run(world), run(world)]);
    expect(outcomes.map((outcome) => (outcome as { status: string }).status)).toEqual(["failed", "done"]);
    expectSound(world);
  });
});
