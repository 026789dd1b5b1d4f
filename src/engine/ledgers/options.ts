/**
 * Option lists of Business Central, in its own order. Index 0 of every list is the blank option, whether or not
 * Business Central offers it, so that an empty cell is always 0.
 */
export const optionLists = {
  "entry type": [
    "",
    "Purchase",
    "Sale",
    "Positive Adjmt.",
    "Negative Adjmt.",
    "Transfer",
    "Consumption",
    "Output",
    "Assembly Consumption",
    "Assembly Output",
  ],
  "cost type": [
    "",
    "Direct Cost",
    "Revaluation",
    "Rounding",
    "Indirect Cost",
    "Variance",
    "Direct Cost - Non Inventory",
  ],
  "variance type": [
    "",
    "Purchase",
    "Material",
    "Capacity",
    "Capacity Overhead",
    "Manufacturing Overhead",
    "Subcontracted",
    "Material - Non Inventory",
  ],
  "order type": ["", "Production", "Transfer", "Service", "Assembly"],
  "document type": [
    "",
    "Sales Shipment",
    "Sales Invoice",
    "Sales Return Receipt",
    "Sales Credit Memo",
    "Purchase Receipt",
    "Purchase Invoice",
    "Purchase Return Shipment",
    "Purchase Credit Memo",
    "Transfer Shipment",
    "Transfer Receipt",
    "Service Shipment",
    "Service Invoice",
    "Service Credit Memo",
    "Posted Assembly",
    "Inventory Receipt",
    "Inventory Shipment",
    "Direct Transfer",
  ],
  "source type": ["", "Customer", "Vendor", "Item"],
  "capacity type": ["", "Work Center", "Machine Center", "Resource"],
  "item type": ["", "Inventory", "Service", "Non-Inventory"],
  "costing method": ["", "FIFO", "LIFO", "Specific", "Average", "Standard"],
  "order status": ["", "Simulated", "Planned", "Firm Planned", "Released", "Finished"],
  "prod. source type": ["", "Item", "Family", "Sales Header"],
  "account type": ["", "Posting", "Heading", "Total", "Begin-Total", "End-Total"],
  "gen. posting type": ["", "Purchase", "Sale", "Settlement"],
  "cost period": ["", "Day", "Week", "Month", "Quarter", "Year", "Accounting Period"],
  "calc. type": ["", "Item", "Item & Location & Variant"],
  "job blocked": ["", "Posting", "All"],
  "task type": ["", "Posting", "Heading", "Total", "Begin-Total", "End-Total"],
  "wip total": ["", "Total", "Excluded"],
  "line type": ["", "Budget", "Billable", "Both Budget and Billable"],
  "job entry type": ["", "Usage", "Sale"],
  "job line type": ["", "Resource", "Item", "G/L Account"],
  "wip posting method": ["", "Per Job", "Per Job Ledger Entry"],
  "recognized costs": [
    "",
    "At Completion",
    "Cost of Sales",
    "Cost Value",
    "Contract (Invoiced Cost)",
    "Usage (Total Cost)",
  ],
  "recognized sales": [
    "",
    "At Completion",
    "Contract (Invoiced Price)",
    "Usage (Total Cost)",
    "Usage (Total Price)",
    "Percentage of Completion",
    "Sales Value",
  ],
  "wip type": [
    "",
    "Applied Costs",
    "Applied Sales",
    "Recognized Costs",
    "Recognized Sales",
    "Accrued Costs",
    "Accrued Sales",
  ],
} as const;

/** Other captions of an option, older or newer than the list's. */
export const otherCaptions: ReadonlyMap<string, string> = new Map([
  ["Schedule", "Budget"],
  ["Contract", "Billable"],
  ["Both Schedule and Contract", "Both Budget and Billable"],
  ["Per Project", "Per Job"],
  ["Per Project Ledger Entry", "Per Job Ledger Entry"],
]);

export type OptionName = keyof typeof optionLists;

/** Number of a caption in an option list; throws when the list has no such caption. */
export function optionNumber<Name extends OptionName>(
  name: Name,
  caption: (typeof optionLists)[Name][number],
): number {
  const index = (optionLists[name] as readonly string[]).indexOf(caption);
  if (index < 0) throw new RangeError(`${name} has no option ${caption}`);
  return index;
}
