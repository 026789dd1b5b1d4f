/**
 * What is wrong with the sample on purpose, as data. Each fault sits on an entry of its own in January 2026 with an amount that never
 * depends on the seed, so that a reconciliation as of 31 January 2026 must find exactly these.
 */

export type FaultCause =
  | "POSTING_DATE_MISMATCH"
  | "ACCOUNT_CHANGED"
  | "POSTED_WITHOUT_GL_ENTRY"
  | "AMOUNT_MISMATCH"
  | "DIRECT_POSTING";

export interface PlantedFault {
  cause: FaultCause;
  /** What happened, for people. */
  story: string;
  item: string;
  variant?: string;
  location: string;
  /** Pieces that were found at the stock count and booked in; 0 for an entry by hand in the general ledger. */
  pieces: number;
  /** Money per piece. */
  unitCost: string;
  /** Day of January. */
  dayOfMonth: number;
  /** Part of the difference "general ledger minus inventory ledger" on the inventory account. */
  inventoryAmount: string;
  /** The same on the account on the other side, "" where there is no balancing row. */
  balancingAmount: string;
}

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    cause: "POSTING_DATE_MISMATCH",
    story: "The G/L entries of this adjustment carry 1 February, the value entry 27 January.",
    item: "A-20",
    variant: "L",
    location: "RED",
    pieces: 20,
    unitCost: "32.10",
    dayOfMonth: 27,
    inventoryAmount: "-642.00",
    balancingAmount: "642.00",
  },
  {
    cause: "ACCOUNT_CHANGED",
    story:
      "The inventory posting setup named account 2190 when this adjustment was posted; today it names 2120.",
    item: "A-10",
    location: "BLUE",
    pieces: 24,
    unitCost: "13.25",
    dayOfMonth: 26,
    inventoryAmount: "-318.00",
    balancingAmount: "0.00",
  },
  {
    cause: "POSTED_WITHOUT_GL_ENTRY",
    story: "The value entry says that its cost is posted; no G/L entry was ever made.",
    item: "A-30",
    location: "",
    pieces: 8,
    unitCost: "21.50",
    dayOfMonth: 28,
    inventoryAmount: "-172.00",
    balancingAmount: "172.00",
  },
  {
    cause: "AMOUNT_MISMATCH",
    story: "Both G/L entries of this adjustment are 27.00 too high.",
    item: "1170",
    location: "BLUE",
    pieces: 30,
    unitCost: "9.40",
    dayOfMonth: 28,
    inventoryAmount: "27.00",
    balancingAmount: "-27.00",
  },
  {
    cause: "DIRECT_POSTING",
    story: "A count difference was booked by hand: stock differences against raw material.",
    item: "",
    location: "",
    pieces: 0,
    unitCost: "0",
    dayOfMonth: 30,
    inventoryAmount: "-415.50",
    balancingAmount: "",
  },
];

/** Where a planted fault ended up. */
export interface FaultPlace {
  fault: PlantedFault;
  valueEntryNos: number[];
  glEntryNos: number[];
}
