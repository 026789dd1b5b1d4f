/** The scripts around the product: bundling on demand, licence list, bill of materials. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "tieout-tools-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const node = (script: string, ...values: string[]) =>
  spawnSync(process.execPath, [path.join(root, "scripts", script), ...values], {
    cwd: root,
    encoding: "utf8",
  });

describe("run-ts", () => {
  it("runs a TypeScript file with its imports and arguments, and again after a change", () => {
    const script = path.join(folder, "told.ts");
    writeFileSync(path.join(folder, "other.ts"), "export const word: string = 'first';\n");
    writeFileSync(
      script,
      "import { word } from './other';\nprocess.stdout.write([word, ...process.argv.slice(2)].join(' '));\n",
    );
    expect(node("run-ts.mjs", script, "--a", "b c").stdout).toBe("first --a b c");
    writeFileSync(path.join(folder, "other.ts"), "export const word: string = 'second';\n");
    expect(node("run-ts.mjs", script).stdout).toBe("second");
  });

  it("names the line of the source when the script fails", () => {
    const script = path.join(folder, "fails.ts");
    writeFileSync(
      script,
      "interface Gone { a: number }\n\nconst gone = undefined as unknown as Gone;\ngone.a;\n",
    );
    const told = node("run-ts.mjs", script);
    expect(told.status).not.toBe(0);
    expect(told.stderr).toContain("fails.ts:4:6");
  });

  it("says how to call it", () => {
    expect(node("run-ts.mjs").status).toBe(2);
  });
});

describe("licences", () => {
  it("finds only licences that allow redistribution", () => {
    const told = node("licences.mjs");
    expect(told.stderr).toBe("");
    expect(told.status).toBe(0);
    expect(told.stdout).toMatch(/^react 19\S*\tMIT$/m);
    // Development tools are not shipped; Microsoft's library must never be.
    expect(told.stdout).not.toMatch(/^(webpack|typescript|@microsoft\/office-js) /m);
  });
});

describe("sbom", () => {
  it("is the same for the same lock file, and every reference in it resolves", () => {
    const [first, second] = [path.join(folder, "a.json"), path.join(folder, "b.json")];
    expect(node("sbom.mjs", "--out", first).status).toBe(0);
    expect(node("sbom.mjs", "--out", second).status).toBe(0);
    expect(readFileSync(second, "utf8")).toBe(readFileSync(first, "utf8"));
    const sbom = JSON.parse(readFileSync(first, "utf8")) as {
      metadata: { component: { "bom-ref": string } };
      components: { "bom-ref": string; hashes?: { content: string }[] }[];
      dependencies: { ref: string; dependsOn: string[] }[];
    };
    const known = new Set(sbom.components.map((one) => one["bom-ref"]));
    expect(known.size).toBe(sbom.components.length);
    const reached = new Set(sbom.dependencies.flatMap((one) => one.dependsOn));
    expect([...reached].filter((reference) => !known.has(reference))).toEqual([]);
    expect([...known].filter((reference) => !reached.has(reference))).toEqual([]);
    for (const { hashes } of sbom.components) expect(hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/);
  });
});
