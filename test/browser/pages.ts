/**
 * Every page and state of the pane, in walks: a walk opens one workbook and goes from state to state, so that a workbook
 * is read once. Every state begins from wherever the one before it ended.
 */
import { createWorkbook } from "../../ooxml";
import { reportCards } from "../../src/engine/catalogue";
import type { CommandId } from "../../src/commands/commands";
import type { Pane, PaneOptions } from "./pane";

export interface PaneState {
  readonly id: string;
  readonly reach: (pane: Pane) => Promise<void>;
  /** Undoes what would stand in the way of the next state (a dialog, a run that is held). */
  readonly leave?: (pane: Pane) => Promise<void>;
}

export interface Walk {
  readonly workbook: string;
  readonly options: () => Omit<PaneOptions, "theme">;
  readonly states: readonly PaneState[];
}

type Reach = (pane: Pane) => Promise<void>;

/** A ribbon command that opens a page. */
const command =
  (id: CommandId): Reach =>
  (pane) =>
    pane.command(id);

/** Home, then one row or button after the other. */
const fromHome =
  (...names: (string | RegExp)[]): Reach =>
  async (pane) => {
    await pane.command("showPane");
    for (const name of names) await pane.press(name);
  };

/** The list of reports, then the row of one. */
async function openReport(pane: Pane, title: string): Promise<void> {
  await reportsList(pane);
  await pane.press(new RegExp(`^${escaped(title)}, `));
  await pane.title(title);
}

async function reportsList(pane: Pane): Promise<void> {
  await pane.tab("Reports");
  if ((await pane.page.getByRole("heading", { level: 1, name: "Reports", exact: true }).count()) === 0) {
    await pane.tab("Reports");
  }
  await pane.title(/^Reports$/);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

const shown =
  (text: string | RegExp): Reach =>
  (pane) =>
    pane.page.getByText(text).first().waitFor();

const then =
  (...steps: Reach[]): Reach =>
  async (pane) => {
    for (const step of steps) await step(pane);
  };

const escape: Reach = (pane) => pane.page.keyboard.press("Escape");

const dialog: Reach = (pane) =>
  pane.page.getByRole("alertdialog").or(pane.page.getByRole("dialog")).waitFor();

const monthEndDone: Reach = (pane) =>
  pane.page
    .locator("[data-live=polite]")
    .getByText(/^Month-end done\./)
    .waitFor({ timeout: 90_000 });

const cards = reportCards.filter((card) => card.id !== "trace");

/** No ledger: first run and the ways to begin. */
const empty: Walk = {
  workbook: "an empty workbook",
  options: () => ({ workbook: null, firstRun: true }),
  states: [
    { id: "first-run", reach: shown("Tie inventory to the general ledger") },
    { id: "home-empty", reach: (pane) => pane.press("Skip") },
    { id: "ledgers-import", reach: fromHome("Add ledgers") },
    { id: "ledgers-empty-tables", reach: command("createEmptyTables") },
    { id: "ledgers-export", reach: command("howToExport") },
    { id: "ledgers-export-value-entries", reach: fromHome("How to export Value Entries") },
    { id: "ledgers-sample", reach: fromHome("Insert sample company") },
    { id: "ledgers-none", reach: command("checkLedgers") },
    { id: "reports-without-ledgers", reach: reportsList },
    {
      id: "report-without-ledgers",
      reach: (pane) => openReport(pane, "Inventory Valuation"),
    },
    { id: "trace-without-ledgers", reach: (pane) => pane.tab("Trace") },
    {
      id: "loading",
      reach: async (pane) => {
        await pane.holdEngineAt("Reading ledgers");
        await pane.command("checkLedgers");
        await pane.press("Refresh");
      },
      leave: (pane) => pane.releaseEngine(),
    },
  ],
};

/** Sheets that could be ledgers, with headers in German: two that match exactly and one that needs a look. */
const nearMiss: Walk = {
  workbook: "sheets of another language",
  options: () => {
    const workbook = createWorkbook();
    const sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>> = {
      Wertposten: [
        ["Lfd. Nr.", "Artikelnr.", "Buchungsdatum", "Einstandsbetrag (tatsächl.)", "Bemerkung"],
        [1, "1000", "2026-01-05", 12.5, "x"],
      ],
      Artikelposten: [
        ["Lfd. Nr.", "Artikelnr.", "Buchungsdatum", "Menge"],
        [1, "1000", "2026-01-05", 1],
      ],
      Artikel: [
        ["Nr.", "Beschreibung", "Basiseinheit"],
        ["1000", "Fahrrad", "STK"],
      ],
    };
    for (const [name, rows] of Object.entries(sheets)) {
      workbook.addSheet({
        name,
        cells: rows.flatMap((row, at) => row.map((value, column) => ({ row: at, col: column, value }))),
      });
    }
    return { workbook: workbook.toBytes() };
  },
  states: [
    { id: "home-near-miss", reach: shown("One sheet is close") },
    { id: "ledgers-map-sheet", reach: (pane) => pane.press(/^Map “/) },
    { id: "ledgers-map", reach: command("mapColumns") },
  ],
};

/** A cell that cannot be read. */
const faulty: Walk = {
  workbook: "the sample company with a fault",
  options: () => ({}),
  states: [
    {
      id: "home-faulty",
      reach: async (pane) => {
        await pane.type("Value Entries", "C5", "soon");
        await pane.page.getByRole("status", { name: "State of the ledgers" }).getByText(/error/).waitFor();
      },
    },
    { id: "ledgers-faulty", reach: command("checkLedgers") },
    { id: "ledger-problems", reach: (pane) => pane.press(/^Value Entries, /) },
    {
      id: "report-refused",
      reach: async (pane) => {
        await openReport(pane, "Inventory Valuation");
        await pane.press("Run");
        await shown(/^Not run/)(pane);
      },
    },
  ],
};

const forms: readonly PaneState[] = cards.map((card) => ({
  id: `form-${card.id}`,
  reach: (pane) => openReport(pane, card.shortTitle),
}));

/** Results of the month-end; the rest is run by its form. */
const results: readonly PaneState[] = cards.map((card) => ({
  id: `result-${card.id}`,
  reach: async (pane) => {
    await openReport(pane, card.shortTitle);
    const run = pane.page.getByRole("button", { name: "Run", exact: true });
    const done = pane.page.locator("[data-head-figure], [data-journal]").first();
    await run.or(done).first().waitFor();
    if (await run.isVisible()) {
      const date = pane.page.locator("#job-post-wip-reversalPostingDate");
      if (await date.isVisible()) await date.fill("31/01/2026");
      await run.click();
    }
    await done.waitFor({ timeout: 60_000 });
  },
}));

const sample: Walk = {
  workbook: "the sample company",
  options: () => ({}),
  states: [
    { id: "home", reach: command("showPane") },
    {
      id: "home-period",
      reach: (pane) => pane.press(/^Period/),
      leave: escape,
    },
    { id: "ledgers", reach: fromHome(/ledgers ready/) },
    { id: "ledger", reach: fromHome(/ledgers ready/, /^Value Entries, /) },
    { id: "ledger-columns", reach: (pane) => pane.press(/^Show all \d+ columns/) },
    { id: "reports", reach: reportsList },
    ...forms,
    {
      id: "form-faulty-field",
      reach: async (pane) => {
        await openReport(pane, "Inventory Valuation");
        await pane.page.locator("#inventory-valuation-itemFilter").fill("1000..1999|");
        await pane.press("Run");
        await shown(/cannot be read/)(pane);
      },
      leave: (pane) => pane.page.locator("#inventory-valuation-itemFilter").fill(""),
    },
    {
      id: "running",
      reach: async (pane) => {
        await openReport(pane, "Shadow Costing");
        await pane.page.locator("#shadow-costing-method").click();
        await pane.page.getByRole("option", { name: "Average" }).click();
        await pane.holdEngineAt("Nothing has been written yet");
        await pane.press("Run");
        await shown("Nothing has been written yet")(pane);
      },
      leave: async (pane) => {
        await pane.releaseEngine();
        await shown(/inventory would be/)(pane);
      },
    },
    {
      id: "month-end-running",
      reach: async (pane) => {
        await pane.command("showPane");
        await pane.holdEngineAt("Step 4 of");
        await pane.press("Run month-end");
        await shown(/Step 4 of/)(pane);
      },
      leave: async (pane) => {
        await pane.releaseEngine();
        await monthEndDone(pane);
      },
    },
    { id: "home-after-month-end", reach: command("showPane") },
    { id: "reports-after-month-end", reach: reportsList },
    ...results,
    {
      id: "reconciliation-cause",
      reach: async (pane) => {
        await openReport(pane, "G/L Reconciliation");
        await pane.press(/^Not posted/);
      },
    },
    {
      id: "project",
      reach: async (pane) => {
        await openReport(pane, "Calculate Job WIP");
        await pane.page
          .getByRole("list", { name: /Jobs|Projects/ })
          .getByRole("button")
          .first()
          .click();
      },
    },
    {
      id: "journal-apply",
      reach: then(
        (pane) => openReport(pane, "Post Inventory Cost"),
        (pane) => pane.press("Apply to ledgers…"),
        dialog,
      ),
      leave: escape,
    },
    {
      id: "journal-applied",
      reach: async (pane) => {
        await pane.press("Apply to ledgers…");
        await pane.press(/^Apply [\d−]/);
        await shown(/^Posted /)(pane);
      },
    },
    { id: "home-stale", reach: command("showPane") },
    { id: "result-stale", reach: (pane) => openReport(pane, "Inventory Valuation") },
    { id: "undo", reach: then(command("undoPosting"), dialog), leave: escape },
    { id: "trace", reach: then((pane) => pane.tab("Trace"), search("6100"), shown(/ traced$/)) },
    { id: "trace-missing", reach: then(search("999999"), shown(/is not in/)) },
    {
      id: "explain",
      reach: async (pane) => {
        await pane.page.evaluate(() => {
          const { workbook } = window.excelHost;
          const sheet = workbook.sheet("Item Ledger Entries");
          workbook.select(sheet, { top: 40, left: 0, bottom: 40, right: 0 });
        });
        await pane.command("explainCost");
        await shown("Posted now")(pane);
      },
    },
    { id: "settings", reach: fromHome("Settings") },
    {
      id: "settings-remove",
      reach: then((pane) => pane.press("Remove all Tieout sheets…"), dialog),
      leave: escape,
    },
    { id: "help", reach: fromHome("Help") },
    { id: "help-functions", reach: (pane) => pane.press("Worksheet functions") },
    { id: "help-report", reach: fromHome("Help", "Inventory Valuation") },
    { id: "log", reach: command("openLog") },
    {
      id: "remove-sheet",
      reach: async (pane) => {
        await pane.page.evaluate(() => {
          const { workbook } = window.excelHost;
          workbook.activate(workbook.sheet("Inventory Valuation"));
        });
        await pane.command("removeSheet");
        await pane.title("Remove sheet");
      },
    },
    {
      id: "changed-sheet",
      reach: async (pane) => {
        await pane.type("Inventory Valuation", "A1", "Mine");
        await openReport(pane, "Inventory Valuation");
        await pane.press("Run again");
        await dialog(pane);
      },
      leave: escape,
    },
    {
      id: "notice",
      reach: async (pane) => {
        await pane.page.evaluate(() => {
          const { workbook } = window.excelHost;
          workbook.select(workbook.sheet("Items"), { top: 0, left: 0, bottom: 0, right: 0 });
        });
        await openReport(pane, "Cost Specification");
        await pane.press(/^More/);
        await pane.page.getByRole("menuitem", { name: "Drill down from the selected cell" }).click();
        await shown(/is no figure of a Tieout sheet/)(pane);
      },
    },
    {
      id: "waiting-for-cell",
      reach: async (pane) => {
        await pane.page.evaluate(() => {
          window.excelHost.editMode = true;
        });
        await openReport(pane, "Cost Specification");
        await pane.press("Run again");
        await shown(/Excel is waiting for a cell/)(pane);
      },
      leave: (pane) =>
        pane.page.evaluate(() => {
          window.excelHost.editMode = false;
        }),
    },
  ],
};

function search(text: string): Reach {
  return async (pane) => {
    await pane.page.getByRole("searchbox").fill(text);
    await pane.page.keyboard.press("Enter");
  };
}

export const walks: readonly Walk[] = [empty, nearMiss, faulty, sample];
