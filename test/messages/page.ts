/** The text of docs/messages.md, from the catalogue and the examples. */
import { reportCards } from "../../src/engine/catalogue";
import { messageCodes } from "../../src/engine/messages";
import type { Example } from "./provoke";

/** Codes that no .json workbook provokes, with the reason. */
export const WITHOUT_EXAMPLE: Readonly<Record<string, string>> = {
  HIDDEN_ROWS_INCLUDED: "hidden rows exist in Excel and .xlsx only",
  NUMBERS_AS_TEXT: "in .json and .csv numbers may be text",
  DATES_AS_TEXT: "in .json and .csv dates are text",
  FORMULA_VALUES_USED: "formulas exist in Excel and .xlsx only",
  PERHAPS_CUT_OFF: "a table of exactly 1,000,000 rows, or a full sheet",
  ROW_NOT_FOUND: "applying a change set",
  ROW_NOT_UNIQUE: "applying a change set",
  ALREADY_APPLIED: "applying a change set",
  LEDGERS_CHANGED: "applying a change set",
  NOTHING_TO_UNDO: "undoing a posting",
  UNDO_EDITED: "undoing a posting",
  UNDO_ROW_GONE: "undoing a posting",
  UNDO_ROW_BACK: "undoing a posting",
  UNDO_TABLE_GONE: "undoing a posting",
  UNDO_IMAGE_GONE: "undoing a posting",
  ...Object.fromEntries(
    [
      ...[
        "BUSY",
        "DIALOG_OPEN",
        "EDIT_MODE",
        "FAILED",
        "HALF_DONE",
        "NOT_SUPPORTED",
        "NO_SPACE",
        "SHEETS_LEFT",
      ].map((what) => `EXCEL_${what}`),
      ...["EXCEL_PROTECTED", "EXCEL_TOO_LARGE", "EXCEL_WORKBOOK_PROTECTED"],
      ...["FIGURE_MOVED", "FIGURE_UNKNOWN", "SHEET_NAME_TAKEN", "TABLE_NAME_TAKEN"],
    ].map((code) => [code, "it is about the open workbook in Excel"]),
  ),
  ...Object.fromEntries(
    ["glAccountHasPostingSetup", "jobPostingGroupMissing", "postingDateNotAllowed"].map((code) => [
      code,
      "it needs several changes at once, which the search for small examples does not make",
    ]),
  ),
};

export function messagesPage(examples: readonly Example[]): string {
  const byCode = new Map(examples.map((example) => [example.code, example]));
  const parts = [
    "# Messages",
    "Every code that a run can name, what it says, and the smallest workbook that provokes it. Made from the catalogue by `node scripts/run-ts.mjs scripts/messages.ts`; a test checks that it is current.",
  ];
  const titles = new Map(reportCards.map((card) => [card.id, card.title]));
  const groups = new Map<string, string[]>([["", []]]);
  for (const { id } of reportCards) groups.set(id, []);
  for (const name of messageCodes()) {
    const slash = name.indexOf("/");
    const group = slash < 0 ? "" : name.slice(0, slash);
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  for (const [group, names] of groups) {
    if (names.length === 0) continue;
    parts.push(`## ${group === "" ? "All reports" : (titles.get(group) ?? group)}`);
    for (const name of names) {
      parts.push(`### ${name.slice(name.indexOf("/") + 1)}`);
      const example = byCode.get(name);
      if (!example) {
        parts.push(`No example: ${WITHOUT_EXAMPLE[name] ?? "none was found"}.`);
        continue;
      }
      const given = JSON.stringify(example.parameters);
      parts.push(
        `> ${example.message.replaceAll("\n", " ")}`,
        `\`${example.report}\` with \`${given}\` over`,
        `\`\`\`json\n${JSON.stringify(example.workbook)}\n\`\`\``,
      );
    }
  }
  return `${parts.join("\n\n")}\n`;
}
