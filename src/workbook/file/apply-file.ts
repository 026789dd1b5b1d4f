/** Postings in files: plans and carries out the same edits as in Excel, and takes the last one back. */
import type { ChangeSet } from "../../engine/changes";
import type { Digest } from "../../engine/evidence";
import type { ColumnMapping } from "../../engine/ledgers/source";
import type { TableEditor } from "../apply/edits";
import type { PostedRun } from "../apply/log";
import { appliedBefore, planApply, type TableEffect } from "../apply/plan";
import { planUndo } from "../apply/undo";

export { JsonTableEditor } from "./apply-json";
export { XlsxTableEditor } from "./apply-xlsx";

/** Applies a change set. Throws Refusal ALREADY_APPLIED, ROW_NOT_FOUND, ROW_NOT_UNIQUE; then nothing was changed. */
export async function applyChanges(
  changes: ChangeSet,
  run: PostedRun,
  editor: TableEditor,
  options: { readonly digest: Digest; readonly mapping?: ColumnMapping },
): Promise<{ readonly runNo: number; readonly effects: readonly TableEffect[] }> {
  const plan = await planApply(changes, run, editor, options);
  const refusal = appliedBefore(plan);
  if (refusal) throw refusal;
  await editor.execute(plan.edits);
  return { runNo: plan.runNo, effects: plan.effects };
}

/** Takes the last applied change set back. Throws Refusal when a row was edited since (see planUndo). */
export async function undoLast(
  editor: TableEditor,
  mapping?: ColumnMapping,
): Promise<{
  readonly runNo: number;
  readonly report: string;
  readonly removed: number;
  readonly restored: number;
}> {
  const { run, removed, restored, edits } = await planUndo(editor, mapping);
  await editor.execute(edits);
  return { runNo: run.runNo, report: run.report, removed, restored };
}
