/** docs/messages.md is current, and every example on it provokes its message. */
import { readFileSync } from "node:fs";
import { loadReport, reportCards } from "../../src/engine/catalogue";
import { amountWords, messageCodes } from "../../src/engine/messages";
import { messagesPage, WITHOUT_EXAMPLE } from "./page";
import { type Example, messagesOf } from "./provoke";

const examples = JSON.parse(readFileSync("test/messages/examples.json", "utf8")) as readonly Example[];

beforeAll(async () => {
  for (const { id } of reportCards) await loadReport(id);
  await import("../../src/workbook/apply/messages");
  await import("../../src/workbook/excel/trouble");
});

it("is made from the catalogue as it stands (node scripts/run-ts.mjs scripts/messages.ts)", () => {
  expect(readFileSync("docs/messages.md", "utf8")).toBe(messagesPage(examples));
});

it("has an example, or the reason why there is none, for every code and for no other", () => {
  const listed = [...examples.map((example) => example.code), ...Object.keys(WITHOUT_EXAMPLE)].sort();
  expect(listed).toEqual(messageCodes());
});

it("has an example for every code of the three reports of the general ledger", () => {
  const without = Object.keys(WITHOUT_EXAMPLE).filter((code) =>
    /^(post-inventory-cost|inventory-gl-reconciliation|trace)\//.test(code),
  );
  expect(without).toEqual([]);
});

it.each(examples.map((example) => [example.code, example] as const))("%s", async (code, example) => {
  const found = await messagesOf(example.report, example.workbook, example.parameters);
  expect(found.get(code)).toBe(example.message);
  expect(example.message).not.toMatch(/undefined|NaN|\[object/);
});

it.each([
  ["0", "0.00"],
  ["-12.5", "-12.50"],
  ["123.456", "123.456"],
  ["1234", "1,234.00"],
  ["-123456.7", "-123,456.70"],
  ["1234567.89", "1,234,567.89"],
  ["12345678901234567890", "12,345,678,901,234,567,890.00"],
  ["1.", ""],
  ["+1", ""],
  [12, ""],
])("the amount %j is written %j", (amount, words) => {
  expect(amountWords(amount)).toBe(words);
});
