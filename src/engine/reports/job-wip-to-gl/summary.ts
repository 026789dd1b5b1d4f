/** What pane and binder say about posted WIP beside the general ledger. */
import { addTexts, negated } from "../../jobs/decimal28";
import { counted, inSingular } from "../../jobs/words";
import { messageText } from "../../messages";
import type { ResultSummary, TieState, WarningKind } from "../../report";
import { periodWords } from "../scope-words";
import type { ExplanationRow, Result } from "./result";

/** Explained parts of a difference in the order they are shown, and their names. */
export const PARTS = [
  ["notFromWip", "Not from job WIP"],
  ["reversedLater", "Reversed later"],
  ["reversalOnly", "Reversals of earlier WIP"],
  ["completion", "Completed jobs"],
  ["asBalancingAccount", "Balancing side"],
] as const satisfies readonly (readonly [keyof ExplanationRow, string])[];

/** Ties per account, not in total; explained when WIP entries account for every cent. */
export function stateOf(result: Result): TieState {
  if (result.accounts.every((account) => account.difference === "0")) return "ties";
  return result.unexplained === "0" ? "explained" : "open";
}

/** Dates of the run in words of the scope line. */
export function scopeWords(result: Result): string {
  const filter = result.postingDateFilter;
  const [, from = "", to = ""] = /^([\d-]*)\.\.([\d-]*)$/.exec(filter) ?? [];
  const words = from || to || filter === "" ? periodWords(from, to) : `Posting Date ${filter}`;
  return result.basis === "asOf" ? `${words}, both sides` : words;
}

/** Differences of the accounts, each taken positive, where their total is nothing; undefined where it says all. */
function cancelling({ accounts, totals }: Result): string | undefined {
  if (totals.difference !== "0") return undefined;
  const apart = addTexts(accounts.map(({ difference }) => magnitude(difference)));
  return apart === "0" ? undefined : apart;
}

const magnitude = (amount: string): string => (amount.startsWith("-") ? negated(amount) : amount);

export function summary(result: Result): ResultSummary {
  const state = stateOf(result);
  const { totals } = result;
  const differing = result.accounts.filter((account) => account.difference !== "0").length;
  const apart = cancelling(result);
  return {
    headCaption: apart === undefined ? "Difference, WIP less G/L" : "Differences of accounts, WIP less G/L",
    headFigure: apart ?? totals.difference,
    context: `${counted(result.accounts.length, "account")}${differing > 0 ? ` · ${differing} with a difference` : ""}`,
    scope: scopeWords(result),
    arithmetic: [
      { label: "WIP posted", amount: totals.wipAmount },
      { label: "G/L balance", amount: negated(totals.glAmount) },
      {
        label: "Difference",
        amount: totals.difference,
        rule: "close",
        strong: true,
        ...(apart === undefined ? { state } : {}),
      },
      ...(apart === undefined
        ? []
        : [{ label: "Accounts, each difference positive", amount: apart, strong: true, state }]),
    ],
    state,
    difference: state === "open" ? result.unexplained : (apart ?? totals.difference),
    compared:
      apart !== undefined
        ? `${counted(differing, "account")} differ by {${apart}}, in total by {0}`
        : totals.difference === "0"
          ? `{${totals.wipAmount}} = general ledger`
          : `posted WIP {${totals.wipAmount}} against {${totals.glAmount}} in the G/L`,
    sides: {
      figure: "WIP posted",
      amount: totals.wipAmount,
      with: "G/L balance",
      withAmount: totals.glAmount,
    },
    warnings: inSingular(causes(result)),
    next: [
      ...(result.basis === "current"
        ? [
            {
              label: "Compare both sides as of a day",
              report: "job-wip-to-gl",
              parameters: { basis: "asOf" },
            },
          ]
        : []),
      ...(result.explanations.length === 0 && state !== "ties"
        ? [{ label: "Explain the differences", report: "job-wip-to-gl", parameters: { explain: true } }]
        : []),
    ],
  };
}

/** Causes of the differences, when they were asked for. */
function causes(result: Result): readonly WarningKind[] {
  return PARTS.flatMap(([part, name]) => {
    const cases = result.explanations
      .filter((row) => row[part] !== "0")
      .map((row) => ({
        key: row.glAccountNo,
        text: messageText(part, { glAccountNo: row.glAccountNo, amount: row[part] }, "job-wip-to-gl"),
      }));
    const [first] = cases;
    return first
      ? [{ code: part, name, text: first.text, count: cases.length, unit: "accounts", cases }]
      : [];
  });
}
