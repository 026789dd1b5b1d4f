/** Applies and undoes postings in Excel: the same edits as in files, all or none. */
import { findTables } from "../../engine/ledgers/read";
import type { SourceTable } from "../../engine/ledgers/source";
import type { RawWorkbook } from "../../engine-service/service";
import type { TableEdit, TableEditor, TableReader } from "../apply/edits";
import { UNDO_TABLE } from "../apply/log";
import { persistently, writing, type Context } from "./batch";
import type { FoundTable } from "./discover";
import { ExcelTable } from "./excel-table";
import { MakeTable } from "./make-table";
import { refuseProtectedSheets, refuseProtectedStructure } from "./protection";
import type { Step } from "./step";
import { changeSteps } from "./table-steps";
import { asTrouble, ExcelTrouble } from "./trouble";

export interface ExcelEditorOptions {
  readonly tables: readonly FoundTable[];
  readonly namedLedgers: RawWorkbook["namedLedgers"];
  readonly epochOffset: number;
}

/** Edits the tables that `discoverTables` found; a new one is needed after edits were carried out. */
export class ExcelTableEditor implements TableEditor {
  readonly #places: ReadonlyMap<string, FoundTable>;
  readonly #open = new Map<string, Promise<ExcelTable>>();

  constructor(private readonly options: ExcelEditorOptions) {
    this.#places = ledgerPlaces(options.tables, options.namedLedgers);
  }

  async table(name: string): Promise<TableReader | undefined> {
    return this.#table(name);
  }

  #table(name: string): Promise<ExcelTable> | undefined {
    const found = this.#places.get(name);
    if (!found) return undefined;
    let table = this.#open.get(name);
    if (!table) {
      table = ExcelTable.open(name, found, this.options.epochOffset);
      this.#open.set(name, table);
    }
    return table;
  }

  /** Carries out edits and `more`, all or none. */
  async execute(edits: readonly TableEdit[], more: readonly Step[] = []): Promise<void> {
    const { epochOffset } = this.options;
    const first: Step[] = [];
    const last: Step[] = [];
    const touched: FoundTable[] = [];
    for (const edit of edits) {
      if (edit.kind === "create") {
        first.push(new MakeTable(edit, epochOffset));
        continue;
      }
      const table = await this.#table(edit.table);
      if (!table) throw new Error(`${edit.table} is not in the workbook`);
      touched.push(table.found);
      const steps = changeSteps(edit, table.found, table.rows, epochOffset);
      first.push(...steps.first);
      last.push(...steps.last);
    }
    await writing(async (context) => {
      if (edits.some((edit) => edit.kind === "create")) await refuseProtectedStructure(context);
      await refuseProtectedSheets(context, touched);
      await allOrNone(context, [...first, ...more], last, edits);
    });
  }
}

/**
 * Runs steps; when one fails, takes it and those before it back, the last first. The last steps, of which not all can be
 * taken back exactly, are tried again before.
 */
async function allOrNone(
  context: Context,
  steps: readonly Step[],
  last: readonly Step[],
  edits: readonly TableEdit[],
): Promise<void> {
  const begun: Step[] = [];
  try {
    for (const step of steps) {
      begun.push(step);
      await step.run(context);
    }
    for (const step of last) {
      begun.push(step);
      await persistently(() => step.run(context));
    }
  } catch (error) {
    for (const step of begun.reverse()) await takeBack(context, step, edits);
    throw asTrouble(error);
  }
}

async function takeBack(context: Context, step: Step, edits: readonly TableEdit[]): Promise<void> {
  try {
    await persistently(() => step.undo(context));
  } catch {
    throw new ExcelTrouble("EXCEL_HALF_DONE", { tables: edits.map((edit) => edit.table).join(", ") });
  }
}

/** Which found table is which ledger, by the same rules as reading; rivals are left out. */
export function ledgerPlaces(
  tables: readonly FoundTable[],
  namedLedgers: RawWorkbook["namedLedgers"],
): ReadonlyMap<string, FoundTable> {
  const named = new Map(namedLedgers.map(({ place, ledger }) => [place.toLowerCase(), ledger]));
  const bySource = new Map<SourceTable, FoundTable>();
  for (const table of tables) {
    bySource.set(
      {
        tableName: named.get((table.tableName || table.sheetName).toLowerCase()) ?? table.tableName,
        sheetName: table.sheetName,
        headers: table.headers,
        rowsHint: table.rows,
        address: () => "",
        read: () => ({ rows: 0, hiddenRows: 0, formulaCells: 0, perhapsCutOff: false }),
      },
      table,
    );
  }
  const places = new Map<string, FoundTable>();
  const found = findTables({ kind: "excel", epochOffset: 0, tables: [...bySource.keys()] });
  for (const [name, candidates] of found) {
    const [only] = candidates;
    const table = only && candidates.length === 1 ? bySource.get(only) : undefined;
    if (table) places.set(name, table);
  }
  // The undo image is no ledger: it is found by its own name.
  const undo = tables.find((table) => table.sheetName === UNDO_TABLE);
  if (undo) places.set(UNDO_TABLE, undo);
  return places;
}
