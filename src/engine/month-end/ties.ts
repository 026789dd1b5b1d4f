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

interface CostSpecification {
  readonly rows: readonly { readonly itemNo: string; readonly totalCost: string }[];
  readonly totals: { readonly totalCost: string };
}

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

/** Total of the cost specification against the valuation with expected cost; items not adjusted explain a difference. */
function costSpecificationTie(run: SessionRun, outcomes: ReadonlyMap<string, StepOutcome>): Tie | undefined {
  const valuation = resultOf<Valuation>(outcomes.get("inventory-valuation"));
  if (!valuation) return undefined;
  const specification = run.result as unknown as CostSpecification;
  const total = new Exact(specification.totals.totalCost);
  const ending = new Exact(
    valuation.totals.expectedCostIncluded?.endingValue ?? valuation.totals.endingValue,
  );
  const difference = total.minus(ending);
  const sides = {
    figure: "Total cost",
    amount: specification.totals.totalCost,
    with: "Ending value, expected cost included",
    withAmount: exactText(ending),
  };
  if (difference.isZero()) {
    return { state: "ties", difference: "0", compared: `{${exactText(total)}} = valuation`, sides };
  }
  const adjusting = new Set(
    resultOf<Adjustment>(outcomes.get("adjust-cost"))?.differences.map((one) => one.itemNo) ?? [],
  );
  const perItem = new Map<string, Exact>();
  for (const row of specification.rows) perItem.set(row.itemNo, new Exact(row.totalCost));
  for (const row of valuation.rows) {
    const value = new Exact(row.expectedCostIncluded?.endingValue ?? row.endingValue);
    perItem.set(row.itemNo, (perItem.get(row.itemNo) ?? new Exact(0)).minus(value));
  }
  const differing = [...perItem].filter(([, amount]) => !amount.isZero()).map(([item]) => item);
  const unexplained = differing.filter((item) => !adjusting.has(item));
  const amount = exactText(difference);
  return unexplained.length === 0
    ? {
        state: "explained",
        stateWord: "Explained",
        difference: amount,
        compared: `Cost not adjusted on ${listed(differing)}`,
        sides,
      }
    : {
        state: "open",
        difference: amount,
        compared: `${listed(unexplained)}: total cost differs from the valuation`,
        sides,
      };
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
