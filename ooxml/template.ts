import { encodeUtf8 } from "./bytes";
import { CONTENT_TYPES, CORE_PROPERTIES_TYPE, PACKAGE_RELATIONSHIPS, TRANSITIONAL } from "./namespaces";
import { argb } from "./style-book";
import type { CreateOptions } from "./types";
import { escapeXml } from "./xml-text";
import { packBytes, writeZip } from "./zip-writer";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

/** The package that a new workbook begins with: no sheets, one plain cell format. */
export function emptyPackage(options: CreateOptions = {}): Uint8Array {
  const { main, relationships } = TRANSITIONAL;
  const parts: Record<string, string> = {
    "[Content_Types].xml":
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${WORKBOOK_TYPE}"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${CONTENT_TYPES.styles}"/>` +
      `<Override PartName="/docProps/core.xml" ContentType="${CONTENT_TYPES.core}"/></Types>`,
    "_rels/.rels":
      `<Relationships xmlns="${PACKAGE_RELATIONSHIPS}">` +
      `<Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/>` +
      `<Relationship Id="rId2" Type="${CORE_PROPERTIES_TYPE}" Target="docProps/core.xml"/></Relationships>`,
    "docProps/core.xml": EMPTY_PROPERTIES,
    "xl/workbook.xml":
      `<workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr/>` +
      '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"/></bookViews>' +
      '<sheets></sheets><calcPr calcId="191029"/></workbook>',
    "xl/_rels/workbook.xml.rels":
      `<Relationships xmlns="${PACKAGE_RELATIONSHIPS}">` +
      `<Relationship Id="rId1" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": stylesXml(options),
  };
  return writeZip(
    Object.entries(parts).map(([name, xml]) => packBytes(name, encodeUtf8(HEAD + xml), { level: 0 })),
  );
}

export const EMPTY_PROPERTIES =
  '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
  'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
  "</cp:coreProperties>";

function stylesXml({ defaultFont }: CreateOptions): string {
  const { name, size, color } = defaultFont ?? { name: "Calibri", size: 11 };
  const colorXml = color === undefined ? "" : `<color rgb="${argb(color)}"/>`;
  return (
    `<styleSheet xmlns="${TRANSITIONAL.main}">` +
    `<fonts count="1"><font><sz val="${size}"/>${colorXml}<name val="${escapeXml(name)}"/><family val="2"/></font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>' +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
    '<dxfs count="0"></dxfs><tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/>' +
    "</styleSheet>"
  );
}
