/** Pictures of every page of the pane in three themes, into docs/screenshots: npm run build, then this script. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { root } from "./fresh-build.mjs";

const folder = path.join(root, "docs/screenshots");
const { status } = spawnSync(
  process.execPath,
  [path.join(root, "node_modules/jest/bin/jest.js"), "test/browser/look.test.ts", "-t", "nothing serious"],
  { cwd: root, stdio: "inherit", env: { ...process.env, TIEOUT_SCREENSHOTS: folder } },
);
process.exitCode = status ?? 1;
