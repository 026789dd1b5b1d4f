import {
  captionLanguages,
  proposeHeaders,
  translatedTable,
} from "../../../src/engine/ledgers/captions/propose";
import { translatedOptions } from "../../../src/engine/ledgers/captions/options";
import { optionLists } from "../../../src/engine/ledgers/options";
import { columnNames, foldHeader, tableDeclaration } from "../../../src/engine/ledgers/names";
import { ledgerTables } from "../../../src/engine/ledgers/tables";
import { checkLedgers } from "../../../src/engine-service/ledger-check";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { jsonSource } from "../../../src/workbook/file/json";

const valueEntries = tableDeclaration("Value Entries");
const GERMAN = [
  "Lfd. Nr.",
  "Artikelnr.",
  "Buchungsdatum",
  "Postenart",
  "Artikelpostenart",
  "Einstandsbetrag (tatsächl.)",
  "Gebuchte Lagerregulierung",
  "Bemerkung",
];

describe("declared captions", () => {
  const captions = new Set(ledgerTables.flatMap((table) => table.columns.flatMap(columnNames)));
  const tables = new Set(ledgerTables.map((table) => table.name));

  it.each(captionLanguages.map((language) => [language.name, language] as const))(
    "%s: every caption is one of a declared table, and every translation is one text",
    (_, language) => {
      expect(
        language.columns.map(([caption]) => caption).filter((caption) => !captions.has(caption)),
      ).toEqual([]);
      expect(language.tables.map(([table]) => table).filter((table) => !tables.has(table))).toEqual([]);
      for (const [, ...translations] of [...language.columns, ...language.tables]) {
        expect(translations.length).toBeGreaterThan(0);
        expect(new Set(translations.map(foldHeader)).size).toBe(translations.length);
      }
    },
  );

  it.each(captionLanguages.map((language) => [language.name, language] as const))(
    "%s: within a table, no header means two columns by its first translation",
    (_, language) => {
      for (const table of ledgerTables) {
        const first = table.columns.flatMap((column) => {
          const pair = language.columns.find(([caption]) => caption === column.caption);
          return pair ? [foldHeader(pair[1] ?? "")] : [];
        });
        expect([table.name, first.length]).toEqual([table.name, new Set(first).size]);
      }
    },
  );

  it.each(["Value Entries", "Item Ledger Entries", "Item Application Entries", "Inventory Posting Setup"])(
    "every language has the columns of %s that a report requires",
    (name) => {
      for (const language of captionLanguages) {
        const known = new Set(language.columns.map(([caption]) => caption));
        const required = tableDeclaration(name).columns.filter((column) =>
          [...column.needs.values()].includes("required"),
        );
        expect(required.map((column) => column.caption).filter((caption) => !known.has(caption))).toEqual([]);
      }
    },
  );
});

describe("proposeHeaders", () => {
  it("proposes translated headers and names the language", () => {
    const proposal = proposeHeaders(valueEntries, GERMAN);
    expect(proposal.language).toBe("German");
    expect(proposal.matched).toBe(7);
    expect(proposal.headers.get("Cost Amount (Actual)")).toBe("Einstandsbetrag (tatsächl.)");
    expect(proposal.headers.get("Entry Type")).toBe("Postenart");
    expect([...proposal.headers.values()]).not.toContain("Bemerkung");
  });

  it("takes Business Central's own captions first and has no language then", () => {
    const proposal = proposeHeaders(valueEntries, ["Entry No.", "Item No.", "Posting Date", "Menge"]);
    expect(proposal.language).toBeUndefined();
    expect(proposal.headers.get("Item No.")).toBe("Item No.");
  });

  it("proposes a header once, and what only looks alike last", () => {
    const proposal = proposeHeaders(valueEntries, ["Cost Amount (Actul)", "Entry No."]);
    expect(proposal.headers.get("Cost Amount (Actual)")).toBe("Cost Amount (Actul)");
    expect(new Set(proposal.headers.values()).size).toBe(proposal.headers.size);
    expect(proposeHeaders(valueEntries, ["Cost Amount (Actul)"], { alike: false }).headers.size).toBe(0);
  });

  it("knows sheets by their names in other languages", () => {
    expect(translatedTable("wertposten")).toEqual({ table: "Value Entries", language: "German" });
    expect(translatedTable("Finansposter")).toEqual({ table: "G/L Entries", language: "Danish" });
    expect(translatedTable("Value Entries")).toBeUndefined();
  });
});

it("the check names a sheet in German as near, but never reads it", async () => {
  const ledgers = await readLedgers(
    jsonSource({ Wertposten: [Object.fromEntries(GERMAN.map((name) => [name, 1]))] }),
  );
  const check = await checkLedgers(ledgers, {
    tables: [
      {
        id: "1",
        tableName: "",
        sheetName: "Wertposten",
        headers: GERMAN,
        rows: 4210,
        headerRow: 0,
        firstColumn: 0,
        hiddenRows: 0,
        formulaCells: 0,
      },
    ],
    epochOffset: 0,
    mapping: [],
    namedLedgers: [],
    unchanged: [],
  });
  expect(check.ledgers).toEqual([]);
  expect(check.nearMisses).toEqual([
    {
      sheetName: "Wertposten",
      tableName: "",
      headers: GERMAN,
      rows: 4210,
      ledger: "Value Entries",
      matched: 7,
      of: 8,
      language: "German",
      exact: false,
    },
  ]);
});

describe("options in another language", () => {
  it("every translation belongs to one option of its list, and is no other option's own caption", () => {
    for (const [name, pairs] of Object.entries(translatedOptions)) {
      const list = optionLists[name as keyof typeof optionLists] as readonly string[];
      const seen = new Map<string, string>();
      for (const [caption, ...translations] of pairs) {
        expect(list.indexOf(caption)).toBeGreaterThan(0);
        for (const translation of translations) {
          expect([name, translation, seen.get(translation)]).toEqual([name, translation, undefined]);
          expect(list).not.toContain(translation);
          seen.set(translation, caption);
        }
      }
    }
  });

  it.each([
    ["German", "Einkauf", "Neubewertung"],
    ["French", "Achat", "Réévaluation"],
    ["Danish", "Køb", "Værdiregulering"],
    ["Spanish", "Compra", "Reevaluación"],
  ])("%s values are read as Business Central's own", async (_, purchase, revaluation) => {
    const ledgers = await readLedgers(
      jsonSource({
        "Value Entries": [
          { "Entry No.": 1, "Item Ledger Entry Type": purchase, "Entry Type": "Direct Cost" },
          { "Entry No.": 2, "Item Ledger Entry Type": "Purchase", "Entry Type": revaluation },
        ],
      }),
      {},
    );
    const table = ledgers.table("Value Entries");
    expect([...(table?.options("Item Ledger Entry Type").values ?? [])].slice(0, 2)).toEqual([1, 1]);
    expect([...(table?.options("Entry Type").values ?? [])].slice(0, 2)).toEqual([1, 2]);
    expect(table?.columns.get("Item Ledger Entry Type")?.remarks.faults).toEqual([]);
  });

  it("Yes and No are read in every language", async () => {
    const words = ["Ja", "nein", "Oui", "NON", "nej", "Sí", "no", "Yes"];
    const ledgers = await readLedgers(
      jsonSource({
        "Value Entries": words.map((word, index) => ({ "Entry No.": index + 1, "Expected Cost": word })),
      }),
      {},
    );
    const flags = ledgers.table("Value Entries")?.flags("Expected Cost");
    expect([...(flags ?? [])].slice(0, words.length)).toEqual([1, 0, 1, 0, 0, 1, 0, 1]);
  });

  it("a text that no language has is refused with its cell", async () => {
    const ledgers = await readLedgers(
      jsonSource({ "Value Entries": [{ "Entry No.": 1, "Item Ledger Entry Type": "Einkäufe" }] }),
      {},
    );
    expect(JSON.stringify(ledgers.table("Value Entries")?.columns.get("Item Ledger Entry Type"))).toContain(
      "“Einkäufe” is not one of its options",
    );
  });
});
