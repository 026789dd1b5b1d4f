/** Proposals as rows of the result, and their sums by month and type. */
import type { Adjustment } from "../../costing/adjustment";
import { PROPOSAL_FLAG, type Proposals, REASONS } from "../../costing/proposal-columns";
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
  proposals: Proposals,
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
  return Array.from({ length: proposals.count }, (_, index) => {
    const entry = proposals.entry[index] as number;
    const origin = proposals.origin[index] as number;
    const appliesTo = proposals.appliesTo[index] as number;
    const row = entryRows[entry] as number;
    return {
      entryNo: highest + 1 + index,
      itemNo: items.no[entries.item[entry] as number] as string,
      itemLedgerEntryNo: entries.no[entry] as number,
      itemLedgerEntryType: types[entries.type[entry] as number] as string,
      entryType: costTypes[proposals.type[index] as number] as string,
      varianceType: varianceTypes[proposals.variance[index] as number] ?? "",
      adjustment: proposals.has(index, PROPOSAL_FLAG.adjustment),
      expectedCost: proposals.has(index, PROPOSAL_FLAG.expectedCost),
      documentNo: origin < 0 ? "" : ledgers.codes.text(values.document[origin] as number),
      documentLineNo: origin < 0 ? 0 : (values.documentLine[origin] as number),
      postingDate: dayText(proposals.postingDay[index] as number),
      valuationDate: dayText(adjustment.adjusted.costing.facts.valuationDay[entry] as number),
      locationCode: ledgers.codes.text(locations[row] as number),
      variantCode: ledgers.codes.text(variants[row] as number),
      valuedQuantity: decimalText(proposals.valuedQuantity.big(index), quantityScale),
      invoicedQuantity: decimalText(proposals.invoicedQuantity.big(index), quantityScale),
      costAmountActual: decimalText(proposals.actual.big(index), moneyScale),
      costAmountExpected: decimalText(proposals.expected.big(index), moneyScale),
      appliesToEntry: appliesTo < 0 ? 0 : (values.no[appliesTo] as number),
      reason: REASONS[proposals.reason[index] as number] as string,
    };
  });
}

/** Sums by month of the posting date and type of the item ledger entry. */
export function impactOf(
  ledgers: Ledgers,
  adjustment: Adjustment,
  proposals: Proposals,
): readonly CostImpact[] {
  const { entries, moneyScale } = adjustment.read.ledger;
  const types = ledgers.table("Item Ledger Entries").options("Entry Type").captions;
  const sums = new Map<string, { month: string; type: string; actual: bigint; expected: bigint }>();
  for (let index = 0; index < proposals.count; index += 1) {
    const month = dayText(proposals.postingDay[index] as number).slice(0, 7);
    const type = types[entries.type[proposals.entry[index] as number] as number] as string;
    const key = `${month} ${type}`;
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = { month, type, actual: 0n, expected: 0n }));
    sum.actual += proposals.actual.big(index);
    sum.expected += proposals.expected.big(index);
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
