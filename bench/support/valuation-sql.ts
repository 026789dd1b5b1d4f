/** The sums of an inventory valuation of January 2026 as SQL, for the database that Tieout is measured against. */

const INCREASES = "('Purchase','Positive Adjmt.','Output','Assembly Output')";
const DECREASES = "('Sale','Negative Adjmt.','Consumption','Assembly Consumption')";

/** Opening, increases, decreases, quantities with expected cost and posted cost per item; columns as in `ve` below. */
export function valuationSql(from: string): string {
  const sum = (what: string, when: string): string => `SUM(CASE WHEN ${when} THEN ${what} ELSE 0 END)`;
  const before = "d < DATE '2026-01-01'";
  const within = "d >= DATE '2026-01-01'";
  return `
    SELECT item,
      ${sum("inv", before)}, ${sum("act", before)},
      ${sum("inv", `${within} AND t IN ${INCREASES}`)}, ${sum("act", `${within} AND t IN ${INCREASES}`)},
      -${sum("inv", `${within} AND t IN ${DECREASES}`)}, -${sum("act", `${within} AND t IN ${DECREASES}`)},
      ${sum("qty", before)}, ${sum("exp", before)}, ${sum("qty", within)}, ${sum("exp", within)},
      SUM(post), SUM(act)
    FROM ${from} WHERE d <= DATE '2026-01-31' GROUP BY item ORDER BY item`;
}

/** The ending value in cents: all actual cost up to the last day. */
export function endingCents(rows: readonly (readonly unknown[])[]): bigint {
  return rows.reduce((cents, row) => cents + ((row[12] as { value: bigint } | null)?.value ?? 0n), 0n);
}

/** A decimal text ("1263.99") in cents. */
export function centsOf(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}
