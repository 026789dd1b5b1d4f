import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createHost } from "../../excel-host";
import { loadOffice } from "../../excel-host/node";
import { allClasses, findClass } from "../../excel-host/wire/registry";

/**
 * Compares the registry with the library's own prototypes and with the requirement sets in the published types: every
 * member of a declared class up to the highest level must exist here, or stand in the list of what is left out.
 */

/** Members that this host leaves out, by class. An add-in that uses one gets `NotImplemented`. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  // Objects that no report uses: bindings, comments, pivot tables, slicers, shapes, styles, data connections.
  Workbook: [
    "bindings",
    "chartDataPointTrack (write)",
    "close()",
    "comments",
    "dataConnections",
    "getActiveChart()",
    "getActiveChartOrNullObject()",
    "getActiveSlicer()",
    "getActiveSlicerOrNullObject()",
    "insertWorksheetsFromBase64()",
    "pivotTableStyles",
    "pivotTables",
    "slicerStyles",
    "slicers",
    "styles",
    "tableStyles",
    "timelineStyles",
    "usePrecisionAsDisplayed (write)",
  ],
  Worksheet: ["comments", "pivotTables", "shapes", "slicers"],
  WorkbookRangeAreas: ["getRangeAreasBySheet()", "getRangeAreasOrNullObjectBySheet()"],
  // Linked data types, pictures of ranges and flash fill need services or drawing.
  Range: [
    "convertDataTypeToText()",
    "convertToLinkedDataType()",
    "flashFill()",
    "getImage()",
    "getPivotTables()",
    "showCard()",
  ],
  RangeView: [
    "formulas (write)",
    "formulasLocal (write)",
    "formulasR1C1",
    "numberFormat (write)",
    "values (write)",
  ],
  RangeAreas: ["convertDataTypeToText()", "convertToLinkedDataType()", "dataValidation"],
  RangeBorderCollection: ["tintAndShade (write)"],
  Chart: ["getImage()", "pivotOptions"],
  ChartSeries: ["binOptions", "boxwhiskerOptions", "mapOptions", "trendlines", "xErrorBars", "yErrorBars"],
  ChartLegend: ["legendEntries"],
  // Filters by value and by custom criteria are applied; these others are not.
  Filter: [
    "applyBottomItemsFilter()",
    "applyBottomPercentFilter()",
    "applyCellColorFilter()",
    "applyDynamicFilter()",
    "applyFontColorFilter()",
    "applyIconFilter()",
    "applyTopItemsFilter()",
    "applyTopPercentFilter()",
  ],
  DataValidation: ["getInvalidCells()", "getInvalidCellsOrNullObject()"],
};

const LEVEL = 13;

interface Library {
  readonly props: Map<string, { wire: string; writable: boolean }>;
  readonly nav: string[];
  readonly methods: string[];
}

const INHERITED = new Set([
  "load",
  "toJSON",
  "set",
  "update",
  "retrieve",
  "setMockData",
  "track",
  "untrack",
  "ensureUnchanged",
  "constructor",
]);

function libraryClasses(): Map<string, Library> {
  const { Excel } = loadOffice(createHost());
  const result = new Map<string, Library>();
  for (const candidate of Object.values(Excel as unknown as Record<string, unknown>)) {
    if (typeof candidate !== "function") continue;
    const prototype = candidate.prototype as Record<string, unknown> | undefined;
    if (!prototype || !Object.getOwnPropertyNames(prototype).includes("_className")) continue;
    const name = prototype._className as string;
    const scalars = (prototype._scalarPropertyNames ?? []) as string[];
    const wires = (prototype._scalarPropertyOriginalNames ?? []) as string[];
    const writable = (prototype._scalarPropertyUpdateable ?? []) as boolean[];
    const methods = Object.getOwnPropertyNames(prototype).filter((member) => {
      if (member.startsWith("_") || INHERITED.has(member)) return false;
      return typeof Object.getOwnPropertyDescriptor(prototype, member)?.value === "function";
    });
    result.set(name, {
      props: new Map(
        scalars.map((member, index) => [
          member,
          { wire: wires[index] ?? "", writable: writable[index] === true },
        ]),
      ),
      nav: (prototype._navigationPropertyNames ?? []) as string[],
      methods,
    });
  }
  return result;
}

/** Requirement set of each member by the tags of the published types; NaN for other sets than ExcelApi. */
function publishedLevels(): Map<string, Map<string, number>> {
  const require = createRequire(__filename);
  const text = readFileSync(require.resolve("@types/office-js/index.d.ts"), "utf8");
  const result = new Map<string, Map<string, number>>();
  let members: Map<string, number> | undefined;
  let inside = false;
  let classSet = 1;
  let set: number | undefined;
  for (const line of text.split("\n")) {
    if (line.startsWith("declare namespace ")) inside = line.startsWith("declare namespace Excel ");
    if (!inside) continue;
    const tag = /\[Api set: (\w+)(?: ([\d.]+))?/.exec(line);
    if (tag) set = tag[1] === "ExcelApi" ? Number(tag[2]?.split(".")[1] ?? 1) : NaN;
    const opened = /^ {4}class (\w+)/.exec(line);
    if (opened?.[1]) {
      classSet = set ?? 1;
      set = undefined;
      result.set(opened[1], (members = new Map()));
    }
    if (/^ {4}\}/.test(line)) members = undefined;
    const member = /^ {8}(?:readonly )?(\w+)\??\s*[(:<]/.exec(line)?.[1];
    if (members && member && !members.has(member)) members.set(member, set ?? classSet);
    if (member) set = undefined;
  }
  return result;
}

const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
/** Members whose wire name is not their own name with a capital. */
const WIRE: Readonly<Record<string, string>> = {
  "Worksheet.showGridlines": "Gridlines",
  "Worksheet.showHeadings": "Headings",
};

describe("the registry", () => {
  const library = libraryClasses();
  const levels = publishedLevels();
  /** Of the worksheet functions on call, only DATE exists: it tells the date system of the workbook. */
  const known = allClasses().filter(({ name }) => library.has(name) && name !== "Functions");

  it("declares only classes that the library has, besides its services", () => {
    const services = [
      "AddinInternalService",
      "AppRuntimePersistenceService",
      "AppRuntimeService",
      "BeforeDocumentCloseNotification",
      "CustomFunctions",
      "CustomFunctionsContainer",
      "DynamicRibbon",
      // The library calls it FunctionResult<T>.
      "FunctionResult",
      "RibbonButton",
      "RibbonTab",
    ];
    const unknown = allClasses()
      .map(({ name }) => name)
      .filter((name) => !library.has(name) && !services.includes(name));
    expect(unknown).toEqual([]);
  });

  it.each(known.map(({ name }) => name))("has every member of %s", (name) => {
    const spec = findClass(name);
    const members = library.get(name);
    const published = levels.get(name);
    if (!spec || !members) throw new Error(`${name} is not declared.`);
    const wanted = (member: string): boolean => {
      const level = published?.get(member);
      return level !== undefined && level <= LEVEL;
    };
    const missing: string[] = [];
    for (const [member, { wire, writable }] of members.props) {
      if (!wanted(member)) continue;
      const prop = spec.props[wire];
      const setter = spec.props[WIRE[`${name}.${member}`] ?? wire];
      if (!prop) missing.push(member);
      else if (writable && !setter?.set) missing.push(`${member} (write)`);
    }
    for (const member of members.nav)
      if (wanted(member) && !spec.nav[upperFirst(member)]) missing.push(member);
    for (const member of members.methods) {
      if (!wanted(member)) continue;
      const method = spec.methods[upperFirst(member)];
      const indexed = member === "getItem" && spec.index;
      if (!method && !indexed) missing.push(`${member}()`);
    }
    expect(missing.sort()).toEqual([...(LEFT_OUT[name] ?? [])].sort());
  });

  it.each(known.map(({ name }) => name))(
    "gives the members of %s the requirement sets of the published types",
    (name) => {
      const spec = findClass(name);
      const published = levels.get(name);
      if (!spec || !published) return;
      const wrong: string[] = [];
      const check = (member: string, since: number): void => {
        const level = published.get(member);
        if (level === undefined || Number.isNaN(level)) return;
        if (Math.max(since, spec.since) !== level) wrong.push(`${member}: ${since}, not ${level}`);
      };
      const lowerFirst = (wire: string): string => wire.charAt(0).toLowerCase() + wire.slice(1);
      for (const [wire, { since }] of [
        ...Object.entries(spec.props),
        ...Object.entries(spec.nav),
        ...Object.entries(spec.methods),
      ]) {
        check(lowerFirst(wire), since);
      }
      expect(wrong).toEqual([]);
    },
  );
});
