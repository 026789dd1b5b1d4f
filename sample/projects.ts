/** The projects of Harbour Cycles, declared: posting groups, WIP methods, projects with tasks, budgets, usage and invoices. */

export interface ProjectPostingGroup {
  code: string;
  wipCosts: string;
  wipAccruedCosts: string;
  jobCostsApplied: string;
  itemCostsApplied: string;
  resourceCostsApplied: string;
  glCostsApplied: string;
  costsAdjustment: string;
  wipAccruedSales: string;
  wipInvoicedSales: string;
  salesApplied: string;
  salesAdjustment: string;
  recognizedCosts: string;
  recognizedSales: string;
}

const PROJECT: ProjectPostingGroup = {
  code: "PROJECT",
  wipCosts: "2231",
  wipAccruedCosts: "2232",
  jobCostsApplied: "7480",
  itemCostsApplied: "7482",
  resourceCostsApplied: "7483",
  glCostsApplied: "7484",
  costsAdjustment: "7481",
  wipAccruedSales: "2211",
  wipInvoicedSales: "2212",
  salesApplied: "6490",
  salesAdjustment: "6491",
  recognizedCosts: "7620",
  recognizedSales: "6620",
};

export const PROJECT_POSTING_GROUPS: readonly ProjectPostingGroup[] = [
  PROJECT,
  { ...PROJECT, code: "SERVICE", salesAdjustment: "", costsAdjustment: "" },
];

/** Accounts of project posting groups. */
export const PROJECT_ACCOUNT_NAMES: ReadonlyMap<string, string> = new Map([
  ["2211", "WIP accrued sales"],
  ["2212", "WIP invoiced sales"],
  ["2231", "WIP costs"],
  ["2232", "WIP accrued costs"],
  ["6490", "Project sales applied"],
  ["6491", "Project sales adjustment"],
  ["6620", "Recognized sales"],
  ["7480", "Project costs applied"],
  ["7481", "Project costs adjustment"],
  ["7482", "Items applied to projects"],
  ["7483", "Resources applied to projects"],
  ["7484", "G/L costs applied to projects"],
  ["7620", "Recognized costs"],
]);

export interface WipMethod {
  code: string;
  recognizedCosts: string;
  recognizedSales: string;
  wipCost: boolean;
  wipSales: boolean;
}

function method(code: string, recognizedCosts: string, recognizedSales: string, wipCost = true): WipMethod {
  return { code, recognizedCosts, recognizedSales, wipCost, wipSales: true };
}

/** The five system methods and three of the company's own. */
export const WIP_METHODS: readonly WipMethod[] = [
  method("COMPLETED CONTRACT", "At Completion", "At Completion"),
  method("CONTRACT", "Contract (Invoiced Cost)", "Contract (Invoiced Price)"),
  method("COST OF SALES", "Cost of Sales", "Contract (Invoiced Price)"),
  method("COST VALUE", "Cost Value", "Contract (Invoiced Price)"),
  method("MIXED", "Cost of Sales", "Percentage of Completion"),
  // Business Central allows WIP Cost = No with Usage (Total Cost) only: this one is set up wrongly.
  method("NO WIP COST", "Cost of Sales", "Contract (Invoiced Price)", false),
  method("POC", "Usage (Total Cost)", "Percentage of Completion"),
  method("SALES VALUE", "Usage (Total Cost)", "Sales Value"),
];

/** Money: cost and price. Dates: month (1 … 12) and day of the year that ends in January 2026; January is 2026. */
export interface ProjectEntry {
  month: number;
  day: number;
  kind: "Usage" | "Sale";
  type: "Resource" | "Item" | "G/L Account";
  cost: number;
  price: number;
}

export interface ProjectTask {
  no: string;
  description: string;
  type?: "Posting" | "Heading" | "Begin-Total" | "End-Total";
  wipTotal?: "" | "Total" | "Excluded";
  /** Budget: cost and price. */
  budget?: readonly [number, number];
  /** Billable: cost and price. */
  billable?: readonly [number, number];
  entries?: readonly ProjectEntry[];
  area?: string;
}

export interface Project {
  no: string;
  description: string;
  method: string;
  postingMethod?: "Per Job" | "Per Job Ledger Entry";
  postingGroup?: string;
  status?: "Open" | "Completed";
  /** Ending date as month and day of the year. */
  ending?: readonly [number, number];
  /** WIP was calculated and posted at the end of November and of December. */
  posted?: boolean;
  /** Calculated for the end of January, not posted yet. */
  pending?: boolean;
  /** What the project is there to show. */
  shows: string;
  tasks: readonly ProjectTask[];
}

function usage(
  month: number,
  day: number,
  cost: number,
  price: number,
  type: ProjectEntry["type"] = "Resource",
): ProjectEntry {
  return { month, day, kind: "Usage", type, cost, price };
}

function sale(month: number, day: number, cost: number, price: number): ProjectEntry {
  return { month, day, kind: "Sale", type: "Resource", cost, price };
}

/** A project with a single task that is its own WIP total. */
function single(
  budget: readonly [number, number],
  billable: readonly [number, number],
  entries: readonly ProjectEntry[],
): ProjectTask[] {
  return [{ no: "1000", description: "Work", wipTotal: "Total", budget, billable, entries }];
}

export const PROJECTS: readonly Project[] = [
  {
    no: "P-101",
    description: "City fleet",
    method: "COST OF SALES",
    posted: true,
    shows: "Cost of Sales with two tasks, WIP posted in November and December",
    tasks: [
      { no: "1000", description: "Fleet", type: "Begin-Total" },
      {
        no: "1010",
        description: "Build",
        budget: [12_000, 15_600],
        billable: [11_000, 18_000],
        entries: [
          usage(9, 15, 3_120.4, 4_050),
          usage(11, 12, 2_460.35, 3_200),
          sale(11, 24, 4_000, 6_500),
          usage(1, 14, 1_930.2, 2_510),
        ],
        area: "NORTH",
      },
      {
        no: "1020",
        description: "Delivery",
        budget: [3_000, 3_900],
        billable: [2_800, 4_500],
        entries: [
          usage(11, 20, 640.25, 830),
          usage(12, 9, 512.75, 665),
          sale(12, 15, 700, 1_200),
          sale(1, 19, 900, 1_500),
        ],
      },
      { no: "1999", description: "Fleet, total", type: "End-Total", wipTotal: "Total" },
    ],
  },
  {
    no: "P-102",
    description: "Rental station",
    method: "COST VALUE",
    posted: true,
    shows: "Cost Value",
    tasks: single(
      [8_000, 10_400],
      [7_500, 11_000],
      [
        usage(10, 13, 2_150.8, 2_800),
        sale(11, 10, 1_500, 2_200),
        usage(12, 11, 1_480.45, 1_925),
        sale(1, 21, 1_000, 1_650),
      ],
    ),
  },
  {
    no: "P-103",
    description: "Workshop fit-out",
    method: "POC",
    posted: true,
    pending: true,
    shows: "Percentage of Completion, January calculated and not posted",
    tasks: single(
      [9_500, 12_000],
      [9_000, 14_250],
      [
        usage(11, 6, 1_875.6, 2_400),
        sale(11, 26, 1_200, 1_900),
        usage(12, 4, 2_240.15, 2_900),
        sale(1, 12, 1_800, 2_800),
        usage(1, 22, 1_310, 1_700),
      ],
    ),
  },
  {
    no: "P-104",
    description: "Show bikes",
    method: "CONTRACT",
    shows: "applied costs do not balance: one task is over-recovered, the other under-recovered",
    tasks: [
      { no: "1000", description: "Show bikes", type: "Begin-Total" },
      {
        no: "1010",
        description: "Frames",
        budget: [2_000, 2_600],
        billable: [1_900, 2_800],
        entries: [usage(1, 8, 1_000, 1_300), sale(1, 20, 760, 1_150)],
      },
      {
        no: "1020",
        description: "Paintwork",
        budget: [1_500, 1_950],
        billable: [1_400, 2_100],
        entries: [usage(1, 13, 500, 650), sale(1, 20, 900, 1_350)],
      },
      { no: "1999", description: "Show bikes, total", type: "End-Total", wipTotal: "Total" },
    ],
  },
  {
    no: "P-105",
    description: "Courier bikes",
    method: "SALES VALUE",
    postingMethod: "Per Job Ledger Entry",
    shows: "Sales Value per ledger entry with accrued sales: applied sales do not balance",
    tasks: single(
      [4_000, 5_200],
      [3_900, 6_000],
      [usage(12, 8, 900, 1_170), usage(1, 12, 650.5, 846, "Item"), sale(1, 23, 600, 950)],
    ),
  },
  {
    no: "P-106",
    description: "Museum restoration",
    method: "COMPLETED CONTRACT",
    posted: true,
    shows: "Completed Contract, running",
    tasks: single(
      [5_000, 6_500],
      [4_800, 7_200],
      [usage(11, 18, 1_240, 1_610), sale(12, 2, 1_000, 1_800), usage(1, 16, 880.9, 1_145)],
    ),
  },
  {
    no: "P-107",
    description: "Race support",
    method: "COST OF SALES",
    status: "Completed",
    ending: [1, 23],
    shows: "completed in January: everything is recognized",
    tasks: single(
      [1_500, 1_950],
      [1_400, 2_300],
      [usage(12, 10, 820, 1_070), usage(1, 9, 610.3, 790), sale(1, 23, 1_400, 2_300)],
    ),
  },
  {
    no: "P-108",
    description: "School loan pool",
    method: "POC",
    status: "Completed",
    ending: [12, 19],
    posted: true,
    shows: "completed, completion posted in December: skipped from then on",
    tasks: single(
      [2_400, 3_100],
      [2_300, 3_600],
      [
        usage(11, 4, 1_100, 1_430),
        sale(11, 28, 1_000, 1_600),
        usage(12, 3, 1_150.7, 1_495),
        sale(12, 19, 1_300, 2_000),
      ],
    ),
  },
  {
    no: "P-109",
    description: "Bike paths study",
    method: "MIXED",
    shows: "a method of the company's own: one allocation factor serves costs and sales",
    tasks: [
      {
        no: "1010",
        description: "Survey",
        budget: [1_000, 1_100],
        billable: [950, 2_000],
        entries: [usage(1, 7, 500, 550), sale(1, 28, 200, 800)],
      },
      {
        no: "1020",
        description: "Report",
        budget: [1_000, 1_100],
        billable: [950, 2_000],
        entries: [usage(1, 15, 500, 550)],
      },
      { no: "1999", description: "Study, total", type: "End-Total", wipTotal: "Total" },
    ],
  },
  {
    no: "P-110",
    description: "Cycle training",
    method: "NO WIP COST",
    shows: "a WIP method that is set up wrongly",
    tasks: single([900, 1_170], [850, 1_300], [usage(1, 19, 300, 390), sale(1, 26, 250, 400)]),
  },
  {
    no: "P-111",
    description: "Tour guiding",
    method: "COST OF SALES",
    shows: "a heading behind the last total makes an empty WIP total",
    tasks: [
      {
        no: "1010",
        description: "Tours",
        wipTotal: "Total",
        budget: [700, 910],
        billable: [650, 1_000],
        entries: [usage(1, 13, 210, 270), sale(1, 27, 190, 300)],
      },
      { no: "2000", description: "Later", type: "Heading" },
    ],
  },
  {
    no: "P-112",
    description: "Maintenance contract",
    method: "POC",
    postingGroup: "SERVICE",
    shows: "an account that would only be needed for nothing is missing",
    tasks: single([1_200, 1_560], [1_100, 2_000], [usage(1, 14, 600, 780), sale(1, 29, 300, 400)]),
  },
  {
    no: "P-113",
    description: "Own stand",
    method: "COST OF SALES",
    shows: "warning: no contract value",
    tasks: single([800, 1_000], [0, 0], [usage(1, 9, 240, 300)]),
  },
  {
    no: "P-114",
    description: "Consulting",
    method: "POC",
    shows: "warning: no cost budget",
    tasks: single([0, 900], [700, 1_100], [usage(1, 20, 180, 240), sale(1, 28, 150, 250)]),
  },
  {
    no: "P-115",
    description: "Inspection round",
    method: "SALES VALUE",
    shows: "warning: no budget price",
    tasks: single([600, 0], [550, 900], [usage(1, 12, 160, 210), sale(1, 22, 140, 230)]),
  },
  {
    no: "P-116",
    description: "Trailer prototype",
    method: "POC",
    shows: "warning: budget overrun",
    tasks: single(
      [1_000, 1_300],
      [950, 1_500],
      [usage(12, 12, 640, 830), usage(1, 21, 512.4, 670), sale(1, 26, 900, 1_400)],
    ),
  },
  {
    no: "P-117",
    description: "Returned order",
    method: "COST OF SALES",
    shows: "warning: recognized sales below zero after a credit memo",
    tasks: single([1_100, 1_430], [1_050, 1_700], [usage(1, 8, 210, 275), sale(1, 27, -80, -120)]),
  },
  {
    no: "P-118",
    description: "Velodrome",
    method: "COST VALUE",
    shows: "warning: recognized costs below zero, applied costs do not balance",
    tasks: single([1_000, 1_100], [950, 2_000], [usage(1, 16, 1_100, 1_210), sale(1, 29, 80, 100)]),
  },
  {
    no: "P-119",
    description: "Depot equipment",
    method: "COST OF SALES",
    postingMethod: "Per Job Ledger Entry",
    shows: "posting per ledger entry over three kinds of cost, one task excluded from WIP",
    tasks: [
      { no: "1000", description: "Depot", type: "Begin-Total" },
      {
        no: "1010",
        description: "Racks",
        budget: [4_200, 5_400],
        billable: [4_000, 6_300],
        entries: [
          usage(1, 6, 1_420, 1_850, "Item"),
          usage(1, 8, 680.55, 885),
          usage(1, 21, 215.2, 280, "G/L Account"),
          sale(1, 28, 1_500, 2_400),
        ],
        area: "NORTH",
      },
      {
        no: "1020",
        description: "Warranty",
        wipTotal: "Excluded",
        budget: [200, 0],
        entries: [usage(1, 26, 95, 0)],
      },
      { no: "1999", description: "Depot, total", type: "End-Total", wipTotal: "Total" },
    ],
  },
];
