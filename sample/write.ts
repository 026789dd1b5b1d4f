/** Command line: `npm run sample -- --json file | --csv folder [--seed n] [--entries n] [--clean]`. */
import { parseArgs } from "node:util";
import { generateSample } from "./generate";
import { writeCsv, writeJson } from "./write-text";

function main(): number {
  const { values } = parseArgs({
    options: {
      json: { type: "string" },
      csv: { type: "string" },
      seed: { type: "string", default: "1" },
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
  if (values.json === undefined && values.csv === undefined) {
    process.stderr.write("Say where to write: --json file or --csv folder.\n");
    return 2;
  }
  const { tables } = generateSample({ seed, valueEntries, faults: !values.clean });
  if (values.json !== undefined) writeJson(tables, values.json);
  if (values.csv !== undefined) writeCsv(tables, values.csv);
  for (const [sheet, table] of tables) process.stderr.write(`${sheet}: ${table.rowCount} rows\n`);
  return 0;
}

process.exitCode = main();
