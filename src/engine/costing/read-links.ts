/** Reads item application entries: who owns a row, where its cost comes from, and what quantity it moves. */
import type { RowOfNumber } from "../ledgers/index-by-number";
import type { LedgerTable } from "../ledgers/ledgers";
import { Refusal } from "../refusal";
import { groupBy, LINK, METHOD, type CostItems, type CostLinks } from "./cost-ledger";
import { rowOrder } from "./row-order";
import { ScaledStore, storeOfColumn } from "./scaled";

/** ENTRY_NOT_FOUND for a row that names a missing item ledger entry. */
export function entryNotFound(
  table: LedgerTable,
  row: number,
  numbers: Float64Array,
  entryNo: number,
  caption: string,
): Refusal {
  return new Refusal("ENTRY_NOT_FOUND", { table: table.name, key: String(numbers[row]), entryNo }, [
    table.address(row, caption),
  ]);
}

/** Application rows as read. */
export interface ReadLinks {
  readonly links: CostLinks;
  readonly linkStart: Int32Array;
  readonly inboundQuantity: ScaledStore;
  /** 1 where a row names the entry as inbound. */
  readonly hasInbound: Uint8Array;
}

const LINK_REFERENCES = [
  "Item Ledger Entry No.",
  "Inbound Item Entry No.",
  "Outbound Item Entry No.",
  "Transferred-from Entry No.",
] as const;

/** Reads the applications: what each row hands on, and whether it is a cost application. Throws ENTRY_NOT_FOUND. */
export function readLinks(
  table: LedgerTable,
  entryTable: LedgerTable,
  entryRows: Int32Array,
  entryOf: RowOfNumber,
  entryQuantity: ScaledStore,
  quantityScale: number,
  item: Int32Array,
  items: CostItems,
): ReadLinks {
  const numbers = table.integers("Entry No.");
  const order = rowOrder(table);
  const references = LINK_REFERENCES.map((caption) => table.integers(caption));
  const [owners, inbounds, outbounds, origins] = references.map((column, which) => {
    const found = new Int32Array(order.length);
    for (let i = 0; i < order.length; i += 1) {
      const entryNo = column[order[i] as number] as number;
      found[i] = entryNo === 0 ? -1 : entryOf(entryNo);
      if (entryNo !== 0 && (found[i] as number) < 0) found[i] = -2 - which;
    }
    return found;
  }) as [Int32Array, Int32Array, Int32Array, Int32Array];
  for (let i = 0; i < order.length; i += 1) {
    const broken = Math.min(
      owners[i] as number,
      inbounds[i] as number,
      outbounds[i] as number,
      origins[i] as number,
    );
    if (broken < -1) {
      const which = [owners, inbounds, outbounds, origins].findIndex((column) => (column[i] as number) < -1);
      const row = order[i] as number;
      throw entryNotFound(
        table,
        row,
        numbers,
        references[which]?.[row] as number,
        LINK_REFERENCES[which] as string,
      );
    }
  }
  const { start, members } = groupBy(owners, entryRows.length);
  const count = members.length;
  const rows = Int32Array.from(members, (i) => order[i] as number);
  const quantity = storeOfColumn(table.decimals("Quantity"), quantityScale, rows);
  const costColumn = table.flags("Cost Application");
  const costFilled = table.has("Cost Application") ? table.filled("Cost Application") : undefined;
  const costGiven = table.read("Cost Application") !== undefined;
  const fixed = entryTable.integers("Applies-to Entry");
  const kind = new Uint8Array(count);
  const owner = new Int32Array(count);
  const source = new Int32Array(count).fill(-1);
  const outbound = new Int32Array(count);
  const cost = new Uint8Array(count);
  const inboundQuantity = new ScaledStore(entryRows.length);
  const hasInbound = new Uint8Array(entryRows.length);
  for (let p = 0; p < count; p += 1) {
    const i = members[p] as number;
    const e = owners[i] as number;
    const inbound = inbounds[i] as number;
    const out = outbounds[i] as number;
    const origin = origins[i] as number;
    owner[p] = e;
    outbound[p] = out;
    const sign = entryQuantity.sign(e);
    if (sign < 0) {
      if (out === e && inbound >= 0) {
        kind[p] = LINK.issue;
        source[p] = inbound;
      }
    } else if (sign > 0 && inbound === e) {
      if (origin >= 0) {
        kind[p] = LINK.transfer;
        source[p] = origin;
      } else if (out >= 0) {
        kind[p] = LINK.reversal;
        source[p] = out;
      }
    }
    if (costGiven && (costFilled === undefined || costFilled[rows[p] as number] === 1)) {
      cost[p] = costColumn[rows[p] as number] as number;
    } else {
      const average = items.method[item[e] as number] === METHOD.average;
      cost[p] = average && quantity.sign(p) < 0 && fixed[entryRows[e] as number] === 0 ? 0 : 1;
    }
    if (inbound >= 0) {
      inboundQuantity.addRow(inbound, quantity, p);
      hasInbound[inbound] = 1;
    }
  }
  const links: CostLinks = { count, kind, owner, source, outbound, quantity, cost };
  return { links, linkStart: start, inboundQuantity, hasInbound };
}

/** Positions of links by the entry that they take cost from. */
export function feedsOf(links: CostLinks, entryCount: number): { feedStart: Int32Array; feeds: Int32Array } {
  const { start, members } = groupBy(links.source, entryCount);
  return { feedStart: start, feeds: members };
}

/** Sum of the quantities of an issue's own rows. */
export function appliedQuantity(links: CostLinks, linkStart: Int32Array, entry: number): bigint {
  let sum = 0n;
  for (let p = linkStart[entry] as number; p < (linkStart[entry + 1] as number); p += 1) {
    if (links.kind[p] === LINK.issue) sum += links.quantity.big(p);
  }
  return sum;
}
