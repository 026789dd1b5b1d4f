/**
 * Runs a TypeScript script: `node scripts/run-ts.mjs <file.ts> [arguments]`. The bundle lives in the package cache, so
 * a script finds its own files from the current folder (the repository), not from `import.meta.url`.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { freshBundle, root } from "./fresh-build.mjs";

const [script, ...rest] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write("Usage: node scripts/run-ts.mjs <file.ts> [arguments]\n");
  process.exit(2);
}

const source = path.relative(root, path.resolve(script));
const name = source.replace(/\.[cm]?tsx?$/, "").replaceAll(/[^A-Za-z0-9]+/g, "-");
const bundle = await freshBundle({
  entry: source,
  output: `node_modules/.cache/tieout/${name}.mjs`,
  packagesExternal: true,
  sourcemap: true,
});

process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], path.resolve(script), ...rest];
await import(pathToFileURL(bundle).href);
