/** The common result: head figure, arithmetic, warnings, next steps, stamp. */
import { Button, useRestoreFocusTarget } from "@fluentui/react-components";
import { useState } from "react";
import type { ResultSummary, WarningKind } from "../../engine/report";
import { effectOfWarnings } from "../../engine/reports/warning-kinds";
import { View } from "../frame/Frame";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { ActionBar, SheetButtons, useSheetOf } from "../parts/ActionBar";
import { Arithmetic } from "../parts/Arithmetic";
import { HeadFigure } from "../parts/HeadFigure";
import { Caption, Card, LinkList, Row, RowList, Section } from "../parts/layout";
import { StateMark } from "../parts/StateMark";
import type { ResultPageProps } from "./special-results";

/** Kinds of warnings that are shown before "Show all". */
const SHOWN_KINDS = 5;

export function Result(props: ResultPageProps): React.JSX.Element {
  const formats = useFormats();
  const { record, card } = props;
  const summary = record.reply.summary;
  const { today } = usePane();
  if (!summary) return <View title={card.shortTitle}>{null}</View>;
  const figure = summary.headIsText ? formats.words(summary.headFigure) : formats.amount(summary.headFigure);
  return (
    <View title={card.shortTitle} scope={formats.words(summary.scope)} actions={<ResultActions {...props} />}>
      {record.stale ? (
        <p style={{ display: "flex", gap: "6px", alignItems: "center", margin: "12px 0 0" }}>
          <StateMark state="stale" />
          <Caption>Of the run of {formats.moment(record.runAt, today())}. A ledger changed since.</Caption>
        </p>
      ) : null}
      <HeadFigure caption={summary.headCaption} figure={figure} context={formats.words(summary.context)} />
      {summary.arithmetic.length > 0 ? (
        <Card>
          <Arithmetic
            caption={`How ${summary.headCaption} comes about`}
            lines={summary.arithmetic.map((line) => ({ ...line, label: formats.words(line.label) }))}
          />
        </Card>
      ) : null}
      <Warnings kinds={summary.warnings} />
      <NextSteps summary={summary} />
      <StampLine {...props} />
    </View>
  );
}

/** Warnings, one row per code; more than five kinds: the five worst and "Show all". */
export function Warnings({ kinds }: { readonly kinds: readonly WarningKind[] }): React.JSX.Element | null {
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string>();
  if (kinds.length === 0) return null;
  const shown = all ? kinds : kinds.slice(0, SHOWN_KINDS);
  return (
    <Section
      title="Warnings"
      caption={`${counted(formats, kinds.length, "kinds")}, ${effectOfWarnings(kinds)}`}
    >
      <RowList label="Warnings">
        {shown.flatMap((kind) => [
          <Row
            key={kind.code}
            state="explained"
            title={kind.name}
            detail={formats.words(kind.text)}
            figure={counted(formats, kind.count, kind.unit)}
            label={`${kind.name}, ${counted(formats, kind.count, kind.unit)}. ${formats.words(kind.text)}`}
            expanded={open === kind.code}
            onOpen={() => {
              setOpen(open === kind.code ? undefined : kind.code);
            }}
          />,
          ...(open === kind.code
            ? kind.cases
                .slice(0, 50)
                .map((one, index) => (
                  <Row key={`${kind.code}${index}`} title={formats.words(one.text)} detail={one.key} />
                ))
            : []),
        ])}
      </RowList>
      {kinds.length > SHOWN_KINDS && !all ? (
        <LinkList
          links={[
            {
              label: `Show all ${kinds.length}`,
              onClick: () => {
                setAll(true);
              },
            },
          ]}
        />
      ) : null}
    </Section>
  );
}

/** Two or three links that carry dates and filters along. */
export function NextSteps({ summary }: { readonly summary: ResultSummary }): React.JSX.Element | null {
  const formats = useFormats();
  const { navigation } = usePane();
  if (summary.next.length === 0) return null;
  return (
    <Section title="Next">
      <LinkList
        links={summary.next.map((step) => ({
          label: formats.words(step.label),
          onClick: () => {
            const query = encodeURIComponent(JSON.stringify(step.parameters));
            navigation.open(`/reports/${step.report}?${query}`);
          },
        }))}
      />
    </Section>
  );
}

/** "Stamp 7F3A-91C2 · 59,540 rows in 3 ledgers · 0.9 s" */
export function StampLine({ record }: ResultPageProps): React.JSX.Element {
  const formats = useFormats();
  const { evidence, stamp, durationMs } = record.reply;
  const rows = evidence.reduce((sum, one) => sum + one.rows, 0);
  const seconds = (durationMs / 1000).toFixed(1);
  return (
    <p style={{ marginTop: "20px" }}>
      <Caption>
        Stamp {stamp} · {formats.count(rows)} rows in {counted(formats, evidence.length, "ledgers")} ·{" "}
        {seconds} s
      </Caption>
    </p>
  );
}

/** Go to sheet · Run again · the rest in the menu. Stale results run again first. */
export function ResultActions(
  props: ResultPageProps & {
    /** "Go to sheet" unless the sheet has a name of its own. */
    readonly sheetLabel?: string;
    /** The second step of results that have one; it takes the place of "Run again", which goes into the menu. */
    readonly second?:
      { readonly label: string; readonly disabled: boolean; readonly onClick: () => void } | undefined;
  },
): React.JSX.Element {
  const { application, attempt, navigation } = usePane();
  const restoreFocus = useRestoreFocusTarget();
  const { record, card, second } = props;
  const sheet = useSheetOf(record);
  return (
    <ActionBar
      more={[
        ...(second && !record.stale ? [{ label: "Run again", onClick: props.onRunAgain }] : []),
        { label: "Change parameters", onClick: props.onChange },
        {
          label: "Drill down from the selected cell",
          onClick: () => {
            attempt(application.drillDown());
          },
        },
        {
          label: "Remove sheet",
          disabled: sheet === undefined,
          onClick: () => {
            if (sheet !== undefined) attempt(application.removeSheets([sheet]));
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
      <SheetButtons
        record={record}
        onRunAgain={props.onRunAgain}
        {...(props.sheetLabel === undefined ? {} : { label: props.sheetLabel })}
      />
      {record.stale ? null : second ? (
        <Button {...restoreFocus} disabled={second.disabled} onClick={second.onClick}>
          {second.label}
        </Button>
      ) : (
        <Button onClick={props.onRunAgain}>Run again</Button>
      )}
    </ActionBar>
  );
}
