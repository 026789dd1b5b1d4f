/** Which cost an entry hands on: the basis of a source, the portion a receiver takes, the spread over documents. */
import { ADJUSTMENT, EXPECTED_COST, INVENTORIABLE, PARTIAL_REVALUATION, type Ledger } from "./ledger";
import type { ItemLedgerEntry } from "./model";
import { exact, part, partOfExact, roundCents, shareOf, type Exact } from "./money";

/** Elements that an exact-cost-reversing issue takes apart. */
export type Element = "direct" | "indirect" | "variance";
export const ELEMENTS: readonly Element[] = ["direct", "indirect", "variance"];

export function elementOf(type: string): Element {
  return type === "Indirect Cost" ? "indirect" : type === "Variance" ? "variance" : "direct";
}

/** An issue with a fixed application that undoes its increase: purchase return or reversed output. */
export function reversesExactly(entry: ItemLedgerEntry): boolean {
  return (
    entry.quantity < 0 &&
    entry.appliesTo !== 0 &&
    entry.invoiced < 0 &&
    (entry.entryType === "Purchase" || entry.entryType === "Output")
  );
}

/** Whether everything of an entry is invoiced; an output that its order values counts as invoiced. */
export function fullyInvoiced(entry: ItemLedgerEntry): boolean {
  return entry.invoiced === entry.quantity || entry.valuedBy === "order";
}

/** Row of the value entry that brought the quantity; everything is later while the entry is being posted. */
function firstQuantityRow(ledger: Ledger, entry: ItemLedgerEntry): number {
  for (const row of entry.values) if (ledger.values.entryQuantity.get(row) !== 0) return row;
  return Number.MAX_SAFE_INTEGER;
}

/** A partial revaluation changes only what left after it. */
function revaluationHits(
  ledger: Ledger,
  revaluation: number,
  receiver: ItemLedgerEntry | undefined,
): boolean {
  const { values } = ledger;
  if (receiver === undefined || (values.flags.get(revaluation) & PARTIAL_REVALUATION) === 0) return true;
  const first = firstQuantityRow(ledger, receiver);
  if (first > revaluation) return true;
  const later = Math.max(values.valuationDate.get(first), values.date.get(first));
  return later > values.valuationDate.get(revaluation);
}

/** Unrounded cost of the whole source as the receiver sees it; one element only, or all. */
export function basis(
  ledger: Ledger,
  source: ItemLedgerEntry,
  receiver: ItemLedgerEntry | undefined,
  element?: Element,
): Exact {
  const { values } = ledger;
  const open = source.quantity - source.invoiced;
  let whole = 0;
  let rest: Exact | undefined;
  for (const row of source.values) {
    const type = values.type.get(row);
    if (type === "Rounding") continue;
    if (element !== undefined && elementOf(type) !== element) continue;
    const flags = values.flags.get(row);
    if (type === "Revaluation" && !revaluationHits(ledger, row, receiver)) continue;
    let amount = values.actual.get(row);
    let from = source.quantity;
    const valued = values.valuedQuantity.get(row);
    let by = source.quantity;
    if ((flags & EXPECTED_COST) !== 0) {
      if (fullyInvoiced(source)) continue;
      amount = values.expected.get(row);
      from = open;
      by = valued;
    } else if ((flags & PARTIAL_REVALUATION) !== 0) {
      by = valued;
    }
    if (from === by) whole += amount;
    else rest = (rest ?? exact(0)).plus(shareOf(exact(amount), from, by));
  }
  return rest === undefined ? exact(whole) : rest.plus(whole);
}

/** What the receiver takes for `quantity`, in cents. */
export function portion(
  ledger: Ledger,
  source: ItemLedgerEntry,
  receiver: ItemLedgerEntry | undefined,
  quantity: number,
): number {
  if (receiver !== undefined && reversesExactly(receiver)) {
    let sum = 0;
    for (const element of ELEMENTS)
      sum += partOfExact(basis(ledger, source, receiver, element), quantity, source.quantity);
    return sum;
  }
  return partOfExact(basis(ledger, source, receiver), quantity, source.quantity);
}

/** One document of an entry: its invoiced quantity, the money booked so far, the first value entry to correct. */
export interface DocumentOfEntry {
  documentNo: string;
  lineNo: number;
  quantity: number;
  money: number;
  firstRow: number;
}

/** The own documents of an entry in ascending order; plain direct cost only for entries that inherit their cost. */
export function documentsOf(ledger: Ledger, entry: ItemLedgerEntry, element?: Element): DocumentOfEntry[] {
  const { values } = ledger;
  const plainOnly = entry.valuedBy === "reversal" || entry.valuedBy === "transfer";
  const found: DocumentOfEntry[] = [];
  for (const row of entry.values) {
    const flags = values.flags.get(row);
    const type = values.type.get(row);
    if ((flags & INVENTORIABLE) === 0 || (flags & EXPECTED_COST) !== 0 || type === "Rounding") continue;
    if (plainOnly && (type !== "Direct Cost" || values.chargeNo.get(row) !== "")) continue;
    const documentNo = values.documentNo.get(row);
    const lineNo = values.documentLineNo.get(row);
    let document = found.find((one) => one.documentNo === documentNo && one.lineNo === lineNo);
    if (document === undefined) {
      document = { documentNo, lineNo, quantity: 0, money: 0, firstRow: -1 };
      found.push(document);
    }
    document.quantity += values.invoicedQuantity.get(row);
    if (element !== undefined && elementOf(type) !== element) continue;
    document.money += values.actual.get(row);
    if (document.firstRow < 0 && (flags & ADJUSTMENT) === 0) document.firstRow = row;
  }
  return found.sort((a, b) =>
    a.documentNo === b.documentNo ? a.lineNo - b.lineNo : a.documentNo < b.documentNo ? -1 : 1,
  );
}

/** Target of each document and of the open quantity, with the rounding carried from one to the next. */
export function spread(
  total: number,
  quantity: number,
  documents: readonly DocumentOfEntry[],
  open: number,
  extra: (document: DocumentOfEntry) => number = () => 0,
): { documents: number[]; open: number } {
  if (documents.length === 1 && open === 0 && (documents[0] as DocumentOfEntry).quantity === quantity)
    return { documents: [total + extra(documents[0] as DocumentOfEntry)], open: 0 };
  if (documents.length === 0 && open === quantity) return { documents: [], open: total };
  let residual = exact(0);
  const targets = documents.map((document) => {
    const raised = exact(total + extra(document));
    const value = (document.quantity === 0 ? exact(0) : shareOf(raised, document.quantity, quantity)).plus(
      residual,
    );
    const target = roundCents(value);
    residual = value.minus(target);
    return target;
  });
  const openTarget = open === 0 ? 0 : roundCents(shareOf(exact(total), open, quantity).plus(residual));
  return { documents: targets, open: openTarget };
}

/** Sum of the portions of an issue's own applications, in cents. */
export function appliedCost(ledger: Ledger, issue: ItemLedgerEntry): number {
  let total = 0;
  for (const row of issue.ownRows) {
    const source = ledger.entry(ledger.applications.inbound.get(row));
    total += portion(ledger, source, issue, ledger.applications.quantity.get(row));
  }
  return total;
}

/** Cost at which an issue leaves stock when it is posted, before any adjustment. */
export function postingCost(ledger: Ledger, issue: ItemLedgerEntry): number {
  if (issue.valuedBy !== "average") {
    if (issue.ownRows.length > 0 && issue.remaining === 0) return appliedCost(ledger, issue);
    return part(issue.item.unitCost, issue.quantity, 100_000_000);
  }
  const pool = ledger.pool(issue.item, issue.location, issue.variant);
  if (pool.quantity <= 0) return part(issue.item.unitCost, issue.quantity, 100_000_000);
  return part(pool.cost, issue.quantity, pool.quantity);
}
