import { columnIndex, columnName, LAST_COL, LAST_ROW } from "./addresses";

/** One corner of a reference; a whole column has no row, a whole row no column. */
export interface ReferenceCorner {
  row: number | undefined;
  col: number | undefined;
  absoluteRow: boolean;
  absoluteCol: boolean;
}

/** A cell, a range, whole columns or whole rows as they stand in a formula. */
export interface FormulaReference {
  /** Sheet name without apostrophes, undefined when the reference names none. */
  sheet: string | undefined;
  /** Sheet part with "!" as written, "" without one. */
  prefix: string;
  first: ReferenceCorner;
  last: ReferenceCorner | undefined;
}

const NAME_CHARACTER = /[\p{L}\p{N}_.$\\?]/u;

/**
 * Puts the answer of `visit` in place of every reference of a formula; undefined leaves it as it is. Texts in quotes, structured
 * references, function names and references into other workbooks are passed over.
 */
export function mapReferences(
  formula: string,
  visit: (reference: FormulaReference) => string | undefined,
): string {
  let result = "";
  let copied = 0;
  let at = 0;
  let sheetStart = -1;
  while (at < formula.length) {
    const c = formula.charAt(at);
    if (c === '"') {
      at = behindQuoted(formula, at, '"');
      sheetStart = -1;
    } else if (c === "[") {
      at = behindBracket(formula, at);
      // "[Book.xlsx]Sheet1!A1" points out of the workbook.
      if (NAME_CHARACTER.test(formula.charAt(at))) {
        at = behindExternal(formula, at);
      }
      sheetStart = -1;
    } else if (c === "'") {
      const end = behindQuoted(formula, at, "'");
      const external = formula.slice(at, end).includes("[");
      sheetStart = formula.charAt(end) === "!" && !external ? at : -1;
      at = formula.charAt(end) === "!" ? end + 1 : end;
      if (external) {
        at = behindWord(formula, at);
      }
    } else if (NAME_CHARACTER.test(c)) {
      const end = behindWord(formula, at);
      const next = formula.charAt(end);
      if (next === "!") {
        sheetStart = at;
        at = end + 1;
        continue;
      }
      const found = next === "(" || next === "[" ? undefined : readReference(formula, at, end);
      if (found) {
        const start = sheetStart >= 0 ? sheetStart : at;
        const prefix = formula.slice(start, at);
        const replacement = visit({ ...found.reference, prefix, sheet: sheetName(prefix) });
        if (replacement !== undefined) {
          result += formula.slice(copied, start) + replacement;
          copied = found.end;
        }
        at = found.end;
      } else {
        at = end;
      }
      sheetStart = -1;
    } else {
      at++;
      sheetStart = -1;
    }
  }
  return result + formula.slice(copied);
}

function behindQuoted(formula: string, at: number, quote: string): number {
  let end = formula.indexOf(quote, at + 1);
  while (end >= 0 && formula.charAt(end + 1) === quote) {
    end = formula.indexOf(quote, end + 2);
  }
  return end < 0 ? formula.length : end + 1;
}

function behindBracket(formula: string, at: number): number {
  let depth = 0;
  for (let i = at; i < formula.length; i++) {
    const c = formula.charAt(i);
    if (c === "'") {
      i++;
    } else if (c === "[") {
      depth++;
    } else if (c === "]" && --depth === 0) {
      return i + 1;
    }
  }
  return formula.length;
}

function behindWord(formula: string, at: number): number {
  let end = at;
  while (end < formula.length && NAME_CHARACTER.test(formula.charAt(end))) {
    end++;
  }
  return end;
}

function behindExternal(formula: string, at: number): number {
  const end = behindWord(formula, at);
  return formula.charAt(end) === "!" ? behindWord(formula, end + 1) : end;
}

function sheetName(prefix: string): string | undefined {
  if (prefix === "") {
    return undefined;
  }
  const name = prefix.slice(0, -1);
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}

const CORNER = /^(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})$/;
const COLUMN = /^(\$?)([A-Za-z]{1,3})$/;
const ROW = /^(\$?)([0-9]{1,7})$/;

function readCorner(word: string): ReferenceCorner | undefined {
  const match = CORNER.exec(word);
  if (!match) {
    return undefined;
  }
  const col = columnIndex(match[2] ?? "");
  const row = Number(match[4]) - 1;
  if (col > LAST_COL || row < 0 || row > LAST_ROW) {
    return undefined;
  }
  return { row, col, absoluteRow: match[3] === "$", absoluteCol: match[1] === "$" };
}

function readColumn(word: string): ReferenceCorner | undefined {
  const match = COLUMN.exec(word);
  const col = match ? columnIndex(match[2] ?? "") : LAST_COL + 1;
  return col > LAST_COL
    ? undefined
    : { row: undefined, col, absoluteRow: false, absoluteCol: match?.[1] === "$" };
}

function readRow(word: string): ReferenceCorner | undefined {
  const match = ROW.exec(word);
  const row = match ? Number(match[2]) - 1 : -1;
  return row < 0 || row > LAST_ROW
    ? undefined
    : { row, col: undefined, absoluteRow: match?.[1] === "$", absoluteCol: false };
}

function readReference(
  formula: string,
  at: number,
  end: number,
): { reference: Pick<FormulaReference, "first" | "last">; end: number } | undefined {
  const word = formula.slice(at, end);
  const secondEnd = formula.charAt(end) === ":" ? behindWord(formula, end + 1) : end;
  const second = formula.slice(end + 1, secondEnd);
  for (const read of [readCorner, readColumn, readRow]) {
    const first = read(word);
    if (!first) {
      continue;
    }
    const last = secondEnd > end && formula.charAt(secondEnd) !== "(" ? read(second) : undefined;
    if (last) {
      return { reference: { first, last }, end: secondEnd };
    }
    return read === readCorner ? { reference: { first, last: undefined }, end } : undefined;
  }
  return undefined;
}

/** A reference as formula text, sheet part first. */
export function formatReference(reference: FormulaReference): string {
  const { prefix, first, last } = reference;
  return prefix + formatCorner(first) + (last ? `:${formatCorner(last)}` : "");
}

function formatCorner(corner: ReferenceCorner): string {
  const col = corner.col === undefined ? "" : (corner.absoluteCol ? "$" : "") + columnName(corner.col);
  const row = corner.row === undefined ? "" : (corner.absoluteRow ? "$" : "") + String(corner.row + 1);
  return col + row;
}

/** The formula as it reads when its cell moves: relative references move along; one that leaves the sheet becomes #REF!. */
export function translateFormula(formula: string, rows: number, cols: number): string {
  const move = (corner: ReferenceCorner): ReferenceCorner => ({
    ...corner,
    row: corner.row === undefined || corner.absoluteRow ? corner.row : corner.row + rows,
    col: corner.col === undefined || corner.absoluteCol ? corner.col : corner.col + cols,
  });
  const inside = ({ row = 0, col = 0 }: ReferenceCorner): boolean =>
    row >= 0 && row <= LAST_ROW && col >= 0 && col <= LAST_COL;
  return mapReferences(formula, (reference) => {
    const first = move(reference.first);
    const last = reference.last && move(reference.last);
    return inside(first) && (!last || inside(last))
      ? formatReference({ ...reference, first, last })
      : "#REF!";
  });
}
