/** @jest-environment ./excel-host/jest/environment.cjs */
import type { Host } from "../../excel-host";
import { Tieout } from "../../src/application/tieout";
import { createEngineService } from "../../src/engine-service/local";
import { casesOf } from "../support/cases";
import { addTable, cellsOf, newExcel, snapshot, type PlainRows } from "../support/excel";

const REPORT = "post-inventory-cost";
const one = casesOf(REPORT).find((candidate) => candidate.name === "docs-purchase-overhead-sale");
const tables = (one?.workbook ?? {}) as Readonly<Record<string, PlainRows>>;
const parameters = { ...one?.parameters, post: undefined };
const expected = one?.expected as unknown as {
  glEntries: object[];
  relations: object[];
  valueEntryUpdates: object[];
};

const EMPTY: Readonly<Record<string, readonly string[]>> = {
  "G/L Entries": ["Entry No.", "Posting Date", "G/L Account No.", "Amount"],
  "G/L - Item Ledger Relation": ["G/L Entry No.", "Value Entry No."],
};

let open: Tieout | undefined;

function workbook(): { host: Host; tieout: Tieout } {
  const host = newExcel();
  for (const [name, rows] of Object.entries(tables)) {
    // A table without entries has its headers and one blank row.
    const blank = Object.fromEntries((EMPTY[name] ?? []).map((header) => [header, null]));
    addTable(host, name.replaceAll("/", "-"), rows.length > 0 ? rows : [blank], name.replace(/\W/g, ""));
  }
  open = new Tieout({ service: createEngineService(), clock: { now: () => new Date(2026, 1, 3, 9, 31) } });
  return { host, tieout: open };
}

afterEach(async () => {
  await open?.stop();
  open = undefined;
});

const ledgers = (host: Host): unknown =>
  Object.keys(tables).map((name) => cellsOf(host.workbook.sheet(name.replaceAll("/", "-"))));

test("previews without writing, applies once, and undoes", async () => {
  const { host, tieout } = workbook();
  const ran = await tieout.run(REPORT, parameters, { write: false });
  expect(ran.status === "failed" ? ran.trouble : ran.status).toBe("done");
  const before = ledgers(host);
  const preview = await tieout.previewApply(REPORT);
  const effect = (table: string) => preview.effects.find((candidate) => candidate.table === table);
  expect(effect("G/L Entries")?.added).toBe(expected.glEntries.length);
  expect(effect("G/L - Item Ledger Relation")?.added).toBe(expected.relations.length);
  expect(effect("Value Entries")?.changed).toBe(expected.valueEntryUpdates.length);
  expect(preview).toMatchObject({ journalLines: expected.glEntries.length, appliedBefore: false });
  expect(ledgers(host)).toEqual(before);

  expect(await tieout.apply(REPORT)).toMatchObject({ status: "applied", runNo: 1 });
  expect(tieout.state.activity).toEqual({ kind: "idle" });
  expect(tieout.state.runs.get(REPORT)?.stale).toBe(true);
  expect(await tieout.log()).toMatchObject([
    { runNo: 1, report: REPORT, status: "Applied", runAt: "2026-02-03 09:31" },
  ]);
  const again = await tieout.run(REPORT, parameters, { write: false });
  expect(again).toMatchObject({ status: "done", reply: { result: { glEntries: { length: 0 } } } });
  expect((await tieout.apply(REPORT)).status).toBe("nothing");

  const undo = await tieout.previewUndo();
  expect(undo).toMatchObject({ runNo: 1, report: REPORT });
  expect(undo?.problem).toBeUndefined();
  expect(await tieout.undo()).toMatchObject({ status: "undone" });
  expect(ledgers(host)).toEqual(before);
  expect(await tieout.previewUndo()).toBeUndefined();
  expect((await tieout.log())[0]?.status).toBe("Undone");
});

test("ledgers that changed since the preview are named, and nothing is written", async () => {
  const { host, tieout } = workbook();
  await tieout.run(REPORT, parameters, { write: false });
  const column = Object.keys(tables["Value Entries"]?.[0] ?? {}).indexOf("Cost Amount (Actual)");
  // Written behind the back of events, as co-authors and macros may.
  host.workbook.sheet("Value Entries").setValue(1, column, 12345.67);
  const before = snapshot(host);
  expect(await tieout.apply(REPORT)).toEqual({ status: "ledgersChanged", tables: ["Value Entries"] });
  expect(snapshot(host)).toEqual(before);
});

test("the journal alone touches no ledger and does not stand in the way of applying", async () => {
  const { host, tieout } = workbook();
  await tieout.run(REPORT, parameters, { write: false });
  const before = ledgers(host);
  expect(await tieout.createJournal(REPORT)).toMatchObject({ status: "applied", runNo: 1 });
  expect(ledgers(host)).toEqual(before);
  expect(host.workbook.sheet("Tieout Journal").tables[0]?.rowCount).toBe(expected.glEntries.length);
  expect((await tieout.createJournal(REPORT)).status).toBe("appliedBefore");
  expect(await tieout.apply(REPORT)).toMatchObject({ status: "applied", runNo: 2 });
});

test("an edited row stops the undo and names its cell", async () => {
  const { host, tieout } = workbook();
  await tieout.run(REPORT, parameters, { write: false });
  await tieout.apply(REPORT);
  const sheet = host.workbook.sheet("G-L Entries");
  const table = sheet.tables[0];
  const column = table?.columns.findIndex((candidate) => candidate.name === "Amount") ?? 0;
  const row = table?.rect.bottom ?? 0;
  sheet.setValue(row, column, 4711);
  const undo = await tieout.previewUndo();
  expect(undo?.problem).toMatchObject({
    code: "UNDO_EDITED",
    cell: expect.stringContaining(`${row + 1}`) as string,
  });
  expect(await tieout.undo()).toMatchObject({ status: "failed", trouble: { code: "UNDO_EDITED" } });
});
