/** Asks before the last posting is taken back, or says which row stands against it. */
import { Link } from "@fluentui/react-components";
import type { UndoPreview } from "../../application/types";
import { sheetIsGone } from "../attempt";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";
import { QuestionDialog } from "../parts/QuestionDialog";

export function UndoDialog(props: {
  readonly preview: UndoPreview;
  readonly busy: boolean;
  readonly onUndo: () => void;
  readonly onCancel: () => void;
}): React.JSX.Element {
  const formats = useFormats();
  const { application, attempt, today } = usePane();
  const { preview } = props;
  const { problem } = preview;
  const [sheet, cell] = placeOf(problem?.cell);
  return (
    <QuestionDialog
      title={`Undo the posting of ${formats.moment(preview.runAt, today())}?`}
      says={
        problem ? (
          <MessagePanel intent="error">
            {problem.message}{" "}
            {sheet && cell ? (
              <Link
                as="button"
                inline
                onClick={() => {
                  attempt(application.goTo(sheet, cell), sheetIsGone(sheet));
                }}
              >
                Go to {cell}
              </Link>
            ) : null}
          </MessagePanel>
        ) : (
          `${counted(formats, preview.removed, "rows")} ${preview.removed === 1 ? "is" : "are"} removed and ${formats.count(preview.restored)} restored.`
        )
      }
      action={problem ? undefined : { caption: "Undo posting", busyCaption: "Undoing…", onAct: props.onUndo }}
      cancel={problem ? "Close" : undefined}
      busy={props.busy}
      onCancel={props.onCancel}
    />
  );
}

/** "G/L Entries!F13947" as sheet and cell. */
function placeOf(cell: string | undefined): readonly [string, string] {
  const at = cell?.lastIndexOf("!") ?? -1;
  if (cell === undefined || at < 0) return ["", ""];
  return [cell.slice(0, at).replace(/^'|'$/g, "").replaceAll("''", "'"), cell.slice(at + 1)];
}
