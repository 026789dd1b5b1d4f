/** The same bytes, as JSON and as .xlsx, in every locale and time zone, on every day, for every report. */
import { spawnSync } from "node:child_process";
import { reportCards } from "../../src/engine/catalogue";

interface Place {
  readonly locale: string;
  readonly zone: string;
  readonly days: number;
}

function fingerprints({ locale, zone, days }: Place): readonly string[] {
  const run = spawnSync(
    process.execPath,
    ["scripts/run-ts.mjs", "test/determinism/fingerprints.ts", String(days)],
    { encoding: "utf8", env: { ...process.env, TZ: zone, LANG: locale, LC_ALL: locale } },
  );
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trim().split("\n");
}

/** What a child says about its own place, so that a test in three equal places cannot pass. */
function sample({ locale, zone }: Place): string {
  const script =
    "console.log(new Date(0).getHours(), (1234.5).toLocaleString(), Intl.DateTimeFormat().resolvedOptions().locale)";
  return spawnSync(process.execPath, ["-e", script], {
    encoding: "utf8",
    env: { ...process.env, TZ: zone, LANG: locale, LC_ALL: locale },
  }).stdout;
}

const HERE: Place = { locale: "en_US.UTF-8", zone: "UTC", days: 0 };
const ELSEWHERE: readonly Place[] = [
  { locale: "de_DE.UTF-8", zone: "America/St_Johns", days: 0 },
  { locale: "tr_TR.UTF-8", zone: "Pacific/Kiritimati", days: 400 },
];

let here: readonly string[];
beforeAll(() => {
  here = fingerprints(HERE);
}, 120_000);

it("covers every report", () => {
  const covered = new Set(here.map((line) => line.split("/", 1)[0]));
  expect(reportCards.map((card) => card.id).filter((id) => !covered.has(id))).toEqual([]);
});

it.each(ELSEWHERE)(
  "$locale, $zone, $days days later",
  (place) => {
    expect(sample(place)).not.toBe(sample(HERE));
    expect(fingerprints(place)).toEqual(here);
  },
  120_000,
);
