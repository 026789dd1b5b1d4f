/**
 * Checks what a report needs of the ledgers, in the order of conventions 4.8: per table there, columns, values, key.
 * The first finding refuses the run. Collects the reader's notes about the columns that the report uses.
 */
import { Refusal } from "../refusal";
import { messageText } from "../messages";
import type { TextPool } from "../values/codes";
import { dayText } from "../values/day";
import type { ReadColumn } from "./columns";
import type { ColumnDeclaration, Need, ReportCode } from "./declaration";
import { distinctIds, firstEmpty, kept, lowestNumber } from "./facts";
import type { Ledgers, LedgerTable } from "./ledgers";
import { foldHeader } from "./names";

/** What a report reads of one table. */
export interface ReportInput {
  readonly table: string;
  /** "always": refused without it. The other two go on. */
  readonly need: "always" | "wanted" | "optional";
}

/** A remark of the reader, as results carry it. */
export interface Note {
  readonly code: string;
  readonly table: string;
  readonly count: number;
  readonly column?: string;
  readonly message: string;
}

export interface InputCheck {
  readonly code: ReportCode;
  readonly inputs: readonly ReportInput[];
  /**
   * Columns that are required only now ("Table/Caption"). Conditional columns that are not named here count as used
   * when present.
   */
  readonly alsoRequired?: readonly string[];
  /** Columns where unknown options are noted instead of refused ("Table/Caption"). */
  readonly unknownOptions?: readonly string[];
  /** Tables where a key that stands twice is noted instead of refused (RELATION_REPEATED). */
  readonly repeatedKeys?: readonly string[];
  /** The report's own check of a table, after the common ones and before the next table. Throws Refusal. */
  readonly checkTable?: (table: LedgerTable, ledgers: Ledgers) => void;
}

/** Checks the inputs of a report. Returns the notes. Throws Refusal at the first finding. */
export function checkInputs(ledgers: Ledgers, check: InputCheck): readonly Note[] {
  const notes: Note[] = [];
  for (const input of check.inputs) {
    const table = ledgers.table(input.table);
    refuseRivals(table);
    if (!table.present) {
      if (input.need === "always") throw new Refusal("MISSING_TABLE", { table: input.table });
      continue;
    }
    checkColumns(table, check);
    checkValues(ledgers, table, check);
    checkKey(ledgers, table, check, notes);
    check.checkTable?.(table, ledgers);
    collectNotes(ledgers, table, check, notes);
  }
  return notes;
}

function refuseRivals(table: LedgerTable): void {
  if (table.rivals.length > 0) throw new Refusal("AMBIGUOUS_TABLE", { table: table.name }, table.rivals);
}

/** How a report needs a column, conditions included; undefined when it does not look at it. */
function needOf(table: LedgerTable, column: ColumnDeclaration, check: InputCheck): Need | undefined {
  const need = column.needs.get(check.code);
  if (need !== "conditional") return need;
  return check.alsoRequired?.includes(`${table.name}/${column.caption}`) ? "required" : "used";
}

function checkColumns(table: LedgerTable, check: InputCheck): void {
  const alsoRequired = check.alsoRequired ?? [];
  for (const column of table.declaration.columns) {
    const need = needOf(table, column, check);
    if (need === undefined) continue;
    const places = table.origin?.ambiguous.get(column.caption);
    if (places) {
      const cells = places.map((position) => table.origin?.source.address(-1, position) ?? "");
      throw new Refusal("AMBIGUOUS_COLUMN", { table: table.name, column: column.caption }, cells);
    }
    const required = need === "required" || alsoRequired.includes(`${table.name}/${column.caption}`);
    if (required && !table.has(column.caption)) throw missingColumn(table, column.caption);
  }
}

/** MISSING_COLUMN with the nearest header as a candidate. */
export function missingColumn(table: LedgerTable, caption: string): Refusal {
  const unknown = table.origin?.unknownHeaders ?? [];
  const candidate = nearestHeader(
    caption,
    unknown.map((entry) => entry.header),
  );
  const foreign = unknown.length > (table.origin?.source.headers.length ?? 0) / 2;
  return new Refusal("MISSING_COLUMN", {
    table: table.name,
    column: caption,
    ...(candidate ? { _candidate: candidate } : {}),
    ...(foreign ? { _foreign: true } : {}),
  });
}

/** The header most like a caption, when at least half of its letters agree. */
export function nearestHeader(caption: string, headers: readonly string[]): string | undefined {
  const wanted = foldHeader(caption);
  let best: string | undefined;
  let bestScore = 0.55;
  for (const header of headers) {
    const given = foldHeader(header);
    if (given === "") continue;
    const score = 1 - editDistance(wanted, given) / Math.max(wanted.length, given.length);
    if (score > bestScore) {
      best = header;
      bestScore = score;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[j] as number) + 1,
          (current[j - 1] as number) + 1,
          (previous[j - 1] as number) + change,
        ),
      );
    }
    previous = current;
  }
  return previous[b.length] as number;
}

/** One fault with its place, as a refusal or a list of problems shows it. */
export interface Finding {
  readonly row: number;
  readonly column: string;
  readonly problem: string;
}

/** All faults of a table in the columns that a report uses, by row, then column; at most `limit`. */
export function findings(
  table: LedgerTable,
  check: InputCheck,
  limit = Number.POSITIVE_INFINITY,
): readonly Finding[] {
  const found: (Finding & { order: number })[] = [];
  table.declaration.columns.forEach((column, order) => {
    const read = table.read(column.caption);
    const need = needOf(table, column, check);
    if (!read || (need === undefined && !table.declaration.key.includes(column.caption))) return;
    for (const fault of columnFaults(table, read, need, check)) found.push({ ...fault, order });
  });
  found.sort((a, b) => a.row - b.row || a.order - b.order);
  return found.slice(0, limit);
}

function columnFaults(
  table: LedgerTable,
  read: ReadColumn,
  need: Need | undefined,
  check: InputCheck,
): Finding[] {
  const { declaration, remarks } = read;
  const { caption } = declaration;
  const tolerant = check.unknownOptions?.includes(`${table.name}/${caption}`) === true;
  const isKey = table.declaration.key.includes(caption);
  const found: Finding[] = [];
  if (!(tolerant && declaration.type === "option")) {
    for (const fault of remarks.faults)
      found.push({ row: fault.row, column: caption, problem: fault.problem });
  }
  if (remarks.firstAbsentRow >= 0 && need === "required") {
    found.push({ row: remarks.firstAbsentRow, column: caption, problem: "the row has no such field" });
  }
  const singleKey = isKey && table.declaration.key.length === 1 && !table.declaration.businessCentral.card;
  if ((singleKey || declaration.neverEmpty === true) && read.filled) {
    const row = firstEmpty(read.filled);
    if (row >= 0 && !found.some((finding) => finding.row === row)) {
      found.push({
        row,
        column: caption,
        problem: "the cell is empty; is this a subtotal or total row? Delete it or fill the cell",
      });
    }
  }
  if (declaration.neverEmptyWith) {
    const row = firstEmptyWith(table, read, declaration.neverEmptyWith);
    if (row >= 0)
      found.push({
        row,
        column: caption,
        problem: `the cell is empty, but “${declaration.neverEmptyWith.column}” is filled`,
      });
  }
  const isNumber = read.data.type === "numbers" && declaration.type === "integer";
  if (singleKey && isNumber && lowestNumber(read.data.values) < 1) {
    const { values } = read.data;
    for (let row = 0; row < values.length; row += 1) {
      if (
        (values[row] as number) < 1 &&
        read.filled?.[row] === 1 &&
        !found.some((finding) => finding.row === row)
      ) {
        found.push({ row, column: caption, problem: `${String(values[row])} is no entry number` });
        break;
      }
    }
  }
  return found;
}

/** The first row with an empty code where an option column has one of the captions; -1 when there is none. */
function firstEmptyWith(
  table: LedgerTable,
  read: ReadColumn,
  rule: { readonly column: string; readonly captions: readonly string[] },
): number {
  const option = table.read(rule.column)?.data;
  if (option?.type !== "options" || read.data.type !== "ids") return -1;
  const applies = option.captions.map((caption) => rule.captions.includes(caption));
  const { values } = read.data;
  for (let row = 0; row < values.length; row += 1) {
    if (values[row] === 0 && applies[option.values[row] as number] === true) return row;
  }
  return -1;
}

function checkValues(ledgers: Ledgers, table: LedgerTable, check: InputCheck): void {
  const [first] = findings(table, check, 1);
  if (!first) return;
  throw new Refusal(
    "BAD_VALUE",
    {
      table: table.name,
      column: first.column,
      key: keyText(ledgers, table, first.row),
      _problem: first.problem,
    },
    [table.address(first.row, first.column)],
  );
}

/** The key of a row as text, its parts joined by ", "; "" when the key column itself is empty. */
export function keyText(ledgers: Ledgers, table: LedgerTable, row: number): string {
  const parts = table.declaration.key.map((caption) => {
    const read = table.read(caption);
    if (!read) return "";
    const { data } = read;
    switch (data.type) {
      case "numbers": {
        const value = data.values[row] ?? 0;
        if (read.declaration.type === "date") return dayText(value);
        return value === 0 && read.filled?.[row] === 0 ? "" : String(value);
      }
      case "ids":
        return ledgers.codes.text(data.values[row] ?? 0);
      case "options":
        return data.captions[data.values[row] ?? 0] ?? "";
      default:
        return "";
    }
  });
  return parts.every((part) => part === "") ? "" : parts.join(", ");
}

/** Rows that share their key with an earlier row, with the rows of the first such key. */
export interface RepeatedKey {
  readonly count: number;
  readonly firstKeyRows: readonly number[];
}

/** Keys that stand more than once. A key of several columns is only checked when all of them are there. */
export const repeatedKey = kept(findRepeatedKey);

function findRepeatedKey(table: LedgerTable): RepeatedKey | undefined {
  const { key, businessCentral } = table.declaration;
  if (key.length === 0 || businessCentral.card || table.rows < 2) return undefined;
  const reads = key.map((caption) => table.read(caption));
  if (reads.length > 1 && reads.some((read) => read === undefined)) return undefined;
  const columns = reads.flatMap((read) =>
    read && read.data.type !== "decimals" ? [read.data.values as ArrayLike<number>] : [],
  );
  if (columns.length === 0) return undefined;
  const [first] = columns;
  let count = 0;
  let repeated: number | string | undefined;
  const keyOf = (row: number): number | string =>
    columns.length === 1 ? (first?.[row] as number) : columns.map((values) => String(values[row])).join("|");
  if (allDistinct(columns, table.rows)) return undefined;
  const seen = new Set<number | string>();
  for (let row = 0; row < table.rows; row += 1) {
    const value = keyOf(row);
    if (seen.has(value)) {
      count += 1;
      repeated ??= value;
    } else seen.add(value);
  }
  if (repeated === undefined) return undefined;
  const firstKeyRows: number[] = [];
  for (let row = 0; row < table.rows; row += 1) if (keyOf(row) === repeated) firstKeyRows.push(row);
  return { count, firstKeyRows };
}

/**
 * True when no two rows share the values of the columns; false when some do, or when it cannot be told fast. Rows in the
 * order of their keys (most exports) cost one pass, others a sort of numbers.
 */
function allDistinct(columns: readonly ArrayLike<number>[], rows: number): boolean {
  if (isAscending(columns, rows)) return true;
  const keys = combinedKeys(columns, rows);
  if (!keys) return false;
  keys.sort();
  for (let row = 1; row < rows; row += 1) if (keys[row] === keys[row - 1]) return false;
  return true;
}

function isAscending(columns: readonly ArrayLike<number>[], rows: number): boolean {
  for (let row = 1; row < rows; row += 1) {
    let order = 0;
    for (let column = 0; column < columns.length && order === 0; column += 1) {
      const values = columns[column] as ArrayLike<number>;
      order = (values[row] as number) - (values[row - 1] as number);
    }
    if (!(order > 0)) return false;
  }
  return true;
}

/** One number per row that stands for its key; undefined where the numbers would not be exact. */
function combinedKeys(columns: readonly ArrayLike<number>[], rows: number): Float64Array | undefined {
  const keys = new Float64Array(rows);
  let highestKey = 0;
  for (const values of columns) {
    let highest = 0;
    for (let row = 0; row < rows; row += 1) {
      const value = values[row] as number;
      if (!(value >= 0) || value % 1 !== 0) return undefined;
      if (value > highest) highest = value;
    }
    const width = highest + 1;
    highestKey = highestKey * width + highest;
    if (highestKey > Number.MAX_SAFE_INTEGER) return undefined;
    for (let row = 0; row < rows; row += 1)
      keys[row] = (keys[row] as number) * width + (values[row] as number);
  }
  return keys;
}

function checkKey(ledgers: Ledgers, table: LedgerTable, check: InputCheck, notes: Note[]): void {
  const repeated = repeatedKey(table);
  if (!repeated) return;
  if (check.repeatedKeys?.includes(table.name)) {
    notes.push(note("RELATION_REPEATED", table.name, repeated.count));
    return;
  }
  const [keyCaption = ""] = table.declaration.key;
  const [row = 0] = repeated.firstKeyRows;
  throw new Refusal(
    "DUPLICATE_KEY",
    { table: table.name, key: keyText(ledgers, table, row) },
    repeated.firstKeyRows.map((place) => table.address(place, keyCaption)),
  );
}

/** A note with its text. */
export function note(code: string, table: string, count: number, extra: Record<string, unknown> = {}): Note {
  const visible = Object.fromEntries(Object.entries(extra).filter(([name]) => !name.startsWith("_")));
  return { code, table, count, ...visible, message: messageText(code, { table, count, ...extra }) };
}

function collectNotes(ledgers: Ledgers, table: LedgerTable, check: InputCheck, notes: Note[]): void {
  const used = table.declaration.columns.flatMap((column) => {
    const read = table.read(column.caption);
    return read && (column.needs.has(check.code) || table.declaration.key.includes(column.caption))
      ? [read]
      : [];
  });
  notes.push(...notesOf(ledgers, table, used));
}

/** The reader's remarks about a table and the columns of it that are used. */
export function notesOf(ledgers: Ledgers, table: LedgerTable, used: readonly ReadColumn[]): readonly Note[] {
  const notes: Note[] = [];
  const { origin } = table;
  if (!origin) return notes;
  if (origin.blankRows > 0) notes.push(note("BLANK_ROWS_SKIPPED", table.name, origin.blankRows));
  if (origin.remarks.hiddenRows > 0)
    notes.push(note("HIDDEN_ROWS_INCLUDED", table.name, origin.remarks.hiddenRows));
  if (ledgers.kind === "excel" || ledgers.kind === "xlsx") {
    const numbers = used.reduce((sum, read) => sum + read.remarks.numbersAsText, 0);
    if (numbers > 0) notes.push(note("NUMBERS_AS_TEXT", table.name, numbers));
    const dates = used.reduce((sum, read) => sum + read.remarks.datesAsText, 0);
    if (dates > 0) notes.push(note("DATES_AS_TEXT", table.name, dates));
  }
  const zeros = codesThatDifferByZeros(ledgers, used);
  if (zeros.count > 0)
    notes.push(note("CODES_DIFFER_BY_ZEROS", table.name, zeros.count, { _example: zeros.example }));
  if (origin.remarks.formulaCells > 0) {
    notes.push(note("FORMULA_VALUES_USED", table.name, origin.remarks.formulaCells));
  }
  if (origin.remarks.perhapsCutOff) notes.push(note("PERHAPS_CUT_OFF", table.name, table.rows));
  for (const read of used) {
    const { unknownOptions } = read.remarks;
    if (unknownOptions.size === 0) continue;
    let count = 0;
    for (const cells of unknownOptions.values()) count += cells;
    const [example = ""] = [...unknownOptions.keys()].sort();
    notes.push(
      note("UNKNOWN_OPTIONS", table.name, count, { column: read.declaration.caption, _example: example }),
    );
  }
  return notes;
}

interface CodesByZeros {
  readonly count: number;
  readonly example: string;
}

function codesThatDifferByZeros(ledgers: Ledgers, used: readonly ReadColumn[]): CodesByZeros {
  let count = 0;
  let example = "";
  for (const read of used) {
    if (read.declaration.type !== "code" || read.data.type !== "ids") continue;
    const found = codesByZeros(read.data.values, ledgers.codes);
    count += found.count;
    example ||= found.example;
  }
  return { count, example };
}

const codesByZeros = kept((ids: Int32Array, codes: TextPool): CodesByZeros => {
  const texts = distinctIds(ids, codes).map((id) => codes.text(id));
  const startsWithZero = (text: string): boolean => text.charCodeAt(0) === 48 && /^0+\d/.test(text);
  const withZeros = texts.filter(startsWithZero);
  if (withZeros.length === 0) return { count: 0, example: "" };
  const plain = new Set(texts.filter((text) => !startsWithZero(text)));
  let count = 0;
  let example = "";
  for (const text of withZeros.sort()) {
    const stripped = text.replace(/^0+(?=\d)/, "");
    if (plain.has(stripped)) {
      count += 1;
      example ||= `${text}, ${stripped}`;
    } else plain.add(stripped);
  }
  return { count, example };
});
