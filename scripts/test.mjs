/**
 * Runs everything that must hold, in order: types, lint, build, bundle limits, all test suites, short forms of benchmarks
 * and fuzzing. Stops at the first stage that fails; prints the number of tests at the end.
 * `npm test -- --quick` leaves out the build, the browser, benchmarks and fuzzing.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./fresh-build.mjs";

const quick = process.argv.includes("--quick");
const scratch = mkdtempSync(path.join(tmpdir(), "tieout-test-"));
const report = path.join(scratch, "jest.json");
const bin = (name) => path.join(root, "node_modules", ".bin", name);

/** Stages: title, command, arguments; `slow` ones are left out by --quick. */
const stages = [
  { title: "Types", command: bin("tsc"), args: ["--noEmit", "-p", "."] },
  { title: "Lint", command: bin("eslint"), args: ["."] },
  { title: "Format", command: bin("prettier"), args: ["--check", "--log-level", "warn", "."] },
  { title: "Build", command: "npm", args: ["run", "--silent", "build"], slow: true },
  { title: "Bundle limits", command: "npm", args: ["run", "--silent", "bundle-size"], slow: true },
  {
    title: "Tests",
    command: process.execPath,
    args: [
      "--max-old-space-size=6144",
      bin("jest"),
      "--json",
      `--outputFile=${report}`,
      "--selectProjects",
      "unit",
      "pane",
      ...(quick ? [] : ["browser"]),
    ],
  },
  { title: "Fuzzing, short", command: "npm", args: ["run", "--silent", "fuzz", "--", "--short"], slow: true },
  {
    title: "Benchmarks, short",
    command: "npm",
    args: ["run", "--silent", "bench", "--", "--short"],
    slow: true,
  },
];

let failed = "";
for (const stage of stages) {
  if (quick && stage.slow) continue;
  const started = Date.now();
  process.stdout.write(`\n── ${stage.title}\n`);
  const { status } = spawnSync(stage.command, stage.args, { cwd: root, stdio: "inherit" });
  process.stdout.write(
    `── ${stage.title}: ${status === 0 ? "ok" : "failed"}, ${Math.round((Date.now() - started) / 1000)} s\n`,
  );
  if (status !== 0) {
    failed = stage.title;
    break;
  }
}

let passed = 0;
let broken = failed === "" ? 0 : 1;
try {
  const counts = JSON.parse(readFileSync(report, "utf8"));
  passed = counts.numPassedTests;
  broken = Math.max(broken, counts.numFailedTests + counts.numRuntimeErrorTestSuites);
} catch {
  // The tests did not run.
}
rmSync(scratch, { recursive: true, force: true });
if (failed !== "") process.stdout.write(`\nStopped at: ${failed}\n`);
process.stdout.write(`\n${passed} passed, ${broken} failed\n`);
process.exitCode = broken === 0 && failed === "" ? 0 : 1;
