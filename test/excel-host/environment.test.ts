/** @jest-environment ./excel-host/jest/environment.cjs */

import { createBridge, createHost } from "../../excel-host";

/** The library in the global scope, put there by the environment. */
const office = globalThis as unknown as {
  OfficeExtension: { HostBridge: { init(bridge: unknown): void } };
  CustomFunctions: { associate(id: string, fn: unknown): void };
};

describe("the jest environment", () => {
  it("binds the global Office.js to a host per test", async () => {
    for (const name of ["First", "Second"]) {
      const host = createHost();
      office.OfficeExtension.HostBridge.init(createBridge(host));
      await Excel.run(async (context) => {
        context.workbook.worksheets.add(name);
        await context.sync();
      });
      expect(host.workbook.sheets.map((sheet) => sheet.name)).toEqual(["Sheet1", name]);
      expect(host.referenceCount).toBe(0);
    }
  });

  it("calculates worksheet functions that the test associates", async () => {
    office.CustomFunctions.associate("NEXT", (value: number) => value + 1);
    const host = createHost({
      customFunctions: {
        namespace: "T",
        functions: [{ id: "NEXT", name: "NEXT", parameters: [{ name: "value", type: "number" }] }],
      },
    });
    office.OfficeExtension.HostBridge.init(createBridge(host));
    host.workbook.sheet("Sheet1").setValues("A1", [["=T.NEXT(41)"]]);
    await host.settle();
    expect(host.workbook.sheet("Sheet1").cell("A1").value).toBe(42);
  });
});
