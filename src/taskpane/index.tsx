/** Entry of the pane's page: waits for Office, draws the pane, then reads the workbook. */
import { StrictMode, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import {
  canStartWithWorkbook,
  hostLanguage,
  hostReady,
  hostTheme,
  startWithWorkbook,
  storagePartition,
} from "../workbook/excel/host-page";
import { App, FIRST_RUN } from "./App";
import { connectPane } from "./bridge";
import { Navigation } from "./navigation";
import { Preferences } from "./preferences";
import { prefersDark } from "./theme";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Excel says nothing when its theme changes: it is asked again when the system's does, and whenever the pane gets the focus. */
function subscribeTheme(listener: () => void): () => void {
  dark.addEventListener("change", listener);
  window.addEventListener("focus", listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    dark.removeEventListener("change", listener);
    window.removeEventListener("focus", listener);
    document.removeEventListener("visibilitychange", listener);
  };
}

function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

async function start(): Promise<void> {
  // Fetched while Office gets ready.
  const loading = import("../application/current");
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no place for the pane.");
  if (!(await hostReady())) {
    root.textContent = "Tieout is an add-in for Excel. Open it there.";
    return;
  }
  const application = (await loading).tieout();
  const navigation = new Navigation();
  const preferences = new Preferences(storage(), storagePartition());
  const locale = hostLanguage() || navigator.language;
  const asked = connectPane(navigation);
  const Page = (): React.JSX.Element => (
    <App
      application={application}
      navigation={navigation}
      preferences={preferences}
      locale={locale}
      dark={useSyncExternalStore(subscribeTheme, () => prefersDark(hostTheme()))}
      today={today}
      {...(canStartWithWorkbook() ? { openWithWorkbook: startWithWorkbook } : {})}
    />
  );
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
  await application.start();
  const isNew = preferences.get("firstRunSeen") === "" && application.state.sheets.length === 0;
  if (isNew && asked === undefined && navigation.location.visit === 0) navigation.open(FIRST_RUN);
  await application.refresh();
}

start().catch((error: unknown) => {
  // What went wrong while reading is shown by the pane; a page that cannot start at all says so.
  const root = document.getElementById("root");
  if (root?.childElementCount === 0) {
    root.textContent = `Tieout could not start: ${error instanceof Error ? error.message : String(error)}`;
  }
});
