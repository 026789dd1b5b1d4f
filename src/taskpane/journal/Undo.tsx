/** Undo Posting from the ribbon: the question at once, the log under it. */
import { Button } from "@fluentui/react-components";
import { ArrowUndoRegular } from "@fluentui/react-icons/svg/arrow-undo";
import { useEffect, useState } from "react";
import type { UndoOutcome, UndoPreview } from "../../application/types";
import { View } from "../frame/Frame";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";
import { PostingLog } from "./PostingLog";
import { StaleReports } from "./PostingMessages";
import { UndoDialog } from "./UndoDialog";

export function Undo(): React.JSX.Element {
  const formats = useFormats();
  const { application, announce } = usePane();
  const { started } = useTieoutState();
  /** "none": there is nothing to undo; undefined: not asked yet. */
  const [found, setFound] = useState<UndoPreview | "none">();
  const [asking, setAsking] = useState(true);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<UndoOutcome>();
  const [revision, setRevision] = useState(0);
  useEffect(() => {
    if (!started) return undefined;
    let current = true;
    void application.previewUndo().then((preview) => {
      if (current) setFound(preview ?? "none");
    });
    return () => {
      current = false;
    };
  }, [application, started, revision]);
  const preview = found === "none" ? undefined : found;
  const undo = async (): Promise<void> => {
    setBusy(true);
    const done = await application.undo();
    setBusy(false);
    setAsking(false);
    setOutcome(done);
    setRevision((before) => before + 1);
    if (done.status === "undone")
      announce(`Undone. ${done.removed} rows removed, ${done.restored} restored.`);
    if (done.status === "failed") announce(done.trouble.message, "assertive");
  };
  return (
    <View
      title="Undo posting"
      actions={
        preview && !asking ? (
          <Button
            icon={<ArrowUndoRegular />}
            onClick={() => {
              setOutcome(undefined);
              setAsking(true);
            }}
          >
            Undo posting…
          </Button>
        ) : undefined
      }
    >
      {outcome?.status === "undone" ? (
        <MessagePanel intent="success" title="Undone">
          {counted(formats, outcome.removed, "rows")} removed and {formats.count(outcome.restored)} restored.
          The ledgers are as they were before.
        </MessagePanel>
      ) : null}
      {outcome?.status === "failed" ? (
        <MessagePanel intent="error">{outcome.trouble.message}</MessagePanel>
      ) : null}
      {found === "none" && outcome?.status !== "undone" ? (
        <p>No posting of Tieout is left to undo in this workbook.</p>
      ) : null}
      {outcome?.status === "undone" ? <StaleReports except="" /> : null}
      <PostingLog revision={revision} />
      {preview && asking ? (
        <UndoDialog
          preview={preview}
          busy={busy}
          onUndo={() => {
            void undo();
          }}
          onCancel={() => {
            setAsking(false);
          }}
        />
      ) : null}
    </View>
  );
}
