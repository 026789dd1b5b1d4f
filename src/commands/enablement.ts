/** Which commands can be used now, from what the workbook holds and which sheet is in front. */
import type { TieoutState } from "../application/types";
import type { ActiveSheet } from "../workbook/excel/active-sheet";
import { commands, type Command, type CommandId } from "./commands";

/**
 * Commands → enabled. A command needs its ledger tables to be there; faults in them do not disable it, because its form
 * says what is wrong. Explaining and drilling need a ledger or a sheet of Tieout in front; Trace asks for an entry elsewhere.
 * Before the ledgers were read everything is enabled.
 */
export function enabledCommands(
  state: Pick<TieoutState, "check" | "sheets">,
  front: ActiveSheet | undefined,
): ReadonlyMap<CommandId, boolean> {
  return new Map(commands.map((command) => [command.id, isEnabled(command, state, front)]));
}

function isEnabled(
  command: Command,
  { check, sheets }: Pick<TieoutState, "check" | "sheets">,
  front: ActiveSheet | undefined,
): boolean {
  if (!check) return true;
  const there = new Set(check.ledgers.map(({ name }) => name));
  if (!command.needs.every((table) => there.has(table))) return false;
  if (command.onSelection !== true || command.id === "traceEntry" || !front) return true;
  return isTieoutSheet(sheets, front) || check.ledgers.some(({ sheetName }) => sheetName === front.name);
}

/** Whether the sheet in front was made by Tieout. */
export function isTieoutSheet(sheets: TieoutState["sheets"], front: ActiveSheet | undefined): boolean {
  return front !== undefined && sheets.some(({ id }) => id === front.id);
}
