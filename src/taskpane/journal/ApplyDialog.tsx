/** Asks before ledgers are changed: which tables, how many rows, and that nothing happens in Business Central. */
import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from "@fluentui/react-components";
import { Caption } from "../parts/layout";
import { useFocusOnOpen } from "../parts/use-focus-on-open";

const useStyles = makeStyles({
  surface: { padding: "20px", margin: "auto 16px", maxWidth: "calc(100vw - 32px)" },
  actions: {
    gridColumnStart: 1,
    gridColumnEnd: -1,
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "flex-end",
    gap: "8px",
    marginTop: "8px",
  },
  list: { width: "100%", borderCollapse: "collapse", marginTop: "10px" },
  table: { padding: "2px 8px 2px 0", textAlign: "left", fontWeight: 400 },
  rows: { padding: "2px 0", textAlign: "right", whiteSpace: "nowrap", verticalAlign: "top" },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

export function ApplyDialog(props: {
  readonly tables: readonly { readonly table: string; readonly short: string }[];
  /** Caption of the button: "Apply 1,755.00". */
  readonly action: string;
  /** What stays open, in a sentence; "" for nothing. */
  readonly remark: string;
  readonly busy: boolean;
  readonly onApply: () => void;
  readonly onCancel: () => void;
}): React.JSX.Element {
  const styles = useStyles();
  const cancel = useFocusOnOpen();
  const count = props.tables.length;
  return (
    <Dialog
      open
      modalType="modal"
      onOpenChange={(_, data) => {
        if (!data.open && !props.busy) props.onCancel();
      }}
    >
      <DialogSurface className={styles.surface} aria-describedby="apply-dialog">
        <DialogBody>
          <DialogTitle style={{ fontSize: "16px", lineHeight: "22px" }}>Apply to ledgers?</DialogTitle>
          <DialogContent>
            <span id="apply-dialog">
              This changes {count} {count === 1 ? "table" : "tables"} in this workbook. Nothing is posted in
              Business Central.
            </span>
            <table className={styles.list}>
              <caption className={styles.hidden}>Tables that are changed</caption>
              <tbody>
                {props.tables.map((one) => (
                  <tr key={one.table}>
                    <th scope="row" className={styles.table}>
                      {one.table}
                    </th>
                    <td className={styles.rows}>{one.short}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {props.remark ? (
              <p style={{ margin: "8px 0 0" }}>
                <Caption>{props.remark}</Caption>
              </p>
            ) : null}
          </DialogContent>
          <div className={styles.actions}>
            <Button appearance="primary" disabled={props.busy} onClick={props.onApply}>
              {props.busy ? "Applying…" : props.action}
            </Button>
            <Button ref={cancel} disabled={props.busy} onClick={props.onCancel}>
              Cancel
            </Button>
          </div>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
