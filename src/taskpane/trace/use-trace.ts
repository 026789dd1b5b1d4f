/** The trace that the tab shows, kept for as long as the pane is open: the tab is found as it was left. */
import { useEffect, useState } from "react";
import type { Result } from "../../engine/reports/trace/run";
import type { TieoutApplication } from "../../application/types";
import { usePane } from "../pane-context";
import { startOf, type TraceStart } from "./address";

/** Kinds of entries that a trace can start from; document and order, which name several entries, are last. */
export const KINDS = [
  { kind: "G/L Entry", table: "G/L Entries" },
  { kind: "Value Entry", table: "Value Entries" },
  { kind: "Item Ledger Entry", table: "Item Ledger Entries" },
  { kind: "Capacity Ledger Entry", table: "Capacity Ledger Entries" },
  { kind: "Document", table: "" },
  { kind: "Order", table: "" },
] as const;
export type Kind = (typeof KINDS)[number]["kind"];

export const DIRECTIONS = [
  { value: "both", label: "Both ways" },
  { value: "upstream", label: "Where it came from" },
  { value: "downstream", label: "Where it went" },
] as const;

export interface TraceOptions {
  readonly direction: (typeof DIRECTIONS)[number]["value"];
  readonly steps: number;
}

export interface TraceProblem {
  readonly code: string;
  readonly message: string;
}

type Answer = { readonly result: Result } | { readonly problem: TraceProblem };

export interface TraceState {
  readonly kind: Kind;
  readonly text: string;
  readonly options: TraceOptions;
  readonly start: TraceStart | undefined;
  readonly result: Result | undefined;
  readonly problem: TraceProblem | undefined;
  readonly busy: boolean;
}

const FIRST: TraceState = {
  kind: "G/L Entry",
  text: "",
  options: { direction: "both", steps: 1 },
  start: undefined,
  result: undefined,
  problem: undefined,
  busy: false,
};

const kept = new WeakMap<TieoutApplication, TraceState>();

/** The address whose start was traced last: coming back to the tab does not trace it again. */
const handled = new WeakMap<TieoutApplication, string>();

export interface Tracing {
  readonly state: TraceState;
  readonly type: (part: Partial<Pick<TraceState, "kind" | "text">>) => void;
  /** Traces what is typed. */
  readonly search: () => void;
  readonly trace: (start: TraceStart, options?: TraceOptions) => void;
  /** Looks for the typed number in the other ledgers and as a document. */
  readonly searchOthers: () => void;
}

/** @param given what the address carries */
export function useTrace(given: Readonly<Record<string, unknown>> | undefined): Tracing {
  const { application, announce } = usePane();
  const [state, setState] = useState<TraceState>(() => kept.get(application) ?? FIRST);
  const put = (part: Partial<TraceState>): void => {
    setState((before) => {
      const after = { ...before, ...part };
      kept.set(application, after);
      return after;
    });
  };

  const ask = async (start: TraceStart, options: TraceOptions): Promise<Answer> => {
    const answer = await application.trace({
      start,
      costFlowDirection: options.direction,
      costFlowDepth: options.steps,
    });
    const { error } = answer as { readonly error?: TraceProblem };
    return error ? { problem: error } : { result: answer as Result };
  };

  const trace = (start: TraceStart, options = state.options): void => {
    put({ start, options, ...typedOf(start), busy: true, problem: undefined });
    ask(start, options).then(
      (answer) => {
        if ("problem" in answer) {
          put({ result: undefined, problem: answer.problem, busy: false });
          announce(answer.problem.message, "assertive");
        } else put({ result: answer.result, problem: undefined, busy: false });
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        put({ result: undefined, problem: { code: "stopped", message }, busy: false });
        announce(message, "assertive");
      },
    );
  };

  useEffect(() => {
    const start = startOf(given);
    const address = JSON.stringify(given);
    if (!start || handled.get(application) === address) return;
    handled.set(application, address);
    queueMicrotask(() => {
      trace(start);
    });
    // The address is read once: the page is made anew for every address.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return {
    state,
    type: put,
    search: () => {
      const start = startFrom(state.kind, state.text);
      if (start === undefined) {
        const message =
          state.kind === "Document" || state.kind === "Order"
            ? `Enter ${state.kind === "Order" ? "an order" : "a document"} number.`
            : `“${state.text.trim()}” is not an entry number.`;
        put({ problem: { code: "typed", message } });
        announce(message, "assertive");
      } else trace(start);
    },
    trace,
    searchOthers: () => {
      const others = KINDS.filter(({ kind }) => kind !== state.kind);
      put({ busy: true });
      void (async () => {
        for (const { kind } of others) {
          const start = startFrom(kind, state.text);
          if (!start) continue;
          const answer = await ask(start, state.options).catch(() => undefined);
          if (answer && "result" in answer) {
            put({ kind, start, result: answer.result, problem: undefined, busy: false });
            return;
          }
        }
        const message = `${state.text.trim()} is in none of the ledgers.`;
        put({ busy: false, problem: { code: "nowhere", message } });
        announce(message, "assertive");
      })();
    },
  };
}

/** Kind and text that stand in the search for a start. */
function typedOf(start: TraceStart): Pick<TraceState, "kind" | "text"> {
  if ("orderNo" in start) return { kind: "Order", text: start.orderNo };
  if ("documentNo" in start) return { kind: "Document", text: start.documentNo };
  const known = KINDS.find(({ table }) => table === start.table);
  return { kind: known?.kind ?? "G/L Entry", text: String(start.entryNo) };
}

/** What was typed as a start; undefined when it cannot be one. */
export function startFrom(kind: Kind, text: string): TraceStart | undefined {
  const typed = text.trim();
  if (typed === "") return undefined;
  if (kind === "Document") return { documentNo: typed };
  if (kind === "Order") return { orderNo: typed };
  const digits = typed.replace(/[\s.,']/g, "");
  if (!/^\d{1,15}$/.test(digits)) return undefined;
  const table = KINDS.find((one) => one.kind === kind)?.table ?? "";
  return { table, entryNo: Number(digits) };
}
