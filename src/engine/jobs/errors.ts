/**
 * Errors of the job reports. They can refuse for several reasons at once and say so in every run: `status`, `outcome`
 * and `errors`, of which the first one is `error` when the run is refused (conventions, 7).
 */
import type { Ledgers } from "../ledgers/ledgers";
import { messageText } from "../messages";
import { Refusal, type RefusalBody } from "../refusal";
import type { ReportCard } from "../report";
import { compareCodes } from "../values/codes";
import { NO_DAY } from "../values/day";

/** One reason, as a result carries it. */
export interface JobError extends RefusalBody {
  readonly jobNo?: string;
  readonly jobTaskNo?: string;
  readonly postingGroup?: string;
  readonly field?: string;
  readonly glAccountNo?: string;
  readonly date?: string;
}

export type JobErrorDetails = Omit<JobError, "code" | "message">;

/** An error of the catalogue with its text. */
export function jobError(code: string, details: JobErrorDetails): JobError {
  return { code, ...details, message: messageText(code, details) };
}

const ORDER = ["jobNo", "code", "jobTaskNo", "postingGroup", "field", "glAccountNo"] as const;

/** Sorts errors and drops those that say the same of the same object. */
export function sortedErrors(errors: readonly JobError[]): readonly JobError[] {
  const sorted = [...errors].sort(compareErrors);
  return sorted.filter((error, index) => {
    const previous = sorted[index - 1];
    return !previous || compareErrors(previous, error) !== 0;
  });
}

function compareErrors(a: JobError, b: JobError): number {
  for (const field of ORDER) {
    const order = compareCodes(a[field] ?? "", b[field] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

function detailsOf(error: JobError): JobErrorDetails {
  return Object.fromEntries(Object.entries(error).filter(([name]) => name !== "code" && name !== "message"));
}

/** A run that is refused for all the reasons given. */
export class JobRefusal extends Refusal {
  readonly errors: readonly JobError[];

  constructor(errors: readonly JobError[]) {
    const sorted = sortedErrors(errors);
    const [first] = sorted;
    if (!first) throw new RangeError("a refusal needs a reason");
    super(first.code, detailsOf(first));
    this.name = "JobRefusal";
    this.errors = sorted;
  }
}

/** The reasons of a refusal in the words of the job reports. */
export function refusalErrors(refusal: Refusal): readonly [JobError, ...JobError[]] {
  if (refusal instanceof JobRefusal) return refusal.errors as readonly [JobError, ...JobError[]];
  if (refusal.code === "MISSING_TABLE") {
    return [jobError("tableMissing", { field: String(refusal.details.table) })];
  }
  return [refusal.body];
}

/**
 * Refuses a run that lacks required parameters or tables, naming all of them. `alsoMissing` are parameters that are
 * needed only together with others.
 */
export function refuseWhatIsMissing(
  card: ReportCard,
  parameters: object,
  ledgers: Ledgers,
  alsoMissing: readonly string[] = [],
): void {
  const missing = alsoMissing.map((field) => jobError("parameterMissing", { field }));
  for (const parameter of card.parameters) {
    if (parameter.type !== "date" || parameter.required !== true) continue;
    if ((parameters as Readonly<Record<string, unknown>>)[parameter.name] === NO_DAY) {
      missing.push(jobError("parameterMissing", { field: parameter.name }));
    }
  }
  for (const input of card.inputs) {
    const table = ledgers.table(input.table);
    if (input.need === "always" && !table.present && table.rivals.length === 0) {
      missing.push(jobError("tableMissing", { field: input.table }));
    }
  }
  if (missing.length > 0) throw new JobRefusal(missing);
}
