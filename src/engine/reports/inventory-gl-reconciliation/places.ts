/** What a reader wants to know of a reconciling item beside its numbers: documents, since when, and where entries stand. */
import { indexByNumber } from "../../ledgers/index-by-number";
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { placeOf, type EntryPlace } from "../../posting/places";
import { dayText } from "../../values/day";
import type { ReconcilingItem } from "./items";

/** How many documents and entries are named in a row; the rest is counted. */
export const NAMED = 3;

export interface ItemPlaces {
  /** The first document numbers of the entries, in entry order. */
  readonly documents: readonly string[];
  /** How many different documents there are. */
  readonly documentCount: number;
  /** Earliest posting date of the entries. */
  readonly since: string;
  /** Cells of the entries' numbers, as far as they are named in the row (at most three per table). */
  readonly places: readonly (EntryPlace & { readonly entryNo: number })[];
}

/** Adds documents, dates and places to reconciling items. */
export function placesOfItems(
  ledgers: Ledgers,
  items: readonly ReconcilingItem[],
): readonly (ReconcilingItem & ItemPlaces)[] {
  if (items.length === 0) return [];
  const valueEntries = new EntryFinder(ledgers, ledgers.table("Value Entries"));
  const glEntries = new EntryFinder(ledgers, ledgers.table("G/L Entries"));
  return items.map((item) => {
    const documents = new Set<string>();
    let since = Number.POSITIVE_INFINITY;
    const places: (EntryPlace & { entryNo: number })[] = [];
    for (const [finder, numbers] of [
      [valueEntries, item.valueEntryNos],
      [glEntries, item.glEntryNos],
    ] as const) {
      for (const number of numbers) {
        const row = finder.row(number);
        const document = finder.document(row);
        if (document !== "") documents.add(document);
        since = Math.min(since, finder.date(row));
      }
      if (numbers.length <= NAMED) places.push(...numbers.flatMap((number) => finder.place(number)));
    }
    return {
      ...item,
      documents: [...documents].slice(0, NAMED),
      documentCount: documents.size,
      since: Number.isFinite(since) ? dayText(since) : "",
      places,
    };
  });
}

class EntryFinder {
  readonly row: (number: number) => number;
  readonly #documents: Int32Array;
  readonly #dates: Float64Array;

  constructor(
    private readonly ledgers: Ledgers,
    private readonly table: LedgerTable,
  ) {
    this.row = indexByNumber(table.integers("Entry No."));
    this.#documents = table.ids("Document No.");
    this.#dates = table.days("Posting Date");
  }

  document(row: number): string {
    return this.ledgers.codes.text(this.#documents[row] ?? 0);
  }

  date(row: number): number {
    return this.#dates[row] as number;
  }

  place(number: number): readonly (EntryPlace & { entryNo: number })[] {
    const place = placeOf(this.table, this.row(number), "Entry No.");
    return place ? [{ ...place, entryNo: number }] : [];
  }
}
