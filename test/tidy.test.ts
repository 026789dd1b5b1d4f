/** House rules: what each room may know, and what may stand nowhere. Read from the syntax of the files, not from their text. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { loadReport, reportCards } from "../src/engine/catalogue";
import { messageCodes } from "../src/engine/messages";
import { ENGINE_VERSION } from "../src/engine/version";

const tracked = execFileSync("git", ["ls-files"], {
  encoding: "utf8",
  maxBuffer: 1 << 26,
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));
const isCode = (file: string): boolean => /\.(ts|tsx|mts)$/.test(file) && !file.endsWith(".d.ts");
const code = tracked.filter(isCode);
const inside = (folder: string): readonly string[] => code.filter((file) => file.startsWith(folder));
const product = [...inside("src/"), ...inside("ooxml/")];

const texts = new Map<string, string>();
function textOf(file: string): string {
  let text = texts.get(file);
  if (text === undefined) texts.set(file, (text = readFileSync(file, "utf8")));
  return text;
}

const trees = new Map<string, ts.SourceFile>();
function treeOf(file: string): ts.SourceFile {
  let tree = trees.get(file);
  if (!tree) trees.set(file, (tree = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ES2022, true)));
  return tree;
}

/** Places ("file:line") of the nodes of files that a test finds. */
function places(files: readonly string[], finds: (node: ts.Node) => boolean): readonly string[] {
  return files.flatMap((file) => {
    const tree = treeOf(file);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (finds(node)) found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

/** Names that a file gives to variables and parameters of its own. */
function ownNames(file: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name)
    )
      names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(treeOf(file));
  return names;
}

/** Names of things of the page or of Node, not of properties and members that are called the same. */
function isGlobal(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (!ts.isIdentifier(node) || !names.has(node.text)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    const { expression } = parent;
    const isWindow =
      ts.isIdentifier(expression) && /^(globalThis|window|self|navigator)$/.test(expression.text);
    return parent.expression === node || isWindow;
  }
  if (ts.isQualifiedName(parent)) return parent.left === node;
  const declares =
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isJsxAttribute(parent) ||
      ts.isImportSpecifier(parent) ||
      ts.isExportSpecifier(parent)) &&
    parent.name === node;
  return !declares;
}

const calls = (node: ts.Node): string | undefined =>
  ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText() : undefined;

/** Relative imports of a file, dynamic ones and workers included, as tracked files. */
function importsOf(file: string): readonly string[] {
  const text = textOf(file);
  const named = ts.preProcessFile(text, true, true).importedFiles.map((one) => one.fileName);
  for (const match of text.matchAll(/new URL\("([^"]+)"/g)) named.push(match[1] ?? "");
  return named
    .filter((name) => name.startsWith("."))
    .flatMap((name) => {
      const base = path.join(path.dirname(file), name);
      const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`];
      return candidates.filter((candidate) => isCode(candidate) && existsSync(candidate)).slice(0, 1);
    });
}

function reachedFrom(entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...importsOf(file));
  }
  return reached;
}

describe("rooms", () => {
  it("let only the doors to Excel touch Office.js", () => {
    const allowed = [
      "src/workbook/excel/",
      "src/functions/",
      "src/commands/",
      "src/application/",
      "src/taskpane/index.tsx",
    ];
    const office = new Set(["Excel", "Office", "OfficeExtension", "CustomFunctions", "OfficeRuntime"]);
    const others = product.filter((file) => !allowed.some((place) => file.startsWith(place)));
    expect(places(others, (node) => isGlobal(node, office))).toEqual([]);
  });

  it("keep the engine to itself: of the workbook it knows what a sheet is, and nothing of the doors", () => {
    const foreign = inside("src/engine/").flatMap((file) =>
      importsOf(file)
        .filter((found) => !found.startsWith("src/engine/") && found !== "src/workbook/sheet.ts")
        .map((found) => `${file} imports ${found}`),
    );
    expect(foreign).toEqual([]);
    expect(importsOf("src/workbook/sheet.ts")).toEqual([]);
  });

  it("give the engine no clock, no chance, no files, no browser", () => {
    const forbidden = new Set([
      ...["window", "document", "navigator", "localStorage", "sessionStorage", "indexedDB", "performance"],
      ...["setTimeout", "setInterval", "requestAnimationFrame", "process", "Buffer", "require", "crypto"],
    ]);
    const used = inside("src/engine/").flatMap((file) => {
      const own = ownNames(file);
      const names = new Set([...forbidden].filter((name) => !own.has(name)));
      return places([file], (node) => isGlobal(node, names));
    });
    expect(used).toEqual([]);
    const asksTheClock = (node: ts.Node): boolean =>
      calls(node) === "Date.now" ||
      calls(node) === "Math.random" ||
      (ts.isNewExpression(node) && node.expression.getText() === "Date" && node.arguments?.length === 0);
    expect(places(inside("src/engine/"), asksTheClock)).toEqual([]);
    const builtIns = inside("src/engine/").filter((file) => textOf(file).includes('from "node:'));
    expect(builtIns).toEqual([]);
  });

  it("take no words from the place where they run", () => {
    const local = /^(toLocale\w+|localeCompare)$/;
    const files = [...inside("src/engine/"), ...inside("src/workbook/"), ...inside("ooxml/")];
    expect(
      places(files, (node) => ts.isPropertyAccessExpression(node) && local.test(node.name.text)),
    ).toEqual([]);
    expect(places(files, (node) => isGlobal(node, new Set(["Intl"])))).toEqual([]);
  });

  it("have no file that nothing leads to", () => {
    const entries = ["src/taskpane/index.tsx", "src/functions/index.ts", "src/runner/main.ts"];
    const reached = reachedFrom(entries);
    expect(product.filter((file) => !reached.has(file))).toEqual([]);
  });

  it("have no helper of tests, benchmarks or the sample that nothing leads to", () => {
    const scripts = tracked.filter((file) => /\.(mjs|json|js|md)$/.test(file));
    // By its path anywhere, by its name alone in a script beside it.
    const isNamed = (file: string): boolean =>
      scripts.some(
        (script) =>
          textOf(script).includes(file) ||
          (path.dirname(script) === path.dirname(file) &&
            textOf(script).includes(`"${path.basename(file)}"`)),
      );
    const folders = ["test/", "bench/", "sample/", "excel-host/"].flatMap(inside);
    const starts = folders.filter(
      (file) => /\.test\.tsx?$/.test(file) || isNamed(file) || /^bench\/[\w-]+\.ts$/.test(file),
    );
    const namedByTests = folders.filter((file) =>
      starts.some((start) => start !== file && textOf(start).includes(path.basename(file))),
    );
    const reached = reachedFrom([...starts, ...namedByTests]);
    expect(folders.filter((file) => !reached.has(file))).toEqual([]);
  });
});

describe("amounts", () => {
  /** Where `toFixed` is not about binary amounts: decimal.js at a place that shows it, coordinates, durations. */
  const ALLOWED: Readonly<Record<string, string>> = {
    "src/engine/jobs/decimal28.ts": "decimal.js",
    "src/engine/month-end/binder.ts": "decimal.js",
    "src/engine/reports/cost-shares-breakdown/chart.ts": "decimal.js",
    "src/engine/reports/inventory-gl-reconciliation/summary.ts": "decimal.js",
    "src/taskpane/parts/Chart.tsx": "coordinates of a drawing",
    "src/taskpane/report/Result.tsx": "seconds of a run",
  };
  const doubtful = (node: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(node) && node.name.text === "toFixed") ||
    isGlobal(node, new Set(["parseFloat"])) ||
    (ts.isPropertyAccessExpression(node) && node.getText() === "Number.parseFloat");

  it("are never rounded or read as binary fractions outside engine/values", () => {
    const files = product.filter((file) => !file.startsWith("src/engine/values/") && !(file in ALLOWED));
    expect(places(files, doubtful)).toEqual([]);
  });

  it("have no exception that is no longer needed", () => {
    const needed = new Set(places(Object.keys(ALLOWED), doubtful).map((place) => place.replace(/:\d+$/, "")));
    expect(Object.keys(ALLOWED).filter((file) => !needed.has(file))).toEqual([]);
  });
});

describe("the code", () => {
  it("has no default exports", () => {
    const isDefault = (node: ts.Node): boolean =>
      ts.isExportAssignment(node) ||
      (ts.canHaveModifiers(node) &&
        ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) === true);
    expect(places(product, isDefault)).toEqual([]);
  });

  it("leaves nothing to be done later", () => {
    const marks = new RegExp(["TO", "DO|FIX", "ME|X", "XX\\b"].join(""));
    const files = tracked.filter((file) => /\.(tsx?|mjs|js|md|css|html)$/.test(file));
    expect(files.filter((file) => marks.test(textOf(file)))).toEqual([]);
  });

  it("has no test that runs alone or not at all", () => {
    const partial = /^(it|test|describe)(\.\w+)*\.(only|skip|todo)$|^(fit|fdescribe|xit|xdescribe|xtest)$/;
    const suites = code.filter((file) => /\.test\.tsx?$/.test(file));
    expect(suites.length).toBeGreaterThan(50);
    const isPartial = (node: ts.Node): boolean => {
      if (!partial.test(calls(node) ?? "")) return false;
      const [title] = (node as ts.CallExpression).arguments;
      return title !== undefined && ts.isStringLiteralLike(title);
    };
    expect(places(suites, isPartial)).toEqual([]);
  });

  it("names no machine and no registry", () => {
    // package-lock.json names the public registry on purpose: that is where a clone installs from.
    const hosts =
      /(^|[^\w.])\/(work|root|home|Users)\/\w|[A-Z]:\\Users|registry\.[\w.-]+|\b(10|192\.168)\.\d+\.\d+\.\d+/;
    const files = tracked.filter(
      (file) =>
        /\.(tsx?|mjs|js|json|md|css|html|xml|ya?ml|npmrc)$/.test(file) && file !== "package-lock.json",
    );
    const ownRule = "test/tidy.test.ts";
    expect(files.filter((file) => file !== ownRule && hosts.test(textOf(file)))).toEqual([]);
  });
});

describe("versions", () => {
  it("are the same in package, engine and manifest", () => {
    const { version } = JSON.parse(textOf("package.json")) as { version: string };
    expect(ENGINE_VERSION).toBe(version);
    expect(/<Version>([\d.]+)<\/Version>/.exec(textOf("manifest.xml"))?.[1]).toBe(`${version}.0`);
  });
});

describe("reports", () => {
  it.each(reportCards.map((card) => card.id))("%s has its parts", (id) => {
    for (const part of ["parameters.ts", "run.ts", "layout.ts", "summary.ts", "index.ts", "README.md"])
      expect([part, existsSync(`src/engine/reports/${id}/${part}`)]).toEqual([part, true]);
  });

  it("have a text for every code that the code names", async () => {
    for (const { id } of reportCards) await loadReport(id);
    await import("../src/workbook/apply/messages");
    const known = new Set(messageCodes().map((name) => name.slice(name.indexOf("/") + 1)));
    const unknown: string[] = [];
    for (const file of inside("src/")) {
      const visit = (node: ts.Node): void => {
        const named = codeNamedBy(node);
        if (named !== undefined && !known.has(named)) unknown.push(`${file}: ${named}`);
        ts.forEachChild(node, visit);
      };
      visit(treeOf(file));
    }
    expect(unknown).toEqual([]);
  });
});

/** The code of `new Refusal("CODE", …)`, `note("CODE", …)` and `messageText("CODE", …)`. */
function codeNamedBy(node: ts.Node): string | undefined {
  const called = calls(node);
  if (called !== "Refusal" && called !== "note" && called !== "messageText") return undefined;
  const [first] = (node as ts.CallExpression | ts.NewExpression).arguments ?? [];
  return first && ts.isStringLiteral(first) ? first.text : undefined;
}
