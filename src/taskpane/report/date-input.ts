/** Dates as people type them: "t", "31", "310126", "31.1.2026", "31 Jan 2026", ISO; in the order of the reader's locale. */

/** ISO date of a typed text, "" for an empty one, undefined when it is no date. `base` gives month and year left out. */
export function parseTypedDate(
  text: string,
  today: string,
  base: string,
  locale: string,
): string | undefined {
  const typed = text.trim();
  if (typed === "") return "";
  if (/^(t|today)$/i.test(typed)) return today;
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return valid(typed);
  const [baseYear = "2026", baseMonth = "01"] = (base || today).split("-");
  if (/^\d{1,2}$/.test(typed)) return valid(`${baseYear}-${baseMonth}-${typed.padStart(2, "0")}`);
  const order = dateOrder(locale);
  if (/^\d{4}$|^\d{6}$|^\d{8}$/.test(typed)) return fromParts(splitDigits(typed, order), order, baseYear);
  const words = typed.toLowerCase().match(/[a-zäöüéû]+|\d+/g) ?? [];
  const monthWord = words.findIndex((word) => /[a-z]/.test(word));
  if (monthWord >= 0) {
    const month = monthOfWord(words[monthWord] ?? "", locale);
    const numbers = words.filter((_, index) => index !== monthWord);
    if (month === undefined || numbers.length === 0 || numbers.length > 2) return undefined;
    return valid(`${fullYear(numbers[1] ?? baseYear)}-${month}-${(numbers[0] ?? "").padStart(2, "0")}`);
  }
  return words.length >= 2 && words.length <= 3 ? fromParts(words, order, baseYear) : undefined;
}

type Part = "day" | "month" | "year";

function dateOrder(locale: string): readonly Part[] {
  return new Intl.DateTimeFormat(locale)
    .formatToParts(new Date(Date.UTC(2026, 0, 31)))
    .flatMap((part) =>
      part.type === "day" || part.type === "month" || part.type === "year" ? [part.type] : [],
    );
}

function splitDigits(digits: string, order: readonly Part[]): readonly string[] {
  const withYear = digits.length > 4 ? order : order.filter((part) => part !== "year");
  const parts: string[] = [];
  let at = 0;
  for (const part of withYear) {
    const length = part === "year" ? digits.length - 4 : 2;
    parts.push(digits.slice(at, at + length));
    at += length;
  }
  return parts;
}

function fromParts(parts: readonly string[], order: readonly Part[], baseYear: string): string | undefined {
  const used = parts.length === 3 ? order : order.filter((part) => part !== "year");
  const value = (part: Part): string => (parts[used.indexOf(part)] ?? "").padStart(2, "0");
  const year = used.includes("year") ? fullYear(value("year")) : baseYear;
  // There is no 13th month: a date that can be read in the other order only is read so.
  return (
    valid(`${year}-${value("month")}-${value("day")}`) ?? valid(`${year}-${value("day")}-${value("month")}`)
  );
}

function fullYear(text: string): string {
  return text.length === 2 ? `20${text}` : text;
}

function monthOfWord(word: string, locale: string): string | undefined {
  for (let month = 0; month < 12; month += 1) {
    const date = new Date(Date.UTC(2026, month, 15));
    const names = [locale, "en-US"].flatMap((one) =>
      (["long", "short"] as const).map((style) =>
        new Intl.DateTimeFormat(one, { month: style, timeZone: "UTC" })
          .format(date)
          .toLowerCase()
          .replace(".", ""),
      ),
    );
    if (names.some((name) => name === word || (word.length >= 3 && name.startsWith(word)))) {
      return String(month + 1).padStart(2, "0");
    }
  }
  return undefined;
}

function valid(iso: string): string | undefined {
  const moment = new Date(`${iso}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) &&
    !Number.isNaN(moment.getTime()) &&
    moment.toISOString().startsWith(iso)
    ? iso
    : undefined;
}
