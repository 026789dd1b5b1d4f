/** Names of the settings of a workbook, as they stand in column Name of the table Tieout Setup. */
export const SETTINGS = {
  company: "Company Name",
  currency: "Local Currency",
  monthEnd: "Month-End Date",
  /** "replace" the sheet of the last run (also when empty), or "add" a new one beside it. */
  secondRun: "Second Run",
  /** Basis of the G/L reconciliation, as its parameter has it; "" for the standard one. */
  reconciliationBasis: "Reconciliation Basis",
} as const;

/** Setting that names a sheet or Excel table as a ledger: its value is the ledger's name. */
export function ledgerSetting(place: string): string {
  return `Ledger in ${place}`;
}

/** The place that such a setting names; undefined for other settings. */
export function placeOfLedgerSetting(name: string): string | undefined {
  return name.startsWith("Ledger in ") ? name.slice("Ledger in ".length) : undefined;
}
