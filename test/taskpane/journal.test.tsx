/** Journals: preview, apply and undo, on real changes of the workbook. */
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { FakeApplication, type JsonWorkbook } from "./fake-application";
import {
  axeFindings,
  doubleRuleFaults,
  forbiddenWords,
  hundredths,
  renderPane,
  sampleWorkbook,
  settle,
  shownLines,
} from "./support";

const PATH = "/reports/post-inventory-cost";

async function preview(parameters: Readonly<Record<string, unknown>> = { documentNo: "INVC-2026-01" }) {
  const application = await FakeApplication.over(sampleWorkbook());
  await application.run("inventory-valuation", { startDate: "2026-01-01", endDate: "2026-01-31" });
  await application.run("post-inventory-cost", parameters, { write: false });
  const pane = await renderPane(application, PATH);
  return { application, ...pane, user: userEvent.setup() };
}

/** Debit and credit of the rows of the journal and of its last row, as they are shown. */
function journalColumns(container: Element) {
  const table = container.querySelector("[data-journal]") as HTMLTableElement;
  const figures = (row: Element) =>
    [...row.querySelectorAll("td")].map((cell) =>
      cell.textContent === "" ? 0n : hundredths(cell.textContent),
    );
  const rows = [...table.querySelectorAll("tbody tr")].map(figures);
  const totals = figures(table.querySelector("tfoot tr") as Element);
  return { rows, totals, closing: (table.querySelector("tfoot tr") as HTMLElement).dataset.closing };
}

async function openApplyDialog(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole("button", { name: "Apply to ledgers…" }));
  await settle();
  return screen.getByRole("dialog", { name: "Apply to ledgers?" });
}

test("the preview says that nothing is written, balances, and writes nothing", async () => {
  const { container, application } = await preview();
  expect(container.textContent).toMatch(/Preview, nothing is written yet/);
  const before = application.rowsOf("G-L Entries").length;
  for (const shown of ["totals", "lines"]) {
    const { rows, totals, closing } = journalColumns(container);
    for (const column of [0, 1]) {
      expect(rows.reduce((sum, row) => sum + (row[column] ?? 0n), 0n)).toBe(totals[column]);
    }
    expect(totals[0]).toBe(totals[1]);
    expect(closing).toBe("double");
    const more = screen.queryByRole("button", { name: /^Show \d+ lines$/ });
    if (shown === "totals" && more) await userEvent.click(more);
  }
  expect(application.rowsOf("G-L Entries").length).toBe(before);
  expect(await axeFindings(container)).toEqual([]);
  expect(forbiddenWords(container)).toBeUndefined();
  expect(doubleRuleFaults(container)).toEqual([]);
});

test("skipped entries name the setup cell, and the cell is the link", async () => {
  const { application, user } = await preview();
  const list = screen.getByRole("list", { name: "Skipped entries by reason" });
  const [link] = within(list).getAllByRole("button", {
    name: /^Select cell [A-Z]+\d+ of General Posting Setup$/,
  });
  await user.click(link as HTMLElement);
  expect(application.calls.at(-1)).toMatch(/^goTo General Posting Setup![A-Z]+\d+$/);
});

test("a preview with expected cost posting assumed says so and cannot be applied", async () => {
  const setup = sampleWorkbook()["Inventory Setup"]?.[0] ?? {};
  const assumed = setup["Expected Cost Posting to G/L"] === true ? "off" : "on";
  const parameters = { documentNo: "INVC-2026-01", expectedCostPosting: assumed };
  const { container, application } = await preview(parameters);
  expect(container.textContent).toContain(
    `As if Expected Cost Posting to G/L were ${assumed} in Inventory Setup.`,
  );
  expect(screen.queryByRole("button", { name: "Apply to ledgers…" })).toBeNull();
  expect(screen.getByRole("button", { name: "Change parameters" })).toBeTruthy();
  expect(application.calls.some((call) => call.startsWith("previewApply"))).toBe(false);
  expect(await axeFindings(container)).toEqual([]);
});

test("the dialog starts on Cancel; Escape leaves everything as it was, and the page where it was", async () => {
  const { application, user, navigation } = await preview();
  const dialog = await openApplyDialog(user);
  expect(within(dialog).getByRole("button", { name: "Cancel" })).toBe(document.activeElement);
  expect(dialog.textContent).toMatch(
    /This changes \d tables in this workbook\. Nothing is posted in Business Central\./,
  );
  expect(within(dialog).getByRole("button", { name: /^Apply [\u2212\d,]+\.\d\d$/ })).toBeTruthy();
  expect(forbiddenWords(dialog)).toBeUndefined();
  await user.keyboard("{Escape}");
  await settle();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Apply to ledgers…" }));
  expect(application.calls.some((call) => call.startsWith("apply"))).toBe(false);
  expect(navigation.location.path).toBe(PATH);
});

test("apply writes what the preview named; the page shows before, now, left; a second run posts nothing", async () => {
  const { application, user, container } = await preview();
  const named = [...container.querySelectorAll('ul[aria-label="Tables that are changed"] > li')].map(
    (row) => row.textContent,
  );
  const added = Number(/\+(\d+)G\/L Entries/.exec(named.join("\n"))?.[1]);
  const before = application.rowsOf("G-L Entries").length;
  const dialog = await openApplyDialog(user);
  await user.click(within(dialog).getByRole("button", { name: /^Apply / }));
  await settle();
  expect(application.rowsOf("G-L Entries").length).toBe(before + added);
  expect(container.textContent).toMatch(/Posted [\u2212\d,]+\.\d\d/);
  expect(container.textContent).toMatch(/Running it again would post nothing\./);
  expect(container.textContent).toMatch(/This report is stale now/);
  const [block] = container.querySelectorAll("[data-arithmetic]");
  const [was, now, left] = shownLines(block as Element);
  expect((was?.amount ?? 0n) + (now?.amount ?? 0n)).toBe(left?.amount);
  expect(screen.getByRole("button", { name: "Reconcile to G/L" })).toBeTruthy();
  expect(doubleRuleFaults(container)).toEqual([]);
  await act(async () => {
    await application.run("post-inventory-cost", { documentNo: "AGAIN" }, { write: false });
  });
  expect(
    (application.state.runs.get("post-inventory-cost")?.reply.result.glEntries as unknown[]).length,
  ).toBe(0);
});

test("undo from the page takes the rows back and says how many", async () => {
  const { application, user, container } = await preview();
  const before = application.rowsOf("G-L Entries").length;
  const dialog = await openApplyDialog(user);
  await user.click(within(dialog).getByRole("button", { name: /^Apply / }));
  await settle();
  await user.click(screen.getByRole("button", { name: "Undo posting" }));
  await settle();
  const undo = screen.getByRole("dialog", { name: /^Undo the posting of/ });
  expect(undo.textContent).toMatch(/\d+ rows are removed and \d+ restored\./);
  expect(within(undo).getByRole("button", { name: "Cancel" })).toBe(document.activeElement);
  await user.click(within(undo).getByRole("button", { name: "Undo posting" }));
  await settle();
  expect(application.rowsOf("G-L Entries").length).toBe(before);
  expect(container.textContent).toMatch(/The ledgers are as they were before\./);
});

test("the ribbon's undo opens the question at once, and refuses when a posted row was edited", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  await application.run("post-inventory-cost", { documentNo: "U1" }, { write: false });
  await application.apply("post-inventory-cost");
  application.edit("G-L Entries", application.rowsOf("G-L Entries").length - 1, "Amount", 1);
  await renderPane(application, "/undo");
  const dialog = screen.getByRole("dialog", { name: /^Undo the posting of/ });
  expect(dialog.textContent).toMatch(/Cannot undo: G\/L Entries row \d+ was edited after the posting/);
  expect(within(dialog).queryByRole("button", { name: "Undo posting" })).toBeNull();
  expect(within(dialog).getByRole("button", { name: "Close" })).toBe(document.activeElement);
});

test("nothing to undo is said in words", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  const { container } = await renderPane(application, "/undo");
  expect(container.textContent).toMatch(/No posting of Tieout is left to undo in this workbook\./);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("ledgers that changed while the preview was read: nothing is written, and the page says what changed", async () => {
  const { application, user, container } = await preview();
  application.changedTables = ["Value Entries"];
  const before = application.rowsOf("G-L Entries").length;
  const dialog = await openApplyDialog(user);
  await user.click(within(dialog).getByRole("button", { name: /^Apply / }));
  await settle();
  expect(container.textContent).toMatch(/Value Entries changed while you read this\. Nothing was written\./);
  expect(application.rowsOf("G-L Entries").length).toBe(before);
  expect(screen.getAllByRole("button", { name: "Preview again" }).length).toBeGreaterThan(0);
});

test("everything posted: no journal, no apply", async () => {
  const posted: JsonWorkbook = {
    ...sampleWorkbook(),
    "Value Entries": (sampleWorkbook()["Value Entries"] ?? []).map((row) => ({
      ...row,
      "Cost Posted to G/L": row["Cost Amount (Actual)"],
      "Expected Cost Posted to G/L": row["Cost Amount (Expected)"],
    })),
    "Post Value Entry to G-L": [],
  };
  const application = await FakeApplication.over(posted);
  await application.run("post-inventory-cost", { documentNo: "N1" }, { write: false });
  const { container } = await renderPane(application, PATH);
  expect(container.textContent).toMatch(/Everything is posted\./);
  expect(container.querySelector("[data-journal]")).toBeNull();
  expect(screen.queryByRole("button", { name: "Apply to ledgers…" })).toBeNull();
  expect(screen.getByRole("button", { name: "Reconcile to G/L" })).toBeTruthy();
});

test("another posting method makes the preview again, without a document number of its own", async () => {
  const { application, user } = await preview();
  await user.click(screen.getByRole("combobox", { name: "Posting Method" }));
  await user.click(screen.getByRole("option", { name: "Per Entry" }));
  await settle();
  const record = application.state.runs.get("post-inventory-cost");
  expect(record?.parameters).toEqual({ postingMethod: "Per Entry" });
  expect(record?.sheets).toEqual([]);
});

test("job WIP journals balance too; the calculation is applied and undone", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  await application.run("job-post-wip", { reversalPostingDate: "2026-01-31" }, { write: false });
  const journal = await renderPane(application, "/reports/job-post-wip");
  const { rows, totals } = journalColumns(journal.container);
  expect(rows.reduce((sum, row) => sum + (row[0] ?? 0n), 0n)).toBe(totals[0]);
  expect(totals[0]).toBe(totals[1]);
  expect(journal.container.textContent).toContain("WIP invoiced sales");
  expect(await axeFindings(journal.container)).toEqual([]);
  journal.unmount();
  await application.run("job-calculate-wip", { postingDate: "2026-01-31" });
  const { container } = await renderPane(application, "/reports/job-calculate-wip");
  const user = userEvent.setup();
  const dialog = await openApplyDialog(user);
  await user.click(within(dialog).getByRole("button", { name: /^Apply / }));
  await settle();
  expect(container.textContent).toMatch(/WIP entries applied/);
  expect((await application.log()).map((row) => row.status)).toEqual(["Applied"]);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await settle();
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Undo posting" }));
  await settle();
  expect((await application.log()).map((row) => row.status)).toEqual(["Undone"]);
});

test("proposals of the cost adjustment: the months add up, applying leaves nothing to adjust", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  await application.run("adjust-cost", {});
  const { container } = await renderPane(application, "/reports/adjust-cost");
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Propose corrections" }));
  await settle();
  const lines = shownLines(screen.getByRole("table", { name: "Proposed cost by month of posting" }));
  const months = lines.slice(0, -1).reduce((sum, line) => sum + line.amount, 0n);
  expect(months).toBe(lines.at(-1)?.amount);
  const dialog = await openApplyDialog(user);
  await user.click(within(dialog).getByRole("button", { name: /^Apply / }));
  await settle();
  expect(container.textContent).toMatch(/value entries added/);
  await act(async () => {
    await application.run("adjust-cost", {});
  });
  expect(application.state.runs.get("adjust-cost")?.reply.result.fullyAdjusted).toBe(true);
});
