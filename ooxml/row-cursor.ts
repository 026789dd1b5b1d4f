import { LAST_ROW } from "./addresses";
import { MarkupScanner } from "./markup-scanner";

/** A row of a sheet as a piece of its bytes. */
export interface RowPiece {
  row: number;
  start: number;
  /** Behind the start tag. */
  contentStart: number;
  /** The "<" of the end tag; equal to `contentStart` for a row in one tag. */
  contentEnd: number;
  /** Behind the end tag. */
  end: number;
  selfClosing: boolean;
}

/** A cell of a row as a piece of its bytes. */
export interface CellPiece {
  col: number;
  start: number;
  end: number;
  /** Behind the start tag. */
  contentStart: number;
  /** Bounds of the value of the `r` attribute, -1 without one. */
  refStart: number;
  refEnd: number;
  style: number;
  /** True when there is more than a format. */
  hasContent: boolean;
}

/** Walks the rows of a sheet, and on demand the cells of a row, without looking at values. */
export class RowCursor extends MarkupScanner {
  private at = 0;
  private lastRow = -1;

  /** `rows` is what stands inside `<sheetData>`, `prefix` that of its elements. */
  constructor(
    private readonly rows: Uint8Array,
    prefix: string,
    part: string,
  ) {
    super(rows, part);
    this.prefixLength = prefix.length;
  }

  next(): RowPiece | undefined {
    for (;;) {
      const start = this.rows.indexOf(60, this.at);
      if (start < 0) {
        return undefined;
      }
      const tag = this.rows[start + 1];
      if (tag === 33 || tag === 63) {
        this.at = this.skipDeclaration(start);
        continue;
      }
      if (!this.isElement(start, "row")) {
        this.at = this.skipElement(start);
        continue;
      }
      const contentStart = this.readAttributes(start);
      const { selfClosing } = this;
      const declared = this.attribute("r");
      const row = declared === undefined ? this.lastRow + 1 : Number(declared) - 1;
      if (!(row > this.lastRow && row <= LAST_ROW)) {
        throw this.fail("the rows are not in order");
      }
      this.lastRow = row;
      let contentEnd = contentStart;
      this.at = contentStart;
      if (!selfClosing) {
        contentEnd = this.endOfRow(contentStart);
        this.at = this.tagEnd(contentEnd);
      }
      return { row, start, contentStart, contentEnd, end: this.at, selfClosing };
    }
  }

  cells(piece: RowPiece): CellPiece[] {
    const cells: CellPiece[] = [];
    let at = piece.contentStart;
    let col = -1;
    while (at < piece.contentEnd) {
      const start = this.nextTag(at);
      if (start >= piece.contentEnd) {
        break;
      }
      if (!this.isElement(start, "c")) {
        at = this.skipElement(start);
        continue;
      }
      const contentStart = this.readAttributes(start);
      const empty = this.selfClosing;
      const [refStart, refEnd] = this.attributeRange("r");
      const [styleStart, styleEnd] = this.attributeRange("s");
      col = refStart < 0 ? col + 1 : this.columnAt(refStart, refEnd);
      const style = this.integerAt(styleStart, styleEnd);
      at = empty ? contentStart : this.skipElement(start);
      cells.push({ col, start, end: at, contentStart, refStart, refEnd, style, hasContent: !empty });
    }
    return cells;
  }

  /** Column of a reference such as "AB12". */
  private columnAt(start: number, end: number): number {
    let col = 0;
    for (let i = start; i < end; i++) {
      const letter = ((this.bytes[i] as number) & 0xdf) - 64;
      if (letter < 1 || letter > 26) {
        break;
      }
      col = col * 26 + letter;
    }
    return col - 1;
  }

  /** A whole number in digits, 0 for nothing. */
  private integerAt(start: number, end: number): number {
    let value = 0;
    for (let i = start; i < end; i++) {
      value = value * 10 + (this.bytes[i] as number) - 48;
    }
    return value;
  }

  /** The "<" of the end tag of a row. Cells hold no rows, so the next end tag of that name is the one. */
  private endOfRow(from: number): number {
    const { bytes, prefixLength } = this;
    let at = from;
    for (;;) {
      at = this.nextTag(at);
      const name = at + 2 + prefixLength;
      if (bytes[at + 1] === 47 && bytes[name] === 114 && bytes[name + 1] === 111 && bytes[name + 2] === 119) {
        return at;
      }
      at++;
    }
  }
}
