/**
 * Reads the parameters of a report from JSON or from flags, by its declaration (conventions, 2). Missing, null and ""
 * mean the default. Anything the report does not have is refused.
 */
import { filterProblems } from "./messages";
import { Refusal } from "./refusal";
import type { ParameterDeclaration, ParameterValue, ParameterValues, ReportCard } from "./report";
import { codeOf } from "./values/codes";
import { dayText, NO_DAY, NO_UPPER_LIMIT, parseDay, type Day } from "./values/day";
import { decimalText, parseDecimal } from "./values/decimal";
import { FilterSyntaxError, parseFilter } from "./values/filter";

function bad(parameter: string, problem: string): Refusal {
  return new Refusal("BAD_PARAMETER", { parameter, _problem: problem });
}

/**
 * Checks `given` against the declarations and returns a value for every declared parameter. `workDate` is taken from
 * `given` when there, else from the door. Throws Refusal (BAD_PARAMETER, FILTER_SYNTAX).
 */
export function readParameters(
  card: ReportCard,
  given: Readonly<Record<string, unknown>>,
  workDate: Day,
): ParameterValues {
  for (const name of Object.keys(given)) {
    if (!card.parameters.some((parameter) => parameter.name === name)) {
      throw bad(name, "is not a parameter of this report");
    }
  }
  const values: Record<string, ParameterValue> = {};
  for (const parameter of card.parameters) {
    const raw = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    const empty = raw === undefined || raw === null || raw === "";
    if (empty && parameter.name === "workDate") values.workDate = workDate;
    else values[parameter.name] = readValue(parameter, empty ? parameter.default : raw);
  }
  return values;
}

function readValue(parameter: ParameterDeclaration, raw: unknown): ParameterValue {
  const { name } = parameter;
  switch (parameter.type) {
    case "date": {
      if (raw === undefined || raw === "") return NO_DAY;
      const day = typeof raw === "string" ? parseDay(raw.trim(), parameter.closingDates === true) : undefined;
      if (day === undefined || day > NO_UPPER_LIMIT) throw bad(name, "must be a date like 2026-01-31");
      return day;
    }
    case "boolean":
      return raw === undefined && parameter.optional === true ? undefined : readBoolean(name, raw);
    case "choice":
      if (typeof raw !== "string" || !parameter.choices.includes(raw)) {
        throw bad(name, `must be ${parameter.choices.join(", ")}`);
      }
      return raw;
    case "choices":
      return readChoices(parameter.name, parameter.choices, raw);
    case "filter":
      return readFilter(name, raw, parameter.of);
    case "code":
    case "text": {
      if (raw === undefined) return "";
      const isWhole = typeof raw === "number" && Number.isSafeInteger(raw);
      if (typeof raw !== "string" && !isWhole) throw bad(name, "must be a text");
      const text = String(raw).trim();
      return parameter.type === "code" ? codeOf(text) : text;
    }
    case "integer": {
      if (raw === undefined) return undefined;
      const text = typeof raw === "number" || typeof raw === "string" ? String(raw).trim() : "";
      const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (!Number.isSafeInteger(value) || value < (parameter.minimum ?? Number.MIN_SAFE_INTEGER)) {
        throw bad(
          name,
          `must be a whole number${parameter.minimum === undefined ? "" : ` from ${parameter.minimum}`}`,
        );
      }
      return value;
    }
    case "amount": {
      const text = typeof raw === "number" || typeof raw === "string" ? String(raw) : "";
      const parsed = parseDecimal(text);
      if (!parsed || (parameter.minimum !== undefined && parsed.value < BigInt(parameter.minimum))) {
        throw bad(name, "must be an amount like 0.05");
      }
      return decimalText(parsed.value, parsed.scale);
    }
    case "entryNumbers":
      return readEntryNumbers(name, raw);
    case "object":
      if (raw === undefined) return undefined;
      if (typeof raw !== "object" || raw === null || Array.isArray(raw))
        throw bad(name, `must be ${parameter.shape}`);
      return raw;
  }
}

function readBoolean(name: string, raw: unknown): boolean {
  if (raw === undefined) return false;
  if (typeof raw === "boolean") return raw;
  const word = typeof raw === "string" || typeof raw === "number" ? String(raw).trim().toLowerCase() : "";
  if (word === "true" || word === "yes" || word === "1") return true;
  if (word === "false" || word === "no" || word === "0") return false;
  throw bad(name, "must be true or false");
}

function readChoices(name: string, choices: readonly string[], raw: unknown): readonly string[] {
  const list: unknown = typeof raw === "string" ? raw.split(",").map((part) => part.trim()) : raw;
  if (!Array.isArray(list) || list.length === 0) throw bad(name, `must be a list of ${choices.join(", ")}`);
  for (const entry of list as unknown[]) {
    if (typeof entry !== "string" || !choices.includes(entry))
      throw bad(name, `must be a list of ${choices.join(", ")}`);
  }
  return choices.filter((choice) => (list as string[]).includes(choice));
}

function readFilter(name: string, raw: unknown, kind: "code" | "integer" | "date"): ParameterValue {
  if (raw === undefined) return parseFilter("", kind);
  const isWhole = typeof raw === "number" && Number.isSafeInteger(raw);
  if (typeof raw !== "string" && !isWhole) throw bad(name, "must be a filter text");
  const text = String(raw);
  try {
    return parseFilter(text, kind);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    throw new Refusal("FILTER_SYNTAX", {
      parameter: name,
      filter: text,
      _problem: filterProblems[error.detail],
    });
  }
}

function readEntryNumbers(name: string, raw: unknown): readonly number[] {
  if (raw === undefined) return [];
  const list: unknown =
    typeof raw === "string"
      ? raw.split(",").map((part) => part.trim())
      : typeof raw === "number"
        ? [raw]
        : raw;
  if (!Array.isArray(list)) throw bad(name, "must be a list of entry numbers");
  return (list as unknown[]).map((entry) => {
    const text = typeof entry === "number" || typeof entry === "string" ? String(entry) : "";
    if (!/^\d{1,15}$/.test(text)) throw bad(name, "must be a list of entry numbers");
    return Number(text);
  });
}

/** The period of reports with `startDate`, `endDate` and `workDate` (IV, IW, SB). Throws DATE_ORDER. */
export function readPeriod(parameters: {
  readonly startDate: Day;
  readonly endDate: Day;
  readonly workDate: Day;
}): { readonly startDate: Day; readonly endDate: Day } {
  const { startDate, workDate } = parameters;
  let { endDate } = parameters;
  if (endDate === NO_DAY) endDate = startDate === NO_DAY ? workDate : NO_UPPER_LIMIT;
  checkDateOrder(startDate, endDate);
  return { startDate, endDate };
}

/** Refuses a period that ends before it starts; an open end is no date. */
export function checkDateOrder(startDate: Day, endDate: Day): void {
  if (startDate !== NO_DAY && endDate !== NO_DAY && startDate > endDate) {
    throw new Refusal("DATE_ORDER", { startDate: dayText(startDate), endDate: dayText(endDate) });
  }
}

/** What is wrong with a value of one parameter, in words; undefined when it can be read. For forms. */
export function checkParameter(parameter: ParameterDeclaration, value: unknown): string | undefined {
  const empty = value === undefined || value === null || value === "";
  if (empty) {
    return parameter.type === "date" && parameter.required === true ? "A date is needed." : undefined;
  }
  try {
    readValue(parameter, value);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
