/** Entries that cannot be posted, grouped by the setup cell to fill; the cell is the link. */
import { Link } from "@fluentui/react-components";
import { REASON_NAMES } from "../../engine/reports/post-inventory-cost/messages";
import type { Result } from "../../engine/reports/post-inventory-cost/run";
import type { SetupCell } from "../../engine/reports/post-inventory-cost/setup-cells";
import { sheetIsGone } from "../attempt";
import { counted, type Formats } from "../format";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { Row, RowList, Section } from "../parts/layout";
import type { JournalFacts } from "./journal-facts";

/** Reasons that are a choice of the company, not a gap to fill. */
const BY_CHOICE: ReadonlySet<string> = new Set([
  "NOTHING_TO_POST",
  "EXPECTED_COST_POSTING_OFF",
  "NON_INVENTORY_COST_OFF",
]);

export function Skipped(props: {
  readonly result: Result;
  readonly facts: JournalFacts;
}): React.JSX.Element | null {
  const formats = useFormats();
  const { application, attempt } = usePane();
  const { setupCells, skipped } = props.result;
  if (setupCells.length === 0) return null;
  const caption =
    props.facts.skipped === 0
      ? counted(formats, skipped.length, "entries")
      : `${counted(formats, props.facts.skipped, "entries")}, ${formats.amount(props.facts.skippedAmount)}`;
  return (
    <Section title="Skipped" caption={caption}>
      <RowList label="Skipped entries by reason">
        {setupCells.map((cell) => {
          const { place } = cell;
          return (
            <Row
              key={`${cell.code}${cell.table}${cell.key}${cell.accountType}${cell.glAccountNo}`}
              state={BY_CHOICE.has(cell.code) ? "explained" : "open"}
              title={titleOf(cell)}
              detail={detailOf(cell, formats)}
              {...(place
                ? {
                    action: (
                      <Link
                        as="button"
                        aria-label={`Select cell ${place.cell} of ${place.table}`}
                        onClick={() => {
                          attempt(application.goTo(place.sheet, place.cell), sheetIsGone(place.sheet));
                        }}
                      >
                        {place.cell}
                      </Link>
                    ),
                  }
                : {})}
            />
          );
        })}
      </RowList>
    </Section>
  );
}

function titleOf(cell: SetupCell): string {
  if (cell.code === "ACCOUNT_MISSING" && cell.column) return `${cell.column} is empty`;
  const name = REASON_NAMES[cell.code] ?? cell.code;
  return cell.glAccountNo ? `${name}: ${cell.glAccountNo}` : name;
}

function detailOf(cell: SetupCell, formats: Formats): string {
  const where = [cell.table, cell.key].filter(Boolean).join(", ");
  const [first] = cell.valueEntryNos;
  const who =
    cell.entries === 1 && first !== undefined
      ? `Value entry ${first}, ${formats.amount(cell.costAmount)}`
      : `${counted(formats, cell.entries, "entries")}, ${formats.amount(cell.costAmount)}`;
  return where ? `${where}. ${who}.` : `${who}.`;
}
