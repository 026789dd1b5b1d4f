import fc from "fast-check";
import { LazyRows } from "../../src/engine/rows";
import { cut, putBack, type Cut } from "../../src/engine-service/slices";

/** What arrives when every message is cloned on its way. */
function arrive({ skeleton, parts }: Cut): unknown {
  const received: unknown = structuredClone(skeleton);
  for (const part of parts) putBack(received, structuredClone(part));
  return received;
}

function leaves(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  const items: unknown[] =
    value instanceof Map ? [...(value.values() as Iterable<unknown>)] : Object.values(value);
  return items.reduce<number>((sum, item) => sum + leaves(item), 1);
}

describe("cutting data into messages", () => {
  test("small data travel in one message", () => {
    const value = { report: "x", rows: [1, 2, 3] };
    const { skeleton, parts } = cut(value);
    expect(skeleton).toBe(value);
    expect([...parts]).toEqual([]);
  });

  test("nested long lists and maps come back in their places", () => {
    const value = {
      sheets: [
        {
          name: "a",
          tables: [{ columns: [{ values: numbers(70) }, { values: numbers(5) }] }],
          links: new Map([["1:1", { cell: "A1" }]]),
        },
        {
          name: "b",
          tables: [],
          links: new Map(numbers(90).map((n) => [`${n}`, { cell: `A${n}` }] as const)),
        },
      ],
      big: numbers(55).map((n) => ({ n, list: numbers(n) })),
    };
    const parts = cut(value, 20);
    expect(arrive(parts)).toEqual(value);
    for (const part of parts.parts) expect(leaves(part.items)).toBeLessThanOrEqual(20 * 4);
  });

  test("any JSON comes back, whatever the limit", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 1, max: 30 }), (value, limit) => {
        expect(arrive(cut(value, limit))).toEqual(value);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test("rows that are made when read arrive as arrays, wherever they stand and whatever the limit", () => {
    const row = (index: number) => ({ index, list: numbers(index % 40) });
    const own = (index: number) => ({ index, rows: new LazyRows(index, row) });
    const listOf = <Row>(length: number, make: (index: number) => Row): Row[] => numbers(length).map(make);
    for (const limit of [1, 20, 20_000]) {
      const parts = cut(
        {
          none: new LazyRows(0, row),
          some: new LazyRows(3, row),
          many: new LazyRows(2100, row),
          inside: [{ rows: new LazyRows(2, row) }, new Map([["a", new LazyRows(2, row)]])],
          nested: new LazyRows(4, own),
        },
        limit,
      );
      expect(arrive(parts)).toEqual({
        none: [],
        some: listOf(3, row),
        many: listOf(2100, row),
        inside: [{ rows: listOf(2, row) }, new Map([["a", listOf(2, row)]])],
        nested: listOf(4, (index) => ({ index, rows: listOf(index, row) })),
      });
      // Parts can be asked for again.
      expect([...parts.parts].length).toBeGreaterThan(3);
    }
  });

  test("rows are made while the parts are sent, a bounded number ahead", () => {
    let made = 0;
    const rows = new LazyRows(100_000, (index) => {
      made += 1;
      return { index, text: "x" };
    });
    const { skeleton, parts } = cut({ rows }, 3000);
    expect(skeleton).toEqual({ rows: [] });
    expect(made).toBe(0);
    let received = 0;
    for (const part of parts) {
      received += part.items.length;
      expect(part.items.length).toBeLessThanOrEqual(1000);
      expect(made - received).toBeLessThanOrEqual(1000);
    }
    expect([received, made]).toEqual([100_000, 100_000]);
  });

  test("the original is not touched", () => {
    const value = { list: numbers(100) };
    cut(value, 10);
    expect(value.list).toHaveLength(100);
  });
});

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
