/** Ties between reports that no report can see alone: cost specification = valuation, WIP = WIP account. */
import type { ResultSummary, TieState } from "../report";
import type { SessionRun } from "../session";
import { Exact, exactText } from "../values/decimal";
import type { StepOutcome } from "./run";

export interface Tie {
  readonly state: TieState;
  readonly stateWord?: string;
  readonly difference: string;
  readonly compared: string;
  readonly sides?: ResultSummary["sides"];
}

/** The tie of a step with the outcome of other steps; undefined when the step's own summary says all there is. */
export function crossTie(
  id: string,
  run: SessionRun,
  outcomes: ReadonlyMap<string, StepOutcome>,
): Tie | undefined {
  if (id === "inventory-valuation-cost-spec") return costSpecificationTie(run, outcomes);
  if (id === "inventory-valuation-wip") return wipTie(run, outcomes);
  return undefined;
}

interface CostSpecificationTieOut {
  readonly inventoryValue: string;
  readonly rounding: string;
  readonly costNotAdjusted: string;
  readonly valuedOtherwise: string;
  readonly dropShipments: string;
  readonly notApplied: string;
}

interface CostSpecification {
  readonly rows: readonly { readonly itemNo: string; readonly tieOut: CostSpecificationTieOut }[];
  readonly totals: { readonly totalCost: string; readonly tieOut: CostSpecificationTieOut };
}

/** Causes of the difference that need nobody to act, in words. */
const HARMLESS = [
  { cause: "rounding", words: "rounding of issues" },
  { cause: "valuedOtherwise", words: "issues valued otherwise" },
  { cause: "dropShipments", words: "drop shipments" },
] as const;

interface Valuation {
  readonly rows: readonly {
    readonly itemNo: string;
    readonly endingValue: string;
    readonly expectedCostIncluded: { readonly endingValue: string } | null;
  }[];
  readonly totals: {
    readonly expectedCostIncluded: { readonly endingValue: string } | null;
    readonly endingValue: string;
  };
}

interface Adjustment {
  readonly differences: readonly { readonly itemNo: string }[];
}

/**
 * Total of the cost specification against the valuation with expected cost. The tie-out of the specification names the
 * causes of a difference; that cost is not adjusted is believed where the cost adjustment says so.
 */
function costSpecificationTie(run: SessionRun, outcomes: ReadonlyMap<string, StepOutcome>): Tie | undefined {
  const valuation = resultOf<Valuation>(outcomes.get("inventory-valuation"));
  if (!valuation) return undefined;
  const { rows, totals } = run.result as unknown as CostSpecification;
  const total = new Exact(totals.totalCost);
  const ending = new Exact(
    valuation.totals.expectedCostIncluded?.endingValue ?? valuation.totals.endingValue,
  );
  const difference = exactText(total.minus(ending));
  const sides = {
    figure: "Total cost",
    amount: totals.totalCost,
    with: "Ending value, expected cost included",
    withAmount: exactText(ending),
  };
  const adjusting = new Set(
    resultOf<Adjustment>(outcomes.get("adjust-cost"))?.differences.map((one) => one.itemNo) ?? [],
  );
  const values = new Map(valuation.rows.map((row) => [row.itemNo, endingValueOf(row)]));
  const unexplained = rows
    .filter(
      ({ itemNo, tieOut }) =>
        tieOut.notApplied !== "0" ||
        (tieOut.costNotAdjusted !== "0" && !adjusting.has(itemNo)) ||
        !new Exact(tieOut.inventoryValue).equals(values.get(itemNo) ?? 0),
    )
    .map(({ itemNo }) => itemNo);
  if (unexplained.length > 0 || !ending.equals(totals.tieOut.inventoryValue)) {
    const where = unexplained.length > 0 ? listed(unexplained) : "Items without a row";
    return {
      state: "open",
      difference,
      compared: `${where}: total cost differs from the valuation`,
      sides,
    };
  }
  const notAdjusted = rows.filter(({ tieOut }) => tieOut.costNotAdjusted !== "0");
  const causes = [
    ...HARMLESS.filter(
      ({ cause }) =>
        totals.tieOut[cause] !== "0" ||
        // Cents of single items that add up to nothing are nothing to explain.
        (cause !== "rounding" && rows.some(({ tieOut }) => tieOut[cause] !== "0")),
    ).map(({ cause, words }) => `${words} {${totals.tieOut[cause]}}`),
    ...(notAdjusted.length > 0
      ? [
          `cost not adjusted {${totals.tieOut.costNotAdjusted}} on ${listed(notAdjusted.map(({ itemNo }) => itemNo))}`,
        ]
      : []),
  ];
  if (causes.length === 0)
    return {
      state: "ties",
      difference,
      compared: `{${exactText(total)}} = valuation with expected cost`,
      sides,
    };
  const words = causes.join(", ");
  return {
    state: "explained",
    stateWord: "Explained",
    difference,
    compared: words.charAt(0).toUpperCase() + words.slice(1),
    sides,
  };
}

/** Ending value of an item, expected cost included. */
function endingValueOf(row: Valuation["rows"][number]): string {
  return row.expectedCostIncluded?.endingValue ?? row.endingValue;
}

interface Wip {
  readonly totals: { readonly endingWip: string };
}

interface Reconciliation {
  readonly lines: readonly { readonly row: string; readonly wipInventory: string }[];
  readonly proof?: readonly { readonly row: string; readonly unexplained: string }[];
  readonly reconcilingItems?: readonly { readonly row: string; readonly cause: string }[];
}

/** Ending WIP against the balance of the WIP accounts; the proof's WIP row explains a difference. */
function wipTie(run: SessionRun, outcomes: ReadonlyMap<string, StepOutcome>): Tie | undefined {
  const reconciliation = resultOf<Reconciliation>(outcomes.get("inventory-gl-reconciliation"));
  const balance = reconciliation?.lines.find((line) => line.row === "glTotal")?.wipInventory;
  const ledger = reconciliation?.lines.find((line) => line.row === "total")?.wipInventory;
  if (!reconciliation || balance === undefined || balance === "" || ledger === undefined || ledger === "")
    return undefined;
  const ending = new Exact((run.result as unknown as Wip).totals.endingWip);
  const difference = ending.minus(balance);
  const sides = { figure: "Ending WIP", amount: exactText(ending), with: "WIP account", withAmount: balance };
  if (difference.isZero()) {
    return { state: "ties", difference: "0", compared: `{${exactText(ending)}} = WIP account`, sides };
  }
  const unexplained = new Exact(
    reconciliation.proof?.find((line) => line.row === "wipInventory")?.unexplained ?? "0",
  ).plus(ending.minus(ledger));
  const causes = new Set(
    reconciliation.reconcilingItems
      ?.filter((item) => item.row === "wipInventory")
      .map((item) => item.cause) ?? [],
  );
  return unexplained.isZero()
    ? {
        state: "explained",
        difference: exactText(difference),
        compared: `${causes.size} ${causes.size === 1 ? "cause" : "causes"}, unexplained {0}`,
        sides,
      }
    : {
        state: "open",
        difference: exactText(unexplained),
        compared: `{${exactText(ending)}} against {${balance}} on the WIP account`,
        sides,
      };
}

function listed(names: readonly string[]): string {
  return names.length <= 3
    ? names.join(", ")
    : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

function resultOf<T>(outcome: StepOutcome | undefined): T | undefined {
  return outcome?.run && !outcome.run.refused ? (outcome.run.result as unknown as T) : undefined;
}
