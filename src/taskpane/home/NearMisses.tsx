/** Sheets that could be ledgers that are not here: the exact ones to accept, the first of the others with the way to map it. */
import { Button } from "@fluentui/react-components";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { ExactMatches } from "../ledgers/ExactMatches";
import { rowsWords } from "../ledgers/ledger-words";
import { MessagePanel } from "../parts/MessagePanel";

export function NearMisses(): React.JSX.Element {
  return (
    <>
      <ExactMatches />
      <CloseOnes />
    </>
  );
}

/** Sheets that need a look before they are read. */
function CloseOnes(): React.JSX.Element | null {
  const formats = useFormats();
  const { navigation } = usePane();
  const { check } = useTieoutState();
  const here = new Set(check?.ledgers.map((ledger) => ledger.name));
  const near = check?.nearMisses.filter((miss) => !miss.exact && !here.has(miss.ledger)) ?? [];
  const [first] = near;
  if (!first) return null;
  return (
    <MessagePanel
      intent="info"
      title={near.length === 1 ? "One sheet is close" : `${formats.count(near.length)} sheets are close`}
      actions={
        <Button
          onClick={() => {
            navigation.open(`/ledgers/map/${encodeURIComponent(first.tableName || first.sheetName)}`);
          }}
        >
          Map “{first.sheetName}”
        </Button>
      }
    >
      {first.language
        ? `“${first.sheetName}” has the columns of ${first.ledger} in ${first.language}.`
        : `“${first.sheetName}” has ${first.matched} of ${first.of} columns of ${first.ledger}.`}{" "}
      Map it and its {rowsWords(formats, first.rows)} can be used.
    </MessagePanel>
  );
}
