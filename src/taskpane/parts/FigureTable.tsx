/**
 * Several figures per row, three columns at most (12 px). Figures never wrap and are never cut: where they are too long
 * to stand beside their label, they stand below it, one a line.
 */
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useFormats } from "../format-context";

const useStyles = makeStyles({
  table: { width: "100%", borderCollapse: "collapse", fontSize: "12px", lineHeight: "16px" },
  head: {
    padding: "6px 0 4px 6px",
    textAlign: "right",
    fontWeight: 400,
    color: tokens.colorNeutralForeground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    "@media (forced-colors: active)": { borderBottom: "none" },
  },
  label: { padding: "5px 4px 5px 0", textAlign: "left", fontWeight: 400, overflowWrap: "anywhere" },
  figure: {
    padding: "5px 0 5px 6px",
    textAlign: "right",
    whiteSpace: "nowrap",
    fontVariantNumeric: "tabular-nums",
  },
  strong: { fontWeight: 600 },
  part: { paddingTop: "1px", paddingBottom: "1px" },
  over: { borderTop: `1px solid ${tokens.colorNeutralForeground1}` },
  double: { borderBottom: `3px double ${tokens.colorNeutralForeground1}` },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

export interface FigureRow {
  readonly label: string;
  /** Decimal texts, one per column. */
  readonly amounts: readonly string[];
  readonly strong?: boolean;
  /** A sum: one rule over it, or a double rule under it when its sides are equal. */
  readonly total?: "rule" | "double";
}

/** Longest figure of which three fit beside a label at 320 px. */
const LONGEST_BESIDE = 11;

export interface FigureTableProps {
  readonly caption: string;
  /** Over the labels: the currency, or what the rows are. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly FigureRow[];
}

export function FigureTable(props: FigureTableProps): React.JSX.Element {
  const formats = useFormats();
  const long = props.rows.some((row) =>
    row.amounts.some((amount) => formats.amount(amount).length > LONGEST_BESIDE),
  );
  return long ? <Stacked {...props} /> : <SideBySide {...props} />;
}

function SideBySide({ caption, corner, columns, rows }: FigureTableProps): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  return (
    <table className={styles.table} data-figures="columns">
      <caption className={styles.hidden}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.head} style={{ textAlign: "left", paddingLeft: 0 }}>
            {corner}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className={styles.head}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const strong = (row.strong === true || row.total !== undefined) && styles.strong;
          return (
            <tr
              key={row.label}
              className={row.total ? undefined : styles.row}
              {...(row.total === "double" ? { "data-closing": "double" } : {})}
            >
              <th scope="row" className={mergeClasses(styles.label, strong)}>
                {row.label}
              </th>
              {row.amounts.map((amount, index) => (
                <td
                  key={columns[index] ?? index}
                  className={mergeClasses(
                    styles.figure,
                    strong,
                    row.total === "double" && styles.double,
                    row.total === "rule" && styles.over,
                  )}
                >
                  {formats.amount(amount)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The last column is the difference of the others: a rule stands over it. */
function Stacked({ caption, columns, rows }: FigureTableProps): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  return (
    <table className={styles.table} data-figures="stacked">
      <caption className={styles.hidden}>{caption}</caption>
      {rows.map((row) => (
        <tbody key={row.label} className={styles.row}>
          <tr>
            <th scope="rowgroup" colSpan={2} className={mergeClasses(styles.label, styles.strong)}>
              {row.label}
            </th>
          </tr>
          {columns.map((column, index) => {
            const last = index === columns.length - 1;
            const closes = last && row.total === "double";
            return (
              <tr key={column} {...(closes ? { "data-closing": "double" } : {})}>
                <th scope="row" className={mergeClasses(styles.label, styles.part)}>
                  {column}
                </th>
                <td
                  className={mergeClasses(
                    styles.figure,
                    styles.part,
                    last && styles.over,
                    closes && styles.double,
                  )}
                >
                  {formats.amount(row.amounts[index] ?? "0")}
                </td>
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}
