/** A copy of an object without some of its keys: a workbook without a sheet, a row without a column. */
export function without<T extends object>(
  object: T,
  ...keys: readonly string[]
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
