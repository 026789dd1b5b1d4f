/** Named looks as Office.js takes them in setCellProperties. */
import { BODY_FONT, LOOKS, TABLE_ROW_LINE, type CellLook, type Line } from "../look";

const LINES: Readonly<Record<Line, Pick<Excel.CellBorder, "style" | "weight">>> = {
  hair: { style: "Continuous", weight: "Hairline" },
  thin: { style: "Continuous", weight: "Thin" },
  medium: { style: "Continuous", weight: "Medium" },
  double: { style: "Double", weight: "Thick" },
};

const ALIGN = { left: "Left", right: "Right", center: "Center" } as const;
const VERTICAL = { top: "Top", center: "Center", bottom: "Bottom" } as const;

const made = new Map<string, Excel.CellPropertiesFormat>();

/** The format of a look; the same object for the same look. */
export function cellFormat(look: CellLook): Excel.CellPropertiesFormat {
  const key = lookKey(look);
  let format = made.get(key);
  if (!format) {
    format = makeFormat(look);
    made.set(key, format);
  }
  return format;
}

/** Equal for looks that are the same. */
export function lookKey(look: CellLook): string {
  return [
    look.style,
    look.align ?? "",
    look.indent ?? 0,
    look.wrap === true ? 1 : 0,
    look.top === true ? 1 : 0,
    look.rowLine === true ? 1 : 0,
  ].join("|");
}

/** A line as a border of a cell. */
export function cellBorder(line: readonly [Line, string]): Excel.CellBorder {
  const [kind, color] = line;
  return { ...LINES[kind], color };
}

function makeFormat(look: CellLook): Excel.CellPropertiesFormat {
  const style = LOOKS[look.style];
  const bottom = style.bottom ?? (look.rowLine === true ? TABLE_ROW_LINE : undefined);
  const align = look.align ?? style.align;
  const vertical = look.top === true ? "top" : style.vertical;
  const wrap = look.wrap ?? style.wrap;
  const borders: Excel.CellBorderCollection = {
    ...(style.top ? { top: cellBorder(style.top) } : {}),
    ...(bottom ? { bottom: cellBorder(bottom) } : {}),
  };
  return {
    font: {
      color: style.color ?? BODY_FONT.color,
      size: style.size ?? BODY_FONT.size,
      bold: style.bold === true,
      italic: style.italic === true,
      underline: style.underline === true ? "Single" : "None",
      ...(style.font ? { name: style.font } : {}),
    },
    ...(style.fill ? { fill: { color: style.fill } } : {}),
    ...(Object.keys(borders).length > 0 ? { borders } : {}),
    ...(align ? { horizontalAlignment: ALIGN[align] } : {}),
    ...(vertical ? { verticalAlignment: VERTICAL[vertical] } : {}),
    ...(wrap === true ? { wrapText: true } : {}),
    ...(look.indent ? { indentLevel: look.indent } : {}),
  };
}
