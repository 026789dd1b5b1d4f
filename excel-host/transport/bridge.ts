/** Transport A: the bridge object that `OfficeExtension.HostBridge.init` takes; for Node and jest. */

import type { Host } from "../host";
import type { HostEvent } from "../wire/events";

/** What Office.js talks to: it calls `sendMessageToHost` and sets `onMessageFromHost`. */
export interface HostBridge {
  sendMessageToHost(text: string): void;
  onMessageFromHost?: (text: string) => void;
  /** Stops events to this bridge; for tests that make several. */
  disconnect(): void;
}

interface BridgeRequest {
  readonly id: number;
  readonly type: number;
  readonly flags: number;
  readonly message: { readonly body: unknown };
}

const REQUEST = 1;
const ANSWER = 2;
const EVENTS = 3;

/** Makes a bridge to a host. Events and calls of custom functions go to the bridge made last. */
export function createBridge(host: Host): HostBridge {
  const send = (message: unknown): void => bridge.onMessageFromHost?.(JSON.stringify(message));
  const disconnect = host.connect((events: readonly HostEvent[]) => {
    send({ type: EVENTS, message: { entries: events } });
  });
  const bridge: HostBridge = {
    disconnect,
    sendMessageToHost(text: string): void {
      const request = JSON.parse(text) as BridgeRequest;
      if (request.type !== REQUEST) return;
      const body =
        typeof request.message.body === "string"
          ? request.message.body
          : JSON.stringify(request.message.body);
      void host.execute(body, request.flags).then((answer) => {
        send({
          id: request.id,
          type: ANSWER,
          flags: 0,
          message: { statusCode: answer.status, headers: {}, body: answer.body },
        });
      });
    },
  };
  host.customFunctions.runtimeReady();
  host.actionsReady();
  return bridge;
}
