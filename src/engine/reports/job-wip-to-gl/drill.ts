/** The entries behind a figure: posted WIP entries, G/L entries, or both; their amounts add up to it exactly. */
import { DayTest } from "../../jobs/day-test";
import { addTexts } from "../../jobs/decimal28";
import { selectJobs } from "../../jobs/selected-jobs";
import type { Ledgers } from "../../ledgers/ledgers";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { bigintAt, decimalText } from "../../values/decimal";
import { dayText } from "../../values/day";
import { EFFECTS, effectsOf, type Effect } from "./effects";
import { jobTest } from "./gl-balances";
import { labelNumber, labelText } from "./labels";
import type { Parameters, Result, Side } from "./result";
import { MOVEMENTS, movementsOf, type Movement } from "./roll-forward";
import { dateFilter } from "./run";
import { WipLedger } from "./wip-ledger";

const TITLES: ReadonlyMap<unknown, string> = new Map([
  ["wipAmount", "WIP amount"],
  ["glAmount", "G/L balance"],
  ["glAmountWithoutJob", "G/L balance without a job"],
  ["difference", "Difference"],
  ["reversedLater", "Reversed later"],
  ["reversalOnly", "Reversals of earlier WIP"],
  ["completion", "Completed jobs"],
  ["asBalancingAccount", "Balancing side"],
  ["notFromWip", "Not from job WIP"],
  ["opening", "Opening"],
  ["reversed", "Reversed"],
  ["posted", "Posted"],
  ["closing", "Closing"],
]);

interface Scope {
  readonly ledgers: Ledgers;
  readonly parameters: Parameters;
  readonly wip: WipLedger;
  readonly inside: DayTest;
  readonly account: number;
}

/**
 * `figure`: glAccountNo and field; for one line also jobPostingGroup, label and (asOf) side; for the roll-forward also
 * jobNo.
 */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  const title = TITLES.get(figure.field);
  const shown = [...result.accounts, ...result.rollForward];
  const glAccountNo = shown.find((row) => row.glAccountNo === figure.glAccountNo)?.glAccountNo;
  if (title === undefined || glAccountNo === undefined) return undefined;
  const scope: Scope = {
    ledgers,
    parameters,
    wip: new WipLedger(ledgers, selectJobs(ledgers, parameters.jobFilter)),
    inside: new DayTest(dateFilter(parameters)),
    account: ledgers.codes.find(glAccountNo),
  };
  const entries = entriesOf(scope, figure);
  return {
    title: `${title}, account ${glAccountNo}`,
    figure: addTexts(entries.map((entry) => entry.amount)),
    entries,
  };
}

function entriesOf(scope: Scope, figure: FigureReference): readonly DrillEntry[] {
  const { field } = figure;
  const movement = MOVEMENTS.find((candidate) => candidate === field);
  if (movement) return movementEntries(scope, movement, figure);
  const effect = EFFECTS.find((candidate) => candidate === field);
  if (effect) return wipEntries(scope, [effect], 1, figure);
  switch (field) {
    case "glAmount":
      return glEntries(scope, false, 1);
    case "glAmountWithoutJob":
      return glEntries(scope, true, 1);
    case "difference":
      return [...wipEntries(scope, ["wipAmount"], 1, figure), ...glEntries(scope, false, -1)];
    default:
      // What is not from WIP: the ledger less everything that WIP entries did to the account.
      return [...glEntries(scope, false, 1), ...wipEntries(scope, EFFECTS, -1, figure)];
  }
}

const SIDES: readonly Side[] = ["account", "balancing"];

function eachSide(scope: Scope, visit: (row: number, side: Side) => void): void {
  const { wip, account } = scope;
  for (let row = 0; row < wip.rows; row += 1) {
    if (wip.position(row) < 0) continue;
    for (const side of SIDES) {
      if ((side === "account" ? wip.accounts : wip.balancing)[row] === account) visit(row, side);
    }
  }
}

function wipEntries(
  scope: Scope,
  effects: readonly Effect[],
  turn: 1 | -1,
  figure: FigureReference,
): DrillEntry[] {
  const { wip, parameters, inside } = scope;
  const entries: DrillEntry[] = [];
  eachSide(scope, (row, side) => {
    if (!isOfLine(scope, row, side, figure)) return;
    effectsOf(wip, row, side, parameters, inside, (effect, sign) => {
      if (effects.includes(effect)) entries.push(wipEntry(scope, row, sign * turn < 0));
    });
  });
  return entries.sort((a, b) => a.entryNo - b.entryNo);
}

/** True when the figure is of the whole account, or of the line that the entry belongs to. */
function isOfLine(
  { ledgers, wip, parameters }: Scope,
  row: number,
  side: Side,
  figure: FigureReference,
): boolean {
  if (figure.label === undefined) return true;
  const type = wip.typeNames[wip.types[row] as number] ?? "";
  const label = parameters.basis === "asOf" ? type : labelText(labelNumber(type));
  return (
    figure.label === label &&
    figure.jobPostingGroup === ledgers.codes.text(wip.groups[row] as number) &&
    (figure.side === undefined || figure.side === side)
  );
}

function movementEntries(scope: Scope, movement: Movement, figure: FigureReference): DrillEntry[] {
  const { ledgers, wip, parameters } = scope;
  const entries: DrillEntry[] = [];
  eachSide(scope, (row, side) => {
    if (ledgers.codes.text(wip.jobIds[row] as number) !== figure.jobNo) return;
    movementsOf(wip, row, parameters.rollForwardFrom, parameters.rollForwardTo, (candidate, sign) => {
      if (candidate === movement) entries.push(wipEntry(scope, row, sign < 0 !== (side === "balancing")));
    });
  });
  return entries.sort((a, b) => a.entryNo - b.entryNo);
}

function wipEntry({ ledgers, wip }: Scope, row: number, negative: boolean): DrillEntry {
  const amount = bigintAt(wip.amounts, row);
  return {
    table: wip.table.name,
    entryNo: wip.table.integers("Entry No.")[row] as number,
    amount: decimalText(negative ? -amount : amount, wip.amounts.scale),
    columns: {
      "Job No.": ledgers.codes.text(wip.jobIds[row] as number),
      "Posting Date": dayText(wip.day(row)),
      Type: wip.typeNames[wip.types[row] as number] ?? "",
      "Reverse Date": dayText(wip.statedReverseDay(row)),
    },
  };
}

/** G/L entries of the account; those without a job come first, because they are the first suspects. */
function glEntries(scope: Scope, withoutJobOnly: boolean, turn: 1 | -1): DrillEntry[] {
  const { ledgers, parameters, inside, account } = scope;
  const table = ledgers.table("G/L Entries");
  const accounts = table.ids("G/L Account No.");
  const jobs = table.ids("Job No.");
  const days = table.days("Posting Date");
  const amounts = table.decimals("Amount");
  const numbers = table.integers("Entry No.");
  const passes = jobTest(ledgers, parameters.jobFilter);
  const entries: DrillEntry[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    const job = jobs[row] as number;
    if (accounts[row] !== account || !passes(job) || !inside.passes(days[row] as number)) continue;
    if (withoutJobOnly && job !== 0) continue;
    const amount = bigintAt(amounts, row);
    entries.push({
      table: table.name,
      entryNo: numbers[row] as number,
      amount: decimalText(turn < 0 ? -amount : amount, amounts.scale),
      columns: { "Job No.": ledgers.codes.text(job), "Posting Date": dayText(days[row] as number) },
    });
  }
  const hasJob = (entry: DrillEntry): number => (entry.columns["Job No."] === "" ? 0 : 1);
  return entries.sort((a, b) => hasJob(a) - hasJob(b) || a.entryNo - b.entryNo);
}
