/**
 * The value entries behind a figure of Cost Shares Breakdown. Each counts with its weight: the share of its amount that is
 * in the figure. Shares are rounded so that they add up to the figure to the cent.
 */
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import { readPeriod } from "../../parameters";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { dayText } from "../../values/day";
import { bigintAt, decimalText } from "../../values/decimal";
import { buildBasis, type Basis, type Parameters } from "./basis";
import { tieOutAmounts } from "./drill-tie-out";
import { chooseRows, type RowQuestion } from "./figure-weights";
import type { Result } from "./run";
import { shareAmounts, type ShareAmounts } from "./share-amounts";
import type { Weights } from "./weights";
import { roundShare } from "./wide";

/**
 * `figure`: field (one of the eighteen amounts, or "tieOut." and a field of the tie-out); no, the item or order of a
 * group, absent for the totals; of a row entryNo or capacityEntryNo, or where both are 0 locationCode and variantCode.
 */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  const field = String(figure.field);
  const code = figure.no === undefined ? undefined : ledgers.codes.find(String(figure.no));
  const group = result.groups.find((candidate) => candidate.no === figure.no);
  if (figure.no !== undefined && !group) return undefined;
  const basis = buildBasis(ledgers, parameters, readPeriod(parameters), { progress: () => undefined });
  const question: RowQuestion = {
    group: code,
    entryNo: Number(figure.entryNo ?? 0),
    capacityEntryNo: Number(figure.capacityEntryNo ?? 0),
    place:
      figure.locationCode === undefined || figure.entryNo || figure.capacityEntryNo
        ? undefined
        : {
            locationCode: ledgers.codes.find(String(figure.locationCode)),
            variantCode: ledgers.codes.find(String(figure.variantCode ?? "")),
          },
  };
  const rows = chooseRows(basis, question);
  const found = field.startsWith("tieOut.")
    ? tieOutAmounts(basis, field.slice("tieOut.".length), rows, question)
    : shareAmounts(basis, field, rows);
  if (!found) return undefined;
  const of = group ? `${group.no} ${group.description}`.trim() : "all groups";
  return {
    title: `${wordsOf(field)} of ${of}${figure.entryNo ? `, entry ${figure.entryNo}` : ""}`,
    ...entriesOf(basis, found),
    remark: "Each amount is the share of its entry that is in the figure, rounded so that they add up to it.",
  };
}

/** "capacityOverhead" → "Capacity overhead". */
function wordsOf(field: string): string {
  const words = field.replace("tieOut.", "").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Entries with their shares, rounded one after the other so that the running sum is right to the cent. */
function entriesOf(basis: Basis, found: ShareAmounts): Pick<Drill, "figure" | "entries"> {
  const { ledgers, ledger, orders } = basis;
  const values = ledgers.table("Value Entries");
  const valueNos = values.integers("Entry No.");
  const valueDates = values.days("Posting Date");
  const types = values.options("Entry Type").values;
  const entryNos = values.integers("Item Ledger Entry No.");
  const capacityNos = values.integers("Capacity Ledger Entry No.");
  const table = ledgers.table("Item Ledger Entries");
  const itemNos = table.ids("Item No.");
  const entryTypes = table.options("Entry Type").values;
  const documentNos = table.ids("Document No.");
  const { scale } = ledger.actual;
  const entries: DrillEntry[] = [];
  let running = 0n;
  let shown = 0n;
  const put = (wide: bigint, entry: Omit<DrillEntry, "amount">): void => {
    running += wide;
    const rounded = roundShare(running, scale, 2);
    entries.push({ ...entry, amount: decimalText(rounded - shown, 2) });
    shown = rounded;
  };
  const inOrder = (rows: Weights, numbers: Float64Array): readonly number[] =>
    [...rows.keys()]
      .filter((row) => rows.get(row) !== 0n)
      .sort((a, b) => (numbers[a] as number) - (numbers[b] as number));

  for (const row of inOrder(found.values, valueNos)) {
    const entry = ledger.entryOfValue[row] as number;
    const itemRow = entry < 0 ? -1 : (ledger.rows[entry] as number);
    const whole = bigintAt(ledger.actual, row) + bigintAt(ledger.expected, row);
    put(found.values.get(row), {
      table: "Value Entries",
      entryNo: valueNos[row] as number,
      columns: {
        "Posting Date": dayText(valueDates[row] as number),
        "Entry Type": optionLists["cost type"][types[row] as number] as string,
        "Item Ledger Entry Type":
          itemRow < 0 ? "" : (optionLists["entry type"][entryTypes[itemRow] as number] as string),
        "Item No.": itemRow < 0 ? "" : ledgers.codes.text(itemNos[itemRow] as number),
        "Document No.": itemRow < 0 ? "" : ledgers.codes.text(documentNos[itemRow] as number),
        "Item Ledger Entry No.": entryNos[row] as number,
        "Capacity Ledger Entry No.": orders.capacityEntries.standIn ? 0 : (capacityNos[row] as number),
        "Cost Amount": decimalText(whole, scale),
      },
    });
  }
  const itemEntryNos = table.integers("Entry No.");
  for (const row of inOrder(found.outputs, itemEntryNos)) {
    put(found.outputs.get(row), {
      table: "Item Ledger Entries",
      entryNo: itemEntryNos[row] as number,
      columns: {
        "Posting Date": dayText(table.days("Posting Date")[row] as number),
        "Entry Type": "Overhead Rate",
        "Item Ledger Entry Type": optionLists["entry type"][entryTypes[row] as number] as string,
        "Item No.": ledgers.codes.text(itemNos[row] as number),
        "Document No.": ledgers.codes.text(documentNos[row] as number),
        "Item Ledger Entry No.": itemEntryNos[row] as number,
        "Capacity Ledger Entry No.": 0,
        "Cost Amount": "",
      },
    });
  }
  return { figure: decimalText(shown, 2), entries };
}
