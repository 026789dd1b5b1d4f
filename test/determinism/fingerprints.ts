/**
 * Prints a SHA-256 of the JSON result and of the written .xlsx for every clean case of every report, as the command line
 * gives them. Run by places.test.ts under several locales, time zones and clocks: all must print the same.
 *
 *   node scripts/run-ts.mjs test/determinism/fingerprints.ts [days to shift the clock]
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findReport } from "../../src/engine/catalogue";
import { main } from "../../src/runner/main";
import { casesOf, reportsWithCases } from "../support/cases";

const shiftedDays = Number(process.argv[2] ?? 0);
if (shiftedDays !== 0) {
  const RealDate = Date;
  const shift = shiftedDays * 86_400_000;
  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [number | string | Date]) {
      super(given.length === 0 ? RealDate.now() + shift : given[0]);
    }
    static override now(): number {
      return RealDate.now() + shift;
    }
  } as DateConstructor;
  Math.random = () => 0.5;
}

const sha256 = (content: Uint8Array | string): string => createHash("sha256").update(content).digest("hex");

async function call(argv: readonly string[]): Promise<string> {
  let stdout = "";
  let stderr = "";
  const status = await main(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  if (status !== 0) throw new Error(`${argv.join(" ")}: ${status} ${stdout}${stderr}`);
  return stdout;
}

const folder = mkdtempSync(path.join(tmpdir(), "tieout-determinism-"));
try {
  const parameters = path.join(folder, "parameters.json");
  const book = path.join(folder, "workbook.json");
  const out = path.join(folder, "out.xlsx");
  for (const report of reportsWithCases()) {
    const asksToday = findReport(report)?.parameters.some(({ name }) => name === "workDate") === true;
    for (const example of casesOf(report)) {
      const { error, errors } = example.expected as { error?: unknown; errors?: readonly unknown[] };
      if (error || (errors && errors.length > 0)) continue;
      const given = { ...(asksToday ? { workDate: "2026-01-31" } : {}), ...example.parameters };
      writeFileSync(parameters, JSON.stringify(given));
      writeFileSync(book, JSON.stringify(example.workbook));
      const common = [report, book, "--parameters", parameters, "--json", "--run-at", "2026-02-03 09:12"];
      const printed = await call([...common, "--out", out]);
      process.stdout.write(`${report}/${example.name} ${sha256(printed)} ${sha256(readFileSync(out))}\n`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
