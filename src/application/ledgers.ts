/**
 * The ledgers of the workbook in the engine service: read at first use and whenever they changed, watched in between.
 * Small workbooks are read again by themselves shortly after a change; in large ones results wait for Refresh.
 */
import { findTableDeclaration } from "../engine/ledgers/names";
import type { EngineService, FigureAnswer, FigureCall, LedgerCheck } from "../engine-service/service";
import { ServiceError } from "../engine-service/service";
import { ledgerPlaces } from "../workbook/excel/apply-excel";
import type { FoundTable } from "../workbook/excel/discover";
import { recalculate } from "../workbook/excel/places";
import { readLedgersFromExcel } from "../workbook/excel/read-ledgers";
import { isOwnTable } from "../workbook/excel/replace-sheets";
import { watchWorkbook, type ChangeWatch } from "../workbook/excel/watch";
import { dateText, timeText, type Clock } from "./clock";
import { mappingOf, namedLedgersOf } from "./settings";
import type { StateStore } from "./state";

/** Workbooks with more rows are not read again by themselves. */
export const AUTOMATIC_ROWS = 100_000;
/** Milliseconds without a further change before the ledgers are read again. */
const QUIET = 400;

export const MESSAGES = {
  refreshFirst: "The ledgers are not read yet. Press Refresh All on the Tieout tab first.",
  changed: "Ledgers changed. Press Refresh All on the Tieout tab.",
} as const;

export class LedgerReader {
  #watch: ChangeWatch | undefined;
  #watching: Promise<void> | undefined;
  #reading: Promise<LedgerCheck> | undefined;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tables: readonly FoundTable[] = [];
  #epochOffset = 0;
  #hasRead = false;
  /** Tables written to by Tieout itself, whose events are off. */
  readonly #dirty = new Set<string>();
  #functionsUsed = false;

  constructor(
    private readonly service: EngineService,
    private readonly store: StateStore,
    private readonly clock: Clock,
    /** Whether formulas follow ledgers by themselves on this computer. */
    private readonly isAutomatic: () => boolean,
  ) {}

  get tables(): readonly FoundTable[] {
    return this.#tables;
  }

  get epochOffset(): number {
    return this.#epochOffset;
  }

  get isStale(): boolean {
    return (
      !this.#hasRead ||
      this.store.state.staleLedgers.length > 0 ||
      this.#watch?.structureChanged === true ||
      // Results of formulas change without an event.
      this.#tables.some((table) => table.formulaCells > 0)
    );
  }

  /** Starts to watch the workbook; once. */
  watch(): Promise<void> {
    this.#watching ??= watchWorkbook(() => {
      this.#changed();
    })
      .then((watch) => {
        this.#watch = watch;
      })
      .catch((error: unknown) => {
        this.#watching = undefined;
        throw error;
      });
    return this.#watching;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watch?.stop();
  }

  /** Says that Tieout itself wrote to tables. */
  wrote(tables: readonly string[]): void {
    const places = ledgerPlaces(this.#tables, namedLedgersOf(this.store.state.settings));
    for (const name of tables) {
      const id = places.get(name)?.id;
      if (id !== undefined) this.#dirty.add(id);
    }
    this.#tell(tables.filter((name) => findTableDeclaration(name)));
  }

  #changed(): void {
    const ids = new Set(this.#watch?.changed);
    const places = ledgerPlaces(this.#tables, namedLedgersOf(this.store.state.settings));
    const names = [...places].filter(([, table]) => ids.has(table.id)).map(([name]) => name);
    if (names.length === 0 && this.#watch?.structureChanged !== true) return;
    this.#tell(names);
    if (this.#hasRead) this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#afterChange();
    }, QUIET);
  }

  #tell(names: readonly string[]): void {
    if (names.length === 0) return;
    this.service.markStale(names);
    const staleLedgers = [...new Set([...this.store.state.staleLedgers, ...names])];
    this.store.set({ staleLedgers });
  }

  /** Reads small workbooks again; in large ones the functions say that they wait. */
  #afterChange(): void {
    const { activity, staleLedgers } = this.store.state;
    // A run in hand ends with the figures that it read.
    if (activity.kind !== "idle") {
      this.#soon();
      return;
    }
    if (staleLedgers.length === 0 && this.#watch?.structureChanged !== true) return;
    const rows = this.#tables.reduce((sum, table) => sum + table.rows, 0);
    const work = this.isAutomatic() && rows <= AUTOMATIC_ROWS ? this.refresh() : this.#recalculate();
    work.catch(() => {
      // Shown by the stale mark; the next refresh tries again.
    });
  }

  async #recalculate(): Promise<void> {
    if (this.#functionsUsed) await recalculate();
  }

  /** Reads what changed, everything with `all`; one reading at a time. */
  refresh(options: { readonly all?: boolean } = {}): Promise<LedgerCheck> {
    if (this.#reading && options.all === true) this.#again = true;
    this.#reading ??= this.#read(options.all === true).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(all: boolean): Promise<LedgerCheck> {
    await this.watch();
    let check = await this.#readOnce(all);
    while (this.#again) {
      this.#again = false;
      check = await this.#readOnce(true);
    }
    return check;
  }

  async #readOnce(all: boolean): Promise<LedgerCheck> {
    clearTimeout(this.#timer);
    const { settings, activity } = this.store.state;
    const isFirst = !this.#hasRead;
    const changed = new Set([...(this.#watch?.changed ?? []), ...this.#dirty]);
    this.#watch?.begin();
    const showsReading = activity.kind === "idle";
    if (showsReading) this.store.set({ activity: { kind: "reading", table: "", done: 0, total: 0 } });
    try {
      const { check, tables, epochOffset } = await readLedgersFromExcel(this.service, {
        leaveOut: (_, table) => isOwnTable(table) && !findTableDeclaration(table),
        mapping: mappingOf(settings),
        namedLedgers: namedLedgersOf(settings),
        isUnchanged: (id) => !all && this.#hasRead && !changed.has(id),
        progress: (table, done, total) => {
          const now = this.store.state.activity;
          if (now.kind === "reading") this.store.set({ activity: { kind: "reading", table, done, total } });
          else if (now.kind === "running")
            this.store.set({ activity: { ...now, step: "read", done, total } });
        },
      });
      this.#tables = tables;
      this.#epochOffset = epochOffset;
      this.#hasRead = true;
      for (const id of changed) this.#dirty.delete(id);
      this.store.set({ started: true, check, readAt: timeText(this.clock.now()), staleLedgers: [] });
      // What was written while cells were read is marked again.
      this.#watch?.know(tables);
      // Cells keep the values of an earlier session until they are calculated once.
      if (isFirst || this.#functionsUsed) void recalculate().catch(() => undefined);
      return check;
    } finally {
      this.#watch?.giveUp();
      if (this.store.state.activity.kind === "reading") this.store.set({ activity: { kind: "idle" } });
    }
  }

  /** Reads when the service has no ledgers or they changed. */
  async ensure(): Promise<void> {
    if (this.service.state.ledgers !== "ready" || this.isStale) await this.refresh();
  }

  /** Answers worksheet functions; never with figures of changed ledgers. */
  async figures(calls: readonly FigureCall[]): Promise<readonly FigureAnswer[]> {
    this.#functionsUsed = true;
    const all = (message: string): readonly FigureAnswer[] =>
      calls.map(() => ({ error: "notAvailable", message }));
    if (this.#reading) await this.#reading.catch(() => undefined);
    if (this.service.state.ledgers !== "ready" || !this.#hasRead) return all(MESSAGES.refreshFirst);
    if (this.store.state.staleLedgers.length > 0) return all(MESSAGES.changed);
    try {
      return await this.service.evaluate(calls, dateText(this.clock.now()));
    } catch (error) {
      if (error instanceof ServiceError) return all(MESSAGES.refreshFirst);
      throw error;
    }
  }
}

/** Whether a setting says yes; what is not set is yes. */
export function isYes(value: string): boolean {
  return !/^(no|false|0)$/i.test(value.trim());
}
