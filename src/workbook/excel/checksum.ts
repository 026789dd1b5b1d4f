/**
 * A checksum over the cells of a sheet, by which changes by hand are seen. Rows of table bodies count without their
 * place, so that sorting a table is no change.
 */
import type { CellContent } from "./placed-sheet";

const MODULUS = 2 ** 52;

export class Checksum {
  #sum = 0;

  /** Adds a row; `place` is undefined for rows whose order does not matter. */
  add(cells: readonly (CellContent | undefined)[], place: number | undefined): void {
    let last = cells.length - 1;
    while (last >= 0 && isEmpty(cells[last])) last -= 1;
    if (last < 0) return;
    let text = place === undefined ? "" : `${place}:`;
    for (let column = 0; column <= last; column += 1) text += `${part(cells[column])}\u0001`;
    this.#sum = (this.#sum + hash(text)) % MODULUS;
  }

  get text(): string {
    return this.#sum.toString(36);
  }
}

function isEmpty(value: CellContent | undefined): boolean {
  return value === null || value === undefined || value === "";
}

function part(value: CellContent | undefined): string {
  if (isEmpty(value)) return "";
  return typeof value === "string"
    ? `s${value}`
    : typeof value === "boolean"
      ? `b${value ? 1 : 0}`
      : `n${String(value)}`;
}

/** 52 bits of two multiplicative hashes. */
function hash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return ((high >>> 0) % 0x100000) * 2 ** 32 + (low >>> 0);
}
