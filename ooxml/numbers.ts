const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const EXACT_LIMIT = 2 ** 53;

/**
 * The double nearest to the decimal number in ASCII `bytes[start, end)`, NaN when the bytes are no number.
 * When the digits fit 53 bits and the power of ten is at most 22, one division or product of two exact doubles is correctly rounded;
 * everything else goes through the engine's own conversion.
 */
export function parseDouble(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let negative = false;
  const first = bytes[at];
  if (first === 45) {
    negative = true;
    at++;
  }
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let b = 0;
  for (; at < end; at++) {
    b = bytes[at] as number;
    if (b < 48 || b > 57) {
      break;
    }
    mantissa = mantissa * 10 + (b - 48);
    digits++;
  }
  if (at < end && b === 46) {
    for (at++; at < end; at++) {
      b = bytes[at] as number;
      if (b < 48 || b > 57) {
        break;
      }
      mantissa = mantissa * 10 + (b - 48);
      digits++;
      decimals++;
    }
  }
  if (at < end || digits === 0 || mantissa > EXACT_LIMIT || decimals > 22) {
    return parseSlowly(bytes, start, end);
  }
  const value = decimals === 0 ? mantissa : mantissa / (POWERS_OF_TEN[decimals] as number);
  return negative ? 0 - value : value;
}

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 400) {
    return NaN;
  }
  let text = "";
  for (let i = start; i < end; i++) {
    text += String.fromCharCode(bytes[i] as number);
  }
  return numberOfText(text);
}

/** The double nearest to a decimal number with white space around it, NaN when the text is none or too large. */
export function numberOfText(text: string): number {
  const trimmed = text.trim();
  const value = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(trimmed) ? Number(trimmed) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

const DAY = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);

/** Serial number (1900 system) of an ISO 8601 date with optional time, undefined for other text. */
export function serialOfIso(text: string): number | undefined {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(?:Z)?)?$/.exec(text.trim()) ??
    undefined;
  if (!match) {
    return undefined;
  }
  const [, year = "", month = "", day = "", hour = "0", minute = "0", second = "0", fraction = "0"] = match;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const check = new Date(utc);
  if (check.getUTCMonth() !== Number(month) - 1 || check.getUTCDate() !== Number(day)) {
    return undefined;
  }
  const days = (utc - EPOCH_1900) / DAY;
  const time = (Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(fraction)) / 86_400;
  return (days < 61 ? days - 1 : days) + time;
}

/** Days between the epochs of the two date systems. */
export const DAYS_1904 = 1462;
