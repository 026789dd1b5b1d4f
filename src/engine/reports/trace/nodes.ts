/** Nodes of a trace, as results show them (spec, 5). */
import type { Ledgers, LedgerTable } from "../../ledgers/ledgers";
import { columnText } from "../../posting/amounts";
import type { PostingEntries } from "../../posting/entries";
import type { GLColumns, Links } from "../../posting/links";
import { placeOf, type EntryPlace } from "../../posting/places";
import { dayText } from "../../values/day";
import { bigintAt, exactText, ExactSums, toExact, type DecimalColumn } from "../../values/decimal";
import { stableOrder } from "../../values/order";
import type { NodeFlag } from "./flags";
import { NOT_IN, type Collected, type Owners } from "./collect";

interface NodeBase {
  readonly id: string;
  /** Cell of the entry's number, for links; absent where the source has none. */
  readonly place?: EntryPlace;
  /** What is odd about the entry; absent when nothing is. */
  readonly flags?: readonly NodeFlag[];
}

export interface GLNode extends NodeBase {
  readonly kind: "G/L Entry";
  readonly entryNo: number;
  readonly glAccountNo: string;
  readonly glAccountName?: string;
  readonly postingDate: string;
  readonly documentNo: string;
  readonly amount: string;
  readonly linkedAmount: string;
}

interface CostSumsNode {
  readonly costAmountActual: string;
  readonly costAmountExpected: string;
  readonly costPostedToGL: string;
  readonly expectedCostPostedToGL: string;
}

export interface ValueEntryNode extends NodeBase, CostSumsNode {
  readonly kind: "Value Entry";
  readonly entryNo: number;
  readonly itemNo: string;
  readonly postingDate: string;
  readonly itemLedgerEntryType: string;
  readonly entryType: string;
  readonly varianceType: string;
  readonly documentNo: string;
  readonly expectedCost: boolean;
  readonly adjustment: boolean;
}

export interface ItemLedgerNode extends NodeBase, CostSumsNode {
  readonly kind: "Item Ledger Entry";
  readonly entryNo: number;
  readonly itemNo: string;
  readonly itemDescription?: string;
  readonly postingDate: string;
  readonly documentNo: string;
  readonly entryType: string;
  readonly quantity: string;
  readonly valueEntries: number;
  /** Actual and expected cost per unit, five decimals; absent when the quantity is 0. */
  readonly unitCost?: string;
}

export interface CapacityLedgerNode extends NodeBase, CostSumsNode {
  readonly kind: "Capacity Ledger Entry";
  readonly entryNo: number;
  readonly itemNo: string;
  readonly postingDate: string;
  readonly documentNo: string;
  readonly quantity: string;
  readonly valueEntries: number;
  readonly type: string;
  readonly no: string;
  readonly orderNo: string;
}

export interface DocumentNode extends NodeBase {
  readonly kind: "Document";
  readonly documentType: string;
  readonly documentNo: string;
  /** Customer, vendor or item of the value entries with this document; absent where they name none. */
  readonly sourceType?: string;
  readonly sourceNo?: string;
}

export type TraceNode = GLNode | ValueEntryNode | ItemLedgerNode | CapacityLedgerNode | DocumentNode;

/** Rows that are in the trace, in the order of entry numbers. */
export function chosenRows(flags: Uint8Array, numbers: Float64Array): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < flags.length; row += 1) if (flags[row] !== NOT_IN) rows.push(row);
  return stableOrder(Int32Array.from(rows), (row) => numbers[row] as number);
}

function option(table: LedgerTable, caption: string): (row: number) => string {
  const column = table.options(caption);
  return (row) => column.captions[column.values[row] as number] as string;
}

function code(ledgers: Ledgers, table: LedgerTable, caption: string): (row: number) => string {
  const column = table.ids(caption);
  return (row) => ledgers.codes.text(column[row] as number);
}

function placed(table: LedgerTable, row: number): { readonly place?: EntryPlace } {
  const place = placeOf(table, row, "Entry No.");
  return place ? { place } : {};
}

/** Text of a text column by code, e.g. names of accounts and descriptions of items. */
function textsByCode(ledgers: Ledgers, table: LedgerTable, caption: string): ReadonlyMap<number, string> {
  const texts = table.ids(caption);
  const map = new Map<number, string>();
  table.ids("No.").forEach((id, row) => map.set(id, ledgers.texts.text(texts[row] as number)));
  return map;
}

export function glNodes(ledgers: Ledgers, gl: GLColumns, links: Links, rows: Int32Array): readonly GLNode[] {
  const table = ledgers.table("G/L Entries");
  const documentNo = code(ledgers, table, "Document No.");
  const names = textsByCode(ledgers, ledgers.table("G/L Accounts"), "Name");
  return Array.from(rows, (row): GLNode => {
    const account = gl.accounts[row] as number;
    const name = names.get(account);
    return {
      id: `GL:${gl.numbers[row] as number}`,
      kind: "G/L Entry",
      entryNo: gl.numbers[row] as number,
      glAccountNo: ledgers.codes.text(account),
      ...(name ? { glAccountName: name } : {}),
      postingDate: dayText(gl.dates[row] as number),
      documentNo: documentNo(row),
      amount: columnText(gl.amounts, row),
      linkedAmount: links.linked.text(row),
      ...placed(table, row),
    };
  });
}

export function valueEntryNodes(
  ledgers: Ledgers,
  entries: PostingEntries,
  rows: Int32Array,
): readonly ValueEntryNode[] {
  const table = ledgers.table("Value Entries");
  const itemLedgerEntryType = option(table, "Item Ledger Entry Type");
  const entryType = option(table, "Entry Type");
  const varianceType = option(table, "Variance Type");
  const documentNo = code(ledgers, table, "Document No.");
  const expectedCost = table.flags("Expected Cost");
  const adjustment = table.flags("Adjustment");
  return Array.from(rows, (row): ValueEntryNode => ({
    id: `VE:${entries.numbers[row] as number}`,
    kind: "Value Entry",
    entryNo: entries.numbers[row] as number,
    itemNo: ledgers.codes.text(entries.items[row] as number),
    postingDate: dayText(entries.dates[row] as number),
    itemLedgerEntryType: itemLedgerEntryType(row),
    entryType: entryType(row),
    varianceType: varianceType(row),
    documentNo: documentNo(row),
    expectedCost: expectedCost[row] === 1,
    adjustment: adjustment[row] === 1,
    costAmountActual: columnText(entries.actual, row),
    costAmountExpected: columnText(entries.expected, row),
    costPostedToGL: columnText(entries.posted, row),
    expectedCostPostedToGL: columnText(entries.expectedPosted, row),
    ...placed(table, row),
  }));
}

const UNIT_COST_DECIMALS = 5;

/** Sums over all value entries of the owners in the trace. */
export class OwnerSums {
  readonly #slotOf = new Map<number, number>();
  readonly #counts: Float64Array;
  readonly #sums: readonly ExactSums[];

  constructor(entries: PostingEntries, owners: Owners, collected: Collected) {
    collected.owners.forEach((isIn, node) => {
      if (isIn === 1) this.#slotOf.set(node, this.#slotOf.size);
    });
    const size = this.#slotOf.size;
    this.#counts = new Float64Array(size);
    this.#sums = Array.from({ length: 4 }, () => new ExactSums(size, entries.scale));
    const columns = [entries.actual, entries.expected, entries.posted, entries.expectedPosted];
    for (let row = 0; row < entries.rows; row += 1) {
      const node = owners.nodeOf(row);
      if (collected.owners[node] !== 1) continue;
      const slot = this.#slotOf.get(node) as number;
      this.#counts[slot] = (this.#counts[slot] as number) + 1;
      columns.forEach((column, i) => {
        (this.#sums[i] as ExactSums).add(slot, column, row);
      });
    }
  }

  /** Sum of Cost Amount (Actual) as scaled integer. */
  actual(node: number): bigint {
    return (this.#sums[0] as ExactSums).scaled(this.#slotOf.get(node) as number);
  }

  /** Actual and expected cost per unit of `quantities` in the node's row, rounded half away from zero; none for 0 units. */
  unitCost(node: number, quantities: DecimalColumn): Pick<ItemLedgerNode, "unitCost"> {
    const quantity = toExact(bigintAt(quantities, node), quantities.scale);
    if (quantity.isZero()) return {};
    const slot = this.#slotOf.get(node) as number;
    const [actual, expected] = this.#sums as [ExactSums, ExactSums];
    const cost = toExact(actual.scaled(slot) + expected.scaled(slot), actual.scale);
    return { unitCost: exactText(cost.div(quantity), UNIT_COST_DECIMALS) };
  }

  /** The figures of a node. */
  texts(node: number): CostSumsNode & { readonly valueEntries: number } {
    const slot = this.#slotOf.get(node) as number;
    const [actual, expected, posted, expectedPosted] = this.#sums.map((sums) => sums.text(slot)) as [
      string,
      string,
      string,
      string,
    ];
    return {
      valueEntries: this.#counts[slot] as number,
      costAmountActual: actual,
      costAmountExpected: expected,
      costPostedToGL: posted,
      expectedCostPostedToGL: expectedPosted,
    };
  }
}

export function itemLedgerNodes(
  ledgers: Ledgers,
  sums: OwnerSums,
  rows: Int32Array,
): readonly ItemLedgerNode[] {
  const table = ledgers.table("Item Ledger Entries");
  const numbers = table.integers("Entry No.");
  const items = table.ids("Item No.");
  const documentNo = code(ledgers, table, "Document No.");
  const entryType = option(table, "Entry Type");
  const dates = table.days("Posting Date");
  const quantities = table.decimals("Quantity");
  const descriptions = textsByCode(ledgers, ledgers.table("Items"), "Description");
  return Array.from(rows, (row): ItemLedgerNode => {
    const description = descriptions.get(items[row] as number);
    return {
      id: `ILE:${numbers[row] as number}`,
      kind: "Item Ledger Entry",
      entryNo: numbers[row] as number,
      itemNo: ledgers.codes.text(items[row] as number),
      ...(description ? { itemDescription: description } : {}),
      postingDate: dayText(dates[row] as number),
      documentNo: documentNo(row),
      entryType: entryType(row),
      quantity: columnText(quantities, row),
      ...sums.texts(row),
      ...sums.unitCost(row, quantities),
      ...placed(table, row),
    };
  });
}

export function capacityLedgerNodes(
  ledgers: Ledgers,
  sums: OwnerSums,
  rows: Int32Array,
  offset: number,
): readonly CapacityLedgerNode[] {
  const table = ledgers.table("Capacity Ledger Entries");
  const numbers = table.integers("Entry No.");
  const itemNo = code(ledgers, table, "Item No.");
  const documentNo = code(ledgers, table, "Document No.");
  const type = option(table, "Type");
  const no = code(ledgers, table, "No.");
  const orderNo = code(ledgers, table, "Order No.");
  const dates = table.days("Posting Date");
  const quantities = table.decimals("Quantity");
  return Array.from(rows, (row): CapacityLedgerNode => ({
    id: `CLE:${numbers[row] as number}`,
    kind: "Capacity Ledger Entry",
    entryNo: numbers[row] as number,
    itemNo: itemNo(row),
    postingDate: dayText(dates[row] as number),
    documentNo: documentNo(row),
    quantity: columnText(quantities, row),
    type: type(row),
    no: no(row),
    orderNo: orderNo(row),
    ...sums.texts(offset + row),
    ...placed(table, row),
  }));
}
