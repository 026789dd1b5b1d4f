/** The tab for result sheets, as it is handed to Excel. */
import { existsSync } from "node:fs";
import path from "node:path";
import { resultTabDefinition } from "../../src/commands/result-tab";

const definition = resultTabDefinition("https://example.com/app/");
const controls = definition.tabs.flatMap((tab) => tab.groups).flatMap((group) => group.controls);

it("offers the five commands for a result, in order", () => {
  expect(controls.map((control) => control.label)).toEqual([
    "Go to Pane",
    "Run Again",
    "Drill Down",
    "Proof",
    "Remove Sheet",
  ]);
  expect(definition.tabs.map((tab) => [tab.label, tab.visible])).toEqual([["Tieout Result", false]]);
});

it("gives every button an action of its own, and no action without a button", () => {
  expect(controls.map((control) => control.actionId)).toEqual(definition.actions.map((action) => action.id));
  expect(new Set(controls.map((control) => control.id)).size).toBe(controls.length);
});

it("names icons that exist, under the address of the page", () => {
  for (const { sourceLocation } of controls.flatMap((control) => control.icon)) {
    expect(sourceLocation.startsWith("https://example.com/app/icons/")).toBe(true);
    const file = path.resolve(__dirname, "../../assets/icons/png", path.basename(sourceLocation));
    expect([file, existsSync(file)]).toEqual([file, true]);
  }
});
