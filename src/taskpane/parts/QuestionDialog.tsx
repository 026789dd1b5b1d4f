/** A question before something is changed: what happens, the action, and the safe answer, which has the focus. */
import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from "@fluentui/react-components";
import { useId, type ReactNode } from "react";
import { useFocusOnOpen } from "./use-focus-on-open";

const useStyles = makeStyles({
  surface: { padding: "20px", margin: "auto 16px", maxWidth: "calc(100vw - 32px)" },
  title: { fontSize: "16px", lineHeight: "22px" },
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

export interface QuestionDialogProps {
  readonly title: string;
  /** The sentence that a screen reader says with the title. */
  readonly says: ReactNode;
  /** What stands below the sentence. */
  readonly children?: ReactNode;
  /** Captions of the action, and while it is under way; none where there is nothing to do. */
  readonly action?: { readonly caption: string; readonly busyCaption?: string; readonly onAct: () => void };
  /** A second way between the action and the safe answer. */
  readonly alternative?: { readonly caption: string; readonly onAct: () => void };
  /** Caption of the safe answer. */
  readonly cancel?: string;
  /** The action is under way: nothing can be pressed, and Esc does not close. */
  readonly busy?: boolean;
  readonly onCancel: () => void;
}

export function QuestionDialog(props: QuestionDialogProps): React.JSX.Element {
  const styles = useStyles();
  const safe = useFocusOnOpen();
  const id = useId();
  const { action, alternative, busy = false } = props;
  return (
    <Dialog
      open
      modalType="modal"
      onOpenChange={(_, data) => {
        if (!data.open && !busy) props.onCancel();
      }}
    >
      <DialogSurface className={styles.surface} aria-describedby={id}>
        <DialogBody>
          <DialogTitle className={styles.title}>{props.title}</DialogTitle>
          <DialogContent>
            <div id={id}>{props.says}</div>
            {props.children}
          </DialogContent>
          <div className={styles.actions}>
            {action ? (
              <Button appearance="primary" disabled={busy} onClick={action.onAct}>
                {busy ? (action.busyCaption ?? action.caption) : action.caption}
              </Button>
            ) : null}
            {alternative ? (
              <Button disabled={busy} onClick={alternative.onAct}>
                {alternative.caption}
              </Button>
            ) : null}
            <Button ref={safe} disabled={busy} onClick={props.onCancel}>
              {props.cancel ?? "Cancel"}
            </Button>
          </div>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
