/** The proof of G/L Reconciliation: how much is explained, what is not, and account type by account type why. */
import { Link, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { compareProofs } from "../../engine/reports/inventory-gl-reconciliation/compare";
import type { Result as Proof } from "../../engine/reports/inventory-gl-reconciliation/run";
import { explainedShare } from "../../engine/reports/inventory-gl-reconciliation/summary";
import type { ReportRecord } from "../../application/types";
import { isZero } from "../exact";
import { View } from "../frame/Frame";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { Arithmetic, type PaneLine } from "../parts/Arithmetic";
import { ExpandableRow } from "../parts/ExpandableRow";
import { Caption, Section } from "../parts/layout";
import { MessagePanel } from "../parts/MessagePanel";
import { StaleLine } from "../parts/StaleLine";
import { NextSteps, ResultActions, StampLine, Warnings } from "../report/Result";
import type { ResultPageProps } from "../report/special-results";
import { directPostingRest, isFiltered, proofSections, type ProofRow, type ProofSection } from "./proof-rows";

export const PROOF_PATH = "/reports/inventory-gl-reconciliation";

/** Which rows stand open, kept while the result is shown again after a cause was looked at. */
const openRows = new WeakMap<ReportRecord, ReadonlySet<string>>();

const useStyles = makeStyles({
  heads: { display: "flex", justifyContent: "space-between", gap: "12px", marginTop: "16px" },
  right: { textAlign: "right" },
  head: {
    margin: 0,
    fontSize: "26px",
    lineHeight: "34px",
    fontWeight: 600,
    whiteSpace: "nowrap",
    "@media (max-width: 339px)": { fontSize: "22px" },
  },
  caption: { margin: 0, fontSize: "12px", lineHeight: "16px", color: tokens.colorNeutralForeground3 },
  list: { margin: 0, padding: 0 },
  sum: { paddingLeft: "24px", paddingTop: "6px" },
});

export function Reconciliation(props: ResultPageProps): React.JSX.Element {
  const formats = useFormats();
  const { announce } = usePane();
  const { record, card } = props;
  const { summary } = record.reply;
  const result = record.reply.result as Proof;
  const filtered = isFiltered(result);
  const sections = filtered ? [] : proofSections(result);
  const rest = result.proof ? directPostingRest(result, sections) : undefined;
  const explained = explainedShare(result);
  const spoken = result.proof
    ? `${explained.percent ? `Explained ${explained.percent.replace(/\.?0+$/, "")} percent` : explained.words}, unexplained ${formats.amount(explained.unexplained)}.`
    : "";
  useEffect(() => {
    if (spoken) announce(spoken);
  }, [spoken, announce]);
  return (
    <View
      title={card.shortTitle}
      scope={formats.words(summary?.scope ?? "")}
      actions={<ResultActions {...props} sheetLabel="Go to proof" />}
    >
      <StaleLine record={record} />
      {filtered ? (
        <MessagePanel intent="info">
          A G/L balance has no item or location, so there is no G/L side and no proof.
        </MessagePanel>
      ) : (
        <Heads result={result} />
      )}
      {filtered && summary ? <FilteredBlock amount={summary.headFigure} /> : null}
      <Comparison record={record} />
      {sections.map((section) => (
        <ProofBlock key={section.title} section={section} record={record} sections={sections} />
      ))}
      {rest === undefined ? null : (
        <p style={{ margin: "10px 0 0" }}>
          <Caption>Both together {formats.amount(rest)}: a direct posting has no balancing row here.</Caption>
        </p>
      )}
      {summary ? <Warnings kinds={summary.warnings} /> : null}
      {summary ? <NextSteps summary={summary} /> : null}
      <StampLine {...props} />
    </View>
  );
}

function FilteredBlock({ amount }: { readonly amount: string }): React.JSX.Element {
  return (
    <div style={{ marginTop: "12px" }}>
      <Arithmetic caption="Inventory ledger" lines={[{ label: "Inventory ledger", amount, strong: true }]} />
    </div>
  );
}

/** The two questions of a reviewer: how much is explained, and how much is not. */
function Heads({ result }: { readonly result: Proof }): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { percent, words, unexplained } = explainedShare(result);
  if (!result.proof) {
    return (
      <MessagePanel intent="info">
        Explain differences is off, so no difference has a cause here.
      </MessagePanel>
    );
  }
  return (
    <div className={styles.heads}>
      <div>
        <p className={styles.caption}>Explained</p>
        <p className={styles.head} style={percent ? undefined : { fontSize: "20px" }} data-head-figure="">
          {percent ? formats.percent(percent) : words}
        </p>
      </div>
      <div className={styles.right}>
        <p className={styles.caption}>Unexplained</p>
        <p className={styles.head} data-head-figure="">
          {formats.amount(unexplained)}
        </p>
      </div>
    </div>
  );
}

function Comparison({ record }: { readonly record: ReportRecord }): React.JSX.Element | null {
  const formats = useFormats();
  const { navigation, today } = usePane();
  if (!record.previous) return null;
  const comparison = compareProofs(record.previous.result as Proof, record.reply.result as Proof);
  if (!comparison.samePeriod) return null;
  const time = formats.moment(record.previous.runAt, today());
  return (
    <MessagePanel intent="info">
      {comparison.changed === 0 ? (
        `Equal to the proof of ${time}.`
      ) : (
        <>
          Compared with the proof of {time}: {counted(formats, comparison.changed, "causes")} changed,{" "}
          {formats.count(comparison.equal)} equal.{" "}
          <Link
            as="button"
            inline
            onClick={() => {
              navigation.open(`${PROOF_PATH}/changed`);
            }}
          >
            What changed
          </Link>
        </>
      )}
    </MessagePanel>
  );
}

function ProofBlock(props: {
  readonly section: ProofSection;
  readonly sections: readonly ProofSection[];
  readonly record: ReportRecord;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { section, record } = props;
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => openRows.get(record) ?? firstOpen(props.sections),
  );
  const toggle = (row: string, opens: boolean): void => {
    const next = new Set(openRows.get(record) ?? open);
    if (opens) next.add(row);
    else next.delete(row);
    openRows.set(record, next);
    setOpen(next);
  };
  return (
    <Section title={section.title} caption="Difference">
      <ul className={styles.list} aria-label={section.title}>
        {section.rows.map((row) => (
          <ExpandableRow
            key={row.row}
            state={row.state}
            name={row.name}
            figure={formats.amount(row.difference)}
            label={`${row.name}, ${wordOf(row)}, difference ${formats.amount(row.difference)}${row.causes.length > 0 ? `, ${counted(formats, row.causes.length, "causes")}` : ""}`}
            open={row.state !== "ties" && open.has(row.row)}
            onToggle={(opens) => {
              toggle(row.row, opens);
            }}
          >
            {row.state === "ties" ? undefined : (
              <RowProof row={row} proven={record.reply.result.proof !== undefined} />
            )}
          </ExpandableRow>
        ))}
      </ul>
      <div className={styles.sum}>
        <Arithmetic
          caption={`Sum of ${section.title}`}
          lines={[
            { label: section.title, amount: section.sum, rule: "rule", strong: true, labelQuiet: true },
          ]}
        />
      </div>
    </Section>
  );
}

/** The first row that does not tie stands open at first. */
function firstOpen(sections: readonly ProofSection[]): ReadonlySet<string> {
  const first = sections.flatMap((section) => section.rows).find((row) => row.state !== "ties");
  return new Set(first ? [first.row] : []);
}

function wordOf(row: ProofRow): string {
  return row.state === "ties" ? "ties" : row.state === "explained" ? "explained" : "open";
}

/** The arithmetic of one account type. */
function RowProof({ row, proven }: { readonly row: ProofRow; readonly proven: boolean }): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const causes: readonly PaneLine[] = row.causes.map((cause, index) => ({
    label: cause.name,
    amount: cause.amount,
    caption: counted(formats, cause.entries, "entries"),
    apart: index === 0,
    onOpen: () => {
      navigation.open(`${PROOF_PATH}/${row.row}/${cause.cause}`);
    },
  }));
  const open = !isZero(row.unexplained);
  return (
    <Arithmetic
      caption={`Proof of ${row.name}`}
      lines={[
        { label: "Inventory ledger", amount: row.ledger, quiet: true },
        { label: "General ledger", amount: row.gl, quiet: true },
        { label: "Difference", amount: row.difference, rule: "rule" },
        ...(proven
          ? [
              ...causes,
              {
                label: "Explained",
                amount: row.explained,
                rule: "rule" as const,
                ...(causes.length > 0 ? {} : { apart: true }),
              },
              {
                label: "Unexplained",
                amount: row.unexplained,
                rule: "close" as const,
                strong: true,
                ...(open
                  ? {
                      state: "open" as const,
                      onOpen: () => {
                        navigation.open(`${PROOF_PATH}/${row.row}/UNEXPLAINED`);
                      },
                    }
                  : {}),
              },
            ]
          : []),
      ]}
    />
  );
}
