/** A plain drawing of charts over the grid: lines and bars with their title, enough to see what was made. */

import { plainText } from "../model/plain-text";
import type { Chart, ChartSource } from "../model/chart";
import type { Sheet } from "../model/sheet";
import { pixels } from "./line-offsets";

const SVG = "http://www.w3.org/2000/svg";
const COLORS = ["#4472c4", "#ed7d31", "#a5a5a5", "#ffc000", "#5b9bd5", "#70ad47"];

function figures({ sheet, rect }: ChartSource): number[] {
  const list: number[] = [];
  for (let row = rect.top; row <= rect.bottom; row++) {
    for (let column = rect.left; column <= rect.right; column++) {
      const value = sheet.valueAt(row, column);
      list.push(typeof value === "number" ? value : 0);
    }
  }
  return list;
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** Draws the charts of a sheet into a pane whose corner shows a given pixel of the sheet. */
export function drawCharts(pane: HTMLElement, sheet: Sheet, left: number, top: number): void {
  for (const chart of sheet.charts)
    pane.append(drawChart(chart, pixels(chart.left) - left, pixels(chart.top) - top));
}

function drawChart(chart: Chart, x: number, y: number): HTMLElement {
  const width = pixels(chart.width);
  const height = pixels(chart.height);
  const frame = document.createElement("div");
  frame.className = "chart";
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", plainText(chart.properties.get("title.text") ?? chart.name));
  frame.style.cssText = `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
  const svg = shape("svg", { width, height });
  const title = chart.properties.get("title.text");
  if (typeof title === "string" && title !== "") {
    const text = shape("text", {
      x: width / 2,
      y: 20,
      "text-anchor": "middle",
      "font-size": 14,
      fill: "#595959",
    });
    text.textContent = title;
    svg.append(text);
  }
  const series = chart.series.flatMap((each, index) => {
    if (!each.values) return [];
    const path = chart.type.startsWith("Line") ? "format.line.color" : "format.fill.color";
    const color = plainText(each.properties.get(path) ?? COLORS[index % COLORS.length]);
    return [
      {
        values: figures(each.values),
        color,
        weight: Number(each.properties.get("format.line.weight") ?? 2.25),
      },
    ];
  });
  const all = series.flatMap((each) => each.values);
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all, low + 1);
  const box = { left: 40, top: 34, width: width - 56, height: height - 60 };
  const toY = (value: number): number => box.top + box.height - ((value - low) / (high - low)) * box.height;
  for (let step = 0; step <= 3; step++) {
    const at = box.top + (box.height * step) / 3;
    svg.append(shape("line", { x1: box.left, x2: box.left + box.width, y1: at, y2: at, stroke: "#d9d9d9" }));
  }
  const count = Math.max(1, ...series.map((each) => each.values.length));
  series.forEach((each, index) => {
    if (chart.type.startsWith("Line")) {
      const points = each.values
        .map((value, at) => `${box.left + (box.width * (at + 0.5)) / count},${toY(value)}`)
        .join(" ");
      svg.append(
        shape("polyline", { points, fill: "none", stroke: each.color, "stroke-width": each.weight }),
      );
      return;
    }
    const slot = box.width / count;
    const bar = (slot * 0.7) / series.length;
    each.values.forEach((value, at) => {
      const from = Math.min(toY(value), toY(0));
      svg.append(
        shape("rect", {
          x: box.left + slot * at + slot * 0.15 + bar * index,
          y: from,
          width: bar,
          height: Math.abs(toY(value) - toY(0)),
          fill: each.color,
        }),
      );
    });
  });
  frame.append(svg);
  return frame;
}
