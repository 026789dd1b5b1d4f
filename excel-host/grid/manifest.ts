/** The add-in's manifest as the page needs it: ribbon, pane, worksheet functions. */

export interface RibbonAction {
  readonly kind: "ShowTaskpane" | "ExecuteFunction";
  /** Address of the pane, or name of the function. */
  readonly target: string;
}

export interface RibbonItem {
  readonly id: string;
  readonly label: string;
  readonly tip: string;
  readonly title: string;
  /** Icon addresses by size in pixels. */
  readonly icons: ReadonlyMap<number, string>;
  readonly action: RibbonAction | undefined;
  /** Entries of a menu; empty for buttons. */
  readonly items: readonly RibbonItem[];
}

export interface RibbonGroup {
  readonly id: string;
  readonly label: string;
  readonly controls: readonly RibbonItem[];
}

export interface RibbonTab {
  readonly id: string;
  readonly label: string;
  readonly groups: readonly RibbonGroup[];
}

export interface AddinManifest {
  readonly displayName: string;
  readonly paneUrl: string;
  readonly functionsUrl: string | undefined;
  readonly namespace: string | undefined;
  readonly tabs: readonly RibbonTab[];
}

const children = (element: Element, name: string): Element[] =>
  [...element.children].filter((child) => child.localName === name);
const child = (element: Element | undefined, name: string): Element | undefined =>
  element ? children(element, name)[0] : undefined;

/** Reads an XML manifest; addresses are moved from the host it names to the one that serves the page. */
export function readManifest(xml: string, base: string): AddinManifest {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  const all = (name: string): Element[] =>
    [...document.getElementsByTagName("*")].filter((element) => element.localName === name);
  const resources = new Map<string, string>();
  for (const name of ["Image", "Url", "String"]) {
    for (const element of all(name)) {
      const id = element.getAttribute("id");
      if (id !== null) resources.set(id, element.getAttribute("DefaultValue") ?? "");
    }
  }
  const resource = (element: Element | undefined): string =>
    resources.get(element?.getAttribute("resid") ?? "") ?? "";
  const local = (url: string): string => {
    if (url === "") return "";
    const { pathname, search, hash } = new URL(url);
    return new URL(pathname.slice(1) + search + hash, base).href;
  };
  const item = (element: Element): RibbonItem => {
    const tip = child(element, "Supertip");
    const icons = new Map<number, string>();
    const icon = child(element, "Icon");
    for (const image of icon ? children(icon, "Image") : []) {
      icons.set(Number(image.getAttribute("size")), local(resource(image)));
    }
    const action = child(element, "Action");
    const kind = [...(action?.attributes ?? [])].find((attribute) => attribute.localName === "type")?.value;
    const list = child(element, "Items");
    return {
      id: element.getAttribute("id") ?? "",
      label: resource(child(element, "Label")),
      title: resource(child(tip, "Title")),
      tip: resource(child(tip, "Description")),
      icons,
      action:
        action && (kind === "ShowTaskpane" || kind === "ExecuteFunction")
          ? {
              kind,
              target:
                kind === "ShowTaskpane"
                  ? local(resource(child(action, "SourceLocation")))
                  : (child(action, "FunctionName")?.textContent ?? ""),
            }
          : undefined,
      items: list ? children(list, "Item").map(item) : [],
    };
  };
  const tabs = all("CustomTab").map((tab) => ({
    id: tab.getAttribute("id") ?? "",
    label: resource(child(tab, "Label")),
    groups: children(tab, "Group").map((group) => ({
      id: group.getAttribute("id") ?? "",
      label: resource(child(group, "Label")),
      controls: children(group, "Control").map(item),
    })),
  }));
  const functions = all("ExtensionPoint").find((point) =>
    [...point.attributes].some((attribute) => attribute.value === "CustomFunctions"),
  );
  const metadata = child(functions, "Metadata");
  const runtime = all("Runtime")[0];
  const pane =
    local(resource(runtime)) ||
    local(
      child(document.documentElement, "DefaultSettings")?.querySelector("*")?.getAttribute("DefaultValue") ??
        "",
    );
  return {
    displayName: child(document.documentElement, "DisplayName")?.getAttribute("DefaultValue") ?? "Add-in",
    paneUrl: pane,
    functionsUrl: metadata ? local(resource(child(metadata, "SourceLocation"))) : undefined,
    namespace: functions ? resource(child(functions, "Namespace")) : undefined,
    tabs,
  };
}
