/**
 * Days as integers: the serial number of Excel's 1900 system (1900-03-01 = 61), 0 = no date.
 * A closing date of the general ledger ("C2020-12-31") lies after its day and before the next one and is day + 0.5.
 */
export type Day = number;

const MILLISECONDS_PER_DAY = 86_400_000;
const EPOCH_1899_12_30 = Date.UTC(1899, 11, 30);

/** No date. Smaller than every date, as in BC's filters. */
export const NO_DAY: Day = 0;

/** Serial number of 1900-01-01 … 9998-12-31, the days that a ledger may hold. */
export const FIRST_DAY: Day = 1;
export const LAST_LEDGER_DAY: Day = dayOfParts(9998, 12, 31);

/** 9999-12-31, which stands for "no upper limit" in parameters and results. */
export const NO_UPPER_LIMIT: Day = dayOfParts(9999, 12, 31);

/** Serial number of a calendar day (month 1–12). Days of January and February 1900 are one lower, as in Excel. */
export function dayOfParts(year: number, month: number, date: number): Day {
  const serial = Math.round((Date.UTC(year, month - 1, date) - EPOCH_1899_12_30) / MILLISECONDS_PER_DAY);
  return serial < 61 ? serial - 1 : serial;
}

/** Year, month (1–12) and date of a day; the half day of a closing date is ignored. */
export function partsOfDay(day: Day): { year: number; month: number; date: number } {
  const whole = Math.floor(day);
  const serial = whole < 60 ? whole + 1 : whole;
  const moment = new Date(EPOCH_1899_12_30 + serial * MILLISECONDS_PER_DAY);
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, date: moment.getUTCDate() };
}

const ISO_TEXT = /^(C?)(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Day of an ISO text ("2026-01-31"; "C2020-12-31" when closing dates are allowed), or undefined when it is none.
 * The calendar is checked: 2026-02-30 is no day.
 */
export function parseDay(text: string, closingDates = false): Day | undefined {
  const match = ISO_TEXT.exec(text);
  if (!match) return undefined;
  const [, closing, yearText, monthText, dateText] = match;
  if (closing && !closingDates) return undefined;
  const year = Number(yearText);
  const month = Number(monthText);
  const date = Number(dateText);
  if (year < 1900 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return undefined;
  return dayOfParts(year, month, date) + (closing ? 0.5 : 0);
}

/** ISO text of a day, "" for none, with a leading C for a closing date. */
export function dayText(day: Day): string {
  if (day === NO_DAY) return "";
  const { year, month, date } = partsOfDay(day);
  const closing = day % 1 === 0 ? "" : "C";
  return `${closing}${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

/** Number of days of a month (1–12). */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Day of the week, Monday = 1 … Sunday = 7. */
export function weekday(day: Day): number {
  const { year, month, date } = partsOfDay(day);
  return ((new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7) + 1;
}

const MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day as sheets and messages write it in running text ("31 Jan 2026"), "" for none. */
export function dayWords(day: Day): string {
  if (day === NO_DAY) return "";
  const { year, month, date } = partsOfDay(day);
  return `${date} ${MONTH_NAMES[month - 1] as string} ${year}`;
}
