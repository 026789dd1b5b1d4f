/** Objects beside the workbook: the custom function runtime, the add-in's runtime, its ribbon. */

import type { Host } from "../../host";
import type { PaneState } from "../../shell";
import { Handle, defineClass, method, nav, prop } from "../registry";

defineClass<Host>("CustomFunctions", 1, {
  methods: {
    _SetOsfControlContainerReadyForCustomFunctions: method(1, (host) => {
      host.customFunctions.runtimeReady();
    }),
    SetInvocationArrayResults: method(1, (host, [results]) => {
      host.customFunctions.setResults(results as unknown[]);
    }),
    SetInvocationResults: method(1, (host, [results]) => {
      host.customFunctions.setResults(results as unknown[]);
    }),
  },
});

defineClass<Host>("CustomFunctionsContainer", 1, {
  nav: { CustomFunctions: nav(1, (host) => new Handle("CustomFunctions", host)) },
});

defineClass<Host>("AddinInternalService", 1, {
  methods: {
    NotifyActionHandlerReady: method(1, (host) => {
      host.actionsReady();
    }),
  },
});

/** Event of the add-in's runtime: the pane was shown or hidden. */
const VISIBILITY_CHANGED = 65_539;
/** Category of object model events. */
const OBJECT_EVENT = 65_536;

defineClass<Host>("AppRuntimeService", 1, {
  methods: {
    GetAppRuntimeState: method(1, (host) => host.shell.paneState),
    SetAppRuntimeState: method(1, (host, [state]) => {
      host.shell.paneState = state as PaneState;
    }),
  },
});

/** Tells the add-in that its pane was shown or hidden. */
export function tellVisibility(host: Host): void {
  host.events.send({
    messageCategory: OBJECT_EVENT,
    messageType: VISIBILITY_CHANGED,
    targetId: "",
    message: JSON.stringify({ visibility: host.shell.paneState === "Visible" ? "Visible" : "Hidden" }),
  });
}

defineClass<Host>("AppRuntimePersistenceService", 1, {
  methods: {
    GetAppRuntimeStartState: method(1, (host) => host.shell.startState),
    SetAppRuntimeStartState: method(1, (host, [state]) => {
      host.shell.startState = state as PaneState;
    }),
  },
});

defineClass<Host>("BeforeDocumentCloseNotification", 1, {
  methods: {
    Enable: method(1, (host) => {
      host.shell.confirmsClose = true;
    }),
    Disable: method(1, (host) => {
      host.shell.confirmsClose = false;
    }),
  },
});

interface Control {
  readonly host: Host;
  readonly id: string;
}

defineClass<Host>("DynamicRibbon", 1, {
  methods: {
    GetButton: method(1, (host, [id]) => new Handle("RibbonButton", { host, id: String(id) })),
    GetTab: method(1, (host, [id]) => new Handle("RibbonTab", { host, id: String(id) })),
    ExecuteRequestCreate: method(1, (host, [definition]) => {
      host.shell.addContextualTabs(JSON.parse(String(definition)) as unknown);
    }),
    ExecuteRequestUpdate: method(1, (host, [definition]) => {
      const { tabs = [] } = JSON.parse(String(definition)) as { tabs?: RibbonTabUpdate[] };
      for (const tab of tabs) updateTab(host, tab);
    }),
  },
});

interface RibbonControlUpdate {
  readonly id?: string;
  readonly enabled?: boolean | null;
}

interface RibbonTabUpdate {
  readonly id?: string;
  readonly visible?: boolean | null;
  readonly controls?: readonly RibbonControlUpdate[];
  readonly groups?: readonly { readonly controls?: readonly RibbonControlUpdate[] }[];
}

function updateTab(host: Host, tab: RibbonTabUpdate): void {
  if (tab.id !== undefined && typeof tab.visible === "boolean") host.shell.showTab(tab.id, tab.visible);
  for (const control of [
    ...(tab.controls ?? []),
    ...(tab.groups ?? []).flatMap((group) => group.controls ?? []),
  ]) {
    if (control.id !== undefined && typeof control.enabled === "boolean")
      host.shell.setEnabled(control.id, control.enabled);
  }
}

defineClass<Control>("RibbonButton", 1, {
  props: {
    Id: prop(1, ({ id }) => id),
    Label: prop(1, ({ id }) => id),
    Enabled: prop(
      1,
      ({ host, id }) => host.shell.enabled.get(id) ?? true,
      ({ host, id }, value) => {
        host.shell.setEnabled(id, value === true);
      },
    ),
  },
  methods: {
    SetEnabled: method(1, ({ host, id }, [enabled]) => {
      host.shell.setEnabled(id, enabled === true);
    }),
  },
});

defineClass<Control>("RibbonTab", 1, {
  props: { Id: prop(1, ({ id }) => id) },
  methods: {
    SetVisibility: method(1, ({ host, id }, [visible]) => {
      host.shell.showTab(id, visible === true);
    }),
  },
});
