/** Keeps the ribbon as the workbook is: commands enabled or not, and the tab for result sheets shown or hidden. */
import type { TieoutApplication } from "../application/types";
import { activeSheet, watchActiveSheet, type ActiveSheet } from "../workbook/excel/active-sheet";
import type { CommandId } from "./commands";
import { enabledCommands, isTieoutSheet } from "./enablement";
import { resultTabDefinition } from "./result-tab";
import { controlId, resultTab, ribbonGroups, ribbonTab } from "./ribbon";

/** Tabs as `Office.ribbon.requestUpdate` takes them. */
type Tab = Office.Tab & { readonly visible?: boolean };

const supports = (version: string): boolean =>
  Office.context.requirements.isSetSupported("RibbonApi", version);

/**
 * Follows the application and the sheet in front. Does nothing where Excel has no RibbonApi: every command then stays
 * enabled and says in the pane what it needs.
 *
 * @param base address of the page's folder, with a trailing slash
 * @returns the function that ends it
 */
export async function followWorkbook(
  application: TieoutApplication,
  base: string,
): Promise<() => Promise<void>> {
  if (!supports("1.1")) return () => Promise.resolve();
  const hasResultTab = supports("1.2");
  if (hasResultTab) await Office.ribbon.requestCreateControls(resultTabDefinition(base));
  let front: ActiveSheet | undefined = await activeSheet();
  const ribbon = new RibbonUpdates();
  const update = (): void => {
    const { state } = application;
    const tabs: Tab[] = [mainTab(enabledCommands(state, front))];
    if (hasResultTab) tabs.push({ id: resultTab.id, visible: isTieoutSheet(state.sheets, front) });
    ribbon.request(tabs);
  };
  const lookAtSheet = (): void => {
    activeSheet()
      .then((sheet) => {
        front = sheet;
        update();
      })
      // The next sheet that comes to the front is looked at again.
      .catch(() => undefined);
  };
  let activity = application.state.activity.kind;
  const unsubscribe = application.subscribe((state) => {
    // Tieout brings its own sheets to the front with events switched off.
    const isDone = activity !== "idle" && state.activity.kind === "idle";
    activity = state.activity.kind;
    if (isDone) lookAtSheet();
    else update();
  });
  const stopWatching = await watchActiveSheet(lookAtSheet);
  update();
  return async () => {
    unsubscribe();
    await stopWatching();
  };
}

function mainTab(enabled: ReadonlyMap<CommandId, boolean>): Tab {
  return {
    id: ribbonTab.id,
    groups: ribbonGroups.map(({ id, controls }) => ({
      id,
      controls: controls
        .flatMap((control) => (control.type === "button" ? [control.command] : control.items))
        .map((command) => ({ id: controlId(command), enabled: enabled.get(command) ?? true })),
    })),
  };
}

/** Sends what changed, one request after the other; what was overtaken meanwhile is not sent. */
class RibbonUpdates {
  #sent = "";
  #next: readonly Tab[] | undefined;
  #running = false;

  request(tabs: readonly Tab[]): void {
    this.#next = tabs;
    if (!this.#running) void this.#send();
  }

  async #send(): Promise<void> {
    this.#running = true;
    for (;;) {
      const tabs = this.#next;
      this.#next = undefined;
      if (!tabs) break;
      const text = JSON.stringify(tabs);
      if (text === this.#sent) continue;
      try {
        await Office.ribbon.requestUpdate({ tabs: [...tabs] });
        this.#sent = text;
      } catch {
        // The ribbon is not there yet, or the host is busy: the next change of state tries again.
        this.#sent = "";
      }
    }
    this.#running = false;
  }
}
