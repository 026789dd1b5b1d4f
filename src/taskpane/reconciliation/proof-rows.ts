/** The rows of the proof: one per account type, with its two sides, its causes and its state. Plain data for the page. */
import { CAUSE_TEXTS } from "../../engine/reports/inventory-gl-reconciliation/messages";
import { INVENTORY_COLUMNS, rowName } from "../../engine/reports/inventory-gl-reconciliation/rows";
import type { Line, Result } from "../../engine/reports/inventory-gl-reconciliation/run";
import type { TieState } from "../../engine/report";
import { isZero, minus, sumOf } from "../exact";

export interface CauseLine {
  readonly cause: keyof typeof CAUSE_TEXTS;
  readonly name: string;
  readonly amount: string;
  /** Entries behind it: of the ledger that has more of them, the other side being the same money. */
  readonly entries: number;
}

export interface ProofRow {
  readonly row: string;
  readonly name: string;
  readonly ledger: string;
  readonly gl: string;
  /** General ledger minus inventory ledger. */
  readonly difference: string;
  /** Causes but Unexplained. */
  readonly causes: readonly CauseLine[];
  readonly explained: string;
  readonly unexplained: string;
  readonly state: TieState;
}

export interface ProofSection {
  readonly title: string;
  readonly rows: readonly ProofRow[];
  readonly sum: string;
}

/** True when a filter hides the G/L side: there is no proof then. */
export function isFiltered(result: Result): boolean {
  return !result.lines.some((line) => line.row === "glTotal");
}

export function proofSections(result: Result): readonly ProofSection[] {
  const line = (row: string): Line | undefined => result.lines.find((candidate) => candidate.row === row);
  const [total, gl, difference] = [line("total"), line("glTotal"), line("difference")];
  const inventory = INVENTORY_COLUMNS.map((column) =>
    rowOf(result, column, total?.[column] ?? "", gl?.[column] ?? "", difference?.[column] ?? ""),
  );
  const balancing = result.lines
    .filter((candidate) => candidate.glTotal !== "")
    .map((candidate) =>
      rowOf(result, candidate.row, candidate.total, candidate.glTotal, candidate.difference),
    )
    .filter(hasFigures);
  return [section("Inventory accounts", inventory), section("Balancing accounts", balancing)];
}

function section(title: string, rows: readonly ProofRow[]): ProofSection {
  return { title, rows, sum: sumOf(rows.map((row) => row.difference)) };
}

/** Account types that neither ledger uses say nothing. */
function hasFigures(row: ProofRow): boolean {
  return !isZero(row.ledger) || !isZero(row.gl) || row.causes.length > 0 || !isZero(row.unexplained);
}

function rowOf(result: Result, row: string, ledger: string, gl: string, difference: string): ProofRow {
  const items = (result.reconcilingItems ?? []).filter((item) => item.row === row);
  const causes = items
    .filter((item) => item.cause !== "UNEXPLAINED")
    .map((item) => ({
      cause: item.cause,
      name: CAUSE_TEXTS[item.cause].name,
      amount: item.amount,
      entries: Math.max(item.valueEntryNos.length, item.glEntryNos.length),
    }));
  const explained = sumOf(causes.map((cause) => cause.amount));
  const unexplained = minus(difference || "0", explained);
  const ties = isZero(difference || "0") && causes.length === 0;
  return {
    row,
    name: rowName(row),
    ledger: ledger || "0",
    gl: gl || "0",
    difference: difference || "0",
    causes,
    explained,
    unexplained,
    state: ties ? "ties" : isZero(unexplained) ? "explained" : "open",
  };
}

/**
 * What both sections leave together when it is the sum of all direct postings: an account posted to by hand has its
 * counterpart on an account that is no row. Undefined when that is not so.
 */
export function directPostingRest(result: Result, sections: readonly ProofSection[]): string | undefined {
  const rest = sumOf(sections.map((one) => one.sum));
  const direct = sumOf(
    (result.reconcilingItems ?? [])
      .filter((item) => item.cause === "DIRECT_POSTING")
      .map((item) => item.amount),
  );
  return !isZero(rest) && isZero(minus(rest, direct)) ? rest : undefined;
}
