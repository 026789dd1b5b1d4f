/**
 * One session of Office.js calls, run over each transport: every step returns plain data, and all transports must
 * answer with the same bytes.
 */

type Api = typeof Excel;
type Step = (api: Api, context: Excel.RequestContext) => Promise<unknown>;

const active = (context: Excel.RequestContext): Excel.Worksheet =>
  context.workbook.worksheets.getActiveWorksheet();

/** The steps by name, in order; later ones build on earlier ones. */
export const SCENARIO: Readonly<Record<string, Step>> = {
  async values(_api, context) {
    const sheet = active(context);
    sheet.name = "Data";
    sheet.getRange("A1:D4").values = [
      ["Item No.", "Posting Date", "Quantity", "Amount"],
      ["A-10", "1/15/2026", 3, "1,250.50"],
      ["A-20", 46037, -1, 0.1],
      ["A-30", "", "12%", "TRUE"],
    ];
    const range = sheet.getRange("A1:D4");
    range.load(
      "values,valueTypes,text,numberFormat,address,rowCount,columnCount,rowIndex,columnIndex,cellCount",
    );
    await context.sync();
    return range.toJSON();
  },
  async formulas(_api, context) {
    const sheet = active(context);
    sheet.getRange("F1:F6").formulas = [
      ["=SUM(C2:C4)"],
      ['=A2&"/"&C2'],
      ["=1/0"],
      ['=VLOOKUP("x",A2:D4,2,FALSE)'],
      ['=IFERROR(F3,"none")'],
      ["=UNIQUE(A2:A4)"],
    ];
    const range = sheet.getRange("F1:F8");
    range.load("values,formulas,valueTypes,formulasR1C1");
    const spill = sheet.getRange("F6").getSpillingToRangeOrNullObject();
    spill.load("address");
    await context.sync();
    return [range.toJSON(), spill.address];
  },
  async table(_api, context) {
    const table = active(context).tables.add("A1:D4", true);
    table.name = "Ledger";
    table.style = "TableStyleLight1";
    table.columns.load("items/name,items/index,count");
    table.rows.add(undefined, [
      ["A-40", 46040, 2, 5],
      ["A-50", 46041, 2, 6],
    ]);
    const body = table.getDataBodyRange();
    body.load("address,values");
    table.load("name,id,style,showTotals,showHeaders");
    await context.sync();
    table.showTotals = true;
    const totals = table.getTotalRowRange();
    totals.load("values,formulas,address");
    await context.sync();
    return [table.toJSON(), body.address, body.values, totals.address, totals.formulas];
  },
  async structured(_api, context) {
    const sheet = active(context);
    sheet.getRange("H1:H3").formulas = [
      ["=SUM(Ledger[Quantity])"],
      ['=SUMIFS(Ledger[Amount],Ledger[Item No.],"A-4*")'],
      ["=ROWS(Ledger[#All])"],
    ];
    const range = sheet.getRange("H1:H3");
    range.load("values");
    const column = context.workbook.tables.getItem("ledger").columns.getItem("Quantity");
    column.name = "Qty";
    const formulas = sheet.getRange("H1:H3");
    formulas.load("formulas");
    await context.sync();
    return [range.values, formulas.formulas];
  },
  async formats(_api, context) {
    const range = active(context).getRange("A1:D1");
    range.format.font.bold = true;
    range.format.font.color = "#102c47";
    range.format.fill.color = "#EAF0F6";
    range.format.borders.getItem("EdgeBottom").style = "Double";
    range.format.horizontalAlignment = "Right";
    range.format.rowHeight = 30;
    range.format.columnWidth = 75;
    const read = active(context).getRange("A1:D2");
    read.load("format/fill/color,format/font/bold,format/font/color,format/rowHeight,format/columnWidth");
    const one = active(context).getRange("B1");
    one.load("format/fill/color,format/font/bold,format/horizontalAlignment");
    const border = one.format.borders.getItem("EdgeBottom");
    border.load("style,weight,color,sideIndex");
    await context.sync();
    return [read.toJSON(), one.toJSON(), border.toJSON()];
  },
  async insert(_api, context) {
    const sheet = active(context);
    sheet.getRange("1:2").insert("Down");
    const formula = sheet.getRange("F3");
    formula.load("formulas,values");
    const table = sheet.tables.getItem("Ledger").getRange();
    table.load("address");
    await context.sync();
    sheet.getRange("1:2").delete("Up");
    await context.sync();
    return [formula.toJSON(), table.address];
  },
  async nulls(_api, context) {
    const missing = context.workbook.worksheets.getItemOrNullObject("None");
    const cell = missing.getRange("A1").getOffsetRange(1, 1);
    missing.load("name");
    cell.load("values");
    const empty = context.workbook.worksheets.add("Empty").getUsedRangeOrNullObject();
    empty.load("address");
    await context.sync();
    return [missing.isNullObject, cell.isNullObject, empty.isNullObject];
  },
  async errors(api, context) {
    const codes: unknown[] = [];
    const attempt = async (work: () => void): Promise<void> => {
      try {
        work();
        await context.sync();
      } catch (error) {
        const { code, message, debugInfo } = error as OfficeExtension.Error;
        codes.push([code, message, debugInfo.errorLocation]);
      }
    };
    await attempt(() => void context.workbook.worksheets.getItem("None").getRange("A1").load("values"));
    await attempt(() => void context.workbook.worksheets.add("Data"));
    await attempt(() => void context.workbook.worksheets.add("a/b"));
    await attempt(
      () => (context.workbook.worksheets.getItem("Data").getRange("K1:K2").values = [[1], [2], [3]]),
    );
    await attempt(
      () => void context.workbook.worksheets.getItem("Data").getRange("nonsense!").load("values"),
    );
    await attempt(() => void context.workbook.worksheets.getItem("Data").tables.add("A1:B2", true));
    return [codes, typeof api.run];
  },
  async names(_api, context) {
    const sheet = context.workbook.worksheets.getItem("Data");
    context.workbook.names.add("Total_Amount", sheet.getRange("D2:D6"), "all amounts");
    sheet.getRange("H5").formulas = [["=SUM(Total_Amount)"]];
    const name = context.workbook.names.getItem("Total_Amount");
    name.load("name,formula,value,type,scope,comment,visible");
    const range = name.getRange();
    range.load("address");
    const cell = sheet.getRange("H5");
    cell.load("values");
    await context.sync();
    return [name.toJSON(), range.address, cell.values];
  },
  async settings(_api, context) {
    context.workbook.settings.add("state", { period: "2026-01", done: [1, 2] });
    const part = context.workbook.customXmlParts.add('<run xmlns="urn:example:run"><id>1</id></run>');
    part.load("id,namespaceUri");
    const setting = context.workbook.settings.getItem("state");
    setting.load("value");
    const xml = context.workbook.customXmlParts.getByNamespace("urn:example:run").getOnlyItem().getXml();
    await context.sync();
    return [setting.value as unknown, part.namespaceUri, xml.value];
  },
  async view(_api, context) {
    const sheet = context.workbook.worksheets.getItem("Data");
    sheet.freezePanes.freezeAt(sheet.getRange("A1:A1"));
    sheet.showGridlines = false;
    sheet.pageLayout.orientation = "Landscape";
    sheet.pageLayout.setPrintTitleRows("$1:$1");
    sheet.pageLayout.zoom = { horizontalFitToPages: 1, verticalFitToPages: 0 };
    sheet.pageLayout.headersFooters.defaultForAllPages.centerFooter = "Page &P of &N";
    sheet.horizontalPageBreaks.add("A4");
    sheet.getRange("J1").hyperlink = {
      documentReference: "Data!A1",
      textToDisplay: "Top",
      screenTip: "To the top",
    };
    const link = sheet.getRange("J1");
    link.load("hyperlink,values");
    const frozen = sheet.freezePanes.getLocationOrNullObject();
    frozen.load("address");
    sheet.pageLayout.load("orientation,zoom");
    sheet.pageLayout.headersFooters.defaultForAllPages.load("centerFooter");
    await context.sync();
    return [link.toJSON(), frozen.address, sheet.pageLayout.toJSON()];
  },
  async conditional(_api, context) {
    const range = context.workbook.worksheets.getItem("Data").getRange("C2:C6");
    const format = range.conditionalFormats.add("Custom");
    format.custom.rule.formula = "=$C2<0";
    format.custom.format.font.color = "#B10E1C";
    const value = range.conditionalFormats.add("CellValue");
    value.cellValue.rule = { formula1: "=0", operator: "LessThan" };
    value.cellValue.format.fill.color = "#FFFFE6";
    range.conditionalFormats.load("items/type,items/priority");
    format.custom.rule.load("formula");
    await context.sync();
    return [
      range.conditionalFormats.items.map((item) => [item.type, item.priority]),
      format.custom.rule.formula,
    ];
  },
  async charts(_api, context) {
    const sheet = context.workbook.worksheets.getItem("Data");
    const chart = sheet.charts.add("Line", sheet.getRange("C1:D6"), "Columns");
    chart.name = "Value";
    chart.title.text = "Value over time";
    chart.legend.visible = false;
    chart.setPosition("L2", "R16");
    const series = chart.series.getItemAt(0);
    series.format.line.color = "#205B94";
    series.format.line.weight = 2.25;
    chart.axes.valueAxis.majorGridlines.format.line.color = "#D9DDE2";
    chart.load("name,chartType,top,left,width,height");
    chart.series.load("items/name,count");
    series.format.line.load("color,weight");
    await context.sync();
    return [chart.toJSON(), series.format.line.color, series.format.line.weight];
  },
  async selection(_api, context) {
    const sheet = context.workbook.worksheets.getItem("Data");
    sheet.activate();
    sheet.getRange("B3:C4").select();
    const selected = context.workbook.getSelectedRange();
    selected.load("address");
    const cell = context.workbook.getActiveCell();
    cell.load("address");
    await context.sync();
    return [selected.address, cell.address];
  },
  async bulk(_api, context) {
    const sheet = context.workbook.worksheets.add("Bulk");
    const rows = Array.from({ length: 2_000 }, (_, index) => [index, `Row ${index}`, index / 4]);
    sheet.getRange("A1:C2000").values = rows;
    const used = sheet.getUsedRange();
    used.load("address");
    const last = used.getLastRow();
    last.load("values");
    await context.sync();
    return [used.address, last.values];
  },
  async copy(_api, context) {
    const sheet = context.workbook.worksheets.getItem("Bulk");
    sheet.getRange("E1:E3").formulas = [["=A1*2"], ["=$A$2*2"], ["=SUM(A$1:A3)"]];
    sheet.getRange("F2").copyFrom("E1:E3");
    sheet.getRange("H1").copyFrom("E1:E3", "Values");
    const formulas = sheet.getRange("F2:F4");
    formulas.load("formulas,values");
    const values = sheet.getRange("H1:H3");
    values.load("formulas");
    const found = sheet.getRange("B:B").find("Row 77", { completeMatch: true });
    found.load("address");
    await context.sync();
    return [formulas.toJSON(), values.formulas, found.address];
  },
  async sheets(_api, context) {
    const sheets = context.workbook.worksheets;
    const copy = sheets.getItem("Bulk").copy("End");
    copy.load("name,position");
    sheets.getItem("Empty").delete();
    sheets.load("items/name,items/visibility,items/position");
    const count = sheets.getCount();
    await context.sync();
    return [sheets.items.map((sheet) => sheet.toJSON()), copy.name, count.value];
  },
};

/** Runs all steps and returns their results as one text. */
export async function runScenario(api: Api): Promise<string> {
  const results: Record<string, unknown> = {};
  for (const [name, step] of Object.entries(SCENARIO)) {
    results[name] = await api.run((context) => step(api, context));
  }
  return JSON.stringify(results, null, 1);
}
