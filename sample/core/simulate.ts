/** Runs the year day by day and closes every month: adjust cost, post it to the general ledger, close the period. */
import { FIRST_DAY, LAST_DAY } from "../company";
import { adjustCosts } from "./adjust";
import { monthEnd, monthIndex, monthStart } from "./calendar";
import { openStock, planRound } from "./plan";
import { postInventoryCost } from "./post-inventory";
import { World } from "./world";
import { closeMonth, openBooks, settlePayments } from "../events/finance";

export interface SimulationOptions {
  seed: number;
  families: number;
  rounds: number;
  /** Percent of the optional events. */
  density: number;
  faults: boolean;
}

/** Months in which cost was posted entry by entry. */
const PER_ENTRY = new Set([monthIndex(FIRST_DAY) + 9, monthIndex(LAST_DAY)]);

export function simulate(options: SimulationOptions): World {
  const world = new World(options.seed, options.families);
  openBooks(world, options.families);
  world.at(FIRST_DAY, () => {
    for (let family = 0; family < options.families; family++) openStock(world, family);
  });
  for (let month = monthIndex(FIRST_DAY); month <= monthIndex(LAST_DAY); month++) {
    for (let family = 0; family < options.families; family++)
      for (let round = 0; round < options.rounds; round++)
        planRound(world, { family, start: monthStart(month), shift: round % 3, density: options.density });
    for (let date = monthStart(month); date <= monthEnd(month); date++) world.runDay(date);
    endMonth(world, options);
  }
  return world;
}

function endMonth(world: World, options: SimulationOptions): void {
  const month = monthIndex(world.today);
  settlePayments(world);
  closeMonth(world, options.families);
  adjustCosts(world.ledger);
  postInventoryCost(world.ledger, world.gl, {
    method: PER_ENTRY.has(month) ? "Per Entry" : "Per Posting Group",
    documentNo: world.number("posting"),
    through: monthEnd(month),
    date: world.today,
  });
  if (month < monthIndex(LAST_DAY)) world.ledger.closedThrough = monthEnd(month);
}
