/**
 * Checks what the build put into dist/: compressed sizes of what the pane loads first, and what must not be inside:
 * Microsoft's library (its terms forbid to carry it), code made from text (the content security policy forbids it),
 * and addresses nobody asked for (nothing leaves the workbook).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./fresh-build.mjs";

const dist = path.join(root, "dist");
const kB = 1000;

/** Largest compressed size in bytes. */
const limits = { pane: 250 * kB, functions: 40 * kB };

/** Addresses that stand in bundles as names or in messages; none of them is ever requested. */
const allowedAddresses = [
  "http://www.w3.org/", // names of XML namespaces
  "https://react.dev/", // React's messages name the page that explains them
  "http://schemas.openxmlformats.org/", // names in .xlsx files
  "http://purl.oclc.org/ooxml/", // the same in strict files
  "http://schemas.microsoft.com/", // the same in Excel's extensions
  "http://purl.org/dc/", // document properties of .xlsx files
];

const forbidden = [
  { what: "code made from text", pattern: /\beval\(|\bnew Function\b|\bFunction\("/ },
  {
    what: "Microsoft's Office library",
    pattern: /OSF\.DDA|Microsoft Office JavaScript|OfficeExtension\.ClientRequest=/,
  },
];

const problems = [];

function scriptsOf(page) {
  const html = readFileSync(path.join(dist, page), "utf8");
  return [...html.matchAll(/<script\b[^>]*\bsrc="?([^">\s]+)"?/g)]
    .map(([, address]) => address.replace(/\?.*$/, ""))
    .filter((address) => !address.startsWith("https://appsforoffice.microsoft.com/"));
}

function compressedSize(file) {
  return gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length;
}

function report(name, files, limit) {
  const size = files.reduce((sum, file) => sum + compressedSize(file), 0);
  const within = size <= limit;
  process.stdout.write(
    `${name}: ${(size / kB).toFixed(1)} kB of ${limit / kB} kB (${files.join(", ")})${within ? "" : "  TOO LARGE"}\n`,
  );
  if (!within) problems.push(`${name} is ${size - limit} bytes too large`);
}

function inspect(file) {
  const text = readFileSync(path.join(dist, file), "utf8");
  for (const { what, pattern } of forbidden) {
    const place = text.search(pattern);
    if (place >= 0)
      problems.push(`${file} holds ${what}: …${text.slice(Math.max(0, place - 40), place + 60)}…`);
  }
  for (const [address] of text.matchAll(/\b(?:https?|wss?):\/\/[^\s"'`\\<>)]+/g)) {
    if (!allowedAddresses.some((allowed) => address.startsWith(allowed))) {
      problems.push(`${file} names the address ${address}`);
    }
  }
}

if (!existsSync(path.join(dist, "taskpane.html"))) {
  process.stderr.write("There is no build in dist/. Run npm run build first.\n");
  process.exit(2);
}

const initial = scriptsOf("taskpane.html");
report(
  "pane",
  initial.filter((file) => file !== "functions.js"),
  limits.pane,
);
report("functions", ["functions.js"], limits.functions);

const scripts = readdirSync(dist, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".js"))
  .sort();
for (const file of scripts.filter((one) => !initial.includes(one))) {
  process.stdout.write(`  ${file}: ${(compressedSize(file) / kB).toFixed(1)} kB, loaded when needed\n`);
}
scripts.forEach(inspect);

for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
