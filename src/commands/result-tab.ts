/** The tab for result sheets in the shape that `Office.ribbon.requestCreateControls` takes (RibbonApi 1.2). */
import { commandOf, supertip } from "./commands";
import { resultButtons, resultTab, type IconName, type RibbonButton } from "./ribbon";

interface TabIcon {
  readonly size: number;
  readonly sourceLocation: string;
}

interface TabButton {
  readonly type: "Button";
  readonly id: string;
  readonly actionId: string;
  readonly enabled: boolean;
  readonly icon: readonly TabIcon[];
  readonly label: string;
  readonly toolTip: string;
  readonly superTip: { readonly title: string; readonly description: string };
}

export interface ResultTabDefinition {
  readonly version: "1.0";
  readonly actions: readonly { id: string; type: "ExecuteFunction"; functionName: string }[];
  readonly tabs: readonly {
    id: string;
    label: string;
    visible: boolean;
    groups: readonly {
      id: string;
      label: string;
      icon: readonly TabIcon[];
      controls: readonly TabButton[];
    }[];
  }[];
}

/**
 * The definition, hidden at first.
 *
 * @param base address of the folder the page was loaded from, with a trailing slash
 */
export function resultTabDefinition(base: string): ResultTabDefinition {
  const icon = (name: IconName): TabIcon[] =>
    [16, 32, 80].map((size) => ({ size, sourceLocation: new URL(`icons/${name}-${size}.png`, base).href }));
  const control = (button: RibbonButton): TabButton => {
    const command = commandOf(button.command);
    const label = button.label ?? command.label;
    return {
      type: "Button",
      id: `${command.id}Result`,
      actionId: command.id,
      enabled: true,
      icon: icon(button.icon),
      label,
      toolTip: label,
      superTip: { title: label, description: supertip(command) },
    };
  };
  return {
    version: "1.0",
    actions: resultButtons.map(({ command }) => ({
      id: command,
      type: "ExecuteFunction",
      functionName: command,
    })),
    tabs: [
      {
        id: resultTab.id,
        label: resultTab.label,
        visible: false,
        groups: [
          {
            id: resultTab.group,
            label: resultTab.label,
            icon: icon("tieout"),
            controls: resultButtons.map(control),
          },
        ],
      },
    ],
  };
}
