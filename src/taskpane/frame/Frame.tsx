/** The frame of the pane: tabs, the view with its title, the action bar that never scrolls, the status line. */
import { Button, Link, makeStyles, mergeClasses, Tab, TabList, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { QuestionCircleRegular } from "@fluentui/react-icons/svg/question-circle";
import { SettingsRegular } from "@fluentui/react-icons/svg/settings";
import { use, useEffect, useRef, type ReactNode } from "react";
import { ENGINE_VERSION } from "../../engine/version";
import { NoticeContext } from "../attempt";
import { errorsWords } from "../ledgers/ledger-words";
import { useFormats } from "../format-context";
import type { Tab as PaneTab } from "../navigation";
import { useLocation, usePane, useTieoutState } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";
import { StateMark } from "../parts/StateMark";

const useStyles = makeStyles({
  pane: {
    display: "flex",
    flexDirection: "column",
    height: "100vh",
    fontSize: "13px",
    lineHeight: "18px",
    fontVariantNumeric: "tabular-nums",
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  tabs: {
    display: "flex",
    alignItems: "center",
    flexShrink: 0,
    minHeight: "40px",
    // 34 px stay free for the host's own menu.
    padding: "0 34px 0 8px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  tabList: { flexGrow: 1 },
  view: { flexGrow: 1, overflowY: "auto", position: "relative" },
  content: {
    maxWidth: "480px",
    boxSizing: "border-box",
    padding: "0 16px 24px",
    "@media (max-width: 339px)": { padding: "0 12px 24px" },
  },
  title: { display: "flex", alignItems: "flex-start", gap: "4px", paddingTop: "12px", marginLeft: "-6px" },
  rootTitle: { marginLeft: 0 },
  heading: { margin: 0, fontSize: "16px", lineHeight: "22px", fontWeight: 600, outlineStyle: "none" },
  large: { fontSize: "20px", lineHeight: "28px" },
  titleTexts: { paddingTop: "5px", minWidth: 0 },
  scope: { margin: 0, fontSize: "12px", lineHeight: "16px", color: tokens.colorNeutralForeground3 },
  actions: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: "8px",
    flexShrink: 0,
    padding: "10px 16px",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    "@media (max-width: 339px)": { padding: "10px 12px" },
    "@media (max-height: 256px)": { position: "static" },
  },
  actionNote: {
    fontSize: "12px",
    lineHeight: "16px",
    color: tokens.colorNeutralForeground3,
    flexBasis: 0,
    flexGrow: 1,
    minWidth: "96px",
  },
  status: {
    display: "flex",
    alignItems: "center",
    gap: "6px",
    flexShrink: 0,
    minHeight: "26px",
    padding: "0 16px",
    fontSize: "11px",
    lineHeight: "14px",
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  statusText: {
    flexGrow: 1,
    minWidth: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
});

/** The whole pane around a view. */
export function Frame({ children }: { readonly children: ReactNode }): React.JSX.Element {
  const styles = useStyles();
  const { navigation } = usePane();
  const location = useLocation();
  return (
    <div
      className={styles.pane}
      onKeyDown={(event) => {
        const back = (event.altKey && event.key === "ArrowLeft") || event.key === "Escape";
        if (back && !event.defaultPrevented && navigation.canGoBack) {
          event.preventDefault();
          navigation.back();
        }
      }}
      role="presentation"
    >
      <header className={styles.tabs}>
        <TabList
          className={styles.tabList}
          size="small"
          aria-label="Tieout"
          selectedValue={location.tab}
          onTabSelect={(_, data) => {
            navigation.selectTab(data.value as PaneTab);
          }}
        >
          <Tab value="home">Home</Tab>
          <Tab value="reports">Reports</Tab>
          <Tab value="trace">Trace</Tab>
        </TabList>
        <Button
          appearance="subtle"
          size="medium"
          icon={<QuestionCircleRegular />}
          aria-label="Help"
          onClick={() => {
            navigation.open("/help");
          }}
        />
        <Button
          appearance="subtle"
          size="medium"
          icon={<SettingsRegular />}
          aria-label="Settings"
          onClick={() => {
            navigation.open("/settings");
          }}
        />
      </header>
      {children}
      <StatusLine />
    </div>
  );
}

/**
 * A view: its content scrolls, its actions do not. The title gets the focus when the view is entered, so that a screen
 * reader says where one is.
 */
export function View(props: {
  readonly title: string;
  /** One line under the title; it begins with a capital. */
  readonly scope?: string;
  /** A control in place of the title's text (the period on Home). */
  readonly heading?: ReactNode;
  readonly large?: boolean;
  readonly actions?: ReactNode;
  /** What the primary action will do. */
  readonly actionNote?: ReactNode;
  readonly children: ReactNode;
}): React.JSX.Element {
  const styles = useStyles();
  const { navigation } = usePane();
  const location = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const entered = useRef(-1);
  useEffect(() => {
    if (entered.current === location.visit) return;
    entered.current = location.visit;
    if (location.visit > 0) heading.current?.focus();
  }, [location.visit]);
  return (
    <>
      <main className={styles.view} id="view">
        <div className={styles.content}>
          <div className={mergeClasses(styles.title, !navigation.canGoBack && styles.rootTitle)}>
            {navigation.canGoBack ? (
              <Button
                appearance="subtle"
                icon={<ArrowLeftRegular />}
                aria-label="Back"
                onClick={() => {
                  navigation.back();
                }}
              />
            ) : null}
            <div className={styles.titleTexts}>
              <h1
                ref={heading}
                tabIndex={-1}
                className={mergeClasses(styles.heading, props.large && styles.large)}
                {...(props.heading ? { "aria-label": props.title } : {})}
              >
                {props.heading ?? props.title}
              </h1>
              {props.scope ? <p className={styles.scope}>{capitalised(props.scope)}</p> : null}
            </div>
          </div>
          <NoticePanel />
          {props.children}
        </div>
      </main>
      {props.actions || props.actionNote ? (
        <footer className={styles.actions} aria-label="Actions">
          {props.actions}
          {props.actionNote ? <span className={styles.actionNote}>{props.actionNote}</span> : null}
        </footer>
      ) : null}
    </>
  );
}

/** What the last action could not do. */
function NoticePanel(): React.JSX.Element | null {
  const { text, dismiss } = use(NoticeContext);
  if (text === "") return null;
  return (
    <MessagePanel intent="error" onDismiss={dismiss}>
      {text}
    </MessagePanel>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** State of the data, and the name of the product. */
function StatusLine(): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { application, attempt, navigation, today } = usePane();
  const state = useTieoutState();
  const line = statusOf();
  return (
    <div className={styles.status} role="status" aria-label="State of the ledgers">
      <StateMark state={line.state} />
      <span className={styles.statusText}>
        {line.text}
        {line.link ? (
          <>
            {" "}
            <Link as="button" style={{ fontSize: "11px" }} onClick={line.link.onClick}>
              {line.link.label}
            </Link>
          </>
        ) : null}
      </span>
      <span>Tieout {ENGINE_VERSION}</span>
    </div>
  );

  function statusOf(): {
    readonly state: "ties" | "stale" | "open" | "notRun" | "running";
    readonly text: string;
    readonly link?: { readonly label: string; readonly onClick: () => void };
  } {
    const { check, activity, staleLedgers, readAt } = state;
    if (state.waitingForCell)
      return { state: "stale", text: "Excel is waiting for a cell. Press Enter or Esc in the sheet." };
    if (activity.kind === "reading" || (!check && !state.started))
      return { state: "stale", text: "Reading ledgers…" };
    if (!check || check.ledgers.length === 0) return { state: "notRun", text: "No ledgers in this workbook" };
    const faulty = check.ledgers.find((ledger) => ledger.problemCount > 0);
    if (faulty) {
      return {
        state: "open",
        text: `${errorsWords(formats, faulty.problemCount)} in ${faulty.name}`,
        link: {
          label: "Show",
          onClick: () => {
            navigation.open(`/ledgers/${encodeURIComponent(faulty.name)}`);
          },
        },
      };
    }
    const time = formats.moment(readAt, today());
    if (staleLedgers.length > 0) {
      return {
        state: "stale",
        text: `${staleLedgers.length} ${staleLedgers.length === 1 ? "ledger" : "ledgers"} changed since ${time}.`,
        link: {
          label: "Refresh",
          onClick: () => {
            attempt(application.refresh());
          },
        },
      };
    }
    return { state: "ties", text: `Ledgers read ${time}` };
  }
}
