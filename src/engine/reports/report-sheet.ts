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
import { effectOfWarnings } from "./warning-kinds";

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

/** Cells of one or more rows whose columns are chosen so that no text runs into the next one. */
interface Flow {
  /** Least column of each slot. */
  readonly least: number[];
  readonly cells: { readonly row: number; readonly slot: number; readonly value: SheetValue; readonly look: CellLook }[];
}

type CellLook = Omit<SheetCell, "row" | "column" | "value">;

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
  readonly #links: {
    readonly column: number;
    readonly text: string;
    readonly target: string;
    readonly sheet?: string;
    /** Where a link into this sheet leads; known when its section is added. */
    place?: SheetLink;
  }[] = [];
  readonly #flows: Flow[] = [];
  #stateLine: { readonly text: string; readonly style: StyleName; readonly amount?: string; readonly column: number } | undefined;
  #control: { readonly column: number; readonly difference: string } | undefined;
  #row = 0;
  #mainHeader: number | undefined;
  #mainRows = 0;

  constructor(private readonly options: ReportSheetOptions) {
    // Tables and names share one name space in Excel: the table has the plain name.
    this.#put(0, 0, options.title, { style: "title", name: `Tieout_${nameOf(options.name)}_Title` });
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
    this.#stateLine = { text: `${sign} ${words}`, style, column: amountColumn, ...(amount === undefined ? {} : { amount }) };
    return this;
  }

  /** A link of row 3; its target is a section that is added later under `target`, or another sheet. */
  link(column: number, text: string, target: string, sheet?: string): this {
    this.#links.push({ column, text, target, sheet });
    return this;
  }

  /** "● Control 0.00" in row 3. */
  control(column: number, difference: string): this {
    this.#control = { column, difference };
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
      columns: apart(spec.columns),
      // An Excel table has no gaps: columns that stand apart make a plain block.
      excelTable: spec.excelTable !== false && isConsecutive(spec.places),
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
        if (link.target === target && !link.sheet) link.place = { cell: cellAddress(row, 0) };
      }
    }
    this.#row += 1;
    return this;
  }

  /** Warnings by code: sign and name, rows concerned, full text. Nothing at all when there is none. */
  warnings(kinds: readonly WarningKind[], placeOf?: (key: string) => SheetLink | undefined, textColumn = 5): this {
    if (kinds.length === 0) return this;
    const effect = effectOfWarnings(kinds);
    this.section("Warnings", "warnings", `${effect.charAt(0).toUpperCase()}${effect.slice(1)}.`);
    const flow = this.#flow([0, 2, textColumn]);
    for (const kind of kinds) {
      const row = this.#row;
      flow.cells.push({ row, slot: 0, value: `▲ ${kind.name}`, look: { style: "warning" } });
      const keys = kind.cases.map((one) => one.key).filter(Boolean);
      const shown = keys.slice(0, 3).join(", ") + (keys.length > 3 ? ` and ${keys.length - 3} more` : "");
      const link = placeOf?.(keys[0] ?? "");
      flow.cells.push({ row, slot: 1, value: shown, look: link ? { style: "link", link } : { style: "body" } });
      flow.cells.push({ row, slot: 2, value: kind.text, look: { style: "body" } });
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
    const flow = this.#flow([0, 2, 4, 5, 6]);
    const put = (values: readonly SheetValue[], looks: readonly CellLook[]): void => {
      values.forEach((value, slot) => flow.cells.push({ row: this.#row, slot, value, look: looks[slot] ?? {} }));
      this.#row += 1;
    };
    const head: CellLook = { style: "groupHead" };
    put(
      ["Ledger", "Table", "Rows", "Last entry", "Fingerprint (SHA-256)"],
      [head, head, { ...head, kind: "count" }, { ...head, kind: "integer" }, { ...head, indent: 1 }],
    );
    for (const ledger of context.evidence) {
      put(
        [
          ledger.table,
          ledger.place,
          ledger.rows,
          ledger.lastEntry === "" ? null : Number(ledger.lastEntry),
          inGroups(ledger.fingerprint),
        ],
        [{}, {}, { kind: "count" }, { kind: "integer" }, { kind: "fingerprint", style: "fingerprint", indent: 1 }],
      );
    }
    for (const control of controls) {
      const ties = control.amount === "0";
      put(
        [control.label, null, null, control.amount, ties ? "● Ties" : "■ Open"],
        [
          {},
          {},
          {},
          { kind: "amount", style: ties ? "sumDouble" : "sumOpen" },
          { style: ties ? "stateTies" : "stateOpen", indent: 1 },
        ],
      );
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
    const { context } = options;
    const widths = columnWidths(this.#cells, this.#tables);
    this.#placeStateAndLinks();
    for (const flow of this.#flows) this.#placeFlow(flow, widths);
    const repeats = this.#mainHeader !== undefined && this.#mainRows > ROWS_PER_PAGE;
    return {
      name: options.name,
      cells: this.#cells,
      tables: this.#tables,
      charts: this.#charts,
      widths,
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
          left: [options.title, context.company, options.scope.filter(Boolean).at(1) ?? ""].filter(Boolean).join(" · "),
          center: `Stamp ${context.stamp}`,
        },
      },
      hiddenColumns: [...this.#hidden].sort((a, b) => a - b),
      inputs: this.#inputs,
    };
  }

  #flow(least: number[]): Flow {
    const flow: Flow = { least, cells: [] };
    this.#flows.push(flow);
    return flow;
  }

  /** Row 3 as one flow: state, its amount, then the links in their order. */
  #placeStateAndLinks(): void {
    const flow = this.#flow([]);
    const add = (least: number, value: SheetValue, look: CellLook): void => {
      flow.least.push(least);
      flow.cells.push({ row: 2, slot: flow.least.length - 1, value, look });
    };
    const state = this.#stateLine;
    if (state) {
      add(0, state.text, { style: state.style });
      if (state.amount !== undefined) add(state.column, state.amount, { kind: "amount", style: state.style, align: "left" });
    }
    for (const link of [...this.#links].sort((a, b) => a.column - b.column)) {
      const place = link.sheet ? { sheet: link.sheet, cell: link.target } : link.place;
      if (place) add(link.column, link.text, { style: "link", link: place });
    }
    if (this.#control) {
      const { column, difference } = this.#control;
      const ties = difference === "0";
      add(column, `${ties ? "●" : "■"} Control ${ties ? "0.00" : difference}`, {
        style: ties ? "stateTies" : "stateOpen",
        align: "right",
      });
    }
  }

  /** Gives each slot the first column that begins behind the longest text of the slot before. */
  #placeFlow(flow: Flow, widths: readonly (number | undefined)[]): void {
    const startOf = (column: number): number => {
      let start = 0;
      for (let i = 0; i < column; i += 1) start += widths[i] ?? STANDARD_WIDTH;
      return start;
    };
    const columns: number[] = [];
    flow.least.forEach((least, slot) => {
      const before = columns[slot - 1];
      let column = before === undefined ? least : Math.max(least, before + 1);
      if (before !== undefined) {
        // Only texts that have something behind them have to end in time.
        const rows = new Set(flow.cells.flatMap((cell) => (cell.slot === slot && cell.value !== null ? [cell.row] : [])));
        const longest = Math.max(
          0,
          ...flow.cells.flatMap((cell) =>
            cell.slot === slot - 1 &&
            rows.has(cell.row) && !(cell.look.kind && FIGURES.has(cell.look.kind) && cell.look.align !== "left")
              ? [shownLength(cell.value, cell.look.kind ?? "text")]
              : [],
          ),
        );
        while (startOf(column) < startOf(before) + longest + 1) column += 1;
      }
      columns.push(column);
    });
    for (const cell of flow.cells) {
      if (cell.value !== null) this.#put(cell.row, columns[cell.slot] ?? 0, cell.value, cell.look);
    }
  }

  #put(row: number, column: number, value: SheetValue, look: CellLook): void {
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

/** Width of a column that nothing widens, in characters. */
const STANDARD_WIDTH = 8.43;

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

/** Room for a note that the user writes. */
const NOTE_WIDTH = 23;

/** Widths by content within limits; the widest formatted figure plus two always fits, so that #### cannot happen. */
function columnWidths(cells: readonly SheetCell[], tables: readonly SheetTable[]): readonly (number | undefined)[] {
  const widths: (number | undefined)[] = [];
  const widen = (column: number, width: number): void => {
    widths[column] = Math.max(widths[column] ?? 0, width);
  };
  for (const table of tables) {
    table.columns.forEach((column, index) => {
      const place = table.places?.[index] ?? table.column + index;
      const [narrowest, most] = WIDTH_LIMITS[column.kind];
      const least = column.input ? Math.max(narrowest, NOTE_WIDTH) : narrowest;
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

function isConsecutive(places: readonly number[] | undefined): boolean {
  return places === undefined || places.every((place, index) => place === (places[0] ?? 0) + index);
}

/** Text that stands right of a figure keeps a distance, so that the two do not read as one. */
function apart(columns: readonly TableColumn[]): readonly TableColumn[] {
  return columns.map((column, index) => {
    const before = columns[index - 1];
    const follows = before !== undefined && FIGURES.has(before.kind) && !FIGURES.has(column.kind);
    return follows && column.indent === undefined ? { ...column, indent: 1 } : column;
  });
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
