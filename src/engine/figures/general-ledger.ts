/** Balances of general ledger accounts from an index over the G/L entries. */
import { checkInputs } from "../ledgers/check";
import type { Ledgers } from "../ledgers/ledgers";
import { parseFilter } from "../values/filter";
import type { Day } from "../values/day";
import { notAvailable } from "./answers";
import { looksLikeFilter } from "./arguments";
import { addSums, EntryIndex, type ExactSum } from "./entry-index";

const ZERO: ExactSum = { value: 0n, scale: 2 };

export class GeneralLedgerFigures {
  readonly #index: EntryIndex;
  readonly #keyOfAccount = new Map<number, number>();
  readonly #known = new Set<number>();
  readonly #accountsByText = new Map<string, readonly number[]>();

  /** Throws Refusal when G/L entries are missing or hold errors. */
  constructor(private readonly ledgers: Ledgers) {
    checkInputs(ledgers, {
      code: "GR",
      inputs: [
        { table: "G/L Entries", need: "always" },
        { table: "G/L Accounts", need: "optional" },
      ],
    });
    const table = ledgers.table("G/L Entries");
    const accounts = table.ids("G/L Account No.");
    const keys = new Int32Array(table.rows);
    for (let row = 0; row < table.rows; row += 1) {
      const account = accounts[row] as number;
      let key = this.#keyOfAccount.get(account);
      if (key === undefined) {
        key = this.#keyOfAccount.size;
        this.#keyOfAccount.set(account, key);
      }
      keys[row] = key;
    }
    this.#index = new EntryIndex(keys, this.#keyOfAccount.size, table.days("Posting Date"));
    for (const account of [...this.#keyOfAccount.keys(), ...ledgers.table("G/L Accounts").ids("No.")]) {
      this.#known.add(account);
    }
  }

  /** Balance of an account, or of all accounts of a filter, at the end of a day (closing entries of it left out). */
  balance(account: string, until: Day): ExactSum {
    const amounts = this.ledgers.table("G/L Entries").decimals("Amount");
    let total = ZERO;
    for (const code of this.#accounts(account)) {
      const key = this.#keyOfAccount.get(code);
      if (key !== undefined) total = addSums(total, this.#index.sum(amounts, key, until));
    }
    return total;
  }

  #accounts(text: string): readonly number[] {
    const cached = this.#accountsByText.get(text);
    if (cached) return cached;
    const found = this.#find(text);
    this.#accountsByText.set(text, found);
    return found;
  }

  #find(text: string): readonly number[] {
    const { codes } = this.ledgers;
    const code = codes.find(text);
    if (code > 0 && this.#known.has(code)) return [code];
    if (looksLikeFilter(text)) {
      const filter = parseFilter(text);
      const matching = [...this.#known].filter(
        (known) => known !== 0 && filter.matchesCode(codes.text(known)),
      );
      if (matching.length > 0) return matching;
      throw notAvailable(`No account matches ${text}. Refresh Tieout or check the filter.`);
    }
    throw notAvailable(`Account ${text} is not in G/L Entries. Refresh Tieout or check the number.`);
  }
}
