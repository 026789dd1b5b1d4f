/** Proposals as rows of the result, and their sums by month and type. */
import { highestValueEntry } from "../../costing/append-proposals";
import { PROPOSAL_FLAG, type Proposals, REASONS } from "../../costing/proposal-columns";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import { LazyRows } from "../../rows";
import { compareCodes } from "../../values/codes";
import { dayText } from "../../values/day";
import { decimalText } from "../../values/decimal";
import type { CostImpact, CostProposal } from "./result";

/** Rows in the order of the proposals, each made when it is read. */
export function proposalRows(ledgers: Ledgers, proposals: Proposals): LazyRows<CostProposal> {
  const { moneyScale, quantityScale } = proposals;
  const entries = ledgers.table("Item Ledger Entries");
  const entryNumbers = entries.integers("Entry No.");
  const items = entries.ids("Item No.");
  const types = entries.options("Entry Type");
  const locations = entries.ids("Location Code");
  const variants = entries.ids("Variant Code");
  const values = ledgers.table("Value Entries");
  const documents = values.ids("Document No.");
  const documentLines = values.integers("Document Line No.");
  const costTypes = values.options("Entry Type").captions;
  const varianceTypes: readonly string[] = optionLists["variance type"];
  const first = highestValueEntry(ledgers) + 1;
  return new LazyRows(proposals.count, (index) => {
    const row = proposals.entryRow[index] as number;
    const origin = proposals.originRow[index] as number;
    const hasDocument = proposals.has(index, PROPOSAL_FLAG.document);
    return {
      entryNo: first + index,
      itemNo: ledgers.codes.text(items[row] as number),
      itemLedgerEntryNo: entryNumbers[row] as number,
      itemLedgerEntryType: types.captions[types.values[row] as number] as string,
      entryType: costTypes[proposals.type[index] as number] as string,
      varianceType: varianceTypes[proposals.variance[index] as number] ?? "",
      adjustment: proposals.has(index, PROPOSAL_FLAG.adjustment),
      expectedCost: proposals.has(index, PROPOSAL_FLAG.expectedCost),
      documentNo: hasDocument ? ledgers.codes.text(documents[origin] as number) : "",
      documentLineNo: hasDocument ? (documentLines[origin] as number) : 0,
      postingDate: dayText(proposals.postingDay[index] as number),
      valuationDate: dayText(proposals.valuationDay[index] as number),
      locationCode: ledgers.codes.text(locations[row] as number),
      variantCode: ledgers.codes.text(variants[row] as number),
      valuedQuantity: decimalText(proposals.valuedQuantity.big(index), quantityScale),
      invoicedQuantity: decimalText(proposals.invoicedQuantity.big(index), quantityScale),
      costAmountActual: decimalText(proposals.actual.big(index), moneyScale),
      costAmountExpected: decimalText(proposals.expected.big(index), moneyScale),
      appliesToEntry: proposals.appliesTo[index] as number,
      reason: REASONS[proposals.reason[index] as number] as string,
    };
  });
}

/** Sums by month of the posting date and type of the item ledger entry. */
export function impactOf(ledgers: Ledgers, proposals: Proposals): readonly CostImpact[] {
  const { moneyScale } = proposals;
  const types = ledgers.table("Item Ledger Entries").options("Entry Type");
  const sums = new Map<string, { month: string; type: string; actual: bigint; expected: bigint }>();
  for (let index = 0; index < proposals.count; index += 1) {
    const month = dayText(proposals.postingDay[index] as number).slice(0, 7);
    const type = types.captions[types.values[proposals.entryRow[index] as number] as number] as string;
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
