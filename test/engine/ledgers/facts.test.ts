import { distinctIds, firstEmpty, kept, lowestNumber } from "../../../src/engine/ledgers/facts";
import { TextPool } from "../../../src/engine/values/codes";

describe("facts about columns", () => {
  it("are found once per column, nothing included", () => {
    const asked: string[] = [];
    const fact = kept((column: { readonly name: string }, rest: string) => {
      asked.push(column.name + rest);
      return column.name === "none" ? undefined : column.name;
    });
    const one = { name: "one" };
    const none = { name: "none" };
    expect([fact(one, "!"), fact(none, "?"), fact(one, "!"), fact(none, "?")]).toEqual([
      "one",
      undefined,
      "one",
      undefined,
    ]);
    expect(asked).toEqual(["one!", "none?"]);
    expect(fact({ name: "one" }, "!")).toBe("one");
    expect(asked).toHaveLength(3);
  });

  it("say which codes occur, in their order, blank left out", () => {
    const pool = new TextPool();
    const [a = 0, b = 0, c = 0] = ["A", "B", "C"].map((text) => pool.intern(text));
    expect(distinctIds(Int32Array.of(c, 0, a, c, a), pool)).toEqual([c, a]);
    expect(distinctIds(Int32Array.of(b), pool)).toEqual([b]);
    expect(distinctIds(new Int32Array(0), pool)).toEqual([]);
  });

  it("say the lowest number and the first empty cell", () => {
    expect(lowestNumber(Float64Array.of(3, 1, 2))).toBe(1);
    expect(lowestNumber(new Float64Array(0))).toBe(Number.POSITIVE_INFINITY);
    expect([firstEmpty(Uint8Array.of(1, 0, 0)), firstEmpty(Uint8Array.of(1, 1))]).toEqual([1, -1]);
  });
});
