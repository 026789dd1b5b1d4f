/** Calculate Job WIP: recognised against invoiced, the projects, the WIP entries, and their way into the ledgers. */
import { Button, Link, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { MoreHorizontalRegular } from "@fluentui/react-icons/svg/more-horizontal";
import { TableSimpleRegular } from "@fluentui/react-icons/svg/table-simple";
import { useState } from "react";
import { inJobWord } from "../../engine/jobs/words";
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
import { usePosting, type Posting } from "../journal/use-posting";
import { ResultPage } from "../report/ResultPage";
import type { ResultPageProps } from "../report/special-results";

export const WIP_PATH = "/reports/job-calculate-wip";

/** Projects in the chart, and in the list before "Show more". */
const BARS = 8;
const SHOWN = 10;

export function WipCalculation(props: ResultPageProps): React.JSX.Element {
  const formats = useFormats();
  const { check } = useTieoutState();
  const { record, card } = props;
  const result = record.reply.result as unknown as Result;
  const facts = journalFacts(result, formats);
  const { changes } = record.reply;
  const touches =
    changes !== undefined &&
    changes.changes.some((one) => one.append?.length || one.update?.length || one.delete?.length);
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
      actions={<Actions {...props} posting={posting} canApply={touches && balanced} />}
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
              state={row.action === "failed" ? "open" : row.action === "skipped" ? "notRun" : "ties"}
              title={row.jobNo}
              detail={
                row.action === "calculated"
                  ? `${row.wipMethod} · cost ${formats.amount(row.calcRecogCostsAmount ?? "0")}`
                  : row.reason
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
                  : `${row.jobNo}, ${row.reason}`
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

function Actions(
  props: ResultPageProps & { readonly posting: Posting; readonly canApply: boolean },
): React.JSX.Element {
  const { application, navigation } = usePane();
  const { sheets } = useTieoutState();
  const { posting, record, card } = props;
  const [sheet] = record.sheets;
  const exists = sheet !== undefined && sheets.some((one) => one.name === sheet);
  if (posting.phase.kind === "applied") {
    return (
      <>
        <Button
          appearance="primary"
          onClick={() => {
            const parameters = encodeURIComponent(
              JSON.stringify({ reversalPostingDate: (record.reply.result as unknown as Result).postingDate }),
            );
            navigation.open(`/reports/job-post-wip?${parameters}`);
          }}
        >
          Post the WIP entries
        </Button>
        <Button disabled={posting.busy} onClick={posting.askUndo}>
          Undo
        </Button>
      </>
    );
  }
  const write = exists ? (
    <Button
      appearance={record.stale ? "secondary" : "primary"}
      icon={<TableSimpleRegular />}
      onClick={() => {
        void application.goTo(sheet);
      }}
    >
      Go to sheet
    </Button>
  ) : (
    <Button
      appearance={record.stale ? "secondary" : "primary"}
      onClick={() => {
        void application.writeRun(card.id);
      }}
    >
      Write sheet
    </Button>
  );
  return (
    <>
      {record.stale ? (
        <Button appearance="primary" onClick={props.onRunAgain}>
          Run again
        </Button>
      ) : null}
      {write}
      {record.stale || !props.canApply ? null : (
        <Button disabled={posting.busy || !posting.preview} onClick={posting.ask}>
          Apply to ledgers…
        </Button>
      )}
      <span style={{ flexGrow: 1 }} />
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label="More actions" />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={props.onRunAgain}>Run again</MenuItem>
            <MenuItem onClick={props.onChange}>Change parameters</MenuItem>
            <MenuItem
              onClick={() => {
                navigation.open(`/help/${card.id}`);
              }}
            >
              Help
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  );
}
