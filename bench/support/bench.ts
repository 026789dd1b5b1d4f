/**
 * One question of the benchmarks. A script asks it alone (`node scripts/run-ts.mjs bench/<name>.ts [--short]`) or as a
 * child of bench/index.ts, which collects the answers of all.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { printTable } from "./measure";

export interface BenchTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A ratio that must hold on every machine; seconds never do. */
export interface Check {
  readonly what: string;
  readonly value: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Answer {
  readonly tables: readonly BenchTable[];
  /** Sentences below the tables. */
  readonly notes?: readonly string[];
  readonly checks?: readonly Check[];
}

export interface BenchCall {
  /** Small sizes: every benchmark runs and answers are equal; ratios are shown but do not decide. */
  readonly short: boolean;
  /** Leave out larger sizes. */
  readonly largest: number;
}

export interface AnsweredQuestion extends Answer {
  readonly question: string;
}

/** Answers a question: prints the tables and, as a child, hands the answer to its parent. */
export async function answer(question: string, work: (call: BenchCall) => Promise<Answer>): Promise<void> {
  const { values } = parseArgs({
    options: { short: { type: "boolean" }, largest: { type: "string" }, answer: { type: "string" } },
  });
  const found = await work({
    short: values.short === true,
    largest: Number(values.largest ?? Number.POSITIVE_INFINITY),
  });
  console.log(`\n## ${question}`);
  for (const { title, head, rows } of found.tables) printTable(title, head, rows);
  for (const note of found.notes ?? []) console.log(`\n${note}`);
  for (const check of found.checks ?? []) {
    console.log(`\n${holds(check) ? "Holds" : "DOES NOT HOLD"}: ${checkText(check)}`);
    // Small ledgers on a busy machine say too little about speed to fail a test run.
    if (!holds(check) && values.short !== true) process.exitCode = 1;
  }
  if (values.answer !== undefined) {
    const whole: AnsweredQuestion = { question, ...found };
    writeFileSync(values.answer, JSON.stringify(whole));
  }
}

/** Whether a ratio is within its limits. */
export function holds({ value, atLeast, atMost }: Check): boolean {
  return value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY);
}

/** "reading .xlsx, SheetJS ÷ Tieout: 9.1, at least 6". */
export function checkText({ what, value, atLeast, atMost }: Check): string {
  const limit = atLeast === undefined ? `at most ${atMost ?? ""}` : `at least ${atLeast}`;
  return `${what}: ${value.toFixed(2)}, ${limit}`;
}
