/** Parts of charts whose settings are stored and given back: titles, axes, legends, labels, formats. */

import { formatAddress } from "../../model/address";
import { fail } from "../../model/errors";
import type { TrackedRange } from "../../model/workbook";
import { Handle, method } from "../registry";
import { block, textArg } from "./common";
import { type Part, clearing, defineBag, write } from "./property-bags";

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
