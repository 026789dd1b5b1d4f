/** @jest-environment ./excel-host/jest/environment.cjs */
import fc from "fast-check";
import { changesBetween, dump } from "./dump";
import { expectSound, outcomeOf } from "./matrix";
import { caseOf, closeAll, open, openTieout, type World } from "./world";

const REPORT = "post-inventory-cost";
const { tables, parameters } = caseOf(REPORT, "docs-purchase-overhead-sale");

/** What a user may do, in any order; what is not possible just now says so. */
const ACTIONS = {
  refresh: ({ tieout }: World) => tieout.refresh({ all: true }),
  run: ({ tieout }: World) => tieout.run(REPORT, parameters, { evenIfChanged: true }),
  beside: ({ tieout }: World) => tieout.run(REPORT, parameters, { mode: "add" }),
  preview: ({ tieout }: World) => tieout.run(REPORT, parameters, { write: false }),
  apply: ({ tieout }: World) =>
    tieout.state.runs.has(REPORT) ? tieout.apply(REPORT) : Promise.resolve(undefined),
  undo: ({ tieout }: World) => tieout.undo(),
  monthEnd: ({ tieout }: World) => tieout.runMonthEnd(),
  refreshAll: ({ tieout }: World) => tieout.refreshAll(),
  remove: ({ tieout }: World) => tieout.removeSheets(["Post Inventory Cost to G-L"]),
  settings: ({ tieout }: World) => tieout.saveSettings(new Map([["Local Currency", "EUR"]])),
} as const;

type ActionName = keyof typeof ACTIONS;
const NAMES = Object.keys(ACTIONS) as ActionName[];
const CODES = ["GeneralException", "ActivityLimitReached", "ServiceNotAvailable", "AccessDenied"];
/** Work whose parts stand for themselves. */
const IN_PARTS: ReadonlySet<ActionName> = new Set(["refreshAll"]);

const step = fc.record({
  action: fc.constantFrom(...NAMES),
  fault: fc.option(
    fc.record({
      kind: fc.constantFrom("call" as const, "action" as const),
      at: fc.integer({ min: 1, max: 70 }),
      code: fc.constantFrom(...CODES),
    }),
    { freq: 4 },
  ),
  newSession: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
});

const isLong = process.env.TIEOUT_LONG === "1";

afterEach(closeAll);

test(
  "whatever is done in whatever order with whatever faults: a failure changes nothing, and all goes on",
  async () => {
    let failures = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        let world = open(tables);
        const { host } = world;
        let lost = 0;
        for (const { action, fault, newSession } of steps) {
          if (newSession) {
            await world.tieout.stop();
            world = { ...world, tieout: openTieout() };
          }
          const before = dump(host);
          const when = fault && (fault.kind === "call" ? { atCall: fault.at } : { atAction: fault.at * 17 });
          const withdraw = when && host.fail(when, fault.code);
          if (fault?.kind === "action") lost += 1;
          const outcome = await outcomeOf(ACTIONS[action](world), "any");
          await host.settle();
          withdraw?.();
          for (const { code, message } of outcome.troubles) {
            expect([action, code]).not.toEqual([action, "DEFECT"]);
            expect(message.length).toBeGreaterThan(10);
          }
          expectSound(world, lost);
          if (outcome.isDone) continue;
          failures += 1;
          if (!IN_PARTS.has(action))
            expect({ action, fault, changes: changesBetween(before, dump(host)) }).toEqual({
              action,
              fault,
              changes: [],
            });
        }
        expect((await outcomeOf(ACTIONS.monthEnd(world))).troubles).toEqual([]);
        expect((await outcomeOf(ACTIONS.run(world))).troubles).toEqual([]);
        await host.settle();
        expectSound(world, lost);
        await closeAll();
      }),
      { seed: 20_260_203, numRuns: isLong ? 400 : 14, endOnFailure: !isLong },
    );
    expect(failures).toBeGreaterThan(0);
  },
  isLong ? 1_800_000 : 120_000,
);
