/** Tables of figures: long figures stand below their label instead of being cut; rules say what they must. */
import { render } from "@testing-library/react";
import { JournalTable } from "../../src/taskpane/journal/JournalTable";
import type { JournalFacts } from "../../src/taskpane/journal/journal-facts";
import { FigureTable } from "../../src/taskpane/parts/FigureTable";
import { doubleRuleFaults, hundredths } from "./support";

const HUGE = "1234567890.12";

function facts(debit: string, credit: string): JournalFacts {
  const lines = [
    { accountNo: "2130", name: "Raw material", debit, credit: "" },
    { accountNo: "7291", name: "Direct Cost Applied", debit: "", credit },
  ];
  return {
    lines,
    totals: lines,
    debit,
    credit,
    source: "1 value entry",
    dates: ["2026-01-31"],
    amount: debit,
    skipped: 0,
    skippedAmount: "0",
  };
}

test("three columns while they fit, below each other when they do not", () => {
  const columns = ["Now", "Average", "Change"];
  const small = render(
    <FigureTable
      caption="c"
      corner="EUR"
      columns={columns}
      rows={[
        { label: "Inventory value", amounts: ["100", "90", "-10"] },
        { label: "Own costs", amounts: ["100", "100", "0"], total: "double" },
      ]}
    />,
  );
  expect(small.container.querySelector("[data-figures]")?.getAttribute("data-figures")).toBe("columns");
  expect(doubleRuleFaults(small.container)).toEqual([]);
  small.unmount();
  const { container } = render(
    <FigureTable
      caption="c"
      corner="EUR"
      columns={columns}
      rows={[
        { label: "Inventory value", amounts: [HUGE, "-1234567890.12", "-2469135780.24"] },
        { label: "Own costs", amounts: [HUGE, HUGE, "0"], total: "double" },
      ]}
    />,
  );
  expect(container.querySelector("[data-figures]")?.getAttribute("data-figures")).toBe("stacked");
  const figures = [...container.querySelectorAll("td")].map((cell) => cell.textContent);
  expect(figures).toContain("\u22121,234,567,890.12");
  expect(doubleRuleFaults(container)).toEqual([]);
});

test("a journal that balances closes with double rules, one that does not says by how much", () => {
  const balanced = render(<JournalTable facts={facts("1840", "1840")} />);
  expect(balanced.container.querySelector("tfoot tr")?.textContent).toMatch(/^Balanced/);
  expect(balanced.container.querySelector('[data-closing="double"]')).not.toBeNull();
  balanced.unmount();
  const { container } = render(<JournalTable facts={facts("1840.01", "1840")} />);
  expect(container.querySelector("tfoot tr")?.textContent).toMatch(/^Not balanced by 0\.01/);
  expect(container.querySelector('[data-closing="double"]')).toBeNull();
  expect(container.querySelector("caption")?.textContent).toMatch(/not balanced/);
});

test("long journal figures leave the account its own line", () => {
  const { container } = render(<JournalTable facts={facts(HUGE, HUGE)} />);
  const bodies = [...container.querySelectorAll("tbody")];
  expect(bodies.length).toBe(2);
  expect(bodies[0]?.querySelectorAll("tr").length).toBe(2);
  const debits = bodies.flatMap((body) =>
    [...body.querySelectorAll("td[data-amount]")].slice(0, 1).map((cell) => cell.textContent || "0.00"),
  );
  expect(debits.reduce((sum, text) => sum + hundredths(text), 0n)).toBe(hundredths("1,234,567,890.12"));
});
