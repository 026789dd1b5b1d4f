/** Names of functions that files write with a prefix because older Excel versions do not know them. */

import { tokenTypes, tokenize } from "@borgar/fx";

const PREFIXED: ReadonlyMap<string, string> = new Map([
  ...[
    "ANCHORARRAY",
    "CHOOSECOLS",
    "CHOOSEROWS",
    "CONCAT",
    "DROP",
    "EXPAND",
    "FORMULATEXT",
    "HSTACK",
    "IFNA",
    "IFS",
    "LAMBDA",
    "LET",
    "MAXIFS",
    "MINIFS",
    "RANDARRAY",
    "SEQUENCE",
    "SINGLE",
    "SORTBY",
    "SWITCH",
    "TAKE",
    "TEXTJOIN",
    "TOCOL",
    "TOROW",
    "UNICHAR",
    "UNIQUE",
    "VSTACK",
    "WRAPCOLS",
    "WRAPROWS",
    "XLOOKUP",
    "XMATCH",
    "XOR",
  ].map((name) => [name, `_xlfn.${name}`] as const),
  ["FILTER", "_xlfn._xlws.FILTER"],
  ["SORT", "_xlfn._xlws.SORT"],
]);

function mapFunctions(formula: string, map: (name: string) => string): string {
  return tokenize(formula, { withLocation: false })
    .map((token) => (token.type === tokenTypes.FUNCTION ? map(token.value) : token.value))
    .join("");
}

/** A formula as a file writes it, without "=". */
export function formulaToFile(formula: string): string {
  return mapFunctions(formula, (name) => PREFIXED.get(name.toUpperCase()) ?? name).replace(/^=/, "");
}

/** A formula of a file as a cell shows it, with "=". */
export function formulaFromFile(text: string): string {
  if (!text.includes("_xl")) return `=${text}`;
  return mapFunctions(`=${text}`, (name) => name.replace(/^_xlfn\.(?:_xlws\.)?|^_xludf\./i, ""));
}
