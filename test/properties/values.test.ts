import { Decimal } from "decimal.js";
import fc from "fast-check";
import { createColumnBuilder } from "../../src/engine/ledgers/create-column";
import { column } from "../../src/engine/ledgers/declaration";
import { TextPool } from "../../src/engine/values/codes";
import { dayOfParts, dayText, parseDay, partsOfDay } from "../../src/engine/values/day";
import {
  atScale,
  bigintAt,
  decimalText,
  ExactSums,
  parseDecimal,
  roundScaled,
  toExact,
  type DecimalColumn,
} from "../../src/engine/values/decimal";

const Twin = Decimal.clone({
  precision: 120,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -200,
  toExpPos: 200,
});

const exactAt = (column: DecimalColumn, row: number): Decimal => toExact(bigintAt(column, row), column.scale);

function build(values: readonly (string | number)[], type: "amount" | "quantity" = "amount"): DecimalColumn {
  const builder = createColumnBuilder(
    column("X", type, "s", "IV"),
    0,
    {
      kind: "json",
      epochOffset: 0,
      codes: new TextPool(),
      texts: new TextPool(),
      rowsHint: values.length,
      mark: () => undefined,
    },
    false,
  );
  values.forEach((value, row) => {
    if (typeof value === "number") builder.number(row, value, "general");
    else builder.text(row, value);
  });
  const read = builder.finish(values.length);
  expect(read.remarks.faultCount).toBe(0);
  if (read.data.type !== "decimals") throw new Error("no decimals");
  return read.data.values;
}

/** Decimal texts of up to 15 digits before and 12 after the point. */
const decimalTexts = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 999_999_999_999_999n }),
    fc.integer({ min: 0, max: 12 }),
    fc.nat(999_999),
  )
  .map(([negative, whole, places, fraction]) => {
    const decimals = places === 0 ? "" : `.${String(fraction).padStart(places, "0").slice(0, places)}`;
    return `${negative ? "-" : ""}${whole}${decimals}`;
  });

describe("exact decimals against a naive twin", () => {
  it("reads texts exactly, whatever number of decimals rows have", () => {
    fc.assert(
      fc.property(fc.array(decimalTexts, { minLength: 1, maxLength: 30 }), (texts) => {
        const read = build(texts);
        texts.forEach((text, row) => {
          expect(new Twin(exactAt(read, row).toString()).equals(text)).toBe(true);
        });
      }),
      { seed: 1 },
    );
  });

  it("reads a double as the shortest decimal of at most 15 digits", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e14, max: 1e14, noNaN: true }), (value) => {
        fc.pre(value === 0 || Math.abs(value) > 1e-14);
        const read = build([value], "quantity");
        expect(exactAt(read, 0).equals(new Twin(value.toPrecision(15)).toString())).toBe(true);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it("reads the double of every amount in cents as that amount", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -99_999_999_999_999n, max: 99_999_999_999_999n }), (cents) => {
        const text = decimalText(cents, 2);
        expect(decimalText(bigintAt(build([Number(text)]), 0), 2)).toBe(text);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it("adds and subtracts per key exactly, also beyond 2^53", () => {
    const rows = fc.array(fc.tuple(fc.nat(4), fc.boolean(), decimalTexts), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rows, (list) => {
        const read = build(list.map(([, , text]) => text));
        const sums = new ExactSums(5, read.scale);
        const twin = Array.from({ length: 5 }, () => new Twin(0));
        list.forEach(([key, minus, text], row) => {
          if (minus) sums.subtract(key, read, row);
          else sums.add(key, read, row);
          twin[key] = minus ? (twin[key] as Decimal).minus(text) : (twin[key] as Decimal).plus(text);
        });
        twin.forEach((sum, key) => {
          expect(sums.text(key)).toBe(sum.isZero() ? "0" : sum.toFixed());
          expect(sums.isZero(key)).toBe(sum.isZero());
        });
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("rounds half away from zero as the twin does", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.integer({ min: 0, max: 8 }),
        (value, decimals) => {
          const exact = new Twin(toExact(value, 8).toString());
          expect(decimalText(roundScaled(value, 8, decimals), decimals)).toBe(
            plain(exact.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP)),
          );
          expect(decimalText(value, 8, decimals)).toBe(
            plain(exact.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP)),
          );
        },
      ),
      { seed: 6, numRuns: 1000 },
    );
  });

  it("keeps values when a column is brought to a larger scale", () => {
    fc.assert(
      fc.property(
        fc.array(decimalTexts, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 8 }),
        (texts, more) => {
          const read = build(texts);
          const wider = atScale(read, read.scale + more);
          texts.forEach((_, row) => expect(exactAt(wider, row).equals(exactAt(read, row))).toBe(true));
        },
      ),
      { seed: 7 },
    );
  });

  it("writes what it reads", () => {
    fc.assert(
      fc.property(decimalTexts, (text) => {
        const parsed = parseDecimal(text);
        if (!parsed) throw new Error(text);
        expect(new Twin(decimalText(parsed.value, parsed.scale)).equals(text)).toBe(true);
        expect(decimalText(parsed.value, parsed.scale)).not.toMatch(/\.$|\.\d*0$|^-0$|e|\+/);
      }),
      { seed: 8 },
    );
  });
});

function plain(value: Decimal): string {
  return value.isZero() ? "0" : value.toFixed();
}

describe("days", () => {
  it("count as the calendar does and survive their text", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1900-03-01"), max: new Date("9998-12-31"), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString().slice(0, 10);
          const day = parseDay(text) as number;
          expect(dayText(day)).toBe(text);
          const { year, month, date: ofMonth } = partsOfDay(day);
          expect(dayOfParts(year, month, ofMonth)).toBe(day);
          expect(dayText(day + 1) > text).toBe(true);
        },
      ),
      { seed: 9, numRuns: 1000 },
    );
  });
});
