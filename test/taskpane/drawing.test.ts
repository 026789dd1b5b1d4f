/** Arithmetic and scales of the pane that need no page. */
import fc from "fast-check";
import type { TreeRow } from "../../src/engine/reports/trace/tree";
import { compare, isZero, magnitude, minus, negated, productOf, sumOf } from "../../src/taskpane/exact";
import { axisFigure, axisOf, spread } from "../../src/taskpane/parts/chart-scale";
import { BRANCH_STEP, parentsOf, treeItems } from "../../src/taskpane/trace/tree-items";

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 5 }))
  .map(([value, scale]) => {
    const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
    const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    return { text: `${value < 0n ? "-" : ""}${text}`, value: value * 10n ** BigInt(5 - scale) };
  });

/** A decimal text in units of 0.00001. */
function units(text: string): bigint {
  const [whole = "0", fraction = ""] = magnitude(text).split(".");
  const value = BigInt(whole + fraction.padEnd(5, "0"));
  return text.startsWith("-") ? -value : value;
}

test("sums, differences and comparisons of decimal texts are exact", () => {
  fc.assert(
    fc.property(fc.array(decimal, { maxLength: 8 }), decimal, (list, other) => {
      const sum = list.reduce((total, one) => total + one.value, 0n);
      expect(units(sumOf(list.map((one) => one.text)))).toBe(sum);
      const text = sumOf(list.map((one) => one.text));
      expect(units(minus(text, other.text))).toBe(sum - other.value);
      expect(compare(text, other.text)).toBe(sum < other.value ? -1 : sum > other.value ? 1 : 0);
      expect(units(negated(other.text))).toBe(-other.value);
      expect(isZero(other.text)).toBe(other.value === 0n);
      expect(units(productOf(other.text, "3"))).toBe(other.value * 3n);
    }),
    { seed: 7 },
  );
});

test("an axis holds its values; bars begin at 0; hairlines are round and within the axis", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      (values, fromZero) => {
        const scale = axisOf(values, fromZero);
        const slack = (scale.to - scale.from) * 1e-9;
        expect(scale.from - slack).toBeLessThanOrEqual(Math.min(...values));
        expect(scale.to + slack).toBeGreaterThanOrEqual(Math.max(...values));
        if (fromZero) expect(scale.from).toBeLessThanOrEqual(0);
        expect(scale.ticks.length).toBe(3);
        for (const tick of scale.ticks) {
          expect(tick).toBeGreaterThanOrEqual(scale.from - slack);
          expect(tick).toBeLessThanOrEqual(scale.to + slack);
        }
      },
    ),
    { seed: 11 },
  );
});

test("axis figures are shortened to thousands, with the pane's minus", () => {
  const scale = axisOf([0, 120_000], true);
  expect(scale.ticks.map((tick) => axisFigure(tick, scale, "en-GB"))).toEqual(["0", "100k", "200k"]);
  const small = axisOf([0, 40], true);
  expect(axisFigure(-20, small, "en-GB")).toBe("\u221220");
});

test("labels of line ends keep their order and twelve pixels between them", () => {
  const places = spread([50, 51, 52], 12, 8, 124);
  expect(places[1] as number).toBeGreaterThanOrEqual((places[0] as number) + 12);
  expect(places[2] as number).toBeGreaterThanOrEqual((places[1] as number) + 12);
  expect(Math.max(...spread([120, 121, 122], 12, 8, 124))).toBeLessThanOrEqual(124);
});

/** A root with children, each with one child of its own. */
function broadTree(children: number): readonly TreeRow[] {
  const row = (level: number, amount: string | undefined, count: number): TreeRow => ({
    node: { id: `D:${level}`, kind: "Document", documentType: "", documentNo: "" },
    level,
    edge: undefined,
    flow: undefined,
    amount,
    seenAbove: false,
    children: count,
  });
  return [
    row(0, String(children), children),
    ...Array.from({ length: children }, () => [row(1, "1", 1), row(2, undefined, 0)]).flat(),
  ];
}

test("a branch shows twenty children; the rest is one item with what is missing, and more can be shown", () => {
  const rows = broadTree(50);
  const parents = parentsOf(rows);
  const items = treeItems(rows, parents, new Map());
  const more = items.filter((item) => item.kind === "more");
  expect(more).toEqual([{ kind: "more", value: "more-0", parentValue: "row-0", count: 30, amount: "30" }]);
  expect(items.at(-1)?.kind).toBe("more");
  const shownAmounts = items.flatMap((item) =>
    item.kind === "row" && item.row.level === 1 ? [item.row.amount ?? "0"] : [],
  );
  expect(shownAmounts.length).toBe(BRANCH_STEP);
  expect(sumOf([...shownAmounts, "30"])).toBe("50");
  expect(treeItems(rows, parents, new Map([[0, 120]])).filter((item) => item.kind === "more")).toEqual([]);
});

test("parents of a deep chain, without recursion", () => {
  const depth = 200_000;
  const rows = Array.from({ length: depth }, (_, level) => ({
    ...(broadTree(0)[0] as TreeRow),
    level,
    children: 1,
  }));
  const parents = parentsOf(rows);
  expect(parents[depth - 1]).toBe(depth - 2);
});
