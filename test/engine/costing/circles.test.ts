/** Costs that run in a circle: the engine stops after a hundred sweeps and says whether only rounding still moves. */
import { computeAdjustment } from "../../../src/engine/costing/adjustment";
import { readLedgers } from "../../../src/engine/ledgers/read";
import { decimalText } from "../../../src/engine/values/decimal";
import { jsonSource } from "../../../src/workbook/file/json";
import { averageCircle, BY_A_CENT, type AverageCircle } from "../../support/average-circle";
import { PostingBook } from "../../support/posting-book";
import { runOn } from "../../support/run-report";

async function settle(
  circle: AverageCircle,
  precision = "0.01",
): Promise<{ sweeps: number; codes: unknown[]; costs: string[] }> {
  const book = averageCircle(circle);
  book.more["General Ledger Setup"] = [{ "Amount Rounding Precision": precision }];
  const ledgers = await readLedgers(jsonSource(book.workbook), { reports: ["AC"] });
  const { adjusted, read } = computeAdjustment(ledgers);
  const { entries, moneyScale } = read.ledger;
  return {
    sweeps: adjusted.sweeps,
    codes: adjusted.unsettled.map(({ code }) => code),
    costs: Array.from({ length: entries.count }, (_, e) =>
      decimalText(adjusted.costing.actualAfter(e), moneyScale),
    ),
  };
}

test("a circle that only a cent runs around is an oscillation of rounding; the last state stands", async () => {
  // Sweeps end at 4.01 and 4.00 in turn: (3.66 + 1.67 or 1.68) × 3/4 = 3.9975 or 4.005.
  expect(await settle(BY_A_CENT)).toEqual({
    sweeps: 100,
    codes: ["ROUNDING_OSCILLATION"],
    costs: ["3.66", "2.01", "-4", "4", "-1.67", "1.67", "-1.33", "-1.33"],
  });
});

test("the rounding unit is the amount rounding precision", async () => {
  // Five times the money, so the same steps of five cents.
  expect(await settle({ ...BY_A_CENT, west: "18.3", east: "10.05" }, "0.05")).toEqual({
    sweeps: 100,
    codes: ["ROUNDING_OSCILLATION"],
    costs: ["18.3", "10.05", "-20.05", "20.05", "-8.4", "8.4", "-6.7", "-6.7"],
  });
  expect((await settle(BY_A_CENT, "0.05")).codes).toEqual([]);
});

test("what moves by more than a rounding unit has not converged", async () => {
  const found = await settle({ sent: 9, sold: 8, west: "3.02", east: "2.01" });
  expect(found).toMatchObject({ sweeps: 100, codes: ["CYCLE_NOT_CONVERGED"] });
});

test("items that do not settle are named in their order, and none is called an oscillation beside a wider one", async () => {
  const named = async (book: PostingBook): Promise<unknown> => {
    const { adjusted } = computeAdjustment(await readLedgers(jsonSource(book.workbook), { reports: ["AC"] }));
    return adjusted.unsettled;
  };
  const two = averageCircle(BY_A_CENT);
  two.items.push({ "No.": "B", "Costing Method": "Average" });
  averageCircle({ sent: 9, sold: 8, west: "3.02", east: "2.01" }, two, "B");
  expect(await named(two)).toEqual([
    { code: "CYCLE_NOT_CONVERGED", item: 0 },
    { code: "CYCLE_NOT_CONVERGED", item: 1 },
  ]);
  // The averages of B are found to move before the applications of A are given up.
  const both = new PostingBook("FIFO");
  both.items.push({ "No.": "B", "Costing Method": "Average" });
  const first = both.post({ date: "2025-01-01", quantity: -1, cost: "-5" });
  const back = both.post({ date: "2025-01-02", type: "Sale", quantity: 1, cost: "5" });
  both.apply(back, back, first, 1);
  both.apply(first, back, first, -1);
  both.value(back, { "Item Charge No.": "F", "Valued Quantity": "1", "Cost Amount (Actual)": "1" });
  averageCircle(BY_A_CENT, both, "B");
  expect(await named(both)).toEqual([
    { code: "CYCLE_NOT_CONVERGED", item: 0 },
    { code: "ROUNDING_OSCILLATION", item: 1 },
  ]);
});

test("most circles settle: the averages come to rest in a few sweeps", async () => {
  const found = await settle({ ...BY_A_CENT, west: "3.65" });
  expect(found.codes).toEqual([]);
  expect(found.sweeps).toBeLessThan(20);
});

test.each(["adjust-cost", "shadow-costing"])("%s names the item", async (report) => {
  const parameters = report === "adjust-cost" ? {} : { method: "Average" };
  const { result } = await runOn(report, averageCircle(BY_A_CENT).workbook, parameters);
  expect(result.warnings).toMatchObject([{ code: "ROUNDING_OSCILLATION", itemNo: "A" }]);
  const wide = await runOn(
    report,
    averageCircle({ sent: 9, sold: 8, west: "3.02", east: "2.01" }).workbook,
    parameters,
  );
  expect(wide.result.warnings).toMatchObject([{ code: "CYCLE_NOT_CONVERGED", itemNo: "A" }]);
});
