/** Builds what the browser tests open, once before all of them, when a source is newer than the last build. */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { anyNewerThan, root } from "../../scripts/fresh-build.mjs";

export default function build() {
  if (process.env.TIEOUT_DIST) return;
  const page = statSync(path.join(root, "dist/taskpane.html"), { throwIfNoEntry: false });
  const sources = [
    "src",
    "ooxml",
    "sample",
    "assets",
    "manifest.xml",
    "webpack.config.js",
    "scripts",
    "package-lock.json",
  ];
  if (page !== undefined && !anyNewerThan(page.mtimeMs, sources)) return;
  const webpack = path.join(root, "node_modules/webpack-cli/bin/cli.js");
  execFileSync(process.execPath, [webpack, "--mode", "production"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
