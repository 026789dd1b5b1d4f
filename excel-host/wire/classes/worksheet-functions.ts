/** Worksheet functions that the add-in asks Excel to compute: DATE, which tells the date system of the workbook. */

import { fail } from "../../model/errors";
import type { Workbook } from "../../model/workbook";
import { Handle, defineClass, method, prop } from "../registry";
import { numberArg } from "./common";

const MILLISECONDS_PER_DAY = 86_400_000;

/** Serial number of a day after February 1900. */
function serialNumber(year: number, month: number, day: number): number {
  if (year < 1901 || year > 9999) throw fail("InvalidArgument", "The year must be from 1901 to 9999.");
  return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(1899, 11, 30)) / MILLISECONDS_PER_DAY);
}

interface Result {
  readonly value: number;
}

defineClass<Result>("FunctionResult", 2, {
  props: {
    Error: prop(2, () => null),
    Value: prop(2, (result) => result.value),
  },
});

defineClass<Workbook>("Functions", 2, {
  methods: {
    Date: method(2, (book, [year, month, day]) => {
      const value = serialNumber(numberArg(year, "year"), numberArg(month, "month"), numberArg(day, "day"));
      return new Handle("FunctionResult", { value: value - (book.date1904 ? 1462 : 0) });
    }),
  },
});
