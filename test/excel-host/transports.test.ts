import { createHost } from "../../excel-host";
import { openJsdom } from "../../excel-host/jsdom";
import { loadOffice } from "../../excel-host/node";
import { runScenario } from "./scenario";

describe("the scenario", () => {
  it("gives the same bytes over the bridge in Node and over window.external in jsdom", async () => {
    const overBridge = createHost();
    const bridgeText = await runScenario(loadOffice(overBridge).Excel);

    const overExternal = createHost();
    const { window } = await openJsdom(overExternal);
    const externalText = await runScenario(window.Excel);
    await new Promise((resolve) => setTimeout(resolve, 50));
    window.close();

    expect(externalText).toBe(bridgeText);
    expect([...overBridge.missing.keys(), ...overExternal.missing.keys()]).toEqual([]);
    expect(overBridge.referenceCount).toBe(0);
    expect(overExternal.referenceCount).toBe(0);
  });
});

describe("the page in jsdom", () => {
  it("reports host, platform and requirement sets of the desktop", async () => {
    const host = createHost({ level: "1.13" });
    const { window } = await openJsdom(host);
    const info = await window.Office.onReady();
    expect(info).toMatchObject({ host: "Excel", platform: "PC" });
    const { requirements } = window.Office.context;
    expect(requirements.isSetSupported("ExcelApi", "1.13")).toBe(true);
    expect(requirements.isSetSupported("ExcelApi", "1.14")).toBe(false);
    expect(requirements.isSetSupported("CustomFunctionsRuntime", "1.3")).toBe(true);
    window.close();
  });

  it("tells the colours of the window", async () => {
    for (const [theme, background] of [
      ["light", "#ffffff"],
      ["dark", "#292929"],
    ] as const) {
      const { window } = await openJsdom(createHost(), { theme });
      expect(window.Office.context.officeTheme.bodyBackgroundColor).toBe(background);
      expect(window.Office.context.displayLanguage).toBe("en-US");
      window.close();
    }
  });

  it("keeps document settings in the workbook", async () => {
    const host = createHost();
    const { window } = await openJsdom(host);
    const { settings } = window.Office.context.document;
    settings.set("tieout.period", { start: "2026-01-01" });
    await new Promise<void>((resolve) => {
      settings.saveAsync(() => {
        resolve();
      });
    });
    expect(host.workbook.settings.get("tieout.period")).toEqual({ start: "2026-01-01" });
    expect(settings.get("tieout.period")).toEqual({ start: "2026-01-01" });
    window.close();
  });

  it("runs ribbon commands by their associated names", async () => {
    const host = createHost();
    const { window, external } = await openJsdom(host);
    const seen: string[] = [];
    window.Office.actions.associate("refreshAll", (event: Office.AddinCommands.Event) => {
      seen.push(event.source.id);
      event.completed();
    });
    await external.runCommand("Tieout.RefreshAll", "refreshAll");
    expect(seen).toEqual(["Tieout.RefreshAll"]);
    window.close();
  });

  it("changes the ribbon and shows and hides the pane on request of the add-in", async () => {
    const host = createHost();
    const { window } = await openJsdom(host);
    await window.Office.ribbon.requestUpdate({
      tabs: [{ id: "Tab", groups: [{ id: "Group", controls: [{ id: "Reconcile", enabled: false }] }] }],
    });
    expect(host.shell.enabled.get("Reconcile")).toBe(false);
    const modes: string[] = [];
    await window.Office.addin.onVisibilityModeChanged((message) => modes.push(message.visibilityMode));
    await window.Office.addin.hide();
    expect(host.shell.paneState).toBe("Background");
    await window.Office.addin.showAsTaskpane();
    await host.settle();
    expect(modes).toEqual(["Hidden", "Taskpane"]);
    await window.Office.addin.setStartupBehavior(window.Office.StartupBehavior.load);
    expect(await window.Office.addin.getStartupBehavior()).toBe("Load");
    expect([...host.missing.keys()]).toEqual([]);
    window.close();
  });
});
