/** Columns of Job Calculate WIP's tables, captions in the workbook's word. */
import type { TableColumn } from "../../../workbook/sheet";
import { inJobWord, type JobWord } from "../../jobs/words";

/** Makes the columns of a table of rows, captions in the workbook's word. */
export function columnsOf<Row>(rows: readonly Row[], word: JobWord) {
  return (
    header: string,
    kind: TableColumn["kind"],
    value: (row: Row) => string | number | boolean | null,
  ): TableColumn => ({
    header: inJobWord(header, word),
    kind,
    values: rows.map(value),
  });
}
