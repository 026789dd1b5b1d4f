/** A run on its way: rows done of all, the five steps, and what has been written so far. */
import { Button, makeStyles, ProgressBar } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import type { ReportCard, TieState } from "../../engine/report";
import type { Activity } from "../../application/types";
import { View } from "../frame/Frame";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { Caption, Row, RowList } from "../parts/layout";

type RunningActivity = Extract<Activity, { kind: "running" }>;

const STEPS = ["read", "check", "run", "layout", "write"] as const;

const useStyles = makeStyles({
  head: { display: "flex", justifyContent: "space-between", margin: "20px 0 6px" },
});

export function Running(props: {
  readonly card: ReportCard;
  readonly activity: RunningActivity;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { application, announce } = usePane();
  const { waitingForCell } = useTieoutState();
  const { activity, card } = props;
  const work = `Compute ${card.shortTitle}`;
  const titles: Readonly<Record<RunningActivity["step"], string>> = {
    read: "Read ledgers",
    check: "Check rows",
    run: work,
    layout: "Lay out sheet",
    write: "Write sheet",
  };
  const at = STEPS.indexOf(activity.step);
  const writing = activity.step === "write";
  const share = activity.total === 0 ? undefined : activity.done / activity.total;
  useQuarterAnnouncements(share, titles[activity.step], announce);
  return (
    <View
      title={card.shortTitle}
      actions={
        <Button
          onClick={() => {
            application.cancel();
          }}
        >
          Cancel
        </Button>
      }
      actionNote={writing ? "Writing. Cancel puts the old sheet back." : "Nothing has been written yet"}
    >
      <div className={styles.head}>
        <span>{titles[activity.step]}</span>
        <Caption>
          {activity.total > 0 ? `${formats.count(activity.done)} of ${formats.count(activity.total)}` : ""}
        </Caption>
      </div>
      <ProgressBar
        aria-label={titles[activity.step]}
        thickness="medium"
        {...(share === undefined ? {} : { value: share })}
      />
      <RowList ordered label="Steps of the run">
        {STEPS.map((step, index) => {
          const state: TieState = index < at ? "ties" : index === at ? "running" : "notRun";
          return (
            <Row
              key={step}
              state={state}
              title={titles[step]}
              label={`${titles[step]}, ${index < at ? "done" : index === at ? "running" : "to come"}`}
            />
          );
        })}
      </RowList>
      <p>
        <Caption>
          {waitingForCell
            ? "Excel is waiting for a cell. Press Enter or Esc in the sheet to go on."
            : "You can go on working in other sheets. If a ledger changes during the run, the result is marked stale."}
        </Caption>
      </p>
    </View>
  );
}

/** Tells a screen reader at 25, 50 and 75 percent. */
function useQuarterAnnouncements(
  share: number | undefined,
  title: string,
  announce: (text: string) => void,
): void {
  const last = useRef(0);
  useEffect(() => {
    const quarter = Math.floor((share ?? 0) * 4);
    if (quarter > last.current && quarter < 4) announce(`${title}, ${quarter * 25} percent`);
    last.current = quarter;
  }, [share, title, announce]);
}
