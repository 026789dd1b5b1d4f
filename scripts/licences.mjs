/**
 * Licences of the packages that Tieout ships (the production tree of package-lock.json): `npm run licences` prints the
 * list and fails for a licence that is not on the list below; the build writes the full texts beside the bundles.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./fresh-build.mjs";

/** Licences that allow use in an MIT-licensed product without further duties than keeping the notice. */
const allowed = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "(MIT AND Zlib)",
]);

/**
 * Packages of the lock file, sorted by name and version.
 *
 * @param {{ production: boolean }} options `production`: only what is installed without development packages
 * @returns {{ name: string, version: string, folder: string, entry: object }[]}
 */
export function lockedPackages({ production }) {
  const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  return Object.entries(lock.packages)
    .filter(([folder, entry]) => folder !== "" && entry.link !== true)
    .filter(([, entry]) => !production || !(entry.dev === true || entry.devOptional === true))
    .map(([folder, entry]) => ({
      name: entry.name ?? folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length),
      version: entry.version,
      folder,
      entry,
    }))
    .sort((a, b) => (`${a.name}@${a.version}@${a.folder}` < `${b.name}@${b.version}@${b.folder}` ? -1 : 1));
}

/** The licence a package declares, as an SPDX expression. */
export function licenceOf({ folder, entry }) {
  if (typeof entry.license === "string") return entry.license;
  const file = path.join(root, folder, "package.json");
  if (!existsSync(file)) return "UNKNOWN";
  const { license, licenses } = JSON.parse(readFileSync(file, "utf8"));
  if (typeof license === "string") return license;
  return license?.type ?? licenses?.map((one) => one.type).join(" OR ") ?? "UNKNOWN";
}

/** Text of the package's own licence and notice files, or "" where it has none. */
function noticeOf({ folder }) {
  const place = path.join(root, folder);
  if (!existsSync(place)) return "";
  return readdirSync(place)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file) && !/\.(js|ts|json)$/.test(file))
    .sort()
    .map((file) => readFileSync(path.join(place, file), "utf8").trim())
    .join("\n\n");
}

/** The file that goes with the bundles: every package with its licence and the text of it. */
export function licenceText() {
  const parts = lockedPackages({ production: true }).map((one) => {
    const head = `${one.name} ${one.version} (${licenceOf(one)})`;
    return [head, "-".repeat(head.length), noticeOf(one)].filter((line) => line !== "").join("\n");
  });
  return `Tieout is built with the following packages.\n\n${parts.join("\n\n\n")}\n`;
}

function main() {
  const packages = lockedPackages({ production: true });
  const counts = new Map();
  for (const one of packages) {
    const licence = licenceOf(one);
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
    process.stdout.write(`${one.name} ${one.version}\t${licence}\n`);
  }
  const summary = [...counts].sort((a, b) => b[1] - a[1]).map(([licence, count]) => `${count} ${licence}`);
  process.stdout.write(`${packages.length} packages: ${summary.join(", ")}\n`);
  const refused = packages.filter((one) => !allowed.has(licenceOf(one)));
  if (refused.length > 0) {
    process.stderr.write(
      `Not allowed: ${refused.map((one) => `${one.name} (${licenceOf(one)})`).join(", ")}\n`,
    );
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
