/** Posting groups and the accounts they lead to. */

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
