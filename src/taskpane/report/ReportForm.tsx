/** The form of a report, derived from its declaration: dates side by side, options, filters, layout. */
import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Checkbox,
  Dropdown,
  Field,
  InfoLabel,
  Input,
  Link,
  makeStyles,
  Option,
  Switch,
  Textarea,
} from "@fluentui/react-components";
import { PlayFilled } from "@fluentui/react-icons/svg/play";
import { useState, type ReactNode } from "react";
import { checkParameter } from "../../engine/parameters";
import type { RefusalBody } from "../../engine/refusal";
import type { ParameterDeclaration, ReportCard } from "../../engine/report";
import { periodParameters } from "../../application/period";
import { View } from "../frame/Frame";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { Caption, Section } from "../parts/layout";
import { MessagePanel } from "../parts/MessagePanel";
import { StateMark } from "../parts/StateMark";
import { DateField } from "./DateField";

/** Filters that stand in the form at once; the rest is under "More filters". */
const SHOWN_FILTERS = 3;

/** Refusals for single cells: the form stays, a run says where they all are. */
const FAULTS: ReadonlySet<string> = new Set(["BAD_VALUE", "DUPLICATE_KEY"]);

type Values = Readonly<Record<string, unknown>>;

const useStyles = makeStyles({
  fields: { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: "10px", marginTop: "12px" },
  more: { display: "block", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", minWidth: 0 },
  moreButton: { minWidth: 0, paddingLeft: 0 },
  pair: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)",
    gap: "12px",
    "@media (max-width: 339px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
});

export function ReportForm(props: {
  readonly card: ReportCard;
  /** Parameters of the run that is changed. */
  readonly given?: Values;
  readonly message?: ReactNode;
  readonly onRun: (parameters: Values) => void;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { application, navigation, announce, today } = usePane();
  const state = useTieoutState();
  const { card } = props;
  const shown = card.parameters.filter((parameter) => !parameter.hidden);
  const [values, setValues] = useState<Values>(() => ({
    ...periodParameters(card.id, application.period),
    ...application.rememberedParameters(card.id),
    ...props.given,
  }));
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const can = state.check?.reports.find((one) => one.id === card.id);
  const isFaulty = can?.error !== undefined && FAULTS.has(can.error.code);
  const cannot = can && !can.canRun && !isFaulty ? can.error?.message : undefined;

  const setProblem = (name: string, problem: string | undefined): void => {
    setProblems((before) => {
      const after = new Map(before);
      if (problem === undefined) after.delete(name);
      else after.set(name, problem);
      return after;
    });
  };
  const put = (parameter: ParameterDeclaration, value: unknown): void => {
    setValues((before) => ({ ...before, [parameter.name]: value }));
    setProblem(parameter.name, undefined);
  };
  const verify = (parameter: ParameterDeclaration): void => {
    setProblem(parameter.name, problemOf(parameter, values[parameter.name]));
  };
  const runNow = (): void => {
    const found = new Map(problems);
    for (const parameter of shown) {
      const problem = problemOf(parameter, values[parameter.name]);
      // What a field says itself ("“31/13” is not a date") is nearer to the point.
      if (problem !== undefined && !found.has(parameter.name)) found.set(parameter.name, problem);
    }
    setProblems(found);
    if (found.size === 0) {
      props.onRun(
        Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== "")),
      );
      return;
    }
    const [first] = shown.filter((parameter) => found.has(parameter.name));
    announce(
      `${found.size} ${found.size === 1 ? "field needs" : "fields need"} attention. ${first?.label ?? ""}: ${found.get(first?.name ?? "") ?? ""}`,
      "assertive",
    );
    document.getElementById(fieldId(card, first?.name ?? ""))?.focus();
  };

  const field = (parameter: ParameterDeclaration): React.JSX.Element => (
    <ParameterField
      key={parameter.name}
      id={fieldId(card, parameter.name)}
      parameter={parameter}
      value={values[parameter.name]}
      problem={problems.get(parameter.name)}
      onChange={(value) => {
        put(parameter, value);
      }}
      onProblem={(problem) => {
        setProblem(parameter.name, problem);
      }}
      onLeave={() => {
        verify(parameter);
      }}
    />
  );
  const of = (section: ParameterDeclaration["section"]): readonly ParameterDeclaration[] =>
    shown.filter((parameter) => parameter.section === section);
  const dates = of("dates");
  const filters = of("filters");
  const moreFilters = filters.slice(SHOWN_FILTERS);
  const hasFilter = filters.some((parameter) => Boolean(values[parameter.name]));
  const [sheet] = card.sheets;
  const record = state.runs.get(card.id);
  const exists = state.sheets.some((one) => one.name === sheet);
  return (
    <View
      title={card.shortTitle}
      scope={card.purpose}
      actions={
        <Button appearance="primary" icon={<PlayFilled />} disabled={cannot !== undefined} onClick={runNow}>
          Run
        </Button>
      }
      actionNote={
        cannot !== undefined
          ? ""
          : exists
            ? record
              ? `Replaces the sheet of ${formats.moment(record.runAt, today())}`
              : `Replaces the sheet “${sheet ?? ""}”`
            : "Writes a new sheet"
      }
    >
      {props.message}
      {isFaulty && !props.message ? (
        <MessagePanel
          intent="warning"
          title="This report will not run yet"
          actions={
            <Button
              onClick={() => {
                navigation.open(faultyLedgerPath(can.error));
              }}
            >
              Show errors
            </Button>
          }
        >
          {can.error?.message}
        </MessagePanel>
      ) : null}
      {cannot === undefined ? (
        <div
          role="presentation"
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) runNow();
          }}
        >
          {dates.length > 0 ? (
            <div className={styles.fields}>
              {pairs(dates).map((pair) => (
                <div
                  key={pair.map((one) => one.name).join()}
                  className={pair.length === 2 ? styles.pair : undefined}
                >
                  {pair.map(field)}
                </div>
              ))}
            </div>
          ) : null}
          {of("options").length > 0 ? <div className={styles.fields}>{of("options").map(field)}</div> : null}
          {filters.length > 0 ? (
            <Section
              title="Filters"
              action={
                hasFilter ? (
                  <Link
                    as="button"
                    onClick={() => {
                      setValues((before) => ({
                        ...before,
                        ...Object.fromEntries(filters.map((parameter) => [parameter.name, ""])),
                      }));
                      for (const parameter of filters) setProblem(parameter.name, undefined);
                    }}
                  >
                    Clear
                  </Link>
                ) : undefined
              }
            >
              <div className={styles.fields}>{filters.slice(0, SHOWN_FILTERS).map(field)}</div>
              {moreFilters.length > 0 ? (
                <Accordion collapsible>
                  <AccordionItem value="more">
                    <AccordionHeader expandIconPosition="end" button={{ className: styles.moreButton }}>
                      <span className={styles.more}>
                        More filters <Caption>{moreFilters.map((one) => one.label).join(", ")}</Caption>
                      </span>
                    </AccordionHeader>
                    <AccordionPanel style={{ margin: 0 }}>
                      <div className={styles.fields}>{moreFilters.map(field)}</div>
                    </AccordionPanel>
                  </AccordionItem>
                </Accordion>
              ) : null}
            </Section>
          ) : null}
          {of("layout").length > 0 ? (
            <Section title="Layout">
              <div className={styles.fields}>{of("layout").map(field)}</div>
            </Section>
          ) : null}
        </div>
      ) : (
        <MessagePanel intent="warning" title="This report cannot run yet">
          {cannot}
        </MessagePanel>
      )}
    </View>
  );
}

function faultyLedgerPath(error: RefusalBody | undefined): string {
  const table = error?.table ?? error?.field;
  return typeof table === "string" ? `/ledgers/${encodeURIComponent(table)}` : "/ledgers";
}

/** True for a choice that nothing is chosen for beforehand: it is the question that the report asks. */
function mustBeChosen(parameter: ParameterDeclaration): boolean {
  return parameter.type === "choice" && parameter.default === undefined && !parameter.choices.includes("");
}

function problemOf(parameter: ParameterDeclaration, value: unknown): string | undefined {
  if (mustBeChosen(parameter) && (value === undefined || value === "")) return "Choose one.";
  return checkParameter(parameter, value);
}

function fieldId(card: ReportCard, name: string): string {
  return `${card.id}-${name}`;
}

/** Dates in pairs: starting and ending date stand side by side. */
function pairs(list: readonly ParameterDeclaration[]): readonly (readonly ParameterDeclaration[])[] {
  const dates = list.filter((parameter) => parameter.type === "date");
  const rest = list.filter((parameter) => parameter.type !== "date");
  const rows: (readonly ParameterDeclaration[])[] = [];
  for (let i = 0; i < dates.length; i += 2) rows.push(dates.slice(i, i + 2));
  return [...rows, ...rest.map((one) => [one])];
}

interface FieldProps {
  readonly id: string;
  readonly parameter: ParameterDeclaration;
  readonly value: unknown;
  readonly problem: string | undefined;
  readonly onChange: (value: unknown) => void;
  readonly onProblem: (problem: string | undefined) => void;
  readonly onLeave: () => void;
}

/** One field by the kind of its parameter. */
function ParameterField(props: FieldProps): React.JSX.Element {
  const { parameter, value, problem } = props;
  const { check } = useTieoutState();
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const faulty = problem
    ? ({
        validationMessage: problem,
        validationState: "error",
        validationMessageIcon: <StateMark state="open" />,
      } as const)
    : {};
  switch (parameter.type) {
    case "date":
      return (
        <DateField
          id={props.id}
          label={parameter.label}
          value={text}
          {...(problem ? { problem } : {})}
          onChange={props.onChange}
          onProblem={props.onProblem}
        />
      );
    case "boolean":
      return (
        <Field hint={parameter.help}>
          <Switch
            id={props.id}
            label={parameter.label}
            checked={value === undefined ? parameter.default === true : value === true}
            onChange={(_, data) => {
              props.onChange(data.checked);
            }}
          />
        </Field>
      );
    case "choice": {
      const standard = mustBeChosen(parameter) ? "" : (parameter.default ?? parameter.choices[0]);
      const chosen = text || (typeof standard === "string" ? standard : "");
      return (
        <Field label={parameter.label} hint={parameter.help} {...faulty}>
          <Dropdown
            id={props.id}
            placeholder={mustBeChosen(parameter) ? "Choose" : ""}
            value={choiceLabel(chosen)}
            selectedOptions={chosen === "" && mustBeChosen(parameter) ? [] : [chosen]}
            onOptionSelect={(_, data) => {
              props.onChange(data.optionValue ?? "");
            }}
          >
            {parameter.choices.map((choice) => (
              <Option key={choice} value={choice}>
                {choiceLabel(choice)}
              </Option>
            ))}
          </Dropdown>
        </Field>
      );
    }
    case "choices": {
      const standard = Array.isArray(parameter.default)
        ? (parameter.default as readonly string[])
        : parameter.choices;
      const chosen = Array.isArray(value) ? (value as readonly string[]) : standard;
      return (
        <Field label={parameter.label} {...faulty}>
          <div role="group" aria-label={parameter.label}>
            {parameter.choices.map((choice) => (
              <Checkbox
                key={choice}
                label={choice}
                checked={chosen.includes(choice)}
                onChange={(_, data) => {
                  const next = parameter.choices.filter((one) =>
                    one === choice ? data.checked === true : chosen.includes(one),
                  );
                  props.onChange(next.length === 0 ? standard : next);
                }}
              />
            ))}
          </div>
        </Field>
      );
    }
    case "filter": {
      const source = parameter.values ? `${parameter.values.table}/${parameter.values.column}` : "";
      const known = check?.filterValues[source] ?? [];
      const hint =
        known.length > 0 && known.length <= 6 && parameter.values
          ? `${known.length} in ${parameter.values.table}: ${known.map((code) => code || "(blank)").join(", ")}`
          : undefined;
      return (
        <Field
          label={
            <InfoLabel info="1000..1999 from and to, A* begins with A, <>X all but X, A|B one or the other. '' is blank.">
              {parameter.label}
            </InfoLabel>
          }
          {...(hint ? { hint } : {})}
          {...faulty}
        >
          <Input
            id={props.id}
            value={text}
            placeholder={known.length > 0 ? `All (${known.length})` : "All"}
            onChange={(_, data) => {
              props.onChange(data.value);
            }}
            onBlur={props.onLeave}
          />
        </Field>
      );
    }
    case "object":
      return (
        <Field label={parameter.label} hint={parameter.help} {...faulty}>
          <Textarea
            id={props.id}
            value={typeof value === "object" && value !== null ? JSON.stringify(value) : text}
            onChange={(_, data) => {
              props.onChange(data.value);
            }}
            onBlur={() => {
              if (text.trim() === "") return;
              try {
                props.onChange(JSON.parse(text));
              } catch {
                props.onProblem("This is not JSON.");
              }
            }}
          />
        </Field>
      );
    default:
      return (
        <Field label={parameter.label} hint={parameter.help} {...faulty}>
          <Input
            id={props.id}
            value={Array.isArray(value) ? value.join(", ") : text}
            onChange={(_, data) => {
              props.onChange(data.value);
            }}
            onBlur={props.onLeave}
          />
        </Field>
      );
  }
}

/** "locationVariant" → "Location, variant"; texts in BC's own words stay as they are. */
function choiceLabel(choice: string): string {
  if (/[A-Z ].*[ ]|^[A-Z]/.test(choice)) return choice;
  const words = choice.replace(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
