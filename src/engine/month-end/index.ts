/** Month-end in one go: checklist, ties between reports, binder. */
export { monthEndSteps, monthOf, previewDocumentNo, type Month, type MonthEndStep } from "./steps";
export {
  monthWords,
  runMonthEnd,
  standardMonth,
  STATE_WORDS,
  type MonthEnd,
  type StepOutcome,
  type StepProgress,
} from "./run";
export { binderSheet, earlierBinder, sinceLastBinder, type EarlierStep } from "./binder";
export { monthEndSheets } from "./sheets";
