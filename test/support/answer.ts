/** The whole answer of a run as plain data: everything that a user or another program can see of it. */
import { createHash } from "node:crypto";
import type { Drill, FigureReference, LayoutContext, ResultSummary } from "../../src/engine/report";
import type { ReportRun } from "../../src/engine/run";
import { Session, type SessionRun } from "../../src/engine/session";
import { readLedgers } from "../../src/engine/ledgers/read";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { cellAddress, type Sheet, type SheetTable, type SheetValue } from "../../src/workbook/sheet";

/** A figure that stands on a sheet, with the entries behind it. */
export interface ShownFigure {
  /** Sheet and cell. */
  readonly place: string;
  readonly shown: SheetValue;
  readonly kind: string;
  readonly reference: FigureReference;
  /** Undefined when the report knows no entries behind it. */
  readonly drill: Drill | undefined;
}

/** What a run shows; nothing of a refused one. */
export interface Shown {
  readonly summary?: ResultSummary;
  readonly sheets: readonly Sheet[];
  readonly figures: readonly ShownFigure[];
}

export interface Answer extends Shown {
  readonly run: SessionRun;
  /** Share of the work done, each time that the run told it. */
  readonly progress: readonly number[];
}

/** Opens a workbook of rows at a fixed day and time; with `inCells` rows have addresses of cells, as on sheets. */
export async function openSession(workbook: unknown, inCells = false): Promise<Session> {
  const source = jsonSource(workbook);
  const tables = source.tables.map((table) => ({
    ...table,
    address: (row: number, column: number): string => cellAddress(row + 1, column),
  }));
  return new Session(await readLedgers(inCells ? { ...source, tables } : source, {}), {
    digest: (bytes) => Promise.resolve(createHash("sha256").update(bytes).digest()),
    workDate: parseDay("2026-01-31") as number,
    runAt: "2026-02-03 09:12",
  });
}

/** Runs a report and looks at everything it gives; of each table the figures of `drilledRows` rows are opened. */
export async function answerOf(
  session: Session,
  report: string,
  parameters: Readonly<Record<string, unknown>>,
  drilledRows = Infinity,
): Promise<Answer> {
  const progress: number[] = [];
  const run = await session.run(report, parameters, (done, total) => progress.push(done / total));
  return { run, progress, ...shownBy(run.run, await session.layoutContext(run), drilledRows) };
}

/** What a run shows in a context. */
export function shownBy(run: ReportRun, context: LayoutContext, drilledRows = Infinity): Shown {
  if (run.refused) return { sheets: [], figures: [] };
  const { report, outcome } = run;
  const sheets = report.layout(outcome.result, { ...context, engineVersion: "of any version" });
  const figures = sheets.flatMap((sheet) =>
    sheet.tables.flatMap((table) => figuresOf(run, sheet, table, drilledRows)),
  );
  return { summary: report.summary(outcome.result), sheets, figures };
}

/** The figures of a table that lead to entries. */
function figuresOf(
  { report, parameters, ledgers, outcome }: ReportRun,
  sheet: Sheet,
  table: SheetTable,
  drilledRows: number,
): readonly ShownFigure[] {
  return figureRows(table)
    .slice(0, drilledRows)
    .flatMap((figure, row) =>
      figure === undefined
        ? []
        : (table.fields ?? []).flatMap((field, index) => {
            if (field === undefined) return [];
            const column = table.columns[index];
            const reference = { ...figure, field };
            const place = cellAddress(table.row + 1 + row, placesOf(table)[index] as number);
            return [
              {
                place: `${sheet.name}!${place}`,
                shown: column?.values[row] ?? null,
                kind: column?.kind ?? "",
                reference,
                drill: report.drill?.(ledgers, parameters ?? {}, outcome.result, reference),
              },
            ];
          }),
    );
}

/** What references give that stand on no sheet: a figure of each shape with one part missing, or naming what is not there. */
export function strangeReferences(
  { report, parameters, ledgers, outcome }: ReportRun,
  figures: readonly ShownFigure[],
): readonly (readonly [FigureReference, Drill | undefined])[] {
  const shapes = new Map(figures.map(({ reference }) => [Object.keys(reference).sort().join(), reference]));
  const strange = [...shapes.values()].flatMap((reference) =>
    Object.entries(reference).flatMap(([key, value]) => [
      { ...reference, [key]: typeof value === "number" ? -7 : "no such" },
      Object.fromEntries(Object.entries(reference).filter(([name]) => name !== key)),
    ]),
  );
  return strange.map((one) => [one, report.drill?.(ledgers, parameters ?? {}, outcome.result, one)]);
}

/** The figure reference of each row of a table. */
export function figureRows({ figures }: SheetTable): readonly (FigureReference | undefined)[] {
  return Array.from({ length: figures?.length ?? 0 }, (_, row) => figures?.at(row));
}

/** Column of the sheet of each column of a table. */
function placesOf(table: SheetTable): readonly number[] {
  return table.places ?? table.columns.map((_, index) => table.column + index);
}
