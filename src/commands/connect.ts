/** Connects the declared commands with Office. */
import type { CommandApplication } from "./application";
import { commands, type Command } from "./commands";
import type { PaneDoor } from "./pane-door";

/** Office ends commands after five minutes; the work goes on in the page, and the pane shows it. */
const LONGEST = 4.5 * 60_000;

/**
 * Makes every command known to Office; what they do is loaded when the first is used. Each is reported as completed,
 * whatever becomes of it.
 */
export function connectCommands(
  application: () => CommandApplication | Promise<CommandApplication>,
  pane: PaneDoor,
): void {
  for (const command of commands) {
    Office.actions.associate(command.id, (event?: Office.AddinCommands.Event) => {
      void carryOut(command, event);
    });
  }

  async function carryOut(command: Command, event: Office.AddinCommands.Event | undefined): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LONGEST);
    });
    const work = Promise.all([import("./perform"), application()]).then(([{ perform }, opened]) =>
      perform(command, opened, pane),
    );
    try {
      await Promise.race([work, tooLong]);
    } catch {
      // Files of the page could not be loaded; without them the pane has nothing to show it with.
    } finally {
      clearTimeout(timer);
      // Keyboard shortcuts have no event.
      event?.completed();
    }
  }
}
