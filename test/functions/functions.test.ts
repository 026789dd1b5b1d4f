/** @jest-environment ./excel-host/jest/environment.cjs */
import type { CustomFunctionMetadata, Host } from "../../excel-host";
// @ts-expect-error a script without types
import { functionsMetadata } from "../../scripts/functions-json.mjs";
import { Tieout } from "../../src/application/tieout";
import { figureIds } from "../../src/engine/figures/figures";
import { createEngineService } from "../../src/engine-service/local";
import { associateFunctions } from "../../src/functions/associate";
import { choiceLists, functions } from "../../src/functions/functions";
import type { FigureCall } from "../../src/engine/figures/answers";
import { addTable, newExcel, type PlainRows } from "../support/excel";
import { casesOf } from "../support/cases";

/** functions.json as Excel gets it. */
function metadata(): Omit<CustomFunctionMetadata, "namespace"> {
  const make = functionsMetadata as (
    table: object,
    base: string,
  ) => Omit<CustomFunctionMetadata, "namespace">;
  return make({ functions, choiceLists }, "https://localhost");
}

let open: Tieout | undefined;
const asked: (readonly FigureCall[])[] = [];

function excel(tables: Readonly<Record<string, PlainRows>>): { host: Host; tieout: Tieout } {
  asked.length = 0;
  const host = newExcel({
    customFunctions: { namespace: "TIEOUT", ...metadata() },
  });
  for (const [name, rows] of Object.entries(tables))
    addTable(host, name.replaceAll("/", "-"), rows, name.replace(/\W/g, ""));
  const tieout = new Tieout({
    service: createEngineService(),
    clock: { now: () => new Date(2026, 1, 3, 9, 12) },
  });
  open = tieout;
  associateFunctions((calls) => {
    asked.push(calls);
    return tieout.figures(calls);
  });
  return { host, tieout };
}

afterEach(async () => {
  await open?.stop();
  open = undefined;
});

/** Types formulas into Sheet1 from A1 down and gives what the cells show. */
async function values(host: Host, formulas: readonly string[]): Promise<unknown[]> {
  const sheet = host.workbook.sheet("Sheet1");
  sheet.setValues(
    `A1:A${formulas.length}`,
    formulas.map((formula) => [formula]),
  );
  await host.settle();
  return formulas.map((_, row) => shown(sheet.valueAt(row, 0)));
}

function shown(value: unknown): unknown {
  return typeof value === "object" && value !== null && "code" in value
    ? (value as { code: string }).code
    : value;
}

const entry = (no: number, item: string, date: number, more: Record<string, string | number> = {}) => ({
  "Entry No.": no,
  "Item No.": item,
  "Posting Date": date,
  "Item Ledger Entry Type": "Purchase",
  "Entry Type": "Direct Cost",
  "Document No.": "P1",
  "Item Ledger Entry No.": no,
  "Location Code": "BLUE",
  "Valued Quantity": 10,
  "Item Ledger Entry Quantity": 10,
  "Invoiced Quantity": 10,
  "Cost Amount (Actual)": 100.1,
  "Cost Amount (Expected)": 0,
  "Cost Posted to G/L": 60,
  "Expected Cost Posted to G/L": 0,
  ...more,
});

const JAN_5 = 46_027;
const FEB_1 = 46_054;

const inventory = {
  Items: [{ "No.": "1000", Type: "Inventory" }],
  "Value Entries": [
    entry(1, "1000", JAN_5),
    entry(2, "1000", FEB_1, { "Location Code": "RED", "Cost Amount (Actual)": 0.2 }),
  ],
  "G/L Entries": [
    { "Entry No.": 1, "G/L Account No.": "2130", "Posting Date": JAN_5, "Document No.": "P1", Amount: 60 },
  ],
};

test("every function of the table is associated, and answered by the engine or by itself", () => {
  const associated: string[] = [];
  const { associate } = CustomFunctions;
  CustomFunctions.associate = ((id: string) => associated.push(id)) as never;
  associateFunctions(() => Promise.resolve([]));
  CustomFunctions.associate = associate;
  expect(associated).toEqual(functions.map((one) => one.id));
  expect(
    functions
      .filter((one) => !one.run)
      .map((one) => one.id)
      .sort(),
  ).toEqual([...figureIds].sort());
});

test.each(functions.map((one) => [one.id, one] as const))("%s is documented as Excel wants it", (id, one) => {
  expect(id).toMatch(/^[A-Z][A-Z0-9.]{2,}$/);
  expect(one.description.length).toBeLessThanOrEqual(128);
  expect(one.examples.length).toBeGreaterThan(0);
  for (const example of one.examples) expect(example.formula).toContain(`TIEOUT.${id}(`);
  const optional = one.parameters.findIndex((parameter) => parameter.optional === true);
  if (optional >= 0)
    expect(one.parameters.slice(optional).every((parameter) => parameter.optional === true)).toBe(true);
});

describe("through Excel's custom function runtime", () => {
  test.each([
    ["INVENTORYVALUE", '=TIEOUT.INVENTORYVALUE("1000")', 100.3],
    ["INVENTORYVALUE on a day", '=TIEOUT.INVENTORYVALUE("1000",DATE(2026,1,31))', 100.1],
    ["INVENTORYVALUE of a number", "=TIEOUT.INVENTORYVALUE(1000)", 100.3],
    ["INVENTORYQUANTITY", '=TIEOUT.INVENTORYQUANTITY("1000",,"RED")', 10],
    ["COSTPOSTED", '=TIEOUT.COSTPOSTED("1000")', 120],
    ["UNPOSTEDCOST", '=TIEOUT.UNPOSTEDCOST("1000",DATE(2026,1,31))', 40.1],
    ["UNITCOST", '=TIEOUT.UNITCOST("1000","2026-01-31")', 10.01],
    ["GLBALANCE", '=TIEOUT.GLBALANCE("2130")', 60],
    ["INVENTORYVALUES", '=SUM(TIEOUT.INVENTORYVALUES("1000"))', 100.3],
    ["INVENTORYQUANTITIES", '=SUM(TIEOUT.INVENTORYQUANTITIES("1000"))', 20],
    ["UNPOSTEDCOSTS", '=SUM(TIEOUT.UNPOSTEDCOSTS("1000"))', -19.7],
    ["UNITCOSTS", '=SUM(TIEOUT.UNITCOSTS("1000"))', 5.015],
    ["GLBALANCES", '=SUM(TIEOUT.GLBALANCES("2130"))', 60],
    [
      "LEDGERSUMS",
      '=SUM(TIEOUT.LEDGERSUMS("1000",ValueEntries[Item No.],ValueEntries[Cost Amount (Actual)]))',
      100.3,
    ],
    ["REPORT", '=INDEX(TIEOUT.REPORT("inventory-valuation","endDate","2026-01-31"),1,2)', "Item No."],
    ["TRACE", '=INDEX(TIEOUT.TRACE(1,,"Value Entries"),1,1)', "Relation"],
  ])("%s", async (_, formula, expected) => {
    const { host, tieout } = excel(inventory);
    await tieout.refresh();
    expect(await values(host, [formula])).toEqual([expected]);
    expect([...host.missing.keys()]).toEqual([]);
  });

  test("WIPVALUE equals the report", async () => {
    const one = casesOf("inventory-valuation-wip").find((candidate) => candidate.name === "worked-example");
    const { host, tieout } = excel((one?.workbook ?? {}) as Readonly<Record<string, PlainRows>>);
    await tieout.refresh();
    const { rows, endDate } = one?.expected as { rows: { no: string; endingWip: string }[]; endDate: string };
    const formulas = rows.map((row) => `=TIEOUT.WIPVALUE("${row.no}","${endDate}")`);
    expect(await values(host, formulas)).toEqual(rows.map((row) => Number(row.endingWip)));
    const [first] = rows;
    expect(await values(host, [`=SUM(TIEOUT.WIPVALUES("${first?.no ?? ""}","${endDate}"))`])).toEqual([
      Number(first?.endingWip),
    ]);
  });

  test("RECONCILIATIONDIFFERENCE equals the report", async () => {
    const one =
      casesOf("inventory-gl-reconciliation").find(
        (candidate) => "lines" in candidate.expected && Object.keys(candidate.parameters).length === 0,
      ) ?? casesOf("inventory-gl-reconciliation").find((candidate) => "lines" in candidate.expected);
    const { host, tieout } = excel((one?.workbook ?? {}) as Readonly<Record<string, PlainRows>>);
    await tieout.refresh();
    const { startDate = "", endDate = "" } = (one?.parameters ?? {}) as {
      startDate?: string;
      endDate?: string;
    };
    const reply = await tieout.compute("inventory-gl-reconciliation", { startDate, endDate, explain: false });
    const { lines } = reply.result as unknown as { lines: { name: string; difference: string }[] };
    const rows = lines.filter((line) => line.difference !== "");
    expect(rows.length).toBeGreaterThan(3);
    const formulas = rows.map(
      (line) => `=TIEOUT.RECONCILIATIONDIFFERENCE("${line.name}","${startDate}","${endDate}")`,
    );
    expect(await values(host, formulas)).toEqual(rows.map((line) => Number(line.difference)));
  });

  test("COSTSHARE equals the report", async () => {
    const one = casesOf("cost-shares-breakdown").find(
      (candidate) =>
        (candidate.expected as { printCostShare?: string; groups?: unknown[] }).printCostShare === "Sales",
    );
    const { host, tieout } = excel((one?.workbook ?? {}) as Readonly<Record<string, PlainRows>>);
    await tieout.refresh();
    const { startDate = "", endDate = "" } = one?.expected as { startDate?: string; endDate?: string };
    const reply = await tieout.compute("cost-shares-breakdown", {
      startDate,
      endDate,
      includeAverageItems: true,
    });
    const { groups } = reply.result as unknown as {
      groups: { no: string; material: string; total: string }[];
    };
    const formulas = groups.flatMap(({ no }) =>
      ["Material", "Total"].map((part) => `=TIEOUT.COSTSHARE("${no}","${part}","${startDate}","${endDate}")`),
    );
    expect(await values(host, formulas)).toEqual(
      groups.flatMap(({ material, total }) => [Number(material), Number(total)]),
    );
  });

  test("an unknown key is #N/A in its own row of a spilled answer", async () => {
    const { host, tieout } = excel(inventory);
    await tieout.refresh();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("C1:C3", [["1000"], [null], ["4711"]]);
    await values(host, ["=TIEOUT.INVENTORYVALUES(C1:C3)"]);
    expect([0, 1, 2].map((row) => shown(sheet.valueAt(row, 0)))).toEqual([100.3, "", "#N/A"]);
  });

  test("an error in an argument goes on as it is, inside a block in its own row only", async () => {
    const { host, tieout } = excel(inventory);
    await tieout.refresh();
    const sheet = host.workbook.sheet("Sheet1");
    sheet.setValues("C1:C2", [["1000"], ["=1/0"]]);
    expect(await values(host, ["=TIEOUT.INVENTORYVALUE(C2)", '=TIEOUT.INVENTORYVALUE("1000",NA())'])).toEqual(
      ["#DIV/0!", "#N/A"],
    );
    sheet.setValues("A1:A2", [[""], [""]]);
    await values(host, ["=TIEOUT.INVENTORYVALUES(C1:C2)"]);
    expect([0, 1].map((row) => shown(sheet.valueAt(row, 0)))).toEqual([100.3, "#VALUE!"]);
  });

  test("PROJECTWIP is the open WIP of a project", async () => {
    const wip = (
      no: number,
      type: string,
      amount: number,
      more: Record<string, string | number | boolean> = {},
    ) => ({
      "Entry No.": no,
      "Job No.": "J1",
      "G/L Account No.": "2200",
      "G/L Bal. Account No.": "5400",
      "Posting Date": JAN_5,
      "WIP Entry Amount": amount,
      "Job Posting Group": "SETUP",
      Type: type,
      Reversed: false,
      "Job Complete": false,
      "Reverse Date": "",
      ...more,
    });
    const { host, tieout } = excel({
      Jobs: [{ "No.": "J1" }, { "No.": "J2" }],
      "Job WIP G/L Entries": [
        wip(1, "Applied Costs", -100.5),
        wip(2, "Recognized Sales", 40),
        wip(3, "Applied Costs", -7, { Reversed: true, "Reverse Date": FEB_1 }),
      ],
    });
    await tieout.refresh();
    expect(
      await values(host, [
        '=TIEOUT.PROJECTWIP("J1")',
        '=TIEOUT.PROJECTWIP("J1","2026-01-31")',
        '=TIEOUT.PROJECTWIP("J1",,"WIP Costs")',
        '=TIEOUT.PROJECTWIP("J2")',
        '=TIEOUT.PROJECTWIP("J3")',
      ]),
    ).toEqual([-60.5, -67.5, -100.5, 0, "#N/A"]);
  });

  test("SHADOWVALUE equals the report", async () => {
    const one = casesOf("shadow-costing").find((candidate) => "items" in candidate.expected);
    const { host, tieout } = excel((one?.workbook ?? {}) as Readonly<Record<string, PlainRows>>);
    await tieout.refresh();
    const reply = await tieout.compute("shadow-costing", { method: "FIFO" });
    const { items } = reply.result as unknown as {
      items: { itemNo: string; shadow: { inventoryValue: string } }[];
    };
    expect(items.length).toBeGreaterThan(0);
    const formulas = items.map(({ itemNo }) => `=TIEOUT.SHADOWVALUE("${itemNo}","FIFO")`);
    expect(await values(host, formulas)).toEqual(items.map(({ shadow }) => Number(shadow.inventoryValue)));
  });

  test("#N/A before the first reading, #N/A for what is unknown, #VALUE! for what is wrong, 0 for a known item without entries", async () => {
    const { host, tieout } = excel({
      ...inventory,
      Items: [...inventory.Items, { "No.": "EMPTY", Type: "Inventory" }],
    });
    const formulas = [
      '=TIEOUT.INVENTORYVALUE("1000")',
      '=TIEOUT.INVENTORYVALUE("4711")',
      '=TIEOUT.INVENTORYVALUE("1000","31.01.2026")',
      '=TIEOUT.INVENTORYVALUE("EMPTY")',
    ];
    expect(await values(host, formulas)).toEqual(["#N/A", "#N/A", "#N/A", "#N/A"]);
    await tieout.refresh();
    await host.settle();
    const sheet = host.workbook.sheet("Sheet1");
    expect([0, 1, 2, 3].map((row) => shown(sheet.valueAt(row, 0)))).toEqual([100.3, "#N/A", "#VALUE!", 0]);
  });

  test("all calls of a recalculation go in one message", async () => {
    const { host, tieout } = excel(inventory);
    await tieout.refresh();
    asked.length = 0;
    const formulas = Array.from(
      { length: 500 },
      (_, row) => `=TIEOUT.INVENTORYVALUE("1000",${JAN_5 + (row % 40)})`,
    );
    expect((await values(host, formulas)).every((value) => value === 100.1 || value === 100.3)).toBe(true);
    expect(asked.length).toBeLessThan(5);
  });

  test("a changed ledger recalculates the cells after the automatic refresh", async () => {
    const { host, tieout } = excel(inventory);
    await tieout.refresh();
    expect(await values(host, ['=TIEOUT.INVENTORYVALUE("1000")'])).toEqual([100.3]);
    const column = Object.keys(inventory["Value Entries"][0] ?? {}).indexOf("Cost Amount (Actual)");
    host.workbook.sheet("Value Entries").setValues(`${String.fromCharCode(65 + column)}2`, [[200.1]]);
    for (let i = 0; i < 100 && host.workbook.sheet("Sheet1").valueAt(0, 0) !== 200.3; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await host.settle();
    }
    expect(host.workbook.sheet("Sheet1").valueAt(0, 0)).toBe(200.3);
  });

  test("a defect settles every call", async () => {
    const { host } = excel(inventory);
    associateFunctions(() => Promise.reject(new Error("broken")));
    expect(await values(host, ['=TIEOUT.GLBALANCE("2130")'])).toEqual(["#N/A"]);
  });
});
