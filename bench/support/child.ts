/** Work in a process of its own, so that its time and memory are its own. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Runs Node and returns what it wrote on standard output; it shares the folder of this run. Throws when it fails. */
export function runNode(args: readonly string[]): string {
  const env = { ...process.env, [SHARED_FOLDER]: benchFolder() };
  const run = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28, env });
  if (run.status !== 0) throw new Error(`${args.join(" ")}: ${run.stderr}`);
  return run.stdout;
}

/** Runs a TypeScript script of this repository. */
export function runScript(
  script: string,
  args: readonly string[],
  nodeFlags: readonly string[] = [],
): string {
  return runNode([...nodeFlags, "scripts/run-ts.mjs", script, ...args]);
}

/** Runs the bundle that asks (`import.meta.filename`) once more, with `--child` and arguments. */
export function runChild(bundle: string, args: readonly string[]): string {
  return runNode([...process.execArgv, bundle, "--child", ...args]);
}

/** Environment variable with the folder that all processes of one run share. */
export const SHARED_FOLDER = "TIEOUT_BENCH_FOLDER";

let ownFolder: string | undefined;

/** A folder for files of this run, removed at its end (by the process that made it). */
export function benchFolder(): string {
  const shared = process.env[SHARED_FOLDER];
  if (shared !== undefined) return shared;
  if (ownFolder === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), "tieout-bench-"));
    ownFolder = folder;
    process.on("exit", () => {
      rmSync(folder, { recursive: true, force: true });
    });
  }
  return ownFolder;
}

/** The sample company with about so many value entries as a folder of .csv, made once per run. */
export function sampleFolder(entries: number): string {
  const folder = path.join(benchFolder(), `sample-${entries}`);
  if (!existsSync(folder))
    runScript(
      "sample/write.ts",
      ["--csv", folder, "--entries", String(entries)],
      ["--max-old-space-size=8192"],
    );
  return folder;
}
