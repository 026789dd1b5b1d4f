/** Office.js in a bare Node context, bound to a stand-in Excel; for command line tools, fault tests and benches. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createContext, Script } from "node:vm";
import type { Host } from "./host";
import { type HostBridge, createBridge } from "./transport/bridge";

/** The globals of Office.js in its own context. */
export interface LoadedOffice {
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
  readonly OfficeExtension: typeof OfficeExtension;
  readonly CustomFunctions: typeof CustomFunctions;
  readonly bridge: HostBridge;
  /** The context's global object. */
  readonly global: Record<string, unknown>;
}

let script: Script | undefined;

/** Path of the library's file for Excel on Windows. */
export function officeFile(name = "excel-win32-16.01.js"): string {
  const require = createRequire(join(process.cwd(), "package.json"));
  return join(dirname(require.resolve("@microsoft/office-js/package.json")), "dist", name);
}

/** The library, compiled once per process. */
export function officeScript(): Script {
  script ??= new Script(readFileSync(officeFile(), "utf8"), { filename: "excel-win32-16.01.js" });
  return script;
}

/** Loads Office.js into a new context and connects it to a host. Each call is independent of the others. */
export function loadOffice(host: Host): LoadedOffice {
  const mappings: Record<string, unknown> = {};
  const listeners: (() => void)[] = [];
  const global: Record<string, unknown> = {
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    console,
    performance,
    TextEncoder,
    URL,
    navigator: { userAgent: "Node" },
    OSF: {
      _OfficeAppFactory: {
        getContext: () => ({
          requirements: {
            isSetSupported: (name: string, version?: string | number) => supports(host, name, version),
          },
        }),
        getHostInfo: () => ({ hostType: "excel", hostPlatform: "win32", hostSpecificFileVersion: "16.01" }),
      },
    },
    CustomFunctions: {
      _association: { mappings, onchange: (listener: () => void) => listeners.push(listener) },
      associate(name: string, fn: unknown): void {
        mappings[name] = fn;
        for (const listener of listeners) listener();
      },
    },
  };
  global.window = global;
  global.self = global;
  createContext(global);
  officeScript().runInContext(global);
  const extension = global.OfficeExtension as {
    HostBridge: { init(bridge: HostBridge): void };
    Utility: Record<string, unknown>;
  };
  extension.Utility._synchronousCleanup = true;
  const bridge = createBridge(host);
  extension.HostBridge.init(bridge);
  return { ...(global as unknown as Omit<LoadedOffice, "bridge" | "global">), bridge, global };
}

/** Requirement sets of this host, as `isSetSupported` answers. */
export function supports(host: Host, name: string, version: string | number = "1.1"): boolean {
  const wanted = Number(String(version).split(".")[1] ?? 1);
  const minors: Record<string, number> = {
    ExcelApi: host.level,
    CustomFunctions: 8,
    CustomFunctionsRuntime: 3,
    SharedRuntime: 1,
    RibbonApi: 2,
    DialogApi: 2,
    DelayForCellEdit: 1,
  };
  return String(version).startsWith("1") && wanted <= (minors[name] ?? 0);
}
