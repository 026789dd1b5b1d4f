/** A date: typed in many ways, or chosen from the calendar. */
import { Button, Field, Input } from "@fluentui/react-components";
import { CalendarLtrRegular } from "@fluentui/react-icons/svg/calendar-ltr";
import { useRef, useState } from "react";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { StateMark } from "../parts/StateMark";
import { parseTypedDate } from "./date-input";

export function DateField(props: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** ISO date or "". */
  readonly value: string;
  readonly problem?: string;
  readonly onChange: (iso: string) => void;
  /** A text that is no date; the form then holds it back. */
  readonly onProblem: (text: string | undefined) => void;
}): React.JSX.Element {
  const formats = useFormats();
  const { today } = usePane();
  const [typed, setTyped] = useState<string>();
  const native = useRef<HTMLInputElement>(null);
  const accept = (text: string): void => {
    const iso = parseTypedDate(text, today(), props.value, formats.locale);
    if (iso === undefined) {
      props.onProblem(`“${text}” is not a date. Type it like ${formats.date("2026-01-31")}.`);
      return;
    }
    setTyped(undefined);
    props.onProblem(undefined);
    props.onChange(iso);
  };
  return (
    <Field
      label={props.label}
      {...(props.hint ? { hint: props.hint } : {})}
      {...(props.problem
        ? {
            validationMessage: props.problem,
            validationState: "error",
            validationMessageIcon: <StateMark state="open" />,
          }
        : {})}
    >
      <Input
        id={props.id}
        style={{ width: "100%", minWidth: 0 }}
        input={{ style: { minWidth: 0 } }}
        value={typed ?? formats.date(props.value)}
        placeholder="Open"
        onChange={(_, data) => {
          setTyped(data.value);
        }}
        onBlur={() => {
          if (typed !== undefined) accept(typed);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && typed !== undefined) accept(typed);
        }}
        contentAfter={
          <>
            <Button
              appearance="transparent"
              size="small"
              icon={<CalendarLtrRegular />}
              aria-label={`Choose ${props.label}`}
              onClick={() => {
                native.current?.showPicker();
              }}
            />
            <input
              ref={native}
              type="date"
              tabIndex={-1}
              aria-hidden="true"
              value={props.value}
              onChange={(event) => {
                accept(event.target.value);
              }}
              style={{ position: "absolute", width: 1, height: 1, opacity: 0, pointerEvents: "none" }}
            />
          </>
        }
      />
    </Field>
  );
}
