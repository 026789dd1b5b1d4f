/** A random costing ledger with the columns that valuations read: value entries say their item and place. */
import { randomCostLedger, randomOf, type CostWorkbook } from "./cost-ledgers";

/** Sixty steps; applications are dated on the later day of their two entries. */
export function valuedLedger(seed: number): CostWorkbook {
  const workbook = randomCostLedger({ seed, steps: 60 });
  const days = new Map(
    (workbook["Item Ledger Entries"] ?? []).map((row) => [row["Entry No."], String(row["Posting Date"])]),
  );
  const dated = (workbook["Item Application Entries"] ?? []).map((row) => {
    const both = [row["Inbound Item Entry No."], row["Outbound Item Entry No."]].map(
      (no) => days.get(no ?? 0) ?? "",
    );
    return { ...row, "Posting Date": both.sort().at(-1) ?? "" };
  });
  const owners = new Map((workbook["Item Ledger Entries"] ?? []).map((row) => [row["Entry No."], row]));
  const values = (workbook["Value Entries"] ?? []).map((row) => {
    const owner = owners.get(row["Item Ledger Entry No."] ?? 0);
    return {
      "Cost Posted to G/L": "0",
      "Expected Cost Posted to G/L": "0",
      ...row,
      // Capacity has no item.
      "Item No.": owner?.["Item No."] ?? "",
      "Location Code": owner?.["Location Code"] ?? "",
      "Variant Code": owner?.["Variant Code"] ?? "",
      "Item Ledger Entry Type": owner?.["Entry Type"] ?? "",
    };
  });
  return { ...workbook, "Value Entries": values, "Item Application Entries": dated };
}

/** The same, lacking entries and applications here and there, with drop shipments. */
export function ledgerWithHoles(seed: number): CostWorkbook {
  const workbook = valuedLedger(seed);
  const random = randomOf(seed + 1);
  const kept = (rows: CostWorkbook[string], loss: number): CostWorkbook[string] =>
    rows.filter(() => random() >= loss);
  return {
    ...workbook,
    "Item Ledger Entries": kept(workbook["Item Ledger Entries"] ?? [], 0.02).map((row) => ({
      ...row,
      "Drop Shipment": random() < 0.05,
    })),
    "Item Application Entries": kept(workbook["Item Application Entries"] ?? [], 0.03),
  };
}
