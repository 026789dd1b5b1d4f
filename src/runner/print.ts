/** Texts for people on a terminal: results, lists, help. */
import { reportCards } from "../engine/catalogue";
import { amountWords, withAmounts } from "../engine/messages";
import type { ParameterDeclaration, ReportCard, ResultSummary } from "../engine/report";
import { STATES } from "../engine/reports/report-sheet";
import { countOfUnit } from "../engine/reports/warning-kinds";

/** A result in the order of every result view: figure, arithmetic, what disturbs it. */
export function resultText(card: ReportCard, summary: ResultSummary): string {
  const lines = [card.title, summary.scope, ""];
  const figure = summary.headIsText ? withAmounts(summary.headFigure) : amountWords(summary.headFigure);
  lines.push(`${summary.headCaption}: ${figure}`, withAmounts(summary.context), "");
  const labels = Math.max(0, ...summary.arithmetic.map((line) => line.label.length + (line.state ? 2 : 0)));
  const amounts = summary.arithmetic.map((line) => amountWords(line.amount));
  const width = Math.max(0, ...amounts.map((amount) => amount.length));
  summary.arithmetic.forEach((line, index) => {
    const amount = (amounts[index] as string).padStart(width);
    if (line.rule) lines.push(`  ${" ".repeat(labels)}  ${"─".repeat(width)}`);
    const label = line.state ? `${STATES[line.state].sign} ${line.label}` : line.label;
    lines.push(`  ${label.padEnd(labels)}  ${amount}`);
    if (line.rule === "close") {
      const ties = line.state === "ties" || line.state === undefined;
      lines.push(`  ${" ".repeat(labels)}  ${(ties ? "═" : "━").repeat(width)}`);
    }
  });
  if (summary.warnings.length > 0) {
    lines.push("", "Warnings");
    for (const kind of summary.warnings) {
      lines.push(`  ▲ ${kind.name} (${countOfUnit(kind.count, kind.unit)}): ${withAmounts(kind.text)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The reports, one a line. */
export function listText(): string {
  const width = Math.max(...reportCards.map((card) => card.id.length));
  return reportCards.map((card) => `${card.id.padEnd(width)}  ${card.title}\n`).join("");
}

/** What a report answers, reads and takes. */
export function helpText(card: ReportCard): string {
  const lines = [`${card.title} (${card.id})`, "", card.purpose, "", "Reads"];
  for (const input of card.inputs) {
    const need = input.need === "always" ? "needed" : input.need;
    lines.push(`  ${input.table} (${need})`);
  }
  lines.push("", "Parameters");
  for (const parameter of card.parameters) {
    lines.push(
      `  --${parameter.name} ${kindText(parameter)}`,
      `      ${parameter.label}: ${parameter.help}${defaultText(parameter)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function kindText(parameter: ParameterDeclaration): string {
  switch (parameter.type) {
    case "date":
      return "<yyyy-mm-dd>";
    case "boolean":
      return "[true|false]";
    case "choice":
      return `<${parameter.choices.join(" | ")}>`;
    case "choices":
      return `<${parameter.choices.join(",")}>`;
    case "filter":
      return parameter.of === "date" ? "<date filter>" : "<filter>";
    case "entryNumbers":
      return "<n,n,…>";
    case "object":
      return "<JSON>";
    default:
      return `<${parameter.type}>`;
  }
}

function defaultText(parameter: ParameterDeclaration): string {
  const value = parameter.default;
  if (value === undefined || value === "" || value === false) return "";
  return ` Default: ${Array.isArray(value) ? value.join(",") : String(value)}.`;
}
