/**
 * What to look at before anything is posted (spec, 13): items whose costs are not adjusted, entries in another posting
 * group than their item, and posting dates outside the allowed range. Remarks only: they change no line.
 */
import { CodeTest } from "../../ledgers/entry-filter";
import type { Ledgers } from "../../ledgers/ledgers";
import { messageText } from "../../messages";
import { itemRows, type PostingEntries } from "../../posting/entries";
import { dayText } from "../../values/day";
import { ExactSums } from "../../values/decimal";
import type { Filter } from "../../values/filter";
import { compareCodes } from "../../values/codes";
import { stableOrder } from "../../values/order";
import type { OpenAmounts } from "./amounts";
import type { PostingLines } from "./lines";

const REPORT = "post-inventory-cost";

/** An item with Cost is Adjusted = No, and what the run would post of it. */
export interface ItemNotAdjusted {
  readonly code: "COST_NOT_ADJUSTED";
  readonly itemNo: string;
  readonly entries: number;
  /** Open cost of these entries. */
  readonly costAmount: string;
  readonly message: string;
}

/** Entries of an item in another inventory posting group than the item's present one. */
export interface GroupChanged {
  readonly code: "POSTING_GROUP_DIFFERS";
  readonly itemNo: string;
  /** Group of the entries, to whose accounts they belong. */
  readonly inventoryPostingGroup: string;
  /** Group of the item today. */
  readonly itemPostingGroup: string;
  readonly entries: number;
  readonly costAmount: string;
  readonly message: string;
}

/** Entries of one posting date that lies outside the allowed range. */
export interface DateOutside {
  readonly code: "POSTING_DATE_OUTSIDE";
  readonly postingDate: string;
  readonly entries: number;
  readonly costAmount: string;
  readonly valueEntryNos: readonly number[];
  /** The adjustments among them: they carry the date of the entry that they adjust. */
  readonly adjustments: readonly AdjustedEntry[];
  readonly message: string;
}

export interface AdjustedEntry {
  readonly valueEntryNo: number;
  readonly itemLedgerEntryNo: number;
  /** Applies-to Entry, 0 where it is not known. */
  readonly appliesToEntry: number;
}

export interface BeforePosting {
  readonly itemsNotAdjusted: readonly ItemNotAdjusted[];
  readonly groupsChanged: readonly GroupChanged[];
  readonly datesOutside: readonly DateOutside[];
}

/** Remarks on the entries of a run, posted and skipped. */
export function beforePosting(
  ledgers: Ledgers,
  entries: PostingEntries,
  amounts: OpenAmounts,
  posting: PostingLines,
  itemFilter: Filter,
  expectedPosting: boolean,
): BeforePosting {
  const open = new OpenCost(entries, amounts, expectedPosting);
  return {
    itemsNotAdjusted: itemsNotAdjusted(ledgers, entries, posting, itemFilter, open),
    groupsChanged: groupsChanged(ledgers, entries, posting, open),
    datesOutside: datesOutside(ledgers, entries, posting),
  };
}

/** Open cost per key: actual, and expected where it is posted. */
class OpenCost {
  constructor(
    private readonly entries: PostingEntries,
    private readonly amounts: OpenAmounts,
    private readonly expectedPosting: boolean,
  ) {}

  sums(keys: number): ExactSums {
    return new ExactSums(keys, this.entries.scale);
  }

  add(sums: ExactSums, key: number, row: number): void {
    sums.add(key, this.amounts.openActual, row);
    if (this.expectedPosting) sums.add(key, this.amounts.openExpected, row);
  }
}

function itemsNotAdjusted(
  ledgers: Ledgers,
  entries: PostingEntries,
  posting: PostingLines,
  itemFilter: Filter,
  open: OpenCost,
): readonly ItemNotAdjusted[] {
  const items = ledgers.table("Items");
  const filled = items.filled("Cost is Adjusted");
  if (!filled) return [];
  const adjusted = items.flags("Cost is Adjusted");
  const numbers = items.ids("No.");
  const inScope = new CodeTest(ledgers.codes, itemFilter);
  const rowOf = itemRows(ledgers);
  const counts = new Float64Array(items.rows);
  const sums = open.sums(items.rows);
  for (const row of posting.posted) {
    const item = rowOf[entries.items[row] as number] as number;
    if (item < 0) continue;
    counts[item] = (counts[item] as number) + 1;
    open.add(sums, item, row);
  }
  const found: ItemNotAdjusted[] = [];
  for (let item = 0; item < items.rows; item += 1) {
    const code = numbers[item] as number;
    if (filled[item] !== 1 || adjusted[item] === 1 || !inScope.passes(code)) continue;
    const itemNo = ledgers.codes.text(code);
    const count = counts[item] as number;
    const costAmount = sums.text(item);
    found.push({
      code: "COST_NOT_ADJUSTED",
      itemNo,
      entries: count,
      costAmount,
      message: messageText("COST_NOT_ADJUSTED", { itemNo, _count: count, _amount: costAmount }, REPORT),
    });
  }
  return found.sort((a, b) => compareCodes(a.itemNo, b.itemNo));
}

function groupsChanged(
  ledgers: Ledgers,
  entries: PostingEntries,
  posting: PostingLines,
  open: OpenCost,
): readonly GroupChanged[] {
  const items = ledgers.table("Items");
  if (entries.groupsFromItems || !items.has("Inventory Posting Group")) return [];
  const groups = items.ids("Inventory Posting Group");
  const numbers = items.ids("No.");
  const rowOf = itemRows(ledgers);
  const found = new Map<number, { readonly item: number; readonly group: number; readonly rows: number[] }>();
  const look = (row: number): void => {
    const item = rowOf[entries.items[row] as number] as number;
    const group = entries.group[row] as number;
    if (item < 0 || groups[item] === group) return;
    const key = item * ledgers.codes.size + group;
    const known = found.get(key);
    if (known) known.rows.push(row);
    else found.set(key, { item, group, rows: [row] });
  };
  for (const row of posting.posted) look(row);
  for (const { row } of posting.skipped) look(row);
  return [...found.values()]
    .map(({ item, group, rows }): GroupChanged => {
      const itemNo = ledgers.codes.text(numbers[item] as number);
      const inventoryPostingGroup = ledgers.codes.text(group);
      const itemPostingGroup = ledgers.codes.text(groups[item] as number);
      const sum = open.sums(1);
      for (const row of rows) open.add(sum, 0, row);
      const costAmount = sum.text(0);
      const words = {
        itemNo,
        _group: inventoryPostingGroup,
        _itemGroup: itemPostingGroup,
        _count: rows.length,
        _amount: costAmount,
      };
      return {
        code: "POSTING_GROUP_DIFFERS",
        itemNo,
        inventoryPostingGroup,
        itemPostingGroup,
        entries: rows.length,
        costAmount,
        message: messageText("POSTING_GROUP_DIFFERS", words, REPORT),
      };
    })
    .sort(
      (a, b) =>
        compareCodes(a.inventoryPostingGroup, b.inventoryPostingGroup) || compareCodes(a.itemNo, b.itemNo),
    );
}

function datesOutside(
  ledgers: Ledgers,
  entries: PostingEntries,
  posting: PostingLines,
): readonly DateOutside[] {
  const outside = posting.skipped.filter(({ reasons }) =>
    reasons.some(({ code }) => code === "POSTING_DATE_NOT_ALLOWED"),
  );
  if (outside.length === 0) return [];
  const table = ledgers.table("Value Entries");
  const adjustment = table.flags("Adjustment");
  const owners = table.integers("Item Ledger Entry No.");
  const appliesTo = table.integers("Applies-to Entry");
  const expectedCost = table.flags("Expected Cost");
  const byNumber = stableOrder(
    Int32Array.from(outside, ({ row }) => row),
    (row) => entries.numbers[row] as number,
  );
  const byDate = stableOrder(byNumber, (row) => entries.dates[row] as number);
  const found: DateOutside[] = [];
  let first = 0;
  while (first < byDate.length) {
    const date = entries.dates[byDate[first] as number] as number;
    let end = first;
    const sum = new ExactSums(1, entries.scale);
    const adjustments: AdjustedEntry[] = [];
    for (; end < byDate.length && entries.dates[byDate[end] as number] === date; end += 1) {
      const row = byDate[end] as number;
      sum.add(0, expectedCost[row] === 1 ? entries.expected : entries.actual, row);
      if (adjustment[row] !== 1) continue;
      adjustments.push({
        valueEntryNo: entries.numbers[row] as number,
        itemLedgerEntryNo: owners[row] as number,
        appliesToEntry: appliesTo[row] as number,
      });
    }
    const rows = byDate.subarray(first, end);
    const postingDate = dayText(date);
    const costAmount = sum.text(0);
    const words = {
      postingDate,
      _count: rows.length,
      _amount: costAmount,
      _adjusted: adjustments.map(({ itemLedgerEntryNo }) => itemLedgerEntryNo),
    };
    found.push({
      code: "POSTING_DATE_OUTSIDE",
      postingDate,
      entries: rows.length,
      costAmount,
      valueEntryNos: Array.from(rows, (row) => entries.numbers[row] as number),
      adjustments,
      message: messageText("POSTING_DATE_OUTSIDE", words, REPORT),
    });
    first = end;
  }
  return found;
}
