/** The general ledger as tables. */
import { chartOfAccounts } from "../core/chart";
import type { World } from "../core/world";
import { SampleTable } from "../workbook";
import { amount, boolean, code, date, integer, of, option, over, text } from "./columns";
import { channelOf, departmentOf } from "./inventory";

export function generalLedgerEntries(world: World): SampleTable {
  const { columns, count } = world.gl;
  return new SampleTable("G-L Entries", count, [
    integer("Entry No.", (row) => row + 1),
    date("Posting Date", (row) => columns.date.get(row)),
    option("Document Type", (row) => columns.documentType.get(row)),
    code("Document No.", (row) => columns.documentNo.get(row)),
    code("External Document No.", (row) => columns.externalDocumentNo.get(row)),
    code("G/L Account No.", (row) => columns.account.get(row)),
    text("Description", (row) => columns.description.get(row)),
    amount("Amount", (row) => columns.amount.get(row)),
    amount("Debit Amount", (row) => Math.max(0, columns.amount.get(row))),
    amount("Credit Amount", (row) => Math.max(0, -columns.amount.get(row))),
    amount("Additional-Currency Amount", () => 0),
    code("Bal. Account No.", (row) => columns.balAccount.get(row)),
    code("Global Dimension 1 Code", (row) => departmentOf(columns.dimensionSet.get(row))),
    code("Global Dimension 2 Code", (row) => channelOf(columns.dimensionSet.get(row))),
    integer("Dimension Set ID", (row) => columns.dimensionSet.get(row)),
    code("Source Code", (row) => columns.sourceCode.get(row)),
    code("Reason Code", () => ""),
    code("Job No.", (row) => columns.jobNo.get(row)),
    code("Prod. Order No.", (row) => columns.orderNo.get(row)),
    boolean("System-Created Entry", (row) => columns.systemCreated.get(row) === 1),
  ]);
}

export function generalLedgerAccounts(): SampleTable {
  const accounts = chartOfAccounts();
  return new SampleTable(
    "G-L Accounts",
    accounts.length,
    over(accounts, [
      of(code, "No.", (one) => one.no),
      of(text, "Name", (one) => one.name),
      of(option, "Account Type", (one) => one.type),
      of(boolean, "Blocked", () => false),
      of(boolean, "Direct Posting", (one) => one.directPosting),
      of(option, "Gen. Posting Type", (one) => one.genPostingType),
      of(code, "Gen. Bus. Posting Group", () => ""),
      of(code, "Gen. Prod. Posting Group", () => ""),
      of(code, "VAT Bus. Posting Group", () => ""),
      of(code, "VAT Prod. Posting Group", () => ""),
    ]),
  );
}

export function generalLedgerRegisters(world: World): SampleTable {
  const { registers } = world.gl;
  return new SampleTable("G-L Registers", registers.length, [
    integer("No.", (row) => row + 1),
    ...over(registers, [
      of(date, "Creation Date", (one) => one.date),
      of(code, "Source Code", (one) => one.sourceCode),
      of(integer, "From Entry No.", (one) => one.from),
      of(integer, "To Entry No.", (one) => one.to),
    ]),
  ]);
}
