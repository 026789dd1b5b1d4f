/** Warnings of a result, one kind per code, worst or first in the order of the report's own list. */
import type { WarningKind } from "../report";

/** How a code is named in lists, and what its cases are. */
export type WarningNames = Readonly<
  Record<string, { readonly name: string; readonly unit: string; readonly key?: string }>
>;

/** Codes whose findings leave amounts out of the figures. */
const LEAVE_OUT: ReadonlySet<string> = new Set([
  "ITEM_NOT_FOUND",
  "ITEM_LEDGER_ENTRY_MISSING",
  "ORDER_NOT_LISTED",
  "ZERO_DIVISOR",
]);

/** "none changes a figure", or how many kinds leave amounts out. */
export function effectOfWarnings(kinds: readonly WarningKind[]): string {
  const leaving = kinds.filter((kind) => kind.leavesOut === true).length;
  if (leaving === 0) return "none changes a figure";
  return leaving === 1 ? "1 leaves amounts out" : `${leaving} leave amounts out`;
}

/** "1 item", "2 items", "1 entry": units are named in the plural, or as a word that takes an s. */
export function countOfUnit(count: number, unit: string): string {
  const one = unit.endsWith("ies") ? `${unit.slice(0, -3)}y` : unit.replace(/s$/, "");
  const many = unit.endsWith("s") ? unit : `${unit}s`;
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : many}`;
}

/** Groups warnings by code, in the order of `names`; codes that are not named come last under their own name. */
export function warningKinds(warnings: readonly object[], names: WarningNames): readonly WarningKind[] {
  const kinds = new Map<string, { key: string; text: string }[]>();
  for (const warning of warnings as readonly Readonly<Record<string, unknown>>[]) {
    const code = String(warning.code);
    const keyName = names[code]?.key;
    const key = keyName === undefined ? "" : text(warning[keyName]);
    const cases = kinds.get(code) ?? [];
    cases.push({ key, text: text(warning.message) });
    kinds.set(code, cases);
  }
  const order = [
    ...Object.keys(names),
    ...[...kinds.keys()].filter((code) => !Object.hasOwn(names, code)).sort(),
  ];
  return order.flatMap((code) => {
    const cases = kinds.get(code);
    if (!cases) return [];
    const name = names[code];
    return [
      {
        code,
        name: name?.name ?? code,
        text: cases[0]?.text ?? "",
        count: cases.length,
        unit: name?.unit ?? "cases",
        ...(LEAVE_OUT.has(code) ? { leavesOut: true } : {}),
        cases,
      },
    ];
  });
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
