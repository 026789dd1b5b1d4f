/** Ties that need two reports: cost specification with the valuation, ending WIP with the WIP account. */
import type { StepOutcome } from "../../../src/engine/month-end/run";
import { crossTie } from "../../../src/engine/month-end/ties";
import type { SessionRun } from "../../../src/engine/session";

const runOf = (report: string, result: object, refused = false): SessionRun =>
  ({ result: { report, ...result }, refused }) as SessionRun;

/** Outcomes of other steps, by id. */
const outcomes = (results: Readonly<Record<string, object>>): ReadonlyMap<string, StepOutcome> =>
  new Map(
    Object.entries(results).map(([id, result]) => [id, { run: runOf(id, result) } as unknown as StepOutcome]),
  );

const NO_GAP = {
  rounding: "0",
  costNotAdjusted: "0",
  valuedOtherwise: "0",
  dropShipments: "0",
  notApplied: "0",
};

type Gap = Partial<typeof NO_GAP>;

/** A cost specification of items with values in the ledger and gaps; the gaps of the total are given. */
function specification(
  totalCost: string,
  inventoryValue: string,
  items: Readonly<Record<string, Gap & { readonly value: string }>>,
  gaps: Gap = {},
): SessionRun {
  return runOf("inventory-valuation-cost-spec", {
    rows: Object.entries(items).map(([itemNo, { value, ...gap }]) => ({
      itemNo,
      tieOut: { inventoryValue: value, ...NO_GAP, ...gap },
    })),
    totals: { totalCost, tieOut: { inventoryValue, ...NO_GAP, ...gaps } },
  });
}

/** A valuation of items; those with a pair have an ending value that includes expected cost. */
function valuation(
  items: Readonly<Record<string, string | readonly [string, string]>>,
  total: string,
): object {
  return {
    rows: Object.entries(items).map(([itemNo, value]) => ({
      itemNo,
      endingValue: typeof value === "string" ? value : value[0],
      expectedCostIncluded: typeof value === "string" ? null : { endingValue: value[1] },
    })),
    totals: { endingValue: total, expectedCostIncluded: null },
  };
}

describe("cost specification and valuation", () => {
  const tie = (run: SessionRun, others: Readonly<Record<string, object>>): ReturnType<typeof crossTie> =>
    crossTie("inventory-valuation-cost-spec", run, outcomes(others));

  it("tie when every item does", () => {
    const run = specification("150.00", "150.00", { BOLT: { value: "100" }, NUT: { value: "50.00" } });
    expect(tie(run, { "inventory-valuation": valuation({ BOLT: "100.00", NUT: "50" }, "150") })).toEqual({
      state: "ties",
      difference: "0",
      compared: "{150} = valuation with expected cost",
      sides: {
        figure: "Total cost",
        amount: "150.00",
        with: "Ending value, expected cost included",
        withAmount: "150",
      },
    });
  });

  it("compare with the value that includes expected cost, in the total and item by item", () => {
    const run = specification("150", "150", { BOLT: { value: "150" } });
    const included = {
      ...valuation({ BOLT: ["100", "150"] }, "100"),
      totals: { endingValue: "100", expectedCostIncluded: { endingValue: "150" } },
    };
    expect(tie(run, { "inventory-valuation": included })?.state).toBe("ties");
  });

  it("tie when cents of rounding cancel each other out, but not other causes that do", () => {
    const values = valuation({ BOLT: "100", NUT: "50" }, "150");
    const cents = specification("150", "150", {
      BOLT: { value: "100", rounding: "0.01" },
      NUT: { value: "50", rounding: "-0.01" },
    });
    expect(tie(cents, { "inventory-valuation": values })?.state).toBe("ties");
    const drops = specification("150", "150", {
      BOLT: { value: "100", dropShipments: "5" },
      NUT: { value: "50", dropShipments: "-5" },
    });
    expect(tie(drops, { "inventory-valuation": values })).toMatchObject({
      state: "explained",
      stateWord: "Explained",
      difference: "0",
      compared: "Drop shipments {0}",
    });
  });

  it("are explained by causes that need nobody to act, each with its amount", () => {
    const run = specification(
      "149.98",
      "150",
      { BOLT: { value: "150", rounding: "-0.03", valuedOtherwise: "0.01" } },
      { rounding: "-0.03", valuedOtherwise: "0.01" },
    );
    expect(tie(run, { "inventory-valuation": valuation({ BOLT: "150" }, "150") })).toMatchObject({
      state: "explained",
      difference: "-0.02",
      compared: "Rounding of issues {-0.03}, issues valued otherwise {0.01}",
    });
  });

  it("believe that cost is not adjusted only where the cost adjustment says so", () => {
    const run = specification(
      "140",
      "150",
      { BOLT: { value: "150", costNotAdjusted: "-10" } },
      { costNotAdjusted: "-10" },
    );
    const values = { "inventory-valuation": valuation({ BOLT: "150" }, "150") };
    const adjusting = (itemNo: string): object => ({
      ...values,
      "adjust-cost": { differences: [{ itemNo }] },
    });
    expect(tie(run, adjusting("BOLT") as Record<string, object>)).toMatchObject({
      state: "explained",
      compared: "Cost not adjusted {-10} on BOLT",
    });
    for (const others of [adjusting("NUT") as Record<string, object>, values])
      expect(tie(run, others)).toMatchObject({
        state: "open",
        difference: "-10",
        compared: "BOLT: total cost differs from the valuation",
      });
  });

  it("are open where entries are not applied, or an item has another value; at most three items are named", () => {
    const items = ["A", "B", "C", "D", "E"];
    const run = specification(
      "5",
      "5",
      Object.fromEntries(
        items.map((itemNo) => [itemNo, { value: "1", notApplied: itemNo === "A" ? "1" : "0" }]),
      ),
    );
    const other = valuation({ A: "1", B: "2", C: "0", D: "1.01", E: "1" }, "5");
    expect(tie(run, { "inventory-valuation": other })).toMatchObject({
      state: "open",
      compared: "A, B, C and 1 more: total cost differs from the valuation",
    });
  });

  it("are open where the valuation has more than the items of the specification", () => {
    const run = specification("100", "100", { BOLT: { value: "100" } });
    expect(tie(run, { "inventory-valuation": valuation({ BOLT: "100", NUT: "20" }, "120") })).toMatchObject({
      state: "open",
      difference: "-20",
      compared: "Items without a row: total cost differs from the valuation",
    });
  });

  it("say nothing when the valuation did not run or was refused", () => {
    const run = specification("100", "100", {});
    expect(tie(run, {})).toBeUndefined();
    const refused = {
      run: runOf("inventory-valuation", valuation({}, "100"), true),
    } as unknown as StepOutcome;
    expect(
      crossTie("inventory-valuation-cost-spec", run, new Map([["inventory-valuation", refused]])),
    ).toBeUndefined();
  });
});

describe("ending WIP and the WIP account", () => {
  const tie = (endingWip: string, reconciliation: object | undefined): ReturnType<typeof crossTie> =>
    crossTie(
      "inventory-valuation-wip",
      runOf("inventory-valuation-wip", { totals: { endingWip } }),
      outcomes(reconciliation ? { "inventory-gl-reconciliation": reconciliation } : {}),
    );
  const reconciliation = (
    total: string,
    glTotal: string,
    unexplained: string,
    causes: readonly string[],
  ): object => ({
    lines: [
      { row: "total", wipInventory: total },
      { row: "glTotal", wipInventory: glTotal },
    ],
    proof: [
      { row: "inventory", unexplained: "99" },
      { row: "wipInventory", unexplained },
    ],
    reconcilingItems: [
      { row: "inventory", cause: "notPosted" },
      ...causes.map((cause) => ({ row: "wipInventory", cause })),
    ],
  });

  it("tie when they are equal", () => {
    expect(tie("70.00", reconciliation("70", "70", "0", []))).toEqual({
      state: "ties",
      difference: "0",
      compared: "{70} = WIP account",
      sides: { figure: "Ending WIP", amount: "70", with: "WIP account", withAmount: "70" },
    });
  });

  it("are explained when the proof of the WIP row leaves nothing open; causes are counted once", () => {
    expect(tie("70", reconciliation("70", "60", "0", ["notPosted", "notPosted"]))).toMatchObject({
      state: "explained",
      difference: "10",
      compared: "1 cause, unexplained {0}",
    });
    expect(tie("70", reconciliation("70", "60", "0", ["notPosted", "manual"]))?.compared).toBe(
      "2 causes, unexplained {0}",
    );
  });

  it("are open by what the proof leaves and by what the report sees and the reconciliation does not", () => {
    expect(tie("70", reconciliation("70", "60", "3", ["notPosted"]))).toMatchObject({
      state: "open",
      difference: "3",
      compared: "{70} against {60} on the WIP account",
    });
    expect(tie("75", reconciliation("70", "60", "0", ["notPosted"]))).toMatchObject({
      state: "open",
      difference: "5",
    });
  });

  it("say nothing without a reconciliation of WIP", () => {
    expect(tie("70", undefined)).toBeUndefined();
    expect(tie("70", { lines: [] })).toBeUndefined();
    expect(tie("70", reconciliation("70", "", "0", []))).toBeUndefined();
    expect(tie("70", reconciliation("", "70", "0", []))).toBeUndefined();
  });
});

it("no other step has a tie of its own", () => {
  expect(crossTie("inventory-valuation", runOf("inventory-valuation", {}), new Map())).toBeUndefined();
});
