/** The rows that a posting leaves in Tieout's own tables: log, journal, and the image from which it can be undone. */
import type { ChangeRow, ChangeSet } from "../../engine/changes";
import { canonicalJson, hex, type Digest } from "../../engine/evidence";
import { ENGINE_VERSION } from "../../engine/version";

export const LOG_TABLE = "Tieout Log";
export const JOURNAL_TABLE = "Tieout Journal";
export const UNDO_TABLE = "Tieout Undo";

/** A run whose change set is applied. */
export interface PostedRun {
  readonly report: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** SHA-256 over report, parameters and inputs. */
  readonly fingerprint: string;
  /** "2026-02-03 09:12" */
  readonly runAt: string;
}

/** Rows added, changed and deleted in ledger tables. */
export interface RowCounts {
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
}

export const STATUS = { applied: "Applied", undone: "Undone", open: "Open", copied: "Copied" } as const;

/** Longest text of one cell that every Excel keeps. */
const CELL_TEXT = 32_000;

/** SHA-256 of report, parameters and input fingerprint: the same key is applied once. */
export async function idempotencyKey(run: PostedRun, digest: Digest): Promise<string> {
  const { report, parameters, fingerprint } = run;
  return hex(await digest(new TextEncoder().encode(canonicalJson({ report, parameters, fingerprint }))));
}

/** The row of Tieout Log. */
export function logRow(runNo: number, run: PostedRun, key: string, counts: RowCounts): ChangeRow {
  const parameters = canonicalJson(run.parameters);
  return {
    "Run No.": runNo,
    Report: run.report,
    Parameters: parameters.length <= CELL_TEXT ? parameters : `${parameters.slice(0, CELL_TEXT - 1)}…`,
    "Idempotency Key": key,
    "Input Fingerprint": run.fingerprint,
    "Run At": run.runAt,
    "Engine Version": ENGINE_VERSION,
    "Rows Added": counts.added,
    "Rows Changed": counts.changed,
    "Rows Deleted": counts.deleted,
    Status: STATUS.applied,
  };
}

export const LOG_CAPTIONS: readonly string[] = [
  "Run No.",
  "Report",
  "Parameters",
  "Idempotency Key",
  "Input Fingerprint",
  "Run At",
  "Engine Version",
  "Rows Added",
  "Rows Changed",
  "Rows Deleted",
  "Status",
];

const JOURNAL_CAPTIONS: readonly string[] = [
  "Run No.",
  "Line No.",
  "Posting Date",
  "Document Type",
  "Document No.",
  "Account Type",
  "Account No.",
  "Description",
  "Amount",
  "Debit Amount",
  "Credit Amount",
  "Bal. Account Type",
  "Bal. Account No.",
  "External Document No.",
  "Source Code",
  "Reason Code",
];

/** Lines of Tieout Journal in the order of the change set, numbered by ten thousands. */
export function journalRows(changes: ChangeSet, runNo: number): readonly ChangeRow[] {
  return changes.journal.map((line, index) => ({
    ...line,
    "Run No.": runNo,
    "Line No.": (index + 1) * 10_000,
    Status: STATUS.open,
  }));
}

/** Captions of Tieout Journal: its fixed ones, further ones of the lines (dimensions) before Status. */
export function journalCaptions(rows: readonly ChangeRow[]): readonly string[] {
  const more = new Set(rows.flatMap((row) => Object.keys(row)));
  for (const caption of [...JOURNAL_CAPTIONS, "Status"]) more.delete(caption);
  return [...JOURNAL_CAPTIONS, ...more, "Status"];
}

export const UNDO_CAPTIONS: readonly string[] = ["Run No.", "Part No.", "Image"];

/** An undo image cut to the length of cells. */
export function imageRows(runNo: number, image: string): readonly ChangeRow[] {
  const rows: ChangeRow[] = [];
  for (let start = 0; start < image.length; start += CELL_TEXT) {
    rows.push({
      "Run No.": runNo,
      "Part No.": rows.length + 1,
      // A leading mark keeps a part that begins with "=" or a digit a text.
      Image: `|${image.slice(start, start + CELL_TEXT)}`,
    });
  }
  return rows;
}
