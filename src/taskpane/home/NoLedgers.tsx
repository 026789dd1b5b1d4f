/** Home of a workbook without ledgers: what is needed, a near miss, two ways to begin. */
import { Button } from "@fluentui/react-components";
import { View } from "../frame/Frame";
import { usePane } from "../pane-context";
import { ExportLink } from "../ledgers/ExportLink";
import { Row, RowList, Section } from "../parts/layout";
import { NearMisses } from "./NearMisses";

const TO_BEGIN_WITH = [
  ["Value Entries", "Required"],
  ["Items", "Wanted: descriptions, posting groups"],
  ["Item Ledger Entries", "Wanted: locations, trace"],
  ["G/L Entries", "For posting and reconciliation"],
] as const;

export function NoLedgers(): React.JSX.Element {
  const { navigation } = usePane();
  return (
    <View
      title="No ledgers yet"
      large
      actions={
        <>
          <Button
            appearance="primary"
            onClick={() => {
              navigation.open("/ledgers/import");
            }}
          >
            Add ledgers
          </Button>
          <Button
            onClick={() => {
              navigation.open("/ledgers/sample");
            }}
          >
            Insert sample company
          </Button>
        </>
      }
    >
      <p>Tieout looks for tables named like Business Central’s ledgers. None is in this workbook.</p>
      <Section title="To begin with" caption="Needed for Inventory Valuation">
        <RowList label="Ledgers to begin with">
          {TO_BEGIN_WITH.map(([table, why]) => (
            <Row
              key={table}
              state="notRun"
              title={table}
              detail={why}
              action={<ExportLink table={table} />}
            />
          ))}
        </RowList>
      </Section>
      <NearMisses />
    </View>
  );
}
