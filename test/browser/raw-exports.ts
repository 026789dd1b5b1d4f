/**
 * The sample company as it would come out of a German Business Central: plain sheets with German captions, option values
 * and flags, no Excel tables, and a total row below the G/L entries. What has no known German word stays in English.
 */
import { createWorkbook, type BlockColumn } from "../../ooxml";
import { excelSerial } from "../../sample/core/calendar";
import { generateSample } from "../../sample/generate";
import type { SampleColumn, SampleTable } from "../../sample/workbook";
import { german } from "../../src/engine/ledgers/captions/de";
import { columnNames, findTableDeclaration } from "../../src/engine/ledgers/names";
import type { OptionName } from "../../src/engine/ledgers/options";

/** Option values as a German Business Central writes them; those that are the same or not known are left out. */
const GERMAN_OPTIONS: Readonly<Partial<Record<OptionName, Readonly<Record<string, string>>>>> = {
  "entry type": {
    Purchase: "Einkauf",
    Sale: "Verkauf",
    "Positive Adjmt.": "Zugang",
    "Negative Adjmt.": "Abgang",
    Transfer: "Umlagerung",
    Consumption: "Verbrauch",
    Output: "Istmeldung",
    "Assembly Consumption": "Montageverbrauch",
    "Assembly Output": "Montageausstoß",
  },
  "cost type": {
    "Direct Cost": "Direkte Kosten",
    Revaluation: "Neubewertung",
    Rounding: "Rundung",
    "Indirect Cost": "Indirekte Kosten",
    Variance: "Abweichung",
  },
  "variance type": {
    Purchase: "Einkauf",
    Capacity: "Kapazität",
    "Capacity Overhead": "Kapazitätsgemeinkosten",
    "Manufacturing Overhead": "Produktionsgemeinkosten",
    Subcontracted: "Fremdarbeit",
  },
  "order type": { Production: "Produktion", Assembly: "Montage" },
  "document type": {
    "Purchase Receipt": "Einkaufslieferung",
    "Purchase Invoice": "Einkaufsrechnung",
    "Purchase Return Shipment": "Einkaufsrücksendung",
    "Purchase Credit Memo": "Einkaufsgutschrift",
    "Sales Shipment": "Verkaufslieferung",
    "Sales Invoice": "Verkaufsrechnung",
    "Sales Return Receipt": "Verkaufsrücksendung",
    "Sales Credit Memo": "Verkaufsgutschrift",
  },
  "source type": { Customer: "Debitor", Vendor: "Kreditor", Item: "Artikel" },
  "capacity type": {
    "Work Center": "Arbeitsplatzgruppe",
    "Machine Center": "Arbeitsplatz",
    Resource: "Ressource",
  },
  "item type": { Inventory: "Bestand", Service: "Dienstleistung" },
  "costing method": { Specific: "Ausgewählt", Average: "Durchschnitt" },
  "account type": { Posting: "Konto", Heading: "Überschrift" },
  "gen. posting type": { Purchase: "Einkauf", Sale: "Verkauf" },
  "cost period": { Month: "Monat" },
  "calc. type": { "Item & Location & Variant": "Artikel & Lagerort & Variante" },
};

export interface RawExport {
  readonly bytes: Uint8Array;
  /** Sheets with a German name → the ledger they are. */
  readonly sheets: ReadonlyMap<string, string>;
  readonly totalRow: { readonly sheet: string; /** As Excel counts. */ readonly row: number };
}

/** The workbook of the exports. */
export function rawExport(): RawExport {
  const workbook = createWorkbook();
  const sheets = new Map<string, string>();
  let totalRow = { sheet: "", row: 0 };
  for (const [name, table] of generateSample().tables) {
    // Tieout's own settings come from nowhere else than Tieout.
    if (name === "Tieout Setup") continue;
    const declaration = findTableDeclaration(name);
    if (!declaration) throw new Error(`${name} is no ledger`);
    const [, translation] = german.tables.find(([ledger]) => ledger === declaration.name) ?? [];
    const sheet = translation ?? name;
    if (translation !== undefined) sheets.set(translation, declaration.name);
    const columns = table.definition.map((column) =>
      blockColumn(column, declaration.columns.find(({ caption }) => caption === column.name)?.option),
    );
    const headers = table.columns.map((caption) =>
      translation === undefined ? caption : germanCaption(declaration.columns, caption),
    );
    const cells = headers.map((value, col) => ({ row: 0, col, value }));
    const hasTotal = declaration.name === "G/L Entries";
    if (hasTotal) totalRow = { sheet, row: table.rowCount + 2 };
    workbook.addSheet({
      name: sheet,
      cells: hasTotal ? [...cells, ...totalCells(table)] : cells,
      blocks: table.rowCount > 0 ? [{ row: 1, col: 0, rowCount: table.rowCount, columns }] : [],
    });
  }
  return { bytes: workbook.toBytes(), sheets, totalRow };
}

function germanCaption(columns: readonly Parameters<typeof columnNames>[0][], caption: string): string {
  const declared = columns.find((column) => columnNames(column).includes(caption));
  const names = declared ? columnNames(declared) : [caption];
  return german.columns.find(([own]) => names.includes(own))?.[1] ?? caption;
}

/** "Summe" and the sum of the amounts, below the last entry. */
function totalCells(table: SampleTable): readonly { row: number; col: number; value: string | number }[] {
  const row = table.rowCount + 1;
  const amount = table.columns.indexOf("Amount");
  const cents = table.rows.reduce((sum, cells) => sum + Math.round(Number(cells[amount]) * 100), 0);
  return [
    { row, col: table.columns.indexOf("Description"), value: "Summe" },
    { row, col: amount, value: cents / 100 },
  ];
}

function blockColumn({ type, value }: SampleColumn, option: OptionName | undefined): BlockColumn {
  const words = option === undefined ? undefined : GERMAN_OPTIONS[option];
  switch (type) {
    case "integer":
      return { type: "number", values: (row) => value(row) as number };
    case "boolean":
      return { type: "text", values: (row) => (value(row) === true ? "Ja" : "Nein") };
    case "date":
      return {
        type: "date",
        values: (row) => serialOf(value(row) as string),
        style: { numberFormat: "dd.mm.yyyy" },
      };
    case "quantity":
    case "amount":
    case "unit amount":
    case "percent":
      return { type: "decimal", values: (row) => value(row) as string };
    default:
      return {
        type: "text",
        values: (row) => {
          const text = value(row) as string;
          return (words?.[text] ?? text) || null;
        },
      };
  }
}

function serialOf(iso: string): number {
  return iso === "" ? Number.NaN : excelSerial(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);
}
