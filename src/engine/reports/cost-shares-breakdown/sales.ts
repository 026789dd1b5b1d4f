/** Sales: one row per sale and return of the period, and the tie to cost of goods sold. */
import { optionNumber } from "../../ledgers/options";
import { bigintAt, ExactSums } from "../../values/decimal";
import { entryFacts, trace, type Basis } from "./basis";
import { amountText, Breakdown } from "./breakdown";
import { itemGroups, withoutValue } from "./item-groups";
import { DIRECT_COST_TYPE, PARTS, REVALUATION, REVALUATION_TYPE, ROUNDING_TYPE } from "./parts";
import { itemResultGroups, type Shares } from "./shares";
import { ONE, shareText } from "./wide";

const SALE = optionNumber("entry type", "Sale");

export function sales(basis: Basis): Shares {
  const { ledger, parameters } = basis;
  const groups = itemGroups(basis);
  const wanted = salesRows(basis, groups.groupOf);
  const { scale } = ledger.totals;
  const breakdown = new Breakdown(groups.count, scale, parameters.showDetails, false);
  const quantities = new ExactSums(groups.count, ledger.quantities.scale);
  const facts = entryFacts(basis);
  const ownRevaluation = revaluationReader(basis);
  trace(basis, wanted, (entry, traced) => {
    const group = groups.groupOf[entry] as number;
    const row = ledger.rows[entry] as number;
    quantities.add(group, ledger.quantities, row);
    let total = ledger.totals.scaled(entry) * ONE;
    let parts = traced;
    // Goods that came back and were revalued since: their revaluation is not cost of sales.
    const revaluation = traced ? ownRevaluation(entry) : 0n;
    if (traced && revaluation !== 0n) {
      const less = traced.slice();
      less[REVALUATION] = (less[REVALUATION] as bigint) - revaluation;
      parts = less;
      total -= revaluation;
    }
    breakdown.add(group, total, parts, () =>
      facts(entry, bigintAt(ledger.quantities, row), ledger.totals.text(entry, 2)),
    );
  });
  const tieOut = cogs(basis, groups.groupOf, groups.count, wanted);
  const listed = (entry: number): boolean => {
    const group = groups.groupOf[entry] as number;
    return group >= 0 && breakdown.rowCount(group) > 0;
  };
  return {
    breakdown,
    groups: itemResultGroups(basis, groups, breakdown, quantities, (group) =>
      tieOut(group, breakdown.total(group)),
    ),
    findings: [...groups.findings, ...withoutValue(basis, listed)],
  };
}

/** 1 per entry that is a sale or return of the period of an item that is shown. */
export function salesRows(basis: Basis, groupOf: Int32Array): Uint8Array {
  const { ledgers, ledger, period } = basis;
  const table = ledgers.table("Item Ledger Entries");
  const types = table.options("Entry Type").values;
  const dates = table.days("Posting Date");
  const wanted = new Uint8Array(ledger.count);
  for (let entry = 0; entry < ledger.count; entry += 1) {
    const row = ledger.rows[entry] as number;
    if (types[row] !== SALE || (groupOf[entry] as number) < 0) continue;
    if ((dates[row] as number) >= period.startDate) wanted[entry] = 1;
  }
  return wanted;
}

/** Own revaluation of an entry as wide amount. */
export function revaluationReader(basis: Basis): (entry: number) => bigint {
  const own = Array.from({ length: PARTS }, () => 0n);
  return (entry) => {
    if (!basis.own.has(entry)) return 0n;
    basis.own.add(entry, own, 1n, 1n);
    const revaluation = own[REVALUATION] as bigint;
    own.fill(0n);
    return revaluation;
  };
}

/** Figures of the tie-out that a value entry of a sale belongs to, as bits. */
export const IN_COGS = 1;
export const IN_PRIOR_SALES = 2;
export const IN_EXPECTED_COST = 4;
export const IN_ROUNDING = 8;

/** Tells the figures of the tie-out that a value entry of an item entry belongs to; `inRows` is 1 per entry in a row. */
export function tieOutReader(basis: Basis, inRows: Uint8Array): (value: number) => number {
  const { ledgers, ledger, period } = basis;
  const values = ledgers.table("Value Entries");
  const valueDates = values.days("Posting Date");
  const costTypes = values.options("Entry Type").values;
  const table = ledgers.table("Item Ledger Entries");
  const entryTypes = table.options("Entry Type").values;
  const dates = table.days("Posting Date");
  return (value) => {
    const entry = ledger.entryOfValue[value] as number;
    const row = ledger.rows[entry] as number;
    if (entryTypes[row] !== SALE) return 0;
    const costType = costTypes[value] as number;
    let bits = 0;
    if (costType === DIRECT_COST_TYPE && (valueDates[value] as number) >= period.startDate) {
      bits = (dates[row] as number) < period.startDate ? IN_COGS | IN_PRIOR_SALES : IN_COGS;
    }
    if (inRows[entry] !== 1) return bits;
    if (costType === ROUNDING_TYPE) return bits | IN_ROUNDING;
    return costType === REVALUATION_TYPE ? bits : bits | IN_EXPECTED_COST;
  };
}

/** What the general ledger shows as cost of goods sold, and what lies between it and the rows. */
function cogs(
  basis: Basis,
  groupOf: Int32Array,
  groups: number,
  inRows: Uint8Array,
): (group: number, reported: bigint) => Readonly<Record<string, string>> {
  const { ledger } = basis;
  const { scale } = ledger.totals;
  const figuresOf = tieOutReader(basis, inRows);
  const cogsInPeriod = new ExactSums(groups, scale);
  const priorSalesAdjusted = new ExactSums(groups, scale);
  const expectedCost = new ExactSums(groups, scale);
  const rounding = new ExactSums(groups, scale);
  for (let value = 0; value < ledger.entryOfValue.length; value += 1) {
    const entry = ledger.entryOfValue[value] as number;
    const group = entry < 0 ? -1 : (groupOf[entry] as number);
    if (group < 0) continue;
    const figures = figuresOf(value);
    if ((figures & IN_COGS) !== 0) cogsInPeriod.add(group, ledger.actual, value);
    if ((figures & IN_PRIOR_SALES) !== 0) priorSalesAdjusted.add(group, ledger.actual, value);
    if ((figures & IN_EXPECTED_COST) !== 0) expectedCost.add(group, ledger.expected, value);
    if ((figures & IN_ROUNDING) !== 0) {
      rounding.add(group, ledger.actual, value);
      rounding.add(group, ledger.expected, value);
    }
  }
  return (group, reported) => {
    const explained =
      cogsInPeriod.scaled(group) -
      priorSalesAdjusted.scaled(group) +
      expectedCost.scaled(group) +
      rounding.scaled(group);
    return {
      reported: shareText(reported, scale),
      cogsInPeriod: amountText(cogsInPeriod, group),
      priorSalesAdjusted: amountText(priorSalesAdjusted, group),
      expectedCost: amountText(expectedCost, group),
      rounding: amountText(rounding, group),
      otherDifference: shareText(reported - explained * ONE, scale),
    };
  };
}
