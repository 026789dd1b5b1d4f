import { chartXml } from "./chart-xml";
import { CONTENT_TYPES, type Namespaces } from "./namespaces";
import type { PartStore } from "./part-store";
import type { ChartAnchor, ChartSpec } from "./types";
import { escapeXml } from "./xml-text";

const EMU_PER_POINT = 12_700;

/** Puts the drawing of a sheet with its charts into the package and returns the id of its link. */
export function writeCharts(
  charts: readonly ChartSpec[],
  sheetPart: string,
  store: PartStore,
  folder: string,
  namespaces: Namespaces,
): string {
  const drawing = store.freeName(`${folder}drawings/drawing`);
  // The part has to be there before the links of its charts are.
  store.set(drawing, "");
  const anchors = charts.map((chart, i) => {
    const part = store.freeName(`${folder}charts/chart`);
    store.set(part, chartXml(chart, namespaces));
    store.declare(part, CONTENT_TYPES.chart);
    return anchorXml(
      chart,
      i + 1,
      store.link(drawing, `${namespaces.relationships}/chart`, part),
      namespaces,
    );
  });
  store.set(
    drawing,
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      `<xdr:wsDr xmlns:xdr="${namespaces.spreadsheetDrawing}" xmlns:a="${namespaces.drawing}">${anchors.join("")}</xdr:wsDr>`,
  );
  store.declare(drawing, CONTENT_TYPES.drawing);
  return store.link(sheetPart, `${namespaces.relationships}/drawing`, drawing);
}

function anchorXml(
  chart: ChartSpec,
  index: number,
  link: string,
  { chart: chartNamespace, relationships }: Namespaces,
): string {
  return (
    `<xdr:twoCellAnchor>${cornerXml("from", chart.from)}${cornerXml("to", chart.to)}` +
    '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>' +
    `<xdr:cNvPr id="${index + 1}" name="${escapeXml(chart.name)}" descr="${escapeXml(chart.altText)}"/>` +
    "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>" +
    '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>' +
    `<a:graphic><a:graphicData uri="${chartNamespace}">` +
    `<c:chart xmlns:c="${chartNamespace}" xmlns:r="${relationships}" r:id="${link}"/>` +
    "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
  );
}

function cornerXml(tag: string, { row, col, dx = 0, dy = 0 }: ChartAnchor): string {
  return (
    `<xdr:${tag}><xdr:col>${col}</xdr:col><xdr:colOff>${Math.round(dx * EMU_PER_POINT)}</xdr:colOff>` +
    `<xdr:row>${row}</xdr:row><xdr:rowOff>${Math.round(dy * EMU_PER_POINT)}</xdr:rowOff></xdr:${tag}>`
  );
}
