/** Objects beside the workbook: the custom function runtime and the add-in service, ribbon included. */

import type { Host } from "../../host";
import { Handle, defineClass, method, nav } from "../registry";

defineClass<Host>("CustomFunctions", 1, {
  methods: {
    _SetOsfControlContainerReadyForCustomFunctions: method(1, (host) => host.customFunctions.runtimeReady()),
    SetInvocationArrayResults: method(1, (host, [results]) =>
      host.customFunctions.setResults(results as unknown[]),
    ),
    SetInvocationResults: method(1, (host, [results]) =>
      host.customFunctions.setResults(results as unknown[]),
    ),
  },
});

defineClass<Host>("CustomFunctionsContainer", 1, {
  nav: { CustomFunctions: nav(1, (host) => new Handle("CustomFunctions", host)) },
});

defineClass<Host>("AddinInternalService", 1, {
  methods: {
    NotifyActionHandlerReady: method(1, (host) => host.actionsReady()),
  },
});
