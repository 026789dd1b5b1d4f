/** Columns of a table by Business Central's captions, and the typed values that are written into them. */
import type { ChangeValue } from "../../engine/changes";
import type { ColumnDeclaration } from "../../engine/ledgers/declaration";
import { findTableDeclaration, foldHeader, headerMatcher } from "../../engine/ledgers/names";
import type { ColumnMapping } from "../../engine/ledgers/source";
import { codeOf } from "../../engine/values/codes";
import { parseDay } from "../../engine/values/day";
import { parseDecimal } from "../../engine/values/decimal";
import type { ColumnKind, EditValue, StoredContent } from "./edits";

const KIND_OF_TYPE: Readonly<Record<ColumnDeclaration["type"], ColumnKind>> = {
  code: "text",
  text: "text",
  option: "text",
  integer: "integer",
  quantity: "decimal",
  "unit amount": "decimal",
  percent: "decimal",
  amount: "amount",
  date: "date",
  boolean: "boolean",
};

/** Knows the columns of one table. */
export class TableColumns {
  readonly #declared = new Map<string, ColumnDeclaration>();
  readonly #positions = new Map<string, number>();

  /** @param table declared name, or one of Tieout's own */
  constructor(
    table: string,
    readonly headers: readonly string[],
    mapping?: ColumnMapping,
  ) {
    const declaration = findTableDeclaration(table);
    for (const column of declaration?.columns ?? []) this.#declared.set(column.caption, column);
    const matcher = declaration && headerMatcher(declaration);
    const byHand = new Map(
      [...(mapping?.get(table) ?? [])].map(([header, caption]) => [foldHeader(header), caption]),
    );
    headers.forEach((header, position) => {
      const caption = byHand.get(foldHeader(header)) ?? matcher?.match(header)?.caption;
      const name = foldHeader(caption ?? header);
      if (!this.#positions.has(name)) this.#positions.set(name, position);
    });
  }

  /** Position of a caption's column, −1 when the table lacks it. */
  position(caption: string): number {
    return this.#positions.get(foldHeader(caption)) ?? -1;
  }

  /** How values of a caption are written. Captions that no ledger declares are told by their words. */
  kind(caption: string): ColumnKind {
    const declared = this.#declared.get(caption);
    if (declared) return KIND_OF_TYPE[declared.type];
    if (/\bDate\b/.test(caption)) return "date";
    if (/\b(Amount|Cost|Price|Amt\.)/.test(caption)) return "amount";
    if (/\bQuantity\b|%/.test(caption)) return "decimal";
    if (/\b(Entry|Line|Run|Register|Transaction|Part) No\.|Set ID|^Rows /.test(caption)) return "integer";
    if (/^System-Created Entry$|^Reversed$|^Reverse$|^Job Complete$|^Posted to G\/L$/.test(caption))
      return "boolean";
    return "text";
  }

  /** Kind of the column at a position, by its header. */
  kindAt(position: number): ColumnKind {
    for (const caption of this.#declared.keys())
      if (this.position(caption) === position) return this.kind(caption);
    return this.kind(this.headers[position] ?? "");
  }

  /** True when a missing column may stay away, because the value is what a missing column means. */
  isDefault(caption: string, value: ChangeValue | undefined): boolean {
    if (value === undefined || value === "") return true;
    const standard = this.#declared.get(caption)?.default;
    if (standard !== undefined) return value === standard;
    if (typeof value === "boolean") return !value;
    if (typeof value === "number") return value === 0;
    return (this.kind(caption) === "amount" || this.kind(caption) === "decimal") && Number(value) === 0;
  }

  /** A value of a change set as it is written. */
  edit(caption: string, value: ChangeValue | undefined): EditValue {
    if (value === undefined || value === "") return null;
    return editValue(this.kind(caption), value);
  }

  /** A cell's content in the form in which keys are compared. */
  keyPart(caption: string, content: StoredContent | ChangeValue, epochOffset: number): string {
    return keyPart(this.kind(caption), content, epochOffset);
  }
}

function editValue(kind: ColumnKind, value: ChangeValue): EditValue {
  if (typeof value === "boolean") return value;
  if (kind === "integer" || kind === "amount" || kind === "decimal") {
    return parseDecimal(String(value)) ? { decimal: String(value) } : String(value);
  }
  if (kind === "date") {
    const day = parseDay(String(value));
    return day === undefined ? String(value) : { day };
  }
  if (kind === "boolean") return /^(yes|true|1)$/i.test(String(value));
  return String(value);
}

function keyPart(kind: ColumnKind, content: StoredContent | ChangeValue, epochOffset: number): string {
  if (content === null || content === "") return kind === "integer" || kind === "amount" ? "0" : "";
  if (kind === "date") {
    const day =
      typeof content === "number"
        ? Math.floor(content) + epochOffset
        : parseDay(String(content).slice(0, 10));
    return day === undefined ? String(content) : String(day);
  }
  if (kind === "text") return codeOf(String(content));
  if (kind === "boolean") return String(/^(yes|true|1)$/i.test(String(content)));
  const number = Number(content);
  return Number.isNaN(number) ? String(content) : String(number + 0);
}

/** What reading gives after a value was written: numbers for decimals and days, "" for nothing. */
export function plain(value: EditValue, epochOffset: number): StoredContent {
  if (value === null) return "";
  if (typeof value !== "object") return value;
  return "day" in value ? value.day - epochOffset : Number(value.decimal) + 0;
}

/** Whether a cell still holds what was written: blank is "" or null, numbers may have become texts of the same digits. */
export function sameContent(a: StoredContent, b: StoredContent): boolean {
  const x = a ?? "";
  const y = b ?? "";
  if (x === y) return true;
  if (typeof x === "number" || typeof y === "number") {
    return (
      x !== "" && y !== "" && typeof x !== "boolean" && typeof y !== "boolean" && Number(x) === Number(y)
    );
  }
  return false;
}
