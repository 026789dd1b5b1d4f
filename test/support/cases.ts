/** Loads the cases and compares a result with what a case expects (test/cases/README.md). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Case {
  /** Name of its file, without the folder and ".json". */
  readonly file: string;
  readonly name: string;
  readonly source: string;
  readonly report: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly workbook: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** Tests and scripts start in the repository. */
const CASES = join("test", "cases");

/** All cases of a report, by file name. */
export function casesOf(report: string): readonly Case[] {
  return readdirSync(join(CASES, report))
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => {
      const example = JSON.parse(readFileSync(join(CASES, report, file), "utf8")) as Omit<Case, "file">;
      return { ...example, file: file.slice(0, -".json".length) };
    });
}

/** Ids of the reports that have cases. */
export function reportsWithCases(): readonly string[] {
  return readdirSync(CASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
const AMOUNT_FIELDS = new Set(["amount", "expectedAmount", "totalCost", "expectedCost"]);

/** Differences between an expected value and a result, each with its path; empty when the run matches. */
export function differences(
  expected: unknown,
  actual: unknown,
  report: string,
  path = "",
): readonly string[] {
  const here = path || "result";
  if (path.endsWith(".message") || path.endsWith(".cells")) return [];
  if (path === "warnings" && Array.isArray(expected)) return unorderedDifferences(expected, actual, report);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${here}: expected a list, got ${show(actual)}`];
    const list = actual as unknown[];
    if (list.length !== expected.length) {
      return [`${here}: expected ${expected.length} entries, got ${list.length}: ${show(list)}`];
    }
    return expected.flatMap((entry, index) => differences(entry, list[index], report, `${path}[${index}]`));
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof actual !== "object" || actual === null)
      return [`${here}: expected an object, got ${show(actual)}`];
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, (actual as Record<string, unknown>)[key], report, path ? `${path}.${key}` : key),
    );
  }
  if (expected === actual) return [];
  if (
    typeof expected === "string" &&
    typeof actual === "string" &&
    DECIMAL.test(expected) &&
    DECIMAL.test(actual)
  ) {
    if (sameDecimal(expected, actual)) return [];
    if (report === "inventory-valuation-cost-spec") {
      const field = path.slice(path.lastIndexOf(".") + 1);
      const tolerance = AMOUNT_FIELDS.has(field) ? 0.01 : field === "unitCost" ? 0.00001 : 0;
      if (tolerance > 0 && Math.abs(Number(expected) - Number(actual)) <= tolerance * 1.0001) return [];
    }
  }
  return [`${here}: expected ${show(expected)}, got ${show(actual)}`];
}

function unorderedDifferences(
  expected: readonly unknown[],
  actual: unknown,
  report: string,
): readonly string[] {
  if (!Array.isArray(actual)) return [`warnings: expected a list, got ${show(actual)}`];
  const left = [...(actual as unknown[])];
  const missing: string[] = [];
  for (const warning of expected) {
    const index = left.findIndex(
      (candidate) => differences(warning, candidate, report, "warning").length === 0,
    );
    if (index < 0) missing.push(`warnings: ${show(warning)} is missing`);
    else left.splice(index, 1);
  }
  return [...missing, ...left.map((warning) => `warnings: ${show(warning)} was not expected`)];
}

function sameDecimal(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(text: string): string {
  const trimmed = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  return trimmed === "-0" ? "0" : trimmed;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? "nothing" : text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
