/**
 * Runs everything that must hold, in order: types, lint, format, build and bundle limits side by side, then all test suites,
 * then the short forms of mutation testing, fuzzing and benchmarks. Stops behind the first group with a failed stage; prints the number of tests.
 * `npm test -- --quick` leaves out the build, the browser and all behind it.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./fresh-build.mjs";

const quick = process.argv.includes("--quick");
const scratch = mkdtempSync(path.join(tmpdir(), "tieout-test-"));
const bin = (name) => path.join(root, "node_modules", ".bin", name);
const npmRun = (...args) => ["npm", "run", "--silent", ...args];

/** A stage of jest, whose counts are read from its report. */
const jest = (title, name, ...args) => ({
  title,
  report: path.join(scratch, `${name}.json`),
  commands: [
    [
      process.execPath,
      "--max-old-space-size=6144",
      bin("jest"),
      "--json",
      `--outputFile=${path.join(scratch, `${name}.json`)}`,
      ...args,
    ],
  ],
});

/** Groups of stages that run side by side; the commands of a stage run one after the other. `slow` ones are left out by --quick. */
const groups = [
  [
    { title: "Lint", commands: [[bin("eslint"), "."]] },
    {
      title: "Types and format",
      commands: [
        [bin("tsc"), "--noEmit", "-p", "."],
        [bin("prettier"), "--check", "--log-level", "warn", "."],
      ],
    },
    { title: "Build and bundle limits", commands: [npmRun("build"), npmRun("bundle-size")], slow: true },
  ],
  [jest("Tests", "tests", "--maxWorkers=100%", "--selectProjects", "unit", "pane")],
  [{ ...jest("Browser tests", "browser", "--runInBand", "--selectProjects", "browser", "look"), slow: true }],
  [
    {
      title: "Mutation testing, short",
      commands: [npmRun("mutate", "--", "--short", "--concurrency", "1")],
      slow: true,
    },
    { title: "Fuzzing, short", commands: [npmRun("fuzz", "--", "--short")], slow: true },
  ],
  [{ title: "Benchmarks, short", commands: [npmRun("bench", "--", "--short")], slow: true }],
];

/** Runs one command; the output of one that has company is collected and returned. */
function run([command, ...args], alone) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: alone ? "inherit" : ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => resolve({ ok: false, output: `${error.message}\n` }));
    child.on("close", (code) => resolve({ ok: code === 0, output: Buffer.concat(output).toString("utf8") }));
  });
}

/** Runs a stage; whether all of its commands succeeded. */
async function runStage({ title, commands }, alone) {
  const started = Date.now();
  if (alone) process.stdout.write(`\n── ${title}\n`);
  let ok = true;
  let output = "";
  for (const command of commands) {
    const result = await run(command, alone);
    output += result.output;
    ok = result.ok;
    if (!ok) break;
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`${output}── ${title}: ${ok ? "ok" : "failed"}, ${seconds} s\n`);
  return ok;
}

const failed = [];
let passed = 0;
let broken = 0;
for (const group of groups) {
  const stages = group.filter((stage) => !(quick && stage.slow));
  const results = await Promise.all(stages.map((stage) => runStage(stage, stages.length === 1)));
  stages.forEach((stage, index) => {
    if (!results[index]) failed.push(stage.title);
    if (!stage.report) return;
    try {
      const counts = JSON.parse(readFileSync(stage.report, "utf8"));
      passed += counts.numPassedTests;
      broken += counts.numFailedTests + counts.numRuntimeErrorTestSuites;
    } catch {
      // The suites did not run; the stage has failed.
    }
  });
  if (failed.length > 0) break;
}
rmSync(scratch, { recursive: true, force: true });
if (failed.length > 0) process.stdout.write(`\nStopped at: ${failed.join(", ")}\n`);
process.stdout.write(`\n${passed} passed, ${Math.max(broken, failed.length)} failed\n`);
process.exitCode = failed.length === 0 && broken === 0 ? 0 : 1;
