/** What stands around the workbook: the add-in's ribbon controls, its pane, and whether it starts with the document. */

export type PaneState = "Inactive" | "Background" | "Visible";

/** State of ribbon and pane as the add-in set it; the page draws from it. */
export class Shell {
  /** Ribbon controls the add-in disabled or enabled, by id. */
  readonly enabled = new Map<string, boolean>();
  /** Tabs the add-in showed or hid, by id. */
  readonly tabs = new Map<string, boolean>();
  /** Definitions of contextual tabs, as the add-in gave them. */
  readonly contextualTabs: unknown[] = [];
  startState: PaneState = "Inactive";
  /** The add-in wants to be asked before the document closes. */
  confirmsClose = false;
  private pane: PaneState = "Visible";
  private readonly listeners = new Set<(what: "ribbon" | "pane") => void>();

  /** Listens to changes; returns the function that stops it. */
  onChange(listener: (what: "ribbon" | "pane") => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get paneState(): PaneState {
    return this.pane;
  }

  set paneState(state: PaneState) {
    if (state === this.pane) return;
    this.pane = state;
    this.tell("pane");
  }

  setEnabled(id: string, enabled: boolean): void {
    this.enabled.set(id, enabled);
    this.tell("ribbon");
  }

  showTab(id: string, visible: boolean): void {
    this.tabs.set(id, visible);
    this.tell("ribbon");
  }

  addContextualTabs(definition: unknown): void {
    this.contextualTabs.push(definition);
    this.tell("ribbon");
  }

  private tell(what: "ribbon" | "pane"): void {
    for (const listener of [...this.listeners]) listener(what);
  }
}
