/** The reconciliation proof: its figures add up as they are shown, rows open, causes lead to their entries. */
import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Result } from "../../src/engine/reports/inventory-gl-reconciliation/run";
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

const ID = "inventory-gl-reconciliation";
const PATH = `/reports/${ID}`;

async function proof(parameters: Readonly<Record<string, unknown>> = { endDate: "2026-01-31" }) {
  const application = await FakeApplication.over(sampleWorkbook());
  await application.run(ID, parameters);
  const pane = await renderPane(application, PATH);
  return { application, ...pane };
}

/** Sum of lines between two places. */
function sum(lines: readonly { readonly amount: bigint }[]): bigint {
  return lines.reduce((total, line) => total + line.amount, 0n);
}

test("every row's arithmetic adds up from the displayed figures, and so do the sections", async () => {
  const { container } = await proof();
  for (const row of screen.getAllByRole("button", { expanded: false })) {
    if ((row.getAttribute("data-label") ?? "").includes("difference")) fireEvent.click(row);
  }
  const blocks = [...container.querySelectorAll("[data-arithmetic]")].filter((block) =>
    (block.querySelector("caption")?.textContent ?? "").startsWith("Proof of"),
  );
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) {
    const lines = shownLines(block);
    const [ledger, gl, difference] = lines;
    const explained = lines.find((line) => line.label === "Explained");
    const unexplained = lines.at(-1);
    expect((gl?.amount ?? 0n) - (ledger?.amount ?? 0n)).toBe(difference?.amount);
    const causes = lines.slice(3, lines.indexOf(explained as (typeof lines)[number]));
    expect(sum(causes)).toBe(explained?.amount);
    expect((difference?.amount ?? 0n) - (explained?.amount ?? 0n)).toBe(unexplained?.amount);
    expect(unexplained?.closing).toBe(unexplained?.amount === 0n ? "double" : "heavy");
  }
  for (const section of ["Inventory accounts", "Balancing accounts"]) {
    const region = screen.getByRole("region", { name: section });
    const rows = [...region.querySelectorAll("li")].map((row) => {
      const label = row.querySelector("[data-label]")?.getAttribute("data-label") ?? "";
      return hundredths(/difference ([\u2212\d,.]+\d)/.exec(label)?.[1] ?? "0.00");
    });
    const total = shownLines(within(region).getByRole("table", { name: `Sum of ${section}` }));
    expect(total.at(-1)?.amount).toBe(rows.reduce((all, one) => all + one, 0n));
  }
});

test("explained and unexplained are the heads; good news is not rounded up", async () => {
  const { container } = await proof();
  const heads = [...container.querySelectorAll("[data-head-figure]")].map((head) => head.textContent);
  expect(heads).toEqual(["100.00 %", "0.00"]);
  expect(container.querySelector('[data-live="polite"]')?.textContent).toMatch(
    /Explained 100 percent, unexplained 0\.00\./,
  );
});

test("the first row that does not tie is open; arrow keys open and close; rows that tie cannot be opened", async () => {
  await proof();
  const user = userEvent.setup();
  const open = screen.getByRole("button", { expanded: true });
  expect(open.getAttribute("data-label")).toMatch(/^Inventory, explained, difference \u2212/);
  open.focus();
  await user.keyboard("{ArrowLeft}");
  expect(open.getAttribute("aria-expanded")).toBe("false");
  await user.keyboard("{ArrowRight}");
  expect(open.getAttribute("aria-expanded")).toBe("true");
  await user.keyboard("{Enter}");
  expect(open.getAttribute("aria-expanded")).toBe("false");
  expect(screen.getByRole("group", { name: /WIP Inventory, ties/ }).tagName).toBe("DIV");
});

test("a cause leads to its entries; they add up to its amount and lead on to the trace", async () => {
  const { navigation, container } = await proof();
  const user = userEvent.setup();
  await user.click(screen.getAllByRole("button", { name: "Not posted" })[0] as HTMLElement);
  await settle();
  expect(navigation.location.path).toBe(`${PATH}/inventory/NOT_POSTED`);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Not posted");
  const list = screen.getByRole("list", { name: "Entries of the cause" });
  const rows = within(list).getAllByRole("button");
  const amounts = rows.map((row) =>
    hundredths(/([\u2212\d,]+\.\d\d)$/.exec(row.getAttribute("data-label") ?? "")?.[1] ?? ""),
  );
  const head = hundredths(container.querySelector("[data-head-figure]")?.textContent ?? "");
  expect(amounts.reduce((all, one) => all + one, 0n)).toBe(head);
  const [block] = container.querySelectorAll("[data-arithmetic]");
  expect(shownLines(block as Element).at(-1)?.amount).toBe(head);
  await user.click(rows[0] as HTMLElement);
  expect(navigation.location.tab).toBe("trace");
  act(() => {
    navigation.selectTab("reports");
    navigation.back();
  });
  expect(navigation.location.path).toBe(PATH);
});

test("a filter leaves no G/L side, and the page says so", async () => {
  const { container } = await proof({ endDate: "2026-01-31", itemFilter: "A-*" });
  expect(container.textContent).toMatch(/no item or location, so there is no G\/L side and no proof/);
  expect(screen.queryByText("Unexplained")).toBeNull();
  expect(container.querySelector('[data-closing="double"]')).toBeNull();
});

test("a second proof is compared with the first, cause by cause", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  await application.run(ID, { endDate: "2026-01-31" });
  application.runAt = "2026-02-03 10:00";
  await application.run("post-inventory-cost", { documentNo: "T1" }, { write: false });
  await application.apply("post-inventory-cost");
  await application.run(ID, { endDate: "2026-01-31" });
  const { container, navigation } = await renderPane(application, PATH);
  expect(container.textContent).toMatch(
    /Compared with the proof of 09:12: \d+ causes? changed, \d+ equal\. What changed/,
  );
  await userEvent.click(screen.getByRole("button", { name: "What changed" }));
  await settle();
  expect(navigation.location.path).toBe(`${PATH}/changed`);
  expect(screen.getByRole("list", { name: "Changed causes" }).children.length).toBeGreaterThan(0);
});

test("both together is said only when direct postings are all of it", async () => {
  const { container, application } = await proof();
  const sums = ["Inventory accounts", "Balancing accounts"].map(
    (name) => shownLines(screen.getByRole("table", { name: `Sum of ${name}` })).at(-1)?.amount ?? 0n,
  );
  const rest = (sums[0] ?? 0n) + (sums[1] ?? 0n);
  const { reconcilingItems } = application.state.runs.get(ID)?.reply.result as unknown as Result;
  const direct = (reconcilingItems ?? [])
    .filter((item) => item.cause === "DIRECT_POSTING")
    .reduce((all, item) => all + BigInt(Math.round(Number(item.amount) * 100)), 0n);
  const said = /Both together ([\u2212\d,]+\.\d\d): a direct posting/.exec(container.textContent)?.[1];
  expect(said === undefined ? undefined : hundredths(said)).toBe(
    rest !== 0n && rest === direct ? rest : undefined,
  );
});

test("accessible, without forbidden words, double rules only where it ties", async () => {
  const { container } = await proof();
  expect(await axeFindings(container)).toEqual([]);
  expect(forbiddenWords(container)).toBeUndefined();
  expect(doubleRuleFaults(container)).toEqual([]);
});
