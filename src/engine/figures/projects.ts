/** Posted WIP of projects on a day: the open Job WIP G/L Entries, as Job WIP to G/L takes them with basis "asOf". */
import { checkInputs } from "../ledgers/check";
import type { Ledgers } from "../ledgers/ledgers";
import { optionLists } from "../ledgers/options";
import { ExactSums } from "../values/decimal";
import { NO_DAY, NO_UPPER_LIMIT, type Day } from "../values/day";
import { notAvailable } from "./answers";
import type { Choice } from "./choices";
import type { ExactSum } from "./entry-index";

const TYPES: readonly string[] = optionLists["wip type"];

/** Figure → WIP types that it adds up. */
const FIGURES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["WIP", TYPES.slice(1)],
  ["WIP Costs", ["Applied Costs", "Recognized Costs", "Accrued Costs"]],
  ["WIP Sales", ["Applied Sales", "Recognized Sales", "Accrued Sales"]],
  ...TYPES.slice(1).map((type) => [type, [type]] as const),
]);

export const PROJECT_FIGURES: readonly string[] = [...FIGURES.keys()];

/** The same as words to choose from. */
export const projectFigureChoices: readonly Choice[] = [...FIGURES].map(([word, types]) => ({
  word,
  means:
    types.length === 1
      ? `Entries of type ${word}`
      : word === "WIP"
        ? "All WIP types together"
        : types.join(", "),
}));

export class ProjectFigures {
  readonly #rowsOfJob = new Map<number, number[]>();
  readonly #known = new Set<number>();

  /** Throws Refusal when Job WIP G/L Entries are missing or hold errors. */
  constructor(private readonly ledgers: Ledgers) {
    checkInputs(ledgers, {
      code: "JG",
      inputs: [
        { table: "Job WIP G/L Entries", need: "always" },
        { table: "Jobs", need: "optional" },
      ],
    });
    const jobs = ledgers.table("Job WIP G/L Entries").ids("Job No.");
    jobs.forEach((job, row) => {
      const rows = this.#rowsOfJob.get(job);
      if (rows) rows.push(row);
      else this.#rowsOfJob.set(job, [row]);
    });
    for (const job of [...this.#rowsOfJob.keys(), ...ledgers.table("Jobs").ids("No.")]) this.#known.add(job);
  }

  /** Sum of the WIP Entry Amounts of a project that are open at the end of a day (today's state when no day is given). */
  wip(project: string, until: Day, figure: string): ExactSum {
    const job = this.ledgers.codes.find(project);
    if (job <= 0 || !this.#known.has(job)) {
      throw notAvailable(`Project ${project} is not in Jobs. Refresh Tieout or check the number.`);
    }
    const table = this.ledgers.table("Job WIP G/L Entries");
    const types = table.options("Type");
    const wanted = types.captions.map((caption) => FIGURES.get(figure)?.includes(caption) === true);
    const posted = table.days("Posting Date");
    const reversed = table.flags("Reversed");
    const reverseDays = table.days("Reverse Date");
    const amounts = table.decimals("WIP Entry Amount");
    const sums = new ExactSums(1, amounts.scale);
    const day = until === NO_DAY ? NO_UPPER_LIMIT : until;
    for (const row of this.#rowsOfJob.get(job) ?? []) {
      if (wanted[types.values[row] as number] !== true || (posted[row] as number) > day) continue;
      if (reversed[row] === 1 && (reverseDays[row] as number) <= day) continue;
      sums.add(0, amounts, row);
    }
    return { value: sums.scaled(0), scale: amounts.scale };
  }
}
