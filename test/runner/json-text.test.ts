import { LazyRows } from "../../src/engine/rows";
import { jsonText } from "../../src/runner/json-text";

const texts = (result: Readonly<Record<string, unknown>>): string => [...jsonText(result)].join("");

test.each([
  ["nothing", {}],
  ["nothing that JSON shows", { a: undefined }],
  [
    "texts, lists and objects",
    { report: "x", list: [1, "2", null], own: { "a b": true }, not: undefined, no: 0 },
  ],
  ["no rows", { rows: new LazyRows(0, String), after: 1 }],
  ["some rows", { before: null, rows: new LazyRows(3, (row) => ({ row, not: undefined })) }],
  ["rows in several pieces", { rows: new LazyRows(2500, (row) => [row, `"${row}"`]), after: "ü" }],
  ["rows further inside", { own: { rows: new LazyRows(2, (row) => row) } }],
])("%s: the pieces are the JSON of the result", (_, result: Readonly<Record<string, unknown>>) => {
  expect(texts(result)).toBe(JSON.stringify(result));
});

test("rows are made as their piece is asked for", () => {
  let made = 0;
  const rows = new LazyRows(100_000, (row) => {
    made += 1;
    return row;
  });
  const pieces = jsonText({ rows });
  for (let piece = 0; piece < 4; piece += 1) pieces.next();
  expect(made).toBe(2000);
});
