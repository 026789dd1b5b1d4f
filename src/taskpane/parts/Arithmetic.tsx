/**
 * Arithmetic as on paper: labels left, figures right, a rule over every sum. A double rule closes a figure only when it
 * ties to the cent; an open remainder gets one heavy rule.
 */
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ArithmeticLine, TieState } from "../../engine/report";
import { isZero } from "../exact";
import { useFormats } from "../format-context";
import { StateMark } from "./StateMark";

/** A line of a block in the pane: what the engine says, and where it leads. */
export interface PaneLine extends ArithmeticLine {
  /** Second words of the label, as a caption: "2 entries". */
  readonly caption?: string;
  /** The label is a link. */
  readonly onOpen?: () => void;
  /** A little air above: another thought begins. */
  readonly apart?: boolean;
  /** In second text colour: the sides of a difference. */
  readonly quiet?: boolean;
  /** Only the figure is strong, the label is not. */
  readonly labelQuiet?: boolean;
}

const useStyles = makeStyles({
  table: { width: "100%", borderCollapse: "collapse", tableLayout: "fixed" },
  label: {
    padding: "2px 8px 2px 0",
    textAlign: "left",
    fontWeight: 400,
    lineHeight: "22px",
    verticalAlign: "bottom",
  },
  inner: { display: "flex", alignItems: "center", gap: "8px" },
  figure: {
    width: "1%",
    minWidth: "110px",
    padding: "2px 0",
    textAlign: "right",
    whiteSpace: "nowrap",
    lineHeight: "22px",
    fontVariantNumeric: "tabular-nums",
    verticalAlign: "bottom",
  },
  strong: { fontWeight: 600 },
  quiet: { color: tokens.colorNeutralForeground2 },
  apart: { paddingTop: "8px" },
  caption: { fontSize: "12px", lineHeight: "16px", color: tokens.colorNeutralForeground3 },
  over: { borderTop: `1px solid ${tokens.colorNeutralForeground1}` },
  double: { borderBottom: `3px double ${tokens.colorNeutralForeground1}` },
  heavy: { borderBottom: `2px solid ${tokens.colorNeutralForeground1}` },
  hidden: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
});

const STATE_WORDS: Readonly<Record<TieState, string>> = {
  ties: "ties",
  explained: "explained",
  open: "open",
  notRun: "not run",
  stale: "stale",
  running: "running",
};

/** The block as a real table; what rules say stands in words for screen readers. */
export function Arithmetic(props: {
  readonly caption: string;
  readonly lines: readonly PaneLine[];
  /** How figures are written; amounts with two decimals unless said. */
  readonly write?: (amount: string) => string;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const figure = props.write ?? ((amount: string) => formats.amount(amount));
  return (
    <table className={styles.table} data-arithmetic="">
      <caption className={styles.hidden}>{props.caption}</caption>
      <colgroup>
        <col />
        <col style={{ width: columnWidth(props.lines.map((line) => figure(line.amount))) }} />
      </colgroup>
      <tbody>
        {props.lines.map((line, index) => {
          const closes = line.rule === "close";
          const ties = closes && isZero(line.amount);
          return (
            <tr
              key={`${index}-${line.label}`}
              data-rule={line.rule ?? ""}
              data-closing={closes ? (ties ? "double" : "heavy") : ""}
            >
              <th
                scope="row"
                className={mergeClasses(
                  styles.label,
                  line.strong && !line.labelQuiet && styles.strong,
                  (line.quiet || line.labelQuiet) && styles.quiet,
                  line.apart && styles.apart,
                )}
              >
                <span className={styles.inner}>
                  {line.state ? <StateMark state={line.state} /> : null}
                  <span>
                    {line.onOpen ? (
                      <Link as="button" onClick={line.onOpen}>
                        {line.label}
                      </Link>
                    ) : (
                      line.label
                    )}
                    {line.caption ? <span className={styles.caption}> {line.caption}</span> : null}
                  </span>
                  {line.state ? <span className={styles.hidden}>, {STATE_WORDS[line.state]}</span> : null}
                </span>
              </th>
              <td
                className={mergeClasses(
                  styles.figure,
                  line.strong && styles.strong,
                  line.quiet && styles.quiet,
                  line.apart && styles.apart,
                  line.rule !== undefined && styles.over,
                  closes && (ties ? styles.double : styles.heavy),
                )}
                data-amount={line.amount}
              >
                {figure(line.amount)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Room for the widest figure, so that a figure never wraps and the label gives way. */
function columnWidth(figures: readonly string[]): string {
  const longest = Math.max(8, ...figures.map((figure) => figure.length));
  return `${longest * 0.62 + 0.8}em`;
}
