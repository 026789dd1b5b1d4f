/** The worker's side: takes requests, runs them on the local service one after the other, answers in parts. */
import { createEngineService } from "./local";
import type { Answer, Port, Request, WireError } from "./messages";
import { cut } from "./slices";

/** How often progress is told, in milliseconds. */
const PROGRESS_INTERVAL = 80;

/** Serves the engine over a port. */
export function serve(port: Port): void {
  const service = createEngineService();
  const send = (answer: Answer): void => {
    port.postMessage(answer, []);
  };
  service.subscribe((state) => {
    send({ kind: "state", state });
  });
  port.onmessage = ({ data }) => {
    const request = data as Request;
    void answer(request);
  };
  send({ kind: "ready" });

  async function answer(request: Request): Promise<void> {
    const { id } = request;
    try {
      const value = await perform(request);
      const { skeleton, parts } = cut(value);
      const rest = parts[Symbol.iterator]();
      let next = rest.next();
      send({ kind: "reply", id, skeleton, end: next.done === true });
      while (next.done !== true) {
        const { path, items } = next.value;
        next = rest.next();
        send({ kind: "part", id, path, items, end: next.done === true });
      }
    } catch (error) {
      send({ kind: "failed", id, error: wireError(error) });
    }
  }

  function perform(request: Request): unknown {
    const { id } = request;
    switch (request.operation) {
      case "beginReading":
        return service.beginReading(...request.args);
      case "appendChunk":
        return service.appendChunk(...request.args);
      case "finishReading":
        return service.finishReading();
      case "abandonReading":
        return service.abandonReading();
      case "check":
        return service.check();
      case "problems":
        return service.problems(...request.args);
      case "run":
        return service.run(...request.args, throttled(id));
      case "drill":
        return service.drill(...request.args);
      case "explain":
        return service.explain(...request.args);
      case "traceTree":
        return service.traceTree(...request.args);
      case "evaluate":
        return service.evaluate(...request.args);
      case "monthEnd":
        return service.monthEnd(...request.args, (...args) => {
          send({ kind: "progress", id, args });
        });
      case "markStale":
        service.markStale(...request.args);
        return undefined;
    }
  }

  function throttled(id: number): (done: number, total: number) => void {
    let last = 0;
    return (done, total) => {
      const now = performance.now();
      if (now - last < PROGRESS_INTERVAL && done < total) return;
      last = now;
      send({ kind: "progress", id, args: [done, total] });
    };
  }
}

function wireError(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: error.message,
    ...(typeof code === "string" ? { code } : {}),
    ...(error.stack ? { stack: error.stack } : {}),
  };
}
