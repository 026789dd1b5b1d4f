/** The seventeen account types of inventory posting, in the order that decides the order of lines. */

/** Which setup names the account, and in which column. */
export interface AccountTypeDeclaration {
  readonly name: string;
  readonly setup: "Inventory Posting Setup" | "General Posting Setup";
  readonly column: string;
  /** Exists only with Include Non-Inventory Items to Produced Items. */
  readonly nonInventory?: true;
}

const INVENTORY_SETUP = "Inventory Posting Setup";
const GENERAL_SETUP = "General Posting Setup";

/** Account type n of Business Central's order stands at index n; index 0 is "no account type". */
export const ACCOUNT_TYPES = [
  { name: "", setup: INVENTORY_SETUP, column: "" },
  { name: "Inventory (Interim)", setup: INVENTORY_SETUP, column: "Inventory Account (Interim)" },
  { name: "Invt. Accrual (Interim)", setup: GENERAL_SETUP, column: "Invt. Accrual Acc. (Interim)" },
  { name: "Inventory", setup: INVENTORY_SETUP, column: "Inventory Account" },
  { name: "WIP Inventory", setup: INVENTORY_SETUP, column: "WIP Account" },
  { name: "Inventory Adjmt.", setup: GENERAL_SETUP, column: "Inventory Adjmt. Account" },
  { name: "Direct Cost Applied", setup: GENERAL_SETUP, column: "Direct Cost Applied Account" },
  { name: "Overhead Applied", setup: GENERAL_SETUP, column: "Overhead Applied Account" },
  { name: "Purchase Variance", setup: GENERAL_SETUP, column: "Purchase Variance Account" },
  { name: "COGS", setup: GENERAL_SETUP, column: "COGS Account" },
  { name: "COGS (Interim)", setup: GENERAL_SETUP, column: "COGS Account (Interim)" },
  { name: "Material Variance", setup: INVENTORY_SETUP, column: "Material Variance Account" },
  { name: "Capacity Variance", setup: INVENTORY_SETUP, column: "Capacity Variance Account" },
  { name: "Subcontracted Variance", setup: INVENTORY_SETUP, column: "Subcontracted Variance Account" },
  { name: "Cap. Overhead Variance", setup: INVENTORY_SETUP, column: "Cap. Overhead Variance Account" },
  { name: "Mfg. Overhead Variance", setup: INVENTORY_SETUP, column: "Mfg. Overhead Variance Account" },
  {
    name: "Direct Cost Non-Inventory Applied",
    setup: GENERAL_SETUP,
    column: "Direct Cost Non-Inventory Applied Account",
    nonInventory: true,
  },
  {
    name: "Material - Non Inventory Variance",
    setup: INVENTORY_SETUP,
    column: "Material Non-Inventory Variance Account",
    nonInventory: true,
  },
] as const satisfies readonly AccountTypeDeclaration[];

export type AccountTypeName = Exclude<(typeof ACCOUNT_TYPES)[number]["name"], "">;

/** Number of an account type: its place in Business Central's order, from 1. */
export type AccountType = number;

/** How many account types there are, "none" included. */
export const ACCOUNT_TYPE_COUNT = ACCOUNT_TYPES.length;

const numbers = new Map<string, AccountType>(ACCOUNT_TYPES.map((type, number) => [type.name, number]));

/** Number of an account type by its name. */
export function accountType(name: AccountTypeName): AccountType {
  return numbers.get(name) as AccountType;
}

/** Declaration of an account type. Throws for a number that is none. */
export function accountTypeOf(type: AccountType): AccountTypeDeclaration {
  const declaration = ACCOUNT_TYPES[type];
  if (!declaration) throw new RangeError(`no account type ${type}`);
  return declaration;
}

export const INVENTORY = accountType("Inventory");
export const INVENTORY_INTERIM = accountType("Inventory (Interim)");
export const WIP_INVENTORY = accountType("WIP Inventory");
export const INVENTORY_ADJMT = accountType("Inventory Adjmt.");
