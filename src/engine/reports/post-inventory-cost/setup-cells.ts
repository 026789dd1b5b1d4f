/** Skipped entries by the setup cell that has to be filled or changed. */
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { messageText } from "../../messages";
import { accountTypeOf } from "../../posting/account-types";
import type { PostingEntries } from "../../posting/entries";
import type { PostingSetup } from "../../posting/setup";
import { placeOf, type EntryPlace } from "../../posting/places";
import { bigintAt, decimalText } from "../../values/decimal";
import type { Reason, SkippedEntry } from "./lines";
import { groupOfType } from "./setup-places";

/** One thing to do, with the entries that wait for it. */
export interface SetupCell {
  readonly code: string;
  readonly accountType: string;
  /** Setup sheet, key and column; "" for reasons that are not about a setup. */
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly glAccountNo: string;
  readonly place?: EntryPlace;
  readonly entries: number;
  readonly costAmount: string;
  readonly valueEntryNos: readonly number[];
  readonly message: string;
}

interface Gathering {
  readonly reason: Reason;
  readonly table: LedgerTable | undefined;
  readonly keyCodes: readonly number[];
  readonly setupRow: number;
  readonly account: number;
  amount: bigint;
  readonly numbers: number[];
}

/** Groups skipped entries, in the order in which the reasons come up. */
export function setupCells(
  ledgers: Ledgers,
  entries: PostingEntries,
  setup: PostingSetup,
  skipped: readonly SkippedEntry[],
): readonly SetupCell[] {
  const expectedCost = ledgers.table("Value Entries").flags("Expected Cost");
  const gathered = new Map<string, Gathering>();
  for (const { row, reasons } of skipped) {
    const column = expectedCost[row] === 1 ? entries.expected : entries.actual;
    for (const reason of reasons) {
      const where = whereToFill(entries, setup, reason, row);
      const id = `${reason.code}|${reason.type}|${where.keyCodes.join(",")}|${where.account}`;
      const known = gathered.get(id) ?? { reason, ...where, amount: 0n, numbers: [] };
      known.amount += bigintAt(column, row);
      known.numbers.push(entries.numbers[row] as number);
      gathered.set(id, known);
    }
  }
  return [...gathered.values()].map((one) => cellOf(ledgers, entries, setup, one));
}

function whereToFill(
  entries: PostingEntries,
  setup: PostingSetup,
  reason: Reason,
  row: number,
): Omit<Gathering, "reason" | "amount" | "numbers"> {
  if (reason.type === 0) return { table: undefined, keyCodes: [], setupRow: -1, account: 0 };
  const general = ((setup.generalTypes >> reason.type) & 1) === 1;
  const setupRow = entries.setupRow(reason.type, row);
  const key = general
    ? [entries.business[row] as number, entries.product[row] as number]
    : [entries.location[row] as number, groupOfType(entries, reason.type, row)];
  const isAboutAccount = reason.code.startsWith("GL_ACCOUNT");
  return {
    table: isAboutAccount ? setup.chart : general ? setup.general : setup.inventory,
    keyCodes: isAboutAccount ? [] : key,
    setupRow,
    account: isAboutAccount ? setup.account(reason.type, setupRow) : 0,
  };
}

function cellOf(ledgers: Ledgers, entries: PostingEntries, setup: PostingSetup, one: Gathering): SetupCell {
  const { reason, table, keyCodes, setupRow, account } = one;
  const type = accountTypeOf(reason.type);
  const tableName = table?.name ?? "";
  const glAccountNo = account === 0 ? "" : ledgers.codes.text(account);
  const isBlock = reason.code === "GENERAL_POSTING_SETUP_BLOCKED" || reason.code === "GL_ACCOUNT_BLOCKED";
  const column = isBlock
    ? "Blocked"
    : reason.code === "GL_ACCOUNT_NOT_POSTING"
      ? "Account Type"
      : type.column;
  const key = keyCodes.map((code) => ledgers.codes.text(code) || "(blank)").join(" / ");
  const row = table === setup.chart ? chartRow(setup.chart, account) : setupRow;
  const place =
    table && placeOf(table, row, table.has(column) ? column : (table.declaration.key[0] as string));
  const costAmount = decimalText(one.amount, entries.scale);
  const words = {
    _accountType: type.name,
    _table: tableName,
    _key: key,
    _column: column,
    _account: glAccountNo,
    _count: one.numbers.length,
    _amount: costAmount,
  };
  return {
    code: reason.code,
    accountType: type.name,
    table: tableName,
    key,
    column,
    glAccountNo,
    ...(place ? { place } : {}),
    entries: one.numbers.length,
    costAmount,
    valueEntryNos: [...one.numbers].sort((a, b) => a - b),
    message: messageText(reason.code, words, "post-inventory-cost"),
  };
}

function chartRow(chart: LedgerTable, account: number): number {
  return chart.ids("No.").indexOf(account);
}
