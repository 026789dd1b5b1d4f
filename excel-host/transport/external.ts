/** Transport B: the `window.external` members that Office.js finds on the Windows desktop; for pages and jsdom. */

import type { Host } from "../host";

export interface ExternalOptions {
  /** 1 shared runtime, 2 custom functions; 3 by default. */
  readonly flags?: number;
  /** Further requirement sets or other versions of them; ExcelApi follows the host's level. */
  readonly sets?: Readonly<Record<string, string>>;
  /** Distinguishes the document's stored settings from those of other workbooks. */
  readonly instanceId?: string;
  readonly documentUrl?: string;
  /** "TaskPane" (2) unless the page runs hidden (1). */
  readonly displayMode?: 1 | 2;
  /** Colours of the window, as `Office.context.officeTheme` gives them; light by default. */
  readonly theme?: "light" | "dark";
  /** Called for a dialog that the add-in opens. */
  readonly onDialog?: (options: { url: string; height?: number; width?: number }) => void;
}

type Callback = (result: unknown) => void;
type Handler = (dispatchId: number, payload: unknown) => void;

/** Dispatch ids of the host surface. */
const DISPATCH = {
  richApi: 93,
  commandCompleted: 94,
  richApiMessage: 33,
  ribbonCommand: 39,
  dialog: 10,
  selection: 2,
} as const;

/** Colours of Excel's light and dark themes. */
const THEMES = {
  light: {
    bodyBackgroundColor: 0xffffff,
    bodyForegroundColor: 0x242424,
    controlBackgroundColor: 0xf5f5f5,
    controlForegroundColor: 0x242424,
  },
  dark: {
    bodyBackgroundColor: 0x292929,
    bodyForegroundColor: 0xffffff,
    controlBackgroundColor: 0x1f1f1f,
    controlForegroundColor: 0xffffff,
  },
} as const;

/** Office's status numbers for errors of a whole request. */
const STATUS: Readonly<Record<string, number>> = {
  ActivityLimitReached: 5102,
  RequestPayloadSizeLimitExceeded: 5103,
  ResponsePayloadSizeLimitExceeded: 5104,
  AccessDenied: 7000,
  WriteNotSupportedWhenModalDialogOpen: 5016,
};

/** What the page can do with an installed surface. */
export interface ExternalHost {
  /** Runs a function of `Office.actions.associate`; resolves with the status of `event.completed()`. */
  runCommand(commandId: string, functionName: string): Promise<number>;
  /** Tells listeners of the old selection event. */
  disconnect(): void;
}

const safeArray = (items: readonly unknown[]): { toArray: () => unknown[]; dimensions: () => number } => ({
  toArray: () => [...items],
  dimensions: () => 1,
});

/**
 * Installs the surface in a window before office.js runs there.
 * @returns handles for the page that owns the host.
 */
export function installExternal(
  target: Window | { external?: unknown },
  host: Host,
  options: ExternalOptions = {},
): ExternalHost {
  const handlers = new Map<number, Set<Handler>>();
  const running = new Map<string, { commandId: string; done: (status: number) => void }[]>();
  /** Commands clicked before the add-in listens. */
  const waitingCommands: (() => void)[] = [];
  let isListening = false;
  /** The library takes commands a task after its registration was confirmed. */
  const listening = (): void => {
    isListening = true;
    host.actionsReady();
    for (const command of waitingCommands.splice(0)) command();
  };
  const matrix: Record<string, string> = {
    ExcelApi: `1.${host.level}`,
    SharedRuntime: "1.1",
    CustomFunctionsRuntime: "1.3",
    CustomFunctions: "1.8",
    RibbonApi: "1.2",
    DialogApi: "1.2",
    AddinCommands: "1.1",
    Settings: "1.1",
    DelayForCellEdit: "1.1",
    ...options.sets,
  };
  const settings = {
    Read(keys: string[], values: string[]): void {
      for (const [key, value] of host.workbook.settings) {
        keys.push(key);
        values.push(JSON.stringify(value));
      }
    },
    Write(keys: readonly string[], values: readonly string[]): void {
      host.workbook.settings.clear();
      keys.forEach((key, index) => {
        const text = values[index];
        if (text !== undefined) host.workbook.settings.set(key, JSON.parse(text) as unknown);
      });
      host.workbook.tell({ type: "settings" });
    },
  };
  const context = {
    GetAppType: () => 1,
    GetSolutionRef: () => "solution",
    GetAppVersionMajor: () => 16,
    GetAppVersionMinor: () => 1,
    GetHostFullVersion: () => "16.0.15407.10000",
    GetAppUILocale: () => host.locale,
    GetAppDataLocale: () => host.locale,
    GetDocUrl: () => options.documentUrl ?? host.workbook.name,
    GetAppCapabilities: () => 0,
    GetActivationMode: () => 1,
    GetControlIntegrationLevel: () => 1,
    GetSolutionToken: () => "token",
    GetCorrelationId: () => "",
    GetInstanceId: () => options.instanceId ?? host.workbook.name,
    GetTouchEnabled: () => false,
    GetCommerceAllowed: () => false,
    GetSupportedMatrix: () => JSON.stringify(matrix),
    GetInitialDisplayMode: () => options.displayMode ?? 2,
    GetSettings: () => settings,
    GetOfficeThemeInfo: () => JSON.stringify(THEMES[options.theme ?? "light"]),
  };
  const emit = (dispatchId: number, payload: unknown): void => {
    for (const handler of handlers.get(dispatchId) ?? []) handler(dispatchId, payload);
  };
  const stopEvents = host.connect((events) => {
    emit(
      DISPATCH.richApiMessage,
      safeArray(
        events.map((event) =>
          safeArray([
            event.messageCategory,
            event.messageType,
            event.targetId,
            event.message,
            event.id,
            false,
          ]),
        ),
      ),
    );
  });
  const stopSelection = host.workbook.onMutation((mutation) => {
    if (mutation.type === "selection") emit(DISPATCH.selection, {});
  });
  const external = {
    GetHostInfo: () => `excel$win32$16.01$${host.locale}$$$$${options.flags ?? 3}`,
    GetLoggingAllowed: () => false,
    GetContext: () => context,
    Execute(dispatchId: number, params: unknown, callback: Callback): void {
      const list = toList(params);
      if (dispatchId === DISPATCH.richApi) {
        const batch = toList(list[0]);
        void host.execute(String(batch[4]), Number(batch[6]) || 0).then((answer) => {
          const status = answer.errorCode === undefined ? undefined : (STATUS[answer.errorCode] ?? 5001);
          if (status !== undefined) callback(status);
          else callback({ toArray: () => [0, [200, [], answer.body]] });
        });
        return;
      }
      if (dispatchId === DISPATCH.commandCompleted) {
        const [commandId, status] = toList(list.length === 1 ? list[0] : list);
        const waiting = running.get(String(commandId))?.shift();
        setTimeout(() => {
          callback(0);
          waiting?.done(Number(status ?? 0));
        }, 0);
        return;
      }
      setTimeout(() => {
        callback(0);
      }, 0);
    },
    RegisterEvent(dispatchId: number, targetId: string, handler: Handler, callback: Callback): void {
      let set = handlers.get(dispatchId);
      if (!set) handlers.set(dispatchId, (set = new Set()));
      set.add(handler);
      if (dispatchId === DISPATCH.dialog) options.onDialog?.(JSON.parse(targetId) as { url: string });
      setTimeout(() => {
        callback(0);
        if (dispatchId === DISPATCH.ribbonCommand) setTimeout(listening, 0);
      }, 0);
    },
    UnregisterEvent(dispatchId: number, _targetId: string, callback: Callback): void {
      handlers.delete(dispatchId);
      setTimeout(() => {
        callback(0);
      }, 0);
    },
  };
  attach(target, external);
  return {
    runCommand(commandId, functionName) {
      return new Promise((resolve) => {
        const waiting = running.get(commandId) ?? [];
        waiting.push({ commandId, done: resolve });
        running.set(commandId, waiting);
        const event = JSON.stringify({ source: { id: commandId } });
        const command = (): void => {
          emit(DISPATCH.ribbonCommand, safeArray([commandId, functionName, event]));
        };
        if (isListening) command();
        else waitingCommands.push(command);
      });
    },
    disconnect() {
      stopEvents();
      stopSelection();
      host.customFunctions.runtimeGone();
    },
  };
}

/** `window.external` exists in browsers and takes new members; elsewhere the object is made. */
function attach(target: { external?: unknown }, members: Record<string, unknown>): void {
  const existing = target.external;
  if (typeof existing === "object" && existing !== null && Object.isExtensible(existing))
    Object.assign(existing, members);
  else Object.defineProperty(target, "external", { value: members, configurable: true, writable: true });
}

function toList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  const array = (value as { toArray?: () => unknown[] } | null)?.toArray;
  return array ? array.call(value) : [value];
}
