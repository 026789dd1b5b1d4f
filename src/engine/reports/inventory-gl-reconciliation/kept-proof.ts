/** What a proof leaves in the workbook, so that a later session says what changed since; short also for long lists. */
import type { KeptProof } from "./compare";
import type { NumberRun } from "./coverage";
import type { ReconcilingItem } from "./items";

/** Entry numbers in their order: consecutive ones as first and last, others as they are. */
type PackedNumbers = readonly (number | NumberRun)[];

type PackedItem = Omit<ReconcilingItem, "valueEntryNos" | "glEntryNos"> & {
  readonly valueEntryNos: PackedNumbers;
  readonly glEntryNos: PackedNumbers;
};

/** A proof as it is kept. */
export interface PackedProof extends Pick<KeptProof, "coverage"> {
  readonly reconcilingItems: readonly PackedItem[];
}

/** The parts of a result that are kept; undefined for a result that proves nothing. */
export function packProof({ reconcilingItems, coverage }: KeptProof): PackedProof | undefined {
  if (reconcilingItems === undefined || coverage === undefined) return undefined;
  return {
    reconcilingItems: reconcilingItems.map((item) => ({
      ...item,
      valueEntryNos: packed(item.valueEntryNos),
      glEntryNos: packed(item.glEntryNos),
    })),
    coverage,
  };
}

/** A kept proof; undefined when a text that somebody changed by hand is none. */
export function unpackProof(kept: unknown): KeptProof | undefined {
  if (!isPackedProof(kept)) return undefined;
  const { reconcilingItems, coverage } = kept;
  return {
    reconcilingItems: reconcilingItems.map((item) => ({
      ...item,
      valueEntryNos: unpacked(item.valueEntryNos),
      glEntryNos: unpacked(item.glEntryNos),
    })),
    coverage,
  };
}

/** Most entries of a reconciling item that a kept proof may name: more do not fit into a workbook. */
const MOST_NUMBERS = 10_000_000;

function isPackedProof(kept: unknown): kept is PackedProof {
  const { reconcilingItems, coverage } = (kept ?? {}) as Partial<Record<keyof PackedProof, unknown>>;
  const { valueEntries, glEntries } = (coverage ?? {}) as Record<
    string,
    { readonly runs?: unknown } | undefined
  >;
  return (
    Array.isArray(reconcilingItems) &&
    reconcilingItems.every(
      (item: Partial<PackedItem> | null) => areNumbers(item?.valueEntryNos) && areNumbers(item?.glEntryNos),
    ) &&
    areNumbers(valueEntries?.runs) &&
    areNumbers(glEntries?.runs)
  );
}

function areNumbers(list: unknown): list is PackedNumbers {
  if (!Array.isArray(list)) return false;
  let count = 0;
  for (const part of list as readonly unknown[]) {
    const [from, to] = Array.isArray(part) ? (part as readonly unknown[]) : [part, part];
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return false;
    count += Math.max(0, (to as number) - (from as number) + 1);
    if ((to as number) < (from as number) || count > MOST_NUMBERS) return false;
  }
  return true;
}

function packed(numbers: readonly number[]): PackedNumbers {
  const list: (number | NumberRun)[] = [];
  for (let start = 0; start < numbers.length;) {
    let end = start;
    while (numbers[end + 1] === (numbers[end] as number) + 1) end += 1;
    const from = numbers[start] as number;
    list.push(end === start ? from : [from, numbers[end] as number]);
    start = end + 1;
  }
  return list;
}

function unpacked(list: PackedNumbers): readonly number[] {
  return list.flatMap((part) =>
    typeof part === "number"
      ? [part]
      : Array.from({ length: part[1] - part[0] + 1 }, (_, at) => part[0] + at),
  );
}
