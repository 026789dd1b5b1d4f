/** A run that was refused: why, where, and that no sheet was changed. */
import { Button, Link } from "@fluentui/react-components";
import type { RefusalBody } from "../../engine/refusal";
import type { ReportCard } from "../../engine/report";
import { sheetIsGone } from "../attempt";
import { View } from "../frame/Frame";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { Row, RowList, Section } from "../parts/layout";
import { MessagePanel } from "../parts/MessagePanel";

export function Refused(props: {
  readonly card: ReportCard;
  readonly error: RefusalBody;
  readonly onChange: () => void;
  readonly onRunAgain: () => void;
}): React.JSX.Element {
  const formats = useFormats();
  const { application, attempt, navigation, today } = usePane();
  const state = useTieoutState();
  const { card, error } = props;
  const table =
    typeof error.table === "string" ? error.table : typeof error.field === "string" ? error.field : "";
  const ledger = state.check?.ledgers.find((one) => one.name === table);
  const problems = ledger?.problems ?? [];
  const cells = Array.isArray(error.cells)
    ? error.cells.filter((cell): cell is string => typeof cell === "string")
    : [];
  const record = state.runs.get(card.id);
  const firstCell = problems[0]?.cell ?? cells[0];
  const isParameter = typeof error.parameter === "string";
  const goTo = (cell: string): void => {
    if (ledger) attempt(application.goTo(ledger.sheetName, cell), sheetIsGone(ledger.sheetName));
  };
  return (
    <View
      title={card.shortTitle}
      actions={
        <>
          {isParameter ? (
            <Button appearance="primary" onClick={props.onChange}>
              Change parameters
            </Button>
          ) : ledger && firstCell ? (
            <Button
              appearance="primary"
              onClick={() => {
                goTo(firstCell);
              }}
            >
              Fix in sheet
            </Button>
          ) : (
            <Button
              appearance="primary"
              onClick={() => {
                navigation.open("/ledgers");
              }}
            >
              Show ledgers
            </Button>
          )}
          <Button onClick={props.onRunAgain}>Run again</Button>
        </>
      }
    >
      <MessagePanel
        intent="error"
        title={
          ledger && problems.length > 0
            ? `Not run: ${ledger.name} has ${counted(formats, ledger.problemCount, "errors")}`
            : "Not run"
        }
      >
        {problems.length > 0 ? "" : `${formats.words(error.message)} `}No sheet was changed.
        {record && record.sheets.length > 0
          ? ` The sheet of ${formats.moment(record.runAt, today())} is still there and is marked stale.`
          : ""}
      </MessagePanel>
      {problems.length > 0 && ledger ? (
        <Section title={ledger.name} caption={counted(formats, ledger.problemCount, "errors")}>
          <RowList label={`Errors in ${ledger.name}`}>
            {problems.map((problem) => (
              <Row
                key={`${problem.column}${problem.message}${problem.cell}`}
                state="open"
                title={problem.message}
                detail={`${problem.column}${problem.key ? `, entry ${problem.key}` : ""}${problem.count > 1 ? `, ${formats.count(problem.count)} cells` : ""}`}
                action={
                  <Link
                    as="button"
                    aria-label={`Select cell ${problem.cell}`}
                    onClick={() => {
                      goTo(problem.cell);
                    }}
                  >
                    {problem.cell}
                  </Link>
                }
              />
            ))}
          </RowList>
        </Section>
      ) : null}
    </View>
  );
}
