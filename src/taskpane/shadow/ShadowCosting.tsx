/** Shadow costing: what inventory would be under another method, over the months, and where the cost would be. */
import { Checkbox, makeStyles } from "@fluentui/react-components";
import { useState } from "react";
import type { ShadowCostingResult, ShadowFigures } from "../../engine/reports/shadow-costing/result";
import { approximately, isZero, magnitude, minus, sumOf } from "../exact";
import { View } from "../frame/Frame";
import type { Formats } from "../format";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { LineChart } from "../parts/Chart";
import { axisFigure, axisOf } from "../parts/chart-scale";
import { FigureTable, type FigureRow } from "../parts/FigureTable";
import { HeadFigure } from "../parts/HeadFigure";
import { Caption, Section } from "../parts/layout";
import { StaleLine } from "../parts/StaleLine";
import { NextSteps, ResultActions, StampLine, Warnings } from "../report/Result";
import type { ResultPageProps } from "../report/special-results";

const METHODS = ["FIFO", "LIFO", "Average", "Standard"] as const;

/** Lines beside today’s method. */
const MOST_LINES = 2;

const FIGURES: readonly { readonly field: keyof ShadowFigures; readonly label: string }[] = [
  { field: "inventoryValue", label: "Inventory value" },
  { field: "cogs", label: "Cost of goods sold" },
  { field: "otherIssues", label: "Other issues" },
  { field: "rounding", label: "Rounding" },
  { field: "variance", label: "Variance" },
];

const useStyles = makeStyles({
  methods: { display: "flex", flexWrap: "wrap", columnGap: "8px", marginTop: "4px", marginLeft: "-8px" },
});

export function ShadowCosting(props: ResultPageProps): React.JSX.Element {
  const formats = useFormats();
  const { record, card } = props;
  const { summary } = record.reply;
  const own = record.reply.result as unknown as ShadowCostingResult;
  const [results, setResults] = useState<ReadonlyMap<string, ShadowCostingResult>>(
    new Map([[own.method, own]]),
  );
  const [chosen, setChosen] = useState<readonly string[]>([own.method]);
  const shown = chosen.flatMap((method) => results.get(method) ?? []);
  const [first = own] = shown;
  const now = methodNow(own);
  return (
    <View
      title={card.shortTitle}
      scope={formats.words(summary?.scope ?? "")}
      actions={<ResultActions {...props} />}
    >
      <StaleLine record={record} />
      <HeadFigure
        caption={`Under ${first.method}, inventory would be`}
        figure={changeWords(first, formats)}
        context={`${formats.amount(first.totals.shadow.inventoryValue)} instead of ${formats.amount(first.totals.actual.inventoryValue)}`}
      />
      <MonthChart now={now} own={own} shown={shown.length > 0 ? shown : [own]} />
      <Methods
        props={props}
        now={now}
        chosen={chosen}
        onChosen={setChosen}
        results={results}
        onResult={(result) => {
          setResults((before) => new Map([...before, [result.method, result]]));
        }}
      />
      <Comparison now={now} result={first} />
      {summary ? <Warnings kinds={summary.warnings} /> : null}
      {summary ? <NextSteps summary={summary} /> : null}
      <StampLine {...props} />
    </View>
  );
}

/** "FIFO (now)", or "Now" where items have different methods. */
function methodNow(result: ShadowCostingResult): string {
  const methods = [...new Set(result.items.map((item) => item.actualMethod))];
  return methods.length === 1 ? `${methods[0] ?? ""} (now)` : "Now";
}

/** "2,538.45 lower". */
function changeWords(result: ShadowCostingResult, formats: Formats): string {
  const change = result.totals.difference.inventoryValue;
  if (isZero(change)) return "the same";
  return `${formats.amount(magnitude(change))} ${change.startsWith("-") ? "lower" : "higher"}`;
}

function MonthChart(props: {
  readonly now: string;
  readonly own: ShadowCostingResult;
  readonly shown: readonly ShadowCostingResult[];
}): React.JSX.Element | null {
  const formats = useFormats();
  const { check } = useTieoutState();
  const { own, shown, now } = props;
  if (own.months.length < 2) return null;
  const series = [
    { name: now, values: own.months.map((month) => approximately(month.actual)) },
    ...shown.map((result) => ({
      name: result.method,
      values: result.months.map((month) => approximately(month.shadow)),
    })),
  ];
  const scale = axisOf(
    series.flatMap((one) => one.values),
    false,
  );
  const from = axisFigure(scale.from, scale, formats.locale);
  const thousands = from.endsWith("k");
  const caption = [
    [check?.currency ?? "", thousands ? "thousand" : ""].filter(Boolean).join(" "),
    scale.from === 0 ? "" : `axis from ${from.replace(/k$/, "")}`,
  ].filter(Boolean);
  const last = own.months.at(-1);
  const ends = [
    `${now} ${formats.amount(last?.actual ?? "0")}`,
    ...shown.map((result) => `${result.method} ${formats.amount(result.months.at(-1)?.shadow ?? "0")}`),
  ];
  return (
    <Section title="Inventory value by month" caption={caption.join(", ")}>
      <LineChart
        months={own.months.map((month) => month.month)}
        series={series}
        label={`Inventory value by month. At the end of ${formats.month(last?.month ?? "")}: ${ends.join(", ")}.`}
      />
    </Section>
  );
}

/** Which methods are shown. A method is computed when it is first chosen. */
function Methods(all: {
  readonly props: ResultPageProps;
  readonly now: string;
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
  readonly results: ReadonlyMap<string, ShadowCostingResult>;
  readonly onResult: (result: ShadowCostingResult) => void;
}): React.JSX.Element {
  const styles = useStyles();
  const { application, announce } = usePane();
  const { card, record } = all.props;
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map());
  const [busy, setBusy] = useState("");
  const { chosen } = all;
  const choose = async (method: string): Promise<void> => {
    if (!all.results.has(method)) {
      setBusy(method);
      const reply = await application.compute(card.id, { ...record.parameters, method });
      setBusy("");
      if (reply.refused) {
        const reason = reply.error?.message ?? `${method} cannot be computed.`;
        setReasons((before) => new Map([...before, [method, reason]]));
        announce(reason, "assertive");
        return;
      }
      all.onResult(reply.result as unknown as ShadowCostingResult);
    }
    all.onChosen([...chosen, method]);
  };
  const offered = METHODS.filter((method) => all.now !== `${method} (now)`);
  return (
    <>
      <div className={styles.methods} role="group" aria-label="Methods">
        {offered.map((method) => {
          const checked = chosen.includes(method);
          const full = chosen.length >= MOST_LINES && !checked;
          const last = checked && chosen.length === 1;
          const reason = reasons.get(method);
          return (
            <Checkbox
              key={method}
              label={busy === method ? `${method}…` : method}
              checked={checked}
              disabled={full || last || busy !== "" || reason !== undefined}
              {...(reason ? { title: reason } : last ? { title: "One method stays chosen" } : {})}
              onChange={() => {
                if (checked) all.onChosen(chosen.filter((one) => one !== method));
                else void choose(method);
              }}
            />
          );
        })}
      </div>
      {[...reasons].map(([method, reason]) => (
        <p key={method} style={{ margin: "2px 0 0" }}>
          <Caption>{reason}</Caption>
        </p>
      ))}
    </>
  );
}

/** Where the cost is: now, under the method, and the change. */
function Comparison(props: {
  readonly now: string;
  readonly result: ShadowCostingResult;
}): React.JSX.Element {
  const formats = useFormats();
  const { check } = useTieoutState();
  const { result, now } = props;
  const { actual, shadow } = result.totals;
  const compared = (label: string, from: string, to: string): FigureRow => ({
    label,
    amounts: [from, to, minus(to, from)],
  });
  const rows = FIGURES.filter(
    ({ field }) => field !== "variance" || !isZero(actual.variance) || !isZero(shadow.variance),
  ).map(({ field, label }) => compared(label, actual[field], shadow[field]));
  const ownNow = sumOf(FIGURES.map(({ field }) => actual[field]));
  const ownThen = sumOf(FIGURES.map(({ field }) => shadow[field]));
  // With a window, issues before it are in neither side's figures: the sums mean nothing then.
  const windowed = result.startDate !== "";
  const same = isZero(minus(ownNow, ownThen));
  const all: readonly FigureRow[] = windowed
    ? rows
    : [
        ...rows,
        { ...compared(same ? "Own costs" : "Together", ownNow, ownThen), total: same ? "double" : "rule" },
      ];
  const revalued = sumOf(result.items.map((item) => item.ignoredRevaluation));
  const remark = windowed
    ? ""
    : same
      ? "The total is the same under every method: only the split between stock and cost of sales moves."
      : isZero(revalued)
        ? ""
        : `Revaluations of ${formats.amount(revalued)} belong to today’s method and are left out of the other.`;
  return (
    <Section title="Where the cost is" caption={`${now} against ${result.method}`}>
      <FigureTable
        caption={`Cost ${now} against ${result.method}`}
        corner={check?.currency || "Figure"}
        columns={[now, result.method, "Change"]}
        rows={all}
      />
      {remark ? (
        <p style={{ margin: "8px 0 0" }}>
          <Caption>{remark}</Caption>
        </p>
      ) : null}
    </Section>
  );
}
