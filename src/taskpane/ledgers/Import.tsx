/** Ledgers from files: choose, see which ledger each table is, add them as tables. */
import { Button, Dropdown, makeStyles, Option } from "@fluentui/react-components";
import { useRef, useState } from "react";
import type { NewLedger } from "../../application/types";
import { ledgerTables } from "../../engine/ledgers/tables";
import { View } from "../frame/Frame";
import { usePane, useTieoutState } from "../pane-context";
import { Caption, LinkList, Section } from "../parts/layout";
import { MessagePanel } from "../parts/MessagePanel";
import { StateMark } from "../parts/StateMark";
import type { FileTable, ReadFile } from "./read-files";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  item: { display: "grid", gap: "4px", padding: "8px 0" },
  line: { display: "flex", alignItems: "center", gap: "8px" },
  name: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  hidden: { display: "none" },
});

const LEAVE_OUT = "Leave out";

export function Import(): React.JSX.Element {
  const styles = useStyles();
  const { application, navigation, announce } = usePane();
  const { check, activity } = useTieoutState();
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<readonly ReadFile[]>([]);
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const here = new Set(check?.ledgers.map((ledger) => ledger.name));
  const tables = files.flatMap((file) => ("tables" in file ? file.tables : []));
  const ledgerOf = (table: FileTable): string =>
    chosen.get(table.id) ?? (here.has(table.ledger) ? "" : table.ledger);
  const counts = new Map<string, number>();
  for (const table of tables) counts.set(ledgerOf(table), (counts.get(ledgerOf(table)) ?? 0) + 1);
  const toAdd = tables.filter((table) => ledgerOf(table) !== "");
  const doubled = toAdd.find((table) => (counts.get(ledgerOf(table)) ?? 0) > 1);

  const read = async (list: FileList): Promise<void> => {
    setBusy(true);
    setTrouble("");
    const { readFile } = await import("./read-files");
    const results: ReadFile[] = [];
    for (const file of list) results.push(await readFile(file));
    setFiles(results);
    setChosen(new Map());
    setBusy(false);
    const found = results.flatMap((file) => ("tables" in file ? file.tables : []));
    announce(`${found.length} ${found.length === 1 ? "table" : "tables"} found in ${results.length} files.`);
  };
  const add = async (): Promise<void> => {
    setBusy(true);
    setTrouble("");
    try {
      const ledgers: NewLedger[] = [];
      for (const table of toAdd) {
        ledgers.push({ name: ledgerOf(table), headers: table.headers, rows: await table.rows() });
      }
      const problem = await application.addLedgers(ledgers);
      if (problem) setTrouble(problem.message);
      else {
        announce(`${ledgers.length} ${ledgers.length === 1 ? "ledger" : "ledgers"} added.`);
        navigation.replace("/ledgers");
      }
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <View
      title="Import files"
      scope="Adds ledger tables on new sheets"
      actions={
        <>
          {toAdd.length > 0 ? (
            <Button
              appearance="primary"
              disabled={busy || activity.kind !== "idle" || doubled !== undefined}
              onClick={() => {
                void add();
              }}
            >
              Add {toAdd.length} {toAdd.length === 1 ? "ledger" : "ledgers"}
            </Button>
          ) : null}
          <Button
            appearance={toAdd.length > 0 ? "secondary" : "primary"}
            disabled={busy}
            onClick={() => {
              input.current?.click();
            }}
          >
            Choose files…
          </Button>
          <input
            ref={input}
            className={styles.hidden}
            type="file"
            accept=".csv,.xlsx"
            multiple
            aria-label="Files with ledgers"
            onChange={(event) => {
              if (event.target.files && event.target.files.length > 0) void read(event.target.files);
            }}
          />
        </>
      }
      actionNote={busy ? "Reading…" : toAdd.length > 0 ? "Nothing has been written yet" : undefined}
    >
      {trouble ? (
        <MessagePanel intent="error" title="Nothing was added">
          {trouble}
        </MessagePanel>
      ) : null}
      {files.length === 0 ? <Beginning /> : null}
      {files.map((file) =>
        "problem" in file ? (
          <MessagePanel key={file.file} intent="error" title={file.file}>
            {file.problem}
          </MessagePanel>
        ) : null,
      )}
      {doubled ? (
        <MessagePanel intent="warning" title={`Two tables are to become ${ledgerOf(doubled)}`}>
          Leave one of them out.
        </MessagePanel>
      ) : null}
      {tables.length > 0 ? (
        <Section title="Tables" caption={`${toAdd.length} of ${tables.length} to add`}>
          <ul className={styles.list} aria-label="Tables of the files">
            {tables.map((table) => (
              <li key={table.id} className={styles.item}>
                <span className={styles.line}>
                  <StateMark state={ledgerOf(table) === "" ? "notRun" : "ties"} />
                  <span className={styles.name} title={`${table.name}, ${table.file}`}>
                    {table.name} <Caption>{table.file}</Caption>
                  </span>
                </span>
                <Dropdown
                  aria-label={`${table.name} becomes`}
                  value={ledgerOf(table) || LEAVE_OUT}
                  selectedOptions={[ledgerOf(table) || LEAVE_OUT]}
                  onOptionSelect={(_, data) => {
                    const ledger = data.optionValue === LEAVE_OUT ? "" : (data.optionValue ?? "");
                    setChosen((before) => new Map([...before, [table.id, ledger]]));
                  }}
                >
                  <Option value={LEAVE_OUT}>{LEAVE_OUT}</Option>
                  {ledgerTables
                    .filter(({ name }) => !here.has(name))
                    .map(({ name }) => (
                      <Option key={name} value={name}>
                        {name}
                      </Option>
                    ))}
                </Dropdown>
                <Caption>{guessWords(table, here)}</Caption>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </View>
  );
}

/** Why a table is taken for a ledger. */
function guessWords(table: FileTable, here: ReadonlySet<string>): string {
  if (table.ledger !== "" && here.has(table.ledger)) return `${table.ledger} is in this workbook already.`;
  const columns = `${table.headers.length} columns`;
  switch (table.guessedBy) {
    case "name":
      return `${columns}; ${table.ledger} by its name`;
    case "columns":
      return `${columns}; looks like ${table.ledger}${table.language ? ` in ${table.language}: map its columns afterwards` : ""}`;
    default:
      return `${columns}; no ledger is like it`;
  }
}

function Beginning(): React.JSX.Element {
  const { navigation } = usePane();
  return (
    <>
      <p>
        Choose .xlsx or .csv files: exports of Business Central’s pages, or tables of another system. The name
        of a file or sheet tells which ledger it is; you see it before anything is added.
      </p>
      <LinkList
        links={[
          {
            label: "How to export from Business Central",
            onClick: () => {
              navigation.open("/ledgers/export");
            },
          },
          {
            label: "Create empty tables",
            onClick: () => {
              navigation.open("/ledgers/empty");
            },
          },
          {
            label: "Insert sample company",
            onClick: () => {
              navigation.open("/ledgers/sample");
            },
          },
        ]}
      />
    </>
  );
}
