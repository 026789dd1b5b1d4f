import { XlsxWriteError } from "./errors";
import { isName } from "./table-writer";
import type { DefinedName } from "./types";
import { escapeXml } from "./xml-text";
import { children, textOf, type XmlElement } from "./xml-tree";

/** A sheet as far as names need it: compared by identity, so that renaming and moving need no care. */
export interface NamedSheet {
  name: string;
}

interface NameEntry<S> {
  name: string;
  sheet: S | undefined;
  refersTo: string;
  attributes: Map<string, string>;
}

/** The defined names of a workbook under edit. */
export class NameList<S extends NamedSheet> {
  private entries: NameEntry<S>[] = [];
  changed = false;

  /** Takes the names over from `<definedNames>`. */
  load(source: string, element: XmlElement | undefined, sheets: readonly S[]): void {
    this.entries = children(element, "definedName").map((item) => {
      const local = item.attributes.get("localSheetId");
      return {
        name: item.attributes.get("name") ?? "",
        sheet: local === undefined ? undefined : sheets[Number(local)],
        refersTo: textOf(source, item),
        attributes: item.attributes,
      };
    });
  }

  /** True when a name of the whole workbook is taken, without case. */
  has(name: string): boolean {
    const key = name.toLowerCase();
    return this.entries.some((entry) => entry.sheet === undefined && entry.name.toLowerCase() === key);
  }

  /** @throws XlsxWriteError "badName" */
  define({ name, refersTo, hidden }: DefinedName, sheet: S | undefined): void {
    if ((!isName(name) && !name.startsWith("_xlnm.")) || refersTo === "" || refersTo.startsWith("=")) {
      throw new XlsxWriteError(
        "badName",
        `${JSON.stringify(name)} cannot be defined as ${JSON.stringify(refersTo)}`,
      );
    }
    const attributes = new Map([["name", name], ...(hidden ? [["hidden", "1"] as const] : [])]);
    const entry = { name, sheet, refersTo, attributes };
    const at = this.find(name, sheet);
    if (at < 0) {
      this.entries.push(entry);
    } else {
      this.entries[at] = entry;
    }
    this.changed = true;
  }

  remove(name: string, sheet: S | undefined): void {
    const at = this.find(name, sheet);
    if (at >= 0) {
      this.entries.splice(at, 1);
      this.changed = true;
    }
  }

  /** Takes away the names that are local to a sheet. */
  removeLocal(sheet: S): void {
    const kept = this.entries.filter((entry) => entry.sheet !== sheet);
    this.changed ||= kept.length < this.entries.length;
    this.entries = kept;
  }

  /** Rewrites what names refer to. */
  rewrite(map: (formula: string, sheet: S | undefined) => string): void {
    for (const entry of this.entries) {
      const refersTo = map(entry.refersTo, entry.sheet);
      if (refersTo !== entry.refersTo) {
        entry.refersTo = refersTo;
        this.changed = true;
      }
    }
  }

  /** `<definedNames>` with sheets counted by the given order; "" without names. */
  toXml(prefix: string, sheets: readonly S[]): string {
    if (this.entries.length === 0) {
      return "";
    }
    const items = this.entries.map(({ sheet, refersTo, attributes }) => {
      let xml = `<${prefix}definedName`;
      for (const [key, value] of attributes) {
        xml += key === "localSheetId" || key.startsWith(":") ? "" : ` ${key}="${escapeXml(value)}"`;
      }
      xml += sheet ? ` localSheetId="${sheets.indexOf(sheet)}"` : "";
      return `${xml}>${escapeXml(refersTo)}</${prefix}definedName>`;
    });
    return `<${prefix}definedNames>${items.join("")}</${prefix}definedNames>`;
  }

  private find(name: string, sheet: S | undefined): number {
    const key = name.toLowerCase();
    return this.entries.findIndex((entry) => entry.sheet === sheet && entry.name.toLowerCase() === key);
  }
}
