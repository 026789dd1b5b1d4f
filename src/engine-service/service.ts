/**
 * The engine behind one asynchronous interface. Pane, ribbon commands and worksheet functions use the same instance, so
 * that the ledgers are read and indexed once. It runs in a web worker, or in the same thread where there is none; both
 * answer alike. Everything that crosses is plain data.
 */
import type { ChangeSet } from "../engine/changes";
import type { FigureAnswer, FigureCall } from "../engine/figures/answers";
import type { LedgerProblem, LedgerState, ReportState } from "../engine/overview";
import type { RefusalBody } from "../engine/refusal";
import type { MonthEnd, StepOutcome } from "../engine/month-end/run";
import type { Drill, FigureReference, LedgerEvidence, ReportResult, ResultSummary } from "../engine/report";
import type { Sheet } from "../workbook/sheet";
import type { TableChunk } from "./chunk";

export type {
  FigureAnswer,
  FigureCall,
  FigureCell,
  FigureFailure,
  FigureValue,
} from "../engine/figures/answers";
export type { LedgerColumn, LedgerProblem, LedgerState, ReportState } from "../engine/overview";

/** A table of the workbook, before its cells are read. Rows and columns count from 0 and are those of the sheet. */
export interface RawTable {
  /** Key of the table within one reading: the Excel table's or the sheet's id. */
  readonly id: string;
  /** Name of the Excel table, "" for a plain sheet. */
  readonly tableName: string;
  readonly sheetName: string;
  readonly headers: readonly string[];
  /** Data rows, totals row not counted. */
  readonly rows: number;
  /** Cell of the first header. */
  readonly headerRow: number;
  readonly firstColumn: number;
  readonly hiddenRows: number;
  /** Cells of the body that hold formulas. */
  readonly formulaCells: number;
}

export interface RawWorkbook {
  readonly tables: readonly RawTable[];
  /** 1462 for the 1904 date system, else 0. */
  readonly epochOffset: number;
  /** Headers that the user mapped: ledger table → header as it stands → caption. */
  readonly mapping: readonly { readonly table: string; readonly header: string; readonly caption: string }[];
  /** Tables that the user named as a ledger: name of the Excel table or sheet → ledger. */
  readonly namedLedgers: readonly { readonly place: string; readonly ledger: string }[];
  /** Ids of tables whose cells are as they were in the last reading; the service may skip them. */
  readonly unchanged: readonly string[];
}

/** A sheet or Excel table that is no ledger by its name. */
export interface OtherTable {
  readonly sheetName: string;
  readonly tableName: string;
  readonly headers: readonly string[];
  readonly rows: number;
}

/** A sheet that looks like a ledger without carrying its name. */
export interface NearMiss extends OtherTable {
  readonly ledger: string;
  /** Headers that are captions of the ledger. */
  readonly matched: number;
  readonly of: number;
  /** Language of the captions, "" for Business Central's own. */
  readonly language: string;
  /**
   * There is nothing to decide: no other ledger or sheet fits as well, and either every header is a caption of the ledger, or
   * the sheet has the ledger's name and all columns that reports require. Likeness counts for nothing here.
   */
  readonly exact: boolean;
}

/** Everything the pane says about the ledgers of the workbook. */
export interface LedgerCheck {
  readonly ledgers: readonly LedgerState[];
  readonly reports: readonly ReportState[];
  readonly nearMisses: readonly NearMiss[];
  /** Everything else with headers, near misses included: it can be mapped by hand. */
  readonly otherTables: readonly OtherTable[];
  readonly rows: number;
  /** Latest posting date of all entries, "" when there is none. */
  readonly lastDate: string;
  readonly errors: number;
  readonly notes: number;
  readonly company: string;
  readonly currency: string;
  readonly jobWord: "Job" | "Project";
  /** Distinct codes of the columns that filters offer ("Value Entries/Location Code" → BLUE, RED), at most 50 each. */
  readonly filterValues: Readonly<Record<string, readonly string[]>>;
  /** Calendar months with value entries, latest first ("2026-01"), at most 24. */
  readonly months: readonly string[];
}

/** Where the service stands. `ledgers` are "none" at first and after a cancelled run. */
export interface ServiceState {
  readonly ledgers: "none" | "reading" | "ready";
  /** Ledger tables that changed in the workbook since they were read. */
  readonly stale: readonly string[];
  /** Counts readings; figures of different readings must not be mixed. */
  readonly reading: number;
}

export interface RunRequest {
  readonly report: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** "2026-02-03": stands in for today. */
  readonly workDate: string;
  /** "2026-02-03 09:12", for stamps. */
  readonly runAt: string;
  readonly paper?: "A4" | "Letter";
}

export interface RunReply {
  readonly report: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly refused: boolean;
  /** The result of the report, or with `error` when refused. */
  readonly result: ReportResult;
  readonly error?: RefusalBody;
  readonly summary?: ResultSummary;
  readonly sheets: readonly Sheet[];
  readonly changes?: ChangeSet;
  readonly evidence: readonly LedgerEvidence[];
  /** SHA-256 over report, parameters and inputs; "" when refused. */
  readonly fingerprint: string;
  readonly stamp: string;
  readonly durationMs: number;
}

/** Progress of a run: rows done of all. */
export type RunProgress = (done: number, total: number) => void;

export interface DrillRequest extends RunRequest {
  readonly figure: FigureReference;
}

export interface ExplainRequest {
  /** Item ledger entry to explain. */
  readonly entryNo: number;
  readonly workDate: string;
}

export interface TraceRequest {
  /** Parameters of the report Trace. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly workDate: string;
}

/** Month-end: the checklist run in order; see engine/month-end. */
export interface MonthEndRequest {
  /** First and last day of the month; the last closed month with entries when absent. */
  readonly startDate?: string;
  readonly endDate?: string;
  readonly workDate: string;
  readonly runAt: string;
  readonly paper?: "A4" | "Letter";
}

export interface MonthEndReply {
  readonly startDate: string;
  readonly endDate: string;
  readonly steps: readonly Omit<StepOutcome, "run">[];
  readonly counts: MonthEnd["counts"];
  /** The runs of the steps, in their order, without sheets; steps without a report or that did not run have none. */
  readonly runs: readonly RunReply[];
  /** The binder, then the sheets of the runs. */
  readonly sheets: readonly Sheet[];
  /** Report of each sheet but the binder, by the sheet's name. */
  readonly reportOfSheet: Readonly<Record<string, string>>;
  /** Four and four digits over all ledgers and the month. */
  readonly stamp: string;
}

/** Called when a step starts, and again with its outcome. */
export type MonthEndProgress = (
  step: number,
  steps: number,
  title: string,
  outcome?: Omit<StepOutcome, "run">,
) => void;

/**
 * The service. Operations that need ledgers reject with ServiceError "noLedgers" before the first reading and after a
 * cancelled run; the caller then reads again (application/tieout.ts does). A defect rejects with the error itself.
 */
export interface EngineService {
  readonly state: ServiceState;
  /** Called after every change of `state`; returns the function that ends it. */
  subscribe(listener: (state: ServiceState) => void): () => void;

  /** Starts a reading. Answers which tables are wanted, in the order in which their cells are expected. */
  beginReading(workbook: RawWorkbook): Promise<{ readonly wanted: readonly string[] }>;
  /** Hands over the next rows of a table. Buffers in the chunk are moved, not copied. */
  appendChunk(chunk: TableChunk): Promise<void>;
  /** Ends the reading: columns are complete. */
  finishReading(): Promise<LedgerCheck>;
  /** Throws a started reading away. */
  abandonReading(): Promise<void>;

  /** What was found, as the last reading left it. */
  check(): Promise<LedgerCheck>;
  /** Every problem of a ledger, each faulty cell by itself (`count` 1), in the order of rows. */
  problems(table: string): Promise<readonly LedgerProblem[]>;
  run(request: RunRequest, progress?: RunProgress): Promise<RunReply>;
  /** Entries behind a figure; undefined when the report does not know the figure. */
  drill(request: DrillRequest): Promise<Drill | undefined>;
  /** How the unit cost of an item ledger entry comes about: the result of adjust-cost with `explain`. */
  explain(request: ExplainRequest): Promise<ReportResult>;
  /** The result of the report Trace. */
  traceTree(request: TraceRequest): Promise<ReportResult>;
  /** Answers all worksheet functions of one recalculation in one pass; answers stand in the order of the calls. */
  evaluate(calls: readonly FigureCall[], workDate: string): Promise<readonly FigureAnswer[]>;
  /** Runs the month-end checklist. */
  monthEnd(request: MonthEndRequest, progress?: MonthEndProgress): Promise<MonthEndReply>;
  /** Marks ledger tables as changed in the workbook. */
  markStale(tables: readonly string[]): void;
  /** Ends the running operation: it rejects with ServiceError "cancelled". Ledgers must be read again. */
  cancel(): void;
  dispose(): void;
}

export type ServiceErrorCode = "noLedgers" | "cancelled" | "reading" | "stopped";

/** Why an operation of the service did not happen; no defect. */
export class ServiceError extends Error {
  constructor(
    readonly code: ServiceErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "ServiceError";
  }
}
