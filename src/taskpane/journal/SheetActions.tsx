/** Actions of results that have a sheet and a second step: the sheet first, the step beside it, the rest in the menu. */
import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  useRestoreFocusTarget,
} from "@fluentui/react-components";
import { MoreHorizontalRegular } from "@fluentui/react-icons/svg/more-horizontal";
import { TableSimpleRegular } from "@fluentui/react-icons/svg/table-simple";
import { usePane, useTieoutState } from "../pane-context";
import type { ResultPageProps } from "../report/special-results";

export function SheetActions(
  props: ResultPageProps & {
    readonly second:
      { readonly label: string; readonly disabled: boolean; readonly onClick: () => void } | undefined;
  },
): React.JSX.Element {
  const { application, navigation } = usePane();
  const { sheets } = useTieoutState();
  const restoreFocus = useRestoreFocusTarget();
  const { record, card, second } = props;
  const [sheet] = record.sheets;
  const exists = sheet !== undefined && sheets.some((one) => one.name === sheet);
  const appearance = record.stale ? "secondary" : "primary";
  return (
    <>
      {record.stale ? (
        <Button appearance="primary" onClick={props.onRunAgain}>
          Run again
        </Button>
      ) : null}
      {exists ? (
        <Button
          appearance={appearance}
          icon={<TableSimpleRegular />}
          onClick={() => {
            void application.goTo(sheet);
          }}
        >
          Go to sheet
        </Button>
      ) : (
        <Button
          appearance={appearance}
          onClick={() => {
            void application.writeRun(card.id);
          }}
        >
          Write sheet
        </Button>
      )}
      {record.stale || !second ? null : (
        <Button {...restoreFocus} disabled={second.disabled} onClick={second.onClick}>
          {second.label}
        </Button>
      )}
      <span style={{ flexGrow: 1 }} />
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label="More actions" />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={props.onRunAgain}>Run again</MenuItem>
            <MenuItem onClick={props.onChange}>Change parameters</MenuItem>
            <MenuItem
              onClick={() => {
                navigation.open(`/help/${card.id}`);
              }}
            >
              Help
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  );
}
