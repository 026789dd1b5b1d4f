/** What every view can reach: the application, the navigation, and the announcer for screen readers. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { TieoutApplication, TieoutState } from "../application/types";
import type { Location, Navigation } from "./navigation";
import type { Preferences } from "./preferences";

export interface Pane {
  readonly application: TieoutApplication;
  readonly navigation: Navigation;
  readonly preferences: Preferences;
  /** Lets the pane open with workbooks that use it; missing where the host cannot. */
  readonly openWithWorkbook?: (on: boolean) => Promise<void>;
  /** Says something in the live region; "assertive" interrupts. */
  readonly announce: (text: string, manner?: "polite" | "assertive") => void;
  /** Waits for an action and shows what it could not do; `ifNot` says what it means that the answer is false. */
  readonly attempt: (action: Promise<unknown>, ifNot?: string) => void;
  /** ISO date of today, handed in by the page. */
  readonly today: () => string;
}

const PaneContext = createContext<Pane | undefined>(undefined);

export const PaneProvider = PaneContext.Provider;

export function usePane(): Pane {
  const pane = useContext(PaneContext);
  if (!pane) throw new Error("a view stands outside the pane");
  return pane;
}

/** State of the application; the view is drawn again when it changes. */
export function useTieoutState(): TieoutState {
  const { application } = usePane();
  return useSyncExternalStore(
    (listener) => application.subscribe(listener),
    () => application.state,
  );
}

export function useLocation(): Location {
  const { navigation } = usePane();
  return useSyncExternalStore(navigation.subscribe, () => navigation.location);
}
