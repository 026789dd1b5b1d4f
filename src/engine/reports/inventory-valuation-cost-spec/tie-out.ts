/** The tie-out of the cost specification: total cost against inventory value, with the causes of the difference. */
import type { Ledgers } from "../../ledgers/ledgers";
import type { TieState } from "../../report";
import { decimalText, Exact, exactText, ExactSums } from "../../values/decimal";
import { forEachGap, type GapCause } from "./gaps";
import { shareText } from "./shares";
import type { Weighing } from "./weigh";

/** Amounts with 2 decimals. difference = total cost − inventoryValue = sum of the causes. */
export interface TieOut extends Readonly<Record<GapCause, string>> {
  /** Actual and expected cost of all value entries of the item up to the date. */
  readonly inventoryValue: string;
  readonly difference: string;
}

/** Causes as sheet and pane name them, in the order of their columns. */
export const gapCauses: readonly { readonly cause: GapCause; readonly label: string }[] = [
  { cause: "rounding", label: "Rounding" },
  { cause: "costNotAdjusted", label: "Cost Not Adjusted" },
  { cause: "valuedOtherwise", label: "Valued Otherwise" },
  { cause: "dropShipments", label: "Drop Shipments" },
  { cause: "notApplied", label: "Not Applied" },
];

type Gaps = Record<GapCause, bigint>;

const noGaps = (): Gaps => ({
  rounding: 0n,
  costNotAdjusted: 0n,
  valuedOtherwise: 0n,
  dropShipments: 0n,
  notApplied: 0n,
});

/** The tie-outs of a run, worked out in one pass over value entries and applications. */
export class TieOuts {
  readonly #values: ExactSums;
  readonly #gaps = new Map<number, Gaps>();
  readonly #scale: number;

  constructor(ledgers: Ledgers, weighing: Weighing) {
    this.#scale = weighing.amounts.scale;
    this.#values = inventoryValues(ledgers, weighing);
    forEachGap(ledgers, weighing, (cause, _entry, slot, amount) => {
      let gaps = this.#gaps.get(slot);
      if (!gaps) this.#gaps.set(slot, (gaps = noGaps()));
      gaps[cause] += amount;
    });
  }

  /** `totalCost`: that of the row, as it is printed. */
  ofItem(slot: number, totalCost: string): TieOut {
    return this.#tieOut(totalCost, this.#values.scaled(slot), this.#gaps.get(slot) ?? noGaps());
  }

  ofAll(totalCost: string): TieOut {
    let value = 0n;
    for (let slot = 0; slot < this.#values.size; slot += 1) value += this.#values.scaled(slot);
    const sums = noGaps();
    for (const gaps of this.#gaps.values()) for (const { cause } of gapCauses) sums[cause] += gaps[cause];
    return this.#tieOut(totalCost, value, sums);
  }

  /** Rounding also holds what the printed figures themselves were rounded by, so that the causes add up. */
  #tieOut(totalCost: string, value: bigint, gaps: Gaps): TieOut {
    const inventoryValue = decimalText(value, this.#scale, 2);
    const difference = new Exact(totalCost).minus(inventoryValue);
    const others = {
      costNotAdjusted: shareText(gaps.costNotAdjusted, 2),
      valuedOtherwise: shareText(gaps.valuedOtherwise, 2),
      dropShipments: shareText(gaps.dropShipments, 2),
      notApplied: shareText(gaps.notApplied, 2),
    };
    const rounding = Object.values(others).reduce((rest, amount) => rest.minus(amount), difference);
    return { inventoryValue, difference: exactText(difference), rounding: exactText(rounding), ...others };
  }
}

/** Value per slot: all value entries up to the date that pass the filters, whatever counts in the total cost. */
function inventoryValues(ledgers: Ledgers, { amounts, scope, slotOfEntry }: Weighing): ExactSums {
  const sums = new ExactSums(scope.codes.length, amounts.scale);
  const { rows } = ledgers.table("Value Entries");
  for (let row = 0; row < rows; row += 1) {
    const entry = amounts.entryOf[row] as number;
    const slot = entry < 0 ? -1 : (slotOfEntry[entry] as number);
    if (slot < 0 || (scope.rows[slot] as number) < 0 || !amounts.passes(row)) continue;
    sums.add(slot, amounts.cost, row);
  }
  return sums;
}

export interface TieOutState {
  readonly state: TieState;
  readonly words: string;
  /** The causes of the difference; those whose items cancel each other out are among them. */
  readonly causes: typeof gapCauses;
}

/** Items that are over and under by the same amount do not tie, though the sum is 0; only cents of rounding may. */
export function tieOutState(rows: readonly { readonly tieOut: TieOut }[], totals: TieOut): TieOutState {
  const causes = gapCauses.filter(
    ({ cause }) =>
      totals[cause] !== "0" || (cause !== "rounding" && rows.some(({ tieOut }) => tieOut[cause] !== "0")),
  );
  if (causes.length === 0) return { state: "ties", words: "Ties to inventory value", causes };
  const names = causes.map(({ label }) => label.toLowerCase()).join(", ");
  return {
    state: causes.some(({ cause }) => cause === "notApplied") ? "open" : "explained",
    words: names.charAt(0).toUpperCase() + names.slice(1),
    causes,
  };
}
