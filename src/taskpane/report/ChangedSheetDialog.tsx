/** Asks before a sheet that the user changed is replaced. */
import { QuestionDialog } from "../parts/QuestionDialog";

export function ChangedSheetDialog(props: {
  readonly sheet: string;
  readonly onReplace: () => void;
  readonly onKeep: () => void;
  readonly onCancel: () => void;
}): React.JSX.Element {
  return (
    <QuestionDialog
      title="Replace the sheet?"
      says={`“${props.sheet}” has changes outside your own columns. Replace it?`}
      action={{ caption: "Replace", onAct: props.onReplace }}
      alternative={{ caption: "Keep and add a new sheet", onAct: props.onKeep }}
      onCancel={props.onCancel}
    />
  );
}
