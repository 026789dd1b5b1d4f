/** What each kind of cost shares gives: groups of the result, sums and findings. */
import { decimalText, type ExactSums } from "../../values/decimal";
import type { Basis } from "./basis";
import type { Breakdown, Row } from "./breakdown";
import type { ItemGroups } from "./item-groups";
import type { Amounts } from "./parts";
import type { Finding } from "./warnings";

/** A group of the result: an item or a production order. */
export interface Group extends Amounts {
  readonly groupType: "Item" | "Production Order";
  readonly no: string;
  readonly description: string;
  /** Items. */
  readonly inventoryPostingGroup?: string;
  /** Production orders. */
  readonly status?: string;
  readonly quantity: string;
  readonly tieOut: Readonly<Record<string, string>>;
  readonly rows?: readonly Row[];
}

export interface Shares {
  readonly breakdown: Breakdown;
  /** Group of the breakdown and group of the result, in the order of the result. */
  readonly groups: readonly { readonly number: number; readonly group: Group }[];
  readonly findings: readonly Finding[];
}

/** Groups of Sales and Inventory, without those that have no row. */
export function itemResultGroups(
  basis: Basis,
  items: ItemGroups,
  breakdown: Breakdown,
  quantities: ExactSums,
  tieOut: (group: number) => Readonly<Record<string, string>>,
): Shares["groups"] {
  const { ledgers } = basis;
  const table = ledgers.table("Items");
  const descriptions = table.ids("Description");
  const postingGroups = table.ids("Inventory Posting Group");
  return items.sorted
    .filter((number) => breakdown.rowCount(number) > 0)
    .map((number) => {
      const row = items.itemRows[number] as number;
      return {
        number,
        group: {
          groupType: "Item",
          no: ledgers.codes.text(items.codes[number] as number),
          description: ledgers.texts.text(descriptions[row] as number),
          inventoryPostingGroup: ledgers.codes.text(postingGroups[row] as number),
          quantity: decimalText(quantities.scaled(number), quantities.scale, 5),
          ...breakdown.groupAmounts(number),
          tieOut: tieOut(number),
          ...(breakdown.withRows ? { rows: breakdown.rows(number) } : {}),
        },
      };
    });
}
