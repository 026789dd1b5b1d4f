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
import { type Part, scalarSpecs, write } from "./property-bags";

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
