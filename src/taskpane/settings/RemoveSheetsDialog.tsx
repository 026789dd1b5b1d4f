/** Asks before all sheets that Tieout made are removed, and lists them. Ledgers stay. */
import { useState } from "react";
import { reasonOf } from "../attempt";
import { usePane, useTieoutState } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";
import { QuestionDialog } from "../parts/QuestionDialog";

export function RemoveSheetsDialog(props: { readonly onClose: () => void }): React.JSX.Element {
  const { application, announce } = usePane();
  const { sheets } = useTieoutState();
  // As they were asked about: the list shrinks while they go.
  const [names] = useState(() => sheets.map(({ name }) => name));
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await application.removeSheets(names);
      announce("Tieout sheets removed. Ledgers are as they were.");
      props.onClose();
    } catch (error) {
      setTrouble(reasonOf(error));
      setBusy(false);
    }
  };
  return (
    <QuestionDialog
      title="Remove all Tieout sheets?"
      says={`${names.length === 1 ? "This sheet is" : `These ${names.length} sheets are`} removed; ledgers stay as they are.`}
      action={{
        caption: `Remove ${names.length} ${names.length === 1 ? "sheet" : "sheets"}`,
        busyCaption: "Removing…",
        onAct: () => {
          void remove();
        },
      }}
      busy={busy}
      onCancel={props.onClose}
    >
      <ul style={{ margin: "8px 0 0", paddingLeft: "20px" }}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {trouble ? <MessagePanel intent="error">{trouble}</MessagePanel> : null}
    </QuestionDialog>
  );
}
