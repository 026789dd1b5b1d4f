/** Every kind of sheet that Tieout writes, from the sample company at a fixed time. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { createWorkbook, openWorkbook } from "../../ooxml";
import { monthEndSheets, monthOf, runMonthEnd } from "../../src/engine/month-end";
import { readLedgers } from "../../src/engine/ledgers/read";
import { Session } from "../../src/engine/session";
import { parseDay } from "../../src/engine/values/day";
import { functionsSheet } from "../../src/functions/functions-sheet";
import { digest } from "../../src/runner/files";
import { toSheetSpec } from "../../src/workbook/file/xlsx-sheet";
import { xlsxSource } from "../../src/workbook/file/xlsx-source";
import { BODY_FONT } from "../../src/workbook/look";
import type { Sheet } from "../../src/workbook/sheet";

const SAMPLE = path.resolve(__dirname, "../../sample/tieout-sample.xlsx");

/** Reports that the month-end leaves out, with what they need. */
const OTHERS: readonly (readonly [report: string, parameters: Readonly<Record<string, unknown>>])[] = [
  ["shadow-costing", { method: "Average", endDate: "2026-01-31" }],
  ["job-post-wip", { reversalPostingDate: "2026-01-31" }],
  ["trace", { start: { table: "G/L Entries", entryNo: 6100 } }],
];

export async function sampleSheets(): Promise<readonly Sheet[]> {
  const ledgers = await readLedgers(xlsxSource(openWorkbook(readFileSync(SAMPLE))), {});
  const session = new Session(ledgers, {
    digest,
    workDate: parseDay("2026-02-03") ?? 0,
    runAt: "2026-02-03 09:12",
  });
  const month = monthOf(parseDay("2026-01-31") ?? 0);
  const sheets = [...(await monthEndSheets(session, await runMonthEnd(session, month)))];
  for (const [report, parameters] of OTHERS) {
    const run = await session.run(report, parameters);
    if ("error" in run.result) throw new Error(`${report}: ${JSON.stringify(run.result)}`);
    sheets.push(...(await session.sheets(run)));
  }
  return [...sheets, functionsSheet()];
}

/** A workbook of one sheet, with the names of its cells. */
export function workbookOf(sheet: Sheet): Uint8Array {
  const editor = createWorkbook({ defaultFont: { ...BODY_FONT } });
  const { spec, names } = toSheetSpec(sheet);
  editor.addSheet(spec);
  for (const name of names) editor.defineName(name);
  return editor.toBytes();
}

/** Name of a sheet as a file name. */
export function fileName(sheet: Sheet): string {
  return sheet.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
