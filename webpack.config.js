/**
 * Builds what Excel loads, into dist/: a static folder that any https server can host.
 *
 * Two entries, one module graph: the pane depends on the worksheet functions' entry, so that what both use (the ledgers
 * that were read, above all) exists once in the shared runtime. The engine's heavy work runs in a web worker, which
 * webpack finds by `new Worker(new URL(…, import.meta.url))`.
 *
 * `--env base=https://host/path` says where the folder will be hosted (manifest and help addresses name it).
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import CopyPlugin from "copy-webpack-plugin";
import HtmlWebpackPlugin from "html-webpack-plugin";
import { root } from "./scripts/fresh-build.mjs";
import { FunctionPages } from "./scripts/functions-json.mjs";
import { licenceText } from "./scripts/licences.mjs";
import { checkedBase, developmentBase, manifestFor } from "./scripts/manifest.mjs";

/** Certificates that `npx office-addin-dev-certs install` left; without them the server speaks plain http. */
function developmentServer() {
  const folder = path.join(homedir(), ".office-addin-dev-certs");
  const [ca, key, cert] = ["ca.crt", "localhost.key", "localhost.crt"].map((name) => path.join(folder, name));
  return [ca, key, cert].every((file) => existsSync(file))
    ? { type: "https", options: { ca, key, cert } }
    : "http";
}

export default (env, argv) => {
  const production = argv.mode === "production";
  const base = checkedBase(env.base ?? developmentBase);
  return {
    context: root,
    target: ["web", "es2022"],
    // Never one of the eval kinds: the page's content security policy forbids them.
    devtool: "source-map",
    entry: {
      functions: "./src/functions/index.ts",
      taskpane: { import: "./src/taskpane/index.tsx", dependOn: "functions" },
    },
    output: {
      path: path.join(root, "dist"),
      // The manifest names functions.js, so entries keep their names; the page adds a hash to their addresses.
      filename: "[name].js",
      chunkFilename: "chunks/[name].[contenthash:10].js",
      assetModuleFilename: "chunks/[name].[contenthash:10][ext]",
      clean: { keep: /^runner\// },
    },
    resolve: { extensions: [".tsx", ".ts", ".js"] },
    module: {
      rules: [
        { test: /\.tsx?$/, exclude: /node_modules/, loader: "esbuild-loader", options: { target: "es2022" } },
        { test: /\.(svg|png|xlsx)$/, type: "asset/resource" },
      ],
    },
    plugins: [
      new HtmlWebpackPlugin({
        template: "./src/taskpane/taskpane.html",
        filename: "taskpane.html",
        scriptLoading: "defer",
        hash: true,
        minify: false,
      }),
      new CopyPlugin({
        patterns: [
          { from: "assets/icons/png", to: "icons" },
          { from: "assets/pages" },
          { from: "assets/shortcuts.json" },
          { from: "manifest.xml", transform: () => manifestFor({ base }) },
          { from: "package-lock.json", to: "third-party-licences.txt", transform: () => licenceText() },
        ],
      }),
      new FunctionPages({ base }),
    ],
    // scripts/bundle-size.mjs checks what matters: compressed sizes, and what must not be inside.
    performance: { hints: false },
    stats: production ? "errors-warnings" : "minimal",
    devServer: {
      host: "localhost",
      port: 3000,
      server: developmentServer(),
      static: false,
      hot: false,
      // Excel on the web asks for functions.json and functions.js from its own site.
      headers: { "Access-Control-Allow-Origin": "*" },
    },
  };
};
