/** What Tieout remembers on this computer, for all workbooks. Kept apart per partition where the host has them. */
export type PreferenceName = "firstRunSeen" | "language" | "openWithWorkbook";

/** The part of the browser's storage that is used. */
export type PreferenceStore = Pick<Storage, "getItem" | "setItem">;

export class Preferences {
  readonly #values = new Map<PreferenceName, string>();
  readonly #listeners = new Set<() => void>();

  /** `store` may be missing or refuse (private windows): values then last as long as the page. */
  constructor(
    private readonly store?: PreferenceStore,
    private readonly partition = "",
  ) {}

  /** "" when it was never set. */
  get(name: PreferenceName): string {
    const kept = this.#values.get(name);
    if (kept !== undefined) return kept;
    try {
      return this.store?.getItem(this.#key(name)) ?? "";
    } catch {
      return "";
    }
  }

  set(name: PreferenceName, value: string): void {
    this.#values.set(name, value);
    try {
      this.store?.setItem(this.#key(name), value);
    } catch {
      // Storage is full or barred: the value lasts as long as the page.
    }
    for (const listener of this.#listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #key(name: PreferenceName): string {
    return `${this.partition}tieout.${name}`;
  }
}
