/** What Excel makes of text typed into a cell: a number, a date, a percentage, TRUE, an error, a formula, or text. */

import { CellError, type CellValue } from "./cell";
import { getFormatFromId, isTextFormat, parseValue } from "./numfmt";

export interface TypedInput {
  readonly value: CellValue;
  readonly formula: string | undefined;
  /** Number format to give to a cell whose format is General. */
  readonly format: string | undefined;
  readonly apostrophe: boolean;
}

const DIGIT = /\d/;
const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
const LETTER = /^\p{L}/u;

/**
 * Reads typed-in text in US English. A cell formatted as text (`@`) takes everything as text, formulas included;
 * a leading apostrophe forces text.
 */
export function typedInput(text: string, numberFormat: string): TypedInput {
  if (text === "") return constant(null);
  if (numberFormat === "@" || (numberFormat !== "General" && isTextFormat(numberFormat)))
    return constant(text);
  if (text.startsWith("'"))
    return { value: text.slice(1), formula: undefined, format: undefined, apostrophe: true };
  if (text.startsWith("=") && text.length > 1) {
    return { value: null, formula: text, format: undefined, apostrophe: false };
  }
  if (!DIGIT.test(text)) {
    const upper = text.trim().toUpperCase();
    if (upper === "TRUE") return constant(true);
    if (upper === "FALSE") return constant(false);
    return constant(CellError.parse(upper) ?? text);
  }
  if (LETTER.test(text) && !MONTH.test(text)) return constant(text);
  if (text.startsWith("#")) return constant(CellError.parse(text.toUpperCase()) ?? text);
  const parsed = parseValue(text, { locale: "en-US" });
  if (!parsed || typeof parsed.value !== "number") return constant(text);
  const format =
    numberFormat === "General" && parsed.formatId
      ? (getFormatFromId(parsed.formatId) ?? undefined)
      : undefined;
  return { value: parsed.value, formula: undefined, format, apostrophe: false };
}

function constant(value: CellValue): TypedInput {
  return { value, formula: undefined, format: undefined, apostrophe: false };
}
