/** Answers of the worksheet functions: values, or an error with a message that says what, where and what to do next. */
import { Refusal } from "../refusal";

/** One call of a worksheet function: id and arguments as Excel hands them over (an omitted one is null). */
export interface FigureCall {
  readonly function: string;
  readonly args: readonly unknown[];
}

export type FigureValue = number | string | boolean;

/** notAvailable: not known or not there yet (#N/A) · invalidValue: the formula is wrong (#VALUE!) · invalidNumber (#NUM!). */
export type FigureErrorKind = "notAvailable" | "invalidValue" | "invalidNumber";

/** An error in words. Messages have at most 120 characters. */
export interface FigureFailure {
  readonly error: FigureErrorKind;
  readonly message: string;
}

/** A cell of a spilled answer; an error concerns its own row only. */
export type FigureCell = FigureValue | FigureFailure;

/** Answer to a call. */
export type FigureAnswer =
  { readonly value: FigureValue } | { readonly values: readonly (readonly FigureCell[])[] } | FigureFailure;

/** Longest message that a cell shows. */
export const MESSAGE_LENGTH = 120;

/** Thrown inside a figure; becomes its answer. */
export class FigureError extends Error {
  constructor(
    readonly kind: FigureErrorKind,
    message: string,
  ) {
    super(message);
    this.name = "FigureError";
  }
}

export const notAvailable = (message: string): FigureError => new FigureError("notAvailable", message);
export const invalidValue = (message: string): FigureError => new FigureError("invalidValue", message);

/** Refusals that blame the arguments of the formula, not the ledgers. */
const ABOUT_ARGUMENTS = new Set(["BAD_PARAMETER", "FILTER_SYNTAX", "DATE_ORDER", "parameterMissing"]);

/** The error of a refused report: its arguments are wrong, or the ledgers are not as they should be. */
export function refusalError(code: string, message: string): FigureError {
  return new FigureError(ABOUT_ARGUMENTS.has(code) ? "invalidValue" : "notAvailable", message);
}

/** The answer for something thrown; defects are thrown on. */
export function errorAnswer(error: unknown): FigureFailure {
  if (error instanceof FigureError) return { error: error.kind, message: shortened(error.message) };
  if (error instanceof Refusal) return errorAnswer(refusalError(error.code, error.message));
  throw error;
}

/** A message cut to what a cell shows, at a word. */
export function shortened(message: string): string {
  if (message.length <= MESSAGE_LENGTH) return message;
  const cut = message.slice(0, MESSAGE_LENGTH - 1);
  const space = cut.lastIndexOf(" ");
  return `${space > MESSAGE_LENGTH / 2 ? cut.slice(0, space) : cut}…`;
}

/** A decimal text as Excel's number. #NUM! when it has more digits than an Excel number keeps. */
export function figureOf(text: string): number {
  const digits = text.replace("-", "").replace(".", "").replace(/^0+/, "");
  if (digits.length > 15)
    throw new FigureError("invalidNumber", `${text} has more than the 15 digits of an Excel number.`);
  return Number(text) + 0;
}
