/** What a ribbon command could not do, and why. */
import { View } from "../frame/Frame";
import { MessagePanel } from "../parts/MessagePanel";

export function Notice({
  title,
  message,
}: {
  readonly title: string;
  readonly message: string;
}): React.JSX.Element {
  return (
    <View title={title}>
      <MessagePanel intent="warning">{message}</MessagePanel>
    </View>
  );
}
