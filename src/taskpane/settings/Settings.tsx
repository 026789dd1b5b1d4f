/** Settings, named where they live: in this workbook, or on this computer. Saved as they are changed. */
import {
  Dropdown,
  Field,
  Input,
  Link,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  Switch,
} from "@fluentui/react-components";
import { useState, useSyncExternalStore } from "react";
import { SETTING } from "../../application/settings";
import { reasonOf } from "../attempt";
import { View } from "../frame/Frame";
import { usePane, useTieoutState } from "../pane-context";
import { Caption, LinkList, Section } from "../parts/layout";
import { MessagePanel } from "../parts/MessagePanel";
import { DateField } from "../report/DateField";
import { RemoveSheetsDialog } from "./RemoveSheetsDialog";

const useStyles = makeStyles({
  fields: { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: "10px", marginTop: "10px" },
  pair: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)",
    gap: "12px",
    "@media (max-width: 339px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  line: { display: "flex", justifyContent: "space-between", gap: "8px" },
});

/** Locales whose figures and dates can be chosen; "" follows Excel. */
const LANGUAGES = [
  ["", "As in Excel"],
  ["en-US", "English (United States)"],
  ["en-GB", "English (United Kingdom)"],
  ["de-DE", "Deutsch"],
  ["fr-FR", "Français"],
  ["da-DK", "Dansk"],
  ["es-ES", "Español"],
] as const;

const BASES = [
  ["bc", "Business Central’s page"],
  ["posting", "Posting rules"],
] as const;

export function Settings(): React.JSX.Element {
  const styles = useStyles();
  const { navigation } = usePane();
  const [asking, setAsking] = useState(false);
  const { sheets } = useTieoutState();
  return (
    <View title="Settings">
      <WorkbookSettings />
      <ComputerSettings />
      <Section title="About">
        <LinkList
          links={[
            {
              label: "Privacy: nothing leaves this workbook",
              onClick: () => {
                navigation.open("/help/privacy");
              },
            },
            {
              label: "Show the first-run page",
              onClick: () => {
                navigation.open("/first-run");
              },
            },
            ...(sheets.length > 0
              ? [
                  {
                    label: "Remove all Tieout sheets…",
                    onClick: () => {
                      setAsking(true);
                    },
                  },
                ]
              : []),
          ]}
        />
      </Section>
      {asking ? (
        <RemoveSheetsDialog
          onClose={() => {
            setAsking(false);
          }}
        />
      ) : null}
      <div className={styles.fields} />
    </View>
  );
}

function WorkbookSettings(): React.JSX.Element {
  const styles = useStyles();
  const { application, attempt, navigation, announce } = usePane();
  const { settings, check } = useTieoutState();
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [dateProblem, setDateProblem] = useState<string>();
  const [trouble, setTrouble] = useState("");
  const value = (name: string, standard = ""): string => typed.get(name) ?? (settings.get(name) || standard);
  const save = async (name: string, next: string): Promise<void> => {
    if (next === (settings.get(name) ?? "")) return;
    setTrouble("");
    try {
      await application.saveSettings(new Map([[name, next]]));
      announce("Saved");
    } catch (error) {
      setTrouble(reasonOf(error));
    }
  };
  const text = (name: string, label: string, standard: string): React.JSX.Element => (
    <Field label={label}>
      <Input
        style={{ width: "100%", minWidth: 0 }}
        input={{ style: { minWidth: 0 } }}
        value={value(name, standard)}
        onChange={(_, data) => {
          setTyped((before) => new Map([...before, [name, data.value]]));
        }}
        onBlur={() => {
          void save(name, value(name).trim());
        }}
      />
    </Field>
  );
  const mapped = (check?.ledgers ?? []).flatMap((ledger) => {
    const count = ledger.columns.filter((column) => column.state === "mapped").length;
    return count > 0 ? [{ name: ledger.name, count }] : [];
  });
  const remembered = [...settings.keys()].filter((name) => name.startsWith("Parameters: "));
  return (
    <Section title="This workbook" caption="Sheet Tieout Setup">
      {trouble ? (
        <MessagePanel intent="error" title="Not saved">
          {trouble}
        </MessagePanel>
      ) : null}
      <div className={styles.fields}>
        {text(SETTING.company, "Company name", check?.company ?? "")}
        <div className={styles.pair}>
          {text(SETTING.currency, "Local currency", check?.currency ?? "")}
          <DateField
            id="month-end-date"
            label="Month-end ends on"
            value={application.period?.endDate ?? ""}
            {...(dateProblem ? { problem: dateProblem } : {})}
            onProblem={setDateProblem}
            onChange={(iso) => {
              if (iso === "") return;
              attempt(
                application.setPeriod(`${iso.slice(0, 7)}-01`, iso).then(() => {
                  announce("Saved");
                }),
              );
            }}
          />
        </div>
        <Field label="Second run of a report">
          <RadioGroup
            value={value(SETTING.secondRun, "Replace")}
            onChange={(_, data) => {
              void save(SETTING.secondRun, data.value);
            }}
          >
            <Radio value="Replace" label="Replace the sheet’s own tables" />
            <Radio value="Add" label="Keep the old sheet, add a new one" />
          </RadioGroup>
        </Field>
        <Field label="Reconciliation basis" hint="Used for the left side of the G/L Reconciliation">
          <Dropdown
            value={labelOf(BASES, value(SETTING.reconciliationBasis, "bc"))}
            selectedOptions={[value(SETTING.reconciliationBasis, "bc")]}
            onOptionSelect={(_, data) => {
              void save(SETTING.reconciliationBasis, data.optionValue ?? "");
            }}
          >
            {BASES.map(([basis, label]) => (
              <Option key={basis} value={basis}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field hint="Above 100,000 rows they wait for Refresh.">
          <Switch
            label="Recalculate Tieout formulas as ledgers change"
            checked={value(SETTING.automaticRefresh, "Yes") === "Yes"}
            onChange={(_, data) => {
              void save(SETTING.automaticRefresh, data.checked ? "Yes" : "No");
            }}
          />
        </Field>
        <div role="group" aria-label="Column mappings">
          <div>Column mappings</div>
          {mapped.length === 0 ? <Caption>Every column was found by its own name.</Caption> : null}
          {mapped.map(({ name, count }) => (
            <div key={name} className={styles.line}>
              <span>
                {name}: {count} {count === 1 ? "column" : "columns"} mapped
              </span>
              <Link
                as="button"
                aria-label={`Edit mapping of ${name}`}
                onClick={() => {
                  navigation.open(`/ledgers/${encodeURIComponent(name)}`);
                }}
              >
                Edit
              </Link>
            </div>
          ))}
        </div>
        <div className={styles.line} role="group" aria-label="Remembered parameters">
          <span>
            Remembered parameters:{" "}
            {remembered.length === 0
              ? "none"
              : `${remembered.length} ${remembered.length === 1 ? "report" : "reports"}`}
          </span>
          {remembered.length > 0 ? (
            <Link
              as="button"
              onClick={() => {
                attempt(
                  application.saveSettings(new Map(remembered.map((name) => [name, ""]))).then(() => {
                    announce("Cleared");
                  }),
                );
              }}
            >
              Clear
            </Link>
          ) : null}
        </div>
      </div>
    </Section>
  );
}

function ComputerSettings(): React.JSX.Element {
  const styles = useStyles();
  const { preferences, openWithWorkbook, announce } = usePane();
  const language = useSyncExternalStore(preferences.subscribe, () => preferences.get("language"));
  const opens = useSyncExternalStore(preferences.subscribe, () => preferences.get("openWithWorkbook"));
  const [trouble, setTrouble] = useState("");
  return (
    <Section title="On this computer">
      <div className={styles.fields}>
        {openWithWorkbook ? (
          <Field {...(trouble ? { hint: trouble } : {})}>
            <Switch
              label="Open Tieout with workbooks that use it"
              checked={opens === "yes"}
              onChange={(_, data) => {
                void openWithWorkbook(data.checked).then(
                  () => {
                    preferences.set("openWithWorkbook", data.checked ? "yes" : "");
                    announce("Saved");
                  },
                  (error: unknown) => {
                    setTrouble(reasonOf(error));
                  },
                );
              }}
            />
          </Field>
        ) : null}
        <Field label="Figures and dates" hint="Texts are in English">
          <Dropdown
            value={labelOf(LANGUAGES, language)}
            selectedOptions={[language]}
            onOptionSelect={(_, data) => {
              preferences.set("language", data.optionValue ?? "");
              announce("Saved");
            }}
          >
            {LANGUAGES.map(([locale, label]) => (
              <Option key={locale} value={locale}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
      </div>
    </Section>
  );
}

function labelOf(list: readonly (readonly [string, string])[], value: string): string {
  return list.find(([one]) => one === value)?.[1] ?? value;
}
