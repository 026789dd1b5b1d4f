import { cellName } from "./addresses";
import { type Bytes, decodeUtf8 } from "./bytes";
import { type ByteWriter, collectPieces } from "./byte-writer";
import type { CellEncoder } from "./cell-encoder";
import { type CellSource, SourceWalk } from "./cell-sources";
import { XlsxWriteError } from "./errors";
import { type CellPiece, RowCursor, type RowPiece } from "./row-cursor";
import type { RowShift } from "./row-shift";

/** The rows of a sheet as bytes, with what is needed to change them. Rows that do not change are copied as they are. */
export class RowEditor {
  constructor(
    private readonly rows: Uint8Array,
    private readonly prefix: string,
    private readonly part: string,
    private readonly sheet: string,
  ) {}

  cursor(): RowCursor {
    return new RowCursor(this.rows, this.prefix, this.part);
  }

  /** The cells of one row, none when it is not in the file. */
  cellsOf(row: number): CellPiece[] {
    const cursor = this.cursor();
    for (let piece = cursor.next(); piece && piece.row <= row; piece = cursor.next()) {
      if (piece.row === row) {
        return cursor.cells(piece);
      }
    }
    return [];
  }

  /** True when a cell of these columns holds something in or below a row. */
  hasContent(firstRow: number, firstCol: number, lastCol: number): boolean {
    const cursor = this.cursor();
    for (let piece = cursor.next(); piece; piece = cursor.next()) {
      if (piece.row >= firstRow) {
        const found = cursor
          .cells(piece)
          .some((cell) => cell.hasContent && cell.col >= firstCol && cell.col <= lastCol);
        if (found) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Puts cells over those that are there. A block must not hit cells that hold something.
   * @throws XlsxWriteError "badTable"
   */
  overlay(sources: readonly CellSource[], makeEncoder: (writer: ByteWriter) => CellEncoder): Bytes[] {
    const sorted = [...sources].sort((a, b) => a.firstRow - b.firstRow || a.firstCol - b.firstCol);
    return collectPieces((writer) => {
      const encoder = makeEncoder(writer);
      const walk = new SourceWalk(sorted, this.sheet);
      const cursor = this.cursor();
      let piece = cursor.next();
      let from = 0;
      for (;;) {
        const added = walk.nextRow(from);
        if (piece && (added === undefined || piece.row < added)) {
          writer.raw(this.rows.subarray(piece.start, piece.end));
          from = piece.row + 1;
          piece = cursor.next();
        } else if (added !== undefined) {
          const existing = piece?.row === added ? piece : undefined;
          this.mergeRow(
            writer,
            encoder,
            added,
            existing,
            existing ? cursor.cells(existing) : [],
            walk.at(added),
          );
          from = added + 1;
          piece = existing ? cursor.next() : piece;
        } else {
          return;
        }
      }
    });
  }

  /** Moves the cells of a band of columns. */
  shift(shift: RowShift): Bytes[] {
    return collectPieces((writer) => {
      if (shift.wholeRows) {
        this.shiftRows(writer, shift);
      } else {
        this.shiftBand(writer, shift);
      }
    });
  }

  private shiftRows(writer: ByteWriter, shift: RowShift): void {
    const cursor = this.cursor();
    for (let piece = cursor.next(); piece; piece = cursor.next()) {
      const row = shift.destination(piece.row);
      if (row === piece.row) {
        writer.raw(this.rows.subarray(piece.start, piece.end));
      } else if (row !== undefined) {
        this.openRow(writer, row, piece);
        this.copyCells(writer, cursor.cells(piece), piece.row, row);
        this.closeRow(writer);
      }
    }
  }

  /** Two walks over the same rows: one brings the cells outside the band, the other those inside at their new places. */
  private shiftBand(writer: ByteWriter, shift: RowShift): void {
    const outside = this.cursor();
    const inside = this.cursor();
    const nextInside = (): { piece: RowPiece; row: number } | undefined => {
      for (let piece = inside.next(); piece; piece = inside.next()) {
        const row = shift.destination(piece.row);
        if (row !== undefined) {
          return { piece, row };
        }
      }
      return undefined;
    };
    const isInside = (cell: CellPiece): boolean => cell.col >= shift.firstCol && cell.col <= shift.lastCol;
    let still = outside.next();
    let moving = nextInside();
    while (still || moving) {
      const row = Math.min(still?.row ?? Infinity, moving?.row ?? Infinity);
      const here = still?.row === row ? still : undefined;
      const coming = moving?.row === row ? moving.piece : undefined;
      if (here && coming?.row === row) {
        writer.raw(this.rows.subarray(here.start, here.end));
      } else {
        const kept = here ? outside.cells(here).filter((cell) => !isInside(cell)) : [];
        const moved = coming ? inside.cells(coming).filter(isInside) : [];
        if (here || moved.length > 0) {
          this.openRow(writer, row, here);
          this.copyCells(
            writer,
            kept.filter((cell) => cell.col < shift.firstCol),
            row,
            row,
          );
          this.copyCells(writer, moved, coming?.row ?? row, row);
          this.copyCells(
            writer,
            kept.filter((cell) => cell.col > shift.lastCol),
            row,
            row,
          );
          this.closeRow(writer);
        }
      }
      still = here ? outside.next() : still;
      moving = coming ? nextInside() : moving;
    }
  }

  private mergeRow(
    writer: ByteWriter,
    encoder: CellEncoder,
    row: number,
    piece: RowPiece | undefined,
    cells: readonly CellPiece[],
    sources: readonly CellSource[],
  ): void {
    this.openRow(writer, row, piece);
    encoder.beginRow(row);
    let next = 0;
    for (const source of sources) {
      const start = next;
      for (let cell = cells[next]; cell && cell.col < source.firstCol; cell = cells[++next]);
      this.copyCells(writer, cells.slice(start, next), row, row);
      let format: number | undefined;
      for (let cell = cells[next]; cell && cell.col <= source.lastCol; cell = cells[++next]) {
        if (cell.hasContent && !source.replaces) {
          throw new XlsxWriteError(
            "badTable",
            "a cell that is to be filled holds something",
            this.sheet,
            cellName(row, cell.col),
          );
        }
        format = cell.style;
      }
      source.emit(encoder, row, format);
    }
    this.copyCells(writer, cells.slice(next), row, row);
    this.closeRow(writer);
  }

  private openRow(writer: ByteWriter, row: number, piece: RowPiece | undefined): void {
    if (!piece) {
      writer.text(`<${this.prefix}row r="${row + 1}">`);
      return;
    }
    // The hint of the columns in use ("spans") may not fit any more.
    const tag = decodeUtf8(this.rows.subarray(piece.start, piece.contentStart), this.part)
      .replace(/\s(?:r|spans)\s*=\s*("[^"]*"|'[^']*')/g, "")
      .replace(/\s*\/?>$/, ">");
    writer.text(tag.replace(/^<[^\s>]+/, (name) => `${name} r="${row + 1}"`));
  }

  private closeRow(writer: ByteWriter): void {
    writer.text(`</${this.prefix}row>`);
  }

  private copyCells(writer: ByteWriter, cells: readonly CellPiece[], from: number, to: number): void {
    for (const cell of cells) {
      if (cell.refStart < 0) {
        // Without a reference a cell follows its left neighbour, which may be another one now.
        const nameEnd = cell.start + 2 + this.prefix.length;
        writer.raw(this.rows.subarray(cell.start, nameEnd));
        writer.text(` r="${cellName(to, cell.col)}"`);
        writer.raw(this.rows.subarray(nameEnd, cell.end));
      } else if (from === to) {
        writer.raw(this.rows.subarray(cell.start, cell.end));
      } else {
        writer.raw(this.rows.subarray(cell.start, cell.refStart));
        writer.text(cellName(to, cell.col));
        writer.raw(this.rows.subarray(cell.refEnd, cell.end));
      }
    }
  }
}
