import { quoteSheetName } from "./addresses";
import type { ByteWriter } from "./byte-writer";
import type { CellBooks } from "./cell-encoder";
import { writeCharts } from "./chart-parts";
import { XlsxWriteError } from "./errors";
import { formatReference, mapReferences } from "./formula-references";
import { type FormulaMap, FormulaRewriter } from "./formula-rewriter";
import { NameList } from "./name-list";
import { CONTENT_TYPES, CORE_PROPERTIES_TYPE, type Namespaces, STRICT, TRANSITIONAL } from "./namespaces";
import { PackageReader } from "./package-reader";
import { PartStore } from "./part-store";
import { writeProperties } from "./properties-writer";
import { selectTab } from "./sheet-selection";
import { applyPatches } from "./sheet-patcher";
import { printNames } from "./sheet-xml";
import { checkSheetName, checkSheetSpec, writeSheet } from "./sheet-writer";
import { StringBook } from "./string-book";
import { StringPart } from "./string-part";
import { StyleBook } from "./style-book";
import { TableRegister } from "./table-register";
import { tableXml } from "./table-writer";
import { emptyPackage, EMPTY_PROPERTIES } from "./template";
import type {
  AddSheetOptions,
  CreateOptions,
  DefinedName,
  DocumentProperties,
  OpenOptions,
  SheetPatch,
  SheetSpec,
  SheetVisibility,
  WorkbookEditor,
  WriteOptions,
} from "./types";
import { writeWorkbookPart } from "./workbook-writer";
import { child, flag, numeric } from "./xml-tree";
import { writeZip } from "./zip-writer";

/** A new workbook without sheets. */
export function createWorkbook(options?: CreateOptions): WorkbookEditor {
  return new PackageEditor(emptyPackage(options), undefined);
}

/**
 * An existing workbook to be changed. Parts that no change touches come back byte for byte.
 * @throws XlsxError when the file cannot be read
 */
export function editWorkbook(bytes: Uint8Array, options?: OpenOptions): WorkbookEditor {
  return new PackageEditor(bytes, options);
}

interface SheetState {
  name: string;
  sheetId: string;
  visibility: SheetVisibility;
  relationshipId: string;
  type: string;
  part: string;
}

class PackageEditor implements WorkbookEditor {
  private readonly reader: PackageReader;
  private readonly store: PartStore;
  private readonly namespaces: Namespaces;
  private readonly workbookPart: string;
  private readonly folder: string;
  private readonly books: CellBooks;
  private readonly stringPart: StringPart;
  private readonly stylesPart: string;
  private readonly names = new NameList<SheetState>();
  private readonly tables: TableRegister;
  private sheets: SheetState[];
  private active: SheetState | undefined;
  /** The sheet whose part says it is selected. */
  private selected: SheetState | undefined;
  private recalculate = false;

  constructor(bytes: Uint8Array, options: OpenOptions | undefined) {
    this.reader = new PackageReader(bytes, options);
    const { workbook } = this.reader;
    this.store = new PartStore(this.reader);
    this.namespaces = workbook.source.includes(STRICT.main) ? STRICT : TRANSITIONAL;
    this.workbookPart = workbook.name;
    this.folder = workbook.name.slice(0, workbook.name.lastIndexOf("/") + 1);
    this.sheets = this.reader.sheets.map((sheet) => ({ ...sheet }));
    const view = child(child(workbook.root, "bookViews"), "workbookView");
    this.active = this.sheets[numeric(view, "activeTab") ?? 0];
    this.selected = this.active;
    this.names.load(workbook.source, child(workbook.root, "definedNames"), this.sheets);
    const stringsPart = this.reader.related(workbook.name, "sharedStrings");
    this.stringPart = new StringPart(this.store, stringsPart, this.namespaces);
    this.stylesPart = this.reader.related(workbook.name, "styles") ?? this.addStylesPart();
    this.books = {
      styles: new StyleBook(this.store.text(this.stylesPart), this.stylesPart),
      strings: new StringBook(this.stringPart.count),
      date1904: flag(child(workbook.root, "workbookPr"), "date1904"),
      uncalculated: false,
    };
    this.tables = new TableRegister(this.store, this.sheets);
  }

  get sheetNames(): readonly string[] {
    return this.sheets.map((sheet) => sheet.name);
  }

  addSheet(spec: SheetSpec, options: AddSheetOptions = {}): void {
    checkSheetSpec(spec);
    const same = this.sheets.find((sheet) => sheet.name.toLowerCase() === spec.name.toLowerCase());
    if (same && !options.replace) {
      throw new XlsxWriteError("duplicateSheet", "there is a sheet of that name", spec.name);
    }
    this.tables.checkNames(
      (spec.tables ?? []).map((table) => table.name),
      same?.part,
      (name) => this.names.has(name),
      spec.name,
    );
    const place = options.position ?? (same ? this.sheets.indexOf(same) : this.sheets.length);
    const wasActive = same !== undefined && same === this.active;
    if (same) {
      this.dropSheet(same);
    }
    const part = this.store.freeName(`${this.folder}worksheets/sheet`);
    const relationshipId = this.store.link(
      this.workbookPart,
      `${this.namespaces.relationships}/worksheet`,
      part,
    );
    const sheet: SheetState = {
      name: spec.name,
      sheetId: String(Math.max(0, ...this.sheets.map((other) => Number(other.sheetId) || 0)) + 1),
      visibility: spec.visibility ?? "visible",
      relationshipId,
      type: "worksheet",
      part,
    };
    this.sheets.splice(Math.min(Math.max(place, 0), this.sheets.length), 0, sheet);
    this.store.declare(part, CONTENT_TYPES.worksheet);
    if (wasActive) {
      this.active = sheet;
    }
    const links = {
      tables: (spec.tables ?? []).map((table) =>
        this.addTable(sheet, (id) => tableXml(table, id, this.namespaces.main), table.name),
      ),
      ...this.addDrawing(sheet, spec),
    };
    this.store.set(part, (writer: ByteWriter) => {
      writeSheet(writer, spec, this.books, this.namespaces, links, sheet === this.active);
    });
    for (const name of [...(spec.names ?? []), ...printNames(spec.page ?? {}, quoteSheetName(spec.name))]) {
      this.names.define(name, sheet);
    }
  }

  removeSheet(name: string): void {
    const sheet = this.find(name);
    this.materialize();
    this.dropSheet(sheet);
    const gone = sheet.name.toLowerCase();
    this.rewriteFormulas((formula) =>
      mapReferences(formula, (reference) => (reference.sheet?.toLowerCase() === gone ? "#REF!" : undefined)),
    );
  }

  renameSheet(name: string, newName: string): void {
    checkSheetName(newName);
    const sheet = this.find(name);
    const key = newName.toLowerCase();
    if (this.sheets.some((other) => other !== sheet && other.name.toLowerCase() === key)) {
      throw new XlsxWriteError("duplicateSheet", "there is a sheet of that name", newName);
    }
    this.materialize();
    const old = sheet.name.toLowerCase();
    sheet.name = newName;
    const rewriter = this.rewriteFormulas((formula) =>
      mapReferences(formula, (reference) =>
        reference.sheet?.toLowerCase() === old
          ? formatReference({ ...reference, prefix: `${quoteSheetName(newName)}!` })
          : undefined,
      ),
    );
    rewriter.rewriteLinks();
  }

  setVisibility(name: string, visibility: SheetVisibility): void {
    this.find(name).visibility = visibility;
  }

  sheetOrder(names: readonly string[]): void {
    const order = names.map((name) => this.find(name));
    if (new Set(order).size !== this.sheets.length || order.length !== this.sheets.length) {
      throw new XlsxWriteError("unknownSheet", "the order does not name every sheet once");
    }
    this.sheets = order;
    this.names.changed = true;
  }

  activateSheet(name: string): void {
    this.active = this.find(name);
  }

  defineName(name: DefinedName): void {
    this.names.define(name, name.sheet === undefined ? undefined : this.find(name.sheet));
  }

  hasName(name: string): boolean {
    return this.names.has(name);
  }

  removeName(name: string, sheet?: string): void {
    this.names.remove(name, sheet === undefined ? undefined : this.find(sheet));
  }

  patchSheet(name: string, patches: readonly SheetPatch[]): void {
    const sheet = this.find(name);
    if (sheet.type !== "worksheet") {
      throw new XlsxWriteError("unknownSheet", "the sheet has no cells", sheet.name);
    }
    if (patches.length === 0) {
      return;
    }
    this.materialize();
    applyPatches(patches, {
      sheet: sheet.name,
      part: sheet.part,
      store: this.store,
      books: this.books,
      tables: this.tables,
      rewriteFormulas: (map) => this.rewriteFormulas(map, sheet.part),
    });
    this.cellsChanged();
  }

  setProperties(properties: DocumentProperties): void {
    let part = this.store.relationships("").find((link) => link.type === "core-properties")?.target;
    if (part === undefined || !this.store.has(part)) {
      part = "docProps/core.xml";
      this.store.set(part, EMPTY_PROPERTIES);
      this.store.link("", CORE_PROPERTIES_TYPE, part);
      this.store.declare(part, CONTENT_TYPES.core);
    }
    this.store.set(part, writeProperties(this.store.xml(part), properties));
  }

  toBytes(options: WriteOptions = {}): Uint8Array {
    this.settleActiveSheet();
    const parts = this.store.pack(options, () => {
      this.writeSharedParts();
    });
    return writeZip(parts);
  }

  private addStylesPart(): string {
    const part = this.store.freeSingleName(`${this.folder}styles`);
    const empty = new PackageReader(emptyPackage());
    this.store.set(part, empty.bytes("xl/styles.xml"));
    this.store.link(this.workbookPart, `${this.namespaces.relationships}/styles`, part);
    this.store.declare(part, CONTENT_TYPES.styles);
    return part;
  }

  private addTable(sheet: SheetState, xml: (id: number) => string, name: string): string {
    const part = this.store.freeName(`${this.folder}tables/table`);
    this.store.set(part, xml(this.tables.add(part, sheet.part, name)));
    this.store.declare(part, CONTENT_TYPES.table);
    return this.store.link(sheet.part, `${this.namespaces.relationships}/table`, part);
  }

  private addDrawing(sheet: SheetState, spec: SheetSpec): { drawing?: string } {
    return (spec.charts ?? []).length === 0
      ? {}
      : { drawing: writeCharts(spec.charts ?? [], sheet.part, this.store, this.folder, this.namespaces) };
  }

  private dropSheet(sheet: SheetState): void {
    this.sheets = this.sheets.filter((other) => other !== sheet);
    this.names.removeLocal(sheet);
    this.tables.removeSheet(sheet.part);
    this.store.unlink(this.workbookPart, sheet.part);
    this.store.removeTree(sheet.part);
    if (this.active === sheet) {
      this.active = undefined;
    }
    if (this.selected === sheet) {
      this.selected = undefined;
    }
    // Local names count sheets by their place.
    this.names.changed = true;
    this.cellsChanged();
  }

  /** The order of calculation that the file keeps does not fit any more, and stored results may not either. */
  private cellsChanged(): void {
    const chain = this.store
      .relationships(this.workbookPart)
      .find((link) => link.type === "calcChain")?.target;
    if (chain !== undefined) {
      this.store.unlink(this.workbookPart, chain);
      this.store.removeTree(chain);
    }
    this.recalculate ||= this.reader.sheets.length > 0;
  }

  private rewriteFormulas(map: FormulaMap, rowsOnly?: string): FormulaRewriter {
    const rewriter = new FormulaRewriter(this.store, this.sheets, map);
    rewriter.rewriteParts(rowsOnly);
    this.names.rewrite((formula, sheet) => map(formula, sheet?.name));
    return rewriter;
  }

  /** Writes sheets that were only described so far, because a change has to see their parts. */
  private materialize(): void {
    for (const sheet of this.sheets) {
      this.store.bytes(sheet.part);
    }
  }

  private settleActiveSheet(): void {
    if (this.active?.visibility !== "visible") {
      this.active = this.sheets.find((sheet) => sheet.visibility === "visible");
    }
    if (!this.active) {
      throw new XlsxWriteError("noVisibleSheet", "a workbook needs a visible sheet");
    }
    if (this.selected !== this.active) {
      for (const sheet of this.sheets) {
        if (!this.store.isPending(sheet.part)) {
          selectTab(this.store, sheet, sheet === this.active);
        }
      }
      this.selected = this.active;
    }
  }

  private writeSharedParts(): void {
    const { styles, strings } = this.books;
    this.store.setIfChanged(this.stylesPart, styles.toXml());
    this.stringPart.update(strings, this.workbookPart, this.folder);
    const prefix = this.reader.workbook.root.prefix;
    const sheets = this.sheets.map(({ name, sheetId, visibility, relationshipId }) => ({
      name,
      sheetId,
      visibility,
      relationshipId,
    }));
    const xml = writeWorkbookPart(this.reader.workbook, {
      sheets,
      activeTab: this.active ? this.sheets.indexOf(this.active) : 0,
      definedNames: this.names.changed ? this.names.toXml(prefix, this.sheets) : undefined,
      recalculate: this.recalculate || this.books.uncalculated,
      relationshipsNamespace: this.namespaces.relationships,
    });
    this.store.setIfChanged(this.workbookPart, xml);
  }

  private find(name: string): SheetState {
    const key = name.toLowerCase();
    const sheet = this.sheets.find((candidate) => candidate.name.toLowerCase() === key);
    if (!sheet) {
      throw new XlsxWriteError("unknownSheet", "there is no sheet of that name", name);
    }
    return sheet;
  }
}
