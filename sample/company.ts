/** Harbour Cycles Ltd., declared: its year, places, partners and dimensions; items and accounts in `company/`. All names are made up. */
import { day } from "./core/calendar";

export * from "./company/accounts";
export * from "./company/items";

export const COMPANY = { name: "Harbour Cycles Ltd.", currency: "EUR" } as const;

/** The year that is simulated; the month-end is January 2026. */
export const FIRST_DAY = day(2025, 2, 1);
export const LAST_DAY = day(2026, 1, 31);

export const LOCATIONS = ["", "BLUE", "RED"] as const;

export interface Partner {
  no: string;
  name: string;
  genBus: "DOMESTIC" | "EU" | "EXPORT";
  channel?: "RETAIL" | "TRADE" | "ONLINE";
}

export const CUSTOMERS: readonly Partner[] = [
  { no: "C10000", name: "Northgate Cycles", genBus: "DOMESTIC", channel: "TRADE" },
  { no: "C20000", name: "Wheel House", genBus: "DOMESTIC", channel: "TRADE" },
  { no: "C30000", name: "Shop counter", genBus: "DOMESTIC", channel: "RETAIL" },
  { no: "C40000", name: "Web shop", genBus: "DOMESTIC", channel: "ONLINE" },
  { no: "C50000", name: "Velo Canal", genBus: "EU", channel: "TRADE" },
  { no: "C60000", name: "Fjord Bikes", genBus: "EXPORT", channel: "TRADE" },
];

export const VENDORS: readonly Partner[] = [
  { no: "V100", name: "Alloy Works", genBus: "DOMESTIC" },
  { no: "V200", name: "Parts Depot", genBus: "EU" },
  { no: "V300", name: "Coating Shop", genBus: "DOMESTIC" },
  { no: "V400", name: "Harbour Freight Lines", genBus: "DOMESTIC" },
];

/** Global dimensions 1 and 2 and one shortcut dimension. */
export const DIMENSIONS = { global1: "DEPARTMENT", global2: "CHANNEL", shortcut3: "AREA" } as const;

/** Dimension sets; their ids are the position + 1. Set 0 is "none". */
export const DIMENSION_SETS: readonly { department: string; channel: string; area: string }[] = [
  { department: "PROD", channel: "", area: "" },
  { department: "SALES", channel: "RETAIL", area: "" },
  { department: "SALES", channel: "TRADE", area: "" },
  { department: "SALES", channel: "ONLINE", area: "" },
  { department: "PURCH", channel: "", area: "" },
  { department: "ADMIN", channel: "", area: "" },
  { department: "SALES", channel: "TRADE", area: "NORTH" },
  { department: "PROJECTS", channel: "TRADE", area: "" },
];

export const SET_PRODUCTION = 1;
export const SET_PURCHASING = 5;
export const SET_ADMIN = 6;
export const SET_PROJECTS = 8;

export function customerDimensionSet(customer: Partner): number {
  if (customer.genBus === "EXPORT") return 7;
  return customer.channel === "RETAIL" ? 2 : customer.channel === "ONLINE" ? 4 : 3;
}
