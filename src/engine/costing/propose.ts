/**
 * Corrections as rows in the layout of value entries: what the adjustment would post, on which document and day.
 */
import type { Adjusted } from "./adjust";
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
import { type Proposal, Proposals, type Reason, REASONS } from "./proposal-columns";
import { postingDate, type CostSetup } from "./setup";
import { firstExpectedValue } from "./targets";

/** All proposals, sorted as they are numbered. */
export function proposalsOf(adjusted: Adjusted, setup: CostSetup): Proposals {
  const { costing } = adjusted;
  const proposals = new Proposals(mostProposals(adjusted));
  for (let e = 0; e < costing.ledger.entries.count; e += 1) {
    const found = proposalsOfEntry(adjusted, setup, e);
    if (found.length > 1) found.sort((a, b) => compareProposals(costing.ledger.values.no, a, b));
    for (const proposal of found) proposals.add(proposal);
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

function compareProposals(numbers: Float64Array, a: Proposal, b: Proposal): number {
  const applied = (proposal: Proposal): number =>
    proposal.appliesTo < 0 ? 0 : (numbers[proposal.appliesTo] as number);
  return (
    applied(a) - applied(b) ||
    a.type - b.type ||
    a.variance - b.variance ||
    Number(a.expectedCost) - Number(b.expectedCost)
  );
}

type Draft = Omit<Proposal, "entry" | "postingDay" | "moved" | "allowed" | "reason"> & {
  readonly reason?: Reason;
};

function proposalsOfEntry(adjusted: Adjusted, setup: CostSetup, e: number): Proposal[] {
  const { costing } = adjusted;
  const { ledger, facts, documents } = costing;
  const drafts: Draft[] = [];
  for (let d = documents.start[e] as number; d < (documents.start[e + 1] as number); d += 1) {
    if (!documents.delta.isZero(d)) drafts.push(documentDraft(adjusted, e, d));
  }
  if (facts.valuedBy[e] === VALUED_BY.order) drafts.push(...orderDrafts(adjusted, e));
  else if (!costing.deltaExpected.isZero(e)) drafts.push(expectedDraft(adjusted, e));
  if (!costing.deltaRounding.isZero(e)) drafts.push(roundingDraft(adjusted, e));
  if (drafts.length === 0) return [];
  return drafts.map((draft) => {
    const start =
      draft.origin < 0
        ? (ledger.entries.postingDay[e] as number)
        : (ledger.values.postingDay[draft.origin] as number);
    const { day, moved, allowed } = postingDate(setup, start);
    const reason: Reason = draft.reason ?? REASONS[facts.valuedBy[e] ?? 0] ?? "own";
    return { ...draft, reason, entry: e, postingDay: day, moved, allowed };
  });
}

function documentDraft(adjusted: Adjusted, e: number, d: number): Draft {
  const { ledger, documents } = adjusted.costing;
  const { values } = ledger;
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
          : (values.type[first] as number);
  return {
    type,
    variance: type === COST_TYPE.variance ? varianceType(adjusted, e, appliesTo) : 0,
    adjustment: true,
    expectedCost: false,
    actual: documents.delta.big(d),
    expected: 0n,
    valuedQuantity: documents.quantity.big(d),
    invoicedQuantity: 0n,
    appliesTo,
    origin: appliesTo < 0 ? first : appliesTo,
  };
}

/** Variance type of the value entry applied to; without one Material for outputs, Purchase otherwise. */
function varianceType(adjusted: Adjusted, e: number, value: number): number {
  const { entries, values } = adjusted.costing.ledger;
  const given = value < 0 ? 0 : (values.variance[value] as number);
  if (given !== 0) return given;
  const type = entries.type[e];
  return type === ENTRY_TYPE.output || type === ENTRY_TYPE.assemblyOutput
    ? VARIANCE_TYPE.material
    : VARIANCE_TYPE.purchase;
}

function expectedDraft(adjusted: Adjusted, e: number): Draft {
  const { costing } = adjusted;
  const { entries, values } = costing.ledger;
  const first = firstExpectedValue(costing, e);
  const any =
    (entries.valueStart[e] as number) < (entries.valueStart[e + 1] as number)
      ? (entries.valueStart[e] as number)
      : -1;
  return {
    type: COST_TYPE.directCost,
    variance: 0,
    adjustment: true,
    expectedCost: true,
    actual: 0n,
    expected: costing.deltaExpected.big(e),
    // The correction is one of the open quantity alone. Whoever takes cost from the entry counts a value entry with
    // Expected Cost by open ÷ valued quantity, and must count all of this one.
    valuedQuantity:
      first < 0 || costing.handsOn(e) ? costing.openQuantity(e) : values.valuedQuantity.big(first),
    invoicedQuantity: 0n,
    appliesTo: first,
    origin: first < 0 ? any : first,
  };
}

function orderDrafts(adjusted: Adjusted, e: number): Draft[] {
  const { costing, produced } = adjusted;
  const { entries, values, orders } = costing.ledger;
  let origin = -1;
  for (
    let v = entries.valueStart[e] as number;
    v < (entries.valueStart[e + 1] as number) && origin < 0;
    v += 1
  ) {
    if (values.type[v] === COST_TYPE.directCost) origin = v;
  }
  const quantity = entries.quantity.big(e);
  const firstTime = becomesInvoiced(costing, e);
  const assembly = orders.type[entries.order[e] as number] === ORDER_TYPE.assembly;
  const drafts: Draft[] = [];
  for (let kind = 0; kind < OUTPUT_KINDS; kind += 1) {
    const actual = produced.delta(e, kind);
    const invoices = kind === 0 && firstTime;
    if (actual === 0n && !invoices) continue;
    drafts.push({
      type: kind === 0 ? COST_TYPE.directCost : kind === 1 ? COST_TYPE.indirectCost : COST_TYPE.variance,
      variance: VARIANCE_OF_KIND[kind] as number,
      adjustment: assembly && !firstTime,
      expectedCost: false,
      actual,
      expected: invoices ? costing.deltaExpected.big(e) : 0n,
      valuedQuantity: quantity,
      invoicedQuantity: invoices ? quantity - entries.invoiced.big(e) : 0n,
      appliesTo: -1,
      origin,
    });
  }
  return drafts;
}

function roundingDraft(adjusted: Adjusted, e: number): Draft {
  const { costing } = adjusted;
  const { entries, values } = costing.ledger;
  let origin = entries.valueStart[e] as number;
  for (let v = origin; v < (entries.valueStart[e + 1] as number); v += 1) {
    if (isPlainDirectCost(values, v) && ((values.flags[v] as number) & VALUE_FLAG.adjustment) === 0)
      origin = v;
  }
  return {
    type: COST_TYPE.rounding,
    variance: 0,
    adjustment: false,
    expectedCost: false,
    actual: costing.deltaRounding.big(e),
    expected: 0n,
    valuedQuantity: entries.quantity.big(e),
    invoicedQuantity: 0n,
    appliesTo: -1,
    origin: origin < (entries.valueStart[e + 1] as number) ? origin : -1,
    reason: "rounding",
  };
}
