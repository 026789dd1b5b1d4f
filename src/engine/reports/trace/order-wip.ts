/** What an order put into WIP, took out of it, and what is left (spec, 10): the WIP lines of its value entries. */
import { entryClass, FIRST_ACTUAL_SLOT, SLOT_TYPES, SLOTS } from "../../posting/account-table";
import { WIP_INVENTORY } from "../../posting/account-types";
import { ExactSums } from "../../values/decimal";
import { TRACED } from "./collect";
import type { Traced } from "./traced";

export interface OrderWip {
  readonly orderNo: string;
  /** Consumption and capacity. */
  readonly into: string;
  /** Output. */
  readonly out: string;
  readonly left: string;
  /** What is left of the posted parts: what the WIP accounts hold of the order. */
  readonly leftPosted: string;
}

const INTO = 0;
const OUT = 1;
const LEFT = 2;
const LEFT_POSTED = 3;

/** WIP of an order, with the full amounts of the traced value entries, actual and expected. */
export function orderWip(traced: Traced, orderNo: string): OrderWip {
  const { entries, collected } = traced;
  const sums = new ExactSums(4, entries.scale);
  for (const row of traced.valueEntryRows) {
    if (collected.valueEntries[row] !== TRACED || entries.inventoriable[row] === 0) continue;
    const base = (entries.combination[row] as number) * SLOTS;
    const isOutput = entryClass(entries.classes[row] as number).type === "Output";
    for (let slot = 0; slot < SLOTS; slot += 1) {
      if (SLOT_TYPES[base + slot] !== WIP_INVENTORY) continue;
      const isExpected = slot < FIRST_ACTUAL_SLOT;
      const amount = isExpected ? entries.expected : entries.actual;
      const posted = isExpected ? entries.expectedPosted : entries.posted;
      const minus = (slot & 1) === 1;
      if (minus === isOutput) sums.add(isOutput ? OUT : INTO, amount, row);
      else sums.subtract(isOutput ? OUT : INTO, amount, row);
      if (minus) {
        sums.subtract(LEFT, amount, row);
        sums.subtract(LEFT_POSTED, posted, row);
      } else {
        sums.add(LEFT, amount, row);
        sums.add(LEFT_POSTED, posted, row);
      }
    }
  }
  return {
    orderNo,
    into: sums.text(INTO),
    out: sums.text(OUT),
    left: sums.text(LEFT),
    leftPosted: sums.text(LEFT_POSTED),
  };
}
