/** The clock of the page; the engine has none. */
export interface Clock {
  now(): Date;
}

const two = (number: number): string => String(number).padStart(2, "0");

/** "2026-02-03" in local time. */
export function dateText(now: Date): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** "2026-02-03 09:12" in local time. */
export function timeText(now: Date): string {
  return `${dateText(now)} ${two(now.getHours())}:${two(now.getMinutes())}`;
}
