/**
 * What must hold of any answer, whatever the ledgers say: drilled entries add up to their figure, sums are the sums of
 * their rows, the arithmetic of a row comes out, what is said of the state fits the figures, and journals balance.
 */
import type { ResultSummary } from "../../src/engine/report";
import type { ReportRun } from "../../src/engine/run";
import { Exact, exactText } from "../../src/engine/values/decimal";
import type { Shown, ShownFigure } from "./answer";

type Row = Readonly<Record<string, unknown>>;

/**
 * Equations of the rows at a place of a result, in the fields of the row ("tieOut.rounding" looks one deeper). A field
 * that a row lacks counts as 0; a row without the field on the left is left out.
 */
const EQUATIONS: Readonly<Record<string, readonly (readonly [place: string, ...equations: string[]])[]>> = {
  "adjust-cost": [
    [
      "differences",
      "targetActual = costActual + deltaActual",
      "targetExpected = costExpected + deltaExpected",
    ],
    ["items", "delta = actualAfter + expectedAfter - actualBefore - expectedBefore"],
  ],
  "inventory-gl-reconciliation": [
    ["lines", "total = inventory + inventoryInterim + wipInventory", "difference = glTotal - total"],
    ["proof", "unexplained = difference - explained"],
  ],
  "inventory-valuation": ["rows", "rows.breakdown", "groups", "totals"].flatMap((place) =>
    [place, `${place}.expectedCostIncluded`].map(
      (one) =>
        [
          one,
          "endingQuantity = openingQuantity + increaseQuantity - decreaseQuantity",
          "endingValue = openingValue + increaseValue - decreaseValue",
        ] as const,
    ),
  ),
  "inventory-valuation-cost-spec": ["rows", "totals"].map((place) => [
    place,
    "tieOut.difference = totalCost - tieOut.inventoryValue",
  ]),
  "inventory-valuation-wip": ["rows", "totals"].map((place) => [
    place,
    "endingWip = openingWip + consumption + capacity + output + expensedWip",
    "notPostedToGL = endingWip - costPostedToGL",
  ]),
  "job-post-wip": [["glEntries", "amount = debitAmount - creditAmount"]],
  "job-wip-to-gl": [
    ["accounts", "difference = wipAmount - glAmount"],
    ["totals", "difference = wipAmount - glAmount"],
    ["rollForward", "closing = opening + posted + reversed"],
  ],
  "post-inventory-cost": [
    ["accountTotals", "net = debit - credit"],
    ["glEntries", "amount = debitAmount - creditAmount"],
  ],
  "shadow-costing": [
    ...["items", "totals"].map(
      (place) =>
        [
          place,
          ...["inventoryValue", "cogs", "otherIssues", "rounding", "variance"].map(
            (figure) => `difference.${figure} = shadow.${figure} - actual.${figure}`,
          ),
        ] as const,
    ),
    ["entries", "difference = shadow - actual"],
  ],
};

/** Reports whose totals add unrounded shares, and how far a total may be from the sum of so many rounded rows. */
const ROUNDED_ONCE: ReadonlySet<string> = new Set(["cost-shares-breakdown", "inventory-valuation-cost-spec"]);
const HALF_A_CENT = 0.005;

/** Lists whose rows add up to a total: in the fields that are named, else in every decimal that both have. */
const SUMS: Readonly<
  Record<string, readonly (readonly [rows: string, total: string, ...fields: string[]])[]>
> = {
  "adjust-cost": [["differences", "totals"]],
  "cost-shares-breakdown": [["groups", "totals"]],
  "inventory-valuation": [
    ["rows", "totals"],
    ["groups", "totals"],
  ],
  "inventory-valuation-cost-spec": [["rows", "totals"]],
  "inventory-valuation-wip": [["rows", "totals"]],
  "job-wip-to-gl": [
    ["accounts", "totals"],
    // An account may have G/L entries and no line.
    ["lines", "totals", "wipAmount"],
  ],
  "post-inventory-cost": [["lines", "totals"]],
  "shadow-costing": [["items", "totals"]],
};

/** Rows of a list that add up to the row of another list with the same key. */
const PARTS: Readonly<
  Record<
    string,
    readonly (readonly [parts: string, part: string, whole: string, field: string, key: string])[]
  >
> = {
  "inventory-gl-reconciliation": [["reconcilingItems", "amount", "proof", "difference", "row"]],
  "inventory-valuation": [
    ["rows", "endingValue", "groups", "endingValue", "inventoryPostingGroup"],
    ["rows", "costPostedToGL", "groups", "costPostedToGL", "inventoryPostingGroup"],
  ],
  "job-post-wip": [["glEntries", "amount", "accountTotals", "amount", "glAccountNo"]],
  "job-wip-to-gl": [["lines", "wipAmount", "accounts", "wipAmount", "glAccountNo"]],
  "post-inventory-cost": [["glEntries", "amount", "accountTotals", "net", "glAccountNo"]],
};

/** Lists that add up to zero within the rows of equal keys: journals, accounts of balanced entries. */
const BALANCED: Readonly<
  Record<string, readonly (readonly [rows: string, field: string, ...keys: string[]])[]>
> = {
  "job-calculate-wip": [["accountTotals", "amount", "jobNo"]],
  "job-post-wip": [
    ["glEntries", "amount", "postingDate", "documentNo"],
    ["accountTotals", "amount"],
  ],
  "post-inventory-cost": [
    ["glEntries", "amount", "postingDate", "documentNo"],
    ["accountTotals", "net"],
  ],
};

/** What does not hold of an answer; empty when all does. */
export function faultsOf(
  { report, outcome, refused }: ReportRun,
  { summary, sheets, figures }: Shown,
): readonly string[] {
  if (refused) return [];
  const { id } = report.card;
  const result = JSON.parse(JSON.stringify(outcome.result)) as Row;
  return [
    ...sheets.flatMap(({ name }) =>
      report.card.sheets.includes(name) ? [] : [`the card does not name the sheet ${name}`],
    ),
    ...figures.flatMap(figureFaults),
    ...(EQUATIONS[id] ?? []).flatMap(([place, ...equations]) =>
      at(result, place).flatMap((row, index) =>
        equations.flatMap((equation) => equationFaults(row, equation, `${place} ${index}`)),
      ),
    ),
    ...(SUMS[id] ?? []).flatMap(([rows, total, ...fields]) => {
      const parts = at(result, rows);
      const tolerance = ROUNDED_ONCE.has(id) ? HALF_A_CENT * (parts.length + 1) : 0;
      const totals = at(result, total).map((row) => (fields.length > 0 ? only(row, fields) : row));
      return sumFaults(parts, totals, rows, tolerance);
    }),
    ...(PARTS[id] ?? []).flatMap((one) => partFaults(result, one)),
    ...(BALANCED[id] ?? []).flatMap(([rows, field, ...keys]) => balanceFaults(at(result, rows), field, keys)),
    ...(summary ? stateFaults(summary) : []),
  ];
}

/** Kinds of warnings that a report does not name, or whose cases do not say what they are about. */
export function faultsOfWarnings({ warnings }: ResultSummary): readonly string[] {
  return warnings.flatMap(({ code, name, unit, cases }) => [
    ...(name === code ? [`${code} has no name`] : []),
    ...(unit !== "case" && cases.some(({ key }) => key === "") ? [`${code}: which of the ${unit}?`] : []),
  ]);
}

/** Calls that are cheap beside a run over small ledgers. */
const FEW = 100;

/** Progress is told, from 0 to 1 and never backwards, and not for every row. */
export function faultsOfProgress(progress: readonly number[]): readonly string[] {
  const isForwards = progress.every((share, index) => share >= (progress[index - 1] ?? 0) && share <= 1);
  return [
    ...(isForwards ? [] : [`progress runs ${progress.join(", ")}`]),
    ...(progress.length > FEW ? [`progress is told ${progress.length} times`] : []),
  ];
}

/** A part of a difference that has no entries, as the remark of its drill-down says it. */
const WITHOUT_ENTRIES = /^(\S+) of the difference has no entries/;

/** What the remark of a figure says when it also holds cents that total and causes of the difference were rounded by. */
const WITH_ROUNDING = "also holds the rounding of its total cost";
const CENTS_OF_ROUNDING = 0.025;

/** A figure on a sheet is the sum of the entries behind it; an empty cell has none, or entries that cancel out. */
function figureFaults({ place, shown, drill, reference }: ShownFigure): readonly string[] {
  const where = `${place} ${JSON.stringify(reference)}`;
  if (drill === undefined)
    return shown === null ? [] : [`${where}: ${String(shown)} has no entries behind it`];
  // Weighted amounts are exact shares of a figure that is rounded once.
  const exact = total(drill.entries.map((entry) => entry.amount));
  const sum = drill.remark === undefined ? exact : exactText(new Exact(exact), 2);
  const said = exactText(new Exact(drill.figure));
  const rest = WITHOUT_ENTRIES.exec(drill.remark ?? "")?.[1] ?? "0";
  const tolerance = drill.remark?.includes(WITH_ROUNDING) === true ? CENTS_OF_ROUNDING : 0;
  return [
    ...(sum === said ? [] : [`${where}: the entries add up to ${sum}, not ${said}`]),
    ...(new Exact(said)
      .plus(rest)
      .minus(String(shown ?? 0))
      .abs()
      .lte(tolerance)
      ? []
      : [`${where}: shows ${String(shown)}, drilled ${said}`]),
  ];
}

/** The rows at a place: "rows.breakdown" are those of all rows; a single object is one row. */
function at(result: Row, place: string): readonly Row[] {
  return place
    .split(".")
    .reduce<readonly Row[]>(
      (rows, key) => rows.flatMap((row) => (row[key] ?? []) as Row | readonly Row[]),
      [result],
    );
}

function only(row: Row, fields: readonly string[]): Row {
  return Object.fromEntries(fields.map((field) => [field, row[field]]));
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** A decimal text of a row, also one deeper; undefined when there is none. */
function decimalOf(row: Row, path: string): string | undefined {
  const value = path
    .split(".")
    .reduce<unknown>((inner, key) => (inner as Row | null | undefined)?.[key], row);
  return typeof value === "string" && DECIMAL.test(value) ? value : undefined;
}

function equationFaults(row: Row, equation: string, where: string): readonly string[] {
  const [left = "", ...right] = equation.split(" ").filter((word) => word !== "=");
  const stated = decimalOf(row, left);
  if (stated === undefined) return [];
  let sign = "+";
  let sum = new Exact(0);
  for (const word of right) {
    if (word === "+" || word === "-") sign = word;
    else sum = sum.plus(new Exact(decimalOf(row, word) ?? 0).times(sign === "-" ? -1 : 1));
  }
  return sum.eq(stated) ? [] : [`${where}: ${equation}, but ${stated} is not ${exactText(sum)}`];
}

/** Every decimal that total and rows have. A part that a row lacks ("expectedCostIncluded": null) is the row itself. */
function sumFaults(
  rows: readonly Row[],
  totals: readonly Row[],
  where: string,
  tolerance: number,
): readonly string[] {
  return totals.flatMap((stated) =>
    Object.entries(stated).flatMap(([key, value]) => {
      if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        const inner = rows.map((row) => (row[key] ?? row) as Row);
        return sumFaults(inner, [value as Row], `${where}.${key}`, tolerance);
      }
      const parts = rows.map((row) => decimalOf(row, key));
      if (decimalOf(stated, key) === undefined || parts.includes(undefined)) return [];
      const sum = total(parts as string[]);
      return new Exact(sum)
        .minus(value as string)
        .abs()
        .lte(tolerance)
        ? []
        : [`sum of ${where}.${key} is ${sum}, not ${String(value)}`];
    }),
  );
}

function sumsBy(rows: readonly Row[], field: string, keys: readonly string[]): ReadonlyMap<string, Exact> {
  const sums = new Map<string, Exact>();
  for (const row of rows) {
    const key = keys.map((name) => String(row[name])).join(" ");
    sums.set(key, (sums.get(key) ?? new Exact(0)).plus(decimalOf(row, field) ?? 0));
  }
  return sums;
}

function balanceFaults(rows: readonly Row[], field: string, keys: readonly string[]): readonly string[] {
  return [...sumsBy(rows, field, keys)].flatMap(([key, sum]) =>
    sum.isZero() ? [] : [`${field} of ${key} leaves ${exactText(sum)}`],
  );
}

function partFaults(
  result: Row,
  [parts, part, whole, field, key]: readonly [string, string, string, string, string],
): readonly string[] {
  const sums = sumsBy(at(result, parts), part, [key]);
  const wholes = sumsBy(at(result, whole), field, [key]);
  return [...new Set([...sums.keys(), ...wholes.keys()])].flatMap((one) => {
    const sum = sums.get(one) ?? new Exact(0);
    const stated = wholes.get(one) ?? new Exact(0);
    return sum.eq(stated)
      ? []
      : [`${parts}.${part} of ${one} are ${exactText(sum)}, ${whole}.${field} ${exactText(stated)}`];
  });
}

/** "Ties" has no difference, "open" has one or says why; a difference of two sides is what is said of them. */
function stateFaults(summary: ResultSummary): readonly string[] {
  const { state, difference, sides, arithmetic, warnings, context } = summary;
  const faults: string[] = [];
  if (state === "ties" && difference !== "0" && difference !== "") faults.push(`it ties, but ${difference}`);
  if (state === "open" && difference === "0" && warnings.length === 0 && !context.includes("error"))
    faults.push("nothing says why it is open");
  for (const line of arithmetic) {
    if (line.state === "ties" && line.amount !== "0") faults.push(`${line.label} ties with ${line.amount}`);
    // Rows may differ that cancel out in the sum.
    const cancels = state === "open" && difference !== "0";
    if (line.state === "open" && line.amount === "0" && !cancels) faults.push(`${line.label} is open with 0`);
  }
  if (state !== "notRun" && sides === undefined && difference === "") faults.push("nothing is compared");
  return faults;
}

function total(amounts: readonly string[]): string {
  return exactText(amounts.reduce((sum, amount) => sum.plus(amount), new Exact(0)));
}
