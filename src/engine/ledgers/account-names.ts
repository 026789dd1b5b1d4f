/** Names of G/L accounts from the chart of accounts. */
import type { Ledgers } from "./ledgers";

/** Name of an account by its code number; "" where G/L Accounts does not have one. */
export function accountNames(ledgers: Ledgers): (account: number) => string {
  const table = ledgers.table("G/L Accounts");
  const texts = table.ids("Name");
  const names = new Map<number, number>();
  table.ids("No.").forEach((account, row) => names.set(account, texts[row] as number));
  return (account) => ledgers.texts.text(names.get(account) ?? 0);
}
