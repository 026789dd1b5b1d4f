import type { Namespaces } from "./namespaces";
import { argb } from "./style-book";
import type { ChartAxis, ChartSeries, ChartSpec } from "./types";
import { escapeXml } from "./xml-text";

const EMU_PER_POINT = 12_700;
const TEXT_COLOR = "424242";
const HAIRLINE = "D9DDE2";
const DASHES = { solid: "solid", dash: "dash", dot: "sysDot" } as const;
const LEGENDS = { bottom: "b", right: "r", top: "t" } as const;
/** Colours of series that name none: dark ink first, then lighter, then grey. */
const SERIES_COLORS = ["#102C47", "#205B94", "#6C98C6", "#7A8794", "#BCD4EC"];
const CATEGORY_AXIS = 1001;
const VALUE_AXIS = 1002;

/** The part of a chart: quiet hairlines, no frame, figures stored beside their references. */
export function chartXml(chart: ChartSpec, { chart: c, drawing, relationships }: Namespaces): string {
  const legend = chart.legend ?? "none";
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<c:chartSpace xmlns:c="${c}" xmlns:a="${drawing}" xmlns:r="${relationships}"><c:roundedCorners val="0"/><c:chart>` +
    (chart.title === undefined ? "" : titleXml(chart.title, 1200, true)) +
    `<c:autoTitleDeleted val="${chart.title === undefined ? 1 : 0}"/>` +
    `<c:plotArea><c:layout/>${plotXml(chart)}${axesXml(chart)}</c:plotArea>` +
    (legend === "none"
      ? ""
      : `<c:legend><c:legendPos val="${LEGENDS[legend]}"/><c:overlay val="0"/>${textXml(900)}</c:legend>`) +
    '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>' +
    "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>"
  );
}

function plotXml(chart: ChartSpec): string {
  const series = chart.series.map((item, i) => seriesXml(chart, item, i)).join("");
  const axes = `<c:axId val="${CATEGORY_AXIS}"/><c:axId val="${VALUE_AXIS}"/>`;
  if (chart.type === "line") {
    return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${axes}</c:lineChart>`;
  }
  const stacked = chart.type === "stackedBar";
  return (
    `<c:barChart><c:barDir val="${isLying(chart) ? "bar" : "col"}"/>` +
    `<c:grouping val="${stacked ? "stacked" : "clustered"}"/><c:varyColors val="0"/>${series}` +
    `<c:gapWidth val="${chart.gapWidth ?? 60}"/>${stacked ? '<c:overlap val="100"/>' : ""}${axes}</c:barChart>`
  );
}

function isLying(chart: ChartSpec): boolean {
  return chart.type !== "line" && chart.direction !== "column";
}

function seriesXml(chart: ChartSpec, series: ChartSeries, index: number): string {
  const color = argb(series.color ?? SERIES_COLORS[index % SERIES_COLORS.length] ?? "#102C47").slice(2);
  const fill = `<a:solidFill><a:srgbClr val="${color}"/></a:solidFill>`;
  const width = Math.round((series.width ?? 2.25) * EMU_PER_POINT);
  const shape =
    chart.type === "line"
      ? `<c:spPr><a:ln w="${width}" cap="${series.dash === undefined || series.dash === "solid" ? "rnd" : "flat"}">${fill}` +
        `<a:prstDash val="${DASHES[series.dash ?? "solid"]}"/><a:round/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>`
      : `<c:spPr>${fill}<a:ln w="9525"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/>`;
  const { categories, values } = series;
  const labels = categories.values.map((text, i) => pointXml(i, escapeXml(text))).join("");
  const figures = values.values
    .map((value, i) => (value === null ? "" : pointXml(i, String(value))))
    .join("");
  const format = values.numberFormat ?? "General";
  return (
    `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx>${nameXml(series)}</c:tx>${shape}` +
    (chart.dataLabels ? dataLabelsXml(chart) : "") +
    `<c:cat><c:strRef><c:f>${escapeXml(categories.ref)}</c:f>` +
    `<c:strCache><c:ptCount val="${categories.values.length}"/>${labels}</c:strCache></c:strRef></c:cat>` +
    `<c:val><c:numRef><c:f>${escapeXml(values.ref)}</c:f><c:numCache><c:formatCode>${escapeXml(format)}</c:formatCode>` +
    `<c:ptCount val="${values.values.length}"/>${figures}</c:numCache></c:numRef></c:val>` +
    `${chart.type === "line" ? '<c:smooth val="0"/>' : ""}</c:ser>`
  );
}

function nameXml({ name, nameRef }: ChartSeries): string {
  return nameRef === undefined
    ? `<c:v>${escapeXml(name)}</c:v>`
    : `<c:strRef><c:f>${escapeXml(nameRef)}</c:f><c:strCache><c:ptCount val="1"/>${pointXml(0, escapeXml(name))}</c:strCache></c:strRef>`;
}

function pointXml(index: number, value: string): string {
  return `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`;
}

function dataLabelsXml(chart: ChartSpec): string {
  const place = chart.type === "line" ? "t" : chart.type === "stackedBar" ? "ctr" : "outEnd";
  const color = chart.type === "stackedBar" ? "FFFFFF" : TEXT_COLOR;
  const hidden = ["showCatName", "showSerName", "showPercent", "showBubbleSize"].map(
    (tag) => `<c:${tag} val="0"/>`,
  );
  return (
    `<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textXml(800, color)}<c:dLblPos val="${place}"/>` +
    `<c:showLegendKey val="0"/><c:showVal val="1"/>${hidden.join("")}</c:dLbls>`
  );
}

function axesXml(chart: ChartSpec): string {
  const lying = isLying(chart);
  const category = chart.categoryAxis ?? {};
  const value = chart.valueAxis ?? {};
  return (
    `<c:catAx><c:axId val="${CATEGORY_AXIS}"/>` +
    // Lying bars count from the bottom; turned round they read like the rows of their table.
    scalingXml(category, lying) +
    `<c:delete val="0"/><c:axPos val="${lying ? "l" : "b"}"/>` +
    axisTitle(category) +
    numberXml(category) +
    '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>' +
    `<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="7A8794"/></a:solidFill></a:ln></c:spPr>${textXml(900)}` +
    `<c:crossAx val="${VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>` +
    '<c:noMultiLvlLbl val="1"/></c:catAx>' +
    `<c:valAx><c:axId val="${VALUE_AXIS}"/>${scalingXml(value, false)}<c:delete val="0"/><c:axPos val="${lying ? "b" : "l"}"/>` +
    (value.gridlines === false
      ? ""
      : `<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="${HAIRLINE}"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>`) +
    axisTitle(value) +
    numberXml(value) +
    '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>' +
    `<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>${textXml(900)}` +
    `<c:crossAx val="${CATEGORY_AXIS}"/><c:crosses val="${lying ? "max" : "autoZero"}"/><c:crossBetween val="${chart.type === "line" ? "midCat" : "between"}"/></c:valAx>` +
    "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
  );
}

function scalingXml({ min, max }: ChartAxis, reversed: boolean): string {
  return (
    `<c:scaling><c:orientation val="${reversed ? "maxMin" : "minMax"}"/>` +
    (max === undefined ? "" : `<c:max val="${max}"/>`) +
    (min === undefined ? "" : `<c:min val="${min}"/>`) +
    "</c:scaling>"
  );
}

function axisTitle({ title }: ChartAxis): string {
  return title === undefined ? "" : titleXml(title, 900, false);
}

function numberXml({ numberFormat }: ChartAxis): string {
  return numberFormat === undefined
    ? '<c:numFmt formatCode="General" sourceLinked="1"/>'
    : `<c:numFmt formatCode="${escapeXml(numberFormat)}" sourceLinked="0"/>`;
}

function titleXml(text: string, size: number, bold: boolean): string {
  const run = `<a:rPr lang="en-US" sz="${size}" b="${bold ? 1 : 0}"><a:solidFill><a:srgbClr val="${TEXT_COLOR}"/></a:solidFill></a:rPr>`;
  return (
    "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr/></a:pPr>" +
    `<a:r>${run}<a:t>${escapeXml(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`
  );
}

function textXml(size: number, color = TEXT_COLOR): string {
  return (
    `<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}"><a:solidFill><a:srgbClr val="${color}"/></a:solidFill></a:defRPr></a:pPr>` +
    '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
  );
}
