/**
 * Corrections as rows in the layout of value entries: what the adjustment would post, on which document and day.
 */
import type { Adjusted } from "./adjust";
import type { Adjustment } from "./adjustment";
import {
  COST_TYPE,
  ENTRY_TYPE,
  isPlainDirectCost,
  ORDER_TYPE,
  VALUE_FLAG,
  VALUED_BY,
  VARIANCE_TYPE,
} from "./cost-ledger";
import { ELEMENT } from "./documents";
import { becomesInvoiced, OUTPUT_KINDS, VARIANCE_OF_KIND } from "./produced";
import { PROPOSAL_FLAG, Proposals, ROUNDING_REASON } from "./proposal-columns";
import { postingDate, type CostSetup } from "./setup";
import { firstExpectedValue } from "./targets";

/** Proposals for the entries of all items, or of those that are reported (1 per item), sorted as they are numbered. */
export function proposalsOf(adjustment: Adjustment, reported?: Uint8Array): Proposals {
  const { moneyScale, quantityScale, entries } = adjustment.read.ledger;
  const proposals = new Proposals(mostProposals(adjustment.adjusted), moneyScale, quantityScale);
  const compare = (a: number, b: number): number => compareProposals(proposals, a, b);
  const proposing = new Proposing(adjustment, proposals);
  for (let e = 0; e < entries.count; e += 1) {
    if (reported?.[entries.item[e] as number] === 0) continue;
    const first = proposals.count;
    proposing.entry(e);
    proposals.sortFrom(first, compare);
  }
  return proposals;
}

/** No fewer than there are proposals: an order may correct every kind of cost of its outputs. */
function mostProposals({ costing }: Adjusted): number {
  const { documents, facts, deltaExpected, deltaRounding } = costing;
  let most = 0;
  for (let d = 0; d < documents.delta.length; d += 1) if (!documents.delta.isZero(d)) most += 1;
  for (let e = 0; e < facts.valuedBy.length; e += 1) {
    if (facts.valuedBy[e] === VALUED_BY.order) most += OUTPUT_KINDS;
    else if (!deltaExpected.isZero(e)) most += 1;
    if (!deltaRounding.isZero(e)) most += 1;
  }
  return most;
}

/**
 * Within an entry: by the number of the value entry applied to, then type, then variance type. Actual stands before expected
 * cost, as they are added.
 */
function compareProposals({ appliesTo, type, variance }: Proposals, a: number, b: number): number {
  return (
    (appliesTo[a] as number) - (appliesTo[b] as number) ||
    (type[a] as number) - (type[b] as number) ||
    (variance[a] as number) - (variance[b] as number)
  );
}

/** What a proposal says itself; the rest comes from its entry and its origin. */
interface Draft {
  readonly type: number;
  readonly variance: number;
  readonly reason: number;
  readonly flags: number;
  /** Value entry that it is applied to, and the one that document and day come from (positions; -1 = none). */
  readonly appliesTo: number;
  readonly origin: number;
}

/** Adds the proposals of one entry after the other. */
class Proposing {
  readonly #adjusted: Adjusted;
  readonly #setup: CostSetup;
  readonly #entryRows: Int32Array;

  constructor(
    { adjusted, setup, read }: Adjustment,
    private readonly proposals: Proposals,
  ) {
    this.#adjusted = adjusted;
    this.#setup = setup;
    this.#entryRows = read.entryRows;
  }

  entry(e: number): void {
    const { costing } = this.#adjusted;
    const { facts, documents } = costing;
    for (let d = documents.start[e] as number; d < (documents.start[e + 1] as number); d += 1) {
      if (!documents.delta.isZero(d)) this.#document(e, d);
    }
    if (facts.valuedBy[e] === VALUED_BY.order) this.#order(e);
    else if (!costing.deltaExpected.isZero(e)) this.#expected(e);
    if (!costing.deltaRounding.isZero(e)) this.#rounding(e);
  }

  /** Adds a proposal with the document and the day of its origin; its row, in which amounts and quantities are to be set. */
  #add(e: number, draft: Draft): number {
    const { ledger, facts } = this.#adjusted.costing;
    const { entries, values } = ledger;
    const { appliesTo, origin } = draft;
    const start = (origin < 0 ? entries.postingDay[e] : values.postingDay[origin]) as number;
    const { day, moved, allowed } = postingDate(this.#setup, start);
    const first = entries.valueStart[e] as number;
    const copied = origin < 0 && first < (entries.valueStart[e + 1] as number) ? first : origin;
    const isPartial = appliesTo >= 0 && ((values.flags[appliesTo] as number) & VALUE_FLAG.partial) !== 0;
    return this.proposals.add({
      entryRow: this.#entryRows[e] as number,
      type: draft.type,
      variance: draft.variance,
      reason: draft.reason,
      flags:
        draft.flags |
        (this.#isValuedByAverage(e) ? PROPOSAL_FLAG.averageCost : 0) |
        (isPartial ? PROPOSAL_FLAG.partialRevaluation : 0) |
        (origin < 0 ? 0 : PROPOSAL_FLAG.document) |
        (moved ? PROPOSAL_FLAG.moved : 0) |
        (allowed ? 0 : PROPOSAL_FLAG.refused),
      appliesTo: appliesTo < 0 ? 0 : (values.no[appliesTo] as number),
      originRow: copied < 0 ? -1 : (values.row[copied] as number),
      postingDay: day,
      valuationDay: facts.valuationDay[e] as number,
    });
  }

  #isValuedByAverage(e: number): boolean {
    const { entries, values } = this.#adjusted.costing.ledger;
    for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1) {
      if (((values.flags[v] as number) & VALUE_FLAG.average) !== 0) return true;
    }
    return false;
  }

  #document(e: number, d: number): void {
    const { proposals } = this;
    const { ledger, documents, facts } = this.#adjusted.costing;
    const element = documents.element[d];
    const first = documents.first[d] as number;
    const appliesTo = documents.appliesTo[d] as number;
    const type =
      element === ELEMENT.indirect
        ? COST_TYPE.indirectCost
        : element === ELEMENT.variance
          ? COST_TYPE.variance
          : element === ELEMENT.direct
            ? COST_TYPE.directCost
            : (ledger.values.type[first] as number);
    const row = this.#add(e, {
      type,
      variance: type === COST_TYPE.variance ? this.#varianceType(e, appliesTo) : 0,
      reason: facts.valuedBy[e] as number,
      flags: PROPOSAL_FLAG.adjustment,
      appliesTo,
      origin: appliesTo < 0 ? first : appliesTo,
    });
    proposals.actual.setRow(row, documents.delta, d);
    proposals.valuedQuantity.setRow(row, documents.quantity, d);
  }

  /** Variance type of the value entry applied to; without one Material for outputs, Purchase otherwise. */
  #varianceType(e: number, value: number): number {
    const { entries, values } = this.#adjusted.costing.ledger;
    const given = value < 0 ? 0 : (values.variance[value] as number);
    if (given !== 0) return given;
    const type = entries.type[e];
    return type === ENTRY_TYPE.output || type === ENTRY_TYPE.assemblyOutput
      ? VARIANCE_TYPE.material
      : VARIANCE_TYPE.purchase;
  }

  #expected(e: number): void {
    const { proposals } = this;
    const { costing } = this.#adjusted;
    const { entries, values } = costing.ledger;
    const first = firstExpectedValue(costing, e);
    const any =
      (entries.valueStart[e] as number) < (entries.valueStart[e + 1] as number)
        ? (entries.valueStart[e] as number)
        : -1;
    const row = this.#add(e, {
      type: COST_TYPE.directCost,
      variance: 0,
      reason: costing.facts.valuedBy[e] as number,
      flags: PROPOSAL_FLAG.adjustment | PROPOSAL_FLAG.expectedCost,
      appliesTo: first,
      origin: first < 0 ? any : first,
    });
    proposals.expected.setRow(row, costing.deltaExpected, e);
    // The correction is one of the open quantity alone. Whoever takes cost from the entry counts a value entry with
    // Expected Cost by open ÷ valued quantity, and must count all of this one.
    if (first < 0 || costing.handsOn(e)) proposals.valuedQuantity.set(row, costing.openQuantity(e));
    else proposals.valuedQuantity.setRow(row, values.valuedQuantity, first);
  }

  #order(e: number): void {
    const { proposals } = this;
    const { costing, produced } = this.#adjusted;
    const { entries, values, orders } = costing.ledger;
    let origin = -1;
    for (
      let v = entries.valueStart[e] as number;
      v < (entries.valueStart[e + 1] as number) && origin < 0;
      v += 1
    ) {
      if (values.type[v] === COST_TYPE.directCost) origin = v;
    }
    const firstTime = becomesInvoiced(costing, e);
    const assembly = orders.type[entries.order[e] as number] === ORDER_TYPE.assembly;
    for (let kind = 0; kind < OUTPUT_KINDS; kind += 1) {
      const actual = produced.delta(e, kind);
      const invoices = kind === 0 && firstTime;
      if (actual === 0n && !invoices) continue;
      const row = this.#add(e, {
        type: kind === 0 ? COST_TYPE.directCost : kind === 1 ? COST_TYPE.indirectCost : COST_TYPE.variance,
        variance: VARIANCE_OF_KIND[kind] as number,
        reason: VALUED_BY.order,
        flags: assembly && !firstTime ? PROPOSAL_FLAG.adjustment : 0,
        appliesTo: -1,
        origin,
      });
      proposals.actual.set(row, actual);
      proposals.valuedQuantity.setRow(row, entries.quantity, e);
      if (!invoices) continue;
      proposals.expected.setRow(row, costing.deltaExpected, e);
      proposals.invoicedQuantity.set(row, entries.quantity.big(e) - entries.invoiced.big(e));
    }
  }

  #rounding(e: number): void {
    const { proposals } = this;
    const { costing } = this.#adjusted;
    const { entries, values } = costing.ledger;
    let origin = entries.valueStart[e] as number;
    for (let v = origin; v < (entries.valueStart[e + 1] as number); v += 1) {
      if (isPlainDirectCost(values, v) && ((values.flags[v] as number) & VALUE_FLAG.adjustment) === 0)
        origin = v;
    }
    const row = this.#add(e, {
      type: COST_TYPE.rounding,
      variance: 0,
      reason: ROUNDING_REASON,
      flags: 0,
      appliesTo: -1,
      origin,
    });
    proposals.actual.setRow(row, costing.deltaRounding, e);
    proposals.valuedQuantity.setRow(row, entries.quantity, e);
  }
}
