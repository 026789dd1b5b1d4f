/** Command line: `npm run sample -- [--out file.xlsx] [--json file] [--csv folder] [--seed n] [--entries n] [--clean]`. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_SEED, generateSample } from "./generate";
import { writeCsv, writeJson } from "./write-text";
import { workbookBytes } from "./write-workbook";

function main(): number {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      json: { type: "string" },
      csv: { type: "string" },
      seed: { type: "string", default: String(DEFAULT_SEED) },
      entries: { type: "string", default: "3000" },
      clean: { type: "boolean", default: false },
    },
  });
  const seed = Number(values.seed);
  const valueEntries = Number(values.entries);
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(valueEntries) || valueEntries < 1) {
    process.stderr.write("--seed and --entries take whole numbers.\n");
    return 2;
  }
  if (values.out === undefined && values.json === undefined && values.csv === undefined) {
    process.stderr.write("Say where to write: --out file.xlsx, --json file or --csv folder.\n");
    return 2;
  }
  const { tables } = generateSample({ seed, valueEntries, faults: !values.clean });
  if (values.out !== undefined) {
    mkdirSync(path.dirname(path.resolve(values.out)), { recursive: true });
    writeFileSync(values.out, workbookBytes(tables));
  }
  if (values.json !== undefined) writeJson(tables, values.json);
  if (values.csv !== undefined) writeCsv(tables, values.csv);
  for (const [sheet, table] of tables) process.stderr.write(`${sheet}: ${table.rowCount} rows\n`);
  return 0;
}

process.exitCode = main();
