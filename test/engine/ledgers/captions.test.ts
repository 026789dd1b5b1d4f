import {
  captionLanguages,
  proposeHeaders,
  translatedTable,
} from "../../../src/engine/ledgers/captions/propose";
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
    },
  ]);
});
