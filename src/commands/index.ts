/** Associates the ribbon commands with what they do. */
import { tieout } from "../application/current";
import { commands } from "./commands";
import { performCommand } from "./perform";

/** Makes every command known to Office; once per page. */
export function associateCommands(): void {
  for (const command of commands) {
    Office.actions.associate(command.id, async (event?: Office.AddinCommands.Event) => {
      try {
        await performCommand(command, tieout());
      } finally {
        event?.completed();
      }
    });
  }
}
