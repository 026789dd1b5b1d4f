/** A clean case opened up for mutation: which sheets the report reads, and which column stands in which field of a row. */
import { findReport, loadReport } from "../../src/engine/catalogue";
import type { InputCheck } from "../../src/engine/ledgers/check";
import type { ColumnDeclaration, LedgerTableDeclaration, Need } from "../../src/engine/ledgers/declaration";
import { findTableDeclaration } from "../../src/engine/ledgers/names";
import { mapHeaders, readLedgers } from "../../src/engine/ledgers/read";
import { readParameters } from "../../src/engine/parameters";
import type { Report, ReportCard } from "../../src/engine/report";
import { inputCheck } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import type { Case } from "../support/cases";

export const WORK_DATE = parseDay("2026-01-31") as number;

export type Row = Record<string, unknown>;
export type Workbook = Record<string, Row[]>;

/** A field of a sheet's rows with the column it stands for. */
export interface Field {
  readonly header: string;
  readonly column: ColumnDeclaration;
  readonly isKey: boolean;
  /** How the report needs it; undefined for a key that the report does not read itself. */
  readonly need: Need | undefined;
  /** Unknown options are noted instead of refused. */
  readonly tolerant: boolean;
}

export interface Sheet {
  readonly name: string;
  readonly declaration: LedgerTableDeclaration;
  readonly need: "always" | "wanted" | "optional";
  readonly rows: readonly Readonly<Row>[];
  readonly fields: readonly Field[];
}

export interface Subject {
  readonly example: Case;
  readonly card: ReportCard;
  readonly report: Report;
  readonly check: InputCheck;
  /** The sheets that the report reads under the case's parameters and that have rows. */
  readonly sheets: readonly Sheet[];
}

/** Opens a case. */
export async function subjectOf(example: Case): Promise<Subject> {
  const card = findReport(example.report);
  if (!card) throw new Error(`no report ${example.report}`);
  const report = await loadReport(example.report);
  const ledgers = await readLedgers(jsonSource(example.workbook), { reports: [card.code] });
  const check = inputCheck(report, readParameters(card, example.parameters, WORK_DATE), ledgers);
  const sheets = Object.entries(example.workbook).flatMap(([name, rows]): Sheet[] => {
    const declaration = findTableDeclaration(name);
    const input = check.inputs.find((candidate) => candidate.table === declaration?.name);
    if (!declaration || !input || rows.length === 0) return [];
    return [
      {
        name,
        declaration,
        need: input.need,
        rows,
        fields: fieldsOf(declaration, rows, check),
      },
    ];
  });
  return { example, card, report, check, sheets };
}

function fieldsOf(
  declaration: LedgerTableDeclaration,
  rows: readonly Readonly<Row>[],
  check: InputCheck,
): readonly Field[] {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const { declarations } = mapHeaders(declaration, headers);
  return headers.flatMap((header, position): Field[] => {
    const column = declarations[position];
    if (!column) return [];
    const place = `${declaration.name}/${column.caption}`;
    const declared = column.needs.get(check.code);
    const need =
      declared === "conditional" ? (check.alsoRequired?.includes(place) ? "required" : "used") : declared;
    const isKey = declaration.key.includes(column.caption);
    if (need === undefined && !isKey) return [];
    return [{ header, column, isKey, need, tolerant: check.unknownOptions?.includes(place) === true }];
  });
}

/** A copy whose rows and cells can be changed. */
export function copyOf(workbook: Case["workbook"]): Workbook {
  return Object.fromEntries(
    Object.entries(workbook).map(([name, rows]) => [name, rows.map((row) => ({ ...row }))]),
  );
}
