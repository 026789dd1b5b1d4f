/** Holds the state and tells those who watch it. */
import type { TieoutState } from "./types";

export class StateStore {
  #state: TieoutState = {
    activity: { kind: "idle" },
    started: false,
    check: undefined,
    readAt: "",
    staleLedgers: [],
    runs: new Map(),
    monthEnd: { last: undefined, done: [], step: 0 },
    sheets: [],
    settings: new Map(),
    waitingForCell: false,
  };
  readonly #listeners = new Set<(state: TieoutState) => void>();

  get state(): TieoutState {
    return this.#state;
  }

  subscribe(listener: (state: TieoutState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(change: Partial<TieoutState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener(this.#state);
  }
}
