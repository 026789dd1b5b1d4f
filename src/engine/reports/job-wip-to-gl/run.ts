/** Job WIP To G/L: ledgers and parameters → result. */
import "./messages";
import { codeRanks } from "../../jobs/code-order";
import { DayTest } from "../../jobs/day-test";
import { KeyedSums } from "../../jobs/keyed-sums";
import { selectJobs } from "../../jobs/selected-jobs";
import { WIP_TYPES } from "../../jobs/wip-types";
import { accountNames } from "../../ledgers/account-names";
import type { Ledgers } from "../../ledgers/ledgers";
import type { RunContext, RunOutcome } from "../../report";
import { dayText, NO_DAY } from "../../values/day";
import { decimalText, rescale } from "../../values/decimal";
import { parseFilter, type Filter } from "../../values/filter";
import { EFFECTS, effectsOf, type Effect } from "./effects";
import { glBalances, type GlBalances } from "./gl-balances";
import { labelNumber, labelText } from "./labels";
import type { AccountRow, ExplanationRow, LineRow, Parameters, Result, Side } from "./result";
import { rollForward } from "./roll-forward";
import { WipLedger } from "./wip-ledger";

const SIDES: readonly Side[] = ["account", "balancing"];

/** The date filter of a run: its own, or with basis asOf everything up to the day. */
export function dateFilter(parameters: Parameters): Filter {
  return parameters.basis === "asOf"
    ? parseFilter(`..${dayText(parameters.asOfDate)}`, "date")
    : parameters.postingDateFilter;
}

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const jobs = selectJobs(ledgers, parameters.jobFilter);
  const wip = new WipLedger(ledgers, jobs);
  const filter = dateFilter(parameters);
  const inside = new DayTest(filter);
  const lines = sumLines(ledgers, wip, parameters, inside);
  const gl = glBalances(ledgers, parameters.jobFilter, filter, lines.accounts, context);
  const parts = sumEffects(ledgers, wip, parameters, inside);
  const scale = Math.max(wip.amounts.scale, gl.scale);
  const names = accountNames(ledgers);
  const accounts = lines.accounts.map((account, place) =>
    accountFigures(account, place, parts, gl, wip, scale),
  );
  const unexplained = accounts.reduce(
    (sum, { notFromWip }) => sum + (notFromWip < 0n ? -notFromWip : notFromWip),
    0n,
  );
  const text = (value: bigint): string => decimalText(value, scale, 5);
  const total = (value: (account: AccountFigures) => bigint): string =>
    text(accounts.reduce((sum, account) => sum + value(account), 0n));
  const { rollForwardFrom: from, rollForwardTo: to } = parameters;
  const result: Result = {
    report: "job-wip-to-gl",
    status: "ok",
    outcome: accounts.length > 0 ? "printed" : "empty",
    errors: [],
    jobFilter: parameters.jobFilter.text,
    postingDateFilter: filter.text,
    basis: parameters.basis,
    lines: lines.rows.map((line) => lineRow(ledgers, wip, names, parameters.basis, line)),
    accounts: accounts.map((figures): AccountRow => ({
      glAccountNo: ledgers.codes.text(figures.account),
      glAccountName: names(figures.account),
      wipAmount: text(figures.wipAmount),
      glAmount: text(figures.glAmount),
      difference: text(figures.wipAmount - figures.glAmount),
      shownInBc: parameters.basis === "current" && figures.glAmount !== 0n,
      glAmountWithoutJob: text(figures.withoutJob),
    })),
    totals: {
      wipAmount: total((account) => account.wipAmount),
      glAmount: total((account) => account.glAmount),
      difference: total((account) => account.wipAmount - account.glAmount),
    },
    explanations: parameters.explain
      ? accounts.map((figures): ExplanationRow => ({
          glAccountNo: ledgers.codes.text(figures.account),
          reversedLater: text(figures.reversedLater),
          reversalOnly: text(figures.reversalOnly),
          completion: text(figures.completion),
          asBalancingAccount: text(figures.asBalancingAccount),
          notFromWip: text(figures.notFromWip),
        }))
      : [],
    rollForward: from === NO_DAY ? [] : rollForward(ledgers, jobs, wip, from, to),
    unexplained: text(unexplained),
  };
  return { result };
}

interface Line {
  readonly account: number;
  readonly group: number;
  /** Label on the current basis, WIP type with asOf. */
  readonly kind: number;
  readonly side: Side;
  readonly amount: bigint;
}

interface Lines {
  /** Pool numbers of the accounts shown, in order of their codes. */
  readonly accounts: readonly number[];
  /** Lines other than 0, in order. */
  readonly rows: readonly Line[];
}

/** Lines per account, posting group and label (or WIP type and side); accounts with entries stay even without a line. */
function sumLines(ledgers: Ledgers, wip: WipLedger, parameters: Parameters, inside: DayTest): Lines {
  const asOf = parameters.basis === "asOf";
  const stride = ledgers.codes.size;
  const shown = new Set<number>();
  const sums = new KeyedSums();
  for (let row = 0; row < wip.rows; row += 1) {
    if (wip.position(row) < 0) continue;
    for (const side of SIDES) {
      const account = (side === "account" ? wip.accounts : wip.balancing)[row] as number;
      if (account === 0) continue;
      if (asOf) shown.add(account);
      effectsOf(wip, row, side, parameters, inside, (effect, sign) => {
        if (effect !== "wipAmount") return;
        shown.add(account);
        const type = wip.types[row] as number;
        const kind = asOf ? type : labelNumber(wip.typeNames[type] ?? "");
        const head = (account * stride + (wip.groups[row] as number)) * WIP_TYPES + kind;
        sums.add(head * 2 + SIDES.indexOf(side), wip.amounts, row, sign);
      });
    }
  }
  const lines = sums.keys().map((key) => {
    const head = Math.floor(key / 2);
    const codes = Math.floor(head / WIP_TYPES);
    return {
      account: Math.floor(codes / stride),
      group: codes % stride,
      kind: head % WIP_TYPES,
      side: SIDES[key % 2] as Side,
      amount: sums.scaled(key),
    };
  });
  const ids = [...shown, ...lines.map((line) => line.group)];
  const ranks = codeRanks(ledgers.codes, Int32Array.from(ids));
  const rank = (id: number): number => ranks[id] as number;
  return {
    accounts: [...shown].sort((a, b) => rank(a) - rank(b)),
    rows: lines
      .filter((line) => line.amount !== 0n)
      .sort(
        (a, b) =>
          rank(a.account) - rank(b.account) ||
          rank(a.group) - rank(b.group) ||
          a.kind - b.kind ||
          SIDES.indexOf(a.side) - SIDES.indexOf(b.side),
      ),
  };
}

/** Sums per account and effect; entries without an account add to number 0, which nobody asks for. */
type Parts = (account: number, effect: Effect) => bigint;

function sumEffects(ledgers: Ledgers, wip: WipLedger, parameters: Parameters, inside: DayTest): Parts {
  const sums = new KeyedSums();
  for (let row = 0; row < wip.rows; row += 1) {
    if (wip.position(row) < 0) continue;
    for (const side of SIDES) {
      const account = (side === "account" ? wip.accounts : wip.balancing)[row] as number;
      effectsOf(wip, row, side, parameters, inside, (effect, sign) => {
        sums.add(account * EFFECTS.length + EFFECTS.indexOf(effect), wip.amounts, row, sign);
      });
    }
  }
  return (account, effect) => sums.scaled(account * EFFECTS.length + EFFECTS.indexOf(effect));
}

interface AccountFigures extends Readonly<Record<Effect, bigint>> {
  readonly account: number;
  readonly glAmount: bigint;
  readonly withoutJob: bigint;
  readonly notFromWip: bigint;
}

function accountFigures(
  account: number,
  place: number,
  parts: Parts,
  gl: GlBalances,
  wip: WipLedger,
  scale: number,
): AccountFigures {
  const part = (effect: Effect): bigint => rescale(parts(account, effect), wip.amounts.scale, scale);
  const glAmount = rescale(gl.all.scaled(place), gl.scale, scale);
  const explained = EFFECTS.reduce((sum, effect) => sum + part(effect), 0n);
  return {
    account,
    glAmount,
    withoutJob: rescale(gl.withoutJob.scaled(place), gl.scale, scale),
    wipAmount: part("wipAmount"),
    reversedLater: part("reversedLater"),
    reversalOnly: part("reversalOnly"),
    completion: part("completion"),
    asBalancingAccount: part("asBalancingAccount"),
    notFromWip: glAmount - explained,
  };
}

function lineRow(
  ledgers: Ledgers,
  wip: WipLedger,
  names: (account: number) => string,
  basis: Parameters["basis"],
  line: Line,
): LineRow {
  const asOf = basis === "asOf";
  return {
    glAccountNo: ledgers.codes.text(line.account),
    glAccountName: names(line.account),
    jobPostingGroup: ledgers.codes.text(line.group),
    label: asOf ? (wip.typeNames[line.kind] ?? "") : labelText(line.kind),
    ...(asOf ? { side: line.side } : {}),
    wipAmount: decimalText(line.amount, wip.amounts.scale, 5),
  };
}
