/**
 * Where the pane is: three tabs, each with a stack of views. Addresses are those of the command list ("/reports/trace").
 * No browser history: Office.js takes it away.
 */
export type Tab = "home" | "reports" | "trace";

/** Addresses that are a tab's own page. */
const TAB_OF_FIRST_PART: Readonly<Record<string, Tab>> = {
  home: "home",
  ledgers: "home",
  undo: "home",
  reports: "reports",
  trace: "trace",
};

export interface Location {
  readonly tab: Tab;
  /** Address of the view on top of the tab's stack; "/help" and "/settings" lie over any tab. */
  readonly path: string;
  /** Counts moves, so that views know that they were entered. */
  readonly visit: number;
}

type Listener = () => void;

export class Navigation {
  readonly #stacks: Record<Tab, string[]> = { home: ["/home"], reports: ["/reports"], trace: ["/trace"] };
  readonly #listeners = new Set<Listener>();
  #location: Location = { tab: "home", path: "/home", visit: 0 };

  get location(): Location {
    return this.#location;
  }

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Address of the view below the one on top: what help is asked about. */
  get below(): string {
    return this.#stacks[this.#location.tab].at(-2) ?? this.#location.path;
  }

  /** True when Back leads somewhere. */
  get canGoBack(): boolean {
    return this.#stacks[this.#location.tab].length > 1;
  }

  /** Opens a view: its tab comes forward, the view goes on top of the tab's stack. */
  open(path: string): void {
    const first = path.split(/[/?]/)[1] ?? "";
    const tab = TAB_OF_FIRST_PART[first] ?? this.#location.tab;
    const root = `/${tab}`;
    const stack = this.#stacks[tab];
    if (path === root) stack.length = 1;
    // A tab's own page with something to show: it takes the page's place, it is not below it.
    else if (path.startsWith(`${root}?`)) stack.splice(0, stack.length, path);
    else if (stack.at(-1) !== path) {
      const known = stack.indexOf(path);
      if (known >= 0) stack.length = known + 1;
      else stack.push(path);
      // Depth is two at most below a tab.
      if (stack.length > 3) stack.splice(1, stack.length - 3);
    }
    this.#move(tab);
  }

  /** Puts a view in the place of the one on top (a form gives way to its result). */
  replace(path: string): void {
    const stack = this.#stacks[this.#location.tab];
    stack[stack.length - 1] = path;
    if (stack.length > 1 && stack.at(-2) === path) stack.pop();
    this.#move(this.#location.tab);
  }

  /** Brings a tab forward, where it was left. */
  selectTab(tab: Tab): void {
    if (this.#location.tab === tab) this.#stacks[tab].length = 1;
    this.#move(tab);
  }

  /** Up, never to another tab. */
  back(): void {
    const stack = this.#stacks[this.#location.tab];
    if (stack.length < 2) return;
    stack.pop();
    this.#move(this.#location.tab);
  }

  #move(tab: Tab): void {
    this.#location = { tab, path: this.#stacks[tab].at(-1) ?? `/${tab}`, visit: this.#location.visit + 1 };
    for (const listener of this.#listeners) listener();
  }
}
