/** A sheet that carries no ledger's name: which ledger it is, and which of its headers holds which column. */
import { Button, Dropdown, Field, Option } from "@fluentui/react-components";
import { useMemo, useState } from "react";
import { proposeHeaders } from "../../engine/ledgers/captions/propose";
import { headerMatcher, tableDeclaration } from "../../engine/ledgers/names";
import { ledgerTables } from "../../engine/ledgers/tables";
import type { LedgerCheck, OtherTable } from "../../engine-service/service";
import { View } from "../frame/Frame";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { LinkList, Row, RowList, Section } from "../parts/layout";
import { Loading } from "../parts/Loading";
import { MessagePanel } from "../parts/MessagePanel";
import { ColumnGrid, type GridColumn } from "./ColumnGrid";
import { ExactMatches } from "./ExactMatches";
import { ledgerWord, placeName, placeWords, rowsWords } from "./ledger-words";
import { keepMappingDraft, mappingDraft, type MappingDraft } from "./mapping-drafts";

/** What can be mapped: sheets that are no ledger yet, and the ledgers. */
export function MapColumns(): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const { check } = useTieoutState();
  return (
    <View title="Map columns" scope="Which of your headers holds which Business Central field">
      {check ? (
        <>
          <ExactMatches />
          {check.otherTables.length > 0 ? (
            <Section title="Not a ledger yet">
              <RowList label="Sheets that are no ledger yet">
                {check.otherTables.map((table) => {
                  const near = check.nearMisses.find((miss) => placeName(miss) === placeName(table));
                  return (
                    <Row
                      key={placeName(table)}
                      state="notRun"
                      title={placeName(table)}
                      detail={
                        near
                          ? `Looks like ${near.ledger}${near.language ? ` in ${near.language}` : ""}`
                          : rowsWords(formats, table.rows)
                      }
                      onOpen={() => {
                        navigation.open(`/ledgers/map/${encodeURIComponent(placeName(table))}`);
                      }}
                    />
                  );
                })}
              </RowList>
            </Section>
          ) : null}
          <Section title="Ledgers">
            <RowList label="Ledgers">
              {check.ledgers.map((ledger) => (
                <Row
                  key={ledger.name}
                  state={ledger.problemCount > 0 ? "open" : "ties"}
                  title={ledger.name}
                  detail={`${ledger.columns.filter((column) => column.header !== "").length} of ${ledger.columns.length} columns found`}
                  word={ledgerWord(ledger, formats)}
                  onOpen={() => {
                    navigation.open(`/ledgers/${encodeURIComponent(ledger.name)}`);
                  }}
                />
              ))}
            </RowList>
          </Section>
          {check.ledgers.length === 0 && check.otherTables.length === 0 ? (
            <p>No sheet of this workbook has headers.</p>
          ) : null}
        </>
      ) : (
        <Loading label="Reading ledgers" />
      )}
    </View>
  );
}

export function MapSheet({ place }: { readonly place: string }): React.JSX.Element {
  const { check } = useTieoutState();
  if (!check)
    return (
      <View title={place}>
        <Loading label="Reading ledgers" />
      </View>
    );
  const table = check.otherTables.find((one) => placeName(one) === place || one.sheetName === place);
  if (!table) {
    return (
      <View title={place}>
        <p>“{place}” is a ledger already, or not in this workbook.</p>
      </View>
    );
  }
  return <MapPage key={place} table={table} check={check} />;
}

function MapPage({
  table,
  check,
}: {
  readonly table: OtherTable;
  readonly check: LedgerCheck;
}): React.JSX.Element {
  const formats = useFormats();
  const { application, navigation, announce } = usePane();
  const place = placeName(table);
  const near = check.nearMisses.find((miss) => placeName(miss) === place);
  const [ledger, setLedger] = useState(near?.ledger ?? "");
  const [draft, setDraft] = useState<MappingDraft>(() => mappingDraft(application, place));
  const [trouble, setTrouble] = useState("");
  const keep = (next: MappingDraft): void => {
    setDraft(next);
    keepMappingDraft(application, place, next);
  };
  const taken = new Set(check.ledgers.map((one) => one.name));
  const save = async (): Promise<void> => {
    setTrouble("");
    try {
      const headers = new Map(
        [...draft].filter(([, header]) => header !== "").map(([caption, header]) => [header, caption]),
      );
      await application.saveMappings([{ ledger, headers, place }]);
      await application.refresh();
      keep(new Map());
      announce(`“${place}” is read as ${ledger}.`);
      navigation.replace(`/ledgers/${encodeURIComponent(ledger)}`);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <View
      title={place}
      scope={`${rowsWords(formats, table.rows)} · ${placeWords(table)}`}
      actions={
        <>
          <Button
            appearance="primary"
            disabled={ledger === ""}
            onClick={() => {
              void save();
            }}
          >
            Save mapping and check
          </Button>
          <Button
            onClick={() => {
              keep(new Map());
              navigation.back();
            }}
          >
            Cancel
          </Button>
        </>
      }
    >
      {trouble ? (
        <MessagePanel intent="error" title="The mapping was not saved">
          {trouble}
        </MessagePanel>
      ) : null}
      <Field label="Read as" style={{ marginTop: "12px" }}>
        <Dropdown
          placeholder="Choose a ledger"
          value={ledger}
          selectedOptions={ledger ? [ledger] : []}
          onOptionSelect={(_, data) => {
            setLedger(data.optionValue ?? "");
            keep(new Map());
          }}
        >
          {ledgerTables
            .filter(({ name }) => !taken.has(name))
            .map(({ name }) => (
              <Option key={name} value={name}>
                {name}
              </Option>
            ))}
        </Dropdown>
      </Field>
      {ledger ? <SheetColumns table={table} ledger={ledger} draft={draft} onDraft={keep} /> : null}
    </View>
  );
}

/** The headers of a sheet against the columns of the chosen ledger, with proposals to accept. */
function SheetColumns(props: {
  readonly table: OtherTable;
  readonly ledger: string;
  readonly draft: MappingDraft;
  readonly onDraft: (draft: MappingDraft) => void;
}): React.JSX.Element {
  const { table, ledger, draft } = props;
  const [all, setAll] = useState(false);
  const { declaration, found, proposal } = useMemo(() => {
    const declared = tableDeclaration(ledger);
    const matcher = headerMatcher(declared);
    const byName = new Map<string, string>();
    for (const header of table.headers) {
      const column = matcher.match(header);
      if (column) byName.set(column.caption, header);
    }
    return { declaration: declared, found: byName, proposal: proposeHeaders(declared, table.headers) };
  }, [table, ledger]);
  const rows = declaration.columns.map((column): GridColumn => {
    const needs = [...column.needs.values()];
    const required = needs.includes("required");
    const own = found.get(column.caption);
    return {
      caption: column.caption,
      reason:
        own !== undefined
          ? "Found"
          : required
            ? "Required"
            : needs.includes("conditional")
              ? "Required at times"
              : "Wanted",
      needed: own === undefined && required,
      header: draft.get(column.caption) ?? own ?? "",
      choose: own === undefined,
      candidate: own === undefined ? (proposal.headers.get(column.caption) ?? "") : "",
    };
  });
  const proposals = rows.filter((row) => row.candidate !== "" && row.header === "");
  const used = new Set(rows.map((row) => row.header));
  const shown = rows.filter((row) => all || row.needed || row.candidate !== "" || draft.has(row.caption));
  const language = proposal.language ? ` in ${proposal.language}` : "";
  return (
    <>
      {proposals.length > 0 ? (
        <MessagePanel
          intent="info"
          title={`${proposals.length} ${proposals.length === 1 ? "header looks" : "headers look"} like columns of ${ledger}${language}`}
          actions={
            <Button
              onClick={() => {
                props.onDraft(
                  new Map([...draft, ...proposals.map((row) => [row.caption, row.candidate] as const)]),
                );
              }}
            >
              Fill them in
            </Button>
          }
        >
          Look through them before you save. Nothing is read until then.
        </MessagePanel>
      ) : null}
      <Section
        title="Columns"
        caption={`${rows.filter((row) => row.header !== "").length} of ${rows.length} found`}
      >
        <ColumnGrid
          label={`Columns of ${ledger}`}
          columns={shown}
          free={table.headers.filter((header) => header.trim() !== "" && !used.has(header))}
          onChoose={(caption, header) => {
            const next = new Map(draft);
            for (const [other, taken] of next) if (taken === header && header !== "") next.set(other, "");
            if (header === "") next.delete(caption);
            else next.set(caption, header);
            props.onDraft(next);
          }}
        />
        {all || shown.length === rows.length ? null : (
          <LinkList
            links={[
              {
                label: `Show all ${rows.length} columns`,
                onClick: () => {
                  setAll(true);
                },
              },
            ]}
          />
        )}
      </Section>
    </>
  );
}
