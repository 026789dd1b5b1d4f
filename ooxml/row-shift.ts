import { type CellRange, LAST_COL, LAST_ROW, parseRange, rangeName } from "./addresses";
import { formatReference, mapReferences } from "./formula-references";

/**
 * What happens to rows when some are deleted or inserted in a band of columns: cells of the band below move, everything else stays.
 */
export class RowShift {
  private constructor(
    /** Sorted, without doubles. */
    private readonly deleted: readonly number[],
    private readonly insertedAt: number,
    private readonly insertedCount: number,
    readonly firstCol: number,
    readonly lastCol: number,
  ) {}

  static deletion(rows: readonly number[], firstCol: number, lastCol: number): RowShift {
    const sorted = [...new Set(rows)].sort((a, b) => a - b);
    return new RowShift(sorted, LAST_ROW + 1, 0, firstCol, lastCol);
  }

  static insertion(at: number, count: number, firstCol: number, lastCol: number): RowShift {
    return new RowShift([], at, count, firstCol, lastCol);
  }

  get wholeRows(): boolean {
    return this.firstCol === 0 && this.lastCol === LAST_COL;
  }

  /** New place of a row of the band, undefined when it is deleted. */
  destination(row: number): number | undefined {
    const before = this.deletedBelow(row);
    return this.deleted[before] === row ? undefined : this.moved(row - before, row);
  }

  /** A range after the shift: unchanged unless it lies in the band as a whole; undefined when all of it is deleted. */
  range(range: CellRange): CellRange | undefined {
    if (range.firstCol < this.firstCol || range.lastCol > this.lastCol) {
      return range;
    }
    const firstRow = this.moved(range.firstRow - this.deletedBelow(range.firstRow), range.firstRow);
    const lastRow = this.moved(range.lastRow - this.deletedBelow(range.lastRow + 1), range.lastRow);
    return lastRow < firstRow ? undefined : { ...range, firstRow, lastRow: Math.min(lastRow, LAST_ROW) };
  }

  /** "A1:B2 D4" after the shift, "" when all of it is deleted. */
  ranges(refs: string): string {
    return refs
      .split(/\s+/)
      .map((ref) => {
        const range = parseRange(ref);
        const shifted = range && this.range(range);
        return range ? (shifted ? rangeName(shifted) : "") : ref;
      })
      .filter((ref) => ref !== "")
      .join(" ");
  }

  /** A formula after the shift of the rows of `home`; `sheet` is the sheet the formula stands on. */
  formula(formula: string, sheet: string | undefined, home: string): string {
    return this.rewrite(formula, sheet, home, undefined);
  }

  /**
   * A formula of a conditional format or validation of `home`. Its relative rows are counted from the first cell of its range, which
   * moves by `rows`; only absolute rows name a certain row.
   */
  anchoredFormula(formula: string, home: string, rows: number): string {
    return this.rewrite(formula, home, home, rows);
  }

  private rewrite(
    formula: string,
    sheet: string | undefined,
    home: string,
    anchorMove: number | undefined,
  ): string {
    const key = home.toLowerCase();
    return mapReferences(formula, (reference) => {
      const { first, last = first } = reference;
      if (
        (reference.sheet ?? sheet)?.toLowerCase() !== key ||
        first.row === undefined ||
        last.row === undefined
      ) {
        return undefined;
      }
      const whole = first.col === undefined || last.col === undefined;
      const range = {
        firstRow: first.row,
        lastRow: last.row,
        firstCol: whole ? 0 : (first.col ?? 0),
        lastCol: whole ? LAST_COL : (last.col ?? 0),
      };
      const absolute = anchorMove === undefined || (first.absoluteRow && last.absoluteRow);
      const shifted = absolute
        ? this.range(range)
        : {
            firstRow: first.absoluteRow ? first.row : first.row + anchorMove,
            lastRow: last.absoluteRow ? last.row : last.row + anchorMove,
          };
      if (!shifted || shifted.firstRow < 0 || shifted.lastRow < 0 || shifted.lastRow > LAST_ROW) {
        return `${reference.prefix}#REF!`;
      }
      if (shifted.firstRow === range.firstRow && shifted.lastRow === range.lastRow) {
        return undefined;
      }
      return formatReference({
        ...reference,
        first: { ...first, row: shifted.firstRow },
        last: reference.last && { ...reference.last, row: shifted.lastRow },
      });
    });
  }

  private moved(row: number, original: number): number {
    return original >= this.insertedAt ? row + this.insertedCount : row;
  }

  /** How many deleted rows are above a row. */
  private deletedBelow(row: number): number {
    let low = 0;
    let high = this.deleted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.deleted[middle] as number) < row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
