import fc from "fast-check";
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
    expect(cut(value)).toEqual({ skeleton: value, parts: [] });
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

  test("the original is not touched", () => {
    const value = { list: numbers(100) };
    cut(value, 10);
    expect(value.list).toHaveLength(100);
  });
});

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
