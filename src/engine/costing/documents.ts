/**
 * The documents of an entry: its invoiced value entries by Document No. and Document Line No. A target is spread over
 * them, and each gets its own correction. Entries valued by order or by their own cost have none here.
 */
import { COST_TYPE, isPlainDirectCost, VALUE_FLAG, VALUED_BY, type CostLedger } from "./cost-ledger";
import type { EntryFacts } from "./entry-facts";
import { ScaledStore } from "./scaled";

/** What part of the cost a document stands for; entries that reverse a cost exactly keep three parts apart. */
export const ELEMENT = { all: 0, direct: 1, indirect: 2, variance: 3 } as const;
/** Mark of a document that never gets a target of its own. */
export const NO_TARGET = 255;

/** Part of the cost that a value entry belongs to when parts are kept apart. */
export function elementOf(costType: number): number {
  if (costType === COST_TYPE.indirectCost) return ELEMENT.indirect;
  return costType === COST_TYPE.variance ? ELEMENT.variance : ELEMENT.direct;
}

export interface Documents {
  /** Documents of entry e: start[e] … start[e + 1] - 1, in the order in which a target is spread. */
  readonly start: Int32Array;
  readonly element: Uint8Array;
  /** First value entry of the document (position). */
  readonly first: Int32Array;
  /** Value entry that a correction is applied to (position), or -1. */
  readonly appliesTo: Int32Array;
  readonly quantity: ScaledStore;
  /** Actual cost now. */
  readonly money: ScaledStore;
  /** Correction found: target minus money now. */
  readonly delta: ScaledStore;
}

/** Collects the documents of all entries that get a target. */
export function collectDocuments(ledger: CostLedger, facts: EntryFacts): Documents {
  const { entries, values } = ledger;
  const builder = new DocumentBuilder(values.count);
  const start = new Int32Array(entries.count + 1);
  for (let e = 0; e < entries.count; e += 1) {
    start[e] = builder.count;
    const by = facts.valuedBy[e];
    if (by === VALUED_BY.own || by === VALUED_BY.order) continue;
    collect(ledger, facts, e, builder);
  }
  start[entries.count] = builder.count;
  const quantity = new ScaledStore(builder.count);
  const money = new ScaledStore(builder.count);
  for (let at = 0; at < builder.members.length; at += 1) {
    const document = builder.members[at] as number;
    if (document < 0) continue;
    quantity.addRow(document, values.invoicedQuantity, at);
    money.addRow(document, values.actual, at);
  }
  const documents: Documents = {
    start,
    element: builder.element.slice(0, builder.count),
    first: builder.first.slice(0, builder.count),
    appliesTo: builder.appliesTo.slice(0, builder.count),
    quantity,
    money,
    delta: new ScaledStore(builder.count),
  };
  for (let e = 0; e < entries.count; e += 1) {
    if (facts.valuedBy[e] === VALUED_BY.transfer) joinTransfer(ledger, documents, e);
    else if (facts.exactReversal[e] === 1) splitElements(documents, e);
  }
  return documents;
}

/** Growing lists of documents; `members` is the document per value entry, or -1. */
class DocumentBuilder {
  count = 0;
  element: Uint8Array;
  first: Int32Array;
  appliesTo: Int32Array;
  readonly members: Int32Array;

  constructor(values: number) {
    this.members = new Int32Array(values).fill(-1);
    this.element = new Uint8Array(values + 16);
    this.first = new Int32Array(values + 16);
    this.appliesTo = new Int32Array(values + 16);
  }

  add(element: number, first: number, appliesTo: number): number {
    if (this.count === this.first.length) this.#grow();
    const document = this.count;
    this.element[document] = element;
    this.first[document] = first;
    this.appliesTo[document] = appliesTo;
    this.count += 1;
    return document;
  }

  #grow(): void {
    const length = this.first.length * 2;
    const element = new Uint8Array(length);
    element.set(this.element);
    const first = new Int32Array(length);
    first.set(this.first);
    const appliesTo = new Int32Array(length);
    appliesTo.set(this.appliesTo);
    Object.assign(this, { element, first, appliesTo });
  }
}

function belongs(ledger: CostLedger, onlyPlain: boolean, v: number): boolean {
  const { values } = ledger;
  if (((values.flags[v] as number) & VALUE_FLAG.expectedCost) !== 0 || values.type[v] === COST_TYPE.rounding)
    return false;
  return !onlyPlain || isPlainDirectCost(values, v);
}

/** Documents of one entry in the order of their keys, each with its value entries marked. */
function collect(ledger: CostLedger, facts: EntryFacts, e: number, builder: DocumentBuilder): void {
  const { entries, values } = ledger;
  const by = facts.valuedBy[e];
  const onlyPlain = by === VALUED_BY.reversal || by === VALUED_BY.transfer;
  const compare = (a: number, b: number): number =>
    ledger.compareDocuments(values.document[a] as number, values.document[b] as number) ||
    (values.documentLine[a] as number) - (values.documentLine[b] as number);
  const members: number[] = [];
  for (let v = entries.valueStart[e] as number; v < (entries.valueStart[e + 1] as number); v += 1)
    if (belongs(ledger, onlyPlain, v)) members.push(v);
  // Value entries of one document stay in the order of their numbers.
  if (members.length > 1) members.sort(compare);
  const elements =
    facts.exactReversal[e] === 1 ? [ELEMENT.direct, ELEMENT.indirect, ELEMENT.variance] : [ELEMENT.all];
  for (let from = 0; from < members.length;) {
    let end = from + 1;
    while (end < members.length && compare(members[from] as number, members[end] as number) === 0) end += 1;
    const first = firstOf(ledger, members, from, end, ELEMENT.all);
    for (const element of elements) {
      const document = builder.add(element, first, firstOf(ledger, members, from, end, element));
      for (let i = from; i < end; i += 1) {
        const v = members[i] as number;
        if (element === ELEMENT.all || elementOf(values.type[v] as number) === element)
          builder.members[v] = document;
      }
    }
    from = end;
  }
}

/** Lowest-numbered value entry of a document that is no adjustment; without one the lowest-numbered; -1 when none. */
function firstOf(
  ledger: CostLedger,
  members: readonly number[],
  from: number,
  end: number,
  element: number,
): number {
  const { values } = ledger;
  let any = -1;
  for (let i = from; i < end; i += 1) {
    const v = members[i] as number;
    if (element !== ELEMENT.all && elementOf(values.type[v] as number) !== element) continue;
    if (((values.flags[v] as number) & VALUE_FLAG.adjustment) === 0) return v;
    if (any < 0) any = v;
  }
  return any;
}

/** A transfer-in has one target: the document of its first plain Direct Cost value entry carries the money of all. */
function joinTransfer(ledger: CostLedger, documents: Documents, e: number): void {
  const from = documents.start[e] as number;
  const end = documents.start[e + 1] as number;
  const numberOf = (document: number): number =>
    ledger.values.no[documents.first[document] as number] as number;
  let carrier = from;
  for (let d = from; d < end; d += 1) if (numberOf(d) < numberOf(carrier)) carrier = d;
  for (let d = from; d < end; d += 1) {
    if (d === carrier) continue;
    documents.money.addRow(carrier, documents.money, d);
    documents.money.set(d, 0n);
    documents.element[d] = NO_TARGET;
  }
}

/** The three parts of a document share its quantity. */
function splitElements(documents: Documents, e: number): void {
  const { start, quantity } = documents;
  for (let d = start[e] as number; d < (start[e + 1] as number); d += 3) {
    const total = quantity.big(d) + quantity.big(d + 1) + quantity.big(d + 2);
    for (let part = 0; part < 3; part += 1) quantity.set(d + part, total);
  }
}
