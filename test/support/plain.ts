/** Results as plain data, as tests compare them: lists that make their rows when they are read become arrays. */
import { LazyRows } from "../../src/engine/rows";

export function plain<Value>(value: Value): Value {
  return plainOf(value) as Value;
}

function plainOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof LazyRows) return value.map(plainOf);
  if (Array.isArray(value)) return value.map(plainOf);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plainOf(item)]));
}
