/** The words that arguments of the worksheet functions choose from, each with what it means; the first is the default. */

export interface Choice<Word extends string = string> {
  readonly word: Word;
  readonly means: string;
}

const list = <const Words extends readonly Choice[]>(...words: Words): Words => words;

export const basisChoices = list(
  { word: "Actual", means: "Invoiced cost and quantity" },
  { word: "Expected", means: "Received or shipped, not invoiced" },
  { word: "Both", means: "Actual and expected together" },
);

/** Components of COSTSHARE, with the field of the report that holds them. */
export const componentChoices = list(
  { word: "Total", field: "total", means: "All components together" },
  { word: "Material", field: "material", means: "Purchased and consumed material" },
  { word: "Capacity", field: "capacity", means: "Work and machine centers" },
  { word: "Capacity Overhead", field: "capacityOverhead", means: "Overhead on capacity" },
  { word: "Material Overhead", field: "materialOverhead", means: "Overhead on output" },
  { word: "Subcontracted", field: "subcontracted", means: "Work done by subcontractors" },
  { word: "Indirect Cost", field: "indirectCost", means: "Indirect cost of purchases" },
  { word: "Variance", field: "variance", means: "Differences to standard cost" },
  { word: "Revaluation", field: "revaluation", means: "Revaluations of inventory" },
  { word: "Rounding", field: "rounding", means: "Rounding entries" },
  { word: "Non-Inventory", field: "nonInventory", means: "Non-inventory cost of items" },
);

export const shareChoices = list(
  { word: "Sales", means: "Cost shares of what was sold" },
  { word: "Inventory", means: "Cost shares of what is in inventory" },
);

export const methodChoices = list(
  { word: "FIFO", means: "First in, first out" },
  { word: "LIFO", means: "Last in, first out" },
  { word: "Average", means: "Weighted average by period" },
  { word: "Standard", means: "Standard cost of the item card" },
);

export const directionChoices = list(
  { word: "Both", means: "Where the cost came from and where it went" },
  { word: "Upstream", means: "Where the cost came from" },
  { word: "Downstream", means: "Where the cost went" },
);

export const tableChoices = list(
  { word: "G/L Entries", means: "The number is that of a G/L entry" },
  { word: "Value Entries", means: "The number is that of a value entry" },
  { word: "Item Ledger Entries", means: "The number is that of an item ledger entry" },
  { word: "Capacity Ledger Entries", means: "The number is that of a capacity ledger entry" },
);

/** Only the words of a list. */
export function wordsOf<Word extends string>(choices: readonly Choice<Word>[]): readonly Word[] {
  return choices.map(({ word }) => word);
}
