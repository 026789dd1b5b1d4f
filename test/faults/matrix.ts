/**
 * Lets every call and every action of some work fail in turn. After each: the workbook is as before or completely
 * changed, the outcome says which in words, nothing is left over, and the same work succeeds afterwards.
 */
import type { FaultCondition } from "../../excel-host";
import { changesBetween, dump, type Dump } from "./dump";
import { closeAll, type World } from "./world";

export interface Scenario {
  readonly name: string;
  /** A workbook as it is before the work; the same every time. */
  readonly open: () => Promise<World>;
  readonly act: (world: World) => Promise<unknown>;
  /** Work whose parts stand for themselves: each sheet must be as before or changed, whatever the others are. */
  readonly inParts?: boolean;
  /** The work changes nothing. */
  readonly readsOnly?: boolean;
  /** Most calls that are tried in a short run, when they are fewer than usual. */
  readonly calls?: number;
}

const isLong = process.env.TIEOUT_LONG === "1";
/** Most calls and actions that are tried in a short run, evenly spread. */
const CALLS = isLong ? Number.POSITIVE_INFINITY : 60;
const ACTIONS = isLong ? 400 : 12;

/** Codes that Excel gives for trouble that passes. */
const CODES = ["GeneralException", "ActivityLimitReached", "ServiceNotAvailable", "InvalidReference"];

const DONE = new Set(["done", "applied", "undone"]);

/** What became of some work. */
export interface Outcome {
  readonly isDone: boolean;
  /** What it says, when it is not done. */
  readonly troubles: readonly { readonly code: string; readonly message: string }[];
  readonly value: unknown;
}

/**
 * Runs work; rejections and outcomes count alike. Whatever is no trouble in words is thrown, and so is an outcome that is
 * neither success nor failure, unless any may come.
 */
export async function outcomeOf(work: Promise<unknown>, expected: "done" | "any" = "done"): Promise<Outcome> {
  let value: unknown;
  try {
    value = await work;
  } catch (error) {
    const { name, code, message } = error as { name?: string; code?: string; message?: string };
    if (name !== "ExcelTrouble" && name !== "ServiceError") throw error;
    return { isDone: false, troubles: [{ code: code ?? "", message: message ?? "" }], value: error };
  }
  const parts = Array.isArray(value) ? (value as unknown[]) : [value];
  const troubles = parts.flatMap((part) => {
    if (typeof part !== "object" || part === null) return [];
    const { status, trouble, code, message } = part as Record<string, unknown>;
    if (expected === "done" && typeof status === "string" && !DONE.has(status) && status !== "failed")
      throw new Error(`unexpected outcome: ${JSON.stringify(part).slice(0, 400)}`);
    if (status === "failed") return [trouble as { code: string; message: string }];
    return status === undefined && typeof code === "string" && typeof message === "string"
      ? [{ code, message }]
      : [];
  });
  return { isDone: troubles.length === 0, troubles, value };
}

/** Numbers from 1 to `count`, all or `most` of them evenly spread, the first and the last among them. */
export function spread(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index + 1);
  return [
    ...new Set(
      Array.from({ length: most }, (_, index) => 1 + Math.round((index * (count - 1)) / (most - 1))),
    ),
  ];
}

interface Reference {
  readonly before: Dump;
  readonly after: Dump;
  readonly calls: number;
  readonly actions: number;
}

async function reference(scenario: Scenario): Promise<Reference> {
  const world = await scenario.open();
  const { host } = world;
  await host.settle();
  const before = dump(host);
  const { calls, actions } = host;
  const outcome = await outcomeOf(scenario.act(world));
  expect(outcome.troubles).toEqual([]);
  await host.settle();
  const after = dump(host);
  const used = { calls: host.calls - calls, actions: host.actions - actions };
  expectSound(world);
  if (scenario.readsOnly === true) expect(changesBetween(before, after)).toEqual([]);
  else expect(changesBetween(before, after)).not.toEqual([]);
  expect([...host.missing.keys()]).toEqual([]);
  await closeAll();
  return { before, after, ...used };
}

/**
 * What must hold whenever nothing is going on. Office.js learns the id of a reference one action after the reference was
 * made: a batch that stops between the two loses one.
 */
export function expectSound({ host, tieout }: World, lostReferences = 0): void {
  expect(host.referenceCount).toBeLessThanOrEqual(lostReferences);
  expect({
    events: host.events.enabled,
    calculation: host.workbook.calculationMode,
    activity: tieout.state.activity.kind,
    waitingForCell: tieout.state.waitingForCell,
    leftovers: host.workbook.sheets.map((sheet) => sheet.name).filter((name) => name.startsWith("Tieout ~")),
    temporaryTables: host.workbook.tables
      .map((table) => table.name)
      .filter((name) => /^Tieout(New|Old)\d/.test(name)),
  }).toEqual({
    events: true,
    calculation: "Automatic",
    activity: "idle",
    waitingForCell: false,
    leftovers: [],
    temporaryTables: [],
  });
}

/** Sections that may lag behind: which parameters the forms show next time is remembered as well as can be. */
const LAGGING = ["remembered"];

/** Compares with what was before and what should be; `at` names the place in messages. */
function expectAllOrNothing(
  scenario: Scenario,
  at: string,
  outcome: Outcome,
  known: Reference,
  now: Dump,
): void {
  if (scenario.inParts === true) {
    expectParts(at, known, now);
    return;
  }
  const { before, after } = known;
  const changes = outcome.isDone ? changesBetween(after, now, LAGGING) : changesBetween(before, now);
  expect({ at, changes }).toEqual({ at, changes: [] });
}

function expectParts(at: string, { before, after }: Reference, now: Dump): void {
  for (const section of new Set([...before.keys(), ...after.keys(), ...now.keys()])) {
    if (LAGGING.includes(section)) continue;
    const text = (from: Dump): string => from.get(section)?.join("\n") ?? "";
    const isWhole = text(now) === text(before) || text(now) === text(after);
    expect({ at, section, isWhole }).toEqual({ at, section, isWhole: true });
  }
}

/** One fault: the outcome, the workbook afterwards, and the work once more. Returns whether the work failed. */
async function strike(
  scenario: Scenario,
  known: Reference,
  fault: FaultCondition,
  code: string,
): Promise<boolean> {
  const world = await scenario.open();
  const { host } = world;
  await host.settle();
  const at = `${JSON.stringify(fault)} ${code}`;
  const withdraw = host.fail(fault, code);
  const outcome = await outcomeOf(scenario.act(world));
  await host.settle();
  withdraw();
  for (const { code: said, message } of outcome.troubles) {
    expect({ at, said, defect: said === "DEFECT" || said === "" }).toMatchObject({ defect: false });
    expect(message.length).toBeGreaterThan(10);
  }
  const lost = "atAction" in fault ? 1 : 0;
  expectSound(world, lost);
  expectAllOrNothing(scenario, at, outcome, known, dump(host));
  if (!outcome.isDone) {
    const again = await outcomeOf(scenario.act(world));
    await host.settle();
    expect({ at, again: again.troubles }).toEqual({ at, again: [] });
    expectSound(world, lost);
    expect({ at, changes: changesBetween(known.after, dump(host)) }).toEqual({ at, changes: [] });
  }
  await closeAll();
  return !outcome.isDone;
}

/** The tests of one scenario: all calls, then actions. */
export function everyFault(scenario: Scenario): void {
  describe(scenario.name, () => {
    let known: Reference;
    beforeAll(async () => {
      known = await reference(scenario);
    }, 60_000);
    afterEach(closeAll);

    test.each([
      ["call", "calls", CALLS],
      ["action", "actions", ACTIONS],
    ] as const)(
      "a failing %s at any place",
      async (what, kind, most) => {
        const failures: number[] = [];
        const own = what === "call" && !isLong ? (scenario.calls ?? most) : most;
        const numbers = spread(known[kind], own);
        for (const n of numbers) {
          const fault = what === "call" ? { atCall: n } : { atAction: n };
          if (await strike(scenario, known, fault, CODES[n % CODES.length] as string)) failures.push(n);
        }
        // Some calls may fail without harm: what follows the work, or is tried again.
        expect(failures.length).toBeGreaterThan(0);
      },
      isLong ? 1_200_000 : 120_000,
    );
  });
}
