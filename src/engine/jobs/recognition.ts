/**
 * How much cost and revenue a WIP total may recognise, and which share of it each task gets. Pure figures in, pure
 * figures out; every division and product rounds to 28 digits in the order written.
 */
import { roundAmount, ZERO, type Decimal28 } from "./decimal28";
import {
  CONTRACT_INVOICED_COST,
  CONTRACT_INVOICED_PRICE,
  COST_OF_SALES,
  COST_VALUE,
  COSTS_USAGE,
  PERCENTAGE_OF_COMPLETION,
  SALES_USAGE_COST,
  SALES_USAGE_PRICE,
  SALES_VALUE,
  type WipMethod,
} from "./methods";

/** The eight sums of a task or of a WIP total, in local currency. Invoiced figures are positive for sales. */
export interface Figures {
  readonly scheduleTotalCost: Decimal28;
  readonly scheduleTotalPrice: Decimal28;
  readonly usageTotalCost: Decimal28;
  readonly usageTotalPrice: Decimal28;
  readonly contractTotalCost: Decimal28;
  readonly contractTotalPrice: Decimal28;
  readonly contractInvoicedPrice: Decimal28;
  readonly contractInvoicedCost: Decimal28;
}

export const FIGURE_NAMES = [
  "scheduleTotalCost",
  "scheduleTotalPrice",
  "usageTotalCost",
  "usageTotalPrice",
  "contractTotalCost",
  "contractTotalPrice",
  "contractInvoicedPrice",
  "contractInvoicedCost",
] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

export const NO_FIGURES: Figures = {
  scheduleTotalCost: ZERO,
  scheduleTotalPrice: ZERO,
  usageTotalCost: ZERO,
  usageTotalPrice: ZERO,
  contractTotalCost: ZERO,
  contractTotalPrice: ZERO,
  contractInvoicedPrice: ZERO,
  contractInvoicedCost: ZERO,
};

/** The sums of several tasks. */
export function addFigures(parts: readonly Figures[]): Figures {
  const [first] = parts;
  if (!first) return NO_FIGURES;
  if (parts.length === 1) return first;
  const sum = (name: FigureName): Decimal28 => addAll(parts.map((part) => part[name]));
  return {
    scheduleTotalCost: sum("scheduleTotalCost"),
    scheduleTotalPrice: sum("scheduleTotalPrice"),
    usageTotalCost: sum("usageTotalCost"),
    usageTotalPrice: sum("usageTotalPrice"),
    contractTotalCost: sum("contractTotalCost"),
    contractTotalPrice: sum("contractTotalPrice"),
    contractInvoicedPrice: sum("contractInvoicedPrice"),
    contractInvoicedCost: sum("contractInvoicedCost"),
  };
}

/** Sum of decimals. */
export function addAll(values: readonly Decimal28[]): Decimal28 {
  let sum = ZERO;
  for (const value of values) if (!value.isZero()) sum = sum.isZero() ? value : sum.plus(value);
  return sum;
}

/** Business Central keeps one factor per WIP total for both sides; "independent" keeps one for each. */
export type Allocation = "bc" | "independent";

export interface RecognitionRules {
  readonly method: WipMethod;
  readonly allocation: Allocation;
  /** Amount rounding precision. */
  readonly precision: Decimal28;
  /** The job is complete and its ending date has come: everything is recognised. */
  readonly completing: boolean;
}

/** Recognised costs and sales per task, in the order of the tasks. Shares are rounded; what a task takes whole is not. */
export interface Recognized {
  readonly costs: readonly Decimal28[];
  readonly sales: readonly Decimal28[];
}

/** True when a type spreads an amount of the WIP total over the tasks by a factor. */
export function allocatesCosts(method: WipMethod): boolean {
  return method.costs === COST_OF_SALES || method.costs === COST_VALUE;
}

/** True when a type spreads an amount of the WIP total over the tasks by a factor. */
export function allocatesSales(method: WipMethod): boolean {
  return method.sales === PERCENTAGE_OF_COMPLETION || method.sales === SALES_VALUE;
}

/** Amount of a WIP total that an allocated cost type leaves on the balance sheet; undefined when nothing is recognised. */
export function costsToSpread(method: WipMethod, total: Figures): Decimal28 | undefined {
  const { usageTotalCost: usage, scheduleTotalCost: budget, contractInvoicedPrice: invoiced } = total;
  const contract = total.contractTotalPrice;
  if (method.costs === COST_OF_SALES) {
    return contract.isZero() ? undefined : usage.minus(invoiced.div(contract).times(budget));
  }
  const price = total.scheduleTotalPrice;
  if (price.isZero()) return undefined;
  return usage.times(contract).div(price).minus(budget.times(invoiced).div(price));
}

/** Amount of a WIP total that an allocated sales type spreads; undefined when nothing is recognised. */
export function salesToSpread(method: WipMethod, total: Figures): Decimal28 | undefined {
  const { usageTotalCost: usage, scheduleTotalCost: budget, contractTotalPrice: contract } = total;
  if (method.sales === PERCENTAGE_OF_COMPLETION) {
    if (budget.isZero()) return undefined;
    return usage.greaterThan(budget) ? contract : usage.div(budget).times(contract);
  }
  const price = total.scheduleTotalPrice;
  if (price.isZero()) return undefined;
  return total.usageTotalPrice.times(contract).div(price).minus(total.contractInvoicedPrice);
}

/** The recognised amounts of the tasks of one WIP total. */
export function recognize(rules: RecognitionRules, total: Figures, tasks: readonly Figures[]): Recognized {
  if (rules.completing) {
    return {
      costs: tasks.map((task) => task.usageTotalCost),
      sales: tasks.map((task) => task.contractInvoicedPrice),
    };
  }
  const { method, precision } = rules;
  const spreadCosts = allocatesCosts(method) ? costsToSpread(method, total) : undefined;
  const spreadSales = allocatesSales(method) ? salesToSpread(method, total) : undefined;
  const costFactor = factorOf(spreadCosts, total.usageTotalCost);
  const salesDriver = method.sales === SALES_VALUE ? total.usageTotalPrice : total.contractTotalPrice;
  const salesFactor = factorOf(spreadSales, salesDriver);
  // One factor serves both sides: costs of the first task see their own, everything after it the one formed last.
  const shared = rules.allocation === "bc";
  const lastFactor = salesFactor ?? costFactor;
  const costs: Decimal28[] = [];
  const sales: Decimal28[] = [];
  tasks.forEach((task, index) => {
    const first = index === 0;
    const factorForCosts = shared && !first ? lastFactor : costFactor;
    const factorForSales = shared ? lastFactor : salesFactor;
    costs.push(taskCosts(method, task, spreadCosts, factorForCosts, first, precision));
    sales.push(taskSales(method, task, spreadSales, factorForSales, first, precision));
  });
  return { costs, sales };
}

/** The factor of an amount to spread; undefined where nothing is spread or the driver of the total is 0. */
function factorOf(spread: Decimal28 | undefined, driver: Decimal28): Decimal28 | undefined {
  return spread === undefined || driver.isZero() ? undefined : spread.div(driver);
}

/** Share of one task: by the factor, or without one the whole amount on the first task. */
function share(
  spread: Decimal28,
  driver: Decimal28,
  factor: Decimal28 | undefined,
  first: boolean,
  precision: Decimal28,
): Decimal28 {
  if (factor !== undefined && !factor.isZero()) return roundAmount(driver.times(factor), precision);
  return first ? spread : ZERO;
}

function taskCosts(
  method: WipMethod,
  task: Figures,
  spread: Decimal28 | undefined,
  factor: Decimal28 | undefined,
  first: boolean,
  precision: Decimal28,
): Decimal28 {
  const usage = task.usageTotalCost;
  if (method.costs === CONTRACT_INVOICED_COST) return task.contractInvoicedCost;
  if (method.costs === COSTS_USAGE) return usage;
  return spread === undefined ? ZERO : usage.minus(share(spread, usage, factor, first, precision));
}

function taskSales(
  method: WipMethod,
  task: Figures,
  spread: Decimal28 | undefined,
  factor: Decimal28 | undefined,
  first: boolean,
  precision: Decimal28,
): Decimal28 {
  switch (method.sales) {
    case CONTRACT_INVOICED_PRICE:
      return task.contractInvoicedPrice;
    case SALES_USAGE_COST:
      return task.usageTotalCost;
    case SALES_USAGE_PRICE:
      return task.usageTotalPrice;
    case PERCENTAGE_OF_COMPLETION:
      return spread === undefined ? ZERO : share(spread, task.contractTotalPrice, factor, first, precision);
    case SALES_VALUE:
      return spread === undefined
        ? ZERO
        : task.contractInvoicedPrice.plus(share(spread, task.usageTotalPrice, factor, first, precision));
    default:
      return ZERO;
  }
}
