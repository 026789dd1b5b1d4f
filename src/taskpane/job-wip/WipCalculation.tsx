/** Calculate Job WIP: recognised against invoiced, the projects, the WIP entries, and their way into the ledgers. */
import { Button, Link } from "@fluentui/react-components";
import { ArrowUndoRegular } from "@fluentui/react-icons/svg/arrow-undo";
import { useState } from "react";
import { isEmptyChangeSet } from "../../engine/changes";
import { inJobWord } from "../../engine/jobs/words";
import { REASONS } from "../../engine/reports/job-calculate-wip/reasons";
import type { JobRow, Result } from "../../engine/reports/job-calculate-wip/result";
import { approximately, compare, isZero, magnitude, sumOf } from "../exact";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { PairedBars } from "../parts/Chart";
import { Caption, Row, RowList, Section } from "../parts/layout";
import { Loading } from "../parts/Loading";
import { Effects } from "../journal/Effects";
import { imbalance, journalFacts } from "../journal/journal-facts";
import { JournalTable } from "../journal/JournalTable";
import { PostingLog } from "../journal/PostingLog";
import { PostingDialogs, PostingMessages, StaleReports } from "../journal/PostingMessages";
import { usePosting } from "../journal/use-posting";
import { ResultActions } from "../report/Result";
import { ResultPage } from "../report/ResultPage";
import type { ResultPageProps } from "../report/special-results";

export const WIP_PATH = "/reports/job-calculate-wip";

/** Projects in the chart, and in the list before "Show more". */
const BARS = 8;
const SHOWN = 10;

export function WipCalculation(props: ResultPageProps): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const { check } = useTieoutState();
  const { record, card } = props;
  const result = record.reply.result as unknown as Result;
  const facts = journalFacts(result, formats);
  const { changes } = record.reply;
  const touches = changes !== undefined && !isEmptyChangeSet(changes);
  const balanced = facts !== undefined && isZero(imbalance(facts));
  const posting = usePosting(record, touches && balanced);
  const word = check?.jobWord ?? "Job";
  const action = facts && !isZero(facts.debit) ? `Apply ${formats.amount(facts.debit)}` : "Apply";
  const done = posting.phase.kind === "applied" || posting.phase.kind === "undone";
  return (
    <ResultPage
      {...props}
      title={inJobWord(card.shortTitle, word)}
      above={
        <>
          <PostingMessages
            posting={posting}
            appliedTitle="WIP entries applied"
            onPreviewAgain={props.onRunAgain}
          />
          {done ? <StaleReports except={card.id} /> : null}
        </>
      }
      actions={
        posting.phase.kind === "applied" ? (
          <>
            <Button
              appearance="primary"
              onClick={() => {
                const given = encodeURIComponent(JSON.stringify({ reversalPostingDate: result.postingDate }));
                navigation.open(`/reports/job-post-wip?${given}`);
              }}
            >
              Post the WIP entries
            </Button>
            <Button icon={<ArrowUndoRegular />} disabled={posting.busy} onClick={posting.askUndo}>
              Undo
            </Button>
          </>
        ) : (
          <ResultActions
            {...props}
            second={
              touches && balanced
                ? {
                    label: "Apply to ledgers…",
                    disabled: posting.busy || !posting.preview,
                    onClick: posting.ask,
                  }
                : undefined
            }
          />
        )
      }
      below={<PostingDialogs posting={posting} action={action} remark="" />}
    >
      <Projects result={result} word={word} />
      {facts && facts.lines.length > 0 ? <JournalTable facts={facts} title="WIP entries" /> : null}
      {done ? (
        <PostingLog revision={posting.phase.kind === "applied" ? 1 : 2} />
      ) : record.stale || !touches || !balanced ? null : posting.preview ? (
        <Effects preview={posting.preview} />
      ) : (
        <Loading label="Reading what would change" rows={3} />
      )}
    </ResultPage>
  );
}

interface ProjectFigures {
  readonly row: JobRow;
  readonly recognized: string;
  readonly invoiced: string;
}

function projectsOf(result: Result): readonly ProjectFigures[] {
  const invoiced = new Map<string, string[]>();
  for (const total of result.wipTotals) {
    invoiced.set(total.jobNo, [...(invoiced.get(total.jobNo) ?? []), total.contractInvoicedPrice]);
  }
  return result.jobs.map((row) => ({
    row,
    recognized: row.calcRecogSalesAmount ?? "0",
    invoiced: sumOf(invoiced.get(row.jobNo) ?? []),
  }));
}

function Projects(props: { readonly result: Result; readonly word: "Job" | "Project" }): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const [all, setAll] = useState(false);
  const projects = projectsOf(props.result);
  const calculated = projects
    .filter(({ row }) => row.action === "calculated")
    .sort((a, b) => compare(larger(b), larger(a)));
  const drawn = calculated.slice(0, BARS);
  const listed = all ? projects : projects.slice(0, SHOWN);
  const title = props.word === "Job" ? "Jobs" : "Projects";
  return (
    <>
      {drawn.length > 0 ? (
        <Section
          title="Recognized against invoiced"
          caption={
            calculated.length > BARS ? `the ${BARS} largest of ${formats.count(calculated.length)}` : "Sales"
          }
        >
          <PairedBars
            names={["Recognized sales", "Invoiced"]}
            pairs={drawn.map(({ row, recognized, invoiced }) => ({
              name: row.jobNo,
              first: approximately(recognized),
              second: approximately(invoiced),
            }))}
            label={`Recognized against invoiced sales. ${drawn
              .map(
                (one) =>
                  `${one.row.jobNo}: ${formats.amount(one.recognized)} against ${formats.amount(one.invoiced)}`,
              )
              .join("; ")}.`}
          />
        </Section>
      ) : null}
      <Section title={title} caption="Recognized sales, invoiced">
        <RowList label={title}>
          {listed.map(({ row, recognized, invoiced }) => (
            <Row
              key={row.jobNo}
              {...(row.action === "calculated"
                ? {}
                : { state: row.action === "failed" ? ("open" as const) : ("notRun" as const) })}
              title={row.jobNo}
              detail={
                row.action === "calculated"
                  ? `${row.wipMethod} · cost ${formats.amount(row.calcRecogCostsAmount ?? "0")}`
                  : (REASONS[row.reason] ?? row.reason)
              }
              {...(row.action === "calculated"
                ? {
                    figure: formats.amount(recognized),
                    word: formats.amount(invoiced),
                    onOpen: () => {
                      navigation.open(`${WIP_PATH}/${encodeURIComponent(row.jobNo)}`);
                    },
                  }
                : {})}
              label={
                row.action === "calculated"
                  ? `${row.jobNo}, ${row.wipMethod}, recognized ${formats.amount(recognized)}, invoiced ${formats.amount(invoiced)}`
                  : `${row.jobNo}, ${REASONS[row.reason] ?? row.reason}`
              }
            />
          ))}
        </RowList>
        {projects.length > listed.length ? (
          <p style={{ margin: "8px 0 0" }}>
            <Link
              as="button"
              onClick={() => {
                setAll(true);
              }}
            >
              Show {formats.count(projects.length - listed.length)} more
            </Link>{" "}
            <Caption>{counted(formats, projects.length, props.word === "Job" ? "jobs" : "projects")}</Caption>
          </p>
        ) : null}
      </Section>
    </>
  );
}

function larger({ recognized, invoiced }: ProjectFigures): string {
  const [a, b] = [magnitude(recognized), magnitude(invoiced)];
  return compare(a, b) > 0 ? a : b;
}
