/** A step that makes a table on a sheet of its own. */
import type { CreateTable } from "../apply/edits";
import { LOOKS } from "../look";
import { allowedSheetName, excelTableName } from "../names";
import { quietSync, type Context } from "./batch";
import { content, fittingBlocks, FORMATS, type Step } from "./step";
import { pointsOf } from "./write-sheet";

/** A table on a new sheet. */
export class MakeTable implements Step {
  #name = "";

  constructor(
    private readonly edit: CreateTable,
    private readonly epochOffset: number,
  ) {}

  async run(context: Context): Promise<void> {
    const { edit } = this;
    const { worksheets } = context.workbook;
    worksheets.load("items/name");
    await context.sync();
    const taken = new Set(worksheets.items.map((sheet) => sheet.name.toLowerCase()));
    let name = allowedSheetName(edit.table);
    for (let count = 2; taken.has(name.toLowerCase()); count += 1)
      name = `${allowedSheetName(edit.table).slice(0, 28)} ${count}`;
    this.#name = name;
    const sheet = worksheets.add(name);
    sheet.visibility = "Hidden";
    const width = edit.columns.length;
    const count = edit.rows.length;
    edit.columns.forEach(({ kind, header }, column) => {
      const format = FORMATS[kind];
      if (format && count > 0) sheet.getRangeByIndexes(1, column, count, 1).numberFormat = [[format]];
      sheet.getRangeByIndexes(0, column, 1, 1).getEntireColumn().format.columnWidth = pointsOf(
        Math.min(30, Math.max(kind === "text" ? 14 : 11, header.length + 2)),
      );
    });
    const head = sheet.getRangeByIndexes(0, 0, 1, width);
    head.numberFormat = [["@"]];
    head.values = [edit.columns.map(({ header }) => header)];
    head.format.font.bold = true;
    head.format.fill.color = LOOKS.tableHeader.fill ?? "#EAF0F6";
    for (const { first, lines } of fittingBlocks(edit.rows, width)) {
      sheet.getRangeByIndexes(1 + first, 0, lines.length, width).values = lines.map((line) =>
        line.map((value) => content(value, this.epochOffset)),
      ) as unknown[][];
      await quietSync(context);
    }
    const table = sheet.tables.add(sheet.getRangeByIndexes(0, 0, Math.max(1, count) + 1, width), true);
    table.name = excelTableName(edit.table);
    table.style = "TableStyleLight1";
    sheet.freezePanes.freezeRows(1);
    sheet.visibility = edit.hidden ? "VeryHidden" : "Visible";
    await quietSync(context);
  }

  async undo(context: Context): Promise<void> {
    if (this.#name === "") return;
    const sheet = context.workbook.worksheets.getItemOrNullObject(this.#name);
    sheet.load("name");
    await context.sync();
    if (sheet.isNullObject) return;
    sheet.visibility = "Hidden";
    sheet.delete();
    await context.sync();
  }
}
