import fc from "fast-check";
import type { Result as Calculation } from "../../src/engine/reports/job-calculate-wip/result";
import type { Result as Posting } from "../../src/engine/reports/job-post-wip/result";
import type { Result as Comparison } from "../../src/engine/reports/job-wip-to-gl/result";
import { addTexts, negated } from "../../src/engine/jobs/decimal28";
import { applyChanges, type JsonWorkbook } from "../support/apply-changes";
import { inProjectWords, projectWorkbook, shuffled } from "../support/project-ledger";
import { runOn } from "../support/run-report";

const seeds = fc.integer({ min: 0, max: 0xffff_ffff });
const settings = { seed: 20_260_331, numRuns: 40 };

async function calculate(workbook: JsonWorkbook, postingDate = "2026-03-31", more = {}) {
  const { run } = await runOn("job-calculate-wip", workbook, { postingDate, ...more });
  return { result: run.outcome.result as Calculation, changes: run.outcome.changes };
}

async function post(workbook: JsonWorkbook, reversalPostingDate: string, more = {}) {
  const { run } = await runOn("job-post-wip", workbook, { reversalPostingDate, ...more });
  return { result: run.outcome.result as Posting, changes: run.outcome.changes };
}

/** Calculates and posts a month end; returns the workbook after it. */
async function monthEnd(workbook: JsonWorkbook, day: string): Promise<JsonWorkbook> {
  const calculated = await calculate(workbook, day);
  expect(calculated.result.errors).toEqual([]);
  const withCalculation = applyChanges(workbook, calculated.changes ?? fail());
  const posted = await post(withCalculation, day);
  expect(posted.result.errors).toEqual([]);
  return applyChanges(withCalculation, posted.changes ?? fail());
}

function fail(): never {
  throw new Error("the run gave no change set");
}

/** A result without the numbers that differ from run to run. */
function withoutNumbers(result: Calculation) {
  const first = result.wipTotals[0]?.entryNo ?? 0;
  return {
    jobs: result.jobs,
    entries: result.wipEntries.map(({ entryNo: _, wipTotalEntryNo, ...entry }) => ({
      ...entry,
      total: wipTotalEntryNo - first,
    })),
    tasks: result.jobTasks.map(({ wipTotalEntryNo, ...task }) => ({
      ...task,
      total: wipTotalEntryNo - first,
    })),
    warnings: result.warnings.map(({ code, jobTaskNo }) => ({ code, jobTaskNo })),
    notInWip: result.notInWip,
  };
}

it("entries of a calculation move nothing but what they take: accounts add up to zero", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const { result } = await calculate(projectWorkbook(seed));
      expect(result.status).toBe("ok");
      expect(addTexts(result.accountTotals.map((account) => account.amount))).toBe("0");
      for (const job of result.jobs.filter((row) => row.action === "calculated" && !row.jobComplete)) {
        const accounts = result.accountTotals.filter((account) => account.jobNo === job.jobNo);
        const balance = accounts.filter((account) => account.glAccountNo.startsWith("2"));
        const expected = addTexts([job.totalWipCostAmount ?? "", negated(job.totalWipSalesAmount ?? "")]);
        expect(addTexts(balance.map((account) => account.amount))).toBe(expected);
      }
    }),
    settings,
  );
});

it("where no check is raised, usage, applied and accrued costs cancel out, and sales likewise", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const { result } = await calculate(projectWorkbook(seed));
      const doubted = new Set(
        result.checks
          .filter(({ code }) => code.endsWith("DoNotBalance"))
          .map((check) => check.wipTotalEntryNo),
      );
      const perJobCompleting = new Set(
        result.jobs
          .filter((job) => job.jobComplete && job.wipPostingMethod === "Per Job")
          .map((job) => job.jobNo),
      );
      for (const total of result.wipTotals) {
        if (doubted.has(total.entryNo) || perJobCompleting.has(total.jobNo)) continue;
        const sum = (...types: string[]): number =>
          Number(
            addTexts(
              result.wipEntries
                .filter((entry) => entry.wipTotalEntryNo === total.entryNo && types.includes(entry.type))
                .map((entry) => entry.wipEntryAmount),
            ),
          );
        expect(
          Math.abs(Number(total.usageTotalCost) + sum("Applied Costs", "Accrued Costs")),
        ).toBeLessThanOrEqual(0.0501);
        expect(
          Math.abs(sum("Applied Sales", "Accrued Sales") - Number(total.contractInvoicedPrice)),
        ).toBeLessThanOrEqual(0.0501);
      }
    }),
    settings,
  );
});

it("calculating again gives the same entries with new numbers", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const workbook = projectWorkbook(seed);
      const first = await calculate(workbook);
      const second = await calculate(applyChanges(workbook, first.changes ?? fail()));
      // Ending dates and marks of the first run are in the workbook now; nothing else changes.
      expect(withoutNumbers(second.result)).toEqual(withoutNumbers(first.result));
      expect(second.result.jobTaskUpdates).toEqual([]);
      expect(second.result.jobLedgerUpdates).toEqual([]);
      expect(second.result.deleted.jobWipEntries).toEqual(
        first.result.wipEntries.map((entry) => entry.entryNo),
      );
      expect(second.result.deleted.jobWipTotals).toEqual(
        first.result.wipTotals.map((total) => total.entryNo),
      );
      const [firstTotal] = second.result.wipTotals;
      if (firstTotal) expect(firstTotal.entryNo).toBe((first.result.wipTotals.at(-1)?.entryNo ?? 0) + 1);
    }),
    settings,
  );
});

it("row order does not matter, and Job and Project captions give the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const calculated = await calculate(projectWorkbook(seed), "2026-02-28");
      const workbook = applyChanges(projectWorkbook(seed), calculated.changes ?? fail());
      const variants = [shuffled(workbook, seed), inProjectWords(workbook)];
      const runs = [
        ["job-calculate-wip", { postingDate: "2026-03-31", lossProvision: true }],
        ["job-post-wip", { reversalPostingDate: "2026-02-28" }],
      ] as const;
      for (const [report, parameters] of runs) {
        const plain = await runOn(report, workbook, parameters);
        for (const variant of variants) {
          const other = await runOn(report, variant, parameters);
          expect(JSON.stringify(other.result)).toBe(JSON.stringify(plain.result));
          expect(JSON.stringify(other.run.outcome.changes)).toBe(JSON.stringify(plain.run.outcome.changes));
        }
      }
      const posted = await monthEnd(workbook, "2026-03-31");
      const parameters = {
        basis: "asOf",
        asOfDate: "2026-03-31",
        rollForwardFrom: "2026-02-28",
        rollForwardTo: "2026-03-31",
      };
      const plain = await runOn("job-wip-to-gl", posted, parameters);
      for (const variant of [shuffled(posted, seed), inProjectWords(posted)]) {
        const other = await runOn("job-wip-to-gl", variant, parameters);
        expect(JSON.stringify(other.result)).toBe(JSON.stringify(plain.result));
      }
    }),
    { ...settings, numRuns: 15 },
  );
});

it("calculate, post, report: as of every month end the WIP ties out, and the roll-forward closes", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.boolean(), async (seed, projectWords) => {
      const days = ["2026-01-31", "2026-02-28", "2026-03-31"];
      const start = projectWorkbook(seed);
      let workbook = projectWords ? inProjectWords(start) : start;
      for (const day of days) workbook = await monthEnd(workbook, day);
      for (const asOfDate of days) {
        const { result } = await runOn("job-wip-to-gl", workbook, { basis: "asOf", asOfDate, explain: true });
        const comparison = result as unknown as Comparison;
        expect(comparison.accounts.filter((account) => account.difference !== "0")).toEqual([]);
        expect(comparison.totals.wipAmount).toBe("0");
        expect(comparison.unexplained).toBe("0");
      }
      const forward = (
        await runOn("job-wip-to-gl", workbook, { rollForwardFrom: days[0], rollForwardTo: days[2] })
      ).result as unknown as Comparison;
      for (const row of forward.rollForward) {
        expect(addTexts([row.opening, row.reversed, row.posted, negated(row.closing)])).toBe("0");
      }
      // Everything that moved is explained by WIP entries: nothing else was booked on these accounts.
      const current = (
        await runOn("job-wip-to-gl", workbook, { explain: true, postingDateFilter: "2026-02-01..2026-02-28" })
      ).result as unknown as Comparison;
      expect(current.unexplained).toBe("0");
    }),
    { ...settings, numRuns: 15 },
  );
});

it("posting twice without a calculation takes the WIP back, a third time does nothing", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const posted = await monthEnd(projectWorkbook(seed), "2026-03-31");
      const second = await post(posted, "2026-03-31");
      expect(second.result.wipGlEntries).toEqual([]);
      for (const job of second.result.jobs.filter((row) => row.action !== "skipped")) {
        expect(job.totalWipCostGLAmount).toBe("0");
        expect(job.totalWipSalesGLAmount).toBe("0");
      }
      const third = await post(applyChanges(posted, second.changes ?? fail()), "2026-03-31");
      expect(third.result.outcome).toBe("nothingToPost");
      expect(third.result.journalLines).toEqual([]);
    }),
    { ...settings, numRuns: 20 },
  );
});

it("both allocations agree for every method that spreads only one side", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const workbook = projectWorkbook(seed);
      const bc = (await calculate(workbook)).result;
      const independent = (await calculate(workbook, "2026-03-31", { allocation: "independent" })).result;
      const spreadsBoth = new Set(["M14", "M15", "M24", "M25"]);
      bc.wipTotals.forEach((total, index) => {
        if (spreadsBoth.has(total.wipMethod)) return;
        expect(independent.wipTotals[index]).toEqual(total);
      });
      expect(independent.checks.filter((check) => check.code === "sharedAllocationFactor")).toEqual([]);
    }),
    settings,
  );
});
