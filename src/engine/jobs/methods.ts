/** WIP methods: which recognised-costs and recognised-sales type a code stands for. */
import type { Ledgers } from "../ledgers/ledgers";
import { optionNumber } from "../ledgers/options";

export const COSTS_AT_COMPLETION = optionNumber("recognized costs", "At Completion");
export const COST_OF_SALES = optionNumber("recognized costs", "Cost of Sales");
export const COST_VALUE = optionNumber("recognized costs", "Cost Value");
export const CONTRACT_INVOICED_COST = optionNumber("recognized costs", "Contract (Invoiced Cost)");
export const COSTS_USAGE = optionNumber("recognized costs", "Usage (Total Cost)");

export const SALES_AT_COMPLETION = optionNumber("recognized sales", "At Completion");
export const CONTRACT_INVOICED_PRICE = optionNumber("recognized sales", "Contract (Invoiced Price)");
export const SALES_USAGE_COST = optionNumber("recognized sales", "Usage (Total Cost)");
export const SALES_USAGE_PRICE = optionNumber("recognized sales", "Usage (Total Price)");
export const PERCENTAGE_OF_COMPLETION = optionNumber("recognized sales", "Percentage of Completion");
export const SALES_VALUE = optionNumber("recognized sales", "Sales Value");

export interface WipMethod {
  readonly code: string;
  /** Number in the option list "recognized costs". */
  readonly costs: number;
  /** Number in the option list "recognized sales". */
  readonly sales: number;
  /** False: Applied Costs and Recognized Costs are not posted. */
  readonly wipCost: boolean;
  /** False: Applied Sales and Recognized Sales are not posted. */
  readonly wipSales: boolean;
}

const system = (code: string, costs: number, sales: number): WipMethod => ({
  code,
  costs,
  sales,
  wipCost: true,
  wipSales: true,
});

/** The methods that every company has. They serve when the workbook has no sheet of methods. */
export const SYSTEM_METHODS: readonly WipMethod[] = [
  system("COMPLETED CONTRACT", COSTS_AT_COMPLETION, SALES_AT_COMPLETION),
  system("COST OF SALES", COST_OF_SALES, CONTRACT_INVOICED_PRICE),
  system("COST VALUE", COST_VALUE, CONTRACT_INVOICED_PRICE),
  system("POC", COSTS_USAGE, PERCENTAGE_OF_COMPLETION),
  system("SALES VALUE", COSTS_USAGE, SALES_VALUE),
];

/** The methods of the workbook by code. */
export function readMethods(ledgers: Ledgers): ReadonlyMap<string, WipMethod> {
  const table = ledgers.table("Job WIP Methods");
  if (!table.present) return new Map(SYSTEM_METHODS.map((method) => [method.code, method]));
  const codes = table.ids("Code");
  const costs = table.options("Recognized Costs").values;
  const sales = table.options("Recognized Sales").values;
  const wipCost = table.flags("WIP Cost");
  const wipSales = table.flags("WIP Sales");
  const methods = new Map<string, WipMethod>();
  for (let row = 0; row < table.rows; row += 1) {
    const code = ledgers.codes.text(codes[row] as number);
    methods.set(code, {
      code,
      costs: costs[row] as number,
      sales: sales[row] as number,
      wipCost: wipCost[row] === 1,
      wipSales: wipSales[row] === 1,
    });
  }
  return methods;
}

/** Types that recognise more than was invoiced as accrued sales. */
export function accruesSales(method: WipMethod): boolean {
  return method.sales === SALES_VALUE || method.sales === SALES_USAGE_PRICE;
}

/** Business Central lets WIP Cost and WIP Sales be switched off only with certain types, and never per ledger entry. */
export function isSetUpAsAllowed(method: WipMethod, perLedgerEntry: boolean): boolean {
  if (!method.wipCost && (method.costs !== COSTS_USAGE || perLedgerEntry)) return false;
  return method.wipSales || (method.sales === CONTRACT_INVOICED_PRICE && !perLedgerEntry);
}
