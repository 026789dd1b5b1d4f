/** Warnings of Cost Shares Breakdown, sorted by code, then key. */
import { messageText } from "../../messages";
import { compareCodes } from "../../values/codes";
import { decimalText } from "../../values/decimal";
import type { Basis } from "./basis";

/** A warning before it has its text. Details whose name begins with "_" serve the text only. */
export interface Finding {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | undefined>>;
}

export interface Warning {
  readonly code: string;
  readonly itemNo?: string;
  readonly entryNo?: number;
  readonly table?: string;
  readonly count?: number;
  readonly amount?: string;
  readonly message: string;
}

/** What is to be said of the ledgers, whatever is shown of them. */
export function ledgerFindings(basis: Basis): readonly Finding[] {
  const { ledgers, ledger, order, orders } = basis;
  const entryNos = ledgers.table("Item Ledger Entries").integers("Entry No.");
  const { count, amounts } = ledger.orphans;
  const { standIn, rowOfValue } = orders.capacityEntries;
  return [
    ...ledger.missingInApplications.map((entryNo) => ({
      code: "APPLICATION_ENTRY_MISSING",
      details: { entryNo },
    })),
    ...order.cycles.map((entry) => ({
      code: "CYCLE",
      details: { entryNo: entryNos[ledger.rows[entry] as number] },
    })),
    ...(standIn && rowOfValue.some((row) => row >= 0)
      ? [{ code: "CAPACITY_LEDGER_MISSING", details: { table: "Capacity Ledger Entries" } }]
      : []),
    ...(count > 0
      ? [
          {
            code: "ITEM_LEDGER_ENTRY_MISSING",
            details: { count, amount: decimalText(amounts.scaled(0), amounts.scale, 2) },
          },
        ]
      : []),
  ];
}

/** Findings with their texts, in the order of the result. */
export function warningsOf(findings: readonly Finding[]): readonly Warning[] {
  const sorted = [...findings].sort(
    (a, b) =>
      compareCodes(a.code, b.code) ||
      compareCodes(String(a.details.itemNo ?? ""), String(b.details.itemNo ?? "")) ||
      Number(a.details.entryNo ?? 0) - Number(b.details.entryNo ?? 0),
  );
  return sorted.map(({ code, details }) => ({
    code,
    ...Object.fromEntries(Object.entries(details).filter(([name]) => !name.startsWith("_"))),
    message: messageText(code, details, "cost-shares-breakdown"),
  }));
}
