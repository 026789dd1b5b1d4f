import { parseRange } from "./addresses";
import { XlsxError } from "./errors";
import type { PackageReader } from "./package-reader";
import type { TableInfo } from "./types";
import { decodeExcelEscapes } from "./xml-text";
import { child, children, numeric } from "./xml-tree";

/** The tables of a sheet, in the order of its relationships. @throws XlsxError "broken" */
export function readTables(reader: PackageReader, sheetPart: string): TableInfo[] {
  return tableParts(reader, sheetPart).map((part) => readTable(reader, part));
}

/** Names of the table parts of a sheet. */
export function tableParts(reader: PackageReader, sheetPart: string): string[] {
  return reader
    .relationships(sheetPart)
    .filter((link) => link.type === "table" && !link.external)
    .map((link) => link.target);
}

/** One table part as plain data. */
export function readTable(reader: PackageReader, part: string): TableInfo {
  const { root } = reader.xml(part);
  const name = root.attributes.get("displayName") ?? root.attributes.get("name") ?? "";
  const ref = root.attributes.get("ref") ?? "";
  const range = parseRange(ref);
  const columns = children(child(root, "tableColumns"), "tableColumn").map((column) =>
    decodeExcelEscapes(column.attributes.get("name") ?? ""),
  );
  if (root.name !== "table" || !range || columns.length !== range.lastCol - range.firstCol + 1) {
    throw new XlsxError("broken", `${part}: the table ${name} does not fit its range`);
  }
  return {
    name,
    ref,
    ...range,
    columns,
    headerRow: (numeric(root, "headerRowCount") ?? 1) > 0,
    totalsRow: (numeric(root, "totalsRowCount") ?? 0) > 0,
    style: child(root, "tableStyleInfo")?.attributes.get("name") ?? "",
  };
}
