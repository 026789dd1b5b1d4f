/** Tieout in one workbook: what pane, ribbon and worksheet functions do, in one place. */
import { findReport } from "../engine/catalogue";
import type { Drill, FigureReference } from "../engine/report";
import type {
  EngineService,
  FigureAnswer,
  FigureCall,
  LedgerCheck,
  RunReply,
} from "../engine-service/service";
import { monthOf } from "../engine/month-end/steps";
import { dayText, parseDay } from "../engine/values/day";
import { onWaiting } from "../workbook/excel/batch";
import { addLedgerTables } from "../workbook/excel/add-ledgers";
import { goTo } from "../workbook/excel/places";
import { readSettings, writeSettings } from "../workbook/excel/settings";
import { dateText, type Clock } from "./clock";
import { isYes, LedgerReader } from "./ledgers";
import { Navigator } from "./navigator";
import { periodParameters } from "./period";
import { Posting } from "./posting";
import { ReportRunner } from "./reports";
import {
  columnSetting,
  isHiddenSetting,
  ledgerSetting,
  mappingOf,
  parametersSetting,
  rememberedParametersOf,
  SETTING,
} from "./settings";
import { StateStore } from "./state";
import { troubleOf } from "./trouble-of";
import { WorkQueue } from "./work-queue";
import type {
  ApplyOutcome,
  ApplyPreview,
  LedgerMapping,
  LogRow,
  MonthEndOutcome,
  NewLedger,
  RunOutcome,
  Selection,
  TieoutApplication,
  TieoutState,
  Trouble,
  UndoOutcome,
  UndoPreview,
  WriteChoice,
} from "./types";

export interface TieoutOptions {
  readonly service: EngineService;
  readonly clock?: Clock;
}

export class Tieout implements TieoutApplication {
  readonly #service: EngineService;
  readonly #store = new StateStore();
  readonly #clock: Clock;
  readonly #ledgers: LedgerReader;
  readonly #reports: ReportRunner;
  readonly #navigator: Navigator;
  readonly #posting: Posting;
  readonly #work = new WorkQueue();
  #started: Promise<void> | undefined;

  constructor(options: TieoutOptions) {
    this.#service = options.service;
    this.#clock = options.clock ?? { now: () => new Date() };
    this.#ledgers = new LedgerReader(this.#service, this.#store, this.#clock, () =>
      isYes(this.setting(SETTING.automaticRefresh) || "Yes"),
    );
    this.#reports = new ReportRunner(
      this.#service,
      this.#store,
      this.#ledgers,
      this.#clock,
      (report, parameters) => this.#remember(report, parameters),
    );
    this.#navigator = new Navigator(this.#service, this.#store, this.#ledgers, this.#clock, () =>
      this.#reports.reloadSheets(),
    );
    this.#posting = new Posting(this.#service, this.#store, this.#ledgers, this.#clock);
    this.#service.subscribe(({ stale }) => {
      if (stale.length === 0) return;
      this.#reports.ledgersChanged(stale);
      this.#markStale(stale);
    });
    onWaiting((waitingForCell) => {
      if (this.#store.state.waitingForCell !== waitingForCell) this.#store.set({ waitingForCell });
    });
  }

  get state(): TieoutState {
    return this.#store.state;
  }

  subscribe(listener: (state: TieoutState) => void): () => void {
    return this.#store.subscribe(listener);
  }

  /** Reads settings and which sheets are Tieout's; once. Changes nothing in the workbook. */
  start(): Promise<void> {
    this.#started ??= (async () => {
      this.#store.set({ settings: await readSettings() });
      await this.#reports.loadSheets();
      await this.#ledgers.watch();
      this.#store.set({ started: true });
    })().catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    });
    return this.#started;
  }

  async stop(): Promise<void> {
    await this.#ledgers.stop();
    this.#service.dispose();
  }

  /** Results that read a changed ledger are marked. */
  #markStale(stale: readonly string[]): void {
    const { runs, monthEnd } = this.#store.state;
    const marked = new Map(
      [...runs].map(([id, record]) => {
        const reads = findReport(id)?.inputs.some((input) => stale.includes(input.table)) === true;
        return [id, reads && !record.stale ? { ...record, stale: true } : record];
      }),
    );
    this.#store.set({
      runs: marked,
      ...(monthEnd.last && !monthEnd.last.stale
        ? { monthEnd: { ...monthEnd, last: { ...monthEnd.last, stale: true } } }
        : {}),
    });
  }

  async refresh(options: { readonly all?: boolean } = {}): Promise<LedgerCheck> {
    await this.start();
    return this.#ledgers.refresh(options);
  }

  async run(
    report: string,
    parameters: Readonly<Record<string, unknown>>,
    options: WriteChoice & { readonly write?: boolean; readonly activate?: boolean } = {},
  ): Promise<RunOutcome> {
    try {
      await this.start();
    } catch (error) {
      return { status: "failed", trouble: troubleOf(error) };
    }
    return this.#work.run(() => this.#reports.run(report, parameters, options));
  }

  writeRun(report: string, choice?: WriteChoice): Promise<RunOutcome> {
    return this.#work.run(() => this.#reports.writeRun(report, choice));
  }

  async refreshAll(): Promise<readonly RunOutcome[]> {
    try {
      await this.start();
      return await this.#work.run(() => this.#reports.refreshAll());
    } catch (error) {
      return [{ status: "failed", trouble: troubleOf(error) }];
    }
  }

  /** Runs the report of a sheet again, with that sheet's own parameters. */
  async runAgain(sheet: string): Promise<RunOutcome> {
    try {
      await this.start();
    } catch (error) {
      return { status: "failed", trouble: troubleOf(error) };
    }
    return this.#work.run(() => this.#reports.runAgain(sheet));
  }

  async runMonthEnd(): Promise<MonthEndOutcome> {
    try {
      await this.start();
    } catch (error) {
      return { status: "failed", trouble: troubleOf(error) };
    }
    return this.#work.run(() => this.#reports.runMonthEnd(this.period));
  }

  cancel(): void {
    this.#reports.cancel();
  }

  rememberedParameters(report: string): Readonly<Record<string, unknown>> | undefined {
    const remembered = rememberedParametersOf(this.#store.state.settings, report);
    if (!remembered) return undefined;
    const dates = this.periodParameters(report);
    const isByHand = Object.keys(dates).some((name) => remembered[name] !== undefined);
    return isByHand ? remembered : { ...remembered, ...dates };
  }

  /** The dates of Home's period for the parameters of a report that follow it; dates set by hand stay. */
  periodParameters(
    report: string,
    given: Readonly<Record<string, unknown>> = {},
  ): Readonly<Record<string, unknown>> {
    return periodParameters(report, this.period, given);
  }

  get period(): { readonly startDate: string; readonly endDate: string } | undefined {
    const start = this.setting(SETTING.periodStart);
    const end = this.setting(SETTING.periodEnd);
    if (parseDay(start) !== undefined && parseDay(end) !== undefined)
      return { startDate: start, endDate: end };
    const monthEnd = parseDay(this.setting(SETTING.monthEndDate));
    if (monthEnd !== undefined) {
      const month = monthOf(monthEnd);
      return { startDate: dayText(month.startDate), endDate: dayText(month.endDate) };
    }
    return lastMonth(this.#store.state.check?.months ?? [], dateText(this.#clock.now()));
  }

  setPeriod(startDate: string, endDate: string): Promise<void> {
    return this.saveSettings(
      new Map([
        [SETTING.periodStart, startDate],
        [SETTING.periodEnd, endDate],
      ]),
    );
  }

  setting(name: string): string {
    return this.#store.state.settings.get(name) ?? "";
  }

  async saveSettings(values: ReadonlyMap<string, string>): Promise<void> {
    await this.start();
    await this.#work.run(() => this.#saveSettings(values));
  }

  async #saveSettings(values: ReadonlyMap<string, string>): Promise<void> {
    await writeSettings(values, isHiddenSetting);
    const settings = new Map(this.#store.state.settings);
    for (const [name, value] of values) {
      if (value === "") settings.delete(name);
      else settings.set(name, value);
    }
    this.#store.set({ settings });
    if ([...values.keys()].some((name) => !isHiddenSetting(name))) this.#ledgers.wrote(["Tieout Setup"]);
  }

  async saveMappings(mappings: readonly LedgerMapping[]): Promise<void> {
    await this.start();
    await this.#work.run(() => this.#saveMappings(mappings));
  }

  async #saveMappings(mappings: readonly LedgerMapping[]): Promise<void> {
    const changes = new Map<string, string>();
    const ledgers = mappings.map(({ ledger }) => ledger);
    for (const { table, header } of mappingOf(this.#store.state.settings)) {
      if (ledgers.includes(table)) changes.set(columnSetting(table, header), "");
    }
    for (const { ledger, headers, place } of mappings) {
      for (const [header, caption] of headers) changes.set(columnSetting(ledger, header), caption);
      if (place !== undefined) changes.set(ledgerSetting(place), ledger);
    }
    await this.#saveSettings(changes);
    this.#ledgers.wrote(ledgers);
  }

  /** Dates that follow the period are not remembered. */
  async #remember(report: string, parameters: Readonly<Record<string, unknown>>): Promise<void> {
    const dates = this.periodParameters(report);
    // All follow or none: one date by hand and another of the next month would contradict each other.
    const follow = Object.entries(dates).every(([name, value]) => parameters[name] === value);
    const kept = Object.fromEntries(
      Object.entries(parameters).filter(
        ([name, value]) => value !== undefined && value !== "" && !(follow && dates[name] !== undefined),
      ),
    );
    const text = JSON.stringify(kept);
    if (this.setting(parametersSetting(report)) === text) return;
    await this.#saveSettings(new Map([[parametersSetting(report), text]]));
  }

  previewApply(report: string): Promise<ApplyPreview> {
    return this.#work.run(() => this.#posting.preview(report));
  }

  apply(report: string): Promise<ApplyOutcome> {
    return this.#work.run(() => this.#posting.apply(report, false));
  }

  createJournal(report: string): Promise<ApplyOutcome> {
    return this.#work.run(() => this.#posting.apply(report, true));
  }

  async previewUndo(): Promise<UndoPreview | undefined> {
    await this.start();
    return this.#work.run(() => this.#posting.previewUndo());
  }

  async undo(): Promise<UndoOutcome> {
    try {
      await this.start();
    } catch (error) {
      return { status: "failed", trouble: troubleOf(error) };
    }
    return this.#work.run(() => this.#posting.undo());
  }

  async log(): Promise<readonly LogRow[]> {
    await this.start();
    return this.#posting.log();
  }

  async selection(): Promise<Selection> {
    await this.start();
    return this.#navigator.selection();
  }

  async drillDown(): Promise<{ readonly sheet: string } | Trouble> {
    try {
      await this.start();
    } catch (error) {
      return troubleOf(error);
    }
    return this.#work.run(() => this.#navigator.drillDown());
  }

  async writeFunctionsSheet(): Promise<{ readonly sheet: string } | Trouble> {
    try {
      await this.start();
    } catch (error) {
      return troubleOf(error);
    }
    return this.#work.run(() => this.#navigator.writeFunctionsSheet());
  }

  async writeProblemsSheet(ledger: string): Promise<{ readonly sheet: string } | Trouble> {
    try {
      await this.start();
    } catch (error) {
      return troubleOf(error);
    }
    return this.#work.run(() => this.#navigator.writeProblemsSheet(ledger));
  }

  async explain(entryNo: number): Promise<RunReply["result"]> {
    await this.start();
    await this.#ledgers.ensure();
    return this.#service.explain({ entryNo, workDate: dateText(this.#clock.now()) });
  }

  async trace(parameters: Readonly<Record<string, unknown>>): Promise<RunReply["result"]> {
    await this.start();
    await this.#ledgers.ensure();
    return this.#service.traceTree({ parameters, workDate: dateText(this.#clock.now()) });
  }

  async compute(report: string, parameters: Readonly<Record<string, unknown>>): Promise<RunReply> {
    await this.start();
    return this.#reports.compute(report, parameters);
  }

  entriesBehind(report: string, figure: FigureReference): Promise<Drill | undefined> {
    return this.#navigator.entriesBehind(report, figure);
  }

  backToSource(): Promise<boolean> {
    return this.#navigator.backToSource();
  }

  goTo(sheet: string, cell?: string): Promise<boolean> {
    return goTo(sheet, cell);
  }

  goToEntry(table: string, entryNo: number): Promise<boolean> {
    return this.#navigator.goToEntry(table, entryNo);
  }

  removeSheets(names: readonly string[]): Promise<number> {
    return this.#work.run(() => this.#navigator.removeSheets(names));
  }

  addLedgers(tables: readonly NewLedger[]): Promise<Trouble | undefined> {
    return this.#work.run(() => this.#addLedgers(tables));
  }

  async #addLedgers(tables: readonly NewLedger[]): Promise<Trouble | undefined> {
    this.#store.set({ activity: { kind: "inserting", text: "Adding ledgers" } });
    try {
      await addLedgerTables(tables, this.#ledgers.epochOffset);
      this.#store.set({ activity: { kind: "idle" } });
      this.#ledgers.wrote(tables.map((table) => table.name));
      // The tables stand; when they cannot be read now, the next run reads them.
      await this.refresh({ all: true }).catch(() => undefined);
      return undefined;
    } catch (error) {
      return troubleOf(error);
    } finally {
      this.#store.set({ activity: { kind: "idle" } });
    }
  }

  /** Answers worksheet functions of one recalculation. */
  figures(calls: readonly FigureCall[]): Promise<readonly FigureAnswer[]> {
    return this.#ledgers.figures(calls);
  }
}

/** The last month with entries that is over on the given day, else the last one. */
function lastMonth(
  months: readonly string[],
  today: string,
): { readonly startDate: string; readonly endDate: string } | undefined {
  const month = months.find((candidate) => candidate < today.slice(0, 7)) ?? months[0];
  if (month === undefined) return undefined;
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { startDate: `${month}-01`, endDate: `${month}-${String(last).padStart(2, "0")}` };
}
