/** A result as JSON text in pieces: what JSON.stringify gives, without the rows of a long list standing side by side. */
import { LazyRows } from "../engine/rows";

/** Rows per piece. */
const ROWS = 1000;

/** Pieces whose texts together are the JSON of a result. Lists among its own fields are made piece by piece. */
export function* jsonText(result: Readonly<Record<string, unknown>>): IterableIterator<string> {
  let before = "{";
  for (const [name, value] of Object.entries(result)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    if (value instanceof LazyRows) yield* listText(value);
    else yield JSON.stringify(value);
    before = ",";
  }
  yield before === "{" ? "{}" : "}";
}

function* listText(rows: LazyRows<unknown>): IterableIterator<string> {
  yield "[";
  for (let start = 0; start < rows.length; start += ROWS) {
    const list = JSON.stringify(rows.slice(start, start + ROWS));
    yield `${start > 0 ? "," : ""}${list.slice(1, -1)}`;
  }
  yield "]";
}
