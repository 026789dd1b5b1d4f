/** Which page of Business Central to open in Excel for a ledger, and which columns to show there first. */
import { makeStyles } from "@fluentui/react-components";
import { reportCards } from "../../engine/catalogue";
import type { ColumnDeclaration, LedgerTableDeclaration } from "../../engine/ledgers/declaration";
import { ledgerTables } from "../../engine/ledgers/tables";
import { View } from "../frame/Frame";
import { usePane, useTieoutState } from "../pane-context";
import { LinkList, Row, RowList, Section } from "../parts/layout";
import { pageName, reportNames } from "./ledger-words";

const useStyles = makeStyles({
  steps: { margin: "12px 0 0", paddingLeft: "20px", display: "grid", gap: "6px" },
});

/** All ledgers with their pages. */
export function ExportList(): React.JSX.Element {
  const { navigation } = usePane();
  const { check } = useTieoutState();
  const here = new Set(check?.ledgers.map((ledger) => ledger.name));
  return (
    <View title="How to export" scope="Pages of Business Central to open in Excel">
      <Section title="Ledgers" caption={check ? `${here.size} in this workbook` : undefined}>
        <RowList label="Ledgers">
          {ledgerTables.map((table) => (
            <Row
              key={table.name}
              state={here.has(table.name) ? "ties" : "notRun"}
              title={table.name}
              detail={usersWords(table)}
              onOpen={() => {
                navigation.open(`/ledgers/export/${encodeURIComponent(table.name)}`);
              }}
            />
          ))}
        </RowList>
      </Section>
    </View>
  );
}

function usersWords(table: LedgerTableDeclaration): string {
  const users = reportCards.filter((card) => card.inputs.some((input) => input.table === table.name));
  const required = users.filter((card) =>
    card.inputs.some((input) => input.table === table.name && input.need === "always"),
  );
  return required.length > 0
    ? `Required for ${reportNames(required.map((card) => card.id))}`
    : `For ${reportNames(users.map((card) => card.id))}`;
}

/** The way to one ledger, derived from its declaration. */
export function HowToExport({ name }: { readonly name: string }): React.JSX.Element {
  const { navigation } = usePane();
  const styles = useStyles();
  const table = ledgerTables.find((one) => one.name === name);
  if (!table)
    return (
      <View title="How to export">
        <p>No ledger is called “{name}”.</p>
      </View>
    );
  const { businessCentral } = table;
  const page = pageName(table);
  const of = (visibility: ColumnDeclaration["page"]): readonly ColumnDeclaration[] =>
    table.columns.filter((column) => column.page === visibility && isWanted(column));
  const hidden = of("h");
  const absent = of("n");
  const steps = businessCentral.card
    ? [
        `Search for ${page} in Business Central. It is a card and has no Open in Excel.`,
        `Add the sheet ${table.sheet ?? table.name} here, and type one row with the values of the card.`,
      ]
    : [
        `Search for ${page} in Business Central${businessCentral.page ? ` (page ${businessCentral.page})` : ""}. Remove its filters: reports need all entries, not only those of the period.`,
        ...(hidden.length > 0
          ? [
              `Choose the gear, then Personalize, and show ${hidden.length === 1 ? "the column" : `the ${hidden.length} columns`} listed below.`,
            ]
          : []),
        "Choose Share, then Open in Excel.",
        `Move or copy that sheet into this workbook and name it ${table.sheet ?? table.name}.`,
      ];
  return (
    <View title={`How to export ${table.name}`} scope={`Business Central table ${businessCentral.table}`}>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <ColumnList title="Show these first" caption="Hidden on the page" columns={hidden} />
      <ColumnList
        title={businessCentral.card ? "On the card" : "Not on the page"}
        {...(businessCentral.card ? {} : { caption: "From a web service or package" })}
        columns={absent}
      />
      <ColumnList title="On the page" caption="Shown at once" columns={of("s")} />
      <Section title="Next">
        <LinkList
          links={[
            {
              label: "Import a file",
              onClick: () => {
                navigation.open("/ledgers/import");
              },
            },
            {
              label: "Create an empty table",
              onClick: () => {
                navigation.open("/ledgers/empty");
              },
            },
          ]}
        />
      </Section>
    </View>
  );
}

function isWanted(column: ColumnDeclaration): boolean {
  return column.needs.size > 0;
}

function ColumnList(props: {
  readonly title: string;
  readonly caption?: string;
  readonly columns: readonly ColumnDeclaration[];
}): React.JSX.Element | null {
  if (props.columns.length === 0) return null;
  return (
    <Section title={props.title} {...(props.caption ? { caption: props.caption } : {})}>
      <RowList label={props.title}>
        {props.columns.map((column) => {
          const needs = [...column.needs.values()];
          const word = needs.includes("required")
            ? "Required"
            : needs.includes("conditional")
              ? "Required at times"
              : "Wanted";
          return <Row key={column.caption} title={column.caption} figure={word} />;
        })}
      </RowList>
    </Section>
  );
}
