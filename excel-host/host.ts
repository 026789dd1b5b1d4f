/** The stand-in Excel: one workbook behind the wire, with limits, faults and events. */

import "./wire/classes";
import { CustomFunctionBridge, type CustomFunctionMetadata } from "./calc/custom-functions";
import type { HostError } from "./model/errors";
import { fail } from "./model/errors";
import { Workbook, type TrackedRange } from "./model/workbook";
import { Shell } from "./shell";
import { tellVisibility } from "./wire/classes/services";
import { EventHub, type HostEvent } from "./wire/events";
import { type WireAction, type WireRequest, type WireResponse, executeBatch } from "./wire/executor";
import { type FaultCondition, FaultPlan } from "./wire/faults";
import { type LimitSet, LIMITS, type Limits, utf8Length } from "./wire/limits";
import { type ClassSpec, type Handle, type Since } from "./wire/registry";

export interface HostOptions {
  /** The workbook; by default a new one with a sheet "Sheet1". */
  readonly workbook?: Workbook;
  /** Highest supported ExcelApi set, "1.13" by default; members above it answer `ApiNotFound`. */
  readonly level?: string;
  /** Size limits: none of bytes on the desktop (default), 5 MB and 5,000,000 cells on the web. */
  readonly limits?: LimitSet;
  /** What a read of too many cells does on the web: `values` null (default) or `RangeExceedsLimit`. */
  readonly tooManyCells?: "null" | "error";
  /** The add-in's functions: contents of functions.json and the namespace of the manifest. */
  readonly customFunctions?: CustomFunctionMetadata;
  /** User interface language, "en-US" by default. */
  readonly locale?: string;
}

/** What the far end of a transport gets back for a batch. */
export interface HostAnswer {
  readonly status: number;
  /** JSON text: a batch response, or `{ error: { code, message } }` when the status is not 200. */
  readonly body: string;
  readonly errorCode?: string;
}

/** Request flag: wait until cell editing ends. */
const DELAY_FOR_CELL_EDIT = 64;

export class Host {
  readonly workbook: Workbook;
  /** Minor version of the highest supported ExcelApi set. */
  readonly level: number;
  readonly limits: Limits;
  readonly tooManyCells: "null" | "error";
  readonly locale: string;
  /** Members that were asked for and do not exist here, with the number of times. */
  readonly missing = new Map<string, number>();
  readonly faults = new FaultPlan();
  /** Ribbon and pane of the add-in. */
  readonly shell = new Shell();
  readonly events: EventHub;
  readonly customFunctions: CustomFunctionBridge;
  /** Milliseconds that every answer is held back. */
  delay = 0;
  /** Batches executed so far, without the clean-up batches the library sends by itself. */
  calls = 0;
  /** Actions executed so far in those batches. */
  actions = 0;
  private readonly references = new Map<string, Handle>();
  private nextReference = 1;
  private editing = false;
  private readonly editWaiters: (() => void)[] = [];
  private queue: Promise<unknown> = Promise.resolve();

  constructor(options: HostOptions = {}) {
    this.workbook = options.workbook ?? new Workbook();
    this.level = parseLevel(options.level ?? "1.13");
    this.limits = LIMITS[options.limits ?? "desktop"];
    this.tooManyCells = options.tooManyCells ?? "null";
    this.locale = options.locale ?? "en-US";
    this.events = new EventHub(this);
    this.customFunctions = new CustomFunctionBridge(this.workbook, (event) => {
      this.events.send(event);
    });
    this.workbook.calculation.customFunctions = this.customFunctions;
    if (options.customFunctions) this.customFunctions.register(options.customFunctions);
    this.shell.onChange((what) => {
      if (what === "pane") tellVisibility(this);
    });
  }

  // --- what tests and the page use ---------------------------------------------------------------------------

  /**
   * Makes one later request fail: `{ atCall: n }` refuses the n-th batch from now on as a whole, `{ atAction: n }` stops
   * at the n-th action from now on (what came before it stays done), `{ member }` at the next use of "Class.member".
   * @returns a function that withdraws the fault.
   */
  fail(when: FaultCondition, code = "GeneralException", message?: string): () => void {
    return this.faults.add(when, code, message);
  }

  /** True while the user edits a cell: batches fail, or wait when they asked for that. */
  get editMode(): boolean {
    return this.editing;
  }

  set editMode(on: boolean) {
    this.editing = on;
    if (!on) for (const waiter of this.editWaiters.splice(0)) waiter();
  }

  /** Number of references the library keeps; 0 when it has cleaned up after itself. */
  get referenceCount(): number {
    return this.references.size;
  }

  /** Resolves when no batch and no custom function call is under way. */
  async settle(): Promise<void> {
    for (;;) {
      const queue = this.queue;
      await queue.catch(() => undefined);
      await this.events.delivered();
      await macrotask();
      if (queue === this.queue && this.customFunctions.pendingCount === 0) return;
    }
  }

  /** The add-in can run functions of `Office.actions.associate`. */
  actionsAreReady = false;

  /** Called when the add-in's action runtime reports for duty. */
  actionsReady(): void {
    this.actionsAreReady = true;
  }

  // --- what transports use -----------------------------------------------------------------------------------

  /** Sends events to a transport; returns the function that stops it. */
  connect(listener: (events: readonly HostEvent[]) => void): () => void {
    return this.events.connect(listener);
  }

  /** Executes one batch, given as JSON text, after those before it. Never rejects for errors of the batch. */
  execute(bodyText: string, flags = 0): Promise<HostAnswer> {
    const answer = this.queue.then(
      () => this.answer(bodyText, flags),
      () => this.answer(bodyText, flags),
    );
    this.queue = answer;
    return answer;
  }

  private async answer(bodyText: string, flags: number): Promise<HostAnswer> {
    await macrotask();
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    if (utf8Length(bodyText, this.limits.payloadBytes) > this.limits.payloadBytes) {
      return failure(fail("RequestPayloadSizeLimitExceeded", "The request is larger than the host accepts."));
    }
    const request = JSON.parse(bodyText) as WireRequest;
    const internal = isCleanUp(request);
    if (!internal) {
      this.calls++;
      const fault = this.faults.nextCall();
      if (fault) return failure(fault);
      if (this.editing) {
        if ((flags & DELAY_FOR_CELL_EDIT) === 0) {
          return ok({
            Error: {
              Code: "InvalidOperationInCellEditMode",
              Message: "Excel is in cell-editing mode. Please exit the edit mode and try again.",
              Location: "",
              ActionIndex: 0,
              HttpStatusCode: 400,
            },
          });
        }
        await new Promise<void>((resolve) => this.editWaiters.push(resolve));
      }
    }
    this.counting = !internal;
    const resume = this.workbook.calculation.defer();
    let response: WireResponse;
    try {
      response = executeBatch(this, request);
    } finally {
      resume();
    }
    const answer = ok(response);
    if (utf8Length(answer.body, this.limits.payloadBytes) > this.limits.payloadBytes) {
      return failure(fail("ResponsePayloadSizeLimitExceeded", "The response is larger than the host sends."));
    }
    return answer;
  }

  private counting = true;

  /** Called by the executor before every action; throws when a fault is due. */
  countAction(action: WireAction): void {
    if (!this.counting) return;
    this.actions++;
    const fault = this.faults.nextAction(action);
    if (fault) throw fault;
  }

  /** Refuses a member above the supported set. */
  gate(spec: ClassSpec<unknown>, member: string, since: Since): void {
    const name = `${spec.name}.${member.charAt(0).toLowerCase()}${member.slice(1)}`;
    const fault = this.counting ? this.faults.member(name) : undefined;
    if (fault) throw fault;
    if (Math.max(since, spec.since) > this.level) {
      throw fail(
        "ApiNotFound",
        `${name} needs ExcelApi 1.${Math.max(since, spec.since)}; this host supports 1.${this.level}.`,
      );
    }
  }

  /** Notes a member the host lacks and makes the error for it. */
  notImplemented(className: string, member: string): HostError {
    const name = `${className}.${member.charAt(0).toLowerCase()}${member.slice(1)}`;
    this.missing.set(name, (this.missing.get(name) ?? 0) + 1);
    return fail("NotImplemented", `NotImplemented ${name}`);
  }

  /** Keeps a reference to an object for later batches; returns its id. */
  keep(handle: Handle): string {
    const known = this.referenceIds.get(handle);
    if (known !== undefined) return known;
    const id = `r${this.nextReference++}`;
    this.references.set(id, handle);
    this.referenceIds.set(handle, id);
    this.keptTargets.add(handle.target);
    if (handle.className === "Range") this.workbook.references.add(handle.target as TrackedRange);
    return id;
  }

  private readonly keptTargets = new Set<unknown>();

  private readonly referenceIds = new Map<Handle, string>();

  /** Id under which an object is kept, if it is. */
  referenceOf(handle: Handle): string | undefined {
    return this.referenceIds.get(handle);
  }

  kept(id: string): Handle | undefined {
    return this.references.get(id);
  }

  isKept(target: unknown): boolean {
    return this.keptTargets.has(target);
  }

  /** Keeps the range of a change event for `args.getRange(context)`; only the latest are kept. */
  keepForEvent(handle: Handle): string {
    const id = `e${this.nextReference++}`;
    this.eventRanges.set(id, handle);
    if (this.eventRanges.size > 1000) {
      const [oldest] = this.eventRanges.keys();
      if (oldest !== undefined) this.eventRanges.delete(oldest);
    }
    return id;
  }

  /** The range of a change event. */
  eventRange(id: string): Handle | undefined {
    return this.eventRanges.get(id);
  }

  private readonly eventRanges = new Map<string, Handle>();

  removeReference(id: string): void {
    const handle = this.references.get(id);
    if (!handle) return;
    this.references.delete(id);
    this.referenceIds.delete(handle);
    for (const other of this.references.values()) if (other.target === handle.target) return;
    this.keptTargets.delete(handle.target);
    this.workbook.references.delete(handle.target as TrackedRange);
  }

  removeAllReferences(): void {
    for (const id of [...this.references.keys()]) this.removeReference(id);
  }
}

/** Batches the library sends by itself after a run: nothing but forgetting references. */
function isCleanUp(request: WireRequest): boolean {
  return (
    request.Actions.length > 0 &&
    request.Actions.every(
      (action) =>
        action.Name === "_RemoveReference" || action.Name === "_RemoveAllReferences" || action.Name === "",
    ) &&
    request.Actions.some((action) => action.Name !== "")
  );
}

function ok(response: WireResponse): HostAnswer {
  return { status: 200, body: JSON.stringify(response) };
}

function failure(error: HostError): HostAnswer {
  return {
    status: error.httpStatusCode,
    body: JSON.stringify({ error: { code: error.code, message: error.message } }),
    errorCode: error.code,
  };
}

function parseLevel(level: string): number {
  const match = /^1\.(\d+)$/.exec(level);
  if (!match) throw new Error(`Not an ExcelApi level: ${level}`);
  return Number(match[1]);
}

/** Resolves in a later task, as a real host answers. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
