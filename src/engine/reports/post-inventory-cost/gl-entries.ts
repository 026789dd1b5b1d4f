/** Groups of lines → G/L entries and relation rows with their numbers (spec, 6). */
import type { Ledgers } from "../../ledgers/ledgers";
import { ACCOUNT_TYPE_COUNT, accountTypeOf } from "../../posting/account-types";
import type { PostingEntries } from "../../posting/entries";
import { LazyRows } from "../../rows";
import { dayText, type Day } from "../../values/day";
import { stableOrder } from "../../values/order";
import type { EntryDimensions } from "./dimensions";
import type { GLGroups, PostingMethod } from "./group";
import { firstLinesByNumber, type Lines } from "./line-columns";
import { groupOfType } from "./setup-places";

export interface GLEntry {
  readonly entryNo: number;
  readonly postingDate: string;
  readonly documentNo: string;
  readonly externalDocumentNo: string;
  readonly glAccountNo: string;
  readonly description: string;
  readonly amount: string;
  readonly debitAmount: string;
  readonly creditAmount: string;
  readonly additionalCurrencyAmount?: string;
  readonly dimensionSetId: number;
  readonly sourceCode: string;
  readonly projectNo: string;
  readonly reasonCode: string;
  readonly prodOrderNo: string;
  readonly accountType: string;
  readonly balAccountType: string;
  readonly glRegisterNo: number;
  /** Dimension codes by caption, where Value Entries has dimension columns. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

export interface RelationRow {
  readonly glEntryNo: number;
  readonly valueEntryNo: number;
  readonly glRegisterNo: number;
}

export interface GLEntryOptions {
  readonly method: PostingMethod;
  readonly documentNo: string;
  readonly sourceCode: string;
  readonly firstEntryNo: number;
  readonly registerNo: number;
}

const LONGEST_DESCRIPTION = 100;

/** G/L entries of the groups, in their order; each is made when it is read. */
export function glEntries(
  ledgers: Ledgers,
  entries: PostingEntries,
  dimensions: EntryDimensions,
  lines: Lines,
  groups: GLGroups,
  options: GLEntryOptions,
): LazyRows<GLEntry> {
  const table = ledgers.table("Value Entries");
  const { codes } = ledgers;
  const documents = table.ids("Document No.");
  const externals = table.ids("External Document No.");
  const projects = table.ids("Project No.");
  const reasons = table.ids("Reason Code");
  const orders = table.ids("Order No.");
  const describe = descriptions(ledgers, entries, lines, groups);
  const dateText = dayTexts();
  const perEntry = options.method === "Per Entry";
  const ownDocument = options.method !== "Per Posting Group";
  return new LazyRows(groups.count, (group) => {
    const line = groups.lineOfGroup[group] as number;
    const row = groups.rowOfGroup[group] as number;
    const type = lines.type(line);
    const amount = groups.amounts.text(group);
    const isCredit = groups.amounts.sign(group) < 0;
    const postingDate = dateText(entries.dates[row] as number);
    const entry: GLEntry = {
      entryNo: options.firstEntryNo + group,
      postingDate,
      documentNo: ownDocument ? codes.text(documents[row] as number) : options.documentNo,
      externalDocumentNo: ownDocument ? codes.text(externals[row] as number) : "",
      glAccountNo: codes.text(entries.account(type, row)),
      description: describe(line, row, postingDate),
      amount,
      debitAmount: isCredit ? "0" : amount,
      creditAmount: isCredit ? amount.slice(1) : "0",
      dimensionSetId: dimensions.setId(row),
      sourceCode: options.sourceCode,
      projectNo: perEntry ? codes.text(projects[row] as number) : "",
      reasonCode: perEntry ? codes.text(reasons[row] as number) : "",
      prodOrderNo: perEntry ? codes.text(orders[row] as number) : "",
      accountType: accountTypeOf(type).name,
      balAccountType: accountTypeOf(lines.balancing(line)).name,
      glRegisterNo: options.registerNo,
    };
    if (!groups.additional && dimensions.captions.length === 0) return entry;
    return {
      ...entry,
      ...(groups.additional ? { additionalCurrencyAmount: groups.additional.text(group) } : {}),
      ...(dimensions.captions.length > 0 ? { dimensions: dimensions.codes(row) } : {}),
    };
  });
}

/** Texts of days, each made once. */
export function dayTexts(): (day: Day) => string {
  const texts = new Map<Day, string>();
  return (day) => {
    let text = texts.get(day);
    if (text === undefined) {
      text = dayText(day);
      texts.set(day, text);
    }
    return text;
  };
}

/** Descriptions of lines. Lines that read alike share one text: those of a value entry, or of a place in the setup. */
function descriptions(
  ledgers: Ledgers,
  entries: PostingEntries,
  lines: Lines,
  { places }: GLGroups,
): (line: number, row: number, postingDate: string) => string {
  const { codes } = ledgers;
  const cut = (text: string): string => text.slice(0, LONGEST_DESCRIPTION);
  if (!places) {
    const table = ledgers.table("Value Entries");
    const sources = table.ids("Source No.");
    const costs = table.options("Entry Type");
    let last = -1;
    let text = "";
    return (_, row, postingDate) => {
      if (row !== last) {
        const cost = costs.captions[costs.values[row] as number] as string;
        text = cut(`${cost} ${codes.text(sources[row] as number)} on ${postingDate}`);
        last = row;
      }
      return text;
    };
  }
  const texts = new Map<number, string>();
  return (line, row) => {
    const type = lines.type(line);
    const balancing = lines.balancing(line);
    const key = (places.of(type, row) * ACCOUNT_TYPE_COUNT + type) * ACCOUNT_TYPE_COUNT + balancing;
    let text = texts.get(key);
    if (text === undefined) {
      const group = codes.text(groupOfType(entries, type, row));
      const place = [
        codes.text(entries.location[row] as number),
        group,
        codes.text(entries.business[row] as number),
        codes.text(entries.product[row] as number),
      ].join(",");
      text = cut(`${accountTypeOf(type).name} - ${accountTypeOf(balancing).name}, ${place}`);
      texts.set(key, text);
    }
    return text;
  };
}

/** One row per G/L entry and value entry, sorted by G/L entry, then value entry; each is made when it is read. */
export function relationRows(
  entries: PostingEntries,
  lines: Lines,
  groups: GLGroups,
  options: GLEntryOptions,
): LazyRows<RelationRow> {
  const ordered =
    groups.count === lines.count
      ? groups.lineOfGroup
      : stableOrder(
          linesInOrder(lines, firstLinesByNumber(entries, lines)),
          (line) => groups.groupOfLine[line] as number,
        );
  return new LazyRows(lines.count, (place) => {
    const line = ordered[place] as number;
    return {
      glEntryNo: options.firstEntryNo + (groups.groupOfLine[line] as number),
      valueEntryNo: entries.numbers[lines.entry[line] as number] as number,
      glRegisterNo: options.registerNo,
    };
  });
}

/** All lines, entry after entry in the given order. */
function linesInOrder(lines: Lines, firstLines: Int32Array): Int32Array {
  const ordered = new Int32Array(lines.count);
  let place = 0;
  for (const first of firstLines) {
    const row = lines.entry[first];
    for (let line = first; line < lines.count && lines.entry[line] === row; line += 1) {
      ordered[place] = line;
      place += 1;
    }
  }
  return ordered;
}
