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
    ["'J&*'", ["J&V"]],
    ["'J&?'", ["J&V"]],
    ["'j'&v", []],
    ["\u00a0b\u00a0|\u00a01000\u00a0", ["1000", "B"]],
    ["A -10|A\u00a0-10", []],
    ["(B)|(1000&1*)", ["1000", "B"]],
    ["@ b", ["B"]],
    ["??", ["11", "Z*"]],
    ["A?1?", ["A-10"]],
    ["AB1?", []],
    ["B??*", []],
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
    [">1000..2000", "unexpectedText"],
    ["(>1000..2000)", "unexpectedText"],
    ["A..B*", "wildcardAsBound"],
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
    expect(parseFilter("<>-5|+7", "integer").matchesNumber(-5)).toBe(false);
    for (const text of ["A", "1*", "5A", "A5", "@5", "1.5", "''", "1234567890123456"]) {
      expect(() => parseFilter(text, "integer")).toThrow(new FilterSyntaxError("notANumber"));
    }
  });

  it("leaves a closing date out of an interval that ends on its day", () => {
    const day = (text: string): number => parseDay(text, true) as number;
    const filter = parseFilter("..2020-12-31", "date");
    expect(filter.matchesNumber(day("2020-12-31"))).toBe(true);
    expect(filter.matchesNumber(day("C2020-12-31"))).toBe(false);
    expect(filter.matchesNumber(0)).toBe(true);
    expect(parseFilter("C2020-12-31", "date").matchesNumber(day("C2020-12-31"))).toBe(true);
    expect(() => parseFilter("31.12.2020", "date")).toThrow(FilterSyntaxError);
    expect(() => parseFilter("*2020-01-01", "date")).toThrow(new FilterSyntaxError("notADate"));
    expect([0, 1].map((value) => parseFilter("''", "date").matchesNumber(value))).toEqual([true, false]);
  });

  it("lets everything through when it is empty", () => {
    const empty = parseFilter("  ", "date");
    expect([empty.text, empty.isEmpty, empty.matchesCode("A"), empty.matchesNumber(5)]).toEqual([
      "",
      true,
      true,
      true,
    ]);
    expect([parseFilter(" A ").text, parseFilter("A").isEmpty]).toEqual([" A ", false]);
  });

  it("keeps blanks inside a code and leaves out those around it", () => {
    expect(parseFilter(" a b ").matchesCode("A B")).toBe(true);
    expect(parseFilter("a\u00a0b").matchesCode("A\u00a0B")).toBe(true);
    expect(parseFilter("a *").matchesCode("A B")).toBe(true);
    expect(parseFilter("a *").matchesCode("AB")).toBe(false);
    expect(parseFilter("'a '").matchesCode("A ")).toBe(true);
    expect(parseFilter("a '*'").matchesCode("A B")).toBe(true);
  });
});
