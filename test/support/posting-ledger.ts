/**
 * A random ledger for inventory posting, from a seed: every kind of value entry that has accounts, expected cost and its
 * reversal, production and assembly, dimensions, locations, ACY on request. Setup is complete, nothing is posted.
 */
import { randomNumbers, type Row, type Workbook } from "./production-ledger";

export interface PostingLedgerOptions {
  readonly entries: number;
  readonly expectedPosting?: boolean;
  readonly additionalCurrency?: boolean;
  /** Leave out assembly capacity and expected cost of adjustments, where Business Central's page has gaps. */
  readonly withoutGaps?: boolean;
}

/** Item ledger entry type, entry types; expected cost where the third part says so. */
const KINDS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    "Purchase",
    ["Direct Cost", "Indirect Cost", "Revaluation", "Rounding", "Variance"],
    ["Direct Cost", "Revaluation"],
  ],
  ["Sale", ["Direct Cost", "Revaluation", "Rounding"], ["Direct Cost", "Revaluation"]],
  ["Positive Adjmt.", ["Direct Cost", "Revaluation", "Rounding"], ["Direct Cost"]],
  ["Negative Adjmt.", ["Direct Cost", "Revaluation"], ["Direct Cost"]],
  ["Transfer", ["Direct Cost", "Rounding"], ["Direct Cost"]],
  ["Consumption", ["Direct Cost", "Revaluation", "Rounding"], []],
  [
    "Output",
    ["Direct Cost", "Indirect Cost", "Revaluation", "Rounding", "Variance"],
    ["Direct Cost", "Revaluation"],
  ],
  ["Assembly Consumption", ["Direct Cost", "Revaluation"], []],
  ["Assembly Output", ["Direct Cost", "Indirect Cost", "Variance"], []],
  ["", ["Direct Cost", "Indirect Cost"], []],
];
const PRODUCTION_VARIANCES = [
  "Material",
  "Capacity",
  "Subcontracted",
  "Capacity Overhead",
  "Manufacturing Overhead",
];
const ORDER_OF_TYPE: Readonly<Record<string, string>> = {
  Consumption: "Production",
  Output: "Production",
  "Assembly Consumption": "Assembly",
  "Assembly Output": "Assembly",
};
const ADJUSTING = ["Positive Adjmt.", "Negative Adjmt.", "Transfer"];

export const LOCATIONS = ["", "BLUE"];
export const POSTING_GROUPS = ["RAW", "FINISHED"];
const BUSINESS_GROUPS = ["", "NATIONAL", "EU"];
const PRODUCT_GROUPS = ["RETAIL", "SERVICES"];

export function postingLedger(seed: number, options: PostingLedgerOptions): Workbook {
  const random = randomNumbers(seed);
  const integer = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const chance = (probability: number): boolean => random() < probability;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const money = (): number => integer(-30_000, 90_000);
  const text = (cents: number): string => (cents / 100).toFixed(2);
  const day = (): string => `2025-0${integer(1, 3)}-${String(integer(1, 28)).padStart(2, "0")}`;
  const items: Row[] = ["RAW1", "RAW2", "TOP1", "TOP2"].map((no) => ({
    "No.": no,
    Description: `Item ${no}`,
    Type: "Inventory",
    "Inventory Posting Group": no.startsWith("RAW") ? "RAW" : "FINISHED",
  }));
  const entries: Row[] = [];
  const itemEntries: Row[] = [];
  const capacityEntries: Row[] = [];
  const add = (values: Row): void => {
    const acy: Row = options.additionalCurrency
      ? {
          "Cost Amount (Actual) (ACY)": text(Math.round(Number(values["Cost Amount (Actual)"]) * 113)),
          "Cost Amount (Expected) (ACY)": text(Math.round(Number(values["Cost Amount (Expected)"]) * 113)),
          "Cost Posted to G/L (ACY)": "0",
          "Exp. Cost Posted to G/L (ACY)": "0",
        }
      : {};
    entries.push({
      "Entry No.": entries.length + 1,
      "Cost Posted to G/L": "0",
      "Expected Cost Posted to G/L": "0",
      Inventoriable: true,
      "Applies-to Entry": 0,
      ...values,
      ...acy,
    });
  };
  while (entries.length < options.entries) {
    const [type, costs, expectable] = pick(KINDS);
    const item = pick(items);
    const isCapacity = type === "";
    const orderType = isCapacity
      ? options.withoutGaps || chance(0.6)
        ? "Production"
        : "Assembly"
      : (ORDER_OF_TYPE[type] ?? "");
    const orderNo = orderType === "" ? "" : `${orderType.slice(0, 2).toUpperCase()}-${integer(1, 3)}`;
    const line = orderType === "" ? 0 : integer(1, 2) * 10_000;
    const date = day();
    const documentNo = `DOC-${integer(1, 6)}`;
    const location = isCapacity ? "" : pick(LOCATIONS);
    const owner = isCapacity ? capacityEntries.length + 1 : itemEntries.length + 1;
    const owned = isCapacity ? capacityEntries : itemEntries;
    owned.push({
      "Entry No.": owner,
      "Item No.": item["No."] as string,
      "Posting Date": date,
      "Document No.": documentNo,
      "Order Type": orderType,
      "Order No.": orderNo,
      "Order Line No.": line,
      Quantity: isCapacity
        ? "60"
        : type === "Sale" || type.endsWith("Consumption") || type === "Negative Adjmt."
          ? "-5"
          : "5",
      ...(isCapacity
        ? { Type: "Work Center", "No.": "WC1" }
        : { "Entry Type": type, "Location Code": location }),
    });
    const common: Row = {
      "Item Ledger Entry No.": isCapacity ? 0 : owner,
      "Capacity Ledger Entry No.": isCapacity ? owner : 0,
      "Item No.": isCapacity ? "" : (item["No."] as string),
      "Posting Date": date,
      "Document Type": "",
      "Document No.": documentNo,
      "External Document No.": `EXT-${documentNo}`,
      "Item Ledger Entry Type": type,
      "Source Type": isCapacity || type === "Consumption" ? "Item" : "",
      "Source No.": isCapacity || type === "Consumption" ? "TOP1" : "",
      "Order Type": orderType,
      "Order No.": orderNo,
      "Order Line No.": line,
      "Location Code": location,
      "Inventory Posting Group": isCapacity ? "" : (item["Inventory Posting Group"] as string),
      "Gen. Bus. Posting Group": pick(BUSINESS_GROUPS),
      "Gen. Prod. Posting Group": isCapacity ? "SERVICES" : pick(PRODUCT_GROUPS),
      "Dimension Set ID": integer(0, 2),
    };
    const cost = pick(costs);
    const mayExpect =
      expectable.includes(cost) && !(options.withoutGaps === true && ADJUSTING.includes(type));
    if (mayExpect && chance(0.4)) {
      const expected = money();
      const share = pick([1, 1, 0.5]);
      const invoiced = Math.round(expected * share);
      add({
        ...common,
        "Entry Type": cost,
        "Variance Type": "",
        "Expected Cost": true,
        "Cost Amount (Actual)": "0",
        "Cost Amount (Expected)": text(expected),
      });
      if (chance(0.7)) {
        add({
          ...common,
          "Posting Date": day(),
          "Entry Type": cost,
          "Variance Type": "",
          "Expected Cost": false,
          "Cost Amount (Actual)": text(invoiced + integer(-300, 300)),
          "Cost Amount (Expected)": text(-invoiced),
        });
      }
      continue;
    }
    const variance = cost !== "Variance" ? "" : type === "Purchase" ? "Purchase" : pick(PRODUCTION_VARIANCES);
    add({
      ...common,
      "Entry Type": cost,
      "Variance Type": variance,
      "Expected Cost": false,
      "Cost Amount (Actual)": text(money()),
      "Cost Amount (Expected)": "0",
    });
  }
  const applications = applicationsOf(itemEntries, pick);
  return {
    "Value Entries": entries,
    "Inventory Posting Setup": inventorySetup(),
    "General Posting Setup": generalSetup(),
    "Inventory Setup": [{ "Expected Cost Posting to G/L": options.expectedPosting === true }],
    ...(options.additionalCurrency
      ? { "General Ledger Setup": [{ "Additional Reporting Currency": "USD" }] }
      : {}),
    Items: items,
    "Item Ledger Entries": itemEntries,
    "Capacity Ledger Entries": capacityEntries,
    "Item Application Entries": applications,
    "G/L Entries": [],
    "G/L - Item Ledger Relation": [],
  };
}

/** Every outbound entry takes its cost from an inbound one. */
function applicationsOf(itemEntries: readonly Row[], pick: <T>(list: readonly T[]) => T): Row[] {
  const inbound = itemEntries.filter((entry) => !String(entry.Quantity).startsWith("-"));
  const outbound = itemEntries.filter((entry) => String(entry.Quantity).startsWith("-"));
  if (inbound.length === 0) return [];
  return outbound.map((entry, index) => ({
    "Entry No.": index + 1,
    "Item Ledger Entry No.": entry["Entry No."] as number,
    "Inbound Item Entry No.": pick(inbound)["Entry No."] as number,
    "Outbound Item Entry No.": entry["Entry No."] as number,
    Quantity: entry.Quantity as string,
    "Posting Date": entry["Posting Date"] as string,
    "Transferred-from Entry No.": 0,
    "Cost Application": true,
  }));
}

/** Accounts: the type's number, then the row's; every type has accounts of its own. */
function inventorySetup(): Row[] {
  return LOCATIONS.flatMap((location, l) =>
    ["", ...POSTING_GROUPS].map((group, g): Row => {
      const account = (type: number): string => `2${type}${l}${g}`;
      return {
        "Location Code": location,
        "Invt. Posting Group Code": group,
        "Inventory Account": account(1),
        "Inventory Account (Interim)": account(2),
        "WIP Account": account(3),
        "Material Variance Account": account(4),
        "Capacity Variance Account": account(5),
        "Subcontracted Variance Account": account(6),
        "Cap. Overhead Variance Account": account(7),
        "Mfg. Overhead Variance Account": account(8),
      };
    }),
  );
}

function generalSetup(): Row[] {
  return BUSINESS_GROUPS.flatMap((business, b) =>
    PRODUCT_GROUPS.map((product, p): Row => {
      const account = (type: number): string => `7${type}${b}${p}`;
      return {
        "Gen. Bus. Posting Group": business,
        "Gen. Prod. Posting Group": product,
        "COGS Account": account(1),
        "COGS Account (Interim)": account(2),
        "Inventory Adjmt. Account": account(3),
        "Invt. Accrual Acc. (Interim)": account(4),
        "Direct Cost Applied Account": account(5),
        "Overhead Applied Account": account(6),
        "Purchase Variance Account": account(7),
        Blocked: false,
      };
    }),
  );
}
