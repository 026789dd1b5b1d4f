/** Charts as data: what the add-in sets can be read back and is written to files. */

import { type Rect, columnCount, formatAddress, rowCount } from "../../model/address";
import { toPlain } from "../../model/cell";
import { type Chart, type ChartSeries, type ChartSource, seriesFromSource } from "../../model/chart";
import { fail } from "../../model/errors";
import type { Sheet } from "../../model/sheet";
import type { TrackedRange } from "../../model/workbook";
import {
  Handle,
  type MethodSpec,
  type NavigationSpec,
  type PropertySpec,
  defineClass,
  method,
  nav,
  prop,
} from "../registry";
import { block, numberArg, optional, placeArg, refuseProtected, textArg } from "./common";
import { type Part, clearing, defineBag, scalarSpecs, write } from "./property-bags";

const told = (sheet: Sheet) => (): void => {
  sheet.workbook.tell({ type: "sheet", what: "view", sheet });
};

const partOf = (chart: Chart, path: string): Part => ({
  properties: chart.properties,
  path,
  changed: told(chart.sheet),
});

const seriesPart = (target: SeriesTarget, path: string): Part => ({
  properties: target.series.properties,
  path,
  changed: told(target.chart.sheet),
});

const handle = (chart: Chart | undefined): Handle | null => (chart ? new Handle("Chart", chart) : null);

const findChart = (sheet: Sheet, key: unknown): Chart | undefined =>
  sheet.charts.find((chart) => chart.id === key || chart.name.toLowerCase() === String(key).toLowerCase());

function addChart(sheet: Sheet, type: unknown, source: unknown, seriesBy: unknown): Handle {
  refuseProtected(sheet, undefined, "allowEditObjects");
  const place: ChartSource = block((source as Handle).target as TrackedRange);
  const by = typeof seriesBy === "string" ? seriesBy : "Auto";
  let n = sheet.charts.length + 1;
  while (findChart(sheet, `Chart ${n}`)) n++;
  const chart: Chart = {
    id: sheet.workbook.newId(),
    name: `Chart ${n}`,
    type: textArg(type, "type"),
    sheet,
    top: 60,
    left: 120,
    width: 360,
    height: 216,
    source: place,
    seriesBy: by,
    series: seriesFromSource(place, by),
    properties: new Map(),
  };
  sheet.charts.push(chart);
  told(sheet)();
  return new Handle("Chart", chart);
}

defineClass<Sheet>("ChartCollection", 1, {
  items: (sheet) => sheet.charts.map((chart) => new Handle("Chart", chart)),
  index: (sheet, [key]) => handle(findChart(sheet, key)),
  props: { Count: prop(1, (sheet) => sheet.charts.length) },
  methods: {
    Add: method(1, (sheet, [type, source, seriesBy]) => addChart(sheet, type, source, seriesBy)),
    GetCount: method(4, (sheet) => sheet.charts.length),
    GetItem: method(1, (sheet, [name]) => {
      const chart = findChart(sheet, name);
      if (!chart) throw fail("ItemNotFound", `There is no chart "${String(name)}".`);
      return handle(chart);
    }),
    GetItemAt: method(1, (sheet, [index]) => {
      const chart = sheet.charts[numberArg(index, "index")];
      if (!chart) throw fail("ItemNotFound", `There is no chart ${String(index)}.`);
      return handle(chart);
    }),
    GetItemOrNullObject: method(4, (sheet, [name]) => handle(findChart(sheet, name))),
  },
});

/** Properties of a chart object that are fields of the record. */
const field = (
  since: number,
  name: "name" | "top" | "left" | "width" | "height" | "type",
): PropertySpec<Chart> =>
  prop<Chart>(
    since,
    (chart) => chart[name],
    (chart, value) => {
      (chart as unknown as Record<string, unknown>)[name] = value;
      told(chart.sheet)();
    },
  );

/** Properties kept in the property map of an owner. */
function stored<T>(
  owner: (target: T) => Part,
  scalars: string,
  defaults: Readonly<Record<string, unknown>>,
): Record<string, PropertySpec<T>> {
  const result: Record<string, PropertySpec<T>> = {};
  for (const [name, spec] of Object.entries(scalarSpecs(scalars, defaults))) {
    result[name] = prop<T>(
      spec.since,
      (target, context) => spec.get(owner(target), context),
      (target, value, context) => spec.set?.(owner(target), value, context),
    );
  }
  return result;
}

const chartPart = (since: number, className: string, path: string): NavigationSpec<Chart> =>
  nav<Chart>(since, (chart) => new Handle(className, partOf(chart, path)));

defineClass<Chart>("Chart", 1, {
  id: (chart) => chart.id,
  props: {
    Id: prop(7, (chart) => chart.id),
    Name: field(1, "name"),
    Top: field(1, "top"),
    Left: field(1, "left"),
    Width: field(1, "width"),
    Height: field(1, "height"),
    ChartType: field(7, "type"),
    ...stored<Chart>(
      (chart) => partOf(chart, ""),
      "style:8 displayBlanksAs:8 plotBy:8 plotVisibleOnly:8 categoryLabelLevel:8 seriesNameLevel:8 showAllFieldButtons:7 showDataLabelsOverMaximum:8",
      {
        style: 201,
        displayBlanksAs: "NotPlotted",
        plotBy: "Columns",
        plotVisibleOnly: true,
        showAllFieldButtons: false,
        showDataLabelsOverMaximum: false,
      },
    ),
  },
  nav: {
    Title: chartPart(1, "ChartTitle", "title"),
    Legend: chartPart(1, "ChartLegend", "legend"),
    DataLabels: chartPart(1, "ChartDataLabels", "dataLabels"),
    Axes: chartPart(1, "ChartAxes", "axes"),
    Format: chartPart(1, "ChartAreaFormat", "format"),
    PlotArea: chartPart(8, "ChartPlotArea", "plotArea"),
    Series: nav(1, (chart) => new Handle("ChartSeriesCollection", chart)),
    Worksheet: nav(2, (chart) => new Handle("Worksheet", chart.sheet)),
  },
  methods: {
    Activate: method(9, (chart) => {
      chart.sheet.workbook.activate(chart.sheet);
    }),
    Delete: method(1, (chart) => {
      const index = chart.sheet.charts.indexOf(chart);
      if (index < 0) throw fail("ItemNotFound", "The chart was deleted.");
      chart.sheet.charts.splice(index, 1);
      told(chart.sheet)();
    }),
    SetData: method(1, (chart, [source, seriesBy]) => {
      chart.source = block((source as Handle).target as TrackedRange);
      chart.seriesBy = typeof seriesBy === "string" ? seriesBy : "Auto";
      chart.series = seriesFromSource(chart.source, chart.seriesBy);
      told(chart.sheet)();
    }),
    SetPosition: method(1, (chart, [start, end]) => {
      const { sheet } = chart;
      const first = placeArg(start, sheet).rect;
      const last = end === null || end === undefined ? undefined : placeArg(end, sheet).rect;
      const x = (column: number): number => sum(0, column, (index) => sheet.columnWidth(index));
      const y = (row: number): number => sum(0, row, (index) => sheet.rowHeight(index));
      chart.left = x(first.left);
      chart.top = y(first.top);
      if (last) {
        chart.width = x(last.right + 1) - chart.left;
        chart.height = y(last.bottom + 1) - chart.top;
      }
      told(sheet)();
    }),
  },
});

function sum(from: number, to: number, size: (index: number) => number): number {
  let total = 0;
  for (let index = from; index < to; index++) total += size(index);
  return total;
}

interface SeriesTarget {
  readonly chart: Chart;
  readonly series: ChartSeries;
}

defineClass<Chart>("ChartSeriesCollection", 1, {
  items: (chart) => chart.series.map((series) => new Handle("ChartSeries", { chart, series })),
  props: { Count: prop(1, (chart) => chart.series.length) },
  methods: {
    Add: method(7, (chart, [name, index]) => {
      const series: ChartSeries = {
        name: optional<string>(name) ?? `Series${chart.series.length + 1}`,
        values: undefined,
        categories: undefined,
        bubbleSizes: undefined,
        properties: new Map(),
        points: new Map(),
      };
      const at =
        index === null || index === undefined || index === -1
          ? chart.series.length
          : numberArg(index, "index");
      chart.series.splice(at, 0, series);
      told(chart.sheet)();
      return new Handle("ChartSeries", { chart, series });
    }),
    GetCount: method(4, (chart) => chart.series.length),
    GetItemAt: method(1, (chart, [index]) => {
      const series = chart.series[numberArg(index, "index")];
      if (!series) throw fail("ItemNotFound", `There is no series ${String(index)}.`);
      return new Handle("ChartSeries", { chart, series });
    }),
  },
});

const sourceSetter = (
  since: number,
  name: "values" | "categories" | "bubbleSizes",
): MethodSpec<SeriesTarget> =>
  method<SeriesTarget>(since, ({ chart, series }, [source]) => {
    series[name] = placeArg(source, chart.sheet);
    told(chart.sheet)();
  });

const dimension = ({ series }: SeriesTarget, which: unknown): ChartSource | undefined => {
  if (which === "Values" || which === "YValues") return series.values;
  if (which === "Categories" || which === "XValues") return series.categories;
  return which === "BubbleSizes" ? series.bubbleSizes : undefined;
};

function sourceValues(source: ChartSource | undefined): unknown[] {
  if (!source) return [];
  const list: unknown[] = [];
  const { rect, sheet } = source;
  for (let row = rect.top; row <= rect.bottom; row++) {
    for (let column = rect.left; column <= rect.right; column++)
      list.push(toPlain(sheet.valueAt(row, column)));
  }
  return list;
}

const SERIES_SCALARS =
  "axisGroup:8 bubbleScale:9 doughnutHoleSize:7 explosion:8 filtered:7 firstSliceAngle:8 gapWidth:7 hasDataLabels:7 " +
  "invertColor:9 invertIfNegative:8 markerBackgroundColor:7 markerForegroundColor:7 markerSize:7 markerStyle:7 overlap:8 " +
  "plotOrder:7 secondPlotSize:8 showConnectorLines:9 showLeaderLines:9 showShadow:7 smooth:7 splitType:8 splitValue:9 varyByCategories:8 " +
  "gradientStyle:9 gradientMinimumType:9 gradientMidpointType:9 gradientMaximumType:9 gradientMinimumValue:9 gradientMidpointValue:9 " +
  "gradientMaximumValue:9 gradientMinimumColor:9 gradientMidpointColor:9 gradientMaximumColor:9 parentLabelStrategy:9";

defineClass<SeriesTarget>("ChartSeries", 1, {
  props: {
    Name: prop(
      1,
      ({ series }) => series.name,
      ({ chart, series }, value) => {
        series.name = textArg(value, "name");
        told(chart.sheet)();
      },
    ),
    ChartType: prop(
      7,
      ({ chart, series }) => series.properties.get("chartType") ?? chart.type,
      (target, value) => {
        write(seriesPart(target, ""), "chartType", value);
      },
    ),
    ...stored<SeriesTarget>((target) => seriesPart(target, ""), SERIES_SCALARS, {
      axisGroup: "Primary",
      filtered: false,
      hasDataLabels: false,
      smooth: false,
      gapWidth: 150,
      overlap: 0,
      markerStyle: "Automatic",
      markerSize: 5,
      showShadow: false,
    }),
  },
  nav: {
    Format: nav(1, (target) => new Handle("ChartSeriesFormat", seriesPart(target, "format"))),
    DataLabels: nav(8, (target) => new Handle("ChartDataLabels", seriesPart(target, "dataLabels"))),
    Points: nav(1, (target) => new Handle("ChartPointsCollection", target)),
  },
  methods: {
    Delete: method(7, ({ chart, series }) => {
      const index = chart.series.indexOf(series);
      if (index < 0) throw fail("ItemNotFound", "The series was deleted.");
      chart.series.splice(index, 1);
      told(chart.sheet)();
    }),
    SetValues: sourceSetter(7, "values"),
    SetXAxisValues: sourceSetter(7, "categories"),
    SetBubbleSizes: sourceSetter(7, "bubbleSizes"),
    GetDimensionValues: method(12, (target, [which]) => sourceValues(dimension(target, which))),
    GetDimensionDataSourceType: method(15, (target, [which]) =>
      dimension(target, which) ? "LocalRange" : "Unknown",
    ),
    GetDimensionDataSourceString: method(15, (target, [which]) => {
      const source = dimension(target, which);
      return source ? formatAddress(source.sheet.name, source.rect, true) : "";
    }),
  },
});

const pointCount = ({ series }: SeriesTarget): number => {
  const rect: Rect | undefined = series.values?.rect;
  return rect ? rowCount(rect) * columnCount(rect) : 0;
};

function pointHandle(target: SeriesTarget, index: number): Handle {
  if (index < 0 || index >= pointCount(target)) throw fail("ItemNotFound", `There is no point ${index}.`);
  let properties = target.series.points.get(index);
  if (!properties) target.series.points.set(index, (properties = new Map<string, unknown>()));
  properties.set("value", sourceValues(target.series.values)[index]);
  const part: Part = { properties, path: "", changed: told(target.chart.sheet) };
  return new Handle("ChartPoint", part);
}

defineClass<SeriesTarget>("ChartPointsCollection", 1, {
  items: (target) => Array.from({ length: pointCount(target) }, (_, index) => pointHandle(target, index)),
  props: { Count: prop(1, pointCount) },
  methods: {
    GetCount: method(4, pointCount),
    GetItemAt: method(1, (target, [index]) => pointHandle(target, numberArg(index, "index"))),
  },
});

defineBag("ChartPoint", 1, {
  scalars:
    "!value:1 hasDataLabel:7 markerBackgroundColor:7 markerForegroundColor:7 markerSize:7 markerStyle:7",
  defaults: { hasDataLabel: false },
  parts: { Format: ["ChartPointFormat", 1], DataLabel: ["ChartDataLabel", 7] },
});

const LABEL_SCALARS =
  "horizontalAlignment:8 linkNumberFormat:9 numberFormat:8 position:1 separator:1 showBubbleSize:1 showCategoryName:1 " +
  "showLegendKey:1 showPercentage:1 showSeriesName:1 showValue:1 textOrientation:8 verticalAlignment:8 autoText:8";
const LABEL_DEFAULTS = {
  showValue: false,
  showCategoryName: false,
  showSeriesName: false,
  showLegendKey: false,
  showPercentage: false,
};

defineBag("ChartDataLabels", 1, {
  scalars: LABEL_SCALARS,
  defaults: LABEL_DEFAULTS,
  parts: { Format: ["ChartDataLabelFormat", 1] },
});
defineBag("ChartDataLabel", 7, {
  scalars:
    "autoText:8 formula:8 !height:8 horizontalAlignment:8 left:8 linkNumberFormat:9 numberFormat:8 position:7 separator:7 " +
    "showBubbleSize:7 showCategoryName:7 showLegendKey:7 showPercentage:7 showSeriesName:7 showValue:7 text:8 textOrientation:8 top:8 verticalAlignment:8 !width:8",
  defaults: LABEL_DEFAULTS,
  parts: { Format: ["ChartDataLabelFormat", 8] },
});

defineBag("ChartTitle", 1, {
  scalars:
    "text:1 visible:1 overlay:1 horizontalAlignment:7 verticalAlignment:7 position:7 showShadow:7 textOrientation:7 left:7 top:7 !height:7 !width:7",
  defaults: { text: "", visible: true, overlay: false, position: "Automatic" },
  parts: { Format: ["ChartTitleFormat", 1] },
  methods: {
    SetFormula: method<Part>(7, (part, [formula]) => {
      write(part, "formula", formula);
    }),
    GetSubstring: method<Part>(
      7,
      (part, [start, length]) =>
        new Handle("ChartFormatString", {
          ...part,
          path: `${part.path}.substring.${String(start)}.${String(length)}`,
        }),
    ),
  },
});
defineBag("ChartFormatString", 7, { parts: { Font: ["ChartFont", 7] } });

defineBag("ChartLegend", 1, {
  scalars: "visible:1 position:1 overlay:1 left:7 top:7 width:7 height:7 showShadow:7",
  defaults: { visible: true, position: "Right", overlay: false },
  parts: { Format: ["ChartLegendFormat", 1] },
});

defineBag("ChartAxes", 1, {
  parts: { CategoryAxis: ["ChartAxis", 1], ValueAxis: ["ChartAxis", 1], SeriesAxis: ["ChartAxis", 1] },
  methods: {
    GetItem: method<Part>(7, (part, [type, group]) => {
      const names: Record<string, string> = {
        Category: "categoryAxis",
        Value: "valueAxis",
        Series: "seriesAxis",
      };
      const name = names[String(type)];
      if (!name) throw fail("InvalidArgument", `There is no axis "${String(type)}".`);
      return new Handle("ChartAxis", {
        ...part,
        path: `${part.path}.${name}${group === "Secondary" ? "2" : ""}`,
      });
    }),
  },
});

defineBag("ChartAxis", 1, {
  scalars:
    "majorUnit:1 maximum:1 minimum:1 minorUnit:1 displayUnit:7 showDisplayUnitLabel:7 !customDisplayUnit:7 !type:7 minorTimeUnitScale:7 " +
    "majorTimeUnitScale:7 baseTimeUnit:7 categoryType:7 !axisGroup:7 scaleType:7 logBase:7 !left:7 !top:7 !height:7 !width:7 reversePlotOrder:7 " +
    "crosses:7 !crossesAt:7 visible:7 isBetweenCategories:8 majorTickMark:7 minorTickMark:7 tickMarkSpacing:7 tickLabelPosition:7 tickLabelSpacing:7 " +
    "alignment:8 multiLevel:8 numberFormat:8 linkNumberFormat:9 offset:8 textOrientation:8 position:8 !positionAt:8",
  defaults: {
    visible: true,
    reversePlotOrder: false,
    scaleType: "Linear",
    displayUnit: "None",
    position: "Automatic",
  },
  parts: {
    MajorGridlines: ["ChartGridlines", 1],
    MinorGridlines: ["ChartGridlines", 1],
    Title: ["ChartAxisTitle", 1],
    Format: ["ChartAxisFormat", 1],
  },
  methods: {
    SetCategoryNames: method<Part>(7, (part, [source]) => {
      const { sheet, rect } = block((source as Handle).target as TrackedRange);
      write(part, "categoryNames", formatAddress(sheet.name, rect, true));
    }),
    SetCrossesAt: method<Part>(7, (part, [value]) => {
      write(part, "crossesAt", value);
    }),
    SetCustomDisplayUnit: method<Part>(7, (part, [value]) => {
      write(part, "customDisplayUnit", value);
    }),
    SetPositionAt: method<Part>(8, (part, [value]) => {
      write(part, "positionAt", value);
    }),
  },
});

defineBag("ChartAxisTitle", 1, {
  scalars: "text:1 visible:1 textOrientation:12",
  defaults: { text: "", visible: false },
  parts: { Format: ["ChartAxisTitleFormat", 1] },
  methods: {
    SetFormula: method<Part>(8, (part, [formula]) => {
      write(part, "formula", formula);
    }),
  },
});
defineBag("ChartGridlines", 1, {
  scalars: "visible:1",
  defaults: { visible: true },
  parts: { Format: ["ChartGridlinesFormat", 1] },
});
defineBag("ChartPlotArea", 8, {
  scalars: "left:8 top:8 width:8 height:8 insideLeft:8 insideTop:8 insideWidth:8 insideHeight:8 position:8",
  defaults: { position: "Automatic" },
  parts: { Format: ["ChartPlotAreaFormat", 8] },
});

const FILL = ["ChartFill", 1] as const;
const FONT = ["ChartFont", 1] as const;
const LINE = ["ChartLineFormat", 1] as const;
const border = (since: number): readonly [string, number] => ["ChartBorder", since];

defineBag("ChartAreaFormat", 1, {
  scalars: "roundedCorners:9 colorScheme:9",
  parts: { Fill: FILL, Font: FONT, Border: border(7) },
});
defineBag("ChartSeriesFormat", 1, { parts: { Fill: FILL, Line: LINE } });
defineBag("ChartPointFormat", 1, { parts: { Fill: FILL, Border: border(7) } });
defineBag("ChartAxisFormat", 1, { parts: { Font: FONT, Line: LINE, Fill: ["ChartFill", 8] } });
defineBag("ChartAxisTitleFormat", 1, { parts: { Font: FONT, Fill: ["ChartFill", 8], Border: border(8) } });
defineBag("ChartTitleFormat", 1, { parts: { Font: FONT, Fill: FILL, Border: border(7) } });
defineBag("ChartLegendFormat", 1, { parts: { Font: FONT, Fill: FILL, Border: border(8) } });
defineBag("ChartDataLabelFormat", 1, { parts: { Font: FONT, Fill: FILL, Border: border(8) } });
defineBag("ChartGridlinesFormat", 1, { parts: { Line: LINE } });
defineBag("ChartPlotAreaFormat", 8, { parts: { Fill: ["ChartFill", 8], Border: border(8) } });

defineBag("ChartFill", 1, {
  methods: {
    SetSolidColor: method<Part>(1, (part, [color]) => {
      write(part, "color", textArg(color, "color"));
    }),
    Clear: clearing(1),
  },
});
defineBag("ChartFont", 1, {
  scalars: "bold:1 color:1 italic:1 name:1 size:1 underline:1",
  defaults: { bold: false, color: "#595959", italic: false, name: "Calibri", size: 10, underline: "None" },
});
defineBag("ChartLineFormat", 1, {
  scalars: "color:1 lineStyle:7 weight:7",
  defaults: { color: "#000000", lineStyle: "Automatic", weight: 1 },
  methods: { Clear: clearing(1) },
});
defineBag("ChartBorder", 7, {
  scalars: "color:7 lineStyle:7 weight:7",
  defaults: { color: "#000000", lineStyle: "Automatic", weight: 1 },
  methods: { Clear: clearing(8) },
});
