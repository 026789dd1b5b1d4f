/**
 * A small stand-in for jest, for the functions that suites of the engine use: describe, it, test, their `each`, beforeAll
 * and expect. A run stops at the first failed test; which tests run, and in which order, is the caller's.
 */
import { format } from "node:util";
import { expect } from "expect";

/**
 * Collects the tests that suites declare on `globalThis` while `load` runs; `load` is given a function that takes the file of
 * a suite and what declares it. Names begin with the file; those that stand twice in a suite are numbered.
 */
export function collectTests(load) {
  const tests = [];
  const uses = new Map();
  let file = "";
  let open = { names: [], before: [] };

  const declareTest = (name, run) => {
    const whole = `${file} ${[...open.names, name].join(" ")}`;
    const use = (uses.get(whole) ?? 0) + 1;
    uses.set(whole, use);
    tests.push({ id: use === 1 ? whole : `${whole} #${use}`, file, run, before: open.before });
  };
  const declareBlock = (name, declare) => {
    const outer = open;
    open = { names: [...outer.names, name], before: [...outer.before] };
    declare();
    open = outer;
  };
  const beforeAll = (run) => {
    let done;
    open.before.push(() => (done ??= Promise.resolve(run())));
  };
  const test = Object.assign(declareTest, { each: eachOf(declareTest) });
  const describe = Object.assign(declareBlock, { each: eachOf(declareBlock) });
  Object.assign(globalThis, { test, it: test, describe, beforeAll, expect });

  load((name, declare) => {
    file = name;
    open = { names: [], before: [] };
    declare();
  });
  return tests;
}

/** Runs a test; gives the error that it ended with, or undefined. */
export async function errorOf({ before, run }, whenReady = () => undefined) {
  try {
    for (const prepare of before) await prepare();
    whenReady();
    await run();
    return undefined;
  } catch (error) {
    return error ?? new Error("A test failed without an error");
  }
}

/** A table of rows or of single values, as jest takes it. */
function eachOf(declare) {
  return (table) => (name, run) => {
    const rows = table.every(Array.isArray) ? table : table.map((value) => [value]);
    rows.forEach((row, index) => {
      declare(`${format(name, ...row).split("\n")[0]} [${index}]`, () => run(...row));
    });
  };
}
