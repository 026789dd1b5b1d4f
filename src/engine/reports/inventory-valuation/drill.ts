/** The value entries behind a figure of Inventory Valuation; their signed amounts add up to it exactly. */
import type { Ledgers } from "../../ledgers/ledgers";
import { readPeriod } from "../../parameters";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { dayText } from "../../values/day";
import { bigintAtScale, decimalText, type DecimalColumn } from "../../values/decimal";
import { Classifier, DECREASE, INCREASE, NOWHERE, OPENING, type Bucket } from "./classify";
import { BREAKDOWNS, type Parameters, type Result } from "./run";

interface FieldRule {
  readonly label: string;
  readonly invoiced: readonly string[];
  readonly included: readonly string[];
  /** Sign by bucket; undefined: the entry is not part of the figure. */
  sign(bucket: Bucket): 1 | -1 | undefined;
}

const one = (bucket: Bucket, sign: 1 | -1) => (candidate: Bucket) =>
  candidate === bucket ? sign : undefined;
const ending = (bucket: Bucket): 1 | undefined => (bucket === NOWHERE ? undefined : 1);
const QUANTITY = ["Invoiced Quantity"];
const PHYSICAL = ["Item Ledger Entry Quantity"];
const VALUE = ["Cost Amount (Actual)"];
const FULL_VALUE = ["Cost Amount (Actual)", "Cost Amount (Expected)"];

const FIELDS: ReadonlyMap<string, FieldRule> = new Map([
  [
    "openingQuantity",
    { label: "Opening Quantity", invoiced: QUANTITY, included: PHYSICAL, sign: one(OPENING, 1) },
  ],
  ["openingValue", { label: "Opening Value", invoiced: VALUE, included: FULL_VALUE, sign: one(OPENING, 1) }],
  [
    "increaseQuantity",
    { label: "Increases Quantity", invoiced: QUANTITY, included: PHYSICAL, sign: one(INCREASE, 1) },
  ],
  [
    "increaseValue",
    { label: "Increases Value", invoiced: VALUE, included: FULL_VALUE, sign: one(INCREASE, 1) },
  ],
  [
    "decreaseQuantity",
    { label: "Decreases Quantity", invoiced: QUANTITY, included: PHYSICAL, sign: one(DECREASE, -1) },
  ],
  [
    "decreaseValue",
    { label: "Decreases Value", invoiced: VALUE, included: FULL_VALUE, sign: one(DECREASE, -1) },
  ],
  ["endingQuantity", { label: "Ending Quantity", invoiced: QUANTITY, included: PHYSICAL, sign: ending }],
  ["endingValue", { label: "Ending Value", invoiced: VALUE, included: FULL_VALUE, sign: ending }],
  [
    "costPostedToGL",
    {
      label: "Cost Posted to G/L",
      invoiced: ["Cost Posted to G/L"],
      included: ["Cost Posted to G/L", "Expected Cost Posted to G/L"],
      sign: () => 1,
    },
  ],
]);

/** `figure`: itemNo, field, and where it is a breakdown line locationCode or variantCode; expected 1 for the second line. */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  result: Result,
  figure: FigureReference,
): Drill | undefined {
  const rule = FIELDS.get(String(figure.field));
  const row = result.rows.find((candidate) => candidate.itemNo === figure.itemNo);
  if (!rule || !row) return undefined;
  const { startDate, endDate } = readPeriod(parameters);
  const breakdown = BREAKDOWNS[parameters.breakdownBy];
  const classifier = new Classifier(ledgers, parameters, startDate, breakdown);
  const table = ledgers.table("Value Entries");
  const columns = (figure.expected === 1 ? rule.included : rule.invoiced).map((caption) =>
    table.decimals(caption),
  );
  const scale = Math.max(...columns.map((column) => column.scale));
  const itemCode = ledgers.codes.find(String(figure.itemNo));
  const isLine = figure.locationCode !== undefined || figure.variantCode !== undefined;
  const lineCodes: (readonly [Int32Array, number])[] = [];
  if (figure.locationCode !== undefined) {
    lineCodes.push([classifier.codesOf("Location Code"), ledgers.codes.find(String(figure.locationCode))]);
  }
  if (figure.variantCode !== undefined) {
    lineCodes.push([classifier.codesOf("Variant Code"), ledgers.codes.find(String(figure.variantCode))]);
  }
  const items = table.ids("Item No.");
  const dates = table.days("Posting Date");
  const entries: (DrillEntry & { amountScaled: bigint })[] = [];
  for (let r = 0; r < table.rows; r += 1) {
    if (items[r] !== itemCode || (dates[r] as number) > endDate || !classifier.filter.passes(r)) continue;
    if (lineCodes.some(([codes, wanted]) => codes[r] !== wanted)) continue;
    const sign = rule.sign(isLine ? classifier.lineBucket(r) : classifier.bucket(r));
    if (sign === undefined) continue;
    const amount = sumAt(columns, r, scale) * BigInt(sign);
    if (amount === 0n) continue;
    entries.push({
      table: "Value Entries",
      entryNo: table.integers("Entry No.")[r] as number,
      amount: decimalText(amount, scale),
      amountScaled: amount,
      columns: {
        "Posting Date": dayText(dates[r] as number),
        "Document No.": ledgers.codes.text(table.ids("Document No.")[r] as number),
        "Item Ledger Entry Type": optionText(table.options("Item Ledger Entry Type"), r),
        "Entry Type": optionText(table.options("Entry Type"), r),
        Description: ledgers.texts.text(table.ids("Description")[r] as number),
      },
    });
  }
  entries.sort((a, b) => a.entryNo - b.entryNo);
  const total = entries.reduce((sum, entry) => sum + entry.amountScaled, 0n);
  return {
    title: `${rule.label} of ${row.itemNo} ${row.description}`.trim(),
    figure: decimalText(total, scale),
    entries: entries.map(({ amountScaled: _, ...entry }) => entry),
  };
}

function sumAt(columns: readonly DecimalColumn[], row: number, scale: number): bigint {
  return columns.reduce((sum, column) => sum + bigintAtScale(column, row, scale), 0n);
}

function optionText(
  column: { readonly values: Uint16Array; readonly captions: readonly string[] },
  row: number,
): string {
  return column.captions[column.values[row] as number] ?? "";
}
