/** The sheet "Functions": every worksheet function with its arguments and examples, from the declared table. */
import type { Sheet, SheetCell, SheetTable, TableColumn } from "../workbook/sheet";
import { choiceLists, functions, type FunctionDeclaration, type FunctionParameter } from "./functions";

const TITLE_ROW = 0;
const SCOPE_ROW = 1;
const FIRST_SECTION = 3;

interface Section {
  readonly title: string;
  readonly table: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The sheet as data. Formulas stand in it as text. */
export function functionsSheet(paper: "A4" | "Letter" = "A4"): Sheet {
  const cells: SheetCell[] = [
    { row: TITLE_ROW, column: 0, value: "Tieout: worksheet functions", style: "title" },
    {
      row: SCOPE_ROW,
      column: 0,
      value:
        "Type =TIEOUT. in a cell, and Excel offers them. #N/A: not there or not read yet. #VALUE!: the formula is wrong.",
      style: "scope",
    },
  ];
  const tables: SheetTable[] = [];
  let row = FIRST_SECTION;
  for (const { title, table, headers, rows } of sections()) {
    cells.push({ row, column: 0, value: title, style: "sectionTitle" });
    tables.push({
      name: table,
      row: row + 1,
      column: 0,
      columns: headers.map((header, at) => textColumn(header, rows, at)),
    });
    row += rows.length + 3;
  }
  return {
    name: "Functions",
    cells,
    tables,
    widths: [28, 66, 60, 40],
    print: { paper, landscape: true, footer: { left: "Functions", center: "Tieout" } },
  };
}

function textColumn(header: string, rows: readonly (readonly string[])[], at: number): TableColumn {
  return { header, kind: "text", values: rows.map((cells) => cells[at] ?? "") };
}

function sections(): readonly Section[] {
  return [
    {
      title: "Functions",
      table: "TieoutFunctions",
      headers: ["Function", "Formula", "Gives"],
      rows: functions.map((one) => [one.id, signature(one), one.description]),
    },
    {
      title: "Arguments",
      table: "TieoutFunctionArguments",
      headers: ["Function", "Argument", "Meaning", "Choices"],
      rows: functions.flatMap((one) =>
        one.parameters.map((parameter) => [
          one.id,
          parameter.name,
          parameter.description,
          choicesOf(parameter),
        ]),
      ),
    },
    {
      title: "Examples",
      table: "TieoutFunctionExamples",
      headers: ["Function", "Formula", "Gives"],
      rows: functions.flatMap((one) => one.examples.map(({ formula, says }) => [one.id, formula, says])),
    },
  ];
}

/** "=TIEOUT.INVENTORYVALUE(itemNo, [asOf])": arguments that may be left out in brackets. */
export function signature({ id, parameters }: FunctionDeclaration): string {
  const shown = parameters.map(({ name, optional, repeating }) => {
    const written = repeating ? `${name}, …` : name;
    return optional ? `[${written}]` : written;
  });
  return `=TIEOUT.${id}(${shown.join(", ")})`;
}

function choicesOf({ choices }: FunctionParameter): string {
  const list = choiceLists.find(({ id }) => id === choices);
  return list ? list.choices.map(({ word }) => word).join(", ") : "";
}
