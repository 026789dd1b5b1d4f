/**
 * All benchmarks: `npm run bench [-- --short] [--only name,…] [--write]`. Every question is asked in a process of its own;
 * with `--write` the answers become docs/benchmarks.md. Ends with status 1 when a ratio does not hold (not with --short)
 * or a benchmark fails.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem, type } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type AnsweredQuestion, checkText, holds } from "./support/bench";
import { SHARED_FOLDER } from "./support/child";
import { markdownTable } from "./support/measure";

/** Scripts in the order of the page; each answers one question. */
const QUESTIONS = [
  "read-xlsx",
  "write-xlsx",
  "csv-valuation",
  "valuation",
  "reports",
  "all-reports",
  "month-end",
  "start",
  "production",
  "general-ledger",
  "costing",
  "office-write-read",
  "office-ledgers",
  "worksheet-functions",
];

/** Large ledgers and their texts need more than Node's usual heap. */
const HEAP = "--max-old-space-size=6144";

function main(): number {
  const { values } = parseArgs({
    options: {
      short: { type: "boolean" },
      write: { type: "boolean" },
      only: { type: "string" },
      largest: { type: "string" },
    },
  });
  const wanted = values.only?.split(",") ?? QUESTIONS;
  const unknown = wanted.filter((name) => !QUESTIONS.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(
      `No benchmark is called ${unknown.join(", ")}. There are: ${QUESTIONS.join(", ")}\n`,
    );
    return 2;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "tieout-bench-"));
  const answers: AnsweredQuestion[] = [];
  const failed: string[] = [];
  try {
    for (const name of QUESTIONS.filter((question) => wanted.includes(question))) {
      const file = path.join(folder, `${name}.json`);
      const args = [HEAP, "scripts/run-ts.mjs", `bench/${name}.ts`, "--answer", file];
      if (values.short) args.push("--short");
      if (values.largest !== undefined) args.push("--largest", values.largest);
      const started = performance.now();
      const { status } = spawnSync(process.execPath, args, {
        stdio: "inherit",
        env: { ...process.env, [SHARED_FOLDER]: folder },
      });
      process.stdout.write(`\n(${name} took ${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
      if (status !== 0) failed.push(name);
      else answers.push(JSON.parse(readFileSync(file, "utf8")) as AnsweredQuestion);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (values.write) writePage(answers);
  if (failed.length > 0) process.stderr.write(`\nFailed, or a ratio does not hold: ${failed.join(", ")}\n`);
  return failed.length > 0 ? 1 : 0;
}

function writePage(answers: readonly AnsweredQuestion[]): void {
  mkdirSync("docs", { recursive: true });
  writeFileSync("docs/benchmarks.md", pageOf(answers));
  process.stdout.write("\nWritten: docs/benchmarks.md\n");
}

function pageOf(answers: readonly AnsweredQuestion[]): string {
  const [cpu] = cpus();
  const load = loadavg()[0]?.toFixed(1) ?? "";
  const parts = [
    "# Benchmarks",
    "Made by `npm run bench -- --write`; each question is a script in `bench/`. `npm run bench -- --short` asks them with small ledgers and shows ratios, which do not decide there.",
    `Machine: ${cpu?.model ?? "unknown processor"}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${type()}, Node ${process.version}. ` +
      `Load of the machine at the end: ${load}. Every figure is the best of several runs where a run is short.`,
    "Ratios (×, ÷, growth, visits) are about the programs and hold on other machines; those below with a limit are checked. " +
      "Clock times stretch with whatever else the machine does, processor times hardly: a clock of a loaded machine says nothing about an idle one.",
  ];
  for (const { question, tables, notes = [], checks = [] } of answers) {
    parts.push(`## ${question}`);
    for (const { title, head, rows } of tables) parts.push(`### ${title}`, markdownTable(head, rows));
    parts.push(...notes);
    if (checks.length > 0)
      parts.push(
        checks.map((check) => `- ${checkText(check)}${holds(check) ? "" : ": does not hold"}`).join("\n"),
      );
  }
  return `${parts.join("\n\n")}\n`;
}

process.exitCode = main();
