/** Differences by entry: columns of their own, so that the engine's arrays can go, and rows that are made when they are read. */
import { VALUED_BY_NAMES } from "../../costing/cost-ledger";
import { ScaledStore } from "../../costing/scaled";
import type { Ledgers } from "../../ledgers/ledgers";
import { LazyRows } from "../../rows";
import { dayText } from "../../values/day";
import { bigintAt, decimalText } from "../../values/decimal";
import type { CostDifference } from "./result";

const KINDS = ["cost", "rounding"] as const;

/** Row i of every column is difference i, below `count`. Amounts are money. */
export class Differences {
  /** Row of Item Ledger Entries. */
  readonly entryRow: Int32Array;
  /** One of VALUED_BY. */
  readonly valuedBy: Uint8Array;
  /** Place in KINDS. */
  readonly kind: Uint8Array;
  readonly costActual: ScaledStore;
  readonly costExpected: ScaledStore;
  readonly deltaActual: ScaledStore;
  readonly deltaExpected: ScaledStore;
  #count = 0;

  constructor(
    room: number,
    readonly moneyScale: number,
  ) {
    this.entryRow = new Int32Array(room);
    this.valuedBy = new Uint8Array(room);
    this.kind = new Uint8Array(room);
    this.costActual = new ScaledStore(room);
    this.costExpected = new ScaledStore(room);
    this.deltaActual = new ScaledStore(room);
    this.deltaExpected = new ScaledStore(room);
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a difference; its amounts are 0 until they are set in the row that it gets. */
  add(entryRow: number, valuedBy: number, kind: CostDifference["kind"]): number {
    const row = this.#count;
    this.entryRow[row] = entryRow;
    this.valuedBy[row] = valuedBy;
    this.kind[row] = KINDS.indexOf(kind);
    this.#count += 1;
    return row;
  }
}

/** Rows of the result in the order in which the differences were added. */
export function differenceRows(ledgers: Ledgers, differences: Differences): LazyRows<CostDifference> {
  const table = ledgers.table("Item Ledger Entries");
  const numbers = table.integers("Entry No.");
  const items = table.ids("Item No.");
  const types = table.options("Entry Type");
  const days = table.days("Posting Date");
  const quantities = table.decimals("Quantity");
  const money = (value: bigint): string => decimalText(value, differences.moneyScale);
  return new LazyRows(differences.count, (index) => {
    const row = differences.entryRow[index] as number;
    const costActual = differences.costActual.big(index);
    const costExpected = differences.costExpected.big(index);
    const deltaActual = differences.deltaActual.big(index);
    const deltaExpected = differences.deltaExpected.big(index);
    return {
      entryNo: numbers[row] as number,
      itemNo: ledgers.codes.text(items[row] as number),
      entryType: types.captions[types.values[row] as number] as string,
      postingDate: dayText(days[row] as number),
      quantity: decimalText(bigintAt(quantities, row), quantities.scale),
      valuedBy: VALUED_BY_NAMES[differences.valuedBy[index] as number] as string,
      costActual: money(costActual),
      costExpected: money(costExpected),
      targetActual: money(costActual + deltaActual),
      targetExpected: money(costExpected + deltaExpected),
      deltaActual: money(deltaActual),
      deltaExpected: money(deltaExpected),
      kind: KINDS[differences.kind[index] as number] as CostDifference["kind"],
    };
  });
}
