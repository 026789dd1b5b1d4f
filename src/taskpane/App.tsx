/** The pane put together: theme, live region, frame, and the view of the address. */
import { FluentProvider, makeStyles } from "@fluentui/react-components";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import type { TieoutApplication } from "../application/types";
import { ErrorBoundary } from "./frame/ErrorBoundary";
import { Frame } from "./frame/Frame";
import { Formats } from "./format";
import { FormatsProvider } from "./format-context";
import type { Navigation } from "./navigation";
import { PaneProvider, useLocation, type Pane } from "./pane-context";
import { darkTheme, lightTheme } from "./theme";
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

export interface AppProps {
  readonly application: TieoutApplication;
  readonly navigation: Navigation;
  readonly locale: string;
  readonly dark: boolean;
  /** ISO date of today. */
  readonly today: () => string;
}

export function App(props: AppProps): React.JSX.Element {
  const styles = useStyles();
  const [said, setSaid] = useState({ polite: "", assertive: "" });
  const announce = useCallback((text: string, manner: "polite" | "assertive" = "polite") => {
    // A space at the end of every second text makes the same text new for the screen reader.
    setSaid((before) => ({ ...before, [manner]: before[manner] === text ? `${text}\u00a0` : text }));
  }, []);
  const { application, navigation, today } = props;
  const pane = useMemo<Pane>(
    () => ({ application, navigation, announce, today }),
    [application, navigation, announce, today],
  );
  const formats = useMemo(() => new Formats(props.locale), [props.locale]);
  return (
    <FluentProvider theme={props.dark ? darkTheme : lightTheme} style={{ height: "100%" }}>
      <FormatsProvider value={formats}>
        <PaneProvider value={pane}>
          <Frame>
            <CurrentView />
          </Frame>
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

function CurrentView(): ReactNode {
  const { path } = useLocation();
  return <ErrorBoundary key={path}>{viewOf(path)}</ErrorBoundary>;
}
