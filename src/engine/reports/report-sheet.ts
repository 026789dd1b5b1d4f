/**
 * The common shape of a report sheet: title, scope, state with links, heads, totals, table, then subtotals, warnings and
 * evidence below. Layouts say what stands in it; rows, widths, freezing, names and print set-up are decided here.
 */
import {
  cellAddress,
  isNumber,
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
import { amountWords } from "../messages";
import type { LayoutContext, TieState, WarningKind } from "../report";
import { heightOf, pageBreaks, pageHeight, ROW_HEIGHT, type Block, type PageSetup } from "./sheet-pages";
import { gaps, SheetFlow, type CellLook } from "./sheet-flow";
import { columnWidths, shownLength, STANDARD_WIDTH, wrapLongTexts } from "./sheet-widths";
import { effectOfWarnings } from "./warning-kinds";

/** Sign and word of each tie-out state (ui-design, 3). */
export const STATES: Readonly<
  Record<TieState, { readonly sign: string; readonly word: string; readonly style: StyleName }>
> = {
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
  readonly align?: SheetCell["align"];
  readonly name?: string;
}

export interface ReportSheetOptions {
  readonly name: string;
  readonly title: string;
  readonly scope: readonly string[];
  readonly context: LayoutContext;
  /** First column that scrolls. */
  readonly freezeColumn?: number;
  /** Dates in the footer; the part of the scope with a year when absent. */
  readonly footerDates?: string;
}

/** Height of a further line of a text that wraps, in points. */
const LINE_HEIGHT = 13;

export class ReportSheet {
  readonly #cells: SheetCell[] = [];
  readonly #tables: SheetTable[] = [];
  readonly #charts: SheetChart[] = [];
  readonly #heights = new Map<number, number>();
  /** First rows of sections, and whether a page begins there in any case. */
  readonly #sections = new Map<number, boolean>();
  #breakNext = false;
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
  readonly #flows: SheetFlow[] = [];
  #stateLine:
    | {
        readonly text: string;
        readonly style: StyleName;
        readonly amount: string | undefined;
        readonly column: number;
      }
    | undefined;
  #control: { readonly column: number; readonly difference: string } | undefined;
  #row = 0;
  #mainHeader: number | undefined;
  #mainRows = 0;

  constructor(private readonly options: ReportSheetOptions) {
    // Tables and names share one name space in Excel: the table has the plain name.
    this.#put(0, 0, options.title, { style: "title", name: titleName(options.name) });
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
    this.#stateLine = {
      text: `${sign} ${words}`,
      style,
      column: amountColumn,
      amount,
    };
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

  /** A row of cells at the next free row. The line below a row of heads has no gaps. */
  line(cells: readonly SumCell[], style: StyleName = "body", height?: number): number {
    const row = this.#row;
    if (style === "groupHead")
      this.#fillHeads(
        row,
        cells.map((cell) => cell.column),
      );
    for (const cell of cells) {
      this.#put(row, cell.column, cell.value, {
        kind: cell.kind,
        decimals: cell.decimals,
        style: cell.style ?? style,
        ...(cell.align ? { align: cell.align } : {}),
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
    this.#sections.set(row, this.#breakNext);
    this.#breakNext = false;
    this.#put(row, 0, title, { style: "sectionTitle" });
    if (caption) {
      const flow = this.#flow([0, captionColumn]);
      flow.measure(row, 0, title, { style: "sectionTitle" });
      flow.add(row, 1, caption, { style: "caption" });
    }
    for (const link of this.#links) {
      if (link.target === target && !link.sheet) link.place = { cell: cellAddress(row, 0) };
    }
    this.#row += 1;
    return this;
  }

  /** Warnings by code: sign and name, rows concerned, full text. Nothing at all when there is none. */
  warnings(
    kinds: readonly WarningKind[],
    placeOf?: (key: string) => SheetLink | undefined,
    textColumn = 5,
  ): this {
    if (kinds.length === 0) return this;
    const effect = effectOfWarnings(kinds);
    this.section("Warnings", "warnings", `${effect.charAt(0).toUpperCase()}${effect.slice(1)}.`);
    const flow = this.#flow([0, 2, textColumn]);
    for (const kind of kinds) {
      const row = this.#row;
      flow.add(row, 0, `▲ ${kind.name}`, { style: "warning" });
      const keys = kind.cases.map((one) => one.key).filter(Boolean);
      const shown = keys.slice(0, 3).join(", ") + (keys.length > 3 ? ` and ${keys.length - 3} more` : "");
      const link = placeOf?.(keys[0] ?? "");
      flow.add(row, 1, shown, link ? { style: "link", link } : { style: "body" });
      flow.add(row, 2, kind.text, { style: "body" });
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
    flow.headRow = this.#row;
    const put = (values: readonly SheetValue[], looks: readonly CellLook[]): void => {
      values.forEach((value, slot) => flow.add(this.#row, slot, value, looks[slot] ?? {}));
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
        [
          {},
          {},
          { kind: "count" },
          { kind: "integer" },
          { kind: "fingerprint", style: "fingerprint", indent: 1 },
        ],
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
  cell(
    row: number,
    column: number,
    value: SheetValue,
    look: Omit<SheetCell, "row" | "column" | "value"> = {},
  ): this {
    this.#put(row, column, value, look);
    this.#row = Math.max(this.#row, row + 1);
    return this;
  }

  /** A cell that the user fills in; what stands there is kept by its key over a new run. */
  input(column: number, key: string, kind?: "date"): this {
    this.#put(this.#row, column, null, { style: "input", ...(kind ? { kind } : {}) });
    this.#inputs.set(key, { row: this.#row, column });
    return this;
  }

  /** The next section begins a new page. */
  pageBreak(): this {
    this.#breakNext = true;
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
    const tables = this.#tables.map((table) => this.#withWrappedTexts(table, widths));
    this.#placeStateAndLinks();
    for (const flow of this.#flows) this.#cells.push(...flow.place(widths, this.#hidden));
    const setup: PageSetup = { paper: context.paper, width: this.#extent(widths), heights: this.#heights };
    const dates = options.footerDates ?? options.scope.find((part) => /\b(19|20)\d\d\b/.test(part)) ?? "";
    return {
      name: options.name,
      cells: this.#cells,
      tables,
      charts: this.#charts,
      widths,
      rowHeights: this.#heights,
      freeze:
        this.#mainHeader === undefined
          ? undefined
          : { row: this.#mainHeader + 1, column: options.freezeColumn ?? 0 },
      print: {
        paper: context.paper,
        landscape: true,
        ...(this.#isLongerThanPage(setup) ? { repeatRow: this.#mainHeader } : {}),
        breaksBefore: pageBreaks(this.#blocks(), setup),
        footer: {
          left: [options.title, context.company, dates].filter(Boolean).join(" · "),
          center: `Stamp ${context.stamp}`,
        },
      },
      hiddenColumns: [...this.#hidden].sort((a, b) => a - b),
      inputs: this.#inputs,
    };
  }

  /** How far the sheet reaches to the right; texts that run over into empty cells are printed as well. */
  #extent(widths: readonly (number | undefined)[]): number {
    const starts = [0];
    widths.forEach((width, column) => {
      const shown = this.#hidden.has(column) ? 0 : (width ?? STANDARD_WIDTH);
      starts.push((starts[column] as number) + shown);
    });
    const all = starts.at(-1) as number;
    const startOf = (column: number): number =>
      starts[column] ?? all + (column - widths.length) * STANDARD_WIDTH;
    let width = all;
    for (const { column, value, kind } of this.#cells) {
      if (typeof value === "string" && !isNumber(kind))
        width = Math.max(width, startOf(column) + shownLength(value, kind));
    }
    return width;
  }

  /** Rows of texts that do not fit into their column become higher. */
  #withWrappedTexts(table: SheetTable, widths: readonly (number | undefined)[]): SheetTable {
    const wrapped = wrapLongTexts(table, widths);
    for (const [row, lines] of wrapped.lines) {
      if (lines > 1) this.#heights.set(table.row + 1 + row, ROW_HEIGHT + (lines - 1) * LINE_HEIGHT);
    }
    return wrapped.table;
  }

  /** The rows from the top to the first section, then one block per section. */
  #blocks(): readonly Block[] {
    const starts = [...this.#sections.keys()].sort((a, b) => a - b);
    return [0, ...starts].map((first, index) => ({
      first,
      end: starts[index] ?? this.#row,
      breakBefore: this.#sections.get(first) === true,
    }));
  }

  #isLongerThanPage(setup: PageSetup): boolean {
    if (this.#mainHeader === undefined) return false;
    const end = this.#mainHeader + 1 + this.#mainRows;
    return heightOf(0, end, this.#heights) > pageHeight(setup);
  }

  #flow(least: readonly number[]): SheetFlow {
    const flow = new SheetFlow(least);
    this.#flows.push(flow);
    return flow;
  }

  /** Row 3 as one flow: state, its amount, then the links in their order. */
  #placeStateAndLinks(): void {
    const flow = this.#flow([]);
    const add = (least: number, value: SheetValue, look: CellLook): void => {
      flow.add(2, flow.slot(least), value, look);
    };
    const state = this.#stateLine;
    if (state) {
      add(0, state.text, { style: state.style });
      if (state.amount !== undefined)
        add(state.column, state.amount, { kind: "amount", style: state.style, align: "left" });
    }
    const links = [...this.#links].sort((a, b) => a.column - b.column);
    for (const link of links) {
      const place = link.sheet ? { sheet: link.sheet, cell: link.target } : link.place;
      if (place) add(link.column, link.text, { style: "link", link: place });
    }
    if (this.options.context.binder) {
      const link = { sheet: this.options.context.binder, cell: "A1" };
      add((links.at(-1)?.column ?? 2) + 2, this.options.context.binder, { style: "link", link });
    }
    if (this.#control) {
      const { column, difference } = this.#control;
      const ties = difference === "0";
      add(column, `${ties ? "●" : "■"} Control ${ties ? "0.00" : amountWords(difference)}`, {
        style: ties ? "stateTies" : "stateOpen",
        align: "right",
      });
    }
  }

  /** Empty heads between those of a row, so that its line has no gaps. */
  #fillHeads(row: number, columns: readonly number[]): void {
    for (const column of gaps(columns)) this.#put(row, column, null, { style: "groupHead" });
  }

  #put(row: number, column: number, value: SheetValue, look: CellLook): void {
    this.#cells.push({ row, column, value, ...look });
  }
}

/** Name of the title cell of a report sheet; it tells the sheets of Tieout from others. */
export function titleName(sheet: string): string {
  return `Tieout_${nameOf(sheet)}_Title`;
}

/** Name of a sheet as part of a workbook name: "Inventory Valuation - WIP" → "InventoryValuationWIP". */
export function nameOf(sheet: string): string {
  return sheet.replace(/[^A-Za-z0-9]/g, "");
}

function parameterText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function inGroups(fingerprint: string): string {
  return fingerprint.replace(/(.{16})(?=.)/g, "$1 ");
}

function isConsecutive(places: readonly number[] | undefined): boolean {
  return places === undefined || places.every((place, index) => place === (places[0] ?? 0) + index);
}

/** Text that stands right of a figure keeps a distance, so that the two do not read as one. */
function apart(columns: readonly TableColumn[]): readonly TableColumn[] {
  return columns.map((column, index) => {
    const before = columns[index - 1];
    const follows = before !== undefined && isNumber(before.kind) && !isNumber(column.kind);
    return follows && column.indent === undefined ? { ...column, indent: 1 } : column;
  });
}
