/** Pages that ribbon commands open: what could not be done, and the question before a sheet goes. */
import { fireEvent, screen } from "@testing-library/react";
import { noticePath, removePath } from "../../src/commands/pane-door";
import { FakeApplication } from "./fake-application";
import { axeFindings, renderPane, settle, sampleWorkbook } from "./support";

test("a notice says what could not be done, as text", async () => {
  const application = await FakeApplication.over({});
  const { container } = await renderPane(
    application,
    noticePath({ title: "Drill Down", message: "This cell is no figure: <b>A1</b> & more." }),
  );
  expect(screen.getByRole("heading", { name: "Drill Down" })).toBeTruthy();
  expect(screen.getByText(/This cell is no figure: <b>A1<\/b> & more\./)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

test("a sheet is removed only after the question", async () => {
  const application = await FakeApplication.over(sampleWorkbook());
  await application.run("inventory-valuation", { endDate: "2026-01-31" });
  const { container } = await renderPane(application, removePath("Inventory Valuation"));
  expect(application.calls).not.toContain("removeSheets Inventory Valuation");
  expect(await axeFindings(container)).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Remove sheet" }));
  await settle();
  expect(application.calls).toContain("removeSheets Inventory Valuation");
  expect(screen.getByText(/is removed\. Ledgers are as they were\./)).toBeTruthy();
});

test("a sheet that Tieout did not make is not offered", async () => {
  const application = await FakeApplication.over({});
  await renderPane(application, removePath("Payroll"));
  expect(screen.queryByRole("button", { name: "Remove sheet" })).toBeNull();
});

test("Help writes the functions to a sheet", async () => {
  const application = await FakeApplication.over({});
  await renderPane(application, "/help/functions");
  fireEvent.click(screen.getByRole("button", { name: "Write to a sheet" }));
  await settle();
  expect(application.calls).toContain("writeFunctionsSheet");
});
