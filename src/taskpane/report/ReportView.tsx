/** One report: its form on first use, the run, then the result. Journals and special results have pages of their own. */
import { useState } from "react";
import { findReport } from "../../engine/catalogue";
import type { ReportCard } from "../../engine/report";
import type { RunOutcome, Trouble, WriteChoice } from "../../application/types";
import { View } from "../frame/Frame";
import { usePane, useTieoutState } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";
import { ChangedSheetDialog } from "./ChangedSheetDialog";
import { Refused } from "./Refused";
import { ReportForm } from "./ReportForm";
import { Result } from "./Result";
import { Running } from "./Running";
import { specialResult } from "./special-results";

/** What the page shows beside what the application knows. */
type Page =
  | { readonly kind: "auto" }
  | {
      readonly kind: "form";
      readonly trouble?: Trouble;
      readonly note?: string;
      readonly parameters?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "refused"; readonly outcome: Extract<RunOutcome, { status: "refused" }> }
  | { readonly kind: "ask"; readonly sheet: string; readonly parameters: Readonly<Record<string, unknown>> };

export function ReportView(props: {
  readonly id: string;
  /** Parameters that a link carried along; the form opens with them. */
  readonly given?: Readonly<Record<string, unknown>>;
}): React.JSX.Element {
  const { id, given } = props;
  const card = findReport(id);
  if (!card) {
    return (
      <View title="Reports">
        <p>No report is called “{id}”.</p>
      </View>
    );
  }
  return <ReportPage key={id} card={card} {...(given ? { given } : {})} />;
}

function ReportPage(props: {
  readonly card: ReportCard;
  readonly given?: Readonly<Record<string, unknown>>;
}): React.JSX.Element {
  const { card } = props;
  const { application, announce } = usePane();
  const state = useTieoutState();
  const [page, setPage] = useState<Page>(
    props.given ? { kind: "form", parameters: props.given } : { kind: "auto" },
  );
  const { activity } = state;
  const record = state.runs.get(card.id);

  const run = async (
    parameters: Readonly<Record<string, unknown>>,
    choice: WriteChoice = {},
  ): Promise<void> => {
    announce(`Running ${card.shortTitle}`);
    const special = specialResult(card.id);
    const outcome = await application.run(card.id, parameters, {
      ...choice,
      ...(special?.previewOnly ? { write: false } : {}),
    });
    switch (outcome.status) {
      case "done":
        setPage({ kind: "auto" });
        announce(`${card.shortTitle} ready.`);
        break;
      case "refused":
        setPage({ kind: "refused", outcome });
        announce(`Not run. ${outcome.error.message} No sheet was changed.`, "assertive");
        break;
      case "changedSheet":
        setPage({ kind: "ask", sheet: outcome.sheet, parameters });
        break;
      case "cancelled":
        setPage({ kind: "form", note: "Cancelled, no sheet was changed.", parameters });
        announce("Cancelled, no sheet was changed.");
        break;
      case "failed":
        setPage({ kind: "form", trouble: outcome.trouble, parameters });
        announce(`${outcome.trouble.message} No sheet was changed.`, "assertive");
        break;
    }
  };

  if (activity.kind === "running" && activity.report === card.id)
    return <Running card={card} activity={activity} />;
  if (page.kind === "refused") {
    return (
      <Refused
        card={card}
        error={page.outcome.error}
        onChange={() => {
          setPage({ kind: "form", parameters: page.outcome.reply.parameters });
        }}
        onRunAgain={() => {
          void run(page.outcome.reply.parameters);
        }}
      />
    );
  }
  const refusedElsewhere =
    page.kind === "auto" && record?.reply.refused === true ? record.reply.error : undefined;
  if (record && refusedElsewhere) {
    return (
      <Refused
        card={card}
        error={refusedElsewhere}
        onChange={() => {
          setPage({ kind: "form", parameters: record.parameters });
        }}
        onRunAgain={() => {
          void run(record.parameters);
        }}
      />
    );
  }
  if (page.kind === "form" || page.kind === "ask" || !record) {
    const given = page.kind === "form" || page.kind === "ask" ? page.parameters : undefined;
    return (
      <>
        <ReportForm
          card={card}
          {...(given ? { given } : {})}
          message={
            page.kind === "form" && page.trouble ? (
              <MessagePanel intent="error" title="Not run">
                {page.trouble.message} No sheet was changed.
              </MessagePanel>
            ) : page.kind === "form" && page.note ? (
              <MessagePanel intent="info">{page.note}</MessagePanel>
            ) : undefined
          }
          onRun={(parameters) => {
            void run(parameters);
          }}
        />
        {page.kind === "ask" ? (
          <ChangedSheetDialog
            sheet={page.sheet}
            onReplace={() => {
              void run(page.parameters, { evenIfChanged: true });
            }}
            onKeep={() => {
              void run(page.parameters, { mode: "add" });
            }}
            onCancel={() => {
              setPage({ kind: "form", parameters: page.parameters });
            }}
          />
        ) : null}
      </>
    );
  }
  const change = (): void => {
    setPage({ kind: "form", parameters: record.parameters });
  };
  const again = (): void => {
    void run(record.parameters);
  };
  const special = specialResult(card.id);
  if (special) return <special.Page card={card} record={record} onChange={change} onRunAgain={again} />;
  return <Result card={card} record={record} onChange={change} onRunAgain={again} />;
}
