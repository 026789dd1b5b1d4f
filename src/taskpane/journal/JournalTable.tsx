/** The journal as accountants write it: account, debit, credit; double rules only under two equal totals. */
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { isZero, magnitude, sumOf } from "../exact";
import { useFormats } from "../format-context";
import { Section } from "../parts/layout";
import { StateMark } from "../parts/StateMark";
import { datesWords, imbalance, LONG_JOURNAL, type JournalFacts, type JournalLine } from "./journal-facts";

/** Longest total with which two columns leave room for an account at 320 px. */
const LONGEST_BESIDE = 13;

const useStyles = makeStyles({
  table: { width: "100%", borderCollapse: "collapse", tableLayout: "fixed" },
  head: {
    padding: "6px 0 4px",
    textAlign: "left",
    fontWeight: 400,
    color: tokens.colorNeutralForeground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    "@media (forced-colors: active)": { borderBottom: "none" },
  },
  account: { padding: "4px 8px 4px 0", textAlign: "left", fontWeight: 400, overflow: "hidden" },
  inner: { display: "flex", gap: "12px", minWidth: 0 },
  number: { flexShrink: 0, minWidth: "32px", color: tokens.colorNeutralForeground2 },
  name: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  figure: {
    padding: "4px 0 4px 8px",
    textAlign: "right",
    whiteSpace: "nowrap",
    fontVariantNumeric: "tabular-nums",
  },
  strong: { fontWeight: 600 },
  mark: { display: "flex", alignItems: "center", gap: "8px" },
  double: { borderBottom: `3px double ${tokens.colorNeutralForeground1}` },
  heavy: { borderBottom: `2px solid ${tokens.colorNeutralForeground1}` },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

export function JournalTable({
  facts,
  title = "Journal",
}: {
  readonly facts: JournalFacts;
  readonly title?: string;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const long = facts.lines.length > LONG_JOURNAL;
  const lines = long && !all ? facts.totals : facts.lines;
  const difference = imbalance(facts);
  const balanced = isZero(difference);
  // Totals per account are net of nothing: both sides stand, so that the columns add up to the same totals.
  const debit = sumOf(lines.map((line) => line.debit));
  const credit = sumOf(lines.map((line) => line.credit));
  const tooLong = [debit, credit].some((text) => formats.amount(text).length > LONGEST_BESIDE);
  const width = columnWidth([debit, credit].map((text) => formats.amount(text)));
  return (
    <Section
      title={title}
      caption={[facts.source, datesWords(facts.dates, formats)].filter(Boolean).join(", ")}
    >
      <table className={styles.table} data-journal="">
        <caption className={styles.hidden}>
          {title}, {balanced ? "balanced" : "not balanced"}
        </caption>
        <colgroup>
          <col />
          <col style={{ width }} />
          <col style={{ width }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={styles.head}>
              Account
            </th>
            <th scope="col" className={styles.head} style={{ textAlign: "right" }}>
              Debit
            </th>
            <th scope="col" className={styles.head} style={{ textAlign: "right" }}>
              Credit
            </th>
          </tr>
        </thead>
        {tooLong ? (
          lines.map((line, index) => (
            <tbody key={`${line.accountNo}${index}`} className={styles.row}>
              <tr>
                <AccountCell line={line} wide />
              </tr>
              <tr>
                <td />
                <SideCells line={line} />
              </tr>
            </tbody>
          ))
        ) : (
          <tbody>
            {lines.map((line, index) => (
              <tr key={`${line.accountNo}${index}`} className={styles.row}>
                <AccountCell line={line} />
                <SideCells line={line} />
              </tr>
            ))}
          </tbody>
        )}
        <tfoot>
          <tr data-closing={balanced ? "double" : "heavy"}>
            <th scope="row" className={mergeClasses(styles.account, styles.strong)}>
              <span className={styles.mark}>
                {balanced ? null : <StateMark state="open" />}
                {balanced ? "Balanced" : `Not balanced by ${formats.amount(magnitude(difference))}`}
              </span>
            </th>
            <td
              className={mergeClasses(styles.figure, styles.strong, balanced ? styles.double : styles.heavy)}
              data-amount={debit}
            >
              {formats.amount(debit)}
            </td>
            <td
              className={mergeClasses(styles.figure, styles.strong, balanced ? styles.double : styles.heavy)}
              data-amount={credit}
            >
              {formats.amount(credit)}
            </td>
          </tr>
        </tfoot>
      </table>
      {long ? (
        <p style={{ margin: "8px 0 0" }}>
          <Link
            as="button"
            onClick={() => {
              setAll(!all);
            }}
          >
            {all ? "Show totals per account" : `Show ${formats.count(facts.lines.length)} lines`}
          </Link>
        </p>
      ) : null}
    </Section>
  );
}

/** Number and name; over the whole width where the figures stand below. */
function AccountCell(props: { readonly line: JournalLine; readonly wide?: boolean }): React.JSX.Element {
  const styles = useStyles();
  const { line } = props;
  return (
    <th
      scope={props.wide ? "rowgroup" : "row"}
      colSpan={props.wide ? 3 : undefined}
      className={styles.account}
    >
      <span className={styles.inner}>
        <span className={styles.number}>{line.accountNo}</span>
        <span className={styles.name} title={line.name}>
          {line.name}
        </span>
      </span>
    </th>
  );
}

/** Debit and credit; the side without amount is empty. */
function SideCells({ line }: { readonly line: JournalLine }): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  return (
    <>
      {[line.debit, line.credit].map((amount, side) => (
        <td key={side === 0 ? "debit" : "credit"} className={styles.figure} data-amount={amount}>
          {amount === "" ? "" : formats.amount(amount)}
        </td>
      ))}
    </>
  );
}

/** Room for the widest total and the gap before it. */
function columnWidth(figures: readonly string[]): string {
  return `${Math.max(6, ...figures.map((figure) => figure.length)) * 0.6 + 0.9}em`;
}
