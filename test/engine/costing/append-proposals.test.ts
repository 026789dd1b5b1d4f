/** Ledger tables with proposals applied: every kind of column, those that the table lacks, scales, empty cells. */
import {
  appendProposals,
  highestValueEntry,
  proposedRows,
  raiseInvoicedQuantity,
} from "../../../src/engine/costing/append-proposals";
import { PROPOSAL_FLAG, type Proposal, Proposals } from "../../../src/engine/costing/proposal-columns";
import type { Ledgers, LedgerTable } from "../../../src/engine/ledgers/ledgers";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { dayText } from "../../../src/engine/values/day";
import { bigintAt, decimalText } from "../../../src/engine/values/decimal";
import { jsonSource } from "../../../src/workbook/file/json";

const BEYOND = 2n ** 53n + 1n;

/** Two value entries, the second one without location and dimension. */
const ledgers = (): Promise<Ledgers> =>
  readLedgers(
    jsonSource({
      Items: [{ "No.": "A" }, { "No.": "B" }],
      "Item Ledger Entries": [
        {
          "Entry No.": 5,
          "Item No.": "A",
          "Entry Type": "Purchase",
          Quantity: "2.5",
          "Invoiced Quantity": "1",
        },
        {
          "Entry No.": 6,
          "Item No.": "B",
          "Entry Type": "Output",
          Quantity: "4.125",
          "Invoiced Quantity": "0",
        },
      ],
      "Value Entries": [
        {
          "Entry No.": 70,
          "Item No.": "A",
          "Item Ledger Entry Type": "Purchase",
          "Item Ledger Entry No.": 5,
          "Posting Date": "2025-01-01",
          "Entry Type": "Direct Cost",
          "Location Code": "EAST",
          Description: "Bought",
          "Cost per Unit": "5",
          "Cost Amount (Actual)": "12.5",
          "Cost Posted to G/L": "12.5",
        },
        {
          "Entry No.": 60,
          "Item No.": "A",
          "Item Ledger Entry Type": "Purchase",
          "Item Ledger Entry No.": 5,
          "Posting Date": "2025-01-02",
          "Entry Type": "Variance",
          "Location Code": "",
          Description: "",
          "Cost per Unit": "0",
          "Cost Amount (Actual)": "0.25",
          "Cost Posted to G/L": "0",
        },
      ],
    }),
    {},
  );

const proposal = (fields: Partial<Proposal>): Proposal => ({
  entryRow: 0,
  type: 1,
  variance: 0,
  reason: 2,
  flags: 0,
  appliesTo: 0,
  originRow: 0,
  postingDay: 45_700,
  valuationDay: 45_700,
  ...fields,
});

/** As the first value entry, a partial revaluation without one, and one as the second value entry. */
function proposals(moneyScale: number): Proposals {
  const all = new Proposals(5, moneyScale, 0);
  all.add(proposal({ flags: PROPOSAL_FLAG.adjustment, appliesTo: 70 }));
  all.add(proposal({ entryRow: 1, type: 2, originRow: -1, flags: PROPOSAL_FLAG.partialRevaluation }));
  all.add(proposal({ originRow: 1, postingDay: 45_701 }));
  all.actual.set(0, -1n);
  all.actual.set(1, BEYOND);
  all.expected.set(1, -5n);
  return all;
}

const decimals = (table: LedgerTable, caption: string): readonly string[] => {
  const column = table.decimals(caption);
  return Array.from({ length: table.rows }, (_, row) => decimalText(bigintAt(column, row), column.scale));
};

test("new rows stand behind the others, numbered from the highest", async () => {
  const before = await ledgers();
  const table = appendProposals(before, proposals(2));
  expect(highestValueEntry(before)).toBe(70);
  expect([table.rows, before.table("Value Entries").rows]).toEqual([5, 2]);
  expect([...table.integers("Entry No.")]).toEqual([70, 60, 71, 72, 73]);
  expect([...table.integers("Item Ledger Entry No.")]).toEqual([5, 5, 5, 6, 5]);
  expect([...table.days("Posting Date")].slice(2).map(dayText)).toEqual(
    [45_700, 45_700, 45_701].map(dayText),
  );
  const types = table.options("Entry Type");
  expect([...types.values].map((type) => types.captions[type])).toEqual([
    "Direct Cost",
    "Variance",
    "Direct Cost",
    "Revaluation",
    "Direct Cost",
  ]);
  expect(decimals(table, "Cost Posted to G/L")).toEqual(["12.5", "0", "0", "0", "0"]);
});

test("what a proposal does not set comes from its origin, without one from its entry, and is blank else", async () => {
  const before = await ledgers();
  const table = appendProposals(before, proposals(2));
  const codes = (caption: string): readonly string[] =>
    [...table.ids(caption)].map((id) => before.codes.text(id));
  expect(codes("Item No.")).toEqual(["A", "A", "A", "B", "A"]);
  expect(codes("Location Code")).toEqual(["EAST", "", "EAST", "", ""]);
  expect([...table.ids("Description")].map((id) => before.texts.text(id))).toEqual([
    "Bought",
    "",
    "Bought",
    "",
    "",
  ]);
  const types = table.options("Item Ledger Entry Type");
  expect([...types.values].map((type) => types.captions[type])).toEqual([
    "Purchase",
    "Purchase",
    "Purchase",
    "Output",
    "Purchase",
  ]);
  // An empty cell stays one; a number is never empty.
  expect([...(table.filled("Location Code") ?? [])]).toEqual([1, 0, 1, 0, 0]);
  expect([...(table.filled("Entry No.") ?? [])]).toEqual([1, 1, 1, 1, 1]);
  expect(table.filled("Description")).toBeUndefined();
});

test("a column that the table lacks is added where a proposal says more than its default", async () => {
  const table = appendProposals(await ledgers(), proposals(2));
  expect([...table.flags("Partial Revaluation")]).toEqual([0, 0, 0, 1, 0]);
  expect([...table.flags("Adjustment")]).toEqual([0, 0, 1, 0, 0]);
  expect([...table.integers("Applies-to Entry")]).toEqual([0, 0, 70, 0, 0]);
  expect(decimals(table, "Cost Amount (Expected)")).toEqual(["0", "0", "0", "-0.05", "0"]);
  expect([...table.days("Valuation Date")].slice(2)).toEqual([45_700, 45_700, 45_700]);
  for (const caption of [
    "Inventoriable",
    "Expected Cost",
    "Valued By Average Cost",
    "Capacity Ledger Entry No.",
    "Variance Type",
    "Valued Quantity",
    "Invoiced Quantity",
    "Document No.",
    "Cost Amount (Actual) (ACY)",
  ])
    expect([caption, table.has(caption)]).toEqual([caption, false]);
});

test.each([
  [0, ["12.5", "0.25", "-1", "9007199254740993", "0"]],
  [1, ["12.5", "0.25", "-0.1", "900719925474099.3", "0"]],
  [4, ["12.5", "0.25", "-0.0001", "900719925474.0993", "0"]],
])("amounts of %i decimals and those of the table stay what they are", async (scale, amounts) => {
  const before = await ledgers();
  const all = proposals(scale);
  expect(decimals(appendProposals(before, all), "Cost Amount (Actual)")).toEqual(amounts);
  const alone = proposedRows(before, all);
  expect(decimals(alone, "Cost Amount (Actual)")).toEqual(amounts.slice(2));
  expect([...alone.integers("Entry No.")]).toEqual([71, 72, 73]);
});

test("what is invoiced is invoiced whole; other entries stay, and the table when there is none", async () => {
  const table = (await ledgers()).table("Item Ledger Entries");
  const all = proposals(2);
  expect(raiseInvoicedQuantity(table, all)).toBeUndefined();
  all.invoicedQuantity.set(1, 1n);
  const raised = raiseInvoicedQuantity(table, all) as LedgerTable;
  expect(decimals(raised, "Invoiced Quantity")).toEqual(["1", "4.125"]);
  expect(decimals(raised, "Quantity")).toEqual(["2.5", "4.125"]);
  expect(decimals(table, "Invoiced Quantity")).toEqual(["1", "0"]);
});
