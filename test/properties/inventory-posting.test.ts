import fc from "fast-check";
import type { ChangeSet } from "../../src/engine/changes";
import { applyChanges, type JsonWorkbook } from "../support/apply-changes";
import { postingLedger, type PostingLedgerOptions } from "../support/posting-ledger";
import { shuffled, type Workbook } from "../support/production-ledger";
import { runOn } from "../support/run-report";
import { without } from "../support/without";

const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const METHODS = ["Per Posting Group", "Per Entry", "Per Document"] as const;
type Method = (typeof METHODS)[number];
const methods = fc.constantFrom(...METHODS);
const RUNS = { numRuns: 40 };

type Texts = Readonly<Record<string, string>>;
interface PostedEntry extends Texts {
  readonly postingDate: string;
  readonly documentNo: string;
  readonly glAccountNo: string;
}
interface Posted {
  readonly posted: boolean;
  readonly glEntries: readonly (PostedEntry & {
    readonly entryNo: number;
    readonly dimensionSetId: number;
  })[];
  readonly relations: readonly { readonly glEntryNo: number; readonly valueEntryNo: number }[];
  readonly valueEntryUpdates: readonly object[];
  readonly removedFromQueue: readonly number[];
  readonly lines: readonly Texts[];
  readonly totals: Texts;
  readonly accountTotals: readonly Texts[];
  readonly skipped: readonly object[];
  readonly summary: {
    readonly balanced: boolean;
    readonly glEntries: number;
    readonly debit: string;
    readonly credit: string;
  };
}

function parametersOf(method: Method): Readonly<Record<string, string>> {
  return { postingMethod: method, documentNo: method === "Per Posting Group" ? "INVT-2025" : "" };
}

async function post(
  workbook: unknown,
  method: Method,
  more: object = {},
): Promise<{ result: Posted; changes: ChangeSet | undefined }> {
  const { run, result } = await runOn("post-inventory-cost", workbook, {
    ...parametersOf(method),
    post: true,
    ...more,
  });
  expect(result.error).toBeUndefined();
  return { result: result as unknown as Posted, changes: run.outcome.changes };
}

/** The ledger after posting. */
async function postedLedger(workbook: Workbook, method: Method): Promise<JsonWorkbook> {
  const { changes } = await post(workbook, method);
  if (!changes) throw new Error("posting gave no change set");
  return applyChanges(workbook, changes);
}

const cents = (text: string | undefined): number => Math.round(Number(text) * 100);
const expectedOptions = fc.record({ expectedPosting: fc.boolean(), additionalCurrency: fc.boolean() });

describe("posting", () => {
  it("balances per posting date, document and dimension set, and the totals are those of the lines", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, methods, expectedOptions, async (seed, method, given) => {
        const { result } = await post(postingLedger(seed, { entries: 40, ...given }), method);
        expect(result.skipped.length + result.lines.length).toBeGreaterThan(0);
        const sums = new Map<string, { amount: number; acy: number }>();
        for (const entry of result.glEntries) {
          const key = `${entry.postingDate}|${entry.documentNo}|${entry.dimensionSetId}`;
          const sum = sums.get(key) ?? { amount: 0, acy: 0 };
          sum.amount += cents(entry.amount);
          sum.acy += cents(entry.additionalCurrencyAmount ?? "0");
          sums.set(key, sum);
          expect(cents(entry.debitAmount) - cents(entry.creditAmount)).toBe(cents(entry.amount));
          expect(Math.min(cents(entry.debitAmount), cents(entry.creditAmount))).toBe(0);
        }
        for (const sum of sums.values()) expect(sum).toEqual({ amount: 0, acy: 0 });
        expect(result.summary.balanced).toBe(true);
        expect(result.summary.debit).toBe(result.summary.credit);
        for (const column of Object.keys(result.totals)) {
          const sum = result.lines.reduce((total, line) => total + cents(line[column]), 0);
          expect(cents(result.totals[column])).toBe(sum);
        }
      }),
      RUNS,
    );
  });

  it("posts nothing the second time", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, methods, expectedOptions, async (seed, method, given) => {
        const after = await postedLedger(postingLedger(seed, { entries: 40, ...given }), method);
        const { result, changes } = await post(after, method);
        expect(result.glEntries).toEqual([]);
        expect(result.valueEntryUpdates).toEqual([]);
        expect(
          changes?.changes.every(
            (change) => !change.append?.length && !change.update?.length && !change.delete?.length,
          ),
        ).toBe(true);
      }),
      RUNS,
    );
  });

  it("previews exactly what it posts, and a preview changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, methods, async (seed, method) => {
        const workbook = postingLedger(seed, { entries: 30, expectedPosting: true });
        const preview = await runOn("post-inventory-cost", workbook, parametersOf(method));
        const { result } = await post(workbook, method);
        expect(preview.run.outcome.changes).toBeUndefined();
        expect({ ...preview.result, posted: true }).toEqual(result);
      }),
      RUNS,
    );
  });

  it("gives the same balances per account and dimension set by every method", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, expectedOptions, async (seed, given) => {
        const workbook = postingLedger(seed, { entries: 40, ...given });
        const balances = await Promise.all(
          METHODS.map(async (method) => {
            const { result } = await post(workbook, method);
            const sums = new Map<string, number>();
            for (const entry of result.glEntries) {
              const key = `${entry.glAccountNo}|${entry.postingDate}|${entry.dimensionSetId}`;
              sums.set(key, (sums.get(key) ?? 0) + cents(entry.amount));
            }
            return {
              sums,
              totals: result.totals,
              lines: result.lines,
              net: result.accountTotals.map((total) => total.net),
            };
          }),
        );
        for (const other of balances) expect(other).toEqual(balances[0]);
      }),
      RUNS,
    );
  });

  it("relates every G/L entry to value entries whose lines make up its amount", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, methods, async (seed, method) => {
        const workbook = postingLedger(seed, { entries: 30, expectedPosting: true });
        const { result } = await post(workbook, method);
        const perEntry = await post(workbook, "Per Entry");
        const pairs = new Set(result.relations.map((row) => `${row.glEntryNo}|${row.valueEntryNo}`));
        expect(pairs.size).toBe(result.relations.length);
        expect(result.relations.length).toBe(perEntry.result.glEntries.length);
        for (const update of result.removedFromQueue) {
          expect(result.relations.some((row) => row.valueEntryNo === update)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

interface Reconciliation {
  readonly lines: readonly Texts[];
  readonly reconcilingItems: readonly {
    readonly row: string;
    readonly cause: string;
    readonly amount: string;
    readonly valueEntryNos: readonly number[];
    readonly glEntryNos: readonly number[];
  }[];
  readonly proof: readonly Texts[];
}

async function reconcile(workbook: unknown, parameters: object): Promise<Reconciliation> {
  const { result } = await runOn("inventory-gl-reconciliation", workbook, { ...parameters });
  expect(result.error).toBeUndefined();
  return result as unknown as Reconciliation;
}

const INVENTORY_COLUMNS = ["inventory", "inventoryInterim", "wipInventory"] as const;

/** Difference per row as the matrix shows it. */
function differencesOf(result: Reconciliation): Map<string, number> {
  const differences = new Map<string, number>();
  for (const line of result.lines) {
    if (line.row === "difference") {
      for (const column of INVENTORY_COLUMNS) differences.set(column, cents(line[column]));
    } else if (line.difference !== "") differences.set(line.row as string, cents(line.difference));
  }
  return differences;
}

/** Items add up to each difference, nothing is unexplained, columns of basis posting are zero. */
function expectExplained(result: Reconciliation, basis: string, unexplainedAllowed = false): void {
  for (const [row, difference] of differencesOf(result)) {
    const items = result.reconcilingItems.filter((item) => item.row === row);
    expect([row, items.reduce((sum, item) => sum + cents(item.amount), 0)]).toEqual([row, difference]);
    if (!unexplainedAllowed) expect(items.filter((item) => item.cause === "UNEXPLAINED")).toEqual([]);
  }
  if (basis !== "posting") return;
  for (const column of INVENTORY_COLUMNS) {
    const rows = result.lines.filter(
      (line) => !["glTotal", "difference", "warning"].includes(line.row as string),
    );
    const sum = rows.reduce((total, line) => total + (line[column] === "" ? 0 : cents(line[column])), 0);
    expect([column, sum]).toEqual([column, 0]);
  }
}

const bases = fc.constantFrom("bc", "posting");
const periods = fc.constantFrom(
  {},
  { startDate: "2025-02-01", endDate: "2025-02-28" },
  { endDate: "2025-01-31" },
  { startDate: "2025-03-05" },
);

describe("reconciliation", () => {
  it("finds no difference when everything is posted", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, methods, periods, async (seed, method, period) => {
        const after = await postedLedger(postingLedger(seed, { entries: 40, expectedPosting: true }), method);
        const result = await reconcile(after, { basis: "posting", ...period });
        expect(result.proof).toEqual([]);
        expect(result.reconcilingItems).toEqual([]);
        expect([...differencesOf(result).values()].every((difference) => difference === 0)).toBe(true);
        const page = await reconcile(after, { basis: "bc", ...period });
        expect(page.reconcilingItems.filter((item) => item.cause !== "BC_FORMULA_GAP")).toEqual([]);
      }),
      RUNS,
    );
  });

  it("agrees with Business Central's formulas where these have no gaps", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, periods, async (seed, period) => {
        const options: PostingLedgerOptions = { entries: 40, expectedPosting: true, withoutGaps: true };
        const after = await postedLedger(postingLedger(seed, options), "Per Posting Group");
        const page = await reconcile(after, { basis: "bc", ...period });
        expect(page.proof).toEqual([]);
      }),
      RUNS,
    );
  });

  it("explains whatever happens to G/L entries and relations, to the cent", async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        methods,
        bases,
        periods,
        fc.boolean(),
        async (seed, method, basis, period, expectedPosting) => {
          const after = await postedLedger(postingLedger(seed, { entries: 40, expectedPosting }), method);
          const result = await reconcile(disturbed(after, seed), { basis, ...period });
          expectExplained(result, basis);
        },
      ),
      { numRuns: 80 },
    );
  });

  it("adds up without the relation sheet as well", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, bases, periods, async (seed, basis, period) => {
        const after = await postedLedger(postingLedger(seed, { entries: 40 }), "Per Entry");
        const workbook = without(disturbed(after, seed), "G/L - Item Ledger Relation");
        expectExplained(await reconcile(workbook, { basis, ...period }), basis, true);
      }),
      RUNS,
    );
  });

  it("names each planted fault with its exact amount", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const after = await postedLedger(
          postingLedger(seed, { entries: 60, expectedPosting: true }),
          "Per Entry",
        );
        const { workbook, expected } = plantFaults(after, seed);
        const result = await reconcile(workbook, {
          basis: "posting",
          startDate: "2025-01-01",
          endDate: "2025-03-31",
        });
        const found = new Map(
          result.reconcilingItems.map((item) => [`${item.row} ${item.cause}`, cents(item.amount)]),
        );
        expect(new Map([...found].sort())).toEqual(
          new Map([...expected].filter(([, amount]) => amount !== 0).sort()),
        );
        expectExplained(result, "posting");
      }),
      RUNS,
    );
  });
});

type AnyRow = Readonly<Record<string, unknown>>;

/** Random things done to G/L entries and relations. */
function disturbed(workbook: JsonWorkbook, seed: number): Record<string, readonly AnyRow[]> {
  const random = numbers(seed);
  const accounts = ["2100", "7300", "", "9999", "2201"];
  let glEntries = (workbook["G/L Entries"] ?? []).map((row): AnyRow => {
    const dice = random();
    if (dice < 0.05) return { ...row, "G/L Account No.": accounts[Math.floor(random() * accounts.length)] };
    if (dice < 0.1) return { ...row, "Posting Date": "2025-04-02" };
    if (dice < 0.13) return { ...row, "Posting Date": "C2025-02-28" };
    if (dice < 0.18)
      return { ...row, Amount: (Number(row.Amount) + Math.round(random() * 4000 - 2000) / 100).toFixed(2) };
    if (dice < 0.2) return { ...row, Amount: (-Number(row.Amount)).toFixed(2) };
    return row;
  });
  glEntries = glEntries.filter(() => random() > 0.05);
  const last = glEntries.length + 1000;
  glEntries.push(
    {
      "Entry No.": last,
      "Posting Date": "2025-02-10",
      "G/L Account No.": "2100",
      Amount: "15.50",
      "Document No.": "MAN",
    },
    {
      "Entry No.": last + 1,
      "Posting Date": "C2025-02-28",
      "G/L Account No.": "7300",
      Amount: "-3.25",
      "Document No.": "CLOSE",
    },
  );
  const relations = (workbook["G/L - Item Ledger Relation"] ?? []).flatMap((row): AnyRow[] => {
    const dice = random();
    if (dice < 0.05) return [];
    if (dice < 0.08) return [{ ...row, "Value Entry No.": 100_000 + Math.floor(random() * 50) }];
    if (dice < 0.1) return [row, { ...row, "Value Entry No.": 1 + Math.floor(random() * 30) }];
    return [row];
  });
  const entries = (workbook["Value Entries"] ?? []).map((row): AnyRow => {
    const dice = random();
    if (dice < 0.04) return { ...row, "Cost Posted to G/L": "0" };
    if (dice < 0.06)
      return { ...row, "Cost Posted to G/L": (Number(row["Cost Posted to G/L"]) + 1.25).toFixed(2) };
    if (dice < 0.08) return { ...row, "Expected Cost Posted to G/L": "4.75" };
    if (dice < 0.1) return { ...row, Inventoriable: false };
    if (dice < 0.12) return { ...row, "Location Code": "NOWHERE" };
    return row;
  });
  return {
    ...workbook,
    "G/L Entries": glEntries,
    "G/L - Item Ledger Relation": unique(relations),
    "Value Entries": entries,
  };
}

function unique(rows: readonly AnyRow[]): readonly AnyRow[] {
  return [
    ...new Map(
      rows.map((row) => [`${String(row["G/L Entry No."])}|${String(row["Value Entry No."])}`, row]),
    ).values(),
  ];
}

function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const ROW_OF_TYPE: Readonly<Record<string, string>> = {
  21: "inventory",
  22: "inventoryInterim",
  23: "wipInventory",
  24: "materialVariance",
  25: "capacityVariance",
  26: "subcontractedVariance",
  27: "capacityOverheadVariance",
  28: "mfgOverheadVariance",
  71: "cogs",
  72: "cogsInterim",
  73: "inventoryAdjmt",
  74: "invtAccrualInterim",
  75: "directCostApplied",
  76: "overheadApplied",
  77: "purchaseVariance",
};
const rowOf = (account: unknown): string => ROW_OF_TYPE[String(account).slice(0, 2)] as string;

/** One fault of each kind on G/L entries of different value entries, with the items that must come of it. */
function plantFaults(
  workbook: JsonWorkbook,
  seed: number,
): { workbook: JsonWorkbook; expected: Map<string, number> } {
  const random = numbers(seed);
  const glEntries: AnyRow[] = [...(workbook["G/L Entries"] ?? [])];
  let relations: AnyRow[] = [...(workbook["G/L - Item Ledger Relation"] ?? [])];
  const entries: AnyRow[] = [...(workbook["Value Entries"] ?? [])];
  const entryOfGL = new Map(relations.map((row) => [row["G/L Entry No."], row["Value Entry No."]]));
  const expected = new Map<string, number>();
  const expectItem = (row: string, cause: string, amount: number): void => {
    expected.set(`${row} ${cause}`, (expected.get(`${row} ${cause}`) ?? 0) + amount);
  };
  // G/L entries in random order, at most one fault per value entry, and no entry with several lines of one type and sign.
  const order = glEntries.map((_, index) => index);
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  const used = new Set<unknown>();
  const take = (suits: (row: AnyRow) => boolean = () => true): number => {
    const index = order.find((place) => {
      const row = glEntries[place] as AnyRow;
      return !used.has(entryOfGL.get(row["Entry No."])) && cents(String(row.Amount)) !== 0 && suits(row);
    });
    if (index === undefined) throw new Error("the ledger is too small for the faults");
    used.add(entryOfGL.get((glEntries[index] as AnyRow)["Entry No."]));
    return index;
  };
  const change = (index: number, values: AnyRow): AnyRow => {
    const before = glEntries[index] as AnyRow;
    glEntries[index] = { ...before, ...values };
    return before;
  };
  const amountOf = (row: AnyRow): number => cents(String(row.Amount));

  const late = change(take(), { "Posting Date": "2025-04-15" });
  expectItem(rowOf(late["G/L Account No."]), "POSTING_DATE_MISMATCH", -amountOf(late));
  const deleted = change(take(), { "G/L Account No.": "" });
  expectItem(rowOf(deleted["G/L Account No."]), "DELETED_ACCOUNT", -amountOf(deleted));
  const old = change(take(), { "G/L Account No.": "1999" });
  expectItem(rowOf(old["G/L Account No."]), "ACCOUNT_CHANGED", -amountOf(old));
  const moved = change(
    take((row) => rowOf(row["G/L Account No."]) !== "cogs"),
    { "G/L Account No.": "7100" },
  );
  expectItem(rowOf(moved["G/L Account No."]), "ACCOUNT_CHANGED", -amountOf(moved));
  expectItem("cogs", "ACCOUNT_CHANGED", amountOf(moved));

  const raisedIndex = take();
  const raised = glEntries[raisedIndex] as AnyRow;
  const by = amountOf(raised) > 0 ? 7 : -7;
  change(raisedIndex, { Amount: ((amountOf(raised) + by) / 100).toFixed(2) });
  expectItem(rowOf(raised["G/L Account No."]), "AMOUNT_MISMATCH", by);

  const lostIndex = take();
  const lost = glEntries[lostIndex] as AnyRow;
  relations = relations.filter((row) => row["G/L Entry No."] !== lost["Entry No."]);
  glEntries.splice(lostIndex, 1);
  expectItem(rowOf(lost["G/L Account No."]), "POSTED_WITHOUT_GL_ENTRY", -amountOf(lost));
  glEntries.push({
    "Entry No.": 900_001,
    "Posting Date": "2025-02-14",
    "G/L Account No.": "2100",
    Amount: "-15.50",
  });
  expectItem("inventory", "DIRECT_POSTING", -1550);
  glEntries.push({
    "Entry No.": 900_002,
    "Posting Date": "C2025-02-28",
    "G/L Account No.": "7100",
    Amount: "12.34",
  });
  expectItem("cogs", "CLOSING_ENTRY", 1234);
  glEntries.push({
    "Entry No.": 900_003,
    "Posting Date": "2025-02-14",
    "G/L Account No.": "2300",
    Amount: "8.80",
  });
  relations.push({ "G/L Entry No.": 900_003, "Value Entry No.": 800_000 });
  expectItem("wipInventory", "VALUE_ENTRY_MISSING", 880);

  entries.push({
    ...(entries.find((row) => row["Item Ledger Entry Type"] !== "") ?? {}),
    "Entry No.": 700_000,
    "Item Ledger Entry Type": "Sale",
    "Entry Type": "Direct Cost",
    "Variance Type": "",
    "Order Type": "",
    "Order No.": "",
    "Expected Cost": false,
    Inventoriable: true,
    "Posting Date": "2025-02-20",
    "Cost Amount (Actual)": "-40",
    "Cost Posted to G/L": "0",
    "Cost Amount (Expected)": "6",
    "Expected Cost Posted to G/L": "0",
  });
  expectItem("inventory", "NOT_POSTED", 4000);
  expectItem("cogs", "NOT_POSTED", -4000);
  expectItem("inventoryInterim", "EXPECTED_NOT_POSTED", -600);
  expectItem("cogsInterim", "EXPECTED_NOT_POSTED", 600);
  return {
    workbook: {
      ...workbook,
      "G/L Entries": glEntries,
      "G/L - Item Ledger Relation": relations,
      "Value Entries": entries,
    },
    expected,
  };
}

interface TraceResult {
  readonly edges: readonly {
    readonly kind: string;
    readonly from: string;
    readonly to: string;
    readonly amount?: string;
  }[];
}

async function trace(workbook: unknown, parameters: object): Promise<TraceResult> {
  const { result } = await runOn("trace", workbook, { ...parameters });
  expect(result.error).toBeUndefined();
  return result as unknown as TraceResult;
}

describe("trace", () => {
  it("gives the same pairs and amounts from both ends", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, methods, async (seed, method) => {
        const after = await postedLedger(postingLedger(seed, { entries: 20, expectedPosting: true }), method);
        const workbook = disturbed(after, seed);
        const pairs = (results: readonly TraceResult[]): readonly string[] =>
          [
            ...new Set(
              results.flatMap((result) =>
                result.edges
                  .filter((edge) => edge.kind === "relation")
                  .map((edge) => `${edge.from} ${edge.to} ${edge.amount ?? ""}`),
              ),
            ),
          ].sort();
        const glNumbers = (workbook["G/L Entries"] ?? []).map((row) => row["Entry No."] as number);
        const veNumbers = (workbook["Value Entries"] ?? []).map((row) => row["Entry No."] as number);
        const back = await Promise.all(
          glNumbers.map((entryNo) =>
            trace(workbook, { start: { table: "G/L Entries", entryNo }, costFlowDepth: 0 }),
          ),
        );
        const forth = await Promise.all(
          veNumbers.map((entryNo) =>
            trace(workbook, { start: { table: "Value Entries", entryNo }, costFlowDepth: 0 }),
          ),
        );
        const all = await trace(workbook, {
          start: { table: "Value Entries", entryNos: veNumbers },
          costFlowDepth: 0,
        });
        expect(pairs(back)).toEqual(pairs(forth));
        expect(pairs([all])).toEqual(pairs(forth));
      }),
      { numRuns: 10 },
    );
  });
});

/** The list of accounts follows the order of the setup sheets; everything else has an order of its own. */
function inKeyOrder(result: Readonly<Record<string, unknown>>): unknown {
  const { glAccounts, ...rest } = result;
  if (!Array.isArray(glAccounts)) return rest;
  return { ...rest, glAccounts: glAccounts.map((account) => JSON.stringify(account)).sort() };
}

describe("the order of rows", () => {
  it("does not matter to any of the three reports", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, methods, async (seed, method) => {
        const before = postingLedger(seed, { entries: 30, expectedPosting: true });
        const after = disturbed(await postedLedger(before, method), seed) as unknown as Workbook;
        const runs: readonly (readonly [string, Workbook, object])[] = [
          ["post-inventory-cost", before, parametersOf(method)],
          ["post-inventory-cost", after, parametersOf(method)],
          ["inventory-gl-reconciliation", after, { endDate: "2025-02-28" }],
          ["trace", after, { start: { documentNo: "DOC-1" }, costFlowDepth: 3 }],
        ];
        for (const [report, workbook, parameters] of runs) {
          const first = await runOn(report, workbook, { ...parameters });
          const second = await runOn(report, shuffled(workbook, seed), { ...parameters });
          expect(inKeyOrder(second.result)).toEqual(inKeyOrder(first.result));
        }
      }),
      RUNS,
    );
  });
});
