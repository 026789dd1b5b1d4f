/** The command line: `npm run --silent tieout -- <report-id> <workbook> …`. Bundles `src/runner` first when it changed. */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { freshBundle, root } from "./fresh-build.mjs";

const output = "dist/runner/tieout.mjs";
const entry = "src/runner/main.ts";

// A release carries the bundle without the sources.
const bundle = existsSync(path.join(root, entry))
  ? await freshBundle({
      entry,
      output,
      sources: ["src", "ooxml", "package.json", "package-lock.json", "scripts/fresh-build.mjs"],
    })
  : path.join(root, output);

const { main } = await import(pathToFileURL(bundle).href);
// exitCode rather than exit(): what was written to a pipe is still flushed.
process.exitCode = await main(process.argv.slice(2), process);
