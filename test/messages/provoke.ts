/** What a run says: every code that its result names, with its message. Examples of docs/messages.md are checked with it. */
import { loadReport } from "../../src/engine/catalogue";
import { readLedgers } from "../../src/engine/ledgers/read";
import { messageCodes, messageText } from "../../src/engine/messages";
import { Refusal } from "../../src/engine/refusal";
import { refusedResult, runReport } from "../../src/engine/run";
import { parseDay } from "../../src/engine/values/day";
import { jsonSource } from "../../src/workbook/file/json";

export interface Example {
  /** As the catalogue names it: "BAD_VALUE", "inventory-valuation/NEGATIVE_QUANTITY". */
  readonly code: string;
  readonly report: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly workbook: unknown;
  readonly message: string;
}

const WORK_DATE = parseDay("2026-01-31") as number;

/** Codes of the catalogue that a run names with a message: catalogue name → message of the first. */
export async function messagesOf(
  report: string,
  workbook: unknown,
  parameters: Readonly<Record<string, unknown>>,
): Promise<ReadonlyMap<string, string>> {
  const loaded = await loadReport(report);
  let result: Readonly<Record<string, unknown>>;
  try {
    const ledgers = await readLedgers(jsonSource(workbook), { reports: [loaded.card.code] });
    result = (await runReport(report, ledgers, parameters, { workDate: WORK_DATE })).outcome.result;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    result = refusedResult(loaded, error);
  }
  const known = new Set(messageCodes());
  const found = new Map<string, string>();
  const named = (code: string): string => (known.has(`${report}/${code}`) ? `${report}/${code}` : code);
  const visit = (value: unknown): void => {
    // Some lists (flags of a row, causes) hold codes alone; their text is the one without details.
    if (typeof value === "string" && /^[A-Za-z_]{5,}$/.test(value) && known.has(named(value))) {
      const text = messageText(value, {}, report);
      if (!found.has(named(value)) && text !== value) found.set(named(value), text);
    }
    if (typeof value !== "object" || value === null) return;
    const { code, message } = value as { code?: unknown; message?: unknown };
    if (typeof code === "string" && typeof message === "string") {
      found.set(named(code), found.get(named(code)) ?? message);
    }
    // Parts of a difference are named by their key.
    for (const [key, part] of Object.entries(value))
      if (typeof part === "string" && part !== "0" && /^-?\d/.test(part)) visit(key);
    Object.values(value).forEach(visit);
  };
  visit(result);
  return found;
}
