import { type Host, type HostOptions, createHost } from "../../excel-host";
import { type LoadedOffice, loadOffice } from "../../excel-host/node";

function start(options: HostOptions = {}): LoadedOffice & { host: Host } {
  const host = createHost(options);
  return { ...loadOffice(host), host };
}

interface Failure {
  code: string;
  message: string;
  location?: string;
  statement?: string | undefined;
}

async function failure(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    const { code, message, debugInfo } = error as OfficeExtension.Error;
    return { code, message, location: debugInfo.errorLocation, statement: debugInfo.statement };
  }
  throw new Error("It did not fail.");
}

const write = (
  office: LoadedOffice,
  address: string,
  values: unknown[][],
  options?: Excel.RunOptions,
): Promise<void> =>
  office.Excel.run(options ?? {}, async (context) => {
    context.workbook.worksheets.getActiveWorksheet().getRange(address).values = values;
    await context.sync();
  });

describe("planned faults", () => {
  it("fail the n-th batch as a whole", async () => {
    const office = start();
    office.host.fail({ atCall: 2 }, "ActivityLimitReached");
    await write(office, "A1", [[1]]);
    expect((await failure(write(office, "A2", [[2]]))).code).toBe("ActivityLimitReached");
    await write(office, "A3", [[3]]);
    expect(office.host.workbook.sheet("Sheet1").range("A1:A3").values).toEqual([[1], [null], [3]]);
  });

  it("stop at the n-th action and leave what was done before", async () => {
    const office = start();
    const run = (): Promise<void> =>
      office.Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getActiveWorksheet();
        sheet.getRange("A1").values = [[1]];
        sheet.getRange("A2").values = [[2]];
        await context.sync();
      });
    await run();
    const actions = office.host.actions;
    expect(actions).toBeGreaterThan(3);
    for (let n = 1; n <= actions; n++) {
      office.host.workbook.sheet("Sheet1").setValues("A1", [[""], [""]]);
      office.host.fail({ atAction: n }, "GeneralException");
      expect((await failure(run())).code).toBe("GeneralException");
    }
    office.host.fail({ atAction: actions }, "GeneralException");
    await failure(run());
    expect(office.host.workbook.sheet("Sheet1").range("A1:A2").values).toContainEqual([1]);
  });

  it("strike a member by name, once, and can be withdrawn", async () => {
    const office = start();
    office.host.fail({ member: "Range.values" }, "AccessDenied");
    expect(await failure(write(office, "A1", [[1]]))).toMatchObject({
      code: "AccessDenied",
      location: "Range.values",
    });
    await write(office, "A1", [[1]]);
    office.host.fail({ member: "Range.values" })();
    await write(office, "A1", [[2]]);
    expect(office.host.workbook.sheet("Sheet1").cell("A1").value).toBe(2);
  });

  it("name the statement that failed", async () => {
    const office = start();
    office.OfficeExtension.config.extendedErrorLogging = true;
    const error = await failure(
      office.Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Missing").getRange("A1").values = [[1]];
        await context.sync();
      }),
    );
    expect(error.code).toBe("ItemNotFound");
    expect(error.statement).toContain("getItem");
  });
});

describe("cell edit mode", () => {
  it("refuses batches", async () => {
    const office = start();
    office.host.editMode = true;
    expect((await failure(write(office, "A1", [[1]]))).code).toBe("InvalidOperationInCellEditMode");
    office.host.editMode = false;
    await write(office, "A1", [[1]]);
  });

  it("holds batches that asked to wait until editing ends", async () => {
    const office = start();
    office.host.editMode = true;
    let done = false;
    const waiting = write(office, "A1", [[1]], { delayForCellEdit: true }).then(() => (done = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(done).toBe(false);
    office.host.editMode = false;
    await waiting;
    expect(office.host.workbook.sheet("Sheet1").cell("A1").value).toBe(1);
  });
});

describe("requirement sets", () => {
  it("refuse members above the level", async () => {
    const low = start({ level: "1.6" });
    const freeze = (office: LoadedOffice): Promise<void> =>
      office.Excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().freezePanes.freezeRows(1);
        await context.sync();
      });
    const error = await failure(freeze(low));
    expect(error.code).toBe("ApiNotFound");
    await freeze(start({ level: "1.7" }));
  });

  it("count members that the host lacks", async () => {
    const office = start();
    const error = await failure(
      office.Excel.run(async (context) => {
        context.workbook.comments.load("items");
        await context.sync();
      }),
    );
    expect(error.code).toBe("NotImplemented");
    expect([...office.host.missing]).toEqual([["Workbook.comments", 1]]);
  });
});

describe("protected sheets", () => {
  it("refuse writes into locked cells and take them in unlocked ones", async () => {
    const office = start();
    await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange("B1").format.protection.locked = false;
      sheet.protection.protect({ allowFormatCells: false });
      await context.sync();
    });
    expect((await failure(write(office, "A1", [[1]]))).code).toBe("AccessDenied");
    await write(office, "B1", [[1]]);
    const add = office.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().tables.add("D1:E2", true);
      await context.sync();
    });
    expect((await failure(add)).code).toBe("AccessDenied");
  });
});

describe("limits of Excel on the web", () => {
  const big = (cells: number, text: string): string[][] => Array.from({ length: cells }, () => [text]);

  it("refuse requests over 5 MB and take smaller ones", async () => {
    const office = start({ limits: "web" });
    const error = await failure(write(office, "A1:A3000", big(3_000, "x".repeat(2_000))));
    expect(error.code).toBe("RequestPayloadSizeLimitExceeded");
    await write(office, "A1:A3000", big(3_000, "x".repeat(1_000)));
    expect(office.host.workbook.sheet("Sheet1").cell("A3000").text).toHaveLength(1_000);
  });

  it("refuse answers over 5 MB", async () => {
    const office = start({ limits: "web" });
    office.host.workbook.sheet("Sheet1").setValues("A1", big(3_000, "x".repeat(2_000)));
    const read = office.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().getRange("A1:A3000").load("values");
      await context.sync();
    });
    expect((await failure(read)).code).toBe("ResponsePayloadSizeLimitExceeded");
  });

  it.each([
    ["null", "null"],
    ["error", "RangeExceedsLimit"],
  ] as const)("answer reads of more than 5,000,000 cells with %s", async (tooManyCells, expected) => {
    const office = start({ limits: "web", tooManyCells });
    const read = office.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange("A1:F1000000");
      range.load("values");
      await context.sync();
      return range.values;
    });
    if (expected === "null") expect(await read).toBeNull();
    else expect((await failure(read)).code).toBe(expected);
  });

  it("refuse texts longer than a cell holds", async () => {
    const office = start();
    expect((await failure(write(office, "A1", [["x".repeat(32_768)]]))).code).toBe("InvalidArgument");
  });
});

describe("slow answers", () => {
  it("come late and in order", async () => {
    const office = start();
    office.host.delay = 15;
    const order: number[] = [];
    await Promise.all([
      write(office, "A1", [[1]]).then(() => order.push(1)),
      write(office, "A1", [[2]]).then(() => order.push(2)),
    ]);
    expect(order).toEqual([1, 2]);
    expect(office.host.workbook.sheet("Sheet1").cell("A1").value).toBe(2);
  });
});
