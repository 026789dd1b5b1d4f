import { codeOf, compareCodes, TextPool } from "../../../src/engine/values/codes";

describe("a pool of texts", () => {
  it("numbers texts in the order of their first appearance, the empty text with 0", () => {
    const pool = new TextPool();
    expect(pool.size).toBe(1);
    expect(pool.text(0)).toBe("");
    expect(["B", "", "A", "B", "A"].map((text) => pool.intern(text))).toEqual([1, 0, 2, 1, 2]);
    expect([pool.text(1), pool.text(2), pool.size]).toEqual(["B", "A", 3]);
  });

  it("finds what it has and nothing else", () => {
    const pool = new TextPool();
    pool.intern("__proto__");
    expect([pool.find("__proto__"), pool.find(""), pool.find("constructor")]).toEqual([1, 0, -1]);
    expect(pool.size).toBe(2);
    expect([pool.text(2), pool.text(-1)]).toEqual(["", ""]);
  });
});

describe("codes", () => {
  it("are trimmed and in upper case, whatever the locale", () => {
    expect([" i-10 ", "straße", "\tä"].map(codeOf)).toEqual(["I-10", "STRASSE", "Ä"]);
  });

  it.each([
    ["", "A"],
    ["A", "AB"],
    ["10", "9"],
    ["A", "Á"],
    ["\ud7ff", "\ue000"],
    ["\ue000", "\u{10000}"],
    ["\ud7ff", "\u{10000}"],
    ["\ue000", "\udfff"],
    ["\uffff", "\u{10000}"],
    ["\u{10000}", "\u{10001}"],
    ["\u{10400}", "\u{10800}"],
    ["X\u{10ffff}", "Y"],
    ["X\uffff", "X\u{10ffff}"],
  ])("%j comes before %j, by code point", (first, second) => {
    expect(compareCodes(first, second)).toBeLessThan(0);
    expect(compareCodes(second, first)).toBeGreaterThan(0);
    expect(compareCodes(first, first)).toBe(0);
  });
});
