/** Harbour Cycles Ltd., declared: items, bills of material, posting groups, accounts, setups, partners. All names are made up. */
import { day } from "./core/calendar";
import type { CostingMethod } from "./core/model";

export const COMPANY = { name: "Harbour Cycles Ltd.", currency: "EUR" } as const;

/** The year that is simulated; the month-end is January 2026. */
export const FIRST_DAY = day(2025, 2, 1);
export const LAST_DAY = day(2026, 1, 31);

export const LOCATIONS = ["", "BLUE", "RED"] as const;

export interface ItemDeclaration {
  no: string;
  description: string;
  unit: string;
  group: "FINISHED" | "SEMI" | "RAW MAT" | "RESALE";
  method: CostingMethod;
  level: 0 | 1 | 2;
  /** Money per unit. */
  cost: number;
  /** Percent. */
  indirect?: number;
  /** Money per unit. */
  overheadRate?: number;
  /** Standard cost by origin, money per unit. */
  shares?: {
    material: number;
    capacity: number;
    subcontracted?: number;
    capacityOverhead: number;
    overhead: number;
  };
  statisticsGroup?: number;
  /** Only in the first group of items, for events that happen once. */
  once?: boolean;
}

export const ITEMS: readonly ItemDeclaration[] = [
  {
    no: "1000",
    description: "Bicycle",
    unit: "PCS",
    group: "FINISHED",
    method: "Standard",
    level: 2,
    cost: 259.1,
    indirect: 4,
    shares: { material: 213, capacity: 30, capacityOverhead: 6, overhead: 10.1 },
    statisticsGroup: 10,
  },
  {
    no: "1010",
    description: "City bike",
    unit: "PCS",
    group: "FINISHED",
    method: "FIFO",
    level: 2,
    cost: 271,
    indirect: 5,
    statisticsGroup: 10,
  },
  {
    no: "1020",
    description: "Touring bike",
    unit: "PCS",
    group: "FINISHED",
    method: "Average",
    level: 2,
    cost: 281,
    overheadRate: 7.5,
    statisticsGroup: 10,
  },
  {
    no: "1030",
    description: "Cargo bike",
    unit: "PCS",
    group: "FINISHED",
    method: "Specific",
    level: 2,
    cost: 483,
    indirect: 5,
    statisticsGroup: 20,
  },
  {
    no: "1040",
    description: "Kids bike",
    unit: "PCS",
    group: "FINISHED",
    method: "LIFO",
    level: 2,
    cost: 116,
    indirect: 3,
    statisticsGroup: 20,
  },
  {
    no: "1090",
    description: "Prototype",
    unit: "PCS",
    group: "FINISHED",
    method: "FIFO",
    level: 2,
    cost: 0,
    once: true,
  },
  {
    no: "1100",
    description: "Front wheel",
    unit: "PCS",
    group: "SEMI",
    method: "FIFO",
    level: 1,
    cost: 31.25,
    indirect: 2.5,
  },
  {
    no: "1110",
    description: "Rear wheel",
    unit: "PCS",
    group: "SEMI",
    method: "Average",
    level: 1,
    cost: 39.45,
    overheadRate: 0.85,
  },
  {
    no: "1120",
    description: "Frame",
    unit: "PCS",
    group: "SEMI",
    method: "Standard",
    level: 1,
    cost: 89.5,
    indirect: 5,
    shares: { material: 48.5, capacity: 20, subcontracted: 12, capacityOverhead: 4.5, overhead: 4.5 },
  },
  { no: "1130", description: "Chain", unit: "M", group: "RAW MAT", method: "FIFO", level: 0, cost: 4.51 },
  {
    no: "1140",
    description: "Brake set",
    unit: "PCS",
    group: "RAW MAT",
    method: "LIFO",
    level: 0,
    cost: 18.17,
  },
  {
    no: "1150",
    description: "Paint",
    unit: "KG",
    group: "RAW MAT",
    method: "Average",
    level: 0,
    cost: 13.13,
  },
  { no: "1160", description: "Hub", unit: "PCS", group: "RAW MAT", method: "FIFO", level: 0, cost: 11.35 },
  { no: "1170", description: "Rim", unit: "PCS", group: "RAW MAT", method: "Average", level: 0, cost: 9.47 },
  {
    no: "1180",
    description: "Frame tube",
    unit: "M",
    group: "RAW MAT",
    method: "Standard",
    level: 0,
    cost: 7.9,
  },
  {
    no: "1190",
    description: "Saddle",
    unit: "PCS",
    group: "RAW MAT",
    method: "FIFO",
    level: 0,
    cost: 15.05,
    indirect: 5,
    overheadRate: 0.12,
  },
  {
    no: "1195",
    description: "Cargo box",
    unit: "PCS",
    group: "RAW MAT",
    method: "Specific",
    level: 0,
    cost: 184,
  },
  {
    no: "1199",
    description: "Cable set",
    unit: "PCS",
    group: "RAW MAT",
    method: "FIFO",
    level: 0,
    cost: 3.35,
    once: true,
  },
  {
    no: "A-10",
    description: "Lamp",
    unit: "BOX",
    group: "RESALE",
    method: "Average",
    level: 0,
    cost: 12.49,
    statisticsGroup: 30,
  },
  {
    no: "A-20",
    description: "Helmet",
    unit: "PCS",
    group: "RESALE",
    method: "FIFO",
    level: 0,
    cost: 32.15,
    indirect: 1.5,
    statisticsGroup: 30,
  },
  {
    no: "A-30",
    description: "Lock",
    unit: "PCS",
    group: "RESALE",
    method: "LIFO",
    level: 0,
    cost: 21.35,
    statisticsGroup: 30,
  },
  {
    no: "A-40",
    description: "Dynamo",
    unit: "PCS",
    group: "RESALE",
    method: "Average",
    level: 0,
    cost: 30,
    once: true,
  },
  {
    no: "A-50",
    description: "Pump",
    unit: "PCS",
    group: "RESALE",
    method: "FIFO",
    level: 0,
    cost: 12,
    once: true,
  },
  {
    no: "A-60",
    description: "Pannier",
    unit: "PCS",
    group: "RESALE",
    method: "Average",
    level: 0,
    cost: 25,
    once: true,
  },
  {
    no: "A-70",
    description: "Computer",
    unit: "PCS",
    group: "RESALE",
    method: "Standard",
    level: 0,
    cost: 48,
  },
];

/** A service item: it stands on the item list and has no stock. */
export const SERVICE_ITEM = {
  no: "S-10",
  description: "Inspection",
  unit: "HOUR",
  genProd: "SERVICES",
} as const;

export const VARIANTS: ReadonlyMap<string, readonly string[]> = new Map([["A-20", ["S", "M", "L"]]]);

/** Per unit of the parent. */
export interface BillLine {
  item: string;
  quantity: number;
}

export const BILLS: ReadonlyMap<string, readonly BillLine[]> = new Map([
  [
    "1100",
    [
      { item: "1160", quantity: 1 },
      { item: "1170", quantity: 1 },
    ],
  ],
  [
    "1110",
    [
      { item: "1160", quantity: 1 },
      { item: "1170", quantity: 1 },
      { item: "1130", quantity: 1.25 },
    ],
  ],
  [
    "1120",
    [
      { item: "1180", quantity: 5.5 },
      { item: "1150", quantity: 0.35 },
    ],
  ],
  [
    "1000",
    [
      { item: "1100", quantity: 1 },
      { item: "1110", quantity: 1 },
      { item: "1120", quantity: 1 },
      { item: "1140", quantity: 2 },
      { item: "1190", quantity: 1 },
    ],
  ],
  [
    "1010",
    [
      { item: "1100", quantity: 1 },
      { item: "1110", quantity: 1 },
      { item: "1120", quantity: 1 },
      { item: "1140", quantity: 2 },
      { item: "1130", quantity: 1.5 },
      { item: "1190", quantity: 1 },
    ],
  ],
  [
    "1020",
    [
      { item: "1100", quantity: 1 },
      { item: "1110", quantity: 1 },
      { item: "1120", quantity: 1 },
      { item: "1140", quantity: 3 },
      { item: "1190", quantity: 1 },
    ],
  ],
  [
    "1030",
    [
      { item: "1100", quantity: 2 },
      { item: "1110", quantity: 1 },
      { item: "1120", quantity: 1 },
      { item: "1195", quantity: 1 },
    ],
  ],
  [
    "1040",
    [
      { item: "1100", quantity: 2 },
      { item: "1140", quantity: 1 },
      { item: "1190", quantity: 1 },
    ],
  ],
]);

/** Hours per unit and the centre that works them; the subcontractor is paid per piece. */
export interface RoutingStep {
  type: "Work Center" | "Machine Center" | "Resource";
  center: string;
  description: string;
  hoursPerUnit: number;
  ratePerHour: number;
  /** Percent of the direct cost. */
  overhead: number;
}

export const ROUTINGS: ReadonlyMap<string, readonly RoutingStep[]> = new Map([
  [
    "1100",
    [
      {
        type: "Work Center",
        center: "WHEELS",
        description: "Wheel building",
        hoursPerUnit: 0.2,
        ratePerHour: 42,
        overhead: 15,
      },
    ],
  ],
  [
    "1110",
    [
      {
        type: "Work Center",
        center: "WHEELS",
        description: "Wheel building",
        hoursPerUnit: 0.25,
        ratePerHour: 42,
        overhead: 15,
      },
    ],
  ],
  [
    "1120",
    [
      {
        type: "Work Center",
        center: "WELDING",
        description: "Welding",
        hoursPerUnit: 0.3,
        ratePerHour: 48,
        overhead: 20,
      },
      {
        type: "Machine Center",
        center: "CNC-1",
        description: "Milling",
        hoursPerUnit: 0.1,
        ratePerHour: 61.5,
        overhead: 25,
      },
    ],
  ],
  [
    "1000",
    [
      {
        type: "Work Center",
        center: "ASSEMBLY",
        description: "Final assembly",
        hoursPerUnit: 0.75,
        ratePerHour: 39,
        overhead: 20,
      },
    ],
  ],
  [
    "1010",
    [
      {
        type: "Work Center",
        center: "ASSEMBLY",
        description: "Final assembly",
        hoursPerUnit: 0.8,
        ratePerHour: 39,
        overhead: 20,
      },
    ],
  ],
  [
    "1020",
    [
      {
        type: "Work Center",
        center: "ASSEMBLY",
        description: "Final assembly",
        hoursPerUnit: 0.9,
        ratePerHour: 39,
        overhead: 20,
      },
    ],
  ],
  [
    "1030",
    [
      {
        type: "Work Center",
        center: "ASSEMBLY",
        description: "Final assembly",
        hoursPerUnit: 1.75,
        ratePerHour: 39,
        overhead: 20,
      },
    ],
  ],
  [
    "1040",
    [
      {
        type: "Resource",
        center: "KIT TEAM",
        description: "Kit assembly",
        hoursPerUnit: 0.5,
        ratePerHour: 28,
        overhead: 10,
      },
    ],
  ],
]);

/** Powder coating of frames, bought per piece. */
export const SUBCONTRACTOR = { item: "1120", vendor: "V300", center: "COATING", costPerUnit: 11.9 } as const;

export interface Partner {
  no: string;
  name: string;
  genBus: "DOMESTIC" | "EU" | "EXPORT";
  channel?: "RETAIL" | "TRADE" | "ONLINE";
}

export const CUSTOMERS: readonly Partner[] = [
  { no: "C10000", name: "Northgate Cycles", genBus: "DOMESTIC", channel: "TRADE" },
  { no: "C20000", name: "Wheel House", genBus: "DOMESTIC", channel: "TRADE" },
  { no: "C30000", name: "Shop counter", genBus: "DOMESTIC", channel: "RETAIL" },
  { no: "C40000", name: "Web shop", genBus: "DOMESTIC", channel: "ONLINE" },
  { no: "C50000", name: "Velo Canal", genBus: "EU", channel: "TRADE" },
  { no: "C60000", name: "Fjord Bikes", genBus: "EXPORT", channel: "TRADE" },
];

export const VENDORS: readonly Partner[] = [
  { no: "V100", name: "Alloy Works", genBus: "DOMESTIC" },
  { no: "V200", name: "Parts Depot", genBus: "EU" },
  { no: "V300", name: "Coating Shop", genBus: "DOMESTIC" },
  { no: "V400", name: "Harbour Freight Lines", genBus: "DOMESTIC" },
];

export const ITEM_CHARGE = { no: "FREIGHT", genProd: "FREIGHT" } as const;

export const INVENTORY_POSTING_GROUPS = [
  { code: "FINISHED", description: "Finished goods", genProd: "FINISHED" },
  { code: "SEMI", description: "Semi-finished goods", genProd: "FINISHED" },
  { code: "RAW MAT", description: "Raw material", genProd: "RAW MAT" },
  { code: "RESALE", description: "Resale items", genProd: "RETAIL" },
] as const;

/** Gen. Prod. Posting Group of work centres and subcontracting. */
export const CAPACITY_GROUP = "MANUFACT";

/** G/L accounts of each inventory posting group, the same in every location. */
export const INVENTORY_ACCOUNTS: ReadonlyMap<string, { inventory: string; interim: string }> = new Map([
  ["FINISHED", { inventory: "2110", interim: "2111" }],
  ["SEMI", { inventory: "2115", interim: "2116" }],
  ["RESALE", { inventory: "2120", interim: "2121" }],
  ["RAW MAT", { inventory: "2130", interim: "2131" }],
]);

export const PRODUCTION_ACCOUNTS = {
  wip: "2140",
  materialVariance: "7890",
  capacityVariance: "7891",
  subcontractedVariance: "7892",
  capOverheadVariance: "7893",
  mfgOverheadVariance: "7894",
} as const;

/** Inventory account of resale items until the chart was tidied up; nothing points to it any more. */
export const FORMER_INVENTORY_ACCOUNT = "2190";

export interface GeneralAccounts {
  cogs: string;
  cogsInterim: string;
  adjustment: string;
  accrualInterim: string;
  directCostApplied: string;
  overheadApplied: string;
  purchaseVariance: string;
}

export const GENERAL_ACCOUNTS: ReadonlyMap<string, GeneralAccounts> = new Map([
  [
    "RETAIL",
    {
      cogs: "7190",
      cogsInterim: "5510",
      adjustment: "7170",
      accrualInterim: "5530",
      directCostApplied: "7191",
      overheadApplied: "7192",
      purchaseVariance: "7193",
    },
  ],
  [
    "RAW MAT",
    {
      cogs: "7290",
      cogsInterim: "5520",
      adjustment: "7270",
      accrualInterim: "5531",
      directCostApplied: "7291",
      overheadApplied: "7292",
      purchaseVariance: "7293",
    },
  ],
  [
    "FINISHED",
    {
      cogs: "7390",
      cogsInterim: "5511",
      adjustment: "7370",
      accrualInterim: "5532",
      directCostApplied: "7391",
      overheadApplied: "7392",
      purchaseVariance: "7393",
    },
  ],
  [
    "MANUFACT",
    {
      cogs: "",
      cogsInterim: "",
      adjustment: "7770",
      accrualInterim: "",
      directCostApplied: "7791",
      overheadApplied: "7792",
      purchaseVariance: "7793",
    },
  ],
  [
    "FREIGHT",
    {
      cogs: "",
      cogsInterim: "",
      adjustment: "7870",
      accrualInterim: "",
      directCostApplied: "7871",
      overheadApplied: "",
      purchaseVariance: "7873",
    },
  ],
]);

export const GEN_BUS_POSTING_GROUPS = ["", "DOMESTIC", "EU", "EXPORT"] as const;

/** The setup row whose COGS Account was never filled: sales of resale items to export customers cannot be posted. */
export const SETUP_WITHOUT_COGS = { bus: "EXPORT", prod: "RETAIL" } as const;

/** Accounts of everything that is not inventory. */
export const OTHER_ACCOUNTS = {
  equipment: "1200",
  accumulatedDepreciation: "1290",
  receivables: "2310",
  bank: "2920",
  equity: "3110",
  vendors: "5410",
  payrollLiability: "5840",
  salesFinished: "6110",
  salesResale: "6120",
  projectSales: "6410",
  purchasesRaw: "7210",
  purchasesResale: "7110",
  purchasesFreight: "7810",
  subcontracting: "7820",
  projectCosts: "7410",
  wages: "8710",
  salaries: "8720",
  wagesToProjects: "8790",
  rent: "8110",
  energy: "8120",
  depreciation: "8820",
  stockDifferences: "8640",
} as const;

/** Global dimensions 1 and 2 and one shortcut dimension. */
export const DIMENSIONS = { global1: "DEPARTMENT", global2: "CHANNEL", shortcut3: "AREA" } as const;

/** Dimension sets; their ids are the position + 1. Set 0 is "none". */
export const DIMENSION_SETS: readonly { department: string; channel: string; area: string }[] = [
  { department: "PROD", channel: "", area: "" },
  { department: "SALES", channel: "RETAIL", area: "" },
  { department: "SALES", channel: "TRADE", area: "" },
  { department: "SALES", channel: "ONLINE", area: "" },
  { department: "PURCH", channel: "", area: "" },
  { department: "ADMIN", channel: "", area: "" },
  { department: "SALES", channel: "TRADE", area: "NORTH" },
  { department: "PROJECTS", channel: "TRADE", area: "" },
];

export const SET_PRODUCTION = 1;
export const SET_PURCHASING = 5;
export const SET_ADMIN = 6;
export const SET_PROJECTS = 8;

export function customerDimensionSet(customer: Partner): number {
  if (customer.genBus === "EXPORT") return 7;
  return customer.channel === "RETAIL" ? 2 : customer.channel === "ONLINE" ? 4 : 3;
}
