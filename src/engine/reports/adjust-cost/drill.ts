/** The entries behind a figure of Adjust Cost; their amounts add up to it exactly. */
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { dayText } from "../../values/day";
import { bigintAt, decimalText, isZeroAt } from "../../values/decimal";
import type { AdjustCostResult, CostDifference } from "./result";
import type { AdjustCostParameters } from "./run";
import { sumOf } from "./summary";

/** Column of Value Entries behind a field of differences and items. */
const VALUE_COLUMNS: ReadonlyMap<string, string> = new Map([
  ["differences/costActual", "Cost Amount (Actual)"],
  ["differences/costExpected", "Cost Amount (Expected)"],
  ["items/actualBefore", "Cost Amount (Actual)"],
  ["items/expectedBefore", "Cost Amount (Expected)"],
  ["items/quantity", "Item Ledger Entry Quantity"],
]);

/** Entry types of what an order makes. */
const OUTPUTS: ReadonlySet<string> = new Set(["Output", "Assembly Output"]);

/** `figure`: list (differences, items, orders), the row's key (entryNo; itemNo; orderType, orderNo, orderLineNo) and field. */
export function drill(
  ledgers: Ledgers,
  _parameters: AdjustCostParameters,
  result: AdjustCostResult,
  figure: FigureReference,
): Drill | undefined {
  const list = String(figure.list);
  const field = String(figure.field);
  const column = VALUE_COLUMNS.get(`${list}/${field}`);
  if (list === "differences" && column) {
    const entryNo = Number(figure.entryNo);
    return valueEntries(
      ledgers,
      column,
      `${column} of item ledger entry ${String(entryNo)}`,
      (owner) => owner === entryNo,
    );
  }
  if (list === "items" && column) {
    const numbers = entriesOfItem(ledgers, String(figure.itemNo));
    return valueEntries(ledgers, column, `${column} of ${String(figure.itemNo)}`, (owner) =>
      numbers.has(owner),
    );
  }
  if (list === "items" && field === "delta") {
    const itemNo = String(figure.itemNo);
    return corrections(
      `To adjust on ${itemNo}`,
      result.differences.filter((one) => one.itemNo === itemNo),
    );
  }
  if (list === "orders" && field === "deltaActual") {
    const outputs = outputsOf(ledgers, figure);
    const found = result.differences.filter((one) => outputs.has(one.entryNo));
    return corrections(`To adjust on order ${String(figure.orderNo)}`, found, (one) => one.deltaActual);
  }
  return undefined;
}

function entriesOfItem(ledgers: Ledgers, itemNo: string): ReadonlySet<number> {
  const table = ledgers.table("Item Ledger Entries");
  const code = ledgers.codes.find(itemNo);
  const items = table.ids("Item No.");
  const numbers = table.integers("Entry No.");
  const found = new Set<number>();
  for (let row = 0; row < table.rows; row += 1) if (items[row] === code) found.add(numbers[row] as number);
  return found;
}

/** Outputs of an order's line, of an assembly order as a whole. */
function outputsOf(ledgers: Ledgers, figure: FigureReference): ReadonlySet<number> {
  const table = ledgers.table("Item Ledger Entries");
  const entryTypes = table.options("Entry Type");
  const orderTypes = table.options("Order Type");
  const type = orderTypes.captions.indexOf(String(figure.orderType));
  const orderNo = ledgers.codes.find(String(figure.orderNo));
  const line = Number(figure.orderLineNo);
  const found = new Set<number>();
  for (let row = 0; row < table.rows; row += 1) {
    if (orderTypes.values[row] !== type || table.ids("Order No.")[row] !== orderNo) continue;
    if (!OUTPUTS.has(entryTypes.captions[entryTypes.values[row] as number] ?? "")) continue;
    if (line !== 0 && table.integers("Order Line No.")[row] !== line) continue;
    found.add(table.integers("Entry No.")[row] as number);
  }
  return found;
}

/** Inventoriable value entries of some item ledger entries. */
function valueEntries(
  ledgers: Ledgers,
  caption: string,
  title: string,
  owns: (entryNo: number) => boolean,
): Drill {
  const table: LedgerTable = ledgers.table("Value Entries");
  const amounts = table.decimals(caption);
  const owners = table.integers("Item Ledger Entry No.");
  const inventoriable = table.flags("Inventoriable");
  const types = table.options("Entry Type");
  const entries: DrillEntry[] = [];
  let total = 0n;
  for (let row = 0; row < table.rows; row += 1) {
    if (
      owners[row] === 0 ||
      inventoriable[row] === 0 ||
      !owns(owners[row] as number) ||
      isZeroAt(amounts, row)
    )
      continue;
    const amount = bigintAt(amounts, row);
    total += amount;
    entries.push({
      table: table.name,
      entryNo: table.integers("Entry No.")[row] as number,
      amount: decimalText(amount, amounts.scale),
      columns: {
        "Posting Date": dayText(table.days("Posting Date")[row] as number),
        "Item Ledger Entry No.": owners[row] as number,
        "Entry Type": types.captions[types.values[row] as number] ?? "",
        "Document No.": ledgers.codes.text(table.ids("Document No.")[row] as number),
      },
    });
  }
  entries.sort((a, b) => a.entryNo - b.entryNo);
  return { title, figure: decimalText(total, amounts.scale), entries };
}

function corrections(
  title: string,
  differences: readonly CostDifference[],
  amountOf = (one: CostDifference): string => sumOf([one.deltaActual, one.deltaExpected]),
): Drill {
  const entries = differences.map((one) => ({
    table: "Item Ledger Entries",
    entryNo: one.entryNo,
    amount: amountOf(one),
    columns: { "Posting Date": one.postingDate, "Entry Type": one.entryType, Quantity: one.quantity },
  }));
  return { title, figure: sumOf(entries.map((entry) => entry.amount)), entries };
}
