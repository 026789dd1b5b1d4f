/** What the declarations of the classes share: arguments, checks of places and protection, events. */

import {
  MAX_COLUMNS,
  MAX_ROWS,
  type Rect,
  cellCount,
  formatAddress,
  onSheet,
  parseLocal,
  splitSheet,
} from "../../model/address";
import { fail } from "../../model/errors";
import type { ProtectionOptions } from "../../model/protection";
import type { Sheet } from "../../model/sheet";
import type { TrackedRange } from "../../model/workbook";
import { EVENT_NUMBERS } from "../events";
import type { ExecutionContext } from "../executor";
import { Handle, type MethodSpec, method } from "../registry";

/** The target of Range handles while it exists. */
export interface Block {
  sheet: Sheet;
  rect: Rect;
}

/** The block of a range; throws when its cells were deleted. */
export function block(target: TrackedRange): Block {
  if (!target.rect || !target.sheet.workbook.sheets.includes(target.sheet)) {
    throw fail("InvalidReference", "This reference is not valid for the current operation.");
  }
  return target as Block;
}

/** A range handle for a block; throws when the block would leave the sheet. */
export function rangeHandle(context: ExecutionContext, sheet: Sheet, rect: Rect): Handle {
  if (!onSheet(rect)) throw fail("InvalidArgument", "The range would lie outside of the sheet.");
  return context.range({ sheet, rect });
}

export function numberArg(value: unknown, name: string, fallback?: number): number {
  if (value === null || value === undefined) {
    if (fallback !== undefined) return fallback;
    throw fail("InvalidArgument", `The argument ${name} is missing.`);
  }
  if (typeof value !== "number" || !Number.isFinite(value))
    throw fail("InvalidArgument", `The argument ${name} must be a number.`);
  return Math.trunc(value);
}

export function textArg(value: unknown, name: string): string {
  if (typeof value !== "string") throw fail("InvalidArgument", `The argument ${name} must be text.`);
  return value;
}

export const optional = <T>(value: unknown): T | undefined =>
  value === null ? undefined : (value as T | undefined);

export function objectArg(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Sheet and block of an address or a range argument; without sheet name on the given sheet. */
export function placeArg(value: unknown, home: Sheet): Block {
  if (value instanceof Handle) {
    if (value.className === "Range") return block(value.target as TrackedRange);
    throw fail("InvalidArgument", "The argument must be a range or an address.");
  }
  const address = textArg(value, "address");
  const target = home.workbook.resolve(address, home);
  if (!target) throw fail("InvalidArgument", `"${address}" is not an address on ${home.name}.`);
  return target;
}

/** The block of `worksheet.getRange(address)`: an address on this sheet, a name, or the whole sheet. */
export function localPlace(sheet: Sheet, address: string): Rect {
  const { sheet: other, local } = splitSheet(address);
  if (other !== undefined && sheet.workbook.findSheet(other) !== sheet) {
    throw fail("InvalidArgument", `"${address}" is not on sheet "${sheet.name}".`);
  }
  const rect = parseLocal(local);
  if (rect) return rect;
  const named = sheet.workbook.resolve(local, sheet);
  if (named?.sheet === sheet) return named.rect;
  throw fail("InvalidArgument", `"${address}" is not an address or a name on ${sheet.name}.`);
}

export const addressOf = ({ sheet, rect }: Block): string => formatAddress(sheet.name, rect);

/** Refuses a write of contents into locked cells of a protected sheet. */
export function refuseProtected(sheet: Sheet, rect?: Rect, allowedBy?: keyof ProtectionOptions): void {
  if (!sheet.protection) return;
  if (allowedBy && sheet.protection.options[allowedBy] === true) return;
  if (rect && cellCount(rect) < 100_000 && allUnlocked(sheet, rect)) return;
  throw fail(
    "AccessDenied",
    `You cannot perform the requested operation: sheet "${sheet.name}" is protected.`,
  );
}

function allUnlocked(sheet: Sheet, rect: Rect): boolean {
  for (const style of sheet.stylesIn(rect))
    if (sheet.workbook.styles.value(style, "locked") !== false) return false;
  return true;
}

/** Limits the number of cells one operation touches; whole rows, columns and sheets count as far as they are used. */
export function refuseTooMany(context: ExecutionContext, { sheet, rect }: Block): void {
  const clipped = sheet.clip(rect);
  if (clipped && cellCount(clipped) > context.host.limits.operationCells) {
    throw fail("OperationCellsExceedLimit", "The operation would touch more cells than the limit.");
  }
}

/** Registration methods for events: by wire name of the event, with the requirement set and the event's own name. */
export function eventMethods<T>(
  events: Readonly<Record<string, readonly [since: number, event: string]>>,
  targetId: (target: T) => string,
): Record<string, MethodSpec<T>> {
  const methods: Record<string, MethodSpec<T>> = {};
  for (const [wire, [since, event]] of Object.entries(events)) {
    const number = EVENT_NUMBERS[event] ?? 0;
    methods[`_Register${wire}`] = method<T>(since, (target, _args, { host }) => {
      host.events.register(number, targetId(target));
    });
    methods[`_Unregister${wire}`] = method<T>(since, (target, _args, { host }) => {
      host.events.unregister(number, targetId(target));
    });
  }
  return methods;
}

export const LAST_ROW = MAX_ROWS - 1;
export const LAST_COLUMN = MAX_COLUMNS - 1;
