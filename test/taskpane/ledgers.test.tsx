import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { emptyTableHeaders } from "../../src/taskpane/ledgers/EmptyTables";
import { readFile } from "../../src/taskpane/ledgers/read-files";
import { tableDeclaration } from "../../src/engine/ledgers/names";
import { FakeApplication, type JsonWorkbook } from "./fake-application";
import { axeFindings, forbiddenWords, renderPane, sampleWorkbook, settle } from "./support";

jest.setTimeout(30_000);

const german: JsonWorkbook = {
  Wertposten: Array.from({ length: 3 }, (_, row) => ({
    "Lfd. Nr.": row + 1,
    "Artikelnr.": "1000",
    Buchungsdatum: "2026-01-05",
    Artikelpostenart: "Einkauf",
    "Einstandsbetrag (tatsächl.)": "10",
    Bemerkung: "x",
  })),
};

/** Value entries with a date that is none, and a header that Tieout does not know. */
function faulty(): JsonWorkbook {
  const rows = sampleWorkbook()["Value Entries"] ?? [];
  return {
    "Value Entries": rows.slice(0, 40).map((row, index) => {
      const { "Valued Quantity": valued, ...rest } = row;
      return { ...rest, "Quantity valued": valued, ...(index === 2 ? { "Posting Date": "soon" } : {}) };
    }),
  };
}

describe("the list of ledgers", () => {
  it("shows each ledger with its place and rows, and those that reports want with the way to export them", async () => {
    const application = await FakeApplication.over({
      "Value Entries": sampleWorkbook()["Value Entries"] ?? [],
    });
    const { container, navigation } = await renderPane(application, "/ledgers");
    const here = screen.getByRole("list", { name: "Ledgers in this workbook" });
    expect(within(here).getByRole("button").textContent).toMatch(
      /^Value Entries, Ready.*, [\d,]+ rows, sheet Value Entries/,
    );
    const wanted = screen.getByRole("list", { name: "Ledgers that reports want" });
    expect(wanted.textContent).toContain("Items");
    expect(within(wanted).getAllByRole("listitem")[0]?.textContent).toContain("Required for");
    await userEvent.click(within(wanted).getByRole("button", { name: "How to export Items" }));
    expect(navigation.location.path).toBe("/ledgers/export/Items");
    expect(await axeFindings(container)).toEqual([]);
  });

  it("is one stop of Tab; arrows, Home and End go through it", async () => {
    const application = await FakeApplication.over(sampleWorkbook());
    await renderPane(application, "/ledgers");
    const rows = within(screen.getByRole("list", { name: "Ledgers in this workbook" })).getAllByRole(
      "button",
    );
    expect(rows.map((row) => row.tabIndex)).toEqual([0, ...rows.slice(1).map(() => -1)]);
    act(() => rows[0]?.focus());
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    expect(document.activeElement).toBe(rows[2]);
    expect(rows.map((row) => row.tabIndex).filter((index) => index === 0)).toHaveLength(1);
    await userEvent.keyboard("{End}");
    expect(document.activeElement).toBe(rows.at(-1));
    await userEvent.keyboard("{Home}");
    expect(document.activeElement).toBe(rows[0]);
  });
});

describe("one ledger", () => {
  it("lists errors with cells that can be selected, and what is missing first", async () => {
    const application = await FakeApplication.over(faulty());
    const { container } = await renderPane(application, "/ledgers/Value%20Entries");
    const errors = screen.getByRole("list", { name: "Errors and notes of Value Entries" });
    expect(errors.textContent).toMatch(/soon.*not a date/i);
    await userEvent.click(within(errors).getByRole("button", { name: /^Select cell [A-Z]+4$/ }));
    expect(application.calls.at(-1)).toMatch(/^goTo Value Entries![A-Z]+4$/);
    expect(screen.getByText(/^\d+ of \d+ found$/)).toBeTruthy();
    expect(forbiddenWords(container)).toBeUndefined();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("saves a mapping only when asked, and keeps it as a draft until then", async () => {
    const application = await FakeApplication.over(faulty());
    const { unmount } = await renderPane(application, "/ledgers/Value%20Entries");
    const dropdown = screen.getByRole("combobox", { name: "Column for Valued Quantity" });
    expect(dropdown.textContent).toBe("Choose a column");
    await userEvent.click(dropdown);
    await userEvent.click(screen.getByRole("option", { name: /Quantity valued/ }));
    expect(application.calls.filter((call) => call.startsWith("saveMapping"))).toEqual([]);
    unmount();
    await renderPane(application, "/ledgers/Value%20Entries");
    expect(screen.getByRole("combobox", { name: "Column for Valued Quantity" }).textContent).toBe(
      "Quantity valued",
    );
    await userEvent.click(screen.getByRole("button", { name: "Save mapping and check" }));
    await settle();
    expect(application.calls).toContain("saveMapping Value Entries: Quantity valued → Valued Quantity");
    expect(application.calls.at(-1)).toBe("refresh");
    expect(screen.queryByRole("button", { name: "Save mapping and check" })).toBeNull();
  });
});

describe("a sheet with German captions", () => {
  it("is named on Home and leads to its mapping", async () => {
    const application = await FakeApplication.over(german);
    const { navigation } = await renderPane(application, "/home");
    expect(document.body.textContent).toContain(
      "“Wertposten” has the columns of Value Entries in German. Map it and its 3 rows can be used.",
    );
    await userEvent.click(screen.getByRole("button", { name: "Map “Wertposten”" }));
    expect(navigation.location.path).toBe("/ledgers/map/Wertposten");
  });

  it("gets its proposals only on request and saves ledger and mapping together", async () => {
    const application = await FakeApplication.over(german);
    const { container } = await renderPane(application, "/ledgers/map/Wertposten");
    const cost = (): HTMLElement => screen.getByRole("combobox", { name: "Column for Cost Amount (Actual)" });
    expect(cost().textContent).toBe("Choose a column");
    expect(await axeFindings(container)).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Fill them in" }));
    expect(cost().textContent).toBe("Einstandsbetrag (tatsächl.)");
    await userEvent.click(screen.getByRole("button", { name: "Save mapping and check" }));
    await settle();
    const saved = application.calls.find((call) => call.startsWith("saveMapping")) ?? "";
    expect(saved).toContain("saveMapping Value Entries of Wertposten:");
    expect(saved).toContain("Einstandsbetrag (tatsächl.) → Cost Amount (Actual)");
    expect(saved).not.toContain("Bemerkung");
  });
});

describe("sheets that match ledgers exactly", () => {
  const exact: JsonWorkbook = {
    ...german,
    Lagerbuchungsgruppen: [{ Code: "RAW", Beschreibung: "Raw materials" }],
    Ecritures: [{ "N° séquence": 1, "N° article": "1000", "Date comptabilisation": "2026-01-05" }],
    Artikelposten: [
      { "Lfd. Nr.": 1, "Artikelnr.": "1000", Buchungsdatum: "2026-01-05", Postenart: "Einkauf" },
    ],
  };

  it("are accepted in one step; sheets that need a look are left to be mapped", async () => {
    const application = await FakeApplication.over(exact);
    const { container, navigation } = await renderPane(application, "/home");
    expect(container.textContent).toContain(
      "“Lagerbuchungsgruppen” is Inventory Posting Groups, “Artikelposten” is Item Ledger Entries.",
    );
    expect(screen.getByRole("button", { name: "Map “Wertposten”" })).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    expect(forbiddenWords(container)).toBeUndefined();
    await userEvent.click(screen.getByRole("button", { name: "Accept all exact matches (2 sheets)" }));
    await settle();
    expect(application.calls).toEqual([
      "saveMapping Inventory Posting Groups of Lagerbuchungsgruppen: Beschreibung → Description",
      "saveMapping Item Ledger Entries of Artikelposten: Lfd. Nr. → Entry No., Artikelnr. → Item No., Buchungsdatum → Posting Date, Postenart → Entry Type",
      "refresh",
    ]);
    expect(navigation.location.path).toBe("/ledgers");
  });

  it.each(["/ledgers", "/ledgers/map"])("%s offers them too", async (path) => {
    await renderPane(await FakeApplication.over(exact), path);
    expect(screen.getByRole("button", { name: "Accept all exact matches (2 sheets)" })).toBeTruthy();
  });

  it("what went wrong is said, and nothing was accepted", async () => {
    const application = await FakeApplication.over(exact);
    application.saveMappings = () => Promise.reject(new Error("The workbook is protected."));
    await renderPane(application, "/ledgers/map");
    await userEvent.click(screen.getByRole("button", { name: /^Accept all exact matches/ }));
    await settle();
    expect(screen.getByText("The workbook is protected.")).toBeTruthy();
    expect(application.calls).toEqual([]);
  });
});

describe("adding ledgers", () => {
  it("reads files: by name, by columns in another language, and files that are none", async () => {
    const csv = (text: string, name: string): File => new File([text], name);
    const named = await readFile(csv("No.;Description\n1000;Bike\n", "Items.csv"));
    expect(named).toMatchObject({ tables: [{ name: "Items", ledger: "Items", guessedBy: "name" }] });
    expect("tables" in named && (await named.tables[0]?.rows())).toEqual([["1000", "Bike"]]);
    const translated = await readFile(
      csv("Lfd. Nr.;Artikelnr.;Buchungsdatum;Belegnr.\n1;1000;2026-01-01;A\n", "export.csv"),
    );
    expect(translated).toMatchObject({
      tables: [{ ledger: "Value Entries", guessedBy: "columns", language: "German" }],
    });
    expect(await readFile(csv("x", "letter.txt"))).toEqual({
      file: "letter.txt",
      problem: "The workbook cannot be read: only .csv and .xlsx files can be read.",
    });
    expect(await readFile(csv("not a zip", "broken.xlsx"))).toMatchObject({
      file: "broken.xlsx",
      problem: /Excel workbook/ as unknown as string,
    });
  });

  it("shows which ledger each table becomes before anything is added", async () => {
    const application = await FakeApplication.over({ Items: [{ "No.": "1000" }] });
    const { container } = await renderPane(application, "/ledgers/import");
    const input = container.querySelector("input[type=file]") as HTMLInputElement;
    const files = [
      new File(["Entry No.,Item No.\n1,1000\n"], "Value Entries.csv"),
      new File(["No.\n1000\n"], "Items.csv"),
    ];
    Object.defineProperty(input, "files", { value: files });
    fireEvent.change(input);
    await settle();
    expect(screen.getByRole("combobox", { name: "Value Entries becomes" }).textContent).toBe("Value Entries");
    expect(screen.getByRole("combobox", { name: "Items becomes" }).textContent).toBe("Leave out");
    expect(container.textContent).toContain("Items is in this workbook already.");
    expect(container.textContent).toContain("Nothing has been written yet");
    expect(application.calls).not.toContain("addLedgers");
    await userEvent.click(screen.getByRole("button", { name: "Add 1 ledger" }));
    await settle();
    expect(application.calls).toContain("addLedgers");
  });

  it("empty tables have Business Central's headers, all or only those that are required", async () => {
    const table = tableDeclaration("Item Application Entries");
    expect(emptyTableHeaders(table, "all")).toEqual(table.columns.map((column) => column.caption));
    const required = emptyTableHeaders(table, "required");
    expect(required).toContain("Outbound Item Entry No.");
    expect(required).not.toContain("Transferred-from Entry No.");
    const application = await FakeApplication.over({});
    await renderPane(application, "/ledgers/empty");
    expect(screen.getByRole("button", { name: "Create 1 table" })).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: /^Items \(/ }));
    await userEvent.click(screen.getByRole("button", { name: "Create 2 tables" }));
    await settle();
    expect(application.calls).toContain("addLedgers");
  });

  it("how to export names the page and the columns to show first, from the declaration", async () => {
    const application = await FakeApplication.over({});
    const { container } = await renderPane(application, "/ledgers/export/Value%20Entries");
    expect(container.textContent).toContain("Search for Value Entries in Business Central (page 5802)");
    const hidden = screen.getByRole("list", { name: "Show these first" });
    expect(within(hidden).getAllByRole("listitem")).toHaveLength(
      tableDeclaration("Value Entries").columns.filter((column) => column.page === "h").length,
    );
    expect(hidden.textContent).toContain("Expected Cost Posted to G/L");
    expect(await axeFindings(container)).toEqual([]);
  });
});

describe("the sample company", () => {
  it("is inserted with its settings, and the way on has the focus", async () => {
    const application = await FakeApplication.over({});
    const { navigation } = await renderPane(application, "/ledgers/sample");
    await userEvent.click(screen.getByRole("button", { name: "Insert sample company" }));
    for (let turn = 0; turn < 40 && navigation.location.path === "/ledgers/sample"; turn += 1) await settle();
    expect(application.calls).toContain("addLedgers");
    expect(application.state.settings.get("Company Name")).toBe("Harbour Cycles Ltd.");
    expect(navigation.location.path).toBe("/home?focus=run");
  }, 30_000);

  it("says which of its names are taken and adds nothing", async () => {
    const application = await FakeApplication.over({ Items: [{ "No.": "1000" }] });
    const { container } = await renderPane(application, "/ledgers/sample");
    expect(container.textContent).toContain("One name is taken");
    expect(screen.getByRole("button", { name: "Insert sample company" })).toHaveProperty("disabled", true);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("lists the sheets that it adds", async () => {
    const { sampleCompany } = await import("../../src/taskpane/ledgers/sample-company");
    const names = new Set(sampleCompany().ledgers.map((ledger) => ledger.name));
    const application = await FakeApplication.over({});
    await renderPane(application, "/ledgers/sample");
    await userEvent.click(screen.getByRole("button", { name: /^Show all \d+$/ }));
    const listed = within(screen.getByRole("list", { name: "New sheets" })).getAllByRole("listitem");
    expect(new Set(listed.map((item) => item.textContent.trim().replace("G-L", "G/L")))).toEqual(names);
  }, 30_000);
});

it("a ledger with more problems than fit offers them on a sheet", async () => {
  const application = await FakeApplication.over({
    "Value Entries": Array.from({ length: 60 }, (_, row) => ({
      "Entry No.": row + 1,
      "Posting Date": `later ${row}`,
    })),
  });
  await renderPane(application, "/ledgers/Value%20Entries");
  await userEvent.click(screen.getByRole("button", { name: "Write all 60 to a sheet" }));
  expect(application.calls).toContain("writeProblemsSheet Value Entries");
});

it("sheets that come near are named on Home also when other ledgers are here", async () => {
  const application = await FakeApplication.over({
    ...german,
    Items: [{ "No.": "1000", Description: "Bicycle" }],
  });
  const { navigation } = await renderPane(application, "/home");
  expect(screen.getByText(/1 ledger ready/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Map “Wertposten”" }));
  expect(navigation.location.path).toBe("/ledgers/map/Wertposten");
});
