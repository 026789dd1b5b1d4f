import { BUILT_IN_FORMATS, classOfBuiltIn, classOfFormat } from "./number-formats";
import type { PackageReader } from "./package-reader";
import type {
  Alignment,
  BorderLine,
  BorderSide,
  BorderStyle,
  CellStyle,
  DifferentialStyle,
  FontStyle,
  HorizontalAlignment,
  NumberFormatClass,
  VerticalAlignment,
} from "./types";
import { child, children, flag, numeric, type XmlElement } from "./xml-tree";

/** The formats of a workbook by the index that cells carry. */
export class StylesReader {
  /** Class of the number format of each cell format. */
  readonly formatClasses: readonly NumberFormatClass[];
  private readonly cellFormats: XmlElement[];
  private readonly fonts: XmlElement[];
  private readonly fills: XmlElement[];
  private readonly borders: XmlElement[];
  private readonly differential: XmlElement[];
  private readonly customFormats = new Map<number, string>();
  private readonly themeColors: readonly string[];

  constructor(reader: PackageReader) {
    const part = reader.related(reader.workbook.name, "styles");
    const root = part === undefined ? undefined : reader.xml(part).root;
    for (const format of children(child(root, "numFmts"), "numFmt")) {
      const id = numeric(format, "numFmtId");
      if (id !== undefined) {
        this.customFormats.set(id, format.attributes.get("formatCode") ?? "");
      }
    }
    this.cellFormats = children(child(root, "cellXfs"), "xf");
    this.fonts = children(child(root, "fonts"), "font");
    this.fills = children(child(root, "fills"), "fill");
    this.borders = children(child(root, "borders"), "border");
    this.differential = children(child(root, "dxfs"), "dxf");
    this.formatClasses = this.cellFormats.map((format) => this.classOf(numeric(format, "numFmtId") ?? 0));
    this.themeColors = readThemeColors(reader);
  }

  /** What a cell format looks like; an index outside the file is the plain format. */
  cellStyle(index: number): CellStyle {
    const format = this.cellFormats[index];
    const style: CellStyle = {};
    if (!format) {
      return style;
    }
    const font = this.fonts[numeric(format, "fontId") ?? 0];
    if (font) {
      style.font = this.readFont(font);
    }
    const fill = this.readFill(this.fills[numeric(format, "fillId") ?? 0]);
    if (fill !== undefined) {
      style.fill = fill;
    }
    const border = this.readBorder(this.borders[numeric(format, "borderId") ?? 0]);
    if (border) {
      style.border = border;
    }
    const code = this.formatCode(numeric(format, "numFmtId") ?? 0);
    if (code !== "General") {
      style.numberFormat = code;
    }
    const alignment = readAlignment(child(format, "alignment"));
    if (alignment) {
      style.alignment = alignment;
    }
    if (!flag(child(format, "protection"), "locked", true)) {
      style.locked = false;
    }
    return style;
  }

  /** What a conditional format changes. */
  differentialStyle(index: number): DifferentialStyle {
    const element = this.differential[index];
    const style: DifferentialStyle = {};
    const font = child(element, "font");
    if (font) {
      style.font = this.readFont(font);
    }
    const pattern = child(child(element, "fill"), "patternFill");
    const fill = this.readColor(child(pattern, "bgColor") ?? child(pattern, "fgColor"));
    if (fill !== undefined) {
      style.fill = fill;
    }
    const border = this.readBorder(child(element, "border"));
    if (border) {
      style.border = border;
    }
    const code = child(element, "numFmt")?.attributes.get("formatCode");
    if (code !== undefined) {
      style.numberFormat = code;
    }
    return style;
  }

  private formatCode(id: number): string {
    return this.customFormats.get(id) ?? BUILT_IN_FORMATS.get(id) ?? "General";
  }

  private classOf(id: number): NumberFormatClass {
    const code = this.customFormats.get(id);
    return code === undefined ? classOfBuiltIn(id) : classOfFormat(code);
  }

  private readFont(element: XmlElement): FontStyle {
    const font: FontStyle = {};
    const name = child(element, "name")?.attributes.get("val");
    const size = numeric(child(element, "sz"), "val");
    if (name !== undefined) {
      font.name = name;
    }
    if (size !== undefined) {
      font.size = size;
    }
    for (const [key, tag] of [
      ["bold", "b"],
      ["italic", "i"],
      ["strike", "strike"],
    ] as const) {
      const mark = child(element, tag);
      if (mark && flag(mark, "val", true)) {
        font[key] = true;
      }
    }
    const underline = child(element, "u");
    const kind = underline?.attributes.get("val") ?? "single";
    if (underline && kind !== "none") {
      font.underline = kind.startsWith("double") ? "double" : "single";
    }
    const color = this.readColor(child(element, "color"));
    if (color !== undefined) {
      font.color = color;
    }
    return font;
  }

  private readFill(element: XmlElement | undefined): string | undefined {
    const pattern = child(element, "patternFill");
    const kind = pattern?.attributes.get("patternType") ?? "none";
    return kind === "none" ? undefined : this.readColor(child(pattern, "fgColor"));
  }

  private readBorder(element: XmlElement | undefined): BorderStyle | undefined {
    const border: BorderStyle = {};
    for (const [key, ...tags] of [
      ["top", "top"],
      ["right", "right", "end"],
      ["bottom", "bottom"],
      ["left", "left", "start"],
    ] as const) {
      const side = tags.map((tag) => child(element, tag)).find((found) => found !== undefined);
      const line = side?.attributes.get("style") ?? "none";
      if (line !== "none") {
        const value: BorderSide = { line: line as BorderLine };
        const color = this.readColor(child(side, "color"));
        if (color !== undefined) {
          value.color = color;
        }
        border[key] = value;
      }
    }
    return Object.keys(border).length > 0 ? border : undefined;
  }

  private readColor(element: XmlElement | undefined): string | undefined {
    const rgb = element?.attributes.get("rgb");
    if (rgb !== undefined && /^[0-9A-Fa-f]{6,8}$/.test(rgb)) {
      return `#${rgb.slice(-6).toUpperCase()}`;
    }
    const theme = numeric(element, "theme");
    const base = theme === undefined ? undefined : this.themeColors[theme];
    return base === undefined
      ? indexedColor(numeric(element, "indexed"))
      : tinted(base, numeric(element, "tint") ?? 0);
  }
}

function readAlignment(element: XmlElement | undefined): Alignment | undefined {
  const alignment: Alignment = {};
  const horizontal = element?.attributes.get("horizontal");
  const vertical = element?.attributes.get("vertical");
  const indent = numeric(element, "indent") ?? 0;
  if (horizontal !== undefined) {
    alignment.horizontal = horizontal as HorizontalAlignment;
  }
  if (vertical !== undefined) {
    alignment.vertical = vertical as VerticalAlignment;
  }
  if (flag(element, "wrapText")) {
    alignment.wrap = true;
  }
  if (indent > 0) {
    alignment.indent = indent;
  }
  return Object.keys(alignment).length > 0 ? alignment : undefined;
}

/** Order in which cells count theme colours: the first two pairs are swapped against the theme part. */
const THEME_ORDER = [
  "lt1",
  "dk1",
  "lt2",
  "dk2",
  "accent1",
  "accent2",
  "accent3",
  "accent4",
  "accent5",
  "accent6",
];

function readThemeColors(reader: PackageReader): string[] {
  const part = reader.related(reader.workbook.name, "theme");
  const scheme =
    part === undefined ? undefined : child(child(reader.xml(part).root, "themeElements"), "clrScheme");
  return THEME_ORDER.map((name) => {
    const color = child(scheme, name)?.children[0];
    const value = color?.attributes.get("lastClr") ?? color?.attributes.get("val") ?? "000000";
    return `#${value.toUpperCase()}`;
  });
}

const INDEXED = ["000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF"];

/** The eight basic colours of old palettes; other palette entries are the default colour. */
function indexedColor(index: number | undefined): string | undefined {
  const color = index === undefined ? undefined : INDEXED[index < 8 ? index : index - 8];
  return color === undefined ? undefined : `#${color}`;
}

/** A theme colour made lighter (tint above 0) or darker, channel by channel: close to what Excel shows. */
function tinted(color: string, tint: number): string {
  if (tint === 0) {
    return color;
  }
  const channels = [1, 3, 5].map((from) => {
    const value = parseInt(color.slice(from, from + 2), 16);
    const mixed = tint < 0 ? value * (1 + tint) : value + (255 - value) * tint;
    return Math.round(mixed).toString(16).padStart(2, "0");
  });
  return `#${channels.join("").toUpperCase()}`;
}
