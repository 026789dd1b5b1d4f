/** Runs the year day by day and closes every month: adjust cost, post it to the general ledger, close the period. */
import { FIRST_DAY, LAST_DAY } from "../company";
import { adjustCosts } from "./adjust";
import { monthEnd, monthIndex, monthStart } from "./calendar";
import { openStock, planMonth } from "./plan";
import { postInventoryCost } from "./post-inventory";
import { World } from "./world";
import { calculatePending, planProjects, postProjectWip } from "../events/projects";
import { planSpecialEvents } from "../events/special";
import { closeMonth, openBooks, settlePayments } from "../events/finance";

export interface SimulationOptions {
  seed: number;
  families: number;
  /** Percent of the optional events. */
  density: number;
  faults: boolean;
}

/** Months in which cost was posted entry by entry. */
const PER_ENTRY = new Set([monthIndex(FIRST_DAY) + 9, monthIndex(LAST_DAY)]);

/** Months at whose end the WIP of projects was posted, with the document. */
const PROJECT_WIP_DOCUMENTS = new Map([
  [monthIndex(FIRST_DAY) + 9, "WIP0001"],
  [monthIndex(FIRST_DAY) + 10, "WIP0002"],
]);

export function simulate(options: SimulationOptions): World {
  const world = new World(options.seed, options.families);
  openBooks(world, options.families);
  world.at(FIRST_DAY, () => {
    for (let family = 0; family < options.families; family++) openStock(world, family);
  });
  planSpecialEvents(world, options.faults);
  planProjects(world);
  for (let month = monthIndex(FIRST_DAY); month <= monthIndex(LAST_DAY); month++) {
    for (let family = 0; family < options.families; family++)
      planMonth(world, { family, start: monthStart(month), density: options.density });
    for (let date = monthStart(month); date <= monthEnd(month); date++) world.runDay(date);
    endMonth(world, options);
  }
  return world;
}

function endMonth(world: World, options: SimulationOptions): void {
  const month = monthIndex(world.today);
  const last = month === monthIndex(LAST_DAY);
  settlePayments(world);
  closeMonth(world, options.families);
  const projectWip = PROJECT_WIP_DOCUMENTS.get(month);
  if (projectWip !== undefined) postProjectWip(world, world.today, projectWip);
  if (last) calculatePending(world, world.today);
  if (last && options.faults) lastAdjustment(world);
  else adjustCosts(world.ledger);
  postInventoryCost(world.ledger, world.gl, {
    method: PER_ENTRY.has(month) ? "Per Entry" : "Per Posting Group",
    documentNo: world.number("posting"),
    // The last day is left for the user to post.
    through: last && options.faults ? LAST_DAY - 1 : monthEnd(month),
    date: world.today,
    faults: world.postingFaults,
    onFault: (row, glEntry) => {
      world.faultPlaces.find((place) => place.valueEntryNos.includes(row + 1))?.glEntryNos.push(glEntry);
    },
  });
  if (!last) world.ledger.closedThrough = monthEnd(month);
}

/** The last run leaves work: dynamos wait, and the correction of panniers falls on the first day of February. */
function lastAdjustment(world: World): void {
  world.item("A-40").held = true;
  const pannier = world.item("A-60");
  adjustCosts(world.ledger, { only: (item) => item !== pannier });
  adjustCosts(world.ledger, { only: (item) => item === pannier, notBefore: LAST_DAY + 1 });
}
