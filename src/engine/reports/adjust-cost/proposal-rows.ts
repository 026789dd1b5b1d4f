/** Proposals as rows of the result, and their sums by month and type. */
import type { Adjustment } from "../../costing/adjustment";
import type { Proposal } from "../../costing/propose";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import { compareCodes } from "../../values/codes";
import { dayText } from "../../values/day";
import { decimalText } from "../../values/decimal";
import type { CostImpact, CostProposal } from "./result";

/** Highest value entry number of the ledger; proposals are numbered from the next one. */
export function highestValueEntry(ledgers: Ledgers): number {
  let highest = 0;
  for (const number of ledgers.table("Value Entries").integers("Entry No."))
    highest = Math.max(highest, number);
  return highest;
}

/** Rows in the order of the proposals. */
export function proposalRows(
  ledgers: Ledgers,
  adjustment: Adjustment,
  proposals: readonly Proposal[],
): readonly CostProposal[] {
  const { ledger, entryRows } = adjustment.read;
  const { entries, values, items, moneyScale, quantityScale } = ledger;
  const entryTable = ledgers.table("Item Ledger Entries");
  const types = entryTable.options("Entry Type").captions;
  const locations = entryTable.ids("Location Code");
  const variants = entryTable.ids("Variant Code");
  const costTypes: readonly string[] = ledgers.table("Value Entries").options("Entry Type").captions;
  const varianceTypes: readonly string[] = optionLists["variance type"];
  const highest = highestValueEntry(ledgers);
  return proposals.map((proposal, index) => {
    const { entry, origin } = proposal;
    const row = entryRows[entry] as number;
    return {
      entryNo: highest + 1 + index,
      itemNo: items.no[entries.item[entry] as number] as string,
      itemLedgerEntryNo: entries.no[entry] as number,
      itemLedgerEntryType: types[entries.type[entry] as number] as string,
      entryType: costTypes[proposal.type] as string,
      varianceType: varianceTypes[proposal.variance] ?? "",
      adjustment: proposal.adjustment,
      expectedCost: proposal.expectedCost,
      documentNo: origin < 0 ? "" : ledgers.codes.text(values.document[origin] as number),
      documentLineNo: origin < 0 ? 0 : (values.documentLine[origin] as number),
      postingDate: dayText(proposal.postingDay),
      valuationDate: dayText(adjustment.adjusted.costing.facts.valuationDay[entry] as number),
      locationCode: ledgers.codes.text(locations[row] as number),
      variantCode: ledgers.codes.text(variants[row] as number),
      valuedQuantity: decimalText(proposal.valuedQuantity, quantityScale),
      invoicedQuantity: decimalText(proposal.invoicedQuantity, quantityScale),
      costAmountActual: decimalText(proposal.actual, moneyScale),
      costAmountExpected: decimalText(proposal.expected, moneyScale),
      appliesToEntry: proposal.appliesTo < 0 ? 0 : (values.no[proposal.appliesTo] as number),
      reason: proposal.reason,
    };
  });
}

/** Sums by month of the posting date and type of the item ledger entry. */
export function impactOf(
  ledgers: Ledgers,
  adjustment: Adjustment,
  proposals: readonly Proposal[],
): readonly CostImpact[] {
  const { entries, moneyScale } = adjustment.read.ledger;
  const types = ledgers.table("Item Ledger Entries").options("Entry Type").captions;
  const sums = new Map<string, { month: string; type: string; actual: bigint; expected: bigint }>();
  for (const proposal of proposals) {
    const month = dayText(proposal.postingDay).slice(0, 7);
    const type = types[entries.type[proposal.entry] as number] as string;
    const key = `${month} ${type}`;
    const sum = sums.get(key) ?? { month, type, actual: 0n, expected: 0n };
    sum.actual += proposal.actual;
    sum.expected += proposal.expected;
    sums.set(key, sum);
  }
  return [...sums.values()]
    .sort((a, b) => compareCodes(a.month, b.month) || compareCodes(a.type, b.type))
    .map(({ month, type, actual, expected }) => ({
      month,
      itemLedgerEntryType: type,
      costAmountActual: decimalText(actual, moneyScale),
      costAmountExpected: decimalText(expected, moneyScale),
    }));
}
