/** Sets the targets of one entry: spread over its documents and, while it is not fully invoiced, over its open quantity. */
import { power10 } from "../values/decimal";
import { fit, FITTED_ONE, share, timesShare } from "./arithmetic";
import { VALUE_FLAG } from "./cost-ledger";
import type { Costing } from "./costing";
import { NO_TARGET } from "./documents";

/** Quantity of an issue that no increase covers. */
export interface Unapplied {
  readonly quantity: bigint;
  /** Unit cost of what is applied, at FITTED_SCALE. */
  readonly unitCost: bigint;
}

/** Sets the targets of one entry's documents and of its open quantity, and reports the change once. */
export class TargetSetter {
  #actual = 0n;
  #expectedTarget = 0n;
  #touched = false;

  constructor(
    private readonly costing: Costing,
    private readonly entry: number,
  ) {}

  /** Target of one document. */
  setDocument(document: number, target: bigint): void {
    const { documents } = this.costing;
    const next = target - documents.money.big(document);
    const difference = next - documents.delta.big(document);
    if (difference === 0n) return;
    documents.delta.set(document, next);
    this.#actual += difference;
    this.#touched = true;
  }

  /** Adds to the target of the open quantity. */
  addExpected(target: bigint): void {
    this.#expectedTarget += target;
  }

  /** One target for a transfer-in: it goes to the document that carries the money. */
  setTransfer(total: bigint): void {
    const { documents } = this.costing;
    for (
      let d = documents.start[this.entry] as number;
      d < (documents.start[this.entry + 1] as number);
      d += 1
    ) {
      this.costing.visits += 1;
      if (documents.element[d] !== NO_TARGET) this.setDocument(d, total);
    }
    this.#expectedTarget = this.costing.expectedAfter(this.entry);
  }

  /** Spreads a total over the documents of one element and the open quantity, the rest of each rounding carried on. */
  spread(element: number, total: bigint, unapplied: Unapplied | undefined): void {
    const { ledger, documents, rounding } = this.costing;
    const quantity = ledger.entries.quantity.big(this.entry);
    const fittedTotal = rounding.fitted(total);
    let residual = 0n;
    for (
      let d = documents.start[this.entry] as number;
      d < (documents.start[this.entry + 1] as number);
      d += 1
    ) {
      this.costing.visits += 1;
      if (documents.element[d] !== element) continue;
      const raised = fittedTotal + this.#raise(unapplied, documents.first[d] as number);
      const exact = timesShare(raised, share(documents.quantity.big(d), quantity)) + residual;
      const target = rounding.round(exact);
      residual = exact - rounding.fitted(target);
      this.setDocument(d, target);
    }
    const open = this.costing.openQuantity(this.entry);
    if (open !== 0n) {
      const raised = fittedTotal + this.#raise(unapplied, this.#firstExpected());
      this.addExpected(rounding.round(timesShare(raised, share(open, quantity)) + residual));
    }
  }

  /** Reports what has changed. */
  finish(): void {
    const { costing, entry } = this;
    let expected = 0n;
    if (costing.openQuantity(entry) !== 0n) expected = this.#expectedTarget - costing.expectedAfter(entry);
    if (this.#actual !== 0n || expected !== 0n) costing.changeCost(entry, this.#actual, expected);
    else if (this.#touched) costing.touched(entry);
  }

  /** Cost of the unapplied quantity at the unit cost of a value entry, at FITTED_SCALE. */
  #raise(unapplied: Unapplied | undefined, value: number): bigint {
    if (!unapplied) return 0n;
    const { ledger } = this.costing;
    const unit = value < 0 ? 0n : ledger.values.costPerUnit.big(value);
    if (unit !== 0n) return fit(unit * unapplied.quantity, power10(ledger.unitScale + ledger.quantityScale));
    if (unapplied.unitCost === 0n) return 0n;
    return fit(unapplied.unitCost * unapplied.quantity, FITTED_ONE * power10(ledger.quantityScale));
  }

  /** First value entry with Expected Cost that is no adjustment (position), or -1. */
  #firstExpected(): number {
    return firstExpectedValue(this.costing, this.entry);
  }
}

/** First value entry with Expected Cost that is no adjustment; without one the first with Expected Cost; -1 when none. */
export function firstExpectedValue(costing: Costing, entry: number): number {
  const { entries, values } = costing.ledger;
  let any = -1;
  for (let v = entries.valueStart[entry] as number; v < (entries.valueStart[entry + 1] as number); v += 1) {
    const flags = values.flags[v] as number;
    if ((flags & VALUE_FLAG.expectedCost) === 0) continue;
    if ((flags & VALUE_FLAG.adjustment) === 0) return v;
    if (any < 0) any = v;
  }
  return any;
}
