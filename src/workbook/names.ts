/** Names of sheets and tables as Excel allows them. */

/** Name of a sheet as Excel allows it. */
export function allowedSheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, "-").slice(0, 31);
}

/** Name of an Excel table for a ledger: its own name without spaces and signs. */
export function excelTableName(name: string): string {
  const squeezed = name.replace(/[^A-Za-z0-9]/g, "");
  return /^[A-Za-z]/.test(squeezed) ? squeezed : `Table${squeezed}`;
}
