/** What pane, ribbon and worksheet functions share: the state of Tieout in this workbook, as plain data. */
import type { ChangeSet } from "../engine/changes";
import type { MonthEnd, StepOutcome } from "../engine/month-end";
import type { RefusalBody } from "../engine/refusal";
import type { Drill, FigureReference, TieState } from "../engine/report";
import type { LedgerCheck, RunReply } from "../engine-service/service";

/** What is going on. `step` numbers the five steps of a run (ui-design, 6.5). */
export type Activity =
  | { readonly kind: "idle" }
  | { readonly kind: "reading"; readonly table: string; readonly done: number; readonly total: number }
  | {
      readonly kind: "running";
      readonly report: string;
      readonly step: "read" | "check" | "run" | "layout" | "write";
      readonly done: number;
      readonly total: number;
    }
  /** `writing`: every step is computed and sheets are being written. */
  | { readonly kind: "monthEnd"; readonly text: string; readonly writing?: boolean }
  | { readonly kind: "applying" | "undoing" | "drilling" | "inserting"; readonly text: string };

/** The latest run of a report in this session. */
export interface ReportRecord {
  readonly report: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly reply: RunReply;
  /** "2026-02-03 09:12" */
  readonly runAt: string;
  /** A ledger it read changed since. */
  readonly stale: boolean;
  readonly state: TieState;
  /** Names of the sheets that were written; empty when only previewed. */
  readonly sheets: readonly string[];
  /** The run before it with other inputs, to be compared with (reconciliation proofs). */
  readonly previous?: { readonly runAt: string; readonly result: RunReply["result"] };
}

/** One step of a month-end, without the run behind it. */
export type StepRecord = Omit<StepOutcome, "run">;

/** The latest month-end of this workbook, also when it was written in an earlier session (then without summaries). */
export interface MonthEndRecord {
  readonly startDate: string;
  readonly endDate: string;
  /** "2026-02-03 09:12" */
  readonly runAt: string;
  readonly steps: readonly StepRecord[];
  readonly counts: MonthEnd["counts"];
  /** A ledger changed since. */
  readonly stale: boolean;
}

/** What became of a month-end. */
export type MonthEndOutcome =
  | { readonly status: "done"; readonly record: MonthEndRecord; readonly sheets: readonly string[] }
  | { readonly status: "cancelled" }
  | { readonly status: "failed"; readonly trouble: Trouble };

/** A sheet of this workbook that Tieout made. */
export interface TieoutSheet {
  readonly name: string;
  readonly id: string;
  readonly kind: "report" | "drill" | "trace" | "binder" | "setup" | "log" | "journal" | "other";
  readonly report?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly workDate?: string;
  readonly runAt?: string;
  readonly stamp?: string;
  /** Cell it was made from: "'Inventory Valuation'!K12". */
  readonly source?: string;
}

export interface TieoutState {
  readonly activity: Activity;
  /** False until Excel answered for the first time. */
  readonly started: boolean;
  readonly check: LedgerCheck | undefined;
  /** "2026-02-03 09:12", "" before the first reading. */
  readonly readAt: string;
  /** Ledgers that changed since they were read. */
  readonly staleLedgers: readonly string[];
  readonly runs: ReadonlyMap<string, ReportRecord>;
  readonly monthEnd: {
    readonly last: MonthEndRecord | undefined;
    /** Steps done by the running month-end; empty when none runs. */
    readonly done: readonly StepRecord[];
    /** Number of the running step, 0 when none runs. */
    readonly step: number;
  };
  readonly sheets: readonly TieoutSheet[];
  /** Settings of the workbook (sheet Tieout Setup), name → value. */
  readonly settings: ReadonlyMap<string, string>;
  /** Excel waits for the user to leave a cell. */
  readonly waitingForCell: boolean;
}

/** Something that did not happen, in words for people; the workbook is as it was. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  /** Of a defect: where it happened, without any ledger data; for "Copy details". */
  readonly details?: string;
}

export interface WriteChoice {
  /** "replace" the sheet of the last run (default), or "add" a new one beside it. */
  readonly mode?: "replace" | "add";
  /** Replace even when the user changed cells of the old sheet. */
  readonly evenIfChanged?: boolean;
}

/** What became of a run. */
export type RunOutcome =
  | { readonly status: "done"; readonly reply: RunReply; readonly sheets: readonly string[] }
  | { readonly status: "refused"; readonly reply: RunReply; readonly error: RefusalBody }
  /** The old sheet has changes outside the user's own columns: ask, then run with `evenIfChanged` or mode "add". */
  | { readonly status: "changedSheet"; readonly sheet: string; readonly reply: RunReply }
  | { readonly status: "cancelled" }
  | { readonly status: "failed"; readonly trouble: Trouble };

/** What applying a change set would do to one table. */
export interface TableEffect {
  readonly table: string;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  /** Columns that are added at the right edge. */
  readonly newColumns: readonly string[];
  /** Left out, because the workbook has no such table. */
  readonly absent: boolean;
}

export interface ApplyPreview {
  readonly changes: ChangeSet;
  readonly effects: readonly TableEffect[];
  readonly journalLines: number;
  /** The same posting was applied already (idempotency key). */
  readonly appliedBefore: boolean;
}

export type ApplyOutcome =
  | { readonly status: "applied"; readonly runNo: number; readonly effects: readonly TableEffect[] }
  | { readonly status: "nothing" }
  | { readonly status: "appliedBefore"; readonly runNo: number }
  | { readonly status: "ledgersChanged"; readonly tables: readonly string[] }
  | { readonly status: "failed"; readonly trouble: Trouble };

export interface UndoPreview {
  readonly runNo: number;
  readonly report: string;
  readonly runAt: string;
  readonly removed: number;
  readonly restored: number;
  /** Why it cannot be undone; undefined when it can. */
  readonly problem?: Trouble & { readonly cell?: string };
}

export type UndoOutcome =
  | { readonly status: "undone"; readonly removed: number; readonly restored: number }
  | { readonly status: "nothing" }
  | { readonly status: "failed"; readonly trouble: Trouble & { readonly cell?: string } };

/** Row of a ledger or figure of a Tieout sheet that the selected cell stands for. */
export type Selection =
  | { readonly kind: "entry"; readonly table: string; readonly entryNo: number; readonly cell: string }
  | {
      readonly kind: "figure";
      readonly sheet: TieoutSheet;
      readonly figure: Readonly<Record<string, string | number>>;
      readonly cell: string;
      /** What the cell shows. */
      readonly value: number | string;
    }
  | { readonly kind: "none"; readonly cell: string };

/** One posted journal or other row of Tieout Log. */
export interface LogRow {
  readonly runNo: number;
  readonly report: string;
  readonly runAt: string;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  readonly status: string;
  /** Parameters of the run, as the log keeps them. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** What the user can do in the workbook; every door calls the same methods. */
export interface TieoutApplication {
  readonly state: TieoutState;
  subscribe(listener: (state: TieoutState) => void): () => void;

  /** Reads the ledgers that changed (all with `all`) and checks them. */
  refresh(options?: { readonly all?: boolean }): Promise<LedgerCheck>;
  /** Runs a report. Writes its sheets unless `write` is false. */
  run(
    report: string,
    parameters: Readonly<Record<string, unknown>>,
    options?: WriteChoice & { readonly write?: boolean; readonly activate?: boolean },
  ): Promise<RunOutcome>;
  /** Writes the sheets of the latest run of a report. */
  writeRun(report: string, choice?: WriteChoice): Promise<RunOutcome>;
  /** Reads the ledgers again and runs every report that has a sheet, with its own parameters. */
  refreshAll(): Promise<readonly RunOutcome[]>;
  /** Runs the month-end of the period and writes binder and report sheets, all or nothing. */
  runMonthEnd(): Promise<MonthEndOutcome>;
  /** Stops what is running; sheets stay as they were. */
  cancel(): void;

  /** Parameters for a report: those remembered in this workbook, dates from the period. */
  rememberedParameters(report: string): Readonly<Record<string, unknown>> | undefined;
  /** Home's period. Undefined until it is known. */
  readonly period: { readonly startDate: string; readonly endDate: string } | undefined;
  setPeriod(startDate: string, endDate: string): Promise<void>;
  setting(name: string): string;
  saveSettings(values: ReadonlyMap<string, string>): Promise<void>;
  /** Keeps mappings in the workbook, all or none; each replaces what was mapped before for its ledger. */
  saveMappings(mappings: readonly LedgerMapping[]): Promise<void>;

  previewApply(report: string): Promise<ApplyPreview>;
  apply(report: string): Promise<ApplyOutcome>;
  /** Writes the journal lines of the latest run to Tieout Journal without touching a ledger. */
  createJournal(report: string): Promise<ApplyOutcome>;
  previewUndo(): Promise<UndoPreview | undefined>;
  undo(): Promise<UndoOutcome>;
  log(): Promise<readonly LogRow[]>;

  selection(): Promise<Selection>;
  /** Writes the entries behind the selected figure to a new sheet. */
  drillDown(): Promise<{ readonly sheet: string } | Trouble>;
  /** Writes a sheet that a page laid out (trace, explanation), linked back to the selected cell. */
  explain(entryNo: number): Promise<RunReply["result"]>;
  trace(parameters: Readonly<Record<string, unknown>>): Promise<RunReply["result"]>;
  /** Runs a report for a page's own use: nothing is written, and `state.runs` stays as it is. */
  compute(report: string, parameters: Readonly<Record<string, unknown>>): Promise<RunReply>;
  /** Entries behind a figure of the latest run of a report; undefined when the report does not know the figure. */
  entriesBehind(report: string, figure: FigureReference): Promise<Drill | undefined>;
  backToSource(): Promise<boolean>;
  /** Selects a cell: "F13947" of a sheet. */
  goTo(sheet: string, cell?: string): Promise<boolean>;
  /** Selects the row of an entry in its ledger. */
  goToEntry(table: string, entryNo: number): Promise<boolean>;
  /** Removes sheets that Tieout made, in one request; answers how many there were. Rejects with ExcelTrouble. */
  removeSheets(names: readonly string[]): Promise<number>;
  /** Writes a sheet with every problem of a ledger, one row per cell, and goes there. */
  writeProblemsSheet(ledger: string): Promise<{ readonly sheet: string } | Trouble>;
  /** Writes the sheet "Functions", which documents the worksheet functions, and goes there. */
  writeFunctionsSheet(): Promise<{ readonly sheet: string } | Trouble>;
  /** Adds ledger tables on new sheets; refused when one of the names is taken. */
  addLedgers(tables: readonly NewLedger[]): Promise<Trouble | undefined>;
}

/** What the user said about a ledger: which header holds which column, and which sheet it is. */
export interface LedgerMapping {
  /** Declared name ("Value Entries"). */
  readonly ledger: string;
  /** Header → caption. */
  readonly headers: ReadonlyMap<string, string>;
  /** The Excel table or sheet that is to be read as the ledger; absent when it carries the ledger's name. */
  readonly place?: string;
}

/** A ledger table to be added to the workbook. */
export interface NewLedger {
  /** Declared name ("Value Entries"). */
  readonly name: string;
  /** Headers; the declared captions when absent. */
  readonly headers?: readonly string[];
  /** Rows of raw values as a file has them; empty for an empty table. */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}
