/**
 * Runs suites for mutation testing within one process: all suites of an area are bundled once, loaded afresh for every
 * mutant, and run until a test fails; tests that have noticed a mutant run first the next time. Starting jest for each
 * mutant would take seconds where the suites of the engine take milliseconds.
 */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { Script } from "node:vm";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { commonTokens, declareClassPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import { build } from "esbuild";
import { collectTests, errorOf } from "./suites.mjs";

class SuitesRunner {
  static inject = tokens(commonTokens.options);
  #patterns;
  #mutated;
  #script;
  /** How often a test has noticed a mutant. */
  #noticed = new Map();

  constructor(options) {
    this.#patterns = options.suites.map(patternOf);
    this.#mutated = new Set(options.mutate.map((range) => range.replace(/:.*$/, "")));
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const suites = readdirSync("test", { recursive: true })
      .map((file) => `test/${file.replaceAll("\\", "/")}`)
      .filter((file) => file.endsWith(".test.ts") && this.#patterns.some((pattern) => pattern.test(file)))
      .sort();
    // What a module works out as it is loaded belongs to all tests, not to the first one that imports it.
    const loaded = [...this.#mutated].map((file) => `require("./${file}");`);
    const lines = [...loaded, ...suites.map((file) => `suite("${file}"); require("./${file}");`)];
    const bundle = await build({
      stdin: { contents: lines.join("\n"), resolveDir: process.cwd() },
      bundle: true,
      write: false,
      platform: "node",
      format: "cjs",
      target: "node20",
      logLevel: "silent",
    });
    this.#script = new Script(`(function (suite, require) {${bundle.outputFiles[0].text}\n})`);
  }

  async dryRun() {
    const state = stateOfMutants();
    const tests = this.#load();
    const results = [];
    for (const test of tests) {
      const start = performance.now();
      const error = await errorOf(test, () => (state.currentTestId = test.id));
      state.currentTestId = undefined;
      results.push(resultOf(test, error, performance.now() - start));
    }
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: state.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const state = stateOfMutants();
    Object.assign(state, { activeMutant: activeMutant.id, hitCount: hitLimit ? 0 : undefined, hitLimit });
    const results = [];
    try {
      const wanted = testFilter && new Set(testFilter);
      const tests = this.#load().filter(({ id }) => !wanted || wanted.has(id));
      const count = ({ id }) => this.#noticed.get(id) ?? 0;
      tests.sort((a, b) => count(b) - count(a));
      for (const test of tests) {
        const error = await errorOf(test);
        results.push(resultOf(test, error, 0));
        if (error === undefined) continue;
        this.#noticed.set(test.id, count(test) + 1);
        break;
      }
    } catch (error) {
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: String(error?.stack ?? error) });
    } finally {
      state.activeMutant = undefined;
    }
    const endless = determineHitLimitReached(state.hitCount, hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: results });
  }

  #load() {
    const require = createRequire(path.resolve("package.json"));
    return collectTests((suite) => this.#script.runInThisContext()(suite, require));
  }
}

/** What instrumented code reads and counts. */
function stateOfMutants() {
  return (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
}

function resultOf({ id, file }, error, timeSpentMs) {
  const common = { id, name: id, timeSpentMs, fileName: path.resolve(file) };
  return error === undefined
    ? { ...common, status: TestStatus.Success }
    : { ...common, status: TestStatus.Failed, failureMessage: String(error.stack ?? error) };
}

/** "**" stands for any path, "*" for anything within a folder. */
function patternOf(pattern) {
  const parts = pattern.split("**").map((part) => part.split("*").map(escaped).join("[^/]*"));
  return new RegExp(`^${parts.join(".*")}`);
}

function escaped(text) {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "suites", SuitesRunner)];

/** The runner's own option: which suites run, as patterns of paths. */
export const strykerValidationSchema = {
  properties: { suites: { type: "array", items: { type: "string" } } },
};
