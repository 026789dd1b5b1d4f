/** What the selected cell stands for, the way to cells and entries, and drill-down sheets. */
import { findReport } from "../engine/catalogue";
import { canonicalJson } from "../engine/evidence";
import type { Drill, FigureReference } from "../engine/report";
import type { EngineService, RunReply } from "../engine-service/service";
import { drillSheet } from "../workbook/drill-sheet";
import { ledgerPlaces } from "../workbook/excel/apply-excel";
import { onExcel } from "../workbook/excel/batch";
import type { FoundTable } from "../workbook/excel/discover";
import { ExcelTable } from "../workbook/excel/excel-table";
import { markedSheets, tieoutSheet, type MarkedSheet } from "../workbook/excel/marker";
import {
  goTo,
  removeSheets,
  rowValues,
  selectedCell,
  splitPlace,
  type SelectedCell,
} from "../workbook/excel/places";
import { excelValue } from "../workbook/excel/placed-sheet";
import { replaceSheets } from "../workbook/excel/replace-sheets";
import { ExcelTrouble } from "../workbook/excel/trouble";
import { figureAt } from "../workbook/figure-at";
import { TableColumns } from "../workbook/apply/columns";
import { cellAddress, type Sheet } from "../workbook/sheet";
import { dateText, timeText, type Clock } from "./clock";
import type { LedgerReader } from "./ledgers";
import { namedLedgersOf } from "./settings";
import type { StateStore } from "./state";
import { troubleOf } from "./trouble-of";
import type { Selection, TieoutSheet, Trouble } from "./types";

const DRILL = /^Drill (\d+)$/;

export class Navigator {
  /** The reply of a sheet that was not written in this session. */
  #replayed: { readonly key: string; readonly reply: RunReply } | undefined;

  constructor(
    private readonly service: EngineService,
    private readonly store: StateStore,
    private readonly ledgers: LedgerReader,
    private readonly clock: Clock,
    private readonly reloadSheets: () => Promise<void>,
  ) {}

  /** The entry in the selected row of a ledger, or the figure of a Tieout sheet. */
  async selection(): Promise<Selection> {
    const cell = await selectedCell();
    const sheet = (await onExcel(markedSheets)).find((one) => one.id === cell.sheetId);
    if (sheet)
      return (
        (await this.#figure(cell, sheet)) ??
        (await this.#drilledEntry(cell)) ?? { kind: "none", cell: cell.address }
      );
    if (this.service.state.ledgers !== "ready") await this.ledgers.ensure();
    return (await this.#entry(cell)) ?? { kind: "none", cell: cell.address };
  }

  /** The row of a ledger table by its entry number. */
  async #entry(cell: SelectedCell): Promise<Selection | undefined> {
    for (const [name, table] of this.#places()) {
      const inside =
        table.sheetId === cell.sheetId &&
        cell.row > table.headerRow &&
        cell.row <= table.headerRow + table.rows &&
        cell.column >= table.firstColumn &&
        cell.column < table.firstColumn + table.headers.length;
      if (!inside) continue;
      const position = new TableColumns(name, table.headers).position("Entry No.");
      if (position < 0) return undefined;
      const values = await rowValues(table.sheetId, cell.row, table.firstColumn + position + 1);
      const entryNo = Number(values[table.firstColumn + position]);
      if (!Number.isSafeInteger(entryNo) || entryNo < 1) return undefined;
      return { kind: "entry", table: name, entryNo, cell: cell.address };
    }
    return undefined;
  }

  /** A row of a drill-down or another of Tieout's tables that names a ledger entry. */
  async #drilledEntry(cell: SelectedCell): Promise<Selection | undefined> {
    const values = await rowValues(cell.sheetId, cell.row, 3);
    const heads = await rowValues(cell.sheetId, 4, 3);
    const at = heads.indexOf("Entry No.");
    const entryNo = Number(values[at]);
    if (at < 0 || !Number.isSafeInteger(entryNo) || entryNo < 1) return undefined;
    const table = heads[0] === "Ledger" ? String(values[0]) : "Value Entries";
    return { kind: "entry", table, entryNo, cell: cell.address };
  }

  async #figure(cell: SelectedCell, sheet: MarkedSheet): Promise<Selection | undefined> {
    const found = await this.#figureOf(cell, sheet);
    if (found === undefined || found === "moved") return undefined;
    const value = typeof cell.value === "boolean" ? String(cell.value) : cell.value;
    return { kind: "figure", sheet: tieoutSheet(sheet), figure: found, cell: cell.address, value };
  }

  async #figureOf(cell: SelectedCell, sheet: MarkedSheet): Promise<FigureReference | "moved" | undefined> {
    const { marker } = sheet;
    if (marker?.kind !== "report" || marker.report === undefined) return undefined;
    const reply = await this.#replyOf(tieoutSheet(sheet));
    const data = reply?.sheets.find((one) => one.name === marker.base);
    if (!data) return undefined;
    const values = await rowValues(cell.sheetId, cell.row, marker.columns);
    const { epochOffset } = this.ledgers;
    return figureAt(data, cell.row, cell.column, values, (table, column, row) => {
      const one = table.columns[column];
      return one ? excelValue(one.values[row] ?? null, one.kind, epochOffset) : null;
    });
  }

  /** The run behind a sheet: of this session, or made again. */
  async #replyOf(sheet: TieoutSheet): Promise<RunReply | undefined> {
    const { report, parameters = {}, workDate } = sheet;
    if (report === undefined || !findReport(report)) return undefined;
    await this.ledgers.ensure();
    const record = this.store.state.runs.get(report);
    if (record && !record.stale && canonicalJson(record.parameters) === canonicalJson(parameters))
      return record.reply;
    const key = canonicalJson([this.service.state.reading, report, parameters, workDate ?? ""]);
    if (this.#replayed?.key === key) return this.#replayed.reply;
    const now = this.clock.now();
    const reply = await this.service.run({
      report,
      parameters,
      workDate: workDate ?? dateText(now),
      runAt: timeText(now),
    });
    if (reply.refused) return undefined;
    this.#replayed = { key, reply };
    return reply;
  }

  /** Writes the entries behind the selected figure to a new sheet and goes there. */
  async drillDown(): Promise<{ readonly sheet: string } | Trouble> {
    this.store.set({ activity: { kind: "drilling", text: "Finding the entries" } });
    try {
      const cell = await selectedCell();
      const marked = await onExcel(markedSheets);
      const sheet = marked.find((one) => one.id === cell.sheetId);
      const figure = sheet && (await this.#figureOf(cell, sheet));
      if (!sheet?.marker || figure === undefined) throw new ExcelTrouble("FIGURE_UNKNOWN");
      if (figure === "moved") throw new ExcelTrouble("FIGURE_MOVED");
      const about = tieoutSheet(sheet);
      const drill = await this.#drill(about, figure);
      if (!drill) throw new ExcelTrouble("FIGURE_UNKNOWN");
      const name = nextDrillName(marked.map((one) => one.name));
      const place = cellAddress(cell.row, cell.column);
      const page = drillSheet(drill, {
        name,
        source: { sheet: sheet.name, cell: place },
        path: `${sheet.name}, ${place}${about.runAt ? `, of ${about.runAt}` : ""}`,
        paper: "A4",
      });
      await this.#writeLinked(page, "drill", cell.address);
      return { sheet: name };
    } catch (error) {
      return troubleOf(error);
    } finally {
      this.store.set({ activity: { kind: "idle" } });
    }
  }

  /** Writes a sheet with every problem of a ledger and goes there. */
  async writeProblemsSheet(ledger: string): Promise<{ readonly sheet: string } | Trouble> {
    try {
      await this.ledgers.ensure();
      const { problemsSheet } = await import("../workbook/problems-sheet");
      const { check, readAt } = this.store.state;
      const place = check?.ledgers.find((one) => one.name === ledger)?.sheetName ?? ledger;
      const problems = await this.service.problems(ledger);
      const page = problemsSheet(problems, { ledger, place, readAt, paper: "A4" });
      await this.#writeLinked(page, "other");
      return { sheet: page.name };
    } catch (error) {
      return troubleOf(error);
    }
  }

  /** Writes the sheet that documents the worksheet functions and goes there. */
  async writeFunctionsSheet(): Promise<{ readonly sheet: string } | Trouble> {
    try {
      const { functionsSheet } = await import("../functions/functions-sheet");
      const page = functionsSheet();
      await this.#writeLinked(page, "other");
      return { sheet: page.name };
    } catch (error) {
      return troubleOf(error);
    }
  }

  /** Writes a sheet of one's own; with `source` it leads back to a cell. */
  async #writeLinked(sheet: Sheet, kind: TieoutSheet["kind"], source?: string): Promise<void> {
    const now = this.clock.now();
    const about = {
      kind,
      runAt: timeText(now),
      workDate: dateText(now),
      ...(source === undefined ? {} : { source }),
    };
    await replaceSheets([{ sheet, about }], {
      epochOffset: this.ledgers.epochOffset,
      mode: "replace",
      evenIfChanged: true,
      activate: true,
    });
    await this.reloadSheets();
  }

  #drill(sheet: TieoutSheet, figure: FigureReference): Promise<Drill | undefined> {
    const now = this.clock.now();
    return this.service.drill({
      report: sheet.report ?? "",
      parameters: sheet.parameters ?? {},
      workDate: sheet.workDate ?? dateText(now),
      runAt: timeText(now),
      figure,
    });
  }

  /** Entries behind a figure of the latest run of a report. */
  async entriesBehind(report: string, figure: FigureReference): Promise<Drill | undefined> {
    const record = this.store.state.runs.get(report);
    if (!record) return undefined;
    await this.ledgers.ensure();
    const now = this.clock.now();
    const request = { report, parameters: record.parameters, workDate: dateText(now), runAt: timeText(now) };
    return this.service.drill({ ...request, figure });
  }

  /** Goes to the cell that the active sheet was made from. */
  async backToSource(): Promise<boolean> {
    const cell = await selectedCell();
    const sheet = (await onExcel(markedSheets)).find((one) => one.id === cell.sheetId);
    const place = splitPlace(sheet?.marker?.source ?? "");
    return place ? goTo(place.sheet, place.cell) : false;
  }

  /** Selects the row of an entry in its ledger. */
  async goToEntry(table: string, entryNo: number): Promise<boolean> {
    if (this.ledgers.tables.length === 0) await this.ledgers.ensure();
    const found = this.#places().get(table);
    if (!found) return false;
    const position = new TableColumns(table, found.headers).position("Entry No.");
    if (position < 0) return false;
    const open = await ExcelTable.open(table, found, this.ledgers.epochOffset);
    const row = (await open.column(position)).findIndex((value) => Number(value) === entryNo);
    if (row < 0) return false;
    const first = cellAddress(found.headerRow + 1 + row, found.firstColumn);
    const last = cellAddress(found.headerRow + 1 + row, found.firstColumn + found.headers.length - 1);
    return goTo(found.sheetName, `${first}:${last}`);
  }

  async removeSheets(names: readonly string[]): Promise<number> {
    const sheets = (await onExcel(markedSheets)).filter(({ name }) => names.includes(name));
    const removed = await removeSheets(sheets.map(({ id }) => id));
    await this.reloadSheets();
    return removed;
  }

  #places(): ReadonlyMap<string, FoundTable> {
    return ledgerPlaces(this.ledgers.tables, namedLedgersOf(this.store.state.settings));
  }
}

/** "Drill 1", "Drill 2" … behind the highest that is there. */
export function nextDrillName(names: readonly string[]): string {
  const highest = names.reduce((most, name) => Math.max(most, Number(DRILL.exec(name)?.[1] ?? 0)), 0);
  return `Drill ${highest + 1}`;
}
