/**
 * The mark of a sheet that Tieout made: what it shows, how it was made, and a checksum by which changes by hand are
 * seen. It is a custom property of the worksheet. Sheets of files that the command line wrote have none; they are known
 * by their tables' names.
 */
import type { TieoutSheet } from "../../application/types";
import type { Context } from "./batch";

const KEY = "Tieout";

/** Prefix of the names of all tables that Tieout writes on its sheets. */
export const TABLE_PREFIX = "Tieout_";

export interface Marker {
  readonly version: 1;
  readonly kind: TieoutSheet["kind"];
  /** Name that the layout gave the sheet; its own name has a number behind it when it was added beside an older one. */
  readonly base: string;
  readonly report?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly workDate?: string;
  readonly runAt?: string;
  readonly stamp?: string;
  readonly source?: string;
  /** What a month-end found, for the pane in a later session. */
  readonly details?: unknown;
  /** Checksum over the cells that were written. */
  readonly checksum: string;
  /** Rows and columns that were written. */
  readonly rows: number;
  readonly columns: number;
  /** Tables with their first header cell, the headers that were written, and how a row is known again. */
  readonly tables: readonly MarkedTable[];
  /** Cells that the user fills in: key → row and column. */
  readonly inputs: Readonly<Record<string, readonly [number, number]>>;
}

export interface MarkedTable {
  readonly name: string;
  readonly row: number;
  readonly rows: number;
  readonly places: readonly number[];
  readonly headers: readonly string[];
  /** Positions of input columns and of the columns that identify a row. */
  readonly inputs: readonly number[];
  readonly keys: readonly number[];
}

/** A sheet of Tieout as it stands in the workbook. */
export interface MarkedSheet {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly visible: boolean;
  /** Undefined for sheets that a file brought along. */
  readonly marker: Marker | undefined;
}

/** Puts the mark on a sheet. */
export function mark(worksheet: Excel.Worksheet, marker: Marker): void {
  worksheet.customProperties.add(KEY, JSON.stringify(marker));
}

/** All sheets that Tieout made. */
export async function markedSheets(context: Context): Promise<readonly MarkedSheet[]> {
  const { worksheets } = context.workbook;
  worksheets.load("items/id,items/name,items/position,items/visibility");
  await context.sync();
  const asked = worksheets.items.map((sheet) => {
    const property = sheet.customProperties.getItemOrNullObject(KEY);
    property.load("value");
    sheet.tables.load("items/name");
    return { sheet, property };
  });
  await context.sync();
  return asked.flatMap(({ sheet, property }) => {
    const marker = property.isNullObject ? undefined : parseMarker(property.value);
    const byTable = sheet.tables.items.some((table) => table.name.startsWith(TABLE_PREFIX));
    if (!marker && !byTable) return [];
    return [
      {
        id: sheet.id,
        name: sheet.name,
        position: sheet.position,
        visible: sheet.visibility === "Visible",
        marker,
      },
    ];
  });
}

function parseMarker(text: string): Marker | undefined {
  try {
    const marker = JSON.parse(text) as Marker;
    return marker.version === 1 ? marker : undefined;
  } catch {
    return undefined;
  }
}

/** What the application shows of a marked sheet. */
export function tieoutSheet({ id, name, marker }: MarkedSheet): TieoutSheet {
  return {
    id,
    name,
    kind: marker?.kind ?? "report",
    report: marker?.report,
    parameters: marker?.parameters,
    workDate: marker?.workDate,
    runAt: marker?.runAt,
    stamp: marker?.stamp,
    source: marker?.source,
  };
}
