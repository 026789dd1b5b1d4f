/**
 * Value entries as inventory posting sees them: combination of the account table, setup rows, and amounts at one scale.
 * Missing columns are taken from where conventions 4.6 says.
 */
import { missingColumn } from "../ledgers/check";
import { codesOfValueEntries } from "../ledgers/entry-filter";
import type { Ledgers } from "../ledgers/ledgers";
import { optionNumber } from "../ledgers/options";
import { atScale, commonScale, type DecimalColumn } from "../values/decimal";
import { WIP_INVENTORY, type AccountType } from "./account-types";
import { classesOf, COMBINATION_OF_CLASS, COMBINATIONS } from "./account-table";
import type { PostingSetup } from "./setup";

export interface EntryOptions {
  readonly includeNonInventory: boolean;
  /** Blank codes stand in where no sheet has a location or posting group; otherwise MISSING_COLUMN is thrown. */
  readonly lenient: boolean;
  /** Scale that the amounts must have at least (to be compared with G/L amounts). */
  readonly scale?: number;
}

/** Rows of Items by code number; -1 for codes that are no item. */
export function itemRows(ledgers: Ledgers): Int32Array {
  const rows = new Int32Array(ledgers.codes.size).fill(-1);
  const numbers = ledgers.table("Items").ids("No.");
  for (let row = numbers.length - 1; row >= 0; row -= 1) rows[numbers[row] as number] = row;
  return rows;
}

export class PostingEntries {
  readonly rows: number;
  readonly numbers: Float64Array;
  readonly dates: Float64Array;
  readonly items: Int32Array;
  /** Class per row (account-table). */
  readonly classes: Uint16Array;
  /** Row of the account table per row; 0 = none (invalid, or non-inventory cost that is not included). */
  readonly combination: Uint8Array;
  readonly inventoriable: Uint8Array;
  readonly location: Int32Array;
  readonly group: Int32Array;
  /** Inventory posting group of WIP lines. */
  readonly wipGroup: Int32Array;
  readonly business: Int32Array;
  readonly product: Int32Array;
  readonly inventoryRow: Int32Array;
  readonly wipRow: Int32Array;
  readonly generalRow: Int32Array;
  readonly scale: number;
  readonly actual: DecimalColumn;
  readonly expected: DecimalColumn;
  readonly posted: DecimalColumn;
  readonly expectedPosted: DecimalColumn;
  /** The posting groups came from Items. */
  readonly groupsFromItems: boolean;
  readonly #setup: PostingSetup;

  constructor(ledgers: Ledgers, setup: PostingSetup, options: EntryOptions) {
    const table = ledgers.table("Value Entries");
    this.#setup = setup;
    this.rows = table.rows;
    this.numbers = table.integers("Entry No.");
    this.dates = table.days("Posting Date");
    this.items = table.ids("Item No.");
    this.inventoriable = table.flags("Inventoriable");
    this.classes = classesOf(
      table.options("Item Ledger Entry Type"),
      table.options("Entry Type"),
      table.options("Variance Type"),
      table.options("Order Type"),
    );
    const usable = COMBINATIONS.map(
      (combination) => !combination.nonInventory || options.includeNonInventory,
    );
    const ofClass = COMBINATION_OF_CLASS.map((number) => (usable[number] ? number : 0));
    this.combination = new Uint8Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      this.combination[row] = ofClass[this.classes[row] as number] as number;
    }
    const items = itemRows(ledgers);
    this.location = locations(ledgers, options.lenient);
    this.groupsFromItems = !table.has("Inventory Posting Group");
    this.group = this.groupsFromItems
      ? groupsOfItems(ledgers, items, options.lenient)
      : table.ids("Inventory Posting Group");
    this.wipGroup = wipGroups(ledgers, items, this.group);
    this.business = table.ids("Gen. Bus. Posting Group");
    this.product = table.ids("Gen. Prod. Posting Group");
    this.inventoryRow = setup.inventoryRows(this.location, this.group);
    this.wipRow =
      this.wipGroup === this.group ? this.inventoryRow : setup.inventoryRows(this.location, this.wipGroup);
    this.generalRow = setup.generalRows(this.business, this.product);
    const amounts = [
      table.decimals("Cost Amount (Actual)"),
      table.decimals("Cost Amount (Expected)"),
      table.decimals("Cost Posted to G/L"),
      table.decimals("Expected Cost Posted to G/L"),
    ] as const;
    this.scale = Math.max(commonScale(amounts), options.scale ?? 0);
    this.actual = atScale(amounts[0], this.scale);
    this.expected = atScale(amounts[1], this.scale);
    this.posted = atScale(amounts[2], this.scale);
    this.expectedPosted = atScale(amounts[3], this.scale);
  }

  /** Row of the setup sheet that names the account of a type for a value entry; -1 when there is none. */
  setupRow(type: AccountType, row: number): number {
    if ((this.#setup.generalTypes >> type) & 1) return this.generalRow[row] as number;
    return (type === WIP_INVENTORY ? this.wipRow[row] : this.inventoryRow[row]) as number;
  }

  /** Account (code number) that today's setup gives for a type; 0 when there is none. */
  account(type: AccountType, row: number): number {
    const setupRow = this.setupRow(type, row);
    return setupRow < 0 ? 0 : this.#setup.account(type, setupRow);
  }
}

function locations(ledgers: Ledgers, lenient: boolean): Int32Array {
  const itemLedger = ledgers.table("Item Ledger Entries");
  const table = ledgers.table("Value Entries");
  if (lenient && !table.has("Location Code") && !(itemLedger.present && itemLedger.has("Location Code"))) {
    return new Int32Array(table.rows);
  }
  return codesOfValueEntries(ledgers, "Location Code");
}

function groupsOfItems(ledgers: Ledgers, items: Int32Array, lenient: boolean): Int32Array {
  const table = ledgers.table("Value Entries");
  const sheet = ledgers.table("Items");
  if (!sheet.present || !sheet.has("Inventory Posting Group")) {
    if (lenient) return new Int32Array(table.rows);
    throw missingColumn(table, "Inventory Posting Group");
  }
  const groups = sheet.ids("Inventory Posting Group");
  return table.ids("Item No.").map((item) => (item === 0 ? 0 : (groups[items[item] as number] ?? 0)));
}

/** The group of the item in Source No. where that is another, known item; else the value entry's own. */
function wipGroups(ledgers: Ledgers, items: Int32Array, own: Int32Array): Int32Array {
  const table = ledgers.table("Value Entries");
  const sourceTypes = table.options("Source Type").values;
  const sources = table.ids("Source No.");
  const itemNumbers = table.ids("Item No.");
  const sheet = ledgers.table("Items");
  if (!sheet.has("Inventory Posting Group")) return own;
  const groups = sheet.ids("Inventory Posting Group");
  const item = optionNumber("source type", "Item");
  let taken: Int32Array | undefined;
  for (let row = 0; row < own.length; row += 1) {
    const source = sources[row] as number;
    if (sourceTypes[row] !== item || source === 0 || source === itemNumbers[row]) continue;
    const itemRow = items[source] as number;
    if (itemRow < 0) continue;
    const group = groups[itemRow] as number;
    if (group === own[row]) continue;
    taken ??= own.slice();
    taken[row] = group;
  }
  return taken ?? own;
}
