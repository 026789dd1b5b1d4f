/** A small book of inventory entries for tests: one call posts an entry with its value entry and application. */
export type BookRow = Record<string, string | number | boolean>;

interface Posting {
  readonly item?: string;
  readonly date: string;
  readonly type?: string;
  readonly quantity: number;
  readonly cost: string;
  /** Fields of the item ledger entry and of its value entry that differ. */
  readonly entry?: BookRow;
  readonly value?: BookRow;
}

export class PostingBook {
  readonly items: BookRow[] = [];
  readonly entries: BookRow[] = [];
  readonly values: BookRow[] = [];
  readonly applications: BookRow[] = [];
  readonly more: Record<string, BookRow[]> = {};

  constructor(
    method = "FIFO",
    private readonly item = "A",
  ) {
    this.items.push({ "No.": item, "Costing Method": method });
    this.more["Inventory Setup"] = [{ "Average Cost Period": "Month", "Average Cost Calc. Type": "Item" }];
  }

  /** Posts an item ledger entry and its invoiced value entry; gives the entry number. */
  post({ item = this.item, date, type, quantity, cost, entry = {}, value = {} }: Posting): number {
    const no = this.entries.length + 1;
    this.entries.push({
      "Entry No.": no,
      "Item No.": item,
      "Posting Date": date,
      "Entry Type": type ?? (quantity > 0 ? "Purchase" : "Sale"),
      Quantity: String(quantity),
      ...entry,
    });
    this.value(no, {
      "Posting Date": date,
      "Item No.": item,
      "Valued Quantity": String(quantity),
      "Item Ledger Entry Quantity": String(quantity),
      "Invoiced Quantity": String(quantity),
      "Cost Amount (Actual)": cost,
      ...value,
    });
    return no;
  }

  /** A further value entry of an item ledger entry. */
  value(owner: number, fields: BookRow): number {
    const no = this.values.length + 1;
    const entry = this.entries[owner - 1];
    this.values.push({
      "Entry No.": no,
      "Item No.": entry?.["Item No."] ?? "",
      "Item Ledger Entry No.": owner,
      "Posting Date": entry?.["Posting Date"] ?? "2025-01-01",
      "Document No.": `D${no}`,
      "Cost Amount (Actual)": "0",
      ...fields,
    });
    return no;
  }

  apply(owner: number, inbound: number, outbound: number, quantity: number, fields: BookRow = {}): void {
    this.applications.push({
      "Entry No.": this.applications.length + 1,
      "Item Ledger Entry No.": owner,
      "Inbound Item Entry No.": inbound,
      "Outbound Item Entry No.": outbound,
      Quantity: String(quantity),
      ...fields,
    });
  }

  /** A purchase that is applied to itself, as Business Central posts one. */
  buy(date: string, quantity: number, cost: string, more: Partial<Posting> = {}): number {
    const no = this.post({ date, quantity, cost, ...more });
    this.apply(no, no, 0, quantity);
    return no;
  }

  /** A sale taken from one purchase. */
  sell(date: string, from: number, quantity: number, cost: string, more: Partial<Posting> = {}): number {
    const no = this.post({ date, quantity: -quantity, cost, ...more });
    this.apply(no, from, no, -quantity);
    return no;
  }

  get workbook(): Record<string, BookRow[]> {
    return {
      Items: this.items,
      "Item Ledger Entries": this.entries,
      "Value Entries": this.values,
      "Item Application Entries": this.applications,
      ...this.more,
    };
  }
}
