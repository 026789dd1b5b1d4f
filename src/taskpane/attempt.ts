/** What an action of the pane could not do, in words for people; views show it until the next action or view. */
import { createContext } from "react";

/** The trouble that is shown, and how it is put away. */
export interface Notice {
  readonly text: string;
  readonly dismiss: () => void;
}

export const NoticeContext = createContext<Notice>({ text: "", dismiss: () => undefined });

/**
 * Why an answer of the application is no success: the message of a trouble, of a failed or refused outcome, or `ifNot` where the
 * answer is false; "" when it is one.
 */
export function troubleIn(answer: unknown, ifNot = ""): string {
  if (answer === false) return ifNot;
  if (typeof answer !== "object" || answer === null) return "";
  if ("trouble" in answer) return troubleIn(answer.trouble);
  if ("error" in answer) return troubleIn(answer.error);
  return "code" in answer && "message" in answer ? String(answer.message) : "";
}

/** What it means that Excel did not find a sheet. */
export function sheetIsGone(sheet: string): string {
  return `There is no sheet “${sheet}” any more.`;
}

/** What it means that the row of an entry was not found. */
export function entryIsGone(table: string, entryNo: number): string {
  return `Entry ${entryNo} is not in ${table} any more.`;
}

/** Why an action broke off. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
