/** The fixed contract of the command line: flags, JSON on standard output alone, exit status. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { editWorkbook, openWorkbook, type CellValue } from "../../ooxml";
import { main } from "../../src/runner/main";
import { casesOf } from "../support/cases";

let folder = "";
let book = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tieout-runner-"));
  book = join(folder, "book.json");
  const example = casesOf("inventory-valuation").find((one) => one.name === "worked-example");
  writeFileSync(book, JSON.stringify(example?.workbook));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function call(...argv: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  let stdout = "";
  let stderr = "";
  const status = await main(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { status, stdout, stderr };
}

it("lists the reports", async () => {
  const { status, stdout } = await call("list");
  expect(status).toBe(0);
  expect(stdout).toContain("inventory-valuation-cost-spec  Invt. Valuation - Cost Spec.");
});

it("helps with a report from its declaration", async () => {
  const { status, stdout } = await call("help", "inventory-valuation");
  expect(status).toBe(0);
  expect(stdout).toContain("--includeExpectedCost");
  expect(stdout).toContain("Value Entries (needed)");
});

it("prints a short table for people without --json", async () => {
  const { status, stdout } = await call(
    "inventory-valuation",
    book,
    "--startDate",
    "2026-01-01",
    "--endDate",
    "2026-01-31",
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/Ending value\s+1,263\.99/);
});

it("takes a flag alone as true, lists, and lets flags win over the file", async () => {
  const file = join(folder, "p.json");
  writeFileSync(file, JSON.stringify({ endDate: "2025-12-31", itemFilter: "A*" }));
  const { stdout } = await call(
    "inventory-valuation",
    "--includeExpectedCost",
    book,
    "--parameters",
    file,
    "--endDate",
    "2026-01-31",
    "--json",
  );
  expect(JSON.parse(stdout)).toMatchObject({
    endDate: "2026-01-31",
    includeExpectedCost: true,
    rows: [{ itemNo: "A-10" }],
  });
});

it("refuses with status 1 and JSON", async () => {
  const { status, stdout } = await call("inventory-valuation", book, "--itemFilter", "1000|", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    report: "inventory-valuation",
    error: { code: "FILTER_SYNTAX", parameter: "itemFilter", filter: "1000|" },
  });
});

it.each([
  ["a file that is not there", "nowhere.xlsx"],
  ["a file that is no workbook", "text.xlsx"],
  ["JSON of another shape", "list.json"],
])("refuses %s as BAD_WORKBOOK", async (_, name) => {
  writeFileSync(join(folder, "text.xlsx"), "just text");
  writeFileSync(join(folder, "list.json"), "[1]");
  const { status, stdout } = await call("inventory-valuation", join(folder, name), "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "BAD_WORKBOOK" } });
});

it.each([
  [["no-such-report", "x.json"]],
  [["inventory-valuation"]],
  [["inventory-valuation", "x.json", "--noSuchFlag", "1"]],
  [[]],
])("answers the wrong call %j with status 2 and no JSON", async (argv) => {
  const { status, stdout, stderr } = await call(...argv);
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).not.toBe("");
});

it("writes a workbook with ledgers and the report's sheet, the same bytes each time", async () => {
  const out = join(folder, "out.xlsx");
  const argv = [
    "inventory-valuation",
    book,
    "--endDate",
    "2026-01-31",
    "--out",
    out,
    "--run-at",
    "2026-02-03 09:12",
    "--json",
  ];
  expect((await call(...argv)).status).toBe(0);
  const first = readFileSync(out);
  const workbook = openWorkbook(first);
  expect(workbook.sheets.map((sheet) => sheet.name)).toContain("Inventory Valuation");
  expect(workbook.sheets.find((sheet) => sheet.name === "Inventory Valuation")?.tables[0]?.name).toBe(
    "Tieout_InventoryValuation",
  );
  expect(workbook.sheets.map((sheet) => sheet.name)).toContain("Value Entries");
  await call(...argv);
  expect(readFileSync(out).equals(first)).toBe(true);
});

it("writes nothing when refused", async () => {
  const out = join(folder, "refused.xlsx");
  const { status } = await call(
    "inventory-valuation",
    book,
    "--startDate",
    "2026-02-01",
    "--endDate",
    "2026-01-31",
    "--out",
    out,
  );
  expect(status).toBe(1);
  expect(existsSync(out)).toBe(false);
});

it("checks a workbook and says what is missing", async () => {
  const { status, stdout } = await call("check", book);
  expect(status).toBe(0);
  expect(stdout).toContain("● Value Entries: 23 rows");
});

it("names every problem of a workbook with its cell, and each report that cannot run with the reason", async () => {
  const file = join(folder, "faulty.json");
  const entry = { "Entry No.": 1, "Item No.": "BOLT", "Posting Date": "2026-13-01", "Valued Quantity": "1" };
  writeFileSync(file, JSON.stringify({ "Value Entries": [entry, entry] }));
  const { status, stdout } = await call("check", file);
  expect(status).toBe(1);
  const lines = stdout.split("\n");
  expect(lines[0]).toBe("■ Value Entries: 2 rows in Value Entries");
  expect(lines.filter((line) => line.startsWith("    ■ "))).toEqual([
    expect.stringMatching(/^ {4}■ Entry No\. row 2: 1 is in “Value Entries” more than once/),
    expect.stringMatching(/^ {4}■ Posting Date .*: .*2026-13-01.*\(2 cells\)$/),
  ]);
  expect(lines).toContainEqual(expect.stringMatching(/^○ Inventory Valuation: .*(column|sheet)/));
  const json = JSON.parse((await call("check", file, "--json")).stdout) as {
    errors: number;
    ledgers: { problemCount: number }[];
    reports: { id: string; canRun: boolean }[];
  };
  expect(json).toMatchObject({ report: "check", errors: json.ledgers[0]?.problemCount });
  expect(json.reports.find(({ id }) => id === "inventory-valuation")?.canRun).toBe(false);
});

describe("journals", () => {
  const posting = casesOf("post-inventory-cost").find((one) => one.name === "docs-purchase-overhead-sale");
  const argv = (workbook: string, out: string): string[] => [
    "post-inventory-cost",
    workbook,
    "--postingMethod",
    "Per Entry",
    "--post",
    "--out",
    out,
    "--run-at",
    "2026-02-03 09:31",
    "--json",
  ];

  it.each(["json", "xlsx"])(
    "are applied with --out, post nothing the second time, and can be undone (%s)",
    async (kind) => {
      const start = join(folder, `posting.json`);
      writeFileSync(start, JSON.stringify(posting?.workbook));
      const applied = join(folder, `applied.${kind}`);
      const first = await call(...argv(start, applied));
      expect(first.status).toBe(0);
      expect(JSON.parse(first.stdout)).toMatchObject({ posted: true, summary: { balanced: true } });
      const again = await call(...argv(applied, join(folder, `again.${kind}`)));
      expect(JSON.parse(again.stdout)).toMatchObject({ glEntries: [], valueEntryUpdates: [] });
      const undone = join(folder, `undone.${kind}`);
      expect((await call("undo", applied, "--out", undone)).status).toBe(0);
      const third = await call(...argv(undone, join(folder, `third.${kind}`)));
      expect(JSON.parse(third.stdout)).toEqual(JSON.parse(first.stdout));
      expect((await call("undo", undone, "--out", join(folder, `nothing.${kind}`))).status).toBe(1);
    },
  );

  it("a preview applies nothing", async () => {
    const start = join(folder, "preview.json");
    writeFileSync(start, JSON.stringify(posting?.workbook));
    const out = join(folder, "preview-out.json");
    const { status } = await call("post-inventory-cost", start, "--postingMethod", "Per Entry", "--out", out);
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(out, "utf8"))).toEqual(posting?.workbook);
  });
});

it("keeps notes and sign-off of an earlier run in the workbook", async () => {
  const example = casesOf("inventory-gl-reconciliation").find(
    ({ name }) => name === "reconciling-items-all-causes",
  );
  const ledgers = join(folder, "ledgers.json");
  const out = join(folder, "proof.xlsx");
  writeFileSync(ledgers, JSON.stringify(example?.workbook));
  const period = ["--startDate", "2023-01-01", "--endDate"];
  const reconcile = (from: string, to: string) =>
    call("inventory-gl-reconciliation", from, ...period, to, "--out", out);
  expect((await reconcile(ledgers, "2023-01-31")).status).toBe(0);
  const proof = (): { readonly name: string; readonly rows: readonly (readonly CellValue[])[] } => {
    const workbook = openWorkbook(readFileSync(out));
    const index = workbook.sheets.findIndex(({ name }) => name.includes("Reconciliation"));
    return { name: workbook.sheets[index]?.name ?? "", rows: workbook.readSheet(index).rows };
  };
  const rowWith = (text: string): number =>
    proof().rows.findIndex((row) => row.some((value) => value === text));
  const written = proof();
  const noted = rowWith("Preparer note") + 2;
  const signed = rowWith("Prepared by");
  const editor = editWorkbook(readFileSync(out));
  editor.patchSheet(written.name, [
    {
      op: "setCells",
      cells: [
        { row: noted, col: 7, value: "invoice comes in February" },
        { row: noted, col: 8, value: "agreed" },
        { row: signed, col: 1, value: "AB" },
        { row: signed, col: 4, value: { kind: "date", serial: 46_056 } },
      ],
    },
  ]);
  writeFileSync(out, editor.toBytes());

  expect((await reconcile(out, "2023-02-28")).status).toBe(0);
  const again = proof().rows[rowWith("invoice comes in February")] ?? [];
  expect(again[0]).not.toBe("Total");
  expect(again.slice(0, 2)).toEqual(written.rows[noted]?.slice(0, 2));
  expect(again.slice(7, 9)).toEqual(["invoice comes in February", "agreed"]);
  const line = proof().rows[rowWith("Prepared by")] ?? [];
  expect([line[1], line[4]]).toEqual(["AB", { date: 46_056 }]);
});
