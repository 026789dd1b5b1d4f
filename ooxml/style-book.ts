import { BUILT_IN_FORMATS, classOfBuiltIn, classOfFormat, FIRST_CUSTOM_FORMAT } from "./number-formats";
import type { BorderSide, BorderStyle, CellStyle, DifferentialStyle, FontStyle } from "./types";
import { XlsxWriteError } from "./errors";
import { escapeXml } from "./xml-text";
import { applySplices, child, children, numeric, parseXml, type Splice, type XmlElement } from "./xml-tree";

/** Children of `<styleSheet>` in the order the schema demands. */
const ORDER = [
  "numFmts",
  "fonts",
  "fills",
  "borders",
  "cellStyleXfs",
  "cellXfs",
  "cellStyles",
  "dxfs",
  "tableStyles",
  "colors",
  "extLst",
];

/** One of the lists of the styles part: what the file has, and what is added behind. */
class StyleList {
  readonly added: string[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly base: number;

  constructor(source: string, elements: readonly XmlElement[]) {
    this.base = elements.length;
    elements.forEach((element, index) => {
      const xml = source.slice(element.start, element.end);
      if (!this.indexes.has(xml)) {
        this.indexes.set(xml, index);
      }
    });
  }

  get count(): number {
    return this.base + this.added.length;
  }

  /** Index of the entry, added when it is new. */
  intern(xml: string): number {
    let index = this.indexes.get(xml);
    if (index === undefined) {
      index = this.count;
      this.indexes.set(xml, index);
      this.added.push(xml);
    }
    return index;
  }
}

/** Interns styles behind those of an existing styles part, whose own entries keep their numbers. */
export class StyleBook {
  private readonly root: XmlElement;
  private readonly prefix: string;
  private readonly lists: Record<"fonts" | "fills" | "borders" | "cellXfs" | "dxfs", StyleList>;
  private readonly formatIds = new Map<string, number>();
  private readonly addedFormats: [id: number, code: string][] = [];
  private nextFormatId = FIRST_CUSTOM_FORMAT;
  private readonly defaultFont: FontStyle;
  private readonly byIdentity = new WeakMap<CellStyle, number>();
  private readonly adopted = new WeakSet<CellStyle>();
  private readonly cellFormats: XmlElement[];

  constructor(
    private readonly source: string,
    part: string,
  ) {
    this.root = parseXml(source, part);
    this.prefix = this.root.prefix;
    const list = (name: string, entry: string): StyleList =>
      new StyleList(source, children(child(this.root, name), entry));
    this.lists = {
      fonts: list("fonts", "font"),
      fills: list("fills", "fill"),
      borders: list("borders", "border"),
      cellXfs: list("cellXfs", "xf"),
      dxfs: list("dxfs", "dxf"),
    };
    for (const [id, code] of BUILT_IN_FORMATS) {
      this.formatIds.set(code, id);
    }
    for (const format of children(child(this.root, "numFmts"), "numFmt")) {
      const id = numeric(format, "numFmtId") ?? 0;
      this.formatIds.set(format.attributes.get("formatCode") ?? "", id);
      this.nextFormatId = Math.max(this.nextFormatId, id + 1);
    }
    this.cellFormats = children(child(this.root, "cellXfs"), "xf");
    this.defaultFont = this.readDefaultFont();
  }

  /** Index for the `s` attribute of cells; 0 is the workbook's plain format. */
  cellFormat(style: CellStyle | undefined): number {
    if (!style) {
      return 0;
    }
    let index = this.byIdentity.get(style);
    if (index === undefined) {
      index = this.internCellFormat(style);
      this.byIdentity.set(style, index);
    }
    return index;
  }

  /** A stand-in for a cell format that is in the file already. */
  adopt(index: number): CellStyle {
    const style: CellStyle = {};
    this.byIdentity.set(style, index);
    this.adopted.add(style);
    return style;
  }

  private isDateFormat(index: number): boolean {
    const id = numeric(this.cellFormats[index], "numFmtId") ?? 0;
    const custom = children(child(this.root, "numFmts"), "numFmt").find(
      (format) => numeric(format, "numFmtId") === id,
    );
    const code = custom?.attributes.get("formatCode");
    return (code === undefined ? classOfBuiltIn(id) : classOfFormat(code)) === "date";
  }

  /** The style with a date format, when it has no number format of its own. */
  dateFormat(style: CellStyle | undefined): number {
    if (style && this.adopted.has(style)) {
      const index = this.cellFormat(style);
      return this.isDateFormat(index) ? index : this.dateFormat(undefined);
    }
    return style?.numberFormat === undefined
      ? this.internCellFormat({ ...style, numberFormat: "yyyy-mm-dd" })
      : this.cellFormat(style);
  }

  /** Index for the `dxfId` attribute of conditional formats. */
  differentialFormat(style: DifferentialStyle): number {
    const p = this.prefix;
    let xml = `<${p}dxf>`;
    if (style.font) {
      xml += this.fontXml(style.font);
    }
    if (style.numberFormat !== undefined) {
      xml += `<${p}numFmt numFmtId="${this.formatId(style.numberFormat)}" formatCode="${escapeXml(style.numberFormat)}"/>`;
    }
    if (style.fill !== undefined) {
      xml += `<${p}fill><${p}patternFill><${p}bgColor rgb="${argb(style.fill)}"/></${p}patternFill></${p}fill>`;
    }
    if (style.border) {
      xml += this.borderXml(style.border, false);
    }
    return this.lists.dxfs.intern(`${xml}</${p}dxf>`);
  }

  /** The styles part with everything that was interned. Unchanged when nothing new was. */
  toXml(): string {
    const p = this.prefix;
    const splices: Splice[] = [];
    const formats = this.addedFormats.map(
      ([id, code]) => `<${p}numFmt numFmtId="${id}" formatCode="${escapeXml(code)}"/>`,
    );
    const oldFormats = children(child(this.root, "numFmts"), "numFmt").length;
    this.extend(splices, "numFmts", formats, oldFormats + formats.length);
    for (const name of ["fonts", "fills", "borders", "cellXfs", "dxfs"] as const) {
      const list = this.lists[name];
      this.extend(splices, name, list.added, list.count);
    }
    return applySplices(this.source, splices);
  }

  private extend(splices: Splice[], name: string, added: readonly string[], count: number): void {
    if (added.length === 0) {
      return;
    }
    const tag = this.prefix + name;
    const element = child(this.root, name);
    if (!element) {
      const text = `<${tag} count="${count}">${added.join("")}</${tag}>`;
      const at = this.placeFor(name);
      splices.push({ start: at, end: at, text });
      return;
    }
    const startTag = this.source.slice(element.start, element.contentStart);
    const counted = startTag.replace(/\scount\s*=\s*(["'])[^"']*\1/, ` count="${count}"`);
    if (element.selfClosing) {
      const open = counted.replace(/\s*\/>$/, ">");
      splices.push({ start: element.start, end: element.end, text: `${open}${added.join("")}</${tag}>` });
    } else {
      splices.push({ start: element.start, end: element.contentStart, text: counted });
      splices.push({ start: element.contentEnd, end: element.contentEnd, text: added.join("") });
    }
  }

  private placeFor(name: string): number {
    const later = ORDER.slice(ORDER.indexOf(name) + 1);
    return this.root.children.find((element) => later.includes(element.name))?.start ?? this.root.contentEnd;
  }

  private internCellFormat(style: CellStyle): number {
    const p = this.prefix;
    const base = this.cellFormats[0];
    const fontId = style.font
      ? this.lists.fonts.intern(this.fontXml({ ...this.defaultFont, ...style.font }))
      : (numeric(base, "fontId") ?? 0);
    const fillId = style.fill === undefined ? 0 : this.lists.fills.intern(this.fillXml(style.fill));
    const borderId = style.border ? this.lists.borders.intern(this.borderXml(style.border, true)) : 0;
    const numFmtId = this.formatId(style.numberFormat ?? "General");
    const { alignment } = style;
    let attributes = `numFmtId="${numFmtId}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0"`;
    for (const [name, applies] of [
      ["applyNumberFormat", numFmtId !== 0],
      ["applyFont", style.font !== undefined],
      ["applyFill", fillId !== 0],
      ["applyBorder", borderId !== 0],
      ["applyAlignment", alignment !== undefined],
      ["applyProtection", style.locked === false],
    ] as const) {
      attributes += applies ? ` ${name}="1"` : "";
    }
    let content = "";
    if (alignment) {
      content += `<${p}alignment`;
      // An indent without a side is not shown.
      const horizontal = alignment.horizontal ?? (alignment.indent ? "left" : undefined);
      content += horizontal ? ` horizontal="${horizontal}"` : "";
      content += alignment.vertical ? ` vertical="${alignment.vertical}"` : "";
      content += alignment.wrap ? ' wrapText="1"' : "";
      content += alignment.indent ? ` indent="${alignment.indent}"` : "";
      content += "/>";
    }
    content += style.locked === false ? `<${p}protection locked="0"/>` : "";
    return this.lists.cellXfs.intern(
      content === "" ? `<${p}xf ${attributes}/>` : `<${p}xf ${attributes}>${content}</${p}xf>`,
    );
  }

  private formatId(code: string): number {
    let id = this.formatIds.get(code);
    if (id === undefined) {
      id = this.nextFormatId++;
      this.formatIds.set(code, id);
      this.addedFormats.push([id, code]);
    }
    return id;
  }

  private readDefaultFont(): FontStyle {
    const font = children(child(this.root, "fonts"), "font")[numeric(this.cellFormats[0], "fontId") ?? 0];
    const color = child(font, "color")?.attributes.get("rgb");
    return {
      name: child(font, "name")?.attributes.get("val") ?? "Calibri",
      size: numeric(child(font, "sz"), "val") ?? 11,
      ...(color === undefined ? {} : { color: `#${color.slice(-6)}` }),
    };
  }

  private fontXml(font: FontStyle): string {
    const p = this.prefix;
    let xml = `<${p}font>`;
    xml += font.bold ? `<${p}b/>` : "";
    xml += font.italic ? `<${p}i/>` : "";
    xml += font.strike ? `<${p}strike/>` : "";
    if (font.underline !== undefined && font.underline !== false) {
      xml += font.underline === "double" ? `<${p}u val="double"/>` : `<${p}u/>`;
    }
    xml += font.size === undefined ? "" : `<${p}sz val="${font.size}"/>`;
    xml += font.color === undefined ? "" : `<${p}color rgb="${argb(font.color)}"/>`;
    xml += font.name === undefined ? "" : `<${p}name val="${escapeXml(font.name)}"/>`;
    return `${xml}</${p}font>`;
  }

  private fillXml(color: string): string {
    const p = this.prefix;
    const pattern = `<${p}fgColor rgb="${argb(color)}"/><${p}bgColor indexed="64"/>`;
    return `<${p}fill><${p}patternFill patternType="solid">${pattern}</${p}patternFill></${p}fill>`;
  }

  private borderXml(border: BorderStyle, diagonal: boolean): string {
    const p = this.prefix;
    const side = (name: string, value: BorderSide | undefined): string =>
      value
        ? `<${p}${name} style="${value.line}"><${p}color ${value.color === undefined ? 'auto="1"' : `rgb="${argb(value.color)}"`}/></${p}${name}>`
        : `<${p}${name}/>`;
    const sides = (["left", "right", "top", "bottom"] as const).map((name) => side(name, border[name]));
    return `<${p}border>${sides.join("")}${diagonal ? `<${p}diagonal/>` : ""}</${p}border>`;
  }
}

/** "FFRRGGBB" as files write colours. @throws XlsxWriteError "badValue" */
export function argb(color: string): string {
  if (!/^#[0-9A-Fa-f]{6}$/.test(color)) {
    throw new XlsxWriteError("badValue", `${JSON.stringify(color)} is no colour of the form #RRGGBB`);
  }
  return `FF${color.slice(1).toUpperCase()}`;
}
