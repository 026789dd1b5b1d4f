/** What must hold of a Cost Shares Breakdown on any ledger: it equals its slow twin, and figures lead to their entries. */
import type { FigureReference } from "../../src/engine/report";
import { costSharesTwin, type TwinParameters } from "./cost-shares-twin";
import { shuffled, type Workbook } from "./production-ledger";
import { runOn } from "./run-report";

export const REPORT = "cost-shares-breakdown";

/** The eighteen amounts; the first ten without material overhead add up to the total. */
export const AMOUNTS =
  "material capacity capacityOverhead materialOverhead subcontracted indirectCost variance revaluation rounding nonInventory total purchaseVariance materialVariance capacityVariance capacityOverheadVariance mfgOverheadVariance subcontractedVariance materialNonInventoryVariance".split(
    " ",
  );

interface Row extends Readonly<Record<string, string | number>> {
  readonly entryNo: number;
  readonly capacityEntryNo: number;
}
type Group = Readonly<Record<string, string>> & {
  readonly rows: readonly Row[];
  readonly tieOut: Record<string, string>;
};
export interface Result {
  readonly groups: readonly Group[];
  readonly totals: Readonly<Record<string, string>>;
  readonly warnings: readonly { readonly code: string; readonly entryNo?: number }[];
}

export async function shares(workbook: Workbook, given: object): Promise<Result> {
  const { result } = await runOn(REPORT, workbook, { ...given, showDetails: true });
  expect(result.error).toBeUndefined();
  return result as unknown as Result;
}

export const cents = (text: string | number | undefined): number => Math.round(Number(text) * 100);

const amountsIn = (line: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(AMOUNTS.map((amount) => [amount, line[amount]]));

const TYPES_IN_ORDER =
  "Purchase|Sale|Positive Adjmt.|Negative Adjmt.|Transfer|Consumption|Output||Assembly Consumption|Assembly Output".split(
    "|",
  );
type OrderKey = readonly (string | number)[];

/** What a row is sorted by: line of the order or place, then type (capacity after output) and numbers. */
function orderKey(workbook: Workbook, { printCostShare }: TwinParameters, row: Row): OrderKey {
  const { entryNo, capacityEntryNo, locationCode = "", variantCode = "", entryType = "" } = row;
  const sheet = capacityEntryNo === 0 ? "Item Ledger Entries" : "Capacity Ledger Entries";
  const own = workbook[sheet]?.find((one) => one["Entry No."] === (capacityEntryNo || entryNo));
  const place =
    printCostShare === "WIP Inventory" ? [Number(own?.["Order Line No."])] : [locationCode, variantCode];
  return [...place, TYPES_IN_ORDER.indexOf(String(entryType)), entryNo, capacityEntryNo];
}

function compareKeys(a: OrderKey, b: OrderKey): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] as number) < (b[at] as number) ? -1 : 1;
}

/** Rows, groups and cycles are those of the twin, and rows stand in order, with the rows of the sheets in another order (from the seed). */
export async function expectTwin(workbook: Workbook, given: TwinParameters, seed: number): Promise<void> {
  const twin = costSharesTwin(workbook, given);
  const result = await shares(shuffled(workbook, seed), given);
  const expected = new Map(twin.rows.map((row) => [row.key, row.amounts]));
  const rows = result.groups.flatMap((group) => group.rows);
  for (const row of rows) {
    const key =
      row.capacityEntryNo !== 0
        ? `capacity ${row.capacityEntryNo}`
        : row.entryNo !== 0
          ? String(row.entryNo)
          : [row.itemNo, row.locationCode, row.variantCode].join("/");
    expect({ key, ...amountsIn(row) }).toEqual({ key, ...expected.get(key) });
  }
  expect(rows.length).toBe(twin.rows.length);
  for (const group of result.groups) {
    const keys = group.rows.map((row) => orderKey(workbook, given, row));
    expect(keys).toEqual([...keys].sort(compareKeys));
  }
  for (const group of result.groups) {
    const { no } = group;
    expect({ no, ...amountsIn(group) }).toEqual({ no, ...twin.groups.get(no as string) });
  }
  expect(result.warnings.filter((w) => w.code === "CYCLE").map((w) => w.entryNo)).toEqual(twin.cycles);
}

/**
 * One of the eighteen amounts (chosen by number) of every group, of its first rows and of the totals, and one figure of
 * the tie-out of every group lead to entries that make it.
 */
export async function expectDrilled(
  workbook: Workbook,
  given: TwinParameters,
  choice: number,
): Promise<void> {
  const { ledgers, run, result } = await runOn(REPORT, workbook, { ...given, showDetails: true });
  const { groups, totals } = result as unknown as Result;
  const expectEntries = (reference: FigureReference, shown: string | number | undefined): void => {
    const drill = run.report.drill?.(ledgers, run.parameters ?? {}, run.outcome.result, reference);
    const sum = drill?.entries.reduce((total, entry) => total + cents(entry.amount), 0);
    expect({ reference, figure: drill?.figure, sum }).toEqual({
      reference,
      figure: shown,
      sum: cents(shown),
    });
  };
  const field = AMOUNTS[choice % AMOUNTS.length] as string;
  for (const group of groups) {
    const no = group.no as string;
    expectEntries({ no, field }, group[field]);
    for (const row of group.rows.slice(0, 4)) {
      const { entryNo, capacityEntryNo, locationCode = "", variantCode = "" } = row;
      expectEntries({ no, field, entryNo, capacityEntryNo, locationCode, variantCode }, row[field]);
    }
    const figures = Object.keys(group.tieOut);
    const figure = figures[choice % figures.length] as string;
    expectEntries({ no, field: `tieOut.${figure}` }, group.tieOut[figure]);
  }
  expectEntries({ field }, totals[field]);
}
