/**
 * An application over a JSON workbook instead of Excel: every answer comes from the real engine, changes are applied to
 * the workbook in memory. For tests and pictures of the pane.
 */
import { checkLedgers } from "../../src/engine-service/ledger-check";
import type { LedgerCheck, RawWorkbook, RunReply } from "../../src/engine-service/service";
import { findReport } from "../../src/engine/catalogue";
import type { ChangeSet } from "../../src/engine/changes";
import type { Digest } from "../../src/engine/evidence";
import type { Ledgers } from "../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../src/engine/ledgers/read";
import type { WorkbookSource } from "../../src/engine/ledgers/source";
import { Refusal } from "../../src/engine/refusal";
import type { Drill, FigureReference, TieState } from "../../src/engine/report";
import { Session } from "../../src/engine/session";
import { parseDay } from "../../src/engine/values/day";
import { planApply, readLog } from "../../src/workbook/apply/plan";
import { planUndo } from "../../src/workbook/apply/undo";
import { JsonTableEditor } from "../../src/workbook/file/apply-json";
import { jsonSource } from "../../src/workbook/file/json";
import type {
  ApplyOutcome,
  ApplyPreview,
  LedgerMapping,
  LogRow,
  MonthEndOutcome,
  ReportRecord,
  RunOutcome,
  Selection,
  TieoutApplication,
  TieoutSheet,
  TieoutState,
  Trouble,
  UndoOutcome,
  UndoPreview,
  WriteChoice,
} from "../../src/application/types";

type Parameters = Readonly<Record<string, unknown>>;
export type JsonWorkbook = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Not SHA-256, but different for different bytes: no test looks at the digits. */
const digest: Digest = (bytes) => {
  const sum = new Uint8Array(32);
  bytes.forEach((byte, index) => {
    const at = index % 32;
    sum[at] = ((sum[at] as number) * 31 + byte) & 255;
  });
  return Promise.resolve(sum);
};

export interface FakeOptions {
  readonly today?: string;
  readonly runAt?: string;
  readonly company?: string;
}

export class FakeApplication implements TieoutApplication {
  #state: TieoutState;
  readonly #listeners = new Set<(state: TieoutState) => void>();
  readonly calls: string[] = [];
  /** What removing sheets says, where the workbook does not allow it. */
  protection = "";
  readonly today: string;
  runAt: string;
  selected: Selection = { kind: "none", cell: "A1" };
  period = { startDate: "2026-01-01", endDate: "2026-01-31" };
  /** Set to let the next apply find its ledgers changed. */
  changedTables: readonly string[] = [];

  private constructor(
    private workbook: JsonWorkbook,
    private ledgers: Ledgers,
    check: LedgerCheck,
    options: FakeOptions,
  ) {
    this.today = options.today ?? "2026-02-03";
    this.runAt = options.runAt ?? `${this.today} 09:12`;
    this.#state = {
      activity: { kind: "idle" },
      started: true,
      check,
      readAt: this.runAt,
      staleLedgers: [],
      runs: new Map(),
      monthEnd: { last: undefined, done: [], step: 0 },
      sheets: [],
      settings: new Map(),
      waitingForCell: false,
    };
  }

  static async over(workbook: JsonWorkbook, options: FakeOptions = {}): Promise<FakeApplication> {
    const ledgers = await readAll(workbook);
    return new FakeApplication(
      workbook,
      ledgers,
      await checkLedgers(ledgers, rawWorkbook(workbook)),
      options,
    );
  }

  get state(): TieoutState {
    return this.#state;
  }

  change(part: Partial<TieoutState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener(this.#state);
  }

  subscribe(listener: (state: TieoutState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async refresh(): Promise<LedgerCheck> {
    this.calls.push("refresh");
    this.ledgers = await readAll(this.workbook);
    const check = await checkLedgers(this.ledgers, rawWorkbook(this.workbook));
    this.change({ check, staleLedgers: [] });
    return check;
  }

  async compute(report: string, parameters: Parameters): Promise<RunReply> {
    this.calls.push(`compute ${report}`);
    return this.#reply(report, parameters);
  }

  async run(
    report: string,
    parameters: Parameters,
    options: WriteChoice & { readonly write?: boolean } = {},
  ): Promise<RunOutcome> {
    this.calls.push(`run ${report}${options.write === false ? " without writing" : ""}`);
    const reply = await this.#reply(report, parameters);
    if (reply.refused && reply.error) return { status: "refused", reply, error: reply.error };
    this.#keep(reply, options.write !== false);
    return { status: "done", reply, sheets: this.#state.runs.get(report)?.sheets ?? [] };
  }

  #keep(reply: RunReply, written: boolean): void {
    const { report } = reply;
    const [sheet = report] = findReport(report)?.sheets ?? [];
    const before = this.#state.runs.get(report);
    const record: ReportRecord = {
      report,
      parameters: reply.parameters,
      reply,
      runAt: this.runAt,
      stale: false,
      state: reply.summary?.state ?? "explained",
      sheets: written ? [sheet] : [],
      ...(before ? { previous: { runAt: before.runAt, result: before.reply.result } } : {}),
    };
    const sheets: readonly TieoutSheet[] = written
      ? [
          ...this.#state.sheets.filter((one) => one.name !== sheet),
          { name: sheet, id: sheet, kind: "report", report },
        ]
      : this.#state.sheets;
    this.change({ runs: new Map([...this.#state.runs, [report, record]]), sheets });
  }

  async #reply(id: string, parameters: Parameters): Promise<RunReply> {
    const session = new Session(this.ledgers, {
      digest,
      workDate: parseDay(this.today) ?? 0,
      runAt: this.runAt,
    });
    const run = await session.run(id, parameters);
    const base = {
      report: id,
      parameters: session.shownParameters(run),
      refused: run.refused,
      result: run.result,
    };
    if (run.refused) {
      const { error } = run.result as { readonly error?: RunReply["error"] };
      return {
        ...base,
        ...(error ? { error } : {}),
        sheets: [],
        evidence: [],
        fingerprint: "",
        stamp: "",
        durationMs: 0,
      };
    }
    return {
      ...base,
      summary: session.summary(run),
      sheets: [],
      ...(run.changes ? { changes: run.changes } : {}),
      evidence: await session.evidenceOf(run),
      fingerprint: await session.fingerprintOf(run),
      stamp: "7F3A-91C2",
      durationMs: 900,
    };
  }

  async writeRun(report: string): Promise<RunOutcome> {
    this.calls.push(`writeRun ${report}`);
    const record = this.#state.runs.get(report);
    if (!record) throw new Error("nothing to write");
    this.#keep(record.reply, true);
    return Promise.resolve({
      status: "done",
      reply: record.reply,
      sheets: this.#state.runs.get(report)?.sheets ?? [],
    });
  }

  refreshAll(): Promise<readonly RunOutcome[]> {
    this.calls.push("refreshAll");
    return Promise.resolve([]);
  }

  runMonthEnd(): Promise<MonthEndOutcome> {
    this.calls.push("runMonthEnd");
    return Promise.resolve({ status: "cancelled" });
  }

  cancel(): void {
    this.calls.push("cancel");
  }

  rememberedParameters(report: string): Parameters | undefined {
    return this.#state.runs.get(report)?.parameters;
  }

  setPeriod(startDate: string, endDate: string): Promise<void> {
    this.period = { startDate, endDate };
    this.change({});
    return Promise.resolve();
  }

  setting(name: string): string {
    return this.#state.settings.get(name) ?? "";
  }

  saveSettings(values: ReadonlyMap<string, string>): Promise<void> {
    this.calls.push(`saveSettings ${[...values.keys()].join(", ")}`);
    this.change({ settings: new Map([...this.#state.settings, ...values]) });
    return Promise.resolve();
  }

  saveMappings(mappings: readonly LedgerMapping[]): Promise<void> {
    for (const { ledger, headers, place } of mappings) {
      const pairs = [...headers].map((pair) => pair.join(" → ")).join(", ");
      this.calls.push(`saveMapping ${ledger}${place === undefined ? "" : ` of ${place}`}: ${pairs}`);
    }
    return Promise.resolve();
  }

  /** Journals return their changes only when asked for. */
  async #changes(report: string): Promise<{ readonly changes: ChangeSet; readonly reply: RunReply }> {
    const record = this.#state.runs.get(report);
    if (!record) throw new Error(`${report} did not run`);
    const { changes } = record.reply;
    if (changes) return { changes, reply: record.reply };
    const reply = await this.#reply(report, { ...record.parameters, post: true });
    if (!reply.changes) throw new Error(`${report} has no changes`);
    return { changes: reply.changes, reply: record.reply };
  }

  async previewApply(report: string): Promise<ApplyPreview> {
    const { changes, reply } = await this.#changes(report);
    const plan = await planApply(changes, this.#posted(reply), new JsonTableEditor(this.workbook), {
      digest,
    });
    return {
      changes,
      effects: plan.effects,
      journalLines: changes.journal.length,
      appliedBefore: plan.appliedAs !== undefined,
    };
  }

  async apply(report: string): Promise<ApplyOutcome> {
    this.calls.push(`apply ${report}`);
    if (this.changedTables.length > 0) return { status: "ledgersChanged", tables: this.changedTables };
    const { changes, reply } = await this.#changes(report);
    const editor = new JsonTableEditor(this.workbook);
    const plan = await planApply(changes, this.#posted(reply), editor, { digest });
    if (plan.appliedAs !== undefined) return { status: "appliedBefore", runNo: plan.appliedAs };
    await editor.execute(plan.edits);
    this.workbook = editor.workbook as JsonWorkbook;
    await this.#afterChange();
    return { status: "applied", runNo: plan.runNo, effects: plan.effects };
  }

  async #afterChange(): Promise<void> {
    this.ledgers = await readAll(this.workbook);
    this.change({
      runs: new Map([...this.#state.runs].map(([id, record]) => [id, { ...record, stale: true }] as const)),
    });
  }

  #posted(reply: RunReply): { report: string; parameters: Parameters; fingerprint: string; runAt: string } {
    return {
      report: reply.report,
      parameters: reply.parameters,
      fingerprint: reply.fingerprint,
      runAt: this.runAt,
    };
  }

  createJournal(report: string): Promise<ApplyOutcome> {
    this.calls.push(`createJournal ${report}`);
    return Promise.resolve({ status: "applied", runNo: 1, effects: [] });
  }

  async previewUndo(): Promise<UndoPreview | undefined> {
    try {
      const { run, removed, restored } = await planUndo(new JsonTableEditor(this.workbook));
      return { runNo: run.runNo, report: run.report, runAt: run.runAt, removed, restored };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "NOTHING_TO_UNDO") return undefined;
      return {
        runNo: 1,
        report: "post-inventory-cost",
        runAt: this.runAt,
        removed: 0,
        restored: 0,
        problem: troubleOf(error),
      };
    }
  }

  async undo(): Promise<UndoOutcome> {
    this.calls.push("undo");
    const editor = new JsonTableEditor(this.workbook);
    try {
      const { edits, removed, restored } = await planUndo(editor);
      await editor.execute(edits);
      this.workbook = editor.workbook as JsonWorkbook;
      await this.#afterChange();
      return { status: "undone", removed, restored };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.code === "NOTHING_TO_UNDO"
        ? { status: "nothing" }
        : { status: "failed", trouble: troubleOf(error) };
    }
  }

  /** The user types into a cell of a ledger. */
  edit(table: string, row: number, header: string, value: string | number): void {
    const rows = [...(this.workbook[table] ?? [])];
    rows[row] = { ...rows[row], [header]: value };
    this.workbook = { ...this.workbook, [table]: rows };
  }

  rowsOf(table: string): readonly Readonly<Record<string, unknown>>[] {
    return this.workbook[table] ?? [];
  }

  async log(): Promise<readonly LogRow[]> {
    return readLog(new JsonTableEditor(this.workbook));
  }

  selection(): Promise<Selection> {
    return Promise.resolve(this.selected);
  }

  drillDown(): Promise<{ readonly sheet: string } | Trouble> {
    this.calls.push("drillDown");
    return Promise.resolve({ sheet: "Drill 1" });
  }

  async explain(entryNo: number): Promise<RunReply["result"]> {
    this.calls.push(`explain ${entryNo}`);
    return (await this.#reply("adjust-cost", { mode: "check", explain: [entryNo] })).result;
  }

  async trace(parameters: Parameters): Promise<RunReply["result"]> {
    this.calls.push(`trace ${JSON.stringify(parameters.start)}`);
    return (await this.#reply("trace", parameters)).result;
  }

  async entriesBehind(report: string, figure: FigureReference): Promise<Drill | undefined> {
    this.calls.push(`entriesBehind ${report} ${JSON.stringify(figure)}`);
    const session = new Session(this.ledgers, {
      digest,
      workDate: parseDay(this.today) ?? 0,
      runAt: this.runAt,
    });
    const run = await session.run(report, this.#state.runs.get(report)?.parameters ?? {});
    const { parameters } = run.run;
    return parameters ? run.report.drill?.(this.ledgers, parameters, run.result, figure) : undefined;
  }

  backToSource(): Promise<boolean> {
    return Promise.resolve(true);
  }

  goTo(sheet: string, cell?: string): Promise<boolean> {
    this.calls.push(`goTo ${sheet}${cell ? `!${cell}` : ""}`);
    return Promise.resolve(true);
  }

  goToEntry(table: string, entryNo: number): Promise<boolean> {
    this.calls.push(`goToEntry ${table} ${entryNo}`);
    return Promise.resolve(true);
  }

  removeSheets(names: readonly string[]): Promise<number> {
    this.calls.push(`removeSheets ${names.join(", ")}`);
    if (this.protection !== "") return Promise.reject(new Error(this.protection));
    this.change({ sheets: this.#state.sheets.filter((sheet) => !names.includes(sheet.name)) });
    return Promise.resolve(names.length);
  }

  writeProblemsSheet(ledger: string): Promise<{ readonly sheet: string } | Trouble> {
    this.calls.push(`writeProblemsSheet ${ledger}`);
    return Promise.resolve({ sheet: "Ledger Problems" });
  }

  writeFunctionsSheet(): Promise<{ readonly sheet: string } | Trouble> {
    this.calls.push("writeFunctionsSheet");
    return Promise.resolve({ sheet: "Functions" });
  }

  addLedgers(): Promise<Trouble | undefined> {
    this.calls.push("addLedgers");
    return Promise.resolve(undefined);
  }

  /** The mark of a run, for tests of lists. */
  markRun(report: string, state: TieState): void {
    const record = this.#state.runs.get(report);
    if (record) this.change({ runs: new Map([...this.#state.runs, [report, { ...record, state }]]) });
  }
}

function troubleOf(error: Refusal): Trouble & { readonly cell?: string } {
  const [cell] = (error.details.cells ?? []) as readonly string[];
  return { code: error.code, message: error.message, ...(cell === undefined ? {} : { cell }) };
}

/** Every ledger, with cell addresses as an Excel table in column A would have them. */
function readAll(workbook: JsonWorkbook): Promise<Ledgers> {
  const source = jsonSource(workbook);
  const placed: WorkbookSource = {
    ...source,
    tables: source.tables.map((table) => ({
      ...table,
      address: (row: number, column: number) => `${columnLetters(column)}${row + 2}`,
    })),
  };
  return readLedgers(placed, {});
}

function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}

function rawWorkbook(workbook: JsonWorkbook): RawWorkbook {
  return {
    tables: Object.entries(workbook).map(([name, rows]) => ({
      id: name,
      tableName: "",
      sheetName: name,
      headers: Object.keys(rows[0] ?? {}),
      rows: rows.length,
      headerRow: 0,
      firstColumn: 0,
      hiddenRows: 0,
      formulaCells: 0,
    })),
    epochOffset: 0,
    mapping: [],
    namedLedgers: [],
    unchanged: [],
  };
}
