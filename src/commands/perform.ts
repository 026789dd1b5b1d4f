/** What every command does. */
import { troubleOf } from "../application/trouble-of";
import type { TieoutSheet } from "../application/types";
import { activeSheet } from "../workbook/excel/active-sheet";
import { explainPath, tracePath } from "../taskpane/trace/address";
import type { CommandApplication } from "./application";
import type { Command, CommandId } from "./commands";
import { noticePath, removePath, type PaneDoor } from "./pane-door";
import { refreshAll, runMonthEnd, runReportAtOnce, tellOutcome } from "./run-command";

/** Milliseconds after which a command that still works opens the pane, which shows its progress. */
const PATIENCE = 3000;

type Action = (application: CommandApplication, pane: PaneDoor, command: Command) => Promise<void>;

/**
 * Does what a command says. Never rejects: what could not be done is told in the pane.
 *
 * @param patience milliseconds after which the pane opens to show progress
 */
export async function perform(
  command: Command,
  application: CommandApplication,
  pane: PaneDoor,
  patience = PATIENCE,
): Promise<void> {
  const timer =
    command.kind === "pane"
      ? undefined
      : setTimeout(() => {
          // Without a pane the work goes on all the same.
          pane.open(command.view).catch(() => undefined);
        }, patience);
  try {
    await application.start();
    const isBusy =
      application.state.activity.kind !== "idle" && application.state.activity.kind !== "reading";
    if (isBusy && command.kind !== "pane") await pane.open(command.view);
    else await actionOf(command)(application, pane, command);
  } catch (error) {
    await pane
      .open(noticePath({ title: command.label, message: troubleOf(error).message }))
      .catch(() => undefined);
  } finally {
    clearTimeout(timer);
  }
}

function actionOf(command: Command): Action {
  const action = ACTIONS.get(command.id);
  if (action) return action;
  const { kind, reportId } = command;
  if (kind === "run" && reportId !== undefined)
    return (application, pane) => runReportAtOnce(reportId, application, pane);
  return (_, pane) => pane.open(command.view);
}

/** Commands that neither just open their view nor run their report. */
const ACTIONS: ReadonlyMap<CommandId, Action> = new Map<CommandId, Action>([
  ["runMonthEnd", runMonthEnd],
  ["refreshAll", refreshAll],
  ["openBinder", openBinder],
  ["insertSampleCompany", insertSampleCompany],
  ["openLog", openLog],
  ["traceEntry", traceEntry],
  ["explainCost", explainCost],
  ["drillDown", drillDown],
  ["backToSource", backToSource],
  ["removeDrillDowns", removeDrillDowns],
  ["runAgain", runAgain],
  ["showProof", showProof],
  ["removeSheet", removeSheet],
]);

async function openBinder(application: CommandApplication, pane: PaneDoor, command: Command): Promise<void> {
  const binder = application.state.sheets.find(({ kind }) => kind === "binder");
  if (!binder || !(await application.goTo(binder.name))) await pane.open(command.view);
}

/** Adds the ledgers of the sample company and leads to Home, where the month-end can be run. */
async function insertSampleCompany(application: CommandApplication, pane: PaneDoor): Promise<void> {
  const { sampleCompany } = await import("../taskpane/ledgers/sample-company");
  const { ledgers, settings } = sampleCompany();
  // The page says which sheets are in the way.
  if (await application.addLedgers(ledgers)) {
    await pane.open("/ledgers/sample");
    return;
  }
  await application.saveSettings(settings);
  await pane.open("/home?focus=run");
}

async function openLog(application: CommandApplication, pane: PaneDoor, command: Command): Promise<void> {
  if (await application.goTo("Tieout Log")) return;
  await pane.open(
    noticePath({
      title: command.label,
      message: "There is no log yet. It begins with the first journal that you apply.",
    }),
  );
}

/** Traces the entry in the selected row; elsewhere the pane asks for one. */
async function traceEntry(application: CommandApplication, pane: PaneDoor, command: Command): Promise<void> {
  const selection = await application.selection();
  await pane.open(
    selection.kind === "entry"
      ? tracePath({ table: selection.table, entryNo: selection.entryNo })
      : command.view,
  );
}

/** Explains the item ledger entry in the selected row; the page says what to select elsewhere. */
async function explainCost(application: CommandApplication, pane: PaneDoor, command: Command): Promise<void> {
  const selection = await application.selection();
  await pane.open(
    selection.kind === "entry" && selection.table === "Item Ledger Entries"
      ? explainPath(selection.entryNo)
      : command.view,
  );
}

async function drillDown(application: CommandApplication, pane: PaneDoor, command: Command): Promise<void> {
  const done = await application.drillDown();
  if ("message" in done) await pane.open(noticePath({ title: command.label, message: done.message }));
}

async function backToSource(
  application: CommandApplication,
  pane: PaneDoor,
  command: Command,
): Promise<void> {
  if (await application.backToSource()) return;
  await pane.open(
    noticePath({
      title: command.label,
      message: "This sheet was not made from a cell. Use it on a drill-down sheet.",
    }),
  );
}

async function removeDrillDowns(
  application: CommandApplication,
  pane: PaneDoor,
  command: Command,
): Promise<void> {
  const drills = application.state.sheets.filter(({ kind }) => kind === "drill").map(({ name }) => name);
  let message = "There is no drill-down sheet in this workbook.";
  try {
    if (drills.length > 0 && (await application.removeSheets(drills)) > 0) return;
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
  }
  await pane.open(noticePath({ title: command.label, message }));
}

/** Runs the report of the sheet in front again, the month-end on the binder. */
async function runAgain(application: CommandApplication, pane: PaneDoor, command: Command): Promise<void> {
  const sheet = await sheetInFront(application);
  if (sheet?.kind === "binder") await runMonthEnd(application, pane);
  else if (sheet?.report === undefined) await tellNoSheet(pane, command);
  else await tellOutcome(await application.runAgain(sheet.name), sheet.report, sheet.parameters ?? {}, pane);
}

/** Goes to the proof that ties the sheet in front: projects to theirs, inventory to its own. */
async function showProof(application: CommandApplication, pane: PaneDoor): Promise<void> {
  const sheet = await sheetInFront(application);
  const proof = sheet?.report?.startsWith("job-") === true ? "job-wip-to-gl" : "inventory-gl-reconciliation";
  const found = application.state.sheets.find(({ report }) => report === proof);
  if (!found || !(await application.goTo(found.name))) await pane.open(`/reports/${proof}`);
}

/** The pane asks; Excel's own question does not come when an add-in deletes a sheet. */
async function removeSheet(application: CommandApplication, pane: PaneDoor, command: Command): Promise<void> {
  const sheet = await sheetInFront(application);
  if (sheet) await pane.open(removePath(sheet.name));
  else await tellNoSheet(pane, command);
}

async function sheetInFront(application: CommandApplication): Promise<TieoutSheet | undefined> {
  const { id } = await activeSheet();
  return application.state.sheets.find((sheet) => sheet.id === id);
}

function tellNoSheet(pane: PaneDoor, command: Command): Promise<void> {
  return pane.open(
    noticePath({
      title: command.label,
      message: "This is no sheet of a Tieout report. Go to one and try again.",
    }),
  );
}
