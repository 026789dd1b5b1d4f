/** A date filter asked once per day instead of once per row. */
import type { Day } from "../values/day";
import type { Filter } from "../values/filter";

export class DayTest {
  readonly #known = new Map<Day, boolean>();

  constructor(private readonly filter: Filter) {}

  /** True when a day passes the filter. */
  passes(day: Day): boolean {
    if (this.filter.isEmpty) return true;
    let passes = this.#known.get(day);
    if (passes === undefined) {
      passes = this.filter.matchesNumber(day);
      this.#known.set(day, passes);
    }
    return passes;
  }
}
