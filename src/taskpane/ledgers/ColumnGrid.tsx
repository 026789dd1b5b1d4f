/** Two columns: Business Central's caption with why it is needed, and the header of this sheet that holds it. */
import { Dropdown, makeStyles, mergeClasses, Option, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  grid: { width: "100%", borderCollapse: "collapse", tableLayout: "fixed" },
  head: {
    padding: "6px 0",
    textAlign: "left",
    fontWeight: 400,
    fontSize: "12px",
    lineHeight: "16px",
    color: tokens.colorNeutralForeground3,
  },
  row: {
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    "@media (forced-colors: active)": { borderTop: "none" },
  },
  caption: { padding: "6px 8px 6px 0", textAlign: "left", fontWeight: 400, overflowWrap: "anywhere" },
  reason: { display: "block", fontSize: "12px", lineHeight: "16px", color: tokens.colorNeutralForeground3 },
  needed: { color: "var(--tieout-danger-text)" },
  field: { padding: "6px 0" },
  dropdown: { width: "100%", minWidth: 0 },
  missing: {
    ":not(:focus-within)": {
      border: `1px solid ${tokens.colorStatusDangerForeground1}`,
      borderRadius: tokens.borderRadiusMedium,
    },
  },
  found: { padding: "0 0 0 10px", color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
});

export interface GridColumn {
  readonly caption: string;
  /** "Required for expected cost", "Found". */
  readonly reason: string;
  /** The reason stands in the colour of danger while nothing is chosen. */
  readonly needed: boolean;
  /** Header that holds the column; "" when none is known. */
  readonly header: string;
  /** False for a column found by its own name: nothing is to choose. */
  readonly choose: boolean;
  /** Best guess, first in the list. */
  readonly candidate: string;
}

export function ColumnGrid(props: {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** Headers that no column has. */
  readonly free: readonly string[];
  readonly onChoose: (caption: string, header: string) => void;
}): React.JSX.Element {
  const styles = useStyles();
  return (
    <table className={styles.grid} aria-label={props.label}>
      <colgroup>
        <col />
        <col style={{ width: "42%" }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className={styles.head}>
            Business Central
          </th>
          <th scope="col" className={styles.head}>
            This sheet
          </th>
        </tr>
      </thead>
      <tbody>
        {props.columns.map((column) => (
          <tr key={column.caption} className={styles.row}>
            <th scope="row" className={styles.caption}>
              {column.caption}
              <span
                className={mergeClasses(
                  styles.reason,
                  column.needed && column.header === "" && styles.needed,
                )}
              >
                {column.reason}
              </span>
            </th>
            <td className={styles.field}>
              {column.choose ? (
                <HeaderChoice column={column} free={props.free} onChoose={props.onChoose} />
              ) : (
                <div className={styles.found}>{column.header}</div>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeaderChoice(props: {
  readonly column: GridColumn;
  readonly free: readonly string[];
  readonly onChoose: (caption: string, header: string) => void;
}): React.JSX.Element {
  const styles = useStyles();
  const { column } = props;
  const headers = [
    ...new Set([
      ...(column.candidate ? [column.candidate] : []),
      ...(column.header ? [column.header] : []),
      ...props.free,
    ]),
  ];
  return (
    <Dropdown
      className={mergeClasses(styles.dropdown, column.needed && column.header === "" && styles.missing)}
      aria-label={`Column for ${column.caption}`}
      placeholder="Choose a column"
      value={column.header}
      selectedOptions={column.header ? [column.header] : []}
      onOptionSelect={(_, data) => {
        props.onChoose(column.caption, data.optionValue ?? "");
      }}
    >
      {column.header ? (
        <Option value="" text="No column">
          No column
        </Option>
      ) : null}
      {headers.map((header) => (
        <Option key={header} value={header} text={header}>
          {header === column.candidate && header !== column.header ? `${header} (best guess)` : header}
        </Option>
      ))}
    </Dropdown>
  );
}
