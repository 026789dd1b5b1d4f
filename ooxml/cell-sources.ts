import { cellName, type CellRange, rangeName } from "./addresses";
import type { CellEncoder } from "./cell-encoder";
import { XlsxWriteError } from "./errors";
import type { StyleBook } from "./style-book";
import { tableCells } from "./table-writer";
import type { BlockColumn, CellBlock, CellSpec, ColumnValues, SheetSpec } from "./types";

/** A rectangle of cells that can write each of its rows. */
export interface CellSource extends CellRange {
  /** `format` is that of the cell which stands there already; only single cells look at it. */
  emit(encoder: CellEncoder, row: number, format?: number): void;
  /** True when it may take the place of cells that hold something. */
  replaces?: boolean;
}

/** All cells of a sheet as rectangles in the order of their first rows. @throws XlsxWriteError when cells are given twice */
export function cellSources(spec: SheetSpec, styles: StyleBook): CellSource[] {
  const single = new Map<string, CellSpec>();
  for (const cell of spec.cells ?? []) {
    const key = cellName(cell.row, cell.col);
    if (single.has(key)) {
      throw new XlsxWriteError("badValue", "the cell is given twice", spec.name, key);
    }
    single.set(key, cell);
  }
  for (const cell of (spec.tables ?? []).flatMap((table) => tableCells(table))) {
    const key = cellName(cell.row, cell.col);
    const own = single.get(key);
    if (own && cell.header && own.value !== cell.value) {
      throw new XlsxWriteError(
        "badTable",
        "a header cell differs from the name of its column",
        spec.name,
        key,
      );
    }
    if (!own) {
      single.set(key, cell);
    }
  }
  const sources: CellSource[] = [...single.values()].map((cell) => singleSource(cell));
  sources.push(
    ...(spec.blocks ?? []).filter((block) => block.rowCount > 0).map((block) => blockSource(block, styles)),
  );
  return sources.sort((a, b) => a.firstRow - b.firstRow || a.firstCol - b.firstCol);
}

/** A single cell as source; without a style of its own it takes that of the cell it replaces. */
export function singleSource({ row, col, value, style }: CellSpec): CellSource {
  return {
    firstRow: row,
    lastRow: row,
    firstCol: col,
    lastCol: col,
    replaces: true,
    emit: (encoder, _, format) => {
      encoder.value(col, value, style, style ? undefined : format);
    },
  };
}

/** A block as source; its columns are looked at once, so that the rows only run through ready writers. */
export function blockSource(block: CellBlock, styles: StyleBook): CellSource {
  const emitters = block.columns.map((column, i) => columnEmitter(column, block.col + i, styles));
  return {
    firstRow: block.row,
    lastRow: block.row + block.rowCount - 1,
    firstCol: block.col,
    lastCol: block.col + block.columns.length - 1,
    emit(encoder, row) {
      const index = row - block.row;
      for (const emit of emitters) {
        emit(encoder, index);
      }
    },
  };
}

function reader<T>(values: ColumnValues<T>): (index: number) => T {
  return typeof values === "function" ? values : (index) => values[index] as T;
}

type Emitter = (encoder: CellEncoder, index: number) => void;

function columnEmitter(column: BlockColumn, col: number, styles: StyleBook): Emitter {
  const { rowStyle } = column;
  const isDate = column.type === "date";
  const formatOf = (style: BlockColumn["style"]): number =>
    isDate ? styles.dateFormat(style) : styles.cellFormat(style);
  const fixed = formatOf(column.style);
  const format = (index: number): number => {
    const style = rowStyle?.(index);
    return style ? formatOf(style) : fixed;
  };
  switch (column.type) {
    case "text": {
      const at = reader(column.values);
      return (encoder, index) => {
        const value = at(index);
        if (value === null || value === undefined || value === "") {
          encoder.blank(col, format(index));
        } else {
          encoder.text(col, value, format(index));
        }
      };
    }
    case "number":
    case "date": {
      const at = reader(column.values);
      return (encoder, index) => {
        const value = at(index);
        if (value !== value || value === undefined) {
          encoder.blank(col, format(index));
        } else if (isDate) {
          encoder.date(col, value, format(index));
        } else {
          encoder.number(col, value, format(index));
        }
      };
    }
    case "decimal": {
      const at = reader(column.values);
      return (encoder, index) => {
        const value = at(index);
        if (value === null || value === undefined || value === "") {
          encoder.blank(col, format(index));
        } else {
          encoder.decimal(col, value, format(index));
        }
      };
    }
    case "boolean": {
      const at = reader(column.values);
      return (encoder, index) => {
        const value = at(index);
        if (value === null || value === undefined) {
          encoder.blank(col, format(index));
        } else {
          encoder.boolean(col, value, format(index));
        }
      };
    }
    case "mixed": {
      const at = reader(column.values);
      return (encoder, index) => {
        encoder.value(col, at(index) ?? null, rowStyle?.(index) ?? column.style);
      };
    }
  }
}

/** Walks sources row by row; within a row from left to right. */
export class SourceWalk {
  private next = 0;
  private active: CellSource[] = [];

  constructor(
    private readonly sources: readonly CellSource[],
    private readonly sheet: string,
  ) {}

  /** First row from `from` on that has cells, undefined when none is left. */
  nextRow(from: number): number | undefined {
    this.active = this.active.filter((source) => source.lastRow >= from);
    if (this.active.length > 0) {
      return from;
    }
    const source = this.sources[this.next];
    return source && Math.max(source.firstRow, from);
  }

  /** Sources of a row, ordered by column. Rows have to be asked for in order. */
  at(row: number): readonly CellSource[] {
    let changed = false;
    for (
      let source = this.sources[this.next];
      source && source.firstRow <= row;
      source = this.sources[++this.next]
    ) {
      this.active.push(source);
      changed = true;
    }
    if (changed) {
      this.active = this.active
        .filter((source) => source.lastRow >= row)
        .sort((a, b) => a.firstCol - b.firstCol);
      this.active.forEach((source, i) => {
        const left = this.active[i - 1];
        if (left && left.lastCol >= source.firstCol) {
          throw new XlsxWriteError("badValue", "cells are given twice", this.sheet, rangeName(source));
        }
      });
    }
    return this.active;
  }
}
