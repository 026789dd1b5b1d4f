/** All sheets of a month-end: the binder first, every report's sheets in the order of the checklist, the evidence. */
import { stampOf } from "../evidence";
import { ledgerTables } from "../ledgers/tables";
import type { LayoutContext } from "../report";
import type { Session } from "../session";
import type { Sheet } from "../../workbook/sheet";
import { dayText } from "../values/day";
import { ENGINE_VERSION } from "../version";
import { binderSheet, earlierBinder, evidenceSheet } from "./binder";
import type { MonthEnd } from "./run";

/** Lays out the binder and all reports that ran. */
export async function monthEndSheets(session: Session, monthEnd: MonthEnd): Promise<readonly Sheet[]> {
  const sheets: Sheet[] = [];
  const sheetOf = new Map<string, string>();
  for (const step of monthEnd.steps) {
    if (!step.run || step.run.refused) continue;
    const made = await session.sheets(step.run, true);
    const [main] = made;
    if (main) sheetOf.set(step.id, main.name);
    sheets.push(...made);
  }
  const parameters = { month: dayText(monthEnd.month.endDate).slice(0, 7) };
  const evidence = await session.evidence.ofTables(ledgerTables.map((table) => table.name));
  const fingerprint = await session.evidence.inputFingerprint("month-end", parameters, evidence);
  const context: LayoutContext = {
    company: session.setting("Company Name"),
    currency: session.setting("Local Currency"),
    jobWord: session.jobWord,
    parameters,
    evidence,
    stamp: stampOf(fingerprint),
    engineVersion: ENGINE_VERSION,
    runAt: session.options.runAt,
    paper: session.options.paper ?? "A4",
  };
  const binder = binderSheet(monthEnd, context, { sheetOf, earlier: earlierBinder(session.ledgers) });
  return [binder, ...sheets, evidenceSheet(monthEnd, context)];
}
