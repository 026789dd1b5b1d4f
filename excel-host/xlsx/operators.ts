/** Operators of conditional formats on values: the file's names and Office's. */

export const CELL_IS_OPERATORS: Readonly<Record<string, string>> = {
  lessThan: "LessThan",
  lessThanOrEqual: "LessThanOrEqual",
  equal: "EqualTo",
  notEqual: "NotEqualTo",
  greaterThanOrEqual: "GreaterThanOrEqual",
  greaterThan: "GreaterThan",
  between: "Between",
  notBetween: "NotBetween",
};
