/**
 * Runs suites for mutation testing within one process: all suites of an area are bundled once, those that reach a mutant
 * are loaded afresh for it, and run until a test fails; tests that promise to notice it for little time come first.
 * Starting jest for each mutant would take seconds where the suites of the engine take milliseconds.
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
  /** What is known of a test: how often it ran, how often it noticed a mutant, and its time in milliseconds. */
  #known = new Map();

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
    const lines = [...loaded, ...suites.map((file) => `suite("${file}", () => require("./${file}"));`)];
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
      const suites = testFilter && new Set(testFilter.map(suiteOf));
      const tests = this.#load(suites).filter(({ id }) => !wanted || wanted.has(id));
      tests.sort((a, b) => this.#price(a) - this.#price(b));
      for (const test of tests) {
        const start = performance.now();
        const error = await errorOf(test);
        results.push(resultOf(test, error, 0));
        this.#learn(test, error !== undefined, performance.now() - start);
        if (error !== undefined) break;
      }
    } catch (error) {
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: String(error?.stack ?? error) });
    } finally {
      state.activeMutant = undefined;
    }
    const endless = determineHitLimitReached(state.hitCount, hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: results });
  }

  /** The tests of some suites, or of all. */
  #load(suites) {
    const require = createRequire(path.resolve("package.json"));
    return collectTests((suite) =>
      this.#script.runInThisContext()((file, declare) => {
        if (!suites || suites.has(file)) suite(file, declare);
      }, require),
    );
  }

  /** Expected milliseconds per mutant that a test notices; little for a test that nobody has seen yet. */
  #price({ id }) {
    const { ran, noticed, time } = this.#known.get(id) ?? { ran: 0, noticed: 0, time: 1 };
    return (time * (ran + 2)) / (noticed + 1);
  }

  #learn({ id }, hasNoticed, time) {
    const { ran, noticed } = this.#known.get(id) ?? { ran: 0, noticed: 0 };
    this.#known.set(id, { ran: ran + 1, noticed: noticed + (hasNoticed ? 1 : 0), time });
  }
}

/** The suite of a test, which its name begins with. */
const suiteOf = (id) => id.slice(0, id.indexOf(" "));

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
