/** Asks before all sheets that Tieout made are removed, and lists them. Ledgers stay. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { usePane, useTieoutState } from "../pane-context";

export function RemoveSheetsDialog(props: { readonly onClose: () => void }): React.JSX.Element {
  const { application, announce } = usePane();
  const { sheets } = useTieoutState();
  const remove = async (): Promise<void> => {
    for (const { name } of sheets) await application.removeSheet(name);
    announce("Tieout sheets removed. Ledgers are as they were.");
    props.onClose();
  };
  return (
    <Dialog
      open
      modalType="modal"
      onOpenChange={(_, data) => {
        if (!data.open) props.onClose();
      }}
    >
      <DialogSurface aria-describedby="remove-sheets">
        <DialogBody>
          <DialogTitle>Remove all Tieout sheets?</DialogTitle>
          <DialogContent id="remove-sheets">
            {sheets.length === 1 ? "This sheet is" : `These ${sheets.length} sheets are`} removed; ledgers
            stay as they are.
            <ul style={{ margin: "8px 0 0", paddingLeft: "20px" }}>
              {sheets.map((sheet) => (
                <li key={sheet.id}>{sheet.name}</li>
              ))}
            </ul>
          </DialogContent>
          <DialogActions fluid>
            {/* eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog that asks starts on the safe answer */}
            <Button autoFocus onClick={props.onClose}>
              Cancel
            </Button>
            <Button
              appearance="primary"
              onClick={() => {
                void remove();
              }}
            >
              Remove {sheets.length} {sheets.length === 1 ? "sheet" : "sheets"}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
