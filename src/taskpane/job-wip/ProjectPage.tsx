/** One project: how its recognised amounts come about, and what every WIP method would recognise. */
import { makeStyles } from "@fluentui/react-components";
import { findReport } from "../../engine/catalogue";
import { inJobWord } from "../../engine/jobs/words";
import { compareMethodsOfResult } from "../../engine/reports/job-calculate-wip/compare";
import {
  explainWipTotal,
  figureCaption,
  type Explanation,
} from "../../engine/reports/job-calculate-wip/explain";
import type { Result, WipTotalRow } from "../../engine/reports/job-calculate-wip/result";
import { isZero, minus, sumOf } from "../exact";
import { View } from "../frame/Frame";
import type { Formats } from "../format";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { Arithmetic } from "../parts/Arithmetic";
import { FigureTable } from "../parts/FigureTable";
import { HeadFigure } from "../parts/HeadFigure";
import { Caption, Card, LinkList, Section } from "../parts/layout";
import { WIP_PATH } from "./WipCalculation";

const useStyles = makeStyles({
  side: { margin: "10px 0 0", fontSize: "13px", lineHeight: "18px", fontWeight: 600 },
  formula: { margin: "2px 0 0", overflowWrap: "anywhere" },
});

export function ProjectPage({ jobNo }: { readonly jobNo: string }): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const { runs, check } = useTieoutState();
  const record = runs.get("job-calculate-wip");
  const result = record?.reply.result as unknown as Result | undefined;
  const totals = result?.wipTotals.filter((total) => total.jobNo === jobNo) ?? [];
  const job = result?.jobs.find((row) => row.jobNo === jobNo);
  const word = check?.jobWord ?? "Job";
  if (!result || !job || totals.length === 0) {
    return (
      <View title={jobNo}>
        <p>{inJobWord(`Job ${jobNo} is not in the latest calculation.`, word)}</p>
        <LinkList
          links={[
            {
              label: inJobWord(findReport("job-calculate-wip")?.shortTitle ?? "", word),
              onClick: () => {
                navigation.open(WIP_PATH);
              },
            },
          ]}
        />
      </View>
    );
  }
  const recognized = sumOf(totals.map((total) => total.calcRecogSalesAmount));
  const costs = sumOf(totals.map((total) => total.calcRecogCostsAmount));
  return (
    <View
      title={`${word} ${jobNo}`}
      scope={`up to ${formats.date(result.postingDate)}, method ${job.wipMethod}`}
    >
      <HeadFigure
        caption="Recognized sales"
        figure={formats.amount(recognized)}
        context={`recognized costs ${formats.amount(costs)}${job.jobComplete ? ", complete" : ""}`}
      />
      <Card>
        <Arithmetic
          caption="Recognized profit"
          lines={[
            { label: "Recognized sales", amount: recognized },
            { label: "Recognized costs", amount: minus("0", costs) },
            { label: "Recognized profit", amount: minus(recognized, costs), rule: "rule", strong: true },
          ]}
        />
      </Card>
      {totals.map((total) => (
        <TotalSection key={total.entryNo} result={result} total={total} single={totals.length === 1} />
      ))}
      <Methods result={result} jobNo={jobNo} />
    </View>
  );
}

function TotalSection(props: {
  readonly result: Result;
  readonly total: WipTotalRow;
  readonly single: boolean;
}): React.JSX.Element | null {
  const { result, total, single } = props;
  const explanations = explainWipTotal(result, total.entryNo);
  if (!explanations) return null;
  return (
    <Section
      title={single ? "How it comes about" : `WIP total at task ${total.jobTaskNo}`}
      caption={total.wipMethod}
    >
      {explanations.map((explanation) => (
        <Side key={explanation.side} explanation={explanation} />
      ))}
    </Section>
  );
}

/** The formula in captions, in figures, and what rounding adds. */
function Side({ explanation }: { readonly explanation: Explanation }): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { formula, spread, recognized, side, type } = explanation;
  const title = side === "costs" ? "Recognized costs" : "Recognized sales";
  return (
    <>
      <h3 className={styles.side}>
        {title}{" "}
        <span style={{ fontWeight: 400 }}>
          <Caption>{type}</Caption>
        </span>
      </h3>
      <p className={styles.formula}>
        <Caption>{formula.words}</Caption>
      </p>
      {formula.parts.length > 1 ? (
        <p className={styles.formula}>{withFigures(explanation, formats)}</p>
      ) : null}
      <Arithmetic
        caption={title}
        lines={
          isZero(spread)
            ? [{ label: onlyFigure(explanation) ?? title, amount: recognized, strong: true }]
            : [
                { label: "By the formula", amount: formula.value },
                { label: "Rounding by task", amount: spread },
                { label: title, amount: recognized, rule: "rule", strong: true },
              ]
        }
      />
    </>
  );
}

/** A formula that is one figure needs no sum: its caption is the label. */
function onlyFigure({ formula }: Explanation): string | undefined {
  const [part] = formula.parts;
  return formula.parts.length === 1 && part && "figure" in part ? figureCaption(part.figure) : undefined;
}

/** "100.00 × 10.00 ÷ 200.00 = 5.00" in the reader's figures. */
function withFigures({ formula }: Explanation, formats: Formats): string {
  const text = formula.parts
    .map((part) => {
      if ("figure" in part) return formats.amount(part.amount);
      return part.operator === "(" || part.operator === ")" ? part.operator : ` ${part.operator} `;
    })
    .join("");
  return `${text} = ${formats.amount(formula.value)}`;
}

/** All methods of the workbook on this project. */
function Methods(props: { readonly result: Result; readonly jobNo: string }): React.JSX.Element | null {
  const compared = compareMethodsOfResult(props.result).filter((one) => one.jobNo === props.jobNo);
  if (compared.length === 0) return null;
  return (
    <Section title="Every WIP method" caption="on the same figures">
      <FigureTable
        caption="What every WIP method would recognize"
        corner="Method"
        columns={["Sales", "Costs", "Profit"]}
        rows={compared.map((one) => ({
          label: one.current ? `${one.method} (set up)` : one.method,
          amounts: [one.recognizedSales, one.recognizedCosts, one.recognizedProfit],
          strong: one.current,
        }))}
      />
    </Section>
  );
}
