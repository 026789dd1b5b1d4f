import { type Bytes, decodeUtf8, encodeUtf8 } from "./bytes";
import { joinPieces } from "./byte-writer";
import { XlsxError } from "./errors";
import { MarkupScanner } from "./markup-scanner";
import { applySplices, child, parseXml, type XmlElement } from "./xml-tree";

/** A worksheet part taken apart: the rows, which can be large, as bytes; everything around them as small XML. */
export interface SheetFrame {
  /** Text of the part with an empty `<sheetData></sheetData>`. */
  source: string;
  root: XmlElement;
  /** What stands between the tags of `<sheetData>`. */
  rows: Uint8Array;
}

class FrameScanner extends MarkupScanner {
  /** Bounds of the rows; undefined when `<sheetData/>` is one tag or missing. */
  bounds(): { start: number; end: number } | undefined {
    const start = this.enterSheetData();
    return start < 0 ? undefined : { start, end: this.endOfData(start) };
  }

  /** The last end tag `</sheetData`, looked for from the end, since what follows the rows is short. */
  private endOfData(start: number): number {
    const { bytes, prefixLength } = this;
    const name = "sheetData";
    for (let at = this.length - 1; at >= start; at--) {
      if (bytes[at] !== 60 || bytes[at + 1] !== 47) {
        continue;
      }
      let matches = true;
      for (let i = 0; i < name.length && matches; i++) {
        matches = bytes[at + 2 + prefixLength + i] === name.charCodeAt(i);
      }
      if (matches) {
        return at;
      }
    }
    throw this.fail("the sheet is cut off");
  }
}

/** Takes a worksheet part apart. @throws XlsxError */
export function splitSheet(bytes: Uint8Array, part: string): SheetFrame {
  const bounds = new FrameScanner(bytes, part).bounds();
  if (bounds) {
    const source =
      decodeUtf8(bytes.subarray(0, bounds.start), part) + decodeUtf8(bytes.subarray(bounds.end), part);
    return { source, root: parseXml(source, part), rows: bytes.subarray(bounds.start, bounds.end) };
  }
  const source = decodeUtf8(bytes, part);
  const data = child(parseXml(source, part), "sheetData");
  if (!data) {
    throw new XlsxError("broken", `${part}: the sheet has no place for rows`);
  }
  const tag = `${data.prefix}sheetData`;
  const opened = applySplices(source, [{ start: data.start, end: data.end, text: `<${tag}></${tag}>` }]);
  return { source: opened, root: parseXml(opened, part), rows: new Uint8Array(0) };
}

/** Puts a worksheet part together from its (changed) frame and its rows. */
export function joinSheet(source: string, rows: readonly Uint8Array[], part: string): Bytes {
  const data = child(parseXml(source, part), "sheetData");
  if (!data) {
    throw new XlsxError("broken", `${part}: the sheet has no place for rows`);
  }
  const [head, tail] = [source.slice(0, data.contentStart), source.slice(data.contentStart)];
  return joinPieces([encodeUtf8(head), ...rows, encodeUtf8(tail)]);
}
