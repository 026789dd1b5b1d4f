import { createWorkerService, type WorkerPort } from "../../src/engine-service/client";
import { createEngineService } from "../../src/engine-service/local";
import type { Answer, Port } from "../../src/engine-service/messages";
import { serve } from "../../src/engine-service/serve";
import type { EngineService, RunRequest } from "../../src/engine-service/service";
import { LazyRows } from "../../src/engine/rows";
import { casesOf } from "../support/cases";
import { plain } from "../support/plain";
import { rawWorkbook, readInto } from "../support/raw-workbook";

const one = casesOf("inventory-valuation").at(-1);
const tables = one?.workbook ?? {};
const request: RunRequest = {
  report: "inventory-valuation",
  parameters: one?.parameters ?? {},
  workDate: "2026-02-03",
  runAt: "2026-02-03 09:12",
};

/** Two ends that clone what passes between them, as a worker and its page do. */
function workerPair(): { page: WorkerPort; worker: Port; answers: Answer[]; terminated: () => boolean } {
  let ended = false;
  const answers: Answer[] = [];
  const page: WorkerPort = {
    onmessage: null,
    onerror: null,
    postMessage: (message, transfer) => {
      const data: unknown = structuredClone(message, { transfer: transfer as never });
      setImmediate(() => {
        if (!ended) worker.onmessage?.({ data });
      });
    },
    terminate: () => {
      ended = true;
    },
  };
  const worker: Port = {
    onmessage: null,
    postMessage: (message) => {
      const data = structuredClone(message);
      answers.push(data as Answer);
      setImmediate(() => {
        if (!ended) page.onmessage?.({ data });
      });
    },
  };
  return { page, worker, answers, terminated: () => ended };
}

function service(): { service: EngineService; pairs: ReturnType<typeof workerPair>[] } {
  const pairs: ReturnType<typeof workerPair>[] = [];
  return {
    pairs,
    service: createWorkerService({
      spawn: () => {
        const pair = workerPair();
        pairs.push(pair);
        setImmediate(() => {
          serve(pair.worker);
        });
        return pair.page;
      },
      fallback: () => Promise.reject(new Error("not wanted")),
    }),
  };
}

describe("the engine service behind a worker", () => {
  test("answers as the one in this thread", async () => {
    const { service: remote } = service();
    const local = createEngineService();
    const check = await readInto(remote, tables);
    expect(check).toEqual(await readInto(local, tables));
    const timeless = async (one: EngineService) => ({ ...(await one.run(request)), durationMs: 0 });
    expect(await timeless(remote)).toEqual(await timeless(local));
    expect(remote.state).toEqual(local.state);
  });

  test("rows that are made when they are read arrive as lists", async () => {
    const posting = casesOf("post-inventory-cost")[0];
    const { service: remote } = service();
    const local = createEngineService();
    for (const one of [remote, local]) await readInto(one, posting?.workbook ?? {});
    const post: RunRequest = {
      report: "post-inventory-cost",
      parameters: { postingMethod: "Per Entry", post: true },
      workDate: "2026-02-03",
      runAt: "2026-02-03 09:12",
    };
    const arrived = await remote.run(post);
    const here = await local.run(post);
    expect(here.result.glEntries).toBeInstanceOf(LazyRows);
    expect(Array.isArray(arrived.result.glEntries)).toBe(true);
    expect((arrived.result.glEntries as readonly object[]).length).toBeGreaterThan(0);
    expect({ ...arrived, durationMs: 0 }).toEqual(plain({ ...here, durationMs: 0 }));
  });

  test("moves the buffers of chunks", async () => {
    const { service: remote } = service();
    const prepared = rawWorkbook(tables);
    const { wanted } = await remote.beginReading(prepared.raw);
    const [chunk] = prepared.chunks(wanted[0] ?? "");
    const sent = remote.appendChunk(chunk as never);
    expect(chunk?.columns[0]?.values.byteLength).toBe(0);
    await sent;
    await remote.abandonReading();
  });

  test("tells progress", async () => {
    const { service: remote } = service();
    await readInto(remote, tables);
    const told: [number, number][] = [];
    await remote.run(request, (done, total) => told.push([done, total]));
    const [done, total] = told.at(-1) ?? [];
    expect(done).toBe(total);
  });

  test("cancel ends the worker, rejects what was pending, and the next reading starts afresh", async () => {
    const { service: remote, pairs } = service();
    await readInto(remote, tables);
    const running = remote.run(request);
    remote.cancel();
    await expect(running).rejects.toMatchObject({ name: "ServiceError", code: "cancelled" });
    expect(pairs[0]?.terminated()).toBe(true);
    expect(remote.state.ledgers).toBe("none");
    await expect(remote.run(request)).rejects.toMatchObject({ code: "noLedgers" });
    await readInto(remote, tables);
    expect((await remote.run(request)).refused).toBe(false);
    expect(pairs).toHaveLength(2);
    expect(remote.state.reading).toBe(2);
  });

  test("cancel with nothing running keeps the ledgers", async () => {
    const { service: remote, pairs } = service();
    await readInto(remote, tables);
    remote.cancel();
    expect(remote.state.ledgers).toBe("ready");
    expect(pairs[0]?.terminated()).toBe(false);
  });

  test("falls back to this thread when no worker starts", async () => {
    const remote = createWorkerService({
      spawn: () => {
        throw new Error("workers are not allowed here");
      },
      fallback: () => Promise.resolve(createEngineService()),
    });
    await readInto(remote, tables);
    expect((await remote.run(request)).refused).toBe(false);
    expect(remote.state).toMatchObject({ ledgers: "ready", reading: 1 });
  });

  test("falls back when the worker's script cannot be loaded", async () => {
    const remote = createWorkerService({
      spawn: () => {
        const { page } = workerPair();
        setImmediate(() => page.onerror?.({ message: "not found" }));
        return page;
      },
      fallback: () => Promise.resolve(createEngineService()),
    });
    await readInto(remote, tables);
    expect((await remote.run(request)).refused).toBe(false);
  });

  test("a defect in the engine reaches the caller as an error", async () => {
    const { service: remote } = service();
    await readInto(remote, tables);
    await expect(remote.run({ ...request, report: "no-such-report" })).rejects.toThrow("no-such-report");
  });
});
