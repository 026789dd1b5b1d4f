/** What a ribbon command could not do, in words, with the way on. */
import { Button } from "@fluentui/react-components";
import { View } from "../frame/Frame";
import { usePane } from "../pane-context";
import { MessagePanel } from "../parts/MessagePanel";

export function Notice(props: { readonly title: string; readonly message: string }): React.JSX.Element {
  const { navigation } = usePane();
  return (
    <View
      title={props.title}
      actions={
        <Button
          appearance="primary"
          onClick={() => {
            navigation.open("/home");
          }}
        >
          Home
        </Button>
      }
    >
      <MessagePanel intent="warning">{props.message}</MessagePanel>
    </View>
  );
}
