/** What became of a posting, in words: applied, undone, overtaken by a change, not possible; and its dialogs. */
import { Button } from "@fluentui/react-components";
import { findReport } from "../../engine/catalogue";
import type { ReportRecord } from "../../application/types";
import { sheetIsGone } from "../attempt";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";
import { ApplyDialog } from "./ApplyDialog";
import { effectWords, effectsSentence, listed } from "./journal-facts";
import { UndoDialog } from "./UndoDialog";
import type { Posting } from "./use-posting";

export function PostingMessages(props: {
  readonly posting: Posting;
  /** "Posted 1,755.00" */
  readonly appliedTitle: string;
  readonly onPreviewAgain: () => void;
}): React.JSX.Element | null {
  const formats = useFormats();
  const { application, attempt } = usePane();
  const { phase } = props.posting;
  switch (phase.kind) {
    case "applied":
      return (
        <MessagePanel intent="success" title={props.appliedTitle}>
          {effectsSentence(phase.effects, formats)} Running it again would post nothing.
        </MessagePanel>
      );
    case "undone":
      return (
        <MessagePanel intent="info" title="Undone">
          {counted(formats, phase.removed, "rows")} removed and {formats.count(phase.restored)} restored. The
          ledgers are as they were before.
        </MessagePanel>
      );
    case "overtaken":
      return (
        <MessagePanel
          intent="error"
          actions={
            <Button size="small" onClick={props.onPreviewAgain}>
              Preview again
            </Button>
          }
        >
          {listed(phase.tables)} changed while you read this. Nothing was written.
        </MessagePanel>
      );
    case "trouble":
      return <MessagePanel intent="error">{phase.message}</MessagePanel>;
    case "journalWritten":
      return (
        <MessagePanel
          intent="success"
          actions={
            <Button
              size="small"
              onClick={() => {
                attempt(application.goTo("Tieout Journal"), sheetIsGone("Tieout Journal"));
              }}
            >
              Go to sheet
            </Button>
          }
        >
          The journal stands on the sheet Tieout Journal. No ledger was changed.
        </MessagePanel>
      );
    default:
      return null;
  }
}

export function PostingDialogs(props: {
  readonly posting: Posting;
  readonly action: string;
  readonly remark: string;
}): React.JSX.Element | null {
  const formats = useFormats();
  const { posting } = props;
  const { preview } = posting;
  if (posting.undoing) {
    return (
      <UndoDialog
        preview={posting.undoing}
        busy={posting.busy}
        onUndo={posting.undo}
        onCancel={posting.cancel}
      />
    );
  }
  if (posting.phase.kind !== "asking" || !preview) return null;
  return (
    <ApplyDialog
      tables={[
        ...effectWords(
          preview.effects.filter((effect) => !effect.absent),
          preview.changes,
          formats,
        ),
        { table: "Tieout Log", short: "1 row added" },
      ]}
      action={props.action}
      remark={props.remark}
      busy={posting.busy}
      onApply={posting.apply}
      onCancel={posting.cancel}
    />
  );
}

/** Reports that were made before the posting, and a button that runs them again. */
export function StaleReports({ except }: { readonly except: string }): React.JSX.Element | null {
  const { application } = usePane();
  const { runs } = useTieoutState();
  const stale = [...runs.values()].filter((record) => record.stale && record.report !== except);
  if (stale.length === 0) return null;
  const names = stale.map((record) => findReport(record.report)?.shortTitle ?? record.report);
  const again = async (records: readonly ReportRecord[]): Promise<void> => {
    for (const record of records) {
      await application.run(
        record.report,
        record.parameters,
        record.sheets.length === 0 ? { write: false } : {},
      );
    }
  };
  return (
    <MessagePanel
      intent="warning"
      title={stale.length === 1 ? "This report is stale now" : "These reports are stale now"}
      actions={
        <Button
          size="small"
          onClick={() => {
            void again(stale);
          }}
        >
          {stale.length === 1 ? "Run again" : stale.length === 2 ? "Run both again" : "Run all again"}
        </Button>
      }
    >
      {listed(names)} {stale.length === 1 ? "was" : "were"} made before this posting.
    </MessagePanel>
  );
}
