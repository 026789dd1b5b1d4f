/** Which entries belong to a trace (spec, 3). All steps are loops over lists: chains of any length are safe. */
import type { Ledgers } from "../../ledgers/ledgers";
import { indexByNumber, type RowOfNumber } from "../../ledgers/index-by-number";
import type { Relations, ReverseRelations } from "../../posting/relations";
import type { CostFlow, MissingEnd } from "./cost-flow";
import { glEntriesOf, valueEntriesOf } from "./related";
import type { StartRows } from "./start";

export interface CollectOptions {
  readonly costFlowDepth: number;
  readonly costFlowDirection: "upstream" | "downstream" | "both";
  readonly includeGL: boolean;
}

/** How a value entry came into the trace. */
export const NOT_IN = 0;
/** Start entry, or found from a G/L entry, item or capacity ledger entry. */
export const TRACED = 1;
/** Found only because it corrects another entry or is corrected. */
export const CORRECTION = 2;

export interface Collected {
  /** 1 per row that is in the trace. */
  readonly gl: Uint8Array;
  /** NOT_IN, TRACED or CORRECTION per row. */
  readonly valueEntries: Uint8Array;
  /** 1 per entry of the cost flow: item ledger entries, then capacity ledger entries. */
  readonly owners: Uint8Array;
  readonly missingEnds: readonly MissingEnd[];
}

/** Finds the owner of value entries: the item ledger entry, else the capacity ledger entry. */
export class Owners {
  readonly itemNumbers: Float64Array;
  readonly capacityNumbers: Float64Array;
  readonly #rowOfItem: RowOfNumber;
  readonly #rowOfCapacity: RowOfNumber;
  readonly #itemEntries: number;

  constructor(ledgers: Ledgers) {
    const table = ledgers.table("Value Entries");
    const items = ledgers.table("Item Ledger Entries");
    this.itemNumbers = table.integers("Item Ledger Entry No.");
    this.capacityNumbers = table.integers("Capacity Ledger Entry No.");
    this.#rowOfItem = indexByNumber(items.integers("Entry No."));
    this.#rowOfCapacity = indexByNumber(ledgers.table("Capacity Ledger Entries").integers("Entry No."));
    this.#itemEntries = items.rows;
  }

  /** Node of the owner of a value entry; -1 when it has none or the sheet lacks it. */
  nodeOf(row: number): number {
    const item = this.itemNumbers[row] as number;
    if (item !== 0) return this.#rowOfItem(item);
    const found = this.#rowOfCapacity(this.capacityNumbers[row] as number);
    return found < 0 ? -1 : this.#itemEntries + found;
  }
}

export function collect(
  ledgers: Ledgers,
  start: StartRows,
  relations: Relations,
  reverse: ReverseRelations,
  owners: Owners,
  flow: CostFlow,
  options: CollectOptions,
): Collected {
  const table = ledgers.table("Value Entries");
  const gl = new Uint8Array(ledgers.table("G/L Entries").rows);
  const valueEntries = new Uint8Array(table.rows);
  const included = new Uint8Array(flow.nodes);
  const starts = start["Value Entries"];
  for (const row of start["G/L Entries"]) {
    gl[row] = 1;
    for (const entry of valueEntriesOf(relations, row)) valueEntries[entry] = TRACED;
  }
  for (const row of starts) valueEntries[row] = TRACED;
  for (const row of start["Item Ledger Entries"]) included[row] = 1;
  for (const row of start["Capacity Ledger Entries"]) included[flow.itemEntries + row] = 1;
  addValueEntriesOf(included, owners, valueEntries);
  if (options.includeGL) addGLEntries(valueEntries, reverse, gl);
  addCorrections(
    table.integers("Applies-to Entry"),
    relations.rowOfValueEntry,
    table.integers("Entry No."),
    starts,
    valueEntries,
  );
  for (let row = 0; row < valueEntries.length; row += 1) {
    if (valueEntries[row] === NOT_IN) continue;
    const owner = owners.nodeOf(row);
    if (owner >= 0) included[owner] = 1;
  }
  const itemNumbers = ledgers.table("Item Ledger Entries").integers("Entry No.");
  const missingEnds = followCost(flow, included, options, itemNumbers);
  return { gl, valueEntries, owners: included, missingEnds };
}

/** All value entries of the start entries of item and capacity ledger. */
function addValueEntriesOf(included: Uint8Array, owners: Owners, valueEntries: Uint8Array): void {
  for (let row = 0; row < valueEntries.length; row += 1) {
    if (included[owners.nodeOf(row)] === 1) valueEntries[row] = TRACED;
  }
}

function addGLEntries(valueEntries: Uint8Array, reverse: ReverseRelations, gl: Uint8Array): void {
  for (let row = 0; row < valueEntries.length; row += 1) {
    if (valueEntries[row] === NOT_IN) continue;
    for (const related of glEntriesOf(reverse, row)) gl[related] = 1;
  }
}

/** The entries that the traced ones correct, and those that correct a start entry. */
function addCorrections(
  appliesTo: Float64Array,
  rowOf: RowOfNumber,
  numbers: Float64Array,
  starts: readonly number[],
  valueEntries: Uint8Array,
): void {
  const startNumbers = new Set(starts.map((row) => numbers[row] as number));
  const found: number[] = [];
  for (let row = 0; row < valueEntries.length; row += 1) {
    const corrected = appliesTo[row] as number;
    if (valueEntries[row] === TRACED) {
      const target = rowOf(corrected);
      if (target >= 0) found.push(target);
    }
    if (startNumbers.has(corrected)) found.push(row);
  }
  for (const row of found) if (valueEntries[row] === NOT_IN) valueEntries[row] = CORRECTION;
}

/** Adds entries up to so many steps away; upstream and downstream are followed apart. */
function followCost(
  flow: CostFlow,
  included: Uint8Array,
  options: CollectOptions,
  itemNumbers: Float64Array,
): readonly MissingEnd[] {
  // Only applications, so item ledger entries, name an end that is missing; of several the lowest number tells.
  const numberOf = (node: number): number => itemNumbers[node] as number;
  const seeds: number[] = [];
  included.forEach((isIn, node) => {
    if (isIn === 1) seeds.push(node);
  });
  const start = included.slice();
  const missing = new Map<number, number>();
  const directions = (["upstream", "downstream"] as const).filter(
    (direction) => options.costFlowDirection === "both" || options.costFlowDirection === direction,
  );
  for (const direction of directions) {
    const seen = start.slice();
    let frontier: readonly number[] = seeds;
    for (let step = 0; step < options.costFlowDepth && frontier.length > 0; step += 1) {
      const next: number[] = [];
      for (const node of frontier) {
        flow.neighbours(
          node,
          direction,
          (neighbour) => {
            if (seen[neighbour] === 1) return;
            seen[neighbour] = 1;
            included[neighbour] = 1;
            next.push(neighbour);
          },
          (end) => {
            const known = missing.get(end.entryNo);
            if (known === undefined || numberOf(end.namedBy) < numberOf(known))
              missing.set(end.entryNo, end.namedBy);
          },
        );
      }
      frontier = next;
    }
  }
  return [...missing].map(([entryNo, namedBy]) => ({ entryNo, namedBy }));
}
