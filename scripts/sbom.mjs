/**
 * Software bill of materials in CycloneDX 1.6 JSON, from package.json and package-lock.json alone: the same lock file
 * gives the same bytes, so no time and no random serial number stand in it.
 *
 *   npm run sbom -- [--out dist/sbom.json] [--all]      --all adds the development packages
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./fresh-build.mjs";
import { licenceOf, lockedPackages } from "./licences.mjs";

const { values } = parseArgs({
  options: { out: { type: "string", default: "dist/sbom.json" }, all: { type: "boolean", default: false } },
});

const purl = (name, version) => `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;

/** Subresource integrity ("sha512-base64") as CycloneDX writes a hash. */
function hashes(integrity) {
  if (integrity === undefined) return undefined;
  const [algorithm, digest] = integrity.split(" ")[0].split(/-(.*)/s);
  return [
    {
      alg: algorithm.toUpperCase().replace("SHA", "SHA-"),
      content: Buffer.from(digest, "base64").toString("hex"),
    },
  ];
}

const own = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
const packages = lockedPackages({ production: !values.all });
const included = new Map(packages.map((one) => [one.folder, one]));

/** The folder that Node finds for `name` when a package in `from` asks for it. */
function resolved(from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/")))) {
    const folder = place === "" ? `node_modules/${name}` : `${place}/node_modules/${name}`;
    if (included.has(folder)) return included.get(folder);
    if (place === "") return undefined;
  }
}

function dependencies(folder, wanted) {
  const found = Object.keys(wanted)
    .map((name) => resolved(folder, name))
    .filter((one) => one !== undefined)
    .map((one) => purl(one.name, one.version));
  return [...new Set(found)].sort();
}

const components = new Map();
const graph = new Map();
for (const one of packages) {
  const reference = purl(one.name, one.version);
  components.set(reference, {
    type: "library",
    "bom-ref": reference,
    name: one.name,
    version: one.version,
    scope: one.entry.dev === true || one.entry.devOptional === true ? "excluded" : "required",
    hashes: hashes(one.entry.integrity),
    licenses: [{ expression: licenceOf(one) }],
    purl: reference,
  });
  const wanted = {
    ...one.entry.dependencies,
    ...one.entry.peerDependencies,
    ...one.entry.optionalDependencies,
  };
  const before = graph.get(reference) ?? [];
  graph.set(reference, [...new Set([...before, ...dependencies(one.folder, wanted)])].sort());
}

const self = purl(own.name, own.version);
const direct = {
  ...lock.packages[""].dependencies,
  ...(values.all ? lock.packages[""].devDependencies : {}),
};
const sbom = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: {
    component: {
      type: "application",
      "bom-ref": self,
      name: own.name,
      version: own.version,
      description: own.description,
      licenses: [{ license: { id: own.license } }],
      purl: self,
    },
  },
  components: [...components.values()],
  dependencies: [
    { ref: self, dependsOn: dependencies("", direct) },
    ...[...graph].map(([ref, dependsOn]) => ({ ref, dependsOn })),
  ],
};

const file = path.resolve(root, values.out);
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
process.stdout.write(`${path.relative(root, file)}: ${components.size} packages\n`);
