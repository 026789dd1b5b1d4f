/** Rows of a table by ascending entry number. */
import type { LedgerTable } from "../ledgers/ledgers";
import { ascendingOrder } from "./cost-ledger";

export function rowOrder(table: LedgerTable): Int32Array {
  return (
    ascendingOrder(table.integers("Entry No.")) ?? Int32Array.from({ length: table.rows }, (_, row) => row)
  );
}
