/** Once per computer: what Tieout does, what it needs, and a sample company to try it with. */
import { Button, Link, makeStyles, tokens } from "@fluentui/react-components";
import { ShieldCheckmarkRegular } from "@fluentui/react-icons/svg/shield-checkmark";
import { TableRegular } from "@fluentui/react-icons/svg/table";
import { useEffect, useRef } from "react";
import { useInsertSample } from "../ledgers/use-insert-sample";
import { usePane } from "../pane-context";
import { Arithmetic, type PaneLine } from "../parts/Arithmetic";
import { Card } from "../parts/layout";
import { MessagePanel } from "../parts/MessagePanel";
import { Mark } from "./Mark";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    minHeight: "100vh",
    maxWidth: "480px",
    boxSizing: "border-box",
    padding: "40px 24px 24px",
    fontSize: "13px",
    lineHeight: "18px",
    fontVariantNumeric: "tabular-nums",
    "@media (max-width: 339px)": { padding: "24px 16px 16px" },
  },
  heading: {
    margin: "24px 0 8px",
    fontSize: "22px",
    lineHeight: "28px",
    fontWeight: 600,
    outlineStyle: "none",
  },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  facts: { listStyleType: "none", margin: "20px 0 0", padding: 0, display: "grid", gap: "12px" },
  fact: {
    display: "grid",
    gridTemplateColumns: "20px 1fr",
    gap: "10px",
    color: tokens.colorNeutralForeground2,
    "& svg": { color: tokens.colorBrandForeground1, width: "18px", height: "18px" },
  },
  space: { flexGrow: 1, minHeight: "24px" },
  // Always in sight, however long the page is.
  buttons: {
    display: "grid",
    gap: "8px",
    justifyItems: "stretch",
    position: "sticky",
    bottom: 0,
    margin: "0 -24px -24px",
    padding: "12px 24px",
    backgroundColor: tokens.colorNeutralBackground1,
    "@media (max-width: 339px)": { margin: "0 -16px -16px", padding: "12px 16px" },
    "@media (max-height: 360px)": { position: "static" },
  },
  skip: { justifySelf: "center", padding: "6px" },
});

/** The worked example of the valuation: it teaches the block. */
const EXAMPLE: readonly PaneLine[] = [
  { label: "Inventory ledger", amount: "363.99" },
  { label: "General ledger", amount: "366.99" },
  { label: "Difference", amount: "3", rule: "rule" },
  { label: "Revaluation, not posted", amount: "3" },
  { label: "Unexplained", amount: "0", rule: "close", strong: true },
];

export function FirstRun(): React.JSX.Element {
  const styles = useStyles();
  const { navigation, preferences } = usePane();
  const { insert, taken, trouble, busy } = useInsertSample();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const leave = (): void => {
    preferences.set("firstRunSeen", "yes");
    navigation.open("/home");
  };
  // What can be done here comes first and is the primary one.
  const hasLedgers = taken.length > 0;
  const sample = (
    <Button
      key="sample"
      appearance={hasLedgers ? "secondary" : "primary"}
      size="large"
      disabled={busy || hasLedgers}
      onClick={() => {
        void insert().then((done) => {
          if (done) preferences.set("firstRunSeen", "yes");
        });
      }}
    >
      {busy ? "Inserting…" : "Insert sample company"}
    </Button>
  );
  const use = (
    <Button
      key="use"
      appearance={hasLedgers ? "primary" : "secondary"}
      size="large"
      disabled={busy}
      onClick={leave}
    >
      Use ledgers in this workbook
    </Button>
  );
  return (
    <main className={styles.page}>
      <Mark size={32} />
      <h1 className={styles.heading} ref={heading} tabIndex={-1}>
        Tie inventory to the general ledger, to the last cent.
      </h1>
      <p className={styles.text}>
        Tieout values your inventory from the ledgers in this workbook, explains every difference to the G/L,
        and shows its work.
      </p>
      <Card>
        <Arithmetic caption="An example: inventory ledger against general ledger" lines={EXAMPLE} />
      </Card>
      <ul className={styles.facts}>
        <li className={styles.fact}>
          <TableRegular aria-hidden="true" />
          <span>
            Needs <b>Value Entries</b> from Business Central, or any ERP mapped to its columns.
          </span>
        </li>
        <li className={styles.fact}>
          <ShieldCheckmarkRegular aria-hidden="true" />
          <span>Nothing leaves this workbook. No sign-in, no server.</span>
        </li>
      </ul>
      {taken.length > 0 ? (
        <MessagePanel intent="info" title="This workbook has ledgers">
          {taken.slice(0, 3).join(", ")}
          {taken.length > 3 ? ` and ${taken.length - 3} more` : ""}. To try the sample company, open a new
          workbook and insert it there.
        </MessagePanel>
      ) : null}
      {trouble ? (
        <MessagePanel intent="error" title="Nothing was added">
          {trouble}
        </MessagePanel>
      ) : null}
      <div className={styles.space} />
      <div className={styles.buttons}>
        {hasLedgers ? [use, sample] : [sample, use]}
        <Link as="button" className={styles.skip} disabled={busy} onClick={leave}>
          Skip
        </Link>
      </div>
    </main>
  );
}
