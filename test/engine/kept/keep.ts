/**
 * Compares a text with a kept file, line by line. TIEOUT_RENEW_ANSWERS=1 keeps the present text instead; look at the
 * difference (git diff) before it is committed.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Tests start in the repository. */
const KEPT = path.join("test", "engine", "kept", "answers");
const RENEW = process.env.TIEOUT_RENEW_ANSWERS === "1";
/** Lines that are shown of a difference. */
const SHOWN = 12;

/** Files that are kept, as "report/name". */
export function keptFiles(): readonly string[] {
  return readdirSync(KEPT, { recursive: true })
    .map((file) => String(file).replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".json"));
}

/** The file of what is kept of a report under a name. */
export function keptFile(report: string, name: string): string {
  return `${report}/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.json`;
}

/** Where a text differs from what is kept of a report under a name; empty when it does not. */
export function differencesFromKept(report: string, name: string, text: string): readonly string[] {
  const file = path.join(KEPT, keptFile(report, name));
  if (RENEW) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return [];
  }
  if (!existsSync(file)) return [`${name} is not kept yet`];
  const kept = readFileSync(file, "utf8");
  return kept === text ? [] : differingLines(kept.split("\n"), text.split("\n"));
}

/** The lines between the equal beginning and the equal end of two texts. */
function differingLines(kept: readonly string[], now: readonly string[]): readonly string[] {
  const shorter = Math.min(kept.length, now.length);
  let first = 0;
  while (first < shorter && kept[first] === now[first]) first += 1;
  let equalEnd = 0;
  while (equalEnd < shorter - first && kept.at(-1 - equalEnd) === now.at(-1 - equalEnd)) equalEnd += 1;
  const shown = (lines: readonly string[], sign: string): readonly string[] => {
    const differing = lines.slice(first, lines.length - equalEnd);
    const more = differing.length > SHOWN ? [`${sign} … ${differing.length - SHOWN} more`] : [];
    return [...differing.slice(0, SHOWN).map((line) => `${sign} ${line.trim()}`), ...more];
  };
  return [`from line ${first + 1}`, ...shown(kept, "-"), ...shown(now, "+")];
}
