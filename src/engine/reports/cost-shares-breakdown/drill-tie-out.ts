/** The value entries behind the figures of the tie-out. */
import { bigintAt } from "../../values/decimal";
import type { Basis } from "./basis";
import type { RowChoice, RowQuestion } from "./figure-weights";
import { itemGroups } from "./item-groups";
import { IN_COGS, IN_EXPECTED_COST, IN_PRIOR_SALES, IN_ROUNDING, tieOutReader } from "./sales";
import { shareAmounts, type ShareAmounts } from "./share-amounts";
import { Weights } from "./weights";
import { ONE } from "./wide";
import { wipEffectReader } from "./wip";

/** Value entries of a figure of the tie-out; differences count what is reported with a minus. */
export function tieOutAmounts(
  basis: Basis,
  field: string,
  rows: RowChoice,
  question: RowQuestion,
): ShareAmounts | undefined {
  const { ledger } = basis;
  const inGroup = groupTest(basis, question);
  const found: ShareAmounts = { values: new Weights(), outputs: new Weights() };
  const amountOf = valueAmount(basis, field, rows);
  if (amountOf) {
    for (let row = 0; row < ledger.entryOfValue.length; row += 1) {
      if (inGroup(row)) found.values.add(row, amountOf(row) * ONE);
    }
  } else if (field !== "reported") return undefined;
  if (field !== "reported" && field !== "difference" && field !== "otherDifference") return found;
  const { values } = shareAmounts(basis, "total", rows) as ShareAmounts;
  const sign = field === "difference" ? -1n : 1n;
  for (const row of values.keys()) found.values.add(row, sign * values.get(row));
  return found;
}

/** What a value entry adds to a figure of the tie-out, as scaled amount; undefined for unknown figures. */
function valueAmount(basis: Basis, field: string, rows: RowChoice): ((row: number) => bigint) | undefined {
  const { ledger, parameters } = basis;
  const whole = (row: number): bigint => bigintAt(ledger.actual, row) + bigintAt(ledger.expected, row);
  const kind = parameters.printCostShare;
  if (kind === "WIP Inventory") return field === "wipBalance" ? wipAmount(basis, rows) : undefined;
  if (kind === "Inventory") return field === "inventoryValue" || field === "difference" ? whole : undefined;
  const figuresOf = tieOutReader(basis, rows.inRows);
  const one =
    (bit: number, amount: (row: number) => bigint) =>
    (row: number): bigint =>
      (figuresOf(row) & bit) === 0 ? 0n : amount(row);
  const cogs = one(IN_COGS, (row) => bigintAt(ledger.actual, row));
  const prior = one(IN_PRIOR_SALES, (row) => bigintAt(ledger.actual, row));
  const expected = one(IN_EXPECTED_COST, (row) => bigintAt(ledger.expected, row));
  const rounding = one(IN_ROUNDING, whole);
  const amounts: Readonly<Record<string, (row: number) => bigint>> = {
    cogsInPeriod: cogs,
    priorSalesAdjusted: prior,
    expectedCost: expected,
    rounding,
    otherDifference: (row) => prior(row) - cogs(row) - expected(row) - rounding(row),
  };
  return Object.hasOwn(amounts, field) ? amounts[field] : undefined;
}

function wipAmount(basis: Basis, rows: RowChoice): (row: number) => bigint {
  const { ledger, orders } = basis;
  const effectOf = wipEffectReader(basis);
  const entries = new Set(rows.entries);
  const capacity = new Set(rows.capacityRows);
  return (row) => {
    const entry = ledger.entryOfValue[row] as number;
    const counts =
      entry >= 0 ? entries.has(entry) : capacity.has(orders.capacityEntries.rowOfValue[row] as number);
    return counts ? effectOf(row) : 0n;
  };
}

/** Whether a value entry belongs to the group of a question (Sales and Inventory: to the item). */
function groupTest(basis: Basis, question: RowQuestion): (row: number) => boolean {
  const { ledger, parameters } = basis;
  if (parameters.printCostShare === "WIP Inventory") return () => true;
  const { groupOf, codes } = itemGroups(basis);
  return (row) => {
    const entry = ledger.entryOfValue[row] as number;
    const group = entry < 0 ? -1 : (groupOf[entry] as number);
    return group >= 0 && (question.group === undefined || codes[group] === question.group);
  };
}
