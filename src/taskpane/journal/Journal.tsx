/** Post Inventory Cost and Post Job WIP: preview, apply, undo. Nothing is written before it is asked for. */
import { Button, useRestoreFocusTarget } from "@fluentui/react-components";
import { ArrowUndoRegular } from "@fluentui/react-icons/svg/arrow-undo";
import type { Result as CostJournal } from "../../engine/reports/post-inventory-cost/run";
import { isZero, magnitude, negated, sumOf } from "../exact";
import { View } from "../frame/Frame";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { ActionBar } from "../parts/ActionBar";
import { Arithmetic } from "../parts/Arithmetic";
import { Card } from "../parts/layout";
import { Loading } from "../parts/Loading";
import { MessagePanel } from "../parts/MessagePanel";
import { StaleLine } from "../parts/StaleLine";
import { Warnings } from "../report/Result";
import type { ResultPageProps } from "../report/special-results";
import { Effects } from "./Effects";
import { imbalance, journalFacts, type JournalFacts } from "./journal-facts";
import { JournalTable } from "./JournalTable";
import { PostingLog } from "./PostingLog";
import { PostingDialogs, PostingMessages, StaleReports } from "./PostingMessages";
import { PostingOptions } from "./PostingOptions";
import { Skipped } from "./Skipped";
import { usePosting, type Posting } from "./use-posting";

/** Where a posting is checked afterwards. */
const CHECKS: Readonly<Record<string, { readonly label: string; readonly report: string }>> = {
  "post-inventory-cost": { label: "Reconcile to G/L", report: "inventory-gl-reconciliation" },
  "job-post-wip": { label: "Compare with the G/L", report: "job-wip-to-gl" },
};

export function Journal(props: ResultPageProps): React.JSX.Element {
  const formats = useFormats();
  const { today } = usePane();
  const { record, card } = props;
  const { result, summary } = record.reply;
  const facts = journalFacts(result, formats);
  const isEmpty = !facts || facts.lines.length === 0;
  const balanced = facts !== undefined && isZero(imbalance(facts));
  // What another setup would post is a preview only.
  const assumed =
    result.report === "post-inventory-cost" ? (result as CostJournal).assumedExpectedCostPosting : "";
  const canApply = !isEmpty && balanced && assumed === "";
  const posting = usePosting(record, canApply);
  const { phase } = posting;
  if (!facts) return <View title={card.shortTitle}>{null}</View>;
  const done = phase.kind === "applied" || phase.kind === "undone";
  const amount = formats.amount(isZero(facts.amount) ? facts.debit : facts.amount);
  const skippedWords = skippedSentence(facts);
  return (
    <View
      title={card.shortTitle}
      scope={
        phase.kind === "applied"
          ? `Applied ${formats.moment(phase.at, today())}`
          : phase.kind === "undone"
            ? "Undone"
            : "Preview, nothing is written yet"
      }
      actions={<Actions {...props} posting={posting} canApply={canApply} isAssumed={assumed !== ""} />}
    >
      <PostingMessages
        posting={posting}
        appliedTitle={`Posted ${amount}`}
        onPreviewAgain={props.onRunAgain}
      />
      {done ? (
        <>
          {phase.kind === "applied" ? <Left result={props.record.reply.result} facts={facts} /> : null}
          <StaleReports except={card.id} />
          <PostingLog revision={phase.kind === "applied" ? 1 : 2} />
        </>
      ) : (
        <>
          <StaleLine record={record} />
          <PostingOptions {...props} />
          {assumed === "" ? null : (
            <MessagePanel intent="info">
              As if Expected Cost Posting to G/L were {assumed} in Inventory Setup. This preview cannot be
              applied.
            </MessagePanel>
          )}
          {isEmpty ? <NothingToPost facts={facts} /> : <JournalTable facts={facts} />}
          {result.report === "post-inventory-cost" ? (
            <Skipped result={result as CostJournal} facts={facts} />
          ) : null}
          {!canApply || record.stale ? null : posting.preview ? (
            <Effects preview={posting.preview} />
          ) : (
            <Loading label="Reading what would change" rows={3} />
          )}
          {summary ? (
            <Warnings kinds={summary.warnings.filter((kind) => !isSkipped(result, kind.code))} />
          ) : null}
        </>
      )}
      <PostingDialogs posting={posting} action={`Apply ${amount}`} remark={skippedWords} />
    </View>
  );

  function skippedSentence(of: JournalFacts): string {
    if (of.skipped === 0) return "";
    const subject = `${counted(formats, of.skipped, "entries")} ${of.skipped === 1 ? "is skipped and stays" : "are skipped and stay"} open`;
    return isZero(of.skippedAmount) ? `${subject}.` : `${subject}: ${formats.amount(of.skippedAmount)}.`;
  }
}

/** Kinds of warnings that the section Skipped says already, cell by cell. */
function isSkipped(result: ResultPageProps["record"]["reply"]["result"], code: string): boolean {
  if (result.report !== "post-inventory-cost") return false;
  return (result as CostJournal).setupCells.some((cell) => cell.code === code);
}

function NothingToPost({ facts }: { readonly facts: JournalFacts }): React.JSX.Element {
  const formats = useFormats();
  return facts.skipped === 0 ? (
    <MessagePanel intent="success">Everything is posted.</MessagePanel>
  ) : (
    <MessagePanel intent="error">
      Nothing can be posted: {counted(formats, facts.skipped, "entries")} {facts.skipped === 1 ? "is" : "are"}{" "}
      skipped. Fill the cells below and preview again.
    </MessagePanel>
  );
}

/** What was not posted before, what was posted now, and what is left. */
function Left(props: {
  readonly result: ResultPageProps["record"]["reply"]["result"];
  readonly facts: JournalFacts;
}): React.JSX.Element | null {
  const formats = useFormats();
  const { facts } = props;
  if (props.result.report !== "post-inventory-cost") return null;
  const before = sumOf([facts.amount, facts.skippedAmount]);
  return (
    <Card>
      <Arithmetic
        caption="Cost not posted, before and after"
        lines={[
          { label: "Not posted before", amount: before },
          { label: "Posted now", amount: negated(facts.amount) },
          {
            label:
              facts.skipped === 0 ? "Left" : `Left, ${counted(formats, facts.skipped, "entries")} skipped`,
            amount: facts.skippedAmount,
            strong: true,
            rule: isZero(magnitude(facts.skippedAmount)) ? "close" : "rule",
          },
        ]}
      />
    </Card>
  );
}

function Actions(
  props: ResultPageProps & {
    readonly posting: Posting;
    readonly canApply: boolean;
    readonly isAssumed: boolean;
  },
): React.JSX.Element {
  const { application, attempt, navigation } = usePane();
  const { posting, record, card } = props;
  const restoreFocus = useRestoreFocusTarget();
  const check = CHECKS[card.id];
  const openCheck = check ? (
    <Button
      appearance="primary"
      onClick={() => {
        navigation.open(`/reports/${check.report}`);
      }}
    >
      {check.label}
    </Button>
  ) : null;
  if (posting.phase.kind === "applied") {
    return (
      <>
        {openCheck}
        <Button
          {...restoreFocus}
          icon={<ArrowUndoRegular />}
          disabled={posting.busy}
          onClick={posting.askUndo}
        >
          Undo posting
        </Button>
      </>
    );
  }
  if (record.stale || posting.phase.kind === "undone" || posting.phase.kind === "overtaken") {
    return (
      <>
        <Button appearance="primary" onClick={props.onRunAgain}>
          Preview again
        </Button>
        <Button onClick={props.onChange}>Change parameters</Button>
      </>
    );
  }
  if (props.isAssumed) {
    return (
      <Button appearance="primary" onClick={props.onChange}>
        Change parameters
      </Button>
    );
  }
  if (!props.canApply) return <>{openCheck}</>;
  return (
    <ActionBar
      more={[
        { label: "Change parameters", onClick: props.onChange },
        { label: "Preview again", onClick: props.onRunAgain },
        {
          label: "Write report sheet",
          onClick: () => {
            attempt(application.writeRun(card.id));
          },
        },
        {
          label: "Help",
          onClick: () => {
            navigation.open(`/help/${card.id}`);
          },
        },
      ]}
    >
      <Button appearance="primary" disabled={posting.busy} onClick={posting.createJournal}>
        Create journal sheet
      </Button>
      <Button {...restoreFocus} disabled={posting.busy || !posting.preview} onClick={posting.ask}>
        Apply to ledgers…
      </Button>
    </ActionBar>
  );
}
