/**
 * Fuzzing: `npm run fuzz [-- --short | --runs n] [--seed s] [--report id] [--run i]`. Mutates the clean cases of every
 * report; every run must equal the clean result or state the deviation. `--run i` repeats one run of a seed.
 */
import { parseArgs } from "node:util";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { Fuzzer, type RunOutcome } from "./runs";

interface Task {
  readonly seed: number;
  readonly report: string | undefined;
  readonly first: number;
  readonly runs: number;
}

/** A run that takes longer hangs. */
const LIMIT = 60_000;
const SHORT = 600;
const LONG = 10_000;
const SHOWN = 20;

async function work(task: Task): Promise<void> {
  const fuzzer = await Fuzzer.open(task.seed, task.report);
  try {
    for (let index = task.first; index < task.first + task.runs; index += 1) {
      parentPort?.postMessage({ started: index });
      parentPort?.postMessage({ index, outcome: await fuzzer.run(index) });
    }
  } finally {
    fuzzer.close();
  }
}

type Message = { readonly started: number } | { readonly index: number; readonly outcome: RunOutcome };

/** Runs the task in a thread of its own, so that a run that hangs can be ended and named. */
function watch(task: Task, onOutcome: (index: number, outcome: RunOutcome) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task });
    let timer: NodeJS.Timeout | undefined;
    worker.on("message", (message: Message) => {
      clearTimeout(timer);
      if ("started" in message) {
        timer = setTimeout(() => {
          void worker.terminate();
          reject(new Error(`run ${message.started} takes longer than ${LIMIT / 1000} s`));
        }, LIMIT);
      } else onOutcome(message.index, message.outcome);
    });
    worker.on("error", reject);
    worker.on("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      short: { type: "boolean" },
      runs: { type: "string" },
      seed: { type: "string", default: "1" },
      report: { type: "string" },
      run: { type: "string" },
    },
  });
  const seed = Number(values.seed);
  const first = Number(values.run ?? 0);
  const runs = values.run !== undefined ? 1 : Number(values.runs ?? (values.short ? SHORT : LONG));
  const counts = new Map<string, number>();
  let failed = 0;
  const started = performance.now();
  await watch({ seed, report: values.report, first, runs }, (index, { what, kind, faults }) => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (values.run !== undefined) process.stdout.write(`${what}\n`);
    if (faults.length === 0) return;
    failed += 1;
    if (failed > SHOWN) return;
    const again = `--seed ${seed} --run ${index}${values.report === undefined ? "" : ` --report ${values.report}`}`;
    process.stdout.write(
      `\n${what}\n${faults.map((fault) => `  ${fault}`).join("\n")}\n  npm run fuzz -- ${again}\n`,
    );
  });
  const kinds = [...counts].sort().map(([kind, count]) => `${count} ${kind}`);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const time = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `${total} runs of seed ${seed} (${kinds.join(", ")}) in ${time} s, ${failed} failed\n`,
  );
  return failed > 0 || total < runs ? 1 : 0;
}

if (isMainThread) process.exitCode = await main();
else await work(workerData as Task);
