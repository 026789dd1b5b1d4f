/** What is kept of a posting to take it back: cells before and after, by key, so that sorting does not matter. */
import type { StoredCell, StoredContent } from "./edits";

/** A row by its key: the parts in the order of `keys`, in the form in which keys are compared. */
export type RowKey = readonly string[];

export interface UndoTable {
  readonly table: string;
  /** Captions of the key. */
  readonly keys: readonly string[];
  readonly created: boolean;
  /** Headers of columns that were added. */
  readonly addedColumns: readonly string[];
  /** Captions of the appended cells, and rows of what reading gives for them. */
  readonly appendedCaptions: readonly string[];
  readonly appended: readonly { readonly key: RowKey; readonly values: readonly StoredContent[] }[];
  readonly updated: readonly {
    readonly key: RowKey;
    readonly caption: string;
    readonly before: StoredCell;
    readonly after: StoredContent;
  }[];
  readonly deleted: readonly {
    readonly key: RowKey;
    readonly row: number;
    readonly cells: readonly StoredCell[];
  }[];
  readonly headers: readonly string[];
}

export interface UndoImage {
  readonly version: 1;
  readonly tables: readonly UndoTable[];
}
