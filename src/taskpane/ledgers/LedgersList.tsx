/** The ledgers of the workbook: what is here, what is wanted, and sheets that could be one. */
import { Button, Link } from "@fluentui/react-components";
import { useState } from "react";
import { reportCards } from "../../engine/catalogue";
import type { LedgerCheck, LedgerState } from "../../engine-service/service";
import { View } from "../frame/Frame";
import type { Formats } from "../format";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { ActionBar } from "../parts/ActionBar";
import { Row, RowList, Section } from "../parts/layout";
import { Loading } from "../parts/Loading";
import { MessagePanel } from "../parts/MessagePanel";
import { ExactMatches } from "./ExactMatches";
import { ExportLink } from "./ExportLink";
import { errorsWords, ledgerWord, placeName, placeWords, reportNames, rowsWords } from "./ledger-words";

const MORE_WAYS = [
  ["Create empty tables", "/ledgers/empty"],
  ["How to export", "/ledgers/export"],
  ["Map columns", "/ledgers/map"],
  ["Insert sample company", "/ledgers/sample"],
] as const;

export function LedgersList(): React.JSX.Element {
  const formats = useFormats();
  const { application, navigation, announce } = usePane();
  const { check, activity } = useTieoutState();
  const [trouble, setTrouble] = useState("");
  const refresh = async (): Promise<void> => {
    setTrouble("");
    try {
      const { errors } = await application.refresh({ all: true });
      announce(errors === 0 ? "Ledgers read, no errors." : `Ledgers read, ${errorsWords(formats, errors)}.`);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <View
      title="Ledgers"
      {...(check ? { scope: scopeOf() } : {})}
      actions={
        <ActionBar
          more={MORE_WAYS.map(([label, path]) => ({
            label,
            onClick: () => {
              navigation.open(path);
            },
          }))}
        >
          <Button
            appearance="primary"
            disabled={activity.kind === "reading"}
            onClick={() => {
              void refresh();
            }}
          >
            Refresh
          </Button>
          <Button
            onClick={() => {
              navigation.open("/ledgers/import");
            }}
          >
            Add ledgers
          </Button>
        </ActionBar>
      }
    >
      {trouble ? (
        <MessagePanel intent="error" title="The ledgers were not read">
          {trouble}
        </MessagePanel>
      ) : null}
      {check ? <Lists check={check} /> : <Loading label="Reading ledgers" rows={8} />}
    </View>
  );

  function scopeOf(): string {
    const { ledgers = [], rows = 0 } = check ?? {};
    return `${formats.count(ledgers.length)} ${ledgers.length === 1 ? "ledger" : "ledgers"}, ${rowsWords(formats, rows)}`;
  }
}

function Lists({ check }: { readonly check: LedgerCheck }): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const wanted = wantedLedgers(check);
  const near = new Map(check.nearMisses.map((miss) => [placeName(miss), miss]));
  return (
    <>
      <ExactMatches />
      {check.ledgers.length > 0 ? (
        <Section title="In this workbook" caption={remarksWords(formats, check)}>
          <RowList label="Ledgers in this workbook">
            {check.ledgers.map((ledger) => (
              <LedgerRow key={ledger.name} ledger={ledger} />
            ))}
          </RowList>
        </Section>
      ) : null}
      {check.otherTables.length > 0 ? (
        <Section title="Other sheets" caption="Not read">
          <RowList label="Other sheets">
            {check.otherTables.map((table) => {
              const miss = near.get(placeName(table));
              return (
                <Row
                  key={placeName(table)}
                  state="notRun"
                  title={placeName(table)}
                  detail={
                    miss
                      ? `${miss.matched} of ${miss.of} columns of ${miss.ledger}${miss.language ? ` in ${miss.language}` : ""}`
                      : rowsWords(formats, table.rows)
                  }
                  action={
                    <Link
                      as="button"
                      aria-label={`Map ${placeName(table)}`}
                      onClick={() => {
                        navigation.open(`/ledgers/map/${encodeURIComponent(placeName(table))}`);
                      }}
                    >
                      Map
                    </Link>
                  }
                />
              );
            })}
          </RowList>
        </Section>
      ) : null}
      {wanted.length > 0 ? (
        <Section title="Wanted">
          <RowList label="Ledgers that reports want">
            {wanted.map(({ table, required, reports }) => (
              <Row
                key={table}
                state="notRun"
                title={table}
                detail={`${required ? "Required" : "Wanted"} for ${reportNames(reports)}`}
                action={<ExportLink table={table} />}
              />
            ))}
          </RowList>
        </Section>
      ) : null}
    </>
  );
}

function LedgerRow({ ledger }: { readonly ledger: LedgerState }): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const word = ledgerWord(ledger, formats);
  const state = ledger.problemCount > 0 ? "open" : ledger.notes.length > 0 ? "explained" : "ties";
  return (
    <Row
      state={state}
      title={ledger.name}
      detail={ledger.tableName ? `table ${ledger.tableName}` : `sheet ${ledger.sheetName}`}
      figure={rowsWords(formats, ledger.rows)}
      word={word}
      label={`${ledger.name}, ${word}, ${rowsWords(formats, ledger.rows)}, ${placeWords(ledger)}`}
      onOpen={() => {
        navigation.open(`/ledgers/${encodeURIComponent(ledger.name)}`);
      }}
    />
  );
}

/** Tables that are not here and that a report requires or wants, the most required first. */
export function wantedLedgers(
  check: LedgerCheck,
): readonly { readonly table: string; readonly required: boolean; readonly reports: readonly string[] }[] {
  const here = new Set(check.ledgers.map((ledger) => ledger.name));
  const wanted = new Map<string, { required: string[]; wished: string[] }>();
  for (const card of reportCards) {
    for (const { table, need } of card.inputs) {
      if (here.has(table) || need === "optional") continue;
      const entry = wanted.get(table) ?? { required: [], wished: [] };
      (need === "always" ? entry.required : entry.wished).push(card.id);
      wanted.set(table, entry);
    }
  }
  return [...wanted]
    .map(([table, { required, wished }]) => ({
      table,
      required: required.length > 0,
      reports: required.length > 0 ? required : wished,
    }))
    .sort((a, b) => Number(b.required) - Number(a.required) || b.reports.length - a.reports.length);
}

function remarksWords(formats: Formats, check: LedgerCheck): string {
  const errors = errorsWords(formats, check.errors);
  return check.notes === 0 ? errors : `${errors}, ${check.notes} ${check.notes === 1 ? "note" : "notes"}`;
}
