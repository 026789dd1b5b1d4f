/** Connects the declared commands with Office. */
import type { CommandApplication } from "./application";
import { commands, type Command } from "./commands";
import type { PaneDoor } from "./pane-door";

/** Office ends commands after five minutes; the work goes on in the page, and the pane shows it. */
const LONGEST = 4.5 * 60_000;

/** Makes every command known to Office; what they do is loaded when the first is used. Each is reported as completed, whatever becomes of it. */
export function connectCommands(
  application: () => CommandApplication | Promise<CommandApplication>,
  pane: PaneDoor,
): void {
  for (const command of commands) {
    Office.actions.associate(command.id, async (event?: Office.AddinCommands.Event) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tooLong = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LONGEST);
      });
      try {
        await Promise.race([carryOut(command), tooLong]);
      } finally {
        clearTimeout(timer);
        event?.completed();
      }
    });
  }

  async function carryOut(command: Command): Promise<void> {
    const [{ perform }, opened] = await Promise.all([import("./perform"), application()]);
    await perform(command, opened, pane);
  }
}
