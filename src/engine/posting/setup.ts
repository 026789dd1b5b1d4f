/** The two posting setups and the chart of accounts: which account a line goes to, and which types an account serves. */
import type { Ledgers, LedgerTable } from "../ledgers/ledgers";
import { note, type Note } from "../ledgers/check";
import { compareCodes } from "../values/codes";
import { ACCOUNT_TYPE_COUNT, ACCOUNT_TYPES, accountTypeOf, type AccountType } from "./account-types";

const ACCOUNT_TYPE_POSTING = "Posting";

/** What the chart of accounts says about an account. */
export const ACCOUNT_USABLE = 0;
export const ACCOUNT_UNKNOWN = 1;
export const ACCOUNT_BLOCKED = 2;
export const ACCOUNT_NOT_POSTING = 3;

/** Rows of a setup sheet by its two key columns. */
class KeyedRows {
  readonly #rows = new Map<number, number>();
  readonly #factor: number;

  constructor(first: Int32Array, second: Int32Array, codes: number) {
    this.#factor = codes;
    for (let row = first.length - 1; row >= 0; row -= 1) {
      this.#rows.set((first[row] as number) * codes + (second[row] as number), row);
    }
  }

  find(first: number, second: number): number {
    return this.#rows.get(first * this.#factor + second) ?? -1;
  }

  /** Rows for two columns of keys; runs of equal keys are looked up once. */
  findAll(first: Int32Array, second: Int32Array): Int32Array {
    const found = new Int32Array(first.length);
    let lastFirst = -1;
    let lastSecond = -1;
    let lastRow = -1;
    for (let row = 0; row < found.length; row += 1) {
      const a = first[row] as number;
      const b = second[row] as number;
      if (a !== lastFirst || b !== lastSecond) {
        lastRow = this.find(a, b);
        lastFirst = a;
        lastSecond = b;
      }
      found[row] = lastRow;
    }
    return found;
  }
}

export interface SetupOptions {
  /** Include Non-Inventory Items to Produced Items; without it the two non-inventory account types have no accounts. */
  readonly includeNonInventory: boolean;
}

export class PostingSetup {
  readonly inventory: LedgerTable;
  readonly general: LedgerTable;
  readonly chart: LedgerTable;
  readonly #inventoryRows: KeyedRows;
  readonly #generalRows: KeyedRows;
  readonly #accounts: readonly Int32Array[];
  readonly #accountsOf: readonly (readonly number[])[];
  readonly #blocked: Uint8Array;
  /** Bit t is set when the account belongs to type t; index: code number. */
  readonly typesOfAccount: Int32Array;
  /** Bit t is set when account type t is named by General Posting Setup. */
  readonly generalTypes: number;

  constructor(
    readonly ledgers: Ledgers,
    options: SetupOptions,
  ) {
    this.inventory = ledgers.table("Inventory Posting Setup");
    this.general = ledgers.table("General Posting Setup");
    this.chart = ledgers.table("G/L Accounts");
    const { size } = ledgers.codes;
    this.#inventoryRows = new KeyedRows(
      this.inventory.ids("Location Code"),
      this.inventory.ids("Invt. Posting Group Code"),
      size,
    );
    this.#generalRows = new KeyedRows(
      this.general.ids("Gen. Bus. Posting Group"),
      this.general.ids("Gen. Prod. Posting Group"),
      size,
    );
    this.#blocked = this.general.flags("Blocked");
    this.#accounts = ACCOUNT_TYPES.map((type) =>
      type.column === "" ? new Int32Array(0) : this.tableOf(type.setup).ids(type.column),
    );
    this.generalTypes = ACCOUNT_TYPES.reduce(
      (bits, type, number) => (type.setup === "General Posting Setup" ? bits | (1 << number) : bits),
      0,
    );
    const inChart = this.chart.present ? new Set(this.chart.ids("No.")) : undefined;
    this.typesOfAccount = new Int32Array(size);
    this.#accountsOf = ACCOUNT_TYPES.map((type, number) => {
      if (number === 0 || ("nonInventory" in type && !options.includeNonInventory)) return [];
      const distinct = new Set<number>();
      for (const account of this.#accounts[number] as Int32Array) {
        if (account !== 0 && (!inChart || inChart.has(account))) distinct.add(account);
      }
      for (const account of distinct) {
        this.typesOfAccount[account] = (this.typesOfAccount[account] as number) | (1 << number);
      }
      return [...distinct].sort((a, b) => compareCodes(ledgers.codes.text(a), ledgers.codes.text(b)));
    });
  }

  /** The sheet that names the accounts of a type. */
  tableOf(setup: "Inventory Posting Setup" | "General Posting Setup"): LedgerTable {
    return setup === "Inventory Posting Setup" ? this.inventory : this.general;
  }

  /** Row of Inventory Posting Setup per row of two code columns; -1 where there is none. */
  inventoryRows(locations: Int32Array, groups: Int32Array): Int32Array {
    return this.#inventoryRows.findAll(locations, groups);
  }

  /** Row of General Posting Setup per row of two code columns; -1 where there is none. */
  generalRows(businessGroups: Int32Array, productGroups: Int32Array): Int32Array {
    return this.#generalRows.findAll(businessGroups, productGroups);
  }

  /** Account (code number) of a type in a row of its setup sheet; 0 when the row has none. */
  account(type: AccountType, setupRow: number): number {
    return (this.#accounts[type] as Int32Array)[setupRow] ?? 0;
  }

  /** True when a row of General Posting Setup is blocked. */
  isBlocked(generalRow: number): boolean {
    return this.#blocked[generalRow] === 1;
  }

  /** Accounts of a type over all rows of its setup, as far as the chart has them, by number. */
  accountsOf(type: AccountType): readonly number[] {
    return this.#accountsOf[type] ?? [];
  }

  /** ACCOUNT_USABLE and so on per code number; all usable without a chart of accounts. */
  accountStates(): Uint8Array {
    const states = new Uint8Array(this.ledgers.codes.size);
    if (!this.chart.present) return states;
    states.fill(ACCOUNT_UNKNOWN);
    const numbers = this.chart.ids("No.");
    const blocked = this.chart.flags("Blocked");
    const types = this.chart.options("Account Type");
    const posting = types.captions.indexOf(ACCOUNT_TYPE_POSTING);
    for (let row = this.chart.rows - 1; row >= 0; row -= 1) {
      const state =
        blocked[row] === 1
          ? ACCOUNT_BLOCKED
          : types.values[row] === posting
            ? ACCOUNT_USABLE
            : ACCOUNT_NOT_POSTING;
      states[numbers[row] as number] = state;
    }
    return states;
  }

  /** Remarks about accounts that serve two account types, per setup sheet of the first of them. */
  sharedAccountNotes(): readonly Note[] {
    const found = new Map<string, { count: number; example: string }>();
    const seen = new Set<number>();
    for (let type = 1; type < ACCOUNT_TYPE_COUNT; type += 1) {
      for (const account of this.accountsOf(type)) {
        const bits = this.typesOfAccount[account] as number;
        if ((bits & (bits - 1)) === 0 || seen.has(account)) continue;
        seen.add(account);
        const table = accountTypeOf(type).setup;
        const known = found.get(table);
        if (known) known.count += 1;
        else found.set(table, { count: 1, example: this.ledgers.codes.text(account) });
      }
    }
    return [...found].map(([table, { count, example }]) =>
      note("ACCOUNT_FOR_TWO_TYPES", table, count, { _example: example }),
    );
  }
}

/** A flag of a setup card: the first row counts, a missing sheet means No. */
export function cardFlag(ledgers: Ledgers, table: string, caption: string): boolean {
  return ledgers.table(table).flags(caption)[0] === 1;
}

/** Include Non-Inventory Items to Produced Items. */
export function includesNonInventory(ledgers: Ledgers): boolean {
  return cardFlag(ledgers, "Manufacturing Setup", "Include Non-Inventory Items to Produced Items");
}

/** Expected Cost Posting to G/L. */
export function postsExpectedCost(ledgers: Ledgers): boolean {
  return cardFlag(ledgers, "Inventory Setup", "Expected Cost Posting to G/L");
}

/** Source code of posted inventory cost; INVTPCOST unless Source Code Setup names another. */
export function postCostSourceCode(ledgers: Ledgers): string {
  const table = ledgers.table("Source Code Setup");
  const text = table.rows > 0 ? ledgers.codes.text(table.ids("Inventory Post Cost")[0] ?? 0) : "";
  return text === "" ? "INVTPCOST" : text;
}
