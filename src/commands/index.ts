/**
 * Entry of the ribbon commands: they work in the shared page, whether the pane is open or not. Small, because it comes with
 * the worksheet functions; the rest is loaded when it is used.
 */
import type { Tieout } from "../application/tieout";
import { connectCommands } from "./connect";
import { paneDoor } from "./pane-door";

async function application(): Promise<Tieout> {
  return (await import("../application/current")).tieout();
}

if (typeof Office !== "undefined") {
  connectCommands(application, paneDoor);
  void Office.onReady(async ({ host }) => {
    if (host !== Office.HostType.Excel) return;
    try {
      const { followWorkbook } = await import("./ribbon-state");
      await followWorkbook(await application(), new URL(".", window.location.href).href);
    } catch {
      // The ribbon stays as the manifest has it: everything enabled, and the pane says what is missing.
    }
  });
}
