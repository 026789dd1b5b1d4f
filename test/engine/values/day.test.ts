import {
  dayOfParts,
  daysInMonth,
  dayText,
  dayWords,
  LAST_LEDGER_DAY,
  NO_DAY,
  NO_UPPER_LIMIT,
  parseDay,
  partsOfDay,
  weekday,
} from "../../../src/engine/values/day";

const serials: readonly (readonly [string, number])[] = [
  ["1900-01-01", 1],
  ["1900-02-28", 59],
  ["1900-03-01", 61],
  ["1900-03-02", 62],
  ["1999-12-31", 36525],
  ["2000-02-29", 36585],
  ["2026-01-31", 46053],
  ["9998-12-31", 2958100],
  ["9999-12-31", 2958465],
];

describe("days as serial numbers of Excel", () => {
  it.each(serials)("%s is %i", (text, serial) => {
    expect(parseDay(text)).toBe(serial);
    expect(dayText(serial)).toBe(text);
    const [year = 0, month = 0, date = 0] = text.split("-").map(Number);
    expect(dayOfParts(year, month, date)).toBe(serial);
    expect(partsOfDay(serial)).toEqual({ year, month, date });
  });

  it("has limits", () => {
    expect([dayText(LAST_LEDGER_DAY), dayText(NO_UPPER_LIMIT), dayText(NO_DAY), dayWords(NO_DAY)]).toEqual([
      "9998-12-31",
      "9999-12-31",
      "",
      "",
    ]);
  });

  it.each([
    "1899-12-31",
    "2026-00-10",
    "2026-13-01",
    "2026-01-00",
    "2026-01-32",
    "2026-02-29",
    "2026-04-31",
    "1900-02-29",
    "26-01-01",
    "2026-1-1",
    " 2026-01-01",
    "2026-01-01 ",
    "2026-01-011",
    "12026-01-01",
    "c2026-01-01",
    "",
  ])("%j is no day", (text) => {
    expect(parseDay(text, true)).toBeUndefined();
  });

  it.each(["2026-01-01", "2026-12-31", "2024-02-29", "2026-04-30", "1900-01-01"])("%s is one", (text) => {
    expect(dayText(parseDay(text) as number)).toBe(text);
  });

  it("a closing date lies between its day and the next, and is read only where it may stand", () => {
    const closing = parseDay("C2020-12-31", true) as number;
    expect(closing).toBe((parseDay("2020-12-31") as number) + 0.5);
    expect(dayText(closing)).toBe("C2020-12-31");
    expect(dayWords(closing)).toBe("31 Dec 2020");
    expect(parseDay("C2020-12-31")).toBeUndefined();
  });

  it("knows the months", () => {
    expect(Array.from({ length: 12 }, (_, i) => daysInMonth(2024, i + 1))).toEqual([
      31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
    expect(daysInMonth(1900, 2)).toBe(28);
    expect(Array.from({ length: 12 }, (_, i) => dayWords(dayOfParts(2026, i + 1, 5)))).toEqual([
      "5 Jan 2026",
      "5 Feb 2026",
      "5 Mar 2026",
      "5 Apr 2026",
      "5 May 2026",
      "5 Jun 2026",
      "5 Jul 2026",
      "5 Aug 2026",
      "5 Sep 2026",
      "5 Oct 2026",
      "5 Nov 2026",
      "5 Dec 2026",
    ]);
  });

  it("knows the days of the week from Monday to Sunday", () => {
    const monday = parseDay("2026-01-26") as number;
    expect(Array.from({ length: 8 }, (_, i) => weekday(monday + i))).toEqual([1, 2, 3, 4, 5, 6, 7, 1]);
  });
});
