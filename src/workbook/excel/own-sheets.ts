/**
 * Sheets that Tieout makes or removes itself, by id: that they come and go concerns no ledger. Events stay on while they
 * are written, so that what a user does to a ledger meanwhile is noticed.
 */
const own = new Set<string>();

/** Says that a sheet is Tieout's; before it goes, or as soon as its id is known. */
export function claimSheet(id: string): void {
  own.add(id);
}

/** Whether Tieout made or removed a sheet in this session. */
export function isOwnSheet(id: string): boolean {
  return own.has(id);
}
