/** What is open per value entry, in local and additional reporting currency. */
import type { Ledgers } from "../../ledgers/ledgers";
import { difference } from "../../posting/amounts";
import type { PostingEntries } from "../../posting/entries";
import { atScale, commonScale, isZeroAt, type DecimalColumn } from "../../values/decimal";

/** Amounts in the additional reporting currency, all at one scale. */
export interface AdditionalCurrency {
  readonly scale: number;
  readonly actual: DecimalColumn;
  readonly expected: DecimalColumn;
  readonly posted: DecimalColumn;
  readonly expectedPosted: DecimalColumn;
  readonly openActual: DecimalColumn;
  readonly openExpected: DecimalColumn;
}

export interface OpenAmounts {
  readonly openActual: DecimalColumn;
  readonly openExpected: DecimalColumn;
  /** Set with an Additional Reporting Currency. */
  readonly additional: AdditionalCurrency | undefined;
}

/** Additional Reporting Currency of General Ledger Setup; "" = none. */
export function additionalCurrencyCode(ledgers: Ledgers): string {
  const table = ledgers.table("General Ledger Setup");
  return ledgers.codes.text(table.ids("Additional Reporting Currency")[0] ?? 0);
}

export function openAmounts(ledgers: Ledgers, entries: PostingEntries): OpenAmounts {
  return {
    openActual: difference(entries.actual, entries.posted),
    openExpected: difference(entries.expected, entries.expectedPosted),
    additional: additionalCurrencyCode(ledgers) === "" ? undefined : additionalCurrency(ledgers),
  };
}

function additionalCurrency(ledgers: Ledgers): AdditionalCurrency {
  const table = ledgers.table("Value Entries");
  const columns = [
    table.decimals("Cost Amount (Actual) (ACY)"),
    table.decimals("Cost Amount (Expected) (ACY)"),
    table.decimals("Cost Posted to G/L (ACY)"),
    table.decimals("Exp. Cost Posted to G/L (ACY)"),
  ] as const;
  const scale = commonScale(columns);
  const [actual, expected, posted, expectedPosted] = columns.map((column) => atScale(column, scale)) as [
    DecimalColumn,
    DecimalColumn,
    DecimalColumn,
    DecimalColumn,
  ];
  return {
    scale,
    actual,
    expected,
    posted,
    expectedPosted,
    openActual: difference(actual, posted),
    openExpected: difference(expected, expectedPosted),
  };
}

/** True when a row holds an amount in local or additional reporting currency. */
export function isFilledAt(
  local: DecimalColumn,
  additional: DecimalColumn | undefined,
  row: number,
): boolean {
  return !isZeroAt(local, row) || (additional !== undefined && !isZeroAt(additional, row));
}

/** True when actual cost is open in either currency. */
export function isActualOpen({ openActual, additional }: OpenAmounts, row: number): boolean {
  return isFilledAt(openActual, additional?.openActual, row);
}

/** True when expected cost is open in either currency. */
export function isExpectedOpen({ openExpected, additional }: OpenAmounts, row: number): boolean {
  return isFilledAt(openExpected, additional?.openExpected, row);
}
