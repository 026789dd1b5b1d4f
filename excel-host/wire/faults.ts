/** Faults on demand: which later batch, action or member fails, and with which code. */

import type { HostError } from "../model/errors";
import { fail } from "../model/errors";
import type { WireAction } from "./executor";

/** When a fault strikes; numbers count from 1 and from the moment the fault is planned. */
export type FaultCondition =
  { readonly atCall: number } | { readonly atAction: number } | { readonly member: string };

interface Fault {
  readonly when: FaultCondition;
  left: number;
  readonly error: HostError;
}

/** The faults planned for a host; each strikes once. */
export class FaultPlan {
  private readonly planned = new Set<Fault>();

  add(when: FaultCondition, code: string, message = MESSAGES.get(code) ?? code): () => void {
    const left = "atCall" in when ? when.atCall : "atAction" in when ? when.atAction : 1;
    const fault: Fault = { when, left, error: fail(code, message) };
    this.planned.add(fault);
    return () => this.planned.delete(fault);
  }

  clear(): void {
    this.planned.clear();
  }

  nextCall(): HostError | undefined {
    return this.strike((fault) => "atCall" in fault.when);
  }

  nextAction(_action: WireAction): HostError | undefined {
    return this.strike((fault) => "atAction" in fault.when);
  }

  member(name: string): HostError | undefined {
    return this.strike((fault) => "member" in fault.when && fault.when.member === name);
  }

  private strike(concerns: (fault: Fault) => boolean): HostError | undefined {
    for (const fault of this.planned) {
      if (!concerns(fault) || --fault.left > 0) continue;
      this.planned.delete(fault);
      return fault.error;
    }
    return undefined;
  }
}

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ["GeneralException", "There was an internal error while processing the request."],
  ["ActivityLimitReached", "Activity limit has been reached."],
  ["AccessDenied", "You cannot perform the requested operation."],
  [
    "InvalidOperationInCellEditMode",
    "Excel is in cell-editing mode. Please exit the edit mode and try again.",
  ],
  ["RequestPayloadSizeLimitExceeded", "The request payload size has exceeded the limit."],
  ["ResponsePayloadSizeLimitExceeded", "The response payload size has exceeded the limit."],
]);
