/** Value entries behind a G/L entry, an account or a column of the lines; their amounts add up to the figure. */
import type { Ledgers } from "../../ledgers/ledgers";
import { accountTypeOf } from "../../posting/account-types";
import type { Drill, DrillEntry, FigureReference } from "../../report";
import { dayText } from "../../values/day";
import { bigintAt, decimalText } from "../../values/decimal";
import { AMOUNT_FIELDS, COLUMN_CAPTIONS } from "./columns";
import { COLUMN_OF_TYPE, REPORT_COLUMNS } from "./report-lines";
import { prepare, type Parameters, type Prepared, type Result } from "./run";

const QUIET = { workDate: 0, progress: (): void => undefined, note: (): void => undefined };

/**
 * References: {glEntryNo} or {glAccountNo} with field "debit", "credit" or "net"; {valueEntryNo, field} for a column of
 * `lines`; {field} alone for a column's total. The field of a G/L entry may be left out: its amount is meant, debit positive.
 */
export function drill(
  ledgers: Ledgers,
  parameters: Parameters,
  _: Result,
  figure: FigureReference,
): Drill | undefined {
  const prepared = prepare(ledgers, parameters, QUIET);
  const chosen = choose(ledgers, prepared, figure);
  if (!chosen) return undefined;
  const { entries, amounts, posting } = prepared;
  const { lines } = posting;
  const { scale } = amounts.openActual;
  const found: (DrillEntry & { readonly scaled: bigint })[] = [];
  let total = 0n;
  for (let line = 0; line < lines.count; line += 1) {
    if (!chosen.takes(line)) continue;
    const row = lines.entry[line] as number;
    const open = bigintAt(lines.isExpected(line) ? amounts.openExpected : amounts.openActual, row);
    const scaled = (lines.isMinus(line) ? -open : open) * chosen.sign;
    total += scaled;
    found.push({
      table: "Value Entries",
      entryNo: entries.numbers[row] as number,
      amount: decimalText(scaled, scale),
      scaled,
      columns: columnsOf(ledgers, prepared, line),
    });
  }
  found.sort((a, b) => a.entryNo - b.entryNo);
  return {
    title: chosen.title,
    figure: decimalText(total, scale),
    entries: found.map(({ scaled: __, ...entry }) => entry),
  };
}

interface Choice {
  readonly title: string;
  readonly sign: 1n | -1n;
  takes(line: number): boolean;
}

function choose(ledgers: Ledgers, prepared: Prepared, figure: FigureReference): Choice | undefined {
  const { entries, posting, groups, options } = prepared;
  const { lines } = posting;
  const field = String(figure.field ?? "");
  // Figures of one side are shown without sign.
  const sign = field === "credit" ? -1n : 1n;
  const isOnSide = (line: number): boolean =>
    (field !== "debit" && field !== "credit") ||
    groups.amounts.scaled(groups.groupOfLine[line] as number) < 0n === (field === "credit");
  if (figure.glEntryNo !== undefined) {
    const group = Number(figure.glEntryNo) - options.firstEntryNo;
    if (group < 0 || group >= groups.count) return undefined;
    return {
      title: `G/L entry ${String(figure.glEntryNo)}`,
      sign,
      takes: (line) => groups.groupOfLine[line] === group && isOnSide(line),
    };
  }
  if (figure.glAccountNo !== undefined) {
    const account = ledgers.codes.find(String(figure.glAccountNo));
    if (!["debit", "credit", "net"].includes(field)) return undefined;
    return {
      title: `${field.charAt(0).toUpperCase()}${field.slice(1)} of G/L account ${String(figure.glAccountNo)}`,
      sign,
      takes: (line) =>
        entries.account(lines.type(line), lines.entry[line] as number) === account && isOnSide(line),
    };
  }
  const name = AMOUNT_FIELDS.find((known) => known === field);
  if (name === undefined) return undefined;
  const column = Object.keys(REPORT_COLUMNS).indexOf(name);
  const caption = COLUMN_CAPTIONS[name];
  const entryNo = figure.valueEntryNo === undefined ? undefined : Number(figure.valueEntryNo);
  return {
    title: entryNo === undefined ? `${caption}, all value entries` : `${caption} of value entry ${entryNo}`,
    sign: 1n,
    takes: (line) =>
      COLUMN_OF_TYPE[lines.type(line)] === column &&
      (entryNo === undefined || entries.numbers[lines.entry[line] as number] === entryNo),
  };
}

function columnsOf(
  ledgers: Ledgers,
  { entries, posting, groups, options }: Prepared,
  line: number,
): Readonly<Record<string, string | number>> {
  const { lines } = posting;
  const row = lines.entry[line] as number;
  const table = ledgers.table("Value Entries");
  const type = lines.type(line);
  return {
    "Posting Date": dayText(entries.dates[row] as number),
    "Document No.": ledgers.codes.text(table.ids("Document No.")[row] as number),
    "Item No.": ledgers.codes.text(entries.items[row] as number),
    "Account type": accountTypeOf(type).name,
    "G/L Account No.": ledgers.codes.text(entries.account(type, row)),
    "G/L Entry No.": options.firstEntryNo + (groups.groupOfLine[line] as number),
  };
}
