/** The trace sheet: the tree with levels, links to the ledger rows, open ends, evidence. */
import type { LayoutContext } from "../../report";
import {
  cellAddress,
  type Sheet,
  type SheetLink,
  type SheetValue,
  type TableColumn,
} from "../../../workbook/sheet";
import { ReportSheet } from "../report-sheet";
import type { Result } from "./run";
import { PROBLEM_NAMES, summary, tracedShare } from "./summary";
import { traceTree, type TreeRow } from "./tree";
import { nodeTitle, rowWords, type RowWords } from "./words";

/** Levels that are shown by indentation; deeper ones keep the last one, and column Level tells. */
const DEEPEST_INDENT = 9;

export function layout(result: Result, context: LayoutContext): readonly Sheet[] {
  const said = summary(result);
  const share = tracedShare(result);
  const rows = traceTree(result.nodes, result.edges, result.start);
  const page = new ReportSheet({
    name: "Trace",
    title: "Trace",
    scope: [
      context.company,
      said.scope,
      context.currency,
      `${rows.length} ${rows.length === 1 ? "row" : "rows"}`,
    ],
    context,
    freezeColumn: 1,
  });
  page.state(
    said.state,
    said.state === "ties" ? "Traced" : said.state === "explained" ? "Not posted" : "Open ends",
    share.traced,
  );
  if (result.problems.length > 0) page.link(4, `Open ends (${result.problems.length})`, "problems");
  page.link(6, "Evidence", "evidence");
  page.line(
    [
      { column: 0, value: share.label },
      { column: 2, value: share.whole, kind: "amount", name: "Amount" },
    ],
    "total",
  );
  const places = tree(page, rows);
  problems(page, result, places);
  page.evidence();
  return [page.finish()];
}

/** Writes the tree; returns where each entry stands. */
function tree(page: ReportSheet, rows: readonly TreeRow[]): ReadonlyMap<string, SheetLink> {
  const first = page.row + 1;
  const places = new Map<string, SheetLink>();
  rows.forEach((row, index) => {
    if (!row.seenAbove) places.set(row.node.id, { cell: cellAddress(first + index, 0) });
  });
  const links = new Map<string, SheetLink>();
  rows.forEach((row, index) => {
    const { place } = row.node;
    const link = row.seenAbove
      ? places.get(row.node.id)
      : place
        ? { sheet: place.sheet, cell: place.cell }
        : undefined;
    if (link) links.set(`${index}:0`, link);
  });
  const ownRow = new Map<string, number>();
  rows.forEach((row, index) => {
    if (!row.seenAbove) ownRow.set(row.node.id, index);
  });
  const isAbove = (row: TreeRow, index: number): boolean => (ownRow.get(row.node.id) ?? 0) < index;
  const words = rows.map(rowWords);
  const column = (
    header: string,
    kind: TableColumn["kind"],
    value: (row: TreeRow, words: RowWords, index: number) => SheetValue,
  ): TableColumn => ({
    header,
    kind,
    values: rows.map((row, index) => value(row, words[index] as RowWords, index)),
  });
  page.mainTable({
    name: "Trace",
    excelTable: false,
    columns: [
      {
        ...column("Entry", "text", (row, { tag }) => entryText(row, tag)),
        indents: rows.map((row) => Math.min(row.level, DEEPEST_INDENT)),
      },
      column("Level", "count", (row) => row.level),
      column("Amount", "amount", (row) => row.amount ?? null),
      column("Cost flow", "text", (row) =>
        row.flow === "to" ? "→ cost flows to" : row.flow === "from" ? "← cost comes from" : null,
      ),
      column(
        "Quantity",
        "quantity",
        (row) => row.edge?.quantity ?? ("quantity" in row.node ? row.node.quantity : null),
      ),
      column("Cost Amount (Actual)", "amount", (row) =>
        "costAmountActual" in row.node ? row.node.costAmountActual : null,
      ),
      column("Cost Posted to G/L", "amount", (row) =>
        "costPostedToGL" in row.node ? row.node.costPostedToGL : null,
      ),
      column("Posting Date", "date", (row) =>
        "postingDate" in row.node && isDay(row.node.postingDate) ? row.node.postingDate : null,
      ),
      column("Document No.", "code", (row) => row.node.documentNo || null),
      column("Remarks", "text", (row, { remarks }) => (row.seenAbove ? null : remarks || null)),
      column("What it is", "text", (row, { name }, index) =>
        row.seenAbove
          ? isAbove(row, index)
            ? "see above"
            : "see below"
          : afterNumber(name) || row.node.kind,
      ),
    ],
    links,
    rowStyles: rows.map((row) => (row.level === 0 ? "strong" : row.seenAbove ? "expectedRepeat" : undefined)),
  });
  return places;
}

function isDay(text: string): boolean {
  return /^\d{4}-/.test(text);
}

function entryText(row: TreeRow, tag: string): string {
  const number = row.node.kind === "Document" ? row.node.documentNo : String(row.node.entryNo);
  return `${tag} ${number}`;
}

/** The words behind the number, which has a column of its own. */
function afterNumber(name: string): string {
  const dot = name.indexOf(" · ");
  return dot < 0 ? "" : name.slice(dot + 3);
}

function problems(page: ReportSheet, result: Result, places: ReadonlyMap<string, SheetLink>): void {
  if (result.problems.length === 0) return;
  const links = new Map<string, SheetLink>();
  result.problems.forEach((problem, row) => {
    const place = places.get(problem.node);
    if (place) links.set(`${row}:0`, place);
  });
  page.section("Open ends", "problems");
  page.table({
    name: "TraceOpenEnds",
    columns: [
      {
        header: "Entry",
        kind: "text",
        values: result.problems.map(({ node }) => {
          const found = result.nodes.find((candidate) => candidate.id === node);
          return found ? nodeTitle(found) : node;
        }),
      },
      {
        header: "Open end",
        kind: "text",
        values: result.problems.map((problem) => PROBLEM_NAMES[problem.code]?.name ?? problem.code),
      },
      {
        header: "What it means",
        kind: "text",
        values: result.problems.map((problem) => problem.message),
        runsOver: true,
      },
    ],
    places: [0, 3, 9],
    links,
  });
}
