/** Opens the engine service of this page: in a web worker, or in this thread where no worker can be started. */
import { createWorkerService, type WorkerPort } from "./client";
import type { EngineService } from "./service";

export function openEngineService(): EngineService {
  return createWorkerService({
    spawn: () =>
      new Worker(new URL("./worker.ts", import.meta.url), { name: "tieout-engine" }) as unknown as WorkerPort,
    fallback: async () => (await import("./local")).createEngineService(),
  });
}
