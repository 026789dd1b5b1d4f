/** Makes the sample company's ledgers: same options, same bytes. */
import { simulate } from "./core/simulate";
import type { World } from "./core/world";
import * as general from "./tables/general";
import * as inventory from "./tables/inventory";
import * as projects from "./tables/projects";
import * as setup from "./tables/setup";
import { type SampleTable, type SampleTables } from "./workbook";

export interface SampleOptions {
  /** Whole number; default `DEFAULT_SEED`. */
  seed?: number;
  /** About how many value entries the year has, from some hundreds to a million; default 3,000. */
  valueEntries?: number;
  /** Plant the faults of faults.ts and leave the last days unposted; default true. */
  faults?: boolean;
}

export interface SampleWorkbook {
  tables: SampleTables;
  world: World;
}

/**
 * The shipped year. Open receipts are worth an unrounded share of their cost, issues are rounded one by one; in this year the cents cancel out, so
 * that cost specification and valuation meet exactly.
 */
export const DEFAULT_SEED = 51;

/** Value entries that one family of items makes in the year. */
const ENTRIES_PER_FAMILY = 3050;

export function generateSample(options: SampleOptions = {}): SampleWorkbook {
  const { seed = DEFAULT_SEED, valueEntries = 3000, faults = true } = options;
  const size = valueEntries / ENTRIES_PER_FAMILY;
  const world = simulate({
    seed,
    families: Math.max(1, Math.round(size)),
    density: size >= 0.75 ? 100 : Math.max(5, Math.round(size * 100)),
    faults,
  });
  return { tables: tablesOf(world), world };
}

function tablesOf(world: World): SampleTables {
  const tables: SampleTable[] = [
    inventory.valueEntries(world),
    inventory.itemLedgerEntries(world),
    inventory.itemApplicationEntries(world),
    inventory.capacityLedgerEntries(world),
    general.generalLedgerEntries(world),
    inventory.relations(world),
    inventory.postingQueue(world),
    inventory.adjustmentOrders(world),
    inventory.averageEntryPoints(world),
    setup.items(world),
    setup.inventoryPostingGroups(),
    setup.productionOrders(world),
    setup.productionOrderLines(world),
    setup.inventoryPostingSetup(),
    setup.generalPostingSetup(),
    general.generalLedgerAccounts(),
    general.generalLedgerRegisters(world),
    setup.inventorySetup(),
    setup.manufacturingSetup(),
    setup.generalLedgerSetup(),
    setup.accountingPeriods(),
    setup.inventoryPeriods(world),
    setup.userSetup(),
    setup.sourceCodeSetup(),
    setup.dimensionSetEntries(),
    projects.jobs(),
    projects.jobTasks(world),
    projects.jobPlanningLines(),
    projects.jobLedgerEntries(world),
    projects.jobPostingGroups(),
    projects.jobWipMethods(),
    projects.jobWipEntries(world),
    projects.jobWipGeneralLedgerEntries(world),
    projects.jobWipTotals(world),
    projects.jobTaskDimensions(),
    setup.tieoutSetup(),
  ];
  return new Map(tables.map((table) => [table.sheet, table]));
}
