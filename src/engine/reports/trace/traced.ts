/** What a trace is made of: the entries that belong to it, with links, owners and sums. */
import type { Ledgers } from "../../ledgers/ledgers";
import { FIRST_ACTUAL_SLOT, SLOT_TYPES, SLOTS } from "../../posting/account-table";
import { PostingEntries } from "../../posting/entries";
import { glColumns, linkEntries, noLinks, type GLColumns, type Links } from "../../posting/links";
import {
  indexRelations,
  reverseRelations,
  type Relations,
  type ReverseRelations,
} from "../../posting/relations";
import { includesNonInventory, PostingSetup } from "../../posting/setup";
import type { RunContext } from "../../report";
import { ExactSums } from "../../values/decimal";
import { stableOrder } from "../../values/order";
import { collect, Owners, type Collected } from "./collect";
import { CostFlow } from "./cost-flow";
import { chosenRows, OwnerSums } from "./nodes";
import { glEntriesOf, valueEntriesOf } from "./related";
import type { StartRows, TracedTable } from "./start";

export interface Parameters {
  readonly start: object | undefined;
  readonly costFlowDepth: number;
  readonly costFlowDirection: "upstream" | "downstream" | "both";
  readonly includeGLOfValueEntries: boolean | undefined;
  readonly includeDocuments: boolean;
}

/** Everything the parts of a trace work on. Rows are in the order of entry numbers. */
export interface Traced {
  readonly ledgers: Ledgers;
  readonly entries: PostingEntries;
  readonly gl: GLColumns;
  readonly relations: Relations;
  readonly reverse: ReverseRelations;
  readonly links: Links;
  readonly owners: Owners;
  readonly flow: CostFlow;
  readonly collected: Collected;
  readonly glRows: Int32Array;
  readonly valueEntryRows: Int32Array;
  readonly itemRows: Int32Array;
  readonly capacityRows: Int32Array;
  readonly sums: OwnerSums;
}

/** Prefix of node ids per table. */
export const ID_PREFIX: Readonly<Record<TracedTable, string>> = {
  "G/L Entries": "GL",
  "Value Entries": "VE",
  "Item Ledger Entries": "ILE",
  "Capacity Ledger Entries": "CLE",
};

/** Finds the entries of a trace. */
export function trace(
  ledgers: Ledgers,
  parameters: Parameters,
  start: StartRows,
  context: RunContext,
): Traced {
  const includeNonInventory = includesNonInventory(ledgers);
  const setup = new PostingSetup(ledgers, { includeNonInventory });
  const entries = new PostingEntries(ledgers, setup, {
    includeNonInventory,
    lenient: true,
    scale: ledgers.table("G/L Entries").decimals("Amount").scale,
  });
  context.progress(1, 3);
  const gl = glColumns(ledgers, entries.scale);
  const relations = indexRelations(ledgers);
  const reverse = reverseRelations(relations, entries.rows);
  const owners = new Owners(ledgers);
  const flow = new CostFlow(ledgers);
  context.progress(2, 3);
  const onlyGL = Object.entries(start).every(([table, rows]) => table === "G/L Entries" || rows.length === 0);
  const collected = collect(ledgers, start, relations, reverse, owners, flow, {
    costFlowDepth: parameters.costFlowDepth,
    costFlowDirection: parameters.costFlowDirection,
    includeGL: parameters.includeGLOfValueEntries ?? !onlyGL,
  });
  const items = ledgers.table("Item Ledger Entries");
  const capacity = ledgers.table("Capacity Ledger Entries");
  const valueEntryRows = chosenRows(collected.valueEntries, entries.numbers);
  const traced = {
    ledgers,
    entries,
    gl,
    relations,
    reverse,
    owners,
    flow,
    collected,
    links: relations.present
      ? linkEntries(entries, setup, gl, relations, connectedGLRows(gl, relations, reverse, valueEntryRows))
      : noLinks(entries, gl),
    glRows: chosenRows(collected.gl, gl.numbers),
    valueEntryRows,
    itemRows: chosenRows(collected.owners.subarray(0, items.rows), items.integers("Entry No.")),
    capacityRows: chosenRows(collected.owners.subarray(items.rows), capacity.integers("Entry No.")),
    sums: new OwnerSums(entries, owners, collected),
  };
  context.progress(3, 3);
  return traced;
}

/** G/L entries that share value entries, directly or through others, with those of the trace; by number. */
function connectedGLRows(
  gl: GLColumns,
  relations: Relations,
  reverse: ReverseRelations,
  valueEntryRows: Int32Array,
): Int32Array {
  const glSeen = new Uint8Array(gl.rows);
  const entrySeen = new Uint8Array(reverse.start.length);
  const found: number[] = [];
  const waiting = [...valueEntryRows];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    for (const row of glEntriesOf(reverse, entry)) {
      if (glSeen[row] === 1) continue;
      glSeen[row] = 1;
      found.push(row);
      for (const other of valueEntriesOf(relations, row)) {
        if (entrySeen[other] === 1) continue;
        entrySeen[other] = 1;
        waiting.push(other);
      }
    }
  }
  return stableOrder(Int32Array.from(found), (row) => gl.numbers[row] as number);
}

/** Lines of a value entry that are linked to a G/L entry, as (place, column) of the account table. */
export function linkedAmount(traced: Traced, glRow: number, entryRow: number): bigint {
  const { entries, links } = traced;
  const sums = new ExactSums(1, entries.scale);
  for (let slot = 0; slot < SLOTS; slot += 1) {
    if (links.glOfLine[entryRow * SLOTS + slot] !== glRow) continue;
    const column = slot < FIRST_ACTUAL_SLOT ? entries.expectedPosted : entries.posted;
    if ((slot & 1) === 1) sums.subtract(0, column, entryRow);
    else sums.add(0, column, entryRow);
  }
  return sums.scaled(0);
}

/** True when a value entry has a posted part that no G/L entry accounts for. */
export function hasUnlinkedPart(traced: Traced, entryRow: number): boolean {
  const { entries, links } = traced;
  const base = (entries.combination[entryRow] as number) * SLOTS;
  for (const first of [0, FIRST_ACTUAL_SLOT]) {
    const column = first === 0 ? entries.expectedPosted : entries.posted;
    if (column.ints[entryRow] === 0) continue;
    const hasLines = (SLOT_TYPES[base + first] as number) !== 0;
    if (!hasLines) return true;
    for (let slot = first; slot < first + 2; slot += 1)
      if (links.glOfLine[entryRow * SLOTS + slot] === -1) return true;
  }
  return false;
}
