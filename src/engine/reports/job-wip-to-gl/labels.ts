/** Labels of the lines that Business Central prints, by WIP type. */

const LABELS = [
  { label: "WIP Cost Amount", types: ["Applied Costs", "Recognized Costs"] },
  { label: "WIP Accrued Costs Amount", types: ["Accrued Costs"] },
  { label: "WIP Invoiced Sales Amount", types: ["Applied Sales", "Recognized Sales"] },
  { label: "WIP Accrued Sales Amount", types: ["Accrued Sales"] },
] as const;

/** Position of the label of a WIP type in the order of the print; behind the last for a blank type. */
export function labelNumber(type: string): number {
  const found = LABELS.findIndex((line) => (line.types as readonly string[]).includes(type));
  return found < 0 ? LABELS.length : found;
}

/** Text of a label, "" for a blank type. */
export function labelText(label: number): string {
  return LABELS[label]?.label ?? "";
}
