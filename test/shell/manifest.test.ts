/**
 * What Excel's loader and the store's validation check, without either: order of elements, references, lengths,
 * addresses, icons; and that manifest and declared commands are one list. The converter and the JSON schema give a
 * second opinion on ribbon and resources.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { commandOf, commands, supertip } from "../../src/commands/commands";
import {
  cellMenu,
  controlId,
  resultButtons,
  ribbonGroups,
  ribbonTab,
  type RibbonControl,
} from "../../src/commands/ribbon";
import type { ReportCode } from "../../src/engine/ledgers/declaration";
import { ledgerTables } from "../../src/engine/ledgers/tables";
import { all, attribute, only, parseXml, type XmlElement } from "./xml";

const root = path.resolve(__dirname, "../..");
const source = readFileSync(path.join(root, "manifest.xml"), "utf8");
const manifest = parseXml(source);
const packageFile = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };

/** Children that an element may have, in the order the schema asks for. */
const childOrder: Record<string, readonly string[]> = {
  OfficeApp: [
    "Id",
    "Version",
    "ProviderName",
    "DefaultLocale",
    "DisplayName",
    "Description",
    "IconUrl",
    "HighResolutionIconUrl",
    "SupportUrl",
    "AppDomains",
    "Hosts",
    "Requirements",
    "DefaultSettings",
    "Permissions",
    "VersionOverrides",
    "ExtendedOverrides",
  ],
  VersionOverrides: ["Description", "Requirements", "Hosts", "Resources"],
  Host: ["Runtimes", "AllFormFactors", "DesktopFormFactor"],
  DesktopFormFactor: ["GetStarted", "FunctionFile", "ExtensionPoint"],
  GetStarted: ["Title", "Description", "LearnMoreUrl"],
  CustomTab: ["Group", "Label"],
  Group: ["Label", "Icon", "Control"],
  OfficeMenu: ["Control"],
  Control: ["Label", "Supertip", "Icon", "Action", "Items"],
  Item: ["Label", "Supertip", "Icon", "Action"],
  Supertip: ["Title", "Description"],
  Resources: ["bt:Images", "bt:Urls", "bt:ShortStrings", "bt:LongStrings"],
};

/** Resource kind that an element's resid must point to. */
function resourceKind(element: XmlElement, parent: XmlElement): string {
  if (element.name === "bt:Image") return "bt:Image";
  if (["SourceLocation", "FunctionFile", "Runtime", "LearnMoreUrl"].includes(element.name)) return "bt:Url";
  if (element.name === "Description" && ["Supertip", "GetStarted"].includes(parent.name)) return "long";
  return "short";
}

const resources = new Map<string, { kind: string; value: string }>();
for (const [list, kind] of [
  ["bt:Images", "bt:Image"],
  ["bt:Urls", "bt:Url"],
  ["bt:ShortStrings", "short"],
  ["bt:LongStrings", "long"],
] as const) {
  for (const entry of only(manifest, list).children) {
    const id = attribute(entry, "id");
    if (resources.has(id)) throw new Error(`Resource ${id} is defined twice`);
    resources.set(id, { kind, value: attribute(entry, "DefaultValue") });
  }
}

function resource(element: XmlElement | undefined): string {
  if (element === undefined) throw new Error("No element");
  const found = resources.get(attribute(element, "resid"));
  if (found === undefined) throw new Error(`${attribute(element, "resid")} is not defined`);
  return found.value;
}

const child = (element: XmlElement, name: string) => element.children.find((one) => one.name === name);

describe("structure", () => {
  it.each(Object.keys(childOrder))("children of every %s stand in the order of the schema", (name) => {
    const order = childOrder[name] ?? [];
    const elements = all(manifest, name);
    expect(elements.length).toBeGreaterThan(0);
    for (const element of elements) {
      const places = element.children.map((one) => order.indexOf(one.name));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  it("declares the requirement floor, the least permission and one host", () => {
    const sets = all(manifest, "Set").map(
      (set) => `${attribute(set, "Name")} ${attribute(set, "MinVersion")}`,
    );
    expect(sets).toEqual(["SharedRuntime 1.1", "CustomFunctionsRuntime 1.3", "ExcelApi 1.13"]);
    expect(only(manifest, "Permissions").text).toBe("ReadWriteDocument");
    expect(
      all(manifest, "Host").map((host) => attribute(host, host.attributes.has("Name") ? "Name" : "xsi:type")),
    ).toEqual(["Workbook", "Workbook"]);
  });

  it("runs pane, ribbon functions and worksheet functions in one long-lived page", () => {
    const runtime = only(manifest, "Runtime");
    expect(attribute(runtime, "lifetime")).toBe("long");
    const page = attribute(runtime, "resid");
    expect(attribute(only(manifest, "FunctionFile"), "resid")).toBe(page);
    expect(attribute(only(only(manifest, "Page"), "SourceLocation"), "resid")).toBe(page);
    for (const action of all(manifest, "Action").filter(
      (one) => attribute(one, "xsi:type") === "ShowTaskpane",
    )) {
      expect(attribute(only(action, "SourceLocation"), "resid")).toBe(page);
    }
    expect(all(manifest, "TaskpaneId")).toEqual([]);
    expect(resources.get(page)?.value).toBe(
      attribute(only(only(manifest, "DefaultSettings"), "SourceLocation"), "DefaultValue"),
    );
  });

  it("puts the worksheet functions' page, script and metadata on one site, under one namespace", () => {
    const point = all(manifest, "ExtensionPoint").find(
      (one) => attribute(one, "xsi:type") === "CustomFunctions",
    );
    if (point === undefined) throw new Error("No worksheet functions");
    expect(point.children.map((one) => one.name)).toEqual(["Script", "Page", "Metadata", "Namespace"]);
    const sites = all(point, "SourceLocation").map((location) => new URL(resource(location)).origin);
    expect(new Set(sites).size).toBe(1);
    expect(resource(only(point, "Namespace"))).toBe("TIEOUT");
  });
});

describe("resources", () => {
  it("resolves every reference to a resource of its kind, and defines none for nothing", () => {
    const used = new Set<string>();
    for (const parent of all(only(manifest, "VersionOverrides"))) {
      for (const element of parent.children) {
        const id = element.attributes.get("resid");
        if (id === undefined) continue;
        used.add(id);
        expect([id, resources.get(id)?.kind]).toEqual([id, resourceKind(element, parent)]);
      }
    }
    expect([...resources.keys()].filter((id) => !used.has(id))).toEqual([]);
  });

  it("keeps Excel's lengths", () => {
    const limit = new Map([
      ["short", 125],
      ["long", 250],
      ["bt:Url", 2048],
      ["bt:Image", 2048],
    ]);
    for (const [id, { kind, value }] of resources) {
      expect(id.length).toBeLessThanOrEqual(32);
      expect(value.length).toBeGreaterThan(0);
      expect(value.length).toBeLessThanOrEqual(limit.get(kind) ?? 0);
    }
    expect(attribute(only(manifest, "DisplayName"), "DefaultValue").length).toBeLessThanOrEqual(125);
    const [description] = manifest.children.filter((one) => one.name === "Description");
    expect(attribute(description ?? manifest, "DefaultValue").length).toBeLessThanOrEqual(250);
  });

  it("uses https everywhere and one site only", () => {
    const addresses = all(manifest)
      .flatMap((element) => [element.attributes.get("DefaultValue"), element.attributes.get("Url")])
      .filter((value): value is string => value !== undefined && /^[a-z]+:\/\//i.test(value));
    expect(addresses.length).toBeGreaterThan(100);
    expect(new Set(addresses.map((address) => new URL(address).origin))).toEqual(
      new Set(["https://localhost:3000"]),
    );
  });

  it("names icon files that exist and have the size they are declared with", () => {
    const declared = all(manifest, "bt:Image").filter((image) => image.attributes.has("size"));
    const sized = declared.map((image) => ({
      address: resource(image),
      size: Number(attribute(image, "size")),
    }));
    sized.push({ address: attribute(only(manifest, "IconUrl"), "DefaultValue"), size: 32 });
    sized.push({ address: attribute(only(manifest, "HighResolutionIconUrl"), "DefaultValue"), size: 64 });
    for (const { address, size } of sized) {
      const png = readFileSync(path.join(root, "assets/icons/png", path.basename(new URL(address).pathname)));
      expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
      expect([address, png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([address, size, size]);
    }
    for (const icon of all(manifest, "Icon")) {
      const sizes = icon.children.map((image) => Number(attribute(image, "size")));
      expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 80]);
    }
  });

  it("carries the version of the package", () => {
    expect(only(manifest, "Version").text).toBe(`${packageFile.version}.0`);
  });
});

/** What the manifest shows for a control or menu item, for comparison with its declaration. */
function shown(element: XmlElement) {
  const action = child(element, "Action");
  const icon = child(element, "Icon")?.children.map((image) =>
    path.basename(new URL(resource(image)).pathname),
  );
  const tip = only(
    { ...element, children: element.children.filter((one) => one.name === "Supertip") },
    "Supertip",
  );
  return {
    id: attribute(element, "id"),
    label: resource(child(element, "Label")),
    title: resource(child(tip, "Title")),
    supertip: resource(child(tip, "Description")),
    icon: icon?.[0]?.replace(/-16\.png$/, ""),
    runs:
      action === undefined
        ? undefined
        : (child(action, "FunctionName")?.text ?? attribute(action, "xsi:type")),
  };
}

const declaredCommand = (id: Parameters<typeof commandOf>[0], controlIdentifier: string, icon?: string) => {
  const command = commandOf(id);
  return {
    id: controlIdentifier,
    label: command.label,
    title: command.label,
    supertip: supertip(command),
    icon,
    runs: id === "showPane" ? "ShowTaskpane" : id,
  };
};

const declaredControl = (control: RibbonControl) =>
  control.type === "button"
    ? declaredCommand(control.command, controlId(control.command), control.icon)
    : {
        id: control.id,
        label: control.label,
        title: control.label,
        supertip: control.says,
        icon: control.icon,
        runs: undefined,
      };

describe("ribbon", () => {
  const tab = only(manifest, "CustomTab");

  it("shows the declared groups, buttons and menus, word for word and in order", () => {
    expect(attribute(tab, "id")).toBe(ribbonTab.id);
    expect(resource(child(tab, "Label"))).toBe(ribbonTab.label);
    const groups = all(tab, "Group");
    expect(groups.map((group) => [attribute(group, "id"), resource(child(group, "Label"))])).toEqual(
      ribbonGroups.map((group) => [group.id, group.label]),
    );
    groups.forEach((group, place) => {
      const controls = group.children.filter((one) => one.name === "Control");
      const declared = ribbonGroups[place]?.controls ?? [];
      expect(controls.map(shown)).toEqual(declared.map(declaredControl));
      controls.forEach((control, index) => {
        const menu = declared[index];
        const items = all(control, "Item").map(shown);
        expect(items).toEqual(
          menu?.type === "menu" ? menu.items.map((id) => declaredCommand(id, controlId(id))) : [],
        );
        expect(attribute(control, "xsi:type")).toBe(menu?.type === "menu" ? "Menu" : "Button");
      });
    });
  });

  it("keeps Office's limits: 6 groups, 7 commands a group, ids used once", () => {
    expect(ribbonGroups.length).toBeLessThanOrEqual(6);
    for (const group of ribbonGroups) expect(group.controls.length).toBeLessThanOrEqual(7);
    const ids = all(manifest)
      .filter((element) => ["CustomTab", "Group", "Control", "Item"].includes(element.name))
      .map((element) => attribute(element, "id"));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("offers tracing and drilling on a right-click", () => {
    const menu = only(manifest, "OfficeMenu");
    expect(attribute(menu, "id")).toBe("ContextMenuCell");
    expect(menu.children.map(shown)).toEqual(
      cellMenu.map((one) => declaredCommand(one.command, `${one.command}Cell`, one.icon)),
    );
  });

  it("calls declared commands only, and reaches every declared command", () => {
    const called = new Set(all(manifest, "FunctionName").map((element) => element.text));
    const declared = new Set<string>(commands.map((command) => command.id));
    expect([...called].filter((name) => !declared.has(name))).toEqual([]);
    const onResultTab = new Set<string>(resultButtons.map((one) => one.command));
    const unreachable = [...declared].filter(
      (id) => id !== "showPane" && !called.has(id) && !onResultTab.has(id),
    );
    expect(unreachable).toEqual([]);
  });

  it("names functions as Office accepts them", () => {
    for (const command of commands) {
      expect(command.id).toMatch(/^[A-Za-z][A-Za-z0-9_]{2,63}$/);
      expect(command.label.length).toBeLessThanOrEqual(26);
      expect(supertip(command).length).toBeLessThanOrEqual(250);
    }
  });

  it("needs exactly the ledgers that the report behind the command requires", () => {
    const code = new Map<string, ReportCode>([
      ["inventory-valuation", "IV"],
      ["inventory-valuation-cost-spec", "CS"],
      ["inventory-valuation-wip", "IW"],
      ["cost-shares-breakdown", "SB"],
      ["post-inventory-cost", "PC"],
      ["inventory-gl-reconciliation", "GR"],
      ["trace", "TR"],
      ["job-calculate-wip", "JC"],
      ["job-wip-to-gl", "JG"],
      ["job-post-wip", "JP"],
      ["adjust-cost", "AC"],
      ["shadow-costing", "AC"],
    ]);
    const reported = commands.filter((command) => command.reportId !== undefined);
    expect(new Set(reported.map((command) => command.reportId))).toEqual(new Set(code.keys()));
    for (const command of reported) {
      const reportCode = code.get(command.reportId ?? "");
      if (reportCode === undefined) throw new Error(`${command.id} runs an unknown report`);
      expect([command.id, [...command.needs].sort()]).toEqual([command.id, requiredLedgers(reportCode)]);
    }
  });
});

/** Ledgers that every run of the report with that code requires, sorted. */
function requiredLedgers(code: ReportCode): string[] {
  return ledgerTables
    .filter((table) => table.needs.get(code) === "required")
    .map((table) => table.name)
    .sort();
}

describe("keyboard shortcuts", () => {
  it("call declared commands with keys Office accepts", () => {
    const file = path.basename(new URL(attribute(only(manifest, "ExtendedOverrides"), "Url")).pathname);
    const shortcuts = JSON.parse(readFileSync(path.join(root, "assets", file), "utf8")) as {
      actions: { id: string; type: string; name: string }[];
      shortcuts: { action: string; key: Record<string, string> }[];
    };
    const declared = commands.map((command) => command.id as string);
    expect(shortcuts.actions.map((action) => action.id)).toEqual(["refreshAll", "traceEntry"]);
    expect(shortcuts.actions.every((action) => declared.includes(action.id))).toBe(true);
    expect(shortcuts.shortcuts.map((shortcut) => shortcut.action)).toEqual(["refreshAll", "traceEntry"]);
    for (const { key } of shortcuts.shortcuts) {
      for (const keys of Object.values(key)) expect(keys).toMatch(/^(Ctrl|Command)\+(Alt|Shift)\+[A-Z0-9]$/);
    }
  });
});

describe("tools", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "tieout-manifest-"));
  const node = (script: string, ...values: string[]) =>
    spawnSync(process.execPath, [path.join(root, script), ...values], { cwd: folder, encoding: "utf8" });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("lets office-addin-manifest read it", () => {
    const told = node("node_modules/office-addin-manifest/cli.js", "info", path.join(root, "manifest.xml"));
    expect(told.stdout).toContain("Name: Tieout");
    expect(told.status).toBe(0);
  });

  it("converts to a unified manifest that fits the schema, and a spoilt one does not", () => {
    execFileSync(process.execPath, [
      path.join(root, "node_modules/office-addin-manifest-converter/cli.js"),
      "convert",
      path.join(root, "manifest.xml"),
      "-o",
      path.join(folder, "converted"),
    ]);
    const converted = JSON.parse(readFileSync(path.join(folder, "converted/manifest.json"), "utf8")) as {
      extensions: { ribbons: { tabs?: { groups?: unknown[] }[] }[] }[];
    };
    // The schema that the converter writes for is older than menus and the welcome message.
    const raised = {
      ...converted,
      manifestVersion: "1.29",
      $schema: "https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json",
    };
    const good = path.join(folder, "good.json");
    const bad = path.join(folder, "bad.json");
    writeFileSync(good, JSON.stringify(raised));
    writeFileSync(
      bad,
      JSON.stringify({ ...raised, extensions: [{ ...raised.extensions[0], requirements: 1 }] }),
    );
    expect(
      raised.extensions[0]?.ribbons.flatMap((ribbon) => ribbon.tabs ?? []).flatMap((tab) => tab.groups ?? [])
        .length,
    ).toBe(ribbonGroups.length);
    expect(node("node_modules/office-addin-manifest/cli.js", "validate", good).status).toBe(0);
    expect(node("node_modules/office-addin-manifest/cli.js", "validate", bad).status).toBe(1);
  });

  it("derives a manifest for another address", () => {
    const out = path.join(folder, "derived.xml");
    const derive = (...values: string[]) => node("scripts/manifest.mjs", "--out", out, ...values);
    expect(derive("--base", "https://tieout.example.com/app/").status).toBe(0);
    const first = readFileSync(out, "utf8");
    const derived = parseXml(first);
    expect(first).not.toContain("localhost");
    expect(attribute(only(only(derived, "DefaultSettings"), "SourceLocation"), "DefaultValue")).toBe(
      "https://tieout.example.com/app/taskpane.html",
    );
    expect(only(derived, "Id").text).not.toBe(only(manifest, "Id").text);
    expect(only(derived, "Version").text).toBe(`${packageFile.version}.0`);
    expect(all(derived).map((element) => element.name)).toEqual(all(manifest).map((element) => element.name));

    // The same address gives the same Id, another address another one, and --id wins.
    expect(derive("--base", "https://tieout.example.com/app").status).toBe(0);
    expect(readFileSync(out, "utf8")).toBe(first);
    expect(derive("--base", "https://test.example.com/app", "--name", "Tieout <test>").status).toBe(0);
    const second = parseXml(readFileSync(out, "utf8"));
    expect(only(second, "Id").text).not.toBe(only(derived, "Id").text);
    expect(attribute(only(second, "DisplayName"), "DefaultValue")).toBe("Tieout <test>");
    const id = "11111111-2222-4333-8444-555555555555";
    expect(
      derive("--base", "https://test.example.com/app", "--id", id, "--namespace", "TIEOUTTEST").status,
    ).toBe(0);
    const third = parseXml(readFileSync(out, "utf8"));
    expect(only(third, "Id").text).toBe(id);
    expect(readFileSync(out, "utf8")).toContain('id="Functions.Namespace" DefaultValue="TIEOUTTEST"');
  });

  it.each([
    [["--base", "http://example.com"], "https"],
    [["--base", "example"], "not an address"],
    [["--base", "https://example.com/?a=1"], "query"],
    [["--base", "https://example.com", "--id", "1"], "GUID"],
    [["--base", "https://example.com", "--namespace", "tieout"], "namespace"],
    [[], "--base"],
  ])("refuses %j", (values, word) => {
    const told = node("scripts/manifest.mjs", "--out", path.join(folder, "refused.xml"), ...values);
    expect(told.status).toBe(2);
    expect(told.stderr).toContain(word);
  });
});
