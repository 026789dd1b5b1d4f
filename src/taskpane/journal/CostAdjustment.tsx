/** Adjust Cost: the entries that carry another cost than they should, and, when proposed, the corrections to be applied. */
import { Button, Link } from "@fluentui/react-components";
import { ArrowUndoRegular } from "@fluentui/react-icons/svg/arrow-undo";
import { useState } from "react";
import type { AdjustCostResult, CostDifference } from "../../engine/reports/adjust-cost/result";
import { isZero, sumOf } from "../exact";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { Arithmetic } from "../parts/Arithmetic";
import { Caption, Row, RowList, Section } from "../parts/layout";
import { Loading } from "../parts/Loading";
import { MessagePanel } from "../parts/MessagePanel";
import { ResultActions } from "../report/Result";
import { ResultPage } from "../report/ResultPage";
import type { ResultPageProps } from "../report/special-results";
import { explainPath } from "../trace/address";
import { Effects } from "./Effects";
import { byMagnitude, proposedAmount } from "./journal-facts";
import { PostingLog } from "./PostingLog";
import { PostingDialogs, PostingMessages, StaleReports } from "./PostingMessages";
import { usePosting } from "./use-posting";

const SHOWN = 10;

export function CostAdjustment(props: ResultPageProps): React.JSX.Element {
  const formats = useFormats();
  const { application, attempt, navigation } = usePane();
  const { record, card } = props;
  const result = record.reply.result as unknown as AdjustCostResult;
  const proposals = result.proposals?.length ?? 0;
  const posting = usePosting(record, proposals > 0 && record.reply.changes !== undefined);
  const amount = proposedAmount(result);
  const done = posting.phase.kind === "applied" || posting.phase.kind === "undone";
  const action = isZero(amount)
    ? `Apply ${counted(formats, proposals, "entries")}`
    : `Apply ${formats.amount(amount)}`;
  const second =
    proposals > 0
      ? { label: "Apply to ledgers…", disabled: posting.busy || !posting.preview, onClick: posting.ask }
      : result.mode === "check" && result.differences.length > 0
        ? {
            label: "Propose corrections",
            disabled: false,
            onClick: () => {
              attempt(application.run(card.id, { ...record.parameters, mode: "propose" }));
            },
          }
        : undefined;
  return (
    <ResultPage
      {...props}
      above={
        <>
          <PostingMessages
            posting={posting}
            appliedTitle={`Adjusted by ${formats.amount(amount)}`}
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
                navigation.open("/reports/post-inventory-cost");
              }}
            >
              Post inventory cost
            </Button>
            <Button icon={<ArrowUndoRegular />} disabled={posting.busy} onClick={posting.askUndo}>
              Undo
            </Button>
          </>
        ) : (
          <ResultActions {...props} second={second} />
        )
      }
      below={<PostingDialogs posting={posting} action={action} remark="" />}
    >
      {result.mode === "propose" && proposals === 0 ? (
        <MessagePanel intent="success">
          Every entry carries the cost it should. There is nothing to propose.
        </MessagePanel>
      ) : null}
      <Differences differences={result.differences} />
      {proposals > 0 ? <Impact result={result} /> : null}
      {done ? (
        <PostingLog revision={posting.phase.kind === "applied" ? 1 : 2} />
      ) : proposals === 0 || record.stale ? null : posting.preview ? (
        <Effects preview={posting.preview} />
      ) : (
        <Loading label="Reading what would change" rows={2} />
      )}
    </ResultPage>
  );
}

function deltaOf(difference: CostDifference): string {
  return sumOf([difference.deltaActual, difference.deltaExpected]);
}

/** Entries to adjust, the largest first; each leads to its explanation. */
function Differences({
  differences,
}: {
  readonly differences: AdjustCostResult["differences"];
}): React.JSX.Element | null {
  const formats = useFormats();
  const { navigation } = usePane();
  const [shown, setShown] = useState(SHOWN);
  if (differences.length === 0) return null;
  const sorted = byMagnitude(differences, deltaOf);
  const rest = sorted.slice(shown);
  return (
    <Section title="Entries to adjust" caption={counted(formats, differences.length, "entries")}>
      <RowList label="Entries to adjust">
        {sorted.slice(0, shown).map((difference) => (
          <Row
            key={difference.entryNo}
            state="explained"
            title={`${difference.entryType} ${difference.entryNo}`}
            detail={`${difference.itemNo} · ${formats.date(difference.postingDate)} · ${formats.amount(sumOf([difference.costActual, difference.costExpected]))} now${difference.kind === "rounding" ? " · rounding" : ""}`}
            figure={formats.change(deltaOf(difference))}
            label={`${difference.entryType} ${difference.entryNo} of ${difference.itemNo}, to adjust ${formats.amount(deltaOf(difference))}. Explain`}
            onOpen={() => {
              navigation.open(explainPath(difference.entryNo));
            }}
          />
        ))}
      </RowList>
      {rest.length > 0 ? (
        <p style={{ margin: "8px 0 0" }}>
          <Link
            as="button"
            onClick={() => {
              setShown(shown + 5 * SHOWN);
            }}
          >
            Show {formats.count(Math.min(5 * SHOWN, rest.length))} more
          </Link>{" "}
          <Caption>
            {formats.count(rest.length)} not shown, {formats.amount(sumOf(rest.map(deltaOf)))}
          </Caption>
        </p>
      ) : null}
    </Section>
  );
}

/** What the proposals would do to which month. */
function Impact({ result }: { readonly result: AdjustCostResult }): React.JSX.Element {
  const formats = useFormats();
  const months = new Map<string, string[]>();
  for (const row of result.impact ?? []) {
    months.set(row.month, [...(months.get(row.month) ?? []), row.costAmountActual, row.costAmountExpected]);
  }
  const rows = [...months].sort(([a], [b]) => (a < b ? -1 : 1));
  const proposals = result.proposals?.length ?? 0;
  return (
    <Section title="Impact by month" caption={`${counted(formats, proposals, "value entries")} proposed`}>
      <Arithmetic
        caption="Proposed cost by month of posting"
        lines={[
          ...rows.map(([month, amounts]) => ({
            label: /^\d{4}-\d{2}$/.test(month) ? formats.month(month) : month,
            amount: sumOf(amounts),
          })),
          { label: "Proposed", amount: proposedAmount(result), rule: "rule" as const, strong: true },
        ]}
      />
    </Section>
  );
}
