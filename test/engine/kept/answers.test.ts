/**
 * The whole answer of every case, of further runs over their ledgers and of the sample company, against kept answers:
 * result, summary, sheets, changes and the entries behind every figure. Before an answer counts, it has to hold (test/support/holds.ts).
 * To keep the present answers: `TIEOUT_RENEW_ANSWERS=1 npx jest --selectProjects unit --testPathPatterns engine/kept`;
 * then look at every difference in test/engine/kept/answers.
 */
import { generateSample } from "../../../sample/generate";
import type { Session } from "../../../src/engine/session";
import { casesOf, reportsWithCases, type Case } from "../../support/cases";
import { answerOf, openSession, type Answer } from "../../support/answer";
import { faultsOf, faultsOfProgress } from "../../support/holds";
import { ledgerWithHoles } from "../../support/valued-ledger";
import { differencesFromKept, keptFile, keptFiles } from "./keep";
import { plainEssence, plainText, textOf } from "./plain";
import { DRAWN_RUNS, FURTHER_RUNS, SAMPLE_RUNS, type FurtherRun } from "./runs";

/** Rows of a table of the sample company whose figures are opened. */
const DRILLED_ROWS = 2;
/** Members of a list of the sample company up to which all are kept (plain.ts). */
const LONG_LIST = 24;

function expectKept(report: string, name: string, answer: Answer, long?: number): void {
  expect(faultsOf(answer.run.run, answer)).toEqual([]);
  expect(faultsOfProgress(answer.progress)).toEqual([]);
  expect(differencesFromKept(report, name, plainText(answer, long))).toEqual([]);
}

const nameOf = (run: FurtherRun): string => `${run.file}, ${run.label}`;
const sampleName = (label: string): string => `sample, ${label}`;

/** Name under which the answers of ledgers with gaps are kept in short, all of a report in one file. */
const GAPS = "with gaps";

/** Name under which the answers of drawn ledgers are kept in short, all of a report in one file. */
const DRAWN = "drawn ledgers";

/** The case of a report with the largest workbook. */
function richestCase(report: string): Case {
  const size = ({ workbook }: Case): number => JSON.stringify(workbook).length;
  return casesOf(report).reduce((most, one) => (size(one) > size(most) ? one : most));
}

/** Every second row, the first of them. */
const half = <Row>(rows: readonly Row[]): readonly Row[] => rows.filter((_, index) => index % 2 === 0);

for (const report of reportsWithCases()) {
  const cases = casesOf(report);
  describe(report, () => {
    it.each(cases.map((one) => [one.file, one] as const))("%s", async (file, { workbook, parameters }) => {
      expectKept(report, file, await answerOf(await openSession(workbook), report, parameters));
    });

    it.each(cases.map((one) => [one.file, one] as const))(
      "%s, rows in the other order",
      async (file, { workbook, parameters }) => {
        const reversed = Object.fromEntries(
          Object.entries(workbook).map(([sheet, rows]) => [sheet, [...rows].reverse()]),
        );
        expectKept(report, file, await answerOf(await openSession(reversed), report, parameters));
      },
    );

    const runs = FURTHER_RUNS.filter((run) => run.report === report);
    it.each(runs.map((run) => [nameOf(run), run] as const))("%s", async (name, run) => {
      const example = cases.find(({ file }) => file === run.file);
      const sheets = Object.entries(example?.workbook ?? {}).filter(
        ([sheet]) => run.without?.includes(sheet) !== true,
      );
      const session = await openSession(Object.fromEntries(sheets), run.inCells);
      expectKept(report, name, await answerOf(session, report, run.parameters));
    });
  });
}

describe("sample company", () => {
  let session: Session | undefined;

  it.each(SAMPLE_RUNS)("%s, %s", async (report, label, parameters) => {
    session ??= await openSession(
      Object.fromEntries([...generateSample().tables].map(([sheet, table]) => [sheet, [...table.records()]])),
    );
    expectKept(
      report,
      sampleName(label),
      await answerOf(session, report, parameters, DRILLED_ROWS),
      LONG_LIST,
    );
  });
});

describe("drawn ledgers", () => {
  it.each([...new Set(DRAWN_RUNS.map(([report]) => report))])("%s", async (report) => {
    const essences: Record<string, object> = {};
    for (const [, seed, parameters] of DRAWN_RUNS.filter(([of]) => of === report)) {
      const name = `${seed}, ${JSON.stringify(parameters)}`;
      const answer = await answerOf(await openSession(ledgerWithHoles(seed)), report, parameters);
      expect([name, faultsOf(answer.run.run, answer)]).toEqual([name, []]);
      essences[name] = plainEssence(answer);
    }
    expect(differencesFromKept(report, DRAWN, textOf(essences))).toEqual([]);
  });
});

describe("ledgers with gaps", () => {
  it.each(reportsWithCases())("%s", async (report) => {
    const { workbook, parameters } = richestCase(report);
    const essences: Record<string, object> = {};
    for (const [sheet, rows] of Object.entries(workbook)) {
      const { [sheet]: _, ...others } = workbook;
      const gaps = { [`without ${sheet}`]: others, [`half of ${sheet}`]: { ...others, [sheet]: half(rows) } };
      for (const [name, ledgers] of Object.entries(gaps)) {
        const answer = await answerOf(await openSession(ledgers), report, parameters);
        expect([name, faultsOf(answer.run.run, answer)]).toEqual([name, []]);
        essences[name] = plainEssence(answer);
      }
    }
    expect(differencesFromKept(report, GAPS, textOf(essences))).toEqual([]);
  });
});

it("no answer is kept of a run that is gone", () => {
  const files = [
    ...reportsWithCases().flatMap((report) => casesOf(report).map(({ file }) => keptFile(report, file))),
    ...reportsWithCases().map((report) => keptFile(report, GAPS)),
    ...new Set(DRAWN_RUNS.map(([report]) => keptFile(report, DRAWN))),
    ...FURTHER_RUNS.map((run) => keptFile(run.report, nameOf(run))),
    ...SAMPLE_RUNS.map(([report, label]) => keptFile(report, sampleName(label))),
  ];
  expect(new Set(files).size).toBe(files.length);
  expect([...keptFiles()].sort()).toEqual(files.sort());
});
