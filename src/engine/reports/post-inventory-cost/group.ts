/** Lines → G/L entries: lines with the same key are added up (spec, 6). */
import type { Ledgers } from "../../ledgers/ledgers";
import type { PostingEntries } from "../../posting/entries";
import { ExactSums } from "../../values/decimal";
import { codeRanks, stableOrder } from "../../values/order";
import type { OpenAmounts } from "./amounts";
import type { EntryDimensions } from "./dimensions";
import { SIGNS_AND_BALANCING, type Lines } from "./line-columns";
import { placesOf, type Places } from "./setup-places";

export type PostingMethod = "Per Posting Group" | "Per Entry" | "Per Document";

/** G/L entries as columns, in the order of their numbers. */
export interface GLGroups {
  readonly count: number;
  /** Group of each line. */
  readonly groupOfLine: Int32Array;
  /** A line of each group, which stands for what its lines have in common, and its row of Value Entries. */
  readonly lineOfGroup: Int32Array;
  readonly rowOfGroup: Int32Array;
  /** Places in the posting setups, where lines were grouped by them: not Per Entry. */
  readonly places: Places | undefined;
  readonly amounts: ExactSums;
  /** Set with an additional reporting currency. */
  readonly additional: ExactSums | undefined;
}

export function groupLines(
  ledgers: Ledgers,
  entries: PostingEntries,
  amounts: OpenAmounts,
  dimensions: EntryDimensions,
  lines: Lines,
  method: PostingMethod,
): GLGroups {
  const { groupOfLine, lineOfGroup, rowOfGroup, places } =
    method === "Per Entry"
      ? oneGroupPerLine(lines)
      : sortedGroups(ledgers, entries, dimensions, lines, method);
  const count = lineOfGroup.length;
  const sums = new ExactSums(count, amounts.openActual.scale);
  const additional = amounts.additional ? new ExactSums(count, amounts.additional.scale) : undefined;
  for (let line = 0; line < lines.count; line += 1) {
    const group = groupOfLine[line] as number;
    const row = lines.entry[line] as number;
    const expected = lines.isExpected(line);
    const column = expected ? amounts.openExpected : amounts.openActual;
    if (lines.isMinus(line)) sums.subtract(group, column, row);
    else sums.add(group, column, row);
    if (!additional || !amounts.additional) continue;
    const inCurrency = expected ? amounts.additional.openExpected : amounts.additional.openActual;
    if (lines.isMinus(line)) additional.subtract(group, inCurrency, row);
    else additional.add(group, inCurrency, row);
  }
  return { count, groupOfLine, lineOfGroup, rowOfGroup, places, amounts: sums, additional };
}

type Grouping = Pick<GLGroups, "groupOfLine" | "lineOfGroup" | "rowOfGroup" | "places">;

/** Per Entry: two lines of one value entry never share a key, so each line is a G/L entry. */
function oneGroupPerLine(lines: Lines): Grouping {
  const numbers = allLines(lines);
  return {
    groupOfLine: numbers,
    lineOfGroup: numbers,
    rowOfGroup: lines.entry.subarray(0, lines.count),
    places: undefined,
  };
}

/** The numbers of all lines, in their order. */
function allLines(lines: Lines): Int32Array {
  return new Int32Array(lines.count).map((_, line) => line);
}

/**
 * Sorts the lines by their keys and starts a group where the key changes. Posting date and document are those of the
 * entry, so entries are sorted by them before their lines; the rest of the key takes few values and is one number.
 */
function sortedGroups(
  ledgers: Ledgers,
  entries: PostingEntries,
  dimensions: EntryDimensions,
  lines: Lines,
  method: PostingMethod,
): Grouping {
  const places = placesOf(ledgers, entries, dimensions);
  const kinds = new Float64Array(lines.count);
  for (let line = 0; line < lines.count; line += 1) {
    const type = lines.type(line);
    const typeAndPlace = type * places.count + places.of(type, lines.entry[line] as number);
    kinds[line] = typeAndPlace * SIGNS_AND_BALANCING + lines.signAndBalancing(line);
  }
  const documents = documentNumbers(ledgers, entries, lines, method);
  const byKind = stableOrder(allLines(lines), (line) => kinds[line] as number);
  const order = stableOrder(byKind, (line) => documents[lines.entry[line] as number] as number);
  const groupOfLine = new Int32Array(lines.count);
  const lineOfGroup = new Int32Array(lines.count);
  const rowOfGroup = new Int32Array(lines.count);
  let group = -1;
  let lastKind = -1;
  let lastDocument = -1;
  for (const line of order) {
    const row = lines.entry[line] as number;
    const kind = kinds[line] as number;
    const document = documents[row] as number;
    if (kind !== lastKind || document !== lastDocument) {
      group += 1;
      lineOfGroup[group] = line;
      rowOfGroup[group] = row;
      lastKind = kind;
      lastDocument = document;
    }
    groupOfLine[line] = group;
  }
  return {
    groupOfLine,
    lineOfGroup: lineOfGroup.slice(0, group + 1),
    rowOfGroup: rowOfGroup.slice(0, group + 1),
    places,
  };
}

/** Number of each posted entry's posting date and, Per Document, of its document; in the order of dates and documents. */
function documentNumbers(
  ledgers: Ledgers,
  entries: PostingEntries,
  lines: Lines,
  method: PostingMethod,
): Int32Array {
  const keys: (Int32Array | Float64Array)[] = [];
  if (method === "Per Document") {
    const table = ledgers.table("Value Entries");
    for (const caption of ["External Document No.", "Document No."]) {
      const codes = table.ids(caption);
      const ranks = codeRanks(ledgers.codes, [codes]);
      keys.push(codes.map((code) => ranks[code] as number));
    }
  }
  keys.push(entries.dates);
  const order = keys.reduce<Int32Array>(
    (sorted, key) => stableOrder(sorted, (row) => key[row] as number),
    lines.rows(),
  );
  const numbers = new Int32Array(entries.rows);
  let number = 0;
  let last = order[0];
  for (const row of order) {
    if (keys.some((key) => key[row] !== key[last as number])) number += 1;
    numbers[row] = number;
    last = row;
  }
  return numbers;
}
