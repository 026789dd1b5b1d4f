/** How a ledger table is declared: what Business Central calls it, its columns, and which reports need what of it. */
import type { OptionName } from "./options";

export type ColumnType =
  | "code"
  | "text"
  | "integer"
  | "quantity"
  | "amount"
  | "unit amount"
  | "percent"
  | "date"
  | "boolean"
  | "option";

/** Whether BC's standard page shows a column at once, hides it at first, or does not have it. */
export type PageVisibility = "s" | "h" | "n";

/** Short names of the reports in declarations, as the documentation of the tables uses them. */
export type ReportCode = "IV" | "CS" | "IW" | "SB" | "PC" | "GR" | "TR" | "JC" | "JG" | "JP" | "AC";

/** "required": refused without it · "conditional": required only as the report says · "used": used when present. */
export type Need = "required" | "conditional" | "used";

export interface ColumnOptions {
  /** Option list, for columns of type option. */
  readonly option?: OptionName;
  /** Other headers that mean the same column. */
  readonly also?: readonly string[];
  /** What an empty cell and a missing column mean, when it is not "", 0, no date or No. */
  readonly default?: boolean | string;
  /** Keep which cells were empty, because empty and 0 (or No) differ. */
  readonly keepBlank?: boolean;
  /** An empty cell is refused. */
  readonly neverEmpty?: boolean;
  /** An empty cell is refused in rows where this option column of the table has one of the captions. */
  readonly neverEmptyWith?: { readonly column: string; readonly captions: readonly string[] };
  /** Closing dates ("C2020-12-31") may stand here. */
  readonly closingDates?: boolean;
}

export interface ColumnDeclaration extends ColumnOptions {
  readonly caption: string;
  readonly type: ColumnType;
  readonly page: PageVisibility;
  readonly needs: ReadonlyMap<ReportCode, Need>;
}

export interface LedgerTableDeclaration {
  readonly name: string;
  /** Name of its sheet where Excel forbids the table's own ("G-L Entries"). */
  readonly sheet?: string;
  /** Other names of the table. */
  readonly also?: readonly string[];
  readonly businessCentral: {
    readonly table: number;
    readonly page?: number;
    readonly pageName?: string;
    /** The page is a card: no "Open in Excel", one row. */
    readonly card?: boolean;
  };
  readonly key: readonly string[];
  readonly needs: ReadonlyMap<ReportCode, Need>;
  readonly columns: readonly ColumnDeclaration[];
}

/** Declares a column. `reports` is written as in the documentation: "IV! CS? IW". */
export function column(
  caption: string,
  type: ColumnType,
  page: PageVisibility,
  reports: string,
  options: ColumnOptions = {},
): ColumnDeclaration {
  return { caption, type, page, needs: parseNeeds(reports), ...options };
}

/** Declares a table. `needed` is written as in the documentation. */
export function ledgerTable(
  table: Omit<LedgerTableDeclaration, "needs"> & { readonly needed: string },
): LedgerTableDeclaration {
  const { needed, ...rest } = table;
  return { ...rest, needs: parseNeeds(needed) };
}

function parseNeeds(text: string): ReadonlyMap<ReportCode, Need> {
  const needs = new Map<ReportCode, Need>();
  for (const word of text.split(" ").filter(Boolean)) {
    const mark = word.at(-1);
    const code = (mark === "!" || mark === "?" ? word.slice(0, -1) : word) as ReportCode;
    needs.set(code, mark === "!" ? "required" : mark === "?" ? "conditional" : "used");
  }
  return needs;
}
