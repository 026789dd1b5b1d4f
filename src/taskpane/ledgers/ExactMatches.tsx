/** Sheets that are ledgers beyond doubt, in another language or under another name: accepted all at once. */
import { Button } from "@fluentui/react-components";
import { useState } from "react";
import type { NearMiss } from "../../engine-service/service";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";
import { errorsWords, placeName, rowsWords } from "./ledger-words";

export function ExactMatches(): React.JSX.Element | null {
  const formats = useFormats();
  const { application, navigation, announce } = usePane();
  const { check } = useTieoutState();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const exact = check?.nearMisses.filter((miss) => miss.exact) ?? [];
  if (exact.length === 0) return null;
  const sheets = sheetsWords(exact.length);
  const accept = async (): Promise<void> => {
    setBusy(true);
    setTrouble("");
    try {
      // The captions of four languages are loaded when they are needed.
      const { exactMapping } = await import("./exact-mappings");
      await application.saveMappings(exact.map(exactMapping));
      const { errors } = await application.refresh();
      announce(
        `${sheets} ${exact.length === 1 ? "is read as a ledger" : "are read as ledgers"}, ${errorsWords(formats, errors)}.`,
      );
      navigation.open("/ledgers");
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {trouble ? (
        <MessagePanel intent="error" title="The mapping was not saved">
          {trouble}
        </MessagePanel>
      ) : null}
      <MessagePanel
        intent="info"
        title={`${sheets} ${exact.length === 1 ? "matches a ledger" : "match ledgers"} exactly`}
        actions={
          <Button
            disabled={busy}
            onClick={() => {
              void accept();
            }}
          >
            {exact.length === 1 ? "Accept exact match" : "Accept all exact matches"} ({sheets})
          </Button>
        }
      >
        {matchWords(exact)} Their columns are Business Central’s{languagesWords(exact)}, word for word. Accept
        and{" "}
        {rowsWords(
          formats,
          exact.reduce((sum, { rows }) => sum + rows, 0),
        )}{" "}
        can be used.
      </MessagePanel>
    </>
  );
}

function sheetsWords(count: number): string {
  return count === 1 ? "1 sheet" : `${count} sheets`;
}

/** "“Wertposten” is Value Entries, “Artikel” is Items." */
function matchWords(exact: readonly NearMiss[]): string {
  return `${exact.map((miss) => `“${placeName(miss)}” is ${miss.ledger}`).join(", ")}.`;
}

/** " in German", " in German and French", "" when all are Business Central's own captions. */
function languagesWords(exact: readonly NearMiss[]): string {
  const languages = [...new Set(exact.map(({ language }) => language).filter(Boolean))];
  return languages.length === 0 ? "" : ` in ${languages.join(" and ")}`;
}
