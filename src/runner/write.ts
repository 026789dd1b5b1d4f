/** Writes a workbook back with the sheets of runs and the changes of journals in it. */
import { extname } from "node:path";
import { constants, deflateRawSync } from "node:zlib";
import { createWorkbook, editWorkbook, openWorkbook, type CellValue, type WorkbookEditor } from "../../ooxml";
import { isEmptyChangeSet } from "../engine/changes";
import { Refusal } from "../engine/refusal";
import { titleName } from "../engine/reports/report-sheet";
import type { Session, SessionRun } from "../engine/session";
import { BODY_FONT } from "../workbook/look";
import { largerTables, ledgerSheets, SHEET_ROWS } from "../workbook/file/ledger-sheets";
import { toSheetSpec } from "../workbook/file/xlsx-sheet";
import type { CellContent } from "../workbook/excel/placed-sheet";
import { foundInputs, takesInput, withKeptInputs } from "../workbook/kept-inputs";
import type { Sheet } from "../workbook/sheet";
import type { PostedRun } from "../workbook/apply/log";
import { applyChanges, JsonTableEditor, XlsxTableEditor } from "../workbook/file/apply-file";
import { digest, NODE_ZIP, writeFileWhole, type OpenedWorkbook } from "./files";

/** Ledgers of .csv and .json with more rows are not copied beside the reports: Excel would be slow, and they are there. */
const COPIED_ROWS = 200_000;

/** What is written around the sheets. */
export interface EditorOptions {
  /** The ledgers are changed in the new workbook, so they are copied up to the size of a sheet. */
  readonly changesLedgers?: boolean;
  /** Where to say which ledgers are not copied. */
  readonly say: (text: string) => void;
}

/** An editor over the opened workbook; a new workbook with the ledgers for .csv and .json. */
export async function editorOf(opened: OpenedWorkbook, options: EditorOptions): Promise<WorkbookEditor> {
  if (opened.bytes) return editWorkbook(opened.bytes);
  const mostRows = options.changesLedgers ? SHEET_ROWS : COPIED_ROWS;
  const larger = largerTables(opened.source, mostRows).map((table) => table.sheetName);
  if (larger.length > 0) {
    const limit = mostRows.toLocaleString("en-US");
    options.say(`Not copied, because they have more than ${limit} rows: ${larger.join(", ")}\n`);
  }
  const editor = createWorkbook({ defaultFont: { ...BODY_FONT } });
  for (const spec of await ledgerSheets(opened.source, mostRows)) editor.addSheet(spec);
  return editor;
}

/** Sheets of a new run with the notes and the sign-off that stand on those of an earlier run in the opened workbook. */
export function withNotes(opened: OpenedWorkbook, sheets: readonly Sheet[]): readonly Sheet[] {
  if (!opened.bytes || !sheets.some(takesInput)) return sheets;
  const workbook = openWorkbook(opened.bytes, NODE_ZIP);
  return sheets.map((sheet) => {
    const before = workbook.sheets.findIndex(({ name }) => name.toLowerCase() === sheet.name.toLowerCase());
    if (before < 0 || !takesInput(sheet)) return sheet;
    const values = workbook.readSheet(before).rows.map((row) => row.map(contentOf));
    return withKeptInputs(sheet, foundInputs(sheet, values), opened.source.epochOffset);
  });
}

/** A cell as Excel gives its value: days as serial numbers, errors as texts. */
function contentOf(value: CellValue): CellContent {
  if (typeof value !== "object" || value === null) return value;
  return "date" in value ? value.date : value.error;
}

/**
 * Puts sheets in front, in their order; sheets of an earlier run are replaced. Throws Refusal SHEET_NAME_TAKEN, before
 * anything is put, when a sheet of the same name was not made by Tieout (Tieout names the title cell of each of its sheets).
 */
export function putSheets(editor: WorkbookEditor, sheets: readonly Sheet[]): void {
  const names = new Set(editor.sheetNames.map((name) => name.toLowerCase()));
  for (const { name } of sheets) {
    if (names.has(name.toLowerCase()) && !editor.hasName(titleName(name)))
      throw new Refusal("SHEET_NAME_TAKEN", { sheet: name });
  }
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
    // Quick rather than small, as Excel itself packs: a fifth larger, in less than half the time.
    level: 1,
    deflate: (chunk, last, level) =>
      deflateRawSync(chunk, { level, finishFlush: last ? constants.Z_FINISH : constants.Z_FULL_FLUSH }),
  });
}

/** How a run is written. */
export interface WriteOptions {
  /** Apply proposals that only change ledgers on request (cost adjustment). */
  readonly applyProposals: boolean;
  readonly say: (text: string) => void;
}

/**
 * Writes the sheets of one run, and applies its changes to the ledgers: all of it or nothing. Throws Refusal when the
 * changes cannot be applied. An .xlsx input keeps everything else in it byte for byte; a .json output holds tables only.
 */
export async function writeResult(
  path: string,
  opened: OpenedWorkbook,
  session: Session,
  run: SessionRun,
  options: WriteOptions,
): Promise<void> {
  const isProposal = run.report.card.changes === "proposals";
  const wanted = isProposal && !options.applyProposals ? undefined : run.changes;
  const changes = wanted && !isEmptyChangeSet(wanted) ? wanted : undefined;
  if (extname(path).toLowerCase() === ".json") {
    if (!opened.json)
      throw new Refusal("BAD_WORKBOOK", { reason: "only a .json workbook can be written as .json" });
    const editor = new JsonTableEditor(opened.json);
    if (changes) await applyChanges(changes, await postedRun(session, run), editor, { digest });
    writeFileWhole(path, `${JSON.stringify(editor.workbook)}\n`);
    return;
  }
  let editor = await editorOf(opened, { changesLedgers: changes !== undefined, say: options.say });
  if (changes) {
    const bytes = opened.bytes ?? bytesOf(editor);
    editor = editWorkbook(bytes);
    const tables = new XlsxTableEditor(openWorkbook(bytes, NODE_ZIP), editor);
    await applyChanges(changes, await postedRun(session, run), tables, { digest });
  }
  putSheets(editor, withNotes(opened, await session.sheets(run)));
  writeFileWhole(path, bytesOf(editor));
}

async function postedRun(session: Session, run: SessionRun): Promise<PostedRun> {
  return {
    report: run.report.card.id,
    parameters: session.shownParameters(run),
    fingerprint: await session.fingerprintOf(run),
    runAt: session.options.runAt,
  };
}
