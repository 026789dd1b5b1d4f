/** Reads sample tables back as plain facts and states what must hold in them, without looking into the simulation. */
import type { SampleCell, SampleTable, SampleTables } from "../../sample/workbook";

export type Row = Map<string, SampleCell>;

export function rowsOf(tables: SampleTables, sheet: string): Row[] {
  const table = tables.get(sheet);
  if (table === undefined) throw new Error(`No sheet ${sheet}.`);
  return table.rows.map(
    (cells) => new Map(cells.map((cell, index) => [table.columns[index] as string, cell])),
  );
}

export function textOf(row: Row, column: string): string {
  const value = row.get(column);
  if (typeof value !== "string") throw new Error(`${column} is no text: ${String(value)}.`);
  return value;
}

export function numberOf(row: Row, column: string): number {
  const value = row.get(column);
  if (typeof value !== "number") throw new Error(`${column} is no number: ${String(value)}.`);
  return value;
}

export function flagOf(row: Row, column: string): boolean {
  return row.get(column) === true;
}

/** Decimal text as a whole number of hundred-thousandths. */
export function scaledOf(row: Row, column: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,5}))?$/.exec(textOf(row, column));
  if (match === null) throw new Error(`${column} is no decimal: ${String(row.get(column))}.`);
  const size = BigInt((match[2] as string) + (match[3] ?? "").padEnd(5, "0"));
  return match[1] === "-" ? -size : size;
}

/** Money in the same scale. */
export function money(text: string): bigint {
  return scaledOf(new Map([["money", text]]), "money");
}

export class Sums<K> extends Map<K, bigint> {
  plus(key: K, amount: bigint): void {
    this.set(key, (this.get(key) ?? 0n) + amount);
  }

  of(key: K): bigint {
    return this.get(key) ?? 0n;
  }
}

const KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Value Entries", ["Entry No."]],
  ["Item Ledger Entries", ["Entry No."]],
  ["Item Application Entries", ["Entry No."]],
  ["Capacity Ledger Entries", ["Entry No."]],
  ["G-L Entries", ["Entry No."]],
  ["G-L - Item Ledger Relation", ["G/L Entry No.", "Value Entry No."]],
  ["Post Value Entry to G-L", ["Value Entry No."]],
  ["Inventory Adjmt. Entry Orders", ["Order Type", "Order No.", "Order Line No."]],
  ["Avg. Cost Adjmt. Entry Points", ["Item No.", "Variant Code", "Location Code", "Valuation Date"]],
  ["Items", ["No."]],
  ["Inventory Posting Groups", ["Code"]],
  ["Production Orders", ["Status", "No."]],
  ["Prod. Order Lines", ["Status", "Prod. Order No.", "Line No."]],
  ["Inventory Posting Setup", ["Location Code", "Invt. Posting Group Code"]],
  ["General Posting Setup", ["Gen. Bus. Posting Group", "Gen. Prod. Posting Group"]],
  ["G-L Accounts", ["No."]],
  ["G-L Registers", ["No."]],
  ["Accounting Periods", ["Starting Date"]],
  ["Inventory Periods", ["Ending Date"]],
  ["User Setup", ["User ID"]],
  ["Dimension Set Entries", ["Dimension Set ID", "Dimension Code"]],
  ["Jobs", ["No."]],
  ["Job Tasks", ["Job No.", "Job Task No."]],
  ["Job Planning Lines", ["Job No.", "Job Task No.", "Line No."]],
  ["Job Ledger Entries", ["Entry No."]],
  ["Job Posting Groups", ["Code"]],
  ["Job WIP Methods", ["Code"]],
  ["Job WIP Entries", ["Entry No."]],
  ["Job WIP G-L Entries", ["Entry No."]],
  ["Job WIP Totals", ["Entry No."]],
  ["Job Task Dimensions", ["Job No.", "Job Task No.", "Dimension Code"]],
]);

const SHAPES: ReadonlyMap<string, RegExp> = new Map([
  ["code", /^[^a-z]*$/],
  ["quantity", /^-?\d+(\.\d{0,4}[1-9])?$/],
  ["unit amount", /^-?\d+(\.\d{0,4}[1-9])?$/],
  ["amount", /^-?\d+(\.\d?[1-9])?$/],
  ["percent", /^\d+(\.\d?[1-9])?$/],
  ["date", /^(\d{4}-\d{2}-\d{2})?$/],
]);

/** Cells whose value does not fit the column, as "sheet row column value". */
export function badCells(table: SampleTable): string[] {
  const bad: string[] = [];
  table.rows.forEach((cells, row) => {
    cells.forEach((cell, index) => {
      const type = table.types[index] as string;
      const fits =
        type === "integer"
          ? Number.isSafeInteger(cell)
          : type === "boolean"
            ? typeof cell === "boolean"
            : typeof cell === "string" &&
              cell === cell.trim() &&
              (SHAPES.get(type)?.test(cell) ?? true) &&
              cell !== "-0";
      if (!fits) bad.push(`${table.sheet} ${row + 2} ${table.columns[index] as string}: ${String(cell)}`);
    });
  });
  return bad;
}

/** Keys that stand twice. */
export function repeatedKeys(tables: SampleTables): string[] {
  const repeated: string[] = [];
  for (const [sheet, columns] of KEYS) {
    const seen = new Set<string>();
    for (const row of rowsOf(tables, sheet)) {
      const key = columns.map((column) => String(row.get(column))).join(", ");
      if (seen.has(key)) repeated.push(`${sheet}: ${key}`);
      seen.add(key);
    }
  }
  return repeated;
}

/** Everything that does not hold in the inventory ledger; empty when it is sound. */
export function inventoryFindings(tables: SampleTables): string[] {
  const findings: string[] = [];
  const entries = new Map(
    rowsOf(tables, "Item Ledger Entries").map((row) => [numberOf(row, "Entry No."), row]),
  );
  const capacity = new Map(
    rowsOf(tables, "Capacity Ledger Entries").map((row) => [numberOf(row, "Entry No."), row]),
  );
  const quantity = new Sums<number>();
  const invoiced = new Sums<number>();
  const actual = new Sums<number>();
  const expected = new Sums<number>();
  for (const row of rowsOf(tables, "Value Entries")) {
    const no = numberOf(row, "Entry No.");
    const owner = numberOf(row, "Item Ledger Entry No.");
    if (owner === 0) {
      const center = capacity.get(numberOf(row, "Capacity Ledger Entry No."));
      if (center === undefined) findings.push(`value entry ${no} has no owner`);
      else if (textOf(center, "Order No.") !== textOf(row, "Order No."))
        findings.push(`value entry ${no}: other order`);
      continue;
    }
    const entry = entries.get(owner);
    if (entry === undefined) {
      findings.push(`value entry ${no} names missing entry ${owner}`);
      continue;
    }
    if (textOf(entry, "Item No.") !== textOf(row, "Item No.")) findings.push(`value entry ${no}: other item`);
    if (textOf(entry, "Entry Type") !== textOf(row, "Item Ledger Entry Type"))
      findings.push(`value entry ${no}: other type`);
    quantity.plus(owner, scaledOf(row, "Item Ledger Entry Quantity"));
    invoiced.plus(owner, scaledOf(row, "Invoiced Quantity"));
    actual.plus(owner, scaledOf(row, "Cost Amount (Actual)"));
    expected.plus(owner, scaledOf(row, "Cost Amount (Expected)"));
  }
  const applied = applicationSums(tables, entries, findings);
  for (const [no, entry] of entries) {
    const own = scaledOf(entry, "Quantity");
    const remaining = scaledOf(entry, "Remaining Quantity");
    const check = (holds: boolean, what: string): void => {
      if (!holds) findings.push(`entry ${no} of ${textOf(entry, "Item No.")}: ${what}`);
    };
    check(quantity.of(no) === own, "quantity of value entries");
    check(invoiced.of(no) === scaledOf(entry, "Invoiced Quantity"), "invoiced quantity");
    check(actual.of(no) === scaledOf(entry, "Cost Amount (Actual)"), "actual cost");
    check(own > 0n ? applied.of(no) === remaining : applied.of(no) === own - remaining, "applications");
    check(remaining === 0n || remaining > 0n === own > 0n, "sign of the remaining quantity");
    if (invoiced.of(no) === own) check(expected.of(no) === 0n, "expected cost left");
  }
  return findings;
}

/** Increase: all rows that name it as inbound. Issue: its own rows. */
function applicationSums(
  tables: SampleTables,
  entries: ReadonlyMap<number, Row>,
  findings: string[],
): Sums<number> {
  const applied = new Sums<number>();
  for (const row of rowsOf(tables, "Item Application Entries")) {
    const no = numberOf(row, "Entry No.");
    const inbound = numberOf(row, "Inbound Item Entry No.");
    const outbound = numberOf(row, "Outbound Item Entry No.");
    const own = numberOf(row, "Item Ledger Entry No.");
    const amount = scaledOf(row, "Quantity");
    applied.plus(inbound, amount);
    if (own === outbound) applied.plus(own, amount);
    const inboundRow = entries.get(inbound);
    if (inboundRow === undefined || scaledOf(inboundRow, "Quantity") < 0n)
      findings.push(`application ${no}: inbound ${inbound}`);
    if (outbound === 0) continue;
    const outboundRow = entries.get(outbound);
    if (outboundRow === undefined || scaledOf(outboundRow, "Quantity") > 0n)
      findings.push(`application ${no}: outbound ${outbound}`);
    else if (inboundRow !== undefined && textOf(inboundRow, "Item No.") !== textOf(outboundRow, "Item No."))
      findings.push(`application ${no}: two items`);
  }
  return applied;
}

/** Everything that does not hold in the general ledger and its ties to the inventory ledger. */
export function generalFindings(tables: SampleTables): string[] {
  const findings: string[] = [];
  const documents = new Sums<string>();
  const accounts = new Map(rowsOf(tables, "G-L Accounts").map((row) => [textOf(row, "No."), row]));
  const related = new Set(
    rowsOf(tables, "G-L - Item Ledger Relation").map((row) => numberOf(row, "G/L Entry No.")),
  );
  const count = rowsOf(tables, "G-L Entries").length;
  let total = 0n;
  for (const row of rowsOf(tables, "G-L Entries")) {
    const no = numberOf(row, "Entry No.");
    const amount = scaledOf(row, "Amount");
    total += amount;
    documents.plus(`${textOf(row, "Posting Date")} ${textOf(row, "Document No.")}`, amount);
    if (scaledOf(row, "Debit Amount") - scaledOf(row, "Credit Amount") !== amount)
      findings.push(`G/L entry ${no}: debit and credit`);
    const account = accounts.get(textOf(row, "G/L Account No."));
    if (account === undefined || textOf(account, "Account Type") !== "Posting")
      findings.push(`G/L entry ${no}: account`);
    if ((textOf(row, "Source Code") === "INVTPCOST") !== related.has(no))
      findings.push(`G/L entry ${no}: relation`);
  }
  for (const [document, amount] of documents)
    if (amount !== 0n) findings.push(`document ${document} is off by ${amount}`);
  if (total !== 0n) findings.push(`the ledger is off by ${total}`);
  const values = rowsOf(tables, "Value Entries").length;
  for (const row of rowsOf(tables, "G-L - Item Ledger Relation")) {
    const gl = numberOf(row, "G/L Entry No.");
    const value = numberOf(row, "Value Entry No.");
    if (gl < 1 || gl > count || value < 1 || value > values) findings.push(`relation ${gl} ${value}`);
  }
  return findings;
}

/** Balance of the accounts an inventory posting setup column names, as far as value entries explain it. */
export function accountBalance(tables: SampleTables, setupColumn: string, before = "9999-12-31"): bigint {
  const accounts = new Set(rowsOf(tables, "Inventory Posting Setup").map((row) => textOf(row, setupColumn)));
  let balance = 0n;
  for (const row of rowsOf(tables, "G-L Entries")) {
    if (accounts.has(textOf(row, "G/L Account No.")) && textOf(row, "Posting Date") < before)
      balance += scaledOf(row, "Amount");
  }
  return balance;
}

/** What value entries hold for the inventory account: their cost, or the part that is posted. */
export function inventoryCost(
  tables: SampleTables,
  column: "Cost Amount (Actual)" | "Cost Posted to G/L",
  before = "9999-12-31",
): bigint {
  let sum = 0n;
  for (const row of rowsOf(tables, "Value Entries")) {
    if (numberOf(row, "Item Ledger Entry No.") !== 0 && textOf(row, "Posting Date") < before)
      sum += scaledOf(row, column);
  }
  return sum;
}
