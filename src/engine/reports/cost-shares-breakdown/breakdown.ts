/** Rows into groups and totals: sums of unrounded shares per group, and the entry rows when they are asked for. */
import { compareCodes } from "../../values/codes";
import { decimalText, type ExactSums } from "../../values/decimal";
import { amounts, amountSources, besideDirect, ofDirect, PARTS, type Amounts } from "./parts";
import { shareText } from "./wide";

/** One entry row of the result. */
export interface Row extends Amounts {
  readonly entryNo: number;
  readonly capacityEntryNo: number;
  readonly postingDate: string;
  readonly entryType: string;
  readonly documentNo: string;
  readonly description: string;
  readonly itemNo: string;
  readonly locationCode: string;
  readonly variantCode: string;
  readonly quantity: string;
  readonly ownQuantity: string;
  readonly ownCost: string;
}

/** What a row says beside its eighteen amounts. */
export type RowFacts = Omit<Row, keyof Amounts>;

/** A row with what it is sorted by. */
interface SortedRow {
  readonly line: number;
  readonly typeRank: number;
  readonly row: Row;
}

/** Position of each Entry Type in the order of rows; capacity and rows of many entries (blank) stand after output. */
const TYPE_RANKS: readonly number[] = [7.5, 1, 2, 3, 4, 5, 6, 7, 8, 9];

export class Breakdown {
  readonly #totals: bigint[];
  readonly #parts: bigint[];
  readonly #rowCounts: Int32Array;
  readonly #rows: (SortedRow[] | undefined)[];

  /** `groups`: number of groups. `scale`: that of the amounts. `byLine`: rows are sorted by line, not by place. */
  constructor(
    groups: number,
    readonly scale: number,
    readonly withRows: boolean,
    readonly byLine: boolean,
  ) {
    this.#totals = Array.from({ length: groups }, () => 0n);
    this.#parts = Array.from({ length: groups * PARTS }, () => 0n);
    this.#rowCounts = new Int32Array(groups);
    this.#rows = Array.from({ length: withRows ? groups : 0 }, () => undefined);
  }

  /** Adds a row: its total and parts as wide amounts (undefined: all of it is material), and what else it says. */
  add(
    group: number,
    total: bigint,
    parts: readonly bigint[] | undefined,
    facts: () => RowFacts & { readonly line: number; readonly type: number },
  ): void {
    this.#rowCounts[group] = (this.#rowCounts[group] as number) + 1;
    this.#totals[group] = (this.#totals[group] as bigint) + total;
    if (parts) {
      const base = group * PARTS;
      for (let part = 0; part < PARTS; part += 1) {
        const amount = parts[part] as bigint;
        if (amount !== 0n) this.#parts[base + part] = (this.#parts[base + part] as bigint) + amount;
      }
    }
    if (!this.withRows) return;
    const { line, type, ...said } = facts();
    const row = { ...said, ...amountTexts(total, parts, this.scale) };
    let rows = this.#rows[group];
    if (!rows) this.#rows[group] = rows = [];
    rows.push({ line, typeRank: TYPE_RANKS[type] ?? TYPE_RANKS.length, row });
  }

  /** Number of rows of a group. */
  rowCount(group: number): number {
    return this.#rowCounts[group] as number;
  }

  /** Total of a group as wide amount. */
  total(group: number): bigint {
    return this.#totals[group] as bigint;
  }

  /** The eighteen amounts of a group. */
  groupAmounts(group: number): Amounts {
    const base = group * PARTS;
    return amountTexts(this.total(group), this.#parts.slice(base, base + PARTS), this.scale);
  }

  /** The eighteen amounts of all groups together, added up before they are rounded. */
  allAmounts(groups: readonly number[]): Amounts {
    let total = 0n;
    const parts = Array.from({ length: PARTS }, () => 0n);
    for (const group of groups) {
      total += this.total(group);
      for (let part = 0; part < PARTS; part += 1) {
        parts[part] = (parts[part] as bigint) + (this.#parts[group * PARTS + part] as bigint);
      }
    }
    return amountTexts(total, parts, this.scale);
  }

  /** Rows of a group that has some, in the order of the result. */
  rows(group: number): readonly Row[] {
    const rows = this.#rows[group] as SortedRow[];
    const place = this.byLine ? byLine : byPlace;
    rows.sort(
      (a, b) =>
        place(a, b) ||
        a.typeRank - b.typeRank ||
        a.row.entryNo - b.row.entryNo ||
        a.row.capacityEntryNo - b.row.capacityEntryNo,
    );
    return rows.map(({ row }) => row);
  }
}

function byLine(a: SortedRow, b: SortedRow): number {
  return a.line - b.line;
}

function byPlace(a: SortedRow, b: SortedRow): number {
  return (
    compareCodes(a.row.locationCode, b.row.locationCode) || compareCodes(a.row.variantCode, b.row.variantCode)
  );
}

/** Direct cost that is neither capacity, overhead of capacity nor subcontracting. */
export function materialOf(total: bigint, parts: readonly bigint[]): bigint {
  let material = total;
  for (const part of besideDirect) material -= parts[part] as bigint;
  for (const part of ofDirect) material -= parts[part] as bigint;
  return material;
}

function amountTexts(total: bigint, parts: readonly bigint[] | undefined, scale: number): Amounts {
  const texts: Record<string, string> = {};
  amounts.forEach((amount, index) => {
    const source = amountSources[index];
    if (source === "total") texts[amount] = shareText(total, scale);
    else if (source === "material")
      texts[amount] = shareText(parts ? materialOf(total, parts) : total, scale);
    else texts[amount] = parts ? shareText(parts[source as number] as bigint, scale) : "0";
  });
  return texts as unknown as Amounts;
}

/** Text of a quantity: at most 5 decimals. */
export function quantityText(value: bigint, scale: number): string {
  return decimalText(value, scale, 5);
}

/** Text of a sum of amounts: at most 2 decimals. */
export function amountText(sums: ExactSums, key: number): string {
  return sums.text(key, 2);
}
