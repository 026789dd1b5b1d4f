/** New applications against a model that looks through a list for every piece; stores and sums that the model does not touch. */
import fc from "fast-check";
import { ScaledStore } from "../../../src/engine/costing/scaled";
import { applyAnew, type ShadowEntries } from "../../../src/engine/costing/shadow-applications";

interface Entry {
  readonly bucket: number;
  readonly day: number;
  readonly quantity: number;
  readonly fixedTo: number;
  /** Issue that an increase reverses, or -1. */
  readonly reverses: number;
}

const anyEntries = fc
  .array(
    fc.record({
      bucket: fc.integer({ min: 0, max: 1 }),
      day: fc.integer({ min: 1, max: 6 }),
      quantity: fc.integer({ min: -5, max: 5 }),
      fixedTo: fc.integer({ min: -8, max: 20 }),
      reverses: fc.integer({ min: -8, max: 20 }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((list): Entry[] =>
    list.map((entry) => ({
      ...entry,
      fixedTo: entry.quantity < 0 && entry.fixedTo < list.length ? Math.max(-1, entry.fixedTo) : -1,
      reverses: entry.quantity > 0 && entry.reverses < list.length ? Math.max(-1, entry.reverses) : -1,
    })),
  );

function shadowEntries(list: readonly Entry[]): ShadowEntries {
  const quantity = new ScaledStore(list.length);
  list.forEach((entry, at) => {
    quantity.set(at, BigInt(entry.quantity));
  });
  return {
    count: list.length,
    bucket: Int32Array.from(list, (entry) => entry.bucket),
    bucketCount: 2,
    postingDay: Int32Array.from(list, (entry) => entry.day),
    quantity,
    fixedTo: Int32Array.from(list, (entry) => entry.fixedTo),
    reverses: (increase, issue) => list[increase]?.reverses === issue,
  };
}

interface Applied {
  readonly rows: readonly string[];
  readonly left: readonly number[];
  readonly fixedServed: readonly number[];
}

/** One entry after the other; each looks at all open entries of its bucket. */
function model(list: readonly Entry[], late: boolean, byDate: boolean): Applied {
  const rows: string[] = [];
  const left = list.map(() => 0);
  const fixedServed = list.map(() => 0);
  const at = (entry: number): Entry => list[entry] as Entry;
  for (const bucket of [0, 1]) {
    const members = list.map((_, entry) => entry).filter((entry) => at(entry).bucket === bucket);
    if (byDate) {
      members.sort(
        (a, b) => at(a).day - at(b).day || Math.sign(at(b).quantity) - Math.sign(at(a).quantity) || a - b,
      );
    }
    const done: number[] = [];
    const take = (issue: number, increase: number): void => {
      const quantity = Math.min(-(left[issue] as number), left[increase] as number);
      left[issue] = (left[issue] as number) + quantity;
      left[increase] = (left[increase] as number) - quantity;
      rows.push(`${issue} from ${increase}: ${-quantity}`);
    };
    for (const entry of members) {
      left[entry] = at(entry).quantity;
      const isIssue = at(entry).quantity < 0;
      const { fixedTo } = at(entry);
      if (
        isIssue &&
        done.includes(fixedTo) &&
        (left[fixedTo] as number) > 0 &&
        at(fixedTo).reverses !== entry
      ) {
        take(entry, fixedTo);
        fixedServed[entry] = 1;
      }
      const others = [...done].sort((a, b) => at(a).day - at(b).day || a - b);
      for (const other of late ? others.reverse() : others) {
        const [issue, increase] = isIssue ? [entry, other] : [other, entry];
        if ((left[issue] as number) >= 0 || (left[increase] as number) <= 0) continue;
        if (at(increase).reverses !== issue) take(issue, increase);
      }
      done.push(entry);
    }
  }
  return { rows, left, fixedServed };
}

test.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])("late %s, by date %s: equals the model", (late, byDate) => {
  fc.assert(
    fc.property(anyEntries, (list) => {
      const found = applyAnew(shadowEntries(list), late, byDate);
      const expected = model(list, late, byDate);
      const rows = found.issue.map(
        (issue, row) => `${issue} from ${String(found.increase[row])}: ${String(found.quantity.big(row))}`,
      );
      expect(rows).toEqual(expected.rows);
      expect(list.map((_, entry) => Number(found.left.big(entry)))).toEqual(expected.left);
      expect([...found.fixedServed]).toEqual(expected.fixedServed);
    }),
    { numRuns: 400, seed: 20_260_131 },
  );
});

test("quantities beyond 2^53 are taken exactly", () => {
  const wide = 2n ** 60n;
  const entries = shadowEntries([
    { bucket: 0, day: 1, quantity: 1, fixedTo: -1, reverses: -1 },
    { bucket: 0, day: 2, quantity: -1, fixedTo: -1, reverses: -1 },
  ]);
  entries.quantity.set(0, wide);
  entries.quantity.set(1, -wide - 7n);
  const found = applyAnew(entries, false, false);
  expect(found.quantity.big(0)).toBe(-wide);
  expect([found.left.big(0), found.left.big(1)]).toEqual([0n, -7n]);
});
