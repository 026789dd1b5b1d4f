/** The sums of an inventory valuation of January 2026 as SQL, for the database that Tieout is measured against. */

const INCREASES = "('Purchase','Positive Adjmt.','Output','Assembly Output')";
const DECREASES = "('Sale','Negative Adjmt.','Consumption','Assembly Consumption')";

/**
 * What a row of the valuation is made of, per item: opening, increases and decreases of invoiced quantity, actual cost and
 * expected cost, posted cost, and the ending value; columns as in the FROM clause.
 */
export function valuationSql(from: string): string {
  const before = "d < DATE '2026-01-01'";
  const within = (types: string): string => `d >= DATE '2026-01-01' AND t IN ${types}`;
  const buckets = [
    ["", before],
    ["", within(INCREASES)],
    ["-", within(DECREASES)],
  ] as const;
  const sums = ["inv", "act", "exp"].flatMap((what) =>
    buckets.map(([sign, when]) => `${sign}SUM(CASE WHEN ${when} THEN ${what} ELSE 0 END)`),
  );
  return `
    SELECT item, ${sums.join(", ")}, SUM(post), SUM(act) AS ending
    FROM ${from} WHERE d <= DATE '2026-01-31' GROUP BY item ORDER BY item`;
}

/** The ending value in cents: all actual cost up to the last day. */
export function endingCents(rows: readonly (readonly unknown[])[]): bigint {
  return rows.reduce((cents, row) => cents + ((row.at(-1) as { value: bigint } | null)?.value ?? 0n), 0n);
}

/** A decimal text ("1263.99") in cents. */
export function centsOf(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}
