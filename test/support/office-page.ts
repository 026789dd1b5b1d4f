/** The add-in's page without a browser: Office.js as the shared runtime loads it, with ribbon commands, over a stand-in Excel. */
import type { Host } from "../../excel-host";
import { openJsdom } from "../../excel-host/jsdom";
import type { ExternalHost, ExternalOptions } from "../../excel-host/transport/external";

export interface OfficePage {
  /** Clicks on the ribbon: runs a function of `Office.actions.associate` until it says that it is completed. */
  click(command: string): Promise<number>;
  close(): void;
}

/** Opens a page and puts its Office.js into this file's globals. */
export async function openOfficePage(host: Host, options: ExternalOptions = {}): Promise<OfficePage> {
  const { window, external }: { window: Window & typeof globalThis; external: ExternalHost } =
    (await openJsdom(host, options)) as never;
  const { Office, Excel, OfficeExtension, CustomFunctions } = window;
  Object.assign(globalThis, { Office, Excel, OfficeExtension, CustomFunctions });
  return {
    click: (command) => external.runCommand(command, command),
    close: () => {
      window.close();
    },
  };
}
