/**
 * The worksheet functions as one declared table: what Excel is told, what the help page says, and what runs. The file
 * loads without Excel; functions.json is made from it.
 */
import { errorAnswer, type FigureAnswer } from "../engine/figures/answers";
import {
  basisChoices,
  componentChoices,
  directionChoices,
  methodChoices,
  shareChoices,
  tableChoices,
  type Choice,
} from "../engine/figures/choices";
import { projectFigureChoices } from "../engine/figures/projects";
import { ledgerSums } from "../engine/figures/table-sums";

export type ParameterType = "any" | "number" | "string" | "boolean";

export interface FunctionParameter {
  readonly name: string;
  readonly description: string;
  readonly type: ParameterType;
  readonly dimensionality?: "scalar" | "matrix";
  readonly optional?: boolean;
  readonly repeating?: boolean;
  /** Id of the list of words it chooses from; newer Excels offer them in completion. */
  readonly choices?: string;
}

export interface ChoiceList {
  readonly id: string;
  readonly choices: readonly Choice[];
}

/** The lists of words that parameters choose from. */
export const choiceLists: readonly ChoiceList[] = [
  { id: "BASIS", choices: basisChoices },
  { id: "COMPONENT", choices: componentChoices },
  { id: "SHARE", choices: shareChoices },
  { id: "METHOD", choices: methodChoices },
  { id: "DIRECTION", choices: directionChoices },
  { id: "TABLE", choices: tableChoices },
  { id: "PROJECTFIGURE", choices: projectFigureChoices },
];

export interface FunctionExample {
  readonly formula: string;
  readonly says: string;
}

export interface FunctionDeclaration {
  /** Never changes: formulas in workbooks name it. */
  readonly id: string;
  /** One or two sentences for Excel's function wizard. */
  readonly description: string;
  /** What to know beside: where the figure stands in a report, what counts. */
  readonly remarks: string;
  readonly parameters: readonly FunctionParameter[];
  readonly result: { readonly type: ParameterType; readonly dimensionality?: "scalar" | "matrix" };
  readonly examples: readonly FunctionExample[];
  readonly options?: Readonly<Record<string, boolean>>;
  /** Answers from the arguments alone; the other functions ask the ledgers that were read. */
  readonly run?: (...args: readonly unknown[]) => FigureAnswer;
}

const itemNo: FunctionParameter = {
  name: "itemNo",
  description: "Number of the item, or a filter like 1000..1999|A*.",
  type: "any",
};
const asOf: FunctionParameter = {
  name: "asOf",
  description: "Last day that counts: a date cell or a text like 2026-01-31. Everything when left out.",
  type: "any",
  optional: true,
};
const location: FunctionParameter = {
  name: "location",
  description: "Location Code, or a filter like BLUE|RED. All when left out.",
  type: "any",
  optional: true,
};
const basis: FunctionParameter = {
  name: "basis",
  description:
    "Actual (invoiced), Expected (received or shipped, not invoiced) or Both. Actual when left out.",
  type: "any",
  choices: "BASIS",
  optional: true,
};
const startDate: FunctionParameter = {
  name: "startDate",
  description: "First day of the period. From the beginning when left out.",
  type: "any",
  optional: true,
};
const endDate: FunctionParameter = {
  name: "endDate",
  description: "Last day of the period. Everything when left out.",
  type: "any",
  optional: true,
};
const keys = (name: string, of: string): FunctionParameter => ({
  name,
  description: `Column of ${of}. Blank cells stay blank.`,
  type: "any",
  dimensionality: "matrix",
});
const ONE_PER_KEY = "One formula a column instead of one a cell; an unknown key is #N/A in its own row only.";
const number = { type: "number" } as const;
const spilled = { type: "any", dimensionality: "matrix" } as const;

export const functions: readonly FunctionDeclaration[] = [
  {
    id: "INVENTORYVALUE",
    description: "Inventory value of an item at the end of a day, from the value entries.",
    remarks: "Ending Value of Inventory Valuation; with basis Both, its line Expected Cost Included.",
    parameters: [itemNo, asOf, location, basis],
    result: number,
    examples: [
      {
        formula: '=TIEOUT.INVENTORYVALUE("1000",DATE(2026,1,31))',
        says: "Value of item 1000 on 31 January 2026.",
      },
      {
        formula: '=TIEOUT.INVENTORYVALUE(A2,B$1,"BLUE","Both")',
        says: "At location BLUE, expected cost included.",
      },
    ],
  },
  {
    id: "INVENTORYQUANTITY",
    description: "Quantity of an item at the end of a day, in its base unit.",
    remarks:
      "Ending Quantity of Inventory Valuation: invoiced quantities; with basis Both, what is physically there.",
    parameters: [itemNo, asOf, location, basis],
    result: number,
    examples: [{ formula: '=TIEOUT.INVENTORYQUANTITY(A2,B$1,,"Both")', says: "Quantity on hand." }],
  },
  {
    id: "COSTPOSTED",
    description:
      "Cost of an item that is posted to the general ledger, by posting date of the value entries.",
    remarks: "Cost Posted to G/L of Inventory Valuation; with basis Both, the expected cost posted is added.",
    parameters: [itemNo, asOf, location, basis],
    result: number,
    examples: [{ formula: "=TIEOUT.COSTPOSTED(A2,B$1)", says: "Posted cost on the day in B1." }],
  },
  {
    id: "UNPOSTEDCOST",
    description: "Cost of an item that is not in the general ledger yet: inventory value less cost posted.",
    remarks: "Invoiced cost only. The report Post Inventory Cost shows what would be posted.",
    parameters: [itemNo, asOf],
    result: number,
    examples: [{ formula: '=TIEOUT.UNPOSTEDCOST("*")', says: "Not posted, all items together." }],
  },
  {
    id: "UNITCOST",
    description: "Inventory value of an item divided by its quantity at the end of a day, to five decimals.",
    remarks: "Expected cost and quantity included, rounded half away from zero. #N/A when the quantity is 0.",
    parameters: [itemNo, asOf, location],
    result: number,
    examples: [{ formula: '=TIEOUT.UNITCOST("1000",B$1)', says: "Unit cost of item 1000." }],
  },
  {
    id: "WIPVALUE",
    description: "Work in process of a production order at the end of a day.",
    remarks: "Ending WIP of Inventory Valuation - WIP.",
    parameters: [{ name: "orderNo", description: "Number of the production order.", type: "any" }, asOf],
    result: number,
    examples: [{ formula: '=TIEOUT.WIPVALUE("101001",B$1)', says: "WIP of order 101001." }],
  },
  {
    id: "COSTSHARE",
    description: "Share of a kind of cost in the cost of an item's sales, or in its inventory.",
    remarks: "Cost Shares Breakdown, single level. A start date narrows sales only.",
    parameters: [
      { name: "itemNo", description: "Number of the item.", type: "any" },
      {
        name: "component",
        description:
          "Total, Material, Capacity, Capacity Overhead, Material Overhead, Subcontracted, Indirect Cost, Variance, Revaluation, Rounding or Non-Inventory.",
        type: "any",
        choices: "COMPONENT",
      },
      startDate,
      endDate,
      {
        name: "costShare",
        description: "Sales or Inventory. Sales when left out.",
        type: "any",
        choices: "SHARE",
        optional: true,
      },
    ],
    result: number,
    examples: [
      {
        formula: '=TIEOUT.COSTSHARE("1000","Capacity",B1,B2)',
        says: "Capacity cost in the cost of sales of item 1000.",
      },
    ],
  },
  {
    id: "GLBALANCE",
    description: "Balance of a general ledger account at the end of a day, from the G/L entries.",
    remarks:
      "A filter adds accounts up. Entries of closing dates (C2026-12-31) count from the next day on, or when the closing date itself is given.",
    parameters: [
      { name: "accountNo", description: "Number of the account, or a filter like 2100..2199.", type: "any" },
      asOf,
    ],
    result: number,
    examples: [{ formula: '=TIEOUT.GLBALANCE("2130",B$1)', says: "Balance of account 2130." }],
  },
  {
    id: "RECONCILIATIONDIFFERENCE",
    description: "Difference between the general ledger and the inventory ledger, for an account or a row.",
    remarks:
      "G/L minus ledger, as in the reconciliation. Accounts: Inventory, Inventory (Interim), WIP Inventory; rows: COGS, Direct Cost Applied and so on.",
    parameters: [
      {
        name: "row",
        description: "Inventory, WIP Inventory, COGS … as the reconciliation names them.",
        type: "any",
      },
      startDate,
      endDate,
    ],
    result: number,
    examples: [
      { formula: '=TIEOUT.RECONCILIATIONDIFFERENCE("Inventory",,B$1)', says: "0 when inventory ties." },
    ],
  },
  {
    id: "PROJECTWIP",
    description: "Posted work in process of a project at the end of a day.",
    remarks:
      "WIP entries that were open on that day, as Job WIP to G/L takes them with basis asOf. Sales are negative.",
    parameters: [
      { name: "projectNo", description: "Number of the project (job).", type: "any" },
      asOf,
      {
        name: "figure",
        description:
          "WIP, WIP Costs, WIP Sales, Applied Costs, Applied Sales, Recognized Costs, Recognized Sales, Accrued Costs or Accrued Sales. WIP when left out.",
        type: "any",
        choices: "PROJECTFIGURE",
        optional: true,
      },
    ],
    result: number,
    examples: [
      { formula: '=TIEOUT.PROJECTWIP("J100",B$1,"WIP Costs")', says: "Costs of project J100 in WIP." },
    ],
  },
  {
    id: "SHADOWVALUE",
    description: "Inventory value of an item as another costing method would give it.",
    remarks:
      "Shadow Costing. The first cell with a new method or date computes all items; the others are quick.",
    parameters: [
      { name: "itemNo", description: "Number of the item.", type: "any" },
      { name: "method", description: "FIFO, LIFO, Average or Standard.", type: "any", choices: "METHOD" },
      asOf,
    ],
    result: number,
    examples: [
      { formula: '=TIEOUT.SHADOWVALUE("1000","Average",B$1)', says: "Value of item 1000 at average cost." },
    ],
  },
  {
    id: "INVENTORYVALUES",
    description: "Inventory values of a column of items in one formula; the result spills.",
    remarks: ONE_PER_KEY,
    parameters: [keys("itemNos", "item numbers"), asOf, location, basis],
    result: spilled,
    examples: [
      { formula: "=TIEOUT.INVENTORYVALUES(A2:A500,B1)", says: "Values of 499 items beside their numbers." },
    ],
  },
  {
    id: "INVENTORYQUANTITIES",
    description: "Quantities of a column of items in one formula; the result spills.",
    remarks: ONE_PER_KEY,
    parameters: [keys("itemNos", "item numbers"), asOf, location, basis],
    result: spilled,
    examples: [{ formula: '=TIEOUT.INVENTORYQUANTITIES(A2:A500,B1,,"Both")', says: "Quantities on hand." }],
  },
  {
    id: "UNPOSTEDCOSTS",
    description: "Costs of a column of items that are not in the general ledger yet; the result spills.",
    remarks: ONE_PER_KEY,
    parameters: [keys("itemNos", "item numbers"), asOf],
    result: spilled,
    examples: [{ formula: "=TIEOUT.UNPOSTEDCOSTS(A2:A500,B1)", says: "Not posted, item by item." }],
  },
  {
    id: "UNITCOSTS",
    description: "Unit costs of a column of items in one formula; the result spills.",
    remarks: ONE_PER_KEY,
    parameters: [keys("itemNos", "item numbers"), asOf, location],
    result: spilled,
    examples: [{ formula: "=TIEOUT.UNITCOSTS(A2:A500,B1)", says: "Unit costs beside their items." }],
  },
  {
    id: "GLBALANCES",
    description: "Balances of a column of general ledger accounts in one formula; the result spills.",
    remarks: ONE_PER_KEY,
    parameters: [keys("accountNos", "account numbers"), asOf],
    result: spilled,
    examples: [
      { formula: "=TIEOUT.GLBALANCES(A2:A80,B1)", says: "A trial balance of the accounts in A2:A80." },
    ],
  },
  {
    id: "WIPVALUES",
    description: "Work in process of a column of production orders in one formula; the result spills.",
    remarks: ONE_PER_KEY,
    parameters: [keys("orderNos", "order numbers"), asOf],
    result: spilled,
    examples: [{ formula: "=TIEOUT.WIPVALUES(A2:A80,B1)", says: "WIP beside the orders." }],
  },
  {
    id: "TRACE",
    description:
      "Where an entry comes from and goes to, as a table that spills: relation, entries, amount, quantity.",
    remarks:
      "The same steps as the page Trace. Direction Upstream: where the cost came from; Downstream: where it went.",
    parameters: [
      { name: "entryNo", description: "Number of the entry.", type: "any" },
      {
        name: "direction",
        description: "Both, Upstream or Downstream. Both when left out.",
        type: "any",
        choices: "DIRECTION",
        optional: true,
      },
      {
        name: "table",
        description:
          "G/L Entries, Value Entries, Item Ledger Entries or Capacity Ledger Entries. G/L Entries when left out.",
        type: "any",
        choices: "TABLE",
        optional: true,
      },
    ],
    result: spilled,
    examples: [
      { formula: '=TIEOUT.TRACE(A2,"Upstream","Value Entries")', says: "Origin of the value entry in A2." },
    ],
  },
  {
    id: "REPORT",
    description: "Main table of a report as a spilled range, headers first.",
    remarks:
      "Parameters follow as pairs of name and value. Days come as texts (2026-01-31), amounts as numbers.",
    parameters: [
      {
        name: "reportId",
        description: "inventory-valuation, inventory-valuation-wip, trace and so on.",
        type: "any",
      },
      {
        name: "parameters",
        description: 'Name and value in turn: "endDate", B1, "locationFilter", "BLUE".',
        type: "any",
        optional: true,
        repeating: true,
      },
    ],
    result: spilled,
    examples: [
      {
        formula: '=TIEOUT.REPORT("inventory-valuation","endDate",B1)',
        says: "Inventory Valuation up to the day in B1.",
      },
    ],
  },
  {
    id: "LEDGERSUMS",
    description: "Exact sums of a table's amounts per key, one row a key; the result spills.",
    remarks:
      "Adds decimals exactly and works on the columns of the formula, so Excel recalculates it with the table; no Refresh is needed.",
    parameters: [
      { name: "keys", description: "Column of keys to answer.", type: "any", dimensionality: "matrix" },
      {
        name: "entryKeys",
        description: "Key column of the table, e.g. ValueEntries[Item No.].",
        type: "any",
        dimensionality: "matrix",
      },
      {
        name: "entryAmounts",
        description: "Amount column of the table.",
        type: "any",
        dimensionality: "matrix",
      },
      {
        name: "entryDates",
        description: "Date column of the table, needed with a date.",
        type: "any",
        dimensionality: "matrix",
        optional: true,
      },
      asOf,
    ],
    result: spilled,
    examples: [
      {
        formula:
          "=TIEOUT.LEDGERSUMS(A2:A500,ValueEntries[Item No.],ValueEntries[Cost Amount (Actual)],ValueEntries[Posting Date],B1)",
        says: "Value per item up to the day in B1, straight from the table.",
      },
    ],
    run: (...args) => {
      const [keys, entryKeys, entryAmounts, entryDates, until] = args;
      try {
        return { values: ledgerSums(keys, entryKeys, entryAmounts, entryDates, until) };
      } catch (error) {
        return errorAnswer(error);
      }
    },
  },
];
