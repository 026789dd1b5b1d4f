/**
 * Charts to write.
 */
import type { Color } from "./style-types";
export type ChartDash = "solid" | "dash" | "dot";

export interface ChartSeries {
  name: string;
  /** Cell of the name; left out: the text is stored in the chart. */
  nameRef?: string;
  /** `'Sheet'!$A$2:$A$13` with the stored labels. */
  categories: { ref: string; values: readonly string[] };
  /** Stored figures; null is a gap. */
  values: { ref: string; values: readonly (number | null)[]; numberFormat?: string };
  color?: Color;
  /** Lines only. */
  dash?: ChartDash;
  /** Points, lines only. */
  width?: number;
}

export interface ChartAxis {
  title?: string;
  numberFormat?: string;
  min?: number;
  max?: number;
  /** Default true for the value axis of charts, three or so hairlines. */
  gridlines?: boolean;
}

export interface ChartAnchor {
  row: number;
  col: number;
  /** Points from the cell's corner. */
  dx?: number;
  dy?: number;
}

export interface ChartSpec {
  type: "line" | "clusteredBar" | "stackedBar";
  /** Bars: "column" stands, "bar" lies. Default "bar". */
  direction?: "column" | "bar";
  name: string;
  /** Alternative text: a sentence that gives the figures that matter. */
  altText: string;
  from: ChartAnchor;
  to: ChartAnchor;
  title?: string;
  series: ChartSeries[];
  categoryAxis?: ChartAxis;
  valueAxis?: ChartAxis;
  legend?: "none" | "bottom" | "right" | "top";
  /** Percent of a bar's width between the groups. */
  gapWidth?: number;
  /** Figures at the bars or points. */
  dataLabels?: boolean;
}
