/** Tieout's reports on the sample company: simulation and engine are two hands, and they must agree. */
import { readLedgers } from "../../src/engine/ledgers/read";
import { amounts } from "../../src/engine/reports/inventory-valuation-wip/finish";
import { runReport } from "../../src/engine/run";
import { plain } from "../support/plain";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";
import { PLANTED_FAULTS } from "../../sample/faults";
import { generateSample, type SampleWorkbook } from "../../sample/generate";
import { accountBalance, flagOf, money, numberOf, rowsOf, scaledOf, Sums, textOf } from "./ledger-facts";

const workDate = parseDay("2026-01-31") as number;
const january = { startDate: "2026-01-01", endDate: "2026-01-31" };

interface Company {
  sample: SampleWorkbook;
  run: <T>(id: string, parameters: Record<string, unknown>) => Promise<T>;
}

async function company(options: Parameters<typeof generateSample>[0]): Promise<Company> {
  const sample = generateSample(options);
  const workbook = Object.fromEntries(
    [...sample.tables].map(([sheet, table]) => [sheet, [...table.records()]]),
  );
  const ledgers = await readLedgers(jsonSource(workbook), {});
  return {
    sample,
    run: async <T>(id: string, parameters: Record<string, unknown>) => {
      const { outcome } = await runReport(id, ledgers, parameters, { workDate });
      return plain(outcome.result) as unknown as T;
    },
  };
}

let shipped: Company;
let clean: Company;
beforeAll(async () => {
  shipped = await company({});
  clean = await company({ faults: false, seed: 11 });
}, 60_000);

function codes(warnings: readonly { code: string }[]): string[] {
  return [...new Set(warnings.map((warning) => warning.code))].sort();
}

interface Valuation {
  totals: { endingValue: string; costPostedToGL: string; expectedCostIncluded: { endingValue: string } };
  warnings: { code: string; itemNo?: string }[];
}

interface CostCheck {
  fullyAdjusted: boolean;
  differences: { itemNo: string; valuedBy: string; deltaActual: string; deltaExpected: string }[];
  warnings: { code: string; itemNo: string }[];
}

describe("cost adjustment", () => {
  test("finds what was held back and nothing else", async () => {
    const result = await shipped.run<CostCheck>("adjust-cost", {});
    const dynamos = result.differences.filter((one) => one.itemNo === "A-40");
    expect(dynamos.map((one) => one.deltaActual)).toEqual(["-35", "35"]);
    const others = result.differences.filter((one) => one.itemNo !== "A-40");
    expect(others).toEqual([
      expect.objectContaining({ itemNo: "1010", valuedBy: "order", deltaExpected: "-542" }),
    ]);
    expect(codes(result.warnings)).toEqual([
      "ENTRY_POINT_NOT_ADJUSTED",
      "NEGATIVE_INVENTORY",
      "ORDER_NOT_FINISHED",
    ]);
  });

  test("finds nothing without faults, also in a larger company", async () => {
    for (const { run } of [clean, await company({ faults: false, valueEntries: 9_000, seed: 2 })]) {
      const result = await run<CostCheck>("adjust-cost", {});
      expect(result.differences).toEqual([]);
      expect(result.fullyAdjusted).toBe(true);
      expect(codes(result.warnings)).toEqual(["NEGATIVE_INVENTORY", "ORDER_NOT_FINISHED"]);
    }
  });
});

describe("inventory valuation", () => {
  test("is the sum of the value entries up to the day", async () => {
    const result = await shipped.run<Valuation>("inventory-valuation", {
      ...january,
      includeExpectedCost: true,
    });
    let actual = 0n;
    let expected = 0n;
    for (const row of rowsOf(shipped.sample.tables, "Value Entries")) {
      if (numberOf(row, "Item Ledger Entry No.") === 0 || textOf(row, "Posting Date") > "2026-01-31")
        continue;
      actual += scaledOf(row, "Cost Amount (Actual)");
      expected += scaledOf(row, "Cost Amount (Expected)");
    }
    expect(money(result.totals.endingValue)).toBe(actual);
    expect(money(result.totals.expectedCostIncluded.endingValue)).toBe(actual + expected);
    expect(codes(result.warnings)).toEqual([
      "COST_NOT_ADJUSTED",
      "COST_NOT_POSTED",
      "NEGATIVE_QUANTITY",
      "ZERO_QUANTITY_WITH_VALUE",
    ]);
    expect(result.warnings.find((one) => one.code === "ZERO_QUANTITY_WITH_VALUE")?.itemNo).toBe("A-60");
  });

  test("meets the cost specification exactly in the shipped year", async () => {
    const valuation = await shipped.run<Valuation>("inventory-valuation", {
      ...january,
      includeExpectedCost: true,
    });
    const specification = await shipped.run<{ totals: { totalCost: string } }>(
      "inventory-valuation-cost-spec",
      {
        valuationDate: "2026-01-31",
      },
    );
    expect(specification.totals.totalCost).toBe(valuation.totals.expectedCostIncluded.endingValue);
  });
});

describe("work in process", () => {
  interface Wip {
    rows: { no: string; flags: string[] }[];
    totals: { endingWip: string };
  }

  test("is the balance of the WIP account", async () => {
    for (const { run, sample } of [shipped, clean]) {
      const result = await run<Wip>("inventory-valuation-wip", january);
      expect(money(result.totals.endingWip)).toBe(accountBalance(sample.tables, "WIP Account", "2026-02-01"));
    }
  });

  test("has an order for every flag", async () => {
    const result = await shipped.run<Wip>("inventory-valuation-wip", january);
    const flags = new Set(result.rows.flatMap((row) => row.flags));
    expect([...flags].sort()).toEqual([
      "FINISHED_NOT_CLEARED",
      "NEGATIVE_WIP",
      "NO_OUTPUT",
      "OUTPUT_AT_EXPECTED_COST",
      "ROUNDING_IN_WIP",
      "ZERO_COST_OUTPUT",
    ]);
    const written = await shipped.run<Wip>("inventory-valuation-wip", {
      ...january,
      expenseOrdersWithoutOutput: true,
    });
    expect(written.rows.filter((row) => row.flags.includes("NOT_POSTED"))).toHaveLength(1);
  });

  test("fills every column", async () => {
    const filled = new Set<string>();
    for (const expenseOrdersWithoutOutput of [false, true]) {
      const { rows } = await shipped.run<{ rows: Record<string, string>[] }>("inventory-valuation-wip", {
        ...january,
        expenseOrdersWithoutOutput,
      });
      for (const row of rows) for (const amount of amounts) if (row[amount] !== "0") filled.add(amount);
    }
    expect(amounts.filter((amount) => !filled.has(amount))).toEqual([]);
  });

  test("has orders in every state", () => {
    const { tables } = shipped.sample;
    const orders = rowsOf(tables, "Production Orders");
    const entries = rowsOf(tables, "Item Ledger Entries").filter(
      (row) => textOf(row, "Order Type") === "Production",
    );
    const of = (type: string, sign: 1 | -1): ReadonlySet<string> =>
      new Set(
        entries
          .filter(
            (row) =>
              textOf(row, "Entry Type") === type && Math.sign(Number(textOf(row, "Quantity"))) === sign,
          )
          .map((row) => textOf(row, "Order No.")),
      );
    const consumed = of("Consumption", -1);
    const returned = of("Consumption", 1);
    const made = of("Output", 1);
    const reversed = of("Output", -1);
    const status = (wanted: string): readonly string[] =>
      orders.filter((row) => textOf(row, "Status") === wanted).map((row) => textOf(row, "No."));
    const subcontracted = rowsOf(tables, "Capacity Ledger Entries").filter((row) =>
      flagOf(row, "Subcontracting"),
    );
    const madeItems = new Set(
      entries.filter((row) => textOf(row, "Entry Type") === "Output").map((row) => textOf(row, "Item No.")),
    );
    const ofLowerLevel = entries.filter(
      (row) => textOf(row, "Entry Type") === "Consumption" && madeItems.has(textOf(row, "Item No.")),
    );
    let latest = "";
    const backdated = rowsOf(tables, "Item Ledger Entries").filter((row) => {
      const isEarlier = textOf(row, "Posting Date") < latest;
      if (!isEarlier) latest = textOf(row, "Posting Date");
      return isEarlier && textOf(row, "Entry Type") === "Consumption";
    });
    expect({
      openWithoutOutput: status("Released").some((no) => consumed.has(no) && !made.has(no)),
      openWithOutput: status("Released").some((no) => made.has(no)),
      finished: status("Finished").some((no) => made.has(no)),
      finishedWithoutOutput: status("Finished").some((no) => consumed.has(no) && !made.has(no)),
      reversedOutput: reversed.size > 0,
      returnedComponents: returned.size > 0,
      subcontracted: subcontracted.length > 0,
      lowerLevels: ofLowerLevel.length > 0,
      backdatedConsumption: backdated.length > 0,
    }).toEqual({
      openWithoutOutput: true,
      openWithOutput: true,
      finished: true,
      finishedWithoutOutput: true,
      reversedOutput: true,
      returnedComponents: true,
      subcontracted: true,
      lowerLevels: true,
      backdatedConsumption: true,
    });
  });
});

describe("reconciliation", () => {
  interface Reconciliation {
    reconcilingItems: {
      row: string;
      cause: string;
      amount: string;
      valueEntryNos: number[];
      glEntryNos: number[];
    }[];
    proof: { row: string; difference: string; unexplained: string }[];
  }

  test.each(["bc", "posting"])("finds each planted fault with its amount and entries (%s)", async (basis) => {
    const result = await shipped.run<Reconciliation>("inventory-gl-reconciliation", {
      endDate: "2026-01-31",
      basis,
    });
    const found = result.reconcilingItems.filter(
      (item) => item.row === "inventory" && item.cause !== "NOT_POSTED",
    );
    const planted = shipped.sample.world.faultPlaces.map(({ fault, valueEntryNos, glEntryNos }) => ({
      cause: fault.cause,
      amount: money(fault.inventoryAmount),
      valueEntryNos,
      glEntryNos: glEntryNos.slice(0, 1),
    }));
    const byCause = (a: { cause: string }, b: { cause: string }): number => (a.cause < b.cause ? -1 : 1);
    expect(
      found
        .map(({ cause, amount, valueEntryNos, glEntryNos }) => ({
          cause,
          amount: money(amount),
          valueEntryNos,
          glEntryNos,
        }))
        .sort(byCause),
    ).toEqual(planted.sort(byCause));
    for (const fault of PLANTED_FAULTS) {
      if (fault.balancingAmount === "" || fault.balancingAmount === "0.00") continue;
      const other = result.reconcilingItems.find(
        (item) => item.row === "inventoryAdjmt" && item.cause === fault.cause,
      );
      expect(other === undefined ? undefined : money(other.amount)).toBe(money(fault.balancingAmount));
    }
  });

  test("leaves nothing unexplained", async () => {
    for (const { run } of [shipped, clean]) {
      const result = await run<Reconciliation>("inventory-gl-reconciliation", { endDate: "2026-01-31" });
      expect(result.proof.length).toBeGreaterThan(0);
      expect(result.proof.filter((line) => line.unexplained !== "0")).toEqual([]);
    }
  });

  test("without faults only the sale whose setup has a gap is left", async () => {
    const result = await clean.run<Reconciliation>("inventory-gl-reconciliation", {
      endDate: "2026-01-31",
      basis: "posting",
    });
    expect(result.reconcilingItems.map(({ row, cause }) => `${row} ${cause}`)).toEqual([
      "inventory NOT_POSTED",
      "cogs NOT_POSTED",
    ]);
  });
});

describe("posting inventory cost", () => {
  interface Posting {
    glEntries: { glAccountNo: string; amount: string }[];
    skipped: { valueEntryNo: number; reasons: { code: string; accountType?: string }[] }[];
    summary: { valueEntriesPosted: number; balanced: boolean };
    accountTotals: { glAccountNo: string; net: string }[];
  }

  test("finds what waits and the sale whose setup has a gap", async () => {
    const result = await shipped.run<Posting>("post-inventory-cost", { documentNo: "T99999" });
    const queue = rowsOf(shipped.sample.tables, "Post Value Entry to G-L");
    expect(result.skipped.map(({ reasons }) => reasons)).toEqual([
      [expect.objectContaining({ code: "ACCOUNT_MISSING", accountType: "COGS" })],
    ]);
    expect(result.summary.valueEntriesPosted).toBe(queue.length - 1);
    expect(result.summary.balanced).toBe(true);
  });

  test("posting the whole year again gives what the simulation has in the general ledger", async () => {
    const { tables } = clean.sample;
    const workbook = Object.fromEntries(
      [...tables]
        .filter(([sheet]) => sheet !== "Post Value Entry to G-L")
        .map(([sheet, table]) => [sheet, [...table.records()]]),
    );
    for (const row of workbook["Value Entries"] ?? []) {
      row["Cost Posted to G/L"] = "0";
      row["Expected Cost Posted to G/L"] = "0";
    }
    for (const row of workbook["General Ledger Setup"] ?? []) row["Allow Posting From"] = "";
    const ledgers = await readLedgers(jsonSource(workbook), {});
    const { outcome } = await runReport(
      "post-inventory-cost",
      ledgers,
      { postingMethod: "Per Entry" },
      { workDate },
    );
    const result = plain(outcome.result) as unknown as Posting;
    const booked = new Sums<string>();
    for (const row of rowsOf(tables, "G-L Entries")) {
      if (textOf(row, "Source Code") === "INVTPCOST")
        booked.plus(textOf(row, "G/L Account No."), scaledOf(row, "Amount"));
    }
    const again = new Map(result.accountTotals.map((total) => [total.glAccountNo, money(total.net)]));
    expect(again.size).toBeGreaterThan(20);
    expect(again).toEqual(new Map([...booked].sort(([a], [b]) => (a < b ? -1 : 1))));
  });
});

describe("trace", () => {
  interface Trace {
    nodes: { id: string; kind: string; amount?: string; linkedAmount?: string }[];
    problems: { code: string; node: string }[];
  }

  test("every G/L entry of inventory cost is explained by its value entries, but for the planted faults", async () => {
    const entries = rowsOf(shipped.sample.tables, "G-L Entries")
      .filter((row) => textOf(row, "Source Code") === "INVTPCOST")
      .map((row) => numberOf(row, "Entry No."));
    const faulty = new Map(shipped.sample.world.faultPlaces.map((place) => [place.fault.cause, place]));
    const wrong = new Set(faulty.get("AMOUNT_MISMATCH")?.glEntryNos.map((no) => `GL:${no}`));
    const result = await shipped.run<Trace>("trace", {
      start: { table: "G/L Entries", entryNos: entries },
      costFlowDepth: 0,
      includeDocuments: false,
    });
    const found = result.nodes.filter((node) => node.kind === "G/L Entry");
    expect(found).toHaveLength(entries.length);
    expect(new Set(found.filter((node) => node.amount !== node.linkedAmount).map((node) => node.id))).toEqual(
      wrong,
    );
    expect(wrong.size).toBe(2);
  });
});

describe("cost shares", () => {
  test("sales tie to cost of goods sold, orders to work in process", async () => {
    interface Shares {
      groups: { no: string; tieOut: { otherDifference?: string; wipBalance?: string } }[];
    }
    const sales = await shipped.run<Shares>("cost-shares-breakdown", {
      ...january,
      includeAverageItems: true,
    });
    expect(sales.groups.length).toBeGreaterThan(5);
    expect(sales.groups.filter((group) => group.tieOut.otherDifference !== "0")).toEqual([]);
    const orders = await shipped.run<Shares>("cost-shares-breakdown", {
      ...january,
      printCostShare: "WIP Inventory",
    });
    const balance = orders.groups.reduce((sum, group) => sum + money(group.tieOut.wipBalance ?? "x"), 0n);
    expect(balance).toBe(accountBalance(shipped.sample.tables, "WIP Account", "2026-02-01"));
  });
});

describe("projects", () => {
  interface Calculation {
    status: string;
    warnings: { code: string; jobNo: string }[];
    checks: { code: string; jobNo: string }[];
    wipEntries: {
      jobNo: string;
      type: string;
      glAccountNo: string;
      glBalAccountNo: string;
      wipEntryAmount: string;
      dimensions: string;
    }[];
    notInWip: { jobNo: string; reason: string }[];
  }

  test("every warning and every check has its project", async () => {
    const result = await shipped.run<Calculation>("job-calculate-wip", { postingDate: "2026-01-31" });
    expect(result.status).toBe("ok");
    expect(codes(result.warnings)).toEqual([
      "contractTotalPriceZero",
      "costCompletionOver100",
      "recogCostsNegative",
      "recogSalesNegative",
      "scheduleTotalCostZero",
      "scheduleTotalPriceZero",
    ]);
    expect(codes(result.checks)).toEqual([
      "accountMissingZeroAmount",
      "appliedCostsDoNotBalance",
      "appliedSalesDoNotBalance",
      "emptyWipTotal",
      "sharedAllocationFactor",
      "wipMethodSetupInvalid",
    ]);
    expect(result.notInWip).toEqual([expect.objectContaining({ jobNo: "P-119", reason: "excluded" })]);
  });

  test("WIP posted in November and December is what the calculation gives for those days", async () => {
    const posted = rowsOf(shipped.sample.tables, "Job WIP G-L Entries");
    for (const postingDate of ["2025-11-30", "2025-12-31"]) {
      for (const jobFilter of ["P-101", "P-102", "P-103", "P-106"]) {
        const result = await shipped.run<Calculation>("job-calculate-wip", { postingDate, jobFilter });
        const entries = result.wipEntries.map((entry) => [
          entry.type,
          entry.glAccountNo,
          entry.glBalAccountNo,
          money(entry.wipEntryAmount),
          entry.dimensions,
        ]);
        const own = posted.filter(
          (row) => textOf(row, "Job No.") === jobFilter && textOf(row, "WIP Posting Date") === postingDate,
        );
        expect(own.length).toBeGreaterThan(0);
        expect(
          own.map((row) => [
            textOf(row, "Type"),
            textOf(row, "G/L Account No."),
            textOf(row, "G/L Bal. Account No."),
            scaledOf(row, "WIP Entry Amount"),
            textOf(row, "Dimensions"),
          ]),
        ).toEqual(entries);
      }
    }
  });

  test("posted WIP is the balance of its accounts on every month-end", async () => {
    for (const asOfDate of ["2025-11-30", "2025-12-31", "2026-01-31"]) {
      const result = await shipped.run<{ accounts: { wipAmount: string; difference: string }[] }>(
        "job-wip-to-gl",
        {
          basis: "asOf",
          asOfDate,
        },
      );
      expect(result.accounts.length).toBeGreaterThan(5);
      expect(result.accounts.filter((account) => account.difference !== "0")).toEqual([]);
    }
  });
});
