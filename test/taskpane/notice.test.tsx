/** What an action of the pane could not do is said in the view, and goes with the next action or view. */
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { reasonOf, troubleIn } from "../../src/taskpane/attempt";
import { FakeApplication } from "./fake-application";
import { axeFindings, renderPane, sampleWorkbook, settle, type RenderedPane } from "./support";

const PERIOD = { startDate: "2026-01-01", endDate: "2026-01-31" };

async function result(
  change: Partial<FakeApplication> = {},
): Promise<RenderedPane & { application: FakeApplication }> {
  const application = Object.assign(await FakeApplication.over(sampleWorkbook()), change);
  await application.run("inventory-valuation", PERIOD);
  return { ...(await renderPane(application, "/reports/inventory-valuation")), application };
}

async function choose(name: string): Promise<void> {
  await userEvent.click(screen.getByRole("button", { name: /^More/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name }));
  await settle();
}

const shown = (text: string): boolean => document.querySelector("main")?.textContent.includes(text) === true;

it("says why there is no drill-down, to screen readers too, until it is dismissed", async () => {
  const message = "This cell holds no figure of a report.";
  const { container } = await result({
    drillDown: () => Promise.resolve({ code: "FIGURE_UNKNOWN", message }),
  });
  await choose("Drill down from the selected cell");
  expect(shown(message)).toBe(true);
  expect(container.querySelector("[data-live=assertive]")?.textContent).toBe(message);
  expect(await axeFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(shown(message)).toBe(false);
});

it("says that a sheet is gone, and that Excel refused", async () => {
  await result({
    goTo: () => Promise.resolve(false),
    protection: "The workbook's structure is protected.",
  });
  await userEvent.click(screen.getByRole("button", { name: "Go to sheet" }));
  await settle();
  expect(shown("There is no sheet “Inventory Valuation” any more.")).toBe(true);
  await choose("Remove sheet");
  expect(shown("any more")).toBe(false);
  expect(shown("The workbook's structure is protected.")).toBe(true);
});

it("says nothing when the action is done, and goes with the view", async () => {
  const { navigation, application } = await result({ goTo: () => Promise.resolve(false) });
  const go = (): Promise<void> => userEvent.click(screen.getByRole("button", { name: "Go to sheet" }));
  await go();
  await settle();
  act(() => {
    navigation.open("/help");
  });
  await settle();
  expect(shown("any more")).toBe(false);
  act(() => {
    navigation.back();
  });
  await settle();
  expect(shown("any more")).toBe(false);
  application.goTo = () => Promise.resolve(true);
  await go();
  await settle();
  expect(screen.queryByRole("button", { name: "Dismiss" })).toBeNull();
});

it("the question before all sheets go stays open when Excel refuses", async () => {
  const { application, navigation } = await result({ protection: "The workbook's structure is protected." });
  act(() => {
    navigation.open("/settings");
  });
  await settle();
  await userEvent.click(screen.getByRole("button", { name: "Remove all Tieout sheets…" }));
  await userEvent.click(await screen.findByRole("button", { name: "Remove 1 sheet" }));
  await settle();
  expect(screen.getByRole("dialog").textContent).toContain("structure is protected");
  application.protection = "";
  await userEvent.click(screen.getByRole("button", { name: "Remove 1 sheet" }));
  await settle();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(application.state.sheets).toEqual([]);
});

it.each([
  [undefined, ""],
  [true, ""],
  [false, "gone"],
  [{ status: "done" }, ""],
  [{ code: "A", message: "b" }, "b"],
  [{ status: "failed", trouble: { code: "A", message: "c" } }, "c"],
  [{ status: "refused", error: { code: "A", message: "d" } }, "d"],
])("an answer of %j says “%s”", (answer, text) => {
  expect(troubleIn(answer, "gone")).toBe(text);
});

it("gives the reason of an error, and of what is none", () => {
  expect([reasonOf(new Error("a")), reasonOf("b")]).toEqual(["a", "b"]);
});
