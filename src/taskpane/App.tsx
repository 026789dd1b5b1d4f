/** The pane put together: theme, live region, frame, and the view of the address. */
import { FluentProvider, makeStyles } from "@fluentui/react-components";
import { lazy, Suspense, useCallback, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import type { TieoutApplication } from "../application/types";
import { NoticeContext, reasonOf, troubleIn } from "./attempt";
import { ErrorBoundary } from "./frame/ErrorBoundary";
import { Frame } from "./frame/Frame";
import { Formats } from "./format";
import { FormatsProvider } from "./format-context";
import type { Navigation } from "./navigation";
import { PaneProvider, useLocation, type Pane } from "./pane-context";
import { Preferences } from "./preferences";
import { dangerText, darkTheme, lightTheme } from "./theme";
import { viewOf } from "./views";

const useStyles = makeStyles({
  live: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
});

const FirstRun = lazy(async () => ({ default: (await import("./first-run/FirstRun")).FirstRun }));

/** Address of the page that stands alone, without the frame. */
export const FIRST_RUN = "/first-run";

export interface AppProps {
  readonly application: TieoutApplication;
  readonly navigation: Navigation;
  readonly locale: string;
  readonly dark: boolean;
  /** ISO date of today. */
  readonly today: () => string;
  /** Kept in memory only when absent. */
  readonly preferences?: Preferences;
  readonly openWithWorkbook?: (on: boolean) => Promise<void>;
}

export function App(props: AppProps): React.JSX.Element {
  const styles = useStyles();
  const [said, setSaid] = useState({ polite: "", assertive: "" });
  const announce = useCallback((text: string, manner: "polite" | "assertive" = "polite") => {
    // A space at the end of every second text makes the same text new for the screen reader.
    setSaid((before) => ({ ...before, [manner]: before[manner] === text ? `${text}\u00a0` : text }));
  }, []);
  const { application, navigation, today, openWithWorkbook } = props;
  const [trouble, setTrouble] = useState({ text: "", visit: -1 });
  const attempt = useCallback(
    (action: Promise<unknown>, ifNot?: string) => {
      const show = (text: string): void => {
        setTrouble({ text, visit: navigation.location.visit });
        if (text !== "") announce(text, "assertive");
      };
      show("");
      action.then(
        (answer) => {
          show(troubleIn(answer, ifNot));
        },
        (error: unknown) => {
          show(reasonOf(error));
        },
      );
    },
    [navigation, announce],
  );
  const visit = useSyncExternalStore(navigation.subscribe, () => navigation.location.visit);
  const notice = useMemo(
    () => ({
      // What went wrong in one view is no news in the next.
      text: trouble.visit === visit ? trouble.text : "",
      dismiss: () => {
        setTrouble({ text: "", visit: -1 });
      },
    }),
    [trouble, visit],
  );
  const [memory] = useState(() => new Preferences());
  const preferences = props.preferences ?? memory;
  const pane = useMemo<Pane>(
    () => ({
      application,
      navigation,
      preferences,
      announce,
      attempt,
      today,
      ...(openWithWorkbook ? { openWithWorkbook } : {}),
    }),
    [application, navigation, preferences, announce, attempt, today, openWithWorkbook],
  );
  const locale =
    useSyncExternalStore(preferences.subscribe, () => preferences.get("language")) || props.locale;
  const formats = useMemo(() => new Formats(locale), [locale]);
  return (
    <FluentProvider
      theme={props.dark ? darkTheme : lightTheme}
      style={{ height: "100%", ["--tieout-danger-text" as string]: dangerText(props.dark) }}
    >
      <FormatsProvider value={formats}>
        <PaneProvider value={pane}>
          <NoticeContext value={notice}>
            <Page />
          </NoticeContext>
          <div className={styles.live} aria-live="polite" data-live="polite">
            {said.polite}
          </div>
          <div className={styles.live} aria-live="assertive" data-live="assertive">
            {said.assertive}
          </div>
        </PaneProvider>
      </FormatsProvider>
    </FluentProvider>
  );
}

/** The frame with a view in it, or the first-run page alone. */
function Page(): ReactNode {
  const { path } = useLocation();
  if (path === FIRST_RUN) {
    return (
      <ErrorBoundary>
        <Suspense fallback={null}>
          <FirstRun />
        </Suspense>
      </ErrorBoundary>
    );
  }
  return (
    <Frame>
      <CurrentView />
    </Frame>
  );
}

function CurrentView(): ReactNode {
  const { path } = useLocation();
  return <ErrorBoundary key={path}>{viewOf(path)}</ErrorBoundary>;
}
