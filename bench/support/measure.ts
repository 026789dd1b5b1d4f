/** Small tools of the benchmarks: best of several runs, tables on the terminal. */

/** Milliseconds of the fastest of so many runs. */
export async function best(runs: number, work: () => Promise<void> | void): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i += 1) {
    const started = performance.now();
    await work();
    fastest = Math.min(fastest, performance.now() - started);
  }
  return fastest;
}

/** Prints a table in Markdown, so that it can go into the documentation as it is. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en-US") : cell)),
  );
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join(" | ")} |`;
  const [header = [], ...body] = cells;
  console.log(`\n### ${title}\n`);
  console.log(line(header));
  console.log(`| ${widths.map((width) => `${"-".repeat(Math.max(2, width - 1))}:`).join(" | ")} |`);
  for (const row of body) console.log(line(row));
}

/** Peak memory of this process in MB. */
export function peakMemory(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
