/** The common frame of results with pages of their own: head figure and arithmetic first, then the page's own blocks. */
import type { ReactNode } from "react";
import { View } from "../frame/Frame";
import { useFormats } from "../format-context";
import { Arithmetic } from "../parts/Arithmetic";
import { HeadFigure } from "../parts/HeadFigure";
import { Card } from "../parts/layout";
import { StaleLine } from "../parts/StaleLine";
import { NextSteps, ResultActions, StampLine, Warnings } from "./Result";
import type { ResultPageProps } from "./special-results";

export function ResultPage(
  props: ResultPageProps & {
    readonly title?: string;
    /** Messages above everything. */
    readonly above?: ReactNode;
    /** Blocks between the arithmetic and the warnings. */
    readonly children: ReactNode;
    /** Dialogs and the like. */
    readonly below?: ReactNode;
    readonly actions?: ReactNode;
    readonly headFigure?: string;
    /** Set to leave the arithmetic out, where the page has its own. */
    readonly withoutArithmetic?: boolean;
  },
): React.JSX.Element {
  const formats = useFormats();
  const { record, card } = props;
  const { summary } = record.reply;
  if (!summary) return <View title={props.title ?? card.shortTitle}>{props.children}</View>;
  const figure = summary.headIsText ? formats.words(summary.headFigure) : formats.amount(summary.headFigure);
  return (
    <View
      title={props.title ?? card.shortTitle}
      scope={formats.words(summary.scope)}
      actions={props.actions ?? <ResultActions {...props} />}
    >
      {props.above}
      <StaleLine record={record} />
      <HeadFigure
        caption={summary.headCaption}
        figure={props.headFigure ?? figure}
        context={formats.words(summary.context)}
      />
      {summary.arithmetic.length > 0 && !props.withoutArithmetic ? (
        <Card>
          <Arithmetic
            caption={`How ${summary.headCaption} comes about`}
            lines={summary.arithmetic.map((line) => ({ ...line, label: formats.words(line.label) }))}
          />
        </Card>
      ) : null}
      {props.children}
      <Warnings kinds={summary.warnings} />
      <NextSteps summary={summary} />
      <StampLine {...props} />
      {props.below}
    </View>
  );
}
