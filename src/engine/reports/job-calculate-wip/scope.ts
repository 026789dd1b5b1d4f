/** Parameters of Job Calculate WIP as the engine takes them, and the date filter that follows from them. */
import type { Allocation } from "../../jobs/recognition";
import { dayText, type Day } from "../../values/day";
import { parseFilter, type Filter } from "../../values/filter";

export interface Parameters {
  readonly jobFilter: Filter;
  readonly postingDate: Day;
  readonly documentNo: string;
  readonly postingDateFilter: Filter;
  readonly planningDateFilter: Filter;
  readonly onJobError: "stop" | "skip";
  readonly allocation: Allocation;
  readonly lossProvision: boolean;
}

/** The filter on ledger entries: the one given, else everything up to the posting date. */
export function ledgerFilter(parameters: Pick<Parameters, "postingDate" | "postingDateFilter">): Filter {
  const { postingDate, postingDateFilter } = parameters;
  return postingDateFilter.isEmpty ? parseFilter(`..${dayText(postingDate)}`, "date") : postingDateFilter;
}
