/** Writes a workbook back with the sheets of runs and the changes of journals in it. */
import { constants, deflateRawSync } from "node:zlib";
import { createWorkbook, editWorkbook, type WorkbookEditor } from "../../ooxml";
import type { Refusal } from "../engine/refusal";
import type { Session, SessionRun } from "../engine/session";
import { BODY_FONT } from "../workbook/look";
import { ledgerSheets } from "../workbook/file/ledger-sheets";
import { toSheetSpec } from "../workbook/file/xlsx-sheet";
import type { Sheet } from "../workbook/sheet";
import { writeFileWhole, type OpenedWorkbook } from "./files";

/** An editor over the opened workbook; a new workbook with the ledgers for .csv and .json. */
export async function editorOf(opened: OpenedWorkbook): Promise<WorkbookEditor> {
  if (opened.bytes) return editWorkbook(opened.bytes);
  const editor = createWorkbook({ defaultFont: { ...BODY_FONT } });
  for (const spec of await ledgerSheets(opened.source)) editor.addSheet(spec);
  return editor;
}

/** Puts sheets in front, in their order; sheets of an earlier run are replaced. */
export function putSheets(editor: WorkbookEditor, sheets: readonly Sheet[]): void {
  sheets.forEach((sheet, position) => {
    const { spec, names } = toSheetSpec(sheet);
    editor.addSheet(spec, { replace: true, ...(editor.sheetNames.includes(sheet.name) ? {} : { position }) });
    for (const name of names) editor.defineName(name);
  });
  const [first] = sheets;
  if (first) editor.activateSheet(first.name);
}

/** The file's bytes, with Node's zlib. */
export function bytesOf(editor: WorkbookEditor): Uint8Array {
  return editor.toBytes({
    level: 6,
    deflate: (chunk, last, level) =>
      deflateRawSync(chunk, { level, finishFlush: last ? constants.Z_FINISH : constants.Z_FULL_FLUSH }),
  });
}

/** Writes the sheets of one run. */
export async function writeResult(
  path: string,
  opened: OpenedWorkbook,
  session: Session,
  run: SessionRun,
): Promise<Refusal | undefined> {
  const editor = await editorOf(opened);
  putSheets(editor, await session.sheets(run));
  writeFileWhole(path, bytesOf(editor));
  return undefined;
}
