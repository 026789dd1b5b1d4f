/** Functions of single values: arithmetic, text, dates, logic and information. */

import { CellError, type CellValue } from "../../model/cell";
import { formatText } from "../../model/format-text";
import { dateFromSerial } from "../../model/numfmt";
import { typedInput } from "../../model/typed-text";
import { DIV_ERROR, Matrix, NA_ERROR, NUM_ERROR, Reference, VALUE_ERROR, type Value } from "../values";
import { wildcard } from "./criteria";
import { type WorksheetFunction, bool, guarded, num, one, scalar, scalars, text } from "./kit";

/** Rounds half away from zero at a decimal place; decimal digits decide, as in Excel, not the binary fraction. */
export function roundTo(value: number, digits: number, mode: "half" | "up" | "down"): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const places = Math.trunc(digits);
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential(14).split("e");
  const whole = BigInt(mantissa.replace(".", ""));
  const shift = Number(exponent) - 14 + places;
  let scaled: bigint;
  if (shift >= 0) return value;
  const divisor = 10n ** BigInt(Math.min(-shift, 400));
  scaled = whole / divisor;
  const rest = whole % divisor;
  if (mode === "half" ? rest * 2n >= divisor : mode === "up" && rest > 0n) scaled += 1n;
  const result = Number(`${scaled}e${-places}`);
  return value < 0 ? -result : result;
}

/** Serial number of a calendar date; day and month may overflow. 1 January 1900 is 1; 29 February 1900 exists as 60. */
export function dateSerial(year: number, month: number, day: number): number {
  const fullYear = year < 1900 ? year + 1900 : year;
  const days = Math.round(Date.UTC(fullYear, month - 1, 1) / 86_400_000) + 25_569;
  const serial = days + day - 1;
  return serial <= 60 ? serial - 1 : serial;
}

const dateParts = (serial: CellValue | undefined): [number, number, number, number, number, number] =>
  dateFromSerial(dateNumber(serial));

function dateNumber(value: CellValue | undefined): number {
  return num(value);
}

function endOfMonth(serial: CellValue | undefined, months: CellValue | undefined): number {
  const [year, month] = dateParts(serial);
  return dateSerial(year, month + Math.trunc(num(months)) + 1, 0);
}

function addMonths(serial: CellValue | undefined, months: CellValue | undefined): number {
  const [year, month, day] = dateParts(serial);
  const last = endOfMonth(serial, months);
  return Math.min(dateSerial(year, month + Math.trunc(num(months)), day), last);
}

const finite = (value: number): CellValue => (Number.isFinite(value) ? value : NUM_ERROR);

function search(args: (CellValue | undefined)[], exact: boolean): CellValue {
  const [needle, haystack, start] = args;
  const from = start === undefined ? 0 : num(start) - 1;
  const where = text(haystack);
  if (from < 0 || from > where.length) return VALUE_ERROR;
  if (exact) {
    const at = where.indexOf(text(needle), from);
    return at < 0 ? VALUE_ERROR : at + 1;
  }
  const matcher = wildcard(`${text(needle)}*`);
  for (let at = from; at <= where.length; at++) if (matcher(where.slice(at))) return at + 1;
  return VALUE_ERROR;
}

function substitute(...args: (CellValue | undefined)[]): CellValue {
  const [source, from, to, instance] = args;
  const old = text(from);
  if (old === "") return text(source);
  if (instance === undefined) return text(source).split(old).join(text(to));
  const parts = text(source).split(old);
  const n = num(instance);
  if (n >= parts.length) return text(source);
  return parts.slice(0, n).join(old) + text(to) + parts.slice(n).join(old);
}

const truth = (args: readonly (Value | undefined)[]): boolean[] => {
  const result: boolean[] = [];
  for (const arg of args) {
    const many = arg instanceof Reference || arg instanceof Matrix;
    for (const value of scalars([arg])) {
      if (many && (typeof value === "string" || value === null)) continue;
      result.push(bool(value));
    }
  }
  return result;
};

const is = (test: (value: CellValue) => boolean): WorksheetFunction => scalar((value) => test(value ?? null));

export const SCALARS: Readonly<Record<string, WorksheetFunction>> = {
  ABS: scalar((x) => Math.abs(num(x))),
  SIGN: scalar((x) => Math.sign(num(x))),
  INT: scalar((x) => Math.floor(num(x))),
  TRUNC: scalar((x, digits) => roundTo(num(x), num(digits ?? 0), "down")),
  ROUND: scalar((x, digits) => roundTo(num(x), num(digits), "half")),
  ROUNDUP: scalar((x, digits) => roundTo(num(x), num(digits), "up")),
  ROUNDDOWN: scalar((x, digits) => roundTo(num(x), num(digits), "down")),
  MOD: scalar((x, y) => (num(y) === 0 ? DIV_ERROR : num(x) - num(y) * Math.floor(num(x) / num(y)))),
  QUOTIENT: scalar((x, y) => (num(y) === 0 ? DIV_ERROR : Math.trunc(num(x) / num(y)))),
  SQRT: scalar((x) => (num(x) < 0 ? NUM_ERROR : Math.sqrt(num(x)))),
  POWER: scalar((x, y) => finite(num(x) ** num(y))),
  EXP: scalar((x) => finite(Math.exp(num(x)))),
  LN: scalar((x) => (num(x) <= 0 ? NUM_ERROR : Math.log(num(x)))),
  LOG10: scalar((x) => (num(x) <= 0 ? NUM_ERROR : Math.log10(num(x)))),
  PI: () => Math.PI,

  TEXT: scalar((value, format) => {
    const shown = typeof value === "string" ? (typedInput(value, "General").value ?? value) : (value ?? 0);
    return formatText(shown, text(format));
  }),
  VALUE: scalar((value) => num(value)),
  LEN: scalar((value) => text(value).length),
  LEFT: scalar((value, n) => text(value).slice(0, n === undefined ? 1 : Math.max(num(n), 0))),
  RIGHT: scalar((value, n) => {
    const count = n === undefined ? 1 : num(n);
    return count <= 0 ? "" : text(value).slice(-count);
  }),
  MID: scalar((value, start, n) =>
    num(start) < 1 ? VALUE_ERROR : text(value).slice(num(start) - 1, num(start) - 1 + num(n)),
  ),
  UPPER: scalar((value) => text(value).toUpperCase()),
  LOWER: scalar((value) => text(value).toLowerCase()),
  PROPER: scalar((value) =>
    text(value)
      .toLowerCase()
      .replaceAll(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ),
  TRIM: scalar((value) => text(value).trim().replaceAll(/ +/g, " ")),
  CLEAN: scalar((value) => text(value).replaceAll(/\p{Cc}/gu, "")),
  EXACT: scalar((a, b) => text(a) === text(b)),
  FIND: scalar((...args) => search(args, true)),
  SEARCH: scalar((...args) => search(args, false)),
  SUBSTITUTE: scalar(substitute),
  REPLACE: scalar(
    (value, start, n, by) =>
      text(value).slice(0, num(start) - 1) + text(by) + text(value).slice(num(start) - 1 + num(n)),
  ),
  REPT: scalar((value, n) => text(value).repeat(Math.max(0, Math.trunc(num(n))))),
  CHAR: scalar((n) => String.fromCharCode(num(n))),
  CODE: scalar((value) => text(value).charCodeAt(0) || VALUE_ERROR),
  UNICHAR: scalar((n) => String.fromCodePoint(num(n))),
  CONCAT: guarded((args) => [...scalars(args)].map((value) => text(value)).join("")),
  CONCATENATE: scalar((...args) => args.map((value) => text(value)).join("")),
  TEXTJOIN: guarded((args) => {
    const skip = bool(one(args[1]));
    const parts = [...scalars(args.slice(2))].map((value) => text(value));
    return (skip ? parts.filter((part) => part !== "") : parts).join(text(one(args[0])));
  }),

  DATE: scalar((year, month, day) => {
    const serial = dateSerial(Math.trunc(num(year)), Math.trunc(num(month)), Math.trunc(num(day)));
    return serial < 0 ? NUM_ERROR : serial;
  }),
  YEAR: scalar((date) => dateParts(date)[0]),
  MONTH: scalar((date) => dateParts(date)[1]),
  DAY: scalar((date) => dateParts(date)[2]),
  HOUR: scalar((date) => dateParts(date)[3]),
  MINUTE: scalar((date) => dateParts(date)[4]),
  SECOND: scalar((date) => dateParts(date)[5]),
  EOMONTH: scalar(endOfMonth),
  EDATE: scalar(addMonths),
  DAYS: scalar((end, start) => Math.floor(num(end)) - Math.floor(num(start))),
  WEEKDAY: scalar((date, kind) => {
    const day = (Math.floor(num(date)) + 6) % 7;
    const type = kind === undefined ? 1 : num(kind);
    return type === 1 ? day + 1 : type === 2 ? ((day + 6) % 7) + 1 : (day + 6) % 7;
  }),
  DATEVALUE: scalar((value) => Math.floor(num(value))),
  TODAY: (_args, evaluation) => Math.floor(evaluation.now()),
  NOW: (_args, evaluation) => evaluation.now(),

  AND: guarded((args) => truth(args).every(Boolean)),
  OR: guarded((args) => truth(args).some(Boolean)),
  XOR: guarded((args) => truth(args).filter(Boolean).length % 2 === 1),
  NOT: scalar((value) => !bool(value)),
  TRUE: () => true,
  FALSE: () => false,
  NA: () => NA_ERROR,
  N: (args) => {
    const value = one(args[0]);
    return typeof value === "number"
      ? value
      : typeof value === "boolean"
        ? Number(value)
        : value instanceof CellError
          ? value
          : 0;
  },
  T: (args) => {
    const value = one(args[0]);
    return typeof value === "string" || value instanceof CellError ? value : "";
  },
  ISBLANK: is((value) => value === null),
  ISERROR: is((value) => value instanceof CellError),
  ISERR: is((value) => value instanceof CellError && value !== NA_ERROR),
  ISNA: is((value) => value === NA_ERROR),
  ISNUMBER: is((value) => typeof value === "number"),
  ISTEXT: is((value) => typeof value === "string"),
  ISNONTEXT: is((value) => typeof value !== "string"),
  ISLOGICAL: is((value) => typeof value === "boolean"),
  ISFORMULA: (args) => {
    const [arg] = args;
    return arg instanceof Reference && arg.sheet.cellAt(arg.rect.top, arg.rect.left)?.formula !== undefined;
  },
  FORMULATEXT: (args) => {
    const [arg] = args;
    return arg instanceof Reference
      ? (arg.sheet.cellAt(arg.rect.top, arg.rect.left)?.formula ?? NA_ERROR)
      : NA_ERROR;
  },
};
