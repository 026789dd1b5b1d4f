/** Applying the changes of a journal to the ledgers of the workbook, and taking the last posting back. */
import { findReport } from "../engine/catalogue";
import { isEmptyChangeSet } from "../engine/changes";
import { Refusal } from "../engine/refusal";
import { digest } from "../engine-service/digest";
import type { EngineService, RunReply } from "../engine-service/service";
import type { PostedRun } from "../workbook/apply/log";
import { planApply, readLog } from "../workbook/apply/plan";
import { planUndo } from "../workbook/apply/undo";
import { ExcelTableEditor } from "../workbook/excel/apply-excel";
import { onExcel } from "../workbook/excel/batch";
import { discoverTables } from "../workbook/excel/discover";
import { isOwnTable } from "../workbook/excel/replace-sheets";
import { findTableDeclaration } from "../engine/ledgers/names";
import { dateText, timeText, type Clock } from "./clock";
import type { LedgerReader } from "./ledgers";
import { mappingOf, namedLedgersOf } from "./settings";
import type { StateStore } from "./state";
import { troubleOf } from "./trouble-of";
import type { ApplyOutcome, ApplyPreview, LogRow, ReportRecord, UndoOutcome, UndoPreview } from "./types";

export class Posting {
  constructor(
    private readonly service: EngineService,
    private readonly store: StateStore,
    private readonly ledgers: LedgerReader,
    private readonly clock: Clock,
  ) {}

  /** What the latest run of a report would change. Rejects when it never ran. */
  async preview(report: string): Promise<ApplyPreview> {
    const record = this.#record(report);
    await this.ledgers.ensure();
    const reply = await this.#changingRun(record);
    const changes = reply.changes ?? { report, changes: [], journal: [] };
    const plan = await planApply(
      changes,
      posted(record, reply, ""),
      await this.#editor(),
      this.#options(false),
    );
    return {
      changes,
      effects: plan.effects,
      journalLines: changes.journal.length,
      appliedBefore: plan.appliedAs !== undefined,
    };
  }

  /**
   * Applies the changes of the latest run, with its journal lines; only those with `journalOnly`. The ledgers are read
   * again first: when they are not as they were in that run, nothing is written.
   */
  async apply(report: string, journalOnly: boolean): Promise<ApplyOutcome> {
    const record = this.#record(report);
    this.store.set({ activity: { kind: "applying", text: "Checking the ledgers" } });
    try {
      await this.ledgers.refresh({ all: true });
      const reply = await this.#changingRun(record);
      if (reply.refused)
        return {
          status: "failed",
          trouble: { code: reply.error?.code ?? "", message: reply.error?.message ?? "" },
        };
      const changed = changedTables(record.reply, reply);
      if (changed.length > 0) return { status: "ledgersChanged", tables: changed };
      const { changes } = reply;
      if (!changes || (isEmptyChangeSet(changes) && changes.journal.length === 0))
        return { status: "nothing" };
      const editor = await this.#editor();
      const run = posted(record, reply, timeText(this.clock.now()), journalOnly);
      const plan = await planApply(changes, run, editor, this.#options(journalOnly));
      if (plan.appliedAs !== undefined) return { status: "appliedBefore", runNo: plan.appliedAs };
      this.store.set({ activity: { kind: "applying", text: "Writing" } });
      await editor.execute(plan.edits);
      await this.#after(plan.edits.map((edit) => edit.table));
      return { status: "applied", runNo: plan.runNo, effects: plan.effects };
    } catch (error) {
      return { status: "failed", trouble: troubleOf(error) };
    } finally {
      this.store.set({ activity: { kind: "idle" } });
    }
  }

  /** What undoing the last posting would do; undefined when there is none. */
  async previewUndo(): Promise<UndoPreview | undefined> {
    const editor = await this.#editor();
    try {
      const { run, removed, restored } = await planUndo(editor, this.#mapping());
      return { runNo: run.runNo, report: run.report, runAt: run.runAt, removed, restored };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "NOTHING_TO_UNDO") return undefined;
      const last = (await readLog(editor)).filter((run) => run.status === "Applied").at(-1);
      return {
        runNo: last?.runNo ?? 0,
        report: last?.report ?? "",
        runAt: last?.runAt ?? "",
        removed: 0,
        restored: 0,
        problem: troubleOf(error),
      };
    }
  }

  async undo(): Promise<UndoOutcome> {
    this.store.set({ activity: { kind: "undoing", text: "Undoing the last posting" } });
    try {
      const editor = await this.#editor();
      const plan = await planUndo(editor, this.#mapping());
      await editor.execute(plan.edits);
      await this.#after(plan.edits.map((edit) => edit.table));
      return { status: "undone", removed: plan.removed, restored: plan.restored };
    } catch (error) {
      if (error instanceof Refusal && error.code === "NOTHING_TO_UNDO") return { status: "nothing" };
      return { status: "failed", trouble: troubleOf(error) };
    } finally {
      this.store.set({ activity: { kind: "idle" } });
    }
  }

  /** Rows of Tieout Log, the latest first. */
  async log(): Promise<readonly LogRow[]> {
    const rows = await readLog(await this.#editor());
    return rows
      .map(({ runNo, report, runAt, added, changed, deleted, status, parameters }) => ({
        runNo,
        report,
        runAt,
        added,
        changed,
        deleted,
        status,
        parameters,
      }))
      .reverse();
  }

  #record(report: string): ReportRecord {
    const record = this.store.state.runs.get(report);
    if (!record) throw new Error(`${report} has not run`);
    return record;
  }

  /** The run again, with the parameter that makes it return its changes. */
  #changingRun(record: ReportRecord): Promise<RunReply> {
    const now = this.clock.now();
    return this.service.run({
      report: record.report,
      parameters: { ...record.parameters, ...changingParameters(record.report) },
      workDate: dateText(now),
      runAt: timeText(now),
    });
  }

  #options(journalOnly: boolean): Parameters<typeof planApply>[3] {
    return { digest, mapping: this.#mapping(), journalOnly };
  }

  #mapping(): ReadonlyMap<string, ReadonlyMap<string, string>> {
    const mapping = new Map<string, Map<string, string>>();
    for (const { table, header, caption } of mappingOf(this.store.state.settings)) {
      mapping.set(table, (mapping.get(table) ?? new Map<string, string>()).set(header, caption));
    }
    return mapping;
  }

  /** An editor over the tables as they stand now. */
  async #editor(): Promise<ExcelTableEditor> {
    const tables = await onExcel((context) =>
      discoverTables(context, (_, table) => isOwnTable(table) && !findTableDeclaration(table)),
    );
    return new ExcelTableEditor({
      tables,
      namedLedgers: namedLedgersOf(this.store.state.settings),
      epochOffset: this.ledgers.epochOffset,
    });
  }

  /** Results are stale now; the ledgers are read again at once, so that functions go on. */
  async #after(tables: readonly string[]): Promise<void> {
    this.ledgers.wrote(tables);
    await this.ledgers.refresh({ all: true }).catch(() => undefined);
  }
}

/** Parameters with which a report returns its change set. */
function changingParameters(report: string): Readonly<Record<string, unknown>> {
  switch (findReport(report)?.changes) {
    case "post":
      return { post: true };
    case "proposals":
      return { mode: "propose" };
    default:
      return {};
  }
}

function posted(record: ReportRecord, reply: RunReply, runAt: string, journalOnly = false): PostedRun {
  return {
    report: record.report,
    parameters: journalOnly ? { ...reply.parameters, journalOnly: true } : reply.parameters,
    fingerprint: reply.fingerprint,
    runAt,
  };
}

/** Tables that are not as they were when the report was previewed. */
function changedTables(then: RunReply, now: RunReply): readonly string[] {
  const before = new Map(then.evidence.map((evidence) => [evidence.table, evidence.fingerprint]));
  return now.evidence
    .filter(({ table, fingerprint }) => before.get(table) !== fingerprint)
    .map(({ table }) => table);
}
