import { createHost } from "../../excel-host";
import { loadOffice } from "../../excel-host/node";

test("writes and reads a range through the real library", async () => {
  const host = createHost();
  const { Excel } = loadOffice(host);
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    const range = sheet.getRange("A1:B2");
    range.values = [
      ["Item", "Amount"],
      ["0100", "12.5"],
    ];
    sheet.getRange("C2").formulas = [["=B2*2"]];
    const read = sheet.getRange("A1:C2");
    read.load("values,formulas,address,text");
    await context.sync();
    expect(read.values).toEqual([
      ["Item", "Amount", ""],
      [100, 12.5, 25],
    ]);
    expect(read.address).toBe("Sheet1!A1:C2");
  });
  expect(host.referenceCount).toBe(0);
  expect([...host.missing]).toEqual([]);
});
