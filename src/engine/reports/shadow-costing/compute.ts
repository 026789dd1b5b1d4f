/** Computes the ledger under another method: shadow ledger, then the engine's steps on it. */
import { adjust, type Adjusted } from "../../costing/adjust";
import { FITTED_SCALE, Rounding } from "../../costing/arithmetic";
import { METHOD } from "../../costing/cost-ledger";
import "../../costing/messages";
import { readCostPeriods } from "../../costing/periods";
import { readCostLedger, type ReadCostLedger } from "../../costing/read-cost-ledger";
import { readCostSetup } from "../../costing/setup";
import { shadowLedger, type ShadowLedger } from "../../costing/shadow-ledger";
import type { Ledgers } from "../../ledgers/ledgers";
import { optionLists } from "../../ledgers/options";
import { Refusal } from "../../refusal";
import { codeOf } from "../../values/codes";
import type { Day } from "../../values/day";
import { bigintAt, parseDecimal, power10 } from "../../values/decimal";
import type { Filter } from "../../values/filter";

export interface ShadowParameters {
  readonly method: "FIFO" | "LIFO" | "Average" | "Standard";
  readonly order: "posting" | "date";
  readonly startDate: Day;
  readonly endDate: Day;
  readonly itemFilter: Filter;
  readonly averageCostPeriod: string;
  readonly averageCostCalcType: string;
  readonly standardCosts: object | undefined;
  readonly entries: boolean;
}

export interface ShadowComputation {
  readonly shadow: ShadowLedger;
  readonly adjusted: Adjusted;
}

const METHODS = {
  FIFO: METHOD.fifo,
  LIFO: METHOD.lifo,
  Average: METHOD.average,
  Standard: METHOD.standard,
} as const;

/** Given standard costs by item number, at FITTED_SCALE. Throws BAD_PARAMETER when one is no amount. */
export function givenStandardCosts(given: object | undefined): ReadonlyMap<string, bigint> {
  const costs = new Map<string, bigint>();
  for (const [itemNo, cost] of Object.entries(given ?? {}) as [string, unknown][]) {
    const text = typeof cost === "number" || typeof cost === "string" ? String(cost) : "";
    const parsed = parseDecimal(text);
    if (!parsed || parsed.scale > FITTED_SCALE) {
      throw new Refusal("BAD_PARAMETER", {
        parameter: "standardCosts",
        _problem: `must be an object of item numbers and costs; ${codeOf(itemNo)} has none`,
      });
    }
    costs.set(codeOf(itemNo), parsed.value * power10(FITTED_SCALE - parsed.scale));
  }
  return costs;
}

/** Throws Refusal: BAD_PARAMETER, STANDARD_COST_MISSING, and what reading the ledger refuses. */
export function computeShadow(
  ledgers: Ledgers,
  parameters: ShadowParameters,
  progress: (done: number, total: number) => void,
): ShadowComputation {
  const { shadow, rounding } = shadowOf(ledgers, parameters);
  const periods = readCostPeriods(ledgers, {
    period: Math.max(
      0,
      (optionLists["cost period"] as readonly string[]).indexOf(parameters.averageCostPeriod),
    ),
    calcType: Math.max(
      0,
      (optionLists["calc. type"] as readonly string[]).indexOf(parameters.averageCostCalcType),
    ),
  });
  return { shadow, adjusted: adjust(shadow.ledger, rounding, periods, progress) };
}

/** The shadow ledger; the ledger of today, which it is made from, is not needed any more and can go. */
function shadowOf(
  ledgers: Ledgers,
  parameters: ShadowParameters,
): { readonly shadow: ShadowLedger; readonly rounding: Rounding } {
  const setup = readCostSetup(ledgers);
  const { value, scale } = setup.amountPrecision;
  const read = readCostLedger(ledgers, scale);
  const { ledger, entryRows, itemRows } = read;
  const rounding = new Rounding(ledger.moneyScale, value * power10(ledger.moneyScale - scale));
  const items = Uint8Array.from(ledger.items.no, (no) => (parameters.itemFilter.matchesCode(no) ? 1 : 0));
  const method = METHODS[parameters.method];
  const given = givenStandardCosts(parameters.standardCosts);
  const standardColumn = ledgers.table("Items").decimals("Standard Cost");
  const standardCost = (item: number): bigint =>
    given.get(ledger.items.no[item] as string) ??
    bigintAt(standardColumn, itemRows[item] as number) * power10(FITTED_SCALE - standardColumn.scale);
  if (method === METHOD.standard) refuseMissingStandard(read, items, parameters.endDate, given, standardCost);
  const appliesTo = ledgers.table("Item Ledger Entries").integers("Applies-to Entry");
  const shadow = shadowLedger(
    ledger,
    {
      method,
      byDate: parameters.order === "date",
      items,
      endDay: parameters.endDate,
      standardCost,
      fixedTo: (entry) => {
        const number = appliesTo[entryRows[entry] as number] as number;
        return number === 0 ? -1 : read.entryOf(number);
      },
    },
    rounding,
  );
  return { shadow, rounding };
}

/** STANDARD_COST_MISSING for the first item, by number, that has entries and no standard cost. */
function refuseMissingStandard(
  read: ReadCostLedger,
  items: Uint8Array,
  endDay: Day,
  given: ReadonlyMap<string, bigint>,
  standardCost: (item: number) => bigint,
): void {
  const { ledger } = read;
  const { entries } = ledger;
  const has = new Uint8Array(items.length);
  for (let e = 0; e < entries.count; e += 1) {
    const item = entries.item[e] as number;
    if (items[item] === 0 || ledger.items.valued[item] === 0) continue;
    if (endDay !== 0 && (entries.postingDay[e] as number) > endDay) continue;
    if (entries.valueStart[e] !== entries.valueStart[e + 1]) has[item] = 1;
  }
  for (let item = 0; item < has.length; item += 1) {
    const itemNo = ledger.items.no[item] as string;
    if (has[item] === 1 && !given.has(itemNo) && standardCost(item) === 0n) {
      throw new Refusal("STANDARD_COST_MISSING", { itemNo });
    }
  }
}
