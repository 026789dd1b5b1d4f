/**
 * Bundles TypeScript for Node on demand: the command line (`tieout.mjs`) and one-off scripts (`run-ts.mjs`)
 * run from source without a separate build step, and start from the last bundle when nothing changed.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

const DAY = 24 * 60 * 60 * 1000;

/** CommonJS packages inside an ES module bundle still ask for Node's built-ins through `require`. */
const requireBanner =
  'import { createRequire as tieoutCreateRequire } from "node:module";\n' +
  "const require = tieoutCreateRequire(import.meta.url);";

/**
 * Whether anything below `sources` (files or folders, relative to the repository) is newer than `time` (ms).
 * Folders count too, because deleting or renaming a file only touches its folder. Stops at the first hit.
 */
export function anyNewerThan(time, sources) {
  const waiting = sources.map((source) => path.join(root, source));
  while (waiting.length > 0) {
    const current = waiting.pop();
    const stat = statSync(current, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (stat.mtimeMs > time) return true;
    if (!stat.isDirectory()) continue;
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      waiting.push(path.join(current, entry.name));
    }
  }
  return false;
}

/** Writes a file so that a reader sees either the old or the new content, never half of it. */
function writeWhole(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

/** Removes chunks of earlier builds once no process that started from them can still be running. */
function removeOldChunks(folder, kept) {
  const chunks = path.join(folder, "chunks");
  if (!existsSync(chunks)) return;
  for (const name of readdirSync(chunks)) {
    const file = path.join(chunks, name);
    if (!kept.has(file) && Date.now() - statSync(file).mtimeMs > DAY) rmSync(file, { force: true });
  }
}

/**
 * Makes sure that the bundle of `entry` exists and is not older than `sources`; returns its path.
 *
 * @param {object} options
 * @param {string} options.entry TypeScript file, relative to the repository
 * @param {string} options.output bundle (.mjs), relative to the repository; chunks go into `chunks/` beside it
 * @param {string[]} [options.sources] what the bundle depends on; without it the bundle is always made anew
 * @param {boolean} [options.packagesExternal] leave npm packages out of the bundle (native ones need it)
 * @param {boolean} [options.sourcemap] put the source map into the bundle, for stack traces that name the source
 */
export async function freshBundle({ entry, output, sources, packagesExternal = false, sourcemap = false }) {
  const bundle = path.join(root, output);
  const built = statSync(bundle, { throwIfNoEntry: false });
  if (built !== undefined && sources !== undefined && !anyNewerThan(built.mtimeMs, sources)) return bundle;

  // Loaded only here: a start from a fresh bundle does not pay for the bundler.
  const { build } = await import("esbuild");
  const started = new Date();
  const folder = path.dirname(bundle);
  const name = path.basename(bundle, ".mjs");
  const result = await build({
    absWorkingDir: root,
    entryPoints: { [name]: path.resolve(root, entry) },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: packagesExternal ? "external" : "bundle",
    banner: packagesExternal ? {} : { js: requireBanner },
    minifySyntax: !sourcemap,
    sourcemap: sourcemap ? "inline" : false,
    legalComments: "none",
    logLevel: "warning",
    write: false,
  });

  // Chunks carry their hash in the name, so two runs at once write equal files; the entry comes last.
  const files = result.outputFiles.sort((a, b) => Number(a.path === bundle) - Number(b.path === bundle));
  for (const file of files) writeWhole(file.path, file.contents);
  // The time of the start, not of the end: a source saved during the build makes the bundle stale.
  utimesSync(bundle, started, started);
  removeOldChunks(folder, new Set(files.map((file) => file.path)));
  return bundle;
}
