/** Values of unknown kind as text: for messages, and for properties that should be text. */

/** Text, numbers and logical values as they are, anything else as JSON, nothing as "". */
export function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}
