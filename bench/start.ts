/**
 * How long until the command line answers? Processes are started as a user starts them; the clock stops at the first
 * byte and at the end. Aim: well under half a second for a small workbook.
 */
import { spawn } from "node:child_process";
import { answer } from "./support/bench";
import { sampleFolder } from "./support/child";

interface Start {
  readonly first: number;
  readonly end: number;
}

function startOnce(args: readonly string[]): Promise<Start> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let first = 0;
    child.stdout.on("data", () => {
      first ||= performance.now() - started;
    });
    child.on("close", (status) => {
      if (status === 0) resolve({ first, end: performance.now() - started });
      else reject(new Error(`${args.join(" ")}: exit status ${status ?? ""}`));
    });
  });
}

async function fastest(runs: number, args: readonly string[]): Promise<Start> {
  await startOnce(args);
  let best: Start = { first: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY };
  for (let i = 0; i < runs; i += 1) {
    const start = await startOnce(args);
    best = { first: Math.min(best.first, start.first), end: Math.min(best.end, start.end) };
  }
  return best;
}

await answer("How long until the command line answers?", async ({ short }) => {
  const tieout = "scripts/tieout.mjs";
  const valuation = ["--endDate", "2026-01-31", "--json"];
  const calls: readonly (readonly [string, readonly string[]])[] = [
    ["Node itself", ["-e", "console.log(1)"]],
    ["tieout list", [tieout, "list"]],
    ["tieout help inventory-valuation", [tieout, "help", "inventory-valuation"]],
    [
      "inventory-valuation, sample workbook (.xlsx)",
      [tieout, "inventory-valuation", "sample/tieout-sample.xlsx", ...valuation],
    ],
    [
      "inventory-valuation, 3,000 value entries (.csv)",
      [tieout, "inventory-valuation", sampleFolder(3000), ...valuation],
    ],
  ];
  const rows: (string | number)[][] = [];
  for (const [name, args] of calls) {
    const { first, end } = await fastest(short ? 1 : 10, args);
    rows.push([name, first.toFixed(0), end.toFixed(0)]);
  }
  return {
    tables: [
      { title: "Milliseconds from the start of the process", head: ["call", "first byte", "end"], rows },
    ],
  };
});
