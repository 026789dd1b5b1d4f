/** The value entries behind a figure of the cost specification, weighted with what is left of their item ledger entry. */
import type { Ledgers } from "../../ledgers/ledgers";
import type { Drill, FigureReference } from "../../report";
import { dayText } from "../../values/day";
import { decimalText } from "../../values/decimal";
import { weigh, type Parameters, type Result } from "./run";
import { SHARE_SCALE, shareText } from "./shares";

/**
 * `figure`: itemNo, field "quantity", "totalCost" or "expectedCost", or "amount" / "expectedAmount" with entryType.
 * Amounts are exact shares; they add up to the figure before it is rounded.
 */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  const row = result.rows.find((candidate) => candidate.itemNo === figure.itemNo);
  if (!row) return undefined;
  const weighing = weigh(ledgers, parameters);
  const itemLedger = ledgers.table("Item Ledger Entries");
  const entryNumbers = itemLedger.integers("Entry No.");
  const itemCode = ledgers.codes.find(String(figure.itemNo));
  const itemCodes = itemLedger.ids("Item No.");
  const entryTypes = itemLedger.options("Entry Type");
  const entryDates = itemLedger.days("Posting Date");
  const { remaining, counted } = weighing;
  if (figure.field === "quantity") {
    const entries = [];
    for (let entry = 0; entry < itemLedger.rows; entry += 1) {
      const left = counted[entry] === 1 && itemCodes[entry] === itemCode ? remaining.sums.scaled(entry) : 0n;
      if (left === 0n) continue;
      entries.push({
        table: "Item Ledger Entries",
        entryNo: entryNumbers[entry] as number,
        amount: decimalText(left, remaining.sums.scale),
        columns: {
          "Posting Date": dayText(entryDates[entry] as number),
          "Entry Type": entryTypes.captions[entryTypes.values[entry] as number] ?? "",
        },
      });
    }
    entries.sort((a, b) => a.entryNo - b.entryNo);
    return { title: `Quantity of ${row.itemNo} ${row.description}`.trim(), figure: row.quantity, entries };
  }
  const withExpected = figure.field === "expectedAmount" || figure.field === "expectedCost";
  if (!withExpected && figure.field !== "amount" && figure.field !== "totalCost") return undefined;
  const valueEntries = ledgers.table("Value Entries");
  const types = valueEntries.options("Entry Type");
  const numbers = valueEntries.integers("Entry No.");
  const dates = valueEntries.days("Posting Date");
  const wantedType = figure.entryType;
  const entries: { table: string; entryNo: number; amount: string; columns: Record<string, string | number> }[] = [];
  let total = 0n;
  weighing.forEachCost((valueRow, entry, _slot, amount, expected) => {
    if (itemCodes[entry] !== itemCode) return;
    const type = types.captions[types.values[valueRow] as number] ?? "";
    if (wantedType !== undefined && type !== wantedType) return;
    const value = withExpected ? expected : amount;
    if (value === 0n) return;
    total += value;
    entries.push({
      table: "Value Entries",
      entryNo: numbers[valueRow] as number,
      amount: decimalText(value, SHARE_SCALE),
      columns: {
        "Posting Date": dayText(dates[valueRow] as number),
        "Entry Type": type,
        "Item Ledger Entry No.": entryNumbers[entry] as number,
        Left: decimalText(remaining.sums.scaled(entry), remaining.sums.scale),
      },
    });
  });
  entries.sort((a, b) => a.entryNo - b.entryNo);
  return {
    title: `${withExpected ? "Expected cost" : "Cost"} of ${row.itemNo} ${row.description}`.trim(),
    figure: shareText(total, 2),
    entries,
    remark: "Amounts are weighted with what is left of each item ledger entry.",
  };
}
