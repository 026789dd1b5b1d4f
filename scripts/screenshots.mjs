/** Pictures of every page and state of the pane in three themes, into docs/screenshots; old ones are removed first. */
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "./fresh-build.mjs";

const folder = path.join(root, "docs/screenshots");
for (const name of readdirSync(folder)) if (name.endsWith(".png")) rmSync(path.join(folder, name));
const { status } = spawnSync(
  process.execPath,
  [path.join(root, "node_modules/jest/bin/jest.js"), "--selectProjects", "look", "-t", "nothing serious"],
  { cwd: root, stdio: "inherit", env: { ...process.env, TIEOUT_SCREENSHOTS: folder } },
);
process.exitCode = status ?? 1;
