/** What whoever writes a result reads of it. */
import { LazyRows } from "../../src/engine/rows";

/** Reads every field of every row once, as whoever writes them would; the number of fields. */
export function fieldsOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  let fields = 0;
  if (value instanceof LazyRows || Array.isArray(value)) for (const row of value) fields += fieldsOf(row);
  else for (const name in value) fields += fieldsOf(value[name as keyof typeof value]);
  return fields;
}
