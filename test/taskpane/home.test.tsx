import { screen, within } from "@testing-library/react";
import { findReport } from "../../src/engine/catalogue";
import { monthEndSteps } from "../../src/engine/month-end/steps";
import { FakeApplication } from "./fake-application";
import { renderPane, sampleWorkbook } from "./support";

/** What the checklist says of a step. */
function stepText(title: string): string {
  const rows = within(screen.getByRole("list", { name: "Steps of the month-end" })).getAllByRole("button");
  return rows.find((row) => row.textContent.startsWith(`${title},`))?.textContent ?? "";
}

/** What the list of reports says of one. */
function reportText(title: string): string {
  return screen.getByRole("button", { name: new RegExp(`^${title},`) }).textContent;
}

describe("a report that cannot run", () => {
  it("without value entries, every step that reads them says so", async () => {
    const { "Value Entries": _, ...rest } = sampleWorkbook();
    await renderPane(await FakeApplication.over(rest), "/home");
    const readers = monthEndSteps.filter(({ report }) =>
      findReport(report ?? "")?.inputs.some(
        ({ table, need }) => table === "Value Entries" && need === "always",
      ),
    );
    expect(readers.length).toBeGreaterThan(5);
    for (const { title } of readers) expect(stepText(title)).toMatch(/Not run.*Needs Value Entries/);
  });

  it("a column that is missing and cells that cannot be read are not a missing ledger", async () => {
    const rows = (sampleWorkbook()["Value Entries"] ?? []).slice(0, 20);
    const withoutCost = rows.map(({ "Cost Amount (Actual)": _, ...rest }) => rest);
    const faulty = rows.map((row, index) => (index === 2 ? { ...row, "Posting Date": "soon" } : row));
    const lacking = await FakeApplication.over({ "Value Entries": withoutCost });
    const { unmount } = await renderPane(lacking, "/reports");
    expect(reportText("Inventory Valuation")).toContain("Value Entries lacks a column");
    unmount();
    await renderPane(await FakeApplication.over({ "Value Entries": faulty }), "/reports");
    expect(reportText("Inventory Valuation")).toContain("Value Entries has errors");
  });

  it("Home says how many errors a ledger has, one in the singular", async () => {
    const rows = (sampleWorkbook()["Value Entries"] ?? []).slice(0, 20);
    const faulty = (count: number): Promise<FakeApplication> =>
      FakeApplication.over({
        "Value Entries": rows.map((row, index) =>
          index < count ? { ...row, "Posting Date": `soon ${index}` } : row,
        ),
      });
    const { unmount } = await renderPane(await faulty(1), "/home");
    expect(screen.getByText("Value Entries has 1 error")).toBeTruthy();
    unmount();
    await renderPane(await faulty(2), "/home");
    expect(screen.getByText("Value Entries has 2 errors")).toBeTruthy();
  });
});
