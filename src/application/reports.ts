/** Runs reports and the month-end, and writes their sheets. */
import { findReport, reportCards } from "../engine/catalogue";
import { canonicalJson } from "../engine/evidence";
import { BINDER_SHEET, EVIDENCE_SHEET, monthEndSteps } from "../engine/month-end/steps";
import type { KeptProof } from "../engine/reports/inventory-gl-reconciliation/compare";
import { packProof, unpackProof } from "../engine/reports/inventory-gl-reconciliation/kept-proof";
import type { EngineService, RunReply } from "../engine-service/service";
import { ServiceError } from "../engine-service/service";
import { onExcel, persistently } from "../workbook/excel/batch";
import { markedSheets, tieoutSheet, type MarkedSheet } from "../workbook/excel/marker";
import { replaceSheets, type SheetToWrite } from "../workbook/excel/replace-sheets";
import { dateText, timeText, type Clock } from "./clock";
import type { LedgerReader } from "./ledgers";
import { SETTING } from "./settings";
import type { StateStore } from "./state";
import { troubleOf } from "./trouble-of";
import type { MonthEndOutcome, MonthEndRecord, ReportRecord, RunOutcome, WriteChoice } from "./types";

export interface RunOptions extends WriteChoice {
  readonly write?: boolean;
  readonly activate?: boolean;
  /** Sheets of an earlier run that are replaced, by the name the layout gives. */
  readonly as?: ReadonlyMap<string, string>;
}

export class ReportRunner {
  #cancelled = false;
  /** Ledgers that changed since the figures of the work in hand were read. */
  #changed: ReadonlySet<string> = new Set();

  constructor(
    private readonly service: EngineService,
    private readonly store: StateStore,
    private readonly ledgers: LedgerReader,
    private readonly clock: Clock,
    private readonly remember: (
      report: string,
      parameters: Readonly<Record<string, unknown>>,
    ) => Promise<void>,
  ) {}

  async run(
    report: string,
    parameters: Readonly<Record<string, unknown>>,
    options: RunOptions = {},
  ): Promise<RunOutcome> {
    this.#cancelled = false;
    this.#step(report, "read", 0, 0);
    try {
      const reply = await this.#reply(report, parameters);
      if (this.#cancelled) return { status: "cancelled" };
      if (reply.refused) {
        this.#record(reply, parameters, []);
        return {
          status: "refused",
          reply,
          error: reply.error ?? { code: "", message: "The report was refused." },
        };
      }
      if (options.write === false) {
        this.#record(reply, parameters, []);
        await this.#rememberIfPossible(report, parameters);
        return { status: "done", reply, sheets: [] };
      }
      const outcome = await this.#write(reply, parameters, options);
      if (outcome.status === "done") await this.#rememberIfPossible(report, parameters);
      return outcome;
    } catch (error) {
      if (error instanceof ServiceError && error.code === "cancelled") return { status: "cancelled" };
      return { status: "failed", trouble: troubleOf(error) };
    } finally {
      this.store.set({ activity: { kind: "idle" } });
    }
  }

  /** Ledgers changed: what is being written shows them as they were. */
  ledgersChanged(tables: readonly string[]): void {
    this.#changed = new Set([...this.#changed, ...tables]);
  }

  /** From here on changes count that the ledgers in hand do not have. */
  #beginWork(): void {
    this.#changed = new Set(this.store.state.staleLedgers);
  }

  #hasChanged(report: string): boolean {
    return findReport(report)?.inputs.some((input) => this.#changed.has(input.table)) === true;
  }

  /** Writes the sheets of the latest run. */
  async writeRun(report: string, choice: WriteChoice = {}): Promise<RunOutcome> {
    const record = this.store.state.runs.get(report);
    if (!record) return { status: "failed", trouble: { code: "NOT_RUN", message: "Run the report first." } };
    this.#cancelled = false;
    this.#beginWork();
    if (record.stale) this.ledgersChanged(findReport(report)?.inputs.map((input) => input.table) ?? []);
    try {
      return await this.#write(record.reply, record.parameters, choice);
    } catch (error) {
      return { status: "failed", trouble: troubleOf(error) };
    } finally {
      this.store.set({ activity: { kind: "idle" } });
    }
  }

  /** A run of which nothing is kept or written. */
  async compute(report: string, parameters: Readonly<Record<string, unknown>>): Promise<RunReply> {
    await this.ledgers.ensure();
    return this.#serviceRun(report, parameters);
  }

  /** Reads everything again and runs every report that has a sheet, with that sheet's parameters. */
  async refreshAll(): Promise<readonly RunOutcome[]> {
    await this.ledgers.refresh({ all: true });
    const groups = reportGroups(await onExcel(markedSheets));
    const outcomes: RunOutcome[] = [];
    for (const { report, parameters, as } of groups) {
      const outcome = await this.run(report, parameters, { as, activate: false });
      outcomes.push(outcome);
      if (outcome.status === "cancelled") break;
    }
    return outcomes;
  }

  /** Reads everything again and runs the report of one sheet with its own parameters; all sheets of that run are replaced. */
  async runAgain(sheet: string): Promise<RunOutcome> {
    try {
      await this.ledgers.refresh({ all: true });
      const group = reportGroups(await onExcel(markedSheets)).find(({ as }) =>
        [...as.values()].includes(sheet),
      );
      if (!group)
        return { status: "failed", trouble: { code: "NO_REPORT", message: "This is no sheet of a report." } };
      return await this.run(group.report, group.parameters, { as: group.as });
    } catch (error) {
      return { status: "failed", trouble: troubleOf(error) };
    }
  }

  async runMonthEnd(
    period: { readonly startDate: string; readonly endDate: string } | undefined,
  ): Promise<MonthEndOutcome> {
    this.#cancelled = false;
    const { last } = this.store.state.monthEnd;
    const now = this.clock.now();
    const runAt = timeText(now);
    this.store.set({
      activity: { kind: "monthEnd", text: "Reading ledgers" },
      monthEnd: { last, done: [], step: 0 },
    });
    try {
      await this.ledgers.refresh({ all: true });
      this.#beginWork();
      const reply = await this.service.monthEnd(
        { ...period, workDate: dateText(now), runAt },
        (step, steps, title, outcome) => {
          const { done } = this.store.state.monthEnd;
          this.store.set({
            activity: { kind: "monthEnd", text: `Step ${step} of ${steps}: ${title}` },
            monthEnd: {
              last,
              done: outcome ? [...done.filter((one) => one.id !== outcome.id), outcome] : done,
              step,
            },
          });
        },
      );
      if (this.#cancelled) return { status: "cancelled" };
      const record: MonthEndRecord = {
        startDate: reply.startDate,
        endDate: reply.endDate,
        runAt,
        steps: reply.steps,
        counts: reply.counts,
        stale: false,
      };
      this.store.set({ activity: { kind: "monthEnd", text: "Writing sheets", writing: true } });
      const byReport = new Map(reply.runs.map((run) => [run.report, run]));
      const sheets = reply.sheets.map((sheet): SheetToWrite => {
        const run = byReport.get(reply.reportOfSheet[sheet.name] ?? "");
        return run
          ? { sheet, about: this.#about(run, run.parameters, runAt) }
          : {
              sheet,
              about: {
                kind: sheet.name === BINDER_SHEET ? "binder" : "other",
                runAt,
                workDate: dateText(now),
                stamp: reply.stamp,
                details: { ...record, steps: record.steps.map((step) => ({ ...step, summary: undefined })) },
              },
            };
      });
      const written = await replaceSheets(sheets, {
        ...this.#writing(),
        mode: "replace",
        // The binder keeps notes and sign-off; the other sheets of a month-end are its own.
        evenIfChanged: true,
        activate: true,
        progress: (done, total) => {
          this.store.set({
            activity: { kind: "monthEnd", text: `Writing sheets: ${done} of ${total} rows`, writing: true },
          });
        },
      });
      if (written.status !== "written") return { status: "cancelled" };
      for (const run of reply.runs) {
        const names = Object.entries(reply.reportOfSheet).flatMap(([name, report]) =>
          report === run.report ? [name] : [],
        );
        const own = reply.sheets.filter((sheet) => names.includes(sheet.name));
        this.#record({ ...run, sheets: own }, run.parameters, run.refused ? [] : names);
      }
      this.store.set({
        monthEnd: { last: { ...record, stale: this.#changed.size > 0 }, done: [], step: 0 },
      });
      await this.reloadSheets();
      return { status: "done", record, sheets: written.sheets };
    } catch (error) {
      if (error instanceof ServiceError && error.code === "cancelled") return { status: "cancelled" };
      return { status: "failed", trouble: troubleOf(error) };
    } finally {
      this.store.set({
        activity: { kind: "idle" },
        monthEnd: { last: this.store.state.monthEnd.last, done: [], step: 0 },
      });
    }
  }

  cancel(): void {
    this.#cancelled = true;
    this.service.cancel();
  }

  /** The proof that stood in the workbook when the session began, for the comparison with the next one. */
  #proof: KeptProofSheet | undefined;

  /** Reads which sheets Tieout made, and what the last month-end found. */
  async loadSheets(): Promise<void> {
    const marked = await onExcel(markedSheets);
    const { monthEnd } = this.store.state;
    this.#proof ??= proofOf(marked);
    const binder = marked.find((sheet) => sheet.marker?.kind === "binder")?.marker?.details as
      MonthEndRecord | undefined;
    this.store.set({
      sheets: marked.map(tieoutSheet),
      ...(monthEnd.last === undefined && binder !== undefined
        ? { monthEnd: { ...monthEnd, last: binder } }
        : {}),
    });
  }

  /** Reads it again after sheets were written or removed; that stands, whatever happens here. */
  async reloadSheets(): Promise<void> {
    await persistently(() => this.loadSheets()).catch(() => undefined);
  }

  /** The report is done, whether the forms show its parameters next time or not. */
  async #rememberIfPossible(report: string, parameters: Readonly<Record<string, unknown>>): Promise<void> {
    await this.remember(report, parameters).catch(() => undefined);
  }

  async #reply(report: string, parameters: Readonly<Record<string, unknown>>): Promise<RunReply> {
    await this.ledgers.ensure();
    this.#beginWork();
    try {
      return await this.#serviceRun(report, parameters);
    } catch (error) {
      // The worker was ended by an earlier cancel: read again, once.
      if (!(error instanceof ServiceError) || error.code !== "noLedgers") throw error;
      await this.ledgers.refresh({ all: true });
      this.#beginWork();
      return this.#serviceRun(report, parameters);
    }
  }

  #serviceRun(report: string, parameters: Readonly<Record<string, unknown>>): Promise<RunReply> {
    const now = this.clock.now();
    this.#step(report, "run", 0, 0);
    return this.service.run(
      { report, parameters, workDate: dateText(now), runAt: timeText(now) },
      (done, total) => {
        this.#step(report, done >= total ? "layout" : "run", done, total);
      },
    );
  }

  #step(
    report: string,
    step: "read" | "check" | "run" | "layout" | "write",
    done: number,
    total: number,
  ): void {
    this.store.set({ activity: { kind: "running", report, step, done, total } });
  }

  async #write(
    reply: RunReply,
    parameters: Readonly<Record<string, unknown>>,
    options: RunOptions,
  ): Promise<RunOutcome> {
    this.#step(reply.report, "write", 0, 1);
    const runAt = timeText(this.clock.now());
    const sheets = reply.sheets.map((sheet): SheetToWrite => ({
      sheet,
      about: this.#about(reply, parameters, runAt),
      as: options.as?.get(sheet.name),
    }));
    const standard = this.store.state.settings.get(SETTING.secondRun) === "Add" ? "add" : "replace";
    const written = await replaceSheets(sheets, {
      ...this.#writing(),
      mode: options.mode ?? (options.as ? "replace" : standard),
      evenIfChanged: options.evenIfChanged === true,
      activate: options.activate !== false,
      progress: (done, total) => {
        this.#step(reply.report, "write", done, total);
      },
    });
    if (written.status === "cancelled") return { status: "cancelled" };
    if (written.status === "changedSheet") {
      this.#record(reply, parameters, []);
      return { status: "changedSheet", sheet: written.sheet, reply };
    }
    this.#record(reply, parameters, written.sheets);
    await this.reloadSheets();
    return { status: "done", reply, sheets: written.sheets };
  }

  #writing(): { epochOffset: number; order: readonly string[]; isCancelled: () => boolean } {
    return { epochOffset: this.ledgers.epochOffset, order: SHEET_ORDER, isCancelled: () => this.#cancelled };
  }

  #about(
    reply: RunReply,
    parameters: Readonly<Record<string, unknown>>,
    runAt: string,
  ): SheetToWrite["about"] {
    return {
      kind: "report",
      report: reply.report,
      parameters,
      workDate: dateText(this.clock.now()),
      runAt,
      stamp: reply.stamp,
      ...keptDetails(reply),
    };
  }

  /** The proof of an earlier session, when it was made from other inputs. */
  #keptProof(reply: RunReply): ReportRecord["previous"] {
    const kept = reply.report === PROOF && !reply.refused ? this.#proof : undefined;
    return kept && kept.stamp !== reply.stamp ? { runAt: kept.runAt, result: kept.result } : undefined;
  }

  #record(reply: RunReply, parameters: Readonly<Record<string, unknown>>, sheets: readonly string[]): void {
    const runs = new Map(this.store.state.runs);
    const before = runs.get(reply.report);
    const previous =
      before && before.reply.fingerprint !== reply.fingerprint && !before.reply.refused
        ? { runAt: before.runAt, result: before.reply.result }
        : before
          ? before.previous
          : this.#keptProof(reply);
    const record: ReportRecord = {
      report: reply.report,
      parameters,
      reply,
      runAt: timeText(this.clock.now()),
      stale: this.#hasChanged(reply.report),
      state: reply.summary?.state ?? "open",
      sheets,
      ...(previous ? { previous } : {}),
    };
    runs.set(reply.report, record);
    this.store.set({ runs });
  }
}

const PROOF = "inventory-gl-reconciliation";
/** Longest text of a proof that is kept with its sheet; a longer one is compared within its session only. */
const MOST_KEPT = 200_000;

interface KeptProofSheet {
  readonly runAt: string;
  readonly stamp: string;
  readonly result: RunReply["result"];
}

/** What a proof leaves with its sheet, so that a later session says what changed since. */
function keptDetails(reply: RunReply): { readonly details?: unknown } {
  if (reply.report !== PROOF || reply.refused) return {};
  const details = packProof(reply.result as KeptProof);
  return details === undefined || JSON.stringify(details).length > MOST_KEPT ? {} : { details };
}

function proofOf(marked: readonly MarkedSheet[]): KeptProofSheet | undefined {
  for (const { marker } of marked) {
    if (marker?.kind !== "report" || marker.report !== PROOF) continue;
    const { runAt, stamp, details } = marker;
    if (runAt === undefined || stamp === undefined || details === undefined) continue;
    const proof = unpackProof(details);
    return proof && { runAt, stamp, result: { report: PROOF, ...proof } };
  }
  return undefined;
}

/** The binder first, then reports in the order of the checklist, then what they write beside, then the evidence. */
const SHEET_ORDER: readonly string[] = [
  BINDER_SHEET,
  ...[
    ...monthEndSteps.flatMap((step) => (step.report === undefined ? [] : [step.report])),
    ...reportCards.map((card) => card.id),
  ].flatMap((id) => findReport(id)?.sheets ?? []),
  EVIDENCE_SHEET,
];

/** Sheets that were written by one run: they are written again together. */
function reportGroups(sheets: readonly MarkedSheet[]): readonly {
  report: string;
  parameters: Readonly<Record<string, unknown>>;
  as: ReadonlyMap<string, string>;
}[] {
  const groups = new Map<
    string,
    { report: string; parameters: Readonly<Record<string, unknown>>; as: Map<string, string> }
  >();
  for (const { name, marker } of sheets) {
    if (marker?.kind !== "report" || marker.report === undefined || !findReport(marker.report)) continue;
    const parameters = marker.parameters ?? {};
    const key = canonicalJson([
      marker.report,
      parameters,
      name === marker.base ? "" : name.slice(marker.base.length),
    ]);
    const group = groups.get(key) ?? { report: marker.report, parameters, as: new Map<string, string>() };
    group.as.set(marker.base, name);
    groups.set(key, group);
  }
  return [...groups.values()];
}
