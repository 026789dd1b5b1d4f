/**
 * A whole month-end from the command line: all ledgers of a folder of .csv read and checked, every report run and
 * compared, the binder written. Aim: a million value entries within 60 s and 3 GB.
 */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { main } from "../src/runner/main";
import { answer } from "./support/bench";
import { benchFolder, runChild, sampleFolder } from "./support/child";
import { growthPerDoubling, peakMemory, seconds, timed, type Time } from "./support/measure";

interface Measured extends Time {
  readonly peak: number;
  readonly rows: number;
}

async function measureOnce(folder: string, out: string): Promise<Measured> {
  let stdout = "";
  const time = await timed(1, async () => {
    const status = await main(
      ["month-end", folder, "--month", "2026-01", "--json", ...(out ? ["--out", out] : [])],
      {
        stdout: { write: (text) => (stdout += text) },
        stderr: { write: () => undefined },
      },
    );
    if (status !== 0) throw new Error(`exit status ${status}: ${stdout}`);
  });
  const { steps } = JSON.parse(stdout) as { steps: readonly { compared: string }[] };
  const rows = Number(/([\d,]+) rows/.exec(steps[0]?.compared ?? "")?.[1]?.replaceAll(",", ""));
  return { ...time, peak: peakMemory(), rows };
}

const [mode, folder = "", out = ""] = process.argv.slice(2);
if (mode === "--child") {
  console.log(JSON.stringify(await measureOnce(folder, out)));
} else {
  await answer("How long does a month-end take?", ({ short, largest }) => {
    const sizes = (short ? [6_000, 24_000] : [10_000, 100_000, 1_000_000]).filter((size) => size <= largest);
    const rows: (string | number)[][] = [];
    const times: { size: number; time: number }[] = [];
    for (const size of sizes) {
      const sample = sampleFolder(size);
      for (const written of [false, true]) {
        const file = written ? path.join(benchFolder(), `month-end-${size}.xlsx`) : "";
        const measured = JSON.parse(runChild(import.meta.filename, [sample, file])) as Measured;
        if (written && !existsSync(file)) throw new Error(`${file} was not written`);
        if (!written) times.push({ size, time: measured.cpu });
        rows.push([
          size,
          measured.rows,
          written ? `${(statSync(file).size / 1e6).toFixed(1)} MB` : "no",
          seconds(measured.wall),
          seconds(measured.cpu),
          measured.peak,
        ]);
      }
    }
    const last = times.at(-1);
    const before = times.at(-2);
    return Promise.resolve({
      tables: [
        {
          title: "Month-end from a folder of .csv",
          head: [
            "value entries, about",
            "rows of all ledgers",
            "binder",
            "clock, s",
            "processor, s",
            "peak MB",
          ],
          rows,
        },
      ],
      notes: ["Ledgers of more than 200,000 rows are not copied into the binder's workbook."],
      checks:
        last && before
          ? [{ what: "month-end, growth per doubling", value: growthPerDoubling(before, last), atMost: 2.6 }]
          : [],
    });
  });
}
