/** Waiting, overlapping and failing commands. */
import type { CommandApplication } from "../../src/commands/application";
import { commandOf, commands } from "../../src/commands/commands";
import { connectCommands } from "../../src/commands/connect";
import { perform } from "../../src/commands/perform";

const IDLE = { activity: { kind: "idle" }, sheets: [], staleLedgers: [] };

/** An application of which a test gives what it needs. */
function fake(members: object): CommandApplication {
  return { state: IDLE, start: () => Promise.resolve(), ...members } as unknown as CommandApplication;
}

function pane(): { views: string[]; open: (path: string) => Promise<void> } {
  const views: string[] = [];
  return { views, open: (path) => Promise.resolve(void views.push(path)) };
}

test("work that takes long opens the pane, which shows its progress", async () => {
  const door = pane();
  let finish = (): void => undefined;
  const runMonthEnd = () =>
    new Promise(
      (resolve) =>
        (finish = () => {
          resolve({ status: "cancelled" });
        }),
    );
  const running = perform(commandOf("runMonthEnd"), fake({ runMonthEnd }), door, 20);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(door.views).toEqual(["/home"]);
  finish();
  await running;
  expect(door.views).toEqual(["/home"]);
});

test("quick work leaves the pane alone", async () => {
  const door = pane();
  await perform(
    commandOf("runMonthEnd"),
    fake({ runMonthEnd: () => Promise.resolve({ status: "cancelled" }) }),
    door,
    20,
  );
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(door.views).toEqual([]);
});

test("while something runs, a second command shows it instead of starting", async () => {
  const door = pane();
  const runMonthEnd = jest.fn();
  const state = { ...IDLE, activity: { kind: "monthEnd", text: "" } };
  await perform(commandOf("runMonthEnd"), fake({ state, runMonthEnd }), door);
  expect(runMonthEnd).not.toHaveBeenCalled();
  expect(door.views).toEqual(["/home"]);
});

test("a command that throws tells it without the ledgers' contents", async () => {
  const door = pane();
  await perform(
    commandOf("refreshAll"),
    fake({ refreshAll: () => Promise.reject(new Error("secret 1000")) }),
    door,
  );
  expect(door.views).toHaveLength(1);
  expect(decodeURIComponent(door.views[0] ?? "")).toMatch(
    /^\/notice\?\{"title":"Refresh All","message":"Tieout stopped/,
  );
  expect(door.views[0]).not.toContain("secret");
});

test("every declared command is associated and completes its event", async () => {
  const associated = new Map<string, (event?: object) => void>();
  const global = globalThis as { Office?: unknown };
  global.Office = {
    actions: { associate: (id: string, run: (event?: object) => void) => associated.set(id, run) },
  };
  const started = jest.fn(() => Promise.reject(new Error("closed")));
  connectCommands(() => fake({ start: started }), pane());
  expect([...associated.keys()]).toEqual(commands.map(({ id }) => id));
  for (const run of associated.values())
    await new Promise<void>((completed) => {
      run({ completed });
    });
  // Keyboard shortcuts have no event.
  started.mockClear();
  associated.get("refreshAll")?.();
  for (let turn = 0; turn < 50 && started.mock.calls.length === 0; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(started).toHaveBeenCalledTimes(1);
});
