/** Asks before one of Tieout's sheets is removed; the ribbon's Remove Sheet leads here. */
import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { View } from "../frame/Frame";
import { usePane } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";

export function RemoveSheet({ sheet }: { readonly sheet: string }): React.JSX.Element {
  const { application, navigation, announce } = usePane();
  const [kept, setKept] = useState(false);
  return (
    <View
      title="Remove sheet"
      actions={
        <>
          <Button
            appearance="primary"
            onClick={() => {
              void application.removeSheet(sheet).then((removed) => {
                setKept(!removed);
                if (!removed) return;
                announce(`“${sheet}” removed.`);
                navigation.open("/home");
              });
            }}
          >
            Remove sheet
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
    >
      <p>“{sheet}” is removed with what you wrote into it. Ledgers stay as they are.</p>
      {kept ? (
        <MessagePanel intent="error" title="Not removed">
          “{sheet}” is not one of Tieout’s sheets, or is gone already.
        </MessagePanel>
      ) : null}
    </View>
  );
}
