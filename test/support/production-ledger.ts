/**
 * A random ledger of purchases, sales, returns, transfers, production and assembly, from a seed. Amounts are drawn freely
 * (they need not be adjusted costs): the rules of the reports must hold on any ledger.
 */

export type Row = Record<string, string | number | boolean>;
export type Workbook = Record<string, Row[]>;

/** A small generator of pseudo-random numbers (mulberry32), the same on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface LedgerOptions {
  readonly events: number;
  /** Rework: consumption of what the same order, or a higher one, produced. */
  readonly cycles?: boolean;
  /** Leave out the sheets Capacity Ledger Entries and Inventory Adjmt. Entry Orders at random. */
  readonly optionalSheets?: boolean;
}

const VARIANCES = [
  "Purchase",
  "Material",
  "Capacity",
  "Capacity Overhead",
  "Manufacturing Overhead",
  "Subcontracted",
  "Material - Non Inventory",
  "",
];

export function productionLedger(seed: number, options: LedgerOptions): Workbook {
  const random = randomNumbers(seed);
  const integer = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const chance = (probability: number): boolean => random() < probability;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const money = (): string => (integer(-20_000, 90_000) / 100).toFixed(2);
  const day = (): string => `2025-0${integer(1, 4)}-${String(integer(1, 28)).padStart(2, "0")}`;

  const items: Row[] = ["RAW1", "RAW2", "PART", "MID", "TOP", "AVG"].map((no, index) => ({
    "No.": no,
    Description: `Item ${no}`,
    Type: "Inventory",
    "Costing Method":
      no === "AVG" || (no === "MID" && chance(0.2)) ? "Average" : pick(["FIFO", "Standard", "LIFO"]),
    "Inventory Posting Group": index < 2 ? "RAW" : "MADE",
    "Indirect Cost %": chance(0.5) ? "" : String(integer(0, 30)),
    "Overhead Rate": chance(0.5) ? "" : (integer(0, 300) / 100).toString(),
  }));
  const entries: Row[] = [];
  const values: Row[] = [];
  const applications: Row[] = [];
  const capacity: Row[] = [];
  const orders: Row[] = [];
  const adjustments: Row[] = [];
  const stock = new Map<string, { entry: number; left: number }[]>();
  const quantityOf = new Map<number, number>();

  /** A value entry, posted on the day of its entry or later. */
  const value = (type: string, cells: Row, from = ""): void => {
    const actual = chance(0.75);
    const posted = day();
    values.push({
      "Entry No.": values.length + 1,
      "Posting Date": posted > from ? posted : from,
      "Item Ledger Entry Type": type,
      "Entry Type": "Direct Cost",
      "Variance Type": "",
      "Item Ledger Entry No.": 0,
      "Capacity Ledger Entry No.": 0,
      "Order Type": "",
      "Order No.": "",
      "Order Line No.": 0,
      "Expected Cost": !actual,
      "Valued Quantity": String(integer(-2, 20)),
      Inventoriable: !chance(0.1),
      "Cost Amount (Actual)": actual ? money() : "0",
      "Cost Amount (Expected)": actual && chance(0.7) ? "0" : money(),
      "Cost Posted to G/L": chance(0.5) ? "0" : money(),
      "Expected Cost Posted to G/L": chance(0.7) ? "0" : money(),
      ...cells,
    });
  };
  const entry = (type: string, itemNo: string, quantity: number, order: Row = {}): number => {
    const no = entries.length * 2 + 3;
    const posted = day();
    entries.push({
      "Entry No.": no,
      "Item No.": itemNo,
      "Posting Date": posted,
      "Entry Type": type,
      "Document No.": `D${no}`,
      Description: chance(0.3) ? `note ${no}` : "",
      "Location Code": pick(["", "BLUE", "RED"]),
      "Variant Code": pick(["", "", "V1"]),
      Quantity: String(quantity),
      "Order Type": "",
      "Order No.": "",
      "Order Line No.": 0,
      ...order,
    });
    quantityOf.set(no, quantity);
    const own = { "Item Ledger Entry No.": no, ...order };
    if (!chance(0.04)) value(type, own, posted);
    if (chance(0.3)) value(type, { ...own, "Entry Type": "Indirect Cost" }, posted);
    if (chance(0.2))
      value(type, { ...own, "Entry Type": "Variance", "Variance Type": pick(VARIANCES) }, posted);
    if (chance(0.15)) value(type, { ...own, "Entry Type": "Revaluation" }, posted);
    if (chance(0.1)) value(type, { ...own, "Entry Type": "Rounding" }, posted);
    if (chance(0.05)) value(type, { ...own, "Entry Type": "Direct Cost - Non Inventory" }, posted);
    return no;
  };
  const apply = (own: number, inbound: number, outbound: number, quantity: number, from = 0): void => {
    applications.push({
      "Entry No.": applications.length + 1,
      "Item Ledger Entry No.": own,
      "Inbound Item Entry No.": inbound,
      "Outbound Item Entry No.": outbound,
      "Transferred-from Entry No.": from,
      Quantity: String(quantity),
      "Cost Application": !chance(0.03),
    });
  };
  const receive = (itemNo: string, no: number, quantity: number): void => {
    apply(no, no, 0, quantity);
    const list = stock.get(itemNo) ?? [];
    list.push({ entry: no, left: quantity });
    stock.set(itemNo, list);
  };
  /** Issues a quantity from what is in stock, oldest or any first; what is not there stays unapplied. */
  const issue = (type: string, itemNo: string, quantity: number, order: Row = {}): number => {
    const no = entry(type, itemNo, -quantity, order);
    let open = quantity;
    const list = (stock.get(itemNo) ?? []).filter((lot) => lot.left > 0);
    while (open > 0 && list.length > 0) {
      const lot = list.splice(chance(0.7) ? 0 : integer(0, list.length - 1), 1)[0] as {
        entry: number;
        left: number;
      };
      const take = Math.min(open, lot.left);
      lot.left -= take;
      open -= take;
      apply(no, lot.entry, no, -take);
      if (chance(0.05)) break;
    }
    return no;
  };
  const raw = ["RAW1", "RAW2", "AVG"];
  const issues: { itemNo: string; entry: number; left: number }[] = [];

  const purchase = (): void => {
    const itemNo = pick(raw);
    const quantity = integer(1, 60);
    receive(itemNo, entry("Purchase", itemNo, quantity), quantity);
  };
  const sale = (): void => {
    const itemNo = pick([...raw, "PART", "MID", "TOP", "TOP"]);
    const quantity = integer(1, 9);
    issues.push({ itemNo, entry: issue("Sale", itemNo, quantity), left: quantity });
  };
  const giveBack = (): void => {
    const source = issues.find((candidate) => candidate.left > 0);
    if (!source) return;
    const quantity = integer(1, source.left);
    source.left -= quantity;
    const no = entry("Sale", source.itemNo, quantity);
    apply(no, no, source.entry, quantity);
    stock.get(source.itemNo)?.push({ entry: no, left: quantity });
  };
  const transfer = (): void => {
    const itemNo = pick([...raw, "MID"]);
    const lot = (stock.get(itemNo) ?? []).find((candidate) => candidate.left > 0);
    if (!lot) return;
    const quantity = integer(1, lot.left);
    lot.left -= quantity;
    const out = entry("Transfer", itemNo, -quantity);
    apply(out, lot.entry, out, -quantity);
    const into = entry("Transfer", itemNo, quantity);
    apply(into, into, out, quantity, out);
    stock.get(itemNo)?.push({ entry: into, left: quantity });
  };
  let made = 0;
  let lastLine = { orderNo: "", line: 0 };
  const produce = (): void => {
    const isAssembly = chance(0.15);
    const [itemNo, components] = pick([
      ["PART", ["RAW1", "RAW2"]],
      ["MID", ["PART", "RAW1", "AVG"]],
      ["TOP", ["MID", "PART", "RAW2"]],
    ] as const);
    // Now and then the next line of the order before.
    const isNextLine = !isAssembly && lastLine.orderNo !== "" && chance(0.25);
    if (!isNextLine) made += 1;
    const orderNo = isAssembly ? `A${made}` : isNextLine ? lastLine.orderNo : `P${made}`;
    const line = isAssembly ? 0 : isNextLine ? lastLine.line + 10000 : 10000;
    if (!isAssembly) lastLine = { orderNo, line };
    const order = {
      "Order Type": isAssembly ? "Assembly" : "Production",
      "Order No.": orderNo,
      "Order Line No.": line,
    };
    if (!isAssembly && !isNextLine && !chance(0.05)) {
      orders.push({
        Status: pick(["Released", "Finished"]),
        "No.": orderNo,
        Description: `Make ${itemNo}`,
        "Source Type": "Item",
        "Source No.": itemNo,
        Quantity: String(integer(1, 20)),
        "Finished Date": chance(0.5) ? "" : day(),
      });
    }
    const word = isAssembly ? "Assembly " : "";
    const outputs: number[] = [];
    const output = (): void => {
      const quantity = integer(1, 12);
      const no = entry(`${word}Output`, itemNo, quantity, order);
      outputs.push(no);
      receive(itemNo, no, quantity);
    };
    const outputFirst = options.cycles === true && chance(0.5);
    if (outputFirst) output();
    for (const component of components) {
      if (chance(0.15)) continue;
      const quantity = integer(1, 8);
      const no = issue(`${word}Consumption`, component, quantity, order);
      if (chance(0.1)) {
        const back = integer(1, quantity);
        const returned = entry(`${word}Consumption`, component, back, order);
        apply(returned, returned, no, back);
        stock.get(component)?.push({ entry: returned, left: back });
      }
    }
    if (options.cycles === true && chance(0.5))
      issue(`${word}Consumption`, pick(["TOP", "MID", itemNo]), integer(1, 3), order);
    for (let i = integer(0, 3); i > 0; i -= 1) {
      const no = capacity.length + 1;
      const worked = day();
      capacity.push({
        "Entry No.": no,
        "Posting Date": worked,
        "Item No.": chance(0.5) ? itemNo : "",
        "Document No.": orderNo,
        Description: "",
        Quantity: String(integer(1, 9)),
        ...order,
        Subcontracting: chance(0.3),
      });
      const own = { ...order, "Capacity Ledger Entry No.": no };
      value("", own, worked);
      if (chance(0.4)) value("", { ...own, "Entry Type": "Indirect Cost" }, worked);
    }
    for (let i = integer(outputFirst ? 0 : 1, 2) - (chance(0.1) ? 1 : 0); i > 0; i -= 1) output();
    if (chance(0.1) && outputs.length > 0) {
      const original = pick(outputs);
      const quantity = quantityOf.get(original) as number;
      const reversal = entry(`${word}Output`, itemNo, -quantity, order);
      apply(reversal, original, reversal, -quantity);
    }
    if (chance(0.5)) {
      adjustments.push({
        ...order,
        "Item No.": chance(0.5) ? itemNo : "",
        "Completely Invoiced": chance(0.5),
        "Indirect Cost %": chance(0.5) ? "" : String(integer(0, 20)),
        "Overhead Rate": chance(0.5) ? "" : String(integer(0, 3)),
      });
    }
  };

  for (let i = 0; i < 4; i += 1) purchase();
  for (let i = 0; i < options.events; i += 1)
    pick([purchase, sale, sale, produce, produce, produce, giveBack, transfer])();
  if (chance(0.3)) apply(entries.length * 2 + 1, 9_999_999, entries.length * 2 + 1, -1);
  if (chance(0.3)) value("Sale", { "Item Ledger Entry No.": 8_888_888 });
  const workbook: Workbook = {
    Items: items.filter(() => !chance(0.03)),
    "Item Ledger Entries": entries,
    "Value Entries": values,
    "Item Application Entries": applications,
    "Capacity Ledger Entries": capacity,
    "Production Orders": orders,
    "Inventory Adjmt. Entry Orders": adjustments,
  };
  if (options.optionalSheets === true) {
    if (chance(0.3)) delete workbook["Inventory Adjmt. Entry Orders"];
    if (chance(0.2)) delete workbook["Capacity Ledger Entries"];
  }
  return workbook;
}

/** The same workbook with the rows of every sheet in another order. */
export function shuffled(workbook: Workbook, seed: number): Workbook {
  const random = randomNumbers(seed);
  return Object.fromEntries(
    Object.entries(workbook).map(([name, rows]) => {
      const mixed = [...rows];
      for (let i = mixed.length - 1; i > 0; i -= 1) {
        const j = Math.floor(random() * (i + 1));
        [mixed[i], mixed[j]] = [mixed[j] as Row, mixed[i] as Row];
      }
      return [name, mixed];
    }),
  );
}

/** Captions of columns that name an item ledger entry. */
const ENTRY_NUMBERS = [
  "Item Ledger Entry No.",
  "Inbound Item Entry No.",
  "Outbound Item Entry No.",
  "Transferred-from Entry No.",
];

/** The same workbook with the numbers of item ledger entries dealt out anew, so that receipts may follow their issues. */
export function renumbered(workbook: Workbook, seed: number): Workbook {
  const entries = workbook["Item Ledger Entries"] ?? [];
  const mixed = shuffled({ entries }, seed).entries ?? [];
  const numbers = new Map(mixed.map((row, index) => [row["Entry No."], entries[index]?.["Entry No."]]));
  const renumber = (row: Row, captions: readonly string[]): Row => ({
    ...row,
    ...Object.fromEntries(
      captions.flatMap((caption) => {
        const number = numbers.get(row[caption] ?? 0);
        return number === undefined ? [] : [[caption, number]];
      }),
    ),
  });
  return Object.fromEntries(
    Object.entries(workbook).map(([name, rows]) => [
      name,
      rows.map((row) => renumber(row, name === "Item Ledger Entries" ? ["Entry No."] : ENTRY_NUMBERS)),
    ]),
  );
}
