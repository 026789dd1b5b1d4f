import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PLANTED_FAULTS } from "../../sample/faults";
import { generateSample, type SampleOptions } from "../../sample/generate";
import { writeCsv, writeJson } from "../../sample/write-text";
import {
  accountBalance,
  badCells,
  flagOf,
  generalFindings,
  inventoryCost,
  inventoryFindings,
  money,
  numberOf,
  repeatedKeys,
  rowsOf,
  scaledOf,
  Sums,
  textOf,
} from "./ledger-facts";

function digest(options: SampleOptions): string {
  const folder = mkdtempSync(path.join(tmpdir(), "tieout-sample-"));
  try {
    const file = path.join(folder, "sample.json");
    writeJson(generateSample(options).tables, file);
    return createHash("sha256").update(readFileSync(file)).digest("hex");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the generator", () => {
  test("gives the same bytes for the same seed, other bytes for another", () => {
    const first = digest({ seed: 7, valueEntries: 800 });
    expect(digest({ seed: 7, valueEntries: 800 })).toBe(first);
    expect(digest({ seed: 8, valueEntries: 800 })).not.toBe(first);
  });

  test("makes about as many value entries as asked for", () => {
    for (const wanted of [3_000, 9_000, 30_000]) {
      const count = generateSample({ valueEntries: wanted }).tables.get("Value Entries")?.rowCount ?? 0;
      expect(count / wanted).toBeGreaterThan(0.85);
      expect(count / wanted).toBeLessThan(1.15);
    }
  });

  test("writes every table as a .csv file with one line per row", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "tieout-sample-"));
    try {
      const { tables } = generateSample({ valueEntries: 500 });
      writeCsv(tables, folder);
      expect(readdirSync(folder).sort()).toEqual([...tables.keys()].map((sheet) => `${sheet}.csv`).sort());
      for (const [sheet, table] of tables) {
        const lines = readFileSync(path.join(folder, `${sheet}.csv`), "utf8")
          .trimEnd()
          .split("\r\n");
        expect(lines).toHaveLength(table.rowCount + 1);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe.each([
  ["with planted faults", true],
  ["without faults", false],
])("the ledgers of the shipped size, %s", (_, faults) => {
  const { tables, world } = generateSample({ faults });

  test("no cell is bad, no key stands twice, no table name is taken twice", () => {
    expect([...tables.values()].flatMap(badCells)).toEqual([]);
    expect(repeatedKeys(tables)).toEqual([]);
    const names = [...tables.values()].map((table) => table.tableName);
    expect(new Set(names).size).toBe(names.length);
    for (const sheet of tables.keys()) expect(sheet).toMatch(/^[^\\/?*[\]:]{1,31}$/);
  });

  test("inventory ledger and general ledger are sound", () => {
    const held = new Set(
      world.orders.flatMap((order) => order.lines.filter((line) => line.held).map((line) => line.order.no)),
    );
    expect(inventoryFindings(tables)).toEqual([]);
    expect(generalFindings(tables)).toEqual([]);
    expect(held.size).toBe(faults ? 1 : 0);
  });

  test("the queue names exactly the value entries with cost that is not posted", () => {
    const open = rowsOf(tables, "Value Entries")
      .filter(
        (row) =>
          scaledOf(row, "Cost Amount (Actual)") !== scaledOf(row, "Cost Posted to G/L") ||
          scaledOf(row, "Cost Amount (Expected)") !== scaledOf(row, "Expected Cost Posted to G/L"),
      )
      .map((row) => numberOf(row, "Entry No."));
    expect(rowsOf(tables, "Post Value Entry to G-L").map((row) => numberOf(row, "Value Entry No."))).toEqual(
      open,
    );
    expect(open.length).toBeGreaterThan(0);
  });

  test("stock without quantity has no value, but for what is planted", () => {
    const quantity = new Sums<string>();
    const value = new Sums<string>();
    for (const row of rowsOf(tables, "Value Entries")) {
      quantity.plus(textOf(row, "Item No."), scaledOf(row, "Item Ledger Entry Quantity"));
      value.plus(
        textOf(row, "Item No."),
        scaledOf(row, "Cost Amount (Actual)") + scaledOf(row, "Cost Amount (Expected)"),
      );
    }
    for (const item of rowsOf(tables, "Items").map((row) => textOf(row, "No."))) {
      if (quantity.of(item) === 0n) expect([item, value.of(item)]).toEqual([item, 0n]);
      else if (item !== "A-50" && item !== "1090") expect(value.of(item) > 0n).toBe(true);
    }
    expect(quantity.of("A-50")).toBe(-400_000n);
    expect(value.of("A-50")).toBe(money("-48"));
  });

  test("a finished and invoiced order leaves nothing in process", () => {
    const wip = new Sums<string>();
    for (const row of rowsOf(tables, "Value Entries")) {
      if (textOf(row, "Order Type") !== "Production") continue;
      const type = textOf(row, "Item Ledger Entry Type");
      const costType = textOf(row, "Entry Type");
      const amount = scaledOf(row, "Cost Amount (Actual)") + scaledOf(row, "Cost Amount (Expected)");
      if (type === "") wip.plus(textOf(row, "Order No."), amount);
      else if (costType === "Direct Cost") wip.plus(textOf(row, "Order No."), -amount);
    }
    const states = new Map<string, boolean>();
    for (const row of rowsOf(tables, "Inventory Adjmt. Entry Orders")) {
      const no = textOf(row, "Order No.");
      states.set(no, (states.get(no) ?? true) && flagOf(row, "Completely Invoiced"));
    }
    const finished = rowsOf(tables, "Production Orders").filter(
      (row) => textOf(row, "Status") === "Finished",
    );
    const left = finished.filter((row) => wip.of(textOf(row, "No.")) !== 0n);
    const cleared = finished.filter((row) => states.get(textOf(row, "No.")) === true);
    expect(cleared.filter((row) => wip.of(textOf(row, "No.")) !== 0n)).toEqual([]);
    // Finished without output, and (planted) the one whose adjustment has not been run.
    expect(left.length).toBeLessThanOrEqual(faults ? 2 : 1);
    expect(left.length).toBeGreaterThanOrEqual(1);
    expect(cleared.length).toBeGreaterThan(20);
  });

  test("the inventory accounts hold what is posted, but for the planted faults", () => {
    const planted = PLANTED_FAULTS.filter(({ cause }) => cause !== "POSTING_DATE_MISMATCH").reduce(
      (sum, fault) => sum + money(fault.inventoryAmount),
      0n,
    );
    const difference =
      accountBalance(tables, "Inventory Account") - inventoryCost(tables, "Cost Posted to G/L");
    expect(difference).toBe(faults ? planted : 0n);
  });
});

describe("planted faults", () => {
  const { tables, world } = generateSample({ seed: 3 });

  test("each sits on its own entries with the declared amount", () => {
    expect(world.faultPlaces.map((place) => place.fault.cause).sort()).toEqual(
      PLANTED_FAULTS.map((fault) => fault.cause).sort(),
    );
    const values = new Map(rowsOf(tables, "Value Entries").map((row) => [numberOf(row, "Entry No."), row]));
    for (const { fault, valueEntryNos, glEntryNos } of world.faultPlaces) {
      if (fault.cause === "DIRECT_POSTING") expect(valueEntryNos).toEqual([]);
      else {
        expect(valueEntryNos).toHaveLength(1);
        const row = values.get(valueEntryNos[0] as number);
        const cost = (BigInt(fault.pieces) * money(fault.unitCost)).toString();
        expect(row === undefined ? "" : scaledOf(row, "Cost Posted to G/L").toString()).toBe(cost);
      }
      expect(glEntryNos).toHaveLength(
        { DIRECT_POSTING: 1, POSTED_WITHOUT_GL_ENTRY: 0 }[fault.cause as string] ?? 2,
      );
    }
  });

  test("on 31 January the difference is what is not posted plus the faults", () => {
    const notPosted = rowsOf(tables, "Value Entries")
      .filter(
        (row) => numberOf(row, "Item Ledger Entry No.") !== 0 && textOf(row, "Posting Date") < "2026-02-01",
      )
      .reduce(
        (sum, row) => sum + scaledOf(row, "Cost Amount (Actual)") - scaledOf(row, "Cost Posted to G/L"),
        0n,
      );
    const faults = PLANTED_FAULTS.reduce((sum, fault) => sum + money(fault.inventoryAmount), 0n);
    const ledger = inventoryCost(tables, "Cost Amount (Actual)", "2026-02-01");
    const general = accountBalance(tables, "Inventory Account", "2026-02-01");
    expect(general - ledger).toBe(faults - notPosted);
    expect(notPosted).not.toBe(0n);
  });

  test("a sale waits because its setup has a gap", () => {
    const waiting = rowsOf(tables, "Value Entries").filter(
      (row) =>
        textOf(row, "Gen. Bus. Posting Group") === "EXPORT" &&
        textOf(row, "Gen. Prod. Posting Group") === "RETAIL" &&
        scaledOf(row, "Cost Posted to G/L") !== scaledOf(row, "Cost Amount (Actual)"),
    );
    expect(waiting).toHaveLength(1);
  });

  test("dynamos wait for the cost adjustment", () => {
    const sales = rowsOf(tables, "Value Entries").filter(
      (row) => textOf(row, "Item No.") === "A-40" && textOf(row, "Item Ledger Entry Type") === "Sale",
    );
    expect(sales.map((row) => textOf(row, "Cost Amount (Actual)"))).toEqual(["-30", "-100"]);
  });
});
