/**
 * Serves the workbench: the stand-in Excel window with the built add-in in its pane.
 *
 *   node excel-host/workbench/server.mjs [workbook.xlsx] [--port 3001] [--addin dist]
 *
 * The add-in is served as it was built, except that the address of Office.js is replaced by a local one (the library
 * comes from node_modules) and that a line connects the page to the window around it.
 */
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import process from "node:process";
import { Buffer } from "node:buffer";
import { URL, fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const OFFICE_CDN = "https://appsforoffice.microsoft.com/lib/1/hosted/";
const MAX_UPLOAD = 256 * 1024 * 1024;

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
};

/** Runs in the pane's frame before Office.js: the window around it takes the place of Excel. */
const CONNECT = "if (parent !== window && parent.workbench) parent.workbench.attach(window);\n";

/** The page's program as one file. */
export async function bundleWorkbench() {
  const { outputFiles } = await build({
    entryPoints: [path.join(here, "main.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outputFiles[0].text;
}

/**
 * Starts the server.
 * @param {{ workbook?: string, port?: number, addin?: string }} options port 0 takes a free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startWorkbench({ workbook, port = 3001, addin = path.join(root, "dist") } = {}) {
  const main = await bundleWorkbench();
  const require = createRequire(import.meta.url);
  const office = path.join(path.dirname(require.resolve("@microsoft/office-js/package.json")), "dist");
  let opened;
  if (workbook !== undefined) opened = { name: path.basename(workbook), bytes: await readFile(workbook) };

  const send = (response, body, type, headers = {}) => {
    response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...headers });
    response.end(body);
  };
  const file = async (response, folder, name, transform) => {
    const full = path.join(folder, path.normalize(`/${name}`));
    const bytes = await readFile(full);
    const type = TYPES[path.extname(full)] ?? "application/octet-stream";
    send(response, transform ? transform(bytes.toString("utf8")) : bytes, type);
  };
  const panePage = (html) =>
    // Attributes may stand without quotes: the built page is minified.
    html.replace(
      new RegExp(`<script src="?${OFFICE_CDN.replaceAll(".", "\\.")}office\\.js"?></script>`),
      '<script src="/workbench/connect.js"></script>\n    <script src="/office-js/office.js"></script>',
    );

  const answer = async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const name = decodeURIComponent(pathname);
    if (name === "/" || name === "/index.html") return file(response, here, "index.html");
    if (name === "/workbench/main.js") return send(response, main, TYPES[".js"]);
    if (name === "/workbench/connect.js") return send(response, CONNECT, TYPES[".js"]);
    if (name === "/workbench/workbench.css") return file(response, here, "workbench.css");
    if (name === "/workbench/workbook") {
      if (request.method === "PUT") {
        opened = {
          name: decodeURIComponent(String(request.headers["x-file-name"] ?? "Book1.xlsx")),
          bytes: await body(request),
        };
        return send(response, "", TYPES[".txt"]);
      }
      if (!opened) return notFound(response);
      return send(response, opened.bytes, "application/octet-stream", {
        "x-file-name": encodeURIComponent(opened.name),
      });
    }
    if (name === "/manifest.xml")
      return file(response, addin, "manifest.xml").catch(() => file(response, root, "manifest.xml"));
    if (name.startsWith("/office-js/")) return file(response, office, name.slice("/office-js/".length));
    if (name.startsWith("/addin/")) {
      const asset = name.slice("/addin/".length);
      return file(response, addin, asset, asset.endsWith(".html") ? panePage : undefined);
    }
    return notFound(response);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      if (error.code === "ENOENT" || error.code === "EISDIR") return notFound(response);
      response.writeHead(500, { "content-type": TYPES[".txt"] });
      response.end(String(error));
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://localhost:${address.port}/`, close };
}

function notFound(response) {
  response.writeHead(404, { "content-type": TYPES[".txt"] });
  response.end("Not found");
}

async function body(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_UPLOAD) throw new Error("The file is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function argument(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const given = process.argv[2];
  const workbook =
    given !== undefined && !given.startsWith("--")
      ? path.resolve(given)
      : path.join(root, "sample/tieout-sample.xlsx");
  const { url } = await startWorkbench({
    workbook,
    port: Number(argument("port", "3001")),
    addin: path.resolve(argument("addin", path.join(root, "dist"))),
  });
  process.stdout.write(`${path.basename(workbook)} is open on ${url}\n`);
}
