/** One ledger: its errors with the cells, its notes, and which header holds which column. */
import { Button, Link } from "@fluentui/react-components";
import { useState } from "react";
import { tableDeclaration } from "../../engine/ledgers/names";
import type { LedgerColumn, LedgerState } from "../../engine-service/service";
import { sheetIsGone } from "../attempt";
import { View } from "../frame/Frame";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { LinkList, Row, RowList, Section } from "../parts/layout";
import { Loading } from "../parts/Loading";
import { MessagePanel } from "../parts/MessagePanel";
import { ColumnGrid, type GridColumn } from "./ColumnGrid";
import { columnReason, columnUrgency, errorsWords, placeWords, rowsWords, wayOut } from "./ledger-words";
import { keepMappingDraft, mappingDraft, type MappingDraft } from "./mapping-drafts";

export function Ledger({ name }: { readonly name: string }): React.JSX.Element {
  const { navigation } = usePane();
  const { check } = useTieoutState();
  if (!check)
    return (
      <View title={name}>
        <Loading label="Reading ledgers" />
      </View>
    );
  const ledger = check.ledgers.find((one) => one.name === name);
  if (!ledger) {
    return (
      <View
        title={name}
        actions={
          <Button
            appearance="primary"
            onClick={() => {
              navigation.open(`/ledgers/export/${encodeURIComponent(name)}`);
            }}
          >
            How to export
          </Button>
        }
      >
        <p>{name} is not in this workbook.</p>
      </View>
    );
  }
  return <LedgerPage key={name} ledger={ledger} />;
}

function LedgerPage({ ledger }: { readonly ledger: LedgerState }): React.JSX.Element {
  const formats = useFormats();
  const { application, attempt, navigation, announce } = usePane();
  const [draft, setDraft] = useState<MappingDraft>(() => mappingDraft(application, ledger.name));
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const keep = (next: MappingDraft): void => {
    setDraft(next);
    keepMappingDraft(application, ledger.name, next);
  };
  const checkAgain = async (): Promise<void> => {
    setBusy(true);
    setTrouble("");
    try {
      if (draft.size > 0) {
        await application.saveMappings([{ ledger: ledger.name, headers: mappingOf(ledger, draft) }]);
        keep(new Map());
      }
      const { ledgers } = await application.refresh();
      const after = ledgers.find((one) => one.name === ledger.name);
      announce(`${ledger.name} read. ${errorsWords(formats, after?.problemCount ?? 0)}.`);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <View
      title={ledger.name}
      scope={`${rowsWords(formats, ledger.rows)} · ${placeWords(ledger)}`}
      actions={
        <>
          <Button
            appearance="primary"
            disabled={busy}
            onClick={() => {
              void checkAgain();
            }}
          >
            {draft.size > 0 ? "Save mapping and check" : "Check again"}
          </Button>
          <Button
            onClick={() => {
              if (draft.size > 0) {
                keep(new Map());
                navigation.back();
              } else attempt(application.goTo(ledger.sheetName), sheetIsGone(ledger.sheetName));
            }}
          >
            {draft.size > 0 ? "Cancel" : "Go to sheet"}
          </Button>
        </>
      }
    >
      {trouble ? (
        <MessagePanel intent="error" title="The mapping was not saved">
          {trouble}
        </MessagePanel>
      ) : null}
      <Problems ledger={ledger} />
      <Columns
        ledger={ledger}
        draft={draft}
        onChoose={(caption, header) => {
          keep(chosen(ledger, draft, caption, header));
        }}
      />
    </View>
  );
}

/** Errors that reports wait for, then remarks that they do not. */
function Problems({ ledger }: { readonly ledger: LedgerState }): React.JSX.Element | null {
  const formats = useFormats();
  const { application, attempt } = usePane();
  const [trouble, setTrouble] = useState("");
  if (ledger.problems.length === 0 && ledger.notes.length === 0) return null;
  const writeAll = (): void => {
    void application.writeProblemsSheet(ledger.name).then((outcome) => {
      setTrouble("message" in outcome ? outcome.message : "");
    });
  };
  const shown = ledger.problems.reduce((sum, problem) => sum + problem.count, 0);
  return (
    <Section
      title={ledger.problems.length > 0 ? "Errors" : "Notes"}
      caption={ledger.problems.length > 0 ? "Reports wait for these" : "No report waits for these"}
    >
      <RowList label={`Errors and notes of ${ledger.name}`}>
        {ledger.problems.map((problem) => (
          <Row
            key={`${problem.code}${problem.column}${problem.message}${problem.cell}`}
            state="open"
            title={problem.message}
            detail={[
              problem.column,
              problem.key ? `entry ${problem.key}` : "",
              problem.count > 1 ? `${formats.count(problem.count)} cells` : "",
            ]
              .filter(Boolean)
              .join(", ")}
            {...(problem.cell
              ? {
                  action: (
                    <Link
                      as="button"
                      aria-label={`Select cell ${problem.cell}`}
                      onClick={() => {
                        attempt(
                          application.goTo(ledger.sheetName, problem.cell),
                          sheetIsGone(ledger.sheetName),
                        );
                      }}
                    >
                      {problem.cell}
                    </Link>
                  ),
                }
              : {})}
          />
        ))}
        {ledger.notes.map((note) => (
          <Row
            key={`${note.code}${note.column ?? ""}`}
            state="explained"
            title={note.message}
            {...(note.column ? { detail: note.column } : {})}
          />
        ))}
      </RowList>
      {shown < ledger.problemCount ? (
        <p>
          The first {formats.count(shown)} of {formats.count(ledger.problemCount)} are shown.
        </p>
      ) : null}
      {ledger.problemCount > ledger.problems.length ? (
        <LinkList
          links={[{ label: `Write all ${formats.count(ledger.problemCount)} to a sheet`, onClick: writeAll }]}
        />
      ) : null}
      {trouble ? (
        <MessagePanel intent="error" title="The sheet was not written">
          {trouble}
        </MessagePanel>
      ) : null}
    </Section>
  );
}

function Columns(props: {
  readonly ledger: LedgerState;
  readonly draft: MappingDraft;
  readonly onChoose: (caption: string, header: string) => void;
}): React.JSX.Element | null {
  const { navigation } = usePane();
  const [all, setAll] = useState(false);
  const { ledger, draft } = props;
  const declaration = tableDeclaration(ledger.name);
  const declared = new Map(declaration.columns.map((column) => [column.caption, column]));
  if (ledger.columns.length === 0) return null;
  const rows = ledger.columns.map((column) => ({ column, row: gridColumn(column, draft, declared) }));
  const open = rows.filter(({ column, row }) => needsALook(column, row, draft));
  const found = ledger.columns.filter((column) => column.header !== "").length;
  const free = ledger.unknownHeaders
    .map(({ header }) => header)
    .filter((header) => ![...draft.values()].includes(header));
  const unsolved = rows.find(({ row }) => row.needed && row.header === "");
  const missing = unsolved && declared.get(unsolved.column.caption);
  const shown = all ? rows : open;
  return (
    <Section title="Columns" caption={`${found} of ${ledger.columns.length} found`}>
      {shown.length > 0 ? (
        <ColumnGrid
          label={`Columns of ${ledger.name}`}
          columns={shown.map(({ row }) => row)}
          free={free}
          onChoose={props.onChoose}
        />
      ) : (
        <p>Every column that a report requires is here.</p>
      )}
      {all || open.length === rows.length ? null : (
        <LinkList
          links={[
            {
              label: `Show all ${ledger.columns.length} columns`,
              onClick: () => {
                setAll(true);
              },
            },
          ]}
        />
      )}
      {missing ? (
        <MessagePanel intent="info">
          {wayOut(declaration, missing)}{" "}
          <Link
            inline
            as="button"
            onClick={() => {
              navigation.open(`/ledgers/export/${encodeURIComponent(ledger.name)}`);
            }}
          >
            How to export
          </Link>
        </MessagePanel>
      ) : null}
    </Section>
  );
}

type Declared = ReadonlyMap<string, ReturnType<typeof tableDeclaration>["columns"][number]>;

function gridColumn(column: LedgerColumn, draft: MappingDraft, declared: Declared): GridColumn {
  const drafted = draft.get(column.caption);
  const urgency = columnUrgency(column, declared.get(column.caption));
  const header = drafted ?? column.header;
  const isMissing = column.state === "missing" || column.state === "ambiguous";
  return {
    caption: column.caption,
    reason:
      column.state === "ambiguous"
        ? "Stands twice in this sheet"
        : isMissing
          ? columnReason(column, urgency)
          : column.state === "mapped"
            ? "Mapped by hand"
            : "Found",
    needed: isMissing && (urgency === "required" || urgency === "conditional"),
    header,
    choose: column.state !== "found",
    candidate: column.candidate,
  };
}

/** Missing where a report requires it, doubtful, mapped by hand, or with a header that comes near. */
function needsALook(column: LedgerColumn, row: GridColumn, draft: MappingDraft): boolean {
  return (
    draft.has(column.caption) ||
    column.state === "mapped" ||
    column.state === "ambiguous" ||
    (column.state === "missing" && (row.needed || column.candidate !== ""))
  );
}

/** The draft after a choice. A header holds one column: another that had it gives it up. */
function chosen(ledger: LedgerState, draft: MappingDraft, caption: string, header: string): MappingDraft {
  const next = new Map(draft);
  for (const [other, taken] of next) if (taken === header && header !== "") next.set(other, "");
  const before = ledger.columns.find((column) => column.caption === caption)?.header ?? "";
  if (header === before) next.delete(caption);
  else next.set(caption, header);
  return next;
}

/** Header → caption: what was mapped before, with the changes of the draft. */
function mappingOf(ledger: LedgerState, draft: MappingDraft): ReadonlyMap<string, string> {
  const mapping = new Map<string, string>();
  for (const column of ledger.columns) {
    const header = draft.get(column.caption) ?? (column.state === "mapped" ? column.header : "");
    if (header !== "") mapping.set(header, column.caption);
  }
  return mapping;
}
