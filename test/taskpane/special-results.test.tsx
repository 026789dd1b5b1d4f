/** Results with charts: shadow costing, cost shares, job WIP. Charts say their end values; tables add up as shown. */
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { casesOf } from "../support/cases";
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

async function result(
  report: string,
  parameters: Readonly<Record<string, unknown>>,
  workbook = sampleWorkbook(),
) {
  const application = await FakeApplication.over(workbook);
  const outcome = await application.run(report, parameters);
  expect(outcome.status).toBe("done");
  const pane = await renderPane(application, `/reports/${report}`);
  return { application, ...pane, user: userEvent.setup() };
}

function columnsOf(table: Element, rows: string): readonly (readonly bigint[])[] {
  return [...table.querySelectorAll(rows)].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => hundredths(cell.textContent)),
  );
}

/** Now, then and change of each figure, beside each other or below each other. */
function comparedFigures(container: Element): readonly (readonly bigint[])[] {
  const table = container.querySelector("[data-figures]") as HTMLElement;
  return table.dataset.figures === "stacked"
    ? [...table.querySelectorAll("tbody")].map((group) => columnsOf(group, "tr").flat())
    : columnsOf(table, "tbody tr");
}

test("shadow costing: columns add up, change is the difference, the chart says its end values", async () => {
  const { container } = await result("shadow-costing", { method: "Average", endDate: "2026-01-31" });
  const rows = comparedFigures(container);
  for (const [now = 0n, then = 0n, change = 0n] of rows) expect(then - now).toBe(change);
  const total = rows.at(-1) ?? [];
  for (const column of [0, 1, 2]) {
    expect(rows.slice(0, -1).reduce((sum, row) => sum + (row[column] ?? 0n), 0n)).toBe(total[column]);
  }
  const chart = screen.getByRole("img", { name: /^Inventory value by month\. At the end of January 2026: / });
  expect(chart.querySelectorAll("polyline").length).toBe(2);
  expect(doubleRuleFaults(container)).toEqual([]);
  expect(forbiddenWords(container)).toBeUndefined();
  expect(await axeFindings(container)).toEqual([]);
});

test("shadow costing: equal own costs close with a double rule; a window has neither rule nor sentence", async () => {
  const [example] = casesOf("shadow-costing").filter((one) => one.name === "docs-fifo-as-lifo");
  const workbook = example?.workbook ?? {};
  const whole = await result("shadow-costing", { method: "LIFO" }, workbook);
  expect(whole.container.querySelector('[data-closing="double"]')?.textContent).toMatch(/^Own costs|^Change/);
  expect(whole.container.textContent).toMatch(/The total is the same under every method/);
  whole.unmount();
  const windowed = await result("shadow-costing", { method: "LIFO", startDate: "2020-01-01" }, workbook);
  expect(windowed.container.querySelector('[data-closing="double"]')).toBeNull();
  expect(windowed.container.textContent).not.toMatch(/The total is the same/);
});

test("shadow costing: another method is computed when it is chosen, without a run of its own", async () => {
  const { application, user, container } = await result("shadow-costing", {
    method: "Average",
    endDate: "2026-01-31",
  });
  await user.click(screen.getByRole("checkbox", { name: "LIFO" }));
  await settle();
  expect(application.calls).toContain("compute shadow-costing");
  expect(application.state.runs.get("shadow-costing")?.parameters.method).toBe("Average");
  expect(container.querySelectorAll("polyline").length).toBe(3);
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Standard" }).disabled).toBe(true);
});

test("cost shares: parts add up to the cost, for all and for one item", async () => {
  const { container, user } = await result("cost-shares-breakdown", {
    startDate: "2026-01-01",
    endDate: "2026-01-31",
    level: "Rolled-up",
  });
  const shares = columnsOf(container.querySelector("[data-shares]") as Element, "tr").map(
    ([amount = 0n]) => amount,
  );
  expect(shares.slice(0, -1).reduce((sum, amount) => sum + amount, 0n)).toBe(shares.at(-1));
  expect(screen.getByRole("img", { name: /^Cost shares\. Of / })).toBeTruthy();
  const list = screen.getByRole("list", { name: "Items" });
  const [first] = within(list).getAllByRole("button");
  await user.click(first as HTMLElement);
  expect(first?.getAttribute("aria-expanded")).toBe("true");
  const parts = shownLines(screen.getByRole("table", { name: /^Parts of/ }));
  expect(parts.slice(0, -1).reduce((sum, line) => sum + line.amount, 0n)).toBe(parts.at(-1)?.amount);
  expect(doubleRuleFaults(container)).toEqual([]);
  expect(await axeFindings(container)).toEqual([]);
});

test("job WIP: chart per project; a project shows its formula with figures and every method", async () => {
  const { container, user, navigation } = await result("job-calculate-wip", { postingDate: "2026-01-31" });
  expect(
    screen.getByRole("img", {
      name: /^Recognized against invoiced sales\. P-101: 9,200\.00 against 9,200\.00/,
    }),
  ).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: /^P-101,/ }));
  await settle();
  expect(navigation.location.path).toBe("/reports/job-calculate-wip/P-101");
  expect(container.textContent).toMatch(/15,000\.00 × 9,200\.00 ÷ 22,500\.00 = 6,133\.33/);
  const costs = shownLines(screen.getByRole("table", { name: "Recognized costs" }));
  expect((costs[0]?.amount ?? 0n) + (costs[1]?.amount ?? 0n)).toBe(costs[2]?.amount);
  for (const [sales = 0n, cost = 0n, profit = 0n] of comparedFigures(container)) {
    expect(sales - cost).toBe(profit);
  }
  expect(await axeFindings(container)).toEqual([]);
  expect(forbiddenWords(container)).toBeUndefined();
});

test("a stale result is marked, and running again comes first", async () => {
  const { application } = await result("cost-shares-breakdown", {
    startDate: "2026-01-01",
    endDate: "2026-01-31",
  });
  const record = application.state.runs.get("cost-shares-breakdown");
  if (!record) throw new Error("not run");
  const { act } = await import("@testing-library/react");
  act(() => {
    application.change({ runs: new Map([["cost-shares-breakdown", { ...record, stale: true }]]) });
  });
  expect(screen.getByText(/^Of the run of 09:12\. A ledger changed since\.$/)).toBeTruthy();
  const [first] = within(screen.getByRole("contentinfo", { name: "Actions" })).getAllByRole("button");
  expect(first?.textContent).toBe("Run again");
});
