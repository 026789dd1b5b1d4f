/** Cells and blocks as tests and the page read them. */

import { type Rect, cellRect, formatAddress } from "./address";
import type { CellValue, Hyperlink } from "./cell";
import type { Input, Sheet } from "./sheet";
import type { StyleKey, StyleValue } from "./styles";

/** One cell as tests and the page see it. */
export class CellView {
  constructor(
    readonly sheet: Sheet,
    readonly row: number,
    readonly column: number,
  ) {}

  /** The value; errors are `CellError` objects, empty cells null. */
  get value(): CellValue {
    return this.sheet.valueAt(this.row, this.column);
  }

  /** Types a value into the cell. */
  type(input: Input): void {
    this.sheet.write(cellRect(this.row, this.column), () => input ?? "");
  }

  get formula(): string | undefined {
    return this.sheet.cellAt(this.row, this.column)?.formula;
  }

  /** The text shown, by the number format. */
  get text(): string {
    return this.sheet.textAt(this.row, this.column);
  }

  get numberFormat(): string {
    return String(this.format("numberFormat"));
  }

  /** Any format property, for instance `font.bold` or `border.EdgeTop.style`. */
  format(key: StyleKey): StyleValue {
    return this.sheet.formatAt(this.row, this.column, key);
  }

  get hyperlink(): Hyperlink | undefined {
    return this.sheet.hyperlinkAt(this.row, this.column);
  }

  get address(): string {
    return formatAddress(this.sheet.name, cellRect(this.row, this.column));
  }
}

/** A block of cells as tests see it. */
export class RangeView {
  constructor(
    readonly sheet: Sheet,
    readonly rect: Rect,
  ) {}

  get values(): CellValue[][] {
    return this.map((row, column) => this.sheet.valueAt(row, column));
  }

  get formulas(): (CellValue | string)[][] {
    return this.map(
      (row, column) => this.sheet.cellAt(row, column)?.formula ?? this.sheet.valueAt(row, column),
    );
  }

  get text(): string[][] {
    return this.map((row, column) => this.sheet.textAt(row, column));
  }

  get address(): string {
    return formatAddress(this.sheet.name, this.rect);
  }

  private map<T>(at: (row: number, column: number) => T): T[][] {
    const result: T[][] = [];
    for (let row = this.rect.top; row <= this.rect.bottom; row++) {
      const line: T[] = [];
      for (let column = this.rect.left; column <= this.rect.right; column++) line.push(at(row, column));
      result.push(line);
    }
    return result;
  }
}
