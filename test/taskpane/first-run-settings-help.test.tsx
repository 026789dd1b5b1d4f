import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { reportCards } from "../../src/engine/catalogue";
import { functions } from "../../src/functions/functions";
import { App } from "../../src/taskpane/App";
import { connectPane, disconnectPane, openView } from "../../src/taskpane/bridge";
import { topicOfView } from "../../src/taskpane/help/topics";
import { Navigation } from "../../src/taskpane/navigation";
import { Preferences } from "../../src/taskpane/preferences";
import { commands } from "../../src/commands/commands";
import { FakeApplication } from "./fake-application";
import {
  axeFindings,
  doubleRuleFaults,
  forbiddenWords,
  renderPane,
  sampleWorkbook,
  settle,
  shownLines,
} from "./support";

jest.setTimeout(30_000);

async function pane(application: FakeApplication, path: string, preferences = new Preferences()) {
  const navigation = new Navigation();
  navigation.open(path);
  const result = render(
    <App
      application={application}
      navigation={navigation}
      preferences={preferences}
      openWithWorkbook={(on) => {
        application.calls.push(`openWithWorkbook ${on}`);
        return Promise.resolve();
      }}
      locale="en-GB"
      dark={false}
      today={() => "2026-02-03"}
    />,
  );
  await settle();
  return { ...result, navigation, preferences };
}

describe("first run", () => {
  it("teaches the block with figures that add up, without the frame", async () => {
    const { container } = await pane(await FakeApplication.over({}), "/first-run");
    const block = container.querySelector("[data-arithmetic]") as Element;
    expect(shownLines(block).map((line) => line.amount)).toEqual([36399n, 36699n, 300n, 300n, 0n]);
    expect(doubleRuleFaults(container)).toEqual([]);
    expect(screen.queryByRole("tab")).toBeNull();
    expect(container.querySelectorAll("h1")).toHaveLength(1);
    expect(document.activeElement?.tagName).toBe("H1");
    expect(forbiddenWords(container)).toBeUndefined();
    expect(await axeFindings(container)).toEqual([]);
  });

  it.each(["Skip", "Use ledgers in this workbook"])(
    "%s remembers that it was seen and goes Home",
    async (name) => {
      const { navigation, preferences } = await pane(await FakeApplication.over({}), "/first-run");
      await userEvent.click(screen.getByRole("button", { name }));
      expect(preferences.get("firstRunSeen")).toBe("yes");
      expect(navigation.location.path).toBe("/home");
      expect(navigation.canGoBack).toBe(false);
    },
  );
});

describe("preferences", () => {
  it("are kept apart per partition and survive a storage that refuses", () => {
    const kept = new Map<string, string>();
    const store = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    new Preferences(store, "site1.").set("language", "de-DE");
    expect([...kept]).toEqual([["site1.tieout.language", "de-DE"]]);
    expect(new Preferences(store, "site2.").get("language")).toBe("");
    expect(new Preferences(store, "site1.").get("language")).toBe("de-DE");
    const refusing = new Preferences({
      getItem: () => {
        throw new Error("barred");
      },
      setItem: () => {
        throw new Error("barred");
      },
    });
    refusing.set("language", "fr-FR");
    expect(refusing.get("language")).toBe("fr-FR");
  });
});

describe("settings", () => {
  it("are saved as they are changed", async () => {
    const application = await FakeApplication.over(sampleWorkbook());
    const { container } = await pane(application, "/settings");
    const company = screen.getByRole("textbox", { name: "Company name" });
    expect(company).toHaveProperty("value", "Harbour Cycles Ltd.");
    await userEvent.clear(company);
    await userEvent.type(company, "Harbour Two Ltd.");
    await userEvent.tab();
    expect(application.state.settings.get("Company Name")).toBe("Harbour Two Ltd.");
    await userEvent.click(screen.getByRole("radio", { name: "Keep the old sheet, add a new one" }));
    expect(application.state.settings.get("Second Run")).toBe("Add");
    await userEvent.click(screen.getByRole("switch", { name: "Open Tieout with workbooks that use it" }));
    expect(application.calls).toContain("openWithWorkbook true");
    expect(container.querySelector("[data-live=polite]")?.textContent.trim()).toBe("Saved");
    expect(forbiddenWords(container)).toBeUndefined();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("changes the language of figures at once", async () => {
    const application = await FakeApplication.over(sampleWorkbook());
    const { container } = await pane(application, "/settings");
    await userEvent.click(screen.getByRole("combobox", { name: /Figures and dates/ }));
    await userEvent.click(screen.getByRole("option", { name: "Deutsch" }));
    await settle();
    expect(container.querySelector<HTMLInputElement>("#month-end-date")?.value).toBe("31.01.2026");
  });

  it("lists the sheets before it removes them", async () => {
    const application = await FakeApplication.over(sampleWorkbook());
    await application.run("inventory-valuation", { startDate: "2026-01-01", endDate: "2026-01-31" });
    await pane(application, "/settings");
    await userEvent.click(screen.getByRole("button", { name: "Remove all Tieout sheets…" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("Inventory Valuation");
    await userEvent.click(screen.getByRole("button", { name: "Remove 1 sheet" }));
    await settle();
    expect(application.calls).toContain("removeSheets Inventory Valuation");
  });
});

describe("help", () => {
  it("speaks of the view that was open", async () => {
    const application = await FakeApplication.over(sampleWorkbook());
    const { navigation } = await renderPane(application, "/ledgers");
    act(() => {
      navigation.open("/help");
    });
    await settle();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Help: Ledgers");
  });

  it.each(reportCards.map((card) => [card.id, card] as const))(
    "of %s comes from its declaration",
    async (id, card) => {
      const { container } = await renderPane(await FakeApplication.over({}), `/help/${id}`);
      expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(`Help: ${card.title}`);
      for (const parameter of card.parameters.filter((one) => !one.hidden)) {
        expect(container.textContent).toContain(parameter.label);
        expect(container.textContent).toContain(parameter.help);
      }
    },
  );

  it("lists every worksheet function with its arguments", async () => {
    const { container } = await renderPane(await FakeApplication.over({}), "/help/functions");
    for (const { id, description } of functions) {
      expect(container.textContent).toContain(`=TIEOUT.${id}(`);
      expect(container.textContent).toContain(description);
    }
    expect(await axeFindings(container)).toEqual([]);
  });

  it("every view that a command opens has a topic or a report's help", () => {
    for (const { view } of commands) {
      if (!view.startsWith("/help")) expect([view, topicOfView(view)?.id]).not.toEqual([view, undefined]);
    }
  });
});

describe("the bridge", () => {
  afterEach(disconnectPane);

  it("opens a view at once, or as soon as the pane stands", () => {
    openView("/ledgers/import");
    const navigation = new Navigation();
    expect(connectPane(navigation)).toBe("/ledgers/import");
    expect(navigation.location.path).toBe("/ledgers/import");
    openView("/reports/trace");
    expect(navigation.location).toMatchObject({ tab: "reports", path: "/reports/trace" });
    expect(connectPane(new Navigation())).toBeUndefined();
  });
});
