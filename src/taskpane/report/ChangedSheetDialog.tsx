/** Asks before a sheet that the user changed is replaced. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { useFocusOnOpen } from "../parts/use-focus-on-open";

export function ChangedSheetDialog(props: {
  readonly sheet: string;
  readonly onReplace: () => void;
  readonly onKeep: () => void;
  readonly onCancel: () => void;
}): React.JSX.Element {
  const safe = useFocusOnOpen();
  return (
    <Dialog
      open
      modalType="modal"
      onOpenChange={(_, data) => {
        if (!data.open) props.onCancel();
      }}
    >
      <DialogSurface aria-describedby="changed-sheet">
        <DialogBody>
          <DialogTitle>Replace the sheet?</DialogTitle>
          <DialogContent id="changed-sheet">
            “{props.sheet}” has changes outside your own columns. Replace it?
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={props.onReplace}>
              Replace
            </Button>
            <Button onClick={props.onKeep}>Keep and add a new sheet</Button>

            <Button ref={safe} onClick={props.onCancel}>
              Cancel
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
