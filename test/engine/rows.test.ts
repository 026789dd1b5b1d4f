import fc from "fast-check";
import { LazyRows, mapRows, type Rows } from "../../src/engine/rows";
import { plain } from "../support/plain";

interface Row {
  readonly number: number;
  readonly text: string;
}

const make = (index: number): Row => ({ number: index * 10, text: `row ${index}` });

/** The same list twice: made when read, and as an array. */
function both(length: number): readonly [LazyRows<Row>, readonly Row[]] {
  return [new LazyRows(length, make), Array.from({ length }, (_, index) => make(index))];
}

const isWanted = ({ number }: Row): boolean => number % 20 === 0;

describe("rows that are made when they are read", () => {
  test("read as an array does", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: -15, max: 15 }),
        fc.integer({ min: -15, max: 15 }),
        (length, start, end) => {
          const [rows, array] = both(length);
          expect(rows).toHaveLength(length);
          expect([...rows]).toEqual(array);
          expect(rows.at(start)).toEqual(array.at(start));
          expect(rows.slice()).toEqual(array);
          expect(rows.slice(start)).toEqual(array.slice(start));
          expect(rows.slice(start, end)).toEqual(array.slice(start, end));
          expect(rows.map((row, index) => [row.text, index])).toEqual(
            array.map((row, index) => [row.text, index]),
          );
          expect(rows.filter(isWanted)).toEqual(array.filter(isWanted));
          expect(rows.filter((_, index) => index > start)).toEqual(array.filter((_, index) => index > start));
          expect(rows.some((_, index) => index === start)).toBe(array.some((_, index) => index === start));
          expect(rows.every((_, index) => index < start)).toBe(array.every((_, index) => index < start));
          expect(JSON.stringify({ rows })).toBe(JSON.stringify({ rows: array }));
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  test("only what is read is made", () => {
    const asked: number[] = [];
    const rows = new LazyRows(1_000_000, (index) => {
      asked.push(index);
      return make(index);
    });
    expect(rows.at(-1)).toEqual(make(999_999));
    expect(rows.some((row) => row.number === 20)).toBe(true);
    expect(rows.every((row) => row.number < 10)).toBe(false);
    expect(rows.slice(5, 7)).toHaveLength(2);
    const [first] = rows;
    expect(first).toEqual(make(0));
    expect(asked).toEqual([999_999, 0, 1, 2, 0, 1, 5, 6, 0]);
  });

  test("rows made of rows, from arrays and from others that are made when read", () => {
    const words = ({ text }: Row, index: number): string => `${index}: ${text}`;
    for (const rows of both(3) as readonly Rows<Row>[]) {
      const mapped = mapRows(rows, words);
      expect([...mapped]).toEqual(["0: row 0", "1: row 1", "2: row 2"]);
      expect(mapped.at(2)).toBe("2: row 2");
      expect(mapped.at(3)).toBeUndefined();
    }
  });

  test("tests compare them as plain data", () => {
    const [rows, array] = both(2);
    const nested = new LazyRows(1, () => ({ rows, list: [rows], day: undefined }));
    expect(plain({ a: rows, b: { nested } })).toEqual({
      a: array,
      b: { nested: [{ rows: array, list: [array], day: undefined }] },
    });
  });
});
