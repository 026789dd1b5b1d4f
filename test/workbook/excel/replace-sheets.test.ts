/** @jest-environment ./excel-host/jest/environment.cjs */
import { createEngineService } from "../../../src/engine-service/local";
import type { Host } from "../../../excel-host";
import {
  replaceSheets,
  type ReplaceOptions,
  type SheetToWrite,
} from "../../../src/workbook/excel/replace-sheets";
import { blockValues, placeSheet } from "../../../src/workbook/excel/placed-sheet";
import type { Sheet } from "../../../src/workbook/sheet";
import { casesOf } from "../../support/cases";
import { newExcel, snapshot } from "../../support/excel";
import { readInto } from "../../support/raw-workbook";

const options: ReplaceOptions = { epochOffset: 0, mode: "replace", evenIfChanged: false, activate: true };

const about = (sheet: Sheet): SheetToWrite => ({
  sheet,
  about: { kind: "report", report: "inventory-valuation", parameters: {}, runAt: "2026-02-03 09:12" },
});

/** Sheets of the last case of a report that is not refused. */
async function sheetsOf(report: string): Promise<readonly Sheet[]> {
  let sheets: readonly Sheet[] = [];
  for (const one of casesOf(report)) {
    const service = createEngineService();
    await readInto(service, one.workbook);
    const reply = await service.run({
      report,
      parameters: one.parameters,
      workDate: "2026-02-03",
      runAt: "2026-02-03 09:12",
    });
    if (reply.sheets.length > 0) sheets = reply.sheets;
  }
  return sheets;
}

const plain: Sheet = {
  name: "Notes",
  cells: [
    { row: 0, column: 0, value: "Title", style: "title", name: "Tieout_Notes" },
    { row: 1, column: 0, value: "=1+1", style: "scope" },
    { row: 1, column: 1, value: "0100" },
    { row: 9, column: 0, value: null, style: "input" },
  ],
  tables: [
    {
      name: "Tieout_Notes_Items",
      row: 3,
      column: 0,
      columns: [
        { header: "Item No.", kind: "code", values: ["0100", "0200"] },
        { header: "Amount", kind: "amount", values: ["1.10", "-2"] },
        { header: "Share", kind: "percent", values: ["12.5", "0"] },
        { header: "Day", kind: "date", values: ["2026-01-31", ""] },
        { header: "Note", kind: "text", values: [null, null], input: true },
      ],
      rowStyles: [undefined, "expected"],
      links: new Map([["1:0", { sheet: "Other", cell: "B2", tip: "go" }]]),
      groupColumn: 0,
    },
  ],
  widths: [12, undefined, 9],
  rowHeights: new Map([[0, 24]]),
  freeze: { row: 4, column: 1 },
  print: {
    paper: "A4",
    landscape: true,
    repeatRow: 3,
    breaksBefore: [8],
    footer: { left: "R&D 5", center: "Stamp" },
  },
  hiddenColumns: [2],
  inputs: new Map([["sign", { row: 9, column: 0 }]]),
};

/** Same sheet with other rows. */
const withRows = (items: readonly string[], amounts: readonly string[]): Sheet => ({
  ...plain,
  tables: plain.tables.map((table) => ({
    ...table,
    rowStyles: undefined,
    links: undefined,
    columns: table.columns.map((column) => ({
      ...column,
      values:
        column.header === "Item No." ? items : column.header === "Amount" ? amounts : items.map(() => null),
    })),
  })),
});

function expectSheet(host: Host, sheet: Sheet): void {
  const written = host.workbook.sheet(sheet.name);
  const placed = placeSheet(sheet, 0);
  const values = blockValues(placed, 0, placed.rows, 0);
  const charts = (sheet.charts ?? []).map((chart) => `${chart.row},${chart.column}`);
  values.forEach((line, row) => {
    line.forEach((value, column) => {
      if (charts.includes(`${row},${column}`)) return;
      expect([row, column, written.valueAt(row, column)]).toEqual([row, column, value]);
    });
  });
  expect(written.tables.map((table) => table.name)).toEqual(
    sheet.tables.filter((table) => table.excelTable !== false).map((table) => table.name),
  );
}

describe("writing sheets", () => {
  test.each([
    "inventory-valuation",
    "inventory-valuation-wip",
    "inventory-valuation-cost-spec",
    "cost-shares-breakdown",
    "job-calculate-wip",
  ])("%s: every cell is what the layout says", async (report) => {
    const host = newExcel();
    const sheets = await sheetsOf(report);
    expect(sheets.length).toBeGreaterThan(0);
    const outcome = await replaceSheets(sheets.map(about), options);
    expect(outcome).toEqual({ status: "written", sheets: sheets.map((sheet) => sheet.name) });
    for (const sheet of sheets) expectSheet(host, sheet);
    expect([...host.missing.keys()]).toEqual([]);
    expect(host.workbook.activeSheet.name).toBe(sheets[0]?.name);
    expect(host.referenceCount).toBe(0);
  });

  test("texts stay texts, figures are figures, formats and links are set", async () => {
    const host = newExcel();
    await replaceSheets([about(plain)], options);
    expectSheet(host, plain);
    const sheet = host.workbook.sheet("Notes");
    expect(sheet.cellAt(1, 0)?.formula).toBeUndefined();
    expect(sheet.valueAt(4, 0)).toBe("0100");
    expect(sheet.valueAt(4, 2)).toBe(0.125);
    expect(sheet.formatAt(4, 1, "numberFormat")).toBe("#,##0.00");
    expect(sheet.formatAt(4, 1, "horizontal")).toBe("Right");
    expect(sheet.formatAt(5, 1, "font.italic")).toBe(true);
    expect(sheet.formatAt(0, 0, "font.size")).toBe(16);
    expect(sheet.hyperlinkAt(5, 0)).toMatchObject({ documentReference: "'Other'!B2", screenTip: "go" });
    expect(sheet.showGridlines).toBe(false);
    expect(sheet.visibility).toBe("Visible");
    expect([...host.workbook.names.values()].map((name) => [name.name, name.formula])).toContainEqual([
      "Tieout_Notes",
      "=Notes!$A$1",
    ]);
    expect(sheet.pageLayout.headersFooters.texts.defaultForAllPages.leftFooter).toBe("&8R&&D 5");
    expect(sheet.conditionalFormats).toHaveLength(1);
  });

  test("a second run keeps notes, sign-off and the user's own columns by item", async () => {
    const host = newExcel();
    await replaceSheets([about(withRows(["0100", "0200"], ["1", "2"]))], options);
    const sheet = host.workbook.sheet("Notes");
    sheet.setValue(5, 4, "checked with purchasing");
    sheet.setValue(9, 0, "signed");
    sheet.setValues("H5", [["mine for 0100"]]);
    sheet.setValues("H6", [["=B6*2"]]);
    await replaceSheets([about(withRows(["0150", "0200", "0100"], ["5", "7", "9"]))], options);
    const again = host.workbook.sheet("Notes");
    expect([4, 5, 6].map((row) => again.valueAt(row, 4))).toEqual([null, "checked with purchasing", null]);
    expect(again.valueAt(9, 0)).toBe("signed");
    expect([4, 5, 6].map((row) => again.valueAt(row, 7))).toEqual([null, 14, "mine for 0100"]);
    expect(again.cellAt(5, 7)?.formula).toBe("=B6*2");
    const names = [...host.workbook.names.values()].filter((name) => name.name === "Tieout_Notes");
    expect(names.map((name) => name.formula.replaceAll("'", ""))).toEqual(["=Notes!$A$1"]);
    expect(host.workbook.sheets.map((one) => one.name)).toEqual(["Notes", "Sheet1"]);
  });

  test("asks before it replaces a sheet that was changed by hand; sorting and notes are no change", async () => {
    const host = newExcel();
    await replaceSheets([about(withRows(["0100", "0200"], ["1", "2"]))], options);
    const sheet = host.workbook.sheet("Notes");
    const [first, second] = [sheet.valueAt(4, 0), sheet.valueAt(5, 0)];
    const [one, two] = [sheet.valueAt(4, 1), sheet.valueAt(5, 1)];
    sheet.setValue(4, 0, second);
    sheet.setValue(5, 0, first);
    sheet.setValue(4, 1, two);
    sheet.setValue(5, 1, one);
    sheet.setValue(9, 0, "a note");
    expect((await replaceSheets([about(withRows(["0100"], ["1"]))], options)).status).toBe("written");
    host.workbook.sheet("Notes").setValue(4, 1, 99);
    const before = snapshot(host);
    expect(await replaceSheets([about(withRows(["0100"], ["1"]))], options)).toEqual({
      status: "changedSheet",
      sheet: "Notes",
    });
    expect(snapshot(host)).toEqual(before);
    const forced = await replaceSheets([about(withRows(["0100"], ["1"]))], {
      ...options,
      evenIfChanged: true,
    });
    expect(forced.status).toBe("written");
    expect(host.workbook.sheet("Notes").valueAt(4, 1)).toBe(1);
  });

  test("own cells of a row that is gone are asked for, too", async () => {
    const host = newExcel();
    await replaceSheets([about(withRows(["0100", "0200"], ["1", "2"]))], options);
    host.workbook.sheet("Notes").setValues("H6", [["mine for 0200"]]);
    expect((await replaceSheets([about(withRows(["0100"], ["1"]))], options)).status).toBe("changedSheet");
  });

  test("never touches a sheet it did not make", async () => {
    const host = newExcel();
    host.workbook.addSheet("Notes").setValue(0, 0, "the user's");
    const before = snapshot(host);
    await expect(replaceSheets([about(plain)], options)).rejects.toMatchObject({ code: "SHEET_NAME_TAKEN" });
    expect(snapshot(host)).toEqual(before);
    const added = await replaceSheets([about(plain)], { ...options, mode: "add" });
    expect(added).toEqual({ status: "written", sheets: ["Notes 2"] });
  });

  test("cancelling leaves the workbook as it was", async () => {
    const host = newExcel();
    await replaceSheets([about(plain)], options);
    const before = snapshot(host);
    const outcome = await replaceSheets([about(withRows(["1"], ["1"]))], {
      ...options,
      isCancelled: () => true,
    });
    expect(outcome).toEqual({ status: "cancelled" });
    expect(snapshot(host)).toEqual(before);
  });

  test("new sheets stand in their order in front of the user's", async () => {
    const host = newExcel();
    const order = ["Month-End", "Notes", "Other"];
    const named = (name: string): SheetToWrite =>
      about({
        name,
        cells: [{ row: 0, column: 0, value: name, name: `Tieout_${name.replace("-", "")}` }],
        tables: [],
        print: plain.print,
      });
    await replaceSheets([named("Other")], { ...options, order });
    await replaceSheets([named("Month-End"), named("Notes")], { ...options, order });
    expect(host.workbook.sheets.map((sheet) => sheet.name)).toEqual([
      "Month-End",
      "Notes",
      "Other",
      "Sheet1",
    ]);
  });

  test("a long sheet is written in blocks below the web's limits", async () => {
    const host = newExcel({ limits: "web" });
    const long = withRows(
      Array.from({ length: 9000 }, (_, row) => `${row}-${"x".repeat(900)}`),
      Array.from({ length: 9000 }, (_, row) => String(row)),
    );
    const told: number[] = [];
    await replaceSheets([about(long)], { ...options, progress: (done) => told.push(done) });
    expect(told.length).toBeGreaterThan(3);
    expect(host.workbook.sheet("Notes").valueAt(9003, 1)).toBe(8999);
  }, 30_000);

  test("row heights of 20,000 rows are set in requests below the web's 5 MB", async () => {
    const host = newExcel({ limits: "web" });
    const COUNT = 20_000;
    const rows = Array.from({ length: COUNT }, (_, row) => String(row));
    // No two neighbours are alike, so that no rows can be set together.
    const rowHeights = new Map(rows.map((_, row) => [row + 4, row % 2 === 0 ? 15 : 30]));
    let longest = 0;
    const execute = host.execute.bind(host);
    host.execute = (body, flags) => {
      longest = Math.max(longest, body.length);
      return execute(body, flags);
    };
    await replaceSheets([about({ ...withRows(rows, rows), rowHeights })], options);
    const sheet = host.workbook.sheet("Notes");
    expect([4, 5, COUNT + 2, COUNT + 3].map((row) => sheet.rowHeight(row))).toEqual([15, 30, 15, 30]);
    expect(longest).toBeLessThan(5_000_000);
  }, 120_000);

  test("a protected sheet is refused with its reason", async () => {
    const host = newExcel();
    host.fail({ member: "WorksheetCollection.add" }, "AccessDenied");
    const before = snapshot(host);
    await expect(replaceSheets([about(plain)], options)).rejects.toMatchObject({ code: "EXCEL_PROTECTED" });
    expect(snapshot(host)).toEqual(before);
  });
});

describe("failures", () => {
  const changed = withRows(["0100", "0200"], ["5", "7"]);
  const isNew = (host: Host): boolean =>
    host.workbook.sheets.some((sheet) => sheet.name === "Notes" && sheet.valueAt(4, 1) === 5);

  async function prepared(second: boolean): Promise<Host> {
    const host = newExcel();
    if (second) {
      await replaceSheets([about(plain)], options);
      host.workbook.sheet("Notes").setValues("H6", [["=B6*2"]]);
    }
    return host;
  }

  describe.each([
    ["first run", false],
    ["second run", true],
  ])("%s", (_, second) => {
    test.each(["atCall", "atAction"] as const)(
      "a failure %s n leaves the workbook unchanged or completely changed",
      async (kind) => {
        const complete = await prepared(second);
        const [calls, actions] = [complete.calls, complete.actions];
        await replaceSheets([about(changed)], options);
        const done = snapshot(complete);
        // Building the hidden sheet takes hundreds of like actions: of those every ninth; of the last step each.
        const [total, last] =
          kind === "atCall" ? [complete.calls - calls, 1000] : [complete.actions - actions, 70];
        for (let n = 1; n <= total + 1; n += n < total - last ? 9 : 1) {
          const host = await prepared(second);
          const before = snapshot(host);
          const withdraw = host.fail(kind === "atCall" ? { atCall: n } : { atAction: n });
          try {
            await replaceSheets([about(changed)], options);
          } catch (error) {
            expect(error).toMatchObject({ name: "ExcelTrouble", code: "EXCEL_FAILED" });
          }
          withdraw();
          expect(host.events.enabled).toBe(true);
          expect({ n, after: snapshot(host) }).toEqual({ n, after: isNew(host) ? done : before });
        }
      },
      60_000,
    );
  });
});

describe("an exchange of sheets that can be neither finished nor taken back", () => {
  const other: Sheet = { ...plain, name: "Other", cells: [], tables: [], inputs: new Map() };
  const third: Sheet = { ...other, name: "Third" };
  const before = [about(plain), about(other)];
  const after = [about(withRows(["0100", "0200"], ["5", "7"])), about(other), about(third)];
  const isExchange = (body: string): boolean => body.includes("TieoutAside");

  async function prepared(): Promise<Host> {
    const host = newExcel();
    await replaceSheets(before, options);
    host.workbook.sheet("Notes").setValues("H6", [["my own note"]]);
    return host;
  }

  /** Excel stops at an action of the exchange, and then refuses those of the next requests that `refused` names. */
  function stopAt(host: Host, action: number, refused: (request: number) => boolean): () => boolean {
    const execute = host.execute.bind(host);
    let request = -1;
    host.execute = async (body, flags) => {
      if (request < 0 && isExchange(body)) {
        request = 0;
        host.fail({ atAction: action });
        return execute(body, flags);
      }
      const withdraw = request >= 0 && refused(request) ? host.fail({ atCall: 1 }) : undefined;
      const { calls } = host;
      const answer = await execute(body, flags);
      withdraw?.();
      // The library's own requests that free memory are no requests of the add-in.
      if (request >= 0 && host.calls > calls) request += 1;
      return answer;
    };
    return () => {
      host.execute = execute;
      host.faults.clear();
      return request >= 0;
    };
  }

  /** The workbook without the order of its sheets: one that was added stands where it came. */
  const content = (host: Host): unknown => {
    const whole = snapshot(host) as { readonly sheets: readonly { readonly name: string }[] };
    return { ...whole, sheets: [...whole.sheets].sort((a, b) => (a.name < b.name ? -1 : 1)) };
  };
  const names = (host: Host): readonly string[] => host.workbook.sheets.map((sheet) => sheet.name);

  /** At this action of the exchange the first old sheet has stepped aside. */
  const ASIDE_BY_THEN = 30;
  /** Actions of the exchange at which something stands elsewhere; every one of them is tried. */
  const ACTIONS = 60;

  test.each<[string, (request: number) => boolean, number]>([
    ["finishing fails", (request) => request < 3, 6],
    ["going back fails", (request) => request >= 1 && request < 4, 6],
    // The sheets stand in their places by then: nothing is to be told.
    ["going back fails half way", (request) => request >= 2 && request < 5, 0],
  ])(
    "names what stands where, and the next run puts it back and goes on: %s",
    async (_, refused, least) => {
      const complete = await prepared();
      await replaceSheets(after, options);
      const done = content(complete);
      let told = 0;
      for (let action = 1; action <= ACTIONS; action += 1) {
        const host = await prepared();
        const start = content(host);
        // What is tried three times fails three times; looking what is left succeeds.
        const withdraw = stopAt(host, action, refused);
        const outcome = await replaceSheets(after, options).catch(
          (error: unknown) => error as Error & { code: string },
        );
        const isStopped = withdraw();
        const now = names(host);
        if (!(outcome instanceof Error)) {
          expect({ action, now: content(host) }).toEqual({ action, now: done });
          if (!isStopped) break;
          continue;
        }
        const aside = now.filter((name) => name.startsWith("Tieout ~old"));
        if (outcome.code === "EXCEL_SHEETS_LEFT") {
          told += 1;
          expect(outcome.message).not.toContain("Nothing was changed");
          for (const name of aside) expect(outcome.message).toContain(`“${name}”`);
          for (const name of ["Notes", "Other"]) {
            const isNew = now.includes(name) && outcome.message.includes(`“${name}” is the new one`);
            const isAside =
              !now.includes(name) && outcome.message.includes(`“${name}” stands as “Tieout ~old`);
            expect({ action, name, isSaid: isNew || isAside || aside.length < 2 }).toEqual({
              action,
              name,
              isSaid: true,
            });
          }
        } else {
          expect({ action, code: outcome.code, aside }).toEqual({ action, code: "EXCEL_FAILED", aside: [] });
          expect({ action, now: content(host) }).toEqual({ action, now: start });
        }
        await replaceSheets(after, options);
        expect({ action, now: content(host) }).toEqual({ action, now: done });
      }
      expect(told).toBeGreaterThanOrEqual(least);
    },
    120_000,
  );

  test("says how the old sheets are called where Excel does not even answer where they are", async () => {
    const host = await prepared();
    const withdraw = stopAt(host, ASIDE_BY_THEN, () => true);
    await expect(replaceSheets(after, options)).rejects.toMatchObject({
      code: "EXCEL_SHEETS_LEFT",
      message: expect.stringContaining(
        "sheets whose names begin with “Tieout ~old” are the old ones",
      ) as string,
    });
    withdraw();
    expect(names(host)).toContain("Tieout ~old 1");
    await replaceSheets(after, options);
    expect(host.workbook.sheet("Notes").valueAt(5, 7)).toBe("my own note");
    expect(host.events.enabled).toBe(true);
    expect(names(host).filter((name) => name.startsWith("Tieout ~"))).toEqual([]);
  });
});
