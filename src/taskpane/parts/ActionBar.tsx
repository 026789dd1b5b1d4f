/** What a view's action bar holds: buttons that may wrap, and at the end the menu of everything else, which may not. */
import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { MoreHorizontalRegular } from "@fluentui/react-icons/svg/more-horizontal";
import { TableSimpleRegular } from "@fluentui/react-icons/svg/table-simple";
import type { ReactNode } from "react";
import type { ReportRecord } from "../../application/types";
import { sheetIsGone } from "../attempt";
import { usePane, useTieoutState } from "../pane-context";

const useStyles = makeStyles({
  bar: { display: "flex", alignItems: "flex-start", gap: "8px", flexGrow: 1, minWidth: 0 },
  buttons: { display: "flex", flexWrap: "wrap", gap: "8px", flexGrow: 1, minWidth: 0 },
  more: { flexShrink: 0 },
});

/** An entry of the menu behind "…". */
export interface MoreAction {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

export function ActionBar(props: {
  /** The buttons, the primary one first. */
  readonly children: ReactNode;
  readonly more: readonly MoreAction[];
}): React.JSX.Element {
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <div className={styles.buttons}>{props.children}</div>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            className={styles.more}
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            aria-label="More actions"
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {props.more.map((action) => (
              <MenuItem key={action.label} disabled={action.disabled === true} onClick={action.onClick}>
                {action.label}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}

/** Name of the first sheet of a run while it is in the workbook. */
export function useSheetOf(record: ReportRecord): string | undefined {
  const { sheets } = useTieoutState();
  const [sheet] = record.sheets;
  return sheets.some((one) => one.name === sheet) ? sheet : undefined;
}

/**
 * The first buttons of a result: to its sheet, or to write it where there is none. A stale result offers to run again
 * first.
 */
export function SheetButtons(props: {
  readonly record: ReportRecord;
  readonly onRunAgain: () => void;
  /** "Go to sheet" unless the sheet has a name of its own. */
  readonly label?: string;
}): React.JSX.Element {
  const { application, attempt } = usePane();
  const { record } = props;
  const sheet = useSheetOf(record);
  const appearance = record.stale ? "secondary" : "primary";
  return (
    <>
      {record.stale ? (
        <Button appearance="primary" onClick={props.onRunAgain}>
          Run again
        </Button>
      ) : null}
      {sheet === undefined ? (
        <Button
          appearance={appearance}
          onClick={() => {
            attempt(application.writeRun(record.report));
          }}
        >
          Write sheet
        </Button>
      ) : (
        <Button
          appearance={appearance}
          icon={<TableSimpleRegular />}
          onClick={() => {
            attempt(application.goTo(sheet), sheetIsGone(sheet));
          }}
        >
          {props.label ?? "Go to sheet"}
        </Button>
      )}
    </>
  );
}
