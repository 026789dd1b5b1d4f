/**
 * Where a value entry goes: opening, increase or decrease (spec of Inventory Valuation, 3 and 4). The type of the value
 * entry decides alone, never the sign of its quantity; only an incoming transfer asks for its other end.
 */
import { indexByNumber, indexOfLowest, type RowOfNumber } from "../../ledgers/index-by-number";
import {
  CodeTest,
  codesOfValueEntries,
  ENTRY_FILTER_COLUMNS,
  rowFilter,
  type EntryFilters,
  type RowFilter,
} from "../../ledgers/entry-filter";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionNumber } from "../../ledgers/options";
import type { Day } from "../../values/day";

export const OPENING = 0;
export const INCREASE = 1;
export const DECREASE = 2;
/** In the period, but of a type that is neither increase nor decrease. */
export const NOWHERE = 3;
export type Bucket = 0 | 1 | 2 | 3;
/** In `bucketOfType`: `bucket` has to be asked. */
export const ASK = 4;

const TRANSFER = optionNumber("entry type", "Transfer");
const BUCKET_OF_TYPE: ReadonlyMap<number, Bucket> = new Map<number, Bucket>([
  [optionNumber("entry type", "Purchase"), INCREASE],
  [optionNumber("entry type", "Positive Adjmt."), INCREASE],
  [optionNumber("entry type", "Output"), INCREASE],
  [optionNumber("entry type", "Assembly Output"), INCREASE],
  [optionNumber("entry type", "Sale"), DECREASE],
  [optionNumber("entry type", "Negative Adjmt."), DECREASE],
  [optionNumber("entry type", "Consumption"), DECREASE],
  [optionNumber("entry type", "Assembly Consumption"), DECREASE],
]);

/** Codes that a breakdown line adds to the filters; a caption that is absent is not narrowed. */
export type Breakdown = readonly ("Location Code" | "Variant Code")[];

export class Classifier {
  /** Tests the four entry filters of a value entry. */
  readonly filter: RowFilter;
  /** Bucket of an entry in the period by its type, for hot loops; ASK where the type does not decide alone. */
  readonly bucketOfType: Uint8Array;
  /** Entry numbers of transfer receipts whose shipping side is not known; counted once each. */
  readonly missingLinks = new Set<number>();

  readonly #dates: Float64Array;
  readonly #types: Uint16Array;
  readonly #bucketOf: Uint8Array;
  readonly #valued: { readonly ints: Float64Array; readonly big?: ReadonlyMap<number, bigint> };
  readonly #owners: Float64Array;
  readonly #codes = new Map<string, Int32Array>();
  #links: TransferLinks | undefined;

  constructor(
    private readonly ledgers: Ledgers,
    filters: EntryFilters,
    readonly startDate: Day,
    private readonly breakdown: Breakdown,
  ) {
    const table = ledgers.table("Value Entries");
    const types = table.options("Item Ledger Entry Type");
    this.#dates = table.days("Posting Date");
    this.#types = types.values;
    this.#bucketOf = Uint8Array.from(types.captions, (_, type) => BUCKET_OF_TYPE.get(type) ?? NOWHERE);
    this.bucketOfType = this.#bucketOf.map((bucket, type) => (type === TRANSFER ? ASK : bucket));
    this.#valued = table.decimals("Valued Quantity");
    this.#owners = table.integers("Item Ledger Entry No.");
    for (const [name, caption] of Object.entries(ENTRY_FILTER_COLUMNS)) {
      const needed =
        !filters[name as keyof EntryFilters].isEmpty || breakdown.some((code) => code === caption);
      if (needed) this.#codes.set(caption, codesOfValueEntries(ledgers, caption));
    }
    this.filter = rowFilter(ledgers.codes, filters, (caption) => this.codesOf(caption));
    this.#filters = filters;
  }

  readonly #filters: EntryFilters;

  /** Codes of a column that a filter or the breakdown uses. */
  codesOf(caption: string): Int32Array {
    const codes = this.#codes.get(caption);
    if (!codes) throw new Error(`${caption} was not asked for`);
    return codes;
  }

  /** Bucket of a value entry under the filters alone. */
  bucket(row: number): Bucket {
    if ((this.#dates[row] as number) < this.startDate) return OPENING;
    if (this.#types[row] !== TRANSFER) return this.#bucketOf[this.#types[row] as number] as Bucket;
    return this.#transfer(row, false);
  }

  /** Bucket of a value entry when its own breakdown codes are added to the filters. */
  lineBucket(row: number): Bucket {
    if ((this.#dates[row] as number) < this.startDate) return OPENING;
    if (this.#types[row] !== TRANSFER) return this.#bucketOf[this.#types[row] as number] as Bucket;
    return this.#transfer(row, true);
  }

  #transfer(row: number, narrowed: boolean): Bucket {
    const valued = this.#valued.ints[row] as number;
    const outgoing = valued < 0 || (Number.isNaN(valued) && (this.#valued.big?.get(row) ?? 0n) < 0n);
    if (outgoing) return DECREASE;
    this.#links ??= new TransferLinks(this.ledgers, this.#filters, this.breakdown);
    const anyFilter = !this.filter.isEmpty || narrowed;
    const owner = this.#owners[row] as number;
    if (!this.#links.hasApplications) {
      if (!anyFilter) return DECREASE;
      this.missingLinks.add(owner);
      return INCREASE;
    }
    const other = this.#links.otherEnd(owner);
    if (other === undefined) {
      this.missingLinks.add(owner);
      return INCREASE;
    }
    if (other === 0) return INCREASE;
    if (!anyFilter) return DECREASE;
    const inside = this.#links.isInside(other, row, narrowed ? this.#codes : undefined);
    if (inside === undefined) this.missingLinks.add(owner);
    return inside === true ? DECREASE : INCREASE;
  }
}

/** The other ends of incoming transfers, from the applications. Built when the first incoming transfer turns up. */
class TransferLinks {
  readonly hasApplications: boolean;
  /** Row of the application with the lowest Entry No. of an item ledger entry. */
  readonly #rowOfApplication: RowOfNumber;
  readonly #outbound: Float64Array;
  readonly #rowOfItemLedger: RowOfNumber;
  #rowOfValueEntry: RowOfNumber | undefined;
  readonly #tests: ReadonlyMap<string, CodeTest>;

  constructor(
    private readonly ledgers: Ledgers,
    filters: EntryFilters,
    private readonly breakdown: Breakdown,
  ) {
    const applications = ledgers.table("Item Application Entries");
    this.hasApplications = applications.present;
    this.#rowOfApplication = indexOfLowest(
      applications.integers("Item Ledger Entry No."),
      applications.integers("Entry No."),
    );
    this.#outbound = applications.integers("Outbound Item Entry No.");
    const itemLedger = ledgers.table("Item Ledger Entries");
    this.#rowOfItemLedger = indexByNumber(itemLedger.integers("Entry No."));
    this.#tests = new Map(
      Object.entries(ENTRY_FILTER_COLUMNS).flatMap(([name, caption]) => {
        const filter = filters[name as keyof EntryFilters];
        return filter.isEmpty ? [] : [[caption, new CodeTest(ledgers.codes, filter)] as const];
      }),
    );
  }

  /** Entry number at the other end, 0 when the application names none, undefined when there is no application. */
  otherEnd(entryNo: number): number | undefined {
    return this.#outbound[this.#rowOfApplication(entryNo)];
  }

  /**
   * Whether the entry at the other end belongs to the same item and passes the filters with its own codes; undefined
   * when neither sheet has it.
   */
  isInside(
    other: number,
    row: number,
    narrowing: ReadonlyMap<string, Int32Array> | undefined,
  ): boolean | undefined {
    const valueEntries = this.ledgers.table("Value Entries");
    const itemLedger = this.ledgers.table("Item Ledger Entries");
    const inItemLedger = this.#rowOfItemLedger(other);
    this.#rowOfValueEntry ??= firstRowOfOwner(this.ledgers);
    const inValueEntries = this.#rowOfValueEntry(other);
    if (inItemLedger < 0 && inValueEntries < 0) return undefined;
    const codeOf = (caption: string): number =>
      inItemLedger >= 0 && (itemLedger.has(caption) || inValueEntries < 0)
        ? (itemLedger.ids(caption)[inItemLedger] as number)
        : (valueEntries.ids(caption)[inValueEntries] as number);
    if (codeOf("Item No.") !== valueEntries.ids("Item No.")[row]) return false;
    for (const [caption, test] of this.#tests) if (!test.passes(codeOf(caption))) return false;
    if (narrowing) {
      for (const caption of this.breakdown)
        if (codeOf(caption) !== narrowing.get(caption)?.[row]) return false;
    }
    return true;
  }
}

/** Row of the value entry with the lowest number of an item ledger entry. */
function firstRowOfOwner(ledgers: Ledgers): RowOfNumber {
  const table = ledgers.table("Value Entries");
  return indexOfLowest(table.integers("Item Ledger Entry No."), table.integers("Entry No."));
}
