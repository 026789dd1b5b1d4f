/** Figures that are taken from the results of reports. Each report runs once per set of parameters. */
import { findReport } from "../catalogue";
import { canonicalJson } from "../evidence";
import type { Ledgers } from "../ledgers/ledgers";
import type { ParameterDeclaration, Report, ReportCard, ReportResult } from "../report";
import { runReport } from "../run";
import { dayText, NO_DAY, type Day } from "../values/day";
import { isNumber, type SheetTable, type SheetValue, type ValueKind } from "../../workbook/sheet";
import { figureOf, invalidValue, notAvailable, refusalError, type FigureValue } from "./answers";
import { codeArgument, dayArgument, isBlank, shown } from "./arguments";

/** Runs that are kept; a workbook asks for few different sets of parameters. */
const KEPT_RUNS = 64;

interface ReportOutcome {
  readonly report: Report;
  readonly result: ReportResult;
}

type Row = Readonly<Record<string, unknown>>;

export class ReportFigures {
  readonly #runs = new Map<string, Promise<ReportOutcome>>();
  readonly #indexes = new WeakMap<ReportResult, Map<string, ReadonlyMap<string, Row>>>();

  constructor(
    private readonly ledgers: Ledgers,
    private readonly epochOffset: number,
  ) {}

  /** The result of a report. Throws FigureError when it is refused. */
  async result(
    id: string,
    parameters: Readonly<Record<string, unknown>>,
    workDate: Day,
  ): Promise<ReportResult> {
    return (await this.#run(id, parameters, workDate)).result;
  }

  async #run(
    id: string,
    parameters: Readonly<Record<string, unknown>>,
    workDate: Day,
  ): Promise<ReportOutcome> {
    const key = canonicalJson([id, parameters, workDate]);
    let running = this.#runs.get(key);
    if (!running) {
      running = this.#start(id, parameters, workDate);
      this.#runs.set(key, running);
      for (const oldest of this.#runs.keys()) {
        if (this.#runs.size <= KEPT_RUNS) break;
        this.#runs.delete(oldest);
      }
    }
    return running;
  }

  async #start(
    id: string,
    parameters: Readonly<Record<string, unknown>>,
    workDate: Day,
  ): Promise<ReportOutcome> {
    const run = await runReport(id, this.ledgers, parameters, { workDate });
    const { result } = run.outcome;
    if (run.refused) {
      const { error } = result as { readonly error?: { readonly code: string; readonly message: string } };
      throw refusalError(error?.code ?? "", error?.message ?? "The report was refused.");
    }
    return { report: run.report, result };
  }

  /** The element of a result's list whose field has a value; the list is indexed once. */
  find(result: ReportResult, list: string, field: string, value: string): Row | undefined {
    let indexes = this.#indexes.get(result);
    if (!indexes) {
      indexes = new Map();
      this.#indexes.set(result, indexes);
    }
    const key = `${list}/${field}`;
    let index = indexes.get(key);
    if (!index) {
      const rows = (result[list] ?? []) as readonly Row[];
      index = new Map(rows.map((row) => [String(row[field]), row]));
      indexes.set(key, index);
    }
    return index.get(value);
  }

  /** The main table of a report's sheet as rows, headers first. */
  async table(id: string, given: readonly unknown[], workDate: Day): Promise<FigureValue[][]> {
    const card = findReport(id);
    if (!card) throw invalidValue(`No report is called ${shown(id)}.`);
    const parameters = parametersOf(card, given, this.epochOffset);
    const { report, result } = await this.#run(id, parameters, workDate);
    const sheets = report.layout(result, {
      company: "",
      currency: "",
      jobWord: "Job",
      parameters,
      evidence: [],
      stamp: "",
      engineVersion: "",
      runAt: "",
      paper: "A4",
    });
    const main = sheets[0]?.tables[0];
    if (!main) throw notAvailable(`${card.title} has no table.`);
    return tableRows(main);
  }
}

/** Names and values that follow each other → parameters of a report. */
function parametersOf(
  card: ReportCard,
  given: readonly unknown[],
  epochOffset: number,
): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (let i = 0; i < given.length; i += 2) {
    if (isBlank(given[i]) && isBlank(given[i + 1])) continue;
    const name = typeof given[i] === "string" ? (given[i] as string).trim().toLowerCase() : "";
    const parameter = card.parameters.find(
      (candidate) => candidate.name.toLowerCase() === name || candidate.label.toLowerCase() === name,
    );
    if (!parameter) throw invalidValue(`${shown(given[i])} is not a parameter of ${card.title}.`);
    parameters[parameter.name] = parameterValue(parameter, given[i + 1], epochOffset);
  }
  return parameters;
}

function parameterValue(parameter: ParameterDeclaration, value: unknown, epochOffset: number): unknown {
  if (isBlank(value)) return undefined;
  if (parameter.type === "date") {
    const day = dayArgument(value, parameter.name, epochOffset);
    return day === NO_DAY ? undefined : dayText(day);
  }
  if (parameter.type === "code" || parameter.type === "filter") {
    return typeof value === "number" ? codeArgument(value, parameter.name) : value;
  }
  if (parameter.type === "object") throw invalidValue(`${parameter.name} cannot be given in a cell.`);
  return value;
}

function tableRows(table: SheetTable): FigureValue[][] {
  const rows = table.columns[0]?.values.length ?? 0;
  const lines: FigureValue[][] = [table.columns.map((column) => column.header)];
  for (let row = 0; row < rows; row += 1) {
    lines.push(table.columns.map((column) => cellValue(column.values[row] ?? null, column.kind)));
  }
  return lines;
}

function cellValue(value: SheetValue, kind: ValueKind): FigureValue {
  if (value === null) return "";
  if (typeof value === "string" && isNumber(kind) && /^-?\d+(\.\d+)?$/.test(value)) return figureOf(value);
  return value;
}
