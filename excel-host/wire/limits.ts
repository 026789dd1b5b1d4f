/** Size limits of the platforms, and the limits every Excel has. */

export interface Limits {
  /** UTF-8 bytes of one request or response. */
  readonly payloadBytes: number;
  /** Cells in one read. */
  readonly readCells: number;
  /** Cells one operation may touch. */
  readonly operationCells: number;
}

export type LimitSet = "desktop" | "web";

export const LIMITS: Readonly<Record<LimitSet, Limits>> = {
  desktop: { payloadBytes: Infinity, readCells: 5_000_000, operationCells: 33_554_000 },
  web: { payloadBytes: 5 * 1024 * 1024, readCells: 5_000_000, operationCells: 33_554_000 },
};

/** Characters one cell can hold. */
export const CELL_CHARACTERS = 32_767;
/** Characters of a formula. */
export const FORMULA_CHARACTERS = 8_192;

/** UTF-8 length of a text; not counted when there is no limit. */
export function utf8Length(text: string, limit: number): number {
  if (limit === Infinity || text.length * 3 <= limit) return 0;
  return new TextEncoder().encode(text).length;
}
