/** Associates the ribbon commands with what they do. */
import { commands } from "./commands";

/** Makes every command known to Office; once per page. What a command does is loaded when it is first used. */
export function associateCommands(): void {
  for (const command of commands) {
    Office.actions.associate(command.id, async (event?: Office.AddinCommands.Event) => {
      try {
        const [{ performCommand }, { tieout }] = await Promise.all([
          import("./perform"),
          import("../application/current"),
        ]);
        await performCommand(command, tieout());
      } finally {
        event?.completed();
      }
    });
  }
}
