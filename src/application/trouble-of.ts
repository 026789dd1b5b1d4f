/** Something thrown as words for people. Defects are named as such; nothing of the ledgers is in the text. */
import { Refusal } from "../engine/refusal";
import { ServiceError } from "../engine-service/service";
import { ExcelTrouble } from "../workbook/excel/trouble";
import type { Trouble } from "./types";

export function troubleOf(error: unknown): Trouble & { readonly cell?: string } {
  if (error instanceof Refusal) {
    const { cells, table } = error.details as { cells?: readonly string[]; table?: string };
    const cell = cells?.[0];
    return {
      code: error.code,
      message: error.message,
      ...(cell === undefined ? {} : { cell: table === undefined ? cell : `${table}!${cell}` }),
    };
  }
  if (error instanceof ExcelTrouble || error instanceof ServiceError)
    return { code: error.code, message: error.message };
  return {
    code: "DEFECT",
    message: "Tieout stopped on a defect. No sheet was changed.",
    details: placesOf(error),
  };
}

/** Kind of the error and the places in the code; its message may quote a cell and stays out. */
function placesOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s*at\s|@/.test(line) && line !== error.message);
  return [error.name, ...places].join("\n");
}
