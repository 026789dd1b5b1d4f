/** Exact arithmetic on decimal texts, for the few sums that the pane forms itself. No floating point. */

interface Scaled {
  readonly value: bigint;
  readonly scale: number;
}

function scaled(text: string): Scaled {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return { value: 0n, scale: 0 };
  const [, sign = "", whole = "0", fraction = ""] = match;
  const value = BigInt(whole + fraction);
  return { value: sign === "-" ? -value : value, scale: fraction.length };
}

function textOf({ value, scale }: Scaled): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Sum of decimal texts; "" counts as 0. */
export function sumOf(texts: readonly string[]): string {
  const parts = texts.map(scaled);
  const scale = Math.max(0, ...parts.map((part) => part.scale));
  const value = parts.reduce((sum, part) => sum + part.value * 10n ** BigInt(scale - part.scale), 0n);
  return textOf({ value, scale });
}

/** a − b. */
export function minus(a: string, b: string): string {
  return sumOf([a, negated(b)]);
}

/** Exact product of two decimal texts. */
export function productOf(a: string, b: string): string {
  const [x, y] = [scaled(a), scaled(b)];
  return textOf({ value: x.value * y.value, scale: x.scale + y.scale });
}

/** Rounded to two decimals, half away from zero, as amounts are shown. */
export function roundToCents(text: string): string {
  const { value, scale } = scaled(text);
  if (scale <= 2) return text;
  const unit = 10n ** BigInt(scale - 2);
  const size = value < 0n ? -value : value;
  const cents = (size + unit / 2n) / unit;
  return textOf({ value: value < 0n ? -cents : cents, scale: 2 });
}

/** The text with the other sign. */
export function negated(text: string): string {
  const { value, scale } = scaled(text);
  return textOf({ value: -value, scale });
}

/** The text without its sign. */
export function magnitude(text: string): string {
  return text.startsWith("-") ? text.slice(1) : text;
}

export function isZero(text: string): boolean {
  return scaled(text).value === 0n;
}

/** −1, 0 or 1 as a is less than, equal to or greater than b. */
export function compare(a: string, b: string): number {
  const { value } = scaled(minus(a, b));
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}

/** The nearest floating-point number, for lengths in drawings only. */
export function approximately(text: string): number {
  return Number(text);
}
