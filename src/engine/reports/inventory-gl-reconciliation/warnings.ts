/** Business Central's warnings beside differences (spec, 7): one text per row, the first that applies. */
import type { Ledgers } from "../../ledgers/ledgers";
import { INVENTORY, type AccountTypeName, accountType, type AccountType } from "../../posting/account-types";
import { CLASS_COUNT, entryClass } from "../../posting/account-table";
import type { PostingEntries } from "../../posting/entries";
import type { GLColumns } from "../../posting/links";
import type { PostingSetup } from "../../posting/setup";
import { isZeroAt, ExactSums } from "../../values/decimal";
import { NO_DAY } from "../../values/day";
import { dayRange, type ScopeParameters } from "./scope";

export const WARNING_TEXTS = {
  EXPECTED_COST_SETUP: "Expected Cost Setup",
  POST_COST_TO_GL: "Post Cost to G/L",
  COMPRESSION: "Compression",
  CLOSED_FISCAL_YEAR: "Closed Fiscal Year",
  DELETED_ACCOUNTS: "Deleted Accounts",
  POSTING_DATE: "Posting Date",
  DIRECT_POSTING: "Direct Posting",
} as const;
export type WarningCode = keyof typeof WARNING_TEXTS;

const INTERIM_TYPES: ReadonlySet<AccountType> = new Set(
  (["Inventory (Interim)", "WIP Inventory", "Invt. Accrual (Interim)", "COGS (Interim)"] as const).map(
    (name: AccountTypeName) => accountType(name),
  ),
);

const COMPRESSED_TABLES: readonly number[] = [5802, 17];

export interface WarningInput {
  readonly ledgers: Ledgers;
  readonly entries: PostingEntries;
  readonly gl: GLColumns;
  readonly setup: PostingSetup;
  readonly parameters: ScopeParameters;
  readonly scope: Uint8Array;
  readonly glInDates: Uint8Array;
  readonly itemIsInventory: Uint8Array;
  readonly postsExpectedCost: boolean;
}

/** Which warning a difference of an account type shows. */
export function warningOfType(type: AccountType, input: WarningInput, general: WarningCode): WarningCode {
  return INTERIM_TYPES.has(type) && !input.postsExpectedCost ? "EXPECTED_COST_SETUP" : general;
}

/** The first of the six general warnings that applies. */
export function generalWarning(input: WarningInput): WarningCode {
  if (hasEntryNeverPosted(input)) return "POST_COST_TO_GL";
  if (isCompressed(input)) return "COMPRESSION";
  if (someGLEntry(input, (row) => (input.gl.dates[row] as number) % 1 !== 0)) return "CLOSED_FISCAL_YEAR";
  if (someGLEntry(input, (row) => input.gl.accounts[row] === 0)) return "DELETED_ACCOUNTS";
  if (agreesOverAllDates(input)) return "POSTING_DATE";
  return "DIRECT_POSTING";
}

function hasEntryNeverPosted({ entries, scope }: WarningInput): boolean {
  for (let row = 0; row < entries.rows; row += 1) {
    if (scope[row] === 1 && isZeroAt(entries.posted, row) && !isZeroAt(entries.actual, row)) return true;
  }
  return false;
}

function isCompressed({ ledgers, parameters }: WarningInput): boolean {
  const table = ledgers.table("Date Compr. Registers");
  const tables = table.integers("Table ID");
  const { from, to } = dayRange(parameters.startDate, parameters.endDate);
  const within = (day: number | undefined): boolean =>
    day !== undefined && day !== NO_DAY && day >= from && day <= to;
  for (let row = 0; row < table.rows; row += 1) {
    if (!COMPRESSED_TABLES.includes(tables[row] as number)) continue;
    if (within(table.days("Starting Date")[row]) || within(table.days("Ending Date")[row])) return true;
  }
  return false;
}

function someGLEntry({ gl, glInDates }: WarningInput, test: (row: number) => boolean): boolean {
  for (let row = 0; row < gl.rows; row += 1) if (glInDates[row] === 1 && test(row)) return true;
  return false;
}

/** Inventory of all dates equals the inventory accounts of all dates. */
function agreesOverAllDates({ entries, gl, setup, itemIsInventory }: WarningInput): boolean {
  const sums = new ExactSums(1, entries.scale);
  const isCapacity = Uint8Array.from({ length: CLASS_COUNT }, (_, number) =>
    entryClass(number).type === "" ? 1 : 0,
  );
  for (let row = 0; row < entries.rows; row += 1) {
    if (
      isCapacity[entries.classes[row] as number] === 1 ||
      itemIsInventory[entries.items[row] as number] === 0
    )
      continue;
    sums.add(0, entries.actual, row);
  }
  for (let row = 0; row < gl.rows; row += 1) {
    if (((setup.typesOfAccount[gl.accounts[row] as number] as number) >> INVENTORY) & 1)
      sums.subtract(0, gl.amounts, row);
  }
  return sums.isZero(0);
}
