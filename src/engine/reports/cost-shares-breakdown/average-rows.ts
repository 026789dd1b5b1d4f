/** Inventory, items at average cost: one row per item, location and variant, with the own parts of all its entries. */
import { PairNumbers } from "../../ledgers/pair-numbers";
import { bigintAt, type ExactSums } from "../../values/decimal";
import type { Basis } from "./basis";
import { quantityText, type Breakdown } from "./breakdown";
import type { ItemGroups } from "./item-groups";
import { PARTS } from "./parts";
import { ONE, shareText } from "./wide";

export class AverageRows {
  readonly #places = new PairNumbers();
  readonly #keys = new PairNumbers();
  readonly #quantities: bigint[] = [];
  readonly #totals: bigint[] = [];
  readonly #parts: bigint[][] = [];
  readonly #locations: Int32Array;
  readonly #variants: Int32Array;

  constructor(
    private readonly basis: Basis,
    private readonly groups: ItemGroups,
  ) {
    const table = basis.ledgers.table("Item Ledger Entries");
    this.#locations = table.ids("Location Code");
    this.#variants = table.ids("Variant Code");
  }

  take(entry: number): void {
    const { ledger, own } = this.basis;
    const row = ledger.rows[entry] as number;
    const place = this.#places.intern(this.#locations[row] as number, this.#variants[row] as number);
    const key = this.#keys.intern(this.groups.groupOf[entry] as number, place);
    if (key === this.#totals.length) {
      this.#quantities.push(0n);
      this.#totals.push(0n);
      this.#parts.push(Array.from({ length: PARTS }, () => 0n));
    }
    this.#quantities[key] = (this.#quantities[key] as bigint) + bigintAt(ledger.quantities, row);
    this.#totals[key] = (this.#totals[key] as bigint) + ledger.totals.scaled(entry);
    own.add(entry, this.#parts[key] as bigint[], 1n, 1n);
  }

  addTo(breakdown: Breakdown, quantities: ExactSums): void {
    const { ledgers, ledger } = this.basis;
    for (let key = 0; key < this.#keys.size; key += 1) {
      const quantity = this.#quantities[key] as bigint;
      if (quantity === 0n) continue;
      const group = this.#keys.firsts[key] as number;
      const place = this.#keys.seconds[key] as number;
      const total = (this.#totals[key] as bigint) * ONE;
      quantities.addScaled(group, quantity);
      const text = quantityText(quantity, ledger.quantities.scale);
      breakdown.add(group, total, this.#parts[key], () => ({
        line: 0,
        type: 0,
        entryNo: 0,
        capacityEntryNo: 0,
        postingDate: "",
        entryType: "",
        documentNo: "",
        description: "",
        itemNo: ledgers.codes.text(this.groups.codes[group] as number),
        locationCode: ledgers.codes.text(this.#places.firsts[place] as number),
        variantCode: ledgers.codes.text(this.#places.seconds[place] as number),
        quantity: text,
        ownQuantity: text,
        ownCost: shareText(total, breakdown.scale),
      }));
    }
  }
}
