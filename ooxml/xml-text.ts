import { XlsxError } from "./errors";

const NAMED_ENTITIES = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Resolves character references of XML text and turns CR LF and CR into LF, as XML asks. */
export function unescapeXml(text: string): string {
  let result = text;
  if (result.includes("\r")) {
    result = result.replace(/\r\n?/g, "\n");
  }
  if (!result.includes("&")) {
    return result;
  }
  return result.replace(/&([^;&]{0,32};?)/g, (_, body: string) => entityText(body));
}

function entityText(body: string): string {
  if (body.endsWith(";")) {
    const name = body.slice(0, -1);
    const named = NAMED_ENTITIES.get(name);
    if (named !== undefined) {
      return named;
    }
    const numeric = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name);
    if (numeric) {
      const code = numeric[1] !== undefined ? parseInt(numeric[1], 16) : parseInt(numeric[2] ?? "", 10);
      if (code <= 0x10ffff) {
        return String.fromCodePoint(code);
      }
    }
  }
  throw new XlsxError("broken", `unknown entity &${body.slice(0, 20)}`);
}

/** Excel's `_xHHHH_` escapes of cell text back into characters. */
export function decodeExcelEscapes(text: string): string {
  if (!text.includes("_x")) {
    return text;
  }
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** True for a UTF-16 unit that XML 1.0 or Excel cannot carry as it is. */
function needsExcelEscape(unit: number): boolean {
  return (unit < 32 && unit !== 9 && unit !== 10) || unit === 0xfffe || unit === 0xffff;
}

/**
 * Cell text ready for XML: markup escaped; control characters, CR and lone surrogates as `_xHHHH_`; an underscore that would read as
 * such an escape is escaped itself.
 */
export function encodeCellText(text: string): string {
  let from = 0;
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    let replacement: string | undefined;
    if (unit > 62) {
      if (unit === 95) {
        if (looksLikeEscape(text, i)) {
          replacement = "_x005F_";
        }
      } else if (unit >= 0xd800 && unit <= 0xdfff) {
        if (unit < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
          i++;
        } else {
          replacement = excelEscape(unit);
        }
      } else if (needsExcelEscape(unit)) {
        replacement = excelEscape(unit);
      }
    } else if (unit === 38) {
      replacement = "&amp;";
    } else if (unit === 60) {
      replacement = "&lt;";
    } else if (unit === 62) {
      replacement = "&gt;";
    } else if (needsExcelEscape(unit)) {
      replacement = excelEscape(unit);
    }
    if (replacement !== undefined) {
      result += text.slice(from, i) + replacement;
      from = i + 1;
    }
  }
  return from === 0 ? text : result + text.slice(from);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function looksLikeEscape(text: string, at: number): boolean {
  return /^_x[0-9A-Fa-f]{4}_/.test(text.slice(at, at + 7));
}

function excelEscape(unit: number): string {
  return `_x${unit.toString(16).toUpperCase().padStart(4, "0")}_`;
}

/** Text of an attribute or of a plain element; characters XML cannot carry are left out. */
export function escapeXml(text: string): string {
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdfff) {
      if (unit < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
        result += text.slice(i, i + 2);
        i++;
      }
    } else if (unit === 9 || unit === 10 || unit === 13) {
      result += `&#${unit};`;
    } else if (!needsExcelEscape(unit)) {
      result += ATTRIBUTE_ESCAPES.get(unit) ?? text.charAt(i);
    }
  }
  return result;
}

const ATTRIBUTE_ESCAPES = new Map([
  [38, "&amp;"],
  [60, "&lt;"],
  [62, "&gt;"],
  [34, "&quot;"],
]);

/** White space at both ends falls away unless the element says xml:space="preserve". */
export function trimXmlSpace(text: string): string {
  return text.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, "");
}
