/** The proof sheet: bridge, reconciling items with notes, sign-off; then account types, accounts, items, evidence. */
import type { LayoutContext } from "../../report";
import {
  cellAddress,
  type Sheet,
  type SheetLink,
  type SheetValue,
  type TableColumn,
} from "../../../workbook/sheet";
import { dayWords, parseDay } from "../../values/day";
import { ReportSheet, type SumCell } from "../report-sheet";
import { filterWords, periodWords } from "../scope-words";
import { CAUSES, type Cause } from "./causes";
import type { ReconcilingItem } from "./items";
import { CAUSE_TEXTS } from "./messages";
import { NAMED, type ItemPlaces } from "./places";
import { INVENTORY_COLUMNS, rowName } from "./rows";
import type { Line, Result } from "./run";
import { explainedShare, inventoryAccounts, sumOf } from "./summary";

const NAME = "Inventory - G-L Reconciliation";

type Item = ReconcilingItem & ItemPlaces;

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const { startDate, endDate } = result.coverage ?? periodOf(context);
  const page = new ReportSheet({
    name: NAME,
    title: "Inventory - G/L Reconciliation: proof",
    scope: [
      context.company,
      periodWords(startDate, endDate),
      context.currency,
      `basis: ${result.basis === "bc" ? "Business Central" : "posting"}`,
      context.parameters.asIfAdjusted === true ? "As if adjusted" : "",
      filterWords(context.parameters, { itemFilter: "Item No.", locationFilter: "Location" }).join(", "),
    ],
    context,
  });
  const hidden = !result.lines.some((line) => line.row === "glTotal");
  const explained = explainedShare(result);
  if (hidden) page.state("notRun", "No G/L side: a G/L balance has no item or location");
  else if (result.proof) headOfProof(page, explained);
  else {
    const { difference } = inventoryAccounts(result);
    page.state(difference === "0" ? "ties" : "open", "Difference", difference);
  }
  page.link(5, "Account types", "types").link(6, "Entries", "entries").link(7, "Evidence", "evidence");
  const counts: CountCell[] = [];
  const items = result.reconcilingItems ?? [];
  const ofInventory = items.filter((item) => INVENTORY_COLUMNS.some((column) => column === item.row));
  const ofBalancing = items.filter((item) => !ofInventory.includes(item));
  if (!hidden && result.proof) {
    page.space();
    bridge(page, result, ofInventory);
    itemTable(page, "Reconciling items", "ReconcilingItems", ofInventory, counts);
    if (!result.relationPresent) {
      page.line(
        [{ column: 0, value: "Without G/L - Item Ledger Relation causes can only be named in part." }],
        "caption",
      );
    }
    signOff(page);
    page.pageBreak();
  }
  accountTypes(page, result);
  if (ofBalancing.length > 0)
    itemTable(page, "Reconciling items of balancing accounts", "BalancingItems", ofBalancing, counts);
  glAccounts(page, result);
  entriesPerItem(page, result);
  entryLists(page, counts);
  page.evidence(result.proof ? [{ label: "Unexplained", amount: explained.unexplained }] : []);
  return [page.finish()];
}

function periodOf(context: LayoutContext): { readonly startDate: string; readonly endDate: string } {
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return { startDate: text(context.parameters.startDate), endDate: text(context.parameters.endDate) };
}

function headOfProof(page: ReportSheet, explained: ReturnType<typeof explainedShare>): void {
  const words = explained.percent === "" ? explained.words : `Explained ${explained.words}`;
  page.state(explained.state, words);
  page.cell(2, 1, "Unexplained", { align: "right" });
  page.cell(2, 2, explained.unexplained, {
    kind: "amount",
    style: explained.unexplained === "0" ? "sumDouble" : "sumOpen",
    name: "Tieout_InventoryGLReconciliation_Unexplained",
  });
}

/** Inventory ledger, each cause, what should be in the general ledger, general ledger, unexplained. */
function bridge(page: ReportSheet, result: Result, items: readonly Item[]): void {
  const line = (row: string): Line | undefined => result.lines.find((candidate) => candidate.row === row);
  const amounts = (of: (column: (typeof INVENTORY_COLUMNS)[number]) => string): readonly string[] => {
    const values = INVENTORY_COLUMNS.map((column) => of(column) || "0");
    return [...values, sumOf(values)];
  };
  const ledger = amounts((column) => line("total")?.[column] ?? "0");
  const gl = amounts((column) => line("glTotal")?.[column] ?? "0");
  const ofCause = (cause: Cause): readonly string[] =>
    amounts((column) => items.find((item) => item.row === column && item.cause === cause)?.amount ?? "0");
  const causes = CAUSES.filter(
    (cause) => cause !== "UNEXPLAINED" && items.some((item) => item.cause === cause),
  );
  const unexplained = ofCause("UNEXPLAINED");
  const should = gl.map((amount, index) => sumOf([amount, negative(unexplained[index] ?? "0")]));
  const heads = ["Bridge", ...INVENTORY_COLUMNS.map(rowName), "Total"];
  page.line(
    heads.map((value, column) => ({
      column,
      value,
      kind: column === 0 ? ("text" as const) : ("amount" as const),
    })),
    "tableHeader",
  );
  const row = (
    label: string,
    values: readonly string[],
    look: { style?: "strong" | "sum" | "sumDouble" | "sumOpen"; indent?: number; blank?: boolean } = {},
  ): void => {
    const at = page.row;
    page.cell(at, 0, label, {
      style: look.style === undefined || look.style === "sum" ? "body" : "strong",
      ...(look.indent ? { indent: look.indent } : {}),
    });
    values.forEach((value, index) => {
      if (look.blank && value === "0") return;
      page.cell(at, index + 1, value, { kind: "amount", style: look.style ?? "body" });
    });
  };
  row("Inventory ledger", ledger, { style: "strong" });
  for (const cause of causes) row(CAUSE_TEXTS[cause].name, ofCause(cause), { indent: 1, blank: true });
  row("Should be in the general ledger", should, { style: "sum" });
  row("General ledger", gl, { style: "strong" });
  row("Unexplained", unexplained, {
    style: unexplained.every((amount) => amount === "0") ? "sumDouble" : "sumOpen",
  });
}

function negative(amount: string): string {
  if (amount === "0") return "0";
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}

/** Cells that say how many entries an item has, to be linked when the list of the entries has its place. */
interface CountCell {
  readonly item: Item;
  readonly table: EntryTable;
  link: (place: SheetLink) => void;
}

type EntryTable = "Value Entries" | "G/L Entries";

function itemTable(
  page: ReportSheet,
  title: string,
  name: string,
  items: readonly Item[],
  counts: CountCell[],
): void {
  page.section(
    title,
    undefined,
    "Each can be followed to its entries. Yellow cells are for notes; a new run keeps them.",
    2,
  );
  const links = new Map<string, SheetLink>();
  items.forEach((item, row) => {
    for (const [column, table, numbers] of [
      [3, "Value Entries", item.valueEntryNos],
      [4, "G/L Entries", item.glEntryNos],
    ] as const) {
      const place = item.places.find((candidate) => candidate.table === table);
      const key = `${row}:${column}`;
      if (numbers.length > NAMED) counts.push({ item, table, link: (target) => links.set(key, target) });
      else if (place) links.set(key, { sheet: place.sheet, cell: place.cell });
    }
  });
  const column = (
    header: string,
    kind: TableColumn["kind"],
    value: (item: Item) => SheetValue,
  ): TableColumn => ({
    header,
    kind,
    values: items.map(value),
  });
  page.table({
    name,
    columns: [
      column("Cause", "text", (item) => CAUSE_TEXTS[item.cause].name),
      column("Account type", "text", (item) => rowName(item.row)),
      column("Amount", "amount", (item) => item.amount),
      column("Value entries", "text", (item) => numberWords(item.valueEntryNos)),
      column("G/L entries", "text", (item) => numberWords(item.glEntryNos)),
      column("Documents", "text", documentWords),
      column("Since", "text", (item) => dayWords(parseDay(item.since, true) ?? 0)),
      { header: "Preparer note", kind: "text", values: items.map(() => null), input: true, style: "input" },
      { header: "Reviewer note", kind: "text", values: items.map(() => null), input: true, style: "input" },
    ],
    keepBy: [0, 1],
    links,
    figures: items.map((item) => ({ row: item.row, cause: item.cause })),
    fields: [undefined, undefined, "difference"],
  });
  page.line(
    [
      { column: 0, value: "Total" },
      { column: 2, value: sumOf(items.map((item) => item.amount)), kind: "amount", style: "sumOpen" },
    ],
    "total",
  );
}

/** Up to three numbers, else how many. */
function numberWords(numbers: readonly number[]): string {
  return numbers.length <= NAMED ? numbers.join(", ") : `${numbers.length} entries`;
}

function documentWords(item: Item): string {
  const more = item.documentCount - item.documents.length;
  return item.documents.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function signOff(page: ReportSheet): void {
  page.section("Sign-off");
  for (const [label, key] of [
    ["Prepared by", "prepared"],
    ["Reviewed by", "reviewed"],
  ] as const) {
    page.input(1, `${key}By`).input(4, `${key}On`, "date");
    page.line([
      { column: 0, value: label },
      { column: 3, value: "Date" },
    ]);
  }
}

/** Business Central's matrix. Row Warning stands below the table, because its cells are texts. */
function accountTypes(page: ReportSheet, result: Result): void {
  page.section(
    "Account types",
    "types",
    "Inventory columns show the balancing side; difference = G/L Total − Total.",
    2,
  );
  const lines = result.lines.filter((line) => line.row !== "warning");
  const amount = (header: string, field: keyof Line): TableColumn => ({
    header,
    kind: "amount",
    values: lines.map((line) => (line[field] === "" ? null : line[field])),
  });
  page.table({
    name: "InventoryGLReconciliation",
    excelTable: false,
    columns: [
      { header: "Name", kind: "text", values: lines.map((line) => line.name) },
      amount("Inventory", "inventory"),
      amount("Inventory (Interim)", "inventoryInterim"),
      amount("WIP Inventory", "wipInventory"),
      amount("Total", "total"),
      amount("G/L Total", "glTotal"),
      amount("Difference", "difference"),
      {
        header: "Warning",
        kind: "text",
        values: lines.map((line) => line.warning || null),
        style: "warning",
      },
    ],
    rowStyles: lines.map((line) =>
      line.row === "total"
        ? "sum"
        : line.row === "glTotal" || line.row === "difference"
          ? "strong"
          : undefined,
    ),
    figures: lines.map((line) => ({ row: line.row })),
    fields: [undefined, "inventory", "inventoryInterim", "wipInventory", "total", "glTotal", "difference"],
  });
  const warning = result.lines.find((line) => line.row === "warning");
  if (warning && INVENTORY_COLUMNS.some((column) => warning[column] !== "")) {
    page.line(
      [
        { column: 0, value: "Warning" },
        ...INVENTORY_COLUMNS.map((column, index): SumCell => ({
          column: index + 1,
          value: warning[column] || null,
          align: "right",
        })),
      ],
      "warning",
    );
  }
  for (const { text, message } of result.warnings) {
    page.line([{ column: 0, value: `▲ ${text}: ${message}` }], "warning");
  }
}

function glAccounts(page: ReportSheet, result: Result): void {
  if (result.glAccounts.length === 0) return;
  page.section("G/L accounts", "accounts");
  page.table({
    name: "ReconciliationAccounts",
    columns: [
      {
        header: "Account type",
        kind: "text",
        values: result.glAccounts.map((account) => account.accountType),
      },
      {
        header: "G/L Account No.",
        kind: "code",
        values: result.glAccounts.map((account) => account.glAccountNo),
      },
      { header: "Amount", kind: "amount", values: result.glAccounts.map((account) => account.amount) },
    ],
    figures: result.glAccounts.map(({ accountType, glAccountNo }) => ({ accountType, glAccountNo })),
    fields: [undefined, undefined, "amount"],
  });
}

function entriesPerItem(page: ReportSheet, result: Result): void {
  if (result.items.length === 0) return;
  page.section("Inventory ledger by item", "items", "Row Total of the account types.", 2);
  const { items } = result;
  page.table({
    name: "ReconciliationByItem",
    columns: [
      { header: "Item No.", kind: "code", values: items.map((item) => item.itemNo || "(capacity)") },
      ...INVENTORY_COLUMNS.map((column): TableColumn => ({
        header: rowName(column),
        kind: "amount",
        values: items.map((item) => item[column]),
      })),
      {
        header: "Total",
        kind: "amount",
        values: items.map((item) => sumOf(INVENTORY_COLUMNS.map((column) => item[column]))),
      },
    ],
    figures: items.map(({ itemNo }) => ({ itemNo })),
    fields: [undefined, ...INVENTORY_COLUMNS],
  });
}

/** Entry numbers that are written per item and table; drill-down shows all of them. */
const LISTED = 300;
const PER_ROW = 10;

/** The entry numbers of items that have more than fit into their row. */
function entryLists(page: ReportSheet, counts: readonly CountCell[]): void {
  if (counts.length === 0) return;
  page.section("Entries of the items", "entries");
  for (const { item, table, link } of counts) {
    const numbers = table === "Value Entries" ? item.valueEntryNos : item.glEntryNos;
    const cut = numbers.length > LISTED ? `, the first ${LISTED} of them; drill down for all` : "";
    const head = `${CAUSE_TEXTS[item.cause].name}, ${rowName(item.row)}: ${numbers.length} ${table}${cut}`;
    link({ cell: cellAddress(page.row, 0) });
    page.line([{ column: 0, value: head }], "groupHead");
    const listed = numbers.slice(0, LISTED);
    for (let start = 0; start < listed.length; start += PER_ROW) {
      page.line([{ column: 0, value: listed.slice(start, start + PER_ROW).join(", ") }]);
    }
  }
}
