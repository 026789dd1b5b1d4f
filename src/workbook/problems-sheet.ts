/** The sheet of every problem of a ledger, one row per cell, to be worked off. */
import type { LedgerProblem } from "../engine-service/service";
import type { Sheet, SheetLink, TableColumn } from "./sheet";

export const PROBLEMS_SHEET = "Ledger Problems";

/** Cells that are links: each costs Excel time, and a sheet holds no more than some 65,000. */
const LINKED = 5000;

/** Lays the problems out. `place` is the sheet that the ledger stands on. */
export function problemsSheet(
  problems: readonly LedgerProblem[],
  about: {
    readonly ledger: string;
    readonly place: string;
    readonly readAt: string;
    readonly paper: "A4" | "Letter";
  },
): Sheet {
  const header = 3;
  const column = (
    name: string,
    kind: TableColumn["kind"],
    value: (problem: LedgerProblem) => string,
  ): TableColumn => ({ header: name, kind, values: problems.map(value) });
  const links = new Map<string, SheetLink>();
  problems.slice(0, LINKED).forEach(({ cell }, row) => {
    if (cell !== "") links.set(`${row}:0`, { sheet: about.place, cell });
  });
  const scope = [
    `Sheet ${about.place}`,
    about.readAt === "" ? "" : `read ${about.readAt}`,
    problems.length > LINKED ? `the first ${LINKED} cells are links` : "",
  ];
  return {
    name: PROBLEMS_SHEET,
    cells: [
      {
        row: 0,
        column: 0,
        value: `Problems in ${about.ledger}`,
        style: "title",
        name: "Tieout_LedgerProblems_Title",
      },
      { row: 1, column: 0, value: scope.filter(Boolean).join(" · "), style: "scope" },
      { row: 2, column: 0, value: problems.length, kind: "count", style: "total" },
      {
        row: 2,
        column: 1,
        value: "Reports wait until these are corrected; then check the ledgers again.",
        style: "caption",
      },
    ],
    tables: [
      {
        name: "Tieout_LedgerProblems",
        row: header,
        column: 0,
        columns: [
          column("Cell", "code", (problem) => problem.cell),
          column("Column", "text", (problem) => problem.column),
          column("Entry", "code", (problem) => problem.key),
          column("Problem", "text", (problem) => problem.message),
        ],
        links,
        headerHeight: 30,
      },
    ],
    widths: [12, 30, 14, 80],
    rowHeights: new Map([[0, 24]]),
    freeze: { row: header + 1, column: 0 },
    print: {
      paper: about.paper,
      landscape: true,
      repeatRow: header,
      footer: { left: `Problems in ${about.ledger}`, center: about.readAt },
    },
  };
}
