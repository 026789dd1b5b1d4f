/** Groups of lines → G/L entries and relation rows with their numbers (spec, 6). */
import type { Ledgers } from "../../ledgers/ledgers";
import { accountTypeOf } from "../../posting/account-types";
import type { PostingEntries } from "../../posting/entries";
import { dayText } from "../../values/day";
import { stableOrder } from "../../values/order";
import type { EntryDimensions } from "./dimensions";
import { groupOfType, type GLGroups, type PostingMethod } from "./group";
import type { Lines } from "./lines";

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

/** The positive part, the negative part. */
export function debitCredit(amount: string): { readonly debit: string; readonly credit: string } {
  return amount.startsWith("-") ? { debit: "0", credit: amount.slice(1) } : { debit: amount, credit: "0" };
}

export function glEntries(
  ledgers: Ledgers,
  entries: PostingEntries,
  dimensions: EntryDimensions,
  lines: Lines,
  groups: GLGroups,
  options: GLEntryOptions,
): readonly GLEntry[] {
  const table = ledgers.table("Value Entries");
  const { codes } = ledgers;
  const documents = table.ids("Document No.");
  const externals = table.ids("External Document No.");
  const projects = table.ids("Project No.");
  const reasons = table.ids("Reason Code");
  const orders = table.ids("Order No.");
  const sources = table.ids("Source No.");
  const costs = table.options("Entry Type");
  const days = new Map<number, string>();
  const dateText = (row: number): string => {
    const day = entries.dates[row] as number;
    let text = days.get(day);
    if (text === undefined) {
      text = dayText(day);
      days.set(day, text);
    }
    return text;
  };
  const perEntry = options.method === "Per Entry";
  const ownDocument = options.method !== "Per Posting Group";
  const list: GLEntry[] = new Array<GLEntry>(groups.count);
  for (let group = 0; group < groups.count; group += 1) {
    const line = groups.lineOfGroup[group] as number;
    const row = lines.entry[line] as number;
    const type = lines.type[line] as number;
    const accountType = accountTypeOf(type).name;
    const balAccountType = accountTypeOf(lines.balancing[line] as number).name;
    const amount = groups.amounts.text(group);
    const { debit, credit } = debitCredit(amount);
    const text = (column: Int32Array): string => codes.text(column[row] as number);
    const postingDate = dateText(row);
    const description = perEntry
      ? `${costs.captions[costs.values[row] as number] ?? ""} ${text(sources)} on ${postingDate}`
      : `${accountType} - ${balAccountType}, ${text(entries.location)},${codes.text(groupOfType(entries, type, row))},${text(entries.business)},${text(entries.product)}`;
    const entry: GLEntry = {
      entryNo: options.firstEntryNo + group,
      postingDate,
      documentNo: ownDocument ? text(documents) : options.documentNo,
      externalDocumentNo: ownDocument ? text(externals) : "",
      glAccountNo: codes.text(entries.account(type, row)),
      description: description.length > LONGEST_DESCRIPTION ? description.slice(0, LONGEST_DESCRIPTION) : description,
      amount,
      debitAmount: debit,
      creditAmount: credit,
      dimensionSetId: dimensions.setId(row),
      sourceCode: options.sourceCode,
      projectNo: perEntry ? text(projects) : "",
      reasonCode: perEntry ? text(reasons) : "",
      prodOrderNo: perEntry ? text(orders) : "",
      accountType,
      balAccountType,
      glRegisterNo: options.registerNo,
    };
    list[group] =
      groups.additional || dimensions.captions.length > 0
        ? {
            ...entry,
            ...(groups.additional ? { additionalCurrencyAmount: groups.additional.text(group) } : {}),
            ...(dimensions.captions.length > 0 ? { dimensions: dimensions.codes(row) } : {}),
          }
        : entry;
  }
  return list;
}

/** One row per G/L entry and value entry, sorted by G/L entry, then value entry. */
export function relationRows(
  entries: PostingEntries,
  lines: Lines,
  groups: GLGroups,
  options: GLEntryOptions,
): readonly RelationRow[] {
  const all = Int32Array.from({ length: lines.count }, (_, line) => line);
  const byNumber = stableOrder(all, (line) => entries.numbers[lines.entry[line] as number] as number);
  const ordered = stableOrder(byNumber, (line) => groups.groupOfLine[line] as number);
  const rows: RelationRow[] = new Array<RelationRow>(lines.count);
  ordered.forEach((line, place) => {
    rows[place] = {
      glEntryNo: options.firstEntryNo + (groups.groupOfLine[line] as number),
      valueEntryNo: entries.numbers[lines.entry[line] as number] as number,
      glRegisterNo: options.registerNo,
    };
  });
  return rows;
}
