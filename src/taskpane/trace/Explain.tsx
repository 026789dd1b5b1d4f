/** Explain unit cost: what is posted, what it should be, and how the figure comes about, newest first. */
import { Button, Link, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import type { TieoutApplication } from "../../application/types";
import { entryIsGone } from "../attempt";
import { isZero, magnitude, minus, productOf, sumOf } from "../exact";
import { View } from "../frame/Frame";
import type { Formats } from "../format";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { Arithmetic, type PaneLine } from "../parts/Arithmetic";
import { Caption, Card, Section } from "../parts/layout";
import { Loading } from "../parts/Loading";
import { MessagePanel } from "../parts/MessagePanel";
import { explainPath } from "./address";
import {
  CannotExplain,
  earlierStop,
  explainEntry,
  orderLines,
  poolLines,
  sourceLines,
  type Explained,
  type Source,
  type Stop,
  type StopLine,
} from "./explanation";

const useStyles = makeStyles({
  chain: { listStyleType: "none", margin: 0, padding: 0 },
  stop: {
    position: "relative",
    padding: "4px 0 16px 24px",
    "::before": {
      content: '""',
      position: "absolute",
      left: "1px",
      top: "9px",
      width: "6px",
      height: "6px",
      border: `2px solid ${tokens.colorBrandStroke1}`,
      borderRadius: "50%",
      "@media (forced-colors: active)": { borderTopColor: "CanvasText" },
    },
    ":not(:last-child)::after": {
      content: '""',
      position: "absolute",
      left: "5px",
      top: "22px",
      bottom: "-6px",
      borderLeft: `1px solid ${tokens.colorNeutralStroke1}`,
    },
  },
  head: {
    display: "flex",
    justifyContent: "space-between",
    gap: "8px",
    fontWeight: 600,
    margin: 0,
    fontSize: "13px",
    lineHeight: "18px",
  },
  figure: { whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" },
});

/** Stops that are read at once; each is a computation of its own. */
const FIRST_STOPS = 2;
const STOPS_AT_ONCE = 5;

/** The item ledger entry of the selected row. */
async function selectedEntry(application: TieoutApplication): Promise<number | undefined> {
  const selection = await application.selection();
  return selection.kind === "entry" && selection.table === "Item Ledger Entries"
    ? selection.entryNo
    : undefined;
}

/** The chain with up to `count` earlier stops. */
async function readStops(
  application: TieoutApplication,
  before: readonly Stop[],
  count: number,
): Promise<readonly Stop[]> {
  const chain = [...before];
  for (let more = 0; more < count; more += 1) {
    const last = chain.at(-1);
    const earlier = last && (await earlierStop(application, last));
    if (!earlier) break;
    chain.push(earlier);
  }
  return chain;
}

export function Explain(props: { readonly given?: Readonly<Record<string, unknown>> }): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { application, attempt, announce } = usePane();
  const [explained, setExplained] = useState<Explained>();
  const [stops, setStops] = useState<readonly Stop[]>([]);
  const [problem, setProblem] = useState("");
  const [reading, setReading] = useState(false);
  const entryNo = Number.isSafeInteger(props.given?.entryNo) ? (props.given?.entryNo as number) : undefined;
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const number = entryNo ?? (await selectedEntry(application));
      if (number === undefined) {
        if (current) setProblem("Select a row of Item Ledger Entries and press Explain Cost.");
        return;
      }
      const found = await explainEntry(application, number);
      if (!current) return;
      setExplained(found);
      setStops([found.stop]);
      announce(
        `Cost of entry ${number}: posted ${formats.amount(found.posted)}, should be ${formats.amount(found.stop.explanation.target)}.`,
      );
      if (found.stop.explanation.valuedBy !== "average") return;
      const chain = await readStops(application, [found.stop], FIRST_STOPS - 1);
      if (current) setStops(chain);
    };
    read().catch((error: unknown) => {
      if (!current) return;
      const message =
        error instanceof CannotExplain || error instanceof Error ? error.message : String(error);
      setProblem(message);
      announce(message, "assertive");
    });
    return () => {
      current = false;
    };
    // The address names the entry; the page is made anew for every address.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [application, entryNo]);

  if (!explained) {
    return (
      <View title="Explain unit cost">
        {problem ? (
          <MessagePanel intent="error">{problem}</MessagePanel>
        ) : (
          <Loading label="Explaining the cost" rows={5} />
        )}
      </View>
    );
  }
  const { stop, result, itemNo } = explained;
  const oldest = stops.at(-1)?.explanation;
  const goesOn = oldest?.openingEntryNo !== undefined && !isZero(oldest.openingQuantity ?? "0");
  return (
    <View
      title="Explain unit cost"
      scope={scopeOf(explained, formats)}
      actions={
        <>
          <Button
            appearance="primary"
            onClick={() => {
              attempt(
                application.goToEntry("Item Ledger Entries", explained.entryNo),
                entryIsGone("Item Ledger Entries", explained.entryNo),
              );
            }}
          >
            Go to row
          </Button>
          <Button
            onClick={() => {
              attempt(
                application.run(
                  "adjust-cost",
                  { mode: "check", explain: [explained.entryNo] },
                  { activate: true },
                ),
              );
            }}
          >
            Write to sheet
          </Button>
        </>
      }
    >
      <Posted explained={explained} />
      <Section title={`How ${headCost(stop, formats)} comes about`} caption={methodWords(explained)}>
        {explained.costingMethod === "Standard" && stop.explanation.valuedBy === "application" ? (
          <p style={{ margin: "6px 0 0" }}>
            The item is valued at standard cost: every issue carries the standard of its receipt.
          </p>
        ) : (
          <ol className={styles.chain} aria-label="Where the cost comes from">
            {stops.map((one, index) => (
              <StopBlock key={one.entryNo} stop={one} next={stops[index - 1]} />
            ))}
          </ol>
        )}
        {goesOn && stops.length >= FIRST_STOPS ? (
          <Link
            as="button"
            disabled={reading}
            onClick={() => {
              setReading(true);
              readStops(application, stops, STOPS_AT_ONCE)
                .then(setStops, (error: unknown) => {
                  setProblem(error instanceof Error ? error.message : String(error));
                })
                .finally(() => {
                  setReading(false);
                });
            }}
          >
            {reading ? "Reading…" : "Show earlier"}
          </Link>
        ) : null}
      </Section>
      {itemNo ? <Corrections itemNo={itemNo} differences={result.differences} /> : null}
    </View>
  );
}

/** "Item Ledger Entry 31377 · Sale of A-40 Dynamo, 3 Jan 2026". */
function scopeOf({ entry, entryNo }: Explained, formats: Formats): string {
  if (!entry) return `Item Ledger Entry ${entryNo}`;
  const item = [entry.itemNo, entry.itemDescription].filter(Boolean).join(" ");
  return `Item Ledger Entry ${entryNo} · ${entry.entryType} of ${item}, ${formats.date(entry.postingDate)}`;
}

/** Posted now, should be, to adjust. */
function Posted({ explained }: { readonly explained: Explained }): React.JSX.Element {
  const formats = useFormats();
  const { posted, stop } = explained;
  const { target, quantity } = stop.explanation;
  const rest = minus(target, posted);
  const ties = isZero(rest);
  const unit = unitCostOf(stop, formats);
  return (
    <Card>
      <Arithmetic
        caption="Posted cost against the cost it should carry"
        lines={[
          { label: "Posted now", amount: posted },
          {
            label: unit ? `Should be, ${formats.quantity(magnitude(quantity))} × ${unit}` : "Should be",
            amount: target,
          },
          {
            label: ties ? "Ties" : "To adjust",
            amount: rest,
            rule: "close",
            strong: true,
            state: ties ? "ties" : "explained",
          },
        ]}
      />
    </Card>
  );
}

/** The average of a pool, where it gives the target when rounded; else the target is a sum of portions. */
function unitCostOf(stop: Stop, formats: Formats): string {
  const { averageUnitCost, quantity, target } = stop.explanation;
  if (!averageUnitCost) return "";
  const product = productOf(magnitude(quantity), averageUnitCost);
  return formats.amount(product) === formats.amount(magnitude(target))
    ? formats.unitCost(averageUnitCost)
    : "";
}

/** The cost that the section explains: of one piece, or of the whole entry. */
function headCost(stop: Stop, formats: Formats): string {
  return unitCostOf(stop, formats) || formats.amount(stop.explanation.target);
}

function methodWords({ costingMethod, stop }: Explained): string {
  const { periodStart, periodEnd, valuedBy } = stop.explanation;
  if (valuedBy !== "average" || !periodStart || !periodEnd) return costingMethod;
  if (periodStart === periodEnd) return `${costingMethod}, by day`;
  return isMonth(periodStart, periodEnd) ? `${costingMethod}, by month` : `${costingMethod}, by period`;
}

function isMonth(start: string, end: string): boolean {
  const next = new Date(`${end}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return start.endsWith("-01") && next.getUTCDate() === 1 && start.slice(0, 7) === end.slice(0, 7);
}

function periodWords(stop: Stop, formats: Formats): string {
  const { periodStart = "", periodEnd = "" } = stop.explanation;
  if (periodStart === periodEnd) return formats.date(periodStart);
  return isMonth(periodStart, periodEnd)
    ? formats.month(periodStart.slice(0, 7))
    : `${formats.date(periodStart)} – ${formats.date(periodEnd)}`;
}

function StopBlock(props: { readonly stop: Stop; readonly next: Stop | undefined }): React.JSX.Element {
  const formats = useFormats();
  const { stop, next } = props;
  const { explanation } = stop;
  const { target, poolCost = "0", poolQuantity = "0", averageUnitCost = "" } = explanation;
  switch (explanation.valuedBy) {
    case "average":
      return (
        <StopFrame
          title={`Average of ${periodWords(stop, formats)}`}
          figure={averageUnitCost ? formats.unitCost(averageUnitCost) : ""}
          words={
            isZero(poolQuantity)
              ? "Nothing in stock to average; the entry keeps its cost."
              : `${formats.amount(poolCost)} ÷ ${formats.quantity(poolQuantity)}`
          }
        >
          <StopArithmetic
            caption="Pool of the period"
            lines={poolLines(stop, next, next ? periodWords(next, formats) : "")}
          />
        </StopFrame>
      );
    case "order":
      return <OrderStop stop={stop} />;
    case "own":
      return (
        <StopFrame
          title="Its own cost"
          figure={formats.amount(target)}
          words="It takes its cost from no other entry."
        >
          <Arithmetic
            caption="Value entries"
            lines={[
              ...stop.valueEntries.map((entry) => ({
                label: `Value entry ${entry.entryNo}`,
                caption: [entry.entryType, formats.dayAndMonth(entry.postingDate)].join(", "),
                amount: sumOf([entry.costAmountActual, entry.costAmountExpected]),
              })),
              {
                label: "Together",
                amount: sumOf(
                  stop.valueEntries.flatMap((entry) => [entry.costAmountActual, entry.costAmountExpected]),
                ),
                rule: "rule" as const,
              },
            ]}
          />
        </StopFrame>
      );
    default:
      return (
        <StopFrame
          title={APPLIED[explanation.valuedBy] ?? "Applied"}
          figure={formats.amount(target)}
          words=""
        >
          <StopArithmetic caption="Entries it takes its cost from" lines={sourceLines(stop)} portions />
        </StopFrame>
      );
  }
}

const APPLIED: Readonly<Record<string, string>> = {
  application: "Applied to",
  transfer: "Transferred from",
  reversal: "Takes back",
};

function OrderStop({ stop }: { readonly stop: Stop }): React.JSX.Element {
  const formats = useFormats();
  const { order, explanation } = stop;
  if (!order)
    return <StopFrame title="Finished order" figure={formats.amount(explanation.target)} words="" />;
  return (
    <StopFrame
      title={`Order ${order.orderNo}`}
      figure={formats.amount(explanation.target)}
      words={`${formats.quantity(magnitude(explanation.quantity))} of ${formats.quantity(order.outputQuantity)} put out`}
    >
      <StopArithmetic caption={`Cost of order ${order.orderNo}`} lines={orderLines(stop)} />
    </StopFrame>
  );
}

function StopFrame(props: {
  readonly title: string;
  readonly figure: string;
  readonly words: string;
  readonly children?: ReactNode;
}): React.JSX.Element {
  const styles = useStyles();
  return (
    <li className={styles.stop}>
      <h3 className={styles.head}>
        <span>{props.title}</span>
        <span className={styles.figure}>{props.figure}</span>
      </h3>
      {props.words ? <Caption>{props.words}</Caption> : null}
      {props.children}
    </li>
  );
}

function StopArithmetic(props: {
  readonly caption: string;
  readonly lines: readonly StopLine[];
  /** Quantities are portions of the source: "4 of 10". */
  readonly portions?: boolean;
}): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  return (
    <Arithmetic
      caption={props.caption}
      lines={props.lines.map((line): PaneLine => {
        const { source } = line;
        return {
          label: source ? sourceName(source) : line.label,
          amount: line.amount,
          ...(line.rule ? { rule: line.rule } : {}),
          caption: [
            source?.node ? formats.dayAndMonth(source.node.postingDate) : "",
            line.quantity === undefined ? "" : quantityWords(line.quantity, source, props.portions, formats),
          ]
            .filter(Boolean)
            .join(", "),
          ...(source
            ? {
                onOpen: () => {
                  navigation.open(explainPath(source.entryNo));
                },
              }
            : {}),
        };
      })}
    />
  );
}

function sourceName(source: Source): string {
  return `${source.node?.entryType || "Entry"} ${source.entryNo}`;
}

function quantityWords(
  quantity: string,
  source: Source | undefined,
  portions: boolean | undefined,
  formats: Formats,
): string {
  const own = formats.quantity(magnitude(quantity));
  return portions && source?.node ? `${own} of ${formats.quantity(magnitude(source.node.quantity))}` : own;
}

/** All corrections of the item: they may cancel out, and are still to be made. */
function Corrections(props: {
  readonly itemNo: string;
  readonly differences: Explained["result"]["differences"];
}): React.JSX.Element | null {
  const formats = useFormats();
  const { navigation } = usePane();
  const own = props.differences.filter((difference) => difference.itemNo === props.itemNo);
  if (own.length === 0) return null;
  const deltas = own.map((difference) => sumOf([difference.deltaActual, difference.deltaExpected]));
  const shown = 12;
  return (
    <Section title={`All corrections of ${props.itemNo}`}>
      <Arithmetic
        caption={`All corrections of ${props.itemNo}`}
        lines={[
          ...own.slice(0, shown).map((difference, index) => ({
            label: `${difference.entryType} ${difference.entryNo}`,
            caption: formats.date(difference.postingDate),
            amount: deltas[index] ?? "0",
            onOpen: () => {
              navigation.open(explainPath(difference.entryNo));
            },
          })),
          ...(own.length > shown
            ? [{ label: `${formats.count(own.length - shown)} more`, amount: sumOf(deltas.slice(shown)) }]
            : []),
          { label: "Net", amount: sumOf(deltas), rule: "rule" as const, strong: true },
        ]}
      />
    </Section>
  );
}
