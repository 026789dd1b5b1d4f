/** Inventory cost on its way into the general ledger: which account takes which part of a value entry, per entry or summed up. */
import {
  GENERAL_ACCOUNTS,
  INVENTORY_ACCOUNTS,
  PRODUCTION_ACCOUNTS,
  SETUP_WITHOUT_COGS,
  type GeneralAccounts,
} from "../company";
import { isoDate } from "./calendar";
import type { GeneralLedger } from "./general-ledger";
import type { Ledger } from "./ledger";
import type { Item } from "./model";

/** Account types in the order in which Business Central sorts its lines. */
export const ACCOUNT_TYPES = [
  "Inventory (Interim)",
  "Invt. Accrual (Interim)",
  "Inventory",
  "WIP Inventory",
  "Inventory Adjmt.",
  "Direct Cost Applied",
  "Overhead Applied",
  "Purchase Variance",
  "COGS",
  "COGS (Interim)",
  "Material Variance",
  "Capacity Variance",
  "Subcontracted Variance",
  "Cap. Overhead Variance",
  "Mfg. Overhead Variance",
] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

const VARIANCE_TYPES: ReadonlyMap<string, AccountType> = new Map([
  ["Purchase", "Purchase Variance"],
  ["Material", "Material Variance"],
  ["Capacity", "Capacity Variance"],
  ["Subcontracted", "Subcontracted Variance"],
  ["Capacity Overhead", "Cap. Overhead Variance"],
  ["Manufacturing Overhead", "Mfg. Overhead Variance"],
]);

const GENERAL_FIELDS: ReadonlyMap<AccountType, keyof GeneralAccounts> = new Map([
  ["Invt. Accrual (Interim)", "accrualInterim"],
  ["Inventory Adjmt.", "adjustment"],
  ["Direct Cost Applied", "directCostApplied"],
  ["Overhead Applied", "overheadApplied"],
  ["Purchase Variance", "purchaseVariance"],
  ["COGS", "cogs"],
  ["COGS (Interim)", "cogsInterim"],
]);

const PRODUCTION_FIELDS: ReadonlyMap<AccountType, keyof typeof PRODUCTION_ACCOUNTS> = new Map([
  ["WIP Inventory", "wip"],
  ["Material Variance", "materialVariance"],
  ["Capacity Variance", "capacityVariance"],
  ["Subcontracted Variance", "subcontractedVariance"],
  ["Cap. Overhead Variance", "capOverheadVariance"],
  ["Mfg. Overhead Variance", "mfgOverheadVariance"],
]);

type Pair = readonly [AccountType, AccountType];

/** First account takes the amount, second its opposite. */
function actualPair(entryType: string, type: string, variance: string, assembly: boolean): Pair {
  if (entryType === "") {
    const first = assembly ? "Inventory Adjmt." : "WIP Inventory";
    return [first, type === "Direct Cost" ? "Direct Cost Applied" : "Overhead Applied"];
  }
  switch (type) {
    case "Revaluation":
    case "Rounding":
      return ["Inventory", "Inventory Adjmt."];
    case "Indirect Cost":
      return ["Inventory", "Overhead Applied"];
    case "Variance":
      return ["Inventory", VARIANCE_TYPES.get(variance) as AccountType];
    default:
  }
  if (entryType === "Purchase") return ["Inventory", "Direct Cost Applied"];
  if (entryType === "Sale") return ["Inventory", "COGS"];
  if (entryType === "Consumption" || entryType === "Output") return ["Inventory", "WIP Inventory"];
  return ["Inventory", "Inventory Adjmt."];
}

function expectedPair(entryType: string): Pair {
  if (entryType === "Purchase") return ["Inventory (Interim)", "Invt. Accrual (Interim)"];
  if (entryType === "Output") return ["Inventory (Interim)", "WIP Inventory"];
  return ["Inventory (Interim)", "COGS (Interim)"];
}

/** One side of a posting. */
export interface PostingLine {
  type: AccountType;
  balance: AccountType;
  expected: boolean;
  amount: number;
  account: string;
  location: string;
  inventoryGroup: string;
  genBus: string;
  genProd: string;
  dimensionSet: number;
}

/** What a value entry knows of itself and of its owner. */
interface Owner {
  item: Item;
  entryType: string;
  location: string;
  sourceNo: string;
  dimensionSet: number;
  orderNo: string;
  assembly: boolean;
  wipItem: Item;
}

export function ownerOf(ledger: Ledger, row: number): Owner {
  const entryNo = ledger.values.entry.get(row);
  if (entryNo === 0) {
    const capacity = ledger.capacityEntries[ledger.values.capacity.get(row) - 1];
    if (capacity === undefined) throw new Error(`Value entry ${row + 1} has no owner.`);
    const { line } = capacity;
    return {
      item: line.item,
      entryType: "",
      location: "",
      sourceNo: capacity.sourceNo,
      dimensionSet: capacity.dimensionSet,
      orderNo: line.order.no,
      assembly: line.order.type === "Assembly",
      wipItem: line.item,
    };
  }
  const entry = ledger.entry(entryNo);
  return {
    item: entry.item,
    entryType: entry.entryType,
    location: entry.location,
    sourceNo: entry.sourceNo,
    dimensionSet: entry.dimensionSet,
    orderNo: entry.line?.order.no ?? "",
    assembly: entry.line?.order.type === "Assembly",
    wipItem: entry.line?.item ?? entry.item,
  };
}

/** All lines of a value entry for the given actual and expected amount, in account order. An account may be "". */
export function linesOf(ledger: Ledger, row: number, actual: number, expected: number): PostingLine[] {
  const { values } = ledger;
  const owner = ownerOf(ledger, row);
  const genBus = values.genBus.get(row);
  const genProd = values.genProd.get(row);
  const lines: PostingLine[] = [];
  const add = ([first, second]: Pair, amount: number, isExpected: boolean): void => {
    if (amount === 0) return;
    for (const [type, balance, sign] of [
      [first, second, 1],
      [second, first, -1],
    ] as const) {
      const group = (type === "WIP Inventory" ? owner.wipItem : owner.item).inventoryPostingGroup;
      lines.push({
        type,
        balance,
        expected: isExpected,
        amount: amount * sign,
        account: accountOf(type, group, genBus, genProd),
        location: owner.location,
        inventoryGroup: group,
        genBus,
        genProd,
        dimensionSet: owner.dimensionSet,
      });
    }
  };
  add(expectedPair(owner.entryType), expected, true);
  const pair = actualPair(owner.entryType, values.type.get(row), values.variance.get(row), owner.assembly);
  add(pair, actual, false);
  return lines.sort(compareLines);
}

function accountOf(type: AccountType, group: string, genBus: string, genProd: string): string {
  const production = PRODUCTION_FIELDS.get(type);
  if (production !== undefined) return PRODUCTION_ACCOUNTS[production];
  const general = GENERAL_FIELDS.get(type);
  if (general !== undefined) {
    if (type === "COGS" && genBus === SETUP_WITHOUT_COGS.bus && genProd === SETUP_WITHOUT_COGS.prod)
      return "";
    return GENERAL_ACCOUNTS.get(genProd)?.[general] ?? "";
  }
  const pair = INVENTORY_ACCOUNTS.get(group);
  return (type === "Inventory" ? pair?.inventory : pair?.interim) ?? "";
}

function compareLines(a: PostingLine, b: PostingLine): number {
  return (
    ACCOUNT_TYPES.indexOf(a.type) - ACCOUNT_TYPES.indexOf(b.type) ||
    compareText(a.location, b.location) ||
    compareText(a.inventoryGroup, b.inventoryGroup) ||
    compareText(a.genBus, b.genBus) ||
    compareText(a.genProd, b.genProd) ||
    a.dimensionSet - b.dimensionSet ||
    Number(a.amount < 0) - Number(b.amount < 0) ||
    ACCOUNT_TYPES.indexOf(a.balance) - ACCOUNT_TYPES.indexOf(b.balance)
  );
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What goes wrong on purpose when a value entry is posted, by its row. */
export interface PostingFault {
  /** Another posting date of its G/L entries. */
  date?: number;
  /** The inventory line goes to this account. */
  inventoryAccount?: string;
  /** Marked as posted, but no G/L entry is made. */
  withoutEntries?: boolean;
  /** Cents by which its first pair of G/L entries is off. */
  offBy?: number;
}

export interface PostingRun {
  method: "Per Entry" | "Per Posting Group";
  /** Document of the run, for Per Posting Group. */
  documentNo: string;
  /** Last posting date that is taken. */
  through: number;
  date: number;
  faults?: ReadonlyMap<number, PostingFault>;
  /** Called with each G/L entry that a faulty value entry made. */
  onFault?: (row: number, glEntry: number, line: PostingLine) => void;
}

/** Posts what waits, as far as its date allows and all its accounts are set up; the rest keeps waiting. */
export function postInventoryCost(ledger: Ledger, gl: GeneralLedger, run: PostingRun): void {
  const { values } = ledger;
  const rest: number[] = [];
  const posted: { row: number; lines: PostingLine[] }[] = [];
  for (const row of ledger.waiting) {
    const actual = values.actual.get(row) - values.postedActual.get(row);
    const expected = values.expected.get(row) - values.postedExpected.get(row);
    const lines = values.date.get(row) > run.through ? [] : linesOf(ledger, row, actual, expected);
    if (lines.length === 0 || lines.some((line) => line.account === "")) {
      rest.push(row);
      continue;
    }
    posted.push({ row, lines });
    values.postedActual.set(row, values.actual.get(row));
    values.postedExpected.set(row, values.expected.get(row));
  }
  ledger.waiting = rest;
  if (posted.length === 0) return;
  gl.openRegister("INVTPCOST", run.date);
  if (run.method === "Per Entry") for (const one of posted) postEntry(ledger, gl, run, one.row, one.lines);
  else postGroups(ledger, gl, run, posted);
}

function postEntry(
  ledger: Ledger,
  gl: GeneralLedger,
  run: PostingRun,
  row: number,
  lines: PostingLine[],
): void {
  const { values } = ledger;
  const fault = run.faults?.get(row);
  if (fault?.withoutEntries === true) return;
  const owner = ownerOf(ledger, row);
  const date = values.date.get(row);
  const what = `${values.type.get(row)} ${owner.sourceNo}`.trimEnd();
  lines.forEach((line, index) => {
    const off = index < 2 ? (fault?.offBy ?? 0) * Math.sign(line.amount) : 0;
    const entry = gl.add(
      {
        date: fault?.date ?? date,
        documentNo: values.documentNo.get(row),
        externalDocumentNo: values.externalDocumentNo.get(row),
        description: `${what} on ${isoDate(date)}`,
        sourceCode: "INVTPCOST",
        orderNo: owner.orderNo,
        systemCreated: true,
      },
      {
        account: line.type === "Inventory" ? (fault?.inventoryAccount ?? line.account) : line.account,
        amount: line.amount + off,
        dimensionSet: line.dimensionSet,
      },
    );
    gl.relate(entry, row + 1);
    if (fault !== undefined) run.onFault?.(row, entry, line);
  });
}

interface Group {
  date: number;
  line: PostingLine;
  rows: number[];
}

function postGroups(
  ledger: Ledger,
  gl: GeneralLedger,
  run: PostingRun,
  posted: readonly { row: number; lines: PostingLine[] }[],
): void {
  const groups = new Map<string, Group>();
  for (const { row, lines } of posted) {
    const date = ledger.values.date.get(row);
    for (const line of lines) {
      const sign = line.amount < 0 ? "-" : "+";
      const key = `${date}|${line.type}|${line.location}|${line.inventoryGroup}|${line.genBus}|${line.genProd}|${line.dimensionSet}|${sign}|${line.balance}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { date, line: { ...line }, rows: [row] });
      else {
        group.line.amount += line.amount;
        if (group.rows[group.rows.length - 1] !== row) group.rows.push(row);
      }
    }
  }
  for (const { date, line, rows } of [...groups.values()].sort(
    (a, b) => a.date - b.date || compareLines(a.line, b.line),
  )) {
    const entry = gl.add(
      {
        date,
        documentNo: run.documentNo,
        description: `${line.type} - ${line.balance}, ${line.location},${line.inventoryGroup},${line.genBus},${line.genProd}`,
        sourceCode: "INVTPCOST",
        systemCreated: true,
      },
      { account: line.account, amount: line.amount, dimensionSet: line.dimensionSet },
    );
    for (const row of rows) gl.relate(entry, row + 1);
  }
}
