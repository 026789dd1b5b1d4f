/** Post Inventory Cost to G/L: ledgers and parameters → result and change set. */
import "./messages";
import { accountNames } from "../../ledgers/account-names";
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { messageText } from "../../messages";
import { accountTypeOf } from "../../posting/account-types";
import { columnText } from "../../posting/amounts";
import { PostingEntries } from "../../posting/entries";
import {
  includesNonInventory,
  postCostSourceCode,
  PostingSetup,
  postsExpectedCost,
} from "../../posting/setup";
import type { ReportResult, RunContext, RunOutcome } from "../../report";
import { LazyRows, type Rows } from "../../rows";
import { compareCodes } from "../../values/codes";
import { NO_DAY, type Day } from "../../values/day";
import { decimalText, ExactSums } from "../../values/decimal";
import { codeRanks } from "../../values/order";
import { openAmounts, type OpenAmounts } from "./amounts";
import { isBalanced } from "./balance";
import { beforePosting, type BeforePosting } from "./before-posting";
import { changeSet } from "./changes";
import { entryDimensions, type EntryDimensions } from "./dimensions";
import { glEntries, relationRows, type GLEntry, type GLEntryOptions, type RelationRow } from "./gl-entries";
import { groupLines, type GLGroups, type PostingMethod } from "./group";
import { firstLinesByNumber } from "./line-columns";
import { postingLines, type PostingLines, type ReasonCode, type SkippedEntry } from "./lines";
import { processedRows, type QueueParameters } from "./queue";
import {
  reportLines,
  valueEntryUpdates,
  type ReportAmounts,
  type ReportLine,
  type ValueEntryUpdate,
} from "./report-lines";
import { setupCells, type SetupCell } from "./setup-cells";

/** Expected Cost Posting to G/L: as Inventory Setup says, or as if it said Yes or No. */
export type ExpectedCostPosting = "setup" | "on" | "off";

export interface Parameters extends QueueParameters {
  readonly postingMethod: PostingMethod;
  readonly documentNo: string;
  readonly post: boolean;
  readonly userId: string;
  readonly expectedCostPosting: ExpectedCostPosting;
  readonly onBlockingError: "skip" | "stop";
  readonly firstGLEntryNo: number | undefined;
  readonly glRegisterNo: number | undefined;
}

export interface AccountTotal {
  readonly glAccountNo: string;
  /** Name in the chart of accounts, where there is one. */
  readonly name?: string;
  readonly debit: string;
  readonly credit: string;
  readonly net: string;
}

export interface Skipped {
  readonly valueEntryNo: number;
  readonly itemNo: string;
  readonly costAmount: string;
  readonly reasons: readonly { readonly code: ReasonCode; readonly accountType?: string }[];
}

export interface Result extends ReportResult, BeforePosting {
  readonly report: "post-inventory-cost";
  readonly posted: boolean;
  readonly postingMethod: PostingMethod;
  readonly documentNo: string;
  /** "on" or "off" where the preview assumes another Expected Cost Posting to G/L than Inventory Setup; else "". */
  readonly assumedExpectedCostPosting: "on" | "off" | "";
  readonly glEntries: Rows<GLEntry>;
  readonly relations: Rows<RelationRow>;
  readonly valueEntryUpdates: Rows<ValueEntryUpdate>;
  readonly removedFromQueue: Rows<number>;
  readonly lines: Rows<ReportLine>;
  readonly totals: ReportAmounts;
  readonly accountTotals: readonly AccountTotal[];
  readonly skipped: readonly Skipped[];
  /** Skipped entries by the setup cell that has to be filled or changed. */
  readonly setupCells: readonly SetupCell[];
  readonly summary: {
    readonly valueEntriesPosted: number;
    readonly valueEntriesSkipped: number;
    readonly glEntries: number;
    readonly debit: string;
    readonly credit: string;
    readonly balanced: boolean;
  };
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** Everything that run and drill-down both work on. */
export interface Prepared {
  readonly entries: PostingEntries;
  readonly setup: PostingSetup;
  readonly amounts: OpenAmounts;
  readonly dimensions: EntryDimensions;
  /** Whether expected cost is posted in this run. */
  readonly expectedPosting: boolean;
  readonly posting: PostingLines;
  readonly groups: GLGroups;
  readonly options: GLEntryOptions;
}

/** Lines and groups of a run. Throws Refusal. */
export function prepare(ledgers: Ledgers, parameters: Parameters, context: RunContext): Prepared {
  const includeNonInventory = includesNonInventory(ledgers);
  const setup = new PostingSetup(ledgers, { includeNonInventory });
  const entries = new PostingEntries(ledgers, setup, { includeNonInventory, lenient: false });
  const amounts = openAmounts(ledgers, entries);
  const expectedPosting = expectedPostingOf(ledgers, parameters);
  const rows = processedRows(ledgers, entries, amounts, expectedPosting, parameters);
  const allowed = allowedDates(ledgers, parameters.userId);
  const posting = postingLines(
    ledgers,
    entries,
    setup,
    amounts,
    rows,
    {
      expectedPosting,
      allowedFrom: allowed.from,
      allowedTo: allowed.to,
      stopAtBlockingError: parameters.onBlockingError === "stop",
    },
    context,
  );
  const dimensions = entryDimensions(ledgers);
  return {
    entries,
    setup,
    amounts,
    dimensions,
    expectedPosting,
    posting,
    groups: groupLines(ledgers, entries, amounts, dimensions, posting.lines, parameters.postingMethod),
    options: {
      method: parameters.postingMethod,
      documentNo: parameters.documentNo,
      sourceCode: postCostSourceCode(ledgers),
      firstEntryNo:
        parameters.firstGLEntryNo ??
        nextNumber(ledgers, [
          ["G/L Entries", "Entry No."],
          ["G/L - Item Ledger Relation", "G/L Entry No."],
        ]),
      registerNo:
        parameters.glRegisterNo ??
        nextNumber(ledgers, [
          ["G/L Registers", "No."],
          ["G/L - Item Ledger Relation", "G/L Register No."],
        ]),
    },
  };
}

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const prepared = prepare(ledgers, parameters, context);
  const { entries, setup, amounts, dimensions, posting, groups, options } = prepared;
  for (const remark of setup.sharedAccountNotes()) context.note(remark);
  const { lines } = posting;
  const { linesByRow } = posting;
  const firstLines = firstLinesByNumber(entries, linesByRow);
  const report = reportLines(ledgers, entries, amounts, linesByRow, firstLines);
  const generalLedger = glEntries(ledgers, entries, dimensions, lines, groups, options);
  const accounts = accountTotals(ledgers, prepared);
  const result: Result = {
    report: "post-inventory-cost",
    posted: parameters.post,
    postingMethod: parameters.postingMethod,
    documentNo: parameters.documentNo,
    assumedExpectedCostPosting: assumedExpectedCostPosting(ledgers, parameters),
    glEntries: generalLedger,
    relations: relationRows(entries, lines, groups, options),
    valueEntryUpdates: valueEntryUpdates(entries, amounts, linesByRow, firstLines),
    removedFromQueue: new LazyRows(
      firstLines.length,
      (place) => entries.numbers[linesByRow.entry[firstLines[place] as number] as number] as number,
    ),
    lines: report.lines,
    totals: report.totals,
    accountTotals: accounts.totals,
    skipped: skippedEntries(ledgers, entries, posting.skipped),
    setupCells: setupCells(ledgers, entries, setup, posting.skipped),
    summary: {
      valueEntriesPosted: posting.posted.length,
      valueEntriesSkipped: posting.skipped.length,
      glEntries: groups.count,
      debit: accounts.debit,
      credit: accounts.credit,
      balanced: isBalanced(options.method, {
        amounts: groups.amounts,
        rowOfGroup: groups.rowOfGroup,
        dates: entries.dates,
        documents: ledgers.table("Value Entries").ids("Document No."),
      }),
    },
    ...beforePosting(ledgers, entries, amounts, posting, parameters.itemFilter, prepared.expectedPosting),
    warnings: warnings(entries, dimensions),
  };
  return parameters.post ? { result, changes: changeSet(result) } : { result };
}

/** Whether a run posts expected cost: by Inventory Setup, unless the parameter assumes otherwise. */
export function expectedPostingOf(ledgers: Ledgers, parameters: Parameters): boolean {
  const { expectedCostPosting } = parameters;
  return expectedCostPosting === "setup" ? postsExpectedCost(ledgers) : expectedCostPosting === "on";
}

/** What a run assumes against Inventory Setup; "" when it follows the setup. */
export function assumedExpectedCostPosting(ledgers: Ledgers, parameters: Parameters): "on" | "off" | "" {
  const { expectedCostPosting } = parameters;
  if (expectedCostPosting === "setup") return "";
  return (expectedCostPosting === "on") === postsExpectedCost(ledgers) ? "" : expectedCostPosting;
}

/** Allowed posting dates: the user's, else those of General Ledger Setup; an empty end is open. */
function allowedDates(ledgers: Ledgers, userId: string): AllowedDates {
  const users = ledgers.table("User Setup");
  const own = datesOfRow(users, users.ids("User ID").indexOf(ledgers.codes.find(userId)));
  return own.from === NO_DAY && own.to === NO_DAY
    ? datesOfRow(ledgers.table("General Ledger Setup"), 0)
    : own;
}

interface AllowedDates {
  readonly from: Day;
  readonly to: Day;
}

/** Allowed posting dates of a row of a setup; none where it has no such row. */
function datesOfRow(table: LedgerTable, row: number): AllowedDates {
  return {
    from: table.days("Allow Posting From")[row] ?? NO_DAY,
    to: table.days("Allow Posting To")[row] ?? NO_DAY,
  };
}

function nextNumber(ledgers: Ledgers, columns: readonly (readonly [string, string])[]): number {
  let highest = 0;
  for (const [table, caption] of columns) {
    for (const number of ledgers.table(table).integers(caption)) if (number > highest) highest = number;
  }
  return highest + 1;
}

function accountTotals(
  ledgers: Ledgers,
  { entries, posting, groups }: Prepared,
): { readonly totals: readonly AccountTotal[]; readonly debit: string; readonly credit: string } {
  const { lines } = posting;
  const { amounts } = groups;
  const accounts = ledgers.codes.size;
  const debits = new ExactSums(accounts, amounts.scale);
  const credits = new ExactSums(accounts, amounts.scale);
  const totals = new ExactSums(2, amounts.scale);
  const used = new Uint8Array(accounts);
  for (let group = 0; group < groups.count; group += 1) {
    const line = groups.lineOfGroup[group] as number;
    const account = entries.account(lines.type(line), groups.rowOfGroup[group] as number);
    const isCredit = amounts.sign(group) < 0;
    used[account] = 1;
    (isCredit ? credits : debits).addFrom(account, amounts, group);
  }
  const nameOf = accountNames(ledgers);
  const list: AccountTotal[] = [];
  for (let account = 0; account < accounts; account += 1) {
    if (used[account] === 0) continue;
    totals.addFrom(0, debits, account);
    totals.addFrom(1, credits, account);
    const debit = debits.scaled(account);
    const credit = -credits.scaled(account);
    const name = nameOf(account);
    list.push({
      glAccountNo: ledgers.codes.text(account),
      ...(name === "" ? {} : { name }),
      debit: decimalText(debit, amounts.scale),
      credit: decimalText(credit, amounts.scale),
      net: decimalText(debit - credit, amounts.scale),
    });
  }
  return {
    totals: list.sort((a, b) => compareCodes(a.glAccountNo, b.glAccountNo)),
    debit: totals.text(0),
    credit: decimalText(-totals.scaled(1), amounts.scale),
  };
}

/** Skipped entries by Item No., then Entry No. */
function skippedEntries(
  ledgers: Ledgers,
  entries: PostingEntries,
  skipped: readonly SkippedEntry[],
): readonly Skipped[] {
  const expectedCost = ledgers.table("Value Entries").flags("Expected Cost");
  const ranks = codeRanks(ledgers.codes, [entries.items]);
  const item = (entry: SkippedEntry): number => entries.items[entry.row] as number;
  return [...skipped]
    .sort(
      (a, b) =>
        (ranks[item(a)] as number) - (ranks[item(b)] as number) ||
        (entries.numbers[a.row] as number) - (entries.numbers[b.row] as number),
    )
    .map(({ row, reasons }) => ({
      valueEntryNo: entries.numbers[row] as number,
      itemNo: ledgers.codes.text(entries.items[row] as number),
      costAmount: columnText(expectedCost[row] === 1 ? entries.expected : entries.actual, row),
      reasons: reasons.map(({ code, type }) =>
        type === 0 ? { code } : { code, accountType: accountTypeOf(type).name },
      ),
    }));
}

function warnings(entries: PostingEntries, dimensions: EntryDimensions): Result["warnings"] {
  const codes = [
    ...(entries.groupsFromItems ? ["POSTING_GROUP_FROM_ITEM"] : []),
    ...(dimensions.setMissing ? ["DIMENSION_SET_MISSING"] : []),
  ];
  return codes.map((code) => ({ code, message: messageText(code, {}, "post-inventory-cost") }));
}
