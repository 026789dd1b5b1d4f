/**
 * The engine service in this thread: what the worker runs, and what stands in where there are no workers. Long runs
 * hold the thread up, so the pane uses it only as a fallback.
 */
import { canonicalJson, stampOf } from "../engine/evidence";
import { Figures } from "../engine/figures/figures";
import { readLedgers, findTables } from "../engine/ledgers/read";
import type { ColumnMapping } from "../engine/ledgers/source";
import type { Ledgers } from "../engine/ledgers/ledgers";
import { ownTables } from "../engine/ledgers/own-tables";
import { ledgerTables } from "../engine/ledgers/tables";
import { monthEndSheets, monthOf, runMonthEnd, standardMonth, type StepOutcome } from "../engine/month-end";
import type { Drill, ReportResult } from "../engine/report";
import { Session, type SessionRun } from "../engine/session";
import { dayText, parseDay } from "../engine/values/day";
import type { TableChunk } from "./chunk";
import { ChunkedSource } from "./chunked-source";
import { digest } from "./digest";
import { everyProblem } from "../engine/overview";
import { checkLedgers } from "./ledger-check";
import {
  ServiceError,
  type DrillRequest,
  type EngineService,
  type ExplainRequest,
  type FigureAnswer,
  type FigureCall,
  type LedgerCheck,
  type LedgerProblem,
  type MonthEndProgress,
  type MonthEndReply,
  type MonthEndRequest,
  type RawTable,
  type RawWorkbook,
  type RunProgress,
  type RunReply,
  type RunRequest,
  type ServiceState,
  type TraceRequest,
} from "./service";

/** Runs that are kept for drill-down. */
const KEPT_RUNS = 12;

interface Reading {
  readonly source: ChunkedSource;
  readonly workbook: RawWorkbook;
  readonly done: Promise<Ledgers>;
  readonly places: ReadonlyMap<string, RawTable>;
}

interface Read {
  readonly ledgers: Ledgers;
  readonly workbook: RawWorkbook;
  /** Raw table per ledger name. */
  readonly places: ReadonlyMap<string, RawTable>;
  readonly figures: Figures;
  check: LedgerCheck | undefined;
}

/** The engine service without a worker. */
export function createEngineService(): EngineService {
  return new LocalEngineService();
}

class LocalEngineService implements EngineService {
  #state: ServiceState = { ledgers: "none", stale: [], reading: 0 };
  readonly #listeners = new Set<(state: ServiceState) => void>();
  #reading: Reading | undefined;
  #read: Read | undefined;
  readonly #runs = new Map<string, SessionRun>();

  get state(): ServiceState {
    return this.#state;
  }

  subscribe(listener: (state: ServiceState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(change: Partial<ServiceState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener(this.#state);
  }

  // --- reading -------------------------------------------------------------------------------------------------

  beginReading(workbook: RawWorkbook): Promise<{ readonly wanted: readonly string[] }> {
    this.#reading?.source.abandon();
    const source = new ChunkedSource(workbook);
    const found = findTables(source);
    const places = new Map<string, RawTable>();
    const keep: string[] = [];
    const wanted: string[] = [];
    for (const { name } of [...ledgerTables, ...ownTables]) {
      const candidates = found.get(name) ?? [];
      const [only] = candidates;
      if (!only || candidates.length > 1) continue;
      const raw = source.rawOf(only);
      places.set(name, raw);
      if (this.#isUnchanged(name, raw, workbook)) keep.push(name);
      else wanted.push(raw.id);
    }
    const done = readLedgers(source, {
      mapping: mappingOf(workbook),
      ...(this.#read && keep.length > 0 ? { keep: { ledgers: this.#read.ledgers, tables: keep } } : {}),
    });
    // Whoever finishes the reading gets the error; until then it must not count as unhandled.
    done.catch(() => undefined);
    this.#reading = { source, workbook, done, places };
    this.#set({ ledgers: "reading" });
    return Promise.resolve({ wanted });
  }

  /** The table was read before, nothing was written to it since, and it is found and mapped as before. */
  #isUnchanged(ledger: string, raw: RawTable, workbook: RawWorkbook): boolean {
    const before = this.#read?.places.get(ledger);
    return (
      before !== undefined &&
      workbook.unchanged.includes(raw.id) &&
      canonicalJson(before) === canonicalJson(raw) &&
      this.#read?.workbook.epochOffset === workbook.epochOffset &&
      canonicalJson(this.#read.workbook.mapping.filter(({ table }) => table === ledger)) ===
        canonicalJson(workbook.mapping.filter(({ table }) => table === ledger))
    );
  }

  appendChunk(chunk: TableChunk): Promise<void> {
    if (!this.#reading) return Promise.reject(new ServiceError("reading", "No reading has begun."));
    this.#reading.source.append(chunk);
    return Promise.resolve();
  }

  async finishReading(): Promise<LedgerCheck> {
    const reading = this.#reading;
    if (!reading) throw new ServiceError("reading", "No reading has begun.");
    const ledgers = await reading.done;
    this.#reading = undefined;
    this.#runs.clear();
    this.#read = {
      ledgers,
      workbook: reading.workbook,
      places: reading.places,
      figures: new Figures(ledgers, { epochOffset: reading.workbook.epochOffset }),
      check: undefined,
    };
    this.#set({ ledgers: "ready", stale: [], reading: this.#state.reading + 1 });
    return this.check();
  }

  abandonReading(): Promise<void> {
    this.#reading?.source.abandon();
    this.#reading = undefined;
    this.#set({ ledgers: this.#read ? "ready" : "none" });
    return Promise.resolve();
  }

  async check(): Promise<LedgerCheck> {
    const read = this.#ready();
    read.check ??= await checkLedgers(read.ledgers, read.workbook);
    return read.check;
  }

  problems(table: string): Promise<readonly LedgerProblem[]> {
    return Promise.resolve(everyProblem(this.#ready().ledgers, table));
  }

  #ready(): Read {
    if (!this.#read) throw new ServiceError("noLedgers", "The ledgers have not been read.");
    return this.#read;
  }

  // --- reports -------------------------------------------------------------------------------------------------

  #session(
    request: { workDate: string; runAt?: string; paper?: "A4" | "Letter" },
    progress?: RunProgress,
  ): Session {
    return new Session(this.#ready().ledgers, {
      digest,
      workDate: parseDay(request.workDate) ?? 0,
      runAt: request.runAt ?? "",
      paper: request.paper,
      progress,
    });
  }

  async run(request: RunRequest, progress?: RunProgress): Promise<RunReply> {
    const started = performance.now();
    const session = this.#session(request, progress);
    const run = await session.run(request.report, request.parameters);
    this.#keep(request, run);
    return replyOf(session, run, started);
  }

  #keep(request: RunRequest, run: SessionRun): void {
    const key = keyOf(request);
    this.#runs.delete(key);
    this.#runs.set(key, run);
    for (const oldest of this.#runs.keys()) {
      if (this.#runs.size <= KEPT_RUNS) break;
      this.#runs.delete(oldest);
    }
  }

  async drill(request: DrillRequest): Promise<Drill | undefined> {
    this.#ready();
    let run = this.#runs.get(keyOf(request));
    if (!run) {
      run = await this.#session(request).run(request.report, request.parameters);
      this.#keep(request, run);
    }
    const { ledgers, parameters } = run.run;
    if (run.refused || !parameters) return undefined;
    return run.report.drill?.(ledgers, parameters, run.result, request.figure);
  }

  async explain(request: ExplainRequest): Promise<ReportResult> {
    const run = await this.#session(request).run("adjust-cost", {
      mode: "check",
      explain: [request.entryNo],
    });
    return run.result;
  }

  async traceTree(request: TraceRequest): Promise<ReportResult> {
    const run = await this.#session(request).run("trace", request.parameters);
    return run.result;
  }

  evaluate(calls: readonly FigureCall[], workDate: string): Promise<readonly FigureAnswer[]> {
    return this.#ready().figures.evaluate(calls, parseDay(workDate) ?? 0);
  }

  async monthEnd(request: MonthEndRequest, progress?: MonthEndProgress): Promise<MonthEndReply> {
    const session = this.#session(request);
    const end = parseDay(request.endDate ?? "");
    const start = parseDay(request.startDate ?? "");
    const month =
      end === undefined
        ? standardMonth(session)
        : { startDate: start ?? monthOf(end).startDate, endDate: end };
    const started = performance.now();
    const outcome = await runMonthEnd(session, month, (step, steps, title, done) => {
      progress?.(step, steps, title, done && withoutRun(done));
    });
    const runs: RunReply[] = [];
    const reportOfSheet: Record<string, string> = {};
    for (const { run } of outcome.steps) {
      if (!run) continue;
      const reply = await replyOf(session, run, started);
      for (const { name } of reply.sheets) reportOfSheet[name] = reply.report;
      runs.push({ ...reply, sheets: [] });
    }
    const fingerprint = await session.evidence.inputFingerprint(
      "month-end",
      { month: dayText(month.endDate).slice(0, 7) },
      await session.evidence.ofTables(ledgerTables.map((table) => table.name)),
    );
    return {
      startDate: dayText(month.startDate),
      endDate: dayText(month.endDate),
      steps: outcome.steps.map(withoutRun),
      counts: outcome.counts,
      runs,
      sheets: await monthEndSheets(session, outcome),
      reportOfSheet,
      stamp: stampOf(fingerprint),
    };
  }

  markStale(tables: readonly string[]): void {
    const stale = [...new Set([...this.#state.stale, ...tables])];
    if (stale.length !== this.#state.stale.length) this.#set({ stale });
  }

  /** In one thread nothing can be interrupted but a reading. */
  cancel(): void {
    if (this.#reading) void this.abandonReading();
  }

  dispose(): void {
    this.#reading?.source.abandon();
    this.#listeners.clear();
  }
}

function withoutRun(outcome: StepOutcome): Omit<StepOutcome, "run"> {
  const rest = Object.entries(outcome).filter(([name]) => name !== "run");
  return Object.fromEntries(rest) as unknown as Omit<StepOutcome, "run">;
}

async function replyOf(session: Session, run: SessionRun, started: number): Promise<RunReply> {
  const base = {
    report: run.report.card.id,
    parameters: session.shownParameters(run),
    refused: run.refused,
    result: run.result,
  };
  if (run.refused) {
    const { error } = run.result as { readonly error?: RunReply["error"] };
    return {
      ...base,
      error,
      sheets: [],
      evidence: [],
      fingerprint: "",
      stamp: "",
      durationMs: performance.now() - started,
    };
  }
  const fingerprint = await session.fingerprintOf(run);
  return {
    ...base,
    summary: session.summary(run),
    sheets: await session.sheets(run),
    changes: run.changes,
    evidence: await session.evidenceOf(run),
    fingerprint,
    stamp: stampOf(fingerprint),
    durationMs: performance.now() - started,
  };
}

function keyOf(request: RunRequest): string {
  return canonicalJson({
    report: request.report,
    parameters: request.parameters,
    workDate: request.workDate,
  });
}

function mappingOf(workbook: RawWorkbook): ColumnMapping {
  const mapping = new Map<string, Map<string, string>>();
  for (const { table, header, caption } of workbook.mapping) {
    const columns = mapping.get(table) ?? new Map<string, string>();
    columns.set(header, caption);
    mapping.set(table, columns);
  }
  return mapping;
}
