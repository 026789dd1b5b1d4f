/** The sheet of a drill-down: the entries behind a figure, their total, and the way back. */
import type { Drill } from "../engine/report";
import { decimalText, Exact, exactText, parseDecimal, rescale } from "../engine/values/decimal";
import { parseDay } from "../engine/values/day";
import type { Sheet, SheetLink, TableColumn, ValueKind } from "./sheet";

export interface DrillContext {
  /** "Drill 1". */
  readonly name: string;
  /** Cell that the figure stands in. */
  readonly source: SheetLink;
  /** "Inventory Valuation, K12, of 2026-02-03 09:12". */
  readonly path: string;
  readonly paper: "A4" | "Letter";
}

/** Lays the entries out; the total equals the figure, sign included. */
export function drillSheet(drill: Drill, context: DrillContext): Sheet {
  const captions = [...new Set(drill.entries.flatMap((entry) => Object.keys(entry.columns)))];
  const tables = [...new Set(drill.entries.map((entry) => entry.table))];
  const columns: TableColumn[] = [
    ...(tables.length > 1
      ? [{ header: "Ledger", kind: "text" as const, values: drill.entries.map((entry) => entry.table) }]
      : []),
    { header: "Entry No.", kind: "integer", values: drill.entries.map((entry) => entry.entryNo) },
    ...captions.map((header): TableColumn => {
      const values = drill.entries.map((entry) => entry.columns[header] ?? null);
      return { header, kind: kindOf(header, values), values };
    }),
    { header: "Amount", kind: "amount", values: drill.entries.map((entry) => entry.amount) },
  ];
  const amountColumn = columns.length - 1;
  const decimals = Math.max(2, ...drill.entries.map((entry) => (entry.amount.split(".")[1] ?? "").length));
  const amount = columns[amountColumn];
  if (amount && decimals > 2)
    columns[amountColumn] = { ...amount, kind: "quantity", decimals: Math.min(5, decimals) };
  const total = sumOf(drill.entries.map((entry) => entry.amount));
  const header = 4;
  const key = context.name.replace(/[^A-Za-z0-9]/g, "");
  return {
    name: context.name,
    cells: [
      { row: 0, column: 0, value: drill.title, style: "title", name: `Tieout_${key}_Title` },
      { row: 1, column: 0, value: context.path, style: "scope" },
      { row: 2, column: 0, value: "← Back to source", style: "link", link: context.source },
      ...(drill.remark ? [{ row: 2, column: 2, value: drill.remark, style: "caption" as const }] : []),
      {
        row: 3,
        column: 0,
        value: `${drill.entries.length} ${tables.length === 1 ? (tables[0] ?? "entries").toLowerCase() : "entries"}`,
        style: "total",
      },
      {
        row: 3,
        column: amountColumn,
        value: total,
        kind: amount && decimals > 2 ? "quantity" : "amount",
        decimals: Math.min(5, decimals),
        style: addsUp(total, drill) ? "sumDouble" : "sumOpen",
        name: `Tieout_${key}_Total`,
      },
    ],
    tables: [{ name: `Tieout_${key}`, row: header, column: 0, columns, headerHeight: 30 }],
    widths: columns.map((column) => (column.kind === "text" ? 28 : column.kind === "integer" ? 11 : 14)),
    rowHeights: new Map([[0, 24]]),
    freeze: { row: header + 1, column: 0 },
    print: {
      paper: context.paper,
      landscape: true,
      repeatRow: header,
      footer: { left: drill.title, center: context.path },
    },
  };
}

/** Entries add up to their figure exactly; weighted ones are exact shares of a figure that is rounded once, to cents. */
function addsUp(total: string, { figure, remark }: Drill): boolean {
  return total === figure || (remark !== undefined && exactText(new Exact(total), 2) === figure);
}

function kindOf(header: string, values: readonly (string | number | null)[]): ValueKind {
  const filled = values.filter((value) => value !== null && value !== "");
  if (filled.length > 0 && filled.every((value) => typeof value === "number")) return "integer";
  if (/\bDate\b/.test(header) && filled.every((value) => parseDay(String(value)) !== undefined))
    return "date";
  if (/\b(Amount|Cost|Quantity)\b/.test(header) && filled.every((value) => parseDecimal(String(value))))
    return "amount";
  return /\bNo\.$|\bCode$/.test(header) ? "code" : "text";
}

function sumOf(amounts: readonly string[]): string {
  let scale = 0;
  let sum = 0n;
  for (const text of amounts) {
    const parsed = parseDecimal(text);
    if (!parsed) continue;
    if (parsed.scale > scale) {
      sum = rescale(sum, scale, parsed.scale);
      scale = parsed.scale;
    }
    sum += rescale(parsed.value, parsed.scale, scale);
  }
  return decimalText(sum, scale);
}
