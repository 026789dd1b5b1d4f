/** Inserts the sample company: which sheets come, and which of their names are taken. */
import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { ledgerTables } from "../../engine/ledgers/tables";
import { View } from "../frame/Frame";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { LinkList, Row, RowList, Section } from "../parts/layout";
import { MessagePanel } from "../parts/MessagePanel";
import { useInsertSample } from "./use-insert-sample";

/** Sheets that are named before "Show all". */
const SHOWN = 8;

export function Sample(): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const { activity } = useTieoutState();
  const [all, setAll] = useState(false);
  const { insert, taken, trouble, busy } = useInsertSample();
  const sheets = ledgerTables
    .filter((table) => table.name !== "Date Compr. Registers")
    .map((table) => table.sheet ?? table.name);
  const shown = all ? sheets : sheets.slice(0, SHOWN);
  return (
    <View
      title="Insert sample company"
      scope="Harbour Cycles Ltd., February 2025 to January 2026"
      actions={
        <>
          <Button
            appearance="primary"
            disabled={busy || taken.length > 0 || activity.kind !== "idle"}
            onClick={() => {
              void insert();
            }}
          >
            Insert sample company
          </Button>
          <Button
            onClick={() => {
              navigation.back();
            }}
          >
            Cancel
          </Button>
        </>
      }
      actionNote={busy ? "Inserting…" : undefined}
    >
      <p>
        A made-up maker of bicycles with purchases, production, sales, projects and a general ledger, and some
        faults for Tieout to find. Nothing in it is real.
      </p>
      {trouble ? (
        <MessagePanel intent="error" title="Nothing was added">
          {trouble}
        </MessagePanel>
      ) : null}
      {taken.length > 0 ? (
        <MessagePanel
          intent="warning"
          title={taken.length === 1 ? "One name is taken" : `${taken.length} names are taken`}
        >
          {taken.slice(0, 3).join(", ")}
          {taken.length > 3 ? ` and ${taken.length - 3} more` : ""}:{" "}
          {taken.length === 1 ? "this sheet is" : "these sheets are"} in the workbook already. Open a new
          workbook and insert the sample company there.
        </MessagePanel>
      ) : null}
      <Section title="New sheets" caption={formats.count(sheets.length)}>
        <RowList label="New sheets">
          {shown.map((sheet) => (
            <Row
              key={sheet}
              state={taken.includes(sheet) ? "open" : "notRun"}
              title={sheet}
              {...(taken.includes(sheet) ? { figure: "Taken" } : {})}
            />
          ))}
        </RowList>
        {all ? null : (
          <LinkList
            links={[
              {
                label: `Show all ${sheets.length}`,
                onClick: () => {
                  setAll(true);
                },
              },
            ]}
          />
        )}
      </Section>
    </View>
  );
}
