/** The five shapes of a tie-out, and the spinner: the same meaning in pane, sheet and binder. */
import { makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { CheckmarkCircleFilled } from "@fluentui/react-icons/svg/checkmark-circle";
import { CircleRegular } from "@fluentui/react-icons/svg/circle";
import { DiamondRegular } from "@fluentui/react-icons/svg/diamond";
import { DismissSquareFilled } from "@fluentui/react-icons/svg/dismiss-square";
import { WarningFilled } from "@fluentui/react-icons/svg/warning";
import type { TieState } from "../../engine/report";

const useStyles = makeStyles({
  mark: {
    display: "inline-flex",
    width: "16px",
    height: "16px",
    flexShrink: 0,
    "& svg": { width: "16px", height: "16px" },
  },
  ties: { color: tokens.colorStatusSuccessForeground1 },
  explained: { color: tokens.colorStatusWarningForeground1 },
  open: { color: tokens.colorStatusDangerForeground1 },
  notRun: { color: tokens.colorNeutralForeground3 },
  stale: { color: tokens.colorNeutralForeground2 },
  running: {},
});

const SHAPES = {
  ties: CheckmarkCircleFilled,
  explained: WarningFilled,
  open: DismissSquareFilled,
  notRun: CircleRegular,
  stale: DiamondRegular,
} as const;

/** A mark without a name of its own: the row it stands in says the state in words. */
export function StateMark({ state }: { readonly state: TieState }): React.JSX.Element {
  const styles = useStyles();
  if (state === "running") {
    return (
      <span className={styles.mark} aria-hidden="true">
        <Spinner size="extra-tiny" />
      </span>
    );
  }
  const Shape = SHAPES[state];
  return (
    <span className={`${styles.mark} ${styles[state]}`} aria-hidden="true">
      <Shape />
    </span>
  );
}
