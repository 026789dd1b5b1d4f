/** Asks before a sheet that Tieout made is removed. */
import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { reasonOf } from "../attempt";
import { View } from "../frame/Frame";
import { usePane, useTieoutState } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";

export function RemoveSheet({ sheet }: { readonly sheet: string }): React.JSX.Element {
  const { application, navigation, announce } = usePane();
  const { sheets } = useTieoutState();
  const [removed, setRemoved] = useState(false);
  const [trouble, setTrouble] = useState("");
  const known = sheets.some(({ name }) => name === sheet);
  const close = (): void => {
    if (navigation.canGoBack) navigation.back();
    else navigation.open("/home");
  };
  const remove = async (): Promise<void> => {
    try {
      setRemoved((await application.removeSheets([sheet])) > 0);
      announce(`Sheet ${sheet} removed. Ledgers are as they were.`);
    } catch (error) {
      setTrouble(reasonOf(error));
    }
  };
  if (removed || !known) {
    return (
      <View title="Remove sheet" actions={<Button onClick={close}>Close</Button>}>
        <MessagePanel intent="info">
          {removed
            ? `“${sheet}” is removed. Ledgers are as they were.`
            : `There is no sheet “${sheet}” of Tieout.`}
        </MessagePanel>
      </View>
    );
  }
  return (
    <View
      title="Remove sheet"
      actions={
        <>
          <Button
            appearance="primary"
            onClick={() => {
              void remove();
            }}
          >
            Remove sheet
          </Button>
          <Button onClick={close}>Keep it</Button>
        </>
      }
    >
      <p>
        The sheet “{sheet}” is removed with your notes on it. Ledgers stay as they are; the report can be run
        again.
      </p>
      {trouble ? <MessagePanel intent="error">{trouble}</MessagePanel> : null}
    </View>
  );
}
