/** Trace, put together. */
import type { ReportInput } from "../../ledgers/check";
import { defineReport } from "../../report";
import { layout } from "./layout";
import { card } from "./parameters";
import { run, type Parameters, type Result } from "./run";
import { readStart } from "./start";
import { summary } from "./summary";

/** A start at a G/L entry needs G/L Entries and the relation. */
function inputs({ start }: Parameters): readonly ReportInput[] {
  const read = readStart(start);
  if (!("table" in read) || read.table !== "G/L Entries") return card.inputs;
  return card.inputs.map((input) =>
    input.table === "G/L Entries" || input.table === "G/L - Item Ledger Relation"
      ? { ...input, need: "always" as const }
      : input,
  );
}

export const report = defineReport<Parameters, Result>({
  card,
  checkParameters: ({ start }) => {
    readStart(start);
  },
  inputs,
  run,
  summary,
  layout,
});
