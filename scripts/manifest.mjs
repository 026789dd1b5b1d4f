/**
 * Derives a manifest for the address where Tieout is hosted:
 *
 *   npm run manifest -- --base https://host/path [--out dist/manifest.xml] [--id GUID] [--name "Tieout (test)"]
 *                       [--namespace TIEOUTTEST]
 *
 * Excel tells add-ins apart by their Id. Without --id it is derived from the address, so the same address always gets
 * the same Id, and two environments never share one.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./fresh-build.mjs";

/** The address that manifest.xml is written for. */
export const developmentBase = "https://localhost:3000";

/** The address without a trailing slash; refuses what Excel would refuse. */
export function checkedBase(text) {
  if (!URL.canParse(text)) throw new Error(`"${text}" is not an address. Write it like https://host/path.`);
  const url = new URL(text);
  if (url.protocol !== "https:")
    throw new Error(`"${text}" is not https. Excel loads add-ins over https only.`);
  if (url.search !== "" || url.hash !== "")
    throw new Error(`"${text}" has a query or a fragment. Leave it out.`);
  return url.href.replace(/\/+$/, "");
}

/** An Id that depends on the address alone: a name-based UUID (version 5 layout). */
export function idOfBase(base) {
  const bytes = createHash("sha1").update(`tieout:${base}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Replaces the one place that `pattern` finds; a manifest without it, or with two, is not ours. */
function replaceOnce(xml, pattern, replacement) {
  const found = xml.match(new RegExp(pattern, "g"))?.length ?? 0;
  if (found !== 1) throw new Error(`manifest.xml has ${found} places that match ${pattern.source}, not one.`);
  return xml.replace(pattern, () => replacement);
}

/**
 * The manifest for another address.
 *
 * @param {string} xml text of manifest.xml
 * @param {{ base: string, version: string, id?: string, name?: string, namespace?: string }} options
 *   `version` of three parts, as in package.json
 */
export function deriveManifest(xml, { base, version, id, name, namespace }) {
  const address = checkedBase(base);
  const development = address === developmentBase;
  if (id !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) {
    throw new Error(`"${id}" is not a GUID.`);
  }
  if (namespace !== undefined && !/^[A-Z][A-Z0-9]{2,31}$/.test(namespace)) {
    throw new Error(`"${namespace}" cannot be a namespace: capital letters and digits, three at least.`);
  }
  let result = xml.replaceAll(developmentBase, escaped(address));
  result = replaceOnce(result, /<Version>[^<]*<\/Version>/, `<Version>${version}.0</Version>`);
  if (!development || id !== undefined) {
    result = replaceOnce(result, /<Id>[^<]*<\/Id>/, `<Id>${id ?? idOfBase(address)}</Id>`);
    result = replaceOnce(result, /<!--\n {2}Tieout's manifest[^]*?-->\n/, "");
  }
  if (name !== undefined) {
    result = replaceOnce(
      result,
      /<DisplayName DefaultValue="[^"]*"/,
      `<DisplayName DefaultValue="${escaped(name)}"`,
    );
  }
  if (namespace !== undefined) {
    result = replaceOnce(
      result,
      /id="Functions\.Namespace" DefaultValue="[^"]*"/,
      `id="Functions.Namespace" DefaultValue="${namespace}"`,
    );
  }
  return result;
}

/** The manifest of this working copy for an address. */
export function manifestFor(options) {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return deriveManifest(readFileSync(path.join(root, "manifest.xml"), "utf8"), { version, ...options });
}

function main() {
  const { values } = parseArgs({
    options: {
      base: { type: "string" },
      out: { type: "string", default: "dist/manifest.xml" },
      id: { type: "string" },
      name: { type: "string" },
      namespace: { type: "string" },
    },
  });
  const { base, out, ...rest } = values;
  if (base === undefined) {
    throw new Error("Say where Tieout is hosted: npm run manifest -- --base https://host/path");
  }
  const file = path.resolve(root, out);
  const xml = manifestFor({ base, ...rest });
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, xml);
  process.stdout.write(`${path.relative(root, file)}: ${/<Id>(.*)<\/Id>/.exec(xml)[1]}, ${base}\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    main();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
