/** How the pane writes figures, dates and counts (ui-design, 4). Decimal texts in, words of the reader's locale out. */

const MINUS = "\u2212";

/** Months as the engine writes them, in every language. */
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ENGINE_DATE = /\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})\b/g;

/** Formats for one locale; made once per language. */
export class Formats {
  readonly #separators: { readonly group: string; readonly decimal: string };
  readonly #date: Intl.DateTimeFormat;
  readonly #shortDate: Intl.DateTimeFormat;
  readonly #month: Intl.DateTimeFormat;
  readonly #count: Intl.NumberFormat;

  constructor(readonly locale: string) {
    const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(-1234567.5);
    const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? "";
    this.#separators = { group: part("group"), decimal: part("decimal") || "." };
    this.#date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
    this.#shortDate = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
    this.#month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
    this.#count = new Intl.NumberFormat(locale);
  }

  /** An amount: grouped, two decimals, U+2212 as minus. Exact: the text is never turned into a number. */
  amount(text: string): string {
    return this.decimal(text, 2, 2);
  }

  /** "+1,840.00" for changes. */
  change(text: string): string {
    return text.startsWith("-") || text === "0" ? this.amount(text) : `+${this.amount(text)}`;
  }

  /** A quantity with as many decimals as it has, at most five. */
  quantity(text: string): string {
    return this.decimal(text, 0, 5);
  }

  /** A unit cost with two to five decimals. */
  unitCost(text: string): string {
    return this.decimal(text, 2, 5);
  }

  /** A decimal text with between `least` and `most` decimals; more are rounded half away from zero. */
  decimal(text: string, least: number, most: number): string {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!match) return text;
    const [, sign = "", wholeText = "0", fractionText = ""] = match;
    let whole = wholeText;
    let fraction = fractionText;
    if (fraction.length > most) {
      const digits = BigInt(whole + fraction.slice(0, most)) + ((fraction[most] ?? "0") >= "5" ? 1n : 0n);
      const padded = digits.toString().padStart(most + 1, "0");
      whole = padded.slice(0, padded.length - most);
      fraction = most === 0 ? "" : padded.slice(-most);
    }
    while (fraction.length > least && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
    fraction = fraction.padEnd(least, "0");
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, this.#separators.group);
    const isZero = !/[1-9]/.test(whole + fraction);
    return `${sign && !isZero ? MINUS : ""}${grouped}${fraction ? this.#separators.decimal + fraction : ""}`;
  }

  /** A percentage with two decimals, rounded down towards 0, so that good news is never rounded up. */
  percent(text: string): string {
    const [whole = "0", fraction = ""] = text.split(".");
    return `${this.decimal(`${whole}.${fraction.slice(0, 2)}`, 2, 2)} %`;
  }

  /** "31 Jan 2026" in the style of the locale; "" for none. */
  date(iso: string): string {
    return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? this.#date.format(new Date(`${iso}T00:00:00Z`)) : iso;
  }

  /** "31 Jan". */
  dayAndMonth(iso: string): string {
    return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? this.#shortDate.format(new Date(`${iso}T00:00:00Z`)) : iso;
  }

  /** "January 2026" of a month "2026-01". */
  month(month: string): string {
    return this.#month.format(new Date(`${month}-01T00:00:00Z`));
  }

  /** Time of a run: today only "09:12", else "2 Feb, 17:02". `moment` is "2026-02-02 17:02". */
  moment(moment: string, today: string): string {
    const [date = "", time = ""] = moment.split(" ");
    return date === today ? time : `${this.dayAndMonth(date)}, ${time}`;
  }

  /** A count, grouped. */
  count(value: number): string {
    return this.#count.format(value);
  }

  /**
   * Text of a summary or message: amounts in braces, dates and minus signs as everywhere in the pane. The engine writes
   * dates as "2026-01-31" or "31 Jan 2026" and minus as a hyphen before a figure.
   */
  words(text: string): string {
    return text
      .replace(/\{(-?\d+(?:\.\d+)?)\}/g, (_, amount: string) => this.amount(amount))
      .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => this.date(date))
      .replace(ENGINE_DATE, (_, day: string, month: string, year: string) => {
        const number = String(MONTHS.indexOf(month) + 1).padStart(2, "0");
        return this.date(`${year}-${number}-${day.padStart(2, "0")}`);
      })
      .replace(/(^|[\s(])-(?=\d)/g, `$1${MINUS}`);
  }
}

/** "1 entry", "2 entries", "1 case": a unit as summaries name it, in the plural or as a word that takes an s. */
export function counted(formats: Formats, count: number, unit: string): string {
  const one = unit.endsWith("ies") ? `${unit.slice(0, -3)}y` : unit.replace(/s$/, "");
  const many = unit.endsWith("s") ? unit : `${unit}s`;
  return `${formats.count(count)} ${count === 1 ? one : many}`;
}
