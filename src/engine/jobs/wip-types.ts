/** The six types of WIP entries and the figures that jobs show of them (Business Central's own signs). */
import { optionNumber } from "../ledgers/options";

export const APPLIED_COSTS = optionNumber("wip type", "Applied Costs");
export const APPLIED_SALES = optionNumber("wip type", "Applied Sales");
export const RECOGNIZED_COSTS = optionNumber("wip type", "Recognized Costs");
export const RECOGNIZED_SALES = optionNumber("wip type", "Recognized Sales");
export const ACCRUED_COSTS = optionNumber("wip type", "Accrued Costs");
export const ACCRUED_SALES = optionNumber("wip type", "Accrued Sales");

/** Number of types, the blank one included. */
export const WIP_TYPES = 7;

/** True for the three types that belong to costs. */
export function isCostType(type: number): boolean {
  return type === APPLIED_COSTS || type === RECOGNIZED_COSTS || type === ACCRUED_COSTS;
}

/** True for recognised costs and recognised sales. */
export function isRecognizedType(type: number): boolean {
  return type === RECOGNIZED_COSTS || type === RECOGNIZED_SALES;
}
