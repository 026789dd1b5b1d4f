import { CellError, type CustomFunctionMetadata, type Host, createHost } from "../../excel-host";
import { openJsdom } from "../../excel-host/jsdom";
import { type LoadedOffice, loadOffice } from "../../excel-host/node";

const METADATA: CustomFunctionMetadata = {
  namespace: "TIEOUT",
  functions: [
    { id: "DOUBLE", name: "DOUBLE", parameters: [{ name: "value", type: "number" }] },
    {
      id: "TOTALS",
      name: "TOTALS",
      parameters: [
        { name: "keys", dimensionality: "matrix", type: "any" },
        { name: "amounts", dimensionality: "matrix", type: "number" },
      ],
    },
    {
      id: "WHERE",
      name: "WHERE",
      parameters: [
        { name: "value", type: "any" },
        { name: "extra", type: "string", optional: true },
      ],
      options: { requiresParameterAddresses: true },
    },
    { id: "FAIL", name: "FAIL", parameters: [{ name: "kind", type: "string" }] },
    {
      id: "TICK",
      name: "TICK",
      parameters: [{ name: "start", type: "number" }],
      options: { stream: true, cancelable: true },
    },
  ],
};

interface Calls {
  host: Host;
  office: LoadedOffice;
  double: number[];
  canceled: number[];
}

function start(): Calls {
  const host = createHost({ customFunctions: METADATA });
  const office = loadOffice(host);
  const { CustomFunctions } = office;
  const calls: Calls = { host, office, double: [], canceled: [] };
  CustomFunctions.associate("DOUBLE", (value: number) => {
    calls.double.push(value);
    return value * 2;
  });
  CustomFunctions.associate("TOTALS", (keys: unknown[][], amounts: number[][]) => {
    const totals = new Map<unknown, number>();
    keys.forEach(([key], row) => totals.set(key, (totals.get(key) ?? 0) + (amounts[row]?.[0] ?? 0)));
    return [...totals];
  });
  CustomFunctions.associate(
    "WHERE",
    (value: unknown, extra: unknown, invocation: CustomFunctions.Invocation) =>
      Promise.resolve([
        [
          String(value),
          extra === null ? "omitted" : JSON.stringify(extra),
          invocation.address ?? "",
          JSON.stringify(invocation.parameterAddresses),
        ],
      ]),
  );
  CustomFunctions.associate("FAIL", (kind: string) => {
    if (kind === "na") throw new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, "not yet");
    if (kind === "num") throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidNumber);
    if (kind === "reject") return Promise.reject(new Error("no"));
    throw new Error("plain");
  });
  CustomFunctions.associate(
    "TICK",
    (from: number, invocation: CustomFunctions.StreamingInvocation<number>) => {
      invocation.setResult(from);
      invocation.onCanceled = () => void calls.canceled.push(from);
    },
  );
  return calls;
}

const settled = async (host: Host): Promise<void> => {
  await host.settle();
};

describe("custom functions through the runtime of Office.js", () => {
  it("calculates a cell, and again only when its argument changes", async () => {
    const { host, double } = start();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [[21, "=TIEOUT.DOUBLE(A1)", "=B1+1"]]);
    expect(sheet.cell("B1").value).toBe(CellError.of("#BUSY!"));
    await settled(host);
    expect(sheet.range("B1:C1").values).toEqual([[42, 43]]);
    sheet.setValues("D1", [["unrelated"]]);
    await settled(host);
    expect(double).toEqual([21]);
    sheet.setValues("A1", [[5]]);
    await settled(host);
    expect(sheet.range("B1:C1").values).toEqual([[10, 11]]);
    expect(double).toEqual([21, 5]);
  });

  it("sends all calls of one recalculation in one list of messages", async () => {
    const { host, office, double } = start();
    const received: number[] = [];
    const inner = office.bridge.onMessageFromHost;
    office.bridge.onMessageFromHost = (text) => {
      const message = JSON.parse(text) as { message: { entries?: unknown[] } };
      if (message.message.entries) received.push(message.message.entries.length);
      inner?.(text);
    };
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues(
      "A1",
      Array.from({ length: 50 }, (_, row) => [row, `=TIEOUT.DOUBLE(A${row + 1})`]),
    );
    await settled(host);
    expect(received).toEqual([50]);
    expect(double).toHaveLength(50);
    expect(sheet.cell("B50").value).toBe(98);
  });

  it("spills arrays, depends on tables, and recalculates when a table grows", async () => {
    const { host } = start();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [
      ["Item", "Amount"],
      ["A", 1],
      ["B", 2],
      ["A", 3],
    ]);
    host.workbook.addTable(sheet, { top: 0, left: 0, bottom: 3, right: 1 }, true, "Ledger");
    sheet.setValues("D1", [["=TIEOUT.TOTALS(Ledger[Item],Ledger[Amount])"]]);
    await settled(host);
    expect(sheet.range("D1:E3").values).toEqual([
      ["A", 4],
      ["B", 2],
      [null, null],
    ]);
    sheet.setValues("A5", [["C", 9]]);
    await settled(host);
    expect(host.workbook.table("Ledger").rowCount).toBe(4);
    expect(sheet.range("D1:E3").values).toEqual([
      ["A", 4],
      ["B", 2],
      ["C", 9],
    ]);
  });

  it("shows #SPILL! while the block is occupied and spills once it is free", async () => {
    const { host } = start();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [["x"], ["y"]]);
    sheet.setValues("D1", [["=TIEOUT.TOTALS(A1:A2,B1:B2)"], ["in the way"]]);
    await settled(host);
    expect(sheet.cell("D1").value).toBe(CellError.of("#SPILL!"));
    sheet.setValues("D2", [[""]]);
    await settled(host);
    expect(sheet.range("D1:D2").values).toEqual([["x"], ["y"]]);
  });

  it("passes omitted arguments as null, the address and the addresses of arguments", async () => {
    const { host } = start();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [[7], ["=TIEOUT.WHERE(A1)"]]);
    await settled(host);
    expect(sheet.range("A2:D2").values).toEqual([["7", "omitted", "Sheet1!A2", '["Sheet1!A1"]']]);
  });

  it("turns errors of functions into Excel's error values", async () => {
    const { host } = start();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [
      [
        '=TIEOUT.FAIL("na")',
        '=TIEOUT.FAIL("num")',
        '=TIEOUT.FAIL("reject")',
        '=TIEOUT.FAIL("plain")',
        "=TIEOUT.NONE()",
        '=TIEOUT.DOUBLE("x")',
        "=TIEOUT.DOUBLE(1/0)",
      ],
    ]);
    await settled(host);
    expect(sheet.range("A1:G1").text).toEqual([
      ["#N/A", "#NUM!", "#VALUE!", "#VALUE!", "#NAME?", "#VALUE!", "#DIV/0!"],
    ]);
  });

  it("calls functions of single values once per cell of a block", async () => {
    const { host } = start();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [[1, "=TIEOUT.DOUBLE(A1:A3)"], [2], [3]]);
    await settled(host);
    expect(sheet.range("B1:B3").values).toEqual([[2], [4], [6]]);
  });

  it("evaluates nested calls from the inside out", async () => {
    const { host, double } = start();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [["=TIEOUT.DOUBLE(TIEOUT.DOUBLE(3))+1"]]);
    await settled(host);
    expect(sheet.cell("A1").value).toBe(13);
    expect(double).toEqual([3, 6]);
  });

  it("recalculates everything on a full calculation, nothing on a plain one", async () => {
    const { host, office, double } = start();
    host.workbook.sheet("Sheet1").setValues("A1", [[4, "=TIEOUT.DOUBLE(A1)"]]);
    await settled(host);
    const calculate = (type: "Recalculate" | "Full"): Promise<void> =>
      office.Excel.run(async (context) => {
        context.workbook.application.calculate(type);
        await context.sync();
      });
    await calculate("Recalculate");
    await settled(host);
    expect(double).toEqual([4]);
    await calculate("Full");
    await settled(host);
    expect(double).toEqual([4, 4]);
  });

  it("streams values and cancels the stream when its cell changes", async () => {
    const { host, canceled } = start();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [["=TIEOUT.TICK(5)"]]);
    await settled(host);
    expect(sheet.cell("A1").value).toBe(5);
    sheet.setValues("A1", [["done"]]);
    await settled(host);
    expect(canceled).toEqual([5]);
  });

  it("works in a page with a shared runtime", async () => {
    const host = createHost({ customFunctions: METADATA });
    const { window } = await openJsdom(host);
    window.CustomFunctions.associate("DOUBLE", (value: number) => value * 2);
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("A1", [[8, "=TIEOUT.DOUBLE(A1)"]]);
    for (let wait = 0; wait < 100 && sheet.cell("B1").value !== 16; wait++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sheet.cell("B1").value).toBe(16);
    window.close();
  });
});
