/**
 * The engine service in a web worker, seen from the page. Cancelling ends the worker; the next operation starts a new
 * one, which has no ledgers. Where no worker can be started the service runs in this thread.
 */
import { chunkBuffers, type TableChunk } from "./chunk";
import type { Answer, OperationName, Operations, Port, Request } from "./messages";
import { putBack } from "./slices";
import {
  ServiceError,
  type DrillRequest,
  type EngineService,
  type ExplainRequest,
  type FigureAnswer,
  type FigureCall,
  type LedgerCheck,
  type LedgerProblem,
  type MonthEndProgress,
  type MonthEndReply,
  type MonthEndRequest,
  type RawWorkbook,
  type RunProgress,
  type RunReply,
  type RunRequest,
  type ServiceErrorCode,
  type ServiceState,
  type TraceRequest,
} from "./service";
import type { Drill, ReportResult } from "../engine/report";

/** A worker as far as the client uses it. */
export interface WorkerPort extends Port {
  onerror: ((event: { readonly message?: string; preventDefault?: () => void }) => void) | null;
  terminate(): void;
}

export interface ClientOptions {
  /** Starts a worker; throws where that is impossible. */
  readonly spawn: () => WorkerPort;
  /** The service that stands in when no worker starts. */
  readonly fallback: () => Promise<EngineService>;
}

interface Pending {
  readonly request: Request;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly progress: ((...args: never[]) => void) | undefined;
  reply: unknown;
}

/** The engine service in a worker. */
export function createWorkerService(options: ClientOptions): EngineService {
  return new WorkerService(options);
}

class WorkerService implements EngineService {
  #state: ServiceState = { ledgers: "none", stale: [], reading: 0 };
  readonly #listeners = new Set<(state: ServiceState) => void>();
  readonly #pending = new Map<number, Pending>();
  #worker: WorkerPort | undefined;
  #isReady = false;
  #fallback: EngineService | undefined;
  #nextId = 1;
  #readings = 0;

  constructor(private readonly options: ClientOptions) {}

  get state(): ServiceState {
    return this.#fallback?.state ?? this.#state;
  }

  subscribe(listener: (state: ServiceState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(state: ServiceState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  beginReading(workbook: RawWorkbook): Promise<{ readonly wanted: readonly string[] }> {
    return this.#ask("beginReading", [workbook]) as Promise<{ readonly wanted: readonly string[] }>;
  }

  appendChunk(chunk: TableChunk): Promise<void> {
    return this.#ask("appendChunk", [chunk], undefined, chunkBuffers(chunk)) as Promise<void>;
  }

  finishReading(): Promise<LedgerCheck> {
    return this.#ask("finishReading", []) as Promise<LedgerCheck>;
  }

  abandonReading(): Promise<void> {
    return this.#ask("abandonReading", []) as Promise<void>;
  }

  check(): Promise<LedgerCheck> {
    return this.#ask("check", []) as Promise<LedgerCheck>;
  }

  problems(table: string): Promise<readonly LedgerProblem[]> {
    return this.#ask("problems", [table]) as Promise<readonly LedgerProblem[]>;
  }

  run(request: RunRequest, progress?: RunProgress): Promise<RunReply> {
    return this.#ask("run", [request], progress) as Promise<RunReply>;
  }

  drill(request: DrillRequest): Promise<Drill | undefined> {
    return this.#ask("drill", [request]) as Promise<Drill | undefined>;
  }

  explain(request: ExplainRequest): Promise<ReportResult> {
    return this.#ask("explain", [request]) as Promise<ReportResult>;
  }

  traceTree(request: TraceRequest): Promise<ReportResult> {
    return this.#ask("traceTree", [request]) as Promise<ReportResult>;
  }

  evaluate(calls: readonly FigureCall[], workDate: string): Promise<readonly FigureAnswer[]> {
    return this.#ask("evaluate", [calls, workDate]) as Promise<readonly FigureAnswer[]>;
  }

  monthEnd(request: MonthEndRequest, progress?: MonthEndProgress): Promise<MonthEndReply> {
    return this.#ask("monthEnd", [request], progress) as Promise<MonthEndReply>;
  }

  markStale(tables: readonly string[]): void {
    const stale = [...new Set([...this.#state.stale, ...tables])];
    if (stale.length === this.#state.stale.length) return;
    this.#tell({ ...this.#state, stale });
    if (this.#worker || this.#fallback) void this.#ask("markStale", [tables]);
  }

  cancel(): void {
    if (this.#fallback) {
      this.#fallback.cancel();
      return;
    }
    if (this.#pending.size === 0) return;
    this.#end(new ServiceError("cancelled", "Cancelled."));
    this.#tell({ ledgers: "none", stale: this.#state.stale, reading: this.#readings });
  }

  dispose(): void {
    this.#end(new ServiceError("stopped", "The service was closed."));
    this.#fallback?.dispose();
    this.#listeners.clear();
  }

  #end(error: Error): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#isReady = false;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }

  #ask<Name extends OperationName>(
    operation: Name,
    args: Operations[Name],
    progress?: (...args: never[]) => void,
    transfer: Transferable[] = [],
  ): Promise<unknown> {
    if (this.#fallback) return perform(this.#fallback, { id: 0, operation, args } as Request, progress);
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const request = { id, operation, args } as unknown as Request;
      this.#pending.set(id, { request, resolve, reject, progress, reply: undefined });
      try {
        this.#worker ??= this.#start();
      } catch {
        void this.#fallBack();
        return;
      }
      this.#worker.postMessage(request, transfer);
    });
  }

  #start(): WorkerPort {
    const worker = this.options.spawn();
    worker.onmessage = ({ data }) => {
      if (worker === this.#worker) this.#receive(data as Answer);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker !== this.#worker) return;
      if (!this.#isReady) void this.#fallBack();
      else {
        this.#end(new Error(event.message ?? "The engine stopped."));
        this.#tell({ ledgers: "none", stale: this.#state.stale, reading: this.#readings });
      }
    };
    return worker;
  }

  /** No worker answered: the same requests go to the service in this thread. */
  async #fallBack(): Promise<void> {
    this.#worker?.terminate();
    this.#worker = undefined;
    const fallback = await this.options.fallback();
    fallback.subscribe((state) => {
      this.#tell(state);
    });
    this.#fallback = fallback;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { request, resolve, reject, progress } of pending) {
      perform(fallback, request, progress).then(resolve, reject);
    }
  }

  #receive(answer: Answer): void {
    switch (answer.kind) {
      case "ready":
        this.#isReady = true;
        return;
      case "state": {
        // A new worker counts from 0; readings of this service go on counting.
        if (answer.state.ledgers === "ready" && this.#state.ledgers === "reading") this.#readings += 1;
        this.#tell({ ...answer.state, reading: this.#readings });
        return;
      }
      case "progress":
        this.#pending.get(answer.id)?.progress?.(...(answer.args as never[]));
        return;
      case "reply": {
        const pending = this.#pending.get(answer.id);
        if (!pending) return;
        pending.reply = answer.skeleton;
        if (answer.end) this.#done(answer.id, pending);
        return;
      }
      case "part": {
        const pending = this.#pending.get(answer.id);
        if (!pending) return;
        putBack(pending.reply, answer);
        if (answer.end) this.#done(answer.id, pending);
        return;
      }
      case "failed": {
        const pending = this.#pending.get(answer.id);
        this.#pending.delete(answer.id);
        const { name, message, code, stack } = answer.error;
        if (name === "ServiceError") {
          pending?.reject(new ServiceError(code as ServiceErrorCode, message));
          return;
        }
        const error = Object.assign(new Error(message), { name, ...(code ? { code } : {}) });
        if (stack) error.stack = stack;
        pending?.reject(error);
      }
    }
  }

  #done(id: number, pending: Pending): void {
    this.#pending.delete(id);
    pending.resolve(pending.reply);
  }
}

function perform(
  service: EngineService,
  request: Request,
  progress: ((...args: never[]) => void) | undefined,
): Promise<unknown> {
  const operations = service as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
  return Promise.resolve(operations[request.operation]?.(...request.args, ...(progress ? [progress] : [])));
}
