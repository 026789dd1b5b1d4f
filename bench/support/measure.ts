/** Small tools of the benchmarks: best of several runs, growth, tables on the terminal. */

/** Milliseconds on the clock, and milliseconds of processor time of this process (all threads). */
export interface Time {
  readonly wall: number;
  readonly cpu: number;
}

/** The fastest of so many runs; clock and processor each on their own. */
export async function timed(runs: number, work: () => unknown): Promise<Time> {
  return timedFor(runs, runs, 0, work);
}

/**
 * The fastest of at least `fewest` runs, of more while they have taken less than so many milliseconds of processor time,
 * of `most` at the end: a run of milliseconds is only itself when it has been compiled and found a quiet moment.
 */
export async function timedFor(
  fewest: number,
  most: number,
  milliseconds: number,
  work: () => unknown,
): Promise<Time> {
  let wall = Number.POSITIVE_INFINITY;
  let cpu = Number.POSITIVE_INFINITY;
  let spent = 0;
  for (let i = 0; i < fewest || (i < most && spent < milliseconds); i += 1) {
    const started = performance.now();
    const used = process.cpuUsage();
    await work();
    wall = Math.min(wall, performance.now() - started);
    const { user, system } = process.cpuUsage(used);
    const once = (user + system) / 1000;
    cpu = Math.min(cpu, once);
    spent += once;
  }
  return { wall, cpu };
}

/** By how much a time grows for each doubling of a size: 2 is linear. */
export function growthPerDoubling(
  before: { readonly size: number; readonly time: number },
  after: { readonly size: number; readonly time: number },
): number {
  return (after.time / before.time) ** (1 / Math.log2(after.size / before.size));
}

/** Seconds with as many decimals as are worth reading. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1);
}

/** A table in Markdown, as terminal and documentation show it. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en-US") : cell)),
  );
  const isNumber = head.map((_, column) =>
    cells.slice(1).every((row) => /^[-\d.,× ]*$/.test(row[column] ?? "")),
  );
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${row
      .map((cell, column) =>
        isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join(" | ")} |`;
  const [header = [], ...body] = cells;
  const rule = widths.map((width, column) =>
    isNumber[column] ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  return [line(header), `| ${rule.join(" | ")} |`, ...body.map(line)].join("\n");
}

/** Prints a table in Markdown under its title. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  console.log(`\n### ${title}\n\n${markdownTable(head, rows)}`);
}

/** Peak memory of this process in MB. */
export function peakMemory(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
