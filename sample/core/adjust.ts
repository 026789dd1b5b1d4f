/**
 * The cost adjustment of the simulation: after it every entry carries the cost it should, except what is held back on purpose.
 * Items go by level (bought, made of bought, made of those), so one pass settles all; within an item only what hangs on a
 * changed entry is looked at. Corrections keep the date of what they correct, or fall on the first open day.
 */
import {
  basis,
  documentsOf,
  ELEMENTS,
  fullyInvoiced,
  portion,
  reversesExactly,
  spread,
  appliedCost,
} from "./basis";
import { ADJUSTMENT, EXPECTED_COST, INVENTORIABLE, type Ledger } from "./ledger";
import type { Item, ItemLedgerEntry, Pool } from "./model";
import { part, partOfExact } from "./money";
import { settleOrderLine } from "./adjust-order";

export interface AdjustOptions {
  /** First day on which a correction may be posted, whatever inventory periods say. */
  notBefore?: number;
  /** Only these items; all others keep waiting. */
  only?: (item: Item) => boolean;
}

export function adjustCosts(ledger: Ledger, options: AdjustOptions = {}): void {
  const run = new Adjustment(ledger, options);
  for (let level = 0; level <= 2; level++) run.level(level);
}

class Adjustment {
  constructor(
    private readonly ledger: Ledger,
    private readonly options: AdjustOptions,
  ) {}

  level(level: number): void {
    const { ledger } = this;
    const lines = [...ledger.dirtyLines].filter(
      (line) => line.item.level === level && this.wanted(line.item),
    );
    for (const line of lines.sort((a, b) =>
      a.order.no === b.order.no ? a.lineNo - b.lineNo : a.order.no < b.order.no ? -1 : 1,
    )) {
      if (line.held) continue;
      ledger.dirtyLines.delete(line);
      settleOrderLine(ledger, line, (date) => this.allowedDate(date));
    }
    const items = [...ledger.dirtyItems].filter((item) => item.level === level && this.wanted(item));
    for (const item of items.sort((a, b) => a.index - b.index)) {
      this.settle(item);
      ledger.dirtyItems.delete(item);
    }
  }

  private wanted(item: Item): boolean {
    return !item.held && (this.options.only?.(item) ?? true);
  }

  private allowedDate(date: number): number {
    return Math.max(date, this.ledger.closedThrough + 1, this.options.notBefore ?? 0);
  }

  private settle(item: Item): void {
    const { state } = item;
    for (;;) {
      this.settleApplied(item);
      const next = firstDirty(item);
      if (next !== undefined) this.settlePoolMonth(next.pool, next.month);
      else if (!this.settleRounding(item)) break;
    }
    state.touched.clear();
  }

  /** Everything that takes its cost along applications, until nothing moves. */
  private settleApplied(item: Item): void {
    const { touched, rounding } = item.state;
    while (touched.size > 0) {
      const sources = [...touched].sort((a, b) => a.no - b.no);
      touched.clear();
      const receivers = new Set<ItemLedgerEntry>();
      for (const source of sources) {
        if (source.quantity > 0) rounding.add(source);
        for (const row of source.servedRows)
          receivers.add(this.ledger.entry(this.ledger.applications.entry.get(row)));
        for (const heir of source.heirs) receivers.add(heir);
        if (source.quantity < 0) {
          receivers.add(source);
          for (const row of source.ownRows)
            rounding.add(this.ledger.entry(this.ledger.applications.inbound.get(row)));
        }
      }
      for (const receiver of [...receivers].sort((a, b) => a.no - b.no)) this.settleEntry(receiver);
    }
  }

  private settleEntry(entry: ItemLedgerEntry): void {
    const { ledger } = this;
    switch (entry.valuedBy) {
      case "application":
        if (reversesExactly(entry)) this.settleElements(entry);
        else this.spreadTarget(entry, appliedCost(ledger, entry));
        break;
      case "reversal": {
        let total = 0;
        for (const row of entry.ownRows) {
          const outbound = ledger.entry(ledger.applications.outbound.get(row));
          const cost = basis(ledger, outbound, undefined);
          total += partOfExact(cost, ledger.applications.quantity.get(row), outbound.quantity);
        }
        this.spreadTarget(entry, total);
        break;
      }
      case "transfer": {
        let total = 0;
        for (const row of entry.ownRows) {
          const origin = ledger.entry(ledger.applications.transferredFrom.get(row));
          total += portion(ledger, origin, entry, ledger.applications.quantity.get(row));
        }
        this.spreadTarget(entry, total);
        break;
      }
      default:
    }
  }

  private spreadTarget(entry: ItemLedgerEntry, total: number): void {
    const documents = documentsOf(this.ledger, entry);
    const open = fullyInvoiced(entry) ? 0 : entry.quantity - entry.invoiced;
    const unapplied = entry.quantity < 0 ? entry.remaining : 0;
    const targets = spread(total, entry.quantity, documents, open, (document) =>
      unapplied === 0 ? 0 : part(this.ledger.values.unitCost.get(document.firstRow), unapplied, 100_000_000),
    );
    documents.forEach((document, index) => {
      this.correct(
        entry,
        document.firstRow,
        (targets.documents[index] as number) - document.money,
        document.quantity,
      );
    });
    if (open !== 0) this.correctExpected(entry, targets.open - entry.costExpected);
  }

  /** Direct, indirect and variance apart, each against the money of the same element. */
  private settleElements(entry: ItemLedgerEntry): void {
    const { ledger } = this;
    for (const element of ELEMENTS) {
      let total = 0;
      for (const row of entry.ownRows) {
        const source = ledger.entry(ledger.applications.inbound.get(row));
        const cost = basis(ledger, source, entry, element);
        total += partOfExact(cost, ledger.applications.quantity.get(row), source.quantity);
      }
      const documents = documentsOf(ledger, entry, element);
      const targets = spread(total, entry.quantity, documents, 0);
      documents.forEach((document, index) => {
        const delta = (targets.documents[index] as number) - document.money;
        if (document.firstRow >= 0) this.correct(entry, document.firstRow, delta, document.quantity);
        else if (delta !== 0) throw new Error(`Entry ${entry.no} has no value entry for ${element} cost.`);
      });
    }
  }

  private correct(entry: ItemLedgerEntry, firstRow: number, delta: number, documentQuantity: number): void {
    if (delta === 0) return;
    const { values } = this.ledger;
    this.ledger.addValue({
      entry,
      date: this.allowedDate(values.date.get(firstRow)),
      type: values.type.get(firstRow) as "Direct Cost",
      variance: values.variance.get(firstRow) as "",
      documentType: values.documentType.get(firstRow),
      documentNo: values.documentNo.get(firstRow),
      documentLineNo: values.documentLineNo.get(firstRow),
      externalDocumentNo: values.externalDocumentNo.get(firstRow),
      valuedQuantity: documentQuantity,
      actual: delta,
      adjustment: true,
      appliesTo: firstRow + 1,
      genProdPostingGroup: values.genProd.get(firstRow),
    });
  }

  private correctExpected(entry: ItemLedgerEntry, delta: number): void {
    if (delta === 0) return;
    const { values } = this.ledger;
    const first = entry.values.find(
      (row) => (values.flags.get(row) & (EXPECTED_COST | ADJUSTMENT)) === EXPECTED_COST,
    );
    if (first === undefined) throw new Error(`Entry ${entry.no} has no expected cost to correct.`);
    this.ledger.addValue({
      entry,
      date: this.allowedDate(values.date.get(first)),
      documentType: values.documentType.get(first),
      documentNo: values.documentNo.get(first),
      documentLineNo: values.documentLineNo.get(first),
      externalDocumentNo: values.externalDocumentNo.get(first),
      valuedQuantity: values.valuedQuantity.get(first),
      expected: delta,
      expectedCost: true,
      adjustment: true,
      appliesTo: first + 1,
    });
  }

  /** One month of one average: its issues one after the other, each out of what the earlier ones left. */
  private settlePoolMonth(pool: Pool, month: number): void {
    const current = this.ledger.poolMonth(pool, month);
    let quantity = 0;
    let cost = 0;
    for (let earlier = 0; earlier <= month; earlier++) {
      const sums = pool.months[earlier];
      quantity += sums?.quantity ?? 0;
      cost += sums?.cost ?? 0;
    }
    for (const issue of current.issues) {
      quantity -= issue.quantity;
      cost -= issue.costActual + issue.costExpected;
    }
    const { ownFlow } = current;
    if (ownFlow !== undefined) {
      const before = inMonth(this.ledger, ownFlow.heirs, month);
      this.settleAverageIssue(ownFlow, quantity - before.quantity, cost - before.cost);
      for (const heir of ownFlow.heirs) this.settleEntry(heir);
      const after = inMonth(this.ledger, ownFlow.heirs, month);
      cost += after.cost - before.cost;
    }
    for (const issue of current.issues) {
      if (issue !== ownFlow) this.settleAverageIssue(issue, quantity, cost);
      quantity += issue.quantity;
      cost += issue.costActual + issue.costExpected;
    }
    current.dirty = false;
    // The opening of every later month rests on this one.
    for (let later = month + 1; later < pool.months.length; later++) {
      const following = pool.months[later];
      if (following !== undefined && following.issues.length > 0) {
        following.dirty = true;
        break;
      }
    }
  }

  private settleAverageIssue(issue: ItemLedgerEntry, poolQuantity: number, poolCost: number): void {
    if (poolQuantity <= 0 || poolCost < 0)
      throw new Error(`No stock to average for entry ${issue.no} of item ${issue.item.no}.`);
    let quantity = poolQuantity;
    let cost = poolCost;
    const take = (piece: number): number => {
      const target = part(cost, piece, quantity);
      if (quantity + piece > 0) {
        quantity += piece;
        cost += target;
      }
      return target;
    };
    const documents = documentsOf(this.ledger, issue);
    const targets = documents.map((document) => take(document.quantity));
    const open = issue.quantity - issue.invoiced;
    const openTarget = open === 0 ? 0 : take(open);
    documents.forEach((document, index) => {
      this.correct(issue, document.firstRow, (targets[index] as number) - document.money, document.quantity);
    });
    if (open !== 0) this.correctExpected(issue, openTarget - issue.costExpected);
  }

  /** Posts the cents that rounding left on increases that are used up. Returns whether anything was posted. */
  private settleRounding(item: Item): boolean {
    const candidates = [...item.state.rounding].sort((a, b) => a.no - b.no);
    item.state.rounding.clear();
    let posted = false;
    for (const entry of candidates) if (this.roundOff(entry)) posted = true;
    return posted && item.costingMethod === "Average";
  }

  private roundOff(entry: ItemLedgerEntry): boolean {
    const { ledger } = this;
    if (entry.quantity <= 0 || entry.remaining !== 0 || !isFinal(ledger, entry)) return false;
    let applied = 0;
    let handedOn = 0;
    for (const row of entry.servedRows) {
      if (ledger.applications.costApplication.get(row) === 0) continue;
      const issue = ledger.entry(ledger.applications.entry.get(row));
      if (!fullyInvoiced(issue)) return false;
      const quantity = ledger.applications.quantity.get(row);
      applied += quantity;
      handedOn += portion(ledger, entry, issue, quantity);
    }
    if (applied !== -entry.quantity) return false;
    const residual = -(entry.costActual + handedOn);
    if (residual === 0) return false;
    const { values } = ledger;
    const last = lastPlainRow(ledger, entry);
    ledger.addValue({
      entry,
      date: this.allowedDate(values.date.get(last)),
      type: "Rounding",
      documentType: values.documentType.get(last),
      documentNo: values.documentNo.get(last),
      documentLineNo: values.documentLineNo.get(last),
      valuedQuantity: entry.quantity,
      actual: residual,
    });
    return true;
  }
}

/** A transfer is final when what it came from is, an output when its order is finished, all else when invoiced. */
function isFinal(ledger: Ledger, entry: ItemLedgerEntry): boolean {
  if (entry.entryType === "Output") return entry.line?.finished === true && fullyInvoiced(entry);
  if (entry.entryType !== "Transfer") return fullyInvoiced(entry);
  const row = entry.ownRows[0] as number;
  if (entry.quantity < 0)
    return (
      entry.remaining === 0 &&
      entry.ownRows.every((own) => isFinal(ledger, ledger.entry(ledger.applications.inbound.get(own))))
    );
  const origin = ledger.applications.transferredFrom.get(row) || ledger.applications.outbound.get(row);
  return isFinal(ledger, ledger.entry(origin));
}

function lastPlainRow(ledger: Ledger, entry: ItemLedgerEntry): number {
  const { values } = ledger;
  let last = entry.values[0] as number;
  for (const row of entry.values) {
    const flags = values.flags.get(row);
    const plain = values.type.get(row) === "Direct Cost" && values.chargeNo.get(row) === "";
    if (plain && (flags & ADJUSTMENT) === 0 && (flags & INVENTORIABLE) !== 0) last = row;
  }
  return last;
}

function firstDirty(item: Item): { pool: Pool; month: number } | undefined {
  let first: { pool: Pool; month: number } | undefined;
  for (const pool of item.state.pools.values()) {
    const month = pool.months.findIndex((one) => one.dirty);
    if (month < 0) continue;
    if (first === undefined || month < first.month || (month === first.month && pool.rank < first.pool.rank))
      first = { pool, month };
  }
  return first;
}

function inMonth(
  ledger: Ledger,
  entries: readonly ItemLedgerEntry[],
  month: number,
): { quantity: number; cost: number } {
  const sum = { quantity: 0, cost: 0 };
  for (const entry of entries) {
    for (const row of entry.values) {
      if (ledger.month(ledger.values.valuationDate.get(row)) !== month) continue;
      sum.quantity += ledger.values.entryQuantity.get(row);
      sum.cost += ledger.values.actual.get(row) + ledger.values.expected.get(row);
    }
  }
  return sum;
}
