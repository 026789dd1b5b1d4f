import { XlsxError } from "./errors";
import { PackageReader, type SheetEntry } from "./package-reader";
import { SharedStrings } from "./shared-strings";
import { readSheetLayout } from "./layout-reader";
import { SheetScanner } from "./sheet-scanner";
import { StylesReader } from "./styles-reader";
import { readTables } from "./tables-reader";
import type {
  CellStyle,
  CellValue,
  CellVisitor,
  DefinedName,
  OpenOptions,
  ScanRange,
  SheetInfo,
  SheetLayout,
  XlsxWorkbook,
} from "./types";
import { child, children, flag, textOf } from "./xml-tree";

/**
 * Opens an .xlsx (or .xlsm) file. Cells are read later, by `scan`.
 * @throws XlsxError for everything that is wrong with the bytes
 */
export function openWorkbook(bytes: Uint8Array, options?: OpenOptions): XlsxWorkbook {
  return new WorkbookReader(new PackageReader(bytes, options));
}

class WorkbookReader implements XlsxWorkbook {
  readonly sheets: readonly SheetInfo[];
  readonly date1904: boolean;
  readonly definedNames: readonly DefinedName[];
  readonly externalLinks: readonly string[];
  private readonly worksheets: readonly SheetEntry[];
  private readonly sharedStrings: SharedStrings;
  private readonly styles: StylesReader;

  constructor(private readonly reader: PackageReader) {
    const { root, name } = reader.workbook;
    this.worksheets = reader.sheets.filter((sheet) => sheet.type === "worksheet");
    if (this.worksheets.length === 0) {
      throw new XlsxError("notWorkbook", "the workbook holds no worksheet");
    }
    this.sheets = this.worksheets.map((sheet) => ({
      name: sheet.name,
      visibility: sheet.visibility,
      tables: readTables(reader, sheet.part),
    }));
    this.date1904 = flag(child(root, "workbookPr"), "date1904");
    this.definedNames = readDefinedNames(reader);
    this.externalLinks = reader
      .relationships(name)
      .filter((link) => link.type === "externalLink" && !link.external)
      .flatMap((link) => reader.relationships(link.target).map((target) => target.target));
    this.sharedStrings = new SharedStrings(reader, reader.related(name, "sharedStrings"));
    this.styles = new StylesReader(reader);
  }

  get partNames(): readonly string[] {
    return this.reader.zip.entries.map((entry) => entry.name);
  }

  readPart(name: string): Uint8Array | undefined {
    const entry = this.reader.zip.find(name);
    return entry && this.reader.zip.unpack(entry);
  }

  scan(sheetIndex: number, visitor: CellVisitor, range?: ScanRange): void {
    const { part } = this.sheet(sheetIndex);
    const context = {
      sharedStrings: this.sharedStrings,
      formats: this.styles.formatClasses,
      date1904: this.date1904,
    };
    new SheetScanner(this.reader.bytes(part), part, context).scan(visitor, range);
  }

  readSheet(sheetIndex: number): { rows: CellValue[][] } {
    const rows: CellValue[][] = [];
    const put = (row: number, col: number, value: CellValue): void => {
      while (rows.length <= row) {
        rows.push([]);
      }
      const cells = rows[row] ?? [];
      while (cells.length < col) {
        cells.push(null);
      }
      cells[col] = value;
    };
    this.scan(sheetIndex, {
      number: (row, col, value, isDate) => {
        put(row, col, isDate ? { date: value } : value);
      },
      text: put,
      boolean: put,
      error: (row, col, code) => {
        put(row, col, { error: code });
      },
    });
    return { rows };
  }

  cellStyle(style: number): CellStyle {
    return this.styles.cellStyle(style);
  }

  readLayout(sheetIndex: number): SheetLayout {
    return readSheetLayout(this.reader, this.sheet(sheetIndex).part, this.styles);
  }

  private sheet(index: number): SheetEntry {
    const sheet = this.worksheets[index];
    if (!sheet) {
      throw new RangeError(`the workbook has no sheet ${index}`);
    }
    return sheet;
  }
}

/** Defined names; the sheet of a local one counts all sheets, also those without cells. */
function readDefinedNames(reader: PackageReader): DefinedName[] {
  const { root, source } = reader.workbook;
  return children(child(root, "definedNames"), "definedName").map((element) => {
    const local = element.attributes.get("localSheetId");
    const sheet = local === undefined ? undefined : reader.sheets[Number(local)]?.name;
    const name: DefinedName = {
      name: element.attributes.get("name") ?? "",
      refersTo: textOf(source, element),
    };
    if (sheet !== undefined) {
      name.sheet = sheet;
    }
    if (flag(element, "hidden")) {
      name.hidden = true;
    }
    return name;
  });
}
