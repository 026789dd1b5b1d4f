/** Applying and undoing from a page: what would change, the question, and what became of it. */
import { useCallback, useEffect, useState } from "react";
import type { ApplyPreview, ReportRecord, TableEffect, UndoPreview } from "../../application/types";
import { usePane } from "../pane-context";

/** Where a page stands between preview and applied. */
export type Phase =
  | { readonly kind: "preview" }
  | { readonly kind: "asking" }
  | { readonly kind: "applied"; readonly effects: readonly TableEffect[]; readonly at: string }
  | { readonly kind: "undone"; readonly removed: number; readonly restored: number }
  /** Ledgers changed while the preview was read. */
  | { readonly kind: "overtaken"; readonly tables: readonly string[] }
  | { readonly kind: "trouble"; readonly message: string }
  | { readonly kind: "journalWritten" };

/** Milliseconds until a closed dialog has given the focus back. */
const FOCUS_DELAY = 300;

export interface Posting {
  readonly preview: ApplyPreview | undefined;
  readonly phase: Phase;
  readonly busy: boolean;
  readonly undoing: UndoPreview | undefined;
  readonly ask: () => void;
  readonly cancel: () => void;
  readonly apply: () => void;
  readonly createJournal: () => void;
  readonly askUndo: () => void;
  readonly undo: () => void;
}

/** The posting of a run. `wanted` is false while there is nothing to apply, so that nothing is planned. */
export function usePosting(record: ReportRecord, wanted: boolean): Posting {
  const { application, announce } = usePane();
  const [preview, setPreview] = useState<ApplyPreview>();
  const [phase, setPhase] = useState<Phase>({ kind: "preview" });
  const [busy, setBusy] = useState(false);
  const [undoing, setUndoing] = useState<UndoPreview>();
  const { report, reply, stale } = record;

  const trouble = useCallback(
    (message: string): void => {
      setPhase({ kind: "trouble", message });
      announce(message, "assertive");
    },
    [announce],
  );

  useEffect(() => {
    if (!wanted || stale) return undefined;
    let current = true;
    application.previewApply(report).then(
      (found) => {
        if (current) setPreview(found);
      },
      (error: unknown) => {
        if (current) trouble(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      current = false;
    };
  }, [application, report, reply, stale, wanted, trouble]);

  const ended = phase.kind === "applied" || phase.kind === "undone";
  useEffect(() => {
    if (!ended) return undefined;
    // The button that was pressed is gone with the dialog: the focus goes to the title instead of nowhere.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>("h1")?.focus();
    }, FOCUS_DELAY);
    return () => {
      clearTimeout(timer);
    };
  }, [ended]);

  /** Runs one operation at a time; what it throws is told. */
  const during = (work: () => Promise<void>): void => {
    setBusy(true);
    work()
      .catch((error: unknown) => {
        trouble(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        setBusy(false);
      });
  };

  return {
    preview,
    phase,
    busy,
    undoing,
    ask: () => {
      setPhase({ kind: "asking" });
    },
    cancel: () => {
      setPhase({ kind: "preview" });
      setUndoing(undefined);
    },
    apply: () => {
      during(async () => {
        const outcome = await application.apply(report);
        switch (outcome.status) {
          case "applied":
            setPhase({ kind: "applied", effects: outcome.effects, at: lastRunAt(await application.log()) });
            announce("Applied to the ledgers.");
            break;
          case "nothing":
            setPhase({ kind: "preview" });
            break;
          case "appliedBefore":
            trouble(
              `This was posted already, as run ${outcome.runNo}. Posting it again would change nothing.`,
            );
            break;
          case "ledgersChanged":
            setPhase({ kind: "overtaken", tables: outcome.tables });
            announce("The ledgers changed while you read this. Nothing was written.", "assertive");
            break;
          case "failed":
            trouble(outcome.trouble.message);
            break;
        }
      });
    },
    createJournal: () => {
      during(async () => {
        const outcome = await application.createJournal(report);
        if (outcome.status === "applied") {
          setPhase({ kind: "journalWritten" });
          announce("Journal sheet written. No ledger was changed.");
        } else if (outcome.status === "failed") trouble(outcome.trouble.message);
        else if (outcome.status === "ledgersChanged") setPhase({ kind: "overtaken", tables: outcome.tables });
      });
    },
    askUndo: () => {
      during(async () => {
        const found = await application.previewUndo();
        if (found) setUndoing(found);
        else trouble("No posting of Tieout is left to undo in this workbook.");
      });
    },
    undo: () => {
      during(async () => {
        const outcome = await application.undo();
        setUndoing(undefined);
        if (outcome.status === "undone") {
          setPhase({ kind: "undone", removed: outcome.removed, restored: outcome.restored });
          announce(`Undone. ${outcome.removed} rows removed, ${outcome.restored} restored.`);
        } else if (outcome.status === "failed") trouble(outcome.trouble.message);
        else trouble("No posting of Tieout is left to undo in this workbook.");
      });
    },
  };
}

function lastRunAt(log: readonly { readonly runNo: number; readonly runAt: string }[]): string {
  return log.reduce<{ runNo: number; runAt: string }>((last, row) => (row.runNo >= last.runNo ? row : last), {
    runNo: 0,
    runAt: "",
  }).runAt;
}
