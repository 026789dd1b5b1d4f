/**
 * The ledger as if adjusted: proposals appended to Value Entries, Invoiced Quantity of Item Ledger Entries raised. Every
 * valuation report can be run on it, and the same rows are the change set that a user applies. What the cost adjustment
 * refuses refuses here as well.
 */
import type { ChangeRow, ChangeSet, ChangeValue, RowUpdate } from "../changes";
import { checkInputs } from "../ledgers/check";
import type { Ledgers, LedgerTable } from "../ledgers/ledgers";
import { LazyRows, mapRows } from "../rows";
import type { RunOptions } from "../run";
import { dayText } from "../values/day";
import { bigintAt, decimalText } from "../values/decimal";
import { computeAdjustment } from "./adjustment";
import {
  appendProposals,
  invoicedRows,
  PROPOSAL_CAPTIONS,
  proposedRows,
  raiseInvoicedQuantity,
} from "./append-proposals";
import { checkCostingTable } from "./check-table";
import { costingInputs } from "./inputs";
import type { Proposals } from "./proposal-columns";
import { proposalsOf } from "./propose";

/**
 * The ledgers with all proposals of the cost adjustment applied in memory; the same ledgers when there is none.
 * Throws Refusal for everything that adjust-cost refuses.
 */
export function withProposals(ledgers: Ledgers, options: RunOptions): Ledgers {
  checkInputs(ledgers, { code: "AC", inputs: costingInputs, checkTable: checkCostingTable });
  return applyProposals(ledgers, proposalsOf(computeAdjustment(ledgers, options.progress)));
}

/** Appends proposals and raises invoiced quantities; pools are shared with the given ledgers, which stay as they are. */
export function applyProposals(ledgers: Ledgers, proposals: Proposals): Ledgers {
  if (proposals.count === 0) return ledgers;
  const values = appendProposals(ledgers, proposals);
  const entries = raiseInvoicedQuantity(ledgers.table("Item Ledger Entries"), proposals);
  return ledgers.with(entries ? [values, entries] : [values]);
}

/**
 * What applying the proposals does to the workbook's tables. The rows are made when somebody reads them: a run proposes
 * far more often than its proposals are applied.
 */
export function proposalChanges(ledgers: Ledgers, proposals: Proposals): ChangeSet {
  if (proposals.count === 0) return { report: "adjust-cost", changes: [], journal: [] };
  const update = invoicedUpdates(ledgers.table("Item Ledger Entries"), invoicedRows(proposals));
  return {
    report: "adjust-cost",
    changes: [
      { table: "Value Entries", append: appendedRows(ledgers, proposals), captions: PROPOSAL_CAPTIONS },
      ...(update.length > 0
        ? [{ table: "Item Ledger Entries", update, captions: ["Invoiced Quantity"] }]
        : []),
    ],
    journal: [],
  };
}

function appendedRows(ledgers: Ledgers, proposals: Proposals): LazyRows<ChangeRow> {
  let table: LedgerTable | undefined;
  return new LazyRows(proposals.count, (index) =>
    changeRow(ledgers, (table ??= proposedRows(ledgers, proposals)), index),
  );
}

function invoicedUpdates(table: LedgerTable, rows: readonly number[]): LazyRows<RowUpdate> {
  const numbers = table.integers("Entry No.");
  const quantity = table.decimals("Quantity");
  return mapRows(rows, (row) => ({
    key: { "Entry No.": numbers[row] as number },
    values: { "Invoiced Quantity": decimalText(bigintAt(quantity, row), quantity.scale) },
  }));
}

/** A row of a table as change sets write it: every column that the table has. */
function changeRow(ledgers: Ledgers, table: LedgerTable, row: number): ChangeRow {
  const cells: Record<string, ChangeValue> = {};
  for (const [caption, { declaration, data }] of table.columns) {
    switch (data.type) {
      case "decimals":
        cells[caption] = decimalText(bigintAt(data.values, row), data.values.scale);
        break;
      case "ids":
        cells[caption] = (declaration.type === "text" ? ledgers.texts : ledgers.codes).text(
          data.values[row] as number,
        );
        break;
      case "flags":
        cells[caption] = data.values[row] === 1;
        break;
      case "options":
        cells[caption] = data.captions[data.values[row] as number] ?? "";
        break;
      default:
        cells[caption] =
          declaration.type === "date" ? dayText(data.values[row] as number) : (data.values[row] as number);
    }
  }
  return cells;
}
