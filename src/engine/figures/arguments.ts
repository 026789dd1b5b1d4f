/** Reads the arguments of worksheet functions: codes, dates, choices, filters. An omitted argument is null. */
import { FilterSyntaxError, parseFilter, type Filter } from "../values/filter";
import { filterProblems } from "../messages";
import { codeOf } from "../values/codes";
import { LAST_LEDGER_DAY, NO_DAY, NO_UPPER_LIMIT, parseDay, type Day } from "../values/day";
import { invalidValue } from "./answers";

/** True for an argument that was omitted or refers to an empty cell. */
export function isBlank(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === "" ||
    (typeof value === "string" && value.trim() === "")
  );
}

/** A code: text in upper case, or the digits of a whole number. */
export function codeArgument(value: unknown, name: string): string {
  if (isBlank(value)) throw invalidValue(`${name} is empty. Give a number or code.`);
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value === "string") return codeOf(value);
  throw invalidValue(`${name} must be a code, not ${shown(value)}.`);
}

/** A day: a date cell (serial number) or ISO text; NO_DAY when omitted. `epochOffset` is 1462 in 1904 workbooks. */
export function dayArgument(value: unknown, name: string, epochOffset: number): Day {
  if (isBlank(value) || value === 0) return NO_DAY;
  if (typeof value === "number") {
    const day = Math.floor(value) + epochOffset;
    if (day > 0 && day !== 60 && (day <= LAST_LEDGER_DAY || day === NO_UPPER_LIMIT)) return day;
  } else if (typeof value === "string") {
    const day = parseDay(value.trim(), true);
    if (day !== undefined && day <= NO_UPPER_LIMIT) return day;
  }
  throw invalidValue(`${name} ${shown(value)} is not a date. Use a date cell or a text like 2026-01-31.`);
}

/** A choice by its word, whatever the case; the first one when omitted. */
export function choiceArgument<Choice extends string>(
  value: unknown,
  name: string,
  choices: readonly Choice[],
): Choice {
  const [first] = choices;
  if (isBlank(value) && first !== undefined) return first;
  const wanted = typeof value === "string" ? value.trim().toLowerCase() : "";
  const choice = choices.find((candidate) => candidate.toLowerCase() === wanted);
  if (choice === undefined)
    throw invalidValue(`${name} ${shown(value)} is unknown. Use ${choices.join(", ")}.`);
  return choice;
}

/** An entry number. */
export function entryArgument(value: unknown, name: string): number {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 1) {
    throw invalidValue(`${name} ${shown(value)} is no entry number.`);
  }
  return number;
}

/** A filter expression; undefined when omitted. */
export function filterArgument(value: unknown, name: string): Filter | undefined {
  if (isBlank(value)) return undefined;
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string")
    throw invalidValue(`${name} must be a code or a filter, not ${shown(value)}.`);
  try {
    return parseFilter(text);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    throw invalidValue(`${name} ${shown(text)} cannot be read as a filter: ${filterProblems[error.detail]}.`);
  }
}

/** True for a text that uses the operators of filters. */
export function looksLikeFilter(text: string): boolean {
  return /[|&*?<>=()@]|\.\.|''/.test(text);
}

/** An argument as messages show it. */
export function shown(value: unknown): string {
  const text =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : "this";
  return `“${text.length > 30 ? `${text.slice(0, 29)}…` : text}”`;
}
