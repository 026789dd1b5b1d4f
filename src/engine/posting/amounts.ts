/** Differences of decimal columns and texts of their rows; exact at every size. */
import { bigintAt, safeDecimalText, decimalText, type DecimalColumn } from "../values/decimal";

const LIMIT = Number.MAX_SAFE_INTEGER;

/** a − b row by row. Both columns have the same scale and length. */
export function difference(a: DecimalColumn, b: DecimalColumn): DecimalColumn {
  const ints = new Float64Array(a.ints.length);
  const big = new Map<number, bigint>();
  for (let row = 0; row < ints.length; row += 1) {
    const value = (a.ints[row] as number) - (b.ints[row] as number);
    if (value <= LIMIT && value >= -LIMIT) ints[row] = value;
    else {
      const exact = bigintAt(a, row) - bigintAt(b, row);
      if (exact <= BigInt(LIMIT) && exact >= BigInt(-LIMIT)) ints[row] = Number(exact);
      else {
        ints[row] = Number.NaN;
        big.set(row, exact);
      }
    }
  }
  return big.size > 0 ? { scale: a.scale, ints, big } : { scale: a.scale, ints };
}

/** Decimal text of a row, times `sign`. */
export function columnText(column: DecimalColumn, row: number, sign: 1 | -1 = 1): string {
  const value = column.ints[row] as number;
  if (Number.isNaN(value)) return decimalText(bigintAt(column, row) * BigInt(sign), column.scale);
  return safeDecimalText(value * sign, column.scale);
}
