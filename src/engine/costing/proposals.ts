/**
 * The ledger as if adjusted: proposals appended to Value Entries, Invoiced Quantity of Item Ledger Entries raised. Every
 * valuation report can be run on it, and the same rows are the change set that a user applies. What the cost adjustment
 * refuses refuses here as well.
 */
import type { ChangeRow, ChangeSet, ChangeValue, TableChange } from "../changes";
import { checkInputs } from "../ledgers/check";
import type { Ledgers, LedgerTable } from "../ledgers/ledgers";
import type { RunOptions } from "../run";
import { dayText } from "../values/day";
import { bigintAt, decimalText } from "../values/decimal";
import { computeAdjustment, type Adjustment } from "./adjustment";
import { appendProposals, PROPOSAL_CAPTIONS, raiseInvoicedQuantity } from "./append-proposals";
import { checkCostingTable } from "./check-table";
import { costingInputs } from "./inputs";
import type { Proposals } from "./proposal-columns";

/**
 * The ledgers with all proposals of the cost adjustment applied in memory; the same ledgers when there is none.
 * Throws Refusal for everything that adjust-cost refuses.
 */
export function withProposals(ledgers: Ledgers, options: RunOptions): Ledgers {
  checkInputs(ledgers, { code: "AC", inputs: costingInputs, checkTable: checkCostingTable });
  const adjustment = computeAdjustment(ledgers, options.progress);
  return applyProposals(ledgers, adjustment, adjustment.proposals);
}

/** Appends proposals and raises invoiced quantities; pools are shared with the given ledgers, which stay as they are. */
export function applyProposals(ledgers: Ledgers, adjustment: Adjustment, proposals: Proposals): Ledgers {
  if (proposals.count === 0) return ledgers;
  const values = appendProposals(ledgers, adjustment, proposals);
  const entries = raiseInvoicedQuantity(ledgers.table("Item Ledger Entries"), adjustment, proposals);
  return ledgers.with(entries ? [values, entries] : [values]);
}

/**
 * What applying the proposals does to the workbook's tables. The rows are made when somebody asks for them: a run proposes
 * far more often than its proposals are applied.
 */
export function proposalChanges(ledgers: Ledgers, adjustment: Adjustment, proposals: Proposals): ChangeSet {
  if (proposals.count === 0) return { report: "adjust-cost", changes: [], journal: [] };
  let rows: readonly ChangeRow[] | undefined;
  const values: TableChange = {
    table: "Value Entries",
    get append() {
      rows ??= appendedRows(ledgers, adjustment, proposals);
      return rows;
    },
    captions: PROPOSAL_CAPTIONS,
  };
  const update = invoicedUpdates(adjustment, proposals);
  return {
    report: "adjust-cost",
    changes: [
      values,
      ...(update.length > 0
        ? [{ table: "Item Ledger Entries", update, captions: ["Invoiced Quantity"] }]
        : []),
    ],
    journal: [],
  };
}

function appendedRows(ledgers: Ledgers, adjustment: Adjustment, proposals: Proposals): readonly ChangeRow[] {
  const first = ledgers.table("Value Entries").rows;
  const table = appendProposals(ledgers, adjustment, proposals);
  return Array.from({ length: proposals.count }, (_, index) => changeRow(ledgers, table, first + index));
}

function invoicedUpdates({ read }: Adjustment, proposals: Proposals): NonNullable<TableChange["update"]> {
  const { entries, quantityScale } = read.ledger;
  const updates: { key: Record<string, number>; values: Record<string, string> }[] = [];
  for (let index = 0; index < proposals.count; index += 1) {
    if (proposals.invoicedQuantity.isZero(index)) continue;
    const entry = proposals.entry[index] as number;
    const invoiced = entries.invoiced.big(entry) + proposals.invoicedQuantity.big(index);
    updates.push({
      key: { "Entry No.": entries.no[entry] as number },
      values: { "Invoiced Quantity": decimalText(invoiced, quantityScale) },
    });
  }
  return updates;
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
