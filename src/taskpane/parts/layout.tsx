/** Small parts of which every view is made: sections, rows, notes. Hairlines instead of boxes, figures on one edge. */
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { useRef, type ReactNode } from "react";
import type { TieState } from "../../engine/report";
import { StateMark } from "./StateMark";
import { useRovingFocus } from "./use-roving-focus";

const useStyles = makeStyles({
  section: { marginTop: "20px" },
  sectionHead: {
    display: "flex",
    alignItems: "baseline",
    justifyContent: "space-between",
    gap: "8px",
    paddingBottom: "4px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  sectionTitle: { margin: 0, flexShrink: 0, fontSize: "13px", lineHeight: "18px", fontWeight: 600 },
  caption: { fontSize: "12px", lineHeight: "16px", color: tokens.colorNeutralForeground3 },
  sectionCaption: { textAlign: "right", minWidth: 0 },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  item: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottomColor: tokens.colorNeutralStroke2 },
    "@media (forced-colors: active)": { borderBottom: "none" },
  },
  row: {
    display: "flex",
    alignItems: "center",
    gap: "12px",
    width: "100%",
    minHeight: "44px",
    boxSizing: "border-box",
    padding: "4px 0",
    border: "none",
    background: "none",
    color: "inherit",
    font: "inherit",
    textAlign: "left",
  },
  short: { minHeight: "36px" },
  button: {
    position: "relative",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":active": { backgroundColor: tokens.colorSubtleBackgroundPressed },
    ":focus-visible": {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: "-2px",
      borderRadius: "4px",
    },
  },
  texts: { flexGrow: 1, minWidth: 0 },
  title: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  figures: { flexShrink: 0, textAlign: "right", whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" },
  strong: { fontWeight: 600 },
  chevron: { flexShrink: 0, display: "inline-flex", color: tokens.colorNeutralForeground2 },
  clickable: { cursor: "pointer" },
  hidden: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
  seen: { display: "contents" },
  whenFocused: {
    ":not(:focus)": {
      position: "absolute",
      width: "1px",
      height: "1px",
      overflow: "hidden",
      clipPath: "inset(50%)",
      whiteSpace: "nowrap",
    },
  },
  card: {
    position: "relative",
    marginTop: "12px",
    padding: "10px 12px",
    borderRadius: "6px",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

/** A titled section; the caption stands right on the title's line. */
export function Section(props: {
  readonly title: string;
  readonly caption?: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): React.JSX.Element {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={props.title}>
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle}>{props.title}</h2>
        {props.caption ? (
          <span className={mergeClasses(styles.caption, styles.sectionCaption)}>{props.caption}</span>
        ) : null}
        {props.action}
      </div>
      {props.children}
    </section>
  );
}

/** A list of rows. `ordered` for steps. One stop of Tab; arrows, Home and End go through its rows. */
export function RowList(props: {
  readonly label: string;
  readonly ordered?: boolean;
  readonly children: ReactNode;
}): React.JSX.Element {
  const styles = useStyles();
  const list = useRef<HTMLElement>(null);
  const onKeyDown = useRovingFocus(list);
  const List = props.ordered ? "ol" : "ul";
  return (
    // The keys move between the controls of the list; each of them answers to Enter by itself.

    <List
      ref={(element: HTMLOListElement | HTMLUListElement | null) => {
        list.current = element;
      }}
      className={styles.list}
      aria-label={props.label}
      onKeyDown={onKeyDown}
    >
      {props.children}
    </List>
  );
}

export interface RowProps {
  readonly state?: TieState;
  /** An icon in place of the mark. */
  readonly icon?: ReactNode;
  readonly title: string;
  readonly detail?: string;
  /** First line at the right: an amount or a count. */
  readonly figure?: string;
  readonly strongFigure?: boolean;
  /** Second line at the right: the word of the state. */
  readonly word?: string;
  /** Full accessible name where the lines do not say it all. */
  readonly label?: string;
  readonly onOpen?: () => void;
  /** The row opens what stands below it; false and true say how it is. */
  readonly expanded?: boolean;
  /** A link or button instead of the chevron. */
  readonly action?: ReactNode;
}

/** A row of a list: mark · two lines · figure and word · chevron. */
export function Row(props: RowProps): React.JSX.Element {
  const styles = useStyles();
  const short = props.detail === undefined && (props.word === undefined || props.figure === undefined);
  const content = (
    <>
      {props.icon ?? (props.state ? <StateMark state={props.state} /> : null)}
      <span className={styles.texts}>
        <span className={styles.title} style={{ display: "block" }} title={props.title}>
          {props.title}
        </span>{" "}
        {props.detail === undefined ? null : (
          <span
            className={mergeClasses(styles.caption, styles.title)}
            style={{ display: "block" }}
            title={props.detail}
          >
            {props.detail}
          </span>
        )}
      </span>{" "}
      {props.figure === undefined && props.word === undefined ? null : (
        <span className={styles.figures}>
          {props.figure === undefined ? null : (
            <span className={props.strongFigure ? styles.strong : undefined} style={{ display: "block" }}>
              {props.figure}
            </span>
          )}{" "}
          {props.word === undefined ? null : (
            <span className={styles.caption} style={{ display: "block" }}>
              {props.word}
            </span>
          )}
        </span>
      )}
      {props.action ? <span className={styles.figures}>{props.action}</span> : null}
      {props.onOpen && !props.action ? (
        <span className={styles.chevron} aria-hidden="true">
          <ChevronRightRegular />
        </span>
      ) : null}
    </>
  );
  const className = mergeClasses(styles.row, short && styles.short);
  return (
    <li className={styles.item}>
      {props.onOpen ? (
        <button
          type="button"
          className={mergeClasses(className, styles.button)}
          aria-expanded={props.expanded}
          data-label={props.label}
          onClick={props.onOpen}
        >
          <Said label={props.label}>{content}</Said>
        </button>
      ) : (
        <div className={className}>{content}</div>
      )}
    </li>
  );
}

/** What is seen, with a text that is read in its place. */
export function Said(props: {
  readonly label: string | undefined;
  readonly children: ReactNode;
}): React.JSX.Element {
  const styles = useStyles();
  if (props.label === undefined) return <>{props.children}</>;
  return (
    <>
      <span className={styles.hidden}>{props.label}</span>
      <span className={styles.seen} aria-hidden="true">
        {props.children}
      </span>
    </>
  );
}

/**
 * The one card of a view. With `open` a click anywhere on it goes on; for the keyboard there is a link at its end that
 * shows when it has the focus.
 */
export function Card(props: {
  readonly children: ReactNode;
  readonly open?: { readonly label: string; readonly onClick: () => void };
}): React.JSX.Element {
  const styles = useStyles();
  const { open } = props;
  if (!open) return <div className={styles.card}>{props.children}</div>;
  return (
    // The link inside is the control; the card only makes its target larger for the mouse.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
    <div className={mergeClasses(styles.card, styles.clickable)} onClick={open.onClick}>
      {props.children}
      <Link
        as="button"
        className={styles.whenFocused}
        onClick={(event) => {
          event.stopPropagation();
          open.onClick();
        }}
      >
        {open.label}
      </Link>
    </div>
  );
}

/** Caption text of 12 px. */
export function Caption({ children }: { readonly children: ReactNode }): React.JSX.Element {
  return <span className={useStyles().caption}>{children}</span>;
}

/** A list of links, one a line. */
export function LinkList(props: {
  readonly links: readonly { readonly label: string; readonly onClick: () => void }[];
}): React.JSX.Element {
  return (
    <ul className={useStyles().list}>
      {props.links.map((link) => (
        <li key={link.label} style={{ padding: "5px 0" }}>
          <Link as="button" onClick={link.onClick}>
            {link.label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
