/** The ledgers of the sample company as new tables. Loaded when they are asked for; nothing is fetched. */
import { generateSample } from "../../../sample/generate";
import { DEFAULT_SEED } from "../../../sample/generate";
import type { NewLedger } from "../../application/types";
import { ledgerTables } from "../../engine/ledgers/tables";

export interface SampleCompany {
  readonly ledgers: readonly NewLedger[];
  /** Settings of the workbook that belong to it. */
  readonly settings: ReadonlyMap<string, string>;
}

/** Makes the sample company: the same ledgers every time. */
export function sampleCompany(): SampleCompany {
  const { tables } = generateSample({ seed: DEFAULT_SEED });
  const declared = new Map(ledgerTables.map((table) => [table.sheet ?? table.name, table.name]));
  const ledgers: NewLedger[] = [];
  let settings: ReadonlyMap<string, string> = new Map();
  for (const [sheet, table] of tables) {
    const name = declared.get(sheet);
    if (name !== undefined) ledgers.push({ name, headers: table.columns, rows: table.rows });
    else settings = new Map(table.rows.map(([setting = "", value = ""]) => [String(setting), String(value)]));
  }
  return { ledgers, settings };
}
