import { createHost, type Host } from "../../excel-host";
import { type LoadedOffice, loadOffice } from "../../excel-host/node";

type Log = [string, Record<string, unknown>][];

interface Session extends LoadedOffice {
  host: Host;
  log: Log;
}

function start(): Session {
  const host = createHost();
  return { ...loadOffice(host), host, log: [] };
}

const pick = (args: object, names: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(args).filter(([name]) => names.includes(name)));

const listen = (
  session: Session,
  register: (context: Excel.RequestContext, note: (name: string) => (args: object) => Promise<void>) => void,
): Promise<void> =>
  session.Excel.run(async (context) => {
    register(context, (name) => (args) => {
      session.log.push([
        name,
        pick(args, ["address", "changeType", "details", "tableId", "isInsideTable", "source"]),
      ]);
      return Promise.resolve();
    });
    await context.sync();
  });

describe("events", () => {
  it("tell of changes of cells, by sheet and by workbook, with old and new value of a single cell", async () => {
    const session = start();
    await listen(session, (context, note) => {
      context.workbook.worksheets.getActiveWorksheet().onChanged.add(note("sheet"));
      context.workbook.worksheets.onChanged.add(note("workbook"));
    });
    const sheet = session.host.workbook.sheet("Sheet1");
    sheet.setValues("B2", [["old"]]);
    await session.host.settle();
    session.log.length = 0;
    sheet.setValues("B2", [["new"]]);
    sheet.setValues("A5", [[1, 2]]);
    await session.host.settle();
    const details = {
      valueBefore: "old",
      valueAfter: "new",
      valueTypeBefore: "String",
      valueTypeAfter: "String",
    };
    expect(session.log).toEqual([
      ["sheet", { address: "B2", changeType: "RangeEdited", source: "Local", details }],
      ["workbook", { address: "B2", changeType: "RangeEdited", source: "Local", details }],
      ["sheet", { address: "A5:B5", changeType: "RangeEdited", source: "Local" }],
      ["workbook", { address: "A5:B5", changeType: "RangeEdited", source: "Local" }],
    ]);
  });

  it("give the changed range by the arguments", async () => {
    const session = start();
    const seen: unknown[] = [];
    await session.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().onChanged.add((args) =>
        session.Excel.run(async (inner) => {
          const range = args.getRange(inner);
          range.load("values");
          await inner.sync();
          seen.push(range.values);
        }),
      );
      await context.sync();
    });
    session.host.workbook.sheet("Sheet1").setValues("A1", [[1, 2]]);
    await session.host.settle();
    await session.host.settle();
    expect(seen).toEqual([[[1, 2]]]);
  });

  it("tell of changes in tables", async () => {
    const session = start();
    const sheet = session.host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [["Item"], ["A"]]);
    const table = session.host.workbook.addTable(
      sheet,
      { top: 0, left: 0, bottom: 1, right: 0 },
      true,
      "Ledger",
    );
    await listen(session, (context, note) => {
      context.workbook.tables.getItem("Ledger").onChanged.add(note("table"));
      context.workbook.tables.onChanged.add(note("tables"));
      context.workbook.tables.getItem("Ledger").onSelectionChanged.add(note("selection"));
    });
    sheet.setValues("A3", [["B"]]);
    sheet.setValues("F9", [["elsewhere"]]);
    session.host.workbook.select(sheet, { top: 1, left: 0, bottom: 1, right: 0 });
    await session.host.settle();
    expect(session.log.map(([name, args]) => [name, args.address])).toEqual([
      ["table", "A3"],
      ["tables", "A3"],
      ["selection", "A2"],
    ]);
    expect(table.rowCount).toBe(2);
  });

  it("tell of sheets and selections", async () => {
    const session = start();
    await listen(session, (context, note) => {
      const { worksheets } = context.workbook;
      worksheets.onAdded.add(note("added"));
      worksheets.onDeleted.add(note("deleted"));
      worksheets.onActivated.add(note("activated"));
      worksheets.onDeactivated.add(note("deactivated"));
      worksheets.onSelectionChanged.add(note("selected"));
    });
    const { workbook } = session.host;
    const sheet = workbook.addSheet("Report");
    workbook.activate(sheet);
    workbook.select(sheet, { top: 2, left: 1, bottom: 3, right: 1 });
    workbook.deleteSheet(sheet);
    await session.host.settle();
    expect(
      session.log.map(([name, args]) => (name === "selected" ? `${name} ${String(args.address)}` : name)),
    ).toEqual([
      "added",
      "deactivated",
      "activated",
      "selected A1",
      "selected B3:B4",
      "deactivated",
      "activated",
      "selected A1",
      "deleted",
    ]);
  });

  it("stay away while events are switched off, and after handlers are removed", async () => {
    const session = start();
    let handler: OfficeExtension.EventHandlerResult<Excel.WorksheetChangedEventArgs> | undefined;
    await session.Excel.run(async (context) => {
      handler = context.workbook.worksheets.onChanged.add(() => {
        session.log.push(["changed", {}]);
        return Promise.resolve();
      });
      context.runtime.enableEvents = false;
      await context.sync();
    });
    const sheet = session.host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [[1]]);
    await session.host.settle();
    expect(session.log).toEqual([]);
    await session.Excel.run(async (context) => {
      context.runtime.enableEvents = true;
      await context.sync();
    });
    sheet.setValues("A1", [[2]]);
    await session.host.settle();
    expect(session.log).toHaveLength(1);
    await session.Excel.run(handler?.context as Excel.RequestContext, async (context) => {
      handler?.remove();
      await context.sync();
    });
    sheet.setValues("A1", [[3]]);
    await session.host.settle();
    expect(session.log).toHaveLength(1);
    expect(session.host.events.registrations).toBe(0);
  });

  it("come once per chunk of a large write", async () => {
    const session = start();
    await listen(session, (context, note) => {
      context.workbook.worksheets.onChanged.add(note("changed"));
    });
    await session.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange("A1:C1200");
      range.values = Array.from({ length: 1_200 }, (_, row) => [row, row, row]);
      await context.sync();
    });
    await session.host.settle();
    expect(session.log.map(([, args]) => args.address)).toEqual(["A1:C500", "A501:C1000", "A1001:C1200"]);
  });
});
