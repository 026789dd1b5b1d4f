/** Groups of Sales and Inventory: the items that filters let through, and what is said of those that are left out. */
import { compareCodes } from "../../values/codes";
import { bigintAt, decimalText, ExactSums } from "../../values/decimal";
import { itemsInScope } from "../items-in-scope";
import type { Basis } from "./basis";
import { HAS_VALUE } from "./ledger";
import type { Finding } from "./warnings";

export interface ItemGroups {
  /** Group per entry, -1 when its item is not shown. */
  readonly groupOf: Int32Array;
  readonly count: number;
  /** Row on Items per group. */
  readonly itemRows: readonly number[];
  /** Code number per group. */
  readonly codes: readonly number[];
  /** Groups by Inventory Posting Group, then No. */
  readonly sorted: readonly number[];
  /** Items that are left out: at average cost, or not on the sheet. */
  readonly findings: readonly Finding[];
}

export function itemGroups(basis: Basis): ItemGroups {
  const { ledgers, ledger, parameters } = basis;
  const itemNos = ledgers.table("Item Ledger Entries").ids("Item No.");
  const itemOfEntry = ledger.rows.map((row) => itemNos[row] as number);
  const scope = itemsInScope(ledgers, parameters, itemOfEntry);
  const { scale } = ledger.totals;
  const counts = new Int32Array(scope.codes.length);
  const amounts = new ExactSums(scope.codes.length, scale);
  const groupOf = new Int32Array(ledger.count).fill(-1);
  for (let entry = 0; entry < ledger.count; entry += 1) {
    const code = itemOfEntry[entry] as number;
    const slot = scope.slotOf[code] as number;
    if (slot < 0) continue;
    counts[slot] = (counts[slot] as number) + 1;
    if ((scope.rows[slot] as number) < 0) {
      amounts.addScaled(slot, ledger.totals.scaled(entry));
      continue;
    }
    if (ledger.averageItems[code] === 1 && !parameters.includeAverageItems) continue;
    groupOf[entry] = slot;
  }
  const findings: Finding[] = [];
  scope.codes.forEach((code, slot) => {
    if (counts[slot] === 0) return;
    const itemNo = ledgers.codes.text(code);
    if ((scope.rows[slot] as number) < 0) {
      const amount = decimalText(amounts.scaled(slot), scale, 2);
      findings.push({ code: "ITEM_NOT_FOUND", details: { itemNo, _count: counts[slot], _amount: amount } });
    } else if (ledger.averageItems[code] === 1 && !parameters.includeAverageItems) {
      findings.push({ code: "AVERAGE_ITEM_SKIPPED", details: { itemNo } });
    }
  });
  const postingGroups = ledgers.table("Items").ids("Inventory Posting Group");
  const postingGroup = (slot: number): string =>
    ledgers.codes.text(postingGroups[scope.rows[slot] as number] as number);
  const sorted = scope.codes
    .map((_, slot) => slot)
    .filter((slot) => (scope.rows[slot] as number) >= 0)
    .sort(
      (a, b) =>
        compareCodes(postingGroup(a), postingGroup(b)) ||
        compareCodes(
          ledgers.codes.text(scope.codes[a] as number),
          ledgers.codes.text(scope.codes[b] as number),
        ),
    );
  return { groupOf, count: scope.codes.length, itemRows: scope.rows, codes: scope.codes, sorted, findings };
}

/** NO_VALUE_ENTRY for the items that are listed: entries without a value entry up to the ending date. */
export function withoutValue(basis: Basis, isListed: (entry: number) => boolean): readonly Finding[] {
  const { ledgers, ledger } = basis;
  const itemNos = ledgers.table("Item Ledger Entries").ids("Item No.");
  const quantities = new Map<number, bigint>();
  for (let entry = 0; entry < ledger.count; entry += 1) {
    if (((ledger.valueFacts[entry] as number) & HAS_VALUE) !== 0 || !isListed(entry)) continue;
    const row = ledger.rows[entry] as number;
    const code = itemNos[row] as number;
    quantities.set(code, (quantities.get(code) ?? 0n) + bigintAt(ledger.quantities, row));
  }
  return [...quantities].map(([code, quantity]) => ({
    code: "NO_VALUE_ENTRY",
    details: {
      itemNo: ledgers.codes.text(code),
      _quantity: decimalText(quantity, ledger.quantities.scale, 5),
    },
  }));
}
