/** What a report is: declared data, a pure `run`, and a pure `layout`. Every door is derived from this. */
import type { Sheet } from "../workbook/sheet";
import type { ChangeSet } from "./changes";
import type { Note, ReportInput } from "./ledgers/check";
import type { ReportCode } from "./ledgers/declaration";
import type { Ledgers, LedgerTable } from "./ledgers/ledgers";
import type { Refusal } from "./refusal";
import type { Filter, FilterKind } from "./values/filter";
import type { Day } from "./values/day";

export type ReportGroup = "Inventory" | "Cost" | "General ledger" | "Projects";

/** The kinds of a parameter; each has one control in the form, one flag of the runner and one check. */
export type ParameterKind =
  | { readonly type: "date"; readonly required?: boolean; readonly closingDates?: boolean }
  /** `optional`: neither Yes nor No when it is not given; the report decides then. */
  | { readonly type: "boolean"; readonly optional?: boolean }
  | { readonly type: "choice"; readonly choices: readonly string[] }
  | { readonly type: "choices"; readonly choices: readonly string[] }
  | {
      readonly type: "filter";
      readonly of: FilterKind;
      readonly values?: { readonly table: string; readonly column: string };
    }
  | { readonly type: "code" | "text"; readonly maxLength?: number }
  | { readonly type: "integer"; readonly minimum?: number }
  | { readonly type: "amount"; readonly minimum?: number }
  | { readonly type: "entryNumbers" }
  /** A JSON object whose shape the report checks itself (trace's start, standard costs). */
  | { readonly type: "object"; readonly shape: string };

/** One parameter of a report. The default stands for missing, null and "". */
export type ParameterDeclaration = ParameterKind & {
  readonly name: string;
  /** BC's request-page caption, or ours in sentence case. */
  readonly label: string;
  readonly help: string;
  readonly default: ParameterDefault;
  readonly section: "dates" | "options" | "filters" | "layout";
  /** Not asked in the pane's form (workDate, numbering …); the door or the runner gives it. */
  readonly hidden?: boolean;
};

export type ParameterDefault = string | number | boolean | readonly string[] | undefined;

/** A checked value: days for dates (0 = none), Filter objects for filters, decimal texts for amounts. */
export type ParameterValue =
  Day | boolean | string | Filter | readonly string[] | readonly number[] | object | undefined;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** What a run may use besides ledgers and parameters. */
export interface RunContext {
  /** Stands in for today (conventions, 2); handed in by the door. */
  readonly workDate: Day;
  /** Tells progress: rows done of all. Cheap enough to be called every few thousand rows. Throws when cancelled. */
  progress(done: number, total: number): void;
  /** Adds a remark to the result's notes. */
  note(note: Note): void;
}

/** A JSON object that begins with `report`. Amounts are decimal texts (conventions, 5). */
export type ReportResult = Readonly<Record<string, unknown>> & { readonly report: string };

/** Everything a run gives: the result, and for journals what would change. */
export interface RunOutcome<Result extends ReportResult = ReportResult> {
  readonly result: Result;
  readonly changes?: ChangeSet;
}

/** The state of a tie-out (ui-design, 3). */
export type TieState = "ties" | "explained" | "open" | "notRun" | "stale" | "running";

/** One line of the arithmetic block that a result, the pane and the binder show. Amounts are decimal texts. */
export interface ArithmeticLine {
  readonly label: string;
  readonly amount: string;
  /** "rule" draws a rule over the figure (a sum); "close" draws the closing rules under it. */
  readonly rule?: "rule" | "close";
  readonly strong?: boolean;
  readonly state?: TieState;
}

/** What the pane and the binder say about a result, before anybody opens its sheet. */
export interface ResultSummary {
  /** "Inventory value, 31 Jan 2026" and the figure (a decimal text; a text when `headIsText`). */
  readonly headCaption: string;
  readonly headFigure: string;
  readonly headIsText?: boolean;
  /** One line under the head figure: counts, second figures. */
  readonly context: string;
  readonly scope: string;
  readonly arithmetic: readonly ArithmeticLine[];
  readonly state: TieState;
  /** Word of the state where it is not the standard one: "To post", "To adjust", "Ready". */
  readonly stateWord?: string;
  /** The difference (or what is to do) as amount; "" where none applies. */
  readonly difference: string;
  /** What was compared, for checklist and binder: "194,968.38 = value entries". */
  readonly compared: string;
  /** The two sides of the comparison, for the binder's table. */
  readonly sides?: {
    readonly figure: string;
    readonly amount: string;
    readonly with: string;
    readonly withAmount: string;
  };
  readonly warnings: readonly WarningKind[];
  readonly next: readonly NextStep[];
}

/** Warnings of one code, first case in words. */
export interface WarningKind {
  readonly code: string;
  /** "Cost not posted" */
  readonly name: string;
  readonly text: string;
  readonly count: number;
  /** "items", "entries", "orders", "jobs". */
  readonly unit: string;
  /** The findings leave amounts out of the figures; all others leave the figures alone. */
  readonly leavesOut?: boolean;
  readonly cases: readonly { readonly key: string; readonly text: string }[];
}

/** A link to another report that carries parameters along. */
export interface NextStep {
  readonly label: string;
  readonly report: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Which tables a run read, for the stamp on its sheet. */
export interface LedgerEvidence {
  readonly table: string;
  /** Name of the Excel table or sheet it was found in. */
  readonly place: string;
  readonly rows: number;
  readonly rowsLeftOut: number;
  readonly lastEntry: string;
  /** SHA-256 in hexadecimal over the canonical content. */
  readonly fingerprint: string;
}

/** Everything a layout needs besides the result. */
export interface LayoutContext {
  readonly company: string;
  readonly currency: string;
  /** "Job" or "Project", as the workbook's captions have it. */
  readonly jobWord: "Job" | "Project";
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly evidence: readonly LedgerEvidence[];
  /** Four and four hexadecimal digits over parameters and inputs. */
  readonly stamp: string;
  readonly engineVersion: string;
  /** "2026-02-03 09:12", handed in by the door. */
  readonly runAt: string;
  readonly paper: "A4" | "Letter";
  /** Name of the binder's sheet where the workbook has one. */
  readonly binder?: string;
}

/** One entry behind a figure. The amounts of all entries add up to the figure: exactly, or with a remark to the cent. */
export interface DrillEntry {
  readonly table: string;
  readonly entryNo: number;
  readonly amount: string;
  readonly columns: Readonly<Record<string, string | number>>;
}

/** Entries behind one figure of a result. */
export interface Drill {
  readonly title: string;
  readonly figure: string;
  readonly entries: readonly DrillEntry[];
  /** How amounts are weighted, in words, where they are exact shares of a figure that is rounded once (cost specification). */
  readonly remark?: string;
}

/** Where a figure stands in the result: a path that `layout` writes beside cells and `drill` understands. */
export type FigureReference = Readonly<Record<string, string | number>>;

/** The declared part of a report: plain data, light enough for the pane, the runner's help and the docs. */
export interface ReportCard {
  readonly id: string;
  readonly code: ReportCode;
  /** BC's full report name. */
  readonly title: string;
  /** Short name for lists. */
  readonly shortTitle: string;
  /** Names of the sheets that it writes, first the main one. */
  readonly sheets: readonly string[];
  readonly group: ReportGroup;
  /** BC's report number and older names, for search. */
  readonly alsoKnownAs: readonly string[];
  /** One paragraph: what it answers. */
  readonly purpose: string;
  /** Tables in the order in which they are checked. */
  readonly inputs: readonly ReportInput[];
  readonly parameters: readonly ParameterDeclaration[];
  /** Columns ("Table/Caption") where unknown options are noted instead of refused. */
  readonly unknownOptions?: readonly string[];
  /** Tables where a repeated key is noted instead of refused. */
  readonly repeatedKeys?: readonly string[];
  /** It returns a change set: "post" only with its parameter, "always", or "proposals" on request. */
  readonly changes?: "post" | "always" | "proposals";
}

/** The working part of a report, loaded when it is needed. */
export interface Report<Parameters = ParameterValues, Result extends ReportResult = ReportResult> {
  readonly card: ReportCard;
  /** The tables it reads under these parameters, where they are others than the card's. */
  inputs?(parameters: Parameters): readonly ReportInput[];
  /** Its own check of a table, after the common ones and before the next table. Throws Refusal. */
  checkTable?(table: LedgerTable, ledgers: Ledgers): void;
  /** Columns ("Table/Caption") that are required under these parameters and ledgers. */
  alsoRequired?(parameters: Parameters, ledgers: Ledgers): readonly string[];
  /** Checks that need the parameters together (date order …), before any table is checked. Throws Refusal. */
  checkParameters?(parameters: Parameters, ledgers: Ledgers): void;
  run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result>;
  /** The refused result where it is more than `report` and `error` (the job reports; conventions, 7). */
  refuse?(refusal: Refusal): ReportResult;
  /** What pane and binder say about a result. */
  summary(result: Result): ResultSummary;
  layout(result: Result, context: LayoutContext): readonly Sheet[];
  /** Entries behind a figure of a result; undefined when the reference is unknown. */
  drill?(
    ledgers: Ledgers,
    parameters: Parameters,
    result: Result,
    figure: FigureReference,
  ): Drill | undefined;
}

/** Erases the type parameters so that reports of all kinds can be loaded by id. */
export function defineReport<Parameters, Result extends ReportResult>(
  report: Report<Parameters, Result>,
): Report {
  return report as unknown as Report;
}
