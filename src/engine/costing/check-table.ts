/** The costing engine's own check of a table, run after the common ones. */
import type { Ledgers, LedgerTable } from "../ledgers/ledgers";
import { Refusal } from "../refusal";

/** An item without costing method is refused: nothing could be said about its cost. Throws BAD_VALUE. */
export function checkCostingTable(table: LedgerTable, ledgers: Ledgers): void {
  if (table.name !== "Items") return;
  const row = table.options("Costing Method").values.indexOf(0);
  if (row < 0) return;
  throw new Refusal(
    "BAD_VALUE",
    {
      table: table.name,
      column: "Costing Method",
      key: ledgers.codes.text(table.ids("No.")[row] as number),
      _problem: "the costing method is empty",
    },
    [table.address(row, "Costing Method")],
  );
}
