/** Exact sums of table columns per key, for LEDGERSUMS: works on what the formula hands over, without a reading. */
import { codeOf } from "../values/codes";
import { decimalText, parseDecimal, rescale, shortestDecimal } from "../values/decimal";
import { NO_DAY } from "../values/day";
import { figureOf, invalidValue, type FigureValue } from "./answers";
import { dayArgument, isBlank } from "./arguments";

type Matrix = readonly (readonly unknown[])[];

/**
 * One sum per key, in the shape of the keys. Amounts with a day after `asOf` do not count; a blank key gives "".
 * Throws FigureError #VALUE! when the columns are not equally long or hold something that is no amount or date.
 */
export function ledgerSums(
  keys: unknown,
  entryKeys: unknown,
  entryAmounts: unknown,
  entryDates: unknown,
  asOf: unknown,
): FigureValue[][] {
  const wanted = matrix(keys, "The keys");
  const columnOfKeys = flat(entryKeys, "The entry keys");
  const amounts = flat(entryAmounts, "The amounts");
  const dates = isBlank(entryDates) ? undefined : flat(entryDates, "The dates");
  const until = dayArgument(asOf, "The date", 0);
  if (amounts.length !== columnOfKeys.length || (dates && dates.length !== columnOfKeys.length)) {
    throw invalidValue("The columns are not equally long. Take columns of one table.");
  }
  if (until !== NO_DAY && !dates) throw invalidValue("A date is given, but no column of dates.");
  const sums = new Map<string, { value: bigint; scale: number }>();
  columnOfKeys.forEach((key, row) => {
    if (isBlank(key)) return;
    if (dates && until !== NO_DAY && dayArgument(dates[row], `The date in row ${row + 1}`, 0) > until) return;
    const parsed = amountOf(amounts[row], row);
    const code = keyOf(key);
    const sum = sums.get(code) ?? { value: 0n, scale: 0 };
    const scale = Math.max(sum.scale, parsed.scale);
    sums.set(code, {
      value: rescale(sum.value, sum.scale, scale) + rescale(parsed.value, parsed.scale, scale),
      scale,
    });
  });
  return wanted.map((line) =>
    line.map((key): FigureValue => {
      if (isBlank(key)) return "";
      const sum = sums.get(keyOf(key));
      return sum ? figureOf(decimalText(sum.value, sum.scale)) : 0;
    }),
  );
}

function keyOf(value: unknown): string {
  return typeof value === "string" ? codeOf(value) : String(value);
}

function amountOf(value: unknown, row: number): { value: bigint; scale: number } {
  if (isBlank(value)) return { value: 0n, scale: 0 };
  const text = typeof value === "number" ? shortestDecimal(value) : typeof value === "string" ? value : "";
  const parsed = parseDecimal(text);
  if (!parsed) throw invalidValue(`The amount in row ${row + 1} is not a number.`);
  return parsed;
}

function matrix(value: unknown, name: string): Matrix {
  if (Array.isArray(value) && value.length > 0 && value.every(Array.isArray)) return value as unknown[][];
  if (isBlank(value)) throw invalidValue(`${name} are empty.`);
  return [[value]];
}

function flat(value: unknown, name: string): readonly unknown[] {
  return matrix(value, name).flat();
}
