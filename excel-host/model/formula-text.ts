/** Changes references inside formula texts: after cells moved, a copy, or a renamed sheet, table or column. */

import {
  parseA1Ref,
  parseStructRef,
  stringifyA1Ref,
  stringifyStructRef,
  tokenTypes,
  tokenize,
} from "@borgar/fx";
import { type Rect, MAX_COLUMNS, MAX_ROWS } from "./address";

type ReferenceA1 = Extract<NonNullable<ReturnType<typeof parseA1Ref>>, { range: unknown }>;

/** Reads a reference to cells; undefined for names and anything else. */
function cellReference(text: string): ReferenceA1 | undefined {
  const reference = parseA1Ref(text);
  return reference && "range" in reference && reference.range ? reference : undefined;
}

/** The rectangle of a parsed A1 range; open ends reach the sheet's edge. */
export function rectOf(range: object): Rect {
  const r = range as { top: number | null; left: number | null; bottom: number | null; right: number | null };
  return {
    top: r.top ?? 0,
    left: r.left ?? 0,
    bottom: r.bottom ?? MAX_ROWS - 1,
    right: r.right ?? MAX_COLUMNS - 1,
  };
}

const isReference = (type: string): boolean => type === tokenTypes.REF_RANGE || type === tokenTypes.REF_BEAM;

/** Sheet of a parsed reference, or undefined when it has none. */
export function sheetOf(reference: { context?: string[] | undefined }): string | undefined {
  return reference.context?.at(-1);
}

/**
 * Rewrites every A1 reference of a formula.
 * @param map gives the new rectangle, undefined for a reference that no longer exists, or the same object to keep it.
 */
export function mapReferences(
  formula: string,
  map: (sheet: string | undefined, rect: Rect) => Rect | undefined,
): string {
  let changed = false;
  const parts = tokenize(formula, { withLocation: false, mergeRefs: true }).map((token) => {
    if (!isReference(token.type)) return token.value;
    const reference = cellReference(token.value);
    if (!reference) return token.value;
    const rect = rectOf(reference.range);
    const moved = map(sheetOf(reference), rect);
    if (moved === rect) return token.value;
    changed = true;
    if (!moved) return "#REF!";
    const r = reference.range as unknown as Record<string, number | boolean | null>;
    if (r.top !== null) r.top = moved.top;
    if (r.left !== null) r.left = moved.left;
    if (r.bottom !== null) r.bottom = moved.bottom;
    if (r.right !== null) r.right = moved.right;
    return stringifyA1Ref(reference);
  });
  return changed ? parts.join("") : formula;
}

/** The formula a copy gets: relative references move by the offset, absolute ones stay. */
export function offsetFormula(formula: string, rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return formula;
  const parts = tokenize(formula, { withLocation: false, mergeRefs: true }).map((token) => {
    if (!isReference(token.type)) return token.value;
    const reference = cellReference(token.value);
    if (!reference) return token.value;
    const r = reference.range as unknown as Record<string, number | boolean | null>;
    for (const [side, by, limit] of [
      ["top", rows, MAX_ROWS],
      ["bottom", rows, MAX_ROWS],
      ["left", columns, MAX_COLUMNS],
      ["right", columns, MAX_COLUMNS],
    ] as const) {
      const at = r[side];
      if (typeof at !== "number" || r[`$${side}`]) continue;
      const moved = at + by;
      if (moved < 0 || moved >= limit) return "#REF!";
      r[side] = moved;
    }
    return stringifyA1Ref(reference);
  });
  return parts.join("");
}

/** Puts a new sheet name into the references of a formula. */
export function renameSheetIn(formula: string, from: string, to: string): string {
  return mapContext(formula, (context) =>
    context.map((part, index) =>
      index === context.length - 1 && part.toLowerCase() === from.toLowerCase() ? to : part,
    ),
  );
}

function mapContext(formula: string, map: (context: string[]) => string[]): string {
  let changed = false;
  const parts = tokenize(formula, { withLocation: false, mergeRefs: true }).map((token) => {
    if (!isReference(token.type) || !token.value.includes("!")) return token.value;
    const reference = parseA1Ref(token.value) as (ReferenceA1 & { context?: string[] }) | undefined;
    if (!reference?.context?.length) return token.value;
    reference.context = map(reference.context);
    changed = true;
    return stringifyA1Ref(reference);
  });
  return changed ? parts.join("") : formula;
}

/** A table or one of its columns got a new name: puts it into the structured references of a formula. */
export function renameTableIn(
  formula: string,
  table: string,
  change: { table?: string; column?: { from: string; to: string } },
  insideTable: boolean,
): string {
  let changed = false;
  const wanted = table.toLowerCase();
  const parts = tokenize(formula, { withLocation: false, mergeRefs: true }).map((token) => {
    if (token.type === tokenTypes.REF_NAMED && change.table && token.value.toLowerCase() === wanted) {
      changed = true;
      return change.table;
    }
    if (token.type !== tokenTypes.REF_STRUCT) return token.value;
    const reference = parseStructRef(token.value);
    if (!reference) return token.value;
    const own = reference.table ? reference.table.toLowerCase() === wanted : insideTable;
    if (!own) return token.value;
    if (change.table && reference.table) reference.table = change.table;
    if (change.column) {
      const { from, to } = change.column;
      reference.columns = reference.columns?.map((name) =>
        name.toLowerCase() === from.toLowerCase() ? to : name,
      );
    }
    changed = true;
    return stringifyStructRef(reference);
  });
  return changed ? parts.join("") : formula;
}
