/**
 * Settings of the workbook. The sheet Tieout Setup (Name, Value) is the truth when it is there, so that files and the
 * command line read the same; the document's own settings keep what need not be seen.
 */
import type { RawWorkbook } from "../engine-service/service";

/** Names of settings that the product itself reads. */
export const SETTING = {
  company: "Company Name",
  currency: "Local Currency",
  /** A day of the month that is closed, until another period is chosen on Home. */
  monthEndDate: "Month-End Date",
  periodStart: "Period Start",
  periodEnd: "Period End",
  /** "Replace" or "Add". */
  secondRun: "Second Run",
  /** "bc" or "posting". */
  reconciliationBasis: "Reconciliation Basis",
  /** "Yes" or "No": recalculate formulas as ledgers change. */
  automaticRefresh: "Automatic Refresh",
} as const;

const COLUMN = "Column: ";
const LEDGER = "Ledger: ";
const PARAMETERS = "Parameters: ";
const SEPARATOR = " / ";

/** Name of the setting that maps a header of a ledger. */
export function columnSetting(table: string, header: string): string {
  return `${COLUMN}${table}${SEPARATOR}${header}`;
}

/** Name of the setting that names a table or sheet as a ledger. */
export function ledgerSetting(place: string): string {
  return `${LEDGER}${place}`;
}

/** Name of the setting that remembers a report's parameters. */
export function parametersSetting(report: string): string {
  return `${PARAMETERS}${report}`;
}

/** Headers that the user mapped. */
export function mappingOf(settings: ReadonlyMap<string, string>): RawWorkbook["mapping"] {
  return [...settings].flatMap(([name, caption]) => {
    if (!name.startsWith(COLUMN) || caption === "") return [];
    const rest = name.slice(COLUMN.length);
    const at = rest.indexOf(SEPARATOR);
    return at < 0 ? [] : [{ table: rest.slice(0, at), header: rest.slice(at + SEPARATOR.length), caption }];
  });
}

/** Tables that the user named as a ledger. */
export function namedLedgersOf(settings: ReadonlyMap<string, string>): RawWorkbook["namedLedgers"] {
  return [...settings].flatMap(([name, ledger]) =>
    name.startsWith(LEDGER) && ledger !== "" ? [{ place: name.slice(LEDGER.length), ledger }] : [],
  );
}

/** Remembered parameters of a report; undefined when it never ran here. */
export function rememberedParametersOf(
  settings: ReadonlyMap<string, string>,
  report: string,
): Readonly<Record<string, unknown>> | undefined {
  const text = settings.get(parametersSetting(report));
  if (text === undefined || text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** True for settings that are remembered without being shown on the sheet Tieout Setup. */
export function isHiddenSetting(name: string): boolean {
  return name.startsWith(PARAMETERS) || name === SETTING.periodStart || name === SETTING.periodEnd;
}
