/** The ribbon follows the workbook: what is enabled, and when the tab for result sheets shows. */
import { createHost, type Host } from "../../excel-host";
import { Tieout } from "../../src/application/tieout";
import { commands, type CommandId } from "../../src/commands/commands";
import { enabledCommands } from "../../src/commands/enablement";
import { resultTab, ribbonGroups, controlId } from "../../src/commands/ribbon";
import { followWorkbook } from "../../src/commands/ribbon-state";
import { createEngineService } from "../../src/engine-service/local";
import { casesOf } from "../support/cases";
import { addTable, type PlainRows } from "../support/excel";
import { openOfficePage, type OfficePage } from "../support/office-page";

jest.setTimeout(60_000);

const one = casesOf("inventory-valuation").find(({ name }) => name === "worked-example");
const tables = (one?.workbook ?? {}) as Readonly<Record<string, PlainRows>>;

let page: OfficePage | undefined;
let tieout: Tieout | undefined;
let stop: (() => Promise<void>) | undefined;

async function open(sets: Readonly<Record<string, string>> = {}): Promise<{ host: Host; tieout: Tieout }> {
  const host = createHost();
  page = await openOfficePage(host, { sets });
  tieout = new Tieout({ service: createEngineService() });
  stop = await followWorkbook(tieout, "https://localhost:3000/");
  await host.settle();
  return { host, tieout };
}

afterEach(async () => {
  await stop?.();
  await tieout?.stop();
  page?.close();
});

const isOn = (host: Host, command: CommandId): boolean =>
  host.shell.enabled.get(controlId(command)) !== false;

async function settled(host: Host): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await host.settle();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Every command that has a control on the tab. */
const onTab = ribbonGroups.flatMap(({ controls }) =>
  controls.flatMap((control) => (control.type === "button" ? [control.command] : control.items)),
);

test("commands are disabled until their ledgers are there", async () => {
  const { host, tieout } = await open();
  expect(onTab.every((command) => isOn(host, command))).toBe(true);
  await tieout.refresh();
  await settled(host);
  const needy = commands.filter(({ needs }) => needs.length > 0).map(({ id }) => id);
  for (const command of onTab)
    expect([command, isOn(host, command)]).toEqual([command, !needy.includes(command)]);
  for (const [name, rows] of Object.entries(tables)) addTable(host, name, rows, name.replace(/\W/g, ""));
  await tieout.refresh({ all: true });
  await settled(host);
  expect(isOn(host, "runInventoryValuation")).toBe(true);
  expect(isOn(host, "runMonthEnd")).toBe(true);
  expect(isOn(host, "calculateJobWip")).toBe(false);
  expect([...host.missing.keys()]).toEqual([]);
});

test("drilling needs a ledger or a sheet of Tieout in front; the result tab shows beside such a sheet", async () => {
  const { host, tieout } = await open();
  expect(host.shell.contextualTabs).toHaveLength(1);
  for (const [name, rows] of Object.entries(tables)) addTable(host, name, rows, name.replace(/\W/g, ""));
  await tieout.run("inventory-valuation", one?.parameters ?? {});
  await settled(host);
  expect([host.shell.tabs.get(resultTab.id), isOn(host, "drillDown")]).toEqual([true, true]);
  host.workbook.activate(host.workbook.sheet("Sheet1"));
  await settled(host);
  expect([host.shell.tabs.get(resultTab.id), isOn(host, "drillDown"), isOn(host, "traceEntry")]).toEqual([
    false,
    false,
    true,
  ]);
  host.workbook.activate(host.workbook.sheet("Value Entries"));
  await settled(host);
  expect([host.shell.tabs.get(resultTab.id), isOn(host, "drillDown")]).toEqual([false, true]);
});

test("an older Excel keeps its ribbon as it is", async () => {
  const { host, tieout } = await open({ RibbonApi: "1.0" });
  await tieout.refresh();
  await settled(host);
  expect(host.shell.enabled.size).toBe(0);
  expect(host.shell.contextualTabs).toHaveLength(0);
});

test("faults in a ledger do not disable a report: its form says what is wrong", () => {
  const check = {
    ledgers: [{ name: "Value Entries", sheetName: "Value Entries" }],
    reports: [{ id: "inventory-valuation", canRun: false }],
  };
  const enabled = enabledCommands({ check: check as never, sheets: [] }, undefined);
  expect(enabled.get("runInventoryValuation")).toBe(true);
  expect(enabled.get("runReconciliation")).toBe(false);
});
