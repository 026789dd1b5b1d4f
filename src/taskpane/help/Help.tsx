/** Help in the pane: of the view that was open, of a report, of the worksheet functions, and a list of all of it. */
import { makeStyles, tokens } from "@fluentui/react-components";
import { findReport, reportCards } from "../../engine/catalogue";
import type { ParameterDeclaration, ReportCard } from "../../engine/report";
import { View } from "../frame/Frame";
import { useLocation, usePane } from "../pane-context";
import { LinkList, Row, RowList, Section } from "../parts/layout";
import { FunctionHelp } from "./FunctionHelp";
import { helpKeys, helpTopics, topicOfView, type HelpTopic } from "./topics";

const useStyles = makeStyles({
  terms: { margin: 0 },
  term: { margin: "8px 0 0", fontWeight: 600 },
  meaning: { margin: 0, color: tokens.colorNeutralForeground2 },
  keys: { display: "grid", gridTemplateColumns: "max-content 1fr", gap: "4px 12px", margin: "8px 0 0" },
  plain: { margin: 0 },
});

/** Trace has a topic of its own, which says more. */
const helpCards = reportCards.filter((card) => card.id !== "trace");

/** Help about a topic or report by its id; without one, about the view below. */
export function Help({ topic }: { readonly topic: string }): React.JSX.Element {
  const { navigation } = usePane();
  useLocation();
  if (topic === "functions") return <FunctionHelp />;
  const below = navigation.below;
  const report = findReport(topic || (/^\/reports\/([^/?]+)/.exec(below)?.[1] ?? ""));
  if (report) return <ReportHelp card={report} />;
  const found = helpTopics.find((one) => one.id === topic) ?? topicOfView(below);
  return <TopicHelp {...(found ? { topic: found } : {})} />;
}

function TopicHelp({ topic }: { readonly topic?: HelpTopic }): React.JSX.Element {
  const styles = useStyles();
  const { navigation } = usePane();
  return (
    <View title={topic ? `Help: ${topic.title}` : "Help"}>
      {topic?.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <Section title="Keyboard">
        <dl className={styles.keys}>
          {helpKeys.flatMap(([keys, what]) => [
            <dt key={keys}>{keys}</dt>,
            <dd key={what} className={styles.plain}>
              {what}
            </dd>,
          ])}
        </dl>
      </Section>
      <Section title="All help">
        <RowList label="Topics">
          {helpTopics
            .filter((one) => one !== topic)
            .map((one) => (
              <Row
                key={one.id}
                title={one.title}
                onOpen={() => {
                  navigation.open(`/help/${one.id}`);
                }}
              />
            ))}
          <Row
            title="Worksheet functions"
            onOpen={() => {
              navigation.open("/help/functions");
            }}
          />
          {helpCards.map((card) => (
            <Row
              key={card.id}
              title={card.title}
              onOpen={() => {
                navigation.open(`/help/${card.id}`);
              }}
            />
          ))}
        </RowList>
      </Section>
    </View>
  );
}

/** Help of a report, from the declaration that its form and the command line are made from. */
function ReportHelp({ card }: { readonly card: ReportCard }): React.JSX.Element {
  const styles = useStyles();
  const { navigation } = usePane();
  const asked = card.parameters.filter((parameter) => !parameter.hidden);
  const wanted = { always: "Required", wanted: "Wanted", optional: "Used when it is there" } as const;
  return (
    <View title={`Help: ${card.title}`}>
      <p>{card.purpose}</p>
      <Section title="Reads">
        <RowList label="Ledgers it reads">
          {card.inputs.map((input) => (
            <Row key={input.table} title={input.table} figure={wanted[input.need]} />
          ))}
        </RowList>
      </Section>
      {asked.length > 0 ? (
        <Section title="Parameters">
          <dl className={styles.terms}>
            {asked.flatMap((parameter) => [
              <dt key={parameter.name} className={styles.term}>
                {parameter.label}
              </dt>,
              <dd key={`${parameter.name}-help`} className={styles.meaning}>
                {parameter.help}
                {choicesOf(parameter)}
              </dd>,
            ])}
          </dl>
        </Section>
      ) : null}
      {card.sheets.length > 0 ? (
        <Section title="Writes">
          <p>
            {card.sheets.length === 1 ? "The sheet" : "The sheets"}{" "}
            {card.sheets.map((sheet) => `“${sheet}”`).join(", ")}.
            {card.changes === undefined
              ? " Ledgers stay as they are."
              : " Ledgers change only when you apply it."}
          </p>
        </Section>
      ) : null}
      <Section title="Next">
        <LinkList
          links={[
            {
              label: `Open ${card.shortTitle}`,
              onClick: () => {
                navigation.open(card.id === "trace" ? "/trace" : `/reports/${card.id}`);
              },
            },
            {
              label: "All help",
              onClick: () => {
                navigation.open("/help/reports");
              },
            },
          ]}
        />
      </Section>
    </View>
  );
}

function choicesOf(parameter: ParameterDeclaration): string {
  return parameter.type === "choice" || parameter.type === "choices"
    ? ` One of: ${parameter.choices.join(", ")}.`
    : "";
}
