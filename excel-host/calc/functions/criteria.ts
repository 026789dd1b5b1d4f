/** Criteria of SUMIFS and its family: comparison operators and wildcards. */

import { CellError, type CellValue } from "../../model/cell";
import { typedInput } from "../../model/typed-text";
import { compareValues } from "../values";

export interface Criterion {
  readonly test: (value: CellValue) => boolean;
  /** For plain equality: the key under which equal values are filed, see `criterionKey`. */
  readonly key: string | undefined;
}

/** Key of a cell value for equality criteria: numbers by value, text without case. */
export function criterionKey(value: CellValue): string | undefined {
  if (typeof value === "number") return `n${value}`;
  if (typeof value === "string") {
    const read = typedInput(value, "General").value;
    return typeof read === "number" ? `n${read}` : `s${value.toLowerCase()}`;
  }
  return typeof value === "boolean" ? `b${String(value)}` : undefined;
}

/** Turns a criterion such as ">=10", "A*" or 5 into a test. */
export function parseCriterion(criterion: CellValue): Criterion {
  if (criterion === null) return { test: (value) => value === 0, key: undefined };
  if (typeof criterion !== "string") {
    if (criterion instanceof CellError) return { test: (value) => value === criterion, key: undefined };
    const key = criterionKey(criterion);
    return { test: (value) => value !== null && criterionKey(value) === key, key };
  }
  const match = /^(<=|>=|<>|=|<|>)?([\s\S]*)$/.exec(criterion);
  const operator = match?.[1] ?? "";
  const rest = match?.[2] ?? "";
  const wanted = typedInput(rest, "General").value;
  if (operator === "" || operator === "=" || operator === "<>") {
    const equal = equality(rest, wanted, operator);
    if (operator === "<>") return { test: (value) => !equal.test(value), key: undefined };
    return equal;
  }
  const passes: Record<string, (order: number) => boolean> = {
    "<": (order) => order < 0,
    ">": (order) => order > 0,
    "<=": (order) => order <= 0,
    ">=": (order) => order >= 0,
  };
  const pass = passes[operator];
  return {
    key: undefined,
    test: (value) =>
      value !== null && typeof value === typeof wanted && (pass?.(compareValues(value, wanted)) ?? false),
  };
}

function equality(rest: string, wanted: CellValue, operator: string): Criterion {
  if (rest === "") {
    const blankOnly = operator === "=" || operator === "<>";
    return { test: (value) => value === null || (!blankOnly && value === ""), key: undefined };
  }
  if (typeof wanted === "string" && /[*?]/.test(wanted)) {
    const matcher = wildcard(wanted);
    return { test: (value) => typeof value === "string" && matcher(value), key: undefined };
  }
  if (wanted instanceof CellError) return { test: (value) => value === wanted, key: undefined };
  const plain = typeof wanted === "string" ? wanted.replaceAll(/~([*?~])/g, "$1") : wanted;
  const key = criterionKey(plain);
  return { test: (value) => value !== null && criterionKey(value) === key, key };
}

/** A test for a pattern with * and ?; ~ takes the next sign literally. Linear in pattern times text. */
export function wildcard(pattern: string): (text: string) => boolean {
  const parts: string[] = [];
  const kinds: ("text" | "any" | "one")[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern[i] ?? "";
    if (sign === "~" && i + 1 < pattern.length) {
      parts.push((pattern[++i] ?? "").toLowerCase());
      kinds.push("text");
    } else {
      kinds.push(sign === "*" ? "any" : sign === "?" ? "one" : "text");
      parts.push(sign.toLowerCase());
    }
  }
  return (text) => {
    const lower = text.toLowerCase();
    let at = 0;
    let part = 0;
    let star = -1;
    let retry = 0;
    while (at < lower.length) {
      const kind = kinds[part];
      if (kind === "one" || (kind === "text" && parts[part] === lower[at])) {
        at++;
        part++;
      } else if (kind === "any") {
        star = part++;
        retry = at;
      } else if (star >= 0) {
        part = star + 1;
        at = ++retry;
      } else {
        return false;
      }
    }
    while (kinds[part] === "any") part++;
    return part === kinds.length;
  };
}
