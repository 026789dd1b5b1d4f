/**
 * How the recognised amounts of a WIP total come about: the formula of its method with the figures of this total, for
 * instance "100.00 × 10.00 ÷ 200.00 = 5.00".
 */
import { amountText, Decimal28, roundAmount, ZERO } from "../../jobs/decimal28";
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
} from "../../jobs/methods";
import type { FigureName } from "../../jobs/recognition";
import { amountWords } from "../../jobs/words";
import { optionLists } from "../../ledgers/options";
import { compareCodes } from "../../values/codes";
import type { FigureTexts, JobRow, MethodRow, Result, WipTotalRow } from "./result";

/** A piece of a formula: a figure of the total, or an operator. */
export type FormulaPart =
  { readonly figure: FigureName; readonly amount: string } | { readonly operator: string };

export interface Formula {
  /** The formula in the captions of the figures. */
  readonly words: string;
  readonly parts: readonly FormulaPart[];
  /** What the formula gives, rounded to the amount rounding precision, as decimal text. */
  readonly value: string;
}

export interface Explanation {
  readonly wipTotalEntryNo: number;
  readonly side: "costs" | "sales";
  /** Recognised-costs or recognised-sales type. */
  readonly type: string;
  readonly formula: Formula;
  /** What the tasks recognise together. */
  readonly recognized: string;
  /** Recognised less the formula: cents of rounding per task, or the effect of a shared factor. */
  readonly spread: string;
}

const COST_TYPES: readonly string[] = optionLists["recognized costs"];
const SALES_TYPES: readonly string[] = optionLists["recognized sales"];

/** Methods as a result carries them, by code. */
export function methodRows(methods: readonly WipMethod[]): readonly MethodRow[] {
  return methods
    .map((method) => ({
      code: method.code,
      recognizedCosts: COST_TYPES[method.costs] as string,
      recognizedSales: SALES_TYPES[method.sales] as string,
    }))
    .sort((a, b) => compareCodes(a.code, b.code));
}

/** A method of a result as the formulas take it. What it posts plays no part in what it recognises. */
export function methodOf(row: MethodRow): WipMethod {
  const costs = COST_TYPES.indexOf(row.recognizedCosts);
  const sales = SALES_TYPES.indexOf(row.recognizedSales);
  return { code: row.code, costs, sales, wipCost: true, wipSales: true };
}

const CAPTIONS: Readonly<Record<FigureName, string>> = {
  scheduleTotalCost: "Budget (Total Cost)",
  scheduleTotalPrice: "Budget (Total Price)",
  usageTotalCost: "Usage (Total Cost)",
  usageTotalPrice: "Usage (Total Price)",
  contractTotalCost: "Billable (Total Cost)",
  contractTotalPrice: "Billable (Total Price)",
  contractInvoicedPrice: "Invoiced (Total Price)",
  contractInvoicedCost: "Invoiced (Total Cost)",
};

/** Caption of one of the eight sums. */
export function figureCaption(name: FigureName): string {
  return CAPTIONS[name];
}

/** Both explanations of a WIP total of a result; undefined when the result does not have it. */
export function explainWipTotal(
  result: Result,
  entryNo: number,
): readonly [Explanation, Explanation] | undefined {
  const total = result.wipTotals.find((candidate) => candidate.entryNo === entryNo);
  if (!total) return undefined;
  const method = result.methods.find((candidate) => candidate.code === total.wipMethod) as MethodRow;
  const job = result.jobs.find((candidate) => candidate.jobNo === total.jobNo) as JobRow;
  const precision = new Decimal28(result.amountRoundingPrecision);
  return explainTotal(total, methodOf(method), job.jobComplete, precision);
}

/** Both explanations of a WIP total whose method, completion and rounding are known. */
export function explainTotal(
  total: WipTotalRow,
  method: WipMethod,
  completing: boolean,
  precision: Decimal28,
): readonly [Explanation, Explanation] {
  const explain = (
    side: Explanation["side"],
    type: string,
    formula: Formula,
    recognized: string,
  ): Explanation => ({
    wipTotalEntryNo: total.entryNo,
    side,
    type,
    formula,
    recognized,
    spread: amountText(new Decimal28(recognized).minus(formula.value)),
  });
  return [
    explain(
      "costs",
      COST_TYPES[method.costs] as string,
      completing ? plain(total, precision, "usageTotalCost") : costFormula(method, total, precision),
      total.calcRecogCostsAmount,
    ),
    explain(
      "sales",
      SALES_TYPES[method.sales] as string,
      completing ? plain(total, precision, "contractInvoicedPrice") : salesFormula(method, total, precision),
      total.calcRecogSalesAmount,
    ),
  ];
}

/** A formula as one line: "100.00 × 10.00 ÷ 200.00 = 5.00"; a formula without figures is its words. */
export function formulaText(formula: Formula): string {
  if (formula.parts.length === 0) return formula.words;
  let text = "";
  for (const part of formula.parts) {
    if ("operator" in part)
      text += part.operator === "(" || part.operator === ")" ? part.operator : ` ${part.operator} `;
    else text += amountWords(part.amount);
  }
  return `${text} = ${amountWords(formula.value)}`;
}

function costFormula(method: WipMethod, total: FigureTexts, precision: Decimal28): Formula {
  const at = figuresAs(total);
  switch (method.costs) {
    case COST_OF_SALES: {
      if (at("contractTotalPrice").isZero()) return nothing("no billable price, nothing is recognised");
      const value = at("contractInvoicedPrice").div(at("contractTotalPrice")).times(at("scheduleTotalCost"));
      return formula(
        total,
        precision,
        value,
        "scheduleTotalCost",
        "×",
        "contractInvoicedPrice",
        "÷",
        "contractTotalPrice",
      );
    }
    case COST_VALUE: {
      if (at("scheduleTotalPrice").isZero()) return nothing("no budget price, nothing is recognised");
      const price = at("scheduleTotalPrice");
      const used = at("usageTotalCost").times(at("contractTotalPrice")).div(price);
      const invoiced = at("scheduleTotalCost").times(at("contractInvoicedPrice")).div(price);
      const value = at("usageTotalCost").minus(used.minus(invoiced));
      return formula(
        total,
        precision,
        value,
        ...(["usageTotalCost", "−", "(", "usageTotalCost", "×", "contractTotalPrice", "−"] as const),
        ...(["scheduleTotalCost", "×", "contractInvoicedPrice", ")", "÷", "scheduleTotalPrice"] as const),
      );
    }
    case CONTRACT_INVOICED_COST:
      return plain(total, precision, "contractInvoicedCost");
    case COSTS_USAGE:
      return plain(total, precision, "usageTotalCost");
    default:
      return nothing("nothing is recognised before completion");
  }
}

function salesFormula(method: WipMethod, total: FigureTexts, precision: Decimal28): Formula {
  const at = figuresAs(total);
  switch (method.sales) {
    case CONTRACT_INVOICED_PRICE:
      return plain(total, precision, "contractInvoicedPrice");
    case SALES_USAGE_COST:
      return plain(total, precision, "usageTotalCost");
    case SALES_USAGE_PRICE:
      return plain(total, precision, "usageTotalPrice");
    case PERCENTAGE_OF_COMPLETION: {
      if (at("scheduleTotalCost").isZero()) return nothing("no budget cost, nothing is recognised");
      if (at("usageTotalCost").greaterThan(at("scheduleTotalCost")))
        return plain(total, precision, "contractTotalPrice");
      const value = at("usageTotalCost").div(at("scheduleTotalCost")).times(at("contractTotalPrice"));
      return formula(
        total,
        precision,
        value,
        "usageTotalCost",
        "÷",
        "scheduleTotalCost",
        "×",
        "contractTotalPrice",
      );
    }
    case SALES_VALUE: {
      if (at("scheduleTotalPrice").isZero()) return nothing("no budget price, nothing is recognised");
      const value = at("usageTotalPrice").times(at("contractTotalPrice")).div(at("scheduleTotalPrice"));
      return formula(
        total,
        precision,
        value,
        "usageTotalPrice",
        "×",
        "contractTotalPrice",
        "÷",
        "scheduleTotalPrice",
      );
    }
    default:
      return nothing("nothing is recognised before completion");
  }
}

function figuresAs(total: FigureTexts): (name: FigureName) => Decimal28 {
  return (name) => new Decimal28(total[name]);
}

function isFigure(piece: string): piece is FigureName {
  return Object.hasOwn(CAPTIONS, piece);
}

function formula(
  total: FigureTexts,
  precision: Decimal28,
  value: Decimal28,
  ...pieces: readonly (FigureName | "×" | "÷" | "−" | "(" | ")")[]
): Formula {
  return {
    words: pieces
      .map((piece) => (isFigure(piece) ? CAPTIONS[piece] : piece))
      .join(" ")
      .replace("( ", "(")
      .replace(" )", ")"),
    parts: pieces.map((piece) =>
      isFigure(piece) ? { figure: piece, amount: total[piece] } : { operator: piece },
    ),
    value: amountText(roundAmount(value, precision)),
  };
}

/** The figure itself. */
function plain(total: FigureTexts, precision: Decimal28, name: FigureName): Formula {
  return formula(total, precision, new Decimal28(total[name]), name);
}

function nothing(words: string): Formula {
  return { words, parts: [], value: amountText(ZERO) };
}
