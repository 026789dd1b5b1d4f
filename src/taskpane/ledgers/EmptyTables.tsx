/** Empty ledger tables with Business Central's headers, to paste rows into. */
import { Button, Checkbox, Field, Radio, RadioGroup } from "@fluentui/react-components";
import { useState } from "react";
import type { LedgerTableDeclaration } from "../../engine/ledgers/declaration";
import { ledgerTables } from "../../engine/ledgers/tables";
import { View } from "../frame/Frame";
import { usePane, useTieoutState } from "../pane-context";
import { Section } from "../parts/layout";
import { MessagePanel } from "../parts/MessagePanel";

type Columns = "all" | "required";

/** Headers of an empty table: every declared caption, or those without which a report does not run, the key among them. */
export function emptyTableHeaders(table: LedgerTableDeclaration, columns: Columns): readonly string[] {
  return table.columns
    .filter((column) => {
      const needs = [...column.needs.values()];
      return (
        columns === "all" ||
        table.key.includes(column.caption) ||
        needs.includes("required") ||
        needs.includes("conditional")
      );
    })
    .map((column) => column.caption);
}

export function EmptyTables(): React.JSX.Element {
  const { application, navigation, announce } = usePane();
  const { check, activity } = useTieoutState();
  const here = new Set(check?.ledgers.map((ledger) => ledger.name));
  const offered = ledgerTables.filter(({ name }) => !here.has(name));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(offered.filter(({ name }) => name === "Value Entries").map(({ name }) => name)),
  );
  const [columns, setColumns] = useState<Columns>("all");
  const [trouble, setTrouble] = useState("");
  const picked = offered.filter(({ name }) => chosen.has(name));
  const create = async (): Promise<void> => {
    setTrouble("");
    const problem = await application.addLedgers(
      picked.map((table) => ({ name: table.name, headers: emptyTableHeaders(table, columns), rows: [] })),
    );
    if (problem) setTrouble(problem.message);
    else {
      announce(`${picked.length} ${picked.length === 1 ? "table" : "tables"} added.`);
      navigation.replace("/ledgers");
    }
  };
  return (
    <View
      title="Create empty tables"
      scope="Adds one sheet per table, with Business Central’s headers"
      actions={
        <>
          <Button
            appearance="primary"
            disabled={picked.length === 0 || activity.kind !== "idle"}
            onClick={() => {
              void create();
            }}
          >
            {picked.length > 0
              ? `Create ${picked.length} ${picked.length === 1 ? "table" : "tables"}`
              : "Create tables"}
          </Button>
          <Button
            onClick={() => {
              navigation.back();
            }}
          >
            Cancel
          </Button>
        </>
      }
    >
      {trouble ? (
        <MessagePanel intent="error" title="Nothing was added">
          {trouble}
        </MessagePanel>
      ) : null}
      <Field label="Columns" style={{ marginTop: "12px" }}>
        <RadioGroup
          value={columns}
          onChange={(_, data) => {
            setColumns(data.value as Columns);
          }}
        >
          <Radio value="all" label="All that Tieout reads" />
          <Radio value="required" label="Only those that a report requires" />
        </RadioGroup>
      </Field>
      <Section title="Tables" caption={`${picked.length} chosen`}>
        {offered.length === 0 ? <p>Every ledger is in this workbook already.</p> : null}
        <div role="group" aria-label="Tables" style={{ display: "grid" }}>
          {offered.map((table) => (
            <Checkbox
              key={table.name}
              label={`${table.name} (${emptyTableHeaders(table, columns).length} columns)`}
              checked={chosen.has(table.name)}
              onChange={(_, data) => {
                setChosen((before) => {
                  const after = new Set(before);
                  if (data.checked === true) after.add(table.name);
                  else after.delete(table.name);
                  return after;
                });
              }}
            />
          ))}
        </div>
      </Section>
    </View>
  );
}
