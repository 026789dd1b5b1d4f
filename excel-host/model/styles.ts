/** Cell formats: flat records of the properties that differ from the default, interned to small integers. */

export type BorderSide = "EdgeTop" | "EdgeBottom" | "EdgeLeft" | "EdgeRight" | "DiagonalDown" | "DiagonalUp";

export const CELL_SIDES: readonly BorderSide[] = [
  "EdgeTop",
  "EdgeBottom",
  "EdgeLeft",
  "EdgeRight",
  "DiagonalDown",
  "DiagonalUp",
];

type BorderKey = `border.${BorderSide}.${"style" | "weight" | "color" | "tint"}`;

/** Every property of a cell format with its default. Colours are "#RRGGBB", sizes points, indents levels. */
export const STYLE_DEFAULTS = {
  numberFormat: "General",
  "font.name": "Calibri",
  "font.size": 11,
  "font.color": "#000000",
  "font.bold": false,
  "font.italic": false,
  "font.underline": "None",
  "font.strikethrough": false,
  "font.subscript": false,
  "font.superscript": false,
  "font.tint": 0,
  "fill.color": "",
  "fill.pattern": "None",
  "fill.patternColor": "#000000",
  "fill.tint": 0,
  "fill.patternTint": 0,
  horizontal: "General",
  vertical: "Bottom",
  wrap: false,
  indent: 0,
  rotation: 0,
  readingOrder: "Context",
  shrink: false,
  autoIndent: false,
  locked: true,
  formulaHidden: false,
  name: "Normal",
} as const;

type Widen<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : never;
type PlainStyle = { [K in keyof typeof STYLE_DEFAULTS]: Widen<(typeof STYLE_DEFAULTS)[K]> };
export type StyleKey = keyof PlainStyle | BorderKey;
export type StyleValue = string | number | boolean;
/** The properties of a format that differ from the default. */
export type Style = Readonly<Partial<Record<StyleKey, StyleValue>>>;

/** The default of a property; borders have none, thin and black. */
export function defaultOf(key: StyleKey): StyleValue {
  if (key in STYLE_DEFAULTS) return STYLE_DEFAULTS[key as keyof PlainStyle];
  if (key.endsWith(".style")) return "None";
  if (key.endsWith(".weight")) return "Thin";
  return key.endsWith(".tint") ? 0 : "#000000";
}

/** Key of one border property. */
export function borderKey(side: BorderSide, part: "style" | "weight" | "color" | "tint"): StyleKey {
  return `border.${side}.${part}`;
}

/** All formats used in one workbook. Index 0 is the default format. */
export class StyleTable {
  private readonly styles: Style[] = [];
  private readonly byText = new Map<string, number>();
  /** What a change makes of a format, by the change as text and the format's index. */
  private readonly patches = new Map<string, Map<number, number>>();
  /** Properties of the workbook's Normal style that differ from the built-in default. */
  private base: Style = {};

  constructor() {
    this.intern({});
  }

  /** Number of distinct formats. */
  get size(): number {
    return this.styles.length;
  }

  /** Sets the font and other properties that cells without a format of their own show. */
  setNormal(style: Style): void {
    this.base = style;
  }

  get normal(): Style {
    return this.base;
  }

  /** Index of a format; equal formats share one index. */
  intern(style: Style): number {
    const entries = Object.entries(style).filter(
      ([key, value]) => value !== this.defaultFor(key as StyleKey),
    );
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const text = JSON.stringify(entries);
    let index = this.byText.get(text);
    if (index === undefined) {
      index = this.styles.length;
      this.styles.push(Object.freeze(Object.fromEntries(entries)));
      this.byText.set(text, index);
    }
    return index;
  }

  /** The stored properties of a format. */
  get(index: number): Style {
    return this.styles[index] ?? {};
  }

  /** One property of a format, with its default when it is not set. */
  value(index: number, key: StyleKey): StyleValue {
    return this.styles[index]?.[key] ?? this.defaultFor(key);
  }

  /** Index of a format that is another one with some properties replaced. */
  patch(index: number, changes: Style): number {
    return this.prepare(changes)(index);
  }

  /** The same for many cells: returns a function that patches one format index, remembering what it computed. */
  prepare(changes: Style): (index: number) => number {
    const text = JSON.stringify(changes);
    const known = this.patches.get(text) ?? new Map<number, number>();
    this.patches.set(text, known);
    return (index) => {
      let result = known.get(index);
      if (result === undefined) {
        result = this.intern({ ...this.get(index), ...changes });
        known.set(index, result);
      }
      return result;
    };
  }

  private defaultFor(key: StyleKey): StyleValue {
    return this.base[key] ?? defaultOf(key);
  }
}
