/** Texts of the findings of applying and undoing. */
import { addMessages, type MessageDetails, show } from "../../engine/messages";

const place = (details: MessageDetails): string =>
  Array.isArray(details.cells) && details.cells.length > 0
    ? ` (${show((details.cells as unknown[])[0])})`
    : "";

addMessages({
  ROW_NOT_FOUND: (d) =>
    `${show(d.table)} has no row ${show(d.key)} any more. Nothing was written. Refresh Tieout and preview again.`,
  ROW_NOT_UNIQUE: (d) =>
    `${show(d.table)} has more than one row ${show(d.key)}${place(d)}. Nothing was written. Remove the repeated row.`,
  ALREADY_APPLIED: (d) =>
    `This was posted already, as run ${show(d.runNo)}. Posting it again would change nothing.`,
  LEDGERS_CHANGED: (d) => `${show(d.table)} changed while you read this. Nothing was written. Preview again.`,
  NOTHING_TO_UNDO: () => "No posting of Tieout is left to undo in this workbook.",
  UNDO_EDITED: (d) =>
    `Cannot undo: ${show(d.table)} row ${show(d.row)} was edited after the posting${place(d)}. Restore it, or correct by a journal.`,
  UNDO_ROW_GONE: (d) =>
    `Cannot undo: row ${show(d.key)} that was posted is no longer in ${show(d.table)}. Restore it, or correct by a journal.`,
  UNDO_ROW_BACK: (d) =>
    `Cannot undo: ${show(d.table)} has a row ${show(d.key)} again${place(d)} that the posting had deleted. Remove it first.`,
  UNDO_TABLE_GONE: (d) => `Cannot undo: the table ${show(d.table)} is no longer in this workbook.`,
  UNDO_IMAGE_GONE: (d) =>
    `Cannot undo run ${show(d.runNo)}: the sheet Tieout Undo, which keeps what was there before, was removed or changed.`,
});
