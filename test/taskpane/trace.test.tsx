/** The Trace tab and Explain unit cost, over the sample company and the published examples. */
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { casesOf } from "../support/cases";
import { explainPath, tracePath } from "../../src/taskpane/trace/address";
import { FakeApplication } from "./fake-application";
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

async function postingGroup() {
  const [example] = casesOf("trace").filter((one) => one.name === "gl-entry-of-a-posting-group");
  if (!example) throw new Error("the case is gone");
  return FakeApplication.over(example.workbook);
}

async function traced(application: FakeApplication, start: Parameters<typeof tracePath>[0]) {
  const pane = await renderPane(application, tracePath(start));
  return { ...pane, user: userEvent.setup() };
}

test("empty: says what to do; a number that is not there is searched in the other ledgers", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  const { container } = await renderPane(application, "/trace");
  const user = userEvent.setup();
  expect(container.textContent).toMatch(
    /Enter a number, or select a cell in a ledger and press Trace Entry\./,
  );
  await user.type(screen.getByRole("searchbox", { name: "Entry No." }), "99999999{Enter}");
  await settle();
  expect(container.textContent).toMatch(/Entry 99999999 is not in G\/L Entries\./);
  await user.click(screen.getByRole("button", { name: "Search the other ledgers" }));
  await settle();
  expect(container.textContent).toMatch(/99999999 is in none of the ledgers\./);
  const box = screen.getByRole("searchbox");
  await user.clear(box);
  await user.type(box, "abc{Enter}");
  expect(container.textContent).toMatch(/“abc” is not an entry number\./);
  expect(forbiddenWords(container)).toBeUndefined();
});

test("an entry that only another ledger has is found there", async () => {
  const application = await FakeApplication.over({
    ...sampleWorkbook(),
    "G-L Entries": [],
    "G-L - Item Ledger Relation": [],
  });
  await renderPane(application, "/trace");
  const user = userEvent.setup();
  await user.type(screen.getByRole("searchbox"), "100{Enter}");
  await settle();
  const again = screen.queryByRole("button", { name: "Search the other ledgers" });
  if (again) {
    await user.click(again);
    await settle();
  }
  expect(screen.getByRole("combobox", { name: "Kind of entry" }).textContent).toMatch(/Value Entry/);
  expect(screen.getByRole("tree")).toBeTruthy();
});

test("amounts at the right add up to their parent", async () => {
  const { container } = await traced(await postingGroup(), { table: "G/L Entries", entryNo: 2 });
  const amountOf = (item: Element): bigint => {
    const [, text = ""] = /, ([\u2212\d,]+\.\d\d)$/.exec(item.getAttribute("data-label") ?? "") ?? [];
    return hundredths(text);
  };
  const items = [...container.querySelectorAll('[role="treeitem"]')];
  const [root] = items.filter((item) => item.getAttribute("aria-level") === "1");
  const parts = items.filter(
    (item) =>
      item.getAttribute("aria-level") === "2" && (item.getAttribute("data-label") ?? "").startsWith("Value"),
  );
  expect(parts.length).toBe(2);
  expect(parts.reduce((sum, item) => sum + amountOf(item), 0n)).toBe(amountOf(root as Element));
  expect(container.querySelector('[data-live="polite"]')?.textContent).toMatch(/Traced 42\.50 of 42\.50/);
});

test("keyboard: arrows walk and fold the tree, Enter traces, Home and End jump", async () => {
  const { container, user } = await traced(await postingGroup(), { table: "G/L Entries", entryNo: 2 });
  const [root] = container.querySelectorAll<HTMLElement>('[role="treeitem"]');
  act(() => {
    root?.focus();
  });
  expect(root?.getAttribute("aria-expanded")).toBe("true");
  await user.keyboard("{ArrowLeft}");
  expect(root?.getAttribute("aria-expanded")).toBe("false");
  await user.keyboard("{ArrowRight}");
  expect(root?.getAttribute("aria-expanded")).toBe("true");
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement?.getAttribute("aria-level")).toBe("2");
  await user.keyboard("{Home}");
  expect(document.activeElement).toBe(root);
});

test("open ends are listed and lead to their entry", async () => {
  const [example] = casesOf("trace").filter((one) => one.name === "direct-posting-has-no-inventory");
  const application = await FakeApplication.over(example?.workbook ?? {});
  const start = example?.parameters.start as { table: string; entryNo: number };
  const { container, user } = await traced(application, start);
  await user.click(screen.getByRole("button", { name: "1 open end" }));
  const list = screen.getByRole("list", { name: "Open ends" });
  expect(list.textContent).toMatch(/Direct posting/);
  await user.click(within(list).getByRole("button"));
  await settle();
  expect(document.activeElement?.getAttribute("role")).toBe("treeitem");
  expect(await axeFindings(container)).toEqual([]);
});

test("the selected cell is offered, the steps trace again, and the sheet is written with them", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  application.selected = {
    kind: "entry",
    table: "Value Entries",
    entryNo: 2763,
    cell: "Value Entries!A2764",
  };
  const { container } = await renderPane(application, "/trace");
  const user = userEvent.setup();
  expect(container.textContent).toMatch(/From the selected cell: Value Entries!A2764\./);
  await user.click(screen.getByRole("button", { name: "Use it" }));
  await settle();
  await user.click(screen.getByRole("combobox", { name: "Steps" }));
  await user.click(screen.getByRole("option", { name: "3" }));
  await settle();
  expect(application.calls.filter((call) => call.startsWith("trace")).length).toBe(2);
  await user.click(screen.getByRole("button", { name: "Write to sheet" }));
  expect(application.calls.at(-1)).toBe("run trace");
  expect(application.state.runs.get("trace")?.parameters).toMatchObject({ costFlowDepth: 3 });
  await user.click(screen.getByRole("button", { name: "Go to row" }));
  expect(application.calls.at(-1)).toBe("goToEntry Value Entries 2763");
  expect(await axeFindings(container)).toEqual([]);
});

test("the tab is found as it was left", async () => {
  const { navigation, user } = await traced(await postingGroup(), { table: "G/L Entries", entryNo: 2 });
  await user.click(screen.getByRole("combobox", { name: "Kind of entry" }));
  await user.click(screen.getByRole("option", { name: "Value Entry" }));
  const box = screen.getByRole("searchbox");
  await user.clear(box);
  await user.type(box, "1{Enter}");
  await settle();
  act(() => {
    navigation.selectTab("reports");
  });
  await settle();
  act(() => {
    navigation.selectTab("trace");
  });
  await settle();
  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("1");
  expect(screen.getByRole("combobox", { name: "Kind of entry" }).textContent).toMatch(/Value Entry/);
});

test("explain: posted, should be, to adjust; every stop adds up; corrections have their net", async () => {
  const [first] = casesOf("adjust-cost").filter((one) => one.name === "docs-average-cost-month");
  if (!first) throw new Error("the case is gone");
  const application = await FakeApplication.over(first.workbook);
  const check = (await application.compute("adjust-cost", {})).result as unknown as {
    differences: Iterable<{ entryNo: number; deltaActual: string }>;
  };
  const [difference] = check.differences;
  const entryNo = difference?.entryNo ?? 0;
  const { container } = await renderPane(application, explainPath(entryNo));
  expect(container.textContent).toMatch(/^HomeHomeReportsReportsTraceExplain unit costItem Ledger Entry \d+/);
  const card = shownLines(
    screen.getByRole("table", { name: "Posted cost against the cost it should carry" }),
  );
  expect((card[1]?.amount ?? 0n) - (card[0]?.amount ?? 0n)).toBe(card[2]?.amount);
  expect(card[2]?.amount).toBe(hundredths(Number(difference?.deltaActual).toFixed(2)));
  for (const block of screen.getAllByRole("table", {
    name: /Pool of the period|Entries it takes its cost from/,
  })) {
    let sum = 0n;
    for (const line of shownLines(block)) {
      if (line.rule === "rule") expect(line.amount).toBe(sum);
      else sum += line.amount;
    }
  }
  const corrections = shownLines(screen.getByRole("table", { name: /^All corrections of/ }));
  expect(corrections.slice(0, -1).reduce((sum, line) => sum + line.amount, 0n)).toBe(
    corrections.at(-1)?.amount,
  );
  expect(doubleRuleFaults(container)).toEqual([]);
  expect(await axeFindings(container)).toEqual([]);
});

test("explain over the sample company: pools of two months hang together", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  const entry = application
    .rowsOf("Item Ledger Entries")
    .findLast(
      (row) =>
        row["Item No."] === "1020" && row["Entry Type"] === "Sale" && String(row.Quantity).startsWith("-"),
    );
  const { container } = await renderPane(application, explainPath(Number(entry?.["Entry No."])));
  await settle();
  const pools = screen.getAllByRole("table", { name: "Pool of the period" }).map(shownLines);
  expect(pools.length).toBe(2);
  const opening = pools[0]?.find((line) => line.label.startsWith("Opening"));
  expect(pools[1]?.at(-1)?.amount).toBe(opening?.amount);
  for (const lines of pools) {
    let sum = 0n;
    for (const line of lines) {
      if (line.rule === "rule") expect(line.amount).toBe(sum);
      else sum += line.amount;
    }
  }
  expect(container.textContent).toMatch(/Show earlier/);
});

test("explain an output: what its order used, components as links, adds up to the cost of the order", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  const finished = new Set(
    application
      .rowsOf("Production Orders")
      .filter((row) => row.Status === "Finished")
      .map((row) => row["No."]),
  );
  const output = application
    .rowsOf("Item Ledger Entries")
    .find((row) => row["Entry Type"] === "Output" && finished.has(row["Order No."]));
  const orderNo = String(output?.["Order No."]);
  const { container } = await renderPane(application, explainPath(Number(output?.["Entry No."])));
  await settle();
  expect(container.textContent).toContain(`Order ${orderNo}`);
  const cost = screen.getByRole("table", { name: `Cost of order ${orderNo}` });
  const lines = shownLines(cost);
  const together = lines.slice(0, -1).reduce((sum, line) => sum + line.amount, 0n);
  expect(lines.at(-1)).toMatchObject({ amount: together, rule: "rule" });
  const component = within(cost).getAllByRole("button", { name: /Consumption \d+/ })[0] as HTMLElement;
  await userEvent.setup().click(component);
  await settle();
  expect(container.textContent).toMatch(/Item Ledger Entry \d+ · Consumption of/);
  expect(await axeFindings(container)).toEqual([]);
});

test("explain without an entry says what to select", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  const { container } = await renderPane(application, "/trace/explain");
  expect(container.textContent).toMatch(/Select a row of Item Ledger Entries and press Explain Cost\./);
});

test("an order is traced by its number: inputs, outputs, what is left on WIP, and flags in words", async () => {
  const order = { "Order Type": "Production", "Order No.": "PO-1" };
  const entry = (no: number, type: string, amount: string): Record<string, unknown> => ({
    "Entry No.": no,
    "Item Ledger Entry No.": no,
    "Item No.": "A",
    "Posting Date": "2026-01-10",
    "Document No.": "PO-1",
    "Item Ledger Entry Type": type,
    "Entry Type": "Direct Cost",
    "Cost Amount (Actual)": amount,
    "Cost Posted to G/L": amount,
    ...order,
  });
  const application = await FakeApplication.over({
    "Value Entries": [entry(1, "Consumption", "-40"), entry(2, "Output", "30")],
    "G/L Entries": [
      {
        "Entry No.": 7,
        "G/L Account No.": "2130",
        "Posting Date": "2026-01-31",
        "Document No.": "G",
        Amount: "-40",
      },
    ],
    "G/L - Item Ledger Relation": [{ "G/L Entry No.": 7, "Value Entry No.": 1 }],
  });
  const { container, user } = await traced(application, { orderNo: "PO-1" });
  await settle();
  expect(screen.getByRole("searchbox", { name: "Order No." })).toHaveProperty("value", "PO-1");
  expect(container.textContent).toContain("WIP of order PO-1");
  expect(shownLines(container).at(-1)?.amount).toBe(1000n);
  expect(container.textContent).toContain("▲ posting dates differ");
  expect(
    screen.getByRole("treeitem", { name: /^Value 1 · Direct Cost of Consumption.*posting dates differ/ }),
  ).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  expect(doubleRuleFaults(container)).toEqual([]);
  const box = screen.getByRole("searchbox");
  await user.clear(box);
  await user.type(box, "PO-9{Enter}");
  await settle();
  expect(container.textContent).toMatch(/No entry belongs to order PO-9\./);
});
