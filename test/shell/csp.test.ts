/** The pages' content security policies: nothing inline, nothing made from text, no connection to anyone else. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const pane = "src/taskpane/taskpane.html";
const pages = readdirSync(path.join(root, "assets/pages"))
  .filter((file) => file.endsWith(".html"))
  .map((file) => `assets/pages/${file}`);

const read = (page: string) => readFileSync(path.join(root, page), "utf8");

function policyOf(page: string): Map<string, string[]> {
  const meta = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(read(page));
  return new Map(
    (meta?.[1] ?? "").split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

describe.each([pane, ...pages])("%s", (page) => {
  const html = read(page);
  const policy = policyOf(page);

  it("forbids everything that is not named", () => {
    expect(policy.get("default-src")).toEqual(["'none'"]);
    const sources = [...policy.values()].flat();
    for (const loose of ["'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'", "*", "https:", "blob:"]) {
      expect(sources).not.toContain(loose);
    }
  });

  it("has nothing inline", () => {
    expect(html).not.toMatch(/<style\b/i);
    expect(html).not.toMatch(/\sstyle=/i);
    expect(html).not.toMatch(/\son[a-z]+=/i);
    for (const script of html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/gi)) {
      expect(script[1]).toMatch(/\bsrc="/);
      expect(script[2]).toBe("");
    }
  });
});

describe("the pane", () => {
  it("runs its own scripts and Microsoft's library, and connects to its own site only", () => {
    const policy = policyOf(pane);
    expect(policy.get("script-src")).toEqual(["'self'", "https://appsforoffice.microsoft.com"]);
    expect(policy.get("connect-src")).toEqual(["'self'"]);
    expect(policy.get("worker-src")).toEqual(["'self'"]);
    expect(policy.get("base-uri")).toEqual(["'none'"]);
    expect(policy.get("form-action")).toEqual(["'none'"]);
  });

  it("allows style elements only while they are empty", () => {
    const empty = createHash("sha256").update("").digest("base64");
    expect(policyOf(pane).get("style-src")).toEqual(["'self'", `'sha256-${empty}'`]);
  });

  it("loads Microsoft's library from its one address, in the head", () => {
    const head = /<head>([^]*)<\/head>/.exec(read(pane))?.[1] ?? "";
    const scripts = [...head.matchAll(/<script src="([^"]*)"/g)].map(([, address]) => address);
    expect(scripts).toEqual(["https://appsforoffice.microsoft.com/lib/1/hosted/office.js"]);
  });
});

describe("the other pages", () => {
  it("run no script", () => {
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) expect(policyOf(page).has("script-src")).toBe(false);
  });
});
