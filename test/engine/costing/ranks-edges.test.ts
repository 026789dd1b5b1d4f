/** Ranks of entries by their sources, over small graphs. */
import fc from "fast-check";
import { findNumber } from "../../../src/engine/costing/basis";
import { findCircles } from "../../../src/engine/costing/circles";
import type { CostLedger } from "../../../src/engine/costing/cost-ledger";
import { rankBySources, type Ranks } from "../../../src/engine/costing/ranks";

/** [receiver, source]; a source of -1 is not in the workbook. */
type Link = readonly [owner: number, source: number];

function rank(count: number, given: readonly Link[], carries: (link: number) => boolean = () => true): Ranks {
  const list = given.map((link) => link).sort((a, b) => a[0] - b[0]);
  const linkStart = new Int32Array(count + 1);
  for (const [owner] of list) linkStart[owner + 1] = (linkStart[owner + 1] ?? 0) + 1;
  for (let e = 0; e < count; e += 1) linkStart[e + 1] = (linkStart[e + 1] ?? 0) + (linkStart[e] ?? 0);
  const ledger = {
    entries: { count, linkStart },
    links: {
      count: list.length,
      owner: Int32Array.from(list, ([owner]) => owner),
      source: Int32Array.from(list, ([, source]) => source),
    },
  };
  return rankBySources(ledger as unknown as CostLedger, carries);
}

const entryAt = (ranks: Ranks): readonly number[] => [...ranks.entryAt];
const circle = (ranks: Ranks): readonly number[] =>
  [...ranks.inCircle].flatMap((one, e) => (one === 1 ? [e] : []));

it("keeps places where sources are older", () => {
  const ranks = rank(4, [
    [1, 0],
    [3, 1],
    [3, -1],
  ]);
  expect([entryAt(ranks), [...ranks.rankOf], circle(ranks), ranks.hasCircle]).toEqual([
    [0, 1, 2, 3],
    [0, 1, 2, 3],
    [],
    false,
  ]);
});

it("puts a younger source before its receiver", () => {
  const ranks = rank(4, [
    [0, 3],
    [1, 0],
    [2, 1],
  ]);
  expect([entryAt(ranks), [...ranks.rankOf], ranks.hasCircle]).toEqual([[3, 0, 1, 2], [1, 2, 3, 0], false]);
});

it("leaves out links that carry nothing", () => {
  expect(entryAt(rank(2, [[0, 1]], () => false))).toEqual([0, 1]);
  expect(
    entryAt(
      rank(
        3,
        [
          [0, 2],
          [1, 2],
        ],
        (link) => link === 1,
      ),
    ),
  ).toEqual([0, 2, 1]);
});

it.each<readonly [string, number, readonly Link[], readonly number[]]>([
  [
    "two that feed each other",
    3,
    [
      [0, 1],
      [1, 0],
    ],
    [0, 1],
  ],
  [
    "one that feeds itself",
    3,
    [
      [1, 1],
      [0, 2],
    ],
    [1],
  ],
  [
    "three in a ring, one behind",
    5,
    [
      [0, 2],
      [1, 0],
      [2, 1],
      [3, 2],
    ],
    [0, 1, 2],
  ],
  [
    "two rings that touch",
    4,
    [
      [0, 1],
      [1, 0],
      [1, 2],
      [2, 3],
      [3, 1],
    ],
    [0, 1, 2, 3],
  ],
  [
    "a ring with a way out of it",
    4,
    [
      [0, 1],
      [1, 2],
      [2, 0],
      [0, 3],
    ],
    [0, 1, 2],
  ],
])("names circles: %s", (_, count, links, members) => {
  const ranks = rank(count, links);
  expect([circle(ranks), ranks.hasCircle]).toEqual([members, true]);
  expect(entryAt(ranks)).toEqual(Array.from({ length: count }, (__, e) => e));
});

it("finds the circles that a search from every entry finds, and orders the rest", () => {
  const graph = fc
    .integer({ min: 1, max: 9 })
    .chain((count) =>
      fc.tuple(
        fc.constant(count),
        fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 14 }),
      ),
    );
  fc.assert(
    fc.property(graph, ([count, links]) => {
      const reaches = (from: number, to: number): boolean => {
        const seen = new Set<number>();
        const queue = links.flatMap(([owner, source]) => (owner === from ? [source] : []));
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
          if (next === to) return true;
          if (seen.has(next)) continue;
          seen.add(next);
          const at = next;
          queue.push(...links.flatMap(([owner, source]) => (owner === at ? [source] : [])));
        }
        return false;
      };
      const ranks = rank(count, links);
      const expected = Array.from({ length: count }, (_, e) => e).filter((e) => reaches(e, e));
      expect(circle(ranks)).toEqual(expected);
      expect([...entryAt(ranks)].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, e) => e));
      entryAt(ranks).forEach((e, at) => expect(ranks.rankOf[e]).toBe(at));
      if (expected.length === 0)
        for (const [owner, source] of links)
          expect(ranks.rankOf[source] ?? 0).toBeLessThan(ranks.rankOf[owner] ?? 0);
    }),
    { seed: 5, numRuns: 500 },
  );
});

it("gives the members of a circle in ascending order, wherever the search came in", () => {
  // 0 leads to 3, and 3 → 2 → 1 → 3; 4 stands alone.
  const { order, inCircle } = findCircles(5, Int32Array.of(0, 1, 2, 3, 4, 4), Int32Array.of(3, 3, 1, 2));
  expect([[...order], [...inCircle]]).toEqual([
    [1, 2, 3, 0, 4],
    [0, 1, 1, 1, 0],
  ]);
});

it("finds the place of a number, or -1", () => {
  const numbers = Float64Array.of(2, 4, 6, 8);
  expect([2, 4, 6, 8, 1, 5, 9].map((wanted) => findNumber(numbers, 0, 4, wanted))).toEqual([
    0, 1, 2, 3, -1, -1, -1,
  ]);
  // Only within the range.
  expect([2, 8].map((wanted) => findNumber(numbers, 1, 3, wanted))).toEqual([-1, -1]);
});
