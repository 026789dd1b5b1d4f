import { nearMisses } from "../../src/engine-service/near-misses";
import type { RawWorkbook } from "../../src/engine-service/service";

const ITEMS = ["Nr.", "Beschreibung", "Lagerabgangsmethode", "Basiseinheit"];
const SHARED = ["Lfd. Nr.", "Artikelnr.", "Buchungsdatum"];

/** A workbook of sheets with these headers. */
function workbook(
  sheets: Readonly<Record<string, readonly string[]>>,
  named: RawWorkbook["namedLedgers"] = [],
): RawWorkbook {
  return {
    tables: Object.entries(sheets).map(([sheetName, headers]) => ({
      id: sheetName,
      tableName: "",
      sheetName,
      headers,
      rows: 1,
      headerRow: 0,
      firstColumn: 0,
      hiddenRows: 0,
      formulaCells: 0,
    })),
    epochOffset: 0,
    mapping: [],
    namedLedgers: named,
    unchanged: [],
  };
}

/** "Artikel: Items, exact" for each sheet that comes near a ledger. */
function found(...given: Parameters<typeof workbook>): readonly string[] {
  return nearMisses(workbook(...given)).map(
    ({ sheetName, ledger, exact }) => `${sheetName}: ${ledger}${exact ? ", exact" : ""}`,
  );
}

describe("a sheet is exact", () => {
  it("when every header is a caption and it has the ledger's name", () => {
    expect(found({ Artikel: ITEMS })).toEqual(["Artikel: Items, exact"]);
    expect(found({ Lagerbuchungsgruppen: ["Code", "Beschreibung", ""] })).toEqual([
      "Lagerbuchungsgruppen: Inventory Posting Groups, exact",
    ]);
  });

  it("without the name, when no other ledger fits as well", () => {
    expect(found({ Export: ITEMS })).toEqual(["Export: Items, exact"]);
    expect(found({ Export: SHARED })).toEqual(["Export: Value Entries"]);
    expect(found({ Artikelposten: SHARED })).toEqual(["Artikelposten: Item Ledger Entries, exact"]);
  });

  it("with headers of its own besides, when it has all columns that reports require", () => {
    const required = [
      "Zugangspostennr.",
      "Abgangspostennr.",
      "Menge",
      "Artikelposten Lfd. Nr.",
      "Buchungsdatum",
    ];
    const sheet = ["Lfd. Nr.", ...required, "Umgelagert von Lfd. Nr.", "Kostenausgleich"];
    expect(found({ Artikelausgleichsposten: [...sheet, "Benutzer-ID"] })).toEqual([
      "Artikelausgleichsposten: Item Application Entries, exact",
    ]);
    expect(found({ Artikelausgleichsposten: [...sheet.slice(1), "Benutzer-ID"] })).toEqual([
      "Artikelausgleichsposten: Item Application Entries",
    ]);
    expect(found({ Export: [...sheet, "Benutzer-ID"] })).toEqual(["Export: Item Application Entries"]);
  });

  it("the name counts more than the headers of another ledger, and columns that no report reads count nothing", () => {
    const entries = [
      "Lfd. Nr.",
      "Buchungsdatum",
      "Sachkontonr.",
      "Betrag",
      "Herkunftscode",
      "Projektnr.",
      "Belegnr.",
    ];
    const more = [
      "Belegart",
      "Externe Belegnummer",
      "Globaler Dimensionscode 1",
      "Ursachencode",
      "Auftragsnr.",
    ];
    const sheet = [...entries, ...more, "Sollbetrag", "Habenbetrag", "Benutzer-ID"];
    expect(found({ Sachposten: sheet })).toEqual(["Sachposten: G/L Entries, exact"]);
    expect(found({ Sachposten: sheet.slice(6) })).toEqual(["Sachposten: Value Entries"]);
  });

  it("not when the ledger is here, by its name or because the user said so, or another sheet claims it", () => {
    expect(found({ Artikel: ITEMS, Items: ["No."] })).toEqual(["Artikel: Items"]);
    expect(found({ Artikel: ITEMS, Stamm: ["x"] }, [{ place: "Stamm", ledger: "Items" }])).toEqual([
      "Artikel: Items",
    ]);
    expect(found({ Artikel: ITEMS, "Artikel 2": ITEMS })).toEqual(["Artikel: Items", "Artikel 2: Items"]);
  });
});

it("a header that only looks like a caption counts for nothing", () => {
  expect(found({ Export: [...ITEMS.slice(1), "Nr"] })).toEqual(["Export: Items"]);
  expect(found({ Artikel: [...ITEMS.slice(1), "Nr"] })).toEqual(["Artikel: Items"]);
});
