import { createEngineService } from "../../src/engine-service/local";
import { ServiceError, type RunRequest } from "../../src/engine-service/service";
import { casesOf } from "../support/cases";
import { rawWorkbook, readInto } from "../support/raw-workbook";

const tables = casesOf("inventory-valuation").at(-1)?.workbook ?? {};
const parameters = casesOf("inventory-valuation").at(-1)?.parameters ?? {};
const request: RunRequest = {
  report: "inventory-valuation",
  parameters,
  workDate: "2026-02-03",
  runAt: "2026-02-03 09:12",
};

describe("the engine service in this thread", () => {
  test.each(casesOf("inventory-valuation").map((one) => [one.name, one] as const))(
    "%s: chunks of three rows give the result of the case",
    async (_, one) => {
      const service = createEngineService();
      await readInto(service, one.workbook);
      const reply = await service.run({ ...request, parameters: one.parameters });
      expect(reply.result).toMatchObject(withoutTexts(one.expected));
      expect(reply.refused).toBe("error" in one.expected);
    },
  );

  test("needs ledgers", async () => {
    const service = createEngineService();
    await expect(service.run(request)).rejects.toMatchObject({ code: "noLedgers" });
    await expect(service.check()).rejects.toBeInstanceOf(ServiceError);
  });

  test("reports what was found", async () => {
    const service = createEngineService();
    const check = await readInto(service, tables);
    const found = check.ledgers.find((ledger) => ledger.name === "Value Entries");
    expect(found?.rows).toBe(tables["Value Entries"]?.length);
    expect(found?.problemCount).toBe(0);
    expect(check.reports.find((report) => report.id === "inventory-valuation")?.canRun).toBe(true);
    const reconciliation = check.reports.find((report) => report.id === "inventory-gl-reconciliation");
    expect(reconciliation?.canRun).toBe(false);
    expect(reconciliation?.error?.code).toBe("MISSING_COLUMN");
    expect(service.state).toMatchObject({ ledgers: "ready", stale: [], reading: 1 });
  });

  test("names faulty cells by address", async () => {
    const service = createEngineService();
    const entries = tables["Value Entries"] ?? [];
    const broken = entries.map((row, index) => (index === 2 ? { ...row, "Posting Date": "soon" } : row));
    const check = await readInto(service, { ...tables, "Value Entries": broken });
    const [problem] = check.ledgers.find((ledger) => ledger.name === "Value Entries")?.problems ?? [];
    const column = Object.keys(entries[0] ?? {}).indexOf("Posting Date");
    expect(problem).toMatchObject({
      code: "BAD_VALUE",
      column: "Posting Date",
      cell: `${String.fromCharCode(65 + column)}4`,
      count: 1,
    });
    expect(problem?.message).toContain("“soon” is not a date");
  });

  test("an unchanged table is not wanted again, a changed one is", async () => {
    const service = createEngineService();
    await readInto(service, tables);
    const first = await service.run(request);
    const prepared = rawWorkbook(tables, {
      unchanged: Object.keys(tables).filter((name) => name !== "Items"),
    });
    const { wanted } = await service.beginReading(prepared.raw);
    expect(wanted).toEqual(["Items"]);
    for (const chunk of prepared.chunks("Items")) await service.appendChunk(chunk);
    await service.finishReading();
    const second = await service.run(request);
    expect(second.result).toEqual(first.result);
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(service.state.reading).toBe(2);
  });

  test("a table of another size is read again although it is said to be unchanged", async () => {
    const service = createEngineService();
    await readInto(service, tables);
    const longer = { ...tables, Items: [...(tables.Items ?? []), { "No.": "X9", Type: "Inventory" }] };
    const prepared = rawWorkbook(longer, { unchanged: Object.keys(longer) });
    const { wanted } = await service.beginReading(prepared.raw);
    expect(wanted).toEqual(["Items"]);
    await service.abandonReading();
    expect(service.state.ledgers).toBe("ready");
  });

  test("drills into a figure, also of a run that is not kept", async () => {
    const service = createEngineService();
    await readInto(service, tables);
    const reply = await service.run(request);
    const rows = (reply.result as unknown as { rows: { itemNo: string; endingValue: string }[] }).rows;
    const [row] = rows;
    const drill = await service.drill({
      ...request,
      workDate: "2026-02-04",
      figure: { itemNo: row?.itemNo ?? "", field: "endingValue" },
    });
    expect(drill?.figure).toBe(row?.endingValue);
  });

  test("drills into a figure of a run as if adjusted with the proposed entries", async () => {
    const service = createEngineService();
    await readInto(service, tables);
    const adjusted = { ...request, parameters: { ...parameters, asIfAdjusted: true } };
    const { result } = await service.run(adjusted);
    const rows = (result as unknown as { rows: { itemNo: string; endingValue: string }[] }).rows;
    const proposed = Math.max(...(tables["Value Entries"] ?? []).map((row) => Number(row["Entry No."]))) + 1;
    const drills = await Promise.all(
      rows.map(({ itemNo }) => service.drill({ ...adjusted, figure: { itemNo, field: "endingValue" } })),
    );
    expect(drills.map((drill) => drill?.figure)).toEqual(rows.map((row) => row.endingValue));
    expect(drills.flatMap((drill) => drill?.entries.map((entry) => entry.entryNo) ?? [])).toContain(proposed);
  });

  test("marks tables as stale until they are read again", async () => {
    const service = createEngineService();
    await readInto(service, tables);
    const seen: (readonly string[])[] = [];
    service.subscribe((state) => seen.push(state.stale));
    service.markStale(["Value Entries"]);
    service.markStale(["Value Entries"]);
    expect(seen).toEqual([["Value Entries"]]);
    await readInto(service, tables);
    expect(service.state.stale).toEqual([]);
  });

  test("maps headers and sheets that the user named", async () => {
    const service = createEngineService();
    const foreign = (tables["Value Entries"] ?? []).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name === "Item No." ? "Artikelnr." : name, value]),
      ),
    );
    const others = Object.fromEntries(Object.entries(tables).filter(([name]) => name !== "Value Entries"));
    const check = await readInto(
      service,
      { ...others, Wertposten: foreign },
      {
        mapping: [{ table: "Value Entries", header: "Artikelnr.", caption: "Item No." }],
        namedLedgers: [{ place: "Wertposten", ledger: "Value Entries" }],
      },
    );
    const found = check.ledgers.find((ledger) => ledger.name === "Value Entries");
    expect(found?.columns.find((column) => column.caption === "Item No.")).toMatchObject({
      state: "mapped",
      header: "Artikelnr.",
    });
    expect((await service.run(request)).refused).toBe(false);
  });

  test("sees that a sheet without a ledger's name has its columns", async () => {
    const service = createEngineService();
    const { "Value Entries": entries = [], ...others } = tables;
    const check = await readInto(service, { ...others, Postings: entries });
    expect(check.nearMisses).toEqual([
      expect.objectContaining({ sheetName: "Postings", ledger: "Value Entries", rows: entries.length }),
    ]);
  });
});

/** An expected result without the texts and addresses that cases leave open. */
function withoutTexts(value: object): object {
  return JSON.parse(JSON.stringify(value), (key, entry: unknown) =>
    key === "message" || key === "cells" ? undefined : entry,
  ) as object;
}
