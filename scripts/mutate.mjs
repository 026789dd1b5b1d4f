/**
 * Mutation testing of the engine: `npm run mutate [-- area … --short --only pattern --left --seed 1 --lines 60]`.
 * Sources are changed one place at a time, and a suite must fail. Every area answers to suites of its own (the table
 * below), so that a figure is caught where it is worked out and not by a long run somewhere else.
 * `--short` takes a sample of about so many lines per area, drawn in blocks from a seed; without it every line is changed,
 * and the run continues where it stopped. `--only` keeps the sources whose path matches a
 * regular expression ("costing/average", "reports/[^/]+$"), for the same limit. `--left` tries again what no suite noticed last time,
 * after tests were added, and keeps the rest. `--concurrency 1` leaves a processor free. Reports go to reports/mutation.
 * Ends with status 1 when the score of an area is below the limit.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";

/** Lowest score in percent: noticed mutants of all that are left after wording. It may be raised, never lowered. */
const LIMIT = 90;

/** Areas in the order in which they run; those of the short form first. */
const AREAS = {
  values: {
    short: true,
    folder: "src/engine/values",
    suites: ["test/engine/values/**"],
  },
  costing: {
    short: true,
    folder: "src/engine/costing",
    suites: [
      "test/engine/costing/**",
      "test/engine/reports/adjust-cost*",
      "test/engine/reports/shadow-costing*",
      "test/engine/cases.test.ts",
    ],
  },
  reports: {
    short: true,
    folder: "src/engine/reports",
    suites: ["test/engine/reports/**", "test/engine/kept/**", "test/engine/cases.test.ts"],
  },
  ledgers: {
    // Declared tables and captions are data.
    folder: "src/engine/ledgers",
    without: ["tables", "captions"],
    suites: ["test/engine/ledgers/**", "test/engine/cases.test.ts"],
  },
  posting: {
    folder: "src/engine/posting",
    suites: [
      "test/engine/reports/**",
      "test/engine/cases.test.ts",
      "test/properties/inventory-posting.test.ts",
    ],
  },
  jobs: {
    folder: "src/engine/jobs",
    suites: ["test/engine/reports/job-*", "test/engine/cases.test.ts", "test/properties/job-*"],
  },
};

/** Points of a percent by which a sample may fall short of the limit: it may hit a nest of survivors. */
const CHANCE = 10;

/** Lines that are mutated together: about one function. */
const BLOCK = 12;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: "boolean" },
    only: { type: "string", default: "" },
    left: { type: "boolean" },
    seed: { type: "string", default: "1" },
    lines: { type: "string", default: "60" },
    concurrency: { type: "string", default: "2" },
  },
});

const wanted =
  positionals.length > 0
    ? positionals
    : Object.keys(AREAS).filter((name) => !values.short || AREAS[name].short);
const unknown = wanted.filter((name) => !(name in AREAS));
if (unknown.length > 0) {
  console.error(`No area is called ${unknown.join(", ")}. There are: ${Object.keys(AREAS).join(", ")}`);
  process.exit(2);
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The sources of an area. */
function sourcesOf({ folder, without = [] }) {
  return readdirSync(folder, { recursive: true })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !without.includes(file.split("/")[0]))
    .sort()
    .map((file) => `${folder}/${file}`)
    .filter((file) => new RegExp(values.only).test(file));
}

/** Blocks of lines of some sources, drawn until there are about so many lines: "file.ts:13-24". */
function sampleOf(sources, lines, seed) {
  const random = randomFrom(seed);
  const blocks = sources.flatMap((file) => {
    const length = readFileSync(file, "utf8").split("\n").length;
    return Array.from({ length: Math.ceil(length / BLOCK) }, (_, i) => ({
      order: random(),
      range: `${file}:${i * BLOCK + 1}-${Math.min((i + 1) * BLOCK, length)}`,
    }));
  });
  blocks.sort((a, b) => a.order - b.order);
  return blocks.slice(0, Math.ceil(lines / BLOCK)).map(({ range }) => range);
}

const isNoticed = ({ status }) => status === "Killed" || status === "Timeout";
const isLeft = ({ status }) => status === "Survived" || status === "NoCoverage";

/** Where mutants of some sources were left by the last run, as ranges: "file.ts:13:4-13:20". */
function placesLeft(incrementalFile, sources) {
  if (!existsSync(incrementalFile)) return [];
  const { files } = JSON.parse(readFileSync(incrementalFile, "utf8"));
  return sources.flatMap((file) =>
    (files[file]?.mutants ?? []).filter(isLeft).map(({ location: { start, end } }) => {
      // Columns of a range count from 0, columns of a report from 1.
      return `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
    }),
  );
}

const tooLow = [];
for (const name of wanted) {
  const sources = sourcesOf(AREAS[name]);
  const { suites } = AREAS[name];
  const least = values.short ? LIMIT - CHANCE : LIMIT;
  const incrementalFile = `reports/mutation/${name}.incremental.json`;
  const mutate = values.short
    ? sampleOf(sources, Number(values.lines), Number(values.seed))
    : values.left
      ? placesLeft(incrementalFile, sources)
      : sources;
  if (mutate.length === 0) continue;
  console.log(`\n── ${name}`);
  const all = await new Stryker({
    mutate,
    suites,
    concurrency: Number(values.concurrency),
    incremental: !values.short,
    force: values.left,
    incrementalFile,
    jsonReporter: { fileName: `reports/mutation/${name}${values.short ? ".sample" : ""}.json` },
    logLevel: "warn",
  }).runMutationTest();
  // A run that continues also gives what earlier ones found in other sources.
  const results = all.filter(({ fileName }) =>
    sources.includes(path.relative(".", fileName).replaceAll("\\", "/")),
  );
  const found = results.filter(isNoticed).length;
  const left = results.filter(isLeft).length;
  const score = found + left === 0 ? 100 : (100 * found) / (found + left);
  console.log(
    `── ${name}: ${found} of ${found + left} mutants are noticed, ${score.toFixed(1)} %, at least ${least}`,
  );
  if (score < least) tooLow.push(name);
}
if (tooLow.length > 0) console.error(`\nBelow the limit: ${tooLow.join(", ")}`);
process.exitCode = tooLow.length > 0 ? 1 : 0;
