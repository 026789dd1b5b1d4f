/** A row that opens in place: chevron · mark · name · figure; what is inside stands below. Rows without inside just stand. */
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { useId, type ReactNode } from "react";
import type { TieState } from "../../engine/report";
import { Said } from "./layout";
import { StateMark } from "./StateMark";

const useStyles = makeStyles({
  item: {
    listStyleType: "none",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    "@media (forced-colors: active)": { borderBottom: "none" },
  },
  row: {
    display: "flex",
    alignItems: "center",
    gap: "8px",
    width: "100%",
    minHeight: "36px",
    boxSizing: "border-box",
    padding: "2px 0",
    border: "none",
    background: "none",
    color: "inherit",
    font: "inherit",
    textAlign: "left",
  },
  button: {
    position: "relative",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: "-2px",
      borderRadius: "4px",
    },
  },
  chevron: {
    display: "inline-flex",
    width: "16px",
    flexShrink: 0,
    "& svg": { width: "16px", height: "16px" },
  },
  name: { flexGrow: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  figure: { flexShrink: 0, fontWeight: 600, whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" },
  inside: { padding: "0 0 12px 24px" },
});

export function ExpandableRow(props: {
  readonly state: TieState;
  readonly name: string;
  /** The figure, as it is read. */
  readonly figure: string;
  /** State and figure in words, for screen readers. */
  readonly label: string;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  /** What the row opens; a row without it cannot be opened. */
  readonly children?: ReactNode;
}): React.JSX.Element {
  const styles = useStyles();
  const inside = useId();
  const { open, children } = props;
  const content = (
    <>
      <span className={styles.chevron} aria-hidden="true">
        {children ? open ? <ChevronDownRegular /> : <ChevronRightRegular /> : null}
      </span>
      <StateMark state={props.state} />
      <span className={styles.name} title={props.name}>
        {props.name}
      </span>
      {open ? null : <span className={styles.figure}>{props.figure}</span>}
    </>
  );
  return (
    <li className={styles.item}>
      {children ? (
        <button
          type="button"
          className={mergeClasses(styles.row, styles.button)}
          aria-expanded={open}
          aria-controls={open ? inside : undefined}
          data-label={props.label}
          onClick={() => {
            props.onToggle(!open);
          }}
          onKeyDown={(event) => {
            if (event.altKey || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
            event.preventDefault();
            props.onToggle(event.key === "ArrowRight");
          }}
        >
          <Said label={props.label}>{content}</Said>
        </button>
      ) : (
        <div className={styles.row} role="group" aria-label={props.label} data-label={props.label}>
          {content}
        </div>
      )}
      {open && children ? (
        <div className={styles.inside} id={inside}>
          {children}
        </div>
      ) : null}
    </li>
  );
}
