/** Compares two proofs of the same period: which causes changed, and what was entered into a month already reconciled. */
import { Exact, exactText } from "../../values/decimal";
import { numbersBeyond, type Coverage } from "./coverage";
import { CAUSES, type Cause } from "./causes";
import type { ReconcilingItem } from "./items";

/** The parts of a result that a kept proof needs. */
export interface KeptProof {
  readonly reconcilingItems?: readonly ReconcilingItem[];
  readonly coverage?: Coverage;
}

export interface CauseChange {
  readonly row: string;
  readonly cause: Cause;
  readonly before: string;
  readonly after: string;
  readonly change: "equal" | "changed" | "new" | "gone";
  /** Entries that are in the item now and were not, and the reverse. */
  readonly addedValueEntryNos: readonly number[];
  readonly addedGLEntryNos: readonly number[];
  readonly removedValueEntryNos: readonly number[];
  readonly removedGLEntryNos: readonly number[];
}

export interface ProofComparison {
  /** Both proofs cover the same dates; otherwise the lists of new entries are empty. */
  readonly samePeriod: boolean;
  readonly causes: readonly CauseChange[];
  readonly equal: number;
  readonly changed: number;
  /** Entries dated in the period that the earlier proof did not have, and those that are gone. */
  readonly newValueEntryNos: readonly number[];
  readonly newGLEntryNos: readonly number[];
  readonly missingValueEntryNos: readonly number[];
  readonly missingGLEntryNos: readonly number[];
}

/** What is different in `current`. Items are equal when amount and entry numbers are. */
export function compareProofs(previous: KeptProof, current: KeptProof): ProofComparison {
  const before = byKey(previous.reconcilingItems ?? []);
  const after = byKey(current.reconcilingItems ?? []);
  const keys = [...after.keys(), ...[...before.keys()].filter((key) => !after.has(key))];
  const causes = keys.map((key) => compareItems(before.get(key), after.get(key)));
  const equal = causes.filter((cause) => cause.change === "equal").length;
  const periods = samePeriodOf(previous.coverage, current.coverage);
  const beyond = (which: "valueEntries" | "glEntries", from: "old" | "now"): readonly number[] => {
    if (!periods) return [];
    const other = from === "now" ? "old" : "now";
    return numbersBeyond(periods[from][which].runs, periods[other][which].runs);
  };
  return {
    samePeriod: periods !== undefined,
    causes,
    equal,
    changed: causes.length - equal,
    newValueEntryNos: beyond("valueEntries", "now"),
    newGLEntryNos: beyond("glEntries", "now"),
    missingValueEntryNos: beyond("valueEntries", "old"),
    missingGLEntryNos: beyond("glEntries", "old"),
  };
}

/** Both coverages when they are of the same dates. */
function samePeriodOf(
  old: Coverage | undefined,
  now: Coverage | undefined,
): { readonly old: Coverage; readonly now: Coverage } | undefined {
  if (!old || !now) return undefined;
  return old.startDate === now.startDate && old.endDate === now.endDate ? { old, now } : undefined;
}

function byKey(items: readonly ReconcilingItem[]): ReadonlyMap<string, ReconcilingItem> {
  return new Map(items.map((item) => [`${item.row}|${CAUSES.indexOf(item.cause)}`, item]));
}

function compareItems(before: ReconcilingItem | undefined, after: ReconcilingItem | undefined): CauseChange {
  const item = after ?? before;
  if (!item) throw new RangeError("nothing to compare");
  const numbers = {
    addedValueEntryNos: missingIn(after?.valueEntryNos, before?.valueEntryNos),
    addedGLEntryNos: missingIn(after?.glEntryNos, before?.glEntryNos),
    removedValueEntryNos: missingIn(before?.valueEntryNos, after?.valueEntryNos),
    removedGLEntryNos: missingIn(before?.glEntryNos, after?.glEntryNos),
  };
  const sameEntries = Object.values(numbers).every((list) => list.length === 0);
  const sameAmount =
    exactText(new Exact(before?.amount ?? "0")) === exactText(new Exact(after?.amount ?? "0"));
  return {
    row: item.row,
    cause: item.cause,
    before: before?.amount ?? "0",
    after: after?.amount ?? "0",
    change: !before ? "new" : !after ? "gone" : sameEntries && sameAmount ? "equal" : "changed",
    ...numbers,
  };
}

function missingIn(numbers: readonly number[] = [], others: readonly number[] = []): readonly number[] {
  const known = new Set(others);
  return numbers.filter((number) => !known.has(number));
}
