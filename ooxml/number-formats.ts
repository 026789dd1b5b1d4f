import type { NumberFormatClass } from "./types";

/** Number formats that Excel knows by number and does not write into the file (English codes). */
export const BUILT_IN_FORMATS: ReadonlyMap<number, string> = new Map([
  [0, "General"],
  [1, "0"],
  [2, "0.00"],
  [3, "#,##0"],
  [4, "#,##0.00"],
  [9, "0%"],
  [10, "0.00%"],
  [11, "0.00E+00"],
  [12, "# ?/?"],
  [13, "# ??/??"],
  [14, "m/d/yyyy"],
  [15, "d-mmm-yy"],
  [16, "d-mmm"],
  [17, "mmm-yy"],
  [18, "h:mm AM/PM"],
  [19, "h:mm:ss AM/PM"],
  [20, "h:mm"],
  [21, "h:mm:ss"],
  [22, "m/d/yyyy h:mm"],
  [37, "#,##0 ;(#,##0)"],
  [38, "#,##0 ;[Red](#,##0)"],
  [39, "#,##0.00;(#,##0.00)"],
  [40, "#,##0.00;[Red](#,##0.00)"],
  [45, "mm:ss"],
  [46, "[h]:mm:ss"],
  [47, "mm:ss.0"],
  [48, "##0.0E+0"],
  [49, "@"],
]);

/** First number that is free for formats of a file. */
export const FIRST_CUSTOM_FORMAT = 164;

/** Class of a built-in format number; 27 to 36, 50 to 58 and 71 to 81 are dates of East Asian and Thai versions. */
export function classOfBuiltIn(id: number): NumberFormatClass {
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58) || (id >= 71 && id <= 81)) {
    return "date";
  }
  const code = BUILT_IN_FORMATS.get(id);
  return code === undefined ? "general" : classOfFormat(code);
}

/**
 * What a number format code makes of a number, by its first section: literal text, colours, conditions and locales in brackets do not
 * count, elapsed times in brackets do.
 */
export function classOfFormat(code: string): NumberFormatClass {
  let skeleton = "";
  for (let i = 0; i < code.length; i++) {
    const c = code.charAt(i);
    if (c === '"') {
      const end = code.indexOf('"', i + 1);
      i = end < 0 ? code.length : end;
    } else if (c === "\\" || c === "_" || c === "*") {
      i++;
    } else if (c === "[") {
      const end = code.indexOf("]", i);
      const inner = end < 0 ? "" : code.slice(i + 1, end);
      if (/^(h+|m+|s+)$/i.test(inner)) {
        return "date";
      }
      i = end < 0 ? code.length : end;
    } else if (c === ";") {
      break;
    } else {
      skeleton += c;
    }
  }
  if (/^\s*general\s*$/i.test(skeleton)) {
    return "general";
  }
  if (/[0#?.]\s*e[+-]/i.test(skeleton)) {
    return "exponent";
  }
  if (/[dmyhs]/i.test(skeleton.replace(/general/gi, ""))) {
    return "date";
  }
  return skeleton.includes("@") ? "text" : "other";
}
