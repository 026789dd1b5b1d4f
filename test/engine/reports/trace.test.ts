import { traceTree } from "../../../src/engine/reports/trace/tree";
import { rowWords } from "../../../src/engine/reports/trace/words";
import { summary } from "../../../src/engine/reports/trace/summary";
import type { Result } from "../../../src/engine/reports/trace/run";
import { casesOf } from "../../support/cases";
import { runAndCheck } from "../../support/run-report";
import { without } from "../../support/without";

type Row = Readonly<Record<string, unknown>>;

const entry = (no: number, owner: number, values: Row = {}): Row => ({
  "Entry No.": no,
  "Item Ledger Entry No.": owner,
  "Posting Date": "2025-01-10",
  "Document No.": `D-${owner}`,
  "Item No.": "A",
  "Item Ledger Entry Type": "Purchase",
  "Entry Type": "Direct Cost",
  "Cost Amount (Actual)": "10",
  "Cost Posted to G/L": "10",
  "Applies-to Entry": 0,
  ...values,
});
const item = (no: number, type: string, quantity: string, values: Row = {}): Row => ({
  "Entry No.": no,
  "Item No.": "A",
  "Entry Type": type,
  "Posting Date": "2025-01-10",
  "Document No.": `D-${no}`,
  Quantity: quantity,
  ...values,
});
const application = (
  no: number,
  of: number,
  inbound: number,
  outbound: number,
  quantity: string,
  from = 0,
): Row => ({
  "Entry No.": no,
  "Item Ledger Entry No.": of,
  "Inbound Item Entry No.": inbound,
  "Outbound Item Entry No.": outbound,
  Quantity: quantity,
  "Transferred-from Entry No.": from,
});

async function trace(workbook: unknown, parameters: Row) {
  const { result } = await runAndCheck("trace", workbook, parameters);
  return { result: result as unknown as Result, error: result.error };
}

const ids = (result: Result): readonly string[] => result.nodes.map((node) => node.id);
const edges = (result: Result, kind?: string): readonly string[] =>
  result.edges
    .filter((edge) => kind === undefined || edge.kind === kind)
    .map((edge) => `${edge.kind} ${edge.from}>${edge.to} ${edge.quantity ?? edge.amount ?? ""}`.trim());
const problems = (result: Result): readonly string[] =>
  result.problems.map((problem) => [problem.code, problem.node, problem.ref].filter(Boolean).join(" "));

describe("the start", () => {
  const workbook = { "Value Entries": [entry(1, 1)] };
  it.each<[unknown, string]>([
    [undefined, "name an entry"],
    ["VE:1", "object"],
    [[1], "object"],
    [{}, "table"],
    [{ table: "Items", entryNo: 1 }, "table"],
    [{ table: "Value Entries" }, "either"],
    [{ table: "Value Entries", entryNo: 1, entryNos: [1] }, "either"],
    [{ table: "Value Entries", entryNos: [] }, "list"],
    [{ table: "Value Entries", entryNos: "1" }, "list"],
    [{ table: "Value Entries", entryNo: 0 }, "from 1"],
    [{ table: "Value Entries", entryNo: true }, "from 1"],
    [{ table: "Value Entries", entryNo: "1x" }, "from 1"],
    [{ table: "Value Entries", entryNo: "x1" }, "from 1"],
    [{ table: "Value Entries", entryNo: "1234567890123456" }, "from 1"],
    [{ table: "Value Entries", entryNos: [[1]] }, "from 1"],
    [{ table: "Value Entries", entryNo: 1, more: 1 }, "more"],
    [{ documentNo: "" }, "document"],
    [{ documentNo: 1.5 }, "document"],
    [{ documentNo: true }, "document"],
    [{ documentNo: "X", postingDate: "soon" }, "date"],
    [{ documentNo: "X", postingDate: "C2025-01-31" }, "date"],
    [{ documentNo: "D-1", postingDate: 45667 }, "date"],
    [{ documentNo: "X", table: "Value Entries" }, "table"],
    [{ orderNo: "" }, "order"],
    [{ orderNo: "PO-1", documentNo: "D" }, "orderNo"],
  ])("%j is refused, and why is said: %s", async (start, why) => {
    const { error } = await trace(workbook, start === undefined ? {} : { start });
    expect(error).toMatchObject({ code: "BAD_PARAMETER", parameter: "start" });
    expect(error?.message).toContain(why);
  });

  it.each<[object, readonly string[]]>([
    [{ table: "Value Entries", entryNo: " 1 " }, ["VE:1"]],
    [{ table: "Value Entries", entryNos: ["10", 2, "2", 1] }, ["VE:1", "VE:2", "VE:10"]],
    [{ documentNo: 4711 }, ["VE:10"]],
    [{ documentNo: " d-2 ", postingDate: "" }, ["VE:2"]],
    [{ documentNo: "D-2", postingDate: " 2025-01-10 " }, ["VE:2"]],
  ])("%j is read as people write it", async (start, expected) => {
    const entries = [entry(10, 3, { "Document No.": "4711" }), entry(2, 2), entry(1, 1)];
    const { result } = await trace({ "Value Entries": entries }, { start });
    expect(result.start).toEqual(expected);
  });

  it("needs G/L Entries and the relation for a start there", async () => {
    const start = { table: "G/L Entries", entryNo: 1 };
    expect((await trace(workbook, { start })).error).toMatchObject({
      code: "MISSING_TABLE",
      table: "G/L Entries",
    });
    const gl = [
      {
        "Entry No.": 1,
        "G/L Account No.": "1",
        Amount: "1",
        "Posting Date": "2025-01-10",
        "Document No.": "",
      },
    ];
    expect((await trace({ ...workbook, "G/L Entries": gl }, { start })).error).toMatchObject({
      code: "MISSING_TABLE",
      table: "G/L - Item Ledger Relation",
    });
  });

  it("says when the entry or document is not there", async () => {
    expect(
      (await trace(workbook, { start: { table: "Value Entries", entryNos: [1, 9] } })).error,
    ).toMatchObject({
      code: "ENTRY_NOT_FOUND",
      table: "Value Entries",
      entryNo: 9,
    });
    const several = { start: { table: "Value Entries", entryNos: [9, 1, 8] } };
    expect((await trace(workbook, several)).error).toMatchObject({ code: "ENTRY_NOT_FOUND", entryNo: 8 });
    expect((await trace(workbook, { start: { documentNo: "pi-9" } })).error).toMatchObject({
      code: "DOCUMENT_NOT_FOUND",
      documentNo: "PI-9",
    });
    const other = { start: { documentNo: "D-1", postingDate: "2025-01-11" } };
    expect((await trace(workbook, other)).error).toMatchObject({ code: "DOCUMENT_NOT_FOUND" });
  });
});

describe("cost flow", () => {
  const chain = {
    "Value Entries": [1, 2, 3, 4].map((no) => entry(no, no)),
    "Item Ledger Entries": [
      item(1, "Purchase", "5"),
      item(2, "Transfer", "-5"),
      item(3, "Transfer", "5"),
      item(4, "Sale", "-5"),
      item(5, "Sale", "2"),
    ],
    "Item Application Entries": [
      application(1, 1, 1, 0, "5"),
      application(2, 2, 1, 2, "-5"),
      application(3, 3, 3, 2, "5", 1),
      application(4, 4, 3, 4, "-3"),
      application(5, 4, 3, 4, "-2"),
      application(6, 5, 5, 4, "2"),
    ],
  };
  const start = { table: "Item Ledger Entries", entryNo: 1 };

  it("follows applications, transfers and returns, and adds up rows of one pair", async () => {
    const { result } = await trace(chain, { start, costFlowDepth: 9, includeDocuments: false });
    expect(ids(result)).toEqual(["VE:1", "ILE:1", "ILE:2", "ILE:3", "ILE:4", "ILE:5"]);
    expect(edges(result)).toEqual([
      "value VE:1>ILE:1",
      "application ILE:1>ILE:2 5",
      "application ILE:3>ILE:4 5",
      "return ILE:4>ILE:5 2",
      "transfer ILE:2>ILE:3 5",
    ]);
  });

  it("stops after so many steps, in one direction or both", async () => {
    const middle = { table: "Item Ledger Entries", entryNo: 3 };
    const found = async (more: Row): Promise<readonly string[]> =>
      ids((await trace(chain, { start: middle, includeDocuments: false, ...more })).result).filter((id) =>
        id.startsWith("ILE"),
      );
    expect(await found({ costFlowDepth: 0 })).toEqual(["ILE:3"]);
    expect(await found({})).toEqual(["ILE:2", "ILE:3", "ILE:4"]);
    expect(await found({ costFlowDepth: 2, costFlowDirection: "upstream" })).toEqual([
      "ILE:1",
      "ILE:2",
      "ILE:3",
    ]);
    expect(await found({ costFlowDepth: 2, costFlowDirection: "downstream" })).toEqual([
      "ILE:3",
      "ILE:4",
      "ILE:5",
    ]);
  });

  it("follows both ways apart: what went elsewhere from the same source is no part of it", async () => {
    const workbook = {
      "Value Entries": [],
      "Item Ledger Entries": [item(1, "Purchase", "5"), item(2, "Sale", "-2"), item(3, "Sale", "-3")],
      "Item Application Entries": [application(1, 2, 1, 2, "-2"), application(2, 3, 1, 3, "-3")],
    };
    const { result } = await trace(workbook, {
      start: { table: "Item Ledger Entries", entryNo: 2 },
      costFlowDepth: 5,
      includeDocuments: false,
    });
    expect(ids(result)).toEqual(["ILE:1", "ILE:2"]);
  });

  it("joins inputs and outputs of an order line", async () => {
    const order = (type: string, line: number): Row => ({
      "Order Type": type,
      "Order No.": "O1",
      "Order Line No.": line,
    });
    const workbook = {
      "Value Entries": [],
      "Item Ledger Entries": [
        item(1, "Consumption", "-4", order("Production", 10000)),
        item(2, "Output", "1", order("Production", 10000)),
        item(3, "Output", "1", order("Production", 20000)),
        item(4, "Assembly Consumption", "-3", order("Assembly", 10000)),
        item(5, "Assembly Output", "1", order("Assembly", 0)),
      ],
      "Capacity Ledger Entries": [
        { "Entry No.": 1, "Posting Date": "2025-01-10", Quantity: "7", ...order("Production", 20000) },
      ],
    };
    const { result } = await trace(workbook, {
      start: { table: "Item Ledger Entries", entryNos: [1, 2, 3, 4] },
      includeDocuments: false,
    });
    expect(edges(result)).toEqual(["order ILE:1>ILE:2 4", "order ILE:4>ILE:5 3", "order CLE:1>ILE:3 7"]);
  });

  it("leads from an output to the inputs of its order, not to other outputs", async () => {
    const order = { "Order Type": "Production", "Order No.": "O1", "Order Line No.": 10000 };
    const workbook = {
      "Value Entries": [],
      "Item Ledger Entries": [
        item(1, "Consumption", "-4", order),
        item(2, "Output", "1", order),
        item(3, "Output", "1", order),
      ],
    };
    const found = async (entryNo: number): Promise<readonly string[]> =>
      ids((await trace(workbook, { start: { table: "Item Ledger Entries", entryNo } })).result).filter((id) =>
        id.startsWith("ILE"),
      );
    expect(await found(2)).toEqual(["ILE:1", "ILE:2"]);
    expect(await found(1)).toEqual(["ILE:1", "ILE:2", "ILE:3"]);
  });

  it("knows a transfer by the entry that it came from, whatever the type of the outgoing entry", async () => {
    const workbook = {
      "Value Entries": [],
      "Item Ledger Entries": [item(1, "Negative Adjmt.", "-4"), item(2, "Positive Adjmt.", "4")],
      "Item Application Entries": [application(1, 2, 2, 1, "4", 1)],
    };
    const { result } = await trace(workbook, { start: { table: "Item Ledger Entries", entryNo: 1 } });
    expect(edges(result).filter((edge) => !edge.startsWith("document"))).toEqual(["transfer ILE:1>ILE:2 4"]);
  });

  it("joins nothing where the sheet does not say to which order an entry belongs", async () => {
    const order = { "Order Type": "Production", "Order Line No.": 10000 };
    const workbook = {
      "Value Entries": [],
      "Item Ledger Entries": [item(1, "Consumption", "-4", order), item(2, "Output", "1", order)],
    };
    const { result } = await trace(workbook, { start: { table: "Item Ledger Entries", entryNos: [1, 2] } });
    expect(edges(result, "order")).toEqual([]);
  });

  it("keeps orders apart: production and assembly of one number, and the lines of a production order", async () => {
    const order = (type: string, no: string, line: number): Row => ({
      "Order Type": type,
      "Order No.": no,
      "Order Line No.": line,
    });
    const workbook = {
      "Value Entries": [],
      "Item Ledger Entries": [
        item(1, "Consumption", "-4", order("Production", "O1", 10000)),
        item(2, "Assembly Output", "1", order("Assembly", "O1", 10000)),
        item(3, "Output", "1", order("Production", "O1", 20000)),
        item(4, "Output", "1", order("Production", "O2", 10000)),
        item(5, "Output", "1", order("Transfer", "O1", 10000)),
        item(6, "Assembly Consumption", "-2", order("Assembly", "O1", 20000)),
      ],
    };
    const { result } = await trace(workbook, {
      start: { table: "Item Ledger Entries", entryNos: [1, 2, 3, 4, 5, 6] },
    });
    expect(edges(result, "order")).toEqual(["order ILE:6>ILE:2 2"]);
  });

  it("names ends that are not there, once, and ends at cycles", async () => {
    const workbook = {
      "Value Entries": [],
      "Item Ledger Entries": [item(1, "Purchase", "5"), item(2, "Sale", "-5")],
      "Item Application Entries": [
        application(1, 2, 1, 2, "-5"),
        application(2, 1, 1, 2, "5"),
        application(3, 2, 77, 2, "-1"),
        application(4, 2, 77, 2, "-1"),
      ],
    };
    const { result } = await trace(workbook, {
      start: { table: "Item Ledger Entries", entryNo: 1 },
      // Far more steps than there are.
      costFlowDepth: 999_999_999,
      includeDocuments: false,
    });
    expect(ids(result)).toEqual(["ILE:1", "ILE:2"]);
    expect(problems(result)).toEqual(["ITEM_LEDGER_ENTRY_MISSING ILE:77 ILE:2"]);
    expect(
      traceTree(result.nodes, result.edges, result.start).map((row) => [
        row.node.id,
        row.level,
        row.seenAbove,
      ]),
    ).toEqual([
      ["ILE:1", 0, false],
      ["ILE:2", 1, false],
      ["ILE:1", 2, true],
    ]);
  });

  it("survives a chain of twenty thousand entries, as graph and as tree", async () => {
    const count = 20_000;
    const workbook = {
      "Value Entries": [],
      "Item Ledger Entries": Array.from({ length: count }, (_, i) => item(i + 1, "Transfer", "1")),
      "Item Application Entries": Array.from({ length: count - 1 }, (_, i) =>
        application(i + 1, i + 2, i + 1, i + 2, "-1"),
      ),
    };
    const { result } = await trace(workbook, {
      start: { table: "Item Ledger Entries", entryNo: 1 },
      costFlowDepth: count,
      includeDocuments: false,
    });
    expect(result.nodes).toHaveLength(count);
    const tree = traceTree(result.nodes, result.edges, result.start);
    expect(tree).toHaveLength(count);
    expect(tree.at(-1)?.level).toBe(count - 1);
  });
});

describe("corrections", () => {
  const workbook = {
    "Value Entries": [
      entry(1, 1),
      entry(2, 2, { "Applies-to Entry": 1, Adjustment: true }),
      entry(3, 3, { "Applies-to Entry": 2 }),
      entry(4, 3, { "Applies-to Entry": 99 }),
    ],
    "Item Ledger Entries": [1, 2, 3].map((no) => item(no, "Purchase", "1")),
    "G/L Entries": [1, 2, 3].map((no) => ({
      "Entry No.": no,
      "G/L Account No.": "1",
      Amount: "10",
      "Posting Date": "2025-01-10",
      "Document No.": "",
    })),
    "G/L - Item Ledger Relation": [1, 2, 3].map((no) => ({ "G/L Entry No.": no, "Value Entry No.": no })),
  };
  it("adds the corrected entry and those that correct the start, but not their G/L entries or corrections", async () => {
    const { result } = await trace(workbook, {
      start: { table: "Value Entries", entryNo: 2 },
      costFlowDepth: 0,
      includeDocuments: false,
    });
    expect(ids(result)).toEqual(["GL:2", "VE:1", "VE:2", "VE:3", "ILE:1", "ILE:2", "ILE:3"]);
    expect(edges(result, "adjusts")).toEqual(["adjusts VE:2>VE:1", "adjusts VE:3>VE:2"]);
    expect(result.summary).toMatchObject({ valueEntries: 3, costAmountActual: "10" });
  });

  it("says when the corrected entry is missing", async () => {
    const { result } = await trace(workbook, {
      start: { table: "Value Entries", entryNo: 4 },
      costFlowDepth: 0,
    });
    expect(problems(result)).toContain("VALUE_ENTRY_MISSING VE:4 VE:99");
  });
});

describe("open ends", () => {
  const gl = (no: number, amount: string): Row => ({
    "Entry No.": no,
    "G/L Account No.": "2130",
    Amount: amount,
    "Posting Date": "2025-01-10",
    "Document No.": "G",
  });
  const workbook = {
    "Value Entries": [
      entry(1, 1),
      entry(2, 1, { "Cost Posted to G/L": "4" }),
      entry(3, 50),
      entry(4, 0, { "Capacity Ledger Entry No.": 60, "Item No.": "", "Item Ledger Entry Type": "" }),
    ],
    "Item Ledger Entries": [item(1, "Purchase", "1", { "Cost Amount (Actual)": "21" })],
    "G/L Entries": [gl(1, "10"), gl(2, "9"), gl(3, "5")],
    "G/L - Item Ledger Relation": [
      { "G/L Entry No.": 1, "Value Entry No.": 1 },
      { "G/L Entry No.": 2, "Value Entry No.": 3 },
      { "G/L Entry No.": 2, "Value Entry No.": 700 },
      { "G/L Entry No.": 800, "Value Entry No.": 1 },
    ],
  };
  it("are all named, sorted by code, node and reference", async () => {
    const { result } = await trace(workbook, {
      start: { table: "Value Entries", entryNos: [1, 2, 3, 4] },
      costFlowDepth: 0,
      includeDocuments: false,
    });
    expect(problems(result)).toEqual([
      "CAPACITY_LEDGER_ENTRY_MISSING VE:4 CLE:60",
      "GL_AMOUNT_MISMATCH GL:2",
      "GL_ENTRY_MISSING VE:1 GL:800",
      "ITEM_LEDGER_COST_MISMATCH ILE:1",
      "ITEM_LEDGER_ENTRY_MISSING VE:3 ILE:50",
      "NOT_POSTED VE:2",
      "POSTED_WITHOUT_GL_ENTRY VE:1",
      "POSTED_WITHOUT_GL_ENTRY VE:2",
      "POSTED_WITHOUT_GL_ENTRY VE:3",
      "POSTED_WITHOUT_GL_ENTRY VE:4",
      "VALUE_ENTRY_MISSING GL:2 VE:700",
    ]);
    expect(
      result.problems.every(
        (problem) => problem.message.length > 20 && !problem.message.includes("undefined"),
      ),
    ).toBe(true);
    expect(summary(result)).toMatchObject({ state: "open" });
  });

  it("an amount counts once: G/L entries that are not traced take what they account for", async () => {
    // By number: 1 takes all of value entry 1, so 2 finds only 10 of its 20, and 3 takes value entry 2.
    const chain = {
      "Value Entries": [entry(1, 1), entry(2, 1)],
      "G/L Entries": [gl(1, "10"), gl(2, "20"), gl(3, "10")],
      "G/L - Item Ledger Relation": [
        { "G/L Entry No.": 1, "Value Entry No.": 1 },
        { "G/L Entry No.": 2, "Value Entry No.": 1 },
        { "G/L Entry No.": 2, "Value Entry No.": 2 },
        { "G/L Entry No.": 3, "Value Entry No.": 2 },
      ],
    };
    const linked = async (start: Row): Promise<unknown> =>
      (await trace(chain, { start, includeDocuments: false })).result.nodes.flatMap((node) =>
        node.kind === "G/L Entry" ? [[node.entryNo, node.linkedAmount]] : [],
      );
    expect(await linked({ table: "G/L Entries", entryNo: 3 })).toEqual([[3, "10"]]);
    expect(await linked({ table: "G/L Entries", entryNo: 2 })).toEqual([[2, "0"]]);
    expect(await linked({ table: "Value Entries", entryNo: 2 })).toEqual([
      [2, "0"],
      [3, "10"],
    ]);
  });

  it("a posted part that the account table has no accounts for is posted without G/L entry", async () => {
    const rounding = entry(1, 1, {
      "Entry Type": "Rounding",
      "Cost Posted to G/L": "0",
      "Cost Amount (Actual)": "0",
      "Expected Cost Posted to G/L": "5",
    });
    const { result } = await trace(
      { ...workbook, "Value Entries": [rounding] },
      { start: { table: "Value Entries", entryNo: 1 }, costFlowDepth: 0 },
    );
    expect(problems(result)).toContain("POSTED_WITHOUT_GL_ENTRY VE:1");
  });

  it("cost that does not count as inventory need not be posted", async () => {
    const sheets = {
      "Value Entries": [entry(1, 1, { Inventoriable: false, "Cost Posted to G/L": "0" })],
      "Item Ledger Entries": [item(1, "Purchase", "1")],
    };
    const { result } = await trace(sheets, { start: { table: "Value Entries", entryNo: 1 } });
    expect(problems(result)).toEqual([]);
    expect(summary(result)).toMatchObject({ state: "explained", difference: "10" });
  });

  it("stand in the order of codes, kinds of entries and numbers, whatever the order of rows", async () => {
    const unposted = { "Cost Posted to G/L": "0" };
    const rows = {
      "Value Entries": [
        ...[10, 2, 9].map((no) => entry(no, 500 + no, unposted)),
        entry(3, 1, { "Applies-to Entry": 99 }),
      ],
      "Item Ledger Entries": [item(4, "Sale", "-1"), item(1, "Sale", "-1"), item(2, "Sale", "-1")],
      "Item Application Entries": [4, 2, 1].map((no) => application(no, no, 77, no, "-1")),
      "G/L Entries": [gl(2, "0")],
      "G/L - Item Ledger Relation": [
        { "G/L Entry No.": 2, "Value Entry No.": 3 },
        { "G/L Entry No.": 2, "Value Entry No.": 700 },
      ],
    };
    const reversed = Object.fromEntries(
      Object.entries(rows).map(([sheet, list]) => [sheet, [...list].reverse()]),
    );
    const expected = [
      "ITEM_LEDGER_ENTRY_MISSING VE:2 ILE:502",
      "ITEM_LEDGER_ENTRY_MISSING VE:9 ILE:509",
      "ITEM_LEDGER_ENTRY_MISSING VE:10 ILE:510",
      "ITEM_LEDGER_ENTRY_MISSING ILE:77 ILE:1",
      "NOT_POSTED VE:2",
      "NOT_POSTED VE:9",
      "NOT_POSTED VE:10",
      "POSTED_WITHOUT_GL_ENTRY VE:3",
      "VALUE_ENTRY_MISSING GL:2 VE:700",
      "VALUE_ENTRY_MISSING VE:3 VE:99",
    ];
    for (const workbook of [rows, reversed]) {
      const all = await trace(workbook, {
        start: { table: "Value Entries", entryNos: [2, 3, 9, 10] },
        costFlowDepth: 0,
      });
      const withEnds = await trace(workbook, {
        start: { table: "Item Ledger Entries", entryNos: [4, 1, 2] },
      });
      const found = [...problems(all.result), ...problems(withEnds.result)];
      expect([...new Set(found)].sort()).toEqual([...expected].sort());
      expect(problems(all.result)).toEqual(expected.filter((one) => !one.includes("ILE:77")));
    }
  });

  it("a start without relation row is a direct posting", async () => {
    const { result } = await trace(workbook, { start: { table: "G/L Entries", entryNo: 3 } });
    expect(problems(result)).toEqual(["DIRECT_POSTING GL:3"]);
  });

  it("without the relation sheet nothing is said about links", async () => {
    const { result } = await trace(without(workbook, "G/L - Item Ledger Relation"), {
      start: { table: "Value Entries", entryNo: 1 },
      costFlowDepth: 0,
    });
    expect(problems(result)).toEqual(["ITEM_LEDGER_COST_MISMATCH ILE:1"]);
  });
});

describe("the tree", () => {
  it("gives every entry one place of its own, and shows every edge", async () => {
    const { result } = await trace(workbook, { start: { documentNo: "D-1" }, costFlowDepth: 3 });
    const rows = traceTree(result.nodes, result.edges, result.start);
    const own = rows
      .filter((row) => !row.seenAbove && row.node.kind !== "Document")
      .map((row) => row.node.id);
    expect([...own].sort()).toEqual(
      ids(result)
        .filter((id) => !id.startsWith("DOC"))
        .sort(),
    );
    expect(new Set(rows.flatMap((row) => (row.edge ? [row.edge] : []))).size).toBe(result.edges.length);
    expect(rows.filter((row) => row.level === 0).map((row) => row.node.id)).toEqual(result.start);
    rows.forEach((row, index) => {
      const after = rows.slice(index + 1);
      const end = after.findIndex((other) => other.level <= row.level);
      const branch = end < 0 ? after : after.slice(0, end);
      expect(row.children).toBe(branch.filter((other) => other.level === row.level + 1).length);
    });
  });

  const workbook = {
    "Value Entries": [
      entry(1, 1),
      entry(2, 1, { "Cost Amount (Actual)": "2.5", "Cost Posted to G/L": "2.5" }),
    ],
    "Item Ledger Entries": [item(1, "Purchase", "5"), item(2, "Sale", "-5")],
    "Item Application Entries": [application(1, 2, 1, 2, "-5")],
    "G/L Entries": [
      {
        "Entry No.": 9,
        "G/L Account No.": "2130",
        Amount: "12.5",
        "Posting Date": "2025-01-10",
        "Document No.": "G",
      },
    ],
    "G/L Accounts": [{ "No.": "2130", Name: "Raw material" }],
    "Inventory Posting Setup": [
      { "Location Code": "", "Invt. Posting Group Code": "", "Inventory Account": "2130" },
    ],
    "General Posting Setup": [],
    "G/L - Item Ledger Relation": [
      { "G/L Entry No.": 9, "Value Entry No.": 1 },
      { "G/L Entry No.": 9, "Value Entry No.": 2 },
    ],
  };
  it("starts at the start; amounts add up to their parent, other cost stands in words", async () => {
    const { result } = await trace(workbook, { start: { table: "G/L Entries", entryNo: 9 } });
    const rows = traceTree(result.nodes, result.edges, result.start);
    expect(
      rows.map((row) => [row.level, row.node.id, row.amount ?? "", row.flow ?? "", row.seenAbove]),
    ).toEqual([
      [0, "GL:9", "12.5", "", false],
      [1, "VE:1", "10", "", false],
      [2, "ILE:1", "", "", false],
      [3, "DOC:|D-1", "", "", false],
      [3, "ILE:2", "", "to", false],
      [4, "DOC:|D-2", "", "", false],
      [2, "DOC:|D-1", "", "", false],
      [1, "VE:2", "2.5", "", false],
      [2, "ILE:1", "", "", true],
      [2, "DOC:|D-1", "", "", false],
    ]);
    const words = rows.map(rowWords);
    expect(words[0]).toEqual({
      tag: "G/L",
      name: "9 · 2130 Raw material",
      detail: "10 Jan 2025 · G",
      remarks: "",
    });
    expect(words.find((one) => one.name.startsWith("2 · Sale"))?.detail).toContain("takes 5");
    expect(summary(result)).toMatchObject({ headFigure: "12.5", difference: "0" });
  });
});

describe("two G/L entries of one value entry", () => {
  it("both have it below them, each with its part", async () => {
    const gl = (no: number, account: string, amount: string): Row => ({
      "Entry No.": no,
      "G/L Account No.": account,
      Amount: amount,
      "Posting Date": "2025-01-10",
      "Document No.": "G",
    });
    const workbook = {
      "Value Entries": [entry(1, 1)],
      "G/L Entries": [gl(1, "2130", "10"), gl(2, "7291", "-10")],
      "G/L - Item Ledger Relation": [1, 2].map((no) => ({ "G/L Entry No.": no, "Value Entry No.": 1 })),
    };
    const { result } = await trace(workbook, {
      start: { table: "G/L Entries", entryNos: [1, 2] },
      includeDocuments: false,
    });
    const rows = traceTree(result.nodes, result.edges, result.start);
    expect(rows.map((row) => [row.level, row.node.id, row.amount ?? "", row.seenAbove])).toEqual([
      [0, "GL:1", "10", false],
      [1, "VE:1", "10", false],
      [2, "GL:2", "", true],
      [0, "GL:2", "-10", false],
      [1, "VE:1", "-10", true],
    ]);
  });
});

describe("documents", () => {
  it("are those that entries name; an entry may name none", async () => {
    const workbook = { "Value Entries": [entry(1, 1, { "Document No.": "" }), entry(2, 2)] };
    const { result } = await trace(workbook, { start: { table: "Value Entries", entryNos: [1, 2] } });
    expect(ids(result)).toEqual(["VE:1", "VE:2", "DOC:|D-2"]);
    expect(edges(result, "document")).toEqual(["document VE:2>DOC:|D-2"]);
  });
});

describe("words", () => {
  it("say of each kind of entry what a controller looks for", async () => {
    const example = casesOf("trace").find(({ file }) => file === "orders-transfer-and-return");
    const said = async (start: Row, more: Row = {}): Promise<Row> => {
      const { result } = await trace(example?.workbook, { start, ...more });
      const rows = traceTree(result.nodes, result.edges, result.start);
      return Object.fromEntries(
        rows.map((row) => {
          const { tag, name, detail } = rowWords(row);
          return [row.node.id, [tag, name, detail]];
        }),
      );
    };
    const output = await said({ table: "Item Ledger Entries", entryNo: 5 });
    expect(output["ILE:5"]).toEqual([
      "Item",
      "5 · Output of BIKE Bike",
      "1 · cost {43} · unit cost {43} · 4 Jan 2025 · PO-1",
    ]);
    expect(output["ILE:6"]).toEqual([
      "Item",
      "6 · Sale of BIKE Bike",
      "takes 1, -1 · cost {-42.5} · unit cost {42.5} · 5 Jan 2025 · SI-1",
    ]);
    expect(output["VE:5"]).toEqual(["Value", "5 · Direct Cost of Output", "4 Jan 2025 · cost {42.5}"]);
    expect(output["VE:12"]).toEqual([
      "Value",
      "12 · Direct Cost of Output, adjustment",
      "5 Jan 2025 · cost {0.5} · posted {0}",
    ]);
    expect(output["CLE:1"]).toEqual([
      "Cap.",
      "1 · Work Center WC1",
      "2.5 · cost {12.5} · 4 Jan 2025 · order PO-1",
    ]);
    expect(output["GL:5"]).toEqual(["G/L", "5 · 2120 Finished goods", "4 Jan 2025 · PO-1"]);
    const sale = await said({ table: "Item Ledger Entries", entryNo: 6 }, { costFlowDirection: "upstream" });
    expect(sale["ILE:5"]).toEqual([
      "Item",
      "5 · Output of BIKE Bike",
      "gives 1, 1 · cost {43} · unit cost {43} · 4 Jan 2025 · PO-1",
    ]);
    expect(sale["DOC:Sales Invoice|SI-1"]).toEqual(["Doc", "SI-1 · Sales Invoice", "Customer C10"]);
  });

  it("tell expected from actual cost, variances, what is not linked, and whole titles", async () => {
    const workbook = {
      "Value Entries": [
        entry(1, 1, { "Expected Cost": true, "Cost Amount (Expected)": "7" }),
        entry(2, 0, { "Entry Type": "Variance", "Variance Type": "Material", "Item Ledger Entry Type": "" }),
      ],
      "G/L Entries": [
        {
          "Entry No.": 9,
          "G/L Account No.": "",
          Amount: "3",
          "Posting Date": "2025-01-10",
          "Document No.": "",
        },
      ],
      "G/L - Item Ledger Relation": [{ "G/L Entry No.": 9, "Value Entry No.": 2 }],
    };
    const { result } = await trace(workbook, { start: { table: "G/L Entries", entryNo: 9 } });
    const gl = traceTree(result.nodes, result.edges, result.start).map(rowWords);
    expect(gl.slice(0, 2).map(({ name, detail }) => [name, detail])).toEqual([
      ["9 · (no account)", "10 Jan 2025 · not linked {3}"],
      ["2 · Variance, Material of Capacity", "10 Jan 2025 · cost {10}"],
    ]);
    expect(summary(result).scope).toBe("G/L Entry 9");
    const receipt = (await trace(workbook, { start: { table: "Value Entries", entryNo: 1 } })).result;
    const [first] = traceTree(receipt.nodes, receipt.edges, receipt.start).map(rowWords);
    expect(first?.detail).toBe("10 Jan 2025 · expected {7}");
  });

  it("tell what capacity was used, and for which order if there is one", async () => {
    const capacity = (no: number, values: Row): Row => ({
      "Entry No.": no,
      "Posting Date": "2025-01-10",
      Type: "Work Center",
      "No.": "WC1",
      Quantity: "7",
      ...values,
    });
    const order = { "Order Type": "Production", "Order No.": "O1", "Order Line No.": 10000 };
    const workbook = {
      "Value Entries": [],
      "Capacity Ledger Entries": [capacity(1, order), capacity(2, {})],
    };
    const { result } = await trace(workbook, {
      start: { table: "Capacity Ledger Entries", entryNos: [1, 2] },
    });
    expect(traceTree(result.nodes, result.edges, result.start).map((row) => rowWords(row).detail)).toEqual([
      "7 · cost {0} · 10 Jan 2025 · order O1",
      "7 · cost {0} · 10 Jan 2025",
    ]);
  });
});

describe("flags of nodes", () => {
  const posted = {
    "Value Entries": [
      entry(1, 1, { "Gen. Prod. Posting Group": "RETAIL" }),
      entry(2, 2, { "Gen. Prod. Posting Group": "RETAIL", "Posting Date": "2025-01-12" }),
    ],
    "Item Ledger Entries": [item(1, "Purchase", "4"), item(2, "Purchase", "0")],
    "G/L Entries": [
      {
        "Document No.": "G",
        "Entry No.": 7,
        "G/L Account No.": "2130",
        Amount: "10",
        "Posting Date": "2025-01-10",
      },
      {
        "Document No.": "G",
        "Entry No.": 8,
        "G/L Account No.": "9999",
        Amount: "-10",
        "Posting Date": "2025-01-10",
      },
      {
        "Document No.": "G",
        "Entry No.": 9,
        "G/L Account No.": "2130",
        Amount: "10",
        "Posting Date": "C2025-01-31",
      },
      {
        "Document No.": "G",
        "Entry No.": 10,
        "G/L Account No.": "",
        Amount: "-10",
        "Posting Date": "2025-01-12",
      },
    ],
    "Inventory Posting Setup": [
      { "Location Code": "", "Invt. Posting Group Code": "", "Inventory Account": "2130" },
    ],
    "General Posting Setup": [
      {
        "Gen. Bus. Posting Group": "",
        "Gen. Prod. Posting Group": "RETAIL",
        "Direct Cost Applied Account": "7291",
      },
    ],
    "G/L - Item Ledger Relation": [
      { "G/L Entry No.": 7, "Value Entry No.": 1 },
      { "G/L Entry No.": 8, "Value Entry No.": 1 },
      { "G/L Entry No.": 9, "Value Entry No.": 2 },
      { "G/L Entry No.": 10, "Value Entry No.": 2 },
    ],
  };
  const all = {
    start: { table: "Value Entries", entryNos: [1, 2] },
    costFlowDepth: 0,
    includeDocuments: false,
  };
  const flags = (result: Result): Row =>
    Object.fromEntries(
      result.nodes.flatMap((node) =>
        node.flags ? [[node.id, node.flags.map(({ code, ref }) => `${code} ${ref}`)]] : [],
      ),
    );

  it("tell an account that today's setup does not give, and dates that differ, at both ends", async () => {
    const { result } = await trace(posted, all);
    expect(flags(result)).toEqual({
      "GL:8": ["ACCOUNT_DIFFERS VE:1"],
      "GL:9": ["DATE_DIFFERS VE:2"],
      "GL:10": ["ACCOUNT_DIFFERS VE:2"],
      "VE:1": ["ACCOUNT_DIFFERS GL:8"],
      "VE:2": ["ACCOUNT_DIFFERS GL:10", "DATE_DIFFERS GL:9"],
    });
    const messages = result.nodes.flatMap((node) => (node.flags ?? []).map(({ message }) => message));
    expect(messages).toContain("G/L entry 8 is on account 9999; today's setup gives 7291 for value entry 1.");
    expect(messages).toContain("G/L entry 10 is on no account; today's setup gives 7291 for value entry 2.");
    expect(messages).toContain(
      "G/L entry 9 has the closing date of 31 Jan 2025, value entry 2 has 12 Jan 2025.",
    );
    const rows = traceTree(result.nodes, result.edges, result.start);
    expect(
      rows.map(rowWords).find((words) => words.name.startsWith("2 · Direct Cost of Purchase"))?.remarks,
    ).toBe("account is not today's setup, posting dates differ");
    expect(summary(result).warnings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: "ACCOUNT_DIFFERS", count: 4 }),
        expect.objectContaining({ code: "DATE_DIFFERS", count: 2 }),
      ]),
    );
  });

  it("name the entry with the lowest number at the other end, one flag of a kind", async () => {
    const late = { "Posting Date": "2025-01-12", "Cost Posted to G/L": "5", "Cost Amount (Actual)": "5" };
    const workbook = {
      ...posted,
      "Value Entries": [entry(2, 1, late), entry(1, 1, late)],
      "G/L - Item Ledger Relation": [
        { "G/L Entry No.": 7, "Value Entry No.": 2 },
        { "G/L Entry No.": 7, "Value Entry No.": 1 },
      ],
    };
    const { result } = await trace(workbook, { ...all, start: { table: "G/L Entries", entryNo: 7 } });
    expect(flags(result)["GL:7"]).toEqual(["DATE_DIFFERS VE:1"]);
  });

  it("are silent where account and date agree, and where no setup says what the account is", async () => {
    const { result } = await trace(posted, { ...all, start: { table: "G/L Entries", entryNo: 7 } });
    expect(result.nodes.find((node) => node.id === "GL:7")?.flags).toBeUndefined();
    const bare = without(posted, "Inventory Posting Setup", "General Posting Setup");
    expect(Object.values(flags((await trace(bare, all)).result)).flat()).not.toContain(
      "ACCOUNT_DIFFERS GL:8",
    );
  });

  it("stand beside unit costs of item ledger entries, and customers and vendors of documents", async () => {
    const rows = [
      entry(1, 1, {
        "Cost Amount (Expected)": "2.5",
        "Document Type": "Purchase Invoice",
        "Document No.": "PI-1",
      }),
      entry(2, 2, {
        "Source Type": "Vendor",
        "Source No.": "V10",
        "Document No.": "PI-1",
        "Document Type": "Purchase Invoice",
      }),
    ];
    const { result } = await trace({ ...posted, "Value Entries": rows }, { ...all, includeDocuments: true });
    const unitCosts = result.nodes.flatMap((node) =>
      node.kind === "Item Ledger Entry" ? [[node.id, node.unitCost]] : [],
    );
    expect(unitCosts).toEqual([
      ["ILE:1", "3.125"],
      ["ILE:2", undefined],
    ]);
    expect(result.nodes.find((node) => node.id.startsWith("DOC:Purchase Invoice"))).toMatchObject({
      sourceType: "Vendor",
      sourceNo: "V10",
    });
    const words = traceTree(result.nodes, result.edges, result.start).map(rowWords);
    expect(words.find((one) => one.tag === "Doc" && one.name.startsWith("PI-1"))?.detail).toBe("Vendor V10");
  });
});

describe("an order", () => {
  const order = { "Order Type": "Production", "Order No.": "PO-1", "Order Line No.": 10000 };
  const ledger = {
    "Value Entries": [
      entry(1, 1, {
        ...order,
        "Item Ledger Entry Type": "Consumption",
        "Cost Amount (Actual)": "-40",
        "Cost Posted to G/L": "-40",
      }),
      entry(2, 0, {
        ...order,
        "Capacity Ledger Entry No.": 5,
        "Item No.": "",
        "Item Ledger Entry Type": "",
        "Cost Amount (Actual)": "25.5",
        "Cost Posted to G/L": "20",
      }),
      entry(3, 2, {
        ...order,
        "Item Ledger Entry Type": "Output",
        "Cost Amount (Actual)": "50",
        "Cost Posted to G/L": "50",
      }),
      entry(4, 2, {
        ...order,
        "Item Ledger Entry Type": "Output",
        "Cost Amount (Actual)": "0",
        "Cost Posted to G/L": "0",
        "Cost Amount (Expected)": "10",
      }),
      entry(5, 3, {
        "Order Type": "Production",
        "Order No.": "PO-2",
        "Item Ledger Entry Type": "Consumption",
      }),
      entry(6, 4, { "Order Type": "Transfer", "Order No.": "PO-1", "Item Ledger Entry Type": "Transfer" }),
    ],
    "Item Ledger Entries": [item(1, "Consumption", "-4", order), item(2, "Output", "1", order)],
    "Capacity Ledger Entries": [
      {
        "Entry No.": 5,
        "Posting Date": "2025-01-10",
        Type: "Work Center",
        "No.": "WC1",
        "Document No.": "D",
        Quantity: "3",
        ...order,
      },
    ],
  };

  it("is a start: its inputs and outputs, and what is left on WIP", async () => {
    const { result } = await trace(ledger, {
      start: { orderNo: "po-1" },
      costFlowDepth: 0,
      includeDocuments: false,
    });
    expect(result.start).toEqual(["VE:1", "VE:2", "VE:3", "VE:4", "ILE:1", "ILE:2", "CLE:5"]);
    expect(result.order).toEqual({ orderNo: "PO-1", into: "65.5", out: "60", left: "5.5", leftPosted: "10" });
    expect(summary(result).arithmetic.slice(-3)).toEqual([
      { label: "Into WIP of PO-1", amount: "65.5" },
      { label: "Out of WIP", amount: "-60" },
      { label: "Left on WIP", amount: "5.5", rule: "rule", strong: true },
    ]);
    expect(
      (await trace(ledger, { start: { table: "Value Entries", entryNo: 1 } })).result.order,
    ).toBeUndefined();
  });

  it("that no entry belongs to is refused", async () => {
    expect((await trace(ledger, { start: { orderNo: "PO-9" } })).error).toMatchObject({
      code: "ORDER_NOT_FOUND",
      orderNo: "PO-9",
    });
    for (const start of [
      { orderNo: "" },
      { orderNo: "PO-1", postingDate: "2025-01-01" },
      { orderNo: "PO-1", documentNo: "D" },
    ]) {
      expect((await trace(ledger, { start })).error).toMatchObject({
        code: "BAD_PARAMETER",
        parameter: "start",
      });
    }
  });
});
