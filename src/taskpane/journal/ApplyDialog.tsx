/** Asks before ledgers are changed: which tables, how many rows, and that nothing happens in Business Central. */
import { makeStyles } from "@fluentui/react-components";
import { Caption } from "../parts/layout";
import { QuestionDialog } from "../parts/QuestionDialog";

const useStyles = makeStyles({
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
  const count = props.tables.length;
  return (
    <QuestionDialog
      title="Apply to ledgers?"
      says={`This changes ${count} ${count === 1 ? "table" : "tables"} in this workbook. Nothing is posted in Business Central.`}
      action={{ caption: props.action, busyCaption: "Applying…", onAct: props.onApply }}
      busy={props.busy}
      onCancel={props.onCancel}
    >
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
    </QuestionDialog>
  );
}
