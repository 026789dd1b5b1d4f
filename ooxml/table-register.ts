import { parseRange, type CellRange } from "./addresses";
import { XlsxError, XlsxWriteError } from "./errors";
import type { PartStore } from "./part-store";
import { child, children, numeric } from "./xml-tree";
import { decodeExcelEscapes } from "./xml-text";

interface RegisteredTable {
  part: string;
  sheetPart: string;
  name: string;
  id: number;
}

/** Where a table of a workbook under edit stands, read from its part at the moment. */
export interface TablePlace {
  part: string;
  sheetPart: string;
  name: string;
  range: CellRange;
  headerRow: boolean;
  totalsRow: boolean;
  columns: string[];
}

/** Knows the tables of a workbook under edit, whose names and numbers have to be unique. */
export class TableRegister {
  private tables: RegisteredTable[] = [];

  constructor(
    private readonly store: PartStore,
    sheets: readonly { part: string }[],
  ) {
    for (const { part: sheetPart } of sheets) {
      for (const link of store.relationships(sheetPart)) {
        if (link.type === "table" && !link.external) {
          const { root } = store.xml(link.target);
          const name = root.attributes.get("displayName") ?? root.attributes.get("name") ?? "";
          this.tables.push({ part: link.target, sheetPart, name, id: numeric(root, "id") ?? 0 });
        }
      }
    }
  }

  /**
   * Refuses names that are taken. Tables of the sheet `replaced` do not count, because they are about to go.
   * @throws XlsxWriteError "badTable"
   */
  checkNames(
    names: readonly string[],
    replaced: string | undefined,
    isDefinedName: (name: string) => boolean,
    sheet: string,
  ): void {
    const taken = new Set(
      this.tables.filter((table) => table.sheetPart !== replaced).map((table) => table.name.toLowerCase()),
    );
    for (const name of names) {
      const key = name.toLowerCase();
      if (taken.has(key) || isDefinedName(name)) {
        throw new XlsxWriteError("badTable", `the name ${name} is taken`, sheet);
      }
      taken.add(key);
    }
  }

  /** Notes a new table and returns its number. */
  add(part: string, sheetPart: string, name: string): number {
    const id = Math.max(0, ...this.tables.map((table) => table.id)) + 1;
    this.tables.push({ part, sheetPart, name, id });
    return id;
  }

  removeSheet(sheetPart: string): void {
    this.tables = this.tables.filter((table) => table.sheetPart !== sheetPart);
  }

  /** The tables of a sheet as they stand. */
  of(sheetPart: string): TablePlace[] {
    return this.tables.filter((table) => table.sheetPart === sheetPart).map((table) => this.place(table));
  }

  /** @throws XlsxWriteError "unknownTable" */
  find(name: string, sheetPart: string, sheet: string): TablePlace {
    const key = name.toLowerCase();
    const table = this.tables.find(
      (candidate) => candidate.sheetPart === sheetPart && candidate.name.toLowerCase() === key,
    );
    if (!table) {
      throw new XlsxWriteError("unknownTable", `there is no table ${name}`, sheet);
    }
    return this.place(table);
  }

  private place({ part, sheetPart, name }: RegisteredTable): TablePlace {
    const { root } = this.store.xml(part);
    const range = parseRange(root.attributes.get("ref") ?? "");
    if (!range) {
      throw new XlsxError("broken", `${part}: the table ${name} has no range`);
    }
    return {
      part,
      sheetPart,
      name,
      range,
      headerRow: (numeric(root, "headerRowCount") ?? 1) > 0,
      totalsRow: (numeric(root, "totalsRowCount") ?? 0) > 0,
      columns: children(child(root, "tableColumns"), "tableColumn").map((column) =>
        decodeExcelEscapes(column.attributes.get("name") ?? ""),
      ),
    };
  }
}
