/** Days as whole numbers (1970-01-01 is day 0), without clock and time zone. */

const DAY_MS = 86_400_000;
const EXCEL_EPOCH = 25_569;

/** Day number of a date of the calendar; `month` is 1 … 12. */
export function day(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / DAY_MS;
}

/** ISO text of a day, for example "2026-01-31". */
export function isoDate(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

/** Excel's serial number of a day (1900 system). */
export function excelSerial(dayNumber: number): number {
  return dayNumber + EXCEL_EPOCH;
}

/** Months since year 0, so that equal numbers are equal calendar months. */
export function monthIndex(dayNumber: number): number {
  const date = new Date(dayNumber * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** First day of a month index. */
export function monthStart(index: number): number {
  return day(Math.floor(index / 12), (index % 12) + 1, 1);
}

/** Last day of a month index. */
export function monthEnd(index: number): number {
  return monthStart(index + 1) - 1;
}

/** Saturday or Sunday. */
export function isWeekend(dayNumber: number): boolean {
  const weekday = (dayNumber + 4) % 7;
  return weekday === 0 || weekday === 6;
}
