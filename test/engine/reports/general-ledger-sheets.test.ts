/** Sheets of the three general-ledger reports: what stands where, links that lead somewhere, cells that nothing covers. */
import { loadReport } from "../../../src/engine/catalogue";
import type { LayoutContext } from "../../../src/engine/report";
import { columnLetters, type Sheet, type SheetTable } from "../../../src/workbook/sheet";
import { applyChanges } from "../../support/apply-changes";
import { postingLedger } from "../../support/posting-ledger";
import { runAndCheck } from "../../support/run-report";

const context: LayoutContext = {
  company: "Company",
  currency: "EUR",
  jobWord: "Job",
  parameters: { endDate: "2025-02-20" },
  evidence: [
    {
      table: "Value Entries",
      place: "ValueEntries",
      rows: 3,
      rowsLeftOut: 0,
      lastEntry: "3",
      fingerprint: "ab".repeat(32),
    },
  ],
  stamp: "0123-4567",
  engineVersion: "1.0",
  runAt: "2026-02-03 09:12",
  paper: "A4",
};

async function sheetOf(report: string, workbook: unknown, parameters: Readonly<Record<string, unknown>>) {
  const { run, result } = await runAndCheck(report, workbook, parameters);
  expect(result.error).toBeUndefined();
  const [sheet] = (await loadReport(report)).layout(run.outcome.result, context);
  if (!sheet) throw new Error("no sheet");
  return { sheet, result };
}

/** Cells that a table covers, as "row:column". */
function tableCells(table: SheetTable): readonly string[] {
  const rows = Math.max(1, table.columns[0]?.values.length ?? 0) + 1;
  return table.columns.flatMap((_, index) => {
    const column = table.places?.[index] ?? table.column + index;
    return Array.from({ length: rows }, (__, row) => `${table.row + row}:${column}`);
  });
}

/** Every cell is written once; columns of a table are equally long; links into the sheet lead to a written cell. */
function expectSound(sheet: Sheet): void {
  const written = [
    ...sheet.cells.map((cell) => `${cell.row}:${cell.column}`),
    ...sheet.tables.flatMap(tableCells),
  ];
  expect(written.filter((place, index) => written.indexOf(place) !== index)).toEqual([]);
  for (const table of sheet.tables) {
    expect(new Set(table.columns.map((column) => column.values.length)).size).toBe(1);
  }
  expect(new Set(sheet.tables.map((table) => table.name)).size).toBe(sheet.tables.length);
  const addresses = new Set(
    written.map((place) => {
      const [row = 0, column = 0] = place.split(":").map(Number);
      return `${columnLetters(column)}${row + 1}`;
    }),
  );
  const links = [
    ...sheet.cells.flatMap((cell) => (cell.link ? [cell.link] : [])),
    ...sheet.tables.flatMap((table) => [...(table.links?.values() ?? [])]),
  ];
  for (const link of links) if (link.sheet === undefined) expect(addresses).toContain(link.cell);
}

const texts = (sheet: Sheet): readonly unknown[] => sheet.cells.map((cell) => cell.value);
const table = (sheet: Sheet, name: string): SheetTable => {
  const found = sheet.tables.find((candidate) => candidate.name === `Tieout_${name}`);
  if (!found) throw new Error(`no table ${name}`);
  return found;
};

async function postedInPart() {
  const before = postingLedger(5, { entries: 80, expectedPosting: true });
  const posting = await runAndCheck("post-inventory-cost", before, {
    documentNo: "INVT",
    post: true,
    endDate: "2025-02-10",
  });
  if (!posting.run.outcome.changes) throw new Error("no changes");
  return applyChanges(before, posting.run.outcome.changes);
}

describe("the proof sheet", () => {
  it("holds bridge, items with notes kept by cause and account type, sign-off, matrix, items and evidence", async () => {
    const { sheet, result } = await sheetOf("inventory-gl-reconciliation", await postedInPart(), {
      endDate: "2025-02-20",
    });
    expectSound(sheet);
    expect(texts(sheet)).toEqual(
      expect.arrayContaining([
        "Bridge",
        "Inventory ledger",
        "Should be in the general ledger",
        "Unexplained",
        "Reconciling items",
        "Sign-off",
        "Account types",
        "Evidence",
      ]),
    );
    const items = table(sheet, "ReconcilingItems");
    expect(items.keepBy).toEqual([0, 1]);
    expect(items.columns.filter((column) => column.input).map((column) => column.header)).toEqual([
      "Preparer note",
      "Reviewer note",
    ]);
    const keys =
      items.columns[0]?.values.map(
        (cause, row) => `${String(cause)}|${String(items.columns[1]?.values[row])}`,
      ) ?? [];
    expect(new Set(keys).size).toBe(keys.length);
    expect([...(sheet.inputs?.keys() ?? [])]).toEqual([
      "preparedBy",
      "preparedOn",
      "reviewedBy",
      "reviewedOn",
    ]);
    const balancing = table(sheet, "BalancingItems").columns[0]?.values.length ?? 0;
    expect(keys.length + balancing).toBe((result.reconcilingItems as readonly unknown[]).length);
    expect([...(items.links?.values() ?? [])].length).toBeGreaterThan(0);
  });

  it("has no bridge with a filter, and says why", async () => {
    const { sheet } = await sheetOf("inventory-gl-reconciliation", await postedInPart(), {
      itemFilter: "RAW1",
    });
    expectSound(sheet);
    expect(texts(sheet)).not.toContain("Bridge");
    expect(texts(sheet).some((text) => String(text).includes("a G/L balance has no item"))).toBe(true);
  });

  it("has no bridge without explanation", async () => {
    const { sheet } = await sheetOf("inventory-gl-reconciliation", await postedInPart(), { explain: false });
    expectSound(sheet);
    expect(texts(sheet)).not.toContain("Bridge");
  });
});

describe("the journal sheet", () => {
  it("holds lines, accounts, what is skipped by setup cell, and value entries", async () => {
    const ledger = postingLedger(9, { entries: 60, expectedPosting: true });
    const broken = {
      ...ledger,
      "General Posting Setup": (ledger["General Posting Setup"] ?? []).map((row) => ({
        ...row,
        "COGS Account": "",
      })),
    };
    const { sheet, result } = await sheetOf("post-inventory-cost", broken, { documentNo: "INVT" });
    expectSound(sheet);
    const lines = table(sheet, "PostInventoryCost");
    expect(lines.columns[0]?.values).toHaveLength((result.glEntries as readonly unknown[]).length);
    const skipped = table(sheet, "PostInventoryCostSkipped");
    expect(skipped.columns.map((column) => column.header)).toContain("What to do");
    expect(skipped.columns.find((column) => column.header === "Column")?.values).toContain("COGS Account");
    expect(texts(sheet)).toContain("▲ To post");
  });

  it("holds what to look at before posting, and says what is assumed", async () => {
    const ledger = postingLedger(9, { entries: 60, expectedPosting: true });
    const workbook = {
      ...ledger,
      Items: (ledger.Items ?? []).map((row) => ({
        ...row,
        "Inventory Posting Group": "NEW",
        "Cost is Adjusted": false,
      })),
      "General Ledger Setup": [{ "Allow Posting From": "2025-02-01" }],
    };
    const parameters = { documentNo: "INVT", expectedCostPosting: "off" };
    const { sheet, result } = await sheetOf("post-inventory-cost", workbook, parameters);
    expectSound(sheet);
    for (const [name, list] of [
      ["PostInventoryCostDates", "datesOutside"],
      ["PostInventoryCostGroups", "groupsChanged"],
      ["PostInventoryCostAdjustment", "itemsNotAdjusted"],
    ] as const) {
      const rows = result[list] as readonly { readonly entries: number; readonly costAmount: string }[];
      expect(rows.length).toBeGreaterThan(1);
      const columns = new Map(table(sheet, name).columns.map(({ header, values }) => [header, values]));
      expect(columns.get("Entries")).toEqual(rows.map((row) => row.entries));
      expect(columns.get("Cost Amount")).toEqual(rows.map((row) => row.costAmount));
    }
    expect(texts(sheet).some((text) => String(text).includes("as if expected cost posting were off"))).toBe(
      true,
    );
  });

  it("says that everything is posted", async () => {
    const { sheet } = await sheetOf(
      "post-inventory-cost",
      { ...postingLedger(9, { entries: 5 }), "Value Entries": [] },
      { documentNo: "X" },
    );
    expectSound(sheet);
    expect(texts(sheet)).toContain("● Everything is posted");
  });
});

describe("the trace sheet", () => {
  it("holds the tree with levels, and open ends that lead to their rows", async () => {
    const { sheet, result } = await sheetOf("trace", await postedInPart(), {
      start: { documentNo: "DOC-1" },
      costFlowDepth: 2,
    });
    expectSound(sheet);
    const tree = table(sheet, "Trace");
    const levels = tree.columns.find((column) => column.header === "Level")?.values as readonly number[];
    expect(Math.max(...levels)).toBeGreaterThan(2);
    expect(tree.columns[0]?.indents).toEqual(levels);
    expect((result.problems as readonly unknown[]).length).toBeGreaterThan(0);
    expect([...(table(sheet, "TraceOpenEnds").links?.values() ?? [])].length).toBeGreaterThan(0);
  });
});
