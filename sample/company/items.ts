/** What the company buys, makes and sells: items, variants, bills of material, routings. */
import type { CostingMethod } from "../core/model";

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
