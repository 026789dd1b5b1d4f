/** A message with the marks of Tieout: the square for what stops, the triangle for what is left to do. */
import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import type { ReactNode } from "react";
import { StateMark } from "./StateMark";

const useStyles = makeStyles({ bar: { marginTop: "12px" } });

export function MessagePanel(props: {
  readonly intent: "error" | "warning" | "info" | "success";
  readonly title?: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** How the message is put away, by a button in its corner. */
  readonly onDismiss?: () => void;
}): React.JSX.Element {
  const styles = useStyles();
  const state = props.intent === "error" ? "open" : props.intent === "warning" ? "explained" : "ties";
  return (
    <MessageBar
      className={styles.bar}
      intent={props.intent}
      layout="multiline"
      {...(props.intent === "info" ? {} : { icon: <StateMark state={state} /> })}
    >
      <MessageBarBody>
        {props.title ? <MessageBarTitle style={{ display: "block" }}>{props.title}</MessageBarTitle> : null}{" "}
        {props.children}
      </MessageBarBody>
      {props.actions || props.onDismiss ? (
        <MessageBarActions
          containerAction={
            props.onDismiss && (
              <Button
                size="small"
                appearance="transparent"
                icon={<DismissRegular />}
                aria-label="Dismiss"
                onClick={props.onDismiss}
              />
            )
          }
        >
          {props.actions}
        </MessageBarActions>
      ) : null}
    </MessageBar>
  );
}
