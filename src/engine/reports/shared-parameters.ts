/** Parameters that several reports share, declared once (conventions, 2). */
import type { ParameterDeclaration } from "../report";

export const startDate: ParameterDeclaration = {
  name: "startDate",
  type: "date",
  label: "Starting Date",
  help: "First day of the period. Empty: no opening, everything is movement.",
  default: undefined,
  section: "dates",
};

export const endDate: ParameterDeclaration = {
  name: "endDate",
  type: "date",
  label: "Ending Date",
  help: "Last day of the period, included.",
  default: undefined,
  section: "dates",
};

export const workDate: ParameterDeclaration = {
  name: "workDate",
  type: "date",
  label: "Work Date",
  help: "Stands in for today where a date is missing.",
  default: undefined,
  section: "dates",
  hidden: true,
};

export const itemFilter: ParameterDeclaration = {
  name: "itemFilter",
  type: "filter",
  of: "code",
  values: { table: "Items", column: "No." },
  label: "Item No.",
  help: "Filter on the item's No., e.g. 1000..1999|A*.",
  default: "",
  section: "filters",
};

export const inventoryPostingGroupFilter: ParameterDeclaration = {
  name: "inventoryPostingGroupFilter",
  type: "filter",
  of: "code",
  values: { table: "Items", column: "Inventory Posting Group" },
  label: "Inventory Posting Group",
  help: "Filter on the item's Inventory Posting Group.",
  default: "",
  section: "filters",
};

export const statisticsGroupFilter: ParameterDeclaration = {
  name: "statisticsGroupFilter",
  type: "filter",
  of: "integer",
  label: "Statistics Group",
  help: "Filter on the item's Statistics Group, a whole number.",
  default: "",
  section: "filters",
};

/** Filters on an entry's own codes. */
export const entryFilters: readonly ParameterDeclaration[] = [
  {
    name: "locationFilter",
    type: "filter",
    of: "code",
    values: { table: "Value Entries", column: "Location Code" },
    label: "Location Code",
    help: "Filter on the entry's Location Code.",
    default: "",
    section: "filters",
  },
  {
    name: "variantFilter",
    type: "filter",
    of: "code",
    values: { table: "Value Entries", column: "Variant Code" },
    label: "Variant Code",
    help: "Filter on the entry's Variant Code.",
    default: "",
    section: "filters",
  },
  {
    name: "globalDimension1Filter",
    type: "filter",
    of: "code",
    label: "Global Dimension 1 Code",
    help: "Filter on the entry's first global dimension.",
    default: "",
    section: "filters",
  },
  {
    name: "globalDimension2Filter",
    type: "filter",
    of: "code",
    label: "Global Dimension 2 Code",
    help: "Filter on the entry's second global dimension.",
    default: "",
    section: "filters",
  },
];

export const asIfAdjusted: ParameterDeclaration = {
  name: "asIfAdjusted",
  type: "boolean",
  label: "As if adjusted",
  help: "Reads the ledger with the entries that the cost adjustment would post.",
  default: false,
  section: "options",
};
