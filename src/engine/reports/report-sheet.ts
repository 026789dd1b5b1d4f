/**
 * The common shape of a report sheet: title, scope, state with links, heads, totals, table, then subtotals, warnings and
 * evidence below. Layouts say what stands in it; rows, widths, freezing, names and print set-up are decided here.
 */
import {
  cellAddress,
  type Sheet,
  type SheetCell,
  type SheetChart,
  type SheetLink,
  type SheetTable,
  type SheetValue,
  type StyleName,
  type TableColumn,
  type ValueKind,
} from "../../workbook/sheet";
import type { LayoutContext, TieState, WarningKind } from "../report";
import { dayWords, parseDay } from "../values/day";

/** Sign and word of each tie-out state (ui-design, 3). */
export const STATES: Readonly<Record<TieState, { readonly sign: string; readonly word: string; readonly style: StyleName }>> = {
  ties: { sign: "●", word: "Ties", style: "stateTies" },
  explained: { sign: "▲", word: "Explained", style: "stateExplained" },
  open: { sign: "■", word: "Open", style: "stateOpen" },
  notRun: { sign: "○", word: "Not run", style: "stateNone" },
  stale: { sign: "◊", word: "Stale", style: "stateNone" },
  running: { sign: "…", word: "Running", style: "stateNone" },
};

/** A table in words of a layout; the sheet places it. */
export interface TableSpec {
  /** Name of the Excel table without the prefix "Tieout_". */
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Sheet column of each table column; consecutive from 0 when absent. */
  readonly places?: readonly number[];
  readonly rowStyles?: readonly (StyleName | undefined)[];
  readonly groupColumn?: number;
  readonly links?: SheetTable["links"];
  readonly keepBy?: readonly number[];
  readonly figures?: SheetTable["figures"];
  readonly fields?: SheetTable["fields"];
  readonly excelTable?: boolean;
}

/** A row of figures under or over a table: values per sheet column. */
export interface SumCell {
  readonly column: number;
  readonly value: SheetValue;
  readonly kind?: ValueKind;
  readonly decimals?: number;
  readonly style?: StyleName;
  readonly name?: string;
}

export interface ReportSheetOptions {
  readonly name: string;
  readonly title: string;
  readonly scope: readonly string[];
  readonly context: LayoutContext;
  /** First column that scrolls. */
  readonly freezeColumn?: number;
  readonly landscape?: boolean;
}

/** Rows of a page in landscape at 10 points; more than this and the header is repeated. */
const ROWS_PER_PAGE = 38;

export class ReportSheet {
  readonly #cells: SheetCell[] = [];
  readonly #tables: SheetTable[] = [];
  readonly #charts: SheetChart[] = [];
  readonly #heights = new Map<number, number>();
  readonly #breaks: number[] = [];
  readonly #hidden = new Set<number>();
  readonly #inputs = new Map<string, { row: number; column: number }>();
  readonly #links: { readonly column: number; readonly text: string; target: string; readonly sheet?: string }[] = [];
  #row = 0;
  #mainHeader: number | undefined;
  #mainRows = 0;

  constructor(private readonly options: ReportSheetOptions) {
    this.#put(0, 0, options.title, { style: "title", name: `Tieout_${nameOf(options.name)}` });
    this.#heights.set(0, 24);
    this.#put(1, 0, options.scope.filter(Boolean).join(" · "), { style: "scope" });
    this.#row = 3;
  }

  /** Next free row. */
  get row(): number {
    return this.#row;
  }

  /** Row 3: sign and words of the state, the amount as a number, links, and the control figure at the right. */
  state(state: TieState, words: string, amount?: string, amountColumn = 2): this {
    const { sign, style } = STATES[state];
    this.#put(2, 0, `${sign} ${words}`, { style });
    if (amount !== undefined) this.#put(2, amountColumn, amount, { kind: "amount", style, align: "left" });
    return this;
  }

  /** A link of row 3; its target is a section that is added later under `target`, or another sheet. */
  link(column: number, text: string, target: string, sheet?: string): this {
    this.#links.push({ column, text, target, sheet });
    return this;
  }

  /** "● Control 0.00" in row 3. */
  control(column: number, difference: string): this {
    const ties = difference === "0";
    this.#put(2, column, `${ties ? "●" : "■"} Control ${ties ? "0.00" : difference}`, {
      style: ties ? "stateTies" : "stateOpen",
      align: "right",
    });
    return this;
  }

  /** A row of cells at the next free row. */
  line(cells: readonly SumCell[], style: StyleName = "body", height?: number): number {
    const row = this.#row;
    for (const cell of cells) {
      this.#put(row, cell.column, cell.value, {
        kind: cell.kind,
        decimals: cell.decimals,
        style: cell.style ?? style,
        ...(cell.name ? { name: `Tieout_${nameOf(this.options.name)}_${cell.name}` } : {}),
      });
    }
    if (height !== undefined) this.#heights.set(row, height);
    this.#row += 1;
    return row;
  }

  /** Leaves rows free. */
  space(rows = 1): this {
    this.#row += rows;
    return this;
  }

  /** The main table; its header row is frozen and repeated in print. */
  mainTable(spec: TableSpec): SheetTable {
    this.#mainHeader = this.#row;
    const table = this.table(spec);
    this.#mainRows = table.columns[0]?.values.length ?? 0;
    return table;
  }

  /** A table at the next free row. An empty table keeps one blank row, as Excel does. */
  table(spec: TableSpec): SheetTable {
    const rows = spec.columns[0]?.values.length ?? 0;
    const table: SheetTable = {
      ...spec,
      name: `Tieout_${spec.name}`,
      row: this.#row,
      column: spec.places?.[0] ?? 0,
      headerHeight: 30,
    };
    this.#heights.set(this.#row, 30);
    this.#tables.push(table);
    this.#row += 1 + Math.max(1, rows);
    return table;
  }

  /** A titled section below the main table; links of row 3 with this title's target lead here. */
  section(title: string, target?: string, caption?: string, captionColumn = 4): this {
    this.space(1);
    const row = this.#row;
    this.#put(row, 0, title, { style: "sectionTitle" });
    if (caption) this.#put(row, captionColumn, caption, { style: "caption" });
    if (target) {
      for (const link of this.#links) {
        if (link.target === target && !link.sheet) {
          this.#put(2, link.column, link.text, { style: "link", link: { cell: cellAddress(row, 0) } });
        }
      }
    }
    this.#row += 1;
    return this;
  }

  /** Warnings by code: sign and name, rows concerned, full text. Nothing at all when there is none. */
  warnings(kinds: readonly WarningKind[], placeOf?: (key: string) => SheetLink | undefined, textColumn = 5): this {
    if (kinds.length === 0) return this;
    this.section("Warnings", "warnings", "None of them changes a figure.");
    for (const kind of kinds) {
      const row = this.#row;
      this.#put(row, 0, `▲ ${kind.name}`, { style: "warning" });
      const keys = kind.cases.map((one) => one.key).filter(Boolean);
      if (keys.length > 0) {
        const shown = keys.slice(0, 3).join(", ") + (keys.length > 3 ? ` and ${keys.length - 3} more` : "");
        const link = placeOf?.(keys[0] ?? "");
        this.#put(row, 2, shown, link ? { style: "link", link } : { style: "body" });
      }
      this.#put(row, textColumn, kind.text, { style: "body" });
      this.#row += 1;
    }
    return this;
  }

  /** Ledgers read with rows and fingerprints, and control lines that must be zero. */
  evidence(controls: readonly { readonly label: string; readonly amount: string }[] = []): this {
    const { context } = this.options;
    this.section(
      "Evidence",
      "evidence",
      `Run ${context.runAt} · Tieout ${context.engineVersion} · stamp ${context.stamp}`,
    );
    this.line(
      [
        { column: 0, value: "Ledger" },
        { column: 2, value: "Table" },
        { column: 4, value: "Rows", kind: "count" },
        { column: 5, value: "Last entry", kind: "integer" },
        { column: 6, value: "  Fingerprint (SHA-256)" },
      ],
      "groupHead",
    );
    for (const ledger of context.evidence) {
      this.line([
        { column: 0, value: ledger.table },
        { column: 2, value: ledger.place },
        { column: 4, value: ledger.rows, kind: "count" },
        { column: 5, value: ledger.lastEntry === "" ? null : Number(ledger.lastEntry), kind: "integer" },
        { column: 6, value: `  ${inGroups(ledger.fingerprint)}`, kind: "fingerprint", style: "fingerprint" },
      ]);
    }
    for (const control of controls) {
      const ties = control.amount === "0";
      this.line([
        { column: 0, value: control.label },
        { column: 5, value: control.amount, kind: "amount", style: ties ? "sumDouble" : "sumOpen" },
        { column: 6, value: ties ? "  ● Ties" : "  ■ Open", style: ties ? "stateTies" : "stateOpen" },
      ]);
    }
    const parameters = Object.entries(context.parameters);
    if (parameters.length > 0) {
      const words = parameters.map(([name, value]) => `${name} = ${parameterText(value)}`).join(" · ");
      this.line([{ column: 0, value: `Parameters: ${words}` }], "caption");
    }
    return this;
  }

  /** A chart that reads its figures from cells of this sheet. */
  chart(chart: SheetChart): this {
    this.#charts.push(chart);
    this.#row = Math.max(this.#row, chart.row + chart.rows);
    return this;
  }

  /** A cell at a fixed place. */
  cell(row: number, column: number, value: SheetValue, look: Omit<SheetCell, "row" | "column" | "value"> = {}): this {
    this.#put(row, column, value, look);
    this.#row = Math.max(this.#row, row + 1);
    return this;
  }

  /** A cell that the user fills in; what stands there is kept by its key over a new run. */
  input(column: number, key: string): this {
    this.#put(this.#row, column, null, { style: "input" });
    this.#inputs.set(key, { row: this.#row, column });
    return this;
  }

  /** Starts a new page before the next row. */
  pageBreak(): this {
    this.#breaks.push(this.#row + 1);
    return this;
  }

  /** Hides columns of memo figures. */
  hide(columns: readonly number[]): this {
    for (const column of columns) this.#hidden.add(column);
    return this;
  }

  finish(): Sheet {
    const { options } = this;
    for (const link of this.#links) {
      if (link.sheet) this.#put(2, link.column, link.text, { style: "link", link: { sheet: link.sheet, cell: link.target } });
    }
    const { context } = options;
    const repeats = this.#mainHeader !== undefined && this.#mainRows > ROWS_PER_PAGE;
    return {
      name: options.name,
      cells: this.#cells,
      tables: this.#tables,
      charts: this.#charts,
      widths: columnWidths(this.#cells, this.#tables),
      rowHeights: this.#heights,
      freeze:
        this.#mainHeader === undefined
          ? undefined
          : { row: this.#mainHeader + 1, column: options.freezeColumn ?? 0 },
      print: {
        paper: context.paper,
        landscape: options.landscape ?? true,
        ...(repeats ? { repeatRow: this.#mainHeader } : {}),
        breaksBefore: this.#breaks,
        footer: {
          left: [options.title, context.company, options.scope.at(0) ?? ""].filter(Boolean).join(" · "),
          center: `Stamp ${context.stamp}`,
        },
      },
      hiddenColumns: [...this.#hidden].sort((a, b) => a - b),
      inputs: this.#inputs,
    };
  }

  #put(row: number, column: number, value: SheetValue, look: Omit<SheetCell, "row" | "column" | "value">): void {
    this.#cells.push({ row, column, value, ...look });
  }
}

/** Name of a sheet as part of a workbook name: "Inventory Valuation - WIP" → "InventoryValuationWIP". */
export function nameOf(sheet: string): string {
  return sheet.replace(/[^A-Za-z0-9]/g, "");
}

/** "1 Jan 2026 to 31 Jan 2026", "up to 31 Jan 2026", "all dates". */
export function periodWords(startDate: string, endDate: string): string {
  const start = dayWords(parseDay(startDate, true) ?? 0);
  const open = endDate === "" || endDate === "9999-12-31";
  const end = open ? "" : dayWords(parseDay(endDate, true) ?? 0);
  if (start && end) return `${start} to ${end}`;
  if (end) return `up to ${end}`;
  if (start) return `from ${start}`;
  return "all dates";
}

/** The filters that are set, in words for the scope line. */
export function filterWords(
  parameters: Readonly<Record<string, unknown>>,
  labels: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(labels).flatMap(([name, label]) => {
    const value = parameters[name];
    return typeof value === "string" && value.trim() !== "" ? [`${label} ${value}`] : [];
  });
}

/** Largest number of decimals that occurs, so that points align: between `least` and `most`. */
export function decimalsNeeded(values: readonly SheetValue[], least: number, most: number): number {
  let needed = least;
  for (const value of values) {
    if (typeof value !== "string") continue;
    const point = value.indexOf(".");
    if (point >= 0) needed = Math.max(needed, value.length - point - 1);
  }
  return Math.min(most, needed);
}

function parameterText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function inGroups(fingerprint: string): string {
  return fingerprint.replace(/(.{16})(?=.)/g, "$1 ");
}

const WIDTH_LIMITS: Readonly<Record<ValueKind, readonly [number, number]>> = {
  text: [8, 30],
  code: [9, 14],
  amount: [13, 22],
  quantity: [10.5, 18],
  unitCost: [11, 20],
  percent: [9, 12],
  integer: [9, 16],
  count: [8, 14],
  date: [10.5, 12],
  dateWords: [11, 14],
  boolean: [7, 10],
  fingerprint: [12, 12],
};

/** Widths by content within limits; the widest formatted figure plus two always fits, so that #### cannot happen. */
function columnWidths(cells: readonly SheetCell[], tables: readonly SheetTable[]): readonly (number | undefined)[] {
  const widths: (number | undefined)[] = [];
  const widen = (column: number, width: number): void => {
    widths[column] = Math.max(widths[column] ?? 0, width);
  };
  for (const table of tables) {
    table.columns.forEach((column, index) => {
      const place = table.places?.[index] ?? table.column + index;
      const [least, most] = WIDTH_LIMITS[column.kind];
      let longest = twoLineWidth(column.header) + 1;
      for (const value of column.values) {
        const length = shownLength(value, column.kind, column.decimals);
        if (length > longest) longest = length;
      }
      const isFigure = FIGURES.has(column.kind);
      widen(place, isFigure ? Math.max(least, longest + 2) : Math.min(most, Math.max(least, longest + 1.5)));
    });
  }
  for (const cell of cells) {
    if (cell.kind && FIGURES.has(cell.kind) && cell.value !== null) {
      widen(cell.column, shownLength(cell.value, cell.kind, cell.decimals) + 3);
    }
  }
  return Array.from(widths, (width) => (width === undefined ? undefined : Math.round(width * 4) / 4));
}

/** Width at which a header fits into two lines. */
function twoLineWidth(header: string): number {
  const words = header.split(" ");
  let best = header.length;
  for (let split = 1; split < words.length; split += 1) {
    best = Math.min(best, Math.max(words.slice(0, split).join(" ").length, words.slice(split).join(" ").length));
  }
  return best;
}

const FIGURES: ReadonlySet<ValueKind> = new Set(["amount", "quantity", "unitCost", "percent", "integer", "count"]);

/** Length of a value as its number format shows it. */
function shownLength(value: SheetValue, kind: ValueKind, decimals?: number): number {
  if (value === null) return 0;
  if (kind === "date") return 10;
  if (kind === "dateWords") return 11;
  if (!FIGURES.has(kind)) return String(value).length;
  const [whole = ""] = String(value).replace("-", "").split(".");
  const grouped = kind === "integer" ? whole.length : whole.length + Math.floor((whole.length - 1) / 3);
  const places = kind === "amount" || kind === "percent" ? 2 : kind === "quantity" || kind === "unitCost" ? (decimals ?? 5) : 0;
  return grouped + (places > 0 ? places + 1 : 0) + (String(value).startsWith("-") ? 1 : 0) + (kind === "percent" ? 2 : 0);
}
