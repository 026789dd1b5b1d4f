/** Command line → what to do. Flags of reports are derived from their declarations. */
import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { reportCards } from "../engine/catalogue";
import type { ParameterDeclaration, ReportCard } from "../engine/report";

/** A wrong call: exit status 2 and a text on standard error. */
export class WrongCall extends Error {}

export interface RunCall {
  readonly command: "run";
  readonly report: string;
  readonly workbook: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly out: string | undefined;
  /** Apply proposals that change ledgers only on request. */
  readonly apply: boolean;
  readonly json: boolean;
  readonly runAt: string | undefined;
}

export interface UndoCall {
  readonly command: "undo";
  readonly workbook: string;
  readonly out: string;
  readonly json: boolean;
}

export interface MonthEndCall {
  readonly command: "month-end";
  readonly workbook: string;
  readonly month: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly runAt: string | undefined;
}

export type Call =
  | RunCall
  | MonthEndCall
  | UndoCall
  | { readonly command: "list"; readonly json: boolean }
  | { readonly command: "help"; readonly report: string }
  | { readonly command: "check"; readonly workbook: string; readonly json: boolean }
  | { readonly command: "text"; readonly text: string };

/** Parses the arguments. Throws WrongCall. */
export function parseCall(argv: readonly string[]): Call {
  let call: Call | undefined;
  let output = "";
  const program = new Command("tieout")
    .description("Ties the inventory ledger of Business Central out to the general ledger.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => (output += text), writeErr: () => undefined });
  program
    .command("list")
    .description("lists the reports")
    .option("--json", "as JSON")
    .action((options: { json?: boolean }) => {
      call = { command: "list", json: options.json === true };
    });
  program
    .command("help", { hidden: false })
    .argument("[report-id]")
    .description("tells what a report answers and which parameters it takes")
    .action((report: string | undefined) => {
      call =
        report === undefined
          ? { command: "text", text: program.helpInformation() }
          : { command: "help", report };
    });
  program
    .command("check")
    .argument("<workbook>", ".xlsx, folder of .csv, or .json")
    .description("checks every ledger of a workbook")
    .option("--json", "as JSON")
    .action((workbook: string, options: { json?: boolean }) => {
      call = { command: "check", workbook, json: options.json === true };
    });
  program
    .command("undo")
    .argument("<workbook>", ".xlsx or .json")
    .description("takes back the last posting that was applied to a workbook")
    .requiredOption("--out <file>", "where to write the workbook")
    .option("--json", "as JSON")
    .action((workbook: string, options: { out: string; json?: boolean }) => {
      call = { command: "undo", workbook, out: options.out, json: options.json === true };
    });
  program
    .command("month-end")
    .argument("<workbook>", ".xlsx, folder of .csv, or .json")
    .description("runs all reports in order and writes the binder")
    .option("--month <yyyy-mm>", "the month to close; the last one with entries when absent")
    .option("--out <file>", "where to write the workbook with binder and reports")
    .option("--json", "as JSON")
    .option("--run-at <time>", "time of the run for stamps, e.g. 2026-02-03 09:12")
    .action((workbook: string, options: { month?: string; out?: string; json?: boolean; runAt?: string }) => {
      call = {
        command: "month-end",
        workbook,
        month: options.month,
        out: options.out,
        json: options.json === true,
        runAt: options.runAt,
      };
    });
  for (const card of reportCards) {
    const command = reportCommand(card).copyInheritedSettings(program);
    command.action((workbook: string, options: Record<string, unknown>) => {
      call = runCall(card, workbook, options);
    });
    program.addCommand(command);
  }
  try {
    program.parse([...normalised(argv)], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: "text", text: output || program.helpInformation() };
    const known =
      argv[0] === undefined ? "Name a report, or one of list, help, check, month-end, undo." : error.message;
    throw new WrongCall(known.replace(/^error: /, ""));
  }
  if (!call) throw new WrongCall(program.helpInformation());
  return call;
}

function reportCommand(card: ReportCard): Command {
  const command = new Command(card.id)
    .description(card.title)
    .argument("<workbook>", ".xlsx, folder of .csv, or .json")
    .option("--parameters <file>", "JSON file with parameters; flags win over it")
    .option("--out <file>", "write the workbook with the report's sheets (and a journal's changes) in it")
    .option("--apply", "with --out: let the cost adjustment change the ledgers")
    .option("--json", "print the result as JSON and nothing else")
    .option("--run-at <time>", "time of the run for stamps, e.g. 2026-02-03 09:12");
  for (const parameter of card.parameters) {
    command.option(`--${parameter.name} [value]`, parameter.help, (text: string) =>
      flagValue(parameter, text),
    );
  }
  return command;
}

function runCall(card: ReportCard, workbook: string, options: Record<string, unknown>): RunCall {
  const parameters: Record<string, unknown> = { ...parametersFile(options.parameters) };
  for (const parameter of card.parameters) {
    const value = options[parameter.name];
    if (value === undefined) continue;
    if (value === true && parameter.type !== "boolean")
      throw new WrongCall(`--${parameter.name} needs a value`);
    parameters[parameter.name] = value;
  }
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  return {
    command: "run",
    report: card.id,
    workbook,
    parameters,
    out: text(options.out),
    apply: options.apply === true,
    json: options.json === true,
    runAt: text(options.runAt),
  };
}

function parametersFile(path: unknown): Readonly<Record<string, unknown>> {
  if (typeof path !== "string") return {};
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  } catch {
    throw new WrongCall(`${path} is not a JSON file of parameters`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WrongCall(`${path} must hold one object of parameters`);
  }
  return value as Record<string, unknown>;
}

/** A value that begins with { or [ is JSON; everything else is read by the report's declaration. */
function flagValue(parameter: ParameterDeclaration, text: string): unknown {
  if (parameter.type !== "filter" && /^\s*[{[]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      throw new InvalidArgumentError(`--${parameter.name}: the value is not JSON.`);
    }
  }
  return text;
}

/** Gives flags of booleans that stand alone the value true, so that they do not swallow what follows. */
function normalised(argv: readonly string[]): readonly string[] {
  const card = reportCards.find((candidate) => candidate.id === argv[0]);
  if (!card) return argv;
  const booleans = new Set(
    card.parameters.flatMap((parameter) => (parameter.type === "boolean" ? [`--${parameter.name}`] : [])),
  );
  const others = new Set(
    card.parameters.flatMap((parameter) => (parameter.type === "boolean" ? [] : [`--${parameter.name}`])),
  );
  const list: string[] = [];
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] as string;
    const next = argv[i + 1];
    if (booleans.has(word)) {
      const given = next !== undefined && /^(true|false|yes|no|1|0)$/i.test(next);
      list.push(`${word}=${given ? next : "true"}`);
      if (given) i += 1;
    } else if (others.has(word) && next !== undefined) {
      // "=" keeps values that begin with a hyphen or are empty together with their flag.
      list.push(`${word}=${next}`);
      i += 1;
    } else list.push(word);
  }
  return list;
}
