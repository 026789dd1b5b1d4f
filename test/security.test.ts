/** What an attacker would look for: network, code made of text, markup made of text, foreign addresses in the bundles. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const product = execFileSync("git", ["ls-files", "src", "ooxml"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.tsx?$/.test(file) && existsSync(file));

/** Places of the nodes that a test finds in one text. */
function placesIn(file: string, text: string, finds: (node: ts.Node) => boolean): readonly string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (finds(node)) found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The same in all files of the product; first made sure that the test finds what it looks for. */
function places(finds: (node: ts.Node) => boolean, examples: readonly string[]): readonly string[] {
  for (const example of examples)
    expect([example, placesIn("example.tsx", example, finds)]).toEqual([example, ["example.tsx:1"]]);
  return product.flatMap((file) => placesIn(file, readFileSync(file, "utf8"), finds));
}

const NETWORK =
  /^(fetch|XMLHttpRequest|WebSocket|WebTransport|EventSource|RTCPeerConnection|sendBeacon|importScripts)$/;
const MARKUP =
  /^(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|createContextualFragment|write|writeln)$/;

it("makes no network call", () => {
  const network = (node: ts.Node): boolean =>
    ts.isIdentifier(node) &&
    NETWORK.test(node.text) &&
    // A method of our own may be called fetch; one of the page may not.
    !(
      ts.isPropertyAccessExpression(node.parent) &&
      node.parent.name === node &&
      !/^(globalThis|window|self|navigator)$/.test(node.parent.expression.getText())
    );
  expect(places(network, ['fetch("x")', "new WebSocket(x)", "window.fetch", "navigator.sendBeacon"])).toEqual(
    [],
  );
});

it("imports no module of the network", () => {
  const modules =
    /^(node:)?(http|https|http2|net|tls|dgram|dns|child_process|vm|worker_threads|cluster|inspector)$/;
  const foreign = (node: ts.Node): boolean =>
    ts.isImportDeclaration(node) &&
    ts.isStringLiteral(node.moduleSpecifier) &&
    modules.test(node.moduleSpecifier.text);
  expect(places(foreign, ['import http from "node:http"', 'import { exec } from "child_process"'])).toEqual(
    [],
  );
});

it("makes no code of text", () => {
  const makesCode = (node: ts.Node): boolean => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
    const called = node.expression.getText();
    if (called === "eval" || called === "Function") return true;
    const [first] = node.arguments ?? [];
    return (
      /^(window\.|globalThis\.)?set(Timeout|Interval)$/.test(called) &&
      !!first &&
      ts.isStringLiteralLike(first)
    );
  };
  expect(places(makesCode, ["eval(x)", "new Function(x)", 'setTimeout("x", 1)'])).toEqual([]);
});

it("makes no markup of text", () => {
  const makesMarkup = (node: ts.Node): boolean => {
    const name = ts.isPropertyAccessExpression(node) || ts.isJsxAttribute(node) ? node.name.getText() : "";
    if (!MARKUP.test(name)) return false;
    // Streams and editors also write; only a document writes markup.
    return !/^write(ln)?$/.test(name) || /\bdocument\.write/.test(node.getText());
  };
  expect(
    places(makesMarkup, ["a.innerHTML = x", "document.write(x)", "<p dangerouslySetInnerHTML={x} />"]),
  ).toEqual([]);
});

it("makes no regular expression of text from cells", () => {
  const dynamic = (node: ts.Node): boolean =>
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    node.expression.getText() === "RegExp" &&
    !(node.arguments?.[0] && ts.isStringLiteral(node.arguments[0]));
  // The writer of workbooks looks for an attribute of its own choice in a part of a workbook.
  expect(
    places(dynamic, ["new RegExp(x)", "RegExp(`a${x}`)"]).filter(
      (place) => !place.startsWith("ooxml/workbook-writer.ts:"),
    ),
  ).toEqual([]);
});

describe("bundles", () => {
  const folder = "dist";
  const built = existsSync(path.join(folder, "taskpane.js"));
  const bundles = built
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".js") && !file.startsWith("runner"))
        .map((file) => path.join(folder, file))
    : [];

  it("are there once the product is built", () => {
    expect(bundles.length > 0).toBe(built);
  });

  it("call no network of their own", () => {
    const found = bundles.filter((file) =>
      /\b(?:new\s+(?:XMLHttpRequest|WebSocket|EventSource)|navigator\.sendBeacon|(?<![.\w$])fetch\s*\()/.test(
        readFileSync(file, "utf8"),
      ),
    );
    expect(found).toEqual([]);
  });

  it("hold no code made of text", () => {
    const found = bundles.filter((file) =>
      /(?<![.\w$])eval\s*\(|new\s+Function\s*\(|(?<![.\w$])Function\s*\(\s*["'`]/.test(
        readFileSync(file, "utf8"),
      ),
    );
    expect(found).toEqual([]);
  });
});
