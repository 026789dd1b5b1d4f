/** One cause of a difference: what it is, what to do, and its entries, which add up to its amount. */
import { Button, Link } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import type { Drill, DrillEntry } from "../../engine/report";
import { findReport } from "../../engine/catalogue";
import { CAUSE_TEXTS } from "../../engine/reports/inventory-gl-reconciliation/messages";
import { rowName } from "../../engine/reports/inventory-gl-reconciliation/rows";
import type { Result as Proof } from "../../engine/reports/inventory-gl-reconciliation/run";
import { sumOf } from "../exact";
import { View } from "../frame/Frame";
import { counted, type Formats } from "../format";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { Arithmetic } from "../parts/Arithmetic";
import { HeadFigure } from "../parts/HeadFigure";
import { Loading } from "../parts/Loading";
import { Caption, Card, LinkList, Row, RowList, Section } from "../parts/layout";
import { tracePath } from "../trace/address";

const ID = "inventory-gl-reconciliation";
/** Entries shown at first; "Show 50 more" adds as many. */
const STEP = 50;

type Cause = keyof typeof CAUSE_TEXTS;

export function CausePage(props: { readonly row: string; readonly cause: string }): React.JSX.Element {
  const formats = useFormats();
  const { application, navigation } = usePane();
  const { runs } = useTieoutState();
  const [drill, setDrill] = useState<Drill | "none">();
  const record = runs.get(ID);
  const cause = Object.hasOwn(CAUSE_TEXTS, props.cause) ? (props.cause as Cause) : undefined;
  const result = record?.reply.result as Proof | undefined;
  const item = result?.reconcilingItems?.find((one) => one.row === props.row && one.cause === cause);
  useEffect(() => {
    let current = true;
    const figure = { row: props.row, field: "difference", cause: props.cause };
    void application.entriesBehind(ID, figure).then((found) => {
      if (current) setDrill(found ?? "none");
    });
    return () => {
      current = false;
    };
  }, [application, props.row, props.cause, record]);
  if (!record || !cause || !item) {
    return (
      <View title={findReport(ID)?.shortTitle ?? ""}>
        <p>This cause is not in the latest proof.</p>
        <LinkList
          links={[
            {
              label: "Back to the proof",
              onClick: () => {
                navigation.open(`/reports/${ID}`);
              },
            },
          ]}
        />
      </View>
    );
  }
  const text = CAUSE_TEXTS[cause];
  const count = Math.max(item.valueEntryNos.length, item.glEntryNos.length);
  return (
    <View
      title={text.name}
      scope={rowName(props.row)}
      actions={
        cause === "NOT_POSTED" ? (
          <Button
            appearance="primary"
            onClick={() => {
              navigation.open("/reports/post-inventory-cost");
            }}
          >
            Post inventory cost
          </Button>
        ) : undefined
      }
    >
      <HeadFigure
        caption="Part of the difference"
        figure={formats.amount(item.amount)}
        context={count > 0 ? counted(formats, count, "entries") : ""}
      />
      <p style={{ margin: "12px 0 4px" }}>{text.what}</p>
      <p style={{ margin: 0 }}>
        <Caption>{text.next}</Caption>
      </p>
      {drill === undefined ? (
        <Loading label="Reading entries" rows={Math.min(6, Math.max(1, count))} />
      ) : drill === "none" || drill.entries.length === 0 ? null : (
        <Entries drill={drill} amount={item.amount} />
      )}
    </View>
  );
}

function Entries({ drill, amount }: { readonly drill: Drill; readonly amount: string }): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const [shown, setShown] = useState(STEP);
  const { entries } = drill;
  const rest = entries.slice(shown);
  const more = Math.min(STEP, rest.length);
  return (
    <Section title="Entries" caption="Value entry and G/L entry">
      <RowList label="Entries of the cause">
        {entries.slice(0, shown).map((entry) => {
          const words = entryWords(entry, formats);
          return (
            <Row
              key={`${entry.table}${entry.entryNo}${String(entry.columns["G/L Entry No."] ?? "")}`}
              title={words.title}
              detail={words.detail}
              figure={formats.amount(entry.amount)}
              label={`Trace ${words.title}, ${words.detail}, ${formats.amount(entry.amount)}`}
              onOpen={() => {
                navigation.open(tracePath({ table: entry.table, entryNo: entry.entryNo }));
              }}
            />
          );
        })}
      </RowList>
      {more > 0 ? (
        <p style={{ margin: "8px 0 0" }}>
          <Link
            as="button"
            onClick={() => {
              setShown(shown + STEP);
            }}
          >
            Show {formats.count(more)} more
          </Link>{" "}
          <Caption>{counted(formats, rest.length, "entries")} not shown</Caption>
        </p>
      ) : null}
      <Card>
        <Arithmetic
          caption="Sum of the entries"
          lines={[
            ...(rest.length > 0
              ? [
                  {
                    label: `${formats.count(shown)} entries shown`,
                    amount: sumOf(entries.slice(0, shown).map((one) => one.amount)),
                  },
                  {
                    label: `${formats.count(rest.length)} not shown`,
                    amount: sumOf(rest.map((one) => one.amount)),
                  },
                ]
              : []),
            { label: counted(formats, entries.length, "entries"), amount, rule: "rule", strong: true },
          ]}
        />
      </Card>
    </Section>
  );
}

/** Both entries on the first line; date, document and item on the second. */
function entryWords(
  entry: DrillEntry,
  formats: Formats,
): { readonly title: string; readonly detail: string } {
  const text = (caption: string): string => String(entry.columns[caption] ?? "");
  const isValue = entry.table === "Value Entries";
  const gl = text("G/L Entry No.");
  return {
    title: isValue
      ? `Value ${entry.entryNo}${gl ? ` · G/L ${gl}` : ""}`
      : `G/L ${entry.entryNo}${text("G/L Account No.") ? ` · account ${text("G/L Account No.")}` : ""}`,
    detail: [
      formats.date(text("Posting Date")),
      text("Document No."),
      ...(isValue
        ? [
            [text("Entry Type"), text("Item Ledger Entry Type")].filter(Boolean).join(" of "),
            text("Item No."),
          ]
        : [text("Description")]),
    ]
      .filter(Boolean)
      .join(" · "),
  };
}
