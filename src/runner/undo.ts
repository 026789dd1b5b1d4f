/** `tieout undo <workbook>`: takes the last applied posting back and writes the workbook. */
import { editWorkbook, openWorkbook } from "../../ooxml";
import { Refusal } from "../engine/refusal";
import { JsonTableEditor, undoLast, XlsxTableEditor } from "../workbook/file/apply-file";
import type { UndoCall } from "./arguments";
import { NODE_ZIP, openWorkbookFile, writeFileWhole } from "./files";
import type { ExitStatus, RunnerIo } from "./main";
import { bytesOf } from "./write";

export async function undoPosting(call: UndoCall, io: RunnerIo): Promise<ExitStatus> {
  try {
    const opened = openWorkbookFile(call.workbook);
    let undone: Awaited<ReturnType<typeof undoLast>>;
    if (opened.bytes) {
      const editor = editWorkbook(opened.bytes);
      undone = await undoLast(new XlsxTableEditor(openWorkbook(opened.bytes, NODE_ZIP), editor));
      writeFileWhole(call.out, bytesOf(editor));
    } else if (opened.json) {
      const editor = new JsonTableEditor(opened.json);
      undone = await undoLast(editor);
      writeFileWhole(call.out, `${JSON.stringify(editor.workbook)}\n`);
    } else throw new Refusal("BAD_WORKBOOK", { reason: "a folder of .csv holds no log of postings" });
    if (call.json) io.stdout.write(`${JSON.stringify({ report: "undo", undone })}\n`);
    else {
      io.stdout.write(
        `Run ${undone.runNo} (${undone.report}) undone: ${undone.removed} rows removed, ${undone.restored} restored.\n`,
      );
    }
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (call.json) io.stdout.write(`${JSON.stringify({ report: "undo", error: error.body })}\n`);
    else io.stderr.write(`Not undone: ${error.message}\n`);
    return 1;
  }
}
