/** All reports in their groups, each with state and time. One list: journals are reports with a second step. */
import { SearchBox } from "@fluentui/react-components";
import { useState } from "react";
import { reportCards } from "../../engine/catalogue";
import type { ReportCard, ReportGroup, TieState } from "../../engine/report";
import { View } from "../frame/Frame";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { Row, RowList, Section } from "../parts/layout";
import { needsWords } from "../report/needs-words";

const GROUPS: readonly ReportGroup[] = ["Inventory", "Cost", "General ledger", "Projects"];

const WORDS: Readonly<Record<TieState, string>> = {
  ties: "Ties",
  explained: "Explained",
  open: "Open",
  notRun: "Not run",
  stale: "Stale",
  running: "Running",
};

export function ReportsList(): React.JSX.Element {
  const [search, setSearch] = useState("");
  // Trace has a tab of its own.
  const found = reportCards.filter((card) => card.id !== "trace" && matches(card, search));
  return (
    <View title="Reports" large>
      <SearchBox
        style={{ width: "100%", maxWidth: "none", marginTop: "12px" }}
        placeholder="Find a report"
        aria-label="Find a report"
        value={search}
        onChange={(_, data) => {
          setSearch(data.value);
        }}
      />
      {GROUPS.map((group) => {
        const cards = found.filter((card) => card.group === group);
        return cards.length === 0 ? null : (
          <Section key={group} title={group}>
            <RowList label={group}>
              {cards.map((card) => (
                <ReportRow key={card.id} card={card} />
              ))}
            </RowList>
          </Section>
        );
      })}
      {found.length === 0 ? <p>No report is called “{search}”.</p> : null}
    </View>
  );
}

/** Also finds BC's report numbers and older names. */
function matches(card: ReportCard, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") return true;
  return [card.title, card.shortTitle, card.id, ...card.alsoKnownAs].some((name) =>
    name.toLowerCase().includes(wanted),
  );
}

function ReportRow({ card }: { readonly card: ReportCard }): React.JSX.Element {
  const formats = useFormats();
  const { navigation, today } = usePane();
  const state = useTieoutState();
  const record = state.runs.get(card.id);
  const can = state.check?.reports.find((one) => one.id === card.id);
  let mark: TieState = "notRun";
  let word = needsWords(can);
  if (record) {
    mark = record.stale ? "stale" : record.state;
    const said = record.reply.summary?.stateWord ?? WORDS[record.state];
    word = `${record.stale ? "Stale" : said}, ${formats.moment(record.runAt, today())}`;
  }
  return (
    <Row
      state={mark}
      title={card.shortTitle}
      word={word || "Not run"}
      label={[card.shortTitle, word || "not run"].join(", ")}
      onOpen={() => {
        navigation.open(`/reports/${card.id}`);
      }}
    />
  );
}
