import { strToU8, zipSync } from "fflate";
import { type CellValue, openWorkbook } from "../../ooxml";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

export type Parts = Record<string, string | Uint8Array>;

/** Parts of a small workbook with one sheet whose rows are given as XML. */
export function smallWorkbook(sheetData: string, replace: Parts = {}): Parts {
  return {
    "[Content_Types].xml":
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}"><Relationship Id="a" Type="${LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets><sheet name="Data" sheetId="1" r:id="s1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels":
      `<Relationships xmlns="${PACKAGE}"><Relationship Id="s1" Type="${LINKS}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="t" Type="${LINKS}/sharedStrings" Target="sharedStrings.xml"/>` +
      `<Relationship Id="y" Type="${LINKS}/styles" Target="styles.xml"/></Relationships>`,
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}"><si><t>zero</t></si><si><t>one</t></si></sst>`,
    "xl/styles.xml":
      `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts>` +
      '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>' +
      '<cellXfs count="5"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="11" fontId="0"/><xf numFmtId="49" fontId="0"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`,
    ...replace,
  };
}

/** The archive of the parts. */
export function zipped(parts: Parts): Uint8Array {
  const files = Object.entries(parts).map(
    ([name, content]) => [name, typeof content === "string" ? strToU8(content) : content] as const,
  );
  return zipSync(Object.fromEntries(files), { level: 6 });
}

/** Rows that our reader finds in a sheet given as XML. */
export function rowsOf(sheetData: string, replace?: Parts): CellValue[][] {
  return openWorkbook(zipped(smallWorkbook(sheetData, replace))).readSheet(0).rows;
}
