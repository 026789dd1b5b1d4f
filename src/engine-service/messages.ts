/** The messages between the client and the worker: one typed pair. */
import type { Path } from "./slices";
import type {
  DrillRequest,
  ExplainRequest,
  FigureCall,
  MonthEndRequest,
  RawWorkbook,
  RunRequest,
  ServiceState,
  TraceRequest,
} from "./service";
import type { TableChunk } from "./chunk";

/** Operations with their arguments; answers are those of EngineService. */
export interface Operations {
  readonly beginReading: readonly [RawWorkbook];
  readonly appendChunk: readonly [TableChunk];
  readonly finishReading: readonly [];
  readonly abandonReading: readonly [];
  readonly check: readonly [];
  readonly problems: readonly [string];
  readonly run: readonly [RunRequest];
  readonly drill: readonly [DrillRequest];
  readonly explain: readonly [ExplainRequest];
  readonly traceTree: readonly [TraceRequest];
  readonly evaluate: readonly [readonly FigureCall[], string];
  readonly monthEnd: readonly [MonthEndRequest];
  readonly markStale: readonly [readonly string[]];
}

export type OperationName = keyof Operations;

export type Request = {
  readonly [Name in OperationName]: {
    readonly id: number;
    readonly operation: Name;
    readonly args: Operations[Name];
  };
}[OperationName];

/** What the worker sends. A reply may be followed by parts; `end` tells that all are there. */
export type Answer =
  | { readonly kind: "ready" }
  | { readonly kind: "state"; readonly state: ServiceState }
  | { readonly kind: "progress"; readonly id: number; readonly args: readonly unknown[] }
  | { readonly kind: "reply"; readonly id: number; readonly skeleton: unknown; readonly end: boolean }
  | {
      readonly kind: "part";
      readonly id: number;
      readonly path: Path;
      readonly items: readonly unknown[];
      readonly end: boolean;
    }
  | { readonly kind: "failed"; readonly id: number; readonly error: WireError };

export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
}

/** A worker, or what stands for one in tests. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}
