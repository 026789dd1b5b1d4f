/** Items, orders, setups and dimensions as tables. */
import {
  COMPANY,
  DIMENSION_SETS,
  DIMENSIONS,
  GEN_BUS_POSTING_GROUPS,
  GENERAL_ACCOUNTS,
  INVENTORY_ACCOUNTS,
  INVENTORY_POSTING_GROUPS,
  LOCATIONS,
  PRODUCTION_ACCOUNTS,
  SETUP_WITHOUT_COGS,
} from "../company";
import { day, monthEnd, monthStart } from "../core/calendar";
import type { World } from "../core/world";
import { SampleTable } from "../workbook";
import {
  boolean,
  code,
  date,
  integer,
  of,
  option,
  over,
  percent,
  quantity,
  text,
  unitAmount,
  amount,
} from "./columns";

export function items(world: World): SampleTable {
  const { items: list, ledger } = world;
  const waiting = new Set([...ledger.dirtyItems, ...[...ledger.dirtyLines].map((line) => line.item)]);
  return new SampleTable(
    "Items",
    list.length,
    over(list, [
      of(code, "No.", (one) => one.no),
      of(text, "Description", (one) => one.description),
      of(code, "Base Unit of Measure", (one) => one.unit),
      of(option, "Type", (one) => one.type),
      of(code, "Inventory Posting Group", (one) => one.inventoryPostingGroup),
      of(integer, "Statistics Group", (one) => one.statisticsGroup),
      of(option, "Costing Method", (one) => one.costingMethod),
      of(boolean, "Cost is Adjusted", (one) => !waiting.has(one)),
      of(unitAmount, "Standard Cost", (one) => one.standardCost),
      of(percent, "Indirect Cost %", (one) => one.indirectCostPercent),
      of(unitAmount, "Overhead Rate", (one) => one.overheadRate),
      of(unitAmount, "Single-Level Material Cost", (one) => one.shares.material),
      of(unitAmount, "Single-Level Capacity Cost", (one) => one.shares.capacity),
      of(unitAmount, "Single-Level Subcontrd. Cost", (one) => one.shares.subcontracted),
      of(unitAmount, "Single-Level Cap. Ovhd Cost", (one) => one.shares.capacityOverhead),
      of(unitAmount, "Single-Level Mfg. Ovhd Cost", (one) => one.shares.manufacturingOverhead),
      of(boolean, "Inventory Value Zero", () => false),
      of(boolean, "Excluded from Cost Adjustment", () => false),
    ]),
  );
}

export function inventoryPostingGroups(): SampleTable {
  return new SampleTable(
    "Inventory Posting Groups",
    INVENTORY_POSTING_GROUPS.length,
    over(INVENTORY_POSTING_GROUPS, [
      of(code, "Code", (one) => one.code),
      of(text, "Description", (one) => one.description),
    ]),
  );
}

export function productionOrders(world: World): SampleTable {
  const orders = world.orders.filter((order) => order.type === "Production");
  return new SampleTable(
    "Production Orders",
    orders.length,
    over(orders, [
      of(option, "Status", (one) => one.status),
      of(code, "No.", (one) => one.no),
      of(text, "Description", (one) => one.description),
      of(option, "Source Type", () => "Item"),
      of(code, "Source No.", (one) => one.item.no),
      of(quantity, "Quantity", (one) => one.quantity),
      of(date, "Finished Date", (one) => one.finishedDate),
    ]),
  );
}

export function productionOrderLines(world: World): SampleTable {
  const lines = world.orders.filter((order) => order.type === "Production").flatMap((order) => order.lines);
  return new SampleTable(
    "Prod. Order Lines",
    lines.length,
    over(lines, [
      of(option, "Status", (one) => one.order.status),
      of(code, "Prod. Order No.", (one) => one.order.no),
      of(integer, "Line No.", (one) => one.lineNo),
      of(code, "Item No.", (one) => one.item.no),
      of(quantity, "Quantity", (one) => one.quantity),
      of(quantity, "Finished Qty. (Base)", (one) =>
        one.outputs.reduce((sum, entry) => sum + entry.quantity, 0),
      ),
    ]),
  );
}

export function inventoryPostingSetup(): SampleTable {
  const rows = LOCATIONS.flatMap((location) =>
    INVENTORY_POSTING_GROUPS.map((group) => ({
      location,
      group: group.code,
      pair: INVENTORY_ACCOUNTS.get(group.code),
    })),
  );
  return new SampleTable(
    "Inventory Posting Setup",
    rows.length,
    over(rows, [
      of(code, "Location Code", (one) => one.location),
      of(code, "Invt. Posting Group Code", (one) => one.group),
      of(code, "Inventory Account", (one) => one.pair?.inventory ?? ""),
      of(code, "Inventory Account (Interim)", (one) => one.pair?.interim ?? ""),
      of(code, "WIP Account", () => PRODUCTION_ACCOUNTS.wip),
      of(code, "Material Variance Account", () => PRODUCTION_ACCOUNTS.materialVariance),
      of(code, "Capacity Variance Account", () => PRODUCTION_ACCOUNTS.capacityVariance),
      of(code, "Subcontracted Variance Account", () => PRODUCTION_ACCOUNTS.subcontractedVariance),
      of(code, "Cap. Overhead Variance Account", () => PRODUCTION_ACCOUNTS.capOverheadVariance),
      of(code, "Mfg. Overhead Variance Account", () => PRODUCTION_ACCOUNTS.mfgOverheadVariance),
      of(code, "Material Non-Inventory Variance Account", () => ""),
    ]),
  );
}

export function generalPostingSetup(): SampleTable {
  const rows = GEN_BUS_POSTING_GROUPS.flatMap((bus) =>
    [...GENERAL_ACCOUNTS].map(([prod, accounts]) => ({ bus, prod, accounts })),
  );
  const gap = (row: { bus: string; prod: string }): boolean =>
    row.bus === SETUP_WITHOUT_COGS.bus && row.prod === SETUP_WITHOUT_COGS.prod;
  return new SampleTable(
    "General Posting Setup",
    rows.length,
    over(rows, [
      of(code, "Gen. Bus. Posting Group", (one) => one.bus),
      of(code, "Gen. Prod. Posting Group", (one) => one.prod),
      of(code, "COGS Account", (one) => (gap(one) ? "" : one.accounts.cogs)),
      of(code, "COGS Account (Interim)", (one) => one.accounts.cogsInterim),
      of(code, "Inventory Adjmt. Account", (one) => one.accounts.adjustment),
      of(code, "Invt. Accrual Acc. (Interim)", (one) => one.accounts.accrualInterim),
      of(code, "Direct Cost Applied Account", (one) => one.accounts.directCostApplied),
      of(code, "Overhead Applied Account", (one) => one.accounts.overheadApplied),
      of(code, "Purchase Variance Account", (one) => one.accounts.purchaseVariance),
      of(code, "Direct Cost Non-Inventory Applied Account", () => ""),
      of(boolean, "Blocked", () => false),
    ]),
  );
}

export function inventorySetup(): SampleTable {
  return new SampleTable("Inventory Setup", 1, [
    boolean("Expected Cost Posting to G/L", () => true),
    option("Average Cost Period", () => "Month"),
    option("Average Cost Calc. Type", () => "Item & Location & Variant"),
  ]);
}

export function manufacturingSetup(): SampleTable {
  return new SampleTable("Manufacturing Setup", 1, [
    boolean("Include Non-Inventory Items to Produced Items", () => false),
    boolean("Allow Finishing Prod. Order with no Output", () => false),
  ]);
}

/** Calendar months of 2025 and 2026. */
export function accountingPeriods(): SampleTable {
  const starts = Array.from({ length: 25 }, (_, index) => monthStart(2025 * 12 + index));
  const january = (row: number): boolean => row % 12 === 0;
  return new SampleTable("Accounting Periods", starts.length, [
    date("Starting Date", (row) => starts[row]),
    boolean("New Fiscal Year", january),
    option("Average Cost Period", (row) => (january(row) ? "Month" : "")),
    option("Average Cost Calc. Type", (row) => (january(row) ? "Item & Location & Variant" : "")),
  ]);
}

/** One row per month; what lies before the first open day is closed. */
export function inventoryPeriods(world: World): SampleTable {
  const ends = Array.from({ length: 13 }, (_, index) => monthEnd(2025 * 12 + 1 + index));
  return new SampleTable("Inventory Periods", ends.length, [
    date("Ending Date", (row) => ends[row]),
    boolean("Closed", (row) => (ends[row] as number) <= world.ledger.closedThrough),
  ]);
}

export function generalLedgerSetup(): SampleTable {
  return new SampleTable("General Ledger Setup", 1, [
    amount("Amount Rounding Precision", () => 1),
    unitAmount("Unit-Amount Rounding Precision", () => 1),
    date("Allow Posting From", () => day(2026, 1, 1)),
    date("Allow Posting To", () => undefined),
    code("Additional Reporting Currency", () => ""),
  ]);
}

export function userSetup(): SampleTable {
  const users = [
    { id: "CONTROLLER", from: day(2026, 1, 1), to: undefined },
    { id: "WAREHOUSE", from: day(2026, 2, 1), to: day(2026, 2, 28) },
  ];
  return new SampleTable(
    "User Setup",
    users.length,
    over(users, [
      of(code, "User ID", (one) => one.id),
      of(date, "Allow Posting From", (one) => one.from as number | undefined),
      of(date, "Allow Posting To", (one) => one.to),
    ]),
  );
}

export function sourceCodeSetup(): SampleTable {
  return new SampleTable("Source Code Setup", 1, [code("Inventory Post Cost", () => "INVTPCOST")]);
}

export function dimensionSetEntries(): SampleTable {
  const rows = DIMENSION_SETS.flatMap((set, index) =>
    (
      [
        [DIMENSIONS.shortcut3, set.area],
        [DIMENSIONS.global2, set.channel],
        [DIMENSIONS.global1, set.department],
      ] as const
    )
      .filter(([, value]) => value !== "")
      .map(([dimension, value]) => ({ id: index + 1, dimension, value })),
  );
  return new SampleTable(
    "Dimension Set Entries",
    rows.length,
    over(rows, [
      of(integer, "Dimension Set ID", (one) => one.id),
      of(code, "Dimension Code", (one) => one.dimension),
      of(code, "Dimension Value Code", (one) => one.value),
    ]),
  );
}

/** Settings of the workbook that reports print. */
export function tieoutSetup(): SampleTable {
  const rows = [
    ["Company Name", COMPANY.name],
    ["Local Currency", COMPANY.currency],
    ["Month-End Date", "2026-01-31"],
  ] as const;
  return new SampleTable(
    "Tieout Setup",
    rows.length,
    over(rows, [
      of(text, "Name", ([name]) => name as string),
      of(text, "Value", ([, value]) => value as string),
    ]),
  );
}
