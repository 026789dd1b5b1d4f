/**
 * One opened workbook: its ledgers, read once, and runs over them with evidence. Every door (runner, pane, ribbon,
 * worksheet functions) works through a session.
 */
import type { ChangeSet } from "./changes";
import { Evidence, stampOf, type Digest } from "./evidence";
import type { Ledgers } from "./ledgers/ledgers";
import type { Sheet } from "../workbook/sheet";
import { BINDER_SHEET } from "./month-end/steps";
import type { LayoutContext, LedgerEvidence, Report, ReportResult, ResultSummary } from "./report";
import { runReport, type ReportRun } from "./run";
import type { Day } from "./values/day";
import { ENGINE_VERSION } from "./version";

/** What the door hands in. */
export interface SessionOptions {
  readonly digest: Digest;
  /** Stands in for today. */
  readonly workDate: Day;
  /** "2026-02-03 09:12", for stamps. */
  readonly runAt: string;
  readonly paper?: "A4" | "Letter";
  readonly progress?: (done: number, total: number) => void;
}

/** A run with everything that doors show of it. */
export interface SessionRun {
  readonly report: Report;
  readonly given: Readonly<Record<string, unknown>>;
  readonly result: ReportResult;
  readonly refused: boolean;
  readonly changes: ChangeSet | undefined;
  readonly run: ReportRun;
}

export class Session {
  readonly evidence: Evidence;
  readonly #settings: ReadonlyMap<string, string>;

  constructor(
    readonly ledgers: Ledgers,
    readonly options: SessionOptions,
  ) {
    this.evidence = new Evidence(ledgers, options.digest);
    this.#settings = settingsOf(ledgers);
  }

  /** A setting of the workbook (sheet Tieout Setup), or "". */
  setting(name: string): string {
    return this.#settings.get(name) ?? "";
  }

  /** "Project" when the workbook's job tables carry the newer captions. */
  get jobWord(): "Job" | "Project" {
    const jobs = this.ledgers.table("Jobs").origin?.source;
    const entries = this.ledgers.table("Job Ledger Entries").origin?.source;
    const name = `${jobs?.tableName || jobs?.sheetName || ""}${entries?.tableName || entries?.sheetName || ""}`;
    return /project/i.test(name) ? "Project" : "Job";
  }

  /** Runs a report with parameters as JSON or flags give them. */
  async run(
    id: string,
    given: Readonly<Record<string, unknown>>,
    progress = this.options.progress,
  ): Promise<SessionRun> {
    const run = await runReport(id, this.ledgers, given, { workDate: this.options.workDate, progress });
    return {
      report: run.report,
      given,
      result: run.outcome.result,
      refused: run.refused,
      changes: run.outcome.changes,
      run,
    };
  }

  /** What pane and binder say about a run that was not refused. */
  summary(run: SessionRun): ResultSummary {
    return run.report.summary(run.result);
  }

  /** Evidence of the tables that a report reads. */
  async evidenceOf(run: SessionRun): Promise<readonly LedgerEvidence[]> {
    return this.evidence.ofTables(run.report.card.inputs.map((input) => input.table));
  }

  /** Parameters as the stamp and the sheet carry them: those that were given and are not empty. */
  shownParameters(run: SessionRun): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(run.given).filter(([, value]) => value !== undefined && value !== null && value !== ""),
    );
  }

  /** SHA-256 over report, parameters and inputs of a run. */
  async fingerprintOf(run: SessionRun): Promise<string> {
    return this.evidence.inputFingerprint(
      run.report.card.id,
      this.shownParameters(run),
      await this.evidenceOf(run),
    );
  }

  /** Everything a layout needs besides the result. */
  async layoutContext(run: SessionRun): Promise<LayoutContext> {
    return {
      company: this.setting("Company Name"),
      currency: this.setting("Local Currency"),
      jobWord: this.jobWord,
      parameters: this.shownParameters(run),
      evidence: await this.evidenceOf(run),
      stamp: stampOf(await this.fingerprintOf(run)),
      engineVersion: ENGINE_VERSION,
      runAt: this.options.runAt,
      paper: this.options.paper ?? "A4",
      ...(this.ledgers.table("Tieout MonthEnd").present ? { binder: BINDER_SHEET } : {}),
    };
  }

  /** The sheets of a run; `withBinder` when the workbook gets its binder together with them. */
  async sheets(run: SessionRun, withBinder = false): Promise<readonly Sheet[]> {
    const context = await this.layoutContext(run);
    return run.report.layout(run.result, withBinder ? { ...context, binder: BINDER_SHEET } : context);
  }
}

function settingsOf(ledgers: Ledgers): ReadonlyMap<string, string> {
  const table = ledgers.table("Tieout Setup");
  const names = table.ids("Name");
  const values = table.ids("Value");
  const settings = new Map<string, string>();
  for (let row = 0; row < table.rows; row += 1) {
    settings.set(ledgers.texts.text(names[row] as number), ledgers.texts.text(values[row] as number));
  }
  return settings;
}
