/** One mutated run after the other: through the engine, and some through the command line in every kind of file. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createWorkbook } from "../../ooxml";
import { Random } from "../../sample/core/random";
import { readLedgers } from "../../src/engine/ledgers/read";
import { Refusal } from "../../src/engine/refusal";
import { refusedResult } from "../../src/engine/run";
import { Session } from "../../src/engine/session";
import { main } from "../../src/runner/main";
import { jsonSource } from "../../src/workbook/file/json";
import { ledgerSheets } from "../../src/workbook/file/ledger-sheets";
import { casesOf, reportsWithCases } from "../support/cases";
import { comparable, faultsOf } from "./judge";
import { CHANGES, FAULTS, NEUTRAL, type Mutation } from "./mutations";
import { subjectOf, WORK_DATE, type Subject, type Workbook } from "./subject";

interface CleanCase {
  readonly subject: Subject;
  readonly result: string;
}

export interface RunOutcome {
  readonly what: string;
  readonly kind: string;
  readonly faults: readonly string[];
}

type Result = Readonly<Record<string, unknown>>;

/** How often a run also makes its sheets, and how often it goes through the command line. */
const SHEETS_EVERY = 10;
const COMMAND_LINE_EVERY = 20;

/** The clean cases of all reports (or one) and the runs over them. */
export class Fuzzer {
  readonly #folder = mkdtempSync(path.join(tmpdir(), "tieout-fuzz-"));

  private constructor(
    private readonly seed: number,
    private readonly cases: readonly CleanCase[],
  ) {}

  static async open(seed: number, report?: string): Promise<Fuzzer> {
    const cases: CleanCase[] = [];
    for (const id of reportsWithCases()) {
      if (report !== undefined && id !== report) continue;
      for (const example of casesOf(id)) {
        const { error, errors } = example.expected as { error?: unknown; errors?: readonly unknown[] };
        if (error || (errors && errors.length > 0)) continue;
        const result = await runEngine(example.report, example.workbook, example.parameters);
        if (result.error) throw new Error(`${id}/${example.name} is not clean`);
        cases.push({ subject: await subjectOf(example), result: comparable(result) });
      }
    }
    return new Fuzzer(seed, cases);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Run number `index`: the same for the same seed, whatever ran before. */
  async run(index: number): Promise<RunOutcome> {
    const random = new Random(this.seed * 1_000_003 + index);
    // Reports in turn, so that each gets its share however many cases it has.
    const reports = [...new Set(this.cases.map(({ subject }) => subject.example.report))];
    const report = reports[index % reports.length];
    const { subject, result } = random.pick(
      this.cases.filter((one) => one.subject.example.report === report),
    );
    const { kind, mutation } = mutationOf(subject, random);
    const { example } = subject;
    const what = `${example.report}/${example.name}: ${mutation.what}`;
    const given = JSON.stringify(mutation.workbook);
    const faults: string[] = [];
    try {
      const parameters = mutation.parameters ?? example.parameters;
      const mutated = await runEngine(example.report, mutation.workbook, parameters);
      if (JSON.stringify(mutation.workbook) !== given) faults.push("the run changed its input");
      faults.push(...faultsOf(mutated, mutation.expected, result, given));
      if (index % SHEETS_EVERY === 0) await makeSheets(example.report, mutation.workbook, parameters);
      if (index % COMMAND_LINE_EVERY === 0)
        faults.push(...(await this.#commandLine(subject, mutation, mutated, random)));
    } catch (error) {
      faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    return { what, kind, faults };
  }

  async #commandLine(
    subject: Subject,
    mutation: Mutation,
    mutated: Result,
    random: Random,
  ): Promise<string[]> {
    const { example } = subject;
    const parameters = path.join(this.#folder, "parameters.json");
    writeFileSync(parameters, JSON.stringify(mutation.parameters ?? example.parameters));
    const json = path.join(this.#folder, "workbook.json");
    writeFileSync(json, JSON.stringify(mutation.workbook));
    const books: [string, boolean][] = [[json, true]];
    if (!mutation.jsonOnly) {
      const same = mutation.expected.kind !== "any";
      books.push([this.#csvFolder(mutation.workbook as Workbook, random), same]);
      books.push([await this.#xlsxFile(mutation.workbook), same]);
    }
    const faults: string[] = [];
    const tell = async (book: string, place: string): Promise<string | undefined> => {
      const { status, stdout, stderr } = await call([
        example.report,
        book,
        "--parameters",
        parameters,
        "--json",
      ]);
      if (status !== 0 && status !== 1) faults.push(`${place}: exit status ${status}, ${stderr}`);
      else if (/\n\s+at /.test(stderr)) faults.push(`${place}: a stack, ${stderr}`);
      else return stdout;
      return undefined;
    };
    for (const [book, same] of books) {
      const place = path.extname(book) || ".csv";
      const stdout = await tell(book, place);
      if (same && stdout !== undefined && comparable(JSON.parse(stdout)) !== comparable(mutated))
        faults.push(`${place} gives another result: ${stdout.slice(0, 300)}`);
    }
    // Spoiled bytes may be refused or not, but nothing else may come of them.
    const [book] = random.pick(books);
    const file = path.extname(book) ? book : path.join(book, random.pick(readdirSync(book)));
    writeFileSync(file, spoiledBytes(readFileSync(file), random));
    await tell(book, `spoiled ${path.extname(file)}`);
    return faults;
  }

  #csvFolder(workbook: Workbook, random: Random): string {
    const folder = path.join(this.#folder, "csv");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [name, rows] of Object.entries(workbook)) {
      const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      const cell = (value: unknown): string => `"${textOf(value).replaceAll('"', '""')}"`;
      const separator = random.pick([",", ";", "\t"]);
      const lineEnd = random.pick(["\n", "\r\n"]);
      const lines = [headers, ...rows.map((row) => headers.map((header) => row[header]))].map((row) =>
        row.map(cell).join(separator),
      );
      const text = `${random.pick(["", "\ufeff"])}${lines.join(lineEnd)}${random.pick(["", lineEnd])}`;
      writeFileSync(path.join(folder, `${name.replaceAll("/", "-")}.csv`), text);
    }
    return folder;
  }

  async #xlsxFile(workbook: unknown): Promise<string> {
    const file = path.join(this.#folder, "workbook.xlsx");
    const editor = createWorkbook();
    for (const spec of await ledgerSheets(jsonSource(workbook))) editor.addSheet(spec);
    if (editor.sheetNames.length === 0) editor.addSheet({ name: "Empty" });
    writeFileSync(file, editor.toBytes());
    return file;
  }
}

function mutationOf(subject: Subject, random: Random): { kind: string; mutation: Mutation } {
  for (let tries = 0; tries < 50; tries += 1) {
    const [kind, mutators] = random.pick([
      ["neutral", NEUTRAL],
      ["fault", FAULTS],
      ["change", CHANGES],
    ] as const);
    const mutation = random.pick(mutators)(subject, random);
    if (mutation) return { kind, mutation };
  }
  throw new Error(`nothing to mutate in ${subject.example.name}`);
}

/** Bytes with some changed, cut away or doubled. */
function spoiledBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const spoiled = Uint8Array.from(bytes);
  const at = (): number => random.between(0, Math.max(0, bytes.length - 1));
  switch (random.between(0, 3)) {
    case 0:
      for (let i = random.between(1, 5); i > 0; i -= 1) spoiled[at()] = random.between(0, 255);
      return spoiled;
    case 1:
      return spoiled.subarray(0, at());
    case 2:
      return spoiled.subarray(at());
    default: {
      const cut = at();
      return Uint8Array.from([...spoiled.subarray(0, cut), ...spoiled.subarray(Math.floor(cut / 2))]);
    }
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

async function openSession(report: string, workbook: unknown): Promise<Session> {
  const { loadReport } = await import("../../src/engine/catalogue");
  const { card } = await loadReport(report);
  const ledgers = await readLedgers(jsonSource(workbook), { reports: [card.code] });
  return new Session(ledgers, {
    digest: (bytes) => Promise.resolve(createHash("sha256").update(bytes).digest()),
    workDate: WORK_DATE,
    runAt: "2026-02-03 09:12",
  });
}

async function runEngine(report: string, workbook: unknown, parameters: Result): Promise<Result> {
  try {
    return (await (await openSession(report, workbook)).run(report, parameters)).result;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { loadReport } = await import("../../src/engine/catalogue");
    return refusedResult(await loadReport(report), error);
  }
}

/** Summary and sheets of a run that was not refused: they may not throw either. */
async function makeSheets(report: string, workbook: unknown, parameters: Result): Promise<void> {
  let session: Session;
  try {
    session = await openSession(report, workbook);
  } catch (error) {
    if (error instanceof Refusal) return;
    throw error;
  }
  const run = await session.run(report, parameters);
  if (run.refused) return;
  session.summary(run);
  await session.sheets(run);
}

async function call(argv: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  let stdout = "";
  let stderr = "";
  const status = await main(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { status, stdout, stderr };
}
