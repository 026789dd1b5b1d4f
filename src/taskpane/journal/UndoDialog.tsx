/** Asks before the last posting is taken back, or says which row stands against it. */
import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
} from "@fluentui/react-components";
import type { UndoPreview } from "../../application/types";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";
import { useFocusOnOpen } from "../parts/use-focus-on-open";

const useStyles = makeStyles({
  actions: {
    gridColumnStart: 1,
    gridColumnEnd: -1,
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "flex-end",
    gap: "8px",
    marginTop: "8px",
  },
});

export function UndoDialog(props: {
  readonly preview: UndoPreview;
  readonly busy: boolean;
  readonly onUndo: () => void;
  readonly onCancel: () => void;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { application, today } = usePane();
  const safe = useFocusOnOpen();
  const { preview } = props;
  const { problem } = preview;
  const [sheet, cell] = placeOf(problem?.cell);
  return (
    <Dialog
      open
      modalType="modal"
      onOpenChange={(_, data) => {
        if (!data.open && !props.busy) props.onCancel();
      }}
    >
      <DialogSurface
        style={{ padding: "20px", maxWidth: "calc(100vw - 32px)" }}
        aria-describedby="undo-dialog"
      >
        <DialogBody>
          <DialogTitle style={{ fontSize: "16px", lineHeight: "22px" }}>
            Undo the posting of {formats.moment(preview.runAt, today())}?
          </DialogTitle>
          <DialogContent id="undo-dialog">
            {problem ? (
              <MessagePanel intent="error">
                {problem.message}{" "}
                {sheet && cell ? (
                  <Link
                    as="button"
                    inline
                    onClick={() => {
                      void application.goTo(sheet, cell);
                    }}
                  >
                    Go to {cell}
                  </Link>
                ) : null}
              </MessagePanel>
            ) : (
              `${counted(formats, preview.removed, "rows")} ${preview.removed === 1 ? "is" : "are"} removed and ${formats.count(preview.restored)} restored.`
            )}
          </DialogContent>
          <div className={styles.actions}>
            {problem ? null : (
              <Button appearance="primary" disabled={props.busy} onClick={props.onUndo}>
                {props.busy ? "Undoing…" : "Undo posting"}
              </Button>
            )}
            <Button ref={safe} disabled={props.busy} onClick={props.onCancel}>
              {problem ? "Close" : "Cancel"}
            </Button>
          </div>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** "G/L Entries!F13947" as sheet and cell. */
function placeOf(cell: string | undefined): readonly [string, string] {
  const at = cell?.lastIndexOf("!") ?? -1;
  if (cell === undefined || at < 0) return ["", ""];
  return [cell.slice(0, at).replace(/^'|'$/g, "").replaceAll("''", "'"), cell.slice(at + 1)];
}
