import fc from "fast-check";
import { FilterSyntaxError, parseFilter } from "../../../src/engine/values/filter";
import { parseDay } from "../../../src/engine/values/day";

const codes = [
  "",
  "1000",
  "1100",
  "1999",
  "10000",
  "11",
  "2000",
  "A",
  "A-10",
  "AB1",
  "B",
  "J&V",
  "O'NEIL",
  "Z*",
];
const passing = (filter: string): string[] => codes.filter((code) => parseFilter(filter).matchesCode(code));

describe("filters on codes", () => {
  it.each([
    ["1000", ["1000"]],
    ["1000..1999", ["1000", "1100", "1999", "10000", "11"]],
    ["2000..", ["2000", "A", "A-10", "AB1", "B", "J&V", "O'NEIL", "Z*"]],
    ["..1100", ["", "1000", "1100", "10000", "11"]],
    ["A*", ["A", "A-10", "AB1"]],
    ["*0", ["1000", "1100", "10000", "2000", "A-10"]],
    ["A?1", ["AB1"]],
    ["<>1000&<>A*", ["", "1100", "1999", "10000", "11", "2000", "B", "J&V", "O'NEIL", "Z*"]],
    [">B", ["J&V", "O'NEIL", "Z*"]],
    [">=B", ["B", "J&V", "O'NEIL", "Z*"]],
    ["<1000", [""]],
    ["<=1000", ["", "1000"]],
    ["=B", ["B"]],
    ["=A*", ["A", "A-10", "AB1"]],
    ["1000|B", ["1000", "B"]],
    ["1*&*9|B", ["1999", "B"]],
    ["1*&(*9|*1)", ["1999", "11"]],
    ["''", [""]],
    ["<>''", codes.slice(1)],
    ["'J&V'", ["J&V"]],
    ["'O''NEIL'", ["O'NEIL"]],
    ["'J&'*", ["J&V"]],
    ["@a*", ["A", "A-10", "AB1"]],
    ["  b  |  1000 ", ["1000", "B"]],
    ["", codes],
    ["   ", codes],
  ])("%s", (filter, expected) => {
    expect(passing(filter)).toEqual(expected);
  });

  it.each([
    ["1000|", "valueMissingAtEnd"],
    ["|1000", "valueMissing"],
    ["1000&&B", "valueMissing"],
    ["'open", "openQuote"],
    ["(1000", "openParenthesis"],
    ["1000)", "closingParenthesis"],
    ["A*..B", "wildcardAsBound"],
    [">A*", "wildcardAsBound"],
    ["..", "lonelyInterval"],
    ["<", "valueMissingAtEnd"],
    ["1000 (2000)", "unexpectedText"],
  ])("refuses %s: %s", (filter, detail) => {
    expect(() => parseFilter(filter)).toThrow(FilterSyntaxError);
    try {
      parseFilter(filter);
    } catch (error) {
      expect((error as FilterSyntaxError).detail).toBe(detail);
    }
  });

  it("never hangs on many wildcards", () => {
    expect(parseFilter(`${"*a".repeat(200)}b`).matchesCode("A".repeat(2000))).toBe(false);
  });

  it("agrees with a naive matcher on random patterns", () => {
    const letters = fc.stringMatching(/^[AB*?]{0,8}$/);
    fc.assert(
      fc.property(letters, fc.stringMatching(/^[AB]{0,8}$/), (pattern, code) => {
        fc.pre(pattern.length > 0);
        const naive = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
        expect(parseFilter(pattern).matchesCode(code)).toBe(naive.test(code));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe("filters on numbers and days", () => {
  it("compares whole numbers by value", () => {
    const filter = parseFilter("2..10|20", "integer");
    expect([1, 2, 9, 10, 11, 20].filter((value) => filter.matchesNumber(value))).toEqual([2, 9, 10, 20]);
    expect(() => parseFilter("A", "integer")).toThrow(FilterSyntaxError);
    expect(() => parseFilter("1*", "integer")).toThrow(FilterSyntaxError);
  });

  it("leaves a closing date out of an interval that ends on its day", () => {
    const day = (text: string): number => parseDay(text, true) as number;
    const filter = parseFilter("..2020-12-31", "date");
    expect(filter.matchesNumber(day("2020-12-31"))).toBe(true);
    expect(filter.matchesNumber(day("C2020-12-31"))).toBe(false);
    expect(filter.matchesNumber(0)).toBe(true);
    expect(parseFilter("C2020-12-31", "date").matchesNumber(day("C2020-12-31"))).toBe(true);
    expect(() => parseFilter("31.12.2020", "date")).toThrow(FilterSyntaxError);
  });
});
